"""What reaches a terminal: nothing of the data that it would obey, nothing that is not text."""

from __future__ import annotations

import ast
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import pprkb
from pprkb.cli.main import program
from pprkb.cli.terminal import styled, visible
from tests.libraries_of_tests import copy_library, made_library

OBEYED = {
    "colour": "\x1b[35m",
    "title-of-the-window": "\x1b]0;owned\x07",
    "one-byte-sequence": "\x9b2J",
    "override": "\u202e",
    "isolate": "\u2066",
    "backspace": "\x08",
    "delete": "\x7f",
    "back-to-the-start": "x\ry",
}
PAYLOAD = "".join(OBEYED.values())
CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]|\r(?!\n)"
)
OWN = re.compile("\x1b\\[(?:[012]|3[12346])m|\r\x1b\\[2K")
"""The styles of the program, of which magenta (35) is none, and the wiping of its progress."""


class Terminal(io.TextIOWrapper):
    def __init__(self):
        super().__init__(io.BytesIO(), encoding="utf-8", errors="replace", write_through=True)

    def isatty(self):
        return True

    @property
    def shown(self):
        return self.buffer.getvalue().decode()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Return a library with characters that a terminal obeys wherever there is text."""
    root = copy_library(tmp_path_factory.mktemp("hostile"))
    bib = root / "data" / "references.bib"
    text = bib.read_text(encoding="utf-8")
    for word in ("Wampold", "alliance", "Psychotherapy", "Routledge", "debate", "Journey"):
        text = text.replace(word, word + PAYLOAD)
    text += f"""
