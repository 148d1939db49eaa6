"""Which rows of the Retraction Watch data set are about works of the library."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from pprkb.formats.exchange.retraction_watch import (
    DamagedRow,
    RetractionRow,
    comparable_doi,
    comparable_pmid,
    listed,
    year_of,
)
from pprkb.model.reference import Reference, Role
from pprkb.text.folding import fold
from pprkb.text.markup import Markup, strip_tags

_MARKED = re.compile(
    r"^\W*(?:retracted|retraction|withdrawn)(?: article| paper)?\s*[:\]–—-]\W*", re.IGNORECASE
)
_BEGINNING = 20
"""Letters by which titles are looked up before they are compared whole."""
_ALIKE = 0.6
"""How alike two titles of one DOI are at least, as a share of their letters."""

_OTHER_DOI = "the DOIs differ"


class Sign(StrEnum):
    """By what a row was recognised."""

    DOI = "DOI"
    PMID = "PubMed ID"
    TITLE = "title, year and first author"


@dataclass(frozen=True, kw_only=True)
class Match:
    """A row that is about a work, or may be."""

    reference: Reference
    row: RetractionRow
    sign: Sign
    doubt: str = ""
    """What speaks against it; empty where nothing does."""

    @property
    def certain(self) -> bool:
        """Whether an identifier says that it is this work, and none says that it is another."""
        return self.sign is not Sign.TITLE and self.doubt != _OTHER_DOI


class Works:
    """The works of a library, to be found by what a row says of them."""

    def __init__(self, references: Iterable[Reference]) -> None:
        """Take the references of the library."""
        self._by_doi: dict[str, list[Reference]] = defaultdict(list)
        self._by_pmid: dict[str, list[Reference]] = defaultdict(list)
        self._by_title: dict[str, list[tuple[str, Reference]]] = defaultdict(list)
        for one in references:
            if doi := comparable_doi(one.doi):
                self._by_doi[doi].append(one)
            if pmid := comparable_pmid(one.pmid):
                self._by_pmid[pmid].append(one)
            if title := _letters(one.title):
                self._by_title[title[:_BEGINNING]].append((title, one))

    def about(self, row: RetractionRow) -> list[Match]:
        """Return the works that a row is about: those of its DOI, of its PubMed ID, or perhaps.

        DOI and PubMed ID are certain; title, year and first author together are not, for a
        preprint, a reprint and an abstract share them.
        """
        doi = comparable_doi(row.doi)
        found = [
            Match(reference=one, row=row, sign=Sign.DOI, doubt=_other_title(row, one))
            for one in self._by_doi.get(doi, ())
        ]
        if found:
            return found
        for one in self._by_pmid.get(comparable_pmid(row.pmid), ()):
            other = comparable_doi(one.doi)
            doubt = _OTHER_DOI if doi and other else _other_title(row, one)
            found.append(Match(reference=one, row=row, sign=Sign.PMID, doubt=doubt))
        return found or self._by_words(row)

    def _by_words(self, row: RetractionRow) -> list[Match]:
        title = _letters(row.title)
        found = []
        for other, one in self._by_title.get(title[:_BEGINNING], ()):
            long_enough = min(len(title), len(other)) >= _BEGINNING
            same = title == other or (
                long_enough and (title.startswith(other) or other.startswith(title))
            )
            if same and _same_year(row, one) and _same_author(row, one):
                doubt = _OTHER_DOI if comparable_doi(row.doi) and one.doi else ""
                found.append(Match(reference=one, row=row, sign=Sign.TITLE, doubt=doubt))
        return found

    def named_in(self, row: DamagedRow) -> list[Reference]:
        """Return the works whose DOI stands somewhere in a damaged row."""
        words = re.split(r"[,;\t\"\s]+", row.text.casefold())
        return [one for word in words if word for one in self._by_doi.get(comparable_doi(word), ())]


def _letters(title: str) -> str:
    """Return a title's letters and digits, folded, without the word that says it is retracted."""
    return re.sub(r"[\W_]+", "", fold(_MARKED.sub("", strip_tags(Markup(title)))))


def _other_title(row: RetractionRow, one: Reference) -> str:
    """Say that the titles differ, for some programs put the DOI of one work on another."""
    first, second = _letters(row.title), _letters(one.title)
    if not (first and second) or first.startswith(second) or second.startswith(first):
        return ""
    alike = SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE
    return "" if alike else f'the titles differ; there it is "{" ".join(row.title.split())}"'


def _same_year(row: RetractionRow, one: Reference) -> bool:
    year = year_of(row.published)
    # Published online in December, in print in January.
    return year is None or one.year is None or abs(year - one.year) <= 1


def _same_author(row: RetractionRow, one: Reference) -> bool:
    people = one.by_role(Role.AUTHOR) or one.by_role(Role.EDITOR)
    authors = listed(row.authors)
    if not people or not authors:
        return False
    family = _letters(people[0].family or people[0].literal)
    return bool(family) and family in _letters(authors[0])
