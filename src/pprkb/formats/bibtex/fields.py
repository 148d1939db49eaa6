"""Entry types and fields of BibTeX and biblatex, and the types and variables of CSL they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from pprkb.formats.field_values import Preprint, bare_doi, preprint_named, server_of_doi
from pprkb.model.reference import ReferenceType, Role
from pprkb.model.reference import ReferenceType as T

# -- entry types ---------------------------------------------------------------------------------

READ = {
    "article": T.ARTICLE_JOURNAL, "artwork": T.GRAPHIC, "audio": T.SONG, "book": T.BOOK,
    "bookinbook": T.CHAPTER, "booklet": T.PAMPHLET, "collection": T.BOOK, "commentary": T.BOOK,
    "conference": T.PAPER_CONFERENCE, "dataset": T.DATASET, "data": T.DATASET,
    "electronic": T.WEBPAGE, "image": T.FIGURE, "inbook": T.CHAPTER, "incollection": T.CHAPTER,
    "inproceedings": T.PAPER_CONFERENCE, "inreference": T.ENTRY_ENCYCLOPEDIA,
    "jurisdiction": T.LEGAL_CASE, "legal": T.TREATY, "legislation": T.LEGISLATION,
    "letter": T.PERSONAL_COMMUNICATION, "manual": T.BOOK, "mastersthesis": T.THESIS,
    "masterthesis": T.THESIS, "misc": T.DOCUMENT, "movie": T.MOTION_PICTURE, "music": T.SONG,
    "mvbook": T.BOOK, "mvcollection": T.BOOK, "mvproceedings": T.BOOK, "mvreference": T.BOOK,
    "online": T.WEBPAGE, "patent": T.PATENT, "performance": T.PERFORMANCE,
    "periodical": T.PERIODICAL, "phdthesis": T.THESIS, "presentation": T.SPEECH,
    "proceedings": T.BOOK, "reference": T.BOOK, "report": T.REPORT, "review": T.REVIEW,
    "set": T.DOCUMENT, "software": T.SOFTWARE, "standard": T.STANDARD, "suppbook": T.CHAPTER,
    "suppcollection": T.CHAPTER, "suppperiodical": T.ARTICLE_JOURNAL, "techreport": T.REPORT,
    "thesis": T.THESIS, "unpublished": T.MANUSCRIPT, "video": T.MOTION_PICTURE,
    "webpage": T.WEBPAGE, "www": T.WEBPAGE,
}  # fmt: skip
"""Entry type -> CSL type, before fields are looked at; `reference_type` refines it."""

WRITTEN = {
    T.ARTICLE: "misc", T.ARTICLE_JOURNAL: "article", T.ARTICLE_MAGAZINE: "article",
    T.ARTICLE_NEWSPAPER: "article", T.BILL: "legislation", T.BOOK: "book",
    T.CHAPTER: "incollection", T.DATASET: "dataset", T.DOCUMENT: "misc", T.ENTRY: "inreference",
    T.ENTRY_DICTIONARY: "inreference", T.ENTRY_ENCYCLOPEDIA: "inreference", T.FIGURE: "image",
    T.GRAPHIC: "artwork", T.LEGAL_CASE: "jurisdiction", T.LEGISLATION: "legislation",
    T.MANUSCRIPT: "unpublished", T.MOTION_PICTURE: "movie", T.PAMPHLET: "booklet",
    T.PAPER_CONFERENCE: "inproceedings", T.PATENT: "patent", T.PERFORMANCE: "performance",
    T.PERIODICAL: "periodical", T.PERSONAL_COMMUNICATION: "letter", T.POST: "online",
    T.POST_WEBLOG: "online", T.REGULATION: "legislation", T.REPORT: "techreport",
    T.REVIEW: "review", T.REVIEW_BOOK: "article", T.SOFTWARE: "software", T.SONG: "music",
    T.SPEECH: "unpublished", T.STANDARD: "standard", T.THESIS: "thesis", T.TREATY: "legal",
    T.WEBPAGE: "online",
}  # fmt: skip
"""CSL type -> entry type; all others are written as `misc` with a `csl-type`."""

EXCHANGED = WRITTEN | {
    T.DATASET: "misc",
    T.FIGURE: "artwork",
    T.PERFORMANCE: "misc",
    T.PERIODICAL: "article",
    T.REVIEW: "article",
    T.SONG: "audio",
    T.STANDARD: "techreport",
    T.TREATY: "misc",
}
"""CSL type -> entry type in files for other programs.

