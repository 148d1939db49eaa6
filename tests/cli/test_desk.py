"""The author's desk: a new summary, a look at it, the month."""

import json
import os
import time

import pytest
from click.testing import CliRunner

from pprkb.cli.main import program
from pprkb.knowledge_base import KnowledgeBase
from tests.command_line import invoke
from tests.libraries_of_tests import copy_library

unix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


@pytest.fixture
def root(tmp_path):
    return copy_library(tmp_path)


def run(root, *arguments, code=0, **settings):
    return invoke("--library", root, *arguments, code=code, **settings)


# -- new -------------------------------------------------------------------------------------


def test_an_editor_that_cannot_be_read_is_said(root):
    result = run(
        root,
        *("new", "who2022", "--month", "2019-04", "--title", "Report", "--edit"),
        env={"VISUAL": 'ed "x', "EDITOR": 'ed "x'},
    )
    assert (root / "data/summaries/2019-04-report.md").is_file()
    assert "open data/summaries/2019-04-report.md yourself" in result.stderr


def test_a_title_of_blanks_is_none(root):
    run(root, "new", "who2022", "--month", "2019-04", "--title", "  ")
    assert 'title: "World mental health report' in (
        next((root / "data/summaries").glob("2019-04-*.md")).read_text()
    )


@pytest.mark.parametrize("written", ["2016", "2016-13", "2016-1", "May", "9" * 5000, "²"])
def test_what_is_no_month_is_answered(root, written):
    result = run(root, "month", written, code=3)
    assert "is not a month" in result.stderr
    assert "write it as YYYY-MM: 2016-04" in result.stderr


def test_a_month_is_written_in_the_digits_of_files(root):
    result = run(root, "new", "who2022", "--month", "٢٠١٩-٠٤", code=3)
    assert "is not a month" in result.stderr


def test_a_citation_in_an_indented_line_is_printed(root):
    path = root / "data/summaries/2019-02-debate.md"
    path.write_text(path.read_text() + "\nAnd:\n\n    As @fluckiger2018 says.\n")
    shown = run(root, "preview", "2019-02-debate", "-o", "-").stdout
    assert "As </code>Flückiger et al. (2018)<code> says." in shown


def test_a_new_summary_holds_what_is_known_and_the_two_headings(root):
    result = run(
        root,
        *("new", "fluckiger2018", "--month", "2019-04", "--title", "Alliance: a second look"),
        *("--type", "Meta-analysis", "--topic", "alliance", "--topic", "CBT"),
    )
    path = root / "data/summaries/2019-04-alliance-second-look.md"
    assert path.read_text() == (
        "---\n"
        'title: "Alliance: a second look"\n'
        "month: 2019-04\n"
        "reference: fluckiger2018\n"
        "type: meta-analysis\n"
        "topics: [alliance, cbt]\n"
        "---\n"
        "## Summary\n\n\n"
        "## Practice implications\n\n"
    )
    assert "wrote data/summaries/2019-04-alliance-second-look.md" in result.stderr
    assert "pprkb preview 2019-04-alliance-second-look" in result.stderr


def test_what_is_not_given_is_a_reminder_and_no_mistake(root):
    run(root, "new", "fluckiger2018", "--month", "2019-04")
    found = run(root, "check", "--format", "json", code=0).stdout
    (path,) = {one["path"] for one in json.loads(found) if "2019-04" in one["path"]}
    rules = {one["rule"] for one in json.loads(found) if one["path"] == path}
    assert rules <= {"missing-section", "missing-effects", "missing-implications", "no-effects"}
    assert "# type: " in (root / path).read_text()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["fluckiger2081"], 'did you mean "fluckiger2018"', id="key"),
        pytest.param(
            ["fluckiger2018", "--topic", "aliance"], 'did you mean "alliance"', id="topic"
        ),
        pytest.param(["fluckiger2018", "--type", "novel"], "no research type", id="type"),
        pytest.param(["fluckiger2018", "--month", "April"], "write it as YYYY-MM", id="month"),
        pytest.param(["fluckiger2018", "--month", "2018-11"], "for 2018-11", id="twice"),
    ],
)
def test_mistakes_are_said_and_nothing_is_written(root, arguments, message):
    before = sorted(root.rglob("*.md"))
    assert message in run(root, "new", *arguments, code=3).stderr
    assert sorted(root.rglob("*.md")) == before


