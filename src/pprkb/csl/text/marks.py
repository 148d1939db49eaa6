"""The alphabet of marks that carry structure inside flat strings.

Rendering joins plain Python strings, which is fast.  What a tree would hold (italics, quotation
marks, the seams between affixes and content) is written into the string as private-use
characters, and one last pass turns them into the output format.  Input is stripped of
private-use characters first, so an item can never forge a mark.
"""

from __future__ import annotations

import re

from pprkb.csl.files.xml_tree import strip_private_use

SEAM = "\ue000"  # a boundary of an affix or delimiter, where punctuation may collide
QUOTE_OPEN = "\ue001"
QUOTE_CLOSE = "\ue002"
SUFFIX_OPEN = "\ue003"  # around a rendered year-suffix
SUFFIX_CLOSE = "\ue004"
NAMES_OPEN = "\ue005"  # around the first rendered list of names of an entry
NAMES_CLOSE = "\ue006"
NAME_OPEN = "\ue007"  # around each name of that list
NAME_CLOSE = "\ue008"
NUMBER_OPEN = "\ue009"  # around a rendered citation-number
NUMBER_CLOSE = "\ue00a"
LOCATOR_SEEN = "\ue00b"  # after a rendered locator
TERM = "\ue00c"  # before a term, which may need a capital at the start of a note

# in sort keys: these sort before anything that can continue a name, so that Smith precedes
# Smith-Jones; the end of a list sorts before another name, and another name before another part
NAMES_END, NAME_SEPARATOR, PART_SEPARATOR = "\x01", "\x02", "\x03"

FORMATS = (
    "italic", "oblique", "style-normal", "bold", "light", "weight-normal", "small-caps",
    "variant-normal", "underline", "decoration-none", "sup", "sub", "baseline", "flip-italic",
    "flip-bold", "flip-small-caps", "nocase", "nodecor", "block", "left-margin", "right-inline",
    "indent",
)  # fmt: skip
_OPEN_BASE = 0xE010
_CLOSE_BASE = 0xE040

OPEN: dict[str, str] = {name: chr(_OPEN_BASE + n) for n, name in enumerate(FORMATS)}
CLOSE: dict[str, str] = {name: chr(_CLOSE_BASE + n) for n, name in enumerate(FORMATS)}
FORMAT_OF_OPEN: dict[str, str] = {mark: name for name, mark in OPEN.items()}
FORMAT_OF_CLOSE: dict[str, str] = {mark: name for name, mark in CLOSE.items()}

ANY_MARK = re.compile("[\ue000-\ue07f]")
_BOOKKEEPING = re.compile("[\ue003-\ue00c]")


def drop_bookkeeping(text: str) -> str:
    """Remove the marks that only the processor needs, keeping formatting and seams."""
    return _BOOKKEEPING.sub("", text)


def drop_marks(text: str) -> str:
    """Return the bare characters of a marked string, for comparing and sorting."""
    return ANY_MARK.sub("", text)


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
    """Return a field value as a marked string, with its private-use characters removed."""
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
    """Return the nearest character that is no mark; a space at either end."""
    index += step
    while 0 <= index < len(text):
        if not "\ue000" <= text[index] <= "\ue07f":
            return text[index]
        index += step
    return " "
