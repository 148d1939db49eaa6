"""The posts of a page: their works, existing summaries, and new summary files."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice

from pprkb.desk.add.newcomer import newcomer
from pprkb.desk.new_summary import choices
from pprkb.files.read.shapes import NO_REFERENCE
from pprkb.files.read.summary import EVIDENCE_SUMMARY, PRACTICE_IMPLICATIONS
from pprkb.files.yaml.values import yaml_text
from pprkb.formats.blog.page import Post
from pprkb.formats.printed import Printed, read_printed
from pprkb.matching.identifiers import find_doi
from pprkb.matching.same_work import Likeness, Match, Works
from pprkb.model.library import Library
from pprkb.model.reference import Reference, Role
from pprkb.model.summary import Month, Summary
from pprkb.text.markup import strip_tags
from pprkb.text.number import whole_number
from pprkb.text.spelling import fold

_NAMED = re.compile(r"\((?P<names>[^()]{2,120}?),?\s+(?P<year>(?:1[5-9]|20)\d\d)[a-z]?\)")
_AND = re.compile(r"\s*(?:,|&|\band\b|\bet\b(?!\s+al))\s*")
_ET_AL = re.compile(r",?\s*\bet\s+al\.?")
_SUBTITLE = re.compile(r"[:?!.]\s")
_TITLE_LETTERS = 8
"""The minimum length of a main title found in a preamble (letters)."""


@dataclass(kw_only=True)
class Work:
    """A work that posts are about."""

    reference: Reference
    """A new work gets a key later."""
    new: bool
    """Whether it is new to the library."""
    doubts: tuple[str, ...] = ()
    """Doubts about the printed reference of a new work."""


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """The work of a post, with doubts and remarks."""

    work: Work | None = None
    doubts: tuple[str, ...] = ()
    """Why the author must decide."""
    remarks: tuple[str, ...] = ()
    """Remarks for the author."""


def resolve_works(posts: Sequence[Post], references: Iterable[Reference]) -> tuple[Resolved, ...]:
    """Finds the work of each post.

    A printed reference is looked up in the library, and then among those of earlier posts, since
    posts may share a work. A post without a reference is about the work named in the preamble of
    its series, if that gives title, authors and year.
    """
    resolver = _Resolver(references)
    printed = [read_printed(post.citation) if post.citation else None for post in posts]
    # Confident references first, since truncated ones may match them.
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
        same = next((match for match in matches if match.likeness is not Likeness.POSSIBLE), None)
        if same is not None:
            work = self._by_key[same.reference.key]
        else:
            made = newcomer(reference, "the page", printed=printed)
            doubts = (*map(_sentence, made.doubts), *map(_possible, matches))
            work = self._add(made.reference, doubts)
        return Resolved(work=work, doubts=work.doubts)

    def _add(self, reference: Reference, doubts: tuple[str, ...]) -> Work:
        # BibTeX keys hold no blank, so this placeholder is unique.
        keyed = replace(reference, key=f"new {len(self._works)}")
        work = Work(reference=keyed, new=True, doubts=doubts)
        self._works.append(work)
        self._by_key[keyed.key] = work
        self._index.add(keyed)
        return work

    def of_preamble(self, post: Post) -> Resolved:
        """Find the work named in a preamble."""
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
        fold(
            " ".join(filter(None, (person.non_dropping_particle, person.family))) or person.literal
        )
        for person in people
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
    """Return the key of a work, or its title if it has none yet."""
    return f'"{reference.key}"' if " " not in reference.key else f'"{reference.title}"'


_SHINGLE = 6
"""The length of word sequences that two texts rarely share by chance."""
_MUCH = 0.5
"""The minimum share of common sequences in an edited copy."""
_ENOUGH = 15
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The attributes by which a post is looked up."""

    month: Month | None
    title: str
    key: str
    """Citation key of its work; empty if that is new or missing."""
    text: str
    """Body and practice implications, Markdown."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A summary of the library for a post."""

    summary: Summary
    certain: bool
    why: str


def find_there(posts: Sequence[Wanted], summaries: Iterable[Summary]) -> tuple[Found | None, ...]:
    """Finds existing summaries of posts.

    A summary with the same text is the same post, and so is one with the same title, or else the
    same work, in the same month, since the author may have edited the rest. A summary matches only
    one post, since two posts of a month may be about one work. A summary that shares much of the
    text, or title and work in another month, is an uncertain match.
    """
    index = _Index(summaries, {shingle for one in posts for shingle in _shingles(one.text)})
    found: list[Found | None] = [None] * len(posts)
    claimed: set[str] = set()
    # The surest criteria first, over all posts, so that no post takes the summary of another.
    for sign in (index.same_text, index.same_title, index.same_work, index.alike):
        for number, post in enumerate(posts):
            if found[number] is None and (match := sign(post, claimed)):
                found[number] = match
                claimed.add(match.summary.id)
    return tuple(found)


