"""Lists begun, suggested, pinned, and compared with how they were."""

import json
import zipfile

import pytest
import yaml
from click.testing import CliRunner

from pprkb.cli.main import program
from tests.command_line import invoke
from tests.libraries_of_tests import copy_library, made_library


@pytest.fixture
def root(tmp_path):
    return copy_library(tmp_path)


def run(root, *arguments, code=0):
    return invoke("--library", root, *arguments, code=code)


def listed(root, slug):
    found = json.loads(run(root, "reading-list", slug, "--to", "csl-json").stdout)
    return [one["id"] for one in found]


QUESTION = """\
title: What is new
# kept as it is
sections:
  - heading: Week 1
    date: 2027-01-11
    items:
      - topic: relationship   # the newest
        max: 1
        note: See @wampold2015.
  - heading: Week 2
    items:
      - reference: fluckiger2018
"""


@pytest.fixture
def questions(root):
    (root / "data/reading-lists/new.yaml").unlink(missing_ok=True)
    path = root / "data/reading-lists/fresh.yaml"
    path.write_text(QUESTION)
    return path


def newer_summary(root):
    (root / "data/references.bib").open("a").write(
        "\n@article{later2030, author = {Later, A.}, title = {A later work}, journal = {J},\n"
        "  year = 2030, volume = 1, pages = {1--2}}\n"
    )
    (root / "data/summaries/2030-01-later.md").write_text(
        "---\ntitle: Later still\nmonth: 2030-01\nreference: later2030\ntopics: [relationship]\n"
        "type: review\n---\n## Summary\nText.\n\n## Practice implications\nText.\n"
    )


# -- writing ---------------------------------------------------------------------------------


def test_a_slug_is_short_for_write(root):
    short = run(root, "reading-list", "alliance").stdout
    assert short == run(root, "reading-list", "write", "alliance").stdout
    assert "Flückiger" in short
    assert "alliance" in run(root, "reading-list").stdout
    assert "did you mean" in run(root, "reading-list", "aliance", code=3).stderr


def test_a_week_shows_its_date(root, questions):
    text = run(root, "reading-list", "fresh").stdout
    assert "Monday, January 11, 2027" in text
    assert (
        "Monday 11 January 2027" in run(root, "reading-list", "fresh", "--locale", "en-GB").stdout
    )


@pytest.mark.parametrize(
    ("written", "language", "words"),
    [
        ("2027-01-11", "en-US", "Monday, January 11, 2027"),
        ("2027-01-11", "en-GB", "Monday 11 January 2027"),
        ("2027-01-11/2027-01-15", "en-US", "January 11–15, 2027"),
        ("2027-01-30/2027-02-05", "en-US", "January 30 – February 5, 2027"),
        ("2026-12-28/2027-01-05", "en-GB", "28 December 2026 – 5 January 2027"),
        ("2027-01-11", "de-DE", "2027-01-11"),
        ("Reading week", "en-US", "Reading week"),
        ("2027-02-30", "en-US", "2027-02-30"),
        ("2027-01-11/2027-01-12/2027-01-13", "en-US", "2027-01-11/2027-01-12/2027-01-13"),
    ],
)
def test_dates_in_words(written, language, words):
    from pprkb.documents.course import in_words

    assert in_words(written, language) == words


# -- new and suggest ---------------------------------------------------------------------------


def test_a_new_list_is_read_and_written(root):
    run(
        root,
        "reading-list",
        "new",
        "fall-2027",
        "--title",
        "Fall: a list",
        "--topic",
        "CBT",
        "--course",
        "PSY 1",
        "--term",
        "Fall 2027",
        "--max",
        "2",
    )
    made = yaml.safe_load((root / "data/reading-lists/fall-2027.yaml").read_text())
    assert made["title"] == "Fall: a list"
    assert made["course"] == {"code": "PSY 1", "term": "Fall 2027"}
    assert made["sections"][0]["items"] == [{"topic": "cbt", "max": 2}]
    assert "Fall: a list" in run(root, "reading-list", "fall-2027").stdout


def test_a_course_of_weeks(root):
    run(root, "reading-list", "new", "weeks", "--title", "T", "--weeks", "3")
    made = yaml.safe_load((root / "data/reading-lists/weeks.yaml").read_text())
    assert [section["heading"] for section in made["sections"]] == ["Week 1", "Week 2", "Week 3"]


