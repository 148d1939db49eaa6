"""Removes markup from prose without changing its length, so that offsets stay valid."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Span = tuple[int, int]

_ITALIC = re.compile("[\U0001d400-\U0001d7cb]")
"""Italic letters of formulas, such as "𝑑"."""
_SAME_MEANING: dict[str, str] = {
    **dict.fromkeys("−–—‐‑‒―﹣－⫺Ϫ˗⁻", "-"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\r\t", " "),
    **dict.fromkeys("·∙⋅", "."),
    **dict.fromkeys("⫽ϭ＝", "="),
    **dict.fromkeys("⬍Ͻ〈＜", "<"),
    **dict.fromkeys("⬎Ͼ〉＞", ">"),
    **dict.fromkeys("’‘ʼ", "'"),
    **dict.fromkeys("ɳƞ", "η"),
    "∆": "Δ",
    "⩽": "≤",
    "⩾": "≥",
    "≅": "≈",
    **dict.fromkeys("∼～〜", "~"),
}
"""Replacements of the same length: minus signs, spaces, raised points, glyphs of old APA PDFs."""
_OTHER_SIGN = re.compile(f"[{re.escape(''.join(_SAME_MEANING))}]")

_ENTITIES = {
    "&nbsp;": " ",
    "&#160;": " ",
    "&thinsp;": " ",
    "&lt;": "<",
    "&gt;": ">",
    "&le;": "≤",
    "&ge;": "≥",
    "&asymp;": "≈",
    "&minus;": "-",
    "&ndash;": "-",
    "&mdash;": "-",
    "&middot;": ".",
    "&beta;": "β",
    "&eta;": "η",
    "&sup2;": "²",
    "&rsquo;": "'",
}
_ENTITY = re.compile("|".join(map(re.escape, _ENTITIES)))
_MACROS = {
    **{f"\\{name}": sign for name, sign in (("leq", "≤"), ("geq", "≥"), ("le", "≤"), ("ge", "≥"))},
    **{"\\beta": "β", "\\eta": "η", "\\rho": "ρ", "\\chi": "χ", "\\Delta": "Δ", "\\approx": "≈"},
    **{"\\times": "×", "\\lt": "<", "\\gt": ">", "\\%": "%", "\\,": " "},
}
"""The contents of LaTeX formulas in dollar signs."""
_MACRO = re.compile(f"(?:{'|'.join(map(re.escape, _MACROS))})(?![A-Za-z])")
_FORMULA = re.compile(r"\$(?=[^$\n]{1,80}\$)|(?<=\S)\$")
_LOST_EQUALS = re.compile(r"(?<=[A-Za-z²βηρ)\]])(?P<blank>[ ]?)¼(?=[ ]?[-.\d])")
"""Text copied from some publishers' PDFs has "¼" in place of "="."""
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,80}>")
_MARK = re.compile(r"[*_](?:(?<=\*)|(?<!\w_)|(?!\w))")
_MARK_OR_TAG = re.compile(r"[*_<]")
_BRACKET_OR_AT = re.compile(r"[\[@]")
_EMPHASISED = re.compile(
    r"(?P<open>\*{1,3}|_{1,3})[^\s*_][^*_\n]{0,30}(?P<close>(?P=open))"
    r"|(?P<tag><(?P<name>[A-Za-z]{1,6})>)[^<>\n]{1,30}(?P<untag></(?P=name)>)"
)
_KEY = r"\{[^{}\s]{1,100}\}|\w(?:\w|[:.#$%&+?<>~/-](?=\w)){0,100}(?!\w)"
_CITED = re.compile(
    rf"\[[^\[\]@]{{0,200}}@(?P<first>{_KEY})[^\[\]]{{0,300}}\](?!\()"
    rf"|(?<![\w@.+/-])@(?P<key>{_KEY})(?: ?\[[^\[\]@]{{0,100}}\](?!\())?"
)
_WRAPPED_FROM = 50
_WRAPPED_TO = 120
"""The approximate length of wrapped lines."""
_BREAK = re.compile(r"[.!?][\"'”)\]]{0,3} ++(?=[\"'“(\[]?[A-Z0-9@])|\n[\n ]*+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|al|vs|cf|Dr|Mr|Mrs|Ms|Prof|St|approx|ca|resp|Figs?|Vol|eds?|pp?|[A-Z])"
    r"|(?P<counted>\b(?:[Nn]os?|vol|fig)))\Z"
)


