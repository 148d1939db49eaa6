"""Formatting, quotes, display, affixes and text case (CSL 1.0.2, Styling).

Affixes are outside of the formatting and quotes of their own element.  Text case respects
`nocase` spans.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pprkb.csl.files.xml_tree import Node
from pprkb.csl.text.marks import CLOSE, OPEN, QUOTE_CLOSE, QUOTE_OPEN, SEAM

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
