"""The names that a shell may complete, read from the database as it is.

The text files are not looked at, so that a shell never waits: a key that was added a moment ago
may be missing until the next command.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from enum import Enum
from pathlib import Path


class Names(Enum):
    """Kinds of names, each with the question that finds them and a few words on each."""

    KEYS = (
        "SELECT key, title FROM reference WHERE begins(key)"
        " UNION SELECT id, title FROM summary WHERE begins(id) ORDER BY 1"
    )
    KEYS_AND_TOPICS = (
        "SELECT key, title FROM reference WHERE begins(key)"
        " UNION SELECT id, label FROM topic WHERE begins(id) ORDER BY 1"
    )
    REFERENCES = "SELECT key, title FROM reference WHERE begins(key) ORDER BY key"
    SUMMARIES = "SELECT id, title FROM summary WHERE begins(id) ORDER BY id DESC"
    TOPICS = "SELECT id, label FROM topic WHERE begins(id) ORDER BY position"
    KEYWORDS = "SELECT label, '' FROM keyword WHERE begins(label) ORDER BY folded"
    RESEARCH_TYPES = "SELECT id, label FROM research_type WHERE begins(id) ORDER BY position"
    READING_LISTS = "SELECT slug, title FROM reading_list WHERE begins(slug) ORDER BY slug"


def known_names(database: Path, kind: Names, begun: str = "") -> list[tuple[str, str]]:
    """Return names with what they refer to; nothing where the database cannot be read.

    Args:
        database: Its file.
        kind: What the names are of.
        begun: How they begin, without regard to case.
    """
    folded = begun.casefold()
    if not database.is_file():
        return []
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
            connection.create_function(
                "begins", 1, lambda name: name.casefold().startswith(folded), deterministic=True
            )
            rows = connection.execute(kind.value).fetchall()
    except sqlite3.Error:
        return []
    return [(str(name), str(words or "")) for name, words in rows]
