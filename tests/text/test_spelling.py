"""Suggestions for misspelt words: those of `difflib`, found in less time."""

from difflib import SequenceMatcher, get_close_matches

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pprkb.cli.main import COMMANDS
from pprkb.text.spelling import closest, did_you_mean

WORDS = st.text(alphabet="abcé12", max_size=9)


@given(
    WORDS, st.sets(WORDS, max_size=12), st.sampled_from([0.3, 0.6, 0.75, 1.0]), st.integers(1, 3)
)
@example("", {"", "a"}, 0.6, 2)
@example("abc", {"acb", "bac", "cab", "abc1", "abc2", "abca"}, 0.6, 2)
def test_the_closest_words_are_those_of_difflib_that_are_near_the_best(word, known, likeness, most):
    matches = get_close_matches(word, known, most, likeness)
    likes = [SequenceMatcher(None, match, word).ratio() for match in matches]
    near = [
        match for match, like in zip(matches, likes, strict=True) if like >= 2.0 * likes[0] - 1.0
    ]
    assert closest(word, known, likeness, most) == near


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


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("aliance", ["alliance"]),
        ("chek", ["check"]),
        ("serch", ["search"]),
        ("impot", ["import"]),
        ("complet", ["completion", "compare"]),
        ("sert", ["serve", "search"]),
        ("alliance", ["alliance"]),
        ("reactanse", ["reactance"]),
    ],
)
def test_words_much_less_alike_than_the_best_are_not_suggested(word, meant):
    known = ["alliance", "reactance", *COMMANDS]
    assert closest(word, known, 0.6) == meant
