"""The problems met when the text files were read that affect documents."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pprkb.model.article import Article
from pprkb.model.errors import LibraryError
from pprkb.model.library import FileKind
from pprkb.model.problem import Location, Problem, Rule, Severity
from pprkb.store.database import Database

_RULES = {rule.value: rule for rule in Rule}
_OF_ONE_TEXT = (FileKind.SUMMARY.value, FileKind.READING_LIST.value)


def file_errors(database: Database, path: str) -> tuple[Problem, ...]:
    """Return the errors of a file, in its order: what they are about is not printed.

    Args:
        database: Up to date.
        path: Relative to the library's folder.
    """
    return _problems(database, "p.severity = ? AND p.path = ?", (Severity.ERROR.value, path))


def conflicts(database: Database, texts: Collection[str] | None = None) -> tuple[Problem, ...]:
    """Return the merge conflicts of the library's files.

    Args:
        database: Up to date.
        texts: Paths of the summaries and lists that matter; None for all. The other files are of
            all works.
    """
    found = _problems(database, "p.rule = ?", (Rule.MERGE_CONFLICT.value,))
    if texts is None or not found:
        return found
    kinds = dict(database.execute("SELECT path, kind FROM source_file").fetchall())
    return tuple(
        one for one in found if one.at.path in texts or kinds.get(one.at.path) not in _OF_ONE_TEXT
    )


def refuse_conflicts(database: Database, articles: Iterable[Article], path: str = "") -> None:
    """Refuse articles whose files hold a merge conflict.

    Args:
        database: Up to date.
        articles: What is to be handed out.
        path: The file of the list that they are in.

    Raises:
        LibraryError: A file that they come from holds a merge conflict.
    """
    texts = {one.at.path for article in articles for one in article.summaries if one.at}
    for first in conflicts(database, {*texts, path}):
        raise LibraryError(f"{first.at}: {first.message}; nothing was written", hint=first.hint)


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
