"""The files of data/bibliographies are read beside references.bib, each work once, broken or not."""

import os
import time
from pathlib import Path

import pytest

import pprkb
from pprkb.files import bibliographies
from pprkb.files.folder import scan
from pprkb.files.read.bibliographies import former_keys
from pprkb.files.read.load import load_library
from pprkb.matching.across import shared_works
from pprkb.matching.same_work import Works
from pprkb.model.problem import Rule, Severity
from tests.libraries_of_tests import LIBRARIES, made_library

OWN = """@article{berg2001course,
  author = {Berg, Anna},
  title = {The course of treatment in psychotherapy},
  journal = {Psychotherapy},
  year = {2001},
  doi = {10.5555/course},
}
"""
ZOTERO = """@article{dahlSuddenGains2015,
  title = {Sudden Gains in Cognitive Therapy},
  author = {Dahl, Carl},
  year = 2015,
  journal = {Psychotherapy Research},
  doi = {10.5555/gains},
  keywords = {sudden gains,CBT},
  groups = {Gains},
  file = {/home/me/Zotero/storage/AB12CD34/Dahl - 2015.pdf}
}
"""
SUMMARY = """---
title: Gains come suddenly
month: 2016-04
reference: dahlSuddenGains2015
---

## Summary

Gains come suddenly [@dahlSuddenGains2015].

## Practice implications

Wait for them.
"""
LIST = """title: A course
sections:
  - heading: One
    items:
      - reference: dahlSuddenGains2015
"""


def library_with(folder, own=OWN, **others):
    """Make a library; the other files are bibliographies by their names."""
    files = {"references.bib": own, "summaries/2016-04-gains.md": SUMMARY}
    files["reading-lists/course.yaml"] = LIST
    files |= {f"bibliographies/{name}.bib": text for name, text in others.items()}
    return made_library(folder, files)


def read(root):
    return load_library(scan(root))


def told(root, *rules):
    found = pprkb.open(root).findings().problems
    return [str(one) for one in found if not rules or one.rule in rules]


def aged(path):
    """Let a file be an hour old, so that nobody can be writing it."""
    os.utime(path, (time.time() - 3_600,) * 2)


# -- what counts -----------------------------------------------------------------------------------


def test_a_work_of_a_bibliography_is_a_work_of_the_library(tmp_path):
    root = library_with(tmp_path, zotero=ZOTERO)
    work = read(root).references["dahlSuddenGains2015"]
    assert str(work.at) == "data/bibliographies/zotero.bib:1"
    assert work.keywords == ("sudden gains", "CBT")
    assert work.extra["groups"] == "Gains"
    assert work.extra["file"].endswith("Dahl - 2015.pdf")
    assert told(root, Rule.UNKNOWN_REFERENCE) == []
    mine = pprkb.open(root)
    article = mine.article("dahlSuddenGains2015")
    assert article.reference == work
    assert article.reference.at == work.at
    assert "Dahl, C. (2015). Sudden gains" in mine.reading_list("course").text
    assert "groups = {Gains}" in mine.export(key="dahlSuddenGains2015").write("bibtex").decode()


def test_what_better_bibtex_writes_beside_entries_is_no_problem(tmp_path):
    text = ZOTERO + (
        "% == BibTeX quality report for dahlSuddenGains2015:\n% ? unused Library catalog\n\n"
        "@comment{jabref-meta: databaseType:bibtex;}\n"
        "@comment{jabref-meta: groupstree:\n0 AllEntriesGroup:;\n"
        "1 StaticGroup:Gains\\;0\\;1\\;\\;\\;\\;;\n}\n"
    )
    root = library_with(tmp_path, zotero=text)
    assert [one for one in told(root) if "bibliographies" in one] == []


def test_references_bib_may_be_empty_beside_a_bibliography(tmp_path):
    root = library_with(tmp_path, own="", zotero=ZOTERO)
    assert told(root, Rule.NO_ENTRIES) == []
    assert list(read(root).references) == ["dahlSuddenGains2015"]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="links need a right there")
