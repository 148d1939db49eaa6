"""What each rule for the author says, and where it keeps silent."""

import pytest

from pprkb.check.references import missing_fields
from pprkb.formats.bibtex.read.file import read_bibtex
from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.problem import Rule, Severity
from tests.libraries_of_tests import made_library

SUMMARY = """---
title: A summary
month: 2016-04
reference: {reference}
---
## Summary
{summary}

## Practice implications
{implications}
"""


def rules_of(folder, files, key):
    root = made_library(folder, files)
    found = KnowledgeBase(root, folder / "pprkb.db").findings().problems
    return {problem.rule.value for problem in found if problem.key == key}


def article(**fields):
    fields = {"author": "Author, A.", "title": "A title", "journal": "Journal", **fields}
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@article{{one,\n{lines}}}\n"


def numbered(journal, year, number, doi=""):
    doi = f"doi = {{{doi}}}," if doi else ""
    return (
        f"@article{{n{number}, author = {{Author, N.}}, title = {{Number {number}}},"
        f" journal = {{{journal}}}, year = {{{year}}}, volume = {{{number}}}, {doi}}}\n"
    )


ENTRIES = {
    "no DOI": (article(year=2015), {"missing-doi"}),
    "a DOI": (article(year=2015, doi="10.1000/x"), set()),
    "a DOI that is not printed": (
        article(year=2015, doi="10.1000/x", options="doi=false"),
        set(),
    ),
    "a DOI as address": (article(year=2015, url="https://doi.org/10.1000/x"), set()),
    "in press": (article(year=2015, pubstate="inpress"), set()),
    "before DOIs": (article(year=1999), set()),
    "before DOIs, but not in its journal": (
        article(year=1999) + numbered("journal", 1998, 2, "10.1000/y"),
        {"missing-doi"},
    ),
    "before its journal's DOIs": (
        article(year=1997) + numbered("Journal", 1998, 2, "10.1000/y"),
        set(),
    ),
    "a journal without DOIs": (
        article(year=2015) + numbered("Journal", 2014, 2) + numbered("Journal", 2013, 3),
        set(),
    ),
    "a book": ("@book{one, author={A, B}, title={T}, publisher={P}, year={2015}}", set()),
    "and others": (
        article(year=2015, doi="10.1000/x", author="Author, A. and others"),
        {"incomplete-names"},
    ),
    "et al.": (
        article(year=2015, doi="10.1000/x", author="Author, A. et al."),
        {"incomplete-names"},
    ),
    "editors and others": (
        "@book{one, editor={A, B and others}, title={T}, publisher={P}, year={2015}}",
        {"incomplete-names"},
    ),
    "capitals": (
        article(year=1999, title="EFFECTS OF PSYCHOTHERAPY"),
        {"title-capitals"},
    ),
    "capitals in braces": (
        article(year=1999, title="{EFFECTS OF PSYCHOTHERAPY}"),
        {"title-capitals"},
    ),
    "acronyms alone": (article(year=1999, title="CBT or IPT"), set()),
    "Title Case": (article(year=1999, title="Effects of Brief Psychotherapy"), set()),
    "Title Case in braces": (
        article(year=1999, title="{Effects of Brief Psychotherapy}"),
        {"title-braced"},
    ),
    "a sentence in braces": (article(year=1999, title="{Effects of brief psychotherapy}"), set()),
    "a German title in braces": (
        article(year=1999, title="{Die Wirkung der Psychotherapie}", langid="ngerman"),
        set(),
    ),
    "a word in braces": (article(year=1999, title="Effects of {Brief} psychotherapy"), set()),
    "pages": (article(year=1999, pages="311--325"), set()),
    "pages written short": (article(year=1999, pages="311--25"), set()),
    "pages reversed": (article(year=1999, pages="325--311"), {"reversed-pages"}),
    "pages reversed within a list": (
        article(year=1999, pages="3, 5--9, 15--11"),
        {"reversed-pages"},
    ),
    "pages of a supplement": (article(year=1999, pages="S9--S12"), set()),
    "pages of a supplement reversed": (
        article(year=1999, pages="S12--S9"),
        {"reversed-pages"},
    ),
    "pages in two countings": (article(year=1999, pages="S9--4"), set()),
    "DOI with its resolver": (
        article(year=1999, doi="https://dx.doi.org/10.1000/x"),
        {"unusual-form"},
    ),
    "DOI with a prefix": (article(year=1999, doi="doi: 10.1000/x"), {"unusual-form"}),
    "DOI with a full stop": (article(year=1999, doi="10.1000/x."), {"bad-doi"}),
    "DOI escaped for LaTeX": (article(year=1999, doi=r"10.1000/x\_1"), set()),
    "cut off": ("@article{one,\n  author = {A, B},\n  title = {T},\n", {"bibtex-syntax"}),
    "no journal for want of a string": (
        "@article{one, author={A, B}, title={T}, year=1999, journal=jcp}",
        {"undefined-string"},
    ),
}


