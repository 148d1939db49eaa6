"""`data/retractions.yaml`: what is read, and that a change keeps every other byte."""

import codecs
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pprkb.files.folder import scan
from pprkb.files.read.load import load_library
from pprkb.files.read.notices import edit_notices, new_file, read_notices
from pprkb.files.report import Report
from pprkb.model.errors import EditError
from pprkb.model.notice import Nature, Notice
from tests.libraries_of_tests import LIBRARIES

ADDED = Notice(
    reference="new2020",
    nature=Nature.RETRACTION,
    date="2021-03-01",
    notice_doi="10.5555/jir.2021.0001",
    reasons=("Unreliable Data", "Concerns/Issues with Peer Review"),
    source="Retraction Watch",
    record="900009",
)
ITEM = """\
  - reference: new2020
    nature: retraction
    date: 2021-03-01
    notice_doi: 10.5555/jir.2021.0001
    reasons: [Unreliable Data, Concerns/Issues with Peer Review]
    source: Retraction Watch
    record: 900009
"""


def read(content):
    report = Report("data/retractions.yaml")
    text = content.removeprefix(codecs.BOM_UTF8).decode()
    made = read_notices(text, report, lambda name, _report: name.text)
    assert report.problems == []
    return made


def edited(text, *added, data_set="2026-10-30", **said):
    """Add notices; what else is said becomes what the first notice with a record says."""
    content = text.encode()
    recorded = read(content).notices
    numbers = [number for number, one in enumerate(recorded) if one.record]
    changed = {numbers[0]: replace(recorded[numbers[0]], **said)} if said else {}
    return edit_notices(
        content, data_set=data_set, recorded=recorded, changed=changed, added=added
    ).decode()


def test_a_library_knows_the_notices_of_its_works():
    library = load_library(scan(LIBRARIES / "retracted"))
    assert library.problems == ()
    assert [one.nature for one in library.notices["example2011"]] == [
        Nature.CORRECTION,
        Nature.RETRACTION,
    ]
    notice = library.notices["example2011"][1]
    assert (notice.date, notice.notice_doi, notice.record) == (
        "2013-11-04",
        "10.5555/jir.2013.0044",
        "900002",
    )
    assert str(notice.at) == "data/retractions.yaml:23"


def test_a_library_knows_where_its_works_are_named():
    library = load_library(scan(LIBRARIES / "retracted"))
    assert {(str(one.at), one.by) for one in library.uses if one.key == "example2011"} == {
        ("data/reading-lists/seminar.yaml:5", "seminar"),
        ("data/summaries/2021-05-everything.md:14", "2021-05-everything"),
        ("data/summaries/2021-05-everything.md:18", "2021-05-everything"),
    }


def test_a_new_file():
    content = new_file("2026-10-30", [ADDED])
    assert content.decode().endswith(f"data-set: 2026-10-30\nnotices:\n{ITEM}")
    assert read(content).notices == (ADDED,)
    empty = read(new_file("2026-10-30", []))
    assert (empty.data_set, empty.notices) == ("2026-10-30", ())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "notices:\n  - reference: a2001\n    nature: correction\n",
            "notices:\n  - reference: a2001\n    nature: correction\n"
            + ITEM
            + 'data-set: "2026-10-30"\n',
            id="at the end of the list, and the date below",
        ),
        pytest.param(
            "# Ours.\ndata-set: 2026-01-01 # monthly\nnotices: []   # none yet\n",
            "# Ours.\ndata-set: 2026-10-30 # monthly\nnotices:   # none yet\n" + ITEM,
            id="into an empty list",
        ),
        pytest.param(
            "data-set: 2026-01-01\nnotices:\n# end\n",
            "data-set: 2026-10-30\nnotices:\n" + ITEM + "# end\n",
            id="into a list without anything",
        ),
        pytest.param(
            "data-set: 2026-01-01",
            ("data-set: 2026-10-30\nnotices:\n" + ITEM).rstrip("\n"),
            id="where there is no list",
        ),
        pytest.param(
            "notices:\n\n  # About a.\n  - reference: a2001\n    nature: correction # why\n\n"
            "  # About z.\n  # Twice.\n  - reference: z2001\n    nature: correction\n\n# The end.\n"
            "data-set: 2026-01-01\ndismissed: [1, 2]\n",
            "notices:\n\n  # About a.\n  - reference: a2001\n    nature: correction # why\n\n"
            + ITEM
            + "  # About z.\n  # Twice.\n  - reference: z2001\n    nature: correction\n\n# The end.\n"
            "data-set: 2026-10-30\ndismissed: [1, 2]\n",
            id="in its place, above the comments of the next",
        ),
        pytest.param(
            "data-set: 2026-01-01\nnotices:\n- reference: a2001\n  nature: correction\n  note: |\n"
            "    Two\n    lines.\n\n",
            "data-set: 2026-10-30\nnotices:\n- reference: a2001\n  nature: correction\n  note: |\n"
            "    Two\n    lines.\n" + ITEM.replace("\n  ", "\n").removeprefix("  ") + "\n",
            id="at the margin",
        ),
        pytest.param(
            "data-set: 2026-01-01\nnotices:\n  - {reference: a2001, nature: correction}",
            "data-set: 2026-10-30\nnotices:\n  - {reference: a2001, nature: correction}\n"
            + ITEM.rstrip("\n"),
            id="without a line end at the end",
        ),
    ],
)
def test_a_notice_is_added_and_nothing_else_changes(before, after):
    assert edited(before, ADDED) == after
    assert ADDED in read(after.encode()).notices