def dates(root, slug):
    made = yaml.safe_load((root / f"data/reading-lists/{slug}.yaml").read_text())
    return [str(section.get("date", "")) for section in made["sections"]]


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (("--weeks", "2"), ["", ""]),
        (("--weeks", "3", "--start", "2027-01-11"), ["2027-01-11", "2027-01-18", "2027-01-25"]),
        (
            ("--weeks", "3", "--start", "2027-02-15", "--skip", "2027-02-24"),
            ["2027-02-15", "2027-03-01", "2027-03-08"],
        ),
        (("--weeks", "1", "--start", "2027-01-11", "--skip", "2027-01-17"), ["2027-01-18"]),
        (("--weeks", "1", "--start", "2027-01-11", "--skip", "2027-01-18"), ["2027-01-11"]),
        (("--topic", "cbt", "--topic", "alliance", "--start", "2028-02-28"), ["2028-02-28", "2028-03-06"]),
    ],
    ids=["no start", "weekly", "a reading week", "its Sunday", "the Monday after", "topics"],
)  # fmt: skip
def test_a_new_list_dates_its_weeks(root, arguments, wanted):
    run(root, "reading-list", "new", "weeks", "--title", "T", *arguments)
    assert dates(root, "weeks") == wanted


DATED = """\
title: Last year   # mine
course: {code: PSY 1, term: Winter 2027}
sections:
  - heading: Week 1
    date: 2027-01-11   # a Monday
    items:
      - topic: relationship
        max: 1
  - heading: Reading week
    date: 2027-02-22/2027-02-26
    note: No meeting.
  - heading: Week 3
    date: to be announced
    items:
      - reference: fluckiger2018
"""


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ((), ["2027-01-11", "2027-02-22/2027-02-26", "to be announced"]),
        (
            ("--start", "2028-01-10"),
            ["2028-01-10", "2028-02-21/2028-02-25", "to be announced"],
        ),
        (
            ("--start", "2026-01-12"),
            ["2026-01-12", "2026-02-23/2026-02-27", "to be announced"],
        ),
    ],
    ids=["kept", "a later year", "an earlier year"],
)
def test_a_copied_list_keeps_its_text_and_moves_its_dates(root, arguments, wanted):
    path = root / "data/reading-lists/old.yaml"
    path.write_text(DATED)
    run(root, "reading-list", "copy", "old", "next", "--term", "Winter 2028", *arguments)
    copied = (root / "data/reading-lists/next.yaml").read_text()
    assert dates(root, "next") == wanted
    assert path.read_text() == DATED
    expected = DATED.replace("Winter 2027", "Winter 2028")
    for before, after in zip(dates(root, "old"), wanted, strict=True):
        expected = expected.replace(before, after)
    assert copied == expected


def test_a_copy_without_dates_meets_weekly_from_its_start(root):
    run(root, "reading-list", "new", "old", "--title", "T", "--weeks", "2")
    run(root, "reading-list", "copy", "old", "next", "--start", "2028-01-10")
    assert dates(root, "next") == ["2028-01-10", "2028-01-17"]


def test_a_copy_remembers_what_its_original_was_pinned_with(root, questions):
    run(root, "reading-list", "pin", "fresh")
    newer_summary(root)
    run(root, "reading-list", "copy", "fresh", "next")
    assert listed(root, "next") == listed(root, "fresh")
    assert run(root, "reading-list", "diff", "next").stdout == (
        run(root, "reading-list", "diff", "fresh").stdout
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("nothing", "next", 'no reading list "nothing"'),
        ("fresh", "fresh", 'a list "fresh" already'),
        ("fresh", "Next", "cannot be the name of a list"),
    ],
    ids=["no list", "taken", "no name"],
)
def test_a_list_that_cannot_be_copied(root, questions, old, new, message):
    before = sorted(root.rglob("*"))
    assert message in run(root, "reading-list", "copy", old, new, code=3).stderr
    assert sorted(root.rglob("*")) == before


# -- importance --------------------------------------------------------------------------------

OWN_WORDS = """\
title: Words of my own
importance: [required, recommended, optional]
sections:
  - heading: Week 1
    items:
      - reference: wampold2015
        importance: Required
      - topic: relationship
        importance: optional
        max: 1
"""


