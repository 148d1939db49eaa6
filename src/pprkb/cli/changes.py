"""What the verbs that write have in common: they change the library's files, or show how."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pprkb.cli.output import print_exactly

if TYPE_CHECKING:
    from pprkb.files.change import Change


def carry_out(
    root: Path, plan: Callable[[], Iterable[Change]], *, dry_run: bool
) -> tuple[Change, ...]:
    """Make the changes of a verb, or print them.

    The library is locked from the reading to the writing, so that two verbs at once both count.

    Args:
        root: The library's folder.
        plan: Reads the files and says what shall change.
        dry_run: Print the difference to standard output and change nothing.

    Returns:
        The changes that were made; none after a dry run.

    Raises:
        PprkbError: The changes cannot be made.
    """
    if dry_run:
        from pprkb.files.difference import difference

        print_exactly(difference(plan()))
        return ()
    from pprkb.files.change import apply
    from pprkb.files.lock import locked

    with locked(root):
        changes = tuple(plan())
        apply(root, changes)
    return changes
