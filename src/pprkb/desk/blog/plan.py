"""The plan for importing a page of the blog, post by post; nothing is written here."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from pprkb.desk.add.newcomer import entry_for, newcomer
from pprkb.desk.blog.posts import (
    Found,
    Resolved,
    Wanted,
    Work,
    body_text,
    find_there,
    letters,
    resolve_works,
    summary_text,
)
from pprkb.desk.new_summary import free_slug
from pprkb.evidence.extraction.extract import Proposal, Tier, extract
from pprkb.files.change import Change, Edit
from pprkb.files.exact_text import edit_exactly
from pprkb.files.folder import REFERENCES_PATH, Scan, kind_of, scan
from pprkb.files.read.load import OF_REFERENCES, load_library, new_problems, references_of
from pprkb.files.text import decode_text, no_text
from pprkb.formats.bibtex.edit.entries import add_entries
from pprkb.formats.blog.page import BlogPage, Leftover, Post
from pprkb.formats.blog.read import read_blog_page
from pprkb.formats.latex.encode import spell_out
from pprkb.matching.identifiers import mint_key, taken_keys
from pprkb.model.errors import EditError, NotFoundError
from pprkb.model.library import FileKind, Library
from pprkb.model.problem import Problem, Severity
from pprkb.model.reference import Reference
from pprkb.model.summary import Month
from pprkb.text.markup import strip_tags


class Status(StrEnum):
    """The decision about a post."""

    NEW = "new"
    """A summary will be written."""
    THERE = "already there"
    """It has a summary, which may have been edited and is left unchanged."""
    UNCERTAIN = "uncertain"
    """A summary is written only if the author accepts it."""


@dataclass(frozen=True, kw_only=True)
class ProposedEffect:
    """A statistic in a post that may become an effect size."""

    quote: str
    proposal: Proposal


@dataclass(frozen=True, kw_only=True)
class PlannedPost:
    """A post with the decision about it."""

    number: int
    """From 1, in the order of the page; used to accept it."""
    post: Post
    status: Status
    reasons: tuple[str, ...] = ()
    """Why it is uncertain, or how an existing summary was recognised."""
    remarks: tuple[str, ...] = ()
    """Remarks for the author on a new post."""
    obstacle: str = ""
    """Why it cannot be written, even if the author accepts it."""
    work: Reference | None = None
    """Its work, with its present or future key; None if it has none."""
    new_work: bool = False
    """Whether that work is new to the library."""
    path: str = ""
    """The existing or new summary file, relative to the library's folder."""
    content: str = ""
    """The content of a new file."""
    effects: tuple[ProposedEffect, ...] = ()
    """Statistics for the author to record later; importing records none."""


@dataclass(frozen=True, kw_only=True)
class ImportPlan:
    """The plan for importing a page."""

    posts: tuple[PlannedPost, ...]
    topics: tuple[str, ...]
    """Labels of the page's list of topics."""
    leftover: tuple[Leftover, ...]
    earlier: int = 0
    """The number of posts from months before the requested one."""

    def of(self, status: Status) -> tuple[PlannedPost, ...]:
        """Return the posts with one status."""
        return tuple(post for post in self.posts if post.status is status)

    @property
    def works(self) -> tuple[Reference, ...]:
        """The works of the posts, without repetition."""
        return tuple({post.work.key: post.work for post in self.posts if post.work}.values())


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
        library: The content of its files.
        page: The page as read.
        taken: Names of unreadable files in `data/summaries`, without extension.
        keys: Further citation keys in use, in lower case.
        since: The first month to import; posts of earlier months keep their numbers.
    """
    resolved = resolve_works(page.posts, library.references.values())
    posts = [_wanted(post, one) for post, one in zip(page.posts, resolved, strict=True)]
    there = find_there(posts, library.summaries.values())
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
    """Judge one post by itself, its work, and the first post with its month and title."""
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
        obstacle = "it is not under a month: write one above it, on a separate line: June 2017"
    elif not post.title and resolved.work is None:
        obstacle = "it has neither title nor reference: write a title above it"
    if obstacle:
        reasons.append(obstacle)
    status = Status.UNCERTAIN if reasons else Status.NEW
    return replace(draft, status=status, reasons=tuple(reasons), obstacle=obstacle)


def _mint_keys(
    taken: set[str], works: Sequence[tuple[Status, Work | None]]
) -> dict[str, Reference]:
    """Return the new works with their keys, by the placeholders used for comparison.

    Works of certain posts come first, so that keys do not depend on what is accepted.
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
    """Free names for summary files."""

    def __init__(self, library: Library, unread: Container[str]) -> None:
        self.library = library
        self.unread = unread
        self._taken = set(library.summaries)

    def name(self, title: str, month: Month) -> tuple[str, bool]:
        """Return the id of a new summary, and whether an unreadable file has its preferred name."""
        wanted = f"{month}-{free_slug(title, str(month), ())}"
        blocked = wanted in self.unread
        taken = self._taken | ({wanted} if blocked else set())
        name = f"{month}-{free_slug(title, str(month), taken)}"
        self._taken.add(name)
        return name, blocked