@article{{key\x1b[35m2020, title = {{A{PAYLOAD}}}, author = {{B{PAYLOAD}, C.}}, year = 2020}}
@article{{odd2021, ti\x1b[35mtle = {{A}}, journal = mac\x1bro, year = {{2021{PAYLOAD}}},
  doi = {{10.1/{PAYLOAD}}}, url = {{https://x.example/{PAYLOAD}}}, keywords = {{k{PAYLOAD}}}}}
@art\x1bicle{{odd2022, title = {{\\odd\x9b{{A}}}}
"""
    bib.write_bytes(text.encode())
    escaped = json.dumps(PAYLOAD)[1:-1].replace("\x7f", "\\x7f").replace("\x9b", "\\x9b")
    for path in (root / "data").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"(label|title|note|heading): ([^\n\"{]+)", rf'\1: "\2{_raw(escaped)}"', text)
        path.write_bytes(text.encode())
    for path in (root / "data" / "summaries").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"(title|quote): ([^\n\"]+)", rf'\1: "\2{_raw(escaped)}"', text)
        text = text.replace("The ", f"The {PAYLOAD}").replace("- Ask", f"- Ask{PAYLOAD}")
        path.write_bytes(text.encode())
    (root / "data" / "summaries" / "2020-01-\x1b[35m.md").write_bytes(b"---\ntitle: [\n")
    (root / "data" / "summaries" / "sec\x9bond.txt").write_bytes(b"x")
    return root


def _raw(text):
    return text.replace("\\", "\\\\")


COMMANDS = [
    "list",
    "list --json",
    "search alliance",
    "search unheardof\x1b[35m",
    "show wampold2015",
    "show wampold2015 --json",
    "show nobody\x1b[35m",
    "topics",
    "topics --json",
    "topics --keywords",
    "cite wampold2015 fluckiger2018",
    "effects",
    "effects --json",
    "compare wampold2015 fluckiger2018",
    "export --to text",
    "export --to markdown",
    "export --to bibtex",
    "export --to html",
    "export --to csl-json",
    "export --topic nothing\x9b",
    "reading-list alliance --to text",
    "reading-list check alliance",
    "reading-list suggest --topic alliance",
    "styles \x1b[35m",
    "check",
    "check --notes --show-silenced",
    "check --format json",
    "check --format github",
    "check --format sarif --notes",
    "check --fix --dry-run",
    "build --full",
    "orphans",
    "month 2018-11",
    "month 2018-11 --letter",
    "month \x1b[35m",
    "extract 2018-11-alliance",
    "extract 2019-02-debate",
    "link --help",
    "rename wampold2015 wampold2016 --dry-run",
    "new fluckiger2018 --month 2020-01 --title A\x1b[35m --dry-run",
    "retractions",
    "retractions list",
    "preview 2018-11-alliance -o -",
    "import nothing\x1b[35m.html",
    "add nothing\x1b[35m.ris",
    "no-such-command\x1b[35m",
    "list --no-such-option\x1b[35m",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_terminal_obeys_nothing_of_the_data(hostile, command, monkeypatch):
    out, err = Terminal(), Terminal()
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr("sys.stderr", err)
    with pytest.raises(SystemExit):
        program.main(["--library", str(hostile), *command.split(" ")], prog_name="pprkb")
    for stream in (out, err):
        assert not CONTROL.findall(OWN.sub("", stream.shown))
    assert out.shown + err.shown


RECORDS = re.compile("--dry-run|--to (?:bibtex|csl-json)")
"""What programs read is given as it is."""
DOCUMENTS = ("export", "effects", "compare", "month 2018-11 --letter", "preview", "reading-list")
"""What is written as a document keeps the direction of its text."""


@pytest.mark.parametrize(
    "command", [command for command in COMMANDS if not RECORDS.search(command)]
)
def test_a_pipe_gets_no_control_characters_either(hostile, command):
    result = CliRunner().invoke(program, ["--library", str(hostile), *command.split(" ")])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    found = set(CONTROL.findall(result.output))
    assert found <= ({"\u202e", "\u2066"} if command.startswith(DOCUMENTS) else set())


def test_a_patch_is_exact_where_it_is_piped(hostile):
    asked = ["--library", str(hostile), "rename", "wampold2015", "wampold2016", "--dry-run"]
    assert "\x9b2J\u202e" in CliRunner().invoke(program, asked).stdout


def test_what_a_terminal_would_obey_is_shown():
    assert visible("a\x1b[31mb\x9bc\u202ed\r\n\te\udcfc\x00") == (
        "a\\x1b[31mb\\x9bc\\u202ed\r\n\te\\xfc\\x00"
    )


def test_the_programs_own_styles_style():
    assert visible(styled("a\x1b[35m", fg="red")) == "\x1b[31ma\\x1b[35m\x1b[0m"


def test_json_keeps_its_values(hostile):
    result = CliRunner().invoke(program, ["--library", str(hostile), "list", "--json"])
    titles = [
        (article["reference"] or {}).get("title", "") for article in json.loads(result.stdout)
    ]
    assert any("\x9b2J\u202e" in title for title in titles)
    assert "\\u009b2J\\u202e" in result.stdout


def test_nothing_else_styles():
    """Only `styled` marks its escape sequences as the program's own."""
    for path in (Path(pprkb.__file__).parent / "cli").glob("*.py"):
        names = [
            node.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "click"
        ]
        assert path.name == "terminal.py" or not {"style", "secho"} & set(names), path


# -- devices that take nothing ---------------------------------------------------------------------

FULL = Path("/dev/full")


def _pprkb(*arguments, root, **streams):
    environment = os.environ | {"PYTHONPATH": str(Path(pprkb.__file__).parents[1])}
    return subprocess.run(
        [sys.executable, "-m", "pprkb", "--library", str(root), *arguments],
        env=environment,
        text=True,
        check=False,
        **streams,
    )


@pytest.mark.slow
@pytest.mark.skipif(not FULL.exists(), reason="there is no full device")
@pytest.mark.parametrize(
    "command",
    ["list", "topics --json", "export --to ris", "export --to docx", "show wampold2015", "--help"],
)
def test_a_full_device_is_answered(tmp_path, command):
    root = copy_library(tmp_path)
    with FULL.open("w") as full:
        result = _pprkb(*command.split(), root=root, stdout=full, stderr=subprocess.PIPE)
    assert "the output cannot be written: No space left on device" in result.stderr
    assert "Traceback" not in result.stderr
    assert "Exception ignored" not in result.stderr
    assert result.returncode == 3


@pytest.mark.skipif(not FULL.exists(), reason="there is no full device")
def test_both_streams_on_a_full_device(tmp_path):
    with FULL.open("w") as full:
        result = _pprkb("list", root=copy_library(tmp_path), stdout=full, stderr=full)
    assert result.returncode == 3


# -- names that are not UTF-8 ----------------------------------------------------------------------


@pytest.fixture
def foreign(tmp_path):
    """Return a library with files as a zip archive from Windows leaves them."""
    root = copy_library(tmp_path)
    for folder in ("data", "data/summaries", "data/reading-lists", "data/summaries/\udce9t\udce9"):
        place = root / folder
        try:
            place.mkdir(exist_ok=True)
            (place / "m\udcfcller.md").write_bytes(b"---\ntitle: T\n---\n")
            (place / "m\udcfcller.yaml").write_bytes(b"title: T\n")
        except (OSError, UnicodeError):
            pytest.skip("the file system takes no such names")
    return root


@pytest.mark.parametrize(
    "command",
    [
        "list", "search alliance", "topics", "show wampold2015", "cite wampold2015", "effects",
        "export --to text", "reading-list alliance", "check", "build", "orphans", "month 2018-11",
        "extract 2018-11-alliance", "rename wampold2015 wampold2016", "release 1.0 -o {out}",
        "new ronnestad2003 --month 2020-01 --title Journey", "preview 2018-11-alliance -o {out}",
        "retractions", "reading-list pin alliance", "check --fix",
    ],
)  # fmt: skip
def test_every_command_passes_over_names_that_are_not_utf8(foreign, tmp_path, command):
    arguments = command.format(out=tmp_path / "out.zip").split()
    result = CliRunner().invoke(program, ["--library", str(foreign), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code == 0, result.output


def test_check_names_them(foreign):
    result = CliRunner().invoke(program, ["--library", str(foreign), "check", "--format", "json"])
    named = {
        problem["path"]: problem["message"]
        for problem in json.loads(result.stdout)
        if problem["rule"] == "unexpected-file"
    }
    assert {"data/m�ller.md", "data/summaries/m�ller.md", "data/reading-lists/m�ller.yaml"} <= set(
        named
    )
    assert set(named.values()) == {"this file is not read: its name is not in UTF-8"}
    made_library(foreign, {"summaries/2020-02-fine.md": "---\ntitle: T\nmonth: 2020-02\n---\n"})
    listed = CliRunner().invoke(program, ["--library", str(foreign), "list", "--json"])
    assert "2020-02-fine" in listed.stdout