def test_a_summary_of_the_same_title_gets_a_file_of_its_own(root):
    for key in ("fluckiger2018", "wampold2015"):
        run(root, "new", key, "--month", "2020-01", "--title", "The same")
    names = sorted(path.name for path in root.glob("data/summaries/2020-01*"))
    assert names == ["2020-01-same-2.md", "2020-01-same.md"]


def test_a_file_that_is_there_is_never_overwritten(root):
    path = root / "data/summaries/2020-01-same.md"
    # Not a summary, so that no summary has its name.
    path.write_text("my notes\n")
    message = run(
        root, "new", "fluckiger2018", "--month", "2020-01", "--title", "The same", code=3
    ).stderr
    assert "exists already" in message
    assert path.read_text() == "my notes\n"


def test_a_dry_run_writes_nothing(root):
    shown = run(root, "new", "fluckiger2018", "--month", "2020-01", "--dry-run").stdout
    assert "reference: fluckiger2018" in shown
    assert not list(root.glob("data/summaries/2020-01*"))


@pytest.mark.skipif(os.name == "nt", reason="the editor is a shell script")
def test_it_is_opened_in_the_editor(root, tmp_path):
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "Written." >> "$1"\n')
    editor.chmod(0o755)
    run(
        root,
        *("new", "fluckiger2018", "--month", "2020-01", "--title", "X", "--edit"),
        env={"VISUAL": str(editor), "EDITOR": str(editor)},
    )
    assert (root / "data/summaries/2020-01-x.md").read_text().endswith("\nWritten.\n")


# -- preview ---------------------------------------------------------------------------------


def test_a_preview_is_a_page_of_one_summary(root, tmp_path):
    page = tmp_path / "page.html"
    run(root, "preview", "2018-11-alliance", "-o", str(page), "--no-open")
    html = page.read_text()
    assert "How strong is the link between alliance and outcome?</h1>" in html
    assert "November 2018" in html
    assert "Ask about the alliance early." in html
    assert "To fix" not in html


def test_a_preview_says_what_is_to_be_fixed(root, tmp_path):
    path = root / "data/summaries/2018-11-alliance.md"
    path.write_text(path.read_text().replace("*r* = .278", "*r* = .28"))
    result = run(root, "preview", str(path), "-o", str(tmp_path / "page.html"))
    assert "quote-not-found" in result.stderr
    assert "To fix before it is published" in (tmp_path / "page.html").read_text()


