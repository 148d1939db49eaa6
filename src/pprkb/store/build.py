"""Stores the rows of source files in the database; to be called while `writing`."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

from pprkb.model.library import FileKind, ParsedFile
from pprkb.model.problem import Problem, Rule, hear
from pprkb.model.reading_list import ReadingList
from pprkb.model.reference import Reference
from pprkb.model.summary import (
    ResearchType,
    Summary,
    Topic,
    keyword_spellings,
    keyword_topics,
    term_key,
)
from pprkb.store import reference_rows, summary_rows
from pprkb.store.database import Database
from pprkb.store.reference_rows import Row
from pprkb.store.search_index import index_all, index_keys

_AT_ONCE = 1_000
"""The number of changed references to write at once."""
_THESE = "(SELECT value FROM json_each(?))"


def fingerprints(database: Database) -> dict[str, str]:
    """Return the digests of all files with rows in the database, by path."""
    return dict(database.execute("SELECT path, digest FROM source_file").fetchall())


def unread_paths(database: Database) -> set[str]:
    """Return the paths of unread files, which have problems but no rows."""
    rows = database.execute(
        "SELECT DISTINCT path FROM problem WHERE path NOT IN (SELECT path FROM source_file)"
    )
    return {path for (path,) in rows}


def paths_with_problems(database: Database, rules: Collection[Rule]) -> set[str]:
    """Return the paths of files that have a problem of one of these rules."""
    these = (json.dumps([rule.value for rule in rules]),)
    rows = database.execute(f"SELECT DISTINCT path FROM problem WHERE rule IN {_THESE}", these)
    return {path for (path,) in rows}


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The names in the database to which summaries and lists may refer."""

    keys: list[tuple[str, tuple[str, ...]]]
    """Citation keys, each with its aliases."""
    topics: list[Topic]
    research_types: list[ResearchType]
    keywords: list[str]
    journals: list[str]
    """Names and abbreviations of journals, and titles of other containers."""


def known_terms(database: Database) -> Terms:
    """Return the names to which summaries and lists may refer, in the order of the files."""
    keys: list[tuple[str, tuple[str, ...]]] = []
    journals: dict[str, None] = {}
    for key, aliases, *titles in database.execute(
        "SELECT key, aliases, container_title, container_title_short FROM reference"
        " ORDER BY position"
    ):
        keys.append((key, tuple(json.loads(aliases)) if aliases != "[]" else ()))
        journals |= dict.fromkeys(titles)
    journals.pop("", None)
    types = [
        summary_rows.research_type_from_row(row)
        for row in select(
            database, "research_type", summary_rows.RESEARCH_TYPE_COLUMNS, "ORDER BY position"
        )
    ]
    keywords = [label for (label,) in database.execute("SELECT label FROM keyword ORDER BY id")]
    return Terms(
        keys=keys,
        topics=all_topics(database),
        research_types=types,
        keywords=keywords,
        journals=list(journals),
    )


def all_topics(database: Database) -> list[Topic]:
    """Return the topics in the order of topics.yaml."""
    rows = select(database, "topic", summary_rows.TOPIC_COLUMNS, "ORDER BY position")
    return [summary_rows.topic_from_row(row) for row in rows]


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
    """Return rows with the given columns, in this order."""
    names = ", ".join(f'"{column}"' for column in columns)
    rows: list[Row] = database.execute(f"SELECT {names} FROM {table} {rest}", values).fetchall()
    return rows


