"""The formats a document can be written in, and the file names they go by."""

from __future__ import annotations

from collections.abc import Container
from enum import StrEnum

from pprkb.model.errors import PprkbError


class Format(StrEnum):
    """A format of output; the value is the word that `--to` takes."""

    TEXT = "text"
    """Plain text in 80 columns."""
    MARKDOWN = "markdown"
    """Markdown that CommonMark readers and pandoc understand alike."""
    HTML = "html"
    """One self-contained page."""
    HTML_FRAGMENT = "html-fragment"
    """A part of a page, for the editor of a learning management system."""
    DOCX = "docx"
    """A Word document."""
    ODT = "odt"
    """An OpenDocument text, for LibreOffice."""
    PDF = "pdf"
    """Pages as they are printed; needs the extra `pprkb[pdf]`."""
    LATEX = "latex"
    """A LaTeX document that needs nothing beside it."""
    IMSCC = "imscc"
    """A Common Cartridge with a module a week, for Canvas and Moodle."""
    BIBTEX = "bibtex"
    """The references as BibTeX entries."""
    BIBLATEX = "biblatex"
    """The references as entries for biblatex."""
    RIS = "ris"
    """The references with topics and notes, for Zotero, EndNote and Mendeley."""
    CSL_JSON = "csl-json"
    """The references as citation processors read them."""
    CSV = "csv"
    """One row an article, for spreadsheets."""
    JSON = "json"
    """Everything about the articles, for programs."""
    SVG = "svg"
    """The drawing of an evidence table alone."""


RECORDS = frozenset(
    {Format.BIBTEX, Format.BIBLATEX, Format.RIS, Format.CSL_JSON, Format.CSV, Format.JSON}
)
"""Formats that carry the articles of a document and none of its prose."""

BINARY = frozenset({Format.DOCX, Format.ODT, Format.PDF, Format.IMSCC})
"""Formats that would garble a terminal."""

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
    """Return the format that a file's extension means.

    Args:
        path_suffix: The extension, such as ".docx", or a whole file name; case does not matter.
            ".csl.json" is CSL-JSON and any other ".json" the articles as JSON; in the same way
            ".biblatex.bib" and ".fragment.html" say which of two formats is meant.
        among: The formats that are possible.

    Raises:
        PprkbError: The extension means none of them.
    """
    name = path_suffix.lower()
    suffixes = {suffix: to for suffix, to in _SUFFIXES.items() if to in among}
    for suffix in sorted(suffixes, key=len, reverse=True):
        if name.endswith(suffix):
            return suffixes[suffix]
    known = ", ".join(suffixes)
    raise PprkbError(f"no format is known for {path_suffix!r}; known endings are {known}")
