"""The fields of each mapping in the YAML files, for reading and for the JSON Schema.

Reading a field that is not defined here fails; `files/schema.py` generates JSON Schema from the
same definitions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict, Unpack

from pprkb.languages import OTHER_LANGUAGES
from pprkb.model.effect import (
    GRADE_REASONS,
    Better,
    Certainty,
    Contrast,
    EvidenceLevel,
    Favours,
    Metric,
)
from pprkb.model.kinds import KINDS
from pprkb.model.library import FileKind
from pprkb.model.notice import Nature
from pprkb.model.problem import YAML_FIELD, Rule
from pprkb.model.reading_list import ITEM_KINDS, Depth, Load
from pprkb.model.summary import Origin

MONTH = r"(\d{4})-(\d{1,2})"
DATE = r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?"
LANGUAGE = r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*"
"""A well-formed BCP 47 tag."""
TERM_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
HTTP = r"[Hh][Tt][Tt][Pp][Ss]?://[^/?#\s]\S*"
PROXY = r"[Hh][Tt][Tt][Pp][Ss]://[^/?#\s]+/\S*="
"""The address of a work is appended to it."""
_RANGE = r"[0-9ivxlcdmIVXLCDM]+\s*(?:[-–—]\s*[0-9ivxlcdmIVXLCDM]+)?"
PAGES = rf"{_RANGE}(?:\s*[,;]\s*{_RANGE})*"
P = r"(?:[<>=≤≥]\s*)?(?:0?\.\d+|1(?:\.0*)?|0?\.?0*)"
NUMBER = r"[-+−]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})\s*%?"
COMPARATORS = ("=", "<", ">", "≤", "≥", "≈")
ALSO_COMPARATORS = {"<=": "≤", ">=": "≥", "~": "≈"}
"""How comparators are typed on keyboards that lack them."""
NO_REFERENCE = "none"
"""Marks a summary that is not about a single work."""
LIST_OF_DECISIONS = "not-duplicates"
DATA_SET = "data-set"
"""The field with the date of the data set."""


class Form(StrEnum):
    """Types of values."""

    TEXT = "one value"
    WHOLE = "a whole number"
    TEXTS = "a list of words, or one of them"
    PAIR = "a list of two words"
    PARTS = "a mapping"
    ITEMS = "a list of mappings"
    REASONS = "a reason for each rule"


class Names(StrEnum):
    """The kinds of names that a value may contain."""

    WORK = "work"
    WORK_OR_NONE = "work (none if there is no single one)"
    TOPIC = "topic"
    TOPIC_ID = "id of a topic"
    RESEARCH_TYPE = "research type"


@dataclass(frozen=True, kw_only=True)
class Value:
    """The definition of a field."""

    told: str
    """A description for authors."""
    form: Form = Form.TEXT
    needed: bool = False
    words: tuple[str, ...] = ()
    """The allowed values."""
    examples: tuple[str, ...] = ()
    pattern: str = ""
    """A regular expression for the whole value, valid in both Python and ECMAScript."""
    least: int = 0
    """Limits of a whole number, or of the length of a list."""
    names: Names | None = None
    shape: Shape | None = None
    """The shape of a mapping, or of each item of a list."""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The fields of one mapping."""

    what: str
    """What it describes, for messages."""
    fields: Mapping[str, Value]
    needs: Mapping[str, str] | None = None
    """Fields that require another one."""
    alone: tuple[str, ...] = ()
    """Fields of which at least one is required."""
    owns: Mapping[str, Mapping[str, Value]] | None = None
    """For a field that determines the variant of the mapping, the other fields of that variant,
    with their definitions. Without any of these fields, all other fields are allowed."""


class _About(TypedDict, total=False):
    """Further attributes of `Value`."""

    needed: bool
    words: tuple[str, ...]
    examples: tuple[str, ...]
    pattern: str
    least: int
    names: Names


def text(told: str, **about: Unpack[_About]) -> Value:
    """Return a field of one value."""
    return Value(told=told, **about)


def _one_of(told: str, words: Iterable[str], *, needed: bool = False) -> Value:
    return Value(told=told, words=tuple(str(word) for word in words), needed=needed)


