"""Silencing a rule where an entry has a reason: what is heard, what is stale, what is refused."""

import json
import re
import shutil

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pprkb.cli.main import program
from pprkb.formats.bibtex.read.faults import silences_in, without_silences
from pprkb.formats.bibtex.read.file import read_bibtex
from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.problem import Rule, Severity
from tests.check.test_broken_libraries import BROKEN, CASES
from tests.libraries_of_tests import made_library

ENTRY = "@article{{one, author = {{A, B}}, title = {{T}}, journal = {{J}}, year = 2015, {}}}\n"
SUMMARY = """---
title: A summary
month: 2016-04
reference: none
{}---
## Summary
One two.

## Practice implications
One two three.
"""


def findings(folder, files):
    files = {"references.bib": ENTRY.format("doi = {10.1000/x}"), **files}
    return KnowledgeBase(made_library(folder, files), folder / "pprkb.db").findings()


def told(found):
    return {
        (p.rule.value, p.at.line) for p in found.problems if p.rule is not Rule.UNUSED_REFERENCE
    }


def silenced(found):
    return {(problem.rule.value, reason) for problem, reason in found.silenced}


FIELD = {
    "heard": ("missing-doi: never had one", set(), {("missing-doi", "never had one")}),
    "heard among others": (
        "bad-doi: a; missing-doi: never had one; it is so",
        {("stale-silence", 1)},
        {("missing-doi", "never had one; it is so")},
    ),
    "without a reason": ("missing-doi", {("missing-doi", 1), ("bad-silence", 1)}, set()),
    "with an empty reason": ("missing-doi: ", {("missing-doi", 1), ("bad-silence", 1)}, set()),
    "misspelt": ("missing_doi: so", {("missing-doi", 1), ("bad-silence", 1)}, set()),
    "of damage": ("bibtex-syntax: so", {("missing-doi", 1), ("bad-silence", 1)}, set()),
    "stale": ("title-capitals: so", {("missing-doi", 1), ("stale-silence", 1)}, set()),
    "in LaTeX": (r"missing-doi: Müller \& Söhne", set(), {("missing-doi", "Müller & Söhne")}),
}


@pytest.mark.parametrize(("field", "problems", "reasons"), FIELD.values(), ids=FIELD)
def test_silences_of_an_entry(tmp_path, field, problems, reasons):
    bibtex = ENTRY.format(f"pprkb-ignore = {{{field}}}")
    found = findings(tmp_path, {"references.bib": bibtex})
    assert (told(found), silenced(found)) == (problems, reasons)


FRONT = {
    "heard": (
        "ignore:\n  no-effects: none were reported\n  long-implications: a letter\n",
        set(),
        {("no-effects", "none were reported"), ("long-implications", "a letter")},
    ),
    "without a reason": (
        "ignore:\n  no-effects:\n  long-implications: a letter\n",
        {("no-effects", 1), ("bad-silence", 6)},
        {("long-implications", "a letter")},
    ),
    "stale": (
        "ignore: {no-effects: so, long-implications: so, bad-effect: so}\n",
        {("stale-silence", 5)},
        {("no-effects", "so"), ("long-implications", "so")},
    ),
    "no mapping": (
        "ignore: [no-effects]\n",
        {("bad-value", 5), ("no-effects", 1), ("long-implications", 1)},
        set(),
    ),
    "an error that loses nothing": (
        "effects: [{id: e, metric: d, value: .5, outcome: o, quote: d = .5}]\n"
        "ignore: {quote-not-found: in a table, long-implications: so}\n",
        set(),
        {("quote-not-found", "in a table"), ("long-implications", "so")},
    ),
    "an error that loses something": (
        "topics: [nothing]\nignore: {unknown-topic: so, no-effects: so, long-implications: so}\n",
        {("unknown-topic", 5), ("bad-silence", 6)},
        {("no-effects", "so"), ("long-implications", "so")},
    ),
}


