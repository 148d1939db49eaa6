"""Deciding whether two references are the same work, and finding a work among many.

A common identifier alone is not proof, since some programs put the same false DOI on many works;
and a correction, comment or reply has the title of the work it is about. So titles are always
compared.
The thresholds were determined on users' libraries; see docs/decisions.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from pprkb.matching.marks import Marks, marks_of
from pprkb.model.reference import Reference

_ALIKE = 0.6
"""The minimum similarity of titles with a common identifier."""
_ALMOST_EQUAL = 0.92
"""The minimum similarity of two spellings of one title."""
_SAME_NAME = 0.8
_TELLING = 20
"""The length of a title that two works rarely share (letters)."""
_BLOCK = 12
"""The number of letters at both ends of a title by which works are indexed."""
_NAME_BLOCK = 3
"""The number of letters of the first author's name, without "e": ö is also written oe."""
_MANY = 20
"""An identifier with more works is ignored: some programs put one DOI on all."""
_AT_MOST = 50
"""The maximum number of works with one title, or beginning, author and year, to compare."""
_VERSION_YEARS = 5
"""The maximum years between a preprint, thesis or conference paper and its article."""


class Likeness(StrEnum):
    """The certainty that two references are the same work, most certain first."""

    CERTAIN = "certain"
    """A common identifier and similar titles."""
    LIKELY = "likely"
    """Title, first author and year agree, without a different volume, page or edition; for works
    without names, title and year; for works without titles, all names, year and container."""
    POSSIBLE = "possible"
    """A preprint, thesis or conference paper and its article; one identifier with two titles; or
    one title, author and year with two identifiers."""


@dataclass(frozen=True, kw_only=True)
class Match:
    """A reference that may be the work that was looked up."""

    reference: Reference
    likeness: Likeness


def same_work(first: Reference, second: Reference) -> Likeness | None:
    """Compare two references; the comparison is symmetric.

    Errata, corrections, comments, replies and retraction notices are never the work they are about.

    Returns:
        The certainty that they are the same work, or None.
    """
    return _compare(marks_of(first), marks_of(second))


class Works:
    """An index of references for finding those that may be a certain work.

    The time for a look-up does not grow with the number of references.
    """

    def __init__(self, references: Iterable[Reference] = ()) -> None:
        """Add references."""
        self._blocks: dict[_Block, list[int]] = defaultdict(list)
        self._works: list[tuple[Reference, Marks]] = []
        self._latest: tuple[Reference, Marks, list[_Block]] | None = None
        self._older: Works | None = None
        """An index with the first references of this one."""
        for reference in references:
            self.add(reference)

    def copy(self) -> Works:
        """Return an index with the same references, to which others can be added.

        This one must not be changed afterwards, because its content is shared.
        """
        other = Works()
        other._works = list(self._works)
        other._older = self
        return other

    def add(self, reference: Reference) -> None:
        """Add a reference."""
        marks, blocks = self._filing(reference)
        for block in blocks:
            self._blocks[block].append(len(self._works))
        self._works.append((reference, marks))

    def find(self, reference: Reference) -> tuple[Match, ...]:
        """Return the references that may be a certain work.

        Args:
            reference: The work; a reference with the same key is not compared.

        Returns:
            Matches, most certain first, then by the number of differences, then in order of
            addition.
        """
        order, marks = list(Likeness), marks_of(reference)
        return tuple(
            sorted(
                self.matches(reference),
                key=lambda match: (
                    order.index(match.likeness),
                    marks.differences(marks_of(match.reference)),
                ),
            )
        )

    def matches(self, reference: Reference) -> Iterator[Match]:
        """Yield the candidates for a work, in the order of addition."""
        marks, blocks = self._filing(reference)
        found: set[int] = set()
        for block in _with_years_around(blocks):
            numbers = self._filed(block) if self._older else self._blocks.get(block)
            if numbers and (block not in marks.identifiers or len(numbers) <= _MANY):
                found.update(numbers[:_AT_MOST])
        for number in sorted(found):
            other, its_marks = self._works[number]
            if other.key == reference.key:
                continue
            likeness = _compare(marks, its_marks)
            if likeness is not None:
                yield Match(reference=other, likeness=likeness)

    def _filed(self, block: _Block) -> list[int]:
        numbers = self._blocks.get(block, [])
        return [*self._older._filed(block), *numbers] if self._older else numbers

    def _filing(self, reference: Reference) -> tuple[Marks, list[_Block]]:
        """Return the identifying fields of a work, and its index keys.

        They are cached, because a look-up is usually followed by an insertion.
        """
        if self._latest is None or self._latest[0] is not reference:
            marks = marks_of(reference)
            self._latest = reference, marks, list(_blocks_of(marks))
        return self._latest[1:]


# -- looking up --------------------------------------------------------------------------------


_Block = tuple[object, ...]
"""An index key: its kind, and the values that must be equal."""


