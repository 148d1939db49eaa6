"""One key in two forms of Unicode: "ü" as one character, or as a letter and an accent."""

import unicodedata

import pytest

from tests.command_line import invoke
from tests.libraries_of_tests import made_library

BIB = """\
@article{müller2001x,
  ids = {möller},
  author = {Müller, A.},
  title = {A work on forms},
  journal = {Journal of Tests},
  year = {2001},
  volume = {1},
  pages = {1--9},
  doi = {10.1000/forms},
}
@book{other2002,
  author = {Other, B.},
  title = {Another work},
  publisher = {House},
  year = {2002},
}
@inbook{part2003,
  crossref = {müller2001x},
  author = {Part, C.},
  title = {A part},
}
"""
CITED = (
    "Müller, A. (2001). A work on forms. Journal of Tests, 1, 1–9. https://doi.org/10.1000/forms\n"
)
TOPICS = "topics:\n  - id: angst\n    label: Ängste\n"
TYPES = "research-types:\n  - id: review\n    label: Review\n"
SUMMARY = """\
---
title: A summary
month: 2018-01
reference: müller2001x
type: review
topics: [Ängste]
effects:
  - metric: verbal
    source: müller2001x
---

## Summary

They say so [@müller2001x, p. 3], as does @müller2001x. See also @{müller2001x} and @möller.

## Practice implications

None.
"""
LIST = "title: L\nsections:\n  - heading: One\n    items:\n      - reference: müller2001x\n"
FORMS = [("NFC", "NFD"), ("NFD", "NFC"), ("NFC", "NFC"), ("NFD", "NFD")]


def library(folder, of_bib, of_others):
    def form(name, text):
        return unicodedata.normalize(name, text)

    return made_library(
        folder / "library",
        {
            "references.bib": form(of_bib, BIB),
            "topics.yaml": form(of_bib, TOPICS),
            "research-types.yaml": TYPES,
            "summaries/2018-01-s.md": form(of_others, SUMMARY),
            "reading-lists/list.yaml": form(of_others, LIST),
        },
    )


def run(root, *arguments, code=0):
    return invoke("--library", root, *arguments, code=code)


@pytest.mark.parametrize(("bib", "others"), FORMS)
def test_a_key_is_one_in_both_forms(tmp_path, bib, others):
    root = library(tmp_path, bib, others)
    found = run(root, "check", "--notes").stdout
    assert "unknown-" not in found
    assert found.count("is typed with other characters") == (0 if bib == others else 4)
    written = unicodedata.normalize(
        "NFC", run(root, "reading-list", "list", "--depth", "full").stdout
    )
    assert "(Müller, 2001, p. 3), as does Müller (2001)" in written
    assert "@" not in written


@pytest.mark.parametrize(("bib", "others"), FORMS)
def test_the_fix_writes_the_key_as_the_entry_has_it(tmp_path, bib, others):
    root = library(tmp_path, bib, others)
    run(root, "check", "--fix")
    assert "is typed with other" not in run(root, "check", "--notes").stdout
    text = (root / "data/summaries/2018-01-s.md").read_text(encoding="utf-8")
    key = unicodedata.normalize(bib, "müller2001x")
    assert text.count(key) == 6
    assert "topics: [angst]" in text
    assert run(root, "check", "--fix").stderr.startswith("nothing can be fixed in one way only")


def keys(result):
    """Return the keys that a list shows; other lines are indented."""
    return [line.split()[0] for line in result.stdout.splitlines() if line and line[0] != " "]


@pytest.mark.parametrize("typed", ["NFC", "NFD"])
@pytest.mark.parametrize("bib", ["NFC", "NFD"])
def test_what_is_typed_is_understood_in_both_forms(tmp_path, bib, typed):
    root = library(tmp_path, bib, "NFC")
    key = unicodedata.normalize(bib, "müller2001x")
    for name in ("müller2001x", "möller"):
        word = unicodedata.normalize(typed, name)
        assert unicodedata.normalize("NFC", run(root, "cite", word).stdout) == CITED
        assert keys(run(root, "list", "--key", word)) == [key]
        run(root, "new", word, "--month", "2019-01", "--dry-run", "--no-edit")
    word = unicodedata.normalize(typed, "müller2001x")
    listed = run(root, "list", "--topic", unicodedata.normalize(typed, "Ängste"))
    assert keys(listed) == [key]
    run(root, "link", "2018-01-s", "other2002", "--also")
    run(root, "rename", word, "mueller2001")
    assert "unknown-" not in run(root, "check").stdout
    assert "reference: mueller2001\n" in (root / "data/summaries/2018-01-s.md").read_text("utf-8")
    assert "crossref = {mueller2001}" in (root / "data/references.bib").read_text("utf-8")


@pytest.mark.parametrize(("file", "typed"), FORMS)
def test_a_file_is_one_in_both_forms(tmp_path, file, typed):
    root = library(tmp_path, "NFC", "NFC")
    name = unicodedata.normalize(file, "2018-01-müde")
    (root / "data/summaries/2018-01-s.md").rename(root / f"data/summaries/{name}.md")
    word = unicodedata.normalize(typed, "2018-01-müde")
    assert "A summary" in run(root, "preview", word, "-o", "-").stdout
    assert "A work on forms" in run(root, "cite", word).stdout
    run(root, "link", word, "other2002", "--also")
    run(root, "extract", word)


def test_two_entries_of_one_key_in_two_forms_are_said(tmp_path):
    entry = "@misc{{{}, title = {{A}}}}\n"
    bib = "".join(entry.format(unicodedata.normalize(form, "mü")) for form in ("NFC", "NFD"))
    root = made_library(tmp_path, {"references.bib": bib})
    assert "was used on line 1 already" in run(root, "check", code=1).stdout