@pytest.mark.parametrize(("front", "problems", "reasons"), FRONT.values(), ids=FRONT)
def test_silences_of_a_summary(tmp_path, front, problems, reasons):
    found = findings(tmp_path, {"summaries/2016-04-s.md": SUMMARY.format(front)})
    assert (told(found), silenced(found)) == (problems, reasons)


def test_silences_of_a_reading_list(tmp_path):
    twice = "items: [{reference: one}, {reference: one, note: again}]"
    text = (
        f"title: L\nignore: {{duplicate-item: on purpose}}\nsections: [{{heading: H, {twice}}}]\n"
    )
    found = findings(tmp_path, {"reading-lists/l.yaml": text})
    assert told(found) == set()
    assert silenced(found) == {("duplicate-item", "on purpose")}


def test_a_silence_holds_for_its_own_entry_alone(tmp_path):
    other = ENTRY.format("volume = 2").replace("{one", "{two").replace("{T}", "{U}")
    bibtex = ENTRY.format("pprkb-ignore = {missing-doi: none}") + other
    found = findings(tmp_path, {"references.bib": bibtex})
    assert [problem.key for problem in found.problems] == ["two"]


def test_a_silence_is_not_inherited(tmp_path):
    bibtex = (
        "@incollection{one, author = {A, B}, title = {T}, crossref = {two}}\n"
        "@collection{two, editor = {C, D}, title = {U}, year = 2000,"
        " pprkb-ignore = {missing-field: no publisher}}\n"
    )
    found = findings(tmp_path, {"references.bib": bibtex})
    assert [problem.key for problem in found.problems] == ["one"]
    assert silenced(found) == {("missing-field", "no publisher")}


def with_silence(content, problem):
    """Silence a problem's rule where it was found, as an author would."""
    rule, place = problem.rule.value, problem.at.path
    if place.endswith(".bib"):
        return re.sub(
            rf"(\{{\s*{re.escape(problem.key)}\s*,)",
            rf"\1 pprkb-ignore = {{{rule}: a reason}},",
            content,
            count=1,
        )
    line = f"ignore: {{{rule}: a reason}}\n"
    return content.replace("---\n", f"---\n{line}", 1) if place.endswith(".md") else line + content


def examples(rule, folder):
    """Yield the problems of a rule in the broken libraries, where no silence stands yet."""
    for name in CASES:
        for problem in KnowledgeBase(BROKEN / name, folder / "pprkb.db").findings().problems:
            if problem.rule is rule and problem.key and name != "encoding":
                yield name, problem


@pytest.mark.parametrize("rule", [rule for rule in Rule if rule.can_be_silenced], ids=str)
def test_every_rule_that_can_be_silenced_is(tmp_path, rule):
    name, problem = next(
        (name, problem)
        for name, problem in examples(rule, tmp_path)
        if not (name == "author" and problem.at.path.endswith("list.yaml"))
    )
    root = tmp_path / name
    shutil.copytree(BROKEN / name, root)
    path = root / problem.at.path
    path.write_bytes(with_silence(path.read_bytes().decode(), problem).encode())
    found = KnowledgeBase(root, tmp_path / "pprkb.db").findings()
    assert (rule, problem.key) not in {(one.rule, one.key) for one in found.problems}
    heard = {(one.rule, one.key): reason for one, reason in found.silenced}
    assert heard[rule, problem.key] == "a reason"


@pytest.mark.parametrize("rule", [rule for rule in Rule if not rule.can_be_silenced], ids=str)
def test_a_rule_that_cannot_be_silenced_says_so(tmp_path, rule):
    bibtex = ENTRY.format(f"doi = {{10.1000/x}}, pprkb-ignore = {{{rule}: a reason}}")
    (problem,) = findings(tmp_path, {"references.bib": bibtex}).problems
    assert problem.message == f'"{rule}" cannot be silenced'


def test_what_the_author_wrote_and_is_not_used_cannot_be_silenced():
    kept = {Rule.BAD_EFFECT, Rule.QUOTE_NOT_FOUND, Rule.UNKNOWN_SECTION}
    errors = {rule for rule in Rule if rule.severity is Severity.ERROR}
    assert {rule for rule in errors if rule.can_be_silenced} == kept


