"""What is known about an article, in one line for reference managers."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pprkb.formats.annotation import annotation, own_note
from pprkb.model.effect import EffectSize, Metric
from pprkb.model.notice import Nature, Notice
from pprkb.model.reading_list import Depth
from pprkb.model.reference import Reference, ReferenceType
from pprkb.model.summary import Article, Month, Origin, Section, Summary

WORK = Reference(key="a", type=ReferenceType.BOOK)
EFFECT = EffectSize(id="e", metric=Metric.D, value=".57", between=("alliance", "outcome"), k=20)
SUMMARY = Summary(
    id="s", title="S", reference="a", effects=(EFFECT,), practice_implications="Ask *now* [@b]."
)
CASES = {
    "nothing": ({}, "", ""),
    "own alone": ({}, "As it is", "As it is"),
    "importance": ({"importance": "further"}, "", "Further reading"),
    "note": ({"note": "Read *it*.\n\n- Twice"}, "", "Reading note: Read it. - Twice"),
    "summary": (
        {"summaries": (SUMMARY,)},
        "",
        "Effect sizes: Alliance and outcome: d = 0.57, k = 20 studies."
        " Practice implications: Ask now (Berg, 2010).",
    ),
    "all": (
        {"summaries": (SUMMARY,), "note": "Why?", "importance": "essential"},
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
    article = Article(reference=WORK, notices=(notice,), importance="essential", note="N")
    lines = annotation(article, {}, own="Own", between="\n").split("\n")
    address = "Retracted, 2013. Notice: https://doi.org/10.1/x"
    assert lines == ["Own", address, "Essential reading", "Reading note: N"]
    assert annotation(article, {}, own="Own") == (
        f"Own. {address} | Essential reading. Reading note: N"
    )


@pytest.mark.parametrize("part", ["importance", "note", "summaries"])
def test_no_part_begins_like_a_variable(part: str) -> None:
    values = {"importance": "essential", "note": "N", "summaries": (SUMMARY,)}
    text = annotation(Article(reference=WORK, **{part: values[part]}), {})
    assert not re.match(r"[\w-]+:", text)


WHOLE = Summary(
    id="s",
    title="The alliance",
    month=Month(2016, 4),
    reference="a",
    effects=(EFFECT,),
    evidence_summary="The *alliance* predicts outcome.\n\nIn detail, it is complicated.",
    practice_implications="Ask [@b].",
    sections=(Section("Limits", "Few trials."),),
)
_EFFECTS = "Effect sizes: Alliance and outcome: d = 0.57, k = 20 studies"
_ASK = "Practice implications: Ask (Berg, 2010)."
DEPTHS = {
    Depth.REFERENCE: ("Essential reading", "Reading note: Why?"),
    Depth.IMPLICATIONS: ("Essential reading", "Reading note: Why?", _EFFECTS, _ASK),
    Depth.BRIEF: (
        "Essential reading",
        "Reading note: Why?",
        "Key finding: The alliance predicts outcome.",
        _EFFECTS,
        _ASK,
    ),
    Depth.FULL: (
        "Essential reading",
        "Reading note: Why?",
        "Summary of 2016-04: The alliance",
        "Evidence summary: The alliance predicts outcome. In detail, it is complicated.",
        _EFFECTS,
        _ASK,
        "Section “Limits”: Few trials.",
    ),
}


@pytest.mark.parametrize("depth", DEPTHS, ids=lambda depth: depth.value)
def test_each_depth_tells_what_a_document_of_that_depth_prints(depth: Depth) -> None:
    article = Article(reference=WORK, summaries=(WHOLE,), importance="essential", note="Why?")
    told = annotation(article, {"b": "Berg, 2010"}, between="\n", depth=depth)
    assert tuple(told.split("\n")) == DEPTHS[depth]


def test_two_summaries_of_one_work_are_kept_apart() -> None:
    newer = replace(WHOLE, title="Once more", month=Month(2018, 1))
    told = annotation(Article(reference=WORK, summaries=(newer, WHOLE)), {}, between="\n")
    headings = [line for line in told.split("\n") if line.startswith("Summary of")]
    assert headings == ["Summary of 2018-01: Once more", "Summary of 2016-04: The alliance"]


@pytest.mark.parametrize("depth", [one for one in Depth if one is not Depth.REFERENCE])
@pytest.mark.parametrize(
    ("origin", "words"),
    [
        (Origin.BLOG, "Retold from the PPRNet blog"),
        (Origin.PROJECT, "Summary by the pprkb project"),
    ],
)
def test_whose_summary_it_is_stands_after_its_last_part(
    origin: Origin, words: str, depth: Depth
) -> None:
    article = Article(reference=WORK, summaries=(replace(WHOLE, origin=origin),))
    for between in ("\n", " "):
        told = annotation(article, {}, own="Own", between=between, depth=depth)
        assert told.endswith(words)
        assert own_note(told) == ("Own" if between == "\n" else "Own.")
