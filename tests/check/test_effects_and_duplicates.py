"""What the rules on effects and on pairs of references say, and where they keep silent."""

import pytest

from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.problem import Rule, Subject
from tests.libraries_of_tests import made_library

SUMMARY = """\
---
title: A summary
month: {month}
reference: none
effects:
{effects}
---

## Summary

{text}

## Practice implications

None.
"""


def summary(text, *effects, month="2016-04"):
    lines = "\n".join(f"  - {{{effect}}}" for effect in effects)
    return SUMMARY.format(text=text, effects=lines, month=month)


def problems(folder, *rules, bibtex="", **files):
    texts = {f"summaries/{name}.md": text for name, text in files.items()}
    root = made_library(folder, {"references.bib": bibtex, **texts})
    found = KnowledgeBase(root, folder / "pprkb.db").findings().problems
    return [one for one in found if one.rule in rules]


@pytest.mark.parametrize(
    ("value", "quote", "said"),
    [
        pytest.param(".57", "d = .57", False, id="as it is"),
        pytest.param("0.57", "d = .57", False, id="with a nought"),
        pytest.param("-0.57", "d = −.57", False, id="a true minus sign"),
        pytest.param("8%", "8%", False, id="per cent"),
        pytest.param(".57", "d = .75", True, id="another number"),
        pytest.param(".57", "d = .573", True, id="only its beginning"),
        pytest.param(".57", "d = 1.57", True, id="only its end"),
        pytest.param(".57", "d = 10.57", True, id="only its end, with a nought"),
        pytest.param("0", "d = 0", False, id="nought"),
        pytest.param("0", "d = .57", True, id="no nought"),
        pytest.param("-.57", "d = .57", True, id="a sign that the text does not have"),
        pytest.param(".57", "d = -.57", True, id="a sign that the record does not have"),
        pytest.param("-.57", "d = minus .57", False, id="a sign in words"),
        pytest.param(".57", "d = - .57", False, id="what may be a sign or a dash"),
        pytest.param(".57", "of .2-.57", False, id="the end of a range"),
    ],
)
def test_a_value_is_that_of_its_quote(tmp_path, value, quote, said):
    text = summary(
        f"It was large ({quote}).", f'id: e, metric: d, value: "{value}", quote: "{quote}"'
    )
    found = problems(tmp_path, Rule.VALUE_NOT_IN_QUOTE, s=text)
    assert [one.message for one in found] == [
        f'"e" is {value}, but its quote is "{quote.replace("−", "-")}"'
    ] * said


@pytest.mark.parametrize(
    ("record", "prose", "told"),
    [
        pytest.param("metric: d", "r = .57", "d = .57", id="another metric"),
        pytest.param("metric: d", "d < .57", "d = .57", id="a bound"),
        pytest.param('metric: d, comparator: ">"', "d < .57", "d > .57", id="the other bound"),
        pytest.param('metric: d, comparator: "<"', "d < .57", "", id="the bound"),
        pytest.param("metric: d", "Cohen's d was .57", "", id="its name in words"),
        pytest.param("metric: g", "effect size of .57", "", id="a text without a metric"),
        pytest.param("metric: d", "r = .28, d = .57", "", id="two metrics"),
        pytest.param("metric: icc", "ICC of .57", "", id="a metric that is not looked for"),
    ],
)
def test_a_record_says_what_its_quote_says(tmp_path, record, prose, told):
    fields = f'id: e, {record}, value: ".57", quote: "{prose}"'
    text = summary(f"It was large ({prose}).", fields)
    found = problems(tmp_path, Rule.VALUE_NOT_IN_QUOTE, s=text)
    said = f'"e" is {told}, but its quote is "{prose}"'
    assert [one.message for one in found] == [said] * bool(told)


@pytest.mark.parametrize(
    ("times", "said"),
    [(1, []), (2, ['the text holds the quote "d = .57" 2 times'])],
)
def test_a_quote_stands_in_one_place(tmp_path, times, said):
    text = summary(" Then (d = .57)." * times, 'id: e, metric: d, value: ".57", quote: "d = .57"')
    assert [one.message for one in problems(tmp_path, Rule.QUOTE_AMBIGUOUS, s=text)] == said


@pytest.mark.parametrize(
    ("prose", "fix"),
    [
        pytest.param("So (d=.57).", "d=.57", id="one place"),
        pytest.param("So (d=.57), and so (d =.57).", None, id="two places"),
        pytest.param("So it is.", None, id="no place"),
    ],
)
def test_a_quote_is_fixed_by_the_only_place_that_it_can_mean(tmp_path, prose, fix):
    text = summary(prose, 'id: e, metric: d, value: ".57", quote: "d = .57"')
    (found,) = problems(tmp_path, Rule.QUOTE_NOT_FOUND, s=text)
    assert (found.fix and (found.fix.subject, found.fix.new)) == (
        (Subject.QUOTE, fix) if fix else None
    )


@pytest.mark.parametrize(("k", "n", "said"), [(12, 11, True), (12, 12, False), (12, 13, False)])
def test_there_are_no_more_studies_than_people(tmp_path, k, n, said):
    text = summary("So.", f'id: e, metric: d, value: ".57", k: {k}, n: {n}')
    found = problems(tmp_path, Rule.BAD_EFFECT, s=text)
    assert ["more studies (12) than participants" in one.message for one in found] == [True] * said


