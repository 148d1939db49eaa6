"""Prose as plain text, for programs whose remarks know no citations."""

from __future__ import annotations

import pytest

from pprkb.formats.markdown import plain_paragraphs


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("[see @a, p. 3, for more]", "(see Smith, 2015, p. 3, for more)"),
        ("[@a for more]", "(Smith, 2015 for more)"),
        ("[@a, chap. 2]", "(Smith, 2015, chapter 2)"),
    ],
)
def test_what_follows_a_citation(markdown: str, plain: str) -> None:
    assert list(plain_paragraphs(markdown, {"a": "Smith, 2015"})) == [plain]


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("a 2*2 and 3*3 table", "a 2*2 and 3*3 table"),
        ("*2*3* and 2*a*", "2*3 and 2a"),
        ("p = .05* and .01*", "p = .05* and .01*"),
    ],
)
def test_asterisks_between_digits_are_signs_of_multiplication(markdown: str, plain: str) -> None:
    assert list(plain_paragraphs(markdown, {})) == [plain]
