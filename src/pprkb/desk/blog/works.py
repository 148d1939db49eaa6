"""Which work each post of a page is of: one of the library, or one that is new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pprkb.desk.add.newcomer import newcomer
from pprkb.matching.identifiers import find_doi
from pprkb.matching.same_work import Likeness, Match, Works
from pprkb.model.reference import Reference, Role
from pprkb.text.folding import fold
from pprkb.text.markup import strip_tags
from pprkb.text.number import whole_number

if TYPE_CHECKING:
    from pprkb.formats.blog.page import Post
    from pprkb.formats.printed import Printed

_NAMED = re.compile(r"\((?P<names>[^()]{2,120}?),?\s+(?P<year>(?:1[5-9]|20)\d\d)[a-z]?\)")
_AND = re.compile(r"\s*(?:,|&|\band\b|\bet\b(?!\s+al))\s*")
_ET_AL = re.compile(r",?\s*\bet\s+al\.?")
_SUBTITLE = re.compile(r"[:?!.]\s")
_TITLE_LETTERS = 8
"""A title that a preamble names must have so many letters before its subtitle."""


@dataclass(kw_only=True)
class Work:
    """A work that posts are of."""

    reference: Reference
    """A new one has a key only once it is minted."""
    new: bool
    """Whether the library does not have it yet."""
    doubts: tuple[str, ...] = ()
    """Of a new one: what the printed reference leaves uncertain."""


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """What a post says about its work."""

    work: Work | None = None
    doubts: tuple[str, ...] = ()
    """Why the author must decide."""
    remarks: tuple[str, ...] = ()
    """What the author may want to know."""


def resolve_works(posts: Sequence[Post], references: Iterable[Reference]) -> tuple[Resolved, ...]:
    """Find the work of each post.

    A printed reference is looked up in the library, then among those of the posts before: posts
    share a work. A post without one is of the work that the preamble of its series names, if that
    names its title, its authors and its year.

    Args:
        posts: The posts of a page.
        references: Those of the library.
    """
    from pprkb.formats.printed import read_printed

    resolver = _Resolver(references)
    printed = [read_printed(post.citation) if post.citation else None for post in posts]
    # What is read with confidence comes first: what is cut off is found among it.
    found: dict[int, Resolved] = {}
    for confident in (True, False):
        for index, one in enumerate(printed):
            if one is not None and one.confident is confident:
                found[index] = resolver.of_citation(one, posts[index])
    return tuple(found.get(index) or resolver.of_preamble(post) for index, post in enumerate(posts))


class _Resolver:
    def __init__(self, references: Iterable[Reference]) -> None:
        self._works = [Work(reference=reference, new=False) for reference in references]
        self._by_key = {work.reference.key: work for work in self._works}
        self._index = Works(work.reference for work in self._works)

    def of_citation(self, printed: Printed, post: Post) -> Resolved:
        """Look up a post's reference."""
        reference = printed.reference
        if reference is None:
            unread = printed.doubts or ("The reference cannot be read.",)
            return Resolved(doubts=tuple(map(_sentence, unread)))
        if not reference.doi:
            reference = replace(reference, doi=find_doi(post.citation_link))
        matches = self._index.find(reference)
        same = next((one for one in matches if one.likeness is not Likeness.POSSIBLE), None)
        if same is not None:
            work = self._by_key[same.reference.key]
        else:
            made = newcomer(reference, "the page", printed=printed)
            doubts = (*map(_sentence, made.doubts), *map(_possible, matches))
            work = self._add(made.reference, doubts)
        return Resolved(work=work, doubts=work.doubts)

    def _add(self, reference: Reference, doubts: tuple[str, ...]) -> Work:
        # No key of BibTeX holds a blank, so that this one is nobody's.
        keyed = replace(reference, key=f"new {len(self._works)}")
        work = Work(reference=keyed, new=True, doubts=doubts)
        self._works.append(work)
        self._by_key[keyed.key] = work
        self._index.add(keyed)
        return work

    def of_preamble(self, post: Post) -> Resolved:
        """Find the work that a preamble names."""
        for text in post.preamble:
            folded = fold(text)
            named = list(_named(folded))
            works = [
                work
                for work in self._works
                if any(_is_by(work.reference, names, year) for names, year in named)
            ]
            titled = [work for work in works if _title_stands_in(work.reference, folded)]
            if len(titled) == 1:
                return Resolved(
                    work=titled[0],
                    doubts=titled[0].doubts,
                    remarks=("no reference is printed; the preamble of its series names the work",),
                )
            if works:
                words = " or ".join(sorted(_words(work.reference) for work in works))
                return Resolved(remarks=(f"no reference is printed; perhaps it is of {words}",))
        return Resolved(remarks=("no reference is printed",))


def _sentence(doubt: str) -> str:
    return f"its reference: {doubt[:1].lower()}{doubt[1:].rstrip('.')}"


def _possible(match: Match) -> str:
    return f"its work may be {_words(match.reference)}"


def _named(folded: str) -> Iterator[tuple[list[str], int]]:
    """Yield names and year of each "(Wampold & Imel, 2015)"; "et al." ends a list of names."""
    for match in _NAMED.finditer(folded):
        names = _ET_AL.sub(" & …", match["names"])
        yield [name for name in _AND.split(names) if name], whole_number(match["year"], 0)


def _is_by(reference: Reference, names: list[str], year: int) -> bool:
    people = reference.by_role(Role.AUTHOR) or reference.by_role(Role.EDITOR)
    families = [
        fold(" ".join(filter(None, (one.non_dropping_particle, one.family))) or one.literal)
        for one in people
    ]
    if reference.year != year or not families:
        return False
    if names[-1:] == ["…"]:
        return families[: len(names) - 1] == names[:-1] and len(families) >= len(names)
    return families == names


def _title_stands_in(reference: Reference, folded: str) -> bool:
    title = _SUBTITLE.split(fold(strip_tags(reference.title)), maxsplit=1)[0]
    letters = _letters(title)
    return len(letters) >= _TITLE_LETTERS and letters in _letters(folded)


def _letters(folded: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", folded.replace("&", "and"))


def _words(reference: Reference) -> str:
    """Name a work by its key or, while it has none, by its title."""
    return f'"{reference.key}"' if " " not in reference.key else f'"{reference.title}"'
