"""A file is written whole or not at all, and never over what somebody else has written."""

import errno
import os
import stat

import pytest

from pprkb.files import atomic
from pprkb.files.atomic import clear_leftovers, delete_whole, write_new, write_whole
from pprkb.model.errors import OutputError

unix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    return path


def test_a_file_is_replaced_and_keeps_its_mode(path):
    path.chmod(0o640)
    write_whole(path, b"new", expecting=b"old")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("mode", [0o444, 0o400, 0o464])
@pytest.mark.parametrize(
    "change",
    [
        lambda path: write_whole(path, b"new"),
        lambda path: write_whole(path, b"new", expecting=b"old"),
        lambda path: delete_whole(path, expecting=b"old"),
    ],
    ids=["replace", "edit", "delete"],
)
def test_a_read_only_file_stays_as_it_is(path, mode, change):
    path.chmod(mode)
    with pytest.raises(OutputError, match="is read-only; nothing was written"):
        change(path)
    assert path.read_bytes() == b"old"
    assert path.stat().st_mode & 0o777 == mode
    assert list(path.parent.iterdir()) == [path]


@unix
@pytest.mark.skipif(getattr(os, "getuid", int)() != 0, reason="only root gives files away")
def test_a_file_keeps_its_owner(path):
    os.chown(path, 12345, 23456)
    write_whole(path, b"new", expecting=b"old")
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 23456)


@unix
def test_a_new_file_has_the_mode_that_the_user_gives_new_files(tmp_path):
    old = os.umask(0o027)
    try:
        write_whole(tmp_path / "a", b"1")
        write_new(tmp_path / "b", b"2")
    finally:
        os.umask(old)
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in "ab"] == [0o640, 0o640]


def test_a_file_that_changed_meanwhile_is_left_alone(path):
    path.write_bytes(b"theirs")
    for act in (
        lambda: write_whole(path, b"new", expecting=b"old"),
        lambda: delete_whole(path, expecting=b"old"),
    ):
        with pytest.raises(OutputError, match="has changed"):
            act()
    assert path.read_bytes() == b"theirs"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_was_deleted_meanwhile_is_not_made_again(path):
    path.unlink()
    with pytest.raises(OutputError, match="has been deleted"):
        write_whole(path, b"new", expecting=b"old")
    assert list(path.parent.iterdir()) == []


def test_a_file_is_deleted(path):
    delete_whole(path, expecting=b"old")
    assert list(path.parent.iterdir()) == []


def test_a_new_file_is_made_with_its_folder(tmp_path):
    path = tmp_path / "data" / "reading-lists" / "a.yaml"
    write_new(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]


def test_a_new_file_never_replaces_one(path):
    with pytest.raises(OutputError, match="exists already"):
        write_new(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


@unix
@pytest.mark.parametrize("taken", [False, True], ids=["free", "taken"])
def test_on_a_drive_without_links_a_new_file_never_replaces_one_either(
    tmp_path, monkeypatch, taken
):
    def refuse(*_arguments):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "a"
    if taken:
        path.write_bytes(b"old")
        with pytest.raises(OutputError, match="exists already"):
            write_new(path, b"new")
    else:
        write_new(path, b"new")
    assert path.read_bytes() == (b"old" if taken else b"new")
    assert list(tmp_path.iterdir()) == [path]


@unix
def test_a_link_is_followed_and_stays(path):
    link = path.with_name("link.md")
    link.symlink_to(path)
    write_whole(link, b"new", expecting=b"old")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"


@unix
def test_a_device_is_written_to_and_stays(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(pipe, b"new")
    assert os.read(reader, 10) == b"new"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize(
    ("call", "error", "hint"),
    [
        ("open", errno.EACCES, "permissions"),
        ("open", errno.EROFS, "read-only"),
        ("write", errno.ENOSPC, "make room"),
        ("fsync", errno.EIO, "another place"),
        ("replace", errno.EPERM, "permissions"),
    ],
)
def test_what_the_system_refuses_is_said_and_nothing_is_left(path, monkeypatch, call, error, hint):
    def refuse(*_arguments, **_options):
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(OutputError, match="cannot be written") as raised:
        write_whole(path, b"new")
    monkeypatch.undo()
    assert hint in raised.value.hint
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


def test_a_drive_that_loses_bytes_is_found_out(path, monkeypatch):
    monkeypatch.setattr(
        atomic, "_write_all", lambda handle, content: os.write(handle, content[:-1])
    )
    with pytest.raises(OutputError, match="does not hold what was written"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


def test_leftovers_are_cleared_and_nothing_else(path):
    beside = [
        f".a.md.{'0' * 8}.tmp",
        f".b.md.{'0' * 8}.tmp",
        ".a.md.swp",
        ".a.md.0000.tmp",
        "a.md~",
    ]
    for name in beside:
        path.with_name(name).write_bytes(b"x")
    clear_leftovers(path)
    assert {entry.name for entry in path.parent.iterdir()} == {"a.md", *beside[1:]}
