"""What files were read as is kept between commands, and makes no difference but in time."""

from __future__ import annotations

import os
import pickle
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pprkb.check.rules import findings
from pprkb.files import memory as module
from pprkb.files.folder import Scan, scan, source_file
from pprkb.files.memory import LibraryMemory, memory_of
from pprkb.files.read.load import load_library

_REPOSITORY = Path(__file__).parents[2]
_LIBRARIES = sorted((_REPOSITORY / "tests" / "libraries" / "broken").iterdir())


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the default library, and a cache folder with nothing in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shutil.copytree(_REPOSITORY / "data", tmp_path / "library" / "data")
    return tmp_path / "library"


def _another_command() -> None:
    """Forget what only this process knows."""
    module._MEMORIES.clear()


def _checked(root: Path) -> LibraryMemory:
    """Check a library as a command of its own would; return the memory that it used."""
    _another_command()
    findings(load_library(scan(root)))
    memory = memory_of(root)
    memory.keep()
    return memory


def _read(memory: LibraryMemory) -> tuple[int, int]:
    """Return how many entries and how many other files were read."""
    return memory.entries.read, memory.read


def _kept(root: Path, name: str) -> Path:
    folder = module.folder_of(root, make=False)
    assert folder
    return folder / name


def test_a_second_command_reads_nothing_again(library: Path):
    entries, files = _read(_checked(library))
    assert (entries, files) == (85, len(scan(library).files) - 1)
    assert _read(_checked(library)) == (0, 0)


def test_a_command_reads_what_has_changed(library: Path):
    _checked(library)
    bib = library / "data" / "references.bib"
    bib.write_bytes(bib.read_bytes() + b"\n@book{new2020, title = {New}, year = {2020}}\n")
    summary = sorted((library / "data" / "summaries").glob("*.md"))[0]
    summary.write_bytes(summary.read_bytes() + b"\nOne more line.\n")
    assert _read(_checked(library)) == (1, 1)


def test_a_file_is_read_again_when_a_name_it_uses_means_something_else(library: Path):
    _checked(library)
    topics = library / "data" / "topics.yaml"
    topics.write_text(topics.read_text().replace("id: alliance\n", "id: bond\n"))
    using = [
        path
        for path in (library / "data" / "summaries").glob("*.md")
        if "alliance" in path.read_text().partition("\ntopics:")[2].partition("\n")[0]
    ]
    assert len(using) <= _read(_checked(library))[1] <= len(using) + 3


def test_the_same_files_are_put_together_once_even_if_an_edit_is_looked_at_between(library: Path):
    before = load_library(scan(library))
    topics = library / "data" / "topics.yaml"
    content = topics.read_bytes()
    topics.write_bytes(content + b"# Another line.\n")
    after = load_library(scan(library))
    assert after is not before
    topics.write_bytes(content)
    assert load_library(scan(library)) is before
    assert load_library(scan(library)) == before == load_library(replace(scan(library), root=None))


def test_reading_with_a_memory_gives_what_reading_without_gives(library: Path):
    scanned = scan(library)
    fresh = load_library(Scan(files=scanned.files, problems=scanned.problems))
    for _ in range(2):
        _checked(library)
        _another_command()
        assert repr(load_library(scan(library))) == repr(fresh)
        assert findings(load_library(scan(library))) == findings(fresh)


_EDITS = st.lists(
    st.tuples(st.integers(0, 99), st.sampled_from(("cut", "twice", "swap", "letter"))),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60)
@given(st.sampled_from(_LIBRARIES), _EDITS)
def test_any_edit_is_seen(library: Path, edits: list[tuple[int, str]]):
    scanned = scan(library)
    memory_root = Path("/nowhere/but/in/memory")
    files = list(scanned.files)
    for number, edit in edits:
        file = files[number % len(files)]
        lines = file.content.splitlines(keepends=True)
        at = number * 7 % max(1, len(lines))
        if edit == "cut":
            del lines[at : at + 2]
        elif edit == "twice":
            lines[at:at] = lines[at : at + 5]
        elif edit == "swap":
            lines[at : at + 2] = reversed(lines[at : at + 2])
        else:
            lines[at : at + 1] = [line.replace(b"e", b"a", 1) for line in lines[at : at + 1]]
        made = source_file(file.path, b"".join(lines))
        assert made
        files[number % len(files)] = made
        now = Scan(files=tuple(files), problems=scanned.problems)
        with_memory = load_library(Scan(files=now.files, problems=now.problems, root=memory_root))
        without = load_library(now)
        assert repr(with_memory) == repr(without)
        assert findings(with_memory) == findings(without)


@pytest.mark.parametrize("name", ["entries", "files"])
@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda content: content[:0], id="empty"),
        pytest.param(lambda content: content[:-1], id="cut off"),
        pytest.param(lambda content: content[:500] + b"x" + content[501:], id="another byte"),
        pytest.param(lambda content: b"x" + content[1:], id="of another program"),
        pytest.param(lambda content: os.urandom(len(content)), id="noise"),
    ],
)
def test_a_damaged_memory_is_passed_over_and_written_anew(library: Path, name: str, damage):
    _checked(library)
    kept = _kept(library, name)
    sound = kept.read_bytes()
    kept.write_bytes(damage(sound))
    assert any(_read(_checked(library)))
    assert _read(_checked(library)) == (0, 0)


def test_a_memory_that_would_run_something_else_is_passed_over(library: Path, tmp_path: Path):
    _checked(library)
    mark = tmp_path / "ran"

    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.mkdir, (str(mark),)

    module._write(_kept(library, "entries"), Evil())
    assert module._read(_kept(library, "entries")) is None
    assert not mark.exists()
    pickle.loads(pickle.dumps(Evil()))
    assert mark.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links and modes are those of POSIX")
@pytest.mark.parametrize("what", ["link", "folder is a link", "writable by others"])
def test_a_memory_of_somebody_else_is_not_read(library: Path, tmp_path: Path, what: str):
    _checked(library)
    kept = _kept(library, "entries")
    if what == "link":
        kept.rename(tmp_path / "elsewhere")
        kept.symlink_to(tmp_path / "elsewhere")
    elif what == "folder is a link":
        kept.parent.rename(tmp_path / "elsewhere")
        kept.parent.symlink_to(tmp_path / "elsewhere")
    else:
        kept.chmod(0o666)
    assert _read(_checked(library))[0] == 85


def test_the_memory_is_not_in_the_library_and_nobody_else_can_read_it(library: Path):
    before = sorted(library.rglob("*"))
    _checked(library)
    assert sorted(library.rglob("*")) == before
    for path in (_kept(library, "entries"), _kept(library, "files").parent):
        assert path.stat().st_mode & 0o077 == 0


def test_a_cache_folder_in_the_library_is_not_used(library: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(library / "data"))
    _checked(library)
    assert not list(library.rglob("entries"))


def test_a_copy_of_a_library_is_not_read_again(library: Path, tmp_path: Path):
    _checked(library)
    shutil.copytree(library, tmp_path / "copy")
    assert _read(_checked(tmp_path / "copy")) == (0, 0)
    assert _kept(tmp_path / "copy", "entries").exists()


def test_memories_of_few_libraries_are_kept(library: Path):
    for number in range(module._LIBRARIES + 3):
        copy = library.with_name(f"copy-{number}")
        shutil.copytree(library, copy)
        _checked(copy)
    assert len(list(_kept(copy, "entries").parents[1].iterdir())) <= module._LIBRARIES
    assert _read(_checked(copy)) == (0, 0)
