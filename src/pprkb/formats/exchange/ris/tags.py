"""The RIS types and tags of CSL types and variables: one mapping for reading and writing.

Where programs differ, a tag is what Zotero's RIS translator takes it for; what EndNote alone knows
(C2, C7) is used where Zotero has no tag for the variable.
"""

from __future__ import annotations

from typing import NamedTuple

from pprkb.model.reference import ReferenceType as T
from pprkb.model.reference import Role
from pprkb.text.word_lists import word_lists

TYPES: dict[T, str] = {
    T.ARTICLE: "UNPB", T.ARTICLE_JOURNAL: "JOUR", T.ARTICLE_MAGAZINE: "MGZN",
    T.ARTICLE_NEWSPAPER: "NEWS", T.BILL: "BILL", T.BOOK: "BOOK", T.BROADCAST: "ADVS",
    T.CHAPTER: "CHAP", T.CLASSIC: "CLSWK", T.COLLECTION: "AGGR", T.DATASET: "DATA",
    T.DOCUMENT: "GEN", T.ENTRY: "DICT", T.ENTRY_DICTIONARY: "DICT", T.ENTRY_ENCYCLOPEDIA: "ENCYC",
    T.EVENT: "GEN", T.FIGURE: "FIGURE", T.GRAPHIC: "ART", T.HEARING: "HEAR", T.INTERVIEW: "PCOMM",
    T.LEGAL_CASE: "CASE", T.LEGISLATION: "STAT", T.MANUSCRIPT: "MANSCPT", T.MAP: "MAP",
    T.MOTION_PICTURE: "MPCT", T.MUSICAL_SCORE: "MUSIC", T.PAMPHLET: "PAMP",
    T.PAPER_CONFERENCE: "CONF", T.PATENT: "PAT", T.PERFORMANCE: "MULTI", T.PERIODICAL: "JFULL",
    T.PERSONAL_COMMUNICATION: "PCOMM", T.POST: "ICOMM", T.POST_WEBLOG: "BLOG",
    T.REGULATION: "LEGAL", T.REPORT: "RPRT", T.REVIEW: "JOUR", T.REVIEW_BOOK: "JOUR",
    T.SOFTWARE: "COMP", T.SONG: "SOUND", T.SPEECH: "SLIDE", T.STANDARD: "STAND", T.THESIS: "THES",
    T.TREATY: "LEGAL", T.WEBPAGE: "ELEC",
}  # fmt: skip
"""The type that each reference is written as. RIS has none for `entry`, `event`, `interview`,
`review`, `review-book` and `treaty`; a line `Type: ...` says which they are, see `SAID`."""

SAID = frozenset({
    T.ARTICLE, T.BROADCAST, T.CLASSIC, T.COLLECTION, T.DOCUMENT, T.ENTRY, T.EVENT, T.FIGURE,
    T.INTERVIEW, T.MUSICAL_SCORE, T.PAMPHLET, T.PERFORMANCE, T.PERIODICAL, T.POST, T.REGULATION,
    T.REVIEW, T.REVIEW_BOOK, T.STANDARD, T.TREATY,
})  # fmt: skip
"""Types that Zotero reads as another type: an M2 `Type: ...` goes into its Extra, by which it
cites them as what they are."""

_LOSSY = frozenset({T.ENTRY, T.EVENT, T.INTERVIEW, T.REVIEW, T.REVIEW_BOOK, T.TREATY})

