"""`check`: what is printed, which files it is asked about, how it ends."""

import json
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from pprkb.cli.problems import annotation
from pprkb.model.problem import Location, Problem, Rule
from tests.command_line import invoke
from tests.libraries_of_tests import LIBRARIES, copy_library, made_library

ROOT = Path(__file__).parents[2]
LISTS = LIBRARIES / "broken" / "lists"
NOTE = "@article{one, author = {A, B}, title = {T}, journal = {J}, year = 2015, volume = 1}\n"
WARNING = "@book{two, author = {A, B}, title = {U}, year = 2015}\n"


@pytest.fixture
def root(tmp_path):
    return copy_library(tmp_path)


@pytest.fixture
def run(root):
    def call(*arguments, code=0, library=root):
        return invoke("--library", library, "check", *arguments, code=code)

    return call


def test_a_sound_library(run):
    result = run()
    assert result.stdout == ""
    assert result.stderr == (
        "nothing to fix\n"
        "5 notes, shown by --notes: 2 unused-reference, 1 unsummarised-item, 1 missing-doi, "
        "1 no-effects\n"
    )


def test_a_library_without_notes(run, tmp_path):
    bibtex = NOTE.replace("volume = 1", "doi = {10.1000/x}")
    library = made_library(tmp_path / "quiet", {"references.bib": bibtex})
    assert run(library=library).stderr == "nothing to fix\n"


def test_a_broken_library(run):
    result = run(code=1, library=LISTS)
    assert result.stdout.splitlines()[:2] == [
        "data/reading-lists/bare.yaml:1: warning: bare: the list has no sections (empty-list)",
        "    write `sections:` with a heading and items",
    ]
    assert result.stderr.splitlines() == [
        "errors: 3 bad-value, 2 unknown-reference, 2 missing-value, 2 unknown-style,"
        " 1 unknown-topic",
        "10 errors, 5 warnings",
        "1 note, shown by --notes: 1 missing-doi",
    ]


def test_notes_are_shown_when_they_are_asked_for(run):
    for asked in (["--notes"], ["--rule", "missing-doi"]):
        result = run(*asked, "--rule", "missing-doi")
        assert "note: ronnestad2003: the article has no DOI (missing-doi)" in result.stdout
        assert result.stderr == "nothing to fix, 1 note\n"


def test_warnings_fail_only_when_strict_and_notes_never(run, tmp_path):
    noted = made_library(tmp_path / "noted", {"references.bib": NOTE})
    run("--strict", "--notes", library=noted)
    warned = made_library(tmp_path / "warned", {"references.bib": WARNING})
    run(library=warned)
    run("--strict", code=1, library=warned)
    run("--strict", "--rule", "bad-doi", library=warned)
    run("--rule", "nonsense", code=2)


def test_for_programs(run):
    said = json.loads(run("--format", "json", code=1, library=LISTS).stdout)
    assert said[0] == {
        "path": "data/reading-lists/bare.yaml",
        "line": 1,
        "severity": "warning",
        "rule": "empty-list",
        "key": "bare",
        "message": "the list has no sections",
        "hint": "write `sections:` with a heading and items",
    }
    assert "note" not in {one["severity"] for one in said}
    said = json.loads(run("--format", "json", "--notes", code=1, library=LISTS).stdout)
    assert "note" in {one["severity"] for one in said}


# -- annotations -----------------------------------------------------------------------------


def test_annotations(run):
    lines = run("--format", "github", "--notes", code=1, library=LISTS).stdout.splitlines()
    assert lines[0] == (
        "::warning file=data/reading-lists/bare.yaml,line=1,title=empty-list::"
        "bare: the list has no sections — write `sections:` with a heading and items"
    )
    assert lines[-1].startswith("::notice file=data/references.bib,line=1,title=missing-doi::")
    assert {line.split(" ")[0] for line in lines} == {"::error", "::warning", "::notice"}


