"""Writers: a document, or the records of its articles, in one of many formats.

The tables below list them all. Writers are imported on demand, so that listing references does not
load python-docx.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import replace
from enum import StrEnum
from importlib import import_module

from pprkb.documents.document import Document, Records
from pprkb.documents.writers.characters import encode
from pprkb.documents.writers.page_setup import PageSetup, Paper, Template
from pprkb.model.errors import PprkbError
from pprkb.text.markup import Run

__all__ = [
    "BINARY",
    "EVERY",
    "HOSTS",
    "RECORDS",
    "Format",
    "PageSetup",
    "Paper",
    "Template",
    "format_of",
    "write",
    "write_inline",
]


class Format(StrEnum):
    """Output formats; the value is the word for `--to`."""

    TEXT = "text"
    """Plain text in 80 columns."""
    MARKDOWN = "markdown"
    """Markdown that CommonMark readers and pandoc interpret in the same way."""
    HTML = "html"
    """One self-contained page."""
    HTML_FRAGMENT = "html-fragment"
    """An HTML fragment, for the editor of a learning management system."""
    DOCX = "docx"
    """A Word document."""
    ODT = "odt"
    """An OpenDocument text, for LibreOffice."""
    RTF = "rtf"
    """Rich text, which nearly every program reads."""
    PDF = "pdf"
    """PDF; needs the extra `pprkb[pdf]`."""
    LATEX = "latex"
    """A self-contained LaTeX document."""
    IMSCC = "imscc"
    """A Common Cartridge with a module for each week, for Canvas and Moodle."""
    BIBTEX = "bibtex"
    """The references as BibTeX entries."""
    BIBLATEX = "biblatex"
    """The references as biblatex entries."""
    RIS = "ris"
    """The references with topics and notes, for Zotero, EndNote and Mendeley."""
    CSL_JSON = "csl-json"
    """The references as CSL-JSON, for citation processors."""
    CSV = "csv"
    """One row for each article, for spreadsheets."""
    JSON = "json"
    """Everything about the articles, for programs."""
    SVG = "svg"
    """Only the drawing of an evidence table."""

    @classmethod
    def _missing_(cls, value: object) -> Format | None:
        """Return the format for the name of a system that it is pasted into."""
        return cls.HTML_FRAGMENT if value in HOSTS else None


HOSTS = ("canvas", "moodle", "blackboard", "brightspace", "teams")
"""Systems as other names of `html-fragment`, which is pasted into them."""


RECORDS = frozenset(
    {Format.BIBTEX, Format.BIBLATEX, Format.RIS, Format.CSL_JSON, Format.CSV, Format.JSON}
)
"""Formats of `Records`, which contain articles but no prose."""

BINARY = frozenset({Format.DOCX, Format.ODT, Format.PDF, Format.IMSCC})
"""Formats that must not be printed on a terminal."""

_SUFFIXES = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".fragment.html": Format.HTML_FRAGMENT,
    ".docx": Format.DOCX,
    ".tex": Format.LATEX,
    ".imscc": Format.IMSCC,
    ".odt": Format.ODT,
    ".rtf": Format.RTF,
    ".pdf": Format.PDF,
    ".bib": Format.BIBTEX,
    ".biblatex.bib": Format.BIBLATEX,
    ".bibtex": Format.BIBTEX,
    ".ris": Format.RIS,
    ".csl.json": Format.CSL_JSON,
    ".csljson": Format.CSL_JSON,
    ".csv": Format.CSV,
    ".json": Format.JSON,
    ".svg": Format.SVG,
}


EVERY = frozenset(Format) - {Format.SVG}
"""The formats of documents and their records."""


def format_of(path_suffix: str, among: Container[Format] = EVERY) -> Format:
    """Return the format of a file extension.

    Args:
        path_suffix: The extension, such as ".docx", or a whole file name; case is ignored.
            ".csl.json" is CSL-JSON, any other ".json" the articles as JSON; in the same way,
            ".biblatex.bib" and ".fragment.html" select one of two formats.
        among: The possible formats.

    Raises:
        PprkbError: The extension is none of them.
    """
    name = path_suffix.lower()
    suffixes = {suffix: to for suffix, to in _SUFFIXES.items() if to in among}
    for suffix in sorted(suffixes, key=len, reverse=True):
        if name.endswith(suffix):
            return suffixes[suffix]
    known = ", ".join(suffixes)
    raise PprkbError(f"no format is known for {path_suffix!r}; known endings are {known}")


_DOCUMENT_WRITERS = {
    Format.TEXT: "text",
    Format.MARKDOWN: "markdown",
    Format.HTML: "html",
    Format.HTML_FRAGMENT: "html_fragment",
    Format.LATEX: "latex",
    Format.IMSCC: "cartridge",
    Format.DOCX: "word.writer",
    Format.ODT: "odt.writer",
    Format.RTF: "rtf.writer",
    Format.PDF: "pdf",
}
"""Modules of this package, each with `write(document, setup) -> bytes`."""

_RECORD_WRITERS = {
    Format.CSV: ("pprkb.documents.writers.records", "write_csv"),
    Format.JSON: ("pprkb.documents.writers.records", "write_json"),
    Format.BIBTEX: ("pprkb.formats.bibtex.write.entries", "write_bibtex"),
    Format.BIBLATEX: ("pprkb.formats.bibtex.write.entries", "write_biblatex"),
    Format.CSL_JSON: ("pprkb.formats.exchange.json_references", "write_csljson"),
    Format.RIS: ("pprkb.formats.exchange.ris.write", "write_ris"),
}
"""Module and function; those in `formats` take articles, citations and depth."""

_INLINE_WRITERS = {
    Format.TEXT: ("text", "plain"),
    Format.MARKDOWN: ("markdown", "inline"),
    Format.HTML: ("html", "inline"),
}


def write(document: Document | Records, to: Format, *, setup: PageSetup | None = None) -> bytes:
    """Return a document, or records, in a format.

    Args:
        document: `Records` for the formats of `RECORDS`, a `Document` for the others.
        to: The format.
        setup: Paper, spacing, table of contents, template and heading level; by default Letter.

    Returns:
        The content of the file. Text is UTF-8.

    Raises:
        OutputError: The template cannot be used, or a library for the format is missing.
        TypeError: The format is one of `RECORDS` and a `Document` was given, or vice versa.
    """
    if to in _RECORD_WRITERS:
        if not isinstance(document, Records):
            raise TypeError(f"{to} is not written from a document")
        module, name = _RECORD_WRITERS[to]
        function = getattr(import_module(module), name)
        if module.startswith(__name__):
            return encode(function(document))
        return encode(function(document.articles, document.cited, depth=document.depth))
    if to not in _DOCUMENT_WRITERS or not isinstance(document, Document):
        raise TypeError(f"{to} is not written from {type(document).__name__}")
    setup = setup or PageSetup()
    if setup.spacing:
        document = replace(document, line_spacing=setup.spacing)
    writer: Callable[[Document, PageSetup], bytes]
    writer = import_module(f"{__name__}.{_DOCUMENT_WRITERS[to]}").write
    return writer(document, setup)


def write_inline(runs: tuple[Run, ...], to: Format) -> str:
    """Return only runs, such as one reference, without a document around them.

    Args:
        runs: The runs to print.
        to: Text, Markdown or HTML.

    Raises:
        ValueError: The format is another one.
    """
    if to not in _INLINE_WRITERS:
        raise ValueError(f"{to} has no inline form")
    module, name = _INLINE_WRITERS[to]
    printer: Callable[[tuple[Run, ...]], str]
    printer = getattr(import_module(f"{__name__}.{module}"), name)
    return printer(runs)
