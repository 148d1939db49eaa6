"""The database: its tables, and its file while it is open."""

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

# -- the schema: schema.sql has the tables -------------------------------------------------------

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
"""The statements that make the tables and views, in order."""


def schema_version(made_by: str) -> int:
    """Return the number that marks databases of this schema made by this version.

    A database with another number is rebuilt from the text files, so that neither a changed
    table nor a changed reader can leave stale rows behind.

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

    sqlite-utils makes the tables. It is not used for reading: importing it would take a quarter of
    the time of a short command.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take an open connection."""
        self.conn = connection
        self.execute = connection.execute
        self.tolerant = False
        """Whether articles and lists are handed out of whose files a part cannot be read."""
        self.memory: dict[str, object] | None = None
        """What was read before of the state that is read, by what it is; None where the state may
        change."""

    def remembered(self, what: str, read: Callable[[Database], T]) -> T:
        """Return what a function reads; of a state that stays it is read once.

        Args:
            what: Its name.
            read: Returns what nobody changes.
        """
        if self.memory is None:
            return read(self)
        if what not in self.memory:
            self.memory[what] = read(self)
        return cast("T", self.memory[what])


@contextmanager
def open_database(path: Path) -> Iterator[Database]:
    """Open a database file, or make an empty one, and close it in the end.

    Raises:
        DatabaseError: The file is no SQLite database, or one of another program, or it cannot
            be opened; it is left as it is.
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
    """Read one state of the database, whatever is written to it meanwhile."""
    database.execute("BEGIN")
    # The state is that of the first read.
    database.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
    database.memory = {}
    try:
        yield
    finally:
        database.memory = None
        database.conn.rollback()


def open_to_read(path: Path) -> Database:
    """Open a database that was built before, so that nothing can be written to it.

    Raises:
        DatabaseError: There is none, or it cannot be read.
    """
    try:
        connection = _read_only(path)
        connection.execute("PRAGMA query_only = ON")
    except sqlite3.DatabaseError as error:
        raise _explained(path, error) from error
    return Database(connection)


class Watched:
    """Tells whether readers of a database would see another state; threads may share it.

    The times and sizes of files do not: SQLite writes them before it shows readers what is new.
    """

    def __init__(self, path: Path) -> None:
        """Take the file, which need not exist."""
        self._path = path
        self._lock = Lock()
        self._file = 0
        self._opened = 0
        self._connection: sqlite3.Connection | None = None

    def version(self) -> object:
        """Return what differs from one state to the next, and equals nothing where none is read."""
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
        """Close the database until it is asked for again."""
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
    """Let others read the old rows while new ones are written (SQLite's write-ahead log), or not.

    A folder in which the log cannot be kept leaves it as it was.
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
    """Turn what SQLite says of a file into a message; an error in our own SQL is left unchanged."""
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
    """Return whether the tables are those of this version."""
    (version,) = database.execute("PRAGMA user_version").fetchone()
    return bool(version == schema_version(made_by))


@contextmanager
def writing(database: Database) -> Iterator[None]:
    """Hold the only write lock; everything is kept at the end, or nothing.

    Raises:
        DatabaseError: Another program keeps the lock for longer than a minute.
    """
    database.conn.execute("BEGIN IMMEDIATE")
    with database.conn:
        yield


def create_tables(database: Database, made_by: str) -> None:
    """Drop whatever tables there are and make empty ones; to be called while `writing`."""
    import sqlite_utils

    tables = sqlite_utils.Database(database.conn, execute_plugins=False)
    for view in tables.view_names():
        tables[view].drop()
    shadows = tuple(f"{name}_" for name in tables.table_names() if name.endswith("_fts"))
    # The newest first: tables are made after those they refer to.
    for name in reversed(tables.table_names()):
        if not name.startswith(("sqlite_", *shadows)):
            tables[name].drop()
    connection = database.conn
    for statement in TABLES:
        tables.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {schema_version(made_by)}")


def compact_copy(path: Path, to: Path) -> bytes:
    """Return a database without free space, as bytes that depend on its rows alone.

    Args:
        path: The database.
        to: A file that does not exist yet, for the copy on its way.

    Raises:
        DatabaseError: The database cannot be read.
    """
    with open_database(path) as database:
        database.conn.execute("VACUUM INTO ?", (str(to),))
    return to.read_bytes()
