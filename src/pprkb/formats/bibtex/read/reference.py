"""Read the fields of an entry, with BibTeX's or biblatex's names, into a `Reference`.

Whatever has no CSL variable ends in `Reference.extra` under its own name. The tables here and in
`fields` are described, with their reasons, in `docs/bibtex.md`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from types import MappingProxyType

from pprkb.formats.bibtex import fields as tables
from pprkb.formats.bibtex.fields import (
    ARTICLES,
    IMPLIED_GENRES,
    NUMBERED,
    preprint,
    reference_type,
)
from pprkb.formats.bibtex.read.dates import DateResult, parse_date, parse_year
from pprkb.formats.bibtex.read.names import ET_AL, literal_list, parse_names
from pprkb.formats.bibtex.read.titles import TitleFields
from pprkb.formats.bibtex.scan.blocks import is_enclosed, split_outside
from pprkb.formats.field_values import (
    Preprint,
    address,
    address_within,
    article_number,
    bare_doi,
    edition_number,
    en_dashes,
    language_tag,
    preprint_address,
    preprint_named,
)
from pprkb.formats.latex.decode import decode, verbatim
from pprkb.formats.latex.encode import BIBSTRINGS
from pprkb.formats.titles.case import Casing
from pprkb.formats.titles.proper_names import own_names
from pprkb.model.problem import Location, Rule
from pprkb.model.reference import Contributor, Reference, ReferenceType, Role

Report = Callable[[Rule, str, str, str], None]
"""A function that is called with rule, field name, message and hint."""

_EMPTY: MappingProxyType[str, str] = MappingProxyType({})
_ACCESSED = re.compile(
    r"\[?\(?(?:last\s+)?(?:accessed|retrieved|visited)\s*(?:on|:|at)?\s*"
    r"(?P<date>\d{4}-\d{2}-\d{2})\)?\]?[.;,]?\s*",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"(?<!\\)[,;{}]")
_ESCAPED = re.compile(r"\\([,;])")
_EPRINT_LINE = re.compile(r"(?:(?<=\s)|^)(?:\\_|_)eprint:\s*\S+", re.IGNORECASE)
"""A line of Zotero's field Extra that says where a copy is; it is for programs."""
_LIST_SPLIT = re.compile(r"\s*[,;]\s*")


def to_reference(
    key: str,
    entry_type: str,
    fields: dict[str, str],
    *,
    at: Location,
    unbrace_titles: bool,
    braced_capitals: bool = False,
    report: Report,
) -> Reference:
    """Return the reference of an entry.

    Args:
        key: Citation key.
        entry_type: Lower-case type, without `@`.
        fields: Undecoded values by lower-case name; used up.
        at: Where the entry begins.
        unbrace_titles: Braces around whole titles carry no meaning in this file.
        braced_capitals: Braces around every capital of a title are the habit of a program.
        report: Is called with each problem of a field.

    Returns:
        The reference.
    """
    return _Mapper(entry_type, fields, unbrace_titles, braced_capitals, report).reference(key, at)


