"""`evidence`: the findings that answer a question, each with its sentence and source."""

import json

import pytest

from pprkb.query import search
from tests.command_line import invoke
from tests.libraries_of_tests import made_library

BIB = "".join(
    f"@article{{{key}, author = {{{author}}}, title = {{{title}}}, journal = {{J}}, year = {year}}}\n"
    for key, author, title, year in (
        ("old2010", "Old, A.", "Empathy", 2010),
        ("new2018", "New, B.", "Empathy once more", 2018),
        ("null2015", "Null, C.", "Adherence", 2015),
        ("again2020", "Null, C.", "Adherence again", 2020),
        ("trial2019", "Trial, D.", "A trial of empathy training", 2019),
    )
)
TEMPLATE = """---
title: {title}
month: {month}
reference: {key}
origin: project
effects:
{effects}
---
## Summary
{summary}

## Practice implications
Listen.
"""


def effect(name, metric, value, about, quote, more=""):
    return (
        f'  - id: {name}\n    metric: {metric}\n    value: "{value}"\n    {about}\n'
        f"    quote: {quote}\n{more}"
    )


SUMMARIES = {
    "2016-04-old.md": (
        "Common factors",
        "2016-04",
        "old2010",
        effect(
            "e",
            "d",
            ".63",
            "between: [therapist empathy, outcome]",
            "d = .63",
            "    level: meta-analysis\n    superseded_by: new2018\n    k: 59\n",
        ),
        "Across 59 studies empathy went with outcome (d = .63).",
    ),
    "2019-02-new.md": (
        "The newer analysis",
        "2019-02",
        "new2018",
        effect(
            "e",
            "r",
            ".28",
            "between: [empathy, outcome]",
            "r = .28",
            "    level: meta-analysis\n    evidence_key: new\n",
        )
        + effect(
            "as-d",
            "d",
            ".58",
            "between: [empathy, outcome]",
            "d = .58",
            "    level: meta-analysis\n    evidence_key: new\n",
        ),
        "In 82 samples empathy predicted outcome (r = .28, which is d = .58).",
    ),
    "2017-01-null.md": (
        "Adherence",
        "2017-01",
        "null2015",
        effect(
            "a",
            "r",
            ".02",
            "between: [adherence, outcome]",
            "r = .02",
            "    significance: non-significant\n    evidence_key: null\n",
        ),
        "Adherence did not predict outcome (r = .02, non-significant).",
    ),
    "2020-03-again.md": (
        "Adherence again",
        "2020-03",
        "again2020",
        effect(
            "a",
            "r",
            ".02",
            "between: [adherence, outcome]",
            "r = .02",
            "    significance: non-significant\n    evidence_key: null\n",
        ),
        "Adherence mattered little (r = .02, not significant).",
    ),
    "2020-01-trial.md": (
        "Training",
        "2020-01",
        "trial2019",
        effect(
            "t",
            "g",
            "0.40",
            "compared: [empathy training, usual training]\n    outcome: skills\n    favours: first",
            "g = 0.40",
            "    level: single-study\n",
        ),
        "Training helped (g = 0.40).",
    ),
}


@pytest.fixture
def run(tmp_path):
    files = {"references.bib": BIB}
    for name, (title, month, key, effects, summary) in SUMMARIES.items():
        files[f"summaries/{name}"] = TEMPLATE.format(
            title=title, month=month, key=key, effects=effects, summary=summary
        )
    root = made_library(tmp_path, files)

    def call(*arguments, code=0):
        return invoke("--library", root, "evidence", *arguments, code=code)

    return call


def keys(run, *arguments):
    return [one["key"] for one in json.loads(run(*arguments, "--json").stdout)]


def test_a_question_is_answered_with_sentence_source_and_what_replaced_it(run):
    text = run("does", "empathy", "matter?").stdout
    old = text.split("\n\n")[1]
    assert "Therapist empathy and outcome: d = 0.63, k = 59 studies" in old
    assert "“Across 59 studies empathy went with outcome (d = .63).”" in old
    assert "Old (2010); superseded by New (2018) [new2018]" in old
    assert "old2010 · data/summaries/2016-04-old.md:7 · Summary by the pprkb project" in old


def test_syntheses_come_before_single_studies_and_a_finding_after_what_replaced_it(run):
    assert keys(run, "empathy") == ["new2018", "new2018", "old2010", "trial2019"]


