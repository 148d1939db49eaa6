"""Cutting a .bib text into blocks: the quick way and the careful one see the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pprkb.formats.bibtex.scan import split as module
from pprkb.formats.bibtex.scan.split import split

_PIECES = (
    "@article{smith2003,",
    "@Book {Doe-2001 ,",
    "@misc{x}",
    "@string{a = {b}}",
    "@comment{c}",
    " @article{inside,",
    "\n",
    "\r\n",
    "\r",
    "  title = {A {Nested {Deep {er}}} title},\n",
    "  title = {An unclosed title,\n",
    '  note = "quoted",\n',
    '  note = "quoted {x}",\n',
    "  year = 2003,",
    "  year = 2003",
    "  month = jan # { 3},",
    "  doi = {10.1/x\\{y},",
    "  % year = 2004,",
    "two words = {x},",
    ",",
    "}",
    "}\n\n",
    "{",
    "@",
    "é",
)


def _said(text: str) -> list[tuple[object, ...]]:
    return [
        (
            block.kind,
            block.start,
            block.end,
            block.type,
            block.key,
            [(field.name, field.raw.replace("\r", "\n"), field.salvaged) for field in block.fields],
            [(flaw.rule, flaw.offset, flaw.message, flaw.key) for flaw in block.flaws],
        )
        for block in split(text)
    ]


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
def test_plain_entries_are_read_as_the_careful_readers_read_them(text: str):
    quick = _said(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "plain_entry", lambda _text, _start: None)
        assert quick == _said(text)


def test_plain_entries_need_no_other_reader(monkeypatch: pytest.MonkeyPatch):
    def never(*_arguments: object) -> None:
        raise AssertionError("the careful reader was asked")

    monkeypatch.setattr(module, "_read_block", never)
    text = '@article{a2001,\n  title = {A {DNA} title},\n  note = "x",\n  year = 2001\n}\n' * 3
    assert [block.key for block in split(text)] == ["a2001"] * 3
