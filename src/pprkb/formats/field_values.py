"""Values as every format spells them: pages, editions, languages, journals, DOIs and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from pprkb.formats.latex.decode import verbatim
from pprkb.matching import identifiers
from pprkb.text.spelling import fold
from pprkb.text.word_lists import word_pairs

_DASHES = re.compile(r"\s*(?:-{2,}|[–—−‒]+)\s*")
_HYPHEN_RANGE = re.compile(
    r"\s*([A-Za-z]{0,2}\d+[A-Za-z]?|[ivxlcdm]+)\s*-\s*([A-Za-z]{0,2}\d+[A-Za-z]?|[ivxlcdm]+)\s*$",
    re.I,
)
_LABEL = re.compile(r"\s*(?:pp?\.\s*|pp?\s+|pp(?=\d)|pages?\s+)(?=[a-z]{0,2}\d|[ivxlcdm]+\b)", re.I)


@lru_cache(maxsize=20_000)
def en_dashes(pages: str) -> str:
    """Write page ranges with an en dash, however they are typed, and without "pp.".

    Args:
        pages: Such as `12--15`, `12-15, 20`, `S1 – S9`, `12-1--12-20`.
    """
    pages = _LABEL.sub("", pages, count=1) if _LABEL.match(pages) else pages
    if "-" not in pages and "–" not in pages and "—" not in pages and "−" not in pages:
        return pages
    parts = pages.split(",")
    return ",".join(_range(part) for part in parts)


def _range(part: str) -> str:
    if _DASHES.search(part):
        return _DASHES.sub("–", part)
    match = _HYPHEN_RANGE.match(part)
    if match:
        lead = " " if part.startswith(" ") else ""
        return f"{lead}{match[1]}–{match[2]}"
    return part


ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
    "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
_NUMBER_OF = {word: str(number) for number, word in enumerate(ORDINALS, 1)}
_EDITION = re.compile(
    r"(?:the\s+)?(?:(?P<number>\d+)(?:st|nd|rd|th|\.|[eèa]?me|[eaªº]|er|ère|de)?|(?P<word>[a-z]+))"
    r"(?:\s*(?:edition|edn?|auflage|aufl|édition|éd|edición|edicion|edição|edizione|druk|uitgave"
    r"|utgave|utgåva|upplaga|udgave)\b\.?)?$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"(?:article\s|art\.)\s*(?:(?:number\s|no\.|no\s|#)\s*)?(?=[a-z]{0,2}\d)", re.IGNORECASE
)


def edition_number(edition: str) -> str:
    """Return the number of "Second" or "3rd ed."; other editions as they are."""
    match = _EDITION.match(edition)
    if match is None:
        return edition
    return match["number"] or _NUMBER_OF.get(match["word"].lower(), edition)


def article_number(eid: str) -> str:
    """Return the number of "Article 55" or "Art. no. 55"."""
    return _ARTICLE.sub("", eid, count=1) if _ARTICLE.match(eid) else eid


_WORDS = word_pairs(__file__, "values.txt")
_TAGS = _WORDS["languages"]
_TAG = re.compile(r"[a-z]{2,3}(?:[-_](?:[A-Za-z]{2,4}|\d{3}))*$")
_THREE_LETTERS = _WORDS["codes"]
_NAMES: dict[str, str] = {}
for _name, _tag in _TAGS.items():
    _NAMES.setdefault(_tag, _name)
_NAMES["en-US"] = "american"
_NAMES["de-DE"] = "ngerman"


def language_tag(name: str) -> str:
    """Return the BCP 47 tag of a babel or English name, or of a tag; empty if unknown."""
    folded = name.strip().lower()
    known = _TAGS.get(folded) or _THREE_LETTERS.get(folded)
    if known:
        return known
    name = name.strip()
    return name.replace("_", "-") if _TAG.match(name) and len(folded) != 3 else ""


def language_name(tag: str) -> str:
    """Return the babel name of a language tag, for `langid`, or an empty string."""
    return _NAMES.get(tag, "")


_SMALL = frozenset(("a", "an", "and", "de", "des", "der", "die", "du", "et", "for", "für", "in",
                    "la", "of", "on", "the", "und", "y"))  # fmt: skip


def journal_names(full: Iterable[str], short: Iterable[str]) -> tuple[str, str]:
    """Choose the full name and the abbreviation of a journal.

    Args:
        full: Values of the fields for a full name, the likeliest first.
        short: Values of the fields for an abbreviation.

    Returns:
        The name that others abbreviate, in whichever field, else the first; and its abbreviation,
        which is empty if there is none or it repeats the name.
    """
    names = [name for name in dict.fromkeys(full) if name]
    shorts = [name for name in dict.fromkeys(short) if name]
    if not names:
        return max(shorts, key=len, default=""), ""
    name = names[0]
    for other in names[1:]:
        if abbreviates(name, other):
            name = other
    shorts += [other for other in names if abbreviates(other, name)]
    same = fold(name)
    return name, next((one for one in shorts if fold(one) != same), "")


def abbreviates(short: str, full: str) -> bool:
    """Return whether a name is short for another: "J. Consult. Clin. Psychol.", "BMJ"."""
    if len(short) >= len(full):
        return False
    few, many = _words(short), _words(full)
    if len(few) == 1 and len(many) > 1:
        initials = "".join(word[0] for word in many)
        every = "".join(word[0] for word in re.findall(r"\w+", fold(full)))
        return few[0] in (initials, every)
    place, shortened = 0, False
    for word in few:
        while place < len(many) and not _shortens(word, many[place]):
            place += 1
        if place == len(many):
            return False
        shortened = shortened or len(word) < len(many[place])
        place += 1
    return shortened and _shortens(few[0], many[0])


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", fold(name)) if word not in _SMALL]


def _shortens(short: str, word: str) -> bool:
    """Return whether a text is made of letters of a word in their order, its first included."""
    if not word.startswith(short[0]):
        return False
    letters = iter(word)
    return all(letter in letters for letter in short)


_DATABASES = re.compile(
    r"""(?:the\s+)?(?:
      apa\s+psyc\w+|psyc\s?(?:info|articles?|books?|extra|tests|critiques|net)
    | psyndex(?:plus)?|medline|pubmed|pmc|embase|emcare|cinahl|amed|eric|cochrane|scopus
    | science\s?direct|dimensions|web\s+of\s+(?:science|knowledge)|isi|wos|clarivate
    | core\s+collection|s(?:s)?ci(?:-expanded)?|a&hci|esci|current\s+contents|biosis
    | proquest(?!\s+dissertations)|ebsco|ovid|jstor|worldcat|open\s+worldcat|google|crossref
    | datacite|doi\.org|k10plus|library\s+(?:catalog|of\s+congress\s+(?:catalog|isbn))|primo
    | zotero|mendeley|endnote|refworks|citavi|academic\s+search|business\s+source
    | psychology\s+(?:and|&)\s+behavioral|sociological\s+abstracts|socindex
    | social\s+(?:services|sciences?)\s+(?:abstracts|citation|premium)|springerlink
    | springer\s+link|wiley\s+online|taylor\s+(?:&|and)\s+francis
    | sage\s+(?:journals|premier)|cambridge\s+core|oxford\s+academic|ieee\s*xplore
    | acm\s+digital|ingenta|silverchair|atypon|highwire|lilacs|scielo|doaj|dialnet|redalyc
    | cnki|wanfang|korea\s?med|trip\s+database|epistemonikos|semantic\s+scholar|openalex
    | researchgate|academia\.edu|base\b|core\b|dblp|inspire|lexisnexis|nexis|westlaw
    | heinonline|factiva|gale\b|academic\s+onefile|general\s+onefile
    | nursing\s+(?:&|and)\s+allied|health\s+(?:source|research)|global\s+health
    | mla\s+international
    )\b.*""",
    re.VERBOSE | re.IGNORECASE,
)
_MEDLINE = re.compile(r"(?:ovid\s+)?(?:medline|pubmed)|(?:mdc|cmedm|mnh|nlm)\Z", re.IGNORECASE)
_CODE = re.compile(r"[a-z][a-z0-9]{1,6}")
"""EBSCO's short names: "psyh", "cin20", "a9h"."""


