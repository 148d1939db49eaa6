"""Writing RIS: references with what the knowledge base knows about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pprkb.formats.annotation import annotation
from pprkb.formats.exchange.ris.tags import (
    EXTENT_IN_SP,
    NUMBER_IN_SN,
    RICH,
    SAID,
    TYPES,
    date_text,
    for_html,
    name_text,
    note_text,
    one_line,
    roles_of,
    split_pages,
    variables_of,
)
from pprkb.formats.exchange.zotero_json import note_line, note_lines
from pprkb.formats.field_values import is_database
from pprkb.model.reading_list import Depth
from pprkb.model.reference import Reference, ReferenceType, Role
from pprkb.model.summary import Article

_END_OF_LINE = "\r\n"
_BREAK = "<br/>"
"""Between the parts of a note: Zotero takes a note for HTML. A line without a tag would do for
Zotero, too, but pandoc refuses a file that has one, and Talis takes one line."""
_NOTHING: Mapping[str, str] = {}
_FALLBACK_AUTHORS = (Role.AUTHOR, Role.DIRECTOR, Role.COMPOSER)
"""Roles that are written as AU where nobody has the role that the type expects."""
_WRITTEN_APART = frozenset(
    ("issued", "accessed", "page", "isbn", "issn", "source_title", "number_of_pages")
)
_RAW = frozenset(("abstract", "annote"))
"""Variables whose values Zotero does not parse as HTML."""
_SAID_TOO = frozenset(("chapter_number", "pmcid"))
"""Variables with a tag that Zotero does not read."""


def write_ris(
    articles: Iterable[Article],
    cited: Mapping[str, str] = _NOTHING,
    *,
    depth: Depth = Depth.IMPLICATIONS,
) -> str:
    """Write the references of articles as RIS.

    Topics become keywords, one a line; the importance is U1. The note holds the reference's own
    note and the `annotation`, with a break between two parts. What Zotero has no field for
    is an M2, which it takes for a line of its Extra. A summary without a reference is left out.

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
    written = [f"{tag}  - {value}" for tag, text in lines if (value := _value(tag, text))]
    return _END_OF_LINE.join([*written, "ER  - ", ""])


def _value(tag: str, text: str) -> str:
    if tag == "N1":
        parts = [part for part in map(one_line, text.split("\n")) if part]
        return _BREAK.join(map(for_html, parts)) if len(parts) > 1 else note_text("".join(parts))
    return one_line(text)


def _reference_lines(reference: Reference) -> Iterator[tuple[str, str]]:
    kind = reference.type
    yield "TY", TYPES[kind]
    yield "ID", reference.key
    yield from _maker_lines(reference)
    held = set(_WRITTEN_APART)
    for tag, name in variables_of(kind).items():
        value = str(getattr(reference, name))
        if name == "archive" and is_database(value):
            continue
        if name not in _SAID_TOO:
            held.add(name)
        if tag == "AB":
            # Programs differ in which of the two they read.
            yield from ((tag, value), ("N2", value))
        else:
            yield tag, value if name in _RAW else for_html(value, rich=name in RICH)
    if kind is ReferenceType.LEGAL_CASE:
        # Zotero's court; the lines in M2 say whether it is the authority or the publisher.
        held.discard("publisher")
        if not reference.publisher:
            yield "PB", for_html(reference.authority)
    yield from _date_lines(reference)
    yield from _page_lines(reference)
    yield from _number_lines(reference, held)
    for value in _extra_lines(reference, held):
        yield "M2", for_html(value, rich=True)


def _extra_lines(reference: Reference, held: set[str]) -> Iterator[str]:
    """Yield the variables that no tag holds, or none that Zotero reads."""
    if reference.type in SAID:
        yield note_line("type", reference.type.value)
    if reference.number_of_pages and not _has_extent(reference):
        held.discard("number_of_pages")
    yield from note_lines(reference, held | {role.value for role in _roles(reference).values()})


def _roles(reference: Reference) -> dict[str, Role]:
    """Return the role that is written under each tag."""
    roles = roles_of(reference.type)
    if not reference.by_role(roles["AU"]):
        others = (role for role in _FALLBACK_AUTHORS if reference.by_role(role))
        roles["AU"] = next(others, roles["AU"])
    return roles


def _maker_lines(reference: Reference) -> Iterator[tuple[str, str]]:
    for tag, role in _roles(reference).items():
        for contributor in reference.by_role(role):
            yield tag, for_html(name_text(contributor))


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
    elif _has_extent(reference):
        yield "SP", reference.number_of_pages


def _has_extent(reference: Reference) -> bool:
    return reference.type in EXTENT_IN_SP and not reference.page


def _number_lines(reference: Reference, held: set[str]) -> Iterator[tuple[str, str]]:
    if reference.type in NUMBER_IN_SN:
        held.add("number")
        held -= {"isbn", "issn"}
        yield "SN", reference.number
    else:
        if "number" not in held:
            # EndNote's field for an article number; Zotero reads the line in M2.
            yield "C7", reference.number
        yield "SN", reference.isbn
        yield "SN", reference.issn
    # "Accession Number": where EndNote's PubMed filter puts it. Zotero reads the line in M2.
    yield "AN", reference.pmid


def _article_lines(
    article: Article, cited: Mapping[str, str], depth: Depth
) -> Iterator[tuple[str, str]]:
    # Zotero makes two tags of a keyword with a semicolon.
    words = [word.replace(";", ",") for word in article.tags]
    if len(words) == 1 and "," in words[0]:
        # Zotero parts a keyword that is alone at its commas, and keeps of two that are equal one.
        words *= 2
    for word in words:
        yield "KW", for_html(word)
    own = " ".join(article.reference.note.split()) if article.reference else ""
    yield "N1", annotation(article, cited, own=own, between="\n", depth=depth)
    yield "U1", article.importance
