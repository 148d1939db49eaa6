"""Text with CSL's rich text tags to LaTeX; `latex.decode` is the way back."""

from __future__ import annotations

import re

from pprkb.text.markup import NOCASE_OPEN, SMALL_CAPS_OPEN, SPAN_CLOSE

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "`": r"\textasciigrave{}",
        "$": r"\$",
        "&": r"\&",
        "%": r"\%",
        "#": r"\#",
        "_": r"\_",
        "\u00a0": "~",
    }
)
_NEEDS_ESCAPE = re.compile(r"[\\{}~^`$&%#_\u00a0]|--|''")
_DOUBLED = re.compile(r"(?<=-)-|(?<=')'")
_LIKE_ENTITY = re.compile(r"\\&(?=(?:\\#)?\w+;)")
"""What readers of BibTeX from the web would take for an entity of HTML."""
_TAGS = re.compile(r"</?(?:i|b|sub|sup)>|<span (?:class|style)=\"[^\"<>]*\">|</span>")
_TAG_COMMANDS = {
    "<i>": "\\textit{",
    "<b>": "\\textbf{",
    "<sub>": "\\textsubscript{",
    "<sup>": "\\textsuperscript{",
    SMALL_CAPS_OPEN: "\\textsc{",
    NOCASE_OPEN: "{",
}
_MATH = {"<sub>": "$_{", "<sup>": "$^{"}
_ENDS_OF_MATH = {"<sub>": "</sub>", "<sup>": "</sup>"}
_SIMPLE = re.compile(r"[A-Za-z0-9+=]+")
"""What a formula prints as it stands; Zotero reads sub- and superscript in formulas alone."""
_TAG_ENDS = {"</i>": "<i>", "</b>": "<b>", "</sub>": "<sub>", "</sup>": "<sup>"}


def escape(text: str) -> str:
    """Escape LaTeX's special characters; tags are not looked at.

    Args:
        text: Plain text. Characters outside ASCII stay as they are.

    Returns:
        LaTeX with balanced braces that `decode` turns into `text` again.
    """
    if not _NEEDS_ESCAPE.search(text):
        return text
    escaped = _DOUBLED.sub(lambda match: "{}" + match.group(), text.translate(_ESCAPES))
    return _LIKE_ENTITY.sub(r"\\&{}", escaped) if ";" in escaped else escaped


def encode(text: str) -> str:
    """Write text with CSL's rich text tags as LaTeX.

    A tag without its partner, or with nothing inside, is a row of characters.

    Args:
        text: Rich text; `nocase` spans become braces.

    Returns:
        LaTeX with balanced braces; `decode` gives `text` again, apart from blanks.
    """
    if "<" not in text:
        return escape(text)
    tokens = list(_TAGS.finditer(text))
    partners = _pair_tags(tokens)
    out: list[str] = []
    formulas: set[int] = set()
    position = 0
    for index, token in enumerate(tokens):
        out.append(escape(text[position : token.start()]))
        position = token.end()
        tag = token.group()
        if index not in partners:
            out.append(tag)
        elif tag[1] == "/":
            out.append("}$" if index - 1 in formulas else "}")
        else:
            after = tokens[index + 1]
            inside = text[token.end() : after.start()]
            if (
                tag in _MATH
                and index + 1 in partners
                and after.group() == _ENDS_OF_MATH[tag]
                and _SIMPLE.fullmatch(inside)
                and not (out and "".join(out[-2:]).endswith("$"))
            ):
                formulas.add(index)
                out.append(_MATH[tag])
            else:
                out.append(_TAG_COMMANDS[tag])
    out.append(escape(text[position:]))
    return "".join(out)


def _pair_tags(tokens: list[re.Match[str]]) -> set[int]:
    """Return the indices of the tags that open and close one another, properly nested."""
    paired: set[int] = set()
    open_tags: list[int] = []
    for index, token in enumerate(tokens):
        tag = token.group()
        if tag[1] != "/":
            if tag in _TAG_COMMANDS:
                open_tags.append(index)
            continue
        if not open_tags:
            continue
        opener = tokens[open_tags[-1]].group()
        fits = opener.startswith("<span") if tag == SPAN_CLOSE else _TAG_ENDS[tag] == opener
        if fits and tokens[open_tags[-1]].end() < token.start():
            paired.update((open_tags.pop(), index))
        else:
            open_tags.clear()
    return paired
