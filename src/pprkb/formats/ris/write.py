"""Writing RIS: references with what the knowledge base knows about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pprkb.formats.annotation import annotation
from pprkb.formats.ris.tags import (
    EXTENT_IN_SP,
    NUMBER_IN_SN,
    TYPES,
    roles_of,
    variables_of,
)
from pprkb.formats.ris.values import date_text, name_text, one_line, split_pages
from pprkb.model.article import Article
from pprkb.model.reading_list import Depth
from pprkb.model.reference import Reference, Role

_END_OF_LINE = "\r\n"
_NOTHING: Mapping[str, str] = {}
_FALLBACK_AUTHORS = (Role.AUTHOR, Role.DIRECTOR, Role.COMPOSER)
"""Who is written as AU where nobody has the role that the type expects there."""


def write_ris(
    articles: Iterable[Article],
    cited: Mapping[str, str] = _NOTHING,
    *,
    depth: Depth = Depth.IMPLICATIONS,
) -> str:
    """Write the references of articles as RIS.

    Topics become keywords, one a line; the importance is U1. The note holds the reference's own
    note and what `annotation` tells; it is one line, for Talis takes no more than one. A summary
    without a reference is left out.

    Args:
        articles: What to write, in order.
        cited: How works that notes name are cited, without parentheses, by key.
        depth: How much of the summaries the note holds.

    Returns:
        Records with CRLF at the ends of lines.
    """
    records = []
    for article in articles:
        if article.reference is not None:
            lines = [*_reference_lines(article.reference), *_article_lines(article, cited, depth)]
            records.append(_record(lines))
    return _END_OF_LINE.join(records)


def _record(lines: Iterable[tuple[str, str]]) -> str:
    written = [f"{tag}  - {value}" for tag, text in lines if (value := one_line(text))]
    return _END_OF_LINE.join([*written, "ER  - ", ""])


def _reference_lines(reference: Reference) -> Iterator[tuple[str, str]]:
    kind = reference.type
    yield "TY", TYPES[kind]
    yield "ID", reference.key
    yield from _maker_lines(reference)
    for tag, name in variables_of(kind).items():
        value = str(getattr(reference, name))
        yield tag, value
        if tag == "AB":
            # Programs differ in which of the two they read.
            yield "N2", value
    yield from _date_lines(reference)
    yield from _page_lines(reference)
    yield from _number_lines(reference)


def _maker_lines(reference: Reference) -> Iterator[tuple[str, str]]:
    roles = roles_of(reference.type)
    for tag, role in roles.items():
        makers = reference.by_role(role)
        if tag == "AU" and not makers:
            others = (reference.by_role(other) for other in _FALLBACK_AUTHORS)
            makers = next((found for found in others if found), ())
        for contributor in makers:
            yield tag, name_text(contributor)


def _date_lines(reference: Reference) -> Iterator[tuple[str, str]]:
    issued = reference.issued
    if issued is not None:
        if issued.year is None:
            yield "PY", issued.literal
        else:
            yield "PY", date_text(issued).partition("/")[0]
            # The year alone would be said twice; Zotero prefers DA.
            if date_text(issued).partition("/")[2].strip("/"):
                yield "DA", date_text(issued)
    if reference.accessed is not None:
        yield "Y2", date_text(reference.accessed)
    if reference.original_date is not None:
        yield "OP", date_text(reference.original_date).rstrip("/")


def _page_lines(reference: Reference) -> Iterator[tuple[str, str]]:
    if reference.page:
        first, last = split_pages(reference.page)
        yield "SP", first
        yield "EP", last
    elif reference.type in EXTENT_IN_SP:
        yield "SP", reference.number_of_pages


def _number_lines(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "SN" if reference.type in NUMBER_IN_SN else "C7", reference.number
    yield "SN", reference.isbn
    yield "SN", reference.issn
    # "Accession Number": where EndNote's PubMed filter puts it. Zotero shows it as "Loc. in
    # Archive", for its own translator has no tag for a PMID.
    yield "AN", reference.pmid


def _article_lines(
    article: Article, cited: Mapping[str, str], depth: Depth
) -> Iterator[tuple[str, str]]:
    for keyword in article.tags:
        # Zotero makes two tags of a keyword with a semicolon.
        yield "KW", keyword.replace(";", ",")
    own = article.reference.note if article.reference else ""
    yield "N1", annotation(article, cited, own=own, depth=depth)
    yield "U1", article.importance
