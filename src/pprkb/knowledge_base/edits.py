"""Edits of the library's files, which can be shown before they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pprkb.desk.add.gather import (
    Gathered,
)
from pprkb.desk.add.works import Judged, Plan, Wishes, judge, plan
from pprkb.desk.blog.plan import ImportPlan, PlannedPost, chosen_posts, import_changes, make_plan
from pprkb.desk.new_library import NewLibrary, example_library, new_library
from pprkb.files.change import Change, apply, difference
from pprkb.files.lock import locked
from pprkb.formats.blog.page import BlogPage
from pprkb.knowledge_base.locate import shipped_library
from pprkb.model.problem import Problem
from pprkb.model.summary import Month

if TYPE_CHECKING:
    pass


@dataclass(frozen=True)
class Edit:
    """A change of the library's files, which can be shown before it is made."""

    root: Path
    """The library's folder."""
    plan: Callable[[], Iterable[Change]]
    """Reads the files and says what shall change."""

    def changes(self) -> tuple[Change, ...]:
        """Return what would change now, file by file; nothing is written.

        Raises:
            PprkbError: The changes cannot be made.
        """
        return tuple(self.plan())

    def difference(self) -> str:
        """Return what would change now as a unified difference; nothing is written.

        Raises:
            PprkbError: The changes cannot be made.
        """
        return difference(self.plan())

    def apply(self) -> tuple[Change, ...]:
        """Make the changes, and return them.

        The library is locked from reading to writing, so that no other writer is overwritten.

        Raises:
            PprkbError: The changes cannot be made.
        """
        with locked(self.root):
            changes = self.changes()
            apply(self.root, changes)
        return changes


def silent(_message: str) -> None:
    """Announce nothing."""


NO_WISHES = Wishes()


@dataclass(frozen=True)
class Addition:
    """Newcomers compared with the library, and the change that adds those that are new."""

    root: Path
    gathered: Gathered
    wishes: Wishes

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """What becomes of each newcomer, and what in the library it was compared with.

        Raises:
            NotFoundError: A key among the wishes is not in the library.
            EditError: The key that was wished for is invalid or taken.
        """
        return judge(self.root, self.gathered.newcomers, self.wishes)

    def with_wishes(self, wishes: Wishes) -> Addition:
        """Return the same newcomers with other wishes."""
        return Addition(self.root, self.gathered, wishes)

    def plan(self) -> Plan:
        """Return what adding the newcomers changes, from the files as they are now."""
        return plan(self.root, self.gathered.newcomers, self.wishes)

    @property
    def edit(self) -> Edit:
        """The change that adds those that are new."""
        return Edit(self.root, lambda: self.plan().changes)


@dataclass(frozen=True)
class PageImport:
    """A page of the blog compared with the library, and the change that imports its posts."""

    root: Path
    page: BlogPage
    since: Month | None = None
    """The first month to import."""
    odd: tuple[Problem, ...] = ()
    """What is odd about the encoding of the page."""

    @cached_property
    def plan(self) -> ImportPlan:
        """What importing would do, post by post."""
        return make_plan(self.root, self.page, since=self.since)

    def chosen(self, accepted: Iterable[int] = ()) -> tuple[PlannedPost, ...]:
        """Return the posts that are imported: the new ones, and uncertain ones by their number.

        Raises:
            NotFoundError: There is no post of a number.
            EditError: A post cannot be imported.
        """
        return chosen_posts(self.plan, accepted)

    def edit(self, accepted: Iterable[int] = ()) -> Edit:
        """Return the change that imports the chosen posts."""
        numbers = tuple(accepted)

        def changes() -> list[Change]:
            # Compared again, since the library is locked only now.
            now = make_plan(self.root, self.page, since=self.since)
            return import_changes(self.root, chosen_posts(now, numbers))

        return Edit(self.root, changes)


def begin_library(
    folder: Path, files: Iterable[tuple[str, bytes]] = (), *, example: bool = False
) -> tuple[NewLibrary, Edit]:
    """Plan a library in a folder, and return the plan and the edit that writes it.

    Args:
        folder: Where the library shall be; it must exist when the edit is applied.
        files: Names and contents of files of references; none for an empty library.
        example: Take the library that comes with the program instead.

    Raises:
        LibraryError: There is a library already, or the folder cannot be one.
        EditError: A file is of no format that is read.
        NotFoundError: A file holds no reference.
    """
    begun = example_library(folder, shipped_library()) if example else new_library(folder, files)
    return begun, Edit(folder, lambda: begun.changes)