Zotero's BibTeX translator throws away entries of types that it does not know: `dataset`, `image`,
`legal`, `music`, `performance`, `periodical`, `review` and `standard`. They are written in the
nearest type that it takes; a `csl-type` says what is meant.
"""

IMPLIED_GENRES = {T.DATASET: "Data set"}
"""The `type` of an exported entry, for programs that do not know `csl-type`.

The words are those that APA prints in brackets (manual, section 10.9).
"""

ARTICLES = frozenset(("article", "suppperiodical", "periodical", "review"))
PARTS = frozenset((
    "inbook", "incollection", "inproceedings", "conference", "inreference", "bookinbook",
    "suppbook", "suppcollection",
))  # fmt: skip
"""Types whose `booktitle` names their container."""
WHOLES = frozenset(("book", "collection", "proceedings", "reference"))
"""Types that others refer to by `crossref`."""
NUMBERED = frozenset((
    "report", "techreport", "patent", "dataset", "software", "misc", "online", "electronic",
    "www", "unpublished", "thesis", "phdthesis", "mastersthesis", "standard", "legislation",
    "jurisdiction", "audio", "video", "movie", "music", "artwork", "image", "performance",
))  # fmt: skip
"""Types whose `number` is their own and not that of a series."""

_SUBTYPES = {
    "magazine": T.ARTICLE_MAGAZINE,
    "newspaper": T.ARTICLE_NEWSPAPER,
}
_UNKNOWN = {"magazine": T.ARTICLE_MAGAZINE, "newspaper": T.ARTICLE_NEWSPAPER}
"""Types that BibTeX does not have and whose meaning is plain."""
_MEDIA_SUBTYPES = {
    "broadcast": T.BROADCAST, "podcast": T.BROADCAST, "radiobroadcast": T.BROADCAST,
    "tvbroadcast": T.BROADCAST, "interview": T.INTERVIEW, "map": T.MAP, "post": T.POST,
    "speech": T.SPEECH,
}  # fmt: skip
"""Better BibTeX's values of `entrysubtype` where its entry type says less."""
_MEDIA = frozenset(("audio", "music", "misc", "movie", "online", "unpublished", "video"))
_PREPRINT_TYPES = frozenset(("article", "electronic", "inproceedings", "misc", "online"))
_BODIES = ("publisher", "institution", "organization", "howpublished")
_CSL_TYPES = {member.value: member for member in T}


def reference_type(entry_type: str, fields: Mapping[str, str]) -> T:
    """Return the CSL type of an entry; its type is in lower case, its fields are undecoded."""
    csl_type = _CSL_TYPES.get(fields.get("csl-type", ""))
    if csl_type:
        return csl_type
    kind = READ.get(entry_type)
    if kind is None:
        guess = suggestion(entry_type)
        kind = READ[guess] if guess else _UNKNOWN.get(entry_type, T.DOCUMENT)
        if kind is T.DOCUMENT and _has_journal(fields):
            kind = T.ARTICLE_JOURNAL
    subtype = fields.get("entrysubtype", "").strip("{}").lower()
    if entry_type in _MEDIA and subtype in _MEDIA_SUBTYPES:
        return _MEDIA_SUBTYPES[subtype]
    if entry_type in _PREPRINT_TYPES and subtype not in _SUBTYPES and preprint(fields):
        return T.ARTICLE
    if kind is T.ARTICLE_JOURNAL:
        if subtype in _SUBTYPES:
            return _SUBTYPES[subtype]
    elif entry_type == "misc":
        if "url" in fields or "\\url" in fields.get("howpublished", ""):
            return T.WEBPAGE
    elif entry_type == "unpublished" and "eventtitle" in fields:
        return T.SPEECH
    elif entry_type == "periodical" and "issuetitle" in fields:
        return T.ARTICLE_JOURNAL
    elif entry_type == "inreference" and subtype == "dictionary":
        return T.ENTRY_DICTIONARY
    return kind