def test_show_silenced(tmp_path):
    bibtex = ENTRY.format("pprkb-ignore = {missing-doi: never had one}")
    root = made_library(tmp_path, {"references.bib": bibtex})

    def run(*arguments):
        command = ["--library", str(root), "check", *arguments]
        result = CliRunner().invoke(program, command)
        assert result.exit_code == 0
        return result

    assert (run().stdout, run().stderr) == (
        "",
        "nothing to fix\n1 silenced, shown by --show-silenced\n",
    )
    assert run("--show-silenced").stdout == (
        "data/references.bib:1: silenced: one: the article has no DOI (missing-doi)\n"
        "    never had one\n"
    )
    assert run("--show-silenced").stderr == "nothing to fix\n"
    (shown,) = json.loads(run("--show-silenced", "--format", "json").stdout)
    assert (shown["rule"], shown["silenced"]) == ("missing-doi", "never had one")
    assert json.loads(run("--format", "json").stdout) == []


def test_the_database_agrees_with_check(tmp_path):
    """What reading finds and an entry silences is not in the table `problem` either."""
    field = "pprkb-ignore = {unknown-latex: a command of the journal}"
    bibtex = ENTRY.format(rf"volume = {{\unheardof{{1}}}}, doi = {{10.1000/x}}, {field}")
    root = made_library(tmp_path, {"references.bib": bibtex})
    knowledge_base = KnowledgeBase(root, tmp_path / "pprkb.db")
    _, counts = knowledge_base.build()
    assert (counts.errors, counts.warnings) == (0, 0)
    assert knowledge_base.check() == ()
    assert silenced(knowledge_base.findings()) == {("unknown-latex", "a command of the journal")}


def test_silences_stay_in_bibtex(tmp_path):
    bibtex = ENTRY.format("pprkb-ignore = {missing-doi: Müller; unknown-latex: so}")
    root = made_library(tmp_path, {"references.bib": bibtex})

    def export(form):
        command = ["--library", str(root), "export", "--to", form]
        return CliRunner().invoke(program, command).stdout

    written = read_bibtex(export("bibtex"))
    assert {(one.rule.value, one.reason) for one in written.silences} == {
        ("missing-doi", "Müller"),
        ("unknown-latex", "so"),
    }
    for form in ("csl-json", "json", "ris", "csv", "html", "markdown", "text"):
        assert "ignore" not in export(form), form


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param(" ; ", [], id="a semicolon"),
        pytest.param("a: b", [("a", "b")], id="one"),
        pytest.param("a: b; c: d", [("a", "b"), ("c", "d")], id="two"),
        pytest.param("a: b; c: d;", [("a", "b"), ("c", "d")], id="a semicolon at the end"),
        pytest.param("a: b; and so on", [("a", "b; and so on")], id="a reason in two parts"),
        pytest.param("a: b: c", [("a", "b: c")], id="a colon"),
        pytest.param("a:\n b", [("a", "b")], id="two lines"),
        pytest.param("bad-doi; bad-name", [("bad-doi", ""), ("bad-name", "")], id="no reasons"),
    ],
)
def test_reading_the_field(value, expected):
    assert list(silences_in(value)) == expected


_CODES = st.sampled_from(sorted(rule.value for rule in Rule))
_REASONS = st.text("ab ;,.:", max_size=12).map(str.strip)


@given(st.lists(st.tuples(_CODES, _REASONS), max_size=5, unique_by=lambda pair: pair[0]), _CODES)
def test_a_rule_is_taken_out_and_the_others_stay(pairs, rule):
    """Whatever the reasons look like: what is read before is read after, but for the one rule."""
    value = "; ".join(f"{code}: {reason}" for code, reason in pairs)
    read = list(silences_in(value))
    rest = without_silences(value, {rule})
    assert list(silences_in(rest)) == [pair for pair in read if pair[0] != rule]
    assert without_silences(rest, {rule}) == rest