@pytest.fixture
def drafts(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache/pprkb/preview"


@unix
def test_a_draft_lies_in_a_folder_of_ones_own(root, drafts):
    for _ in range(2):
        result = run(root, "preview", "2018-11-alliance", "--no-open")
    page = drafts / "2018-11-alliance.html"
    assert f"wrote {page}" in result.stderr
    assert "Ask about the alliance early." in page.read_text()
    assert drafts.stat().st_mode & 0o777 == 0o700


@unix
def test_a_draft_follows_no_link_and_old_drafts_go(root, drafts, tmp_path):
    drafts.mkdir(parents=True, mode=0o777)
    victim = tmp_path / "diary.txt"
    victim.write_text("mine")
    (drafts / "2018-11-alliance.html").symlink_to(victim)
    for name, days in (("old", 8), ("new", 6)):
        (drafts / f"{name}.html").write_text("draft")
        os.utime(drafts / f"{name}.html", (time.time() - days * 86400,) * 2)
    run(root, "preview", "2018-11-alliance", "--no-open")
    assert victim.read_text() == "mine"
    assert not (drafts / "2018-11-alliance.html").is_symlink()
    assert sorted(path.stem for path in drafts.iterdir()) == ["2018-11-alliance", "new"]
    assert drafts.stat().st_mode & 0o777 == 0o700


@unix
def test_a_folder_of_drafts_that_is_a_link_is_refused(root, drafts, tmp_path):
    drafts.parent.mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    drafts.symlink_to(tmp_path / "elsewhere")
    result = run(root, "preview", "2018-11-alliance", "--no-open", code=3)
    assert "is not a folder of your own; nothing was written" in result.stderr
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_preview_of_nothing(root):
    assert (
        'did you mean "2018-11-alliance"' in run(root, "preview", "2018-11-aliance", code=3).stderr
    )


# -- month -----------------------------------------------------------------------------------


def test_the_month_says_what_each_summary_lacks(root):
    path = root / "data/summaries/2019-03-second.md"
    path.write_text(
        "---\ntitle: Does it last?\nmonth: 2019-03\nreference: fluckiger2018\n---\n"
        "## Summary\nIt does.\n"
    )
    result = run(root, "month", "2019-03")
    for words in (
        "Does it last?",
        "is missing; write it below",
        "lacks topics",
        "lacks a research type",
        "pprkb extract 2019-03-second",
        "This month… I blog about",
        "“Does it last?”",
    ):
        assert words in result.stdout, words
    assert "left to do" in result.stderr
    # It says itself that it is of no single work.
    assert "lacks a reference" not in result.stdout


@pytest.mark.parametrize(
    ("titles", "line"),
    [
        ([], ""),
        (["A"], "This month… I blog about “A”."),
        (["A", "B?"], "This month… I blog about “A” and “B?”"),
        (["A", "B", "C"], "This month… I blog about “A”, “B”, and “C”."),
    ],
    ids=["none", "one", "two", "three"],
)
def test_the_line_of_the_month(titles, line):
    from pprkb.knowledge_base.month import this_month

    assert this_month(titles) == line


def test_the_letter_tells_each_summary_with_its_reference(root):
    text = run(root, "month", "2018-11", "--letter").stdout
    flat = " ".join(text.split())
    for words in (
        "PPRNet blog, November 2018",
        "I blog about “How strong is the link between alliance and outcome?”",
        "Flückiger, C.",
        "r = .278",
        "Ask about the alliance early.",
    ):
        assert words in flat.replace("\u00a0", " "), words


def test_the_month_in_the_authors_words(root):
    line = run(root, "month", "2018-11", "--about", "the alliance").stdout.splitlines()[-1]
    assert line == "This month… I blog about the alliance."


def test_a_month_without_summaries_says_how_to_begin(root):
    assert "pprkb new KEY --month 2001-01" in run(root, "month", "2001-01").stderr
    assert "pprkb new KEY" in run(root, "month", "2001-01", "--letter", code=3).stderr
    assert "is not a month" in run(root, "month", "April", code=3).stderr


# -- what stands alone ---------------------------------------------------------------------


def test_orphans_both_ways(root):
    bib = root / "data/references.bib"
    bib.write_text(
        bib.read_text() + "\n@book{alone, title = {Alone}, author = {A, B}, year = 2001}\n"
    )
    (root / "data/summaries/2020-05-new.md").write_text(
        "---\ntitle: New\nmonth: 2020-05\n---\n## Summary\nBy @fluckiger2018.\n"
    )
    found = json.loads(run(root, "orphans", "--json").stdout)
    assert "alone" in found["unused"]
    assert found["without_reference"] == ["2020-05-new"]
    text = run(root, "orphans").stdout
    assert "used nowhere" in text
    assert "1 summaries that name no work" in text


def test_suggestions_have_a_score_and_reasons(root):
    (root / "data/summaries/2020-05-new.md").write_text(
        "---\ntitle: New\nmonth: 2020-05\n---\n## Summary\n"
        "Wampold and Imel (2015) say so. Others do not.\n"
    )
    (one,) = json.loads(run(root, "link", "--suggest", "--json").stdout)
    assert one["summary"] == "2020-05-new"
    best = one["suggestions"][0]
    assert best["key"] == "wampold2015"
    assert best["score"] >= 0.5
    assert any("are together" in reason for reason in best["reasons"])
    assert "pprkb link 2020-05-new wampold2015" in run(root, "link", "--suggest").stdout


def test_a_printed_citation_names_the_work(root):
    (root / "data/summaries/2020-05-new.md").write_text(
        "---\ntitle: New\nmonth: 2020-05\n---\n## Summary\n"
        "Flückiger, C., Del Re, A. C., Wampold, B. E., & Horvath, A. O. (2018). The alliance in adult"
        " psychotherapy: A meta-analytic synthesis. Psychotherapy, 55, 316-340.\n\nText.\n"
    )
    (one,) = json.loads(run(root, "link", "--suggest", "--json").stdout)
    best = one["suggestions"][0]
    assert best["key"] == "fluckiger2018"
    assert best["score"] > 0.95
    assert "it is printed in the summary" in best["reasons"]


def test_nothing_is_suggested_where_nothing_fits(root):
    (root / "data/summaries/2020-05-new.md").write_text(
        "---\ntitle: Gardening\nmonth: 2020-05\n---\n## Summary\nRoses need water.\n"
    )
    (one,) = json.loads(run(root, "link", "--suggest", "--json").stdout)
    assert one["suggestions"] == []
    assert "add its work" in run(root, "link", "--suggest").stdout


# -- completion ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shell", "asked", "last"),
    [
        pytest.param("bash", "_PPRKB_COMPLETE=bash_complete $1)", "_pprkb_completion_setup;", id="bash"),
        pytest.param("zsh", '_PPRKB_COMPLETE=zsh_complete pprkb)}")', "fi", id="zsh"),
        pytest.param(
            "fish", "env _PPRKB_COMPLETE=fish_complete COMP_WORDS=(commandline -cp)",
            'complete --no-files --command pprkb --arguments "(_pprkb_completion)";', id="fish",
        ),
    ],
)  # fmt: skip
def test_the_script_of_a_shell(root, shell, asked, last):
    script = run(root, "completion", shell).stdout
    assert asked in script
    assert script.strip().splitlines()[-1] == last


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        pytest.param(
            ["show", "fluck"],
            ["fluckiger2018\tThe alliance in adult psychotherapy: A meta-analytic synthesis"],
            id="key",
        ),
        pytest.param(
            ["preview", "2018"],
            ["2018-11-alliance\tHow strong is the link between alliance and outcome?"],
            id="summary",
        ),
        pytest.param(["list", "--topic", "all"], ["alliance\tAlliance"], id="topic"),
        pytest.param(["list", "--type", "meta"], ["meta-analysis\tMeta-analysis"], id="type"),
        pytest.param(["reading-list", "al"], ["alliance\tThe alliance in a fortnight"], id="list"),
        pytest.param(["cite", "--style", "apa7"], ["apa7\tapa"], id="style"),
        pytest.param(["show", "nobody"], [], id="no such key"),
    ],
)
def test_names_are_completed(root, words, offered):
    run(root, "build")
    line = ["pprkb", "--library", str(root), *words]
    result = CliRunner().invoke(
        program,
        [],
        prog_name="pprkb",
        complete_var="_PPRKB_COMPLETE",
        env={
            "_PPRKB_COMPLETE": "fish_complete",
            "COMP_WORDS": " ".join(line),
            "COMP_CWORD": words[-1],
        },
    )
    assert result.stdout.strip("\n").split("\n") == ([f"plain,{one}" for one in offered] or [""])


