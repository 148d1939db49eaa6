"""From marks to text: punctuation at the seams, then the output format.

Formats are HTML, those of citeproc-py, and runs for a word processor.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

from citeproc.formatter import html as citeproc_html
from citeproc.formatter import plain as citeproc_plain

from pprkb.csl.files.locales import LocaleData
from pprkb.csl.text.marks import (
    ANY_MARK,
    CLOSE,
    FORMAT_OF_CLOSE,
    FORMAT_OF_OPEN,
    OPEN,
    QUOTE_CLOSE,
    QUOTE_OPEN,
    SEAM,
    TERM,
)

# -- punctuation -----------------------------------------------------------------------------------

# CSL 1.0.2 leaves the collisions to the processor; the rules here are those of its test suite: of
# two marks at a seam, some swallow the other (a question mark the period after it), both stay in
# others (a period and a comma).  Text inside a field is never touched.  Then, where the locale says
# so (CSL 1.0.2, Style Options, punctuation-in-quote), commas and periods move into the quotation.

_MARKS = "[\ue000\ue003-\ue07f]*"
_COLLISION = re.compile(f"([.,;:!? \u00a0])({_MARKS}{SEAM}{_MARKS})(?=([.,;:!? ]))")
_AFTER_QUOTE = re.compile(f"((?:{QUOTE_CLOSE}{_MARKS})+)([.,!?](?:{SEAM}*[.,!?])*)")
_LEADING_TERM = re.compile(rf"^([\W\ue000-\ue07f]*{TERM}[\ue000-\ue07f]*)(\w)")
_DISPLAYS = ("block", "left-margin", "right-inline", "indent")
_CLOSINGS = "".join(CLOSE[name] for name in _DISPLAYS)
_CLOSING = frozenset(_CLOSINGS)
_OPENINGS = "".join(OPEN[name] for name in _DISPLAYS)
# punctuation after a display block belongs to the text in the block
_BLOCK_START = re.compile(f"([{_CLOSINGS}])([{_OPENINGS}]?){SEAM}*([.,;:!?]+)")
# a space at the end of a block is of no use inside it; in a margin it sets the number off
_BLOCK_END = re.compile(f"( +)({_MARKS}[{CLOSE['block']}{CLOSE['right-inline']}])")

_LEFT, _RIGHT = 0, 1
# which of two colliding marks stays; pairs that are not listed both stay
_STAYS = {
    "::": _LEFT, ":.": _LEFT, ":!": _RIGHT, ":?": _RIGHT,
    "..": _LEFT,
    ";:": _LEFT, ";.": _LEFT, ";;": _LEFT, ";!": _RIGHT, ";?": _RIGHT,
    "!:": _LEFT, "!.": _LEFT, "!!": _LEFT,
    "?:": _LEFT, "?.": _LEFT, "??": _LEFT,
    ",,": _LEFT,
    "  ": _LEFT, "\u00a0 ": _LEFT,
}  # fmt: skip


def settle(text: str, punctuation_in_quote: bool) -> str:
    """Resolve every seam of a marked string and remove the seams."""
    if SEAM not in text:
        return text
    blocks = any(mark in text for mark in _CLOSINGS)
    if blocks:
        text = _BLOCK_START.sub(f"{SEAM}\\3\\1\\2", text)
    text = _collapse(text)
    if punctuation_in_quote and QUOTE_CLOSE in text:
        moved = _AFTER_QUOTE.sub(_into_quote, text)
        if moved != text:
            text = _collapse(moved)
    text = text.replace(SEAM, "")
    return _BLOCK_END.sub(r"\2\1", text) if blocks else text


def capitalize_leading_term(text: str) -> str:
    """Capitalize a term such as "ibid." at the beginning of a sentence."""
    return _LEADING_TERM.sub(lambda found: found[1] + found[2].upper(), text)


def _collapse(text: str) -> str:
    """Drop the losers of all collisions, until the survivors get along."""
    while True:
        dropped: list[int] = []
        for match in _COLLISION.finditer(text):
            stays = _STAYS.get(match[1] + match[3])
            if match[3] == " " and not _CLOSING.isdisjoint(match[2]):
                continue  # two display blocks each keep their own space
            if stays is not None and (not dropped or dropped[-1] < match.start()):
                dropped.append(match.end() if stays == _LEFT else match.start())
        if not dropped:
            return text
        pieces, position = [], 0
        for index in dropped:
            pieces.append(text[position:index])
            position = index + 1
        text = "".join([*pieces, text[position:]])


def _into_quote(match: re.Match[str]) -> str:
    quotes, marks = match.groups()
    # without a seam the quotation mark and what follows it come from one field
    return SEAM + marks + quotes if SEAM in quotes else match[0]


# -- output ----------------------------------------------------------------------------------------

# Marks become events first.  CSL 1.0.2, Formatting and Quotes: quotes alternate between outer and
# inner marks, and italics inside italics (or bold, or small caps) turn back to the normal form.

TEXT, START, END = 0, 1, 2
Event = tuple[int, str]

_SPACES = " \u00a0\u202f"
_SPLIT = re.compile("([\ue001\ue002\ue010-\ue07f])")

# each family of formats has one state; field markup ("flip-") toggles against it
_FAMILY = {
    "italic": "style", "oblique": "style", "style-normal": "style", "flip-italic": "style",
    "bold": "weight", "light": "weight", "weight-normal": "weight", "flip-bold": "weight",
    "small-caps": "variant", "variant-normal": "variant", "flip-small-caps": "variant",
    "underline": "decoration", "decoration-none": "decoration",
}  # fmt: skip
_NORMAL = {
    "style": "style-normal",
    "weight": "weight-normal",
    "variant": "variant-normal",
    "decoration": "decoration-none",
}
_ALWAYS = frozenset(("sup", "sub", "baseline", "block", "left-margin", "right-inline", "indent"))


@dataclass(frozen=True)
class QuoteMarks:
    """The quotation marks of a locale."""

    outer: tuple[str, str]
    inner: tuple[str, str]

    def adopt(self, text: str) -> str:
        """Replace the locale's own quotation marks in a text by marks, so that they nest."""
        opening, closing = (mark.strip(_SPACES) for mark in self.outer)
        if opening == closing or not opening or closing in ("", "\u2019") or opening not in text:
            return text
        text = re.sub(f"{re.escape(opening)}[{_SPACES}]?(?=\\S)", QUOTE_OPEN, text)
        return re.sub(f"(?<=\\S)[{_SPACES}]?{re.escape(closing)}", QUOTE_CLOSE, text)

    @classmethod
    def of(cls, locale: LocaleData) -> QuoteMarks:
        """Read the quotation marks of a locale."""
        return cls(
            (locale.text("open-quote"), locale.text("close-quote")),
            (locale.text("open-inner-quote"), locale.text("close-inner-quote")),
        )