def test_a_list_can_choose_its_words_for_importance(root):
    path = root / "data/reading-lists/own.yaml"
    path.write_text(OWN_WORDS)
    text = run(root, "reading-list", "own").stdout
    assert "[required]" in text
    assert "[optional]" in text
    assert (
        "Optional reading"
        in run(root, "reading-list", "own", "--to", "ris", "--depth", "implications").stdout
    )
    run(root, "reading-list", "pin", "own")
    assert "[optional]" in run(root, "reading-list", "own").stdout


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("", "use one of essential, recommended, further; a list can name its own words"),
        ("importance: [core, optional]\n", "use one of core, optional"),
    ],
    ids=["ours", "its own"],
)
def test_an_importance_that_is_not_among_the_words(root, words, hint):
    text = OWN_WORDS.replace("importance: [required, recommended, optional]\n", words)
    (root / "data/reading-lists/own.yaml").write_text(text)
    said = run(root, "check", code=1).stdout
    assert "own.yaml:" in said
    assert '"Required" is not a known importance' in said
    assert hint in said


# -- what a list check says --------------------------------------------------------------------


def test_a_week_with_a_note_alone_is_not_empty(root):
    path = root / "data/reading-lists/week.yaml"
    path.write_text(
        "title: T\nsections:\n  - heading: Reading week\n    note: No meeting.\n"
        "  - heading: Nothing\n"
    )
    printed = run(root, "check").stdout
    assert 'the section "Nothing" is empty' in printed
    assert "Reading week" not in printed


@pytest.mark.parametrize(
    ("slug", "arguments", "message"),
    [
        ("alliance", (), 'a list "alliance" already'),
        ("pin", (), "cannot be the name of a list"),
        ("../x", (), "cannot be the name of a list"),
        ("x", ("--topic", "aliance"), "did you mean"),
    ],
    ids=["taken", "a command", "a path", "no topic"],
)
def test_a_list_that_cannot_be_begun(root, slug, arguments, message):
    before = sorted(root.rglob("*.yaml"))
    assert (
        message in run(root, "reading-list", "new", slug, "--title", "T", *arguments, code=3).stderr
    )
    assert sorted(root.rglob("*.yaml")) == before


def test_suggestions_can_be_pasted_and_say_why(root):
    text = run(root, "reading-list", "suggest", "--max", "2").stdout
    items = yaml.safe_load(text)
    assert len(items) == 2
    reasons = json.loads(run(root, "reading-list", "suggest", "--json").stdout)
    assert all(one["reasons"] for one in reasons)
    assert [one["key"] for one in reasons[:2]] == [item["reference"] for item in items]


def test_suggestions_are_balanced_over_types():
    from pprkb.desk.lists.suggest import suggest_items
    from pprkb.model.reference import PartialDate, Reference, ReferenceType
    from pprkb.model.summary import Article, ResearchType, Summary

    def article(key, year, kind):
        return Article(
            reference=Reference(
                key=key, type=ReferenceType.BOOK, title=key, issued=PartialDate(year=year)
            ),
            summaries=(Summary(id=key, title=key),),
            types=(ResearchType(id=kind, label=kind),),
        )

    articles = [
        article("t1", 2020, "trial"),
        article("t2", 2020, "trial"),
        article("t3", 2020, "trial"),
        article("q1", 2018, "qualitative"),
    ]
    chosen = suggest_items(articles, at_most=3)
    assert [one.article.key for one in chosen] == ["t1", "q1", "t2"]
    assert "the first qualitative of the list" in chosen[1].reasons
    assert suggest_items([], at_most=3) == ()


# -- pin and diff ------------------------------------------------------------------------------


def test_a_pinned_question_keeps_its_answer(root, questions):
    before = listed(root, "fresh")
    run(root, "reading-list", "pin", "fresh")
    text = questions.read_text()
    (added,) = [line for line in text.splitlines() if line not in QUESTION.splitlines()]
    assert added.strip() == f"pinned: [{before[0]}]"
    newer_summary(root)
    assert listed(root, "fresh") == before
    run(root, "reading-list", "unpin", "fresh")
    assert questions.read_text() == QUESTION
    assert listed(root, "fresh")[0] == "later2030"


