"""The files in `data/bibliographies`, which are never written, and their last valid states.

Other programs may write them at any time. For a file that is incomplete, empty or missing, the last
valid content is used, of which the user's cache folder has a copy. The cache also keeps entries
that have been removed from a file, to find works whose keys the other program has changed.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import NamedTuple

from pprkb.files.atomic import write_whole
from pprkb.files.memory import folder_of, is_own
from pprkb.model.errors import PprkbError
from pprkb.model.problem import Location, Problem, Rule

BIBLIOGRAPHIES_FOLDER = "data/bibliographies"
BIB = ".bib"
_SECONDS = 60
"""How long after its last change an incomplete file may still be being written."""
_FORMER = "former.bib"
_MOST_FORMER = 5_000
"""The maximum number of removed entries to remember, latest first."""
_ENTRY = re.compile(rb"^[ \t]*@[ \t]*(\w+)[ \t]*[{(][ \t]*([^\s,{}\"@]*)", re.MULTILINE)
_IN_ITS_PROGRAM = "look at its export in Zotero, or in the program that writes it"
_EARLIER = "; its works are as they were when it was last read"


def is_bibliography(path: str) -> bool:
    """Return whether a path of the library is that of a bibliography.

    Args:
        path: Relative to the library's folder, with forward slashes.
    """
    folder, _, name = path.rpartition("/")
    return folder == BIBLIOGRAPHIES_FOLDER and name.endswith(BIB) and not name.startswith(".")


class Read(NamedTuple):
    """The content of a bibliography to be used."""

    content: bytes
    digest: str
    """SHA-256 of the content, hexadecimal; a different digest for earlier content."""


def read_bibliography(root: Path, path: str, problems: list[Problem]) -> Read | None:
    """Return the content of a bibliography, or its last valid content if it is broken.

    Args:
        root: The library's folder.
        path: The file's path in it.
        problems: Called with the problems of the file.

    Returns:
        The content; None if there is none, now or earlier.
    """
    place = root / path
    copy = _place_of(root, path)
    try:
        with FileIO(place) as file:
            content = file.readall()
            age = time.time() - os.fstat(file.fileno()).st_mtime
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error}"
        if error.errno == errno.ELOOP:
            message = "the link leads in a circle"
        elif place.is_symlink() and not place.exists():
            message = f"the link leads to {place.readlink()}, which is not there"
        return _earlier(copy, path, Rule.UNREADABLE_FILE, message, problems, needed=True)
    if not content.strip():
        return _earlier(copy, path, Rule.NO_ENTRIES, "the file is empty", problems, needed=True)
    cut = abs(age) < _SECONDS and content.count(b"{") > content.count(b"}")
    if cut:
        message = "the file ends within an entry: it is being written, or was cut off"
        if found := _earlier(copy, path, Rule.BIBTEX_SYNTAX, message, problems):
            return found
    digest = hashlib.sha256(content).hexdigest()
    if copy and not cut:
        _keep(copy, content, digest)
    return Read(content, digest)


def former_entries(root: Path | None) -> str:
    """Return the remembered entries that have been removed from a library's bibliographies.

    Args:
        root: The library's folder, if it is in one.
    """
    folder = folder_of(root, make=False) if root else None
    return _text_of(folder / _FORMER).decode(errors="replace") if folder else ""


def _earlier(
    copy: Path | None,
    path: str,
    rule: Rule,
    message: str,
    problems: list[Problem],
    *,
    needed: bool = False,
) -> Read | None:
    """Return the last valid content of a file, and report its present problems."""
    kept = _text_of(copy) if copy else b""
    digest, _, content = kept.partition(b"\n")
    if content or needed:
        problems.append(
            Problem(
                rule=rule,
                at=Location(path=path, line=1),
                message=message + _EARLIER * bool(content),
                hint=_IN_ITS_PROGRAM,
            )
        )
    return Read(content, f"earlier {digest.decode('ascii', 'replace')}") if content else None


# -- copies in the cache folder --------------------------------------------------------------------


def _place_of(root: Path, path: str) -> Path | None:
    folder = folder_of(root, make=True)
    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    return folder / f"{name}.bib" if folder else None


def _keep(copy: Path, content: bytes, digest: str) -> None:
    """Store a valid file, and the entries that have been removed from it."""
    head = digest.encode() + b"\n"
    with suppress(OSError, PprkbError):
        if is_own(copy):
            with FileIO(copy) as file:
                if file.read(len(head)) == head:
                    return
            _keep_former(copy.with_name(_FORMER), _text_of(copy), content)
    _write(copy, head + content)


def _keep_former(place: Path, before: bytes, after: bytes) -> None:
    there = {key for key, _ in _entries(after)}
    gone = {key: text for key, text in _entries(before) if key not in there}
    if not gone:
        return
    there |= gone.keys()
    former = [text for key, text in _entries(_text_of(place)) if key not in there]
    kept = [*former, *gone.values()][-_MOST_FORMER:]
    _write(place, b"\n\n".join(kept) + b"\n")


def _entries(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield keys with the texts of their entries, which begin a line each."""
    found = list(_ENTRY.finditer(content))
    for number, match in enumerate(found, 1):
        end = found[number].start() if number < len(found) else len(content)
        if match[2] and match[1].lower() not in (b"comment", b"string", b"preamble"):
            yield match[2], content[match.start() : end].strip()


def _text_of(place: Path) -> bytes:
    with suppress(OSError):
        if is_own(place):
            return place.read_bytes()
    return b""


def _write(place: Path, content: bytes) -> None:
    with suppress(OSError, PprkbError):
        write_whole(place, content, synced=False)
        place.chmod(0o600)


# -- finding -----------------------------------------------------------------------------------


def bibliographies_in(
    entries: list[os.DirEntry[str]],
    judge: Callable[[str, Path], Problem | None],
    problems: list[Problem],
) -> Iterator[str]:
    """Yield the paths of the bibliographies in their folder.

    Folders are ignored: other programs put attachments beside their export.

    Args:
        entries: The entries of the folder.
        judge: Returns the reason why a path cannot be read.
        problems: Called with problems.
    """
    for entry in entries:
        path = f"{BIBLIOGRAPHIES_FOLDER}/{entry.name}"
        if entry.name.startswith((".", "#")) or entry.name.endswith("~"):
            continue
        if is_bibliography(path):
            wrong = judge(path, Path(entry.path))
            if wrong is None or wrong.rule is Rule.UNREADABLE_FILE:
                # An unreadable file may have a remembered copy.
                yield path
            else:
                problems.append(wrong)
        elif not entry.is_dir():
            problems.append(
                Problem(
                    rule=Rule.UNEXPECTED_FILE,
                    at=Location(path=path, line=1),
                    message="this file is not read: a bibliography is in BibTeX or biblatex",
                    hint=f"export it in one of these formats, with the extension {BIB}",
                )
            )
