"""The author's word that works which look alike are not one work."""

import pytest

from pprkb.desk.add.works import with_decisions
from pprkb.files.folder import NOT_DUPLICATES_PATH, scan
from pprkb.files.read.known import Known, read_not_duplicates
from pprkb.files.read.load import load_library
from pprkb.files.report import Report
from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.errors import EditError
from pprkb.model.library import FileKind, NotDuplicates, told_apart
from pprkb.model.problem import Rule
from tests.libraries_of_tests import copy_library

KNOWN = Known(references={"one": "one", "two": "two", "old": "two", "three": "three"})
TEXT = """\
# My decisions.
not-duplicates:
  - keys: [one, old]
    reason: "The reply has the title of the article: on purpose."
  - keys: [one, two, three]
"""


def read(text):
    report = Report(NOT_DUPLICATES_PATH)
    return read_not_duplicates(text, report, KNOWN), [str(one) for one in report.problems]


def test_decisions_are_read_and_other_keys_resolved():
    decisions, problems = read(TEXT)
    assert problems == []
    assert [(one.keys, one.reason) for one in decisions] == [
        (("one", "two"), "The reply has the title of the article: on purpose."),
        (("one", "two", "three"), ""),
    ]
    assert str(decisions[0].at) == "data/not-duplicates.yaml:3"
    assert told_apart(decisions) == {
        frozenset(pair) for pair in (("one", "two"), ("one", "three"), ("two", "three"))
    }


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "not-duplicates:\n  - keys: [one, tow]\n",
            'data/not-duplicates.yaml:2: no reference "tow"; did you mean "two"? (unknown-reference)',
        ),
        (
            "not-duplicates:\n  - keys: [one]\n",
            "data/not-duplicates.yaml:2: a decision must name two works that are different;"
            " write keys: [one, other] (bad-value)",
        ),
        (
            "not-duplicates:\n  - keys: [two, old]\n",
            "data/not-duplicates.yaml:2: a decision must name two works that are different;"
            " write keys: [one, other] (bad-value)",
        ),
        (
            "not-duplicates:\n  - reason: why not\n",
            "data/not-duplicates.yaml:2: a decision must name two works that are different;"
            " write keys: [one, other] (bad-value)",
        ),
        (
            "not-duplicates:\n  - keys: [one, two]\n    reasn: x\n",
            'data/not-duplicates.yaml:3: a decision has no field "reasn"; did you mean "reason"?'
            " (unknown-field)",
        ),
        (
            "not-duplicate:\n  - keys: [one, two]\n",
            'data/not-duplicates.yaml:1: the file has no field "not-duplicate";'
            ' did you mean "not-duplicates"? (unknown-field)',
        ),
        (
            "not-duplicates: one\n",
            'data/not-duplicates.yaml:1: "not-duplicates" must be a list, each a decision beginning'
            " with a hyphen (bad-value)",
        ),
    ],
    ids=["typo", "one key", "one work", "no keys", "field", "list", "no list"],
)
def test_mistakes_are_said(text, problem):
    _, problems = read(text)
    assert problems == [problem]


def test_what_is_wrong_does_not_spoil_the_rest():
    decisions, _ = read("not-duplicates:\n  - keys: [tow]\n  - keys: [one, three]\n")
    assert [one.keys for one in decisions] == [("one", "three")]


def decision(*keys, reason=""):
    return NotDuplicates(keys=keys, reason=reason)


def test_the_first_decision_makes_the_file():
    content = with_decisions(
        None, NOT_DUPLICATES_PATH, [decision("one", "two", reason="No: it is.")]
    )
    assert content == (
        b"# Works that look like one and are not: `check` and `add` are silent about them.\n"
        b"not-duplicates:\n"
        b"  - keys: [one, two]\n"
        b'    reason: "No: it is."\n'
    )


@pytest.mark.parametrize(
    "before",
    [
        TEXT,
        TEXT.replace("\n", "\r\n"),
        "\ufeff" + TEXT,
        TEXT + "  # the end\n",
        "not-duplicates:\n- keys: [one, two]",
        "not-duplicates: []\n",
    ],
    ids=["plain", "CRLF", "BOM", "comment", "margin", "empty"],
)
def test_a_further_decision_changes_no_other_line(before):
    after = with_decisions(before.encode(), NOT_DUPLICATES_PATH, [decision("three", "one")])
    decisions, problems = read(after.decode().removeprefix("\ufeff"))
    old, _ = read(before.removeprefix("\ufeff"))
    assert problems == []
    assert decisions == (*old, decision("three", "one"))
    kept = before.replace("[]", "").rstrip().splitlines()
    lines = after.decode().splitlines()
    assert [line for line in lines if line not in kept and "three, one" not in line] == []


def test_a_file_that_cannot_be_edited_is_left():
    for content in (b"not-duplicates: [{keys: [one, two]}]\n", b"not-duplicates: {\n"):
        with pytest.raises(EditError):
            with_decisions(content, NOT_DUPLICATES_PATH, [decision("one", "three")])


TWIN = """
@article{twin2018,
  author = {Flückiger, Christoph},
  title = {The alliance in adult psychotherapy: A meta-analytic synthesis},
  journal = {Psychotherapy},
  year = {2018},
}
"""


@pytest.fixture
def root(tmp_path):
    root = copy_library(tmp_path)
    path = root / "data/references.bib"
    path.write_text(path.read_text(encoding="utf-8") + TWIN, encoding="utf-8")
    return root


def test_check_keeps_silent_on_a_pair_that_is_told_apart(root, tmp_path):
    base = KnowledgeBase(root, tmp_path / "pprkb.db")
    (problem,) = base.check()
    assert problem.rule is Rule.DUPLICATE_REFERENCE
    assert problem.key == "twin2018"
    decisions = root / NOT_DUPLICATES_PATH
    # By the other key of the work, as everywhere.
    decisions.write_text("not-duplicates:\n  - keys: [twin2018, flueckiger18]\n")
    assert base.check() == ()
    assert load_library(scan(root)).not_duplicates[0].keys == ("twin2018", "fluckiger2018")


def test_the_database_notices_the_file(root, tmp_path):
    base = KnowledgeBase(root, tmp_path / "pprkb.db")
    base.build()
    path = root / NOT_DUPLICATES_PATH
    path.write_text("not-duplicates:\n  - keys: [twin2018, nobody]\n")
    built, counts = base.build()
    assert built.added == (NOT_DUPLICATES_PATH,)
    assert (built.reread, counts.errors) == ((), 1)
    assert base.build()[0].added == ()
    path.write_text("not-duplicates:\n  - keys: [twin2018, flueckiger18]\n")
    built, counts = base.build()
    assert (built.changed, counts.errors) == ((NOT_DUPLICATES_PATH,), 0)
    # A key that goes is noticed, though the file stays as it is.
    bib = root / "data/references.bib"
    bib.write_text(bib.read_text(encoding="utf-8").replace(TWIN, ""), encoding="utf-8")
    built, counts = base.build()
    assert NOT_DUPLICATES_PATH in built.reread
    assert counts.errors == 1
    path.unlink()
    built, counts = base.build()
    assert (built.removed, counts.errors) == ((NOT_DUPLICATES_PATH,), 0)


def test_a_file_with_the_other_extension_is_told(root):
    (root / "data/not-duplicates.yml").write_text("not-duplicates: []\n")
    (problem,) = scan(root).problems
    assert problem.hint == f"rename it to {NOT_DUPLICATES_PATH}"
    assert FileKind.NOT_DUPLICATES not in {file.kind for file in scan(root).files}
