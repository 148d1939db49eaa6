"""Every command once, as a person runs it who has just installed pprkb.

`make wheel` and `make release-check` install the package into empty environments and name its
program in `PPRKB_INSTALLED`. Nothing of the checkout is imported: the program runs in a folder of its own.
"""

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from pprkb.cli.main import program
from pprkb.version import __version__

INSTALLED = os.environ.get("PPRKB_INSTALLED")
WORK = "wampold2015important"
SUMMARY = "2016-04-common-factors"
COURSE = "common-factors-course"
POST = """\
June 2031

Why Therapists Laugh

Penhallow, W., & Strand, I. (2031). Therapists who laugh. Humour in Practice, 5, 50-58.

Laughter was counted in 60 sessions.

Practice Implications

Laugh when it is funny.
"""
NOTICES = (
    "Record ID,Title,Journal,Author,RetractionDate,RetractionDOI,RetractionPubMedID,"
    "OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,\n"
    "1,Invented Results,Invented Press,Erika Muster,11/2/2026 0:00,10.5555/notice,0,"
    "4/1/2014 0:00,10.5555/invented,0,Retraction,+Unreliable Data;,\n"
)
REFERENCE = "Penhallow, W. (2030). The serious therapist. Humour in Practice, 4, 1-9."

READING = [
    ("list", "--topic alliance --author Zilcha-Mano", "zilchamano2017alliance"),
    ("search", "'d = .57'", WORK),
    ("show", WORK, "How important are the common factors"),
    ("topics", "", "alliance"),
    ("cite", WORK, "Wampold, B. E. (2015). How important are"),
    ("effects", "--topic alliance", "r = "),
    ("evidence", "does empathy matter", "d = 0.63"),
    ("compare", f"{WORK} zilchamano2017alliance", "Zilcha-Mano"),
    ("convert", "d .57 r", "r ≈ .274"),
    ("export", "--topic adherence", "Wampold, B. E., & Imel, Z. E."),
    ("export", "--topic adherence -o adherence.docx", "wrote adherence.docx"),
    ("export", "--topic adherence -o adherence.html", "wrote adherence.html"),
    ("reading-list", "", COURSE),
    ("reading-list write", f"{COURSE} -o course.imscc", "wrote course.imscc"),
    ("reading-list suggest", "--topic alliance", "- reference: "),
    ("reading-list check", COURSE, "have no summary"),
    ("retractions list", "", "vandis2020longterm"),
    ("styles", "mla", "modern-language-association"),
    ("completion", "bash", "_pprkb_completion"),
    ("serve", "--help", "Serve the library as a website"),
    ("mcp", "--help", "to an AI assistant"),
]
"""Calls in an empty folder, where pprkb reads the library that it brings."""

WRITING = [
    ("init", "new-library", "0 references"),
    ("add", f"'{REFERENCE}' --yes", "penhallow2030serious"),
    ("import", "post.txt --yes", "penhallow2031therapists"),
    ("retractions update", "notices.csv", "wrote data/retractions.yaml"),
    ("new", "safran2000negotiating --no-edit", "wrote data/summaries/"),
    ("link", f"{SUMMARY} {WORK}", "nothing to change"),
    ("rename", f"{WORK} wampold2015factors", "changed data/references.bib"),
    ("orphans", "", "used nowhere"),
    ("preview", f"{SUMMARY} --no-open", f"{SUMMARY}.html"),
    ("month", "2016-04", WORK),
    ("extract", SUMMARY, "recorded"),
    ("write", "essay.md -o essay.docx", "wrote essay.docx"),
    ("check", "--strict", "nothing to fix"),
    ("schema", "reading-list", "A reading list or course"),
    ("build", "", "85 references"),
    ("publish", "site", " files in site: "),
    ("release", "1.0", "wrote pprkb-1.0.zip"),
    ("reading-list new", "mine --title Mine", "wrote data/reading-lists/mine.yaml"),
    ("reading-list copy", f"{COURSE} next", "wrote data/reading-lists/next.yaml"),
    ("reading-list pin", COURSE, f"wrote data/pinned/{COURSE}.json"),
    ("reading-list diff", COURSE, "nothing has changed since it was pinned"),
    ("reading-list unpin", COURSE, f"removed data/pinned/{COURSE}.json"),
]
"""Calls in a copy of the example, in which the course is pinned."""

EXTRAS = [
    ("export", "--topic adherence -o adherence.pdf", "wrote adherence.pdf"),
    ("publish", "site", "site/pagefind/pagefind.js"),
    ("mcp", "", ""),
]
"""Calls that need an extra, in an empty folder; nobody asks the assistant's server anything."""


def commands(group, before=()):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield " ".join([*before, name])
        if isinstance(command, click.Group):
            yield from commands(command, [*before, name])


def test_every_command_is_tried():
    tried = {command for command, _, _ in [*READING, *WRITING]}
    assert tried | {"retractions"} == set(commands(program))


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    if not INSTALLED:
        pytest.skip("`make wheel` runs this with the package installed into an empty environment")
    home = tmp_path_factory.mktemp("home")
    environment = {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
    }

    def call(folder, command, arguments):
        done = subprocess.run(
            [str(Path(INSTALLED).absolute()), *command.split(), *shlex.split(arguments)],
            cwd=folder,
            env=environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    return call


@pytest.fixture(scope="module")
def example(run, tmp_path_factory):
    """The library that `init --example` makes, with what the calls below ask for."""
    folder = tmp_path_factory.mktemp("example")
    run(folder, "init", "--example .")
    run(folder, "reading-list pin", COURSE)
    (folder / "post.txt").write_text(POST, encoding="utf-8")
    (folder / "essay.md").write_text(f"So [@{WORK}, p. 3].\n", encoding="utf-8")
    (folder / "notices.csv").write_text(NOTICES, encoding="utf-8")
    return folder


def ids(calls):
    return [f"{command} {arguments}".strip()[:40] for command, arguments, _ in calls]


@pytest.mark.parametrize(("command", "arguments", "expected"), READING, ids=ids(READING))
def test_reading_commands_find_the_library_of_the_package(
    run, tmp_path, command, arguments, expected
):
    assert expected in run(tmp_path, command, arguments)


@pytest.mark.parametrize(("command", "arguments", "expected"), WRITING, ids=ids(WRITING))
def test_writing_commands_work_in_a_copy(run, example, tmp_path, command, arguments, expected):
    folder = shutil.copytree(example, tmp_path / "library")
    if command == "reading-list pin":
        shutil.rmtree(folder / "data/pinned")
    assert expected in run(folder, command, arguments)


def test_the_program_says_its_version_and_its_commands(run, tmp_path):
    assert run(tmp_path, "--version", "") == f"pprkb, version {__version__}\n"
    told = run(tmp_path, "--help", "")
    assert all(f"  {command} " in told for command in program.list_commands(click.Context(program)))


@pytest.mark.parametrize(("command", "arguments", "expected"), EXTRAS, ids=ids(EXTRAS))
def test_an_extra_is_found(run, tmp_path, command, arguments, expected):
    told = run(tmp_path, command, arguments)
    files = (path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*"))
    assert expected in told or expected in files