@dataclass(frozen=True)
class Cited:
    """A Markdown citation in the text."""

    start: int
    end: int
    key: str


@dataclass(frozen=True)
class _Emphasis:
    """The range including the opening and closing marks."""

    outer_start: int
    outer_end: int


@dataclass(frozen=True)
class Prose:
    """A text without markup, and the positions of its sentences and citations."""

    plain: str
    """The text with spaces in place of markup and citations."""
    lower: str
    """The same in lower case."""
    cited: tuple[Cited, ...]
    breaks: tuple[int, ...]
    """The beginnings of sentences."""
    paragraph_breaks: frozenset[int]
    _opened: dict[int, _Emphasis] = field(default_factory=dict)
    """By the end of the opening mark."""
    _closed: dict[int, _Emphasis] = field(default_factory=dict)
    """By the start of the closing mark."""

    def sentence(self, position: int) -> tuple[int, int]:
        """Return start and end of the sentence at a position, including spaces."""
        place = bisect_right(self.breaks, position)
        end = self.breaks[place] if place < len(self.breaks) else len(self.plain)
        return self.breaks[place - 1], end

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Return a range without the spaces around it."""
        inside = self.plain[start:end]
        left = len(inside) - len(inside.lstrip())
        return (start + left, start + len(inside.rstrip())) if inside.strip() else (start, end)

    def with_marks(self, start: int, end: int) -> tuple[int, int]:
        """Extend a range to emphasis marks at its ends whose partners it contains."""
        opening, closing = self._opened.get(start), self._closed.get(end)
        if opening and opening.outer_end <= (closing.outer_end if closing else end):
            start = opening.outer_start
        if closing and closing.outer_start >= start:
            end = closing.outer_end
        return start, end


def make_plain(text: str) -> Prose:
    """Blank out markup, normalize characters, and find the sentences.

    Args:
        text: Plain text, Markdown or HTML.
    """
    opened: dict[int, _Emphasis] = {}
    closed: dict[int, _Emphasis] = {}
    plain = _OTHER_SIGN.sub(lambda match: _SAME_MEANING[match[0]], text)
    plain = _ITALIC.sub(lambda match: unicodedata.normalize("NFKC", match[0]), plain)
    if "*" in plain or "_" in plain or "<" in plain:
        for match in _at(_MARK_OR_TAG, _EMPHASISED, plain):
            kind = ("open", "close") if match["open"] else ("tag", "untag")
            emphasis = _Emphasis(match.start(), match.end())
            opened[match.end(kind[0])] = closed[match.start(kind[1])] = emphasis
    cited: list[Cited] = []
    if "@" in plain:
        parts, end = [], 0
        for match in _at(_BRACKET_OR_AT, _CITED, plain):
            cited.append(
                Cited(match.start(), match.end(), (match["key"] or match["first"]).strip("{}"))
            )
            # A sentence may begin with a narrative citation; its sign is kept to find the break.
            sign = "@" if match["key"] else " "
            parts += [plain[end : match.start()], sign.ljust(len(match[0]))]
            end = match.end()
        plain = "".join([*parts, plain[end:]])
    if "<" in plain:
        plain = _TAG.sub(_blank, plain)
    if "&" in plain:
        plain = _ENTITY.sub(_entity, plain)
    if "$" in plain:
        plain = _FORMULA.sub(" ", plain)
    if "\\" in plain:
        plain = _MACRO.sub(lambda match: _MACROS[match[0]].ljust(len(match[0])), plain)
    if "¼" in plain:
        plain = _LOST_EQUALS.sub(r"\g<blank>=", plain)
    if "*" in plain or "_" in plain:
        plain = _MARK.sub(" ", plain)
    plain = _unwrapped(plain)
    breaks, paragraphs = _breaks(plain)
    return Prose(plain, _lower(plain), tuple(cited), breaks, paragraphs, opened, closed)


def stretches(starts: Iterable[int], before: int, after: int, last: int) -> Iterator[Span]:
    """Yield the ranges of a text around positions, merging those that overlap.

    Searching near rare matches is much faster than searching everywhere.

    Args:
        starts: Positions in order.
        before: The number of characters before a position.
        after: The number of characters after it.
        last: The length of the text.
    """
    low = high = -1
    for start in starts:
        if start - before > high:
            if high > 0:
                yield low, high
            low = max(0, start - before)
        high = min(last, start + after)
    if high > 0:
        yield low, high


def positions(plain: str, *words: str) -> list[int]:
    """Return the positions of words in a text, in order."""
    found = []
    for word in words:
        start = plain.find(word)
        while start >= 0:
            found.append(start)
            start = plain.find(word, start + len(word))
    return sorted(found)


def _lower(plain: str) -> str:
    """Return a text in lower case with the same length; "İ" would become two characters."""
    lower = plain.lower()
    if len(lower) == len(plain):
        return lower
    return "".join(small if len(small := sign.lower()) == 1 else sign for sign in plain)


def _at(first: re.Pattern[str], pattern: re.Pattern[str], plain: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern, trying only positions with its first character, for speed."""
    end = 0
    for sign in first.finditer(plain):
        if sign.start() >= end and (match := pattern.match(plain, sign.start())):
            yield match
            end = match.end()