READ_TYPES: dict[str, T] = {
    "ABST": T.ARTICLE_JOURNAL, "ARTICLE": T.ARTICLE_JOURNAL, "JOURNAL": T.ARTICLE_JOURNAL,
    "JOURNALARTICLE": T.ARTICLE_JOURNAL, "MAGAZINEARTICLE": T.ARTICLE_MAGAZINE,
    "NEWSPAPERARTICLE": T.ARTICLE_NEWSPAPER, "BOOKCHAPTER": T.CHAPTER, "BOOKSECTION": T.CHAPTER,
    "CHAPTER": T.CHAPTER, "CONFERENCEPAPER": T.PAPER_CONFERENCE,
    "CONFERENCEPROCEEDINGS": T.PAPER_CONFERENCE, "DATASET": T.DATASET, "REPORT": T.REPORT,
    "THESIS": T.THESIS, "DISSERTATION": T.THESIS, "WEBPAGE": T.WEBPAGE, "ANCIENT": T.CLASSIC,
    "CHART": T.FIGURE, "CPAPER": T.PAPER_CONFERENCE, "CTLG": T.DOCUMENT, "DBASE": T.DATASET,
    "EBOOK": T.BOOK, "ECHAP": T.CHAPTER, "EDBOOK": T.BOOK, "EJOUR": T.ARTICLE_JOURNAL,
    "EQUA": T.FIGURE, "GOVDOC": T.REPORT, "GRANT": T.DOCUMENT, "GRNT": T.DOCUMENT,
    "INPR": T.ARTICLE_JOURNAL, "INTV": T.INTERVIEW, "SER": T.PERIODICAL, "STD": T.STANDARD,
    "UNBILL": T.BILL, "UNPD": T.MANUSCRIPT, "VIDEO": T.MOTION_PICTURE, "WEB": T.WEBPAGE,
    **{tag: kind for kind, tag in TYPES.items() if kind not in _LOSSY},
}  # fmt: skip
"""The type that each RIS type is read as, those of other programs included."""

SERIES_IN_T2 = frozenset({T.BOOK, T.CLASSIC, T.MAP, T.REPORT, T.SOFTWARE})
"""Works of their own, whose second title is that of a series; a container goes to JF."""
EXTENT_IN_SP = frozenset({T.BOOK, T.CLASSIC, T.MANUSCRIPT, T.THESIS})
"""Works whose SP is the number of their pages."""
NUMBER_IN_SN = frozenset({T.PATENT, T.REPORT, T.STANDARD})
"""Works whose SN is their own number, before an ISBN."""
GENRE_IN_M3 = frozenset({
    T.ARTICLE, T.GRAPHIC, T.INTERVIEW, T.MANUSCRIPT, T.MAP, T.PERSONAL_COMMUNICATION, T.POST,
    T.POST_WEBLOG, T.REPORT, T.SPEECH, T.THESIS, T.WEBPAGE,
})  # fmt: skip
"""Types whose M3 is a genre; of others Zotero takes it for a DOI."""


PERIODICALS = frozenset(
    {T.ARTICLE_JOURNAL, T.ARTICLE_MAGAZINE, T.ARTICLE_NEWSPAPER, T.REVIEW, T.REVIEW_BOOK}
)
"""Works in a journal; programs write several names of it in any order."""

IN_ARCHIVES = (
    frozenset(T) - PERIODICALS - {T.BOOK, T.CHAPTER, T.PAPER_CONFERENCE}
    - {T.ENTRY_DICTIONARY, T.ENTRY_ENCYCLOPEDIA}
)  # fmt: skip
"""Works of which DB may name an archive; of others it names a database."""
RICH = frozenset(("title", "title_short", "container_title", "collection_title", "event_title"))
"""Variables that may hold CSL's rich text."""


class Variable(NamedTuple):
    """A text variable that one tag holds, for some types or for all."""

    tag: str
    name: str
    """Attribute of `Reference`."""
    types: frozenset[T] | None = None
    """Types it is written and read for; None for all that no line above names."""


_ACTS = frozenset({T.BILL, T.HEARING, T.LEGISLATION})
_BODIES = frozenset({T.BILL, T.HEARING})
_CASE = frozenset({T.LEGAL_CASE})
_CONFERENCE = frozenset({T.PAPER_CONFERENCE})
_DATA = frozenset({T.DATASET})
_MEETING = frozenset({T.PAPER_CONFERENCE, T.SPEECH})
_JOURNAL = frozenset({T.ARTICLE_JOURNAL, T.REVIEW, T.REVIEW_BOOK})
_CHAPTER = frozenset({T.CHAPTER})

