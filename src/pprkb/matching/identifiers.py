"""Identifiers of works, and citation keys for new ones."""

from __future__ import annotations

import html
import re
from collections.abc import Container, Iterable, Iterator
from itertools import count, product
from string import ascii_lowercase
from urllib.parse import unquote, urlsplit

from pprkb.model.reference import Reference, Role
from pprkb.text.markup import Markup, strip_tags
from pprkb.text.spelling import fold
from pprkb.text.word_lists import word_lists

# -- identifiers ---------------------------------------------------------------------------------

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+\Z")
"""ISO 26324: "10.", a registrant, a slash, a suffix."""
_DOI_WITHIN = re.compile(r"(?<![\w.])10\.\d{4,9}(?:\.\d+)*/\S+")
_PREFIX = re.compile(
    r"(?:https?://)?(?:www\.|dx\.)?doi\.org/(?:doi:)?|(?:info:|urn:)?doi\s*[:/]\s*", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_RESOLVER = re.compile(r"(?:dx\.)?doi\.org\Z", re.IGNORECASE)
_PAGE_OF_PUBLISHER = re.compile(
    r"(?:/(?:full|fulltext|abstract|abs|pdf|epdf|pdfdirect|epub|html?|meta|summary|references|"
    r"figures|citations?|metrics|v\d+)(?:/.*)?|\.(?:full|pdf|html?|xml|short|abstract)(?:\.pdf)?)\Z",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_LATEX = (
    (re.compile(r"\\ensuremath\{\s*([<>])\s*\}|\$\s*([<>])\s*\$"), r"\1\2"),
    (re.compile(r"\$\s*\\(?:less|lt)\s*\$|\{?\\(?:textless|less|lt)(?![a-z])(?:\{\})?\}?"), "<"),
    (
        re.compile(
            r"\$\s*\\(?:greater|gt)\s*\$|\{?\\(?:textgreater|greater|gt)(?![a-z])(?:\{\})?\}?"
        ),
        ">",
    ),
    (re.compile(r"\{?\\textunderscore(?![a-z])(?:\{\})?\}?"), "_"),
    (re.compile(r"\{?\\([&%#_$])\}?"), r"\1"),
)
"""Characters of DOIs in LaTeX."""
_ODD_SIGN = re.compile(r"[\\{}$\"]|&[a-z]+;|&#\d+;|%[0-9A-Fa-f]{2}", re.IGNORECASE)
_DOI_END = re.compile(r"[.,;]+\Z")
_PAGE_END = re.compile(
    r"/(?:full|fulltext|abstract|abs|e?pdf|pdfdirect|html?|references)/?\Z", re.I
)
_SECOND = re.compile(r"[,;|]+(?:https?://|doi)?.{0,20}?10\.\d{4,9}/", re.IGNORECASE)
_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<"}
_PMID = re.compile(
    r"(?:https?://)?(?:(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed/|pubmed\.ncbi\.nlm\.nih\.gov/"
    r"|(?:pmid|pubmed)\s*(?:id)?\s*:?\s*)?(\d{1,8})/?\.?\Z",
    re.IGNORECASE,
)


def is_doi(text: str) -> bool:
    """Return whether a text has the form of a bare DOI."""
    return bool(_DOI.match(text))


def bare_doi(text: str) -> str:
    r"""Return a DOI without the resolver's address and the prefix `doi:`, however often repeated.

    Characters that other programs have encoded are decoded: `%2F`, `&lt;`, `{\textless}`, `$<$`,
    `\_`. No registered DOI contains such a sequence.
    """
    text = text.strip()
    while match := _PREFIX.match(text):
        text = text[match.end() :].strip()
    if "&" in text and ";" in text:
        text = html.unescape(html.unescape(text))
    if "%" in text and _PERCENT.search(text):
        text = unquote(text)
    if "\\" in text or "$" in text:
        for pattern, sign in _LATEX:
            text = pattern.sub(sign, text)
    return text


def flaw_of_doi(doi: str) -> tuple[str, str] | None:
    """Return the flaw of a bare DOI with a hint, or None."""
    if not is_doi(doi) or _ODD_SIGN.search(doi):
        return f'"{doi}" is not a DOI', "write it as 10.1037/a0022186, or delete it"
    if end := _DOI_END.search(doi):
        return (
            f'the DOI ends in "{end.group()}", which leads nowhere',
            f"write {doi[: end.start()]}",
        )
    if end := _PAGE_END.search(doi):
        return (
            f'the DOI ends in "{end.group()}", which is a page of the publisher',
            f"write {doi[: end.start()]}",
        )
    if second := _SECOND.search(doi):
        return f'there are two DOIs in "{doi}"', f"write {doi[: second.start()]}"
    return None


def find_doi(text: str) -> str:
    """Return the DOI in pasted text.

    It may be bare, have a prefix, be part of a publisher's address, in angle brackets, before a
    full stop, or percent-encoded.

    Args:
        text: Such as `<https://doi.org/10.1037/pst0000172>.`

    Returns:
        The bare DOI; empty if there is none.
    """
    text = text.strip().strip("\u200b\ufeff\"'“”‘’«»")
    if text.startswith("<") and ">" in text:
        text = text[1 : text.rindex(">")] if text.rindex(">") > 1 else text
    address = _ADDRESS.search(text)
    if address is None:
        bare = bare_doi(text)
        return _trimmed(_first(unquote(bare) if "/" not in bare else bare))
    try:
        parts = urlsplit(address.group() if "://" in address.group() else f"//{address.group()}")
    except ValueError:
        # "https://[" is an incomplete IPv6 address.
        return ""
    path = unquote(parts.path)
    in_path = _first(path)
    if _RESOLVER.search(parts.hostname or ""):
        return _trimmed(in_path)
    if in_path:
        return _trimmed(_PAGE_OF_PUBLISHER.sub("", in_path.rstrip("/")))
    # "?id=10.1371/journal.pone.0000217" and "?doi=10.1037%2Fpst0000172"
    return _trimmed(_first(re.split(r"[&;#]", unquote(parts.query.split("10.", 1)[-1]))[0], "10."))


def find_pmid(text: str) -> str:
    """Return the PMID in pasted text: digits, `PMID: ...`, or PubMed's address."""
    match = _PMID.match(text.strip().strip("<>"))
    return match[1].lstrip("0") if match else ""


def _first(text: str, before: str = "") -> str:
    match = _DOI_WITHIN.search(before + text)
    return match.group() if match else ""


def _trimmed(doi: str) -> str:
    """Remove punctuation at the end of a sentence, and an unmatched closing parenthesis."""
    while doi:
        last = doi[-1]
        opening = _CLOSING.get(last)
        if last in ".,;:'\"“”‘’»*" or (opening and doi.count(last) > doi.count(opening)):
            doi = doi[:-1]
        else:
            break
    return doi if is_doi(doi) else ""


# -- citation keys for new works -----------------------------------------------------------------

# The scheme is name, year, first significant word of the title, as in `wampold2015great`. A key
# does not change when the year or title is corrected, since everything else refers to it.

NO_DATE = "nd"
"""For an unknown year, as APA prints "n.d." (manual, section 9.17)."""
_NO_WORDS = "work"
_LONGEST = 32
_WORD = re.compile(r"[^\W_]+(?:[-‐‑'’][^\W_]+)*")
_SIGN = re.compile(r"[^a-z0-9]")
_SHORT_BODY = 2
"""The maximum number of words of an organisation's name; longer names are abbreviated."""
_INSIGNIFICANT = word_lists(__file__)["insignificant"]


def mint_key(reference: Reference, taken: Container[str]) -> str:
    """Return a new citation key of lower-case ASCII letters and digits.

    The name is the family name of the first author, else editor, with the particles that APA sorts
    by ("van der Berg" is `vanderberg`); an organisation with a long name is abbreviated. Without
    names the key begins with the word of the title. If the key is taken, a letter is added, from
    "b" on.

    Args:
        reference: The work; its own key is ignored.
        taken: The keys in use, from `taken_keys`.
    """
    year = reference.year
    stamp = NO_DATE if year is None else f"{abs(year)}{'bc' if year < 0 else ''}"
    name, word = _name(reference), _first_word(reference.title)
    stem = f"{name}{stamp}{word}" if name else f"{word}{stamp}"
    if not stem[0].isalpha() or not (name or word):
        stem = _NO_WORDS + stem
    return next(key for key in _lettered(stem) if key not in taken)


def taken_keys(references: Iterable[Reference]) -> set[str]:
    """Return the keys and aliases of references, in lower case.

    For BibTeX, `Smith2003` and `smith2003` are the same key.
    """
    return {
        key.casefold() for reference in references for key in (reference.key, *reference.aliases)
    }


def _lettered(stem: str) -> Iterator[str]:
    """Yield a key, then with "b" to "z", then with two letters, and so on."""
    yield stem
    yield from (stem + letter for letter in ascii_lowercase[1:])
    for length in count(2):
        yield from (stem + "".join(letters) for letters in product(ascii_lowercase, repeat=length))


def _name(reference: Reference) -> str:
    people = (
        reference.by_role(Role.AUTHOR) or reference.by_role(Role.EDITOR) or reference.contributors
    )
    if not people:
        return ""
    person = people[0]
    if person.literal and not person.family:
        every = list(_words(person.literal))
        # "WHO" is an organisation, although "who" is a stop word.
        words = [word for word in every if word not in _INSIGNIFICANT] or every
        if len(words) > _SHORT_BODY:
            return "".join(word[0] for word in words)[:_LONGEST]
        return "".join(words)[:_LONGEST]
    return _signs(f"{person.non_dropping_particle}{person.family}")


def _first_word(title: Markup) -> str:
    words = list(_words(strip_tags(title)))
    significant = (word for word in words if word not in _INSIGNIFICANT and not word[0].isdigit())
    return next(significant, next(iter(words), ""))


def _words(text: str) -> Iterator[str]:
    return filter(None, (_signs(word) for word in _WORD.findall(text)))


def _signs(text: str) -> str:
    return _SIGN.sub("", fold(text))[:_LONGEST]