@pytest.mark.parametrize(
    ("path", "message", "expected"),
    [
        pytest.param(
            "data/a.md",
            "50% of it",
            "::warning file=data/a.md,line=3,title=bad-doi::50%25 of it — fix it",
            id="per cent",
        ),
        pytest.param(
            "data/a,b: c%.md",
            "x",
            "::warning file=data/a%2Cb%3A c%25.md,line=3,title=bad-doi::x — fix it",
            id="path",
        ),
        pytest.param(
            "data/a.md",
            "two\r\nlines: a, b",
            "::warning file=data/a.md,line=3,title=bad-doi::two%0D%0Alines: a, b — fix it",
            id="lines",
        ),
        pytest.param(
            "data/a.md",
            "::error::not a command",
            "::warning file=data/a.md,line=3,title=bad-doi::::error::not a command — fix it",
            id="command",
        ),
        pytest.param(
            "data/a.md",
            "already %0A",
            "::warning file=data/a.md,line=3,title=bad-doi::already %250A — fix it",
            id="escaped already",
        ),
    ],
)
def test_escapes_of_annotations(tmp_path, path, message, expected):
    at = Location(path=path, line=3)
    problem = Problem(rule=Rule.BAD_DOI, at=at, message=message, hint="fix it")
    assert annotation(problem, tmp_path) == expected


def test_annotations_know_where_the_library_is_in_the_checkout(run, root, monkeypatch):
    (root / "data/summaries/notes.txt").write_text("x")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(root.parent))
    assert "file=small/data/summaries/notes.txt,line=1" in run("--format", "github").stdout
    monkeypatch.setenv("GITHUB_WORKSPACE", str(root.parent / "elsewhere"))
    assert "file=data/summaries/notes.txt,line=1" in run("--format", "github").stdout


# -- paths -----------------------------------------------------------------------------------


@pytest.fixture
def wrong(root):
    """A library with one error in each of two files; one is only wrong because of the other."""
    bibliography = root / "data/references.bib"
    bibliography.write_text(bibliography.read_text().replace("@book{wampold2015,", "@book{w15,"))
    (root / "data/reading-lists/odd.yaml").write_text("title: Odd\nnonsense: x\n")
    return root


PATHS = {
    "nothing": ([], {"odd.yaml", "2018-11-alliance.md", "2019-02-debate.md"}),
    "a file": (["data/reading-lists/odd.yaml"], {"odd.yaml"}),
    "files": (
        ["data/reading-lists/odd.yaml", "data/summaries/2019-02-debate.md"],
        {"odd.yaml", "2019-02-debate.md"},
    ),
    "a folder": (["data/summaries"], {"2018-11-alliance.md", "2019-02-debate.md"}),
    "a folder with a slash": (["data/summaries/"], {"2018-11-alliance.md", "2019-02-debate.md"}),
    "a sound file": (["data/topics.yaml"], set()),
    "a name that begins alike": (["data/summaries/2018-11-alliance.md"], {"2018-11-alliance.md"}),
    "the library": (
        ["."],
        {"odd.yaml", "2018-11-alliance.md", "2019-02-debate.md"},
    ),
}


@pytest.mark.parametrize(("paths", "expected"), PATHS.values(), ids=PATHS)
@pytest.mark.parametrize("here", ["within", "elsewhere"])
def test_paths(run, wrong, monkeypatch, tmp_path, paths, expected, here):
    monkeypatch.chdir(wrong if here == "within" else tmp_path)
    if here == "elsewhere" and paths == ["."]:
        paths = ["small"]
    found = run("--format", "json", *paths, code=1 if expected else 0)
    errors = {
        Path(one["path"]).name for one in json.loads(found.stdout) if one["severity"] == "error"
    }
    assert errors == expected


