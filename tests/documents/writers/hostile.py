"""Text and documents that no one should write and someone will, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from pprkb.documents.document import (
    Block,
    Document,
    Entry,
    Heading,
    Paragraph,
    ParagraphRole,
    Quotation,
    Table,
    TextList,
)
from pprkb.text.markup import Run

NASTY = (
    "<script>alert(1)</script>",
    "]]>&nbsp;&#0;<!--",
    "\x00\x07\x0b\x1b\ufffe\ud800",
    "line\nline\r\n\u2028TY  - JOUR\n\nER  - ",
    "שלום (עולם) \u202e abc",
    "👩‍👩‍👧‍👦 😀 e\u0301 　",
    "*a* _b_ `c` [d](e) # f ~~g~~ $h$ ^i^ @j {k} |l| \\",
    "1. a",
    "- a",
    "(a) b",
    "=1+1",
    "---",
    "...",
    "a  b   c",
    "**",
    "`",
    "``a`",
    "\\",
    "x" * 10_000,
    "wort " * 2_000,
    "治療同盟" * 500,
)
LINKS = (
    "",
    "https://doi.org/10.1002/x",
    "javascript:alert(1)",
    "doi:10.1002/(SICI)<1>#",
    'https://example.org/" onclick="x',
    "mailto:a@b.c",
    "#place",
    "http://[::1",
    "https://a.b/%zz ü)",
)

# By number: Hypothesis would print ten thousand characters with each failure.
_nasty = st.integers(0, len(NASTY) - 1).map(NASTY.__getitem__)
texts = _nasty | st.text(max_size=30) | st.text("ab *_`[]()<>&#\\-+.1~^$@{}|!:\n")
runs = st.lists(
    st.builds(
        Run,
        text=texts,
        italic=st.booleans(),
        bold=st.booleans(),
        superscript=st.booleans(),
        small_caps=st.booleans(),
        code=st.booleans(),
        link=st.sampled_from(LINKS) | texts,
    ),
    max_size=4,
).map(tuple)
_paragraphs = st.builds(Paragraph, runs=runs, role=st.sampled_from(ParagraphRole))
_headings = st.builds(Heading, level=st.integers(-1, 12), runs=runs, anchor=texts)
_tables = st.builds(
    Table,
    header=st.lists(runs, max_size=3).map(tuple),
    rows=st.lists(st.lists(runs, max_size=3).map(tuple), max_size=2).map(tuple),
    caption=texts,
    numeric=st.frozensets(st.integers(0, 3)),
)


def _containers(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    several = st.lists(inner, max_size=3).map(tuple)
    return (
        st.builds(
            TextList,
            items=st.lists(several, max_size=3).map(tuple),
            ordered=st.booleans(),
            start=st.integers(-1, 12),
        )
        | st.builds(Quotation, blocks=several)
        | st.builds(Entry, key=texts, runs=runs, importance=texts, annotation=several)
    )


blocks = st.recursive(_paragraphs | _headings | _tables, _containers, max_leaves=6)
documents = st.builds(
    Document,
    title=texts,
    subtitle=texts,
    language=texts | st.just("he"),
    author=texts,
    modified=texts | st.just("2026-11-01"),
    blocks=st.lists(blocks, max_size=4).map(tuple),
    hanging_indent=st.booleans(),
    line_spacing=st.floats(0, 3),
)


def texts_of(given: tuple[Block, ...], importance: str = "") -> list[str]:
    """Return the text of every run that has to be printed, in order.

    Args:
        given: The blocks.
        importance: How the importance of an entry is printed, such as "[{}]"; not at all if empty.
    """
    found: list[str] = []
    for block in given:
        match block:
            case Heading() | Paragraph():
                found += [run.text for run in block.runs]
            case TextList():
                for item in block.items:
                    found += texts_of(item, importance)
            case Quotation():
                found += texts_of(block.blocks, importance)
            case Table():
                for row in (block.header, *block.rows):
                    found += [run.text for cell in row for run in cell]
            case Entry():
                found += [run.text for run in block.runs]
                if block.importance:
                    found.append(importance.format(block.importance))
                found += texts_of(block.annotation, importance)
    return found


def squeezed(text: str) -> str:
    """Return text without any white space, to compare what is printed and not where it breaks."""
    return "".join(text.split())
