"""The prose of summaries, as documents print it."""

from __future__ import annotations

import pytest

from pprkb.documents.document import Paragraph
from pprkb.documents.prose import prose_blocks
from pprkb.text.markup import text_of


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        pytest.param("It was r = .28.", "It was r\u00a0=\u00a0.28.", id="a correlation"),
        pytest.param("(*p* < .001)", "(p\u00a0<\u00a0.001)", id="in italics"),
        pytest.param("d = -0.5, k = 12", "d\u00a0=\u00a0-0.5, k\u00a0=\u00a012", id="several"),
        pytest.param("I² = 43%, OR ≥ 1.5", "I²\u00a0=\u00a043%, OR\u00a0≥\u00a01.5", id="others"),
        pytest.param("a = b, or more = less", "a = b, or more = less", id="no number"),
        pytest.param("`r = .28`", "r = .28", id="code"),
        pytest.param("r=.28", "r=.28", id="no blanks"),
    ],
)
def test_no_line_ends_within_a_statistic(written: str, printed: str) -> None:
    (block,) = prose_blocks(written, lambda _: ())
    assert isinstance(block, Paragraph)
    assert text_of(block.runs) == printed