def test_a_link_to_a_file_elsewhere_is_followed_and_its_changes_are_seen(tmp_path):
    root = library_with(tmp_path / "library")
    export = tmp_path / "My Library.bib"
    export.write_text(ZOTERO)
    (root / "data/bibliographies").mkdir()
    (root / "data/bibliographies/zotero.bib").symlink_to(export)
    mine = pprkb.open(root)
    assert mine.article("dahlSuddenGains2015").reference.year == 2015
    export.write_text(ZOTERO.replace("= 2015", "= 2016"))
    assert mine.article("dahlSuddenGains2015").reference.year == 2016


def test_files_of_other_kinds_beside_it_are_not_read(tmp_path):
    root = library_with(tmp_path, zotero=ZOTERO)
    beside = root / "data/bibliographies"
    (beside / "files/12").mkdir(parents=True)
    (beside / "files/12/a.bib").write_text(OWN)
    (beside / ".zotero.bib.swp").write_text("x")
    (beside / "library.json").write_text("[]")
    assert [one.partition(":")[0] for one in told(root, Rule.UNEXPECTED_FILE)] == [
        "data/bibliographies/library.json"
    ]
    assert len(read(root).references) == 2


# -- one work in two files -------------------------------------------------------------------------

SAME = {
    "by its DOI": OWN.replace("berg2001course", "bergCourse2001"),
    "by its title": OWN.replace("berg2001course", "bergCourse2001").replace("doi =", "x-doi ="),
    "by its key": OWN.replace("Anna", "A."),
    "a key in capitals": OWN.replace("berg2001course", "Berg2001Course"),
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_one_work_in_two_files_is_one_article(tmp_path, text):
    root = library_with(tmp_path, zotero=text + ZOTERO)
    library = read(root)
    assert list(library.references) == ["berg2001course", "dahlSuddenGains2015"]
    key = text[text.index("{") + 1 : text.index(",")]
    assert library.key_of(key) == "berg2001course"
    assert pprkb.open(root).article(key).key == "berg2001course"
    assert told(root, Rule.ENTRIES_DISAGREE, Rule.DUPLICATE_KEY, Rule.DUPLICATE_REFERENCE) == []


def test_the_first_file_by_name_says_what_is_printed(tmp_path):
    older = ZOTERO.replace("2015,\n  journal", "2014,\n  journal").replace("dahlS", "otherS")
    root = library_with(tmp_path, b_zotero=ZOTERO, a_jabref=older)
    library = read(root)
    assert library.references["otherSuddenGains2015"].year == 2014
    assert library.key_of("dahlSuddenGains2015") == "otherSuddenGains2015"
    assert told(root, Rule.ENTRIES_DISAGREE) == [
        "data/bibliographies/b_zotero.bib:1: dahlSuddenGains2015:"
        " data/bibliographies/a_jabref.bib:1 has this work too, as otherSuddenGains2015, and says"
        ' otherwise: the year "2014" and not "2015"; that entry is printed, not this one; correct'
        " the one that is wrong (entries-disagree)"
    ]


def test_a_disagreement_about_a_work_that_nothing_names_is_only_counted(tmp_path):
    other = OWN.replace("{2001}", "{2002}").replace("berg2001course", "bergCourse2002")
    root = library_with(tmp_path, zotero=other + ZOTERO)
    assert told(root, Rule.ENTRIES_DISAGREE) == []
    assert len(told(root, Rule.BIBLIOGRAPHY_PROBLEMS)) == 1


def test_one_key_of_two_works_is_an_error_with_both_places(tmp_path):
    other = "@book{berg2001course, title={Gardens}, author={Oak, B.}, publisher={P}, year=1990}\n"
    root = library_with(tmp_path, zotero=ZOTERO + other)
    assert read(root).references["berg2001course"].title.startswith("The course")
    (problem,) = told(root, Rule.DUPLICATE_KEY)
    assert problem.startswith("data/bibliographies/zotero.bib:11: berg2001course: the key")
    assert "data/references.bib:1" in problem


def test_works_that_are_told_apart_stay_two(tmp_path):
    root = library_with(tmp_path, zotero=SAME["by its DOI"] + ZOTERO)
    decided = "not-duplicates:\n  - keys: [berg2001course, bergCourse2001]\n    reason: a reprint\n"
    (root / "data/not-duplicates.yaml").write_text(decided)
    assert len(read(root).references) == 3
    assert told(root, Rule.BAD_VALUE, Rule.UNKNOWN_REFERENCE) == []
    mine = pprkb.open(root)
    assert mine.article("bergCourse2001").key == "bergCourse2001"
    (root / "data/not-duplicates.yaml").unlink()
    assert mine.article("bergCourse2001").key == "berg2001course"


def test_the_works_of_two_files_are_found_as_those_of_one(tmp_path):
    """What is compared first, by signs alone, leaves out no work that a full comparison finds."""
    text = (LIBRARIES / "zotero.bib").read_text(encoding="utf-8")
    made = LIBRARIES.parents[1] / "data/references.bib"
    for source in (text, made.read_text(encoding="utf-8")):
        root = made_library(tmp_path, {"references.bib": source})
        first = tuple(read(root).references.values())
        second = [one.with_values({"key": f"x{one.key}", "aliases": ()}) for one in first]
        found = {one.second.key: one.first.key for one in shared_works([first, second])}
        works = Works(first)
        assert found == {
            one.key: works.find(one)[0].reference.key for one in second if works.find(one)
        }


def test_an_incremental_build_is_one_from_scratch(tmp_path):
    root = library_with(tmp_path, zotero=ZOTERO)
    mine = pprkb.open(root)
    mine.build()
    zotero = root / "data/bibliographies/zotero.bib"
    steps = (
        lambda: zotero.write_text(SAME["by its DOI"] + ZOTERO),
        lambda: (root / "data/references.bib").write_text("% none\n"),
        lambda: (zotero.parent / "a.bib").write_text(ZOTERO.replace("dahl", "first")),
        lambda: (root / "data/references.bib").write_text(OWN),
        lambda: zotero.unlink(),
        lambda: (zotero.parent / "a.bib").unlink(),
    )
    for step in steps:
        step()
        fresh = pprkb.open(root, tmp_path / "fresh.db")
        fresh.build(full=True)
        mine.build()
        assert _rows(mine) == _rows(fresh)


def _rows(knowledge_base):
    with knowledge_base.reading() as database:
        tables = ("reference", "problem", "source_file", "summary_reference", "keyword")
        return {
            table: sorted(
                map(repr, database.execute(f"SELECT * FROM {table}").fetchall())
                if table != "problem"
                else map(repr, database.execute("SELECT rule, path, line, message FROM problem"))
            )
            for table in tables
        }


# -- problems that only another program can correct ------------------------------------------------

FLAWED = "@article{flawed%d,\n  title = {A PAPER IN NO JOURNAL},\n  author = {Oak, B.}\n}\n"


def test_problems_are_told_of_works_that_are_used_and_counted_of_others(tmp_path):
    flawed = "".join(FLAWED % number for number in range(40))
    root = library_with(tmp_path, zotero=flawed + ZOTERO)
    (one,) = (one for one in told(root) if "bibliographies" in one)
    assert one.startswith("data/bibliographies/zotero.bib:1: there are ")
    assert one.endswith("(bibliography-problems)")
    (root / "data/reading-lists/course.yaml").write_text(
        LIST.replace("dahlSuddenGains2015", "flawed7")
    )
    problems = [
        one
        for one in pprkb.open(root).findings().problems
        if one.at.path.startswith("data/bibliographies") and one.severity is not Severity.NOTE
    ]
    assert {one.key for one in problems} == {"flawed7"}
    assert {Rule.MISSING_FIELD, Rule.TITLE_CAPITALS} <= {one.rule for one in problems}
    assert {one.hint for one in problems if one.rule is not Rule.DUPLICATE_REFERENCE} == {
        "correct it in Zotero, or in the program that writes this file"
    }


def test_the_counts_of_a_build_leave_out_what_check_does_not_tell(tmp_path):
    bad = "@article{a, author={A and}, title={T}, year={twenty}, month={x}, journal={J}}\n"
    root = library_with(tmp_path, zotero=bad + ZOTERO)
    _, counts = pprkb.open(root).build()
    assert (counts.errors, counts.warnings) == (0, 0)


def test_fixing_leaves_a_bibliography_alone(tmp_path):
    flaw = ZOTERO.replace("doi = {10", "doi = {https://doi.org/10")
    root = library_with(tmp_path, own=OWN.replace("{10.", "{https://doi.org/10."), zotero=flaw)
    fixes = pprkb.open(root).desk.fix()
    assert [one.path for one in fixes.changes] == ["data/references.bib"]
    assert (root / "data/bibliographies/zotero.bib").read_text() == flaw


# -- exports that are broken, half-written or away -------------------------------------------------


def _cut(path):
    path.write_text(ZOTERO[:120])


def _dangling(path):
    path.unlink()
    path.symlink_to(path.parent / "nowhere")


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="links need a right there")
def test_a_link_that_leads_to_itself_is_said_to(tmp_path):
    root = library_with(tmp_path, zotero=ZOTERO)
    place = root / "data/bibliographies/zotero.bib"
    place.unlink()
    place.symlink_to(place.name)
    (problem,) = told(root, Rule.UNREADABLE_FILE)
    assert "the link leads in a circle" in problem


