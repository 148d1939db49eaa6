"""What importing a page of the blog would do, post by post; nothing is written here."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from pprkb.desk.blog.text import body_text, summary_text
from pprkb.desk.blog.there import Found, Wanted, find_there, letters
from pprkb.desk.blog.works import Resolved, Work, resolve_works
from pprkb.desk.new_summary import free_slug
from pprkb.evidence.extraction.extract import extract
from pprkb.evidence.extraction.proposal import Proposal, Tier
from pprkb.matching.mint_key import mint_key, taken_keys
from pprkb.model.library import Library
from pprkb.model.reference import Reference
from pprkb.model.summary import Month
from pprkb.text.markup import strip_tags

if TYPE_CHECKING:
    from pprkb.formats.blog.page import BlogPage, Leftover, Post


class Status(StrEnum):
    """What becomes of a post."""

    NEW = "new"
    """A summary will be written."""
    THERE = "already there"
    """It has a summary, perhaps edited since; that is left alone."""
    UNCERTAIN = "uncertain"
    """A summary is written only if the author accepts it."""


@dataclass(frozen=True, kw_only=True)
class ProposedEffect:
    """A statistic in a post that may become an effect size."""

    quote: str
    proposal: Proposal


@dataclass(frozen=True, kw_only=True)
class PlannedPost:
    """A post and what will become of it."""

    number: int
    """From 1, in the order of the page; by it the author accepts."""
    post: Post
    status: Status
    reasons: tuple[str, ...] = ()
    """Why it is uncertain, or by what it was found to be there."""
    remarks: tuple[str, ...] = ()
    """What the author may want to know of a post that is new."""
    obstacle: str = ""
    """Why it cannot be written, even if the author accepts it."""
    work: Reference | None = None
    """Its work, with the key it has or will have; None where it has none."""
    new_work: bool = False
    """Whether that work is new to the library."""
    path: str = ""
    """The summary file that is there, or will be written; relative to the library's folder."""
    content: str = ""
    """Of a file to be written."""
    effects: tuple[ProposedEffect, ...] = ()
    """For the author to record later; nothing is recorded by importing."""


@dataclass(frozen=True, kw_only=True)
class ImportPlan:
    """What importing a page would do."""

    posts: tuple[PlannedPost, ...]
    topics: tuple[str, ...]
    """Labels of the page's list of topics."""
    leftover: tuple[Leftover, ...]
    earlier: int = 0
    """How many posts are of months that were not asked for."""

    def of(self, status: Status) -> tuple[PlannedPost, ...]:
        """Return the posts of one status."""
        return tuple(one for one in self.posts if one.status is status)

    @property
    def works(self) -> tuple[Reference, ...]:
        """The works of the posts, each once."""
        return tuple({one.work.key: one.work for one in self.posts if one.work}.values())


def plan_import(
    library: Library,
    page: BlogPage,
    *,
    taken: Container[str] = (),
    keys: Iterable[str] = (),
    since: Month | None = None,
) -> ImportPlan:
    """Compare a page of the blog with a library.

    Args:
        library: What its files say.
        page: The page as it was read.
        taken: Names of files in `data/summaries`, without extension, that cannot be read.
        keys: Citation keys that are in use besides those of the library, in small letters.
        since: The first month to import; posts of earlier months keep their numbers.
    """
    resolved = resolve_works(page.posts, library.references.values())
    wanted = [_wanted(post, one) for post, one in zip(page.posts, resolved, strict=True)]
    there = find_there(wanted, library.summaries.values())
    first: dict[tuple[Month | None, str], tuple[int, str]] = {}
    drafts = [
        _draft(number, post, one, found, first)
        for number, (post, one, found) in enumerate(
            zip(page.posts, resolved, there, strict=True), start=1
        )
    ]
    chosen = [
        index
        for index, draft in enumerate(drafts)
        if since is None or draft.post.month is None or draft.post.month >= since
    ]
    in_use = taken_keys(library.references.values()) | set(keys)
    minted = _mint_keys(in_use, [(drafts[i].status, resolved[i].work) for i in chosen])
    files = _Files(library, taken)
    planned = [_finished(drafts[i], resolved[i].work, minted, files) for i in chosen]
    return ImportPlan(
        posts=tuple(planned),
        topics=page.topics,
        leftover=page.leftover,
        earlier=len(drafts) - len(chosen),
    )