def test_paths_outside_of_the_library_do_not_matter(run, wrong, tmp_path):
    other = tmp_path / "README.md"
    other.write_text("x")
    assert run(other).stdout == ""
    run(other, wrong / "data/reading-lists/odd.yaml", code=1)


def test_a_path_that_is_not_there_is_a_mistake(run):
    assert (
        "there is no file data/summaries/nowhere.md"
        in run("data/summaries/nowhere.md", code=2).stderr
    )


# -- hooks -----------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path):
    """A repository that holds a library, and an environment in which `pprkb` is a program."""
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    folder = copy_library(tmp_path)
    (folder / ".gitignore").write_text("pprkb.db\n")
    programs = tmp_path / "bin"
    programs.mkdir()
    shim = programs / "pprkb"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pprkb "$@"\n')
    shim.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment = {
        **kept,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }

    def call(*command, code=0):
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done

    call("git", "init", "--quiet")
    call("git", "config", "user.email", "author@example.org")
    call("git", "config", "user.name", "Author")
    call("git", "add", ".")
    call("git", "commit", "--quiet", "--message", "A library")
    return folder, call


def test_the_hook_for_pre_commit(repository):
    """pre-commit splits the entry and runs it in the repository, here without file names."""
    folder, call = repository
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert (hook["id"], hook["language"]) == ("pprkb-check", "python")
    assert hook["pass_filenames"] is False
    names = ["data/references.bib", "data/summaries/2016-04-x.md", "README.md", "src/data/x.py"]
    assert [bool(re.search(hook["files"], name)) for name in names] == [True, True, False, False]
    entry = [*shlex.split(hook["entry"]), *hook.get("args", [])]
    call(*entry)
    summary = folder / "data/summaries/2018-11-alliance.md"
    summary.write_text(summary.read_text().replace("topics: [", "topics: [nonsense, "))
    refused = call(*entry, code=1)
    assert 'data/summaries/2018-11-alliance.md:7: error: 2018-11-alliance: no topic "nonsense"' in (
        refused.stdout
    )