def is_database(name: str) -> bool:
    """Return whether a name is that of a database or search service, and of no archive.

    ProQuest Dissertations & Theses is none here: APA names it as the source of a dissertation
    (section 10.6).
    """
    name = " ".join(name.split())
    return bool(_DATABASES.fullmatch(name) or _CODE.fullmatch(name))


def is_medline(name: str) -> bool:
    """Return whether the accession numbers of a database are PMIDs."""
    return _MEDLINE.match(name) is not None


# -- DOIs, addresses and preprint servers, without the wrappings that programs put around them ---

_URL = re.compile(r"\\(?:url|href|path)\s*\{\s*([^{}]*)\}|(https?://[^\s{}]+)")
_RESOLVER = re.compile(r"https?://(?:dx\.)?doi\.org/10\.\d+%2f", re.IGNORECASE)
_LEAD_INS = frozenset(("available at", "url", "online", "retrieved from"))


@lru_cache(maxsize=20_000)
def bare_doi(value: str) -> str:
    """Return a DOI without resolver, prefix and escapes."""
    # LaTeX's signs for < and > first: `verbatim` keeps only the braces' content.
    doi = verbatim(identifiers.bare_doi(value.strip("{} ") if "\\" in value else value))
    match = _URL.match(doi)
    return identifiers.bare_doi(match[1] if match and match[1] else doi)