def events(text: str, quotes: QuoteMarks) -> Iterator[Event]:
    """Yield the pieces of text, and the formats that start and end around them."""
    state = dict(_NORMAL)
    opened: list[tuple[tuple[str, ...], dict[str, str]]] = []
    depth = 0
    for token in _SPLIT.split(text):
        if not token:
            continue
        if token in FORMAT_OF_OPEN:
            formats = tuple(_effective(FORMAT_OF_OPEN[token], state))
            opened.append((formats, dict(state)))
            for name in formats:
                if name in _FAMILY:
                    state[_FAMILY[name]] = name
                yield START, name
        elif token in FORMAT_OF_CLOSE:
            if opened:
                formats, state = opened.pop()
                for name in reversed(formats):
                    yield END, name
        elif token == QUOTE_OPEN:
            yield TEXT, (quotes.inner if depth % 2 else quotes.outer)[0]
            depth += 1
        elif token == QUOTE_CLOSE:
            depth = max(0, depth - 1)
            yield TEXT, (quotes.inner if depth % 2 else quotes.outer)[1]
        else:
            yield TEXT, token
    while opened:
        for name in reversed(opened.pop()[0]):
            yield END, name


def _effective(name: str, state: dict[str, str]) -> Iterator[str]:
    """Yield the format that is needed to get from `state` to what `name` asks for."""
    if name in _ALWAYS:
        yield name
    elif name == "nodecor":
        yield from (normal for family, normal in _NORMAL.items() if state[family] != normal)
    elif name in _FAMILY:
        family = _FAMILY[name]
        asked = name.removeprefix("flip-")
        if name != asked and state[family] == asked:
            yield _NORMAL[family]
        elif state[family] != asked or asked not in _NORMAL.values():
            yield asked