def test_pinning_changes_nothing_that_is_printed(root, questions):
    """A work with two summaries, one of which is on the topic of the question."""
    (root / "data/summaries/2030-01-other.md").write_text(
        "---\ntitle: Another post\nmonth: 2030-01\nreference: wampold2015\ntopics: [cbt]\n---\n"
        "## Summary\nNothing.\n\n## Practice implications\nDo otherwise.\n"
    )
    text = questions.read_text().replace("max: 1", "max: 5")
    questions.write_text(
        text.replace("  - heading: Week 2\n    items:\n      - reference: fluckiger2018\n", "")
    )
    printed = run(root, "reading-list", "fresh", "--depth", "full").stdout
    run(root, "reading-list", "pin", "fresh")
    assert "wampold2015" in questions.read_text()
    assert run(root, "reading-list", "fresh", "--depth", "full").stdout == printed
    changed = run(root, "reading-list", "diff", "fresh")
    assert changed.stdout == ""
    assert changed.stderr.startswith("nothing has changed")


def test_pinning_twice_changes_nothing(root, questions):
    run(root, "reading-list", "pin", "fresh")
    first = {path: path.read_bytes() for path in (root / "data").rglob("*") if path.is_file()}
    run(root, "reading-list", "pin", "fresh")
    again = {path: path.read_bytes() for path in (root / "data").rglob("*") if path.is_file()}
    assert again == first


def test_a_dry_run_pins_nothing(root, questions):
    shown = run(root, "reading-list", "pin", "fresh", "--dry-run").stdout
    assert "+        pinned: [" in shown
    assert questions.read_text() == QUESTION
    assert not (root / "data/pinned").exists()


def test_the_difference_since_it_was_pinned(root, questions):
    run(root, "reading-list", "pin", "fresh")
    assert "nothing has changed" in run(root, "reading-list", "diff", "fresh").stderr
    newer_summary(root)
    bib = root / "data/references.bib"
    bib.write_text(bib.read_text().replace("A meta-analytic synthesis", "A synthesis"))
    summary = root / "data/summaries/2018-11-alliance.md"
    text = summary.read_text().replace("k: 295", "k: 296")
    summary.write_text(text.replace("    quote:", "    superseded_by: later2030\n    quote:"))
    changes = json.loads(run(root, "reading-list", "diff", "fresh", "--json").stdout)
    kinds = {change["kind"]: change for change in changes}
    assert kinds["changed-reference"]["before"] != kinds["changed-reference"]["after"]
    assert "k = 295" in kinds["changed-effect"]["before"]
    assert "k = 296" in kinds["changed-effect"]["after"]
    assert kinds["superseded"]["after"] == "later2030"
    assert "Later still" in kinds["new-summary"]["what"]
    shown = run(root, "reading-list", "diff", "fresh").stdout
    assert "superseded" in shown.splitlines()[0]


def test_what_was_never_pinned_says_what_to_do(root, questions):
    assert run(root, "reading-list", "diff", "fresh", code=3).stderr == (
        'pprkb: the list "fresh" is not pinned, so there is nothing to compare it with\n'
        "       pin it now: pprkb reading-list pin fresh\n"
    )


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"format": 9}', b"\xff"])
def test_a_damaged_memory_is_said(root, questions, content):
    run(root, "reading-list", "pin", "fresh")
    (root / "data/pinned/fresh.json").write_bytes(content)
    said, advice = run(root, "reading-list", "diff", "fresh", code=3).stderr.splitlines()
    assert said.startswith("pprkb: data/pinned/fresh.json cannot be read: ")
    assert advice == (
        "       take it from your backup; or pin the list again: pprkb reading-list pin fresh"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("slug", 1),
        ("month", None),
        ("works", []),
        ("works", {"fluckiger2018": "a work"}),
        ("topics", "alliance"),
        ("topics", [1]),
        ("known", ["a"]),
        ("known", {"a": 1}),
        ("findings", {"a": "b"}),
        ("more", 1),
    ],
)
def test_a_memory_of_other_values_is_said(root, questions, name, value):
    run(root, "reading-list", "pin", "fresh")
    path = root / "data/pinned/fresh.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {name: value}))
    said, _ = run(root, "reading-list", "diff", "fresh", code=3).stderr.splitlines()
    assert said == "pprkb: data/pinned/fresh.json cannot be read: it does not hold what it should"


