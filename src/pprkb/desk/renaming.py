"""Renaming works and topics, and following keys changed by other programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pprkb.files.bibliographies import is_bibliography
from pprkb.files.change import Change
from pprkb.files.exact_text import edit_exactly, read_exactly
from pprkb.files.folder import REDIRECTS_PATH, SourceFile, scan
from pprkb.files.read.bibliographies import former_keys, page_of
from pprkb.files.read.load import OF_REFERENCES, new_problems
from pprkb.files.read.shapes import NO_REFERENCE
from pprkb.files.read.vocabulary import is_id, names_of
from pprkb.files.rename import rename_reference, rename_topic
from pprkb.files.yaml.edit import add_items, set_values
from pprkb.files.yaml.places import Path as Way
from pprkb.files.yaml.places import YamlPlaces, value_at
from pprkb.files.yaml.values import yaml_text
from pprkb.formats.bibtex.edit.entries import add_other_key, is_key, rename_key
from pprkb.model.errors import EditError, Hint, NotFoundError, Step
from pprkb.model.library import FileKind, Library
from pprkb.model.problem import Location, Rule, Severity
from pprkb.text.spelling import caseless, did_you_mean, nfc

_ANOTHER_KEY = "choose another key"
_REDIRECTS = "redirects"
_HEAD = "# Addresses that the site had, and the pages that they lead to.\n"
_PASSING = "pprkb.is.renaming."
"""Prefix of temporary keys while several keys are swapped."""


def rename(root: Path, library: Library, old: str, new: str) -> list[Change]:
    """Return the changes that rename a work or a topic wherever it is used.

    The old name remains as an alternative, so that links from elsewhere still work. The file that
    defines the name is changed first, so that the library is valid after each change. A key that
    no longer exists is replaced by that of a work wherever it is used.

    Args:
        root: The library's folder.
        library: The content of its files.
        old: Citation key of a work, or id of a topic, or an alternative name of either; or a used
            key that no longer exists.
        new: The new key or id.

    Raises:
        NotFoundError: There is neither such a work nor such a topic.
        EditError: The new name is invalid or taken; another program writes the key; or a file
            cannot be read, or cannot be edited safely.
    """
    _check_readable(library)
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
        at = library.references[work].at
        if at and is_bibliography(at.path):
            return _rename_in_bibliography(root, library, Named(old, work, at), new)
        return _rename_reference(root, library, work, new)
    if topic:
        return _rename_topic(root, library, topic, new)
    if library.key_of(new) and (changes := rename_uses(root, library, {old: new})):
        return changes
    known = [*library.references, *library.topics]
    hint = did_you_mean(old, known, Hint(Step.NAMES))
    raise NotFoundError(f'there is no work or topic "{old}"', hint=hint)


def _check_readable(library: Library) -> None:
    for problem in library.problems:
        if problem.rule is Rule.UNREADABLE_FILE and not is_bibliography(problem.at.path):
            raise EditError(
                f"the name may be used where nothing can be read: {problem}",
                hint="fix this first",
            )


class Named(NamedTuple):
    """Rename a work in a bibliography."""

    name: str
    key: str
    at: Location


def _rename_in_bibliography(root: Path, library: Library, old: Named, new: str) -> list[Change]:
    if new == old.key:
        return rename_uses(root, library, {old.name: new})
    if (taken := library.key_of(new)) not in (None, old.key):
        raise EditError(f'"{new}" already refers to the work "{taken}"', hint=_ANOTHER_KEY)
    raise EditError(
        f'the key "{old.key}" is given in {old.at}, which another program writes; nothing was'
        " changed",
        hint=Hint(Step.RENAME_AFTERWARDS, old.key, new),
    )


def _rename_reference(root: Path, library: Library, old: str, new: str) -> list[Change]:
    if topic := names_of(library.topics.values()).get(caseless(new)):
        raise EditError(f'"{new}" already refers to the topic "{topic}"', hint=_ANOTHER_KEY)
    if any(caseless(new) == caseless(name) for name in library.summaries):
        raise EditError(f'"{new}" already names a summary', hint=_ANOTHER_KEY)
    if (taken := library.key_of(new)) not in (None, old):
        raise EditError(f'"{new}" already refers to the work "{taken}"', hint=_ANOTHER_KEY)
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
            f'"{old}" is a keyword of works: this library has no topics.yaml, so its topics are the'
            " keywords",
            hint="change it where the works are, or write data/topics.yaml",
        )
    if not is_id(new):
        raise EditError(
            f'"{new}" cannot be an id', hint="use lower-case letters, digits and hyphens"
        )
    taken = names_of(library.topics.values()).get(new, old)
    if taken != old:
        raise EditError(f'"{new}" already refers to the topic "{taken}"', hint="choose another id")
    if work := library.key_of(new):
        raise EditError(f'"{new}" already refers to the work "{work}"', hint="choose another id")
    changes = [
        Change(path=file.path, before=file.content, after=rename_topic(file, old, new))
        for file in scan(root).files
    ]
    return _sound(root, changes)


def _sound(root: Path, changes: list[Change]) -> list[Change]:
    """Drop changes without effect; refuse changes that would cause new errors."""
    real = [change for change in changes if change.before != change.after]
    for problem in new_problems(root, real):
        if problem.severity is Severity.ERROR:
            raise EditError(
                f"the library would not be sound afterwards: {problem}",
                hint="fix this first, or rename by hand",
            )
    return real


# -- keys that another program has changed ---------------------------------------------------------


def rename_uses(root: Path, library: Library, pairs: Mapping[str, str]) -> list[Change]:
    """Return the changes that replace keys in all files except those of other programs.

    All keys change at once, so they can be swapped. The old key remains an alternative key of the
    work, unless it now belongs to another work: in the work's `ids` or, if another program writes
    the entry or the key cannot be written there, by a redirect from its page on the site.

    Args:
        root: The library's folder.
        library: The content of its files.
        pairs: Old keys and new keys.

    Raises:
        NotFoundError: A new key does not exist.
        EditError: A file cannot be read, or cannot be edited safely.
    """
    _check_readable(library)
    meant: dict[str, str] = {}
    for old, new in pairs.items():
        key = library.key_of(new)
        if key is None:
            hint = did_you_mean(new, library.keys, Hint(Step.KEYS))
            message = f'there is no reference "{new}" to take the place of "{old}"'
            raise NotFoundError(message, hint=hint)
        own = library.references.get(old)
        if own and own.key != key and own.at and not is_bibliography(own.at.path):
            raise EditError(
                f'"{old}" is the key of another work, at {own.at}; nothing was changed',
                hint="leave it out of the file",
            )
        if nfc(old) != nfc(key):
            meant[old] = key
    changes: list[Change] = []
    used: set[str] = set()
    redirects = references = None
    for file in scan(root).files:
        if file.kind is FileKind.REDIRECTS:
            redirects = file
        elif file.kind is FileKind.REFERENCES:
            references = file
        elif file.kind not in OF_REFERENCES:
            after = _renamed(file, meant, used)
            changes.append(Change(path=file.path, before=file.content, after=after))
    # The page of an existing key is that of its work.
    gone = {old: new for old, new in meant.items() if old not in library.references}
    # Drafts and links elsewhere may use a changed key even if no file here does.
    was = renamed_keys(root, library) if gone.keys() - used else {}
    lead = {old: new for old, new in gone.items() if old in used or was.get(old) == new}
    kept = {old: new for old, new in lead.items() if _may_be_kept(library, old, new)}
    before = redirects.content if redirects else None
    lead_on = Change(path=REDIRECTS_PATH, before=before, after=_with_redirects(before, lead, kept))
    return _sound(root, [*_with_other_keys(references, kept), lead_on, *changes])


def _may_be_kept(library: Library, old: str, new: str) -> bool:
    """Return whether a former key can be added to the entry of a work."""
    at = library.references[new].at
    ours = at is not None and not is_bibliography(at.path)
    return ours and is_key(old) and library.key_of(old) is None


def _with_other_keys(file: SourceFile | None, kept: Mapping[str, str]) -> Iterator[Change]:
    if file is None:
        return
    after = file.content
    for old, new in kept.items():
        add = partial(add_other_key, key=new, other=old)
        after = edit_exactly(after, file.path, add)
    yield Change(path=file.path, before=file.content, after=after)


def _renamed(file: SourceFile, pairs: Mapping[str, str], used: set[str]) -> bytes:
    """Return a file with keys replaced, and record which of them it used."""
    chained = not pairs.keys().isdisjoint(pairs.values())
    passing: dict[str, str] = {}
    content = file.content
    for number, (old, new) in enumerate(pairs.items()):
        step = f"{_PASSING}{number}" if chained else new
        made = rename_reference(replace(file, content=content), old, step)
        if made != content:
            used.add(old)
            content = made
            passing[step] = new
    for step, new in passing.items() if chained else ():
        content = rename_reference(replace(file, content=content), step, new)
    return content


def _with_redirects(
    content: bytes | None, pairs: Mapping[str, str], kept: Mapping[str, str]
) -> bytes | None:
    """Return the file of redirects, with those from pages of old keys to pages of new ones.

    Alternative keys in entries need no redirect.
    """
    if not pairs:
        return content
    pages = {page_of(old): page_of(new) for old, new in pairs.items()}
    made = content or b""
    known = {page_of(old) for old in kept}
    values: dict[Way, str] = {}
    for number, (old, to) in enumerate(_redirects_in(made)):
        known.add(old)
        page, mark, place = to.partition("#")
        there = pages.get(old) or pages.get(page)
        if there and there != page:
            values[_REDIRECTS, number, "to"] = f"{there}{mark}{place}"
    made = set_values(made, REDIRECTS_PATH, (_REDIRECTS, "*", "to"), values)
    items = [
        [f"from: {yaml_text(old)}", f"to: {yaml_text(new)}"]
        for old, new in pages.items()
        if old not in known
    ]
    if not items:
        return made or content
    if not made.strip():
        made = (_HEAD + f"{_REDIRECTS}: []\n").encode()
    return add_items(made, REDIRECTS_PATH, (_REDIRECTS,), items)


def _redirects_in(content: bytes) -> list[tuple[str, str]]:
    """Return the redirects in the file, with addresses relative to the root."""
    if not content.strip():
        return []
    text = read_exactly(content, REDIRECTS_PATH).text
    items = value_at(YamlPlaces(text, front_matter=False).tree, (_REDIRECTS,))
    pairs = (
        (value_at(item, ("from",)), value_at(item, ("to",)))
        for item in (items if isinstance(items, list) else ())
    )
    return [(str(old or "").lstrip("/"), str(to or "").lstrip("/")) for old, to in pairs]


def renamed_keys(root: Path, library: Library) -> dict[str, str]:
    """Return keys removed from the bibliographies, each with the present key of its work.

    Args:
        root: The library's folder.
        library: The content of its files.
    """
    former = former_keys(root, library.references.values())
    found = former.renamed() if former else {}
    return {old: new for old, new in found.items() if old not in library.keys}


_PAIR = re.compile(r"[\t,;]|\s+(?:->|→)\s+|\s+")


def read_pairs(text: str, name: str) -> dict[str, str]:
    """Read pairs from a file: an old key and a new one on each line.

    They are separated by a tab, comma, semicolon, arrow or space; lines that begin with # are
    ignored.

    Args:
        text: The file.
        name: Its name, for messages.

    Raises:
        EditError: A line does not have two keys, or an old key is repeated.
    """
    pairs: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        written = line.strip().lstrip("\ufeff")
        if not written or written.startswith("#"):
            continue
        words = [word.strip().strip('"') for word in _PAIR.split(written) if word.strip()]
        if len(words) != 2:
            raise EditError(
                f"{name}:{number}: this line holds not two keys but {len(words)}",
                hint="write the old key and the new one, with a tab or a comma between them",
            )
        old, new = words
        if pairs.setdefault(old, new) != new:
            raise EditError(
                f'{name}:{number}: "{old}" has a new key on an earlier line already',
                hint="delete one of the two",
            )
    return pairs
