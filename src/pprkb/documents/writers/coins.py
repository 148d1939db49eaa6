"""COinS: metadata of a reference on a page, for reference managers in browsers.

A span of the class `Z3988` has an OpenURL ContextObject as its title (COinS 1.0;
ANSI/NISO Z39.88-2004, key/encoded-value formats journal, book, dissertation, patent and dc).
Zotero, Mendeley and library resolvers find it there. Keys are those of the formats; where Zotero's
reader (`openurl.js` of zotero/utilities) knows less, a second key says it once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from pprkb.documents.writers.characters import one_line
from pprkb.model.reference import Contributor, Reference, Role
from pprkb.model.reference import ReferenceType as T
from pprkb.text.markup import Markup, strip_tags

_ARTICLES = frozenset(
    (
        T.ARTICLE_JOURNAL,
        T.ARTICLE_MAGAZINE,
        T.ARTICLE_NEWSPAPER,
        T.PERIODICAL,
        T.REVIEW,
        T.REVIEW_BOOK,
    )
)
_BOOKS = {
    T.BOOK: "book",
    T.CHAPTER: "bookitem",
    T.CLASSIC: "book",
    T.COLLECTION: "book",
    T.ENTRY: "bookitem",
    T.ENTRY_DICTIONARY: "bookitem",
    T.ENTRY_ENCYCLOPEDIA: "bookitem",
    T.PAMPHLET: "book",
    T.PAPER_CONFERENCE: "proceeding",
    T.REPORT: "report",
}
"""CSL type -> `genre` of the format book."""
_PARTS = ("bookitem", "proceeding")
_OTHERS = {
    T.ARTICLE: "preprint",
    T.BILL: "bill",
    T.BROADCAST: "tvBroadcast",
    T.DATASET: "dataset",
    T.FIGURE: "artwork",
    T.GRAPHIC: "artwork",
    T.HEARING: "hearing",
    T.INTERVIEW: "interview",
    T.LEGAL_CASE: "case",
    T.LEGISLATION: "statute",
    T.MANUSCRIPT: "manuscript",
    T.MAP: "map",
    T.MOTION_PICTURE: "film",
    T.PERSONAL_COMMUNICATION: "letter",
    T.POST: "forumPost",
    T.POST_WEBLOG: "blogPost",
    T.REGULATION: "statute",
    T.SOFTWARE: "computerProgram",
    T.SONG: "audioRecording",
    T.SPEECH: "presentation",
    T.STANDARD: "standard",
    T.WEBPAGE: "webpage",
}
"""CSL type -> `type` of the format dc, in Zotero's vocabulary, as in its own COinS."""
_MAKERS = (Role.AUTHOR, Role.EDITOR, Role.DIRECTOR, Role.COMPOSER, Role.PERFORMER, Role.HOST)
"""Roles in order of preference: OpenURL only knows authors, so the first role present is used."""
_ISSN = re.compile(r"\b\d{4}-?\d{3}[\dXx]\b")
_ISBN = re.compile(r"\b(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]\b")
_RANGE = re.compile(r"(\w+)\s*[-–]\s*(\w+)")

Pairs = Iterator[tuple[str, str]]


def coins(reference: Reference) -> str:
    """Return the span that describes a reference, or an empty string if it has no title.

    It is empty and hidden from assistive technology, so that neither eye nor ear meets it.
    """
    if not strip_tags(reference.title).strip():
        return ""
    title = escape(context_object(reference), quote=True)
    return f'<span class="Z3988" title="{title}" aria-hidden="true"></span>'


def context_object(reference: Reference) -> str:
    """Return an OpenURL ContextObject of a reference as key/encoded values."""
    pairs = (
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{_format(reference)}"),
        *_identifiers(reference),
        *((f"rft.{key}", value) for key, value in _metadata(reference)),
    )
    plain = ((key, one_line(strip_tags(Markup(value))).strip()) for key, value in pairs)
    return "&".join(f"{key}={quote(value, safe='')}" for key, value in plain if value)


