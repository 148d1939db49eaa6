"""The downloads of pages: documents and records of the facade, by extension."""

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
"""The minimum number of a person's works for joint downloads."""


_MOST_READ = 1_000
"""The maximum number of articles in a document; more would take minutes, for no readers."""


class Kind(Enum):
    """The publication of a page that a download is written from."""

    DOCUMENT = 1
    """Its references, and summaries if the page has them."""
    EFFECTS = 2


@dataclass(frozen=True, kw_only=True)
class Download:
    """One format that a page can be downloaded in."""

    suffix: str
    name: str
    """A phrase."""
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
"""The maximum number of works in a document and in records for a reader's selection."""


@cache
def _read() -> tuple[Download, ...]:
    """Return the prose formats for downloads, cached."""
    return (WORD, PDF) if find_spec("typst") else (WORD,)


def offered(
    *, document: bool = True, effects: bool = True, course: bool = False
) -> tuple[Download, ...]:
    """Return the downloads of a page, most popular first.

    Args:
        document: Whether it has more to read than references.
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
    """Return the downloads of an article; without a summary only records of its reference."""
    return offered(document=bool(article.headline), effects=_has_effects(article))


def of_articles(articles: Sequence[Listed]) -> tuple[Download, ...]:
    """Return the downloads of the articles of a topic, type, kind or year."""
    if not articles:
        return ()
    effects = any(map(_has_effects, articles))
    return offered(document=len(articles) <= _MOST_READ, effects=effects)


def of_person(articles: Sequence[Listed]) -> tuple[Download, ...]:
    """Return the downloads of a person's works; one or two have them on their own pages."""
    return offered(document=False, effects=False) if len(articles) >= _LEAST_WORKS else ()


def _has_effects(article: Listed) -> bool:
    return "yes" in article.facets[Facet.EFFECTS]


def of_works(articles: Sequence[Listed]) -> tuple[Download, ...]:
    """Return the downloads of selected articles, search results, or pages that collect articles.

    There are none for numbers that would keep a server busy for long.
    """
    if not 0 < len(articles) <= MOST_RECORDS:
        return ()
    effects = any(map(_has_effects, articles))
    return offered(document=len(articles) <= MOST_READ, effects=effects)


def of_own_lists() -> tuple[Download, ...]:
    """Return the downloads of a list made by a reader."""
    first, *others = offered(course=True, effects=False)
    return (first, OPEN_DOCUMENT, WEB_PAGE, *others)


def of_comparisons() -> tuple[Download, ...]:
    """Return the downloads of a comparison of works."""
    table = Download(suffix=".csv", name=phrase("Table (CSV)"), format=Format.CSV)
    return (*_read(), table)


def media_type(name: str) -> str:
    """Return the media type of a file extension."""
    for suffix, kind in _TYPES.items():
        if name.endswith(suffix):
            return kind
    return "application/octet-stream"
