"""Writers: a document printed in one of many formats.

The table below is the one place that knows them all. Writers are imported when they are asked
for, so that listing references does not wait for python-docx.
"""

from __future__ import annotations

from dataclasses import replace

from pprkb.documents.document import Document
from pprkb.documents.writers.characters import encode
from pprkb.documents.writers.formats import BINARY, RECORDS, Format, format_of
from pprkb.documents.writers.page_setup import Layout, Paper, Template
from pprkb.text.markup import Run

__all__ = [
    "BINARY",
    "RECORDS",
    "Format",
    "Layout",
    "Paper",
    "Template",
    "format_of",
    "write",
    "write_inline",
]


def write(document: Document, to: Format, *, layout: Layout | None = None) -> bytes:
    """Print a document.

    Args:
        document: What to print. The formats of `RECORDS` print its articles, the others its
            blocks.
        to: The format.
        layout: Paper, spacing, table of contents, template and the level of headings; else Letter.

    Returns:
        The contents of the file. Text is UTF-8.

    Raises:
        OutputError: The layout's template cannot be used, or the format needs what is not there.
    """
    if layout and layout.spacing:
        document = replace(document, line_spacing=layout.spacing)
    # Each import belongs to its case: see the module's docstring.
    match to:
        case Format.TEXT:
            from pprkb.documents.writers import text

            return text.write(document)
        case Format.MARKDOWN:
            from pprkb.documents.writers import markdown

            return markdown.write(document)
        case Format.HTML:
            from pprkb.documents.writers import html

            return html.write(document, layout)
        case Format.HTML_FRAGMENT:
            from pprkb.documents.writers import html_fragment

            return html_fragment.write(document, top_level=(layout and layout.heading_level) or 3)
        case Format.LATEX:
            from pprkb.documents.writers import latex

            return latex.write(document)
        case Format.IMSCC:
            from pprkb.documents.writers import cartridge

            return cartridge.write(document)
        case Format.DOCX:
            from pprkb.documents.writers.word import writer as docx

            return docx.write(document, layout or Layout())
        case Format.ODT:
            from pprkb.documents.writers.odt import writer as odt

            return odt.write(document, layout or Layout())
        case Format.PDF:
            from pprkb.documents.writers import pdf

            return pdf.write(document, layout or Layout())
        case Format.CSV:
            from pprkb.documents.writers import records

            return records.write_csv(document)
        case Format.JSON:
            from pprkb.documents.writers import records

            return records.write_json(document)
        case Format.BIBTEX:
            from pprkb.formats.bibtex.write.entries import write_bibtex

            return encode(write_bibtex(document.articles, document.cited, depth=document.depth))
        case Format.BIBLATEX:
            from pprkb.formats.bibtex.write.entries import write_biblatex

            return encode(write_biblatex(document.articles, document.cited, depth=document.depth))
        case Format.CSL_JSON:
            from pprkb.formats.exchange.json_references import write_csljson

            return encode(write_csljson(document.articles, document.cited, depth=document.depth))
        case Format.RIS:
            from pprkb.formats.exchange.ris.write import write_ris

            return encode(write_ris(document.articles, document.cited, depth=document.depth))
        case Format.SVG:
            raise ValueError("a document is no drawing")


def write_inline(runs: tuple[Run, ...], to: Format) -> str:
    """Print runs alone, such as one reference, without a document around them.

    Args:
        runs: What to print.
        to: Text, Markdown or HTML.

    Raises:
        ValueError: Another format was asked for.
    """
    match to:
        case Format.TEXT:
            from pprkb.documents.writers.text import plain

            return plain(runs)
        case Format.MARKDOWN:
            from pprkb.documents.writers.markdown import inline

            return inline(runs)
        case Format.HTML:
            from pprkb.documents.writers.html import inline

            return inline(runs)
        case _:
            raise ValueError(f"{to} has no inline form")
