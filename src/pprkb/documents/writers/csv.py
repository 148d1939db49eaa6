"""Comma-separated values as Excel opens them: one row an article, plain text in every cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping

from pprkb.documents.document import Document
from pprkb.documents.writers.characters import encode, one_line
from pprkb.evidence.describe import in_words
from pprkb.formats.markdown import plain_paragraphs
from pprkb.model.article import Article
from pprkb.model.notice_words import notices_in_words
from pprkb.model.reference import Contributor, PartialDate, Reference, Role
from pprkb.text.markup import strip_tags

COLUMNS = (
    "key",
    "type",
    "authors",
    "year",
    "title",
    "container",
    "volume",
    "issue",
    "pages",
    "doi",
    "url",
    "topics",
    "research types",
    "summary months",
    "summary titles",
    "summary origins",
    "effects",
    "practice implications",
    "importance",
    "note",
    "standing",
    "notices",
)
_SEPARATOR = "; "
# Spreadsheets run a cell that begins so as a formula; the full-width signs are Excel's in Asia.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_HARMLESS = re.compile(r"[=+\-@]|[+\-]?\d*\.?\d+")
"""A sign alone, or a number, is no formula."""


def write(document: Document) -> bytes:
    """Print the articles of a document as a table."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for article in document.articles:
        writer.writerow([cell(value) for value in _row(article, document.cited)])
    # Without the mark Excel reads the file in the code page of the computer.
    return b"\xef\xbb\xbf" + encode(table.getvalue())


def cell(value: str) -> str:
    """Return a value on one line that no spreadsheet takes for a formula."""
    text = re.sub(" {2,}", " ", one_line(value)).strip()
    return f"'{text}" if _FORMULA.match(text) and not _HARMLESS.fullmatch(text) else text


def _row(article: Article, cited: Mapping[str, str]) -> list[str]:
    summaries = article.summaries
    implications = [
        " ".join(plain_paragraphs(summary.practice_implications, cited)) for summary in summaries
    ]
    return [
        article.key,
        *_reference_cells(article.reference),
        _joined(topic.label for topic in article.topics),
        _joined(kind.label for kind in article.types),
        _joined(str(summary.month) for summary in summaries if summary.month),
        _joined(summary.title for summary in summaries),
        _joined(summary.origin.words for summary in summaries if summary.origin),
        _joined(
            in_words(effect, cited, summary.reference)
            for summary in summaries
            for effect in summary.effects
        ),
        " ".join(implications),
        article.importance,
        " ".join(plain_paragraphs(article.note, cited)),
        article.standing.value if article.standing else "",
        notices_in_words(article.notices),
    ]


def _reference_cells(reference: Reference | None) -> list[str]:
    if reference is None:
        return [""] * 10
    makers = reference.by_role(Role.AUTHOR) or reference.by_role(Role.EDITOR)
    return [
        reference.type.value,
        _joined(_name(contributor) for contributor in makers),
        _year(reference.issued),
        strip_tags(reference.title),
        strip_tags(reference.container_title),
        reference.volume,
        reference.issue,
        reference.page,
        reference.doi,
        reference.url,
    ]


def _name(contributor: Contributor) -> str:
    """Write a name in sorting order, as reference lists do."""
    if contributor.literal:
        return contributor.literal
    family = f"{contributor.non_dropping_particle} {contributor.family}".strip()
    given = f"{contributor.given} {contributor.dropping_particle}".strip()
    return ", ".join(part for part in (family, given, contributor.suffix) if part)


def _year(date: PartialDate | None) -> str:
    if date is None:
        return ""
    return str(date.year) if date.year is not None else date.literal


def _joined(values: Iterable[str]) -> str:
    return _SEPARATOR.join(value for value in values if value)