def _blocks_of(marks: Marks) -> Iterator[_Block]:
    """Yield the index keys of a work; matching works share at least one."""
    yield from marks.identifiers
    if marks.title:
        for beginning in (marks.title, *sorted(marks.beginnings)):
            yield "title", beginning
        if marks.year is not None:
            name = marks.family.replace("e", "")[:_NAME_BLOCK]
            # A misprint is usually near one end of a title only.
            length = min(_BLOCK, max(1, len(marks.title) // 2))
            yield "start", marks.title[:length], name, marks.year
            yield "end", marks.title[-length:], name, marks.year
    elif marks.names:
        yield "names", marks.names, marks.year
    if marks.volume and marks.first_page and marks.year is not None:
        yield "place", marks.volume, marks.first_page, marks.year


def _with_years_around(blocks: Iterable[_Block]) -> Iterator[_Block]:
    """Yield the index keys of possible matches, including neighbouring years."""
    for block in blocks:
        yield block
        if block[0] in ("start", "end"):
            kind, letters, name, year = block
            assert isinstance(year, int)
            yield kind, letters, name, year - 1
            yield kind, letters, name, year + 1


# -- comparing ---------------------------------------------------------------------------------


def _compare(first: Marks, second: Marks) -> Likeness | None:
    if first.follow_up != second.follow_up:
        return None
    shared = {name for name, _ in first.identifiers & second.identifiers}
    if not first.title and not second.title and _same_without_titles(first, second):
        return Likeness.LIKELY
    if shared:
        if shared == {"arxiv"} and first.kind != second.kind:
            return Likeness.POSSIBLE
        return Likeness.CERTAIN if _alike(first.title, second.title) else Likeness.POSSIBLE
    if not _one_title(first, second) or first.contradicts(second):
        return None
    return _with_one_title(first, second)


def _same_without_titles(first: Marks, second: Marks) -> bool:
    """Return whether two works without titles agree in all other fields."""
    shared = first.identifiers & second.identifiers or first.same_place(second)
    return (
        bool(first.names)
        and (first.names, first.year) == (second.names, second.year)
        and (first.kind, first.container) == (second.kind, second.container)
        and not first.contradicts(second)
        and bool(shared or not first.has_other_identifier(second))
    )


def _with_one_title(first: Marks, second: Marks) -> Likeness | None:
    """Compare the other fields of two works with the same title in different spellings."""
    apart = _years_apart(first, second)
    agreeing = first.same_place(second)
    by_one = _one_author(first, second)
    if not by_one and not (agreeing and len(first.title) >= _TELLING):
        return None
    if first.kind != second.kind and first.kind and second.kind:
        near = apart is None or apart <= _VERSION_YEARS
        return Likeness.POSSIBLE if by_one and near else None
    if apart is None and first.title != second.title:
        return None
    if apart is not None and apart > 1:
        return None
    if first.has_other_identifier(second) and not agreeing:
        return Likeness.POSSIBLE
    short = min(len(first.title), len(second.title)) < _TELLING
    if short and first.other_container(second) and not (agreeing and apart == 0):
        # Many works have the title "Introduction" or "Editorial", but journals have many spellings.
        return None
    return Likeness.LIKELY


def _alike(first: str, second: str) -> bool:
    """Return whether titles with a common identifier may be the same, except for a subtitle."""
    shorter, longer = sorted((first, second), key=len)
    return (len(shorter) >= _BLOCK and longer.startswith(shorter)) or _ratio(first, second, _ALIKE)


def _one_title(first: Marks, second: Marks) -> bool:
    if not first.title or not second.title:
        return False
    if first.title == second.title:
        return True
    if first.parts != second.parts:
        return False
    if _begins(first, second):
        return True
    return first.numbers == second.numbers and _ratio(first.title, second.title, _ALMOST_EQUAL)


def _begins(first: Marks, second: Marks) -> bool:
    """Return whether one title is the other without its subtitle."""
    return first.title in second.beginnings or second.title in first.beginnings


def _one_author(first: Marks, second: Marks) -> bool:
    if first.title == second.title and not first.family and not second.family:
        # Many works have the title "Editorial", but in one journal rarely two without a number.
        place = (first.year, first.container), (second.year, second.container)
        return len(first.title) >= _TELLING or place[0] == place[1]
    if not first.family or not second.family:
        # Without a name, the title must be long enough to identify the work.
        return len(first.title) >= _TELLING and first.title == second.title
    return _ratio(first.family, second.family, _SAME_NAME)


def _years_apart(first: Marks, second: Marks) -> int | None:
    if first.year is None or second.year is None:
        return None
    return abs(first.year - second.year)


def _ratio(first: str, second: str, at_least: float) -> bool:
    """Return whether two texts are similar enough (Ratcliff/Obershelp)."""
    if first == second:
        return bool(first)
    # The ratio depends on the order of the texts.
    one, other = sorted((first, second))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return (
        matcher.real_quick_ratio() >= at_least
        and matcher.quick_ratio() >= at_least
        and matcher.ratio() >= at_least
    )