def test_the_plain_git_hook_of_the_docs(repository):
    folder, call = repository
    page = (ROOT / "docs/checking.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"^```sh\n(#!/bin/sh\n.*?)^```", page, re.MULTILINE | re.DOTALL)
    hook = folder / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(script)
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    summary = folder / "data/summaries/2018-11-alliance.md"
    sound = summary.read_text()
    summary.write_text(sound.replace("topics: [", "topics: [nonsense, "))
    # What is not staged is not committed, and does not matter.
    (folder / "notes.txt").write_text("x")
    call("git", "add", "notes.txt")
    call("git", "commit", "--quiet", "--message", "Notes")
    call("git", "add", "data")
    refused = call("git", "commit", "--quiet", "--message", "Nonsense", code=1)
    assert "2018-11-alliance.md:7: error:" in refused.stdout + refused.stderr
    # What is fixed on disk alone is not fixed in the commit.
    summary.write_text(sound)
    call("git", "commit", "--quiet", "--message", "Nonsense", code=1)
    (folder / "more.txt").write_text("x")
    call("git", "add", "data", "more.txt")
    call("git", "commit", "--quiet", "--message", "More")
    assert call("git", "status", "--porcelain").stdout == ""


# -- fixing ---------------------------------------------------------------------------------


@pytest.fixture
def fixable(root):
    """A library with two problems that have one certain fix, and one that has none."""
    bibliography = root / "data/references.bib"
    text = bibliography.read_text()
    bibliography.write_text(text.replace("{10.1037/pst0000172}", "{doi:10.1037/pst0000172}"))
    summary = root / "data/summaries/2018-11-alliance.md"
    summary.write_text(summary.read_text().replace("topics: [", "topics: [nonsense, ALLIANCE, "))
    return root


def contents(root):
    return {
        path: path.read_bytes() for path in sorted((root / "data").rglob("*.*")) if path.is_file()
    }


def test_what_may_be_fixed_is_said(run, fixable):
    assert run(code=1).stderr.splitlines()[-1] == (
        "some problems can be fixed in one way only: --fix does it, --fix --dry-run shows how"
    )


def test_fix(run, fixable):
    before = contents(fixable)
    result = run("--fix", code=1)
    assert result.stdout.splitlines() == [
        "data/references.bib:21: fixed: fluckiger2018: the DOI is written as "
        '"doi:10.1037/pst0000172" (unusual-form)',
        "data/summaries/2018-11-alliance.md:7: fixed: 2018-11-alliance: "
        '"alliance" stands in `topics` already, on line 7 (duplicate-item)',
        "data/summaries/2018-11-alliance.md:7: fixed: 2018-11-alliance: "
        '"ALLIANCE" is another name of "alliance" (unusual-form)',
        "data/summaries/2018-11-alliance.md:7: error: 2018-11-alliance: "
        'no topic "nonsense" (unknown-topic)',
        "    add it to topics.yaml",
    ]
    assert "fixed 3 problems in 2 files\n" in result.stderr
    after = contents(fixable)
    changed = {path.name for path in before if before[path] != after[path]}
    assert changed == {"references.bib", "2018-11-alliance.md"}
    again = run("--fix", code=1)
    assert "nothing can be fixed in one way only\n" in again.stderr
    assert contents(fixable) == after


def test_a_dry_run_prints_a_patch_and_changes_nothing(run, fixable):
    before = contents(fixable)
    result = run("--fix", "--dry-run", code=1)
    assert contents(fixable) == before
    assert result.stderr == "this patch fixes 3 problems in 2 files\n"
    assert result.stdout.startswith("--- a/data/references.bib\n+++ b/data/references.bib\n@@ ")
    lines = [line for line in result.stdout.splitlines() if re.match(r"[-+](?![-+])", line)]
    assert lines == [
        "-  doi     = {doi:10.1037/pst0000172},",
        "+  doi     = {10.1037/pst0000172},",
        "-topics: [nonsense, ALLIANCE, alliance]",
        "+topics: [nonsense, alliance]",
    ]


def test_the_patch_of_a_dry_run_does_what_fix_does(run, fixable, tmp_path):
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    other = tmp_path / "other"
    shutil.copytree(fixable, other)
    printed = run("--fix", "--dry-run", code=1).stdout_bytes
    subprocess.run(["git", "apply", "-"], cwd=other, input=printed, check=True)
    run("--fix", code=1)
    assert {path.name: content for path, content in contents(other).items()} == {
        path.name: content for path, content in contents(fixable).items()
    }


def test_only_what_is_asked_for_is_fixed(run, fixable):
    lines = run("--fix", "--dry-run", "--rule", "duplicate-item").stdout.splitlines()
    assert [line for line in lines if line.startswith("+++")] == [
        "+++ b/data/summaries/2018-11-alliance.md"
    ]
    lines = run("--fix", "--dry-run", fixable / "data/references.bib").stdout.splitlines()
    assert [line for line in lines if line.startswith("+++")] == ["+++ b/data/references.bib"]


def test_fixed_problems_for_programs(run, fixable):
    said = json.loads(run("--fix", "--format", "json", code=1).stdout)
    assert [one["rule"] for one in said if "fixed" in one] == [
        "unusual-form",
        "duplicate-item",
        "unusual-form",
    ]
    assert [one["rule"] for one in said if "fixed" not in one] == ["unknown-topic"]


def test_a_library_without_errors_ends_well_once_it_is_fixed(run, root):
    summary = root / "data/summaries/2018-11-alliance.md"
    summary.write_text(summary.read_text().replace("[wampold2015]", "[Wampold2015]"))
    run(code=1)
    run("--fix", "--dry-run", code=1)
    run("--fix")
    run()


def test_dry_run_goes_with_fix(run):
    assert "--dry-run goes with --fix" in run("--dry-run", code=2).stderr
