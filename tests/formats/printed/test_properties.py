"""Any text is read: nothing raises, spans hold, values come from the text, work stays bounded."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pprkb.formats import printed as package
from pprkb.formats.printed import Printed, looks_printed, read_printed, show_printed
from pprkb.formats.printed.draft import cleaned
from pprkb.formats.printed.reference import LONGEST
from pprkb.model.reference import Role
from pprkb.text.markup import strip_tags

HERE = Path(__file__).parent
TEXTS = [
    case["text"]
    for name in ("references.yaml", "references_2.yaml")
    for case in yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
]
_PIECES = st.sampled_from(
    (
        *(
            "Tasca, G. A.",
            "& ",
            "and ",
            ", ",
            ". ",
            "? ",
            "(2012)",
            "(in press)",
            "(n.d.)",
            "et al.",
        ),
        *(
            "…",
            "In ",
            "(Eds.), ",
            "(Ed. & Trans.)",
            "M. J. Lambert ",
            "(2nd ed., pp. 3–9)",
            "[Film]",
        ),
        *(
            "(A. Bee, Trans.)",
            "New York: Wiley",
            "Author",
            "Chapter 4",
            "Vol. 2. ",
            "49(1), 81-89",
            "*",
        ),
        *(
            "_",
            "<em>",
            "</em>",
            "\n",
            "\u00ad",
            "\u0301",
            "\ufeff",
            "\x00",
            "“",
            "”",
            "(",
            ")",
            "[",
            "]",
        ),
        *(
            "doi:10.1037/a0012345",
            "https://a.bc/d ",
            "In press. ",
            "Advance online publication",
            "Jr.",
        ),
        *("(Original work published 1912)", "Retrieved May 1, 2001, from ", "The title of a work"),
        *(
            "Journal of Psychology",
            "American Psychological Association",
            "van der ",
            "12",
            "a ",
            "é",
        ),
    )
)


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """Draw a reference with pieces put in, taken out and doubled."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(text)))
        length = draw(st.integers(0, 30))
        match draw(st.sampled_from("icd")):
            case "i":
                text = text[:place] + draw(_PIECES) + text[place:]
            case "c":
                text = text[:place] + text[place + length :]
            case _:
                text = text[: place + length] + text[place:]
    return text


_ANY = st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=30).map("".join), mangled())


def letters(text: str) -> Iterator[str]:
    """Yield letters and digits of a text, composed."""
    return (c for c in unicodedata.normalize("NFC", text).casefold() if c.isalnum())


def stands_in(value: str, text: str, *, in_order: bool = True) -> bool:
    """Say whether the letters of a value stand in a text."""
    if not in_order:
        return not Counter(letters(value)) - Counter(letters(text))
    rest = letters(text)
    return all(letter in rest for letter in letters(value))


def covered(printed: Printed) -> str:
    """Return what neither a field nor the leftover takes, of the text without formatting."""
    clean = cleaned(printed.text)
    taken = [(one.start, one.end) for one in printed.used] + list(printed.leftover)
    return "".join(
        letter
        for letter, place in zip(clean.text, clean.places, strict=True)
        if not any(start <= place < end for start, end in taken)
    )


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(_ANY)
def test_any_text(text: str) -> None:
    printed = read_printed(text)
    assert printed == read_printed(text)
    spans = sorted([(one.start, one.end) for one in printed.used] + list(printed.leftover))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert [one.start for one in printed.used] == sorted(one.start for one in printed.used)
    # Used, left over and punctuation are the whole text.
    assert not any(letters(covered(printed)))
    assert show_printed(printed).count("\n") >= len(printed.used) + len(printed.doubts) - 1
    assert looks_printed(text) in (True, False)


