"""An HTML fragment for the editor of a learning management system.

Such editors drop `<style>`, classes that they do not know, and everything that could do harm. What
is left to print a reading list are inline styles with the properties that Canvas
(`canvas_sanitize`) and Moodle (HTML Purifier) let through, and that Word reads when the part is
pasted there: so `margin-left` instead of `padding-left` and of the logical `margin-inline-start`.
Colours are the page's own. Drawings are left out, for Canvas removes `<svg>`; what they show is in
the table beside them. COinS stay: both keep a span's class, title and `aria-hidden`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pprkb.documents.document import (
    Block,
    Document,
    Entry,
    Figure,
    Heading,
    Paragraph,
    ParagraphRole,
    Table,
)
from pprkb.documents.writers.blocks import every_block
from pprkb.documents.writers.characters import encode, is_right_to_left, language_tag, one_line
from pprkb.documents.writers.coins import coins
from pprkb.documents.writers.html import HtmlBlocks, escaped, identity_of, inline
from pprkb.documents.writers.page_setup import PageSetup
from pprkb.documents.writers.svg import drawing_as_svg
from pprkb.languages import words_for
from pprkb.text.markup import Run
from pprkb.text.spelling import fold

_DEEPEST_HEADING = 6
_INDENT = "2.5em"
_NUMERIC = "right"
_SMALL_CAPS = 'style="font-variant: small-caps;"'
_LONGEST_NAME = 40


def write(document: Document, setup: PageSetup) -> bytes:
    """Return a document as a fragment without its title, which the page already has."""
    subtitle = escaped(document.subtitle)
    top = f"<p>{subtitle}</p>\n" if subtitle else ""
    return encode(fragment(document, document.blocks, top=top, top_level=setup.heading_level or 3))


def fragment(
    document: Document,
    blocks: Iterable[Block],
    *,
    top: str = "",
    top_level: int = 2,
    name: str = "",
    drawings: bool = False,
) -> str:
    """Print some blocks of a document; links to other parts of it become text.

    Args:
        document: What the blocks are of: it gives language, ids and indents.
        blocks: What to print.
        top: HTML that comes first.
        top_level: The level of HTML heading that a heading of level 1 becomes.
        name: Begins every id; else the document's title does.
        drawings: Whether the page shows them, and has a style for them such as `notebook.css`.
    """
    language = language_tag(document.language)
    direction = ' dir="rtl"' if is_right_to_left(language) else ""
    blocks = tuple(blocks)
    name = name or slug(document.title)[:_LONGEST_NAME].rstrip("-") or "list"
    printer = _EditorPrinter(
        blocks,
        name=name,
        hanging=document.hanging_indent,
        top_level=top_level,
        language=language,
        drawings=drawings,
    )
    text = printer.blocks(blocks) + printer.notes(document.notes)
    return f'<div lang="{language}"{direction}>\n{top}{text}</div>\n'


def slug(text: str) -> str:
    """Return the text in lower case with only unaccented letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(one_line(text))).strip("-")