def _whole(told: str, least: int = 1) -> Value:
    return Value(told=told, form=Form.WHOLE, least=least)


def _texts(told: str, **about: Unpack[_About]) -> Value:
    return Value(told=told, form=Form.TEXTS, **about)


def _items(told: str, shape: Shape) -> Value:
    return Value(told=told, form=Form.ITEMS, shape=shape)


def _parts(told: str, shape: Shape) -> Value:
    return Value(told=told, form=Form.PARTS, shape=shape)


_SILENCES = Value(
    told="Rules of `check` that are silenced here, each with a reason.",
    form=Form.REASONS,
    words=tuple(rule.value for rule in Rule if rule.can_be_silenced),
)

# -- effects -------------------------------------------------------------------------------------


def _interval(what: str) -> Shape:
    return Shape(
        what=what,
        fields={
            "low": text("The lower end, as printed.", needed=True, pattern=NUMBER),
            "high": text("The upper end, as printed.", needed=True, pattern=NUMBER),
            "level": text("Per cent, such as 95; absent where the text does not say."),
        },
    )


def _judgement(name: str, word: str, judged: Value, reasons: Value) -> Shape:
    source = text("Who judged it: the key of a work, or words.", needed=True)
    return Shape(what=name, fields={word: judged, "reasons": reasons, "source": source})


_REASONS = _texts("Why, in words.")
_DESIGN = _judgement(
    "design", "kind", text("The kind of studies it rests on.", needed=True), _REASONS
)
_RISK_OF_BIAS = _judgement(
    "risk_of_bias", "rating", text("The rating, in words.", needed=True), _REASONS
)
_CERTAINTY = _judgement(
    "certainty",
    "rating",
    _one_of("How sure the evidence is, in the words of GRADE.", Certainty, needed=True),
    _texts("Why it was rated down or up, in the words of GRADE.", words=GRADE_REASONS),
)
_RATE = Shape(
    what="control_rate",
    fields={
        "rate": text("The share of people, written as 20% or .2.", needed=True),
        "source": text("Who reports it: the key of a work, or words.", needed=True),
    },
)
EFFECT = Shape(
    what="an effect",
    needs={"favours": "compared"},
    fields={
        "id": text("A short name, unique within the summary."),
        "metric": _one_of("The index in which the effect is reported.", Metric, needed=True),
        "value": text('The value as printed, in quotation marks: ".57".', pattern=NUMBER),
        "value_high": text("The upper end where a range is reported.", pattern=NUMBER),
        "comparator": _one_of(
            "The sign before the value; = if nothing is said.", (*COMPARATORS, *ALSO_COMPARATORS)
        ),
        "ci": _parts("The confidence interval.", _interval("a confidence interval")),
        "p": text('The p value, as printed: "< .001".', pattern=P),
        "se": text("The standard error, as printed.", pattern=NUMBER),
        "i2": text("Variation due to heterogeneity, in per cent, as printed.", pattern=NUMBER),
        "tau2": text("The variance between studies, as printed.", pattern=NUMBER),
        "q": text("Cochran's Q, as printed.", pattern=NUMBER),
        "prediction": _parts("The prediction interval.", _interval("a prediction interval")),
        "between": Value(told="The two variables of an association.", form=Form.PAIR),
        "compared": Value(told="Treatment and control of a comparison.", form=Form.PAIR),
        "outcome": text("The outcome, in words; of a mean difference with its scale or unit."),
        "subgroup": text("Of whom it was found, in words."),
        "timepoint": text("When the outcome was measured, in words."),
        "contrast": _one_of("Between people, or within people over time.", Contrast),
        "favours": _one_of("Whom a comparison favours; never read off a sign.", Favours),
        "better": _one_of("Whether more of the outcome is wanted, or less.", Better),
        "control_rate": _parts("How many of the comparison group have the event.", _RATE),
        "k": _whole("The number of studies."),
        "k_qualifier": text("A word before it, such as over, at least, about."),
        "n": _whole("The number of participants."),
        "n_qualifier": text("A word before it, such as over, at least, about."),
        "n_unit": text("What the participants are, such as patients or dyads."),
        "magnitude": text("The author's own word, such as moderate."),
        "significance": text("The author's own words, such as non-significant."),
        "source": text(
            "Key of the work whose finding it is, if the summarised work only reports it.",
            names=Names.WORK,
        ),
        "level": _one_of("What kind of evidence it is.", EvidenceLevel),
        "design": _parts("What kind of studies it rests on, and who says so.", _DESIGN),
        "risk_of_bias": _parts("The risk of bias, and who judged it.", _RISK_OF_BIAS),
        "certainty": _parts("The certainty of the evidence, and who judged it.", _CERTAINTY),
        "evidence_key": text("One word on all effects that report the same finding."),
        "superseded_by": text("Key of the newer work that replaces the finding.", names=Names.WORK),
        "quote": text("Words of the body that hold the value."),
        "note": text("Anything a later reader should know; not printed."),
    },
)