class _Index:
    def __init__(self, summaries: Iterable[Summary], wanted: Set[tuple[str, ...]]) -> None:
        self._texts: dict[str, list[Summary]] = defaultdict(list)
        self._titles: dict[str, list[Summary]] = defaultdict(list)
        self._works: dict[tuple[Month | None, str], list[Summary]] = defaultdict(list)
        self._shingles: dict[tuple[str, ...], list[Summary]] = defaultdict(list)
        for summary in summaries:
            sections = [section.text for section in summary.sections]
            parts = (summary.evidence_summary, summary.practice_implications, *sections)
            text = "\n\n".join(parts)
            self._texts[letters(text)].append(summary)
            self._titles[letters(summary.title)].append(summary)
            if summary.reference:
                self._works[summary.month, summary.reference].append(summary)
            for shingle in _shingles(text) & wanted:
                self._shingles[shingle].append(summary)

    def same_text(self, post: Wanted, claimed: set[str]) -> Found | None:
        """Match the same text, in any month."""
        text = letters(post.text)
        return _first(self._texts[text] if text else [], claimed, "the same text")

    def same_title(self, post: Wanted, claimed: set[str]) -> Found | None:
        """Match the title in the month."""
        title = letters(post.title)
        there = self._titles[title] if title and post.month else []
        in_month = [summary for summary in there if summary.month == post.month]
        return _first(in_month, claimed, "the same month and title")

    def same_work(self, one: Wanted, claimed: set[str]) -> Found | None:
        """Match the work in the month."""
        there = self._works[one.month, one.key] if one.key and one.month else []
        return _first(there, claimed, "the same month and work")

    def alike(self, one: Wanted, claimed: set[str]) -> Found | None:
        """Match summaries that may have been edited or moved to another month."""
        title = letters(one.title)
        for summary in self._titles[title] if title else []:
            if summary.id not in claimed and summary.reference == one.key:
                why = f"title and work are those of {_place(summary)}, in another month"
                return Found(summary=summary, certain=False, why=why)
        shingles = _shingles(one.text)
        shared = Counter(
            summary.id for shingle in shingles for summary in self._shingles.get(shingle, ())
        )
        for name, number in shared.most_common(1):
            if number >= _MUCH * len(shingles) and number >= _ENOUGH and name not in claimed:
                summary = next(
                    one
                    for shingle in shingles
                    for one in self._shingles.get(shingle, ())
                    if one.id == name
                )
                why = f"much of its text is in {_place(summary)}"
                return Found(summary=summary, certain=False, why=why)
        return None


def _first(there: Iterable[Summary], claimed: set[str], why: str) -> Found | None:
    free = (summary for summary in there if summary.id not in claimed)
    return next((Found(summary=summary, certain=True, why=why) for summary in free), None)


def _place(summary: Summary) -> str:
    return summary.at.path if summary.at else summary.id


def letters(text: str) -> str:
    """Return the folded letters and digits of a text, without markup and punctuation."""
    return re.sub(r"[\W_]+", "", fold(text))


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(fold(text))
    return set(zip(*(islice(words, start, None) for start in range(_SHINGLE)), strict=False))


def summary_text(post: Post, *, title: str, key: str, library: Library) -> str:
    """Return the summary file of a post.

    Type and topics are left to the author, with reminders in comments. The printed reference,
    preambles and the author's address are kept in comments too.

    Args:
        post: A post with a month.
        title: The summary's title.
        key: Citation key of its work; empty if it has none.
        library: The library, for the reminder of research types.
    """
    front = [
        f"title: {yaml_text(title)}",
        f"month: {post.month}",
        f"reference: {yaml_text(key) if key else NO_REFERENCE}",
        f"# type: {choices(library.research_types)}",
        "# topics: see data/topics.yaml",
    ]
    front += [f"# Reference as the blog printed it: {post.citation}"] if post.citation else []
    if post.citation_link:
        front.append(f"# It led to: {post.citation_link}")
    for preamble in post.preamble:
        lines = preamble.split("\n")
        front += [f"# Preamble: {lines[0]}", *(f"#   {line}" for line in lines[1:])]
    front += [f"# {line}" for line in post.author_line]
    body = f"## {EVIDENCE_SUMMARY}\n{body_text(post.body)}\n"
    implications = f"## {PRACTICE_IMPLICATIONS}\n{body_text(post.implications)}\n"
    return "\n".join(["---", *front, "---", body, implications])


def body_text(paragraphs: tuple[str, ...]) -> str:
    """Join paragraphs of Markdown with blank lines."""
    return "\n\n".join(paragraphs)
