"""Whole numbers in text, and that nothing else reads them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import pprkb
from pprkb.text.number import MOST, whole_number

NUMBERS = {
    "digits": ("12", 12),
    "blanks-around": (" 7\n", 7),
    "zeros-before": ("007", 7),
    "many-zeros-before": ("0" * 5000 + "7", 7),
    "digits-of-another-script": ("١٢", 12),
    "largest": (str(MOST), MOST),
    "larger": (str(MOST + 1), None),
    "more-digits-than-python-reads": ("9" * 5000, None),
    "superscript": ("²", None),
    "circled": ("①", None),
    "underscore": ("1_000", None),
    "plus": ("+1", None),
    "minus": ("-1", None),
    "decimal": ("1.0", None),
    "letters": ("2016a", None),
    "nothing": ("", None),
    "minus-alone": ("-", None),
    "two-minuses": ("--1", None),
}


@pytest.mark.parametrize(("text", "number"), NUMBERS.values(), ids=NUMBERS)
def test_whole_numbers(text, number):
    assert whole_number(text) == number
    assert whole_number(text, 5) == (5 if number is None else number)


@pytest.mark.parametrize(("text", "number"), [("-3", -3), ("-4", None), ("9", 9), ("10", None)])
def test_bounds(text, number):
    assert whole_number(text, least=-3, most=9) == number


_OF_NUMBERS = {
    "int(database.execute(sql).fetchone()[0])",
    "int(row[0])",
    "int(mark)",
    "int(len(long) * _LONGER_AT_MOST)",
    "int(value)",
    "int(mark.index)",
    "int(node.start_mark.index)",
    "int(node.end_mark.index)",
    "int(last.end_mark.index)",
    "int(node.start_mark.column)",
    "int(WAIT_SECONDS * 1000)",
    "int(number.as_tuple().exponent)",
    "int(value.as_tuple().exponent)",
    "int(shown.as_tuple().exponent)",
    "int(one.as_tuple().exponent)",
    "int(coarse.as_tuple().exponent)",
    "int(exponent)",
    "int(weight * share)",
    "int(code, 16)",
}
"""What is no text already, and the code points of `unicodedata`."""


_PACKAGE = Path(pprkb.__file__).parent
_READERS = {_PACKAGE / "text" / "number.py", _PACKAGE / "csl" / "text" / "numbers.py"}
"""The citation processor has a reader of its own, because it imports nothing of pprkb."""


def test_nothing_else_makes_a_number_of_text():
    """`int` is called on what is a number already, and handed to nobody, such as `map`."""
    found = []
    for path in sorted(_PACKAGE.rglob("*.py")):
        if path in _READERS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="int")) if ast.unparse(node) not in _OF_NUMBERS:
                    found.append(f"{path.name}:{node.lineno}: {ast.unparse(node)}")
                case ast.Call(func=ast.Name(id="map"), args=[ast.Name(id="int"), *_]):
                    found.append(f"{path.name}:{node.lineno}: {ast.unparse(node)}")
    assert found == [], "read numbers with pprkb.text.number.whole_number"
