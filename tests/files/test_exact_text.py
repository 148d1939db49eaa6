"""Whatever the encoding, what an edit leaves alone is written byte for byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pprkb.files.exact_text import edit_exactly, read_exactly
from pprkb.files.text import decode_text
from pprkb.formats.latex.encode import spell_out
from pprkb.model.errors import EditError


@given(
    st.binary(max_size=40) | st.text(max_size=20).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_come_back_or_are_refused(content):
    try:
        exact = read_exactly(content, "f")
        assert exact.encode(exact.text) == content
    except EditError:
        assert content[:2] in (b"\xff\xfe", b"\xfe\xff", b"\0\0") or b"\0" in content
        return
    shown, _ = decode_text(content, "f")
    assert len(shown) == len(exact.text)


@pytest.mark.parametrize(
    ("content", "edited"),
    [
        (b"caf\xe9 \x81 x", b"caf\xe9 \x81 \xfc"),
        ("café x".encode(), "café ü".encode()),
        (b"\xef\xbb\xbfx", "\ufeffü".encode()),
        ("\ufeffx".encode("utf-16-le"), "\ufeffü".encode("utf-16-le")),
        ("\ufeffx".encode("utf-16-be"), "\ufeffü".encode("utf-16-be")),
        ("\ufeffx".encode("utf-32-le"), "\ufeffü".encode("utf-32-le")),
        ("\ufeffx".encode("utf-32-be"), "\ufeffü".encode("utf-32-be")),
    ],
    ids=[
        "Windows-1252",
        "UTF-8",
        "byte order mark",
        "UTF-16",
        "UTF-16, big end first",
        "UTF-32",
        "UTF-32, big end first",
    ],
)
def test_an_edit_keeps_encoding_and_mark(content, edited):
    assert edit_exactly(content, "f", lambda text: text.replace("x", "ü")) == edited


def test_what_the_encoding_cannot_hold_is_refused_with_its_place():
    with pytest.raises(EditError, match=r'^f:2: .*windows-1252.* no "中"'):
        edit_exactly(b"\xe9\nx", "f", lambda text: text.replace("x", "中"))


def _in_latex(content, new):
    return edit_exactly(content, "f", lambda text: text.replace("x", new), spell=spell_out)


def test_in_bibtex_it_is_written_as_latex():
    assert _in_latex(b"\xe9 x", "Łoś é ő") == (b"\xe9 {\\L}o{\\'{s}} \xe9 {\\H{o}}")
    with pytest.raises(EditError, match="中"):
        _in_latex(b"\xe9 x", "中")


def test_an_edit_after_which_the_file_would_be_read_otherwise_is_refused():
    # Without the é the bytes of "Ã¼" are those of "ü" in UTF-8.
    with pytest.raises(EditError, match="another encoding"):
        edit_exactly(b"\xe9 \xc3\xbc", "f", lambda text: text.replace("é", ""))


@pytest.mark.parametrize(
    ("message", "said"),
    [("line 5: odd", "f:5: odd"), ("odd", "f: odd"), ("f:5: odd", "f:5: odd")],
)
def test_messages_name_the_file(message, said):
    def refuse(_text):
        raise EditError(message, hint="do it by hand")

    with pytest.raises(EditError) as raised:
        edit_exactly(b"", "f", refuse)
    assert (raised.value.message, raised.value.hint) == (said, "do it by hand")