@pytest.mark.parametrize(
    ("name", "value"),
    [("reference", 1), ("summaries", [1]), ("notices", "a"), ("effects", {"a": {"words": 1}})],
)
def test_a_memory_of_another_work_is_said(root, questions, name, value):
    run(root, "reading-list", "pin", "fresh")
    path = root / "data/pinned/fresh.json"
    snapshot = json.loads(path.read_text())
    next(iter(snapshot["works"].values()))[name] = value
    path.write_text(json.dumps(snapshot))
    said, _ = run(root, "reading-list", "diff", "fresh", code=3).stderr.splitlines()
    assert said == "pprkb: data/pinned/fresh.json cannot be read: it does not hold what it should"


def test_a_list_with_mistakes_is_not_pinned(root, questions):
    questions.write_text(QUESTION.replace("reference: fluckiger2018", "reference: nobody"))
    before = questions.read_bytes()
    result = run(root, "reading-list", "pin", "fresh", code=3)
    assert 'data/reading-lists/fresh.yaml:12: no reference "nobody"' in result.stderr
    assert questions.read_bytes() == before
    assert not (root / "data/pinned").exists()


# -- lists that are not understood -----------------------------------------------------------

COMMANDS = {
    "write": ["write", "fresh", "-o", "out.docx"],
    "records": ["write", "fresh", "--to", "ris", "-o", "out.ris"],
    "cartridge": ["write", "fresh", "-o", "out.imscc"],
    "pin": ["pin", "fresh"],
    "unpin": ["unpin", "fresh"],
    "diff": ["diff", "fresh"],
}


@pytest.fixture
def pinned(root, questions, tmp_path, monkeypatch):
    """A list that was pinned and written last week."""
    run(root, "reading-list", "pin", "fresh")
    monkeypatch.chdir(tmp_path)
    for name in ("out.docx", "out.ris", "out.imscc"):
        (tmp_path / name).write_text("of last week")
    return questions


def kept(root, tmp_path):
    files = [*(root / "data").rglob("*"), *tmp_path.glob("out.*")]
    return {path: path.read_bytes() for path in files if path.is_file()}


@pytest.mark.parametrize("command", list(COMMANDS))
def test_a_list_that_cannot_be_read_is_not_empty(root, pinned, tmp_path, command):
    pinned.write_text(pinned.read_text().replace("title: What is new", 'title: "What is new'))
    before = kept(root, tmp_path)
    options = ["--with-errors"] if command in ("write", "records", "cartridge") else []
    result = run(root, "reading-list", *COMMANDS[command], *options, code=3)
    assert "data/reading-lists/fresh.yaml:" in result.stderr
    assert "a quotation mark is not closed" in result.stderr or "a colon" in result.stderr
    assert kept(root, tmp_path) == before


@pytest.mark.parametrize("command", list(COMMANDS))
def test_a_list_with_errors_is_not_handed_out(root, pinned, tmp_path, command):
    text = pinned.read_text().replace("reference: fluckiger2018", "reference: fluckiger2810")
    pinned.write_text(text.replace("date:", "daet:"))
    before = kept(root, tmp_path)
    result = run(root, "reading-list", *COMMANDS[command], code=3)
    assert "data/reading-lists/fresh.yaml:5: " in result.stderr
    if command != "unpin":
        assert 'yaml:13: no reference "fluckiger2810"' in result.stderr
        assert "nothing was written" in result.stderr
    assert kept(root, tmp_path) == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", 'needs the field "title"', id="nothing"),
        pytest.param("# to do\n", 'needs the field "title"', id="a comment"),
        pytest.param("- a\n", "must be written as", id="no names"),
        pytest.param("title: T\n", "has no sections", id="a title"),
        pytest.param("title: T\nsections: []\n", "has no sections", id="no sections"),
        pytest.param("title: T\nsections: later\n", "must be a list", id="a word"),
        pytest.param(QUESTION.replace("items:", "itmes:"), 'no field "itmes"', id="no items"),
    ],
)
@pytest.mark.parametrize("command", ["write", "pin", "diff"])
def test_a_list_of_nothing_is_not_handed_out(root, pinned, tmp_path, command, text, message):
    pinned.write_text(text)
    before = kept(root, tmp_path)
    assert message in run(root, "reading-list", *COMMANDS[command], code=3).stderr
    assert kept(root, tmp_path) == before


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda text: text.replace("\n", "\0\n", 1), id="NUL bytes"),
        pytest.param(lambda text: text.replace("title: What", 'title: "What'), id="YAML"),
        pytest.param(
            lambda text: f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> theirs\n", id="conflict"
        ),
    ],
)
def test_the_check_of_a_list_says_why_it_is_not_handed_out(root, questions, damage):
    questions.write_text(damage(questions.read_text()))
    assert ": error: " in run(root, "reading-list", "check", "fresh", code=1).stdout
    run(root, "reading-list", "fresh", "--with-errors", code=3)