# -- summaries -----------------------------------------------------------------------------------

SUMMARY = Shape(
    what="a summary",
    fields={
        "title": text("The summary's own title.", needed=True),
        "month": text("The month of the blog, YYYY-MM.", needed=True, pattern=MONTH),
        "reference": text(
            "Key of the work that is summarised; none if there is no single one.",
            names=Names.WORK_OR_NONE,
        ),
        "also": _texts("Keys of other works that are discussed.", names=Names.WORK),
        "type": text("A research type.", names=Names.RESEARCH_TYPE),
        "origin": _one_of("Whose summary it is.", Origin),
        "language": text(
            "The language of the prose, such as fr; English needs none.", pattern=LANGUAGE
        ),
        "topics": _texts("Topics; the first is where it is listed.", names=Names.TOPIC),
        "effects": _items("Effect sizes, as the summary reports them.", EFFECT),
        YAML_FIELD: _SILENCES,
    },
)

# -- topics and research types -------------------------------------------------------------------

_TERM = {
    "id": text("Small letters, digits and hyphens.", needed=True, pattern=TERM_ID),
    "label": text("What readers see."),
    "aliases": _texts("Other names for it."),
    **{f"label-{one}": text(f"The label in another language: {one}.") for one in OTHER_LANGUAGES},
}
_DEFINITIONS = {
    "definition": text("What it is, in a sentence."),
    **{
        f"definition-{one}": text(f"The definition in another language: {one}.")
        for one in OTHER_LANGUAGES
    },
}
TOPICS = Shape(
    what="the file",
    fields={
        "topics": _items(
            "What readers browse by.",
            Shape(
                what="a topic",
                fields={
                    **_TERM,
                    "broader": text("Id of the topic that includes it.", names=Names.TOPIC_ID),
                },
            ),
        )
    },
)
RESEARCH_TYPES = Shape(
    what="the file",
    fields={
        "research-types": _items(
            "The kinds of research.",
            Shape(
                what="a research type",
                fields={**_TERM, **_DEFINITIONS},
            ),
        )
    },
)

# -- reading lists -------------------------------------------------------------------------------

