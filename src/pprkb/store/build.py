"""Bringing the rows of source files into the database; to be called while `writing`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from pprkb.model.keywords import keyword_spellings, keyword_topics, term_key
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


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The names in the database that summaries and lists may use."""

    keys: list[tuple[str, tuple[str, ...]]]
    """Citation keys, each with its aliases."""
    topics: list[Topic]
    research_types: list[ResearchType]
    keywords: list[str]
    journals: list[str]
    """Names and abbreviations of journals, and titles of other containers."""


def known_terms(database: Database) -> Terms:
    """Return the names that summaries and lists may use."""
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
    keywords = [label for (label,) in database.execute("SELECT label FROM keyword")]
    return Terms(
        keys=keys,
        topics=topics,
        research_types=types,
        keywords=keywords,
        journals=container_names(database),
    )


def container_names(database: Database) -> list[str]:
    """Return the names and abbreviations of journals, and the titles of other containers."""
    rows = database.execute(
        "SELECT container_title FROM reference UNION SELECT container_title_short FROM reference"
    )
    return [name for (name,) in rows if name]


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
    kinds = {file.kind for file in files}
    _delete(database, gone, set(kinds))
    has_topics = FileKind.TOPICS in kinds or bool(
        database.execute("SELECT 1 FROM source_file WHERE kind = 'topics'").fetchone()
    )
    for file in sorted(files, key=lambda file: list(FileKind).index(file.kind)):
        row = (file.path, file.kind.value, file.digest, file.data_set)
        insert(database, "source_file", ("path", "kind", "digest", "data_set"), [row])
        if file.kind is FileKind.REFERENCES:
            _insert_references(database, file.references)
            if not has_topics:
                database.table("topic").delete_where()
                _insert_topics(database, keyword_topics(file.references))
        _insert_topics(database, file.topics)
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
    everything = not kinds.isdisjoint((FileKind.REFERENCES, FileKind.TOPICS))
    if everything:
        _match_keywords(database)
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
        database.table("keyword").delete_where()
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
    _insert_keywords(database, references)


def _insert_keywords(database: Database, references: tuple[Reference, ...]) -> None:
    numbers: dict[str, int] = {}
    rows: list[Row] = []
    for number, (folded, spellings) in enumerate(keyword_spellings(references).items(), 1):
        rows.append((number, spellings[0], folded))
        numbers |= dict.fromkeys(spellings, number)
    insert(database, "keyword", ("id", "label", "folded"), rows)
    insert(
        database,
        "reference_keyword",
        ("reference_key", "position", "keyword_id"),
        (
            (reference.key, position, number)
            for reference in references
            for position, number in enumerate(
                dict.fromkeys(numbers[word] for word in reference.keywords if word in numbers)
            )
        ),
    )


def _insert_topics(database: Database, topics: Iterable[Topic]) -> None:
    insert(
        database,
        "topic",
        summary_rows.TOPIC_COLUMNS,
        (summary_rows.topic_row(topic, i) for i, topic in enumerate(topics)),
    )


def _match_keywords(database: Database) -> None:
    """Say which keyword is a name of which topic."""
    topics = [
        summary_rows.topic_from_row(row)
        for row in select(database, "topic", summary_rows.TOPIC_COLUMNS, "ORDER BY position")
    ]
    names: dict[str, str] = {}
    for topic in topics:
        for name in (topic.id, topic.label):
            names.setdefault(term_key(name), topic.id)
    for topic in topics:
        for name in topic.aliases:
            names.setdefault(term_key(name), topic.id)
    keywords = database.execute("SELECT id, folded FROM keyword").fetchall()
    database.conn.executemany(
        "UPDATE keyword SET topic_id = ? WHERE id = ?",
        [(names.get(folded), number) for number, folded in keywords],
    )


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
