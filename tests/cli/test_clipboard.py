"""`--copy`: what is put on the clipboard, and by which program of which system."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import Result

from pprkb.cli.clipboard import windows_html
from tests.command_line import invoke

KEY = "wampold2015important"
FAILED = 3
_RECORD = '#!/bin/sh\nprintf "%s\\n" "$@" > "$0.arguments"\nexec cat > "$0.stdin"\n'


def run(*arguments: str, code: int = 0) -> Result:
    return invoke(*arguments, code=code)


class System:
    """A system whose programs for the clipboard write down what they are given."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._patch = monkeypatch
        for name in ("DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("PATH", str(folder))
        cat = shutil.which("cat", path=os.defpath)
        (folder / "cat").symlink_to(str(cat))

    def has(self, program_: str, text: str = _RECORD, **environment: str) -> None:
        path = self.folder / program_
        path.write_text(text)
        path.chmod(0o755)
        for name, value in environment.items():
            self._patch.setenv(name, value)

    def is_mac(self) -> None:
        self._patch.setattr(sys, "platform", "darwin")

    def given(self, program_: str) -> tuple[list[str], str]:
        arguments = (self.folder / f"{program_}.arguments").read_text().splitlines()
        return arguments, (self.folder / f"{program_}.stdin").read_text()


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> System:
    return System(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("name", "environment", "rich", "plain"),
    [
        pytest.param(
            "xclip",
            {"DISPLAY": ":0"},
            ["-selection", "clipboard", "-t", "text/html"],
            ["-selection", "clipboard"],
            id="X11",
        ),
        pytest.param(
            "wl-copy", {"WAYLAND_DISPLAY": "wayland-0"}, ["--type", "text/html"], [], id="Wayland"
        ),
    ],
)
def test_linux(
    system: System, name: str, environment: dict[str, str], rich: list[str], plain: list[str]
) -> None:
    system.has(name, **environment)
    result = run("cite", KEY, "--copy")
    assert (result.stdout, result.stderr) == ("", "copied to the clipboard\n")
    arguments, html = system.given(name)
    assert arguments == rich
    assert html.startswith("<meta ")
    assert "charset=utf-8" in html
    assert "<em>World Psychiatry</em>" in html
    assert "text-indent: -2.5em" in html
    assert 'href="https://doi.org/10.1002/wps.20238"' in html
    run("cite", KEY, "--in-text", "--copy", "--to", "text")
    arguments, text = system.given(name)
    assert [one for one in arguments if one] == plain
    assert text == "(Wampold, 2015)"


def test_a_citation_in_the_text_is_part_of_a_line(system: System) -> None:
    system.has("xclip", DISPLAY=":0")
    run("cite", KEY, "--narrative", "--copy")
    html = system.given("xclip")[1]
    assert html.endswith(">Wampold (2015)")
    assert "<p" not in html


@pytest.mark.parametrize(
    ("options", "holds", "is_rich"),
    [
        pytest.param((), "<em>World Psychiatry</em>", True, id="rich"),
        pytest.param(("--to", "teams"), "<em>World Psychiatry</em>", True, id="by its host"),
        pytest.param(("--to", "bibtex"), "@article{wampold2015important", False, id="as BibTeX"),
        pytest.param(("--to", "markdown"), "*World Psychiatry*", False, id="as Markdown"),
    ],
)
def test_an_export(system: System, options: tuple[str, ...], holds: str, is_rich: bool) -> None:
    system.has("xclip", DISPLAY=":0")
    run("export", "--key", KEY, "--copy", *options)
    arguments, given = system.given("xclip")
    assert holds in given
    assert ("text/html" in arguments) is is_rich


RTF_OF = pytest.mark.parametrize(
    ("arguments", "holds", "plain"),
    [
        pytest.param(("cite", KEY), rb"{\i World Psychiatry}", "Wampold, B. E. (2015)", id="cite"),
        pytest.param(("cite", KEY, "--in-text"), b"(Wampold, 2015)", "(Wampold", id="in the text"),
        pytest.param(("export", "--key", KEY), rb"{\i World Psychiatry}", "=====", id="export"),
    ],
)


@RTF_OF
@pytest.mark.parametrize(
    ("name", "environment", "kind"),
    [
        pytest.param("xclip", {"DISPLAY": ":0"}, "-t text/rtf", id="X11"),
        pytest.param("wl-copy", {"WAYLAND_DISPLAY": "wayland-0"}, "--type text/rtf", id="Wayland"),
    ],
)
def test_rich_text_is_offered_as_such_on_linux(
    system: System,
    name: str,
    environment: dict[str, str],
    kind: str,
    arguments: tuple[str, ...],
    holds: bytes,
    plain: str,
) -> None:
    system.has(name, **environment)
    run(*arguments, "--copy", "--to", "rtf")
    given, rtf = system.given(name)
    assert " ".join(given).endswith(kind)
    assert rtf.startswith("{\\rtf1")
    assert holds.decode() in rtf


@RTF_OF
def test_rich_text_goes_with_its_text_on_macos(
    system: System, arguments: tuple[str, ...], holds: bytes, plain: str
) -> None:
    system.is_mac()
    system.has("osascript")
    run(*arguments, "--copy", "--to", "rtf")
    script = system.given("osascript")[1]
    rtf = re.search("«class RTF »:«data RTF ([0-9A-F]+)»", script)
    assert rtf
    assert holds in bytes.fromhex(rtf[1])
    assert f'{{string:"{plain}' in script
    assert "class HTML" not in script


def test_macos(system: System) -> None:
    system.is_mac()
    system.has("osascript")
    run("cite", KEY, "--copy")
    arguments, script = system.given("osascript")
    assert arguments == ["-"]
    html = re.search("«class HTML»:«data HTML([0-9A-F]+)»", script)
    rtf = re.search("«class RTF »:«data RTF ([0-9A-F]+)»", script)
    assert html
    assert rtf
    assert "<em>World Psychiatry</em>" in bytes.fromhex(html[1]).decode()
    assert bytes.fromhex(rtf[1]).startswith(b"{\\rtf1")
    assert script.startswith('set the clipboard to {string:"Wampold, B. E. (2015)')


def test_windows(system: System) -> None:
    system.has("powershell.exe")
    run("cite", KEY, "--copy")
    arguments, script = system.given("powershell.exe")
    assert arguments == ["-NoProfile", "-STA", "-Command", "-"]
    forms = {
        name: base64.b64decode(content)
        for name, content in re.findall(r"SetData\('([^']+)',.*'([A-Za-z0-9+/=]+)'\)", script)
    }
    assert set(forms) == {"UnicodeText", "Rich Text Format", "HTML Format"}
    assert forms["UnicodeText"].decode().startswith("Wampold, B. E. (2015)")
    assert b"StartFragment" in forms["HTML Format"]


@pytest.mark.parametrize("html", ["", "<p>a</p>", "<p>é − 😀</p>\n"])
def test_windows_is_told_where_the_html_lies(html: str) -> None:
    content = windows_html(html)
    at = {name: int(place) for name, place in re.findall(rb"(\w+):(\d{10})\r\n", content)}
    assert content[at[b"StartFragment"] : at[b"EndFragment"]] == html.encode()
    page = content[at[b"StartHTML"] : at[b"EndHTML"]]
    assert page.startswith(b"<html>")
    assert page.endswith(b"</html>")
    assert at[b"EndHTML"] == len(content)


@pytest.mark.parametrize(
    ("environment", "hint"),
    [
        ({}, "write a file, such as FILE.html"),
        ({"DISPLAY": ":0"}, "sudo apt install xclip"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "sudo apt install wl-clipboard"),
    ],
    ids=["no desktop", "X11", "Wayland"],
)
def test_without_a_clipboard_it_says_what_to_do(
    system: System, environment: dict[str, str], hint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    told = run("cite", KEY, "--copy", code=FAILED).stderr
    assert "no clipboard was found" in told
    assert hint in told


def test_a_program_that_fails_is_named(system: System) -> None:
    system.has("xclip", "#!/bin/sh\nexit 1\n", DISPLAY=":0")
    told = run("cite", KEY, "--copy", code=FAILED).stderr
    assert "xclip did not put it on the clipboard" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("export", "--copy", "-o", "a.docx"), "--copy writes no file"),
        (("export", "--copy", "--to", "docx"), "docx cannot be pasted"),
        (("cite", KEY, "--copy", "--json"), "this is json"),
    ],
    ids=["with a file", "Word", "JSON"],
)
def test_what_cannot_be_copied(system: System, arguments: tuple[str, ...], told: str) -> None:
    system.has("xclip", DISPLAY=":0")
    assert told in run(*arguments, code=2).stderr
    assert not (system.folder / "xclip.stdin").exists()