@pytest.mark.parametrize(("bibtex", "expected"), ENTRIES.values(), ids=ENTRIES)
def test_rules_on_an_entry(tmp_path, bibtex, expected):
    assert rules_of(tmp_path, {"references.bib": bibtex}, "one") == expected


def test_braces_of_a_program_say_nothing(tmp_path):
    titles = [f"{{Effects of Brief Psychotherapy {number}}}" for number in range(12)]
    bibtex = "".join(
        article(year=1999, title=title).replace("{one", f"{{n{number}")
        for number, title in enumerate(titles)
    )
    assert rules_of(tmp_path, {"references.bib": bibtex}, "n3") == set()


USES = {
    "nothing": ("", {"unused-reference"}),
    "a summary": ("reference: one", set()),
    "another key of the work": ("reference: uno", set()),
    "also": ("also: [one]", set()),
    "a source": (
        "effects: [{id: e, metric: verbal, source: one}]",
        set(),
    ),
    "what replaces a finding": (
        "effects: [{id: e, metric: verbal, superseded_by: one}]",
        set(),
    ),
}


@pytest.mark.parametrize(("field", "expected"), USES.values(), ids=USES)
def test_what_counts_as_use_in_front_matter(tmp_path, field, expected):
    files = {
        "references.bib": article(ids="uno"),
        "summaries/s.md": f"---\ntitle: S\nmonth: 2016-04\n{field}\n---\n## Summary\nA.\n",
    }
    assert rules_of(tmp_path, files, "one") & {"unused-reference"} == expected


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param(
            "summaries/s.md",
            SUMMARY.format(reference="none", summary="It is so [@one].", implications="A."),
            id="prose",
        ),
        pytest.param("reading-lists/l.yaml", "title: L\nintroduction: '[@one]'", id="introduction"),
        pytest.param(
            "reading-lists/l.yaml",
            "title: L\nsections: [{heading: H, items: [{reference: one}]}]",
            id="item",
        ),
        pytest.param(
            "reading-lists/l.yaml",
            "title: L\nsections: [{heading: H, note: '@one', items: [{match: x}]}]",
            id="note of a section",
        ),
        pytest.param(
            "reading-lists/l.yaml",
            "title: L\nsections: [{heading: H, items: [{match: x, note: '@uno'}]}]",
            id="note of an item",
        ),
    ],
)
def test_what_counts_as_use_elsewhere(tmp_path, path, text):
    files = {"references.bib": article(ids="uno"), path: text}
    assert "unused-reference" not in rules_of(tmp_path, files, "one")


@pytest.mark.parametrize(
    ("of", "rules"),
    [
        pytest.param("", set(), id="no summary is of a work"),
        pytest.param("two", {"unsummarised-item"}, id="another work has one"),
        pytest.param("one", set(), id="this work has one"),
    ],
)
def test_an_item_wants_a_summary_where_other_works_have_one(tmp_path, of, rules):
    files = {
        "references.bib": article() + article().replace("{one", "{two"),
        "summaries/2016-04-s.md": SUMMARY.format(
            reference=of or "none", summary="A.", implications="B."
        ),
        "reading-lists/l.yaml": "title: L\nsections: [{heading: H, items: [{reference: one}]}]\n",
    }
    assert rules_of(tmp_path, files, "l") == rules


def test_a_parent_is_used_by_its_part(tmp_path):
    parent = "@collection{one, editor={A, B}, title={T}, publisher={P}, year=2001}\n"
    child = "@incollection{two, author={C, D}, title={U}, crossref={one}}\n"
    text = SUMMARY.format(reference="two", summary="A.", implications="B.")
    files = {"references.bib": child + parent, "summaries/2016-04-s.md": text}
    assert rules_of(tmp_path, files, "one") == set()


def test_in_a_library_of_references_alone_nothing_is_unused(tmp_path):
    assert rules_of(tmp_path, {"references.bib": article(year=1999)}, "one") == set()


def test_nothing_is_unused_while_a_summary_cannot_be_read(tmp_path):
    files = {
        "references.bib": article(year=1999),
        "summaries/2016-04-s.md": "---\ntitle: A: B\nreference: one\n---\n## Summary\nA.\n",
    }
    assert rules_of(tmp_path, files, "one") == set()


