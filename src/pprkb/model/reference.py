"""A work that can be cited, in the variables of the Citation Style Language (CSL 1.0.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar, cast

from pprkb.languages import ENGLISH, Words
from pprkb.model.problem import Location, Problem, Silence
from pprkb.model.shown import Shown, shortened
from pprkb.text.markup import NO_MARKUP, Markup, strip_tags


class ReferenceType(StrEnum):
    """The item types of CSL 1.0.2 (specification, appendix III)."""

    ARTICLE = "article"
    ARTICLE_JOURNAL = "article-journal"
    ARTICLE_MAGAZINE = "article-magazine"
    ARTICLE_NEWSPAPER = "article-newspaper"
    BILL = "bill"
    BOOK = "book"
    BROADCAST = "broadcast"
    CHAPTER = "chapter"
    CLASSIC = "classic"
    COLLECTION = "collection"
    DATASET = "dataset"
    DOCUMENT = "document"
    ENTRY = "entry"
    ENTRY_DICTIONARY = "entry-dictionary"
    ENTRY_ENCYCLOPEDIA = "entry-encyclopedia"
    EVENT = "event"
    FIGURE = "figure"
    GRAPHIC = "graphic"
    HEARING = "hearing"
    INTERVIEW = "interview"
    LEGAL_CASE = "legal_case"
    LEGISLATION = "legislation"
    MANUSCRIPT = "manuscript"
    MAP = "map"
    MOTION_PICTURE = "motion_picture"
    MUSICAL_SCORE = "musical_score"
    PAMPHLET = "pamphlet"
    PAPER_CONFERENCE = "paper-conference"
    PATENT = "patent"
    PERFORMANCE = "performance"
    PERIODICAL = "periodical"
    PERSONAL_COMMUNICATION = "personal_communication"
    POST = "post"
    POST_WEBLOG = "post-weblog"
    REGULATION = "regulation"
    REPORT = "report"
    REVIEW = "review"
    REVIEW_BOOK = "review-book"
    SOFTWARE = "software"
    SONG = "song"
    SPEECH = "speech"
    STANDARD = "standard"
    THESIS = "thesis"
    TREATY = "treaty"
    WEBPAGE = "webpage"

    @property
    def words(self) -> str:
        """The type in everyday words: "journal article" for `article-journal`."""
        return " ".join(reversed(self.value.split("-"))).replace("_", " ")


class Role(StrEnum):
    """The name variables of CSL 1.0.2 (specification, appendix IV)."""

    AUTHOR = "author"
    CHAIR = "chair"
    COLLECTION_EDITOR = "collection-editor"
    COMPILER = "compiler"
    COMPOSER = "composer"
    CONTAINER_AUTHOR = "container-author"
    CONTRIBUTOR = "contributor"
    CURATOR = "curator"
    DIRECTOR = "director"
    EDITOR = "editor"
    EDITOR_TRANSLATOR = "editor-translator"
    EDITORIAL_DIRECTOR = "editorial-director"
    EXECUTIVE_PRODUCER = "executive-producer"
    GUEST = "guest"
    HOST = "host"
    ILLUSTRATOR = "illustrator"
    INTERVIEWER = "interviewer"
    NARRATOR = "narrator"
    ORGANIZER = "organizer"
    ORIGINAL_AUTHOR = "original-author"
    PERFORMER = "performer"
    PRODUCER = "producer"
    RECIPIENT = "recipient"
    REVIEWED_AUTHOR = "reviewed-author"
    SCRIPT_WRITER = "script-writer"
    SERIES_CREATOR = "series-creator"
    TRANSLATOR = "translator"


LAST_AUTHOR = "last-author"
"""The BibTeX field with the last author, if authors before it are missing (`incomplete`)."""


@dataclass(frozen=True, kw_only=True)
class Contributor:
    """A person or an organisation with its role in a work.

    A person has a family name and usually given names; an organisation has only `literal`.
    """

    role: Role = Role.AUTHOR
    family: str = ""
    given: str = ""
    non_dropping_particle: str = ""
    """"van der" in "van der Berg": kept; the style decides how it is sorted."""
    dropping_particle: str = ""
    """"de" in "Beauvoir, Simone de": left out if the family name is printed alone."""
    suffix: str = ""
    """"Jr.", "III"."""
    literal: str = ""


@dataclass(frozen=True, kw_only=True)
class PartialDate:
    """A date as precise as known; the `end_` parts hold the end of a range.

    The parts of CSL-JSON's date variables (`date-parts`, `season`, `circa`, `literal`).
    """

    year: int | None = None
    """Negative before the common era; None if only `literal` is known."""
    month: int | None = None
    day: int | None = None
    season: int | None = None
    """1 spring to 4 winter."""
    end_year: int | None = None
    """The last year of a range; 0 if the range is open."""
    end_month: int | None = None
    end_day: int | None = None
    end_season: int | None = None
    circa: bool = False
    literal: str = ""
    """Text instead of a date, such as "in press"."""

    @property
    def iso(self) -> str:
        """The date, or the beginning of a range, as in ISO 8601: "2016-04"; empty if unknown.

        Also empty for years that ISO 8601 has no four digits for.
        """
        if self.year is None or not 0 < self.year <= 9999:
            return ""
        parts = [f"{self.year:04d}"]
        if self.month:
            parts.append(f"{self.month:02d}")
            if self.day:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)


@dataclass(frozen=True, kw_only=True)
class Reference(Shown):
    """A work that can be cited.

    Attributes are CSL's variables in snake case; titles and other text may contain CSL's rich text
    (`pprkb.text.markup`). Unknown text variables are empty strings.
    """

    key: str
    """Citation key, as in the BibTeX entry."""
    type: ReferenceType
    contributors: tuple[Contributor, ...] = ()
    """In printed order within each role."""
    incomplete: frozenset[Role] = frozenset()
    """The roles whose list ended in "and others"."""

    title: Markup = NO_MARKUP
    """In sentence case if the source is in English Title Case; see `source_title`."""
    title_short: Markup = NO_MARKUP
    source_title: Markup = NO_MARKUP
    """The title as spelt in the BibTeX entry, if `title` differs in case; else empty."""
    volume_title: Markup = NO_MARKUP
    part_title: Markup = NO_MARKUP
    container_title: Markup = NO_MARKUP
    container_title_short: Markup = NO_MARKUP
    collection_title: Markup = NO_MARKUP
    original_title: Markup = NO_MARKUP
    reviewed_title: Markup = NO_MARKUP
    event_title: Markup = NO_MARKUP

    issued: PartialDate | None = None
    accessed: PartialDate | None = None
    event_date: PartialDate | None = None
    original_date: PartialDate | None = None
    submitted: PartialDate | None = None

    volume: str = ""
    issue: str = ""
    number: str = ""
    """Report, patent, article ("eid") or standard number."""
    page: str = ""
    """With an en dash in ranges, as printed."""
    chapter_number: str = ""
    edition: str = ""
    collection_number: str = ""
    number_of_volumes: str = ""
    number_of_pages: str = ""
    part_number: str = ""
    version: str = ""
    section: str = ""

    publisher: str = ""
    publisher_place: str = ""
    original_publisher: str = ""
    original_publisher_place: str = ""
    event_place: str = ""
    archive: str = ""
    archive_location: str = ""
    authority: str = ""
    jurisdiction: str = ""

    genre: str = ""
    """"Doctoral dissertation", "Technical report"; printed in brackets by APA."""
    medium: str = ""
    status: str = ""
    """"in press", "submitted"."""
    dimensions: str = ""
    scale: str = ""
    source: str = ""
    references: str = ""

    doi: str = ""
    """Bare, without resolver or prefix."""
    url: str = ""
    isbn: str = ""
    issn: str = ""
    pmid: str = ""
    pmcid: str = ""
    call_number: str = ""

    language: str = ""
    """A BCP 47 tag, such as "en-US"."""
    abstract: str = ""
    note: str = ""
    annote: str = ""
    keywords: tuple[str, ...] = ()

    aliases: tuple[str, ...] = ()
    """Other keys by which the work is found (biblatex `ids`)."""
    extra: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """BibTeX fields that have no CSL variable, by lower-case name, decoded."""
    at: Location | None = field(default=None, compare=False)
    """Where the entry begins."""

    def __repr__(self) -> str:
        """Return the key, authors, year and title on one line."""
        return f"<Reference {self.key}: {shortened(in_short(self))}>"

    @classmethod
    def of(cls, key: str, csl_type: ReferenceType, values: Mapping[str, object]) -> Reference:
        """Return a reference with a key and type, and further attributes by name."""
        return cls(key=key, type=csl_type, **cast("dict[str, Any]", values))

    def with_values(self, values: Mapping[str, object]) -> Reference:
        """Return the reference with some attributes replaced, by name."""
        return replace(self, **cast("dict[str, Any]", values))

    def by_role(self, role: Role) -> tuple[Contributor, ...]:
        """Return the contributors of one role in printed order."""
        return tuple(c for c in self.contributors if c.role is role)

    @property
    def year(self) -> int | None:
        """The year of publication, if known."""
        return self.issued.year if self.issued else None


TEXT_VARIABLES = tuple(field.name for field in fields(Reference) if field.default == "")
"""The attributes with text, in the order of their declaration."""


def authors_in_words(
    reference: Reference, *, at_most: int | None = None, words: Words = ENGLISH
) -> str:
    """Return the family names of authors, or editors, for running text: "A, B & C".

    Args:
        reference: The work.
        at_most: From this number of names on, only the first is given, with "et al."
        words: The reader's language.
    """
    people = reference.by_role(Role.AUTHOR) or reference.by_role(Role.EDITOR)
    names = [
        person.literal or " ".join(filter(None, (person.non_dropping_particle, person.family)))
        for person in people
    ]
    if at_most is not None and len(names) > at_most:
        return f"{names[0]} et al."
    if reference.incomplete:
        return ", ".join(names) + " et al."
    if len(names) < 2:
        return "".join(names)
    return words("{names} & {last}", names=", ".join(names[:-1]), last=names[-1])


_MOST_NAMES = 2


def named_in_short(reference: Reference) -> str:
    """Return authors and year as in running text: "Webb et al. (2010)".

    Two works of one year are not distinguished. Empty if neither authors nor a date are known.
    """
    names = authors_in_words(reference, at_most=_MOST_NAMES)
    issued = reference.issued
    date = "" if issued is None else issued.literal if issued.year is None else str(issued.year)
    return " ".join(filter(None, (names, f"({date})" if date else "")))


def in_short(reference: Reference) -> str:
    """Return authors, year and title as plain text on one line."""
    title = strip_tags(reference.title)
    return ". ".join(filter(None, (named_in_short(reference), title))) or reference.key


def inverted(person: Contributor) -> str:
    """Return a name with the family name first, "van der Kolk, B. A., Jr."; organisations as is."""
    if person.literal:
        return person.literal
    family = " ".join(filter(None, (person.non_dropping_particle, person.family)))
    given = " ".join(filter(None, (person.given, person.dropping_particle)))
    return ", ".join(filter(None, (family, given, person.suffix)))


# -- values derived from a model value, computed once and cached with it --------------------------

_Value = TypeVar("_Value")
_Found = TypeVar("_Found")


def derived(value: _Value, name: str, find: Callable[[_Value], _Found]) -> _Found:
    """Return a derived value, computed on first use and cached.

    Model values are immutable, so the cache never becomes stale. It is not part of the value:
    equality and `replace` ignore it.

    Args:
        value: A frozen dataclass.
        name: The name of the derived value.
        find: Computes it.
    """
    kept: dict[str, _Found] = value.__dict__
    found = kept.get(f"_{name}")
    if found is None:
        found = kept[f"_{name}"] = find(value)
    return found


_Placed = TypeVar("_Placed", Reference, Problem, Silence)


def moved(value: _Placed, shift: int) -> _Placed:
    """Return a value with its location moved down by a number of lines."""
    if not shift or value.at is None:
        return value
    # For thousands of values with sixty fields each, `replace` would be slow.
    other = object.__new__(type(value))
    other.__dict__.update(value.__dict__)
    other.__dict__["at"] = Location(path=value.at.path, line=value.at.line + shift)
    return other