XVFB, XCLIP = shutil.which("Xvfb"), shutil.which("xclip")


@pytest.mark.slow
@pytest.mark.skipif(not (XVFB and XCLIP), reason="Xvfb or xclip is not installed")
def test_a_real_clipboard_gives_it_back(monkeypatch: pytest.MonkeyPatch) -> None:
    number, written = os.pipe()
    server = subprocess.Popen(
        [str(XVFB), "-displayfd", str(written)], pass_fds=[written], stderr=subprocess.DEVNULL
    )
    try:
        monkeypatch.setenv("DISPLAY", f":{os.read(number, 9).decode().strip()}")
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        run("cite", KEY, "--copy")
        time.sleep(0.2)
        command = [str(XCLIP), "-o", "-selection", "clipboard", "-t", "text/html"]
        given = subprocess.run(command, capture_output=True, text=True, check=True, timeout=10)
        assert "<em>World Psychiatry</em>" in given.stdout
    finally:
        server.terminate()
        server.wait(10)


@pytest.mark.parametrize("host", ["canvas", "moodle", "blackboard", "brightspace", "teams"])
def test_a_host_names_the_part_of_a_page(host: str) -> None:
    own = run("export", "--key", KEY, "--to", "html-fragment").stdout
    assert run("export", "--key", KEY, "--to", host, "--heading-level", "3").stdout == own