def _entity(match: re.Match[str]) -> str:
    """Return the character of an entity, padded; a minus sign stays next to its number."""
    sign = _ENTITIES[match[0]]
    return (sign.rjust if sign == "-" else sign.ljust)(len(match[0]))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _unwrapped(plain: str) -> str:
    """Replace line breaks within paragraphs by spaces."""
    if "\n" not in plain:
        return plain
    lines = plain.split("\n")
    parts = [lines[0]]
    for before, after in pairwise(lines):
        wrapped = (
            before.strip()
            and len(before) <= _WRAPPED_TO
            and not after.lstrip().startswith(("#", "- ", "+ ", "|", ">"))
            and after.strip()
            and (len(before) >= _WRAPPED_FROM or not after.lstrip()[0].isupper())
            and not before.lstrip().startswith("#")
        )
        parts.append(" " if wrapped else "\n")
        parts.append(after)
    return "".join(parts)


def _breaks(plain: str) -> tuple[tuple[int, ...], frozenset[int]]:
    sentences = [0]
    paragraphs = {0}
    for match in _BREAK.finditer(plain):
        if match[0][0] == "\n":
            paragraphs.add(match.end())
        elif _abbreviated(plain, match):
            continue
        sentences.append(match.end())
    return tuple(sentences), frozenset(paragraphs)


def _abbreviated(plain: str, point: re.Match[str]) -> bool:
    """Return whether a full stop ends an abbreviation: "et al.", "e.g.", "B.", "no. 3"."""
    if point[0][0] != ".":
        return False
    before = _ABBREVIATION.search(plain, max(0, point.start() - 8), point.start())
    return bool(before and (not before["counted"] or plain[point.end()].isdigit()))


_LONGEST = 400
"""The maximum distance between parentheses of a pair, in characters."""
_SIGN = re.compile(r"[()\[\]\n]")


def enclosing(plain: str, positions: Sequence[int]) -> list[Span | None]:
    """Return for each position the innermost pair of parentheses or brackets around it.

    Args:
        plain: Plain prose; pairs do not cross paragraphs.
        positions: Offsets in order.
    """
    if not positions:
        return []
    opened: list[int] = []
    around: list[int | None] = []
    closed: dict[int, int] = {}
    waiting = iter(positions)
    position = next(waiting, None)
    for sign in _SIGN.finditer(plain):
        while position is not None and position <= sign.start():
            around.append(opened[-1] if opened else None)
            position = next(waiting, None)
        if sign[0] == "\n":
            opened.clear()
        elif sign[0] in "([":
            opened.append(sign.start())
        elif opened:
            closed[opened.pop()] = sign.start()
        if position is None and not opened:
            break
    around += [opened[-1] if opened else None] * (len(positions) - len(around))
    return [_pair(left, closed) for left in around]


def _pair(left: int | None, closed: dict[int, int]) -> Span | None:
    right = None if left is None else closed.get(left)
    if left is None or right is None or right - left > _LONGEST:
        return None
    return left, right
