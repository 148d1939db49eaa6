"""References to BibTeX that BibTeX, biblatex, Zotero and JabRef read.

Every variable is written, so that `read_bibtex` gives an equal reference: by BibTeX's own field
where there is one, by a field `csl-...` where there is none. Only LaTeX's special characters are
escaped; all others are UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from pprkb.formats.annotation import annotation
from pprkb.formats.bibtex.fields import (
    ARTICLES,
    EXCHANGED,
    GENRES,
    IMPLIED_GENRES,
    NUMBERED,
    PARTS,
    PUBLISHER_FIELDS,
    PUBLISHERS,
    ROLES,
    SUBTYPES,
    TEXT,
    VERBATIM,
    WRITTEN,
    reference_type,
)
from pprkb.formats.bibtex.write.values import MONTHS, braced_title, date_fields, edtf, write_names
from pprkb.formats.field_values import language_name, language_tag
from pprkb.formats.latex.encode import encode, guard_entities
from pprkb.formats.titles.case import Casing
from pprkb.formats.titles.proper_names import own_names, title_is_a_name
from pprkb.model.notice import retraction_runs
from pprkb.model.reading_list import Depth
from pprkb.model.reference import Reference, ReferenceType, Role
from pprkb.model.summary import Article
from pprkb.text.markup import text_of

_FIELD_OF = {
    attribute: name for name, attribute in reversed(TEXT.items()) if not name.startswith("csl-")
}
_FIELD_OF["annote"] = "annote"
_ROLE_FIELDS = {role: name for name, role in reversed(ROLES.items())} | {
    Role.CONTAINER_AUTHOR: "bookauthor"
}
_VERBATIM_ESCAPES = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
_ENTRY_TYPES_BY_GENRE = {
    "Doctoral dissertation": "phdthesis",
    "PhD thesis": "phdthesis",
    "Master's thesis": "mastersthesis",
}
_ADDRESSES = VERBATIM | {"doi", "url"}
_AND = re.compile(r"(?<=\s)(and)(?=\s)", re.IGNORECASE)
_SEPARATORS = re.compile(r"\s*[,;]\s*")
_NOTHING: Mapping[str, str] = {}
_FIRST_YEAR = 1000
"""The subset that every program recognizes as a year."""
_UNUSABLE_IN_KEY = re.compile(r"[\s,{}\"=%#\\~]+")
_WITHOUT_FIELD = (
    *("archive", "archive_location", "authority", "jurisdiction", "medium", "dimensions"),
    *("scale", "source", "references"),
)
"""Variables of a publication that BibTeX has no field for."""
_SERIAL_AND = re.compile(r",\s+(and|or|&)\s+")

Dialect = Callable[[Reference, str, dict[str, str]], tuple[str, dict[str, str]]]
"""Turns an entry type and its encoded fields into those of a dialect."""


def _bibtex(
    reference: Reference, entry_type: str, fields: dict[str, str]
) -> tuple[str, dict[str, str]]:
    """Repeat biblatex's fields in those that BibTeX's styles, pandoc and Zotero read."""
    out: dict[str, str] = {}
    for name, value in fields.items():
        out[name] = value
        if name == "langid" and "language" not in fields:
            # biblatex reads the name of the language, Zotero the tag.
            out["language"] = encode(reference.language)
        elif name == "eid" and entry_type in ARTICLES and "pages" not in fields:
            out["pages"] = value
        elif name == "date" and reference.issued and (reference.issued.year or 0) >= _FIRST_YEAR:
            out["year"] = str(reference.issued.year)
    return entry_type, out


def write_bibtex(
    articles: Iterable[Article],
    cited: Mapping[str, str] = _NOTHING,
    *,
    depth: Depth = Depth.IMPLICATIONS,
    dialect: Dialect = _bibtex,
) -> str:
    """Write articles as a BibTeX file.

    Topic labels are added to `keywords`. Zotero and others split keywords at commas and
    semicolons, and braces do not keep them from it, so a label's commas are replaced: "Attendance,
    Attrition, and Drop-Out" becomes "Attendance / Attrition and Drop-Out". The text of
    `annotation` is added to `annote`, as plain text; a retraction is added to `note` too, which
    styles print after the reference.

    Args:
        articles: In the order to be written; those without a reference are left out.
        cited: Citations without parentheses, by key, of the works that annotations name.
        depth: How much of the summaries the annotation holds.
        dialect: Turns each entry into one of a dialect.

    Returns:
        Entries with a blank line between them; the same articles always give the same text.
    """
    articles = list(articles)
    entries = [
        write_entry(
            article.reference,
            keywords=article.tags,
            annote=annotation(article, cited, own=article.reference.annote, depth=depth),
            notes=[text_of(retraction_runs(article.notices))],
            exchange=True,
            dialect=dialect,
        )
        for article in articles
        if article.reference is not None
    ]
    return "\n".join(entries)


def write_entry(
    reference: Reference,
    *,
    keywords: Iterable[str] = (),
    annote: str = "",
    notes: Iterable[str] = (),
    exchange: bool = False,
    dialect: Dialect | None = None,
) -> str:
    """Write one reference as an entry.

    Args:
        reference: The reference; `aliases` and `extra` are written too.
        keywords: Labels to be added to the reference's own keywords.
        annote: The annotation, the reference's own included; where empty, only that is written.
        notes: Texts to be added to the reference's own note.
        exchange: Write for other programs, which know fewer types.
        dialect: Turns the entry into one of a dialect.

    Returns:
        The entry with a line end.
    """
    entry_type, fields = _Entry(reference, exchange).fields()
    words = _keywords(reference.keywords, keywords)
    if words:
        fields["keywords"] = encode(", ".join(words))
    if annote or reference.annote:
        fields["annote"] = encode(annote or reference.annote)
    if further := [text for text in notes if text]:
        fields["note"] = encode("; ".join(filter(None, (reference.note, *further))))
    if dialect is not None:
        entry_type, fields = dialect(reference, entry_type, fields)
    key = _UNUSABLE_IN_KEY.sub("_", reference.key) or "entry"
    lines = [f"@{entry_type}{{{key},"]
    for name, value in fields.items():
        safe = value if name in _ADDRESSES else guard_entities(value)
        macro = exchange and name == "month" and value in MONTHS
        lines.append(f"  {name} = {safe}," if macro else f"  {name} = {{{safe}}},")
    return "\n".join(lines) + "\n}\n"


def _keywords(keywords: Iterable[str], labels: Iterable[str]) -> list[str]:
    """Return keywords without commas and semicolons; labels that are keywords already, once."""
    words = list(dict.fromkeys(word for word in map(_without_commas, keywords) if word))
    known = {word.casefold() for word in words}
    for label in map(_without_commas, labels):
        if label and label.casefold() not in known:
            known.add(label.casefold())
            words.append(label)
    return words


def _without_commas(word: str) -> str:
    safe = _SERIAL_AND.sub(r" \1 ", word)
    return _SEPARATORS.sub(" / ", safe).strip(" /")


def verbatim_value(text: str) -> str:
    """Write an address or a path; only braces need care."""
    return re.sub(r"[{}]", lambda match: _VERBATIM_ESCAPES[match.group()], text)


class _Entry:
    """Builds the fields of one entry in a fixed order."""

    def __init__(self, reference: Reference, exchange: bool) -> None:
        self.reference = reference
        self.exchange = exchange
        self.out: dict[str, str] = {}
        self.extra = dict(reference.extra)

    def fields(self) -> tuple[str, dict[str, str]]:
        """Return entry type and encoded fields."""
        reference, out = self.reference, self.out
        entry_type = self._entry_type()
        self.entry_type = entry_type
        self._names()
        self._titles()
        out.update(date_fields(reference))
        self._numbers()
        self._publication()
        self._identifiers()
        if reference.language:
            name = language_name(reference.language)
            if name and language_tag(name) == reference.language:
                out["langid"] = name
            elif language_tag(reference.language) == reference.language:
                out["langid"] = reference.language
            else:
                out["csl-language"] = encode(reference.language)
        for attribute in ("abstract", "note"):
            self._put(attribute, getattr(reference, attribute))
        if reference.status:
            out["pubstate"] = encode(reference.status)
        if reference.aliases:
            out["ids"] = encode(", ".join(reference.aliases))
        for name, text in self.extra.items():
            field = re.sub(r"[^\w+.:/-]+", "-", name) or "extra"
            if field not in out:
                value = verbatim_value(text) if field in _ADDRESSES else encode(text)
                out[field] = value
        if reference_type(entry_type, out) is not reference.type:
            out["csl-type"] = reference.type.value
        return entry_type, out

    def _entry_type(self) -> str:
        reference = self.reference
        if reference.type is ReferenceType.THESIS:
            return _ENTRY_TYPES_BY_GENRE.get(reference.genre, "thesis")
        if reference.type is ReferenceType.BOOK and reference.event_title:
            return "proceedings"
        return (EXCHANGED if self.exchange else WRITTEN).get(reference.type, "misc")

    def _put(self, name: str, text: str) -> None:
        if text:
            self.out[name] = encode(text)

    def _csl(self, attribute: str) -> None:
        """Write a variable that BibTeX has no field for."""
        self._put("csl-" + attribute.replace("_", "-"), getattr(self.reference, attribute))

    def _names(self) -> None:
        reference = self.reference
        dropping = "useprefix=false" in self.extra.get("options", "").replace(" ", "")
        # The roles keep the order in which the reference has them.
        roles = [person.role for person in reference.contributors]
        for role in dict.fromkeys(
            (*roles, *(role for role in Role if role in reference.incomplete))
        ):
            self.out[_ROLE_FIELDS[role]] = write_names(
                reference.by_role(role),
                incomplete=role in reference.incomplete,
                use_prefix=not dropping,
            )

    def _titles(self) -> None:
        reference, out = self.reference, self.out
        known = own_names(reference.contributors)
        casing = Casing(language=reference.language, known=known, habit=False)
        about = (reference.title, reference.genre, reference.publisher)
        own_casing = replace(casing, is_name=title_is_a_name(reference.type, *about))
        if reference.title:
            out["title"] = braced_title(reference.title, reference.source_title, own_casing)
        if reference.title_short:
            out["shorttitle"] = braced_title(reference.title_short, "", own_casing)
        container = reference.container_title
        if container:
            if self.entry_type in ARTICLES:
                out["journal"] = encode(container)
            elif self.entry_type in PARTS:
                source = self.extra.pop("source-booktitle", "")
                out["booktitle"] = braced_title(container, source, casing)
            else:
                self._csl("container_title")
        for attribute in ("volume_title", "part_title", "reviewed_title"):
            self._csl(attribute)
        self._put("shortjournal", reference.container_title_short)
        if reference.collection_title:
            source = self.extra.pop("source-series", "")
            out["series"] = braced_title(reference.collection_title, source, casing)
        self._put("origtitle", reference.original_title)
        self._put("eventtitle", reference.event_title)
        if reference.type in SUBTYPES:
            out["entrysubtype"] = SUBTYPES[reference.type]
            self.extra.pop("entrysubtype", None)

    def _numbers(self) -> None:
        reference, out = self.reference, self.out
        self._put("volume", reference.volume)
        if self.entry_type in ARTICLES:
            self._put("number", reference.issue)
            self._put("eid", reference.number)
            self._csl("collection_number")
        elif self.entry_type in NUMBERED:
            self._put("number", reference.number)
            self._put("issue", reference.issue)
            self._csl("collection_number")
        else:
            self._put("number", reference.collection_number)
            self._put("issue", reference.issue)
            self._put("eid", reference.number)
        if reference.part_number:
            if reference.volume:
                self._csl("part_number")
            else:
                self._put("part", reference.part_number)
        if reference.page:
            out["pages"] = encode(reference.page.replace("–", "--")).replace("-{}-", "--")
        numbers = ("chapter_number", "edition", "number_of_volumes", "number_of_pages", "version")
        for attribute in numbers:
            self._put(_FIELD_OF[attribute], getattr(reference, attribute))
        self._csl("section")

    def _publication(self) -> None:
        reference = self.reference
        name = PUBLISHERS.get(self.entry_type, PUBLISHER_FIELDS)[0]
        for field, text in ((name, reference.publisher), ("address", reference.publisher_place)):
            if text:
                # In a list field "and" separates; as a word of a name it is put in braces.
                self.out[field] = _AND.sub(r"{\1}", encode(text))
        # Zotero shows a default type for a thesis without one.
        if reference.genre and (self.exchange or GENRES.get(self.entry_type) != reference.genre):
            self._put("type", reference.genre)
        if self.exchange and (implied := IMPLIED_GENRES.get(reference.type, "")):
            if reference.genre == implied:
                self._csl("genre")
            self.out.setdefault("type", implied)
        self._put("origpublisher", reference.original_publisher)
        self._put("origlocation", reference.original_publisher_place)
        self._put("venue", reference.event_place)
        for attribute in _WITHOUT_FIELD:
            self._csl(attribute)

    def _identifiers(self) -> None:
        reference = self.reference
        for name in ("doi", "url"):
            text = getattr(reference, name)
            if text:
                self.out[name] = verbatim_value(text)
        for name in ("isbn", "issn", "pmid", "pmcid"):
            self._put(name, getattr(reference, name))
        self._put("callnumber", reference.call_number)


_TYPES = {"techreport": "report", "phdthesis": "thesis", "mastersthesis": "thesis"}
_FIELDS = {
    "journal": "journaltitle",
    "address": "location",
    "school": "institution",
}
"""`annote` stays: it is biblatex's alias of `annotation`, and Zotero reads no other."""
_DATE = ("year", "month", "day")


def write_biblatex(
    articles: Iterable[Article],
    cited: Mapping[str, str] = _NOTHING,
    *,
    depth: Depth = Depth.IMPLICATIONS,
) -> str:
    """Write articles as a file for biblatex.

    The arguments and the result are those of `write_bibtex`, with biblatex's types and fields.
    """
    return write_bibtex(articles, cited, depth=depth, dialect=_biblatex)


def _biblatex(
    reference: Reference, entry_type: str, fields: dict[str, str]
) -> tuple[str, dict[str, str]]:
    out: dict[str, str] = {}
    issued = reference.issued
    for name, value in fields.items():
        if name in _DATE and issued is not None and issued.year is not None:
            # At the place of the year; month and day are in it.
            out.setdefault("date", edtf(issued))
        elif name == "publisher" and entry_type == "misc":
            # What biblatex prints of an entry of this type.
            out["organization"] = value
        else:
            out[_FIELDS.get(name, name)] = value
    return _TYPES.get(entry_type, entry_type), out
