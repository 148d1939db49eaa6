"""Changes are shown before they are made, made in order, and refused where a file has changed."""

import pytest

from pprkb.files import change as change_module
from pprkb.files.change import Change, apply, difference
from pprkb.model.errors import OutputError


def files(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def root(tmp_path):
    (tmp_path / "data").mkdir()
    for name in "abc":
        (tmp_path / "data" / name).write_bytes(name.encode())
    return tmp_path


def test_files_are_changed_made_and_deleted(root):
    changes = [
        Change(path="data/a", before=b"a", after=b"A"),
        Change(path="data/b", before=b"b", after=b"b"),
        Change(path="data/new/d", before=None, after=b"D"),
        Change(path="data/c", before=b"c", after=None),
    ]
    apply(root, changes)
    assert files(root) == {"data/a": b"A", "data/b": b"b", "data/new/d": b"D"}


@pytest.mark.parametrize(
    "last",
    [
        Change(path="data/b", before=b"other", after=b"B"),
        Change(path="data/gone", before=b"x", after=b"y"),
        Change(path="data/c", before=None, after=b"C"),
        Change(path="../c", before=None, after=b"C"),
        Change(path="/c", before=None, after=b"C"),
    ],
    ids=["changed", "deleted", "exists", "outside", "absolute"],
)
def test_nothing_is_written_where_one_file_is_not_what_was_read(root, last):
    before = files(root)
    with pytest.raises(OutputError):
        apply(root, [Change(path="data/a", before=b"a", after=b"A"), last])
    assert files(root) == before


def test_nothing_to_do_leaves_nothing_behind(root):
    before = files(root)
    apply(root, [Change(path="data/a", before=b"a", after=b"a")])
    assert files(root) == before


def test_the_library_that_comes_with_the_program_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(change_module, "_PACKAGE", tmp_path)
    (tmp_path / "library").mkdir()
    with pytest.raises(OutputError, match="cannot be changed") as raised:
        apply(tmp_path / "library", [Change(path="data/a", before=None, after=b"a")])
    assert "begin a library of your own" in raised.value.hint
    assert not files(tmp_path)


def test_what_was_done_before_a_failure_is_said(root, monkeypatch):
    write_whole = change_module.write_whole

    def fail_at_b(path, content, **options):
        if path.name == "b":
            raise OutputError(f"{path.name} cannot be written: No space left", hint="make room")
        write_whole(path, content, **options)

    monkeypatch.setattr(change_module, "write_whole", fail_at_b)
    changes = [Change(path=f"data/{n}", before=n.encode(), after=n.upper().encode()) for n in "abc"]
    with pytest.raises(OutputError, match=r"done: data/a; not done: data/b, data/c") as raised:
        apply(root, changes)
    assert raised.value.hint == "make room"
    assert files(root) == {"data/a": b"A", "data/b": b"b", "data/c": b"c"}


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        pytest.param(b"a\nb\n", b"a\nc\n", " a\n-b\n+c\n", id="a line"),
        pytest.param(b"a\r\nb\r\n", b"a\r\nc\r\n", " a\n-b\n+c\n", id="Windows line ends"),
        pytest.param(b"a\rb\r", b"a\rc\r", " a\n-b\n+c\n", id="old Macintosh line ends"),
        pytest.param(b"a\r\nb\n", b"a\nb\n", "-a␍\n+a\n b\n", id="a line end"),
        pytest.param(
            b"a\nb", b"a\nc", " a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n",
            id="no line end at the end",
        ),
        pytest.param(
            "\ufeffä\u2028\x0c\n".encode(), "\ufeffö\u2028\x0c\n".encode(),
            "-ä\u2028␌\n+ö\u2028␌\n", id="other characters that end lines elsewhere",
        ),
        pytest.param(b"\xe4\n", b"\xf6\n", "-ä\n+ö\n", id="Windows-1252"),
        pytest.param(b"a\x1b[2J\n", b"b\n", "-a␛[2J\n+b\n", id="commands for the terminal"),
    ],
)  # fmt: skip
def test_a_difference_is_shown(before, after, shown):
    head, _, rest = difference([Change(path="f", before=before, after=after)]).partition("@@\n")
    assert head.startswith("--- f\n+++ f\n@@ ")
    assert rest == shown


def test_new_and_deleted_files_are_shown():
    assert difference([Change(path="f", before=None, after=b"a\n")]) == (
        "--- /dev/null\n+++ f\n@@ -0,0 +1 @@\n+a\n"
    )
    assert difference([Change(path="f", before=b"a\n", after=None)]) == (
        "--- f\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"
    )
    assert difference([Change(path="f", before=b"a", after=b"a")]) == ""


def test_a_change_that_no_line_shows_is_said():
    text = difference([Change(path="f", before=b"\xef\xbb\xbfa\n", after=b"a\n")])
    assert text == "f: only bytes that are not shown change\n"