def test_a_file_that_was_never_whole_does_not_stand_for_itself(tmp_path):
    root = library_with(tmp_path, zotero=ZOTERO[:-20])
    for _ in range(2):
        pprkb.open(root).findings()
        assert not [one for one in told(root, Rule.BIBTEX_SYNTAX) if "last read" in one]


BROKEN = {
    "empty": (lambda path: path.write_text(""), Rule.NO_ENTRIES),
    "blank": (lambda path: path.write_text("\n\n"), Rule.NO_ENTRIES),
    "being written": (_cut, Rule.BIBTEX_SYNTAX),
    "a link that leads nowhere": (_dangling, Rule.UNREADABLE_FILE),
}


@pytest.mark.parametrize(("spoil", "rule"), BROKEN.values(), ids=BROKEN)
def test_a_broken_export_stands_for_what_it_held_and_is_reported(tmp_path, spoil, rule):
    root = library_with(tmp_path, zotero=ZOTERO)
    place = root / "data/bibliographies/zotero.bib"
    mine = pprkb.open(root)
    assert mine.articles(key="dahlSuddenGains2015")
    spoil(place)
    (problem,) = (one for one in mine.check() if one.at.path == "data/bibliographies/zotero.bib")
    assert problem.rule is rule
    assert "its works are as they were when it was last read" in problem.message
    assert told(root, Rule.UNKNOWN_REFERENCE) == []
    assert "Dahl, C. (2015)" in mine.reading_list("course").text
    _, counts = mine.build()
    assert counts.errors == 1
    place.unlink()
    place.write_text(ZOTERO)
    assert mine.check() == ()
    assert mine.build()[1].errors == 0


