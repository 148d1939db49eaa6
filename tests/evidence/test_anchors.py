"""Finding the characters of a quote, blanks and marks aside."""

import pytest

from pprkb.evidence.anchors import find_letters

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
