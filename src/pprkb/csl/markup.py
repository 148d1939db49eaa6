"""From marks to events: nested quotation marks and flip-flopping formats are decided here.

CSL 1.0.2, Formatting and Quotes: quotes alternate between outer and inner marks, and italics
inside italics (or bold, or small caps) turn back to the normal form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pprkb.csl.locale_data import LocaleData
from pprkb.csl.marks import FORMAT_OF_CLOSE, FORMAT_OF_OPEN, QUOTE_CLOSE, QUOTE_OPEN

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
        """Turn the locale's own quotation marks in a text into marks, so that they nest."""
        opening, closing = (mark.strip(_SPACES) for mark in self.outer)
        if opening == closing or not opening or closing in ("", "\u2019") or opening not in text:
            return text
        text = re.sub(f"{re.escape(opening)}[{_SPACES}]?(?=\\S)", QUOTE_OPEN, text)
        return re.sub(f"(?<=\\S)[{_SPACES}]?{re.escape(closing)}", QUOTE_CLOSE, text)

    @classmethod
    def of(cls, locale: LocaleData) -> QuoteMarks:
        """Read them from the locale's terms."""
        return cls(
            (locale.text("open-quote"), locale.text("close-quote")),
            (locale.text("open-inner-quote"), locale.text("close-inner-quote")),
        )


def events(text: str, quotes: QuoteMarks) -> Iterator[Event]:
    """The text pieces and the formats that start and end around them."""
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
    """The format that is needed to get from ``state`` to what ``name`` asks for."""
    if name in _ALWAYS:
        yield name
    elif name == "nodecor":
        yield from (normal for family, normal in _NORMAL.items() if state[family] != normal)
    elif name in _FAMILY:
        family = _FAMILY[name]
        wanted = name.removeprefix("flip-")
        if name != wanted and state[family] == wanted:
            yield _NORMAL[family]
        elif state[family] != wanted or wanted not in _NORMAL.values():
            yield wanted