GAPS = """\
title: Gaps
ttile: x
sections:
  - heading: One
    items:
      - reference: wampold2105
      - reference: fluckiger2018
        importance: esential
      - topic: aliance
      - reference: wampold2015
  - heading: Two
    items:
      - reference: who2202
"""


def test_with_errors_the_gaps_are_shown_where_they_are(root):
    (root / "data/reading-lists/gaps.yaml").write_text(GAPS)
    result = run(root, "reading-list", "gaps", "--with-errors", "--to", "text")
    lines = [line for line in result.stdout.splitlines() if line.strip()]
    shown = [line for line in lines if line.startswith(("! [", "Fl", "Wam", "One", "Two"))]
    assert [line.removeprefix("! ")[:24] for line in shown] == [
        "[not understood: a readi",
        "One",
        '[missing: no reference "',
        "Flückiger, C., Del Re, A",
        '[not understood: "esenti',
        '[missing: no topic "alia',
        "Wampold, B. E., & Imel, ",
        "Two",
        '[missing: no reference "',
    ]
    assert '[missing: no reference "wampold2105"]' in result.stdout
    assert "5 errors in the list" in result.stderr


@pytest.mark.parametrize(
    "to", ["text", "markdown", "html", "html-fragment", "latex", "docx", "odt", "imscc"]
)
def test_every_document_shows_the_gap(root, tmp_path, to):
    (root / "data/reading-lists/gaps.yaml").write_text(GAPS)
    out = tmp_path / "out"
    run(root, "reading-list", "gaps", "--with-errors", "--to", to, "-o", str(out))
    content = out.read_bytes()
    if zipfile.is_zipfile(out):
        with zipfile.ZipFile(out) as archive:
            content = b"".join(map(archive.read, archive.namelist()))
    assert b"wampold2105" in content
    assert b"who2202" in content


def test_records_say_the_gap_beside_them(root):
    (root / "data/reading-lists/gaps.yaml").write_text(GAPS)
    result = run(root, "reading-list", "gaps", "--with-errors", "--to", "ris")
    assert result.stdout.count("TY  - ") == 2
    assert 'gaps.yaml:6: no reference "wampold2105"' in result.stderr


# -- check -----------------------------------------------------------------------------------


def test_a_list_is_checked_alone_with_its_notes(root, questions):
    text = QUESTION.replace(
        "reference: fluckiger2018", "reference: fluckiger2018\n        note: ok"
    )
    questions.write_text(text)
    assert "nothing to fix" in run(root, "reading-list", "check", "fresh").stderr
    bib = root / "data/references.bib"
    bib.write_text(
        bib.read_text()
        + "\n@book{bare2001, author = {Bare, A.}, title = {B}, year = 2001,\n  publisher = {P}}\n"
    )
    questions.write_text(text + "      - reference: bare2001\n")
    alone = run(root, "reading-list", "check", "fresh").stdout
    assert alone == "1 work has no summary: bare2001\n"
    bib.write_text(
        bib.read_text() + bib.read_text().rpartition("@")[2].join(["@", ""]).replace("bare", "more")
    )
    items = "".join(f"      - reference: {key}\n" for key in ("bare2001", "more2001", "nobody"))
    questions.write_text(text + items)
    result = run(root, "reading-list", "check", "fresh", code=1)
    assert result.stdout.endswith("2 works have no summary: bare2001, more2001\n")
    assert 'no reference "nobody"' in result.stdout
    assert "did you mean" in run(root, "reading-list", "check", "frehs", code=3).stderr