def _finished(
    draft: PlannedPost, work: Work | None, minted: dict[str, Reference], files: _Files
) -> PlannedPost:
    """Add the work, the file and the effects."""
    reference = minted.get(work.reference.key, work.reference) if work else None
    draft = replace(draft, work=reference, new_work=bool(work and work.new))
    if draft.status is Status.THERE or draft.obstacle or draft.post.month is None:
        return draft
    title = draft.post.title or (strip_tags(reference.title) if reference else "")
    name, blocked = files.name(title, draft.post.month)
    if blocked:
        why = "a file of its name is there and cannot be read: `check` says why"
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
        ProposedEffect(
            quote=" ".join(text[proposal.start : proposal.end].split()), proposal=proposal
        )
        for proposal in extract(text)
        if proposal.tier is Tier.EFFECT
    )


def page_text(content: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a page, and problems of its encoding.

    Args:
        content: Its bytes.
        name: Its name in messages.

    Raises:
        EditError: It is neither HTML nor text.
    """
    if kind := no_text(content):
        raise EditError(f"{name} is {kind}", hint="save the page as HTML, or paste it as text")
    return decode_text(content, name)


def read_page(content: bytes, name: str) -> tuple[BlogPage, tuple[Problem, ...]]:
    """Return the content of a page, and problems of its encoding; see `page_text`."""
    text, odd = page_text(content, name)
    return read_blog_page(text), odd


def make_plan(root: Path, page: BlogPage, *, since: Month | None = None) -> ImportPlan:
    """Compare a page with the library as its files are now."""
    scanned = scan(root)
    library = load_library(scanned)
    damaged = any(
        kind_of(problem.at.path) in OF_REFERENCES and problem.severity is Severity.ERROR
        for problem in library.problems
    )
    stems = {file.stem for file in scanned.files if file.kind is FileKind.SUMMARY}
    return plan_import(
        library,
        page,
        taken=stems - set(library.summaries),
        keys=_all_keys(scanned) if damaged else (),
        since=since,
    )


def _all_keys(scanned: Scan) -> set[str]:
    """Return the keys of all entries in lower case, including unreadable entries."""
    return {key for file in references_of(scanned) for key in file.entry_keys}


def chosen_posts(plan: ImportPlan, accepted: Iterable[int] = ()) -> tuple[PlannedPost, ...]:
    """Return the posts to write: the new ones, and the accepted uncertain ones.

    Args:
        plan: The plan.
        accepted: Numbers of posts; those of new or existing posts have no effect.

    Raises:
        NotFoundError: There is no post with a number.
        EditError: A post cannot be written.
    """
    numbers = set(accepted)
    by_number = {post.number: post for post in plan.posts}
    for number in sorted(numbers):
        if number not in by_number:
            raise NotFoundError(
                f"there is no post {number} in this plan",
                hint=f"the posts have the numbers {_range(by_number)}" if by_number else "",
            )
        if obstacle := by_number[number].obstacle:
            raise EditError(f"post {number} cannot be imported", hint=obstacle)
    return tuple(
        post
        for post in plan.posts
        if post.status is Status.NEW or (post.status is Status.UNCERTAIN and post.number in numbers)
    )


def _range(numbers: Iterable[int]) -> str:
    first, *_, last = [*sorted(numbers), max(numbers, default=0)]
    return f"{first} to {last}"


def import_changes(root: Path, posts: Sequence[PlannedPost]) -> list[Change]:
    """Return the changes that import posts: their works first, then a file for each summary.

    The library is valid after each of them.

    Args:
        root: The library's folder.
        posts: Posts of a plan for the present state of the library.

    Raises:
        EditError: The bibliography cannot be edited, or a file would not be read as intended.
    """
    works = {post.work.key: post.work for post in posts if post.work and post.new_work}
    changes: list[Change] = []
    if works:
        changes.append(_references(root, works.values()))
    changes += [
        Change(path=post.path, before=None, after=post.content.encode("utf-8")) for post in posts
    ]
    errors = [
        problem for problem in new_problems(root, changes) if problem.severity is Severity.ERROR
    ]
    if errors:
        raise EditError(
            f"importing would leave the library with an error: {errors[0]}",
            hint="correct the page there, or import the posts since a later month",
        )
    return changes


def _references(root: Path, works: Collection[Reference]) -> Change:
    scanned = scan(root)
    file = next(file for file in scanned.files if file.path == REFERENCES_PATH)
    there = load_library(scanned).references.values()
    taken = taken_keys(there)
    entries = [entry_for(newcomer(work, "the page"), work.key, taken) for work in works]
    after = edit_exactly(
        file.content, file.path, lambda text: add_entries(text, entries), spell=spell_out
    )
    return Change(path=file.path, before=file.content, after=after)


@dataclass(frozen=True)
class PageImport:
    """A page of the blog compared with the library, and the edit that imports its posts."""

    root: Path
    page: BlogPage
    since: Month | None = None
    """The first month to import."""
    odd: tuple[Problem, ...] = ()
    """Problems of the page's encoding."""

    @cached_property
    def plan(self) -> ImportPlan:
        """The plan, post by post."""
        return make_plan(self.root, self.page, since=self.since)

    def chosen(self, accepted: Iterable[int] = ()) -> tuple[PlannedPost, ...]:
        """Return the posts to import: the new ones, and uncertain ones by number.

        Raises:
            NotFoundError: There is no post with a number.
            EditError: A post cannot be imported.
        """
        return chosen_posts(self.plan, accepted)

    def edit(self, accepted: Iterable[int] = ()) -> Edit:
        """Return the edit that imports the chosen posts."""
        numbers = tuple(accepted)

        def changes() -> list[Change]:
            # Compared again, since only now the library is locked.
            now = make_plan(self.root, self.page, since=self.since)
            return import_changes(self.root, chosen_posts(now, numbers))

        return Edit(self.root, changes)