_OF_ANY_ITEM = {
    "importance": text("A word of the list for the importance of items."),
    "note": text("Markdown, with citations."),
}
_PAGES = text("Of a work, the pages to be read: 12–40, or 12-40, 55-60.", pattern=PAGES)
_LINK = text(
    "The address of an item that is not a publication, beginning with https://.", pattern=HTTP
)
ITEM = Shape(
    what="an item",
    alone=("reference", "topic", "type", "keyword", "kind", "journal", "since", "match", "item"),
    owns={
        "reference": {"pages": _PAGES, **_OF_ANY_ITEM},
        "item": {
            "link": _LINK,
            "kind": _one_of("What it is.", ITEM_KINDS),
            **_OF_ANY_ITEM,
        },
    },
    fields={
        "reference": text("Key of a work; without it the item is a question.", names=Names.WORK),
        "item": text("An item that is not a publication: a video to watch, a task to do."),
        "pages": _PAGES,
        "link": _LINK,
        **_OF_ANY_ITEM,
        "topic": text("Asks for works on a topic.", names=Names.TOPIC),
        "type": text("Asks for works of a research type.", names=Names.RESEARCH_TYPE),
        "keyword": text("Asks for works with a keyword."),
        "kind": text(
            "Asks for works of a kind; for an item that is not a publication, its kind.",
            examples=(*KINDS, *ITEM_KINDS),
        ),
        "journal": text("Asks for works in a journal, by a part of its name."),
        "since": _whole("Asks for works of this year or later."),
        "match": text("Asks for works with these words."),
        "max": _whole("How many answers there may be."),
        "pinned": _texts("Keys of the answers, as they were frozen.", names=Names.WORK),
    },
)
_COURSE = Shape(
    what="a course",
    fields={
        "code": text("Its number at the university."),
        "term": text("When it is taught."),
        "instructor": text("Who teaches it."),
    },
)
_SECTION = Shape(
    what="a section",
    fields={
        "heading": text("Its heading.", needed=True),
        "date": text("When it meets: 2027-01-11, 2027-01-11/2027-01-15, or any words."),
        "note": text("Markdown, with citations."),
        "items": _items("Works, questions answered by works, and other items.", ITEM),
    },
)
READING_LIST = Shape(
    what="a reading list",
    fields={
        "title": text("The list's title.", needed=True),
        "introduction": text("Markdown, with citations."),
        "course": _parts("The course that the list is of.", _COURSE),
        "style": text("How references are formatted; apa if nothing is said."),
        "locale": text("The language of headings, dates and references, such as fr-CA."),
        "depth": _one_of("How much is printed of each work.", Depth),
        "proxy": text(
            "The proxy of a university library, up to where the address of a work begins.",
            examples=("https://login.proxy.example.edu/login?url=",),
            pattern=PROXY,
        ),
        "load": _one_of("In what the documents say how much there is to read.", Load),
        "importance": _texts("The list's own words for the importance of items."),
        "sections": _items("The parts of the list.", _SECTION),
        YAML_FIELD: _SILENCES,
    },
)

# -- data about works ----------------------------------------------------------------------------

_NOTICE = Shape(
    what="a notice",
    fields={
        "reference": text("Key of the work.", needed=True, names=Names.WORK),
        "nature": _one_of("What it is.", Nature, needed=True),
        "date": text("Of the notice: 2012-10-01, 2012-10 or 2012.", pattern=DATE),
        "notice_doi": text("The notice's own DOI."),
        "reasons": _texts("As the data set gives them."),
        "source": text("Who says so."),
        "record": text("Its number in the data set, which keeps it up to date."),
        "published_in": text("Where the notice was published, as APA prints it."),
        "considered": text("Why the library uses the work all the same."),
        "note": text("Anything a later reader should know; not printed."),
    },
)
NOTICES = Shape(
    what="the file",
    fields={
        DATA_SET: text("Date of the data set that was last compared.", pattern=DATE),
        "dismissed": _texts("Records of the data set that are of other works."),
        "notices": _items("Retractions, corrections and the like.", _NOTICE),
    },
)
NOT_DUPLICATES = Shape(
    what="the file",
    fields={
        LIST_OF_DECISIONS: _items(
            "Works that look alike and are different.",
            Shape(
                what="a decision",
                fields={
                    "keys": _texts(
                        "Keys of two or more works.", names=Names.WORK, needed=True, least=2
                    ),
                    "reason": text("Why they are different, for later readers."),
                },
            ),
        )
    },
)
REDIRECTS = Shape(
    what="the file",
    fields={
        "redirects": _items(
            "Addresses of an earlier site.",
            Shape(
                what="a redirect",
                fields={
                    "from": text("An address below the root of the earlier site.", needed=True),
                    "to": text("A page of the site.", needed=True),
                },
            ),
        )
    },
)

FILES: dict[FileKind, tuple[str, Shape]] = {
    FileKind.SUMMARY: ("The front matter of a summary", SUMMARY),
    FileKind.READING_LIST: ("A reading list or course", READING_LIST),
    FileKind.TOPICS: ("Topics", TOPICS),
    FileKind.RESEARCH_TYPES: ("Research types", RESEARCH_TYPES),
    FileKind.NOTICES: ("Retractions, corrections and the like", NOTICES),
    FileKind.NOT_DUPLICATES: ("Works that are not duplicates", NOT_DUPLICATES),
    FileKind.REDIRECTS: ("Addresses of an earlier site", REDIRECTS),
}
"""Each kind of file with a description and its fields."""