VARIABLES: tuple[Variable, ...] = (
    Variable("TI", "title"),
    Variable("ST", "title_short"),
    Variable("T2", "event_title", _MEETING),
    Variable("C3", "container_title", _CONFERENCE),
    Variable("A2", "container_title", _CASE),
    Variable("T2", "collection_title", SERIES_IN_T2),
    Variable("JF", "container_title", SERIES_IN_T2),
    Variable("T2", "container_title"),
    Variable("T3", "authority", _BODIES),
    Variable("T3", "collection_title"),
    Variable("J2", "container_title_short"),
    Variable("VL", "volume"),
    Variable("IS", "issue"),
    Variable("M1", "number", _ACTS),
    Variable("SV", "number", _CASE),
    Variable("NV", "number", _DATA),
    Variable("M1", "collection_number", frozenset({T.BOOK, T.CLASSIC})),
    Variable("SV", "collection_number"),
    Variable("NV", "number_of_volumes"),
    Variable("ET", "version", frozenset({T.DATASET, T.SOFTWARE})),
    Variable("ET", "edition"),
    Variable("SE", "chapter_number", _CHAPTER),
    Variable("SE", "section"),
    Variable("PB", "publisher"),
    Variable("C1", "publisher_place", _CONFERENCE),
    Variable("CY", "event_place", _MEETING),
    Variable("CY", "publisher_place"),
    Variable("M3", "genre", GENRE_IN_M3),
    Variable("DO", "doi"),
    Variable("UR", "url"),
    Variable("C2", "pmcid", _JOURNAL),
    Variable("CN", "call_number"),
    Variable("DB", "archive", IN_ARCHIVES),
    Variable("AV", "archive_location"),
    Variable("DP", "source"),
    Variable("LA", "language"),
    Variable("AB", "abstract"),
    Variable("RN", "annote"),
)


class Makers(NamedTuple):
    """A role that one tag holds, for some types or for all."""

    tag: str
    role: Role
    types: frozenset[T] | None = None


_FILM = frozenset({T.BROADCAST, T.MOTION_PICTURE})
_PART = frozenset({T.CHAPTER, T.PAPER_CONFERENCE, T.ENTRY_DICTIONARY, T.ENTRY_ENCYCLOPEDIA})
_EDITED = _PART | {T.ARTICLE_JOURNAL, T.DOCUMENT}
_WHOLE = frozenset({T.BOOK, T.CLASSIC})

MAKERS: tuple[Makers, ...] = (
    Makers("AU", Role.DIRECTOR, _FILM),
    Makers("AU", Role.COMPOSER, frozenset({T.SONG, T.MUSICAL_SCORE})),
    Makers("AU", Role.AUTHOR),
    Makers("A2", Role.EDITOR, _EDITED),
    Makers("A2", Role.COLLECTION_EDITOR, _WHOLE | {T.REPORT}),
    Makers("A2", Role.RECIPIENT, frozenset({T.PERSONAL_COMMUNICATION})),
    Makers("A2", Role.PERFORMER, frozenset({T.SONG, T.MUSICAL_SCORE})),
    Makers("A3", Role.EDITOR, _WHOLE),
    Makers("A3", Role.COLLECTION_EDITOR, _PART | {T.MAP}),
    Makers("A3", Role.PRODUCER, _FILM),
    Makers("ED", Role.EDITOR),
    Makers("A4", Role.TRANSLATOR),
)

SYNONYMS: dict[str, str] = {
    "A1": "AU", "T1": "TI", "CT": "TI", "BT": "T2", "JO": "T2", "JF": "T2", "JA": "J2", "J1": "J2",
    "N2": "AB", "Y1": "PY", "DI": "DO", "SO": "T2",
}  # fmt: skip
"""Tags of other programs and of the RIS specification of 2001, with ours for the same thing."""

NOT_READ = frozenset({"TY", "ER", "U1"})
"""Tags that say nothing about the work itself."""

KNOWN = word_lists(__file__)["tags"]
"""Tags that are understood where a line is not written by the rules."""


def variables_of(kind: T) -> dict[str, str]:
    """Return, by tag, the text variables of a type."""
    variables: dict[str, str] = {}
    for variable in VARIABLES:
        applies = variable.types is None or kind in variable.types
        if applies and variable.tag not in variables and variable.name not in variables.values():
            variables[variable.tag] = variable.name
    return variables


def roles_of(kind: T) -> dict[str, Role]:
    """Return, by tag, the roles of a type."""
    roles: dict[str, Role] = {}
    for makers in MAKERS:
        applies = makers.types is None or kind in makers.types
        if applies and makers.tag not in roles and makers.role not in roles.values():
            roles[makers.tag] = makers.role
    return roles
