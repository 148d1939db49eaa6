"""What the commands that write have in common: they change the library's files, or show how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pprkb.cli.output import print_exactly

if TYPE_CHECKING:
    from pprkb.knowledge_base.desk import Change, Edit


def carry_out(edit: Edit, *, dry_run: bool) -> tuple[Change, ...]:
    """Make an edit, or print it as a difference.

    Args:
        edit: The edit.
        dry_run: Print the difference to standard output and change nothing.

    Returns:
        The changes that were made; none after a dry run.

    Raises:
        PprkbError: The changes cannot be made.
    """
    if dry_run:
        print_exactly(edit.difference())
        return ()
    return edit.apply()
