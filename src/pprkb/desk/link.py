"""Linking a summary to its work, and giving a work or a topic another name."""

from __future__ import annotations

from pathlib import Path

from pprkb.desk.suggest import find_summaries
from pprkb.files.change import Change
from pprkb.files.exact_text import edit_exactly
from pprkb.files.folder import SourceFile, scan
from pprkb.files.foresee import new_problems
from pprkb.files.read.summary import NO_REFERENCE
from pprkb.files.read.vocabulary import is_id, names_of
from pprkb.files.rename import rename_reference, rename_topic
from pprkb.files.yaml.edit import add_to_list, set_value
from pprkb.formats.bibtex.edit.entries import rename_key
from pprkb.model.errors import EditError, NotFoundError
from pprkb.model.library import FileKind, Library
from pprkb.model.problem import Severity
from pprkb.text.folding import caseless
from pprkb.text.spelling import did_you_mean

_ANOTHER_KEY = "choose another key"
_BEFORE_REFERENCE = ("title", "month")
_BEFORE_ALSO = (*_BEFORE_REFERENCE, "reference")


def link_summary(
    root: Path, library: Library, summary: str, key: str, *, also: bool = False
) -> list[Change]:
    """Return the change by which a summary names a work.

    Args:
        root: The library's folder.
        library: What its files say.
        summary: The summary's id.
        key: Citation key of the work, or another key of it.
        also: The summary discusses the work besides its own.

    Raises:
        NotFoundError: There is no such summary or reference.
        EditError: The summary names another work already, or cannot be edited safely.
    """
    (found,) = find_summaries(library, summary)
    work = library.key_of(key)
    if work is None:
        hint = did_you_mean(key, library.keys, "add it first: pprkb add")
        raise NotFoundError(f'there is no reference "{key}"', hint=hint)
    file = next(file for file in scan(root).files if file.stem == found.id and _is_summary(file))
    if also and found.reference == work:
        raise EditError(
            f'"{found.id}" is of "{work}" itself',
            hint="--also is for works that it discusses besides",
        )
    if also:
        after = add_to_list(file.content, file.path, ("also",), work, after=_BEFORE_ALSO)
    elif found.reference == work:
        after = file.content
    elif found.reference:
        raise EditError(
            f'"{found.id}" is of "{found.reference}" already',
            hint=f"change it in {file.path} by hand, or add --also if it discusses both works",
        )
    else:
        after = set_value(file.content, file.path, ("reference",), work, after=_BEFORE_REFERENCE)
    return [Change(path=file.path, before=file.content, after=after)]


def _is_summary(file: SourceFile) -> bool:
    return file.kind is FileKind.SUMMARY


def rename(root: Path, library: Library, old: str, new: str) -> list[Change]:
    """Return the changes that give a work or a topic another name, wherever it is used.

    The old name stays another name of it, so that what is not of this library, such as a page that
    links to it, still leads there. The file that defines the name comes first: after each change
    the library is sound.

    Args:
        root: The library's folder.
        library: What its files say.
        old: Citation key of a work, or id of a topic, or another name of one of them.
        new: The new key or id.

    Raises:
        NotFoundError: There is neither such a work nor such a topic.
        EditError: The new name is taken or cannot be one, or a file cannot be edited safely.
    """
    work = old if old in library.references else None
    topic = old if old in library.topics else None
    if not (work or topic):
        work = library.key_of(old)
        topic = names_of(library.topics.values()).get(caseless(old))
    if work and topic:
        raise EditError(
            f'"{old}" is both a work and a topic', hint="rename one of them by hand first"
        )
    if work:
        return _rename_reference(root, library, work, new)
    if topic:
        return _rename_topic(root, library, topic, new)
    known = [*library.references, *library.topics]
    hint = did_you_mean(old, known, "`pprkb list` and `pprkb topics` list the names")
    raise NotFoundError(f'there is no work or topic "{old}"', hint=hint)


def _rename_reference(root: Path, library: Library, old: str, new: str) -> list[Change]:
    if topic := names_of(library.topics.values()).get(caseless(new)):
        raise EditError(f'"{new}" already stands for the topic "{topic}"', hint=_ANOTHER_KEY)
    if any(caseless(new) == caseless(name) for name in library.summaries):
        raise EditError(f'"{new}" already names a summary', hint=_ANOTHER_KEY)
    if (taken := library.key_of(new)) not in (None, old):
        raise EditError(f'"{new}" already stands for the work "{taken}"', hint=_ANOTHER_KEY)
    if new == NO_REFERENCE:
        raise EditError(
            f'"{new}" cannot be a key: in a summary it says that there is no work',
            hint=_ANOTHER_KEY,
        )
    changes = []
    for file in scan(root).files:
        if file.kind is FileKind.REFERENCES:
            after = edit_exactly(file.content, file.path, lambda text: rename_key(text, old, new))
        else:
            after = rename_reference(file, old, new)
        changes.append(Change(path=file.path, before=file.content, after=after))
    return _sound(root, changes)


def _rename_topic(root: Path, library: Library, old: str, new: str) -> list[Change]:
    if library.topics[old].at is None:
        raise EditError(
            f'the topic "{old}" is a keyword of works: there is no topics.yaml',
            hint="change it in references.bib, or write data/topics.yaml",
        )
    if not is_id(new):
        raise EditError(
            f'"{new}" cannot be an id', hint="use lower-case letters, digits and hyphens"
        )
    taken = names_of(library.topics.values()).get(new, old)
    if taken != old:
        raise EditError(f'"{new}" already stands for the topic "{taken}"', hint="choose another id")
    if work := library.key_of(new):
        raise EditError(f'"{new}" already stands for the work "{work}"', hint="choose another id")
    changes = [
        Change(path=file.path, before=file.content, after=rename_topic(file, old, new))
        for file in scan(root).files
    ]
    return _sound(root, changes)


def _sound(root: Path, changes: list[Change]) -> list[Change]:
    """Return the changes that change something, once no new mistake has come of them."""
    real = [change for change in changes if change.before != change.after]
    for problem in new_problems(root, real):
        if problem.severity is Severity.ERROR:
            raise EditError(
                f"the library would not be sound afterwards: {problem}",
                hint="mend this first, or rename by hand",
            )
    return real