def _has_journal(fields: Mapping[str, str]) -> bool:
    return bool(fields.get("journal") or fields.get("journaltitle"))


def preprint(fields: Mapping[str, str]) -> Preprint | None:
    """Return the server of a paper that is in no journal or book, by its undecoded fields."""
    container = next(
        (fields[n] for n in ("journaltitle", "journal", "booktitle") if fields.get(n)), ""
    )
    if container:
        # Google Scholar: journal = {arXiv preprint arXiv:2003.13723}; Mendeley: booktitle = {arXiv}
        return preprint_named(container.strip("{}"))
    prefix = fields.get("eprinttype", "") or fields.get("archiveprefix", "")
    if "eprint" in fields and (named := preprint_named(prefix.strip("{}"))):
        return named
    for name in _BODIES:
        if named := preprint_named(fields.get(name, "").strip("{}")):
            return named
    server = server_of_doi(bare_doi(fields.get("doi", "")))
    if server is not None:
        return Preprint(server)
    status = fields.get("pubstate", "").strip("{}").lower().replace("-", "")
    return Preprint("") if status == "prepublished" else None


def suggestion(entry_type: str) -> str:
    """Return the known type nearest to an unknown one, or an empty text."""
    close = get_close_matches(entry_type, READ, n=1, cutoff=0.75)
    return close[0] if close else ""


# -- fields --------------------------------------------------------------------------------------

ROLES: dict[str, Role] = {
    "author": Role.AUTHOR,
    "editor": Role.EDITOR,
    "translator": Role.TRANSLATOR,
    "bookauthor": Role.CONTAINER_AUTHOR,
}
"""Fields that hold names; each of CSL's other name variables may be written under its own name."""
ROLES.update(
    {role.value: role for role in Role if role.value not in ("author", "editor", "translator")}
)

EDITORS = {"editor": "editortype", **{f"editor{x}": f"editor{x}type" for x in "abc"}}
"""Fields of editors, of whom biblatex knows four kinds, and the fields that say which kind."""

EDITOR_TYPES = {role.value.replace("-", ""): role for role in Role} | {
    "collaborator": Role.CONTRIBUTOR,
    "executiveproducer": Role.EXECUTIVE_PRODUCER,
    "moderator": Role.HOST,
    "podcaster": Role.HOST,
    "presenter": Role.HOST,
    "reader": Role.NARRATOR,
    "scriptwriter": Role.SCRIPT_WRITER,
    "seriescreator": Role.SERIES_CREATOR,
    "writer": Role.SCRIPT_WRITER,
}
"""Values of `editortype`, without spaces and hyphens, that CSL has a variable for."""

PERFORMERS = frozenset(
    (Role.DIRECTOR, Role.GUEST, Role.HOST, Role.INTERVIEWER, Role.NARRATOR, Role.PERFORMER)
)
BRACED_PERSON = re.compile(r"\{[^{},]+,\s*[^{},]+\}$")
"""A performer in braces, as in `{Cutts, Steve}`: a body has no comma in its name there."""

TEXT: dict[str, str] = {
    "abstract": "abstract", "annotation": "annote", "annote": "annote", "chapter": "chapter_number",
    "edition": "edition", "eventtitle": "event_title", "isbn": "isbn", "issn": "issn",
    "origlocation": "original_publisher_place", "origpublisher": "original_publisher",
    "origtitle": "original_title", "pagetotal": "number_of_pages", "pmid": "pmid", "pmcid": "pmcid",
    "shortjournal": "container_title_short", "venue": "event_place", "version": "version",
    "volumes": "number_of_volumes", "callnumber": "call_number",
}  # fmt: skip
"""Fields whose decoded text is the value of a variable."""