def test_without_a_database_nothing_is_offered(tmp_path):
    from pathlib import Path

    from pprkb.query.terms import Names, known_names

    assert known_names(tmp_path / "none.db", Names.KEYS) == []
    broken = Path(tmp_path / "broken.db")
    broken.write_text("not a database")
    assert known_names(broken, Names.KEYS) == []


@pytest.mark.parametrize("begun", ["flu", "FLU"])
def test_only_names_that_begin_so_are_read_for_the_shell(root, tmp_path, begun):
    from pprkb.query.terms import Names, known_names

    database = tmp_path / "pprkb.db"
    KnowledgeBase.open(root, database).build()
    assert [name for name, _ in known_names(database, Names.REFERENCES, begun)] == ["fluckiger2018"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ("--json", "--letter"), "--json does not go with --letter", id="json and letter"
        ),
        pytest.param(("-o", "x.bib"), "known endings are .txt, .text, .md", id="records"),
        pytest.param(("-o", "x.unknown"), "--to FORMAT", id="no format"),
    ],
)
def test_options_of_a_month_that_do_not_go_together(root, arguments, message):
    assert message in run(root, "month", "2018-11", *arguments, code=2).stderr


def test_a_key_that_means_no_work_is_told(root):
    bib = root / "data/references.bib"
    bib.write_text(bib.read_text() + "\n@book{none, title = {A}, author = {B, C}, year = 2001}\n")
    assert "no summary can be of it" in run(root, "check").stdout
