"""Tables of fields and the CSL variables they are read as."""

from __future__ import annotations

import re

from pprkb.model.reference import ReferenceType, Role

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
"""Fields whose decoded text is a variable of its own."""

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
