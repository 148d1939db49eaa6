"""PDF, set by Typst (the extra `pprkb[pdf]`): pages with numbers, bookmarks and tags.

Typst brings its own fonts, so that the same document gives the same bytes on every machine; fonts
of the machine are asked only for scripts that its own do not hold.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from pprkb.documents.document import Document
from pprkb.documents.writers.characters import encode
from pprkb.documents.writers.layout import Layout, data_date
from pprkb.documents.writers.typst_source import typst_source
from pprkb.model.errors import OutputError

if TYPE_CHECKING:
    from types import ModuleType

_ACCESSIBLE = ("ua-1",)
"""PDF/UA-1 (ISO 14289-1): every part has a tag, the drawings words, the file a title."""
_ATTEMPTS: tuple[dict[str, Any], ...] = (
    {"pdf_standards": [*_ACCESSIBLE], "ignore_system_fonts": True},
    {"pdf_standards": [*_ACCESSIBLE], "ignore_system_fonts": False},
    # A letter that no font has may not stand in an accessible file; it is printed as a box.
    {"ignore_system_fonts": False},
)


def write(document: Document, layout: Layout) -> bytes:
    """Print a document as .pdf; the same document gives the same bytes.

    Raises:
        OutputError: Typst is not installed.
    """
    typst = _typst()
    source = encode(typst_source(document, layout))
    date = data_date(document)
    for options in _ATTEMPTS[:-1]:
        try:
            return _compiled(typst, source, date, options)
        except typst.TypstError:
            continue
    return _compiled(typst, source, date, _ATTEMPTS[-1])


def _typst() -> ModuleType:
    try:
        import typst
    except ImportError as error:
        raise OutputError(
            "PDF needs Typst, which is not installed",
            hint="pip install 'pprkb[pdf]', or write .docx and save it as PDF from Word",
        ) from error
    module: ModuleType = typst
    return module


def _compiled(typst: ModuleType, source: bytes, date: datetime, options: dict[str, Any]) -> bytes:
    content: bytes = typst.compile(source, timestamp=date, **options)
    return content
