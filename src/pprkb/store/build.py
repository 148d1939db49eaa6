"""Bringing the rows of source files into the database; to be called while `writing`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from sqlite_utils import Database

from pprkb.model.library import FileKind, ParsedFile
from pprkb.model.problem import Problem
from pprkb.model.reading_list import ReadingList
from pprkb.model.reference import Reference
from pprkb.model.silence import hear
from pprkb.model.summary import ResearchType, Summary, Topic
from pprkb.store import list_rows, notice_rows, reference_rows, summary_rows
from pprkb.store.reference_rows import Row
from pprkb.store.search_index import index_all, index_keys, keys_of_summaries


def fingerprints(database: Database) -> dict[str, str]:
    """Return the digest of every file whose rows are in the database, by path."""
    return dict(database.execute("SELECT path, digest FROM source_file").fetchall())


def unread_paths(database: Database) -> set[str]:
    """Return the paths of files that have problems and no rows: they were not read."""
    rows = database.execute(
        "SELECT DISTINCT path FROM problem WHERE path NOT IN (SELECT path FROM source_file)"
    )
    return {path for (path,) in rows}


def known_terms(
    database: Database,
) -> tuple[list[tuple[str, tuple[str, ...]]], list[Topic], list[ResearchType]]:
    """Return the citation keys with their aliases, the topics and the research types."""
    keys = [
        (key, tuple(json.loads(aliases)) if aliases != "[]" else ())
        for key, aliases in database.execute("SELECT key, aliases FROM reference").fetchall()
    ]
    topics = [
        summary_rows.topic_from_row(row)
        for row in select(database, "topic", summary_rows.TOPIC_COLUMNS, "ORDER BY position")
    ]
    types = [
        summary_rows.research_type_from_row(row)
        for row in select(
            database, "research_type", summary_rows.RESEARCH_TYPE_COLUMNS, "ORDER BY position"
        )
    ]
    return keys, topics, types


def select(
    database: Database,
    table: str,
    columns: Iterable[str],
    rest: str = "",
    values: Sequence[object] = (),
) -> list[Row]:
    """Return rows with the given columns, in their order."""
    names = ", ".join(f'"{column}"' for column in columns)
    rows: list[Row] = database.execute(f"SELECT {names} FROM {table} {rest}", values).fetchall()
    return rows


def store_files(
    database: Database,
    files: Iterable[ParsedFile],
    removed: Iterable[str],
    problems: Iterable[Problem],
) -> None:
    """Replace the rows of some files.

    Args:
        database: The database, within `writing`.
        files: Files that were parsed anew. Where references, topics or research types are among
            them, all summaries, lists and notices must be too: their rows lean on these.
        removed: Paths of files that are gone.
        problems: Problems of the scan itself.
    """
    files = tuple(files)
    gone = [*removed, *(file.path for file in files)]
    touched = keys_of_summaries(database, gone)
    _delete(database, gone, {file.kind for file in files})
    everything = False
    for file in sorted(files, key=lambda file: list(FileKind).index(file.kind)):
        row = (file.path, file.kind.value, file.digest, file.data_set)
        insert(database, "source_file", ("path", "kind", "digest", "data_set"), [row])
        if file.kind is FileKind.REFERENCES:
            _insert_references(database, file.references)
            everything = True
        insert(
            database,
            "topic",
            summary_rows.TOPIC_COLUMNS,
            (summary_rows.topic_row(topic, i) for i, topic in enumerate(file.topics)),
        )
        insert(
            database,
            "research_type",
            summary_rows.RESEARCH_TYPE_COLUMNS,
            (summary_rows.research_type_row(one, i) for i, one in enumerate(file.research_types)),
        )
        insert(
            database, "notice", notice_rows.NOTICE_COLUMNS, notice_rows.notice_rows(file.notices)
        )
        if file.summary:
            _insert_summary(database, file.summary, file.path)
            touched.add(file.summary.reference or file.summary.id)
        if file.reading_list:
            _insert_list(database, file.reading_list, file.path)
    _store_problems(database, files, gone, problems)
    if everything:
        index_all(database)
    else:
        index_keys(database, touched)


def _delete(database: Database, paths: list[str], kinds: set[FileKind]) -> None:
    """Delete the rows of some files, those that lean on others first."""
    stored = dict(database.execute("SELECT path, kind FROM source_file").fetchall())
    for path in paths:
        for table in ("summary", "reading_list"):
            database.table(table).delete_where("path = ?", (path,))
    kinds |= {FileKind(stored[path]) for path in paths if path in stored}
    for kind, table in (
        (FileKind.NOTICES, "notice"),
        (FileKind.TOPICS, "topic"),
        (FileKind.RESEARCH_TYPES, "research_type"),
        (FileKind.REFERENCES, "reference"),
    ):
        if kind in kinds:
            database.table(table).delete_where()
    if FileKind.REFERENCES in kinds:
        database.table("contributor").delete_where()
    for path in paths:
        database.table("source_file").delete_where("path = ?", (path,))


def insert(database: Database, table: str, columns: Iterable[str], rows: Iterable[Row]) -> None:
    """Insert rows whose values stand in the order of the columns.

    One prepared statement for all rows: sqlite-utils' own `insert_all` looks at every value,
    which for thousands of references takes three times as long.
    """
    names = tuple(columns)
    listed = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    database.conn.executemany(f"INSERT INTO {table} ({listed}) VALUES ({marks})", rows)


def _insert_references(database: Database, references: tuple[Reference, ...]) -> None:
    insert(
        database,
        "reference",
        reference_rows.REFERENCE_COLUMNS,
        (reference_rows.reference_row(one, i) for i, one in enumerate(references)),
    )
    names: dict[Row, int] = {}
    places: list[Row] = []
    for reference in references:
        for position, contributor in enumerate(reference.contributors):
            name = reference_rows.contributor_row(contributor)
            number = names.setdefault(name, len(names) + 1)
            places.append((reference.key, position, contributor.role.value, number))
    insert(
        database,
        "contributor",
        ("id", *reference_rows.CONTRIBUTOR_COLUMNS, "folded"),
        ((number, *name, reference_rows.folded_name(name)) for name, number in names.items()),
    )
    columns = ("reference_key", "position", "role", "contributor_id")
    insert(database, "reference_contributor", columns, places)


def _insert_summary(database: Database, summary: Summary, path: str) -> None:
    row = summary_rows.summary_row(summary, path)
    insert(database, "summary", summary_rows.SUMMARY_COLUMNS, [row])
    links = [(summary.id, summary.reference, "summarises", 0)] if summary.reference else []
    links += [(summary.id, key, "discusses", i) for i, key in enumerate(summary.also)]
    columns = ("summary_id", "reference_key", "relation", "position")
    insert(database, "summary_reference", columns, links)
    insert(
        database,
        "summary_topic",
        ("summary_id", "topic_id", "position"),
        ((summary.id, topic, i) for i, topic in enumerate(summary.topics)),
    )
    insert(
        database,
        "effect_size",
        summary_rows.EFFECT_COLUMNS,
        (summary_rows.effect_row(summary.id, e, i) for i, e in enumerate(summary.effects)),
    )


def _insert_list(database: Database, reading_list: ReadingList, path: str) -> None:
    row = list_rows.list_row(reading_list, path)
    insert(database, "reading_list", list_rows.LIST_COLUMNS, [row])
    sections = list_rows.section_rows(reading_list)
    insert(database, "reading_list_section", list_rows.SECTION_COLUMNS, sections)
    items = list_rows.item_rows(reading_list)
    insert(database, "reading_list_item", list_rows.ITEM_COLUMNS, items)


def _store_problems(
    database: Database,
    files: tuple[ParsedFile, ...],
    gone: list[str],
    problems: Iterable[Problem],
) -> None:
    # Problems of files that are not read are found, and so said, at each scan.
    for path in {*gone, *unread_paths(database)}:
        database.table("problem").delete_where("path = ?", (path,))
    columns = ("rule", "severity", "path", "line", "key", "message", "hint")
    insert(
        database,
        "problem",
        columns,
        (
            (p.rule.value, p.severity.value, p.at.path, p.at.line, p.key, p.message, p.hint)
            for p in (*problems, *_unsilenced(files))
        ),
    )


def _unsilenced(files: tuple[ParsedFile, ...]) -> Iterator[Problem]:
    for file in files:
        yield from hear(file.problems, file.silences).problems