RECORDED = """\
data-set: 2026-10-30
notices:
  # Ours.
  - reference: a2001
    nature: correction
    note: We asked the editor.
  - reference: b2002 # the second
    record: 900001
    date: "2012"   # the year alone
    nature: Retraction
    reasons:
      - Error in Data
      - Other
    considered: The text says so.
"""


@pytest.mark.parametrize(
    ("said", "old", "new"),
    [
        pytest.param({"date": "2012-10-01"}, '"2012"', '"2012-10-01"', id="a date"),
        pytest.param({"reference": "b2003"}, "b2002", "b2003", id="another key"),
        pytest.param(
            {"nature": Nature.EXPRESSION_OF_CONCERN},
            "Retraction",
            "expression of concern",
            id="a nature",
        ),
        pytest.param(
            {"reasons": ("Error in Data", "Plagiarism: of text")},
            "- Error in Data\n      - Other",
            '- Error in Data\n      - "Plagiarism: of text"',
            id="reasons on lines of their own",
        ),
        pytest.param(
            {"notice_doi": "10.5555/n"},
            "    nature: Retraction\n",
            "    nature: Retraction\n    notice_doi: 10.5555/n\n",
            id="a further field, after the one it follows",
        ),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["unix", "windows"])
def test_a_value_is_changed_and_nothing_else(said, old, new, newline):
    before = RECORDED.replace("\n", newline)
    after = edited(before, **said)
    assert after == RECORDED.replace(old, new).replace("\n", newline)


def test_a_value_in_brackets():
    before = (
        "data-set: 2026-10-30\nnotices:\n  - {reference: b2002, nature: correction, record: 1}\n"
    )
    after = edited(before, date="2012", nature=Nature.RETRACTION)
    assert after == before.replace("correction, record: 1}", "retraction, record: 1, date: 2012}")


def test_the_mark_of_utf8_stays():
    content = codecs.BOM_UTF8 + RECORDED.encode()
    after = edit_notices(
        content, data_set="2026-10-30", recorded=read(content).notices, changed={}, added=[ADDED]
    )
    assert after == content + ITEM.encode()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"notices: [{reference: a, nature: correction}]\n", "line", id="brackets"),
        pytest.param(b"notices: [\n", "data/retractions.yaml:1", id="not YAML"),
        pytest.param(b"- a\n- b\n", "data/retractions.yaml", id="a list"),
    ],
)
def test_a_file_that_cannot_be_changed_is_left_as_it_is(content, message):
    with pytest.raises(EditError, match=message):
        edit_notices(content, data_set="2026-10-30", recorded=[], changed={}, added=[ADDED])


words = st.text("ab:#-, '\"[]{}&*é\\", min_size=1, max_size=8).filter(
    lambda one: one.strip() == one
)
keys = st.sampled_from(["a2001", "b2002", "c2003", "horvath:2011"])
notices = st.builds(
    Notice,
    reference=keys,
    nature=st.sampled_from(Nature),
    date=st.sampled_from(["2010", "2011-03", "2012-10-01"]),
    notice_doi=st.sampled_from(["", "10.5555/n", "10.5555/(SICI)1<1::AID>3.0.CO;2-#"]),
    reasons=st.lists(words, max_size=2, unique=True).map(tuple),
    source=st.just("Retraction Watch"),
    record=st.integers(1, 99).map(str),
)
by_hand = st.sampled_from(
    [
        "  - reference: a2001\n    nature: correction\n    date: 2001 # by hand\n",
        "  # A comment.\n  - nature: retraction\n    reference:   horvath:2011\n",
        "\n  - {reference: zz, nature: retraction, note: 'it''s'}\n",
        "  - reference: b2002\n    nature: retraction\n    note: >\n      Some\n      words.\n",
    ]
)


@pytest.mark.slow
@settings(max_examples=200)
@given(
    st.lists(by_hand, max_size=3),
    st.lists(notices, max_size=4, unique_by=lambda one: (one.record, one.reference)),
    st.lists(notices, max_size=4, unique_by=lambda one: (one.record, one.reference)),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_a_person_wrote_survives_any_update(hand, first, second, newline):
    """Two data sets one after the other: all is read back, and each hand-written byte stays."""
    text = ("notices:\n" + "".join(hand) if hand else "").replace("\n", newline)
    known = {(one.record, one.reference) for one in first}
    second = [one for one in second if (one.record, one.reference) not in known]
    once = edited(text, *first)
    twice = edited(once, *second, data_set="2026-11-30")
    made = read(twice.encode())
    assert made.data_set == "2026-11-30"
    recorded = sorted(map(repr, (one for one in made.notices if one.record)))
    assert recorded == sorted(repr(_at(one, made)) for one in (*first, *second))
    for block in hand:
        assert block.replace("\n", newline) in twice
    lines = iter(twice.split(newline))
    assert all(line in lines for line in text.split(newline) if line), "in their order"


def _at(notice, made):
    """Give a notice the place at which it was read, which `repr` shows."""
    return replace(notice, at=next((one.at for one in made.notices if one == notice), None))