@pytest.mark.parametrize(
    ("second", "said"),
    [
        pytest.param('metric: d, value: ".59"', True, id="another number"),
        pytest.param('metric: d, value: ".58"', False, id="both may be .575"),
        pytest.param('metric: d, value: ".6"', False, id="the same, rounded"),
        pytest.param('metric: r, value: ".27"', False, id="the same, as r"),
        pytest.param('metric: r, value: ".57"', True, id="d taken for r"),
        pytest.param('metric: hr, value: "2.5"', False, id="what cannot be compared"),
        pytest.param('metric: d, value: ".59", subgroup: adults', False, id="of a subgroup"),
    ],
)
def test_one_finding_has_one_value(tmp_path, second, said):
    key = "evidence_key: alliance"
    texts = {
        "first": summary("So.", f'id: a, metric: d, value: ".57", {key}'),
        "second": summary("So.", f"id: b, {second}, {key}", month="2016-05"),
    }
    found = problems(tmp_path, Rule.FINDING_DISAGREES, **texts)
    assert [one.key for one in found] == ["second"] * said
    assert all("d = .57 in first" in one.message for one in found)


@pytest.mark.parametrize(
    ("text", "effect", "said"),
    [
        pytest.param("It was large (d = .57).", "", ['"d = .57"'], id="no record"),
        pytest.param("It was large (d = .57).", "d = .57", [], id="its quote"),
        pytest.param("It was large (d = .57).", "large (d = .57)", [], id="within its quote"),
        pytest.param("It was large (d = .57, p < .001).", "= .57", [], id="its quote within"),
        pytest.param("There were 27 studies.", "", [], id="a number of studies"),
        pytest.param("The correlation was .28.", "", [], id="in words"),
        pytest.param("Dropout was 20%.", "", [], id="a percentage"),
        pytest.param("One would expect d = .57.", "", [], id="supposed, not reported"),
    ],
)
def test_a_statistic_of_the_prose_has_a_record(tmp_path, text, effect, said):
    record = (
        f'id: e, metric: d, value: ".57", quote: "{effect}"' if effect else "id: e, metric: verbal"
    )
    found = problems(tmp_path, Rule.UNRECORDED_EFFECT, s=summary(text, record))
    assert [one.message.partition(" is in the text")[0] for one in found] == said


def test_an_unrecorded_effect_is_on_its_line(tmp_path):
    text = summary("First.\n\nIt was so.\nIt was large (d = .57).", "id: e, metric: verbal")
    (found,) = problems(tmp_path, Rule.UNRECORDED_EFFECT, s=text)
    assert text.splitlines()[found.at.line - 1] == "It was large (d = .57)."


# -- pairs of references -----------------------------------------------------------------------


def article(key, title, doi="", author="Author, Anna", year=2015, **more):
    fields = {"author": author, "title": title, "journal": "Journal", "year": year, **more}
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@article{{{key},\n{lines}  doi = {{{doi}}},\n}}\n"


ONE = "Effects of psychotherapy for depression in primary care"
OTHER = "The alliance in couple and family therapy"


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        pytest.param(
            [article("a", ONE, "10.1000/x"), article("b", ONE, "10.1000/x")],
            [(Rule.DUPLICATE_REFERENCE, "b")],
            id="one work",
        ),
        pytest.param(
            [article("a", ONE, "10.1000/x"), article("b", OTHER, "10.1000/x", "Bee, Bo", 1999)],
            [(Rule.SUSPECT_DOI, "b")],
            id="two works with one DOI",
        ),
        pytest.param(
            [article("a", ONE, "10.1000/x"), article("b", OTHER, "10.1000/X", "Bee, Bo", 1999)],
            [(Rule.SUSPECT_DOI, "b")],
            id="a DOI in capitals",
        ),
        pytest.param(
            [article("a", ONE, "10.1000/x"), article("b", OTHER, "10.1000/y", "Bee, Bo", 1999)],
            [],
            id="two works",
        ),
        pytest.param(
            [
                article("a", ONE, "10.1000/x"),
                article("b", OTHER, "10.1000/x", "Bee, Bo", 1999),
                article("c", "Supervision and its discontents", "10.1000/x", "Cee, Cy", 1980),
            ],
            [(Rule.SUSPECT_DOI, "b"), (Rule.SUSPECT_DOI, "c")],
            id="each is said once",
        ),
        pytest.param([article("a", ONE), article("b", OTHER)], [], id="without DOIs"),
    ],
)
def test_one_work_has_one_entry_and_one_doi(tmp_path, entries, said):
    rules = (Rule.DUPLICATE_REFERENCE, Rule.SUSPECT_DOI)
    found = problems(tmp_path, *rules, bibtex="".join(entries))
    assert [(one.rule, one.key) for one in found] == said


@pytest.mark.parametrize("second", [ONE, OTHER], ids=["alike", "with one DOI"])
def test_what_the_author_calls_two_works_is_neither(tmp_path, second):
    rules = (Rule.DUPLICATE_REFERENCE, Rule.SUSPECT_DOI)
    entries = article("a", ONE, "10.1000/x") + article("b", second, "10.1000/x", "Bee, Bo", 1999)
    assert len(problems(tmp_path, *rules, bibtex=entries)) == 1
    decided = "not-duplicates:\n  - keys: [a, b]\n    reason: they are two\n"
    (tmp_path / "data/not-duplicates.yaml").write_text(decided, encoding="utf-8")
    assert problems(tmp_path, *rules, bibtex=entries) == []
