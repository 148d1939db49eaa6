"""Metadata of works on their pages: Highwire and Dublin Core tags, and schema.org.

Reference managers read the `citation_*` tags (Google Scholar, "Inclusion Guidelines for
Webmasters"; Highwire Press tags) and, for kinds of works that those do not cover, Zotero's own
`z.*` tags. Their effects were tested with Zotero's translators. Search engines read only
schema.org.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pprkb.model.notice import doi_address
from pprkb.model.reference import Contributor, PartialDate, Reference, Role
from pprkb.model.reference import ReferenceType as T
from pprkb.model.summary import Article
from pprkb.text.markup import Markup, strip_tags

Tag = tuple[str, str]
"""The name and the content of a `meta` element."""

_ITEM_TYPES = {
    T.BOOK: "book",
    T.COLLECTION: "book",
    T.CLASSIC: "book",
    T.ARTICLE_MAGAZINE: "magazineArticle",
    T.ARTICLE_NEWSPAPER: "newspaperArticle",
    T.ENTRY_ENCYCLOPEDIA: "encyclopediaArticle",
    T.ENTRY_DICTIONARY: "dictionaryEntry",
    T.WEBPAGE: "webpage",
    T.POST_WEBLOG: "blogPost",
    T.POST: "forumPost",
    T.SOFTWARE: "computerProgram",
    T.DATASET: "dataset",
    T.MOTION_PICTURE: "film",
    T.SPEECH: "presentation",
    T.MANUSCRIPT: "manuscript",
    T.INTERVIEW: "interview",
    T.STANDARD: "standard",
    T.PATENT: "patent",
}
"""Zotero's types for kinds of works without `citation_*` tags."""
_SCHEMA_TYPES = {
    T.ARTICLE_JOURNAL: "ScholarlyArticle",
    T.REVIEW: "ScholarlyArticle",
    T.ARTICLE: "ScholarlyArticle",
    T.PAPER_CONFERENCE: "ScholarlyArticle",
    T.BOOK: "Book",
    T.CHAPTER: "Chapter",
    T.REPORT: "Report",
    T.THESIS: "Thesis",
    T.DATASET: "Dataset",
    T.SOFTWARE: "SoftwareApplication",
    T.ARTICLE_MAGAZINE: "Article",
    T.ARTICLE_NEWSPAPER: "NewsArticle",
    T.WEBPAGE: "WebPage",
    T.POST_WEBLOG: "BlogPosting",
    T.MOTION_PICTURE: "Movie",
}


def meta_tags(reference: Reference) -> tuple[Tag, ...]:
    """Return the tags of a work, in the order that reference managers expect."""
    return tuple((name, content) for name, content in _tags(reference) if content)


def _tags(one: Reference) -> Iterator[Tag]:
    title, container = _plain(one.title), _plain(one.container_title)
    yield "citation_title", title
    for person in one.by_role(Role.AUTHOR):
        yield "citation_author", _name(person)
    for person in one.by_role(Role.EDITOR):
        yield "citation_editor", _name(person)
    yield "citation_publication_date", _date(one.issued).replace("-", "/")
    yield from _where(one, container)
    yield "citation_volume", one.volume
    yield "citation_issue", one.issue
    first, _, last = one.page.replace("—", "–").partition("–")
    yield "citation_firstpage", first.strip()
    yield "citation_lastpage", last.strip()
    yield "citation_doi", one.doi
    yield "citation_issn", one.issn
    yield "citation_isbn", one.isbn
    yield "citation_pmid", one.pmid
    yield "citation_language", one.language
    yield "citation_public_url", _web_address(one.url) or doi_address(one.doi)
    yield "z.edition", one.edition
    yield "z.place", one.publisher_place
    yield "z.numPages", one.number_of_pages
    yield "DC.title", title
    for person in one.by_role(Role.AUTHOR):
        yield "DC.creator", _name(person).removesuffix(",")
    yield "DC.date", _date(one.issued)
    yield "DC.identifier", doi_address(one.doi) or _web_address(one.url)
    yield "DC.language", one.language


