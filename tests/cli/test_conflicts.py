"""Two people and one library: what is said, and not handed out, while texts are in conflict."""

import subprocess

import pytest
from click.testing import CliRunner

from pprkb.cli.main import program
from tests.command_line import invoke
from tests.libraries_of_tests import copy_library

SUMMARY = "data/summaries/2018-11-alliance.md"
CONFLICT = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> theirs\n"


@pytest.fixture
def root(tmp_path):
    return copy_library(tmp_path)


def run(root, *arguments, code=0):
    return invoke("--library", root, *arguments, code=code)


def in_conflict(path, ours, theirs):
    path.write_text(path.read_text(encoding="utf-8") + CONFLICT.format(ours, theirs), "utf-8")


def git(root, *arguments, code=0):
    options = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    done = subprocess.run(
        ["git", *options, *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr


def test_two_branches_that_both_add_are_one_problem(root):
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "data")
    git(root, "commit", "-q", "-m", "begin")
    work = "Berg, A. ({}). A work of the year. Journal of Tests, 1, 1–9."
    for branch, year in (("main", 2001), ("theirs", 2003)):
        git(root, "checkout", "-q", "-B", branch, *([] if branch == "main" else ["HEAD~1"]))
        run(root, "add", "--apa", work.format(year))
        git(root, "commit", "-q", "-am", "add")
    git(root, "merge", "-q", "main", code=1)
    result = run(root, "check", code=1)
    assert "merge-conflict" in result.stdout
    assert result.stdout.count(": error: ") == 1
    assert "put a }" not in result.stdout
    # Both works are read meanwhile, and nothing is written into the file.
    shown = run(root, "list", "--author", "Berg")
    assert shown.stdout.count("Berg (200") == 2
    assert "two versions of the text" in shown.stderr
    before = (root / "data/references.bib").read_bytes()
    refused = run(root, "add", "--apa", work.format(1999), code=3)
    assert "nothing was changed" in refused.stderr
    assert (root / "data/references.bib").read_bytes() == before


WITH_SUMMARY = {
    "letter": ["month", "2018-11", "--letter"],
    "preview": ["preview", "2018-11-alliance", "--no-open"],
    "release": ["release", "2026.1"],
    "release by force": ["release", "2026.1", "--force"],
    "list": ["reading-list", "alliance"],
    "export": ["export", "--key", "fluckiger2018"],
    "effects": ["effects", "--key", "fluckiger2018"],
    "compare": ["compare", "fluckiger2018", "wampold2015"],
    "show": ["show", "fluckiger2018"],
    "show as JSON": ["show", "fluckiger2018", "--json"],
}


@pytest.mark.parametrize("command", list(WITH_SUMMARY))
def test_a_text_in_conflict_is_not_handed_out(root, tmp_path, command):
    in_conflict(root / SUMMARY, "Ours.", "Theirs.")
    arguments = WITH_SUMMARY[command]
    if command not in ("show", "show as JSON"):
        arguments = [*arguments, "-o", tmp_path / "out.txt"]
    result = run(root, *arguments, code=3)
    if command != "release":
        assert f"{SUMMARY}:" in result.stderr
        assert "two versions of the text" in result.stderr
    assert "<<<<<<< HEAD" not in result.output
    assert not (tmp_path / "out.txt").exists()


def test_what_is_not_in_conflict_is_handed_out(root):
    in_conflict(root / SUMMARY, "Ours.", "Theirs.")
    assert "Wampold" in run(root, "export", "--key", "wampold2015").stdout
    assert "[@" not in run(root, "cite", "fluckiger2018").stdout


@pytest.mark.parametrize("name", ["references.bib", "topics.yaml", "research-types.yaml"])
def test_what_all_works_lean_on_holds_everything_back(root, name):
    in_conflict(root / "data" / name, "# ours", "# theirs")
    for command in (["export", "--key", "wampold2015"], ["cite", "wampold2015"]):
        result = run(root, *command, code=3)
        assert f"data/{name}:" in result.stderr
    found = run(root, "check", code=1).stdout
    assert found.count(": error: ") == 1


def test_topics_in_conflict_are_all_known(root):
    path = root / "data/topics.yaml"
    path.write_text(
        CONFLICT.format("topics: []", path.read_text(encoding="utf-8")), encoding="utf-8"
    )
    found = run(root, "check", code=1).stdout
    assert found.count(": error: ") == 1
    assert "unknown-topic" not in found


def test_a_summary_in_conflict_has_one_error(root):
    path = root / SUMMARY
    text = path.read_text(encoding="utf-8")
    path.write_text(CONFLICT.format(text, text.replace("topics:", "tpoics:")), encoding="utf-8")
    found = run(root, "check", code=1).stdout
    assert found.count(": error: ") == 1
    assert found.count("warning") == 0


def test_commands_do_not_edit_a_text_in_conflict(root):
    in_conflict(root / SUMMARY, "Ours.", "Theirs.")
    before = (root / SUMMARY).read_bytes()
    for command in (
        ["link", "2018-11-alliance", "wampold2015"],
        ["rename", "fluckiger2018", "fluckiger18"],
        ["extract", "2018-11-alliance", "--accept", "1"],
        ["extract", "2018-11-alliance"],
    ):
        result = CliRunner().invoke(program, ["--library", str(root), *command])
        assert result.exit_code == 3, result.output
        assert (root / SUMMARY).read_bytes() == before


def test_a_pin_in_conflict_is_said(root):
    run(root, "reading-list", "pin", "alliance")
    path = root / "data/pinned/alliance.json"
    path.write_text(CONFLICT.format(path.read_text(encoding="utf-8"), "{}"), encoding="utf-8")
    assert "data/pinned/alliance.json:1: error" in run(root, "check", code=1).stdout
    result = run(root, "reading-list", "diff", "alliance", code=3)
    assert "pprkb reading-list pin alliance" in result.stderr
    run(root, "reading-list", "pin", "alliance")
    run(root, "reading-list", "diff", "alliance")


def test_a_file_to_be_added_that_is_in_conflict_is_refused(root, tmp_path):
    path = tmp_path / "new.bib"
    path.write_text(CONFLICT.format("@misc{a, title = {A}}", "@misc{b, title = {B}}"))
    before = (root / "data/references.bib").read_bytes()
    assert "new.bib:1: two versions" in run(root, "add", path, code=3).stderr
    assert (root / "data/references.bib").read_bytes() == before


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_references_in_utf_16_without_a_mark_are_one_error(root, encoding):
    path = root / "data/references.bib"
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    before = path.read_bytes()
    found = run(root, "check", code=1).stdout
    assert found.count(": error: ") == 1
    assert "saved as UTF-16 without a mark" in found
    refused = run(root, "add", "--apa", "Berg, A. (2001). A work. Journal, 1, 1–9.", code=3)
    assert "nothing was changed" in refused.stderr
    assert path.read_bytes() == before
