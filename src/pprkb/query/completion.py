"""The names that a shell may complete, read from the database as it stands.

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

    KEYS = "SELECT key, title FROM reference UNION SELECT id, title FROM summary ORDER BY 1"
    KEYS_AND_TOPICS = (
        "SELECT key, title FROM reference UNION SELECT id, label FROM topic ORDER BY 1"
    )
    REFERENCES = "SELECT key, title FROM reference ORDER BY key"
    SUMMARIES = "SELECT id, title FROM summary ORDER BY id DESC"
    TOPICS = "SELECT id, label FROM topic ORDER BY position"
    KEYWORDS = "SELECT label, '' FROM keyword ORDER BY folded"
    RESEARCH_TYPES = "SELECT id, label FROM research_type ORDER BY position"
    READING_LISTS = "SELECT slug, title FROM reading_list ORDER BY slug"


def known_names(database: Path, kind: Names) -> list[tuple[str, str]]:
    """Return names with what they stand for; nothing where the database cannot be read.

    Args:
        database: Its file.
        kind: What the names are of.
    """
    if not database.is_file():
        return []
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
            rows = connection.execute(kind.value).fetchall()
    except sqlite3.Error:
        return []
    return [(str(name), str(words or "")) for name, words in rows]