CSL_TEXT = (
    "title_short", "volume_title", "part_title", "container_title", "container_title_short",
    "collection_title", "original_title", "reviewed_title", "event_title", "volume",
    "issue", "number", "page", "chapter_number", "edition", "collection_number",
    "number_of_volumes", "number_of_pages", "part_number", "version", "section",
    "publisher", "publisher_place", "original_publisher", "original_publisher_place",
    "event_place", "archive", "archive_location", "authority", "jurisdiction", "genre",
    "medium", "status", "dimensions", "scale", "source", "references", "pmid", "pmcid",
    "call_number", "language", "note", "annote",
)  # fmt: skip
"""Variables that may be written as `csl-...` where BibTeX has no field for them."""
TEXT.update({"csl-" + name.replace("_", "-"): name for name in CSL_TEXT})

DATES = {
    "urldate": "accessed", "lastchecked": "accessed", "lastaccessed": "accessed",
    "accessed": "accessed", "eventdate": "event_date", "origdate": "original_date",
    "csl-submitted": "submitted",
}  # fmt: skip

VERBATIM = frozenset((
    "file", "pdf", "local-url", "eprint", "eprintclass", "primaryclass", "archiveprefix",
    "eprinttype", "bdsk-url-1", "bdsk-url-2", "bdsk-url-3", "bdsk-file-1", "bdsk-file-2",
    "link", "related",
))  # fmt: skip
"""Fields that hold addresses or paths and no LaTeX."""

UNPRINTED = frozenset(("abstract", "annotation", "annote", "keywords", "keyword"))
"""Fields in which an unknown command is not worth a problem."""

DROPPED = ("crossref", "xdata", "xref")
"""Links that are resolved when the file is read; written again they might lead nowhere."""

EPRINT_URLS = {
    "arxiv": "https://arxiv.org/abs/",
    "jstor": "https://www.jstor.org/stable/",
    "hdl": "https://hdl.handle.net/",
    "googlebooks": "https://books.google.com?id=",
}

BIBLATEX_ONLY = frozenset(("date", "location", "journaltitle"))
"""Fields that BibTeX does not have: an entry with one of them is biblatex's."""

PUBLISHER_FIELDS = ("publisher", "institution", "school", "organization")
PUBLISHERS = {
    "thesis": ("institution", "school", "publisher", "organization"),
    "phdthesis": ("school", "institution", "publisher", "organization"),
    "mastersthesis": ("school", "institution", "publisher", "organization"),
    "report": ("institution", "publisher", "organization", "school"),
    "techreport": ("institution", "publisher", "organization", "school"),
}
"""Entry type -> the fields that hold its publisher, most fitting first."""

DESCRIPTIONS = re.compile(
    r"(?:(?:conference|paper|poster|oral|keynote|plenary|powerpoint|invited)\s+)*"
    r"(?:presentation|paper|poster|talk|lecture|address|slides?|symposium|webinar|workshop)"
    r"(?:\s+(?:slides|notes|presentation))?$"
    r"|(?:unpublished\s+)?(?:manuscript|raw data|data|brochure|pamphlet|leaflet|flyer)$",
    re.IGNORECASE,
)
"""Values of `howpublished` that describe a work and do not name its publisher."""

GENRES = {
    "phdthesis": "Doctoral dissertation",
    "mastersthesis": "Master's thesis",
    "masterthesis": "Master's thesis",
}
"""The genre of an entry without `type`; as a `type` the keys mean the same."""

SUBTYPES = {
    ReferenceType.ARTICLE_MAGAZINE: "magazine",
    ReferenceType.ARTICLE_NEWSPAPER: "newspaper",
    ReferenceType.ENTRY_DICTIONARY: "dictionary",
}
"""Values of `entrysubtype` that CSL has a type for."""
