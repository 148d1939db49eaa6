"""The fields that identify a work, normalised for comparison."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from pprkb.model.reference import Reference, ReferenceType, Role, derived
from pprkb.text.markup import strip_tags
from pprkb.text.spelling import fold

_LEAD = r"(?:(?:an?|the|author'?s?'?|publisher'?s?|publication|letter|response)\s+)?"
_FOLLOW_UPS = {
    "correction": re.compile(
        _LEAD + r"(?:errat(?:um|a)|corrigend(?:um|a)|corrections?|addend(?:um|a))\b"
    ),
    "retraction": re.compile(_LEAD + r"(?:retraction|expression\s+of\s+concern)\b"),
    "reply": re.compile(
        _LEAD + r"(?:repl(?:y|ies)|responses?|rejoinder|in\s+(?:reply|response))\b"
    ),
    "comment": re.compile(
        _LEAD + r"(?:comment(?:s|ary|aries)?|editorial\s+note|editor'?s'?\s+note)\b"
    ),
}
"""Kinds of works about another work, which often have its title."""
_SECTION = re.compile(r"\s*(?:[:.?!;]\s+|\s[-–—]+\s|—|[\[(])\s*")
"""Separators of the parts of a title."""
_CORRECTS = re.compile(r"errat(?:um|a)\b|corrigend(?:um|a)\b|correction (?:to|of|for)\b")
"""Notes about corrections; note that readers' own notes may begin with "Comment:"."""
_EDITION = re.compile(r"[,(]?\s*(\d{1,2})(?:st|nd|rd|th)\s+ed(?:\.|ition)?\)?$")
_NOTICE = re.compile(r"(?:withdrawn|retracted)(?:\s+article)?\s*[:.]\s*")
_NOT_IN_WORDS = re.compile(r"[\W_]+")
_ROMAN = r"(?:x{0,2}(?:ix|iv|vi{0,3}|i{1,3})|x{1,2})"
_NUMBER = re.compile(rf"\d+|\b(?=\w\w){_ROMAN}\b")
_PART = re.compile(
    r"\b(?:part|volume|vol|study|chapter|experiment|phase|wave|number|no|book)\b\.?\s*"
    rf"(\d+|{_ROMAN}\b|one|two|three|four|five|six)"
)
_PREPRINT_DOI = re.compile(
    r"""10\.(?: 48550/ | 31234/ | 31219/ | 31235/ | 35542/ | 2139/ssrn | 21203/rs | 20944/preprints
      | 26434/ | 36227/ | 7287/peerj\.preprints | 1101/(?:\d{4}\.\d\d\.\d\d\.)?\d+ )""",
    re.VERBOSE,
)
_PREPRINT_SERVER = re.compile(
    r"arxiv|biorxiv|medrxiv|psyarxiv|socarxiv|edarxiv|osf preprints|ssrn|research square|preprint"
)
_ARXIV = re.compile(r"(?:arxiv\.org/(?:abs|pdf)/|10\.48550/arxiv\.)([a-z-]+/\d{7}|\d{4}\.\d{4,5})")
_TITLE_LETTERS = 12
"""The minimum length of the beginning of a title to be a title itself (letters)."""
_FIRST_PAGE = re.compile(r"[-–—,]")
_NOT_YET = re.compile(
    r"in press|forthcoming|to appear|accepted|advance|online|epub|ahead of print|n/?a\b|im druck"
)
"""Placeholders for a volume or page that is not yet known."""
_DIGITS = re.compile(r"\d+")
_LETTERED = re.compile(r"[a-z]+\d")
_PARTICLE = re.compile(
    r"(?:v[ao]n|vom|zum?|zur|de[nrl]?|del?la|d[aiou]s?|l[ae]s?|te[nr]?|a[fv]|[ae]l)['’]?\Z"
)
_ORDINAL = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6"}

_KINDS = {
    ReferenceType.ARTICLE: "preprint", ReferenceType.ARTICLE_JOURNAL: "article",
    ReferenceType.ARTICLE_MAGAZINE: "article", ReferenceType.ARTICLE_NEWSPAPER: "article",
    ReferenceType.REVIEW: "review", ReferenceType.REVIEW_BOOK: "review", ReferenceType.BOOK: "book",
    ReferenceType.COLLECTION: "book", ReferenceType.CHAPTER: "chapter",
    ReferenceType.ENTRY_ENCYCLOPEDIA: "chapter", ReferenceType.PAPER_CONFERENCE: "paper",
    ReferenceType.SPEECH: "paper", ReferenceType.THESIS: "thesis", ReferenceType.DATASET: "data",
    ReferenceType.SOFTWARE: "software", ReferenceType.REPORT: "report",
}  # fmt: skip
"""Kinds of publication that a text may go through. Programs call anything a document, webpage or
manuscript, so these are compatible with all."""


