"""What is known about an article, in one line for reference managers."""

from __future__ import annotations

import re

import pytest

from pprkb.formats.annotation import annotation
from pprkb.model.article import Article
from pprkb.model.effect import EffectSize, Metric
from pprkb.model.notice import Nature, Notice
from pprkb.model.reading_list import Importance
from pprkb.model.reference import Reference, ReferenceType
from pprkb.model.summary import Summary

WORK = Reference(key="a", type=ReferenceType.BOOK)
EFFECT = EffectSize(id="e", metric=Metric.D, value=".57", between=("alliance", "outcome"), k=20)
SUMMARY = Summary(
    id="s", title="S", reference="a", effects=(EFFECT,), practice_implications="Ask *now* [@b]."
)
CASES = {
    "nothing": ({}, "", ""),
    "own alone": ({}, "As it is", "As it is"),
    "importance": ({"importance": Importance.FURTHER}, "", "Further reading"),
    "note": ({"note": "Read *it*.\n\n- Twice"}, "", "Reading note: Read it. - Twice"),
    "summary": (
        {"summaries": (SUMMARY,)},
        "",
        "Effect sizes: Alliance and outcome: d = 0.57, k = 20 studies."
        " Practice implications: Ask now (Berg, 2010).",
    ),
    "all": (
        {"summaries": (SUMMARY,), "note": "Why?", "importance": Importance.ESSENTIAL},
        "Own",
        "Own. Essential reading. Reading note: Why? Effect sizes: Alliance and outcome: d = 0.57,"
        " k = 20 studies. Practice implications: Ask now (Berg, 2010).",
    ),
}


@pytest.mark.parametrize(("values", "own", "expected"), CASES.values(), ids=CASES)
def test_parts_stand_in_their_order(values: dict[str, object], own: str, expected: str) -> None:
    article = Article(reference=WORK, **values)
    assert annotation(article, {"b": "Berg, 2010"}, own=own) == expected


def test_a_retraction_stands_before_all_that_is_said_of_the_work() -> None:
    notice = Notice(reference="a", nature=Nature.RETRACTION, date="2013", notice_doi="10.1/x")
    article = Article(reference=WORK, notices=(notice,), importance=Importance.ESSENTIAL, note="N")
    lines = annotation(article, {}, own="Own", between="\n").split("\n")
    address = "Retracted, 2013. Notice: https://doi.org/10.1/x"
    assert lines == ["Own", address, "Essential reading", "Reading note: N"]
    assert annotation(article, {}, own="Own") == (
        f"Own. {address} | Essential reading. Reading note: N"
    )


@pytest.mark.parametrize("part", ["importance", "note", "summaries"])
def test_no_part_begins_like_a_variable(part: str) -> None:
    values = {"importance": Importance.ESSENTIAL, "note": "N", "summaries": (SUMMARY,)}
    text = annotation(Article(reference=WORK, **{part: values[part]}), {})
    assert not re.match(r"[\w-]+:", text)