def address(value: str) -> str:
    r"""Return an address without `\url{}` and escapes."""
    if not value:
        return ""
    if "\\" in value:
        match = _URL.search(value)
        if match and match[1] is not None:
            return verbatim(match[1].strip())
    plain = verbatim(value)
    if "%2f" in plain.lower() and _RESOLVER.match(plain):
        # The slash of a DOI that a program has encoded: "https://doi.org/10.1037%2Fa0022186".
        return f"https://doi.org/{identifiers.bare_doi(plain)}"
    return plain


def address_within(value: str) -> tuple[str, str]:
    """Return the address in the undecoded text of `howpublished`, and the rest of it, undecoded."""
    match = _URL.search(value)
    if match is None:
        return "", value
    url = verbatim(match[1] or match[2] or "").rstrip(".,;")
    rest = (value[: match.start()] + value[match.end() :]).strip(" .,;:{}")
    return url, "" if rest.lower() in _LEAD_INS else rest


_SERVER_NAMES = (
    *("AfricArXiv", "arXiv", "Authorea", "bioRxiv", "ChemRxiv", "EarthArXiv", "EdArXiv"),
    *("engrXiv", "HAL", "LawArXiv", "medRxiv", "MetaArXiv", "MindRxiv", "OSF", "PsyArXiv"),
    *("SocArXiv", "SportRxiv", "SSRN", "TechRxiv"),
)
_SERVERS = {
    **{name.casefold(): name for name in _SERVER_NAMES},
    "corr": "arXiv",  # the Computing Research Repository is a part of arXiv
    "osf preprints": "OSF Preprints",
    "peerj preprints": "PeerJ Preprints",
    "preprints.org": "Preprints.org",
    "research square": "Research Square",
}
_NAMED = re.compile(
    rf"(?:available\s+(?:at|from)\s+)?"
    rf"(?P<server>{'|'.join(map(re.escape, sorted(_SERVERS, key=len, reverse=True)))})"
    r"(?:\s*[:,.]?\s*(?:e-?prints?|pre-?prints?|papers?|repository|electronic\s+journal))?"
    r"(?:[\s:,.]*(?:arxiv[:\s]*|abs/)?(?P<number>[\w-]*\.?[\w-]*/?\d[\w.]*))?"
    r"(?:\s*\[[\w.-]+\])?[\s.]*$",
    re.IGNORECASE,
)
_DOI_SERVERS = _WORDS["doi servers"]
_ADDRESSES = {server: address for address, server in _WORDS["addresses"].items()}


class Preprint(NamedTuple):
    """A server and the number that it gave to a paper."""

    server: str
    number: str = ""


def preprint_named(text: str) -> Preprint | None:
    """Read "arXiv preprint arXiv:2003.13723", "CoRR" or "Available at SSRN 3456"; else None."""
    match = _NAMED.match(text.strip())
    if match is None:
        return None
    server = _SERVERS[" ".join(match["server"].casefold().split())]
    number = match["number"] or ""
    # CoRR's volume is a subject field; a year after a server's name is not a number.
    return Preprint(server, "" if re.fullmatch(r"(?:19|20)\d\d", number) else number)


def server_of_doi(doi: str) -> str | None:
    """Return the server that gives DOIs of a prefix, "" where several do; None for any other."""
    return _DOI_SERVERS.get(doi.partition("/")[0].strip())


def preprint_address(server: str, number: str) -> str:
    """Return the address of a paper by its number; empty if the server has no such address."""
    base = _ADDRESSES.get(server, "")
    return base + re.sub(r"^arxiv:", "", number, flags=re.IGNORECASE) if base and number else ""