def test_a_file_that_has_been_cut_off_for_long_is_read_as_it_is(tmp_path):
    root = library_with(tmp_path, zotero=ZOTERO)
    read(root)
    place = root / "data/bibliographies/zotero.bib"
    _cut(place)
    aged(place)
    found = told(root, Rule.BIBTEX_SYNTAX)
    assert found
    assert not any("when it was last read" in one for one in found)


@pytest.mark.parametrize(("spoil", "rule"), BROKEN.values(), ids=BROKEN)
def test_what_was_never_sound_is_a_problem_and_the_rest_is_read(tmp_path, spoil, rule):
    root = library_with(tmp_path, zotero=ZOTERO)
    spoil(root / "data/bibliographies/zotero.bib")
    library = read(root)
    assert "berg2001course" in library.references
    assert rule in {one.rule for one in library.problems}


def test_a_merge_conflict_leaves_the_works_of_both_versions(tmp_path):
    theirs = ZOTERO.replace("dahl", "other").replace("Sudden Gains in", "Few Losses of")
    text = f"<<<<<<< HEAD\n{ZOTERO}=======\n{theirs.replace('gains}', 'few}')}>>>>>>> theirs\n"
    root = library_with(tmp_path, zotero=text)
    assert {"dahlSuddenGains2015", "otherSuddenGains2015"} <= read(root).references.keys()
    assert len(told(root, Rule.MERGE_CONFLICT)) == 1