class _Mapper:
    """Consumes the fields of one entry one by one; the rest becomes `extra`."""

    def __init__(
        self,
        entry_type: str,
        fields: dict[str, str],
        unbrace: bool,
        braced_capitals: bool,
        report: Report,
    ) -> None:
        self.type = entry_type
        self.fields = fields
        self.unbrace = unbrace
        self.braced_capitals = braced_capitals
        self.report = report
        self.values: dict[str, object] = {}
        self.contributors: tuple[Contributor, ...] = ()
        self.extra: dict[str, str] = {}
        self.language = ""
        self.implied_genre = ""
        """The genre that `type` repeats for other programs; not read as a genre."""
        self.biblatex = not tables.BIBLATEX_ONLY.isdisjoint(fields)

    def reference(self, key: str, at: Location) -> Reference:
        fields, values = self.fields, self.values
        csl_type = reference_type(self.type, fields)
        server = preprint(fields) if csl_type is ReferenceType.ARTICLE else None
        if fields.pop("csl-type", None) and self.type == "misc":
            self.implied_genre = IMPLIED_GENRES.get(csl_type, "")
        if csl_type in tables.SUBTYPES:
            fields.pop("entrysubtype", None)
        for name in tables.DROPPED:
            fields.pop(name, None)
        self._language()
        self._names()
        if self.type == "periodical" and "issuetitle" in fields:
            fields.setdefault("type", fields.pop("titleaddon", "") or "Special issue")
        self._titles(csl_type)
        self._dates()
        self._numbers()
        self._identifiers(csl_type)
        self._publisher()
        if csl_type is ReferenceType.ARTICLE:
            self._preprint(server)
        self._notes()
        for name in list(fields):
            attribute = tables.TEXT.get(name)
            if attribute and attribute not in values:
                values[attribute] = self._text(name)
        for name, raw in fields.items():
            if name in ("doi", "url"):
                text = bare_doi(raw) if name == "doi" else address(raw)
            else:
                text = verbatim(raw) if name in tables.VERBATIM else decode(raw)
            self.extra[name] = text
        extra = MappingProxyType(self.extra) if self.extra else _EMPTY
        more = {"contributors": self.contributors, "extra": extra, "at": at}
        return Reference.of(key, csl_type, values | more)

    # -- reading single fields -----------------------------------------------------------------

    def _text(self, name: str) -> str:
        """Consume a field and decode it."""
        raw = self.fields.pop(name, "")
        if not raw:
            return ""
        if "\\" not in raw or name in tables.UNPRINTED:
            return decode(raw)
        unknown: list[str] = []
        text = decode(raw, unknown=unknown)
        self._unknown(name, unknown)
        return text

    def _unknown(self, name: str, unknown: list[str]) -> None:
        for command in dict.fromkeys(unknown):
            self.report(
                Rule.UNKNOWN_LATEX,
                name,
                f"the command \\{command} is not known",
                "its argument is printed as it is",
            )

    def _set(self, attribute: str, value: object) -> None:
        if value:
            self.values[attribute] = value

    # -- groups of fields ------------------------------------------------------------------------

    def _language(self) -> None:
        for name in ("langid", "hyphenation", "language"):
            raw = self.fields.get(name)
            if not raw:
                continue
            tag = language_tag(raw.strip("{}"))
            if tag and (not self.language or tag == self.language):
                self.language = tag
                del self.fields[name]
        self._set("language", self.language)

    def _names(self) -> None:
        options = self.fields.get("options", "").replace(" ", "")
        use_prefix = "useprefix=false" not in options
        contributors: list[Contributor] = []
        incomplete: set[Role] = set()
        for name in [n for n in self.fields if n in tables.ROLES or n in tables.EDITORS]:
            role = self._editor_role(name) if name in tables.EDITORS else tables.ROLES[name]
            value = self.fields.pop(name)
            if role in tables.PERFORMERS and tables.BRACED_PERSON.match(value):
                value = value.strip()[1:-1]
            names = parse_names(value, use_prefix=use_prefix)
            contributors.extend(
                Contributor(role=role, **person._asdict()) for person in names.names
            )
            if names.incomplete:
                incomplete.add(role)
            for flaw in names.flaws:
                rule = Rule.INCOMPLETE_NAMES if flaw == ET_AL else Rule.BAD_NAME
                self.report(rule, name, f"{name}: {flaw[0]}", flaw[1])
        if contributors:
            self.contributors = tuple(contributors)
        if incomplete:
            self.values["incomplete"] = frozenset(incomplete)

    def _editor_role(self, name: str) -> Role:
        """Return the part that a list of editors has in the work (biblatex manual, 2.3.6)."""
        field = tables.EDITORS[name]
        kind = re.sub(r"[\s-]", "", self.fields.get(field, "").strip("{}").lower())
        role = tables.EDITOR_TYPES.get(kind)
        if role:
            del self.fields[field]
            return role
        if name == "editor":
            return Role.EDITOR
        # Who has a part of his own in a recording and no word for it reads it aloud.
        return Role.NARRATOR if self.type == "audio" and not kind else Role.CONTRIBUTOR

    def _titles(self, csl_type: ReferenceType) -> None:
        titles = TitleFields(
            self.type,
            csl_type,
            self.fields,
            Casing(
                language=self.language,
                known=own_names(self.contributors),
                habit=self.braced_capitals,
            ),
            unbrace=self.unbrace,
            unknown=self._unknown,
        )
        titles.read()
        self.values.update(titles.values)
        for name, text in titles.sources.items():
            if name not in self.fields:
                self.extra[name] = text

    def _dates(self) -> None:
        fields = self.fields
        date = _date_text(fields.pop("date", ""))
        year = self._text("year")
        month = fields.pop("month", "")
        day = self._text("day")
        if date:
            self._date("issued", "date", date, parse_date(date))
        if year and not (date and "issued" in self.values):
            # A malformed month is reported, so that nothing the author wrote is passed over.
            result = parse_year(year, month, day)
            self._date("issued", "month" if "month" in result.flaw else "year", year, result)
            if result.date is None or (result.flaw and "month" in result.flaw):
                name = "year" if result.date is None else "month"
                self.extra[name] = year if result.date is None else decode(month)
        elif month and not date:
            self.extra["month"] = decode(month)
        for name, attribute in tables.DATES.items():
            raw = _date_text(fields.pop(name, ""))
            if raw and attribute not in self.values:
                self._date(attribute, name, raw, parse_date(raw))
        if "original_date" not in self.values and "origyear" in fields:
            raw = self._text("origyear")
            self._date("original_date", "origyear", raw, parse_year(raw))

    def _date(self, attribute: str, name: str, raw: str, result: DateResult) -> None:
        date = result.date
        if date is not None:
            self.values[attribute] = date
        if result.flaw:
            self.report(Rule.BAD_DATE, name, f"{name}: {result.flaw}", result.hint)
        if date is None or (result.flaw and not date.literal and name == "date"):
            self.extra[name] = raw

    def _numbers(self) -> None:
        fields, values = self.fields, self.values
        number = self._text("number")
        if number:
            if self.type in ARTICLES:
                values["issue"] = number
            elif self.type in NUMBERED:
                values["number"] = number
            else:
                values["collection_number"] = number
        if "issue" in fields and "issue" not in values:
            self._set("issue", self._text("issue"))
        eid = ""
        if "eid" in fields and "number" not in values:
            eid = self._text("eid")
            self._set("number", article_number(eid))
        volume = self._text("volume")
        part = self._text("part")
        if volume and part:
            self._set("volume", f"{volume}.{part}")
        else:
            self._set("volume", volume)
            self._set("part_number", part)
        if "edition" in fields:
            self._set("edition", edition_number(self._text("edition")))
        if "pages" in fields:
            pages = self._text("pages")
            if pages != eid:
                self._set("page", en_dashes(pages))

    def _identifiers(self, csl_type: ReferenceType) -> None:
        fields, values = self.fields, self.values
        # biblatex's way to say that an address is not to be printed: it is kept in `extra`.
        options = fields.get("options", "").replace(" ", "")
        doi = "" if "doi=false" in options else fields.pop("doi", "")
        if doi:
            self._set("doi", bare_doi(doi))
        unprinted_url = "url=false" in options and csl_type is not ReferenceType.WEBPAGE
        url = "" if unprinted_url else address(fields.pop("url", ""))
        how = fields.get("howpublished", "")
        if how and not url and not unprinted_url:
            url, rest = address_within(how)
            if rest:
                fields["howpublished"] = rest
            else:
                del fields["howpublished"]
        self._set("url", url)
        eprint = verbatim(fields.get("eprint", ""))
        if not eprint:
            return
        kind = (fields.get("eprinttype") or fields.get("archiveprefix") or "").strip("{}").lower()
        if kind == "pubmed":
            values.setdefault("pmid", eprint)
        elif kind in ("pmc", "pmcid"):
            values.setdefault("pmcid", eprint)
        elif kind in tables.EPRINT_URLS and not url and not values.get("doi"):
            values["url"] = tables.EPRINT_URLS[kind] + eprint.removeprefix("arXiv:")

    def _preprint(self, server: Preprint | None) -> None:
        """Name the server as publisher, with its number and address (APA manual, 10.8)."""
        fields, values = self.fields, self.values
        if server is None or not server.server:
            return
        if preprint_named(str(values.get("container_title", ""))):
            del values["container_title"]
        number = verbatim(fields.get("eprint", "")) or server.number
        if server.server == "arXiv":
            volume = preprint_named(f"arXiv {values.get('volume', '')}")
            if not number and volume and volume.number:
                number = volume.number
                del values["volume"]  # CoRR: "abs/2003.13724"
            number = re.sub(r"^arxiv:", "", number, flags=re.IGNORECASE)
            if number:
                values.setdefault("number", f"arXiv:{number}")
        if not values.get("doi") and not values.get("url"):
            self._set("url", preprint_address(server.server, number))
        publisher = str(values.get("publisher", ""))
        if not publisher or preprint_named(publisher):
            values["publisher"] = server.server

    def _publisher(self) -> None:
        fields = self.fields
        for name in tables.PUBLISHERS.get(self.type, tables.PUBLISHER_FIELDS):
            if name in fields and "publisher" not in self.values:
                self._set("publisher", self._literal_list(name))
        # A second address is not a publisher, and stays in `extra`.
        if "howpublished" in fields and address_within(fields["howpublished"])[1]:
            attribute = "medium" if "publisher" in self.values else "publisher"
            if "type" not in fields and tables.DESCRIPTIONS.match(decode(fields["howpublished"])):
                attribute = "genre"
            if attribute not in self.values:
                self._set(attribute, self._text("howpublished"))
        for name in ("location", "address"):
            if name in fields and "publisher_place" not in self.values:
                self._set("publisher_place", self._literal_list(name))
        if "genre" in self.values:
            return
        genre = self._text("type")
        if genre:
            genre = tables.GENRES.get(genre) or BIBSTRINGS.get(genre, genre)
            if genre == self.implied_genre:
                genre = ""
        else:
            genre = tables.GENRES.get(self.type, "")
        self._set("genre", genre)

    def _literal_list(self, name: str) -> str:
        """Read bodies and places: only biblatex has lists of them, "Durham and London"."""
        if self.biblatex and name in ("publisher", "location"):
            parts = literal_list(self.fields[name], places=name == "location")
            if len(parts) > 1:
                del self.fields[name]
                return "; ".join(decode(part) for part in parts)
        return self._text(name)

    def _notes(self) -> None:
        values = self.values
        note = _EPRINT_LINE.sub(" ", self._text("note")).strip()
        for name in ("annote", "annotation"):
            if "eprint:" in self.fields.get(name, "") and not (
                rest := _EPRINT_LINE.sub(" ", self.fields[name]).strip()
            ):
                del self.fields[name]
            elif "eprint:" in self.fields.get(name, ""):
                self.fields[name] = rest
        if note and "accessed" not in values:
            match = _ACCESSED.search(note)
            if match:
                result = parse_date(match["date"])
                if result.date and not result.flaw:
                    values["accessed"] = result.date
                    note = (note[: match.start()] + note[match.end() :]).strip(" ,;")
        addendum = self._text("addendum")
        self._set(
            "note",
            ". ".join(part.rstrip(".") if addendum else part for part in (note, addendum) if part),
        )
        status = self._text("pubstate")
        if status:
            values["status"] = BIBSTRINGS.get(status, status)
        keywords = self.fields.pop("keywords", "") or self.fields.pop("keyword", "")
        if words := tuple(dict.fromkeys(filter(None, map(decode, _separate(keywords))))):
            values["keywords"] = words
        ids = self.fields.pop("ids", "")
        if ids:
            values["aliases"] = tuple(part for part in _LIST_SPLIT.split(decode(ids)) if part)


def _separate(keywords: str) -> list[str]:
    """Split keywords at commas and semicolons, as Zotero and JabRef do, but not within braces.

    Better BibTeX keeps a tag that has a comma together by braces, JabRef by a backslash before it.
    Braces around all of them, which Web of Science writes, keep nothing together.
    """
    keywords = keywords.strip()
    if is_enclosed(keywords):
        keywords = keywords[1:-1]
    return [_ESCAPED.sub(r"\1", part).strip() for part in split_outside(_SEPARATOR, keywords)]


def _date_text(value: str) -> str:
    """Decode a date; a tie is EDTF's mark of doubt there."""
    return decode(value) if "\\" in value else value.strip()