def test_a_finding_told_in_two_metrics_is_one_finding(run):
    new, _, trial = run("empathy").stdout.split("\n\n")
    first, also, quote, *_ = new.splitlines()
    assert first == "Empathy and outcome: r = .28"
    assert also == "    the same finding: d = 0.58 · data/summaries/2019-02-new.md:14"
    assert quote.startswith("    “In 82 samples")
    assert trial.startswith("Empathy training")
    assert keys(run, "empathy", "--limit", "2") == ["new2018", "new2018", "old2010"]


def test_our_own_words_are_in_the_language_asked_for(run):
    said = run("empathy", "--locale", "fr-CA").stdout
    assert "remplacé par New (2018) [new2018]" in said
    assert "    le même résultat\xa0: d = 0,58" in said
    assert "superseded" not in said
    assert "the same finding" not in said


def test_one_finding_in_two_summaries_stands_twice(run):
    """Each has its own sentence and its own words, such as both null results of adherence."""
    assert keys(run, "adherence") == ["null2015", "again2020"]


def test_articles_are_asked_for_once_whatever_the_number_of_words(run, monkeypatch):
    asked = []
    ranked = search._ranked
    monkeypatch.setattr(
        search,
        "_ranked",
        lambda database, words, *more: asked.append(words) or ranked(database, words, *more),
    )
    run("empathy", "training", "adherence", "skills")
    assert len(asked) == 1


def test_null_results_are_among_the_answers(run):
    text = run("adherence").stdout
    assert "r = .02 (non-significant)" in text


def test_whom_a_finding_favours_is_said(run):
    assert "g = 0.40 (favours empathy training)" in run("empathy", "training").stdout


def test_words_of_the_question_itself_find_nothing(run):
    assert "there is no word to look for" in run("does", "it", "work", code=3).stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("empaty",), 'did you mean "empathy"'),
        (("kangaroo",), 'nothing holds "kangaroo".'),
    ],
    ids=["a near miss", "nothing"],
)
def test_what_nothing_answers_is_said(run, words, message):
    result = run(*words)
    assert result.stdout == ""
    assert message in result.stderr


def test_a_word_that_is_in_no_finding_is_named(run):
    assert run("empathy", "once").stderr == 'none of these findings holds "once"\n'


def test_filters_and_the_limit_count(run):
    assert keys(run, "empathy", "--since", "2019") == ["trial2019"]
    assert keys(run, "empathy", "--limit", "1") == ["new2018", "new2018"]


@pytest.fixture
def misspelt(tmp_path):
    words = effect(
        *("e", "d", ".63", "between: [empathy, outcome]", "d = .63"),
        "    source: nobody2010\n    superseded_by: nobody2020\n",
    )
    summary = TEMPLATE.format(
        title="Empathy", month="2016-04", key="old2010", effects=words, summary="So (d = .63)."
    )
    return made_library(tmp_path, {"references.bib": BIB, "summaries/2016-04-old.md": summary})


@pytest.mark.parametrize(
    "command",
    [
        ("evidence", "empathy"),
        ("effects",),
        ("effects", "--to", "html"),
        ("effects", "--to", "csv"),
        ("effects", "--layout", "summary-of-findings"),
        ("export", "--key", "old2010", "--depth", "full"),
        ("export", "--key", "old2010", "--to", "ris"),
        ("show", "old2010"),
        ("compare", "old2010", "new2018"),
    ],
    ids=" ".join,
)
def test_a_finding_of_a_work_that_is_not_there_is_not_that_of_another(misspelt, command):
    told = " ".join(invoke("--library", misspelt, *command).stdout.split())
    assert "nobody2010" in told
    assert "nobody2020" in told


def test_a_finding_is_found_by_what_it_is_recorded_to_be_about(tmp_path):
    words = effect(
        *("e", "r", "-.28", "between: [attachment anxiety, outcome]", "r = -.28"),
        "    subgroup: adolescents\n",
    )
    summary = TEMPLATE.format(
        title="Ties", month="2016-04", key="old2010", effects=words, summary="So (r = -.28)."
    )
    root = made_library(tmp_path, {"references.bib": BIB, "summaries/2016-04-old.md": summary})
    for asked in ("attachment anxiety", "adolescents"):
        assert "r = −.28" in invoke("--library", root, "evidence", asked).stdout
    found = invoke("--library", root, "search", "attachment")
    assert found.stdout.startswith("old2010 ")
