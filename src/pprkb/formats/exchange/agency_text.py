"""Text of registration agencies and other programs: JATS and HTML markup, entities, odd blanks.

Tags that CSL's rich text has are kept; of all others only the text is.
"""

from __future__ import annotations

import html
import re

from pprkb.text.markup import NOCASE_OPEN, SMALL_CAPS_OPEN, SPAN_CLOSE

_TAG = re.compile(
    r"""<(?P<close>/?)(?:[a-z]+:)?(?P<name>[a-z][a-z0-9-]*)
        (?:\s+[\w:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*/?>""",
    re.VERBOSE | re.IGNORECASE,
)
_COMMENTS = (("<!--", "-->"), ("<?", "?>"))
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
# Neither of two titles holds the other, so that the work grows with the length alone.
_TITLE = re.compile(
    r"<(?:jats:)?title[^<>]*>((?:(?!</?(?:jats:)?title).)*)</(?:jats:)?title>",
    re.DOTALL | re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});")
_RICH = {
    "i": "i", "em": "i", "italic": "i", "b": "b", "strong": "b", "bold": "b", "sub": "sub",
    "inf": "sub", "sup": "sup", "scp": "sc", "sc": "sc",
}  # fmt: skip
_SMALL_CAPS = {"": '<span style="font-variant:small-caps;">', "/": "</span>"}
_BLOCKS = frozenset(("p", "sec", "title", "br", "break", "div", "list", "list-item", "label", "li"))
_INVISIBLE = dict.fromkeys(
    [*range(9), *range(14, 32), 0x7F, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF]
)
# Behind "Ã" it is the half of a letter that was decoded wrongly, which must be found.
_SOFT_HYPHEN = re.compile("(?<!Ã)\u00ad")
_BEFORE_MARK = re.compile(r"\s+([,;:.?!)\]])(?!\w)")
_OPEN_BLANK = re.compile(r"(<(?:i|b|sub|sup)>)\s+")
_BLANK_CLOSE = re.compile(r"\s+(</(?:i|b|sub|sup)>)")
_KEPT_TAG = re.compile(
    r'<(?P<close>/?)(?P<name>i|b|sub|sup)>|<span style="font-variant:small-caps;">|</span>'
)
_FOOTNOTE = re.compile(r"[*†‡§]|<sup>\s*[*†‡§]\s*</sup>")
_FULL_STOP = re.compile(r"(?<![.\s])(?<!\b[A-Z])(?<!\betc)(?<!\bvs)\.$")
_HEADING = re.compile(r"(?:abstract|summary)[.:]?\s+", re.IGNORECASE)


def agency_line(text: str) -> str:
    """Return a value as one line of plain text, such as a name or a publisher."""
    return _one_line(_TAG.sub(_nothing, _decoded(text)))


def agency_title(text: str) -> str:
    """Return a title as CSL rich text, without a full stop or footnote mark at its end.

    Its capitals stay: titles are put into sentence case where they are printed.
    """
    return _FULL_STOP.sub("", _without_footnote(agency_rich(text))).strip()


def agency_rich(text: str) -> str:
    """Return a text as CSL rich text, such as the name of a journal, which may end in a stop."""
    title = _one_line(_TAG.sub(_rich, _decoded(text)))
    title = _OPEN_BLANK.sub(r" \1", title)
    title = _BLANK_CLOSE.sub(r"\1 ", title)
    return _BEFORE_MARK.sub(r"\1", _one_line(_balanced(title)))


def agency_paragraphs(text: str) -> str:
    """Return an abstract as plain text on one line; its headings stay as words with a colon."""
    text = _TITLE.sub(_heading, _decoded(text))
    return _HEADING.sub("", _one_line(_TAG.sub(_nothing, text)), count=1)


def _without_footnote(title: str) -> str:
    """Remove the marks of footnotes at the end, and blanks before them."""
    end = len(title)
    for mark in reversed(list(_FOOTNOTE.finditer(title))):
        if title[mark.end() : end].strip():
            break
        end = mark.start()
    return title if end == len(title) else title[:end].rstrip()


def _heading(title: re.Match[str]) -> str:
    words = title[1].strip()
    return f" {words.rstrip(' .:')}: "


def _decoded(text: str) -> str:
    """Decode entities; some publishers encode them twice."""
    for opening, closing in _COMMENTS:
        text = _without(text, opening, closing)
    text = _CDATA.sub("", text)
    for _ in range(2):
        text = html.unescape(text)
    return _SOFT_HYPHEN.sub("", text.translate(_INVISIBLE))


def _without(text: str, opening: str, closing: str) -> str:
    """Cut out comments; what opens and never closes is text."""
    kept: list[str] = []
    position = 0
    while (start := text.find(opening, position)) >= 0:
        end = text.find(closing, start + len(opening))
        if end < 0:
            break
        kept.append(text[position:start])
        position = end + len(closing)
    return "".join(kept) + text[position:]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _nothing(tag: re.Match[str]) -> str:
    return " " if tag["name"].lower() in _BLOCKS else ""


def _rich(tag: re.Match[str]) -> str:
    name = _RICH.get(tag["name"].lower())
    if name is None:
        return _nothing(tag)
    return _SMALL_CAPS[tag["close"]] if name == "sc" else f"<{tag['close']}{name}>"


def _balanced(title: str) -> str:
    """Remove tags that close nothing or hold nothing, and close those that stay open."""
    out: list[str] = []
    open_tags: list[tuple[str, int]] = []
    position = 0
    for tag in _KEPT_TAG.finditer(title):
        if tag.start() > position:
            out.append(title[position : tag.start()])
        position = tag.end()
        name = tag["name"] or "span"
        if not tag.group().startswith("</"):
            open_tags.append((name, len(out)))
            out.append(tag.group())
        elif open_tags and open_tags[-1][0] == name:
            start = open_tags.pop()[1]
            if start == len(out) - 1:
                del out[start:]
            else:
                out.append(tag.group())
    out.append(title[position:])
    return "".join(out) + "".join(f"</{name}>" for name, _ in reversed(open_tags))


def rich_text(text: str) -> str:
    """Return a text of another program as CSL rich text.

    Entities are decoded, pairs of tags that format become CSL's, pairs that only structure go.
    What is not closed, or not known, stays as it is, for a person to look at.
    """
    if "<" not in text and "&" not in text:
        return text
    for _ in range(3):
        decoded = html.unescape(text) if _ENTITY.search(text) else text
        if decoded == text:
            break
        text = decoded
    pieces: list[str] = []
    open_tags: list[tuple[str, int]] = []
    position = 0
    for tag in _TAG.finditer(text):
        pieces += [text[position : tag.start()], tag.group()]
        position = tag.end()
        name = tag["name"].lower()
        if tag.group().endswith("/>") or name in ("br", "break"):
            pieces[-1] = " "
        elif not tag["close"]:
            open_tags.append((name, len(pieces) - 1))
        elif open_tags and open_tags[-1][0] == name:
            _, begin = open_tags.pop()
            pieces[begin], pieces[-1] = _pair(name, pieces[begin], pieces[-1])
        else:
            open_tags = [opened for opened in open_tags if opened[0] != name]
    return "".join([*pieces, text[position:]]).strip()


def _pair(name: str, opening: str, closing: str) -> tuple[str, str]:
    """Return what a pair of tags becomes."""
    if opening in (NOCASE_OPEN, SMALL_CAPS_OPEN):
        return opening, closing
    rich = _RICH.get(name)
    if rich == "sc":
        return SMALL_CAPS_OPEN, SPAN_CLOSE
    return (f"<{rich}>", f"</{rich}>") if rich else ("", "")