@dataclass(frozen=True, kw_only=True)
class Marks:
    """The fields that identify a work."""

    identifiers: frozenset[tuple[str, str]]
    """DOI, PMID, PMCID and arXiv number, each with its name."""
    title: str
    """Letters and digits of the title, folded."""
    beginnings: frozenset[str]
    """The parts before each colon, question mark, dash or parenthesis, without very short ones."""
    numbers: tuple[str, ...]
    """Arabic and Roman numbers in the title; "I" may be a word."""
    parts: tuple[str, ...]
    """Numbers of parts, volumes and studies in the title."""
    follow_up: str
    """"correction", "retraction", "reply" or "comment", for works about another work."""
    family: str
    """Family name of the first author, else editor; without particles."""
    names: tuple[str, ...]
    """Family names of all of them."""
    year: int | None
    kind: str
    """A kind of publication, or empty if the type is unspecific."""
    container: str
    volume: str
    first_page: str
    edition: str
    numbering: tuple[str, str]
    """Issue and number."""

    def contradicts(self, other: Marks) -> bool:
        """Return whether volume, first page, edition or numbers distinguish two works.

        False if the kinds of publication differ: the pages of an article are not those of the
        thesis that it is based on.
        """
        if self.kind and other.kind and self.kind != other.kind:
            return False
        pairs = (
            (self.volume, other.volume),
            (self.first_page, other.first_page),
            (self.edition, other.edition),
            *zip(self.numbering, other.numbering, strict=True),
        )
        return any(one and two and one != two for one, two in pairs)

    def differences(self, other: Marks) -> int:
        """Return the number of differing fields, by which matches are ordered."""
        return sum(
            getattr(self, name) != getattr(other, name)
            for name in ("title", "family", "year", "container", "volume", "first_page", "edition")
        )

    def same_place(self, other: Marks) -> bool:
        """Return whether volume and first page are known and equal."""
        return bool(
            self.volume
            and self.first_page
            and (self.volume, self.first_page) == (other.volume, other.first_page)
        )

    def has_other_identifier(self, other: Marks) -> bool:
        """Return whether both have an identifier of the same kind with different values."""
        return any(name in dict(other.identifiers) for name in dict(self.identifiers))

    def other_container(self, other: Marks) -> bool:
        """Return whether both have a container, and it is different."""
        return bool(self.container and other.container and self.container != other.container)


def marks_of(reference: Reference) -> Marks:
    """Return the fields that identify a work."""
    return derived(reference, "marks", _marks_of)


def _marks_of(reference: Reference) -> Marks:
    folded = " ".join(fold(strip_tags(reference.title)).replace("’", "'").split())
    title = _NOTICE.sub("", folded, count=1)
    in_title = _EDITION.search(title)
    title = title[: in_title.start()] if in_title else title
    edition = _number(reference.edition or (in_title[1] if in_title else ""))
    volume, first_page = _number(reference.volume), _number(_FIRST_PAGE.split(reference.page)[0])
    sections = _SECTION.split(title)
    begun = accumulate(map(_letters, sections[:-1]))
    people = reference.by_role(Role.AUTHOR) or reference.by_role(Role.EDITOR)
    names = tuple(_family(person.family or person.literal) for person in people)
    return Marks(
        identifiers=frozenset(_identifiers(reference)),
        title=_letters(title),
        beginnings=frozenset(beginning for beginning in begun if len(beginning) >= _TITLE_LETTERS),
        numbers=tuple(_NUMBER.findall(title)),
        parts=tuple(_PART.findall(title)),
        follow_up=_follow_up(reference, sections),
        family=names[0] if names else "",
        names=names,
        year=reference.year,
        kind=_kind(reference),
        container=_letters(fold(strip_tags(reference.container_title))),
        volume=volume,
        # An article published online before it is in a volume has other pages.
        first_page="" if first_page == "1" and not volume else first_page,
        edition=edition if edition.isdigit() else "",
        numbering=(_number(reference.issue), _number(reference.number)),
    )


def _letters(text: str) -> str:
    return _NOT_IN_WORDS.sub("", text.replace("&", "and"))


def _family(name: str) -> str:
    """Return a name's letters without particles, which programs treat differently."""
    words = fold(name).replace("-", " ").split()
    while len(words) > 1 and _PARTICLE.match(words[0]):
        del words[0]
    return _letters("".join(words))


def _number(text: str) -> str:
    """Normalise a number: "2nd" and "Second ed." become "2", "08" becomes "8", "S1" "s1"."""
    if not text:
        return ""
    folded = fold(text)
    for name, digit in _ORDINAL.items():
        if folded.startswith(name):
            return digit
    if _NOT_YET.match(folded):
        return ""
    digits = _DIGITS.search(folded)
    if digits is None or _LETTERED.match(folded):
        return _letters(folded)
    return digits.group().lstrip("0") or "0"


def _identifiers(reference: Reference) -> set[tuple[str, str]]:
    identifiers = {
        (name, bare)
        for name, value in (
            ("doi", reference.doi),
            ("pmid", reference.pmid),
            ("pmcid", reference.pmcid),
        )
        if (bare := value.strip().casefold())
    }
    arxiv = _ARXIV.search(f"{reference.url} {reference.doi}".casefold())
    return identifiers | {("arxiv", arxiv[1])} if arxiv else identifiers


def _follow_up(reference: Reference, sections: list[str]) -> str:
    if _CORRECTS.match(fold(reference.note)):
        return "correction"
    for said in (*sections, fold(reference.genre)):
        for name, pattern in _FOLLOW_UPS.items():
            if pattern.match(said):
                return name
    return ""


def _kind(reference: Reference) -> str:
    server = fold(f"{reference.container_title} {reference.publisher}")
    if _PREPRINT_DOI.match(reference.doi.casefold()) or _PREPRINT_SERVER.search(server):
        return "preprint"
    return _KINDS.get(reference.type, "")