def _format(reference: Reference) -> str:
    kind = reference.type
    if kind in _ARTICLES:
        return "journal"
    if kind in _BOOKS:
        return "book"
    return {T.THESIS: "dissertation", T.PATENT: "patent"}.get(kind, "dc")


def _identifiers(reference: Reference) -> Pairs:
    if reference.doi:
        yield "rft_id", f"info:doi/{reference.doi}"
    if reference.pmid:
        yield "rft_id", f"info:pmid/{reference.pmid}"
    if isbn := _ISBN.search(reference.isbn):
        yield "rft_id", f"urn:ISBN:{isbn[0]}"
    if reference.url.startswith(("http://", "https://")):
        yield "rft_id", reference.url


def _metadata(reference: Reference) -> Pairs:
    match _format(reference):
        case "journal":
            yield "genre", "article"
            yield "atitle", reference.title
            yield "jtitle", reference.container_title
            yield "stitle", reference.container_title_short
            yield "volume", reference.volume
            yield "issue", reference.issue
            yield "artnum", reference.number
            yield from _pages(reference.page or reference.number)
            yield from zip(("issn", "eissn"), _ISSN.findall(reference.issn), strict=False)
            yield from _people(reference)
        case "book":
            yield from _book(reference)
        case "dissertation":
            yield "title", reference.title
            yield "inst", reference.publisher
            yield "degree", reference.genre
            yield "tpages", reference.number_of_pages
            yield from _people(reference, body="")
        case "patent":
            yield "title", reference.title
            yield "number", reference.number
            yield "assignee", reference.publisher
            yield from _people(reference, last="invlast", first="invfirst", whole="inv", body="")
        case _:
            yield "title", reference.title
            yield "type", _OTHERS.get(reference.type, "document")
            yield "source", reference.container_title or reference.event_title
            yield "publisher", reference.publisher
            yield "language", reference.language
            yield from _people(reference, last="", first="", whole="creator", body="")
    yield "date", reference.issued.iso if reference.issued else ""


def _book(reference: Reference) -> Pairs:
    genre = _BOOKS[reference.type]
    container = reference.container_title or reference.event_title
    if genre in _PARTS and container:
        yield "genre", genre
        yield "atitle", reference.title
        yield "btitle", container
    else:
        yield "genre", "book" if genre in _PARTS else genre
        yield "btitle", reference.title
    yield "pub", reference.publisher
    yield "place", reference.publisher_place
    yield "edition", reference.edition
    yield "series", reference.collection_title
    yield "tpages", reference.number_of_pages
    yield from _pages(reference.page)
    if isbn := _ISBN.search(reference.isbn):
        yield "isbn", isbn[0]
    if issn := _ISSN.search(reference.issn):
        yield "issn", issn[0]
    yield from _people(reference)


def _pages(pages: str) -> Pairs:
    yield "pages", pages.replace("–", "-")
    if found := _RANGE.fullmatch(pages.strip()):
        yield "spage", found[1]
        yield "epage", found[2]


def _people(
    reference: Reference,
    *,
    last: str = "aulast",
    first: str = "aufirst",
    whole: str = "au",
    body: str = "aucorp",
) -> Pairs:
    """Yield the names in order; the first is split in two keys if the format has them."""
    people = next((found for role in _MAKERS if (found := reference.by_role(role))), ())
    for place, person in enumerate(people):
        if person.literal:
            if place == 0 and body:
                yield body, person.literal
            else:
                # Zotero splits a name at its last blank; the comma at the end keeps it whole.
                yield whole, f"{person.literal.replace(', ', ' – ')},"
        elif place == 0 and last:
            yield last, _family(person)
            yield first, ", ".join(filter(None, (_given(person), person.suffix)))
        else:
            given = " ".join(filter(None, (_given(person), person.suffix)))
            yield whole, f"{_family(person)}, {given}"


def _family(person: Contributor) -> str:
    return f"{person.non_dropping_particle} {person.family}".strip()


def _given(person: Contributor) -> str:
    return f"{person.given} {person.dropping_particle}".strip()
