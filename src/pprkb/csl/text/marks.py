"""The alphabet of marks that carry structure inside flat strings, and the styling written in it.

Rendering joins plain Python strings, which is fast.  What a tree would hold (italics, quotation
marks, the seams between affixes and content) is written into the string as private-use
characters, and one last pass turns them into the output format.  Input is stripped of
private-use characters first, so an item can never forge a mark.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pprkb.csl.files.xml_tree import Node, strip_private_use

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


# -- formatting, quotes, display, affixes and text case (CSL 1.0.2, Styling) ----------------------

# Affixes are outside of the formatting and quotes of their own element.  Text case respects
# `nocase` spans.

Wrap = Callable[[str], str]

_FORMATTING = {
    "vertical-align": {"sup": "sup", "sub": "sub", "baseline": "baseline"},
    "text-decoration": {"underline": "underline", "none": "decoration-none"},
    "font-weight": {"bold": "bold", "light": "light", "normal": "weight-normal"},
    "font-variant": {"small-caps": "small-caps", "normal": "variant-normal"},
    "font-style": {"italic": "italic", "oblique": "oblique", "normal": "style-normal"},
}
_COLLIDING = frozenset(".,;:!? \u00a0\u202f")


def formats_of(node: Node) -> list[str]:
    """Return the names of the formats that an element asks for, outermost first."""
    formats = []
    for attribute, values in _FORMATTING.items():
        value = values.get(node.get(attribute))
        if value:
            formats.append(value)
    return formats


def format_marks(node: Node) -> tuple[str, str]:
    """Return opening and closing marks of an element's formatting, without quotes."""
    formats = formats_of(node)
    return (
        "".join(OPEN[name] for name in formats),
        "".join(CLOSE[name] for name in reversed(formats)),
    )


def with_seams(affix: str) -> str:
    """Put seams where punctuation or space of an affix or delimiter can meet other text."""
    if not affix:
        return ""
    before = SEAM if affix[0] in _COLLIDING else ""
    return before + affix + (SEAM if affix[-1] in _COLLIDING else "")


def compile_wrap(node: Node, quotes: bool = True) -> Wrap | None:
    """Return a function that puts formatting, quotes and affixes around text; None without any."""
    opening, closing = format_marks(node)
    if quotes and node.flag("quotes"):
        opening, closing = QUOTE_OPEN + opening, closing + QUOTE_CLOSE
    display = node.get("display")
    before, after = with_seams(node.get("prefix")), with_seams(node.get("suffix"))
    if display in OPEN:
        opening, closing = OPEN[display] + before + opening, closing + after + CLOSE[display]
    else:
        opening, closing = before + opening, closing + after
    if not opening and not closing:
        return None

    def wrap(text: str) -> str:
        return opening + text + closing if text else ""

    return wrap


def strip_periods(text: str) -> str:
    """Remove every period (CSL 1.0.2, Strip-periods)."""
    return text.replace(".", "")


# CSL 1.0.2, Title Case Conversion: the words it lists, the further prepositions that its test
# suite leaves in lower case, and the particles and abbreviations found there
_STOP_WORDS = frozenset((
    "a", "an", "and", "as", "at", "but", "by", "down", "for", "from", "in", "into", "nor", "of",
    "on", "onto", "or", "over", "so", "the", "till", "to", "up", "via", "with", "yet",
    "about", "above", "across", "after", "against", "along", "alongside", "amid", "among",
    "amongst", "around", "atop", "before", "behind", "below", "beneath", "beside", "besides",
    "between", "beyond", "despite", "during", "except", "inside", "like", "near", "next", "off",
    "out", "per", "plus", "since", "than", "through", "throughout", "toward", "towards", "under",
    "underneath", "until", "unto", "upon", "versus", "within", "without",
    "al", "c", "ca", "circa", "d", "de", "e.g", "et", "i.e", "qua", "sans", "v", "van", "von", "vs",
))  # fmt: skip
# spans whose letters were chosen on purpose
_KEPT_NAMES = ("nocase", "nodecor", "flip-small-caps", "sup", "sub")
_PROTECTED = re.compile("|".join(f"{OPEN[n]}[^{CLOSE[n]}]*{CLOSE[n]}" for n in _KEPT_NAMES))
_WORD = re.compile(r"\w[^\s\-/\u2013—\u2011\ue000-\ue07f]*")
_CAMEL_OR_WORD = re.compile(r"[^\W\d_]+")
_TRAILING = ".,;:!?)]}'\u2019”\"…"
_SENTENCE_START = re.compile(r"[:?!](?:[\s(\[\ue000-\ue07f]|$)+$")
_TURKIC = ("tr", "az")

