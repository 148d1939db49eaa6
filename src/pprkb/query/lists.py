"""Reading lists by slug, notices by work, and the problems of text files that affect documents."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

from pprkb.model.errors import Hint, LibraryError, NotFoundError, Step
from pprkb.model.library import FileKind
from pprkb.model.notice import Notice, Notices
from pprkb.model.problem import Location, Problem, Rule, Severity
from pprkb.model.reading_list import ReadingList
from pprkb.model.summary import Article
from pprkb.store.build import select
from pprkb.store.database import Database
from pprkb.store.reference_rows import Row
from pprkb.store.summary_rows import (
    ITEM_COLUMNS,
    LIST_COLUMNS,
    NOTICE_COLUMNS,
    SECTION_COLUMNS,
    list_from_rows,
    notice_from_row,
)
from pprkb.text.spelling import did_you_mean, named

# -- problems ------------------------------------------------------------------------------------

_RULES = {rule.value: rule for rule in Rule}
_OF_ONE_TEXT = (FileKind.SUMMARY.value, FileKind.READING_LIST.value)


def file_errors(database: Database, path: str) -> tuple[Problem, ...]:
    """Return the errors of a file, by line; the affected parts are not printed."""
    return _problems(database, "p.severity = ? AND p.path = ?", (Severity.ERROR.value, path))


def conflicts(database: Database, texts: Collection[str] | None = None) -> tuple[Problem, ...]:
    """Return the merge conflicts in the library's files.

    Args:
        database: An up-to-date database.
        texts: Paths of the relevant summaries and lists; None for all. All other files concern
            all works.
    """
    problems = problems_of_rules(database, (Rule.MERGE_CONFLICT,))
    if texts is None or not problems:
        return problems
    kinds = dict(database.execute("SELECT path, kind FROM source_file").fetchall())
    return tuple(
        problem
        for problem in problems
        if problem.at.path in texts or kinds.get(problem.at.path) not in _OF_ONE_TEXT
    )


def refuse_conflicts(database: Database, articles: Iterable[Article], path: str = "") -> None:
    """Raise an error if the files of articles have a merge conflict.

    Args:
        database: An up-to-date database; a tolerant one raises no error.
        articles: The articles to be printed.
        path: The file of the list that they are in.

    Raises:
        LibraryError: A file that they come from has a merge conflict.
    """
    if database.tolerant:
        return
    texts = {summary.at.path for article in articles for summary in article.summaries if summary.at}
    for first in conflicts(database, {*texts, path}):
        raise LibraryError(f"{first.at}: {first.message}; nothing was written", hint=first.hint)


def problems_of_rules(database: Database, rules: Sequence[Rule]) -> tuple[Problem, ...]:
    """Return the problems with some rules, by file and line."""
    return _problems(
        database,
        f"p.rule IN ({', '.join('?' * len(rules))})",
        tuple(rule.value for rule in rules),
    )


def _problems(database: Database, where: str, values: tuple[str, ...]) -> tuple[Problem, ...]:
    rows = database.execute(
        "SELECT p.rule, p.path, p.line, p.message, p.hint, p.key FROM problem AS p"
        f" WHERE {where} ORDER BY p.path, p.line, p.id",
        values,
    )
    return tuple(
        Problem(
            rule=_RULES[rule], at=Location(path=p, line=line), message=message, hint=hint, key=key
        )
        for rule, p, line, message, hint, key in rows
    )


# -- lists and notices ---------------------------------------------------------------------------

_SHOWN = 5
_UNREADABLE = (Rule.YAML_SYNTAX, Rule.MERGE_CONFLICT, Rule.NUL_BYTES)
"""Rules whose problems leave nothing usable of a list."""


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


def reading_list(database: Database, slug: str) -> ReadingList:
    """Return one reading list.

    Raises:
        NotFoundError: There is no list of that name.
    """
    lists = {one.slug: one for one in all_lists(database)}
    if found := named(slug, lists):
        return found
    known = "the lists are " + ", ".join(lists) if lists else "there are none in data/reading-lists"
    hint = did_you_mean(slug, lists, known)
    if slug.endswith((".yaml", ".yml")):
        hint = f"a list is a file of data/reading-lists: move it there; {known}"
    raise NotFoundError(f'there is no reading list "{slug}"', hint=hint)


def sound_list(
    database: Database, slug: str, *, with_errors: bool = False
) -> tuple[ReadingList, tuple[Problem, ...]]:
    """Return one reading list without errors.

    Args:
        database: An up-to-date database.
        slug: The list's name.
        with_errors: Accept a list with errors.

    Returns:
        The list, and the errors of its file, if they were accepted.

    Raises:
        NotFoundError: There is no list of that name.
        LibraryError: The list's file has errors, cannot be read at all, or has no sections.
    """
    made = reading_list(database, slug)
    errors = file_errors(database, made.at.path) if made.at else ()
    if database.tolerant:
        errors = tuple(error for error in errors if error.rule not in _UNREADABLE)
    unreadable = any(error.rule in _UNREADABLE for error in errors)
    if errors and (unreadable or not with_errors):
        shown = "".join(f"\n{error.at}: {error.message}" for error in errors[:_SHOWN])
        more = f"\nand {len(errors) - _SHOWN} more" if len(errors) > _SHOWN else ""
        what = (
            f'the list "{slug}" cannot' if unreadable else f'parts of the list "{slug}" could not'
        )
        raise LibraryError(
            f"{what} be read; nothing was written{shown}{more}",
            hint=errors[0].hint if unreadable else Hint(Step.CHECK_LIST, slug),
        )
    if not (made.sections or with_errors or database.tolerant):
        raise LibraryError(
            f'the list "{slug}" has no sections; nothing was written',
            hint="write `sections:` with a heading and items",
        )
    return made, errors


def all_notices(database: Database) -> Notices:
    """Return the notices of every work that has any, by key, in the order of the file."""
    return _by_work(select(database, "notice", NOTICE_COLUMNS, "ORDER BY position"))


def notices_of(database: Database, keys: Sequence[str]) -> Notices:
    """Return the notices of some works, by key, in the order of the file."""
    of_works = "WHERE reference_key IN (SELECT value FROM json_each(?)) ORDER BY position"
    return _by_work(select(database, "notice", NOTICE_COLUMNS, of_works, (json.dumps(keys),)))


def _by_work(rows: Iterable[Row]) -> dict[str, tuple[Notice, ...]]:
    found: dict[str, tuple[Notice, ...]] = {}
    for row in rows:
        notice = notice_from_row(row)
        found[notice.reference] = (*found.get(notice.reference, ()), notice)
    return found


def data_set_date(database: Database) -> str:
    """Return the ISO date of the data set that the notices were last compared with, or nothing."""
    (date,) = database.execute("SELECT coalesce(max(data_set), '') FROM source_file").fetchone()
    return str(date)


def all_redirects(database: Database) -> tuple[tuple[str, str], ...]:
    """Return the addresses of an earlier site with the pages that they redirect to."""
    return tuple(database.execute("SELECT old, new FROM redirect ORDER BY line").fetchall())