def _where(one: Reference, container: str) -> Iterator[Tag]:
    """Yield the tags that determine the kind of a work, and its container."""
    publisher = one.publisher
    match one.type:
        case T.ARTICLE_JOURNAL | T.REVIEW | T.REVIEW_BOOK | T.PERIODICAL:
            yield "citation_journal_title", container
            yield "citation_journal_abbrev", _plain(one.container_title_short)
        case T.CHAPTER | T.ENTRY:
            yield "citation_inbook_title", container
            yield "citation_book_title", container
        case T.PAPER_CONFERENCE:
            # The title of the proceedings comes first; the second tag then names the conference.
            yield "citation_inbook_title", container
            yield "citation_conference_title", _plain(one.event_title) or container
        case T.REPORT:
            yield "citation_technical_report_institution", publisher
            yield "citation_technical_report_number", one.number
            publisher = ""
        case T.THESIS:
            yield "citation_dissertation_institution", publisher
            yield "citation_dissertation_name", one.genre
            publisher = ""
        case T.ARTICLE:
            yield "DC.type", "preprint"
            publisher = publisher or container or one.archive
        case _:
            yield "z.itemType", _ITEM_TYPES.get(one.type, "document")
            yield "z.publicationTitle", container
    yield "citation_publisher", publisher


def _name(person: Contributor) -> str:
    """Return a name; organisations end in a comma, or they would be split."""
    if person.literal:
        return f"{person.literal},"
    return ", ".join(filter(None, (_family(person), _given(person), person.suffix)))


def _family(person: Contributor) -> str:
    return " ".join(filter(None, (person.non_dropping_particle, person.family)))


def _given(person: Contributor) -> str:
    return " ".join(filter(None, (person.given, person.dropping_particle)))


def _date(date: PartialDate | None) -> str:
    return date.iso if date else ""


def _plain(text: Markup) -> str:
    return strip_tags(text)


def _web_address(url: str) -> str:
    """Return a safe address; empty for `javascript:` and the like."""
    return url if url.startswith(("http://", "https://")) else ""


def schema(article: Article, url: str, topics: Sequence[str]) -> dict[str, object] | None:
    """Return a work in schema.org's vocabulary, for JSON-LD; None for a summary without a work.

    Args:
        article: The article.
        url: Absolute address of its page; empty if unknown.
        topics: Its topics, in the language of the page.
    """
    one = article.reference
    if one is None:
        return None
    work: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": _SCHEMA_TYPES.get(one.type, "CreativeWork"),
        "name": _plain(one.title),
        "author": [_schema_name(person) for person in one.by_role(Role.AUTHOR)],
        "editor": [_schema_name(person) for person in one.by_role(Role.EDITOR)],
        "datePublished": _date(one.issued),
        "identifier": doi_address(one.doi),
        "isbn": one.isbn,
        "isPartOf": {"@type": "CreativeWork", "name": _plain(one.container_title)}
        if one.container_title
        else None,
        "publisher": {"@type": "Organization", "name": one.publisher} if one.publisher else None,
        "inLanguage": one.language,
        "about": list(topics),
        "sameAs": doi_address(one.doi) or _web_address(one.url),
        "mainEntityOfPage": url,
        "subjectOf": [
            _told(
                {
                    "@type": "Article",
                    "headline": summary.title,
                    "datePublished": str(summary.month or ""),
                    # English is the default language of a library's prose.
                    "inLanguage": summary.language or "en",
                    "isBasedOn": doi_address(one.doi) or _web_address(one.url),
                    "url": url,
                }
            )
            for summary in article.summaries
            # The file name replaces an unreadable title.
            if summary.title != summary.id
        ],
    }
    return _told(work)


def collection_schema(
    name: str, url: str, works: Iterable[tuple[str, str]], *, about: str = "", language: str
) -> dict[str, object]:
    """Return a page that lists works in schema.org's terms.

    Args:
        name: What the page is called.
        url: Its absolute address; empty if the site's own is not known.
        works: The title and the address of each, in order.
        about: The topic of all of them.
        language: A BCP 47 tag.
    """
    items = [
        {"@type": "ListItem", "position": position, "name": title, "url": address}
        for position, (title, address) in enumerate(works, 1)
    ]
    return _told(
        {
            "@context": "https://schema.org",
            "@type": "CollectionPage",
            "name": name,
            "url": url,
            "inLanguage": language,
            "about": {"@type": "DefinedTerm", "name": about} if about else None,
            "mainEntity": {"@type": "ItemList", "itemListElement": items} if items else None,
        }
    )


def site_schema(name: str, url: str, *, description: str, language: str) -> dict[str, object]:
    """Return the whole site in schema.org's terms."""
    return _told(
        {
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": name,
            "url": url,
            "description": description,
            "inLanguage": language,
        }
    )


def _told(members: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in members.items() if value}


def _schema_name(person: Contributor) -> dict[str, str]:
    if person.literal:
        return {"@type": "Organization", "name": person.literal}
    name = {"familyName": _family(person), "givenName": _given(person)}
    return {"@type": "Person", **{part: words for part, words in name.items() if words}}
