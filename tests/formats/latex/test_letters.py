"""Letters that an encoding lacks are written as commands, and read back as the letters."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pprkb.formats.latex.decode import decode
from pprkb.formats.latex.encode import spell_out


def in_ascii(text):
    return text.isascii()


@pytest.mark.parametrize(
    ("letter", "written"),
    [
        ("ü", '{\\"{u}}'),
        ("u\u0308", '{\\"{u}}'),
        ("ß", "{\\ss}"),
        ("–", "{\\textendash}"),
        ("≤", "$\\leq$"),
        ("中", "中"),
        ("a & b", "a & b"),
    ],
)
def test_a_letter_is_spelled(letter, written):
    assert spell_out(letter, in_ascii) == written


@example("¬÷")
@given(st.text(st.characters(min_codepoint=0xA1, max_codepoint=0x24F), max_size=20))
def test_letters_are_read_back(text):
    spelled = spell_out(text, in_ascii)
    assert decode(spelled) == decode(unicodedata.normalize("NFC", text))