def test_a_library_without_a_cache_is_read_all_the_same(tmp_path, monkeypatch):
    (tmp_path / "cache").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = library_with(tmp_path / "library", zotero=ZOTERO)
    assert "dahlSuddenGains2015" in read(root).references


# -- keys that have changed ------------------------------------------------------------------------


def test_a_key_that_zotero_has_changed_is_found_by_its_work(tmp_path):
    root = library_with(tmp_path, zotero=ZOTERO)
    read(root)
    changed = ZOTERO.replace("dahlSuddenGains2015", "dahl2015")
    (root / "data/bibliographies/zotero.bib").write_text(changed)
    problems = told(root, Rule.UNKNOWN_REFERENCE)
    assert len(problems) == 3
    assert all("its key has changed: write dahl2015 wherever" in one for one in problems)
    former = former_keys(root, read(root).references.values())
    assert former
    assert former.renamed() == {"dahlSuddenGains2015": "dahl2015"}


def test_a_work_that_has_left_is_no_other_work(tmp_path):
    root = library_with(tmp_path, zotero=ZOTERO)
    read(root)
    other = ZOTERO.replace("dahlSuddenGains2015", "x").replace("Sudden Gains in", "A Cure by")
    other = other.replace("10.5555/gains", "10.5555/cure")
    (root / "data/bibliographies/zotero.bib").write_text(other)
    assert not any("has changed" in one for one in told(root, Rule.UNKNOWN_REFERENCE))


def test_entries_that_have_left_are_remembered_up_to_a_number(tmp_path, monkeypatch):
    monkeypatch.setattr(bibliographies, "_MOST_FORMER", 3)
    root = library_with(tmp_path, zotero="".join(FLAWED % number for number in range(9)))
    read(root)
    (root / "data/bibliographies/zotero.bib").write_text(ZOTERO)
    read(root)
    kept = bibliographies.former_entries(Path(root))
    assert [f"flawed{number}," in kept for number in range(9)] == [False] * 6 + [True] * 3


def test_many_changed_keys_are_found_in_proportion_to_their_number(tmp_path):
    entry = (
        "@book{{k{0}, title={{A book called {1}}}, author={{Oak, B.}}, year=1990, isbn={{{2}}}}}\n"
    )
    names = [(number, f"{number:05d}" * 4, f"97800000{number:05d}") for number in range(300)]
    text = "".join(entry.format(*name) for name in names)
    root = library_with(tmp_path, zotero=text)
    read(root)
    (root / "data/bibliographies/zotero.bib").write_text(text.replace("{k", "{new"))
    former = former_keys(root, read(root).references.values())
    assert former
    assert former.renamed() == {f"k{number}": f"new{number}" for number in range(300)}


@pytest.mark.parametrize("link", [False, True], ids=["a file", "a link that leads nowhere"])
def test_something_else_in_the_place_of_the_folder_is_reported(tmp_path, link):
    root = library_with(tmp_path)
    place = root / "data/bibliographies"
    if link:
        place.symlink_to(tmp_path / "nowhere")
    else:
        place.write_text(ZOTERO)
    (problem,) = told(root, Rule.UNEXPECTED_FILE)
    assert problem.startswith("data/bibliographies:1: this should be a folder")


def test_a_work_that_is_twice_in_a_bibliography_is_told_if_it_is_used(tmp_path):
    twice = ZOTERO + ZOTERO.replace("dahlSuddenGains2015", "dahlSuddenGains2015a")
    root = library_with(tmp_path, zotero=twice)
    assert told(root, Rule.DUPLICATE_REFERENCE) == []
    (root / "data/reading-lists/course.yaml").write_text(LIST.replace("2015", "2015a"))
    (problem,) = told(root, Rule.DUPLICATE_REFERENCE)
    assert "merge the two in Zotero" in problem
    assert "data/not-duplicates.yaml" in problem
