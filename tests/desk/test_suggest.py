"""Which work a summary is of: told by where it is cited, not by a turn of phrase."""

from dataclasses import replace
from pathlib import Path

import pytest

from pprkb.desk.link import suggest_references
from pprkb.files.folder import scan
from pprkb.files.read.load import load_library
from pprkb.formats.bibtex.read.file import read_bibtex
from pprkb.model.summary import Summary

DEFAULT = Path(__file__).parents[2]
WORKS = read_bibtex("""
@book{boland2011, author = {Boland, Ann}, title = {Mending quarrels of couples}, year = 2011}
@article{ito2014, author = {Ito, Ken and Roe, Jo}, title = {Quarrels in couples therapy}, year = 2014}
@article{vance2009, author = {Vance, Lou}, year = 2009,
  title = {How couples who quarrel mend what was broken: A study of three hundred evenings}}
""").references


def proposed(prose, title="On mending quarrels of couples"):
    summary = Summary(id="s", title=title, evidence_summary=prose)
    return [(one.reference.key, one.score) for one in suggest_references(summary, WORKS)]


def test_the_works_of_the_default_library_are_found():
    library = load_library(scan(DEFAULT))
    first = 0
    for summary in library.summaries.values():
        bare = replace(summary, reference="", also=())
        found = suggest_references(bare, library.references.values())
        keys = [one.reference.key for one in found]
        assert summary.reference in keys, summary.id
        if keys[0] == summary.reference:
            first += 1
        else:
            assert found[0].score <= 0.9, summary.id
    assert first >= 5


@pytest.mark.parametrize(
    ("prose", "first"),
    [
        pytest.param("@ito2014 write of quarrels. They are frequent.", "ito2014", id="a subject"),
        pytest.param(
            "Couples quarrel [@vance2009]. Here @ito2014 ask why.", "ito2014", id="behind brackets"
        ),
        pytest.param(
            "@ito2014 write of it. In a study by @vance2009, d = .5.", "ito2014", id="a source"
        ),
        pytest.param(
            "Couples quarrel. They do. Always. Ever. @ito2014 ask why. @vance2009 did not.",
            "ito2014",
            id="behind the opening",
        ),
        pytest.param(
            "Ito and Roe (2014) write of it. It is so. It was. It is. Vance (2009) found d = .5.",
            "ito2014",
            id="names and years",
        ),
        pytest.param(
            "In \u201cHow couples who quarrel mend what was broken: A study of three hundred"
            " evenings\u201d, it is told.",
            "vance2009",
            id="a long title",
        ),
    ],
)
def test_what_the_summary_is_about_comes_first(prose, first):
    assert proposed(prose)[0][0] == first


def test_a_short_title_alone_is_weak():
    # Above 0.6 a place in the text has named the work.
    assert proposed("Mending quarrels of couples is hard.") == [
        ("boland2011", 0.6),
        ("ito2014", 0.4),
    ]


def test_of_several_printed_works_none_is_sure():
    lines = (
        "Boland, A. (2011). Mending quarrels of couples. Sage.",
        "Vance, L. (2009). How couples who quarrel mend what was broken: A study of three hundred"
        " evenings. Family, 3, 1–9.",
    )
    of_both = proposed("\n\n".join(lines))
    assert of_both == [("boland2011", 0.84), ("vance2009", 0.62), ("ito2014", 0.4)]
    assert proposed(lines[1], title="New") == [("vance2009", 0.97)]
