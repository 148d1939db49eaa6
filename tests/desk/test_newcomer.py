"""A work that is to be added: made clean, judged, written as an entry that is read back."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pprkb.desk.add.gather import from_file, printed_parts
from pprkb.desk.add.newcomer import entry_for, newcomer
from pprkb.desk.add.works import Verdict, Wishes, judge, plan
from pprkb.files.change import apply
from pprkb.formats.bibtex.read.file import read_bibtex
from pprkb.formats.exchange.csljson import from_csl
from pprkb.matching.side_by_side import side_by_side
from pprkb.model.errors import EditError
from pprkb.model.reference import Contributor, ReferenceType
from tests.libraries_of_tests import copy_library

ITEM = {
    "id": "x",
    "type": "article-journal",
    "title": "Hope\n and\x00 fear",
    "author": [{"family": " Beck ", "given": "A.\nT."}, {"family": " "}],
    "container-title": "Psychotherapy",
    "issued": {"date-parts": [[1979]]},
    "DOI": "10.1000/x",
    "URL": "https://dx.doi.org/10.1000/X",
    "source": "PubMed",
}


def work(**changes):
    return from_csl(ITEM | {name.replace("_", "-"): value for name, value in changes.items()})


def test_values_become_single_lines_and_clutter_goes():
    extra = MappingProxyType(
        {
            "file": "C:/x.pdf",
            "timestamp": "2020",
            "mendeley-tags": "x",
            "bdsk-url-1": "x",
            "eprint": "1",
        }
    )
    made = newcomer(replace(work(), extra=extra), "x").reference
    assert made.title == "Hope and fear"
    assert made.contributors == (Contributor(family="Beck", given="A. T."),)
    assert dict(made.extra) == {"eprint": "1"}
    assert (made.url, made.source) == ("", "")


def test_a_control_character_of_a_wrong_decoding_is_doubted_before_it_goes():
    made = newcomer(work(title="It\u00e2\x80\x99s hope"), "x")
    assert "\x80" not in made.reference.title
    assert ["decoded wrongly" in doubt for doubt in made.doubts] == [True]
    assert "\x80" not in made.doubts[0]


def test_an_address_of_its_own_stays():
    assert newcomer(work(URL="https://example.org/x"), "x").reference.url == "https://example.org/x"


def entry(reference, typed=None):
    return entry_for(newcomer(reference, "x", typed=typed), "new", set())


@pytest.mark.parametrize(
    ("title", "written", "printed"),
    [
        ("The Role of Hope in Therapy", "{The Role of Hope in Therapy}", "The role of hope in therapy"),
        ("The role of hope in therapy", "{The role of hope in therapy}", "The role of hope in therapy"),
        ("THE ROLE OF HOPE IN THE TREATMENT OF DISTRESS", "{THE ROLE OF HOPE IN THE TREATMENT OF DISTRESS}", "The role of hope in the treatment of distress"),
        ("50% of {hope} & $ <i>N</i>", r"{50\% of \textbraceleft{}hope", "50% of {hope} & $ <i>N</i>"),
    ],
)  # fmt: skip
def test_the_spelling_of_the_source_is_written(title, written, printed):
    text = entry(work(title=title))
    assert f"title = {written}" in text
    assert read_bibtex(text).references[0].title == printed


def test_the_title_of_a_book_is_written_as_the_source_has_it():
    text = entry(work(type="chapter", container_title="The Handbook of Hope and Fear"))
    assert "booktitle = {The Handbook of Hope and Fear}," in text
    assert read_bibtex(text).references[0].container_title == "The handbook of hope and fear"


def test_other_keys_that_are_taken_are_left_out():
    made = newcomer(replace(work(), aliases=("old", "Taken", "new")), "x")
    assert "ids = {old}," in entry_for(made, "new", {"taken"})


def test_what_was_typed_in_bibtex_stays_where_it_is_read_alike():
    text = (
        '@article{a, author = {Fl{\\"u}ckiger, C. and {World Health Organization}},'
        ' title = "A study of {PTSD}", journal = {Psychotherapy}, year = 2001, month = jan,'
        " pages = {1-9}, note = {See \\url{http://x.org/a_b}}}"
    )
    (made,) = from_file(text.encode(), "x.bib").newcomers
    written = entry_for(made, "new", set())
    for part in (
        'author = {Fl{\\"u}ckiger, C. and {World Health Organization}}',
        "title = {A study of {PTSD}}",
        "pages = {1-9}",
        "note = {See \\url{http://x.org/a_b}}",
    ):
        assert part in written
    before = replace(made.reference, key="new")
    assert read_bibtex(written).references == (before,)


def test_macros_and_inherited_fields_are_written_out():
    text = (
        '@string{p = "Psycho"}\n@book{b, title = {Hope}, publisher = p # "therapy", year = 2001}\n'
        "@inbook{c, crossref = {b}, author = {A, B.}, title = {Fear}}\n"
    )
    _, chapter = from_file(text.encode(), "x.bib").newcomers
    written = entry_for(chapter, "new", set())
    assert "publisher = {Psychotherapy}" in written
    assert "booktitle = {Hope}" in written
    assert "crossref" not in written


def test_titles_that_mendeley_wraps_in_braces_are_read_as_they_are_meant():
    text = "".join(
        f"@article{{k{i}, author = {{A{i}, B.}}, title = {{{{The Role of Hope Number {i} in Life}}}}, year = 2001}}\n"
        for i in range(12)
    )
    made = from_file(text.encode(), "x.bib").newcomers[3]
    written = entry_for(made, "new", set())
    assert read_bibtex(written).references[0].title == "The role of hope number 3 in life"


texts = st.text(max_size=20) | st.sampled_from(["{", "\\", "50% & more", "A {B", '"', "~", "$x$"])


@given(
    st.builds(
        lambda title, family, given, journal, volume, note, kind: from_csl(
            {
                "id": "x",
                "type": kind,
                "title": title,
                "author": [{"family": family, "given": given}],
                "container-title": journal,
                "volume": volume,
                "note": note,
                "issued": {"date-parts": [[2001]]},
            }
        ),
        texts,
        texts,
        texts,
        texts,
        texts,
        texts,
        st.sampled_from([kind.value for kind in ReferenceType]),
    )
)
def test_every_entry_that_is_written_is_read_back(reference):
    made = newcomer(reference, "x")
    try:
        text = entry_for(made, "new", set())
    except EditError:
        return
    (again,) = read_bibtex(text).references
    assert again.title.casefold() == made.reference.title.casefold()
    assert (again.key, again.type) == ("new", made.reference.type)
    assert (again.volume, again.note) == (made.reference.volume, made.reference.note)


# -- judging -------------------------------------------------------------------------------------


def test_newcomers_are_compared_with_each_other(tmp_path):
    root = copy_library(tmp_path)
    made = [
        newcomer(work(), "one"),
        newcomer(work(DOI=""), "two"),
        newcomer(work(title="", author=[]), "three"),
    ]
    judged = judge(root, made, Wishes())
    assert [one.verdict for one in judged] == [Verdict.NEW, Verdict.DUPLICATE, Verdict.EMPTY]
    assert judged[1].matches[0].reference.key == judged[0].key == "beck1979hope"


def test_keys_of_all_blocks_are_taken(tmp_path):
    root = copy_library(tmp_path)
    path = root / "data/references.bib"
    path.write_text(
        path.read_text(encoding="utf-8") + "\n@xdata{Beck1979Hope, publisher = {X}}\n",
        encoding="utf-8",
    )
    (judged,) = judge(root, [newcomer(work(), "one")], Wishes())
    assert judged.key == "beck1979hopeb"


def test_a_plan_is_carried_out_in_one_step(tmp_path):
    root = copy_library(tmp_path)
    twin = work(title="The alliance in adult psychotherapy: A meta-analytic synthesis", author=[{"family": "Flückiger"}], issued={"date-parts": [[2018]]}, DOI="")  # fmt: skip
    made = plan(
        root, [newcomer(twin, "x"), newcomer(work(), "y")], Wishes(not_duplicates=["fluckiger2018"])
    )
    assert [change.path for change in made.changes] == [
        "data/references.bib",
        "data/not-duplicates.yaml",
    ]
    apply(root, made.changes)
    assert (
        judge(root, [newcomer(twin, "x")], Wishes())[0].matches[0].reference.key
        == "fluckiger2018alliance"
    )
    assert plan(root, [newcomer(twin, "x"), newcomer(work(), "y")], Wishes()).changes == ()


# -- showing -------------------------------------------------------------------------------------


def test_side_by_side_marks_what_differs():
    rows = {
        row.name: row
        for row in side_by_side(
            work(), work(title="Hope and – fear!", volume="9", issued={"date-parts": [[1980, 5]]})
        )
    }
    assert not rows["title"].differs
    assert not rows["volume"].differs
    assert rows["date"].differs
    assert (rows["date"].first, rows["date"].second) == ("1979", "1980-05")
    assert "publisher" not in rows


# -- pasted text ---------------------------------------------------------------------------------

ONE = "Beck, A. T. (1979). Hope and fear in adults. Psychotherapy, 9, 1–10."
TWO = "Fear, B. (1980). Fear and hope in children. Psychotherapy, 10, 11–20."


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (ONE, [ONE]),
        (f"{ONE}\n\n{TWO}", [ONE, TWO]),
        (f"{ONE}\r\n \r\n{TWO}\r\n", [ONE, TWO]),
        (f"{ONE}\n{TWO}\n", [ONE, TWO]),
        (ONE.replace(" in", "\nin"), [ONE.replace(" in", "\nin")]),
        ("\n \n", []),
    ],
    ids=["one", "blank line", "CRLF", "one a line", "wrapped", "nothing"],
)
def test_a_pasted_text_is_parted(text, parts):
    assert printed_parts(text) == parts
