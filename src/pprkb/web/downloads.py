"""What a page can be downloaded as: the documents and records of the facade, by extension."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.util import find_spec

from pprkb.knowledge_base.publication import Format
from pprkb.languages import phrase
from pprkb.query.catalogue import Facet, Listed

_TYPES = {
    ".bib": "application/x-bibtex; charset=utf-8",
    ".ris": "application/x-research-info-systems; charset=utf-8",
    ".csl.json": "application/vnd.citationstyles.csl+json",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".md": "text/markdown; charset=utf-8",
    ".imscc": "application/zip",
    ".html": "text/html; charset=utf-8",
    ".xml": "application/atom+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


_LEAST_WORKS = 3
"""Of a person whose works are downloaded together."""


_MOST_READ = 1_000
"""Articles of a document that is read; to set more takes minutes, and nobody reads them."""


class Kind(Enum):
    """From which publication of a page a download is written."""

    DOCUMENT = 1
    """What is read: its references, and summaries where the page has them."""
    EFFECTS = 2


@dataclass(frozen=True, kw_only=True)
class Download:
    """One form in which a page is downloaded."""

    suffix: str
    name: str
    """As a phrase."""
    format: Format
    kind: Kind = Kind.DOCUMENT


WORD = Download(suffix=".docx", name="Word", format=Format.DOCX)
PDF = Download(suffix=".pdf", name="PDF", format=Format.PDF)
MARKDOWN = Download(suffix=".md", name="Markdown", format=Format.MARKDOWN)
CARTRIDGE = Download(suffix=".imscc", name=phrase("Canvas or Moodle"), format=Format.IMSCC)
EFFECTS = Download(
    suffix=".effects.csv", name=phrase("Effect sizes (CSV)"), format=Format.CSV, kind=Kind.EFFECTS
)
OPEN_DOCUMENT = Download(suffix=".odt", name="OpenDocument", format=Format.ODT)
WEB_PAGE = Download(suffix=".html", name=phrase("Web page"), format=Format.HTML)
RECORDS = (
    Download(suffix=".ris", name="RIS", format=Format.RIS),
    Download(suffix=".bib", name="BibTeX", format=Format.BIBTEX),
    Download(suffix=".csl.json", name="CSL-JSON", format=Format.CSL_JSON),
    Download(suffix=".json", name="JSON", format=Format.JSON),
)


MOST_READ, MOST_RECORDS = 500, 2_000
"""Works that a document, and a file of records, of a reader's choice may hold."""


@cache
def _read() -> tuple[Download, ...]:
    """Return the forms in which a document is read; every page asks for them."""
    return (WORD, PDF) if find_spec("typst") else (WORD,)


def offered(
    *, document: bool = True, effects: bool = True, course: bool = False
) -> tuple[Download, ...]:
    """Return the downloads of a page, the most asked for first.

    Args:
        document: Whether it has anything to read besides references.
        effects: Whether it has effect sizes.
        course: Whether it is a reading list.
    """
    return (
        *(_read() if document else ()),
        *((MARKDOWN, CARTRIDGE) if course else ()),
        *RECORDS,
        *((EFFECTS,) if effects else ()),
    )


def of_article(article: Listed) -> tuple[Download, ...]:
    """Return the downloads of an article; one without a summary has no more than its reference."""
    return offered(document=bool(article.headline), effects=_has_effects(article))


def of_articles(articles: Sequence[Listed]) -> tuple[Download, ...]:
    """Return the downloads of the articles of a topic, type, kind or year."""
    if not articles:
        return ()
    effects = any(map(_has_effects, articles))
    return offered(document=len(articles) <= _MOST_READ, effects=effects)


def of_person(articles: Sequence[Listed]) -> tuple[Download, ...]:
    """Return the downloads of a person's works; of one or two, their own pages have them."""
    return offered(document=False, effects=False) if len(articles) >= _LEAST_WORKS else ()


def _has_effects(article: Listed) -> bool:
    return "yes" in article.facets[Facet.EFFECTS]


def of_works(articles: Sequence[Listed]) -> tuple[Download, ...]:
    """Return the downloads of articles that a reader has chosen or found, or that a page collects.

    So many that a server would be busy for long are not offered.
    """
    if not 0 < len(articles) <= MOST_RECORDS:
        return ()
    effects = any(map(_has_effects, articles))
    return offered(document=len(articles) <= MOST_READ, effects=effects)


def of_own_lists() -> tuple[Download, ...]:
    """Return the downloads of a list that a reader has made."""
    first, *others = offered(course=True, effects=False)
    return (first, OPEN_DOCUMENT, WEB_PAGE, *others)


def of_comparisons() -> tuple[Download, ...]:
    """Return the downloads of works side by side."""
    table = Download(suffix=".csv", name=phrase("Table (CSV)"), format=Format.CSV)
    return (*_read(), table)


def media_type(name: str) -> str:
    """Return the type of a file by its extension."""
    for suffix, kind in _TYPES.items():
        if name.endswith(suffix):
            return kind
    return "application/octet-stream"
