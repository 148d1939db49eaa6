"""Patches give the same bytes again, whatever these are."""

import re
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pprkb.files.change import Change, patch

LINES = st.lists(
    st.sampled_from(
        [b"a\n", b"b\n", b"c\r\n", b"\n", b"\r", b"+\n", b"-- x\n", b"\xff\xfe\n", b"\\\n"]
    ),
    max_size=30,
)
_HUNK = re.compile(rb"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@\n")


def change(before, after, path="data/x.bib"):
    return Change(path=path, before=before, after=after)


def applied(content, written):
    """Apply the hunks of one file as the GNU manual of diff describes them, without any leeway."""
    old = [line for line in re.split(rb"(?<=\n)", content) if line]
    new, position = [], 0
    lines = [line for line in re.split(rb"(?<=\n)", written) if line][2:]
    while lines:
        start, count = _HUNK.match(lines.pop(0)).group(1, 2)
        start = int(start) - (count != b"0")
        new += old[position:start]
        position = start
        while lines and not _HUNK.match(lines[0]):
            line = lines.pop(0)
            text = line[1:]
            if lines and lines[0].startswith(b"\\ No newline"):
                lines.pop(0)
                text = text[:-1]
            if line[:1] in b" -":
                assert old[position] == text
                position += 1
            if line[:1] in b" +":
                new.append(text)
    return b"".join(new + old[position:])


@given(LINES, LINES, st.booleans())
def test_a_patch_gives_the_same_bytes_again(before, after, cut):
    old, new = b"".join(before), b"".join(after)
    if cut:
        old, new = old.removesuffix(b"\n"), new.removesuffix(b"\n")
    written = patch([change(old, new)])
    assert (written == b"") == (old == new)
    if written:
        assert applied(old, written) == new


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
@settings(max_examples=25, deadline=None)
@given(LINES, LINES, st.booleans())
def test_git_takes_a_patch(tmp_path_factory, before, after, cut):
    old, new = b"".join(before), b"".join(after)
    if cut:
        old, new = old.removesuffix(b"\n"), new.removesuffix(b"\n")
    if old == new or not old or not new:
        return  # git takes a file that becomes empty for one that goes
    root = tmp_path_factory.mktemp("patch")
    path = root / "data/x.bib"
    path.parent.mkdir()
    path.write_bytes(old)
    written = patch([change(old, new)])
    done = subprocess.run(
        ["git", "apply", "-"], cwd=root, input=written, capture_output=True, check=False
    )
    assert done.returncode == 0, (done.stderr, written)
    assert path.read_bytes() == new


def test_files_that_are_new_or_go_are_left_out():
    assert patch([change(None, b"a\n"), change(b"a\n", None)]) == b""


def test_a_name_with_a_blank_ends_in_a_tab():
    written = patch([change(b"a\n", b"b\n", "data/x y.md")])
    assert written.startswith(b"--- a/data/x y.md\t\n+++ b/data/x y.md\t\n")
