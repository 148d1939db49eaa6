"""The database: its schema, file and connections."""

from __future__ import annotations

import hashlib
import sqlite3
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import TypeVar, cast

from pprkb.model.errors import DatabaseError

# -- the schema; the tables are in schema.sql ----------------------------------------------------

APPLICATION_ID = 0x7070726B
"""SQLite's application id of a pprkb database: "pprk" in ASCII."""

FULL_TEXT = """
CREATE VIRTUAL TABLE article_fts USING fts5 (
    key UNINDEXED, title, authors, container, summary, topics, details, forms,
    tokenize = 'porter unicode61 remove_diacritics 2'
)
"""

_SCHEMA = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
TABLES = tuple(_SCHEMA.partition("\n\n")[2].removesuffix(";\n").split(";\n\n"))
"""The statements that create the tables and views, in order."""


def schema_version(made_by: str) -> int:
    """Return the number that identifies this schema and version in a database.

    A database with another number is rebuilt from the text files, so that neither a changed
    table nor a changed parser can leave stale rows behind.

    Args:
        made_by: The version of pprkb.
    """
    digest = hashlib.sha256("\n".join((made_by, *TABLES)).encode()).digest()
    return int.from_bytes(digest[:4], "big") & 0x7FFFFFFF


# -- the open database ---------------------------------------------------------------------------

T = TypeVar("T")

WAIT_SECONDS = 60.0
"""How long a reader or builder waits for another builder."""


class Database:
    """An open database, for reading and for writing rows.

    sqlite-utils creates the tables. It is not used for reading, because its import would take a
    quarter of the time of a short command.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Wrap an open connection."""
        self.conn = connection
        self.execute = connection.execute
        self.tolerant = False
        """Whether to return articles and lists from files that can be read only in part."""
        self.memory: dict[str, object] | None = None
        """Cached results for the current state of the database; None if the state may change."""

    def remembered(self, what: str, read: Callable[[Database], T]) -> T:
        """Return the result of a function, which is cached if the state cannot change.

        Args:
            what: The cache key.
            read: Returns a result that nobody modifies.
        """
        if self.memory is None:
            return read(self)
        if what not in self.memory:
            self.memory[what] = read(self)
        return cast("T", self.memory[what])


@contextmanager
def open_database(path: Path) -> Iterator[Database]:
    """Open or create a database file, and close it afterwards.

    Raises:
        DatabaseError: The file is not an SQLite database, belongs to another program, or cannot
        be opened; it is left unchanged.
    """
    connection = _connect(path)
    try:
        yield Database(connection)
    except sqlite3.DatabaseError as error:
        raise _explained(path, error) from error
    finally:
        connection.close()


@contextmanager
def steady(database: Database) -> Iterator[None]:
    """Read a consistent state of the database, regardless of concurrent writes."""
    database.execute("BEGIN")
    # The state is fixed by the first read.
    database.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
    database.memory = {}
    try:
        yield
    finally:
        database.memory = None
        database.conn.rollback()


def open_to_read(path: Path) -> Database:
    """Open an existing database as read-only.

    Raises:
        DatabaseError: It does not exist or cannot be read.
    """
    try:
        connection = _read_only(path)
        connection.execute("PRAGMA query_only = ON")
    except sqlite3.DatabaseError as error:
        raise _explained(path, error) from error
    return Database(connection)