TextCase = Callable[[str, str], str]


def text_case(name: str) -> TextCase | None:
    """Return the conversion `name` of a text in a language; None for no change."""
    return _CONVERSIONS.get(name)


def _upper(text: str, language: str) -> str:
    if language.startswith(_TURKIC):
        text = text.replace("i", "İ")
    return _outside_nocase(text, str.upper)


def _lower(text: str, language: str) -> str:
    if language.startswith(_TURKIC):
        text = text.replace("I", "\u0131").replace("İ", "i")
    return _outside_nocase(text, str.lower)


def _outside_nocase(text: str, convert: Callable[[str], str]) -> str:
    if not any(OPEN[name] in text for name in _KEPT_NAMES):
        return convert(text)
    pieces, position = [], 0
    for span in _PROTECTED.finditer(text):
        pieces += [convert(text[position : span.start()]), span[0]]
        position = span.end()
    return "".join([*pieces, convert(text[position:])])


def _capitalize_first(text: str, language: str) -> str:
    word = _WORD.search(text)
    if word is None or _is_protected(text, word.start()) or not word[0].islower():
        return text
    return _capitalized(text, word, language)


def _capitalize_all(text: str, language: str) -> str:
    pieces, position = [], 0
    for word in _WORD.finditer(text):
        if word[0].islower() and not _is_protected(text, word.start()):
            pieces += [text[position : word.start()], _initial(word[0], language)]
            position = word.end()
    return "".join([*pieces, text[position:]])


def _sentence(text: str, language: str) -> str:
    lowered = _outside_nocase(text, lambda part: _CAMEL_OR_WORD.sub(_lower_word, part))
    word = _WORD.search(lowered)
    if word is None or _is_protected(lowered, word.start()):
        return lowered
    return _capitalized(lowered, word, language)


def _lower_word(match: re.Match[str]) -> str:
    """Lower a word, but keep capitals inside it, as in McDonald or iPod."""
    word = match[0]
    inner = word[1:]
    camel = any(c.isupper() for c in inner) and any(c.islower() for c in word)
    return word if camel else word.lower()


def _title(text: str, language: str) -> str:
    """Capitalize every lower-case word except stop words within the title."""
    words = list(_WORD.finditer(text))
    pieces, position = [], 0
    last = len(words) - 1
    for index, word in enumerate(words):
        start, end = word.span()
        core = word[0].rstrip(_TRAILING)
        if not core.islower() or _is_protected(text, start):
            continue
        begins = index == 0 or _SENTENCE_START.search(text, max(0, start - 6), start) is not None
        if not begins:
            if text[start - 1] in "'\u2019`" or (len(core) > 1 and core[1] in "\u2019'"):
                continue
            if len(core) == 1 and core not in _STOP_WORDS:
                continue  # "x" in "07-x" and "e" in "e-mail" are symbols, not words
            if core in _STOP_WORDS and (index != last or word[0].endswith(".")):
                continue
        pieces += [text[position:start], _initial(word[0], language)]
        position = end
    return "".join([*pieces, text[position:]])


def _initial(word: str, language: str) -> str:
    first = "İ" if word[0] == "i" and language.startswith(_TURKIC) else word[0].upper()
    return first + word[1:]


def _capitalized(text: str, word: re.Match[str], language: str) -> str:
    return text[: word.start()] + _initial(word[0], language) + text[word.end() :]


def _is_protected(text: str, index: int) -> bool:
    for name in _KEPT_NAMES:
        before = text.rfind(OPEN[name], 0, index)
        if before >= 0 and text.find(CLOSE[name], before) > index:
            return True
    return False


_CONVERSIONS: dict[str, TextCase] = {
    "uppercase": _upper,
    "lowercase": _lower,
    "capitalize-first": _capitalize_first,
    "capitalize-all": _capitalize_all,
    "sentence": _sentence,
    "title": _title,
}