SUMMARIES = {
    "longer implications": ("One two.", "One two three.", {"long-implications", "no-effects"}),
    "as long implications": ("One two.", "One two.", {"no-effects"}),
    "no implications": ("One two.", "", {"missing-section", "no-effects"}),
    "no summary": ("", "One two.", {"missing-section", "no-effects"}),
}


@pytest.mark.parametrize(("summary", "implications", "expected"), SUMMARIES.values(), ids=SUMMARIES)
def test_rules_on_a_summary(tmp_path, summary, implications, expected):
    text = SUMMARY.format(reference="one", summary=summary, implications=implications)
    files = {"references.bib": article(year=1999), "summaries/2016-04-s.md": text}
    assert rules_of(tmp_path, files, "2016-04-s") == expected


def test_an_effect_told_in_words_is_an_effect(tmp_path):
    text = SUMMARY.format(reference="one", summary="One two.", implications="One.")
    text = text.replace("reference: one\n", "reference: one\neffects:\n  - metric: verbal\n")
    files = {"references.bib": article(year=1999), "summaries/2016-04-s.md": text}
    assert rules_of(tmp_path, files, "2016-04-s") == {"no-subject"}
    files["summaries/2016-04-s.md"] = text.replace("verbal\n", "verbal\n    outcome: hope\n")
    assert rules_of(tmp_path, files, "2016-04-s") == set()


def test_a_summary_that_cannot_be_read_is_not_said_to_lack_effects(tmp_path):
    files = {
        "references.bib": article(year=1999),
        "summaries/2016-04-s.md": "---\ntitle: A: B\n---\n## Summary\nA.\n\n"
        "## Practice implications\nB.\n",
    }
    assert rules_of(tmp_path, files, "2016-04-s") == {"yaml-syntax"}


def test_notes_are_not_what_must_be_fixed(tmp_path):
    root = made_library(tmp_path, {"references.bib": article(year=2015)})
    knowledge_base = KnowledgeBase(root, tmp_path / "pprkb.db")
    assert knowledge_base.check() == ()
    (note,) = knowledge_base.findings().problems
    assert (note.rule, note.severity) == (Rule.MISSING_DOI, Severity.NOTE)


def test_remarks_are_not_stored(tmp_path):
    root = made_library(tmp_path, {"references.bib": article(year=1999, doi="doi:10.1000/x")})
    _, counts = KnowledgeBase(root, tmp_path / "pprkb.db").build()
    assert (counts.errors, counts.warnings) == (0, 0)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("@jurisdiction{a, title={Roe v. Wade}, date={1973}}", ""),
        ("@legislation{a, title={Mental Health Act}, date={1983}}", ""),
        ("@report{a, author={{WHO}}, title={A guideline}, date={2019}}", ""),
        ("@book{a, author={{American Psychiatric Association}}, title={DSM}, date={2013}}", ""),
        ("@report{a, author={Smith, J.}, title={T}, date={2019}}", "the report has no institution"),
        ("@video{a, title={T}, date={2019}, editor={Cutts, S.}, editortype={director}}", ""),
        ("@article{a, title={T}, date={2019}}", "the journal article has no author and no journal"),
        (
            "@book{a, author={Smith, J.}, title={T}, date={2019}}",
            "the book has no publisher",
        ),
    ],
    ids=[
        *("a case", "an act", "a guideline of its institution", "a manual of its body"),
        *("a report of a person", "a film by its director", "an article", "a book of a person"),
    ],
)
def test_only_what_apa_would_print_is_missing(entry, said):
    (reference,) = read_bibtex(entry).references
    assert [one.message for one in missing_fields(reference)] == ([said] if said else [])


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("year = {n.d.}", False),
        ("date = {n.d.}", False),
        ("year = {s. d.}", False),
        ("year = {o. J.}", False),
        ("year = {[undated]}", False),
        ("year = {?}", True),
        ("year = {unknown}", True),
        ("year = {}", True),
    ],
)
def test_a_work_that_is_said_to_have_no_date_lacks_none(tmp_path, date, said):
    bib = f"@online{{one, author={{{{CPA}}}}, title={{Facts}}, url={{https://x.org}}, {date}}}\n"
    root = made_library(tmp_path, {"references.bib": bib})
    found = KnowledgeBase(root, tmp_path / "pprkb.db").check()
    assert [one.message for one in found] == ["the webpage has no year"] * said