class Watched:
    """Detects whether readers of a database would see a different state; thread-safe.

    Times and sizes of files do not tell, since SQLite writes before readers can see the changes.
    """

    def __init__(self, path: Path) -> None:
        """Watch a file, which need not exist."""
        self._path = path
        self._lock = Lock()
        self._file = 0
        self._opened = 0
        self._connection: sqlite3.Connection | None = None

    def version(self) -> object:
        """Return a value that identifies the state, or a unique one if it cannot be read."""
        with self._lock:
            try:
                file = self._path.stat().st_ino
                if self._connection is None or file != self._file:
                    self._close()
                    self._connection = _read_only(self._path, any_thread=True)
                    weakref.finalize(self, self._connection.close)
                    self._file, self._opened = file, self._opened + 1
                (version,) = self._connection.execute("PRAGMA data_version").fetchone()
            except (OSError, sqlite3.Error):
                self._close()
                return object()
            return self._opened, version

    def close(self) -> None:
        """Close the database until it is needed again."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _read_only(path: Path, *, any_thread: bool = False) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro",
        uri=True,
        timeout=WAIT_SECONDS,
        check_same_thread=not any_thread,
    )


def let_read_while_writing(database: Database, *, allow: bool) -> None:
    """Turn on or off SQLite's write-ahead log, with which others can read while rows are written.

    Does nothing in a folder where the log cannot be stored.
    """
    with suppress(sqlite3.OperationalError):
        database.execute(f"PRAGMA journal_mode = {'WAL' if allow else 'DELETE'}")


def _connect(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=WAIT_SECONDS)
    except (OSError, sqlite3.Error) as error:
        raise DatabaseError(
            f"the database {path} cannot be opened: {error}",
            hint="choose another file for the database",
        ) from error
    try:
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        (objects,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise _explained(path, error) from error
    if application_id != APPLICATION_ID and (application_id or objects):
        connection.close()
        raise DatabaseError(
            f"{path} is the database of another program; it was left as it is",
            hint="choose another file for the database",
        )
    return connection


def _explained(path: Path, error: sqlite3.DatabaseError) -> Exception:
    """Convert SQLite's errors about a file into messages; errors in our SQL stay unchanged."""
    code = getattr(error, "sqlite_errorname", "") or ""
    if code.startswith("SQLITE_NOTADB"):
        return DatabaseError(
            f"{path} is not a pprkb database; it was left as it is",
            hint="choose another file for the database",
        )
    if code.startswith("SQLITE_CORRUPT"):
        return DatabaseError(
            f"the database {path} is damaged",
            hint="delete it: it is made again from the text files",
        )
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return DatabaseError(
            f"the database {path} is being written by another program",
            hint="try again when it has finished",
        )
    if code.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_FULL", "SQLITE_IOERR")):
        return DatabaseError(
            f"the database {path} cannot be used: {error}",
            hint="choose another file for the database",
        )
    return error


def is_current(database: Database, made_by: str) -> bool:
    """Return whether the tables match this version."""
    (version,) = database.execute("PRAGMA user_version").fetchone()
    return bool(version == schema_version(made_by))


@contextmanager
def writing(database: Database) -> Iterator[None]:
    """Hold the write lock, and either commit or roll back everything at the end.

    Raises:
        DatabaseError: Another program holds the lock for longer than a minute.
    """
    database.conn.execute("BEGIN IMMEDIATE")
    with database.conn:
        yield


def create_tables(database: Database, made_by: str) -> None:
    """Drop all tables and create empty ones; to be called while `writing`."""
    import sqlite_utils

    tables = sqlite_utils.Database(database.conn, execute_plugins=False)
    for view in tables.view_names():
        tables[view].drop()
    shadows = tuple(f"{name}_" for name in tables.table_names() if name.endswith("_fts"))
    # Newest first, since tables are created after those they refer to.
    for name in reversed(tables.table_names()):
        if not name.startswith(("sqlite_", *shadows)):
            tables[name].drop()
    connection = database.conn
    for statement in TABLES:
        tables.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {schema_version(made_by)}")


def compact_copy(path: Path, to: Path) -> bytes:
    """Return a compacted copy of a database, whose bytes depend only on its rows.

    Args:
        path: The database.
        to: A path, not yet existing, for the temporary copy.

    Raises:
        DatabaseError: The database cannot be read.
    """
    with open_database(path) as database:
        database.conn.execute("VACUUM INTO ?", (str(to),))
    return to.read_bytes()
