"""Markup and quotation marks inside field values, turned into marks.

CSL 1.0.2, Appendix VI (Rich text in fields) allows ``<i>``, ``<b>``, ``<sub>``, ``<sup>``, small
caps and ``nocase`` spans; any other angle bracket is plain text and is escaped on output.
Straight quotes are paired here, so that the last pass can choose the locale's marks by nesting.
"""

from __future__ import annotations

import re

from pprkb.csl.marks import CLOSE, OPEN, QUOTE_CLOSE, QUOTE_OPEN, strip_private_use

_SPECIAL = re.compile("[<\"'\u2018`]")
_TAG = re.compile(
    r"<(?P<tag>i|b|sup|sub|sc)>|</(?P<end>i|b|sup|sub|sc|span)>"
    r"|<span\s+class=\"(?P<cls>nocase|nodecor)\"\s*>"
    r"|<span\s+style=\"(?P<caps>font-variant:\s*small-caps;?)\"\s*>"
)
_FORMAT_OF_TAG = {
    "i": "flip-italic",
    "b": "flip-bold",
    "sup": "sup",
    "sub": "sub",
    "sc": "flip-small-caps",
}
_DOUBLE = '"'
_SINGLE = "'\u2018\u2019"
_BEFORE_OPENING = frozenset(" \u00a0([{-\u2013—/\t\n¿¡“\u2018\"'«<")
_MARKS = "\ue000-\ue07f"
_QUOTES = re.compile("[\"'\u2018\u2019]")


def parse_rich_text(value: str) -> str:
    """A field value as a marked string, with its private-use characters removed."""
    text = strip_private_use(value)
    if "\u00ab" in text:
        # French spacing: narrow and unbreakable inside guillemets
        text = text.replace("\u00ab ", "\u00ab\u202f").replace(" \u00bb", "\u202f\u00bb")
    if _SPECIAL.search(text) is None:
        return text
    if "<" in text:
        text = _parse_tags(text)
    if _QUOTES.search(text):
        text = _pair_quotes(text)
    return text


def _parse_tags(text: str) -> str:
    """Replace balanced tags; a tag without its partner stays as literal text."""
    pieces: list[str] = []
    open_tags: list[tuple[str, str, int]] = []  # end tag, format, index of the piece
    position = 0
    for match in _TAG.finditer(text):
        pieces.append(text[position : match.start()])
        position = match.end()
        end = match["end"]
        if end is None:
            if match["tag"]:
                end, style = match["tag"], _FORMAT_OF_TAG[match["tag"]]
            else:
                end, style = "span", match["cls"] or "flip-small-caps"
            open_tags.append((end, style, len(pieces)))
            pieces.append(match[0])
        elif any(tag[0] == end for tag in open_tags):
            while open_tags[-1][0] != end:
                open_tags.pop()
            _, style, index = open_tags.pop()
            pieces[index] = OPEN[style]
            pieces.append(CLOSE[style])
        else:
            pieces.append(match[0])
    pieces.append(text[position:])
    return "".join(pieces)


def _pair_quotes(text: str) -> str:
    """Pair quotation marks; a lone single one is an apostrophe, a lone double stays straight."""
    characters = list(text)
    waiting: list[tuple[int, str]] = []
    for match in _QUOTES.finditer(text):
        index, character = match.start(), match[0]
        kind = _DOUBLE if character in _DOUBLE else _SINGLE
        before, after = _neighbour(text, index, -1), _neighbour(text, index, 1)
        opens = before in _BEFORE_OPENING and after not in " \u00a0\"'\u2019”"
        closes = before not in " \u00a0" and not after.isalnum()
        if character == "\u2018":
            opens, closes = True, False
        elif character == "\u2019":
            opens = False
        pending = any(other == kind for _, other in waiting)
        if closes and pending and not (opens and before not in "\"'”\u2019"):
            while waiting[-1][1] != kind:
                waiting.pop()
            start, _ = waiting.pop()
            characters[start], characters[index] = QUOTE_OPEN, QUOTE_CLOSE
        elif opens:
            waiting.append((index, kind))
    return "".join(characters).replace("'", "\u2019")


def _neighbour(text: str, index: int, step: int) -> str:
    """The nearest character that is no mark; a space stands for either end."""
    index += step
    while 0 <= index < len(text):
        if not "\ue000" <= text[index] <= "\ue07f":
            return text[index]
        index += step
    return " "
