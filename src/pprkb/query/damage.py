"""Unreadable parts of the library, and the articles and lists that they affect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from pprkb.model.library import FileKind
from pprkb.model.problem import Problem, Rule
from pprkb.query.lists import problems_of_rules
from pprkb.store.database import Database

_DAMAGE = (
    Rule.UNREADABLE_FILE,
    Rule.NUL_BYTES,
    Rule.MERGE_CONFLICT,
    Rule.BIBTEX_SYNTAX,
    Rule.NO_ENTRIES,
    Rule.YAML_SYNTAX,
    Rule.FRONT_MATTER,
)
_SIDE_FILES = (FileKind.NOT_DUPLICATES.value, FileKind.REDIRECTS.value)
"""Files without influence on pages."""


@dataclass(frozen=True, kw_only=True)
class Damage:
    """Unreadable parts of the text files; empty if there are none."""

    problems: tuple[Problem, ...] = ()
    articles: frozenset[str] = frozenset()
    """Keys of the articles with parts that may be missing."""
    lists: frozenset[str] = frozenset()
    """Names of the reading lists with parts that may be missing."""
    anywhere: bool = False
    """Whether a part of any page, or pages, may be missing."""
    withheld: bool = False
    """Whether documents of all works are refused."""


def read_damage(database: Database, keys_in_conflict: Callable[[str], frozenset[str]]) -> Damage:
    """Return the parts of the text files that could not be read when the database was built.

    Args:
        database: An up-to-date database.
        keys_in_conflict: Returns the keys of the entries in a file, by its path, that differ
            between two versions.
    """
    problems = problems_of_rules(database, _DAMAGE)
    if database.execute("SELECT 1 FROM reference LIMIT 1").fetchone() is None:
        # An empty file is not reported as a problem, since new libraries have one.
        problems += problems_of_rules(database, (Rule.UNKNOWN_REFERENCE,))[:1]
    if not problems:
        return Damage()
    kinds = dict(database.execute("SELECT path, kind FROM source_file").fetchall())
    summaries = dict(
        database.execute(
            "SELECT path, reference_key FROM summary LEFT JOIN summary_reference"
            " ON summary_id = summary.id AND relation = 'summarises'"
        ).fetchall()
    )
    lines = dict(database.execute("SELECT key, line FROM reference").fetchall())
    last = max(lines.values(), default=0)
    articles: set[str] = set()
    lists: set[str] = set()
    anywhere = withheld = False
    for problem in problems:
        path = PurePosixPath(problem.at.path)
        kind = kinds.get(problem.at.path, "")
        if problem.rule is Rule.UNKNOWN_REFERENCE:
            anywhere = True
        elif kind == FileKind.SUMMARY.value and problem.at.path in summaries:
            articles.add(summaries[problem.at.path] or path.stem)
            # Its subject may be among the unreadable parts.
            anywhere |= summaries[problem.at.path] is None
        elif kind == FileKind.READING_LIST.value or path.suffix == ".json":
            lists.add(path.stem)
        elif kind == FileKind.REFERENCES.value and problem.rule is Rule.MERGE_CONFLICT:
            in_conflict = keys_in_conflict(problem.at.path)
            articles |= in_conflict
            anywhere |= not in_conflict
            withheld = True
        elif problem.key in lines:
            articles.add(problem.key)
            # If the last entry is damaged, further entries may be missing.
            anywhere |= lines[problem.key] == last
        elif kind not in _SIDE_FILES:
            anywhere = True
            withheld |= problem.rule is Rule.MERGE_CONFLICT
        else:
            withheld |= problem.rule is Rule.MERGE_CONFLICT
    return Damage(
        problems=problems,
        articles=frozenset(articles),
        lists=frozenset(lists),
        anywhere=anywhere,
        withheld=withheld,
    )
