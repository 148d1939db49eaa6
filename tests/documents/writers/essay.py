"""An essay with every kind of block and run that reading lists have not."""

from __future__ import annotations

from pprkb.documents.document import (
    Block,
    Code,
    Divider,
    Document,
    Entry,
    Heading,
    Paragraph,
    Picture,
    Quotation,
    Table,
    TextList,
)
from pprkb.text.markup import Run
from tests.documents.drafts.pictures import png


def _text(words: str, *more: Run) -> Paragraph:
    return Paragraph(runs=(Run(text=words), *more))


def _note(number: int) -> Run:
    return Run(text="", note=number)


_NOTES: tuple[tuple[Block, ...], ...] = (
    (_text("Of a heading."),),
    (
        _text("With a ", Run(text="link", link="https://example.org/?a=1&b=2"), Run(text=".")),
        _text("And a second paragraph."),
        TextList(items=((_text("an item"),),)),
    ),
    (_text("In a list."),),
    (Table(header=((Run(text="In a table"),),), rows=(((Run(text="alone"),),),)),),
    (_text("In a quotation, <b>no tag</b> & \\no command."),),
)
ESSAY = Document(
    title="An Essay",
    subtitle="On <everything>",
    byline=("Ann Author, Ben & Co", "4 May 2026"),
    author="Ann Author; Ben & Co",
    modified="2026-05-04",
    blocks=(
        Heading(level=1, runs=(Run(text="Head"), _note(1)), anchor="head"),
        _text("First", _note(2), Run(text="", line_break=True), Run(text="second line.")),
        Code(lines=("def f(x):", "    return [x]  # 100% & <b>", "", "`a` ``b``"), language="python"),
        Divider(),
        Picture(
            address="figures/a box.png",
            content=png(60, 30),
            kind="image/png",
            width=60,
            height=30,
            description='A blue "box"',
            caption=(Run(text="Figure 1. "), Run(text="A box", italic=True)),
        ),
        Picture(
            address="wide.png",
            content=png(4000, 10),
            kind="image/png",
            width=4000,
            height=10,
            share=0.5,
        ),
        TextList(items=((_text("one", _note(3)), Code(lines=("x = 1",))),), ordered=True, start=3),
        Table(
            header=((Run(text="A"),), (Run(text="B"),), (Run(text="C"),)),
            rows=(((Run(text="x"),), (Run(text="y"), _note(4)), (Run(text="1.5"),)),),
            numeric=frozenset({2}),
            centred=frozenset({1}),
        ),
        Quotation(blocks=(_text("Quoted", _note(5)), Code(lines=("> y",)))),
        Entry(key="berg2001", runs=(Run(text="Berg, A. (2001). A title."),)),
    ),
    notes=_NOTES,
)  # fmt: skip