def test_a_renamed_work_is_the_same_work_a_year_later(root, questions):
    run(root, "reading-list", "pin", "fresh")
    result = CliRunner().invoke(program, ["--library", str(root), "rename", "fluckiger2018", "f18"])
    assert result.exit_code == 0, result.output
    assert "nothing has changed" in run(root, "reading-list", "diff", "fresh").stderr
    (root / "data/retractions.yaml").write_text(
        "notices:\n  - reference: f18\n    nature: retraction\n    date: 2026-01-01\n"
    )
    changes = json.loads(run(root, "reading-list", "diff", "fresh", "--json").stdout)
    assert [change["kind"] for change in changes] == ["notice"]


def test_a_question_that_no_work_answers_is_named(root, questions):
    questions.write_text(QUESTION.replace("max: 1", "since: 2031"))
    said = 'no further work answers "topic: relationship, since: 2031"'
    where = "data/reading-lists/fresh.yaml:7:"
    assert run(root, "reading-list", "fresh").stderr == f"{where} {said}\n"
    assert f"{where} warning: fresh: {said}" in run(root, "reading-list", "check", "fresh").stdout
    questions.write_text(QUESTION)
    assert run(root, "reading-list", "fresh").stderr == ""


def test_a_question_that_no_work_answers_stays_so_where_it_is_pinned(root, questions):
    unasked = QUESTION.replace("max: 1", "since: 2030")
    questions.write_text(unasked)
    run(root, "reading-list", "pin", "fresh")
    assert "pinned: []" in questions.read_text()
    newer_summary(root)
    assert listed(root, "fresh") == ["fluckiger2018"]
    run(root, "reading-list", "unpin", "fresh")
    assert questions.read_text() == unasked
    assert listed(root, "fresh") == ["later2030", "fluckiger2018"]


def test_a_post_of_no_work_cannot_be_pinned_and_this_is_said(root, questions):
    questions.write_text(
        QUESTION.replace("topic: relationship", "topic: cbt").replace("max: 1", "max: 9")
    )
    assert "not pinned" in run(root, "reading-list", "pin", "fresh").stderr
    assert "nothing has changed" in run(root, "reading-list", "diff", "fresh").stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(("new", "con", "--title", "T"), 3, "cannot be the name", id="a device"),
        pytest.param(("new", "x", "--title", " "), 3, "no title", id="no title"),
        pytest.param(
            ("new", "x", "--title", "T", "--topic", "cbt", "--weeks", "3"),
            2,
            "choose one",
            id="both",
        ),
    ],
)
def test_what_makes_no_list(root, arguments, code, message):
    assert message in run(root, "reading-list", *arguments, code=code).stderr


def test_what_is_not_pinned_is_not_unpinned(root, questions):
    assert run(root, "reading-list", "unpin", "fresh").stderr == "fresh is not pinned\n"


def test_a_work_is_new_for_three_years(tmp_path):
    entry = "@book{{w{0}, author={{Berg, A.}}, title={{Alliance {0}}}, publisher={{P}}, year={0}, keywords={{alliance}}}}\n"
    root = made_library(
        tmp_path, {"references.bib": "".join(map(entry.format, (2016, 2017, 2020)))}
    )
    shown = json.loads(run(root, "reading-list", "suggest", "--topic", "alliance", "--json").stdout)
    assert {one["key"]: one["reasons"][0] for one in shown} == {
        "w2020": "the newest work (2020)",
        "w2017": "new (2017)",
        "w2016": "not summarised yet",
    }


@pytest.mark.parametrize(("count", "shown", "more"), [(5, 5, []), (6, 5, ["and 1 more"])])
def test_five_errors_of_a_list_are_shown(tmp_path, count, shown, more):
    items = "".join(f"      - reference: none{number}\n" for number in range(count))
    files = {
        "references.bib": "",
        "reading-lists/l.yaml": f"title: L\nsections:\n  - heading: H\n    items:\n{items}",
    }
    root = made_library(tmp_path, files)
    said = run(root, "reading-list", "l", code=3).stderr.splitlines()
    errors = [line for line in said if "no reference" in line]
    assert len(errors) == shown
    assert [line.strip() for line in said if line.strip().startswith("and ")] == more


def test_a_list_outside_the_library_is_told_where_lists_are(root):
    result = run(root, "reading-list", "own.yaml", code=3)
    assert "a list is a file of data/reading-lists: move it there" in result.stderr
