"""Suggestions for misspelt words: those of `difflib`, found in less time."""

from difflib import get_close_matches

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pprkb.text.spelling import closest, did_you_mean

WORDS = st.text(alphabet="abcé12", max_size=9)


@given(
    WORDS, st.sets(WORDS, max_size=12), st.sampled_from([0.3, 0.6, 0.75, 1.0]), st.integers(1, 3)
)
@example("", {"", "a"}, 0.6, 2)
@example("abc", {"acb", "bac", "cab", "abc1", "abc2", "abca"}, 0.6, 2)
def test_the_closest_words_are_those_of_difflib(word, known, likeness, most):
    found = closest(word, known, likeness, most)
    assert found == get_close_matches(word, known, most, likeness)


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("allianse", 'did you mean "Alliance" or "alliances"?'),
        ("rønestad", 'did you mean "Rønnestad"?'),
        ("zzz", "nothing is like it"),
    ],
)
def test_a_misspelt_word_is_answered_with_the_words_most_like_it(word, hint):
    known = {"Alliance", "alliances", "allies", "Rønnestad"}
    assert did_you_mean(word, known, "nothing is like it") == hint
