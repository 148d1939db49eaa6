import pytest
from hypothesis import given
from hypothesis import strategies as st

from pprkb.files.text import decode_text
from pprkb.model.problem import Rule


@pytest.mark.parametrize(
    ("content", "text", "line"),
    [
        pytest.param("Flückiger".encode(), "Flückiger", None, id="UTF-8"),
        pytest.param("\ufeffFlückiger".encode(), "Flückiger", None, id="a byte order mark"),
        pytest.param("a\nFlückiger".encode("cp1252"), "a\nFlückiger", 2, id="Windows-1252"),
        pytest.param("Flückiger".encode("utf-16"), "Flückiger", 1, id="UTF-16"),
        pytest.param("Flückiger".encode("utf-32"), "Flückiger", 1, id="UTF-32"),
    ],
)
def test_encodings(content, text, line):
    decoded, problems = decode_text(content, "f.bib")
    assert decoded == text
    assert [p.at.line for p in problems] == ([line] if line else [])
    assert all(p.rule is Rule.ENCODING for p in problems)


@pytest.mark.parametrize(
    ("content", "text", "message"),
    [
        pytest.param("Flückiger".encode("utf-16-le"), "Flückiger", "UTF-16", id="UTF-16"),
        pytest.param("Flückiger".encode("utf-16-be"), "Flückiger", "UTF-16", id="big end first"),
        pytest.param(b"one\ntwo\0three\0", "one\ntwothree", "2 NUL bytes", id="NUL"),
        pytest.param(b"\0", "", "a NUL byte", id="nothing else"),
    ],
)
def test_nul_bytes(content, text, message):
    decoded, problems = decode_text(content, "f.bib")
    assert decoded == text
    assert [p.rule for p in problems] == [Rule.NUL_BYTES]
    assert message in problems[0].message


@given(st.binary())
def test_any_bytes_are_read(content):
    text, _ = decode_text(content, "f.bib")
    assert isinstance(text, str)


@given(st.text())
def test_utf8_is_read_as_it_is(text):
    decoded, problems = decode_text(text.encode("utf-8", "surrogatepass"), "f.bib")
    if not problems:
        assert decoded == text.removeprefix("\ufeff")
