"""LaTeX commands, and the conversion of CSL rich text to LaTeX; `decode` is the inverse."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from html.entities import html5
from pathlib import Path

from pprkb.text.markup import NOCASE_OPEN, SMALL_CAPS_OPEN, SPAN_CLOSE
from pprkb.text.number import whole_number

# -- commands, as listed in commands.txt ----------------------------------------------------------

_VALUE = re.compile(r'"(?:[^"\\]|\\.)*"|\S+')


def _tables() -> dict[str, dict[str, list[str]]]:
    """Return the values of each command, by the title of its list."""
    tables: dict[str, dict[str, list[str]]] = {}
    for line in Path(__file__).with_name("commands.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            table = tables.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            words = _VALUE.findall(line)
            command, *values = (json.loads(word) if word[0] == '"' else word for word in words)
            table[command] = values
    return tables


_TABLES = _tables()


def _texts(title: str) -> dict[str, str]:
    return {command: text for command, (text,) in _TABLES[title].items()}


def _pairs(title: str) -> dict[str, tuple[str, str]]:
    return {command: (before, after) for command, (before, after) in _TABLES[title].items()}


COMBINING = _texts("combining")
"""Accent command -> combining character."""
SYMBOLS = _texts("symbols")
"""Command without argument -> text."""
MATH_SYMBOLS = _texts("math symbols")
"""Command of mathematics -> text."""
WRAPPERS = _pairs("wrappers")
"""Command with one argument -> the text before and after the argument."""
QUOTES = _pairs("quotes")
"""Commands that quote; nested ones use single quotation marks."""
TRANSPARENT = frozenset(_TABLES["transparent"])
"""Commands whose argument is kept and whose own meaning does not matter in a reference."""
GAPS = frozenset(_TABLES["gaps"])
"""Commands that make a gap within the line, as wide as their length says."""
NOT_TEXT = {name: whole_number(number) for name, number in _texts("not text").items()}
"""Command -> how many of its arguments in braces, from the first, are never printed; None: a length
follows without braces. The next argument is text.
"""
DECLARATIONS = _pairs("declarations")
"""Commands that work to the end of their group."""
SWALLOWED = frozenset(_TABLES["swallowed"])
"""Commands whose argument is never printed."""
BIBSTRINGS = _texts("bibstrings")
"""Localisation keys of biblatex in English."""


# -- text to LaTeX -------------------------------------------------------------------------------

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
"""Text that importers of BibTeX from the web would decode as an HTML entity."""
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
"""Characters a formula prints unchanged; in formulas Zotero reads only sub- and superscripts."""
_TAG_ENDS = {"</i>": "<i>", "</b>": "<b>", "</sub>": "<sub>", "</sup>": "<sup>"}


def escape(text: str) -> str:
    """Escape LaTeX's special characters; tags and characters outside ASCII stay as they are.

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


_LETTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)


def spell_out(text: str, holds: Callable[[str], bool]) -> str:
    """Write what an encoding cannot hold as LaTeX; `latex.decode` gives it back.

    Args:
        text: LaTeX.
        holds: Says whether the encoding has all characters of a text.

    Returns:
        The text; a character that LaTeX has no command for stays.
    """
    if holds(text):
        return text
    return _LETTER.sub(lambda letter: _spelled(letter.group(), holds), text)


def _spelled(letter: str, holds: Callable[[str], bool]) -> str:
    if holds(letter):
        return letter
    composed = unicodedata.normalize("NFC", letter)
    if holds(composed):
        return composed
    if composed in _symbols():
        return _symbols()[composed]
    parts = unicodedata.normalize("NFD", composed)
    base, mark = unicodedata.normalize("NFC", parts[:-1]), parts[-1]
    if base and mark in _accents() and holds(base):
        return f"{{\\{_accents()[mark]}{{{base}}}}}"
    return letter


@cache
def _symbols() -> dict[str, str]:
    """Return each sign that has a command, with the command."""
    signs: dict[str, str] = {}
    for name, sign in SYMBOLS.items():
        if len(sign) == 1 and not sign.isascii():
            signs.setdefault(sign, f"{{\\{name}}}")
    for name, sign in MATH_SYMBOLS.items():
        if len(sign) == 1 and not sign.isascii():
            signs.setdefault(sign, f"$\\{name}$")
    return signs


@cache
def _accents() -> dict[str, str]:
    return {mark: command for command, mark in COMBINING.items()}


_CONTROLS = dict.fromkeys(code for code in range(32) if chr(code) not in "\t\n\r")
_NO_ESCAPES = dict.fromkeys(map(ord, "{}\\"))
_ENTITY = re.compile(
    r"(?:\{\\&\}|\\?&)"
    r"(?P<name>(?:\{\\\#\}|\\?\#)(?:\d{1,7}|x[\da-f]{1,6})|[a-z][a-z0-9]{1,30});",
    re.IGNORECASE,
)


def without_controls(value: str) -> str:
    """Remove control characters other than tabs and line ends."""
    return value.translate(_CONTROLS)


def decode_entities(value: str) -> str:
    r"""Replace entities such as `&amp;`, `\&amp;` and `&#x2019;` by their characters, as LaTeX.

    Only those with a semicolon that HTML knows are replaced.
    """
    return _ENTITY.sub(_character, value)


def guard_entities(value: str) -> str:
    r"""Write `\&{}lt;` for `\&lt;` and other text that only looks like an entity."""
    return _ENTITY.sub(_guarded, value) if "&" in value and ";" in value else value


def _guarded(match: re.Match[str]) -> str:
    written = match.group()
    return written if _character(match) == written else written.replace("&", "&{}", 1)


def _character(match: re.Match[str]) -> str:
    name = match["name"].translate(_NO_ESCAPES)
    if not name.startswith("#") and f"{name};" not in html5:
        return match.group()
    return escape(html.unescape(f"&{name};"))