class Changes:
    """Replaces the rows of some files, within `writing`, and keeps those of all others.

    The result equals that of a database built from scratch. Call in this order: the
    vocabularies, `forget` for the files they made stale, `store` for all other files, `finish`.
    """

    def __init__(self, database: Database) -> None:
        """Prepare to update a database."""
        self._database = database
        self._touched: set[str] = set()
        """Keys of the articles to reindex."""
        self._references = self._terms = False
        """Whether any reference has changed or moved; any topic or research type."""
        self._problems: list[Problem] = []
        # Rows may be deleted before rows that refer to them, as long as all is sound in the end.
        database.execute("PRAGMA defer_foreign_keys = ON")

    # -- vocabularies --------------------------------------------------------------------------

    @contextmanager
    def replacing_references(self) -> Iterator[Callable[[Reference, str], None]]:
        """Replace the references by those stored in this context, leaving unchanged rows alone.

        Yields:
            A function that stores a reference, to be called in the order of the files, with a
            digest of everything it is derived from except its location.
        """
        database = self._database
        stored: dict[str, tuple[str, int, str, int]] = {
            key: place
            for key, *place in database.execute(
                "SELECT key, digest, position, path, line FROM reference"
            ).fetchall()
        }
        moved: list[tuple[int, str, int, str]] = []
        changed: list[tuple[Row, list[tuple[str, Row]]]] = []
        positions = count()

        def put(reference: Reference, mark: str) -> None:
            position = next(positions)
            place = stored.pop(reference.key, None)
            if place and place[0] == mark:
                path, line = reference_rows.place_of(reference)
                if list(place[1:]) != [position, path, line]:
                    moved.append((position, path, line, reference.key))
                return
            row = reference_rows.reference_row(reference, position)
            names = [
                (contributor.role.value, reference_rows.contributor_row(contributor))
                for contributor in reference.contributors
            ]
            changed.append(((*row, mark), names))
            self._touched.add(reference.key)
            if len(changed) >= _AT_ONCE:
                self._write_references(changed)
                changed.clear()

        yield put
        self._write_references(changed)
        gone = [(key,) for key in stored]
        self._touched |= stored.keys()
        database.conn.executemany("DELETE FROM reference WHERE key = ?", gone)
        database.conn.executemany(
            "UPDATE reference SET position = ?, path = ?, line = ? WHERE key = ?", moved
        )
        if self._touched or moved:
            self._references = True
            _number_contributors(database)
            _insert_keywords(database)

    def _write_references(self, changed: list[tuple[Row, list[tuple[str, Row]]]]) -> None:
        connection = self._database.conn
        columns = (*reference_rows.REFERENCE_COLUMNS, "digest")
        listed = ", ".join(f'"{name}"' for name in columns)
        anew = ", ".join(f'"{name}" = excluded."{name}"' for name in columns[1:])
        connection.executemany(
            f"INSERT INTO reference ({listed}) VALUES ({', '.join('?' * len(columns))})"
            f" ON CONFLICT (key) DO UPDATE SET {anew}",
            (row for row, _ in changed),
        )
        connection.executemany(
            "DELETE FROM reference_contributor WHERE reference_key = ?",
            ((row[0],) for row, _ in changed),
        )
        names = dict.fromkeys(name for _, own in changed for _, name in own)
        listed = ", ".join(reference_rows.CONTRIBUTOR_COLUMNS)
        marks = ", ".join("?" * len(reference_rows.CONTRIBUTOR_COLUMNS))
        connection.executemany(
            f"INSERT OR IGNORE INTO contributor ({listed}, folded) VALUES ({marks}, ?)",
            ((*name, reference_rows.folded_name(name)) for name in names),
        )
        equal = " AND ".join(f"{name} = ?" for name in reference_rows.CONTRIBUTOR_COLUMNS)
        connection.executemany(
            "INSERT INTO reference_contributor (reference_key, position, role, contributor_id)"
            f" SELECT ?, ?, ?, id FROM contributor WHERE {equal}",
            (
                (row[0], position, role, *name)
                for row, own in changed
                for position, (role, name) in enumerate(own)
            ),
        )

    def replace_topics(self, topics: Iterable[Topic] | None) -> None:
        """Replace the topics; None to use the keywords of the works as topics."""
        if topics is None:
            topics = keyword_topics(_keywords(self._database))
        self._replace(
            "topic",
            summary_rows.TOPIC_COLUMNS,
            [summary_rows.topic_row(topic, i) for i, topic in enumerate(topics)],
        )

    def replace_research_types(self, types: Iterable[ResearchType]) -> None:
        """Replace the research types."""
        self._replace(
            "research_type",
            summary_rows.RESEARCH_TYPE_COLUMNS,
            [summary_rows.research_type_row(one, i) for i, one in enumerate(types)],
        )

    def topics_came_or_went(self) -> None:
        """Record that the file of topics was added or removed."""
        self._terms = True

    def _replace(self, table: str, columns: tuple[str, ...], rows: list[Row]) -> None:
        if select(self._database, table, columns, "ORDER BY position") == rows:
            return
        self._database.execute(f"DELETE FROM {table}")
        insert(self._database, table, columns, rows)
        self._terms = True

    # -- the other files -----------------------------------------------------------------------

    def forget(self, paths: Iterable[str]) -> None:
        """Delete the rows of files that were removed or will be stored again."""
        database = self._database
        these = (json.dumps(list(paths)),)
        self._touched.update(
            key
            for (key,) in database.execute(
                "SELECT coalesce(reference_key, summary.id) FROM summary LEFT JOIN"
                " summary_reference ON summary_id = summary.id AND relation = 'summarises'"
                f" WHERE path IN {_THESE}",
                these,
            )
        )
        kinds = database.execute(f"SELECT kind FROM source_file WHERE path IN {_THESE}", these)
        forgotten = {kind for (kind,) in kinds}
        for kind, table in ((FileKind.NOTICES, "notice"), (FileKind.REDIRECTS, "redirect")):
            if kind.value in forgotten:
                database.execute(f"DELETE FROM {table}")
        for table in ("summary", "reading_list", "problem", "source_file"):
            database.execute(f"DELETE FROM {table} WHERE path IN {_THESE}", these)

    def store(self, file: ParsedFile) -> None:
        """Store a file after `forget`; for a vocabulary, only what `replace_…` does not store."""
        database = self._database
        row = (file.path, file.kind.value, file.digest, file.data_set)
        insert(database, "source_file", ("path", "kind", "digest", "data_set"), [row])
        insert(
            database, "notice", summary_rows.NOTICE_COLUMNS, summary_rows.notice_rows(file.notices)
        )
        redirects = [(one.at.line, one.old, one.new) for one in file.redirects]
        insert(database, "redirect", ("line", "old", "new"), redirects)
        if file.summary:
            _insert_summary(database, file.summary, file.path)
            self._touched.add(file.summary.reference or file.summary.id)
        if file.reading_list:
            _insert_list(database, file.reading_list, file.path)
        heard = hear(file.problems, file.silences).problems
        if file.kind is FileKind.BIBLIOGRAPHY:
            # It is not known here which works are used; problems of others are not reported.
            heard = tuple(problem for problem in heard if problem.rule.is_of_file)
        self._problems += heard

    def finish(self, problems: Iterable[Problem]) -> None:
        """Store the problems, and index the changes.

        Args:
            problems: The problems of the scan itself.
        """
        database = self._database
        # Problems of unread files are found by every scan, so they are replaced every time.
        these = (json.dumps(list(unread_paths(database))),)
        database.execute(f"DELETE FROM problem WHERE path IN {_THESE}", these)
        columns = ("rule", "severity", "path", "line", "key", "message", "hint")
        insert(
            database,
            "problem",
            columns,
            (
                (p.rule.value, p.severity.value, p.at.path, p.at.line, p.key, p.message, p.hint)
                for p in (*problems, *self._problems)
            ),
        )
        if self._references or self._terms:
            _match_keywords(database)
        (articles,) = database.execute("SELECT count(*) FROM article_fts_docsize").fetchone()
        if self._terms or 2 * len(self._touched) > articles:
            index_all(database)
        elif self._touched:
            index_keys(database, self._touched)