_HTML_TAGS = {
    "italic": ("<i>", "</i>"),
    "oblique": ("<em>", "</em>"),
    "style-normal": ('<span style="font-style:normal;">', "</span>"),
    "bold": ("<b>", "</b>"),
    "light": ('<span style="font-weight:light;">', "</span>"),
    "weight-normal": ('<span style="font-weight:normal;">', "</span>"),
    "small-caps": ('<span style="font-variant:small-caps;">', "</span>"),
    "variant-normal": ('<span style="font-variant:normal;">', "</span>"),
    "underline": ('<span style="text-decoration:underline;">', "</span>"),
    "decoration-none": ('<span style="text-decoration:none;">', "</span>"),
    "sup": ("<sup>", "</sup>"),
    "sub": ("<sub>", "</sub>"),
    "baseline": ('<span style="baseline">', "</span>"),
    "block": ('\n\n    <div class="csl-block">', "</div>\n"),
    "left-margin": ('\n    <div class="csl-left-margin">', "</div>"),
    "right-inline": ('<div class="csl-right-inline">', "</div>\n  "),
    "indent": ('<div class="csl-indent">', "</div>\n  "),
}
_FORMATTER_CLASSES = {
    "italic": "Italic",
    "oblique": "Oblique",
    "bold": "Bold",
    "light": "Light",
    "underline": "Underline",
    "sup": "Superscript",
    "sub": "Subscript",
    "small-caps": "SmallCaps",
}
_BLOCKS = ("block", "left-margin", "right-inline", "indent")
_SUPERSCRIPT = re.compile(
    "[\u00aa\u00b2\u00b3\u00b9\u00ba\u02b0-\u02b8\u02c0\u02c1\u02e0-\u02e4\u06e5\u06e6"
    "\u1d2c-\u1d2e\u1d30-\u1d3a\u1d3c-\u1d4d\u1d4f-\u1d61\u2070-\u2071\u2074-\u207f"
    "\u2120\u2122\u3192-\u319f]"
)
# these four have no compatibility decomposition
_BASE_LETTERS = str.maketrans("\u02c0\u02c1\u06e5\u06e6", "\u0294\u0295\u0648\u064a")
_LAST = r"[^\s<>\"“”.,;:!?)\]]"
# DOIs of the nineties have a part in angle brackets: 10.1002/(SICI)...55:11<1385::AID-JCLP7>3.0
_DOI = rf"(?:[^\s<>\"“”]|<[^\s<>\"“”]+>(?=\S))*{_LAST}"
_URL = re.compile(
    rf"https?://(?:dx\.)?doi\.org/10\.{_DOI}"
    rf"|https?://[^\s<>\"“”]*{_LAST}"
    rf"|(?<=doi:)10\.\d{{4,9}}/{_DOI}"
    rf"|(?<=doi: )10\.\d{{4,9}}/{_DOI}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Run:
    """A stretch of text with one formatting, for a writer that has no markup of its own."""

    text: str
    italic: bool = False
    bold: bool = False
    superscript: bool = False
    subscript: bool = False
    small_caps: bool = False
    underline: bool = False
    link: str = ""
    display: str = ""


class HtmlOutput:
    """HTML; every character of an item is escaped."""

    def __init__(self, quotes: QuoteMarks) -> None:
        """Write with the quotation marks of a locale."""
        outer, inner = quotes.outer, quotes.inner
        self._quotes = QuoteMarks(
            (_escape(outer[0]), _escape(outer[1])), (_escape(inner[0]), _escape(inner[1]))
        )

    def write(self, text: str) -> str:
        """Return a settled marked string as HTML."""
        if "&" in text or "<" in text or ">" in text:
            text = _escape(text)
        if not text.isascii() and _SUPERSCRIPT.search(text):
            text = _SUPERSCRIPT.sub(_superscript, text)
        if ANY_MARK.search(text) is None:
            return text
        pieces = []
        for kind, value in events(text, self._quotes):
            if kind == START:
                pieces.append(_HTML_TAGS[value][0])
            elif kind == END:
                pieces.append(_HTML_TAGS[value][1])
            else:
                pieces.append(value)
        return "".join(pieces)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _superscript(match: re.Match[str]) -> str:
    """Replace a superscript letter, which some fonts lack, by a marked letter."""
    letter = unicodedata.normalize("NFKC", match[0]).translate(_BASE_LETTERS)
    return f"{OPEN['sup']}{letter}{CLOSE['sup']}"


class FormatterOutput:
    """Any citeproc-py formatter module: classes that wrap text, and `preformat` to escape."""

    def __init__(self, formatter: Any, quotes: QuoteMarks) -> None:
        """Write through `formatter` with the quotation marks of a locale."""
        self._formatter = formatter
        self._quotes = quotes

    def write(self, text: str) -> str:
        """Return a settled marked string in the format of the formatter."""
        stack: list[list[str]] = [[]]
        for kind, value in events(text, self._quotes):
            if kind == START:
                stack.append([])
            elif kind == END:
                inner = "".join(stack.pop())
                stack[-1].append(self._wrapped(value, inner))
            else:
                stack[-1].append(str(self._formatter.preformat(value)))
        return "".join(stack[0])

    def _wrapped(self, name: str, text: str) -> str:
        if name in _BLOCKS:
            return _plain_block(name, text)
        wrapper = getattr(self._formatter, _FORMATTER_CLASSES.get(name, ""), None)
        return str(wrapper(text)) if wrapper is not None and text else text


def _plain_block(name: str, text: str) -> str:
    """Return a display block without markup: a line, or a space after a margin."""
    if name == "left-margin":
        return text if text.endswith(" ") else text + " "
    if name == "right-inline":
        return text.lstrip(" ")
    return f"\n{text}\n" if name == "block" else f"\n{text}"


class RunsOutput:
    """Runs of text with their formatting, links found in the text included."""

    def __init__(self, quotes: QuoteMarks) -> None:
        """Write with the quotation marks of a locale."""
        self._quotes = quotes

    def write(self, text: str) -> list[Run]:
        """Return a settled marked string as runs, merging neighbours with one formatting."""
        runs: list[Run] = []
        stack = [Run("")]
        for kind, value in events(text, self._quotes):
            if kind == START:
                stack.append(_with_format(stack[-1], value))
            elif kind == END:
                stack.pop()
            elif runs and replace(runs[-1], text="") == stack[-1]:
                runs[-1] = replace(runs[-1], text=runs[-1].text + value)
            else:
                runs.append(replace(stack[-1], text=value))
        return [piece for run in runs for piece in _split_links(run)]


def _with_format(run: Run, name: str) -> Run:
    if name in ("italic", "oblique", "style-normal"):
        return replace(run, italic=name != "style-normal")
    if name in ("bold", "light", "weight-normal"):
        return replace(run, bold=name == "bold")
    if name in ("small-caps", "variant-normal"):
        return replace(run, small_caps=name == "small-caps")
    if name in ("underline", "decoration-none"):
        return replace(run, underline=name == "underline")
    if name in ("sup", "sub", "baseline"):
        return replace(run, superscript=name == "sup", subscript=name == "sub")
    return replace(run, display=name) if name in _BLOCKS else run


def _split_links(run: Run) -> list[Run]:
    pieces, position = [], 0
    for found in _URL.finditer(run.text):
        if found.start() > position:
            pieces.append(replace(run, text=run.text[position : found.start()]))
        address = found[0] if found[0][0] in "hH" else f"https://doi.org/{found[0]}"
        pieces.append(replace(run, text=found[0], link=address))
        position = found.end()
    if position < len(run.text):
        pieces.append(replace(run, text=run.text[position:]))
    return pieces


class RunsFormatter:
    """Pass the class or an instance as `formatter` to get lists of `Run`."""


Output = HtmlOutput | FormatterOutput | RunsOutput


def make_output(formatter: ModuleType | type | object, quotes: QuoteMarks) -> Output:
    """Return the writer for a formatter as given to `CompiledBibliography`."""
    if formatter is citeproc_html:
        return HtmlOutput(quotes)
    if formatter is RunsFormatter or isinstance(formatter, RunsFormatter):
        return RunsOutput(quotes)
    return FormatterOutput(formatter if formatter is not None else citeproc_plain, quotes)
