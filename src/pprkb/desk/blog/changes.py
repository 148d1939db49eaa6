"""Importing a page of the blog: the plan of it, and the changes that carry it out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pprkb.desk.add.newcomer import entry_for, newcomer
from pprkb.desk.blog.plan import ImportPlan, PlannedPost, Status, plan_import
from pprkb.files.change import Change
from pprkb.files.exact_text import edit_exactly
from pprkb.files.folder import REFERENCES_PATH, Scan, scan
from pprkb.files.foresee import new_problems
from pprkb.files.memory import memory_of
from pprkb.files.read.load import load_library
from pprkb.files.text import decode_text
from pprkb.matching.mint_key import taken_keys
from pprkb.model.errors import EditError, NotFoundError
from pprkb.model.library import FileKind
from pprkb.model.problem import Problem, Severity
from pprkb.model.reference import Reference
from pprkb.model.summary import Month

if TYPE_CHECKING:
    from pprkb.formats.blog.page import BlogPage


_NOT_TEXT = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a Word file or another archive",
    b"\xd0\xcf\x11\xe0": "an old Word file",
}


def page_text(content: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a page, and what is odd about its encoding.

    Args:
        content: Its bytes.
        name: What it is called in messages.

    Raises:
        EditError: It is neither HTML nor text.
    """
    for beginning, kind in _NOT_TEXT.items():
        if content.startswith(beginning):
            raise EditError(f"{name} is {kind}", hint="save the page as HTML, or paste it as text")
    return decode_text(content, name)


def make_plan(root: Path, page: BlogPage, *, since: Month | None = None) -> ImportPlan:
    """Compare a page with the library as its files are now.

    Args:
        root: The library's folder.
        page: The page as it was read.
        since: The first month to import.
    """
    scanned = scan(root)
    library = load_library(scanned)
    damaged = any(
        one.at.path == REFERENCES_PATH and one.severity is Severity.ERROR
        for one in library.problems
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
    """Return the keys of all entries in small letters, those that cannot be read included."""
    from pprkb.formats.bibtex.read.file import read_bibtex

    file = next(file for file in scanned.files if file.path == REFERENCES_PATH)
    text, _ = decode_text(file.content, file.path)
    return {
        span.key.casefold()
        for span in read_bibtex(
            text, path=file.path, memory=memory_of(scanned.root).entries
        ).entries
        if span.key
    }


def chosen_posts(plan: ImportPlan, accepted: Iterable[int] = ()) -> tuple[PlannedPost, ...]:
    """Return the posts that will be written: the new ones, and the uncertain ones accepted.

    Args:
        plan: The plan.
        accepted: Numbers of posts; those of posts that are new or already there change nothing.

    Raises:
        NotFoundError: There is no post of a number.
        EditError: A post cannot be written.
    """
    numbers = set(accepted)
    by_number = {one.number: one for one in plan.posts}
    for number in sorted(numbers):
        if number not in by_number:
            raise NotFoundError(
                f"there is no post {number} in this plan",
                hint=f"the posts have the numbers {_range(by_number)}" if by_number else "",
            )
        if obstacle := by_number[number].obstacle:
            raise EditError(f"post {number} cannot be imported", hint=obstacle)
    return tuple(
        one
        for one in plan.posts
        if one.status is Status.NEW or (one.status is Status.UNCERTAIN and one.number in numbers)
    )


def _range(numbers: Iterable[int]) -> str:
    first, *_, last = [*sorted(numbers), max(numbers, default=0)]
    return f"{first} to {last}"


def import_changes(root: Path, posts: Sequence[PlannedPost]) -> list[Change]:
    """Return the changes that import posts: their works first, then a file for each summary.

    After each of them the library is sound.

    Args:
        root: The library's folder.
        posts: Those of a plan that was made of the library as it is now.

    Raises:
        EditError: The bibliography cannot be edited, or a file would not be read as it is meant.
    """
    works = {one.work.key: one.work for one in posts if one.work and one.new_work}
    changes: list[Change] = []
    if works:
        changes.append(_references(root, works.values()))
    changes += [
        Change(path=one.path, before=None, after=one.content.encode("utf-8")) for one in posts
    ]
    errors = [one for one in new_problems(root, changes) if one.severity is Severity.ERROR]
    if errors:
        raise EditError(
            f"the library would not be read as it is meant: {errors[0]}",
            hint="correct the page there, or import the other posts with --since",
        )
    return changes


def _references(root: Path, works: Collection[Reference]) -> Change:
    from pprkb.formats.bibtex.edit.entries import add_entries
    from pprkb.formats.latex.encode import spell_out

    scanned = scan(root)
    file = next(file for file in scanned.files if file.path == REFERENCES_PATH)
    there = load_library(scanned).references.values()
    taken = taken_keys(there)
    entries = [entry_for(newcomer(one, "the page"), one.key, taken) for one in works]
    after = edit_exactly(
        file.content, file.path, lambda text: add_entries(text, entries), spell=spell_out
    )
    return Change(path=file.path, before=file.content, after=after)