def _wanted(post: Post, resolved: Resolved) -> Wanted:
    work = resolved.work
    return Wanted(
        month=post.month,
        title=post.title,
        key=work.reference.key if work else "",
        text=_text(post),
    )


def _text(post: Post) -> str:
    return body_text((*post.body, *post.implications))


def _draft(
    number: int,
    post: Post,
    resolved: Resolved,
    found: Found | None,
    first: dict[tuple[Month | None, str], tuple[int, str]],
) -> PlannedPost:
    """Judge one post by itself, its work, and the first post of its month and title."""
    draft = PlannedPost(number=number, post=post, status=Status.NEW, remarks=resolved.remarks)
    if found and found.certain:
        path = found.summary.at.path if found.summary.at else found.summary.id
        return replace(draft, status=Status.THERE, reasons=(found.why,), path=path)
    text = letters(_text(post))
    other, its_text = first.setdefault((post.month, letters(post.title)), (number, text))
    if post.title and other != number:
        if its_text == text:
            return replace(
                draft, status=Status.THERE, reasons=(f"the same as post {other} of this page",)
            )
        doubt = f"post {other} has this month and title too"
        resolved = replace(resolved, doubts=(*resolved.doubts, doubt))
    reasons = [*post.notes, *resolved.doubts]
    obstacle = ""
    if found:
        reasons.append(found.why)
    if post.month is None:
        obstacle = "it stands under no month: write one above it, on a line of its own: June 2017"
    elif not post.title and resolved.work is None:
        obstacle = "it has neither title nor reference: write a title above it"
    if obstacle:
        reasons.append(obstacle)
    status = Status.UNCERTAIN if reasons else Status.NEW
    return replace(draft, status=status, reasons=tuple(reasons), obstacle=obstacle)


def _mint_keys(
    taken: set[str], works: Sequence[tuple[Status, Work | None]]
) -> dict[str, Reference]:
    """Return the new works with their keys, by the keys they were compared by.

    Works of posts that are certain come first, so that no key depends on what is accepted.
    """
    minted: dict[str, Reference] = {}
    for wanted in (Status.NEW, Status.UNCERTAIN, Status.THERE):
        for status, work in works:
            if status is not wanted or work is None or not work.new:
                continue
            old = work.reference.key
            if old not in minted:
                key = mint_key(work.reference, taken)
                taken.add(key)
                minted[old] = replace(work.reference, key=key)
    return minted


class _Files:
    """The names of summary files that are still free."""

    def __init__(self, library: Library, unread: Container[str]) -> None:
        self.library = library
        self.unread = unread
        self._taken = set(library.summaries)

    def name(self, title: str, month: Month) -> tuple[str, bool]:
        """Return the id of a new summary, and whether an unreadable file has the name it wants."""
        wanted = f"{month}-{free_slug(title, str(month), ())}"
        blocked = wanted in self.unread
        taken = self._taken | ({wanted} if blocked else set())
        name = f"{month}-{free_slug(title, str(month), taken)}"
        self._taken.add(name)
        return name, blocked


def _finished(
    draft: PlannedPost, work: Work | None, minted: dict[str, Reference], files: _Files
) -> PlannedPost:
    """Fill in the work, the file and the effects."""
    reference = minted.get(work.reference.key, work.reference) if work else None
    draft = replace(draft, work=reference, new_work=bool(work and work.new))
    if draft.status is Status.THERE or draft.obstacle or draft.post.month is None:
        return draft
    title = draft.post.title or (strip_tags(reference.title) if reference else "")
    name, blocked = files.name(title, draft.post.month)
    if blocked:
        why = "a file of its name is there and cannot be read: `pprkb check` says why"
        draft = replace(draft, status=Status.UNCERTAIN, reasons=(*draft.reasons, why))
    content = summary_text(
        draft.post, title=title, key=reference.key if reference else "", library=files.library
    )
    return replace(
        draft,
        path=f"data/summaries/{name}.md",
        content=content,
        effects=_effects(_text(draft.post)),
    )


def _effects(text: str) -> tuple[ProposedEffect, ...]:
    return tuple(
        ProposedEffect(quote=" ".join(text[one.start : one.end].split()), proposal=one)
        for one in extract(text)
        if one.tier is Tier.EFFECT
    )
