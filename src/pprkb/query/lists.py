"""Reading lists by slug."""

from __future__ import annotations

from sqlite_utils import Database

from pprkb.model.errors import NotFoundError
from pprkb.model.problem import Severity
from pprkb.model.reading_list import ReadingList
from pprkb.model.spelling import did_you_mean
from pprkb.store.build import select
from pprkb.store.list_rows import ITEM_COLUMNS, LIST_COLUMNS, SECTION_COLUMNS, list_from_rows
from pprkb.store.reference_rows import Row


def all_lists(database: Database) -> tuple[ReadingList, ...]:
    """Return every reading list, by slug."""
    sections: dict[str, list[Row]] = {}
    for row in select(
        database, "reading_list_section", SECTION_COLUMNS, "ORDER BY list_slug, position"
    ):
        sections.setdefault(row[0], []).append(row)
    items: dict[str, dict[int, list[Row]]] = {}
    for row in select(
        database, "reading_list_item", ITEM_COLUMNS, "ORDER BY list_slug, section, position"
    ):
        items.setdefault(row[0], {}).setdefault(row[1], []).append(row)
    return tuple(
        list_from_rows(row, sections.get(row[0], []), items.get(row[0], {}))
        for row in select(database, "reading_list", LIST_COLUMNS, "ORDER BY slug")
    )


def list_errors(database: Database, slug: str) -> tuple[str, ...]:
    """Return the errors that were met when a list was read: what they tell of is not printed.

    Args:
        database: Up to date.
        slug: The list's name.

    Returns:
        Each as `file:line: what is wrong`, in the order of the file.
    """
    rows = database.execute(
        "SELECT path, line, message FROM problem WHERE severity = ? AND path IN"
        " (SELECT path FROM reading_list WHERE slug = ?) ORDER BY line, id",
        (Severity.ERROR.value, slug),
    )
    return tuple(f"{path}:{line}: {message}" for path, line, message in rows)


def reading_list(database: Database, slug: str) -> ReadingList:
    """Return one reading list.

    Raises:
        NotFoundError: There is no list of that name.
    """
    lists = {one.slug: one for one in all_lists(database)}
    if slug in lists:
        return lists[slug]
    known = "the lists are " + ", ".join(lists) if lists else "there are none in data/reading-lists"
    hint = did_you_mean(slug, lists, known)
    raise NotFoundError(f'there is no reading list "{slug}"', hint=hint)