_MADE = ("issued", "accessed", "original_date", "edition")
"""Fields whose months and ordinals become numbers."""
_ROLES = frozenset(role.value.replace("-", "_") for role in Role)
"""Fields of people, whose given names may stand before the family name."""


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(_ANY)
def test_values_are_made_of_the_text(text: str) -> None:
    printed = read_printed(text)
    told = {one.field for one in printed.used}
    for one in printed.used:
        if one.field not in _MADE:
            where = text if one.field == "publisher" else text[one.start : one.end]
            if one.field == "translator" and where.lstrip(" (").lower().startswith(("ed", "trans")):
                where = text  # a second role is told by its label alone: "(Ed. & Trans.)"
            assert stands_in(strip_tags(one.value), where, in_order=one.field not in _ROLES)
    if printed.reference is None:
        return
    for field in fields(printed.reference):
        value = getattr(printed.reference, field.name)
        if isinstance(value, str) and value and field.name not in ("key", "type"):
            assert field.name in told
            assert any(value == one.value for one in printed.used if one.field == field.name)
    for person in printed.reference.contributors:
        assert person.role.value.replace("-", "_") in told


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(TEXTS), st.text(alphabet=" \t\n\u00a0", max_size=5))
def test_spaces_around_move_spans_and_nothing_else(text: str, spaces: str) -> None:
    here, there = read_printed(text), read_printed(spaces + text + spaces)
    assert here.reference == there.reference
    assert here.doubts == there.doubts
    moved = [(one.start - len(spaces), one.end - len(spaces), one.value) for one in there.used]
    assert moved == [(one.start, one.end, one.value) for one in here.used]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(TEXTS), st.randoms(use_true_random=False))
def test_line_ends_between_words_change_nothing(text: str, random: Any) -> None:
    words = text.split(" ")
    if any(word.endswith("-") for word in words) or "\n" in text:
        return
    wrapped = "".join(word + random.choice([" ", "\n", " \n  "]) for word in words).rstrip()
    assert read_printed(wrapped).reference == read_printed(text).reference


# -- work ---------------------------------------------------------------------------------------------


def patterns() -> Iterator[Any]:
    for _, name, _ in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{name}")
        for attribute, value in vars(module).items():
            if isinstance(value, re.Pattern):
                yield pytest.param(value, id=f"{name}.{attribute}")


def _unbounded(parsed: Any) -> Iterator[Any]:
    """Yield the repeats without an end that can be given back, wherever they are nested."""
    for operator, argument in parsed:
        repeats = operator in (_constants.MAX_REPEAT, _constants.MIN_REPEAT)
        if repeats and argument[1] is _constants.MAXREPEAT:
            yield argument
        for part in argument if isinstance(argument, tuple | list) else [argument]:
            for inner in part if isinstance(part, list) else [part]:
                if isinstance(inner, _parser.SubPattern):
                    yield from _unbounded(inner)


@pytest.mark.parametrize("pattern", list(patterns()))
def test_no_pattern_can_go_back_over_a_long_line(pattern: re.Pattern[str]) -> None:
    parsed = _parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    assert list(_unbounded(parsed)) == []


def calls(text: str) -> int:
    """Return how many functions, of Python and of C, reading a text calls."""
    number = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal number
        number += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        read_printed(text)
    finally:
        sys.setprofile(None)
    return number


@pytest.mark.slow
@pytest.mark.parametrize("head", ["", "Abe, B. (2012). "])
@pytest.mark.parametrize(
    "piece",
    [
        *(". In A", " In M. Lee (Ed.), B. ", "(2012) ", "(2012). ", "A, B. C., ", "Aa and Bb and "),
        *(
            ", A",
            ", Aa",
            "(",
            "[",
            "10.1/",
            "https://a",
            "*a",
            "_a ",
            "<i>",
            "Ab. ",
            "Ab? ",
            "Vol. 1. ",
        ),
        *(
            "12, ",
            "12(3), ",
            "pp. 1-2 ",
            "(2nd ed.) ",
            "(a; b, c) ",
            "…",
            "et al. ",
            "a-\n",
            "1-2, ",
        ),
        *("Journal, ", "in press. ", "Eds. ", "(Eds.), ", "“", "(A, Trans.) ", "[A] ", "No. 1 "),
        *("a: ", "Aa: ", ", In Aa ", "\u0301", "2012. ", "J.-P. ", "Health and "),
    ],
)
def test_work_grows_with_the_text_and_not_faster(head: str, piece: str) -> None:
    once, twice = (calls(head + piece * (size // len(piece))) for size in (2_000, 4_000))
    assert twice <= 2.6 * once + 2_000


def test_what_is_too_long_is_not_read() -> None:
    printed = read_printed("Abe, B. (2012). " * 100_000)
    assert printed.reference is None
    assert printed.leftover == ((0, len(printed.text)),)
    assert len(printed.text) > LONGEST
