"""Finding the characters of a quote, blanks and marks aside."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pprkb.evidence import anchors
from pprkb.evidence.anchors import find_letters, find_quotes, plain

FOUND = {
    "as it stands": ("The d = .57 here", "d = .57", ["d = .57"]),
    "without blanks": ("The d = .57 here", "d=.57", ["d = .57"]),
    "with blanks": ("The d=.57 here", "d = .57", ["d=.57"]),
    "emphasis": ("The *d* = **.57** here", "d = .57", ["d* = **.57"]),
    "a line break": ("The d =\n.57 here", "d = .57", ["d =\n.57"]),
    "another dash": ("a 2–3 b", "2-3", ["2–3"]),
    "a soft hyphen": (
        "psycho\u00adtherapy works",
        "psychotherapy works",
        ["psycho\u00adtherapy works"],
    ),
    "twice": ("d = .57 and d=.57", "d = .57", ["d = .57", "d=.57"]),
    "the whole text": ("d = .57", "d=.57", ["d = .57"]),
    "other words": ("The r = .57 here", "d = .57", []),
    "within a word": ("bad = .57", "d = .57", []),
    "within a longer number": ("d = .571", "d=.57", []),
    "before the point of a number": ("d = 5.7", "d=5", []),
    "behind the point of a number": ("x 5.7 d", "7 d", []),
    "behind a sign": ("x -.57 d", ".57 d", []),
    "at the end of a sentence": ("It was 5. Then", "was  5.", ["was 5."]),
    "nothing": ("The d = .57 here", " * ", []),
    "in nothing": ("", "d", []),
}


@pytest.mark.parametrize(("text", "quote", "expected"), FOUND.values(), ids=FOUND)
def test_find_letters(text, quote, expected):
    assert [text[place.start : place.end] for place in find_letters(text, quote)] == expected


def _by_pattern(text, quote):
    """Find a quote by a pattern that says what may stand between its characters."""
    marks = r"[*_`\\]*"
    alike = {"-": "[-−–]", "'": "['’‘]", '"': '["“”]'}
    pattern = (rf"{marks}(?:\s|\u00a0)+{marks}").join(
        marks.join(alike.get(character, re.escape(character)) for character in word)
        for word in plain(quote).split(" ")
    )
    return tuple(match.span() for match in re.finditer(rf"[*_`]*{pattern}", text))


@given(
    st.text("ab .-–−’'“\"*_`\\\n\u00a0", max_size=30),
    st.text('ab .-’"*_`\n', max_size=5),
)
def test_quotes_are_found_where_a_pattern_finds_them(text, quote):
    if plain(quote):
        assert find_quotes(text, quote) == _by_pattern(text, quote)


def test_a_text_is_smoothed_once_for_all_its_quotes(monkeypatch):
    text = "One effect was *r* = .5, " * 40 + "another *d* = .7."
    anchors._smoothed.cache_clear()
    for number in range(50):
        find_quotes(text, f"r = .{number}")
    assert anchors._smoothed.cache_info().misses == 1
