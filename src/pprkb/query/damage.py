"""What of the library cannot be read, and which articles and lists it touches."""

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
"""Nothing on a page comes from these."""


@dataclass(frozen=True, kw_only=True)
class Damage:
    """What of the text files cannot be read; empty where all can be."""

    problems: tuple[Problem, ...] = ()
    articles: frozenset[str] = frozenset()
    """Keys of the articles of which a part may be missing."""
    lists: frozenset[str] = frozenset()
    """Names of the reading lists of which a part may be missing."""
    anywhere: bool = False
    """Whether a part of any page, or pages, may be missing."""
    withheld: bool = False
    """Whether documents of all works are refused."""


def read_damage(database: Database, keys_in_conflict: Callable[[str], frozenset[str]]) -> Damage:
    """Return what of the text files could not be read when the database was built.

    Args:
        database: Up to date.
        keys_in_conflict: Returns the keys of the entries of a file, by its path, that two versions
            have written differently.
    """
    problems = problems_of_rules(database, _DAMAGE)
    if database.execute("SELECT 1 FROM reference LIMIT 1").fetchone() is None:
        # A file that was emptied is no problem of its own: a library begins with such a one.
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
            # What it is about may be among what cannot be read.
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
            # Where the last entry is damaged, the file may have had more.
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
