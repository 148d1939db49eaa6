"""Plain text: tables that find room in 80 columns, and those that do not."""

from __future__ import annotations

import pytest

from pprkb.documents.document import Document, Paragraph, Table, TextList
from pprkb.documents.writers import Format, write
from pprkb.text.markup import Run


def table(*rows: tuple[str, ...]) -> Table:
    header, *body = (tuple((Run(text=text),) for text in row) for row in rows)
    return Table(header=header, rows=tuple(body))


def printed(one: Table) -> str:
    return write(Document(title="", blocks=(one,)), Format.TEXT).decode()


def test_no_column_is_narrower_than_its_longest_word() -> None:
    long = "word " * 40
    lines = printed(table(("A", "B", "C"), ("x" * 40, long, long))).splitlines()
    rule, *body = (line for line in lines if line.strip() and not line.startswith("A"))
    assert rule.index(" ") == 40
    assert {line.index("word") for line in body if "word" in line} == {42}


@pytest.mark.parametrize("columns", [7, 30])
def test_a_table_that_finds_no_room_is_printed_row_by_row(columns: int) -> None:
    names = ("Work", *(f"Name{n}" for n in range(columns - 1)))
    cells = (
        "Wampold (2015)",
        *(f"psychotherapies{n} {'word ' * 20}end" for n in range(columns - 1)),
    )
    lines = printed(table(names, cells, cells)).splitlines()
    assert lines.count("Work: Wampold (2015)") == 2
    assert sum(line.startswith("  Name0: psychotherapies0 word") for line in lines) == 2
    assert max(len(line) for line in lines) <= 80
    assert sum(line.count("end") for line in lines) == 2 * (columns - 1)


def test_rows_of_several_lines_have_an_empty_line_between() -> None:
    long = "word " * 20
    tall = printed(table(("A", "B"), ("1", long), ("2", long), ("3", long))).splitlines()
    begin = [tall.index(line) for line in tall if line[:1] in ("1", "2", "3")]
    assert [tall[line - 1].strip() for line in begin[1:]] == ["", ""]
    assert "" not in printed(table(("A", "B"), ("1", "x"), ("2", "y"))).splitlines()[:-1]


@pytest.mark.parametrize(
    ("start", "lines"),
    [
        pytest.param(1, ["1. One", "2. Two"], id="from the first"),
        pytest.param(8, ["8. One", "9. Two"], id="one figure each"),
        pytest.param(9, [" 9. One", "10. Two"], id="the last has two figures"),
    ],
)
def test_the_numbers_of_a_list_end_below_each_other(start: int, lines: list[str]) -> None:
    items = tuple((Paragraph(runs=(Run(text=text),)),) for text in ("One", "Two"))
    block = TextList(items=items, ordered=True, start=start)
    text = write(Document(title="", blocks=(block,)), Format.TEXT).decode()
    assert text.rstrip("\n").splitlines() == lines


@pytest.mark.parametrize(
    ("cell", "fits"),
    [
        pytest.param("x" * 37, True, id="80 columns"),
        pytest.param("x" * 38, False, id="81 columns"),
        pytest.param("治" * 18 + "x", True, id="wide characters, 80 columns"),
        pytest.param("Ａ" * 19, False, id="full-width letters, 81 columns"),
    ],
)
def test_a_table_may_fill_the_line(cell: str, fits: bool) -> None:
    lines = printed(table(("A", "B"), ("y" * 41, cell))).splitlines()
    assert (lines[0].split() == ["A", "B"]) is fits


def test_a_line_may_be_full() -> None:
    words = f"{'x' * 39} {'y' * 40} {'z' * 79} end"
    block = Paragraph(runs=(Run(text=words),))
    text = write(Document(title="", blocks=(block,)), Format.TEXT).decode()
    assert text.splitlines() == [f"{'x' * 39} {'y' * 40}", "z" * 79, "end"]