def insert(database: Database, table: str, columns: Iterable[str], rows: Iterable[Row]) -> None:
    """Insert rows with values in the order of the columns.

    One prepared statement for all rows: sqlite-utils' own `insert_all` looks at every value,
    which takes three times as long for thousands of references.
    """
    names = tuple(columns)
    listed = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    database.conn.executemany(f"INSERT INTO {table} ({listed}) VALUES ({marks})", rows)


def _number_contributors(database: Database) -> None:
    """Number the names by their first use, as if all references had been stored at once."""
    numbers: dict[int, int] = {}
    for (number,) in database.execute(
        "SELECT contributor_id FROM reference JOIN reference_contributor ON reference_key = key"
        " ORDER BY reference.position, reference_contributor.position"
    ):
        numbers.setdefault(number, len(numbers) + 1)
    (count,) = database.execute("SELECT count(*) FROM contributor").fetchone()
    if count == len(numbers) and all(old == new for old, new in numbers.items()):
        return
    columns = ("id", *reference_rows.CONTRIBUTOR_COLUMNS, "folded")
    names = select(database, "contributor", columns)
    places = ("contributor_id", "reference_key", "position", "role")
    rows = select(database, "reference_contributor", places)
    for table, names_of_columns, old in (
        ("reference_contributor", places, rows),
        ("contributor", columns, names),
    ):
        database.execute(f"DELETE FROM {table}")
        renumbered = ((numbers[number], *rest) for number, *rest in old if number in numbers)
        insert(database, table, names_of_columns, sorted(renumbered))


class _Keywords(NamedTuple):
    """The keywords of a work."""

    key: str
    keywords: tuple[str, ...]


def _keywords(database: Database) -> list[_Keywords]:
    """Return the keywords of all works that have any, in the order of the file."""
    rows = database.execute(
        "SELECT key, keywords FROM reference WHERE keywords <> '[]' ORDER BY position"
    )
    return [_Keywords(key, tuple(json.loads(words))) for key, words in rows]


def _insert_keywords(database: Database) -> None:
    """Rebuild the keywords of all works, since the most common spelling depends on all of them."""
    database.execute("DELETE FROM reference_keyword")
    database.execute("DELETE FROM keyword")
    works = _keywords(database)
    numbers: dict[str, int] = {}
    rows: list[Row] = []
    for number, (folded, spellings) in enumerate(keyword_spellings(works).items(), 1):
        rows.append((number, spellings[0], folded))
        numbers |= dict.fromkeys(spellings, number)
    insert(database, "keyword", ("id", "label", "folded"), rows)
    insert(
        database,
        "reference_keyword",
        ("reference_key", "position", "keyword_id"),
        (
            (work.key, position, number)
            for work in works
            for position, number in enumerate(
                dict.fromkeys(numbers[word] for word in work.keywords if word in numbers)
            )
        ),
    )


def _match_keywords(database: Database) -> None:
    """Store which keywords are names of topics."""
    topics = all_topics(database)
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
    row = summary_rows.list_row(reading_list, path)
    insert(database, "reading_list", summary_rows.LIST_COLUMNS, [row])
    sections = summary_rows.section_rows(reading_list)
    insert(database, "reading_list_section", summary_rows.SECTION_COLUMNS, sections)
    items = summary_rows.item_rows(reading_list)
    insert(database, "reading_list_item", summary_rows.ITEM_COLUMNS, items)