class _EditorPrinter(HtmlBlocks):
    """Prints blocks, keeping track of possible link targets."""

    def __init__(
        self,
        blocks: tuple[Block, ...],
        *,
        name: str,
        hanging: bool,
        top_level: int,
        language: str,
        drawings: bool,
    ) -> None:
        self._name = name
        self._drawings = drawings
        self.words = words_for(language)
        self._side = "right" if is_right_to_left(language) else "left"
        self._hanging = hanging
        self._top_level = top_level
        self._level = 0
        self._ids: dict[str, str] = {}
        # Two lists on one page must not share ids.
        for place in _places(blocks):
            if place and place not in self._ids:
                stem, number = f"{name}-{slug(place) or 'place'}", 2
                identity = stem
                while identity in self._ids.values():
                    identity, number = f"{stem}-{number}", number + 1
                self._ids[place] = identity
        self._unused = dict(self._ids)

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Print blocks."""
        return "".join(self.block(block) for block in blocks)

    def heading(self, heading: Heading) -> str:
        """Print a heading."""
        # Screen readers stumble over a level that is left out.
        self._level = min(max(1, heading.level), self._level + 1)
        tag = f"h{min(self._level + self._top_level - 1, _DEEPEST_HEADING)}"
        language, text = self.spoken(heading.runs)
        return f"<{tag}{self._id(heading.anchor)}{language}>{text}</{tag}>\n" if text else ""

    def paragraph(self, paragraph: Paragraph) -> str:
        """Print a paragraph."""
        language, text = self.spoken(paragraph.runs)
        if not text:
            return ""
        if paragraph.role is ParagraphRole.WARNING:
            style = f"border-{self._side}: 4px double; padding-{self._side}: 8px;"
            return f'<p style="{style}"{language}>{text}</p>\n'
        if paragraph.role is ParagraphRole.NOTE:
            # In italics throughout, emphasis is upright (APA manual, section 6.22).
            turned = (replace(run, italic=not run.italic) for run in paragraph.runs)
            language, text = self.spoken(tuple(turned))
        elif paragraph.role is ParagraphRole.LABEL:
            text = f"<strong>{text}</strong>"
        return f"<p{language}>{text}</p>\n"

    def figure(self, figure: Figure) -> str:
        """Omit a drawing: editors would remove it, and its table has the same content."""
        if not self._drawings:
            return ""
        caption = escaped(figure.caption)
        caption = f"<figcaption>{caption}</figcaption>\n" if caption else ""
        drawing = replace(figure.drawing, name=f"{self._name}-{figure.drawing.name}")
        return f"<figure>\n{caption}{drawing_as_svg(drawing, styled=False)}</figure>\n"

    def entry(self, entry: Entry) -> str:
        """Print a reference with its metadata for reference managers, and its annotation."""
        label = f"{self.inline(entry.label)} " if entry.label else ""
        importance = ""
        if entry.importance:
            importance = f" <strong>[{escaped(entry.importance)}]</strong>"
        style = ""
        if self._hanging or label:
            style = f' style="margin-{self._side}: {_INDENT}; text-indent: -{_INDENT};"'
        identity = self._id(f"ref-{entry.key}")
        data = coins(entry.reference) if entry.reference and identity else ""
        text = f"{label}{self.inline(entry.runs)}{importance}{data}"
        reference = f"<p{identity}{style}>{text}</p>\n"
        annotation = self.blocks(entry.annotation)
        if not annotation:
            return reference
        return f'{reference}<div style="margin-{self._side}: {_INDENT};">\n{annotation}</div>\n'

    def table(self, table: Table) -> str:
        """Print a table."""
        start = self._side

        def style(column: int, line: str) -> str:
            side = _NUMERIC if column in table.numeric else start
            side = "center" if column in table.centred else side
            return (
                f'style="text-align: {side}; vertical-align: top; padding: 4px 8px;'
                f' border-bottom: {line};"'
            )

        header = "".join(
            f'<th scope="col" {style(column, "2px solid")}{self.held(runs)}</th>'
            if runs
            else f"<td {style(column, '2px solid')}></td>"
            for column, runs in enumerate(table.header)
        )
        body = "".join(
            "<tr>"
            + "".join(
                f'<th scope="row" {style(column, "1px solid")}{self.held(runs)}</th>'
                if table.row_headers and column == 0 and runs
                else f"<td {style(column, '1px solid')}{self.held(runs)}</td>"
                for column, runs in enumerate(cells)
            )
            + "</tr>\n"
            for cells in table.rows
        )
        caption = escaped(table.caption)
        if caption:
            caption = (
                f'<caption style="text-align: {start}; font-weight: bold;">{caption}</caption>\n'
            )
        head = f"<thead>\n<tr>{header}</tr>\n</thead>\n" if header else ""
        return (
            f'<table style="border-collapse: collapse;">\n{caption}{head}'
            f"<tbody>\n{body}</tbody>\n</table>\n"
        )

    # -- runs -------------------------------------------------------------------------------

    def inline(self, runs: tuple[Run, ...]) -> str:
        """Return runs; links to places outside the fragment become text."""
        return inline(runs, link=self._link, small_caps=_SMALL_CAPS).strip()

    def _link(self, address: str) -> str:
        if address.startswith("#"):
            identity = self._ids.get(address[1:])
            return f'href="#{identity}"' if identity else ""
        return f'href="{escaped(address)}" rel="noopener"'

    def _id(self, place: str) -> str:
        """Return an id attribute the first time that a place is printed."""
        identity = self._unused.pop(identity_of(place), "")
        return f' id="{identity}"' if identity else ""


def _places(blocks: Iterable[Block]) -> Iterator[str]:
    for block in every_block(blocks):
        if isinstance(block, Heading):
            yield identity_of(block.anchor)
        elif isinstance(block, Entry):
            yield identity_of(f"ref-{block.key}")
