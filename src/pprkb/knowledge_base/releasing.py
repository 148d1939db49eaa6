"""A versioned archive of a library: its files, the database, the effects, how to cite it.

The same library gives the same bytes, so that a release can be checked and made again.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pprkb.desk.library_changes import change_log
from pprkb.files.archive import read_archive, write_archive
from pprkb.files.folder import (
    CITATION_PATH,
    PINNED_FOLDER,
    Scan,
    scan,
    source_file,
    unreadable_name,
)
from pprkb.files.read.load import load_library
from pprkb.files.yaml.edit import set_value
from pprkb.files.yaml.style import yaml_text
from pprkb.knowledge_base.reader import Reader
from pprkb.model.errors import EditError, LibraryError, PprkbError
from pprkb.model.library import FileKind
from pprkb.model.problem import Rule
from pprkb.model.reading_list import Depth
from pprkb.store.database import compact_copy

if TYPE_CHECKING:
    from pprkb.model.library import Library

_LEGAL = re.compile(r"(?:LICEN[CS]E|COPYING|README)(?:[.-][\w.-]+)?\Z", re.IGNORECASE)
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]*\Z")
_NUMBER_AS_VERSION = re.compile(rb"(?m)^version:[ \t]*[\d.]+[ \t]*(?:#|\r?$)")
TITLE = "A knowledge base of psychotherapy research"


@dataclass(frozen=True, kw_only=True)
class Release:
    """A release that may be written."""

    name: str
    archive: bytes
    left_out: tuple[str, ...]
    """Paths of files in `data` that are no part of the library."""


def release(
    knowledge_base: Reader,
    version: str,
    *,
    title: str = "",
    authors: tuple[str, ...] = (),
    previous: bytes | None = None,
) -> Release:
    """Return a release with its archive.

    Args:
        knowledge_base: What is released.
        version: Such as "2026.1".
        title: How the library is called in its citation; a file `CITATION.cff` beside `data/` says
            it once for all releases.
        authors: "Family, Given" each, or the name of a body.
        previous: The archive of the release before, for the list of changes.

    Raises:
        PprkbError: The version cannot be one, the archive before cannot be read, `CITATION.cff`
            cannot be given the version, a file holds a merge conflict, or is a link that leads out
            of the library.
    """
    if not _VERSION.match(version):
        raise PprkbError(
            f'"{version}" cannot be the name of a release', hint="write it like 2026.1"
        )
    name = f"pprkb-{version}"
    scanned = scan(knowledge_base.root)
    library = load_library(scanned)
    for problem in library.problems:
        if problem.rule is Rule.MERGE_CONFLICT:
            raise LibraryError(f"{problem.at}: {problem.message}", hint=problem.hint)
    files, left_out = _text_files(knowledge_base.root, scanned)
    effects = knowledge_base.effects()
    files["effects.csv"] = effects.write("csv")
    articles = knowledge_base.export(depth=Depth.REFERENCE)
    files["articles.csv"] = articles.write("csv")
    files["references.ris"] = articles.write("ris")
    files["references.json"] = articles.write("csl-json")
    files["pprkb.db"] = _database(knowledge_base)
    files[CITATION_PATH] = _citation(
        knowledge_base.root, version, title, authors, effects.evidence.modified
    )
    before = _library_of(previous) if previous is not None else None
    files["CHANGES.md"] = change_log(before, library, version).encode()
    sums = (f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files))
    files["SHA256SUMS"] = "".join(sums).encode()
    archive = write_archive(
        {f"{name}/{path}": files[path] for path in sorted(files)}, permissions=0o644
    )
    return Release(name=name, archive=archive, left_out=left_out)


def _text_files(root: Path, scanned: Scan) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the files of the library, and the paths of what else lies in `data`.

    Of the library are the files that are read, the pins of lists, and what says who may use it:
    LICENSE and README, in `data` or beside it.

    Raises:
        LibraryError: One of them cannot be read, or is a link that leads out of the library.
    """
    try:
        files, others = _found_files(root, scanned)
    except OSError as error:
        raise LibraryError(
            f"cannot read {error.filename}: {error.strerror}", hint="look at its permissions"
        ) from error
    inside = (root.resolve(), (root / "data").resolve())
    for name in files:
        target = (root / name).resolve()
        if not any(target.is_relative_to(folder) for folder in inside):
            raise LibraryError(
                f"{name} is a link that leads out of the library, to {target}",
                hint="put the file itself in the place of the link",
            )
    return files, others


def _found_files(root: Path, scanned: Scan) -> tuple[dict[str, bytes], tuple[str, ...]]:
    files = {file.path: file.content for file in scanned.files}
    others = []
    for path in sorted((*root.iterdir(), *(root / "data").rglob("*"))):
        name = path.relative_to(root).as_posix()
        if name in files or not path.is_file():
            continue
        folder = path.parent.relative_to(root).as_posix()
        legal = folder in (".", "data") and _LEGAL.match(path.name)
        pin = folder == PINNED_FOLDER and path.suffix == ".json"
        if (legal or pin) and unreadable_name(name) is None:
            files[name] = path.read_bytes()
        elif folder != "." and not name.endswith("~") and "/." not in name:
            others.append(name)
    return files, tuple(others)


def _database(knowledge_base: Reader) -> bytes:
    """Return a database made from scratch, without what was formatted on the way."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Reader(knowledge_base.root, Path(folder) / "pprkb.db")
        fresh.build(full=True)
        return compact_copy(fresh.database, Path(folder) / "copy.db")


def _library_of(archive: bytes) -> Library:
    try:
        files = read_archive(archive)
    except ValueError as error:
        raise LibraryError(f"the release before cannot be read: {error}") from error
    found = [made for path in sorted(files) if (made := source_file(path, files[path]))]
    found.sort(key=lambda file: list(FileKind).index(file.kind))
    if not found:
        raise LibraryError(
            "the release before holds no data/references.bib",
            hint="name an archive that pprkb release has written",
        )
    return load_library(Scan(files=tuple(found), problems=()))


def _citation(
    root: Path, version: str, title: str, authors: tuple[str, ...], modified: str
) -> bytes:
    """Return how to cite the release, in the Citation File Format 1.2.0."""
    own = root / CITATION_PATH
    if own.is_file() and not (title or authors):
        content = set_value(own.read_bytes(), CITATION_PATH, ("version",), version)
        if _NUMBER_AS_VERSION.search(content):
            # Without quotes 2026.10 would be the number 2026.1.
            raise EditError(
                f"{CITATION_PATH} gives the version as a number",
                hint='write it in quotes: "2026.1"',
            )
        if not modified:
            return content
        return set_value(content, CITATION_PATH, ("date-released",), _day(modified))
    lines = [
        "cff-version: 1.2.0",
        "message: If you use this library, please cite it as below.",
        "type: dataset",
        f"title: {yaml_text(title or TITLE)}",
        f"version: {yaml_text(version)}",
    ]
    lines += [f"date-released: {_day(modified)}"] if modified else []
    lines.append("authors:")
    for author in authors or ("The authors of the library",):
        family, comma, given = (part.strip() for part in author.partition(","))
        if comma and given:
            lines.append(f"  - family-names: {yaml_text(family)}")
            lines.append(f"    given-names: {yaml_text(given)}")
        else:
            lines.append(f"  - name: {yaml_text(author)}")
    return ("\n".join(lines) + "\n").encode()


def _day(modified: str) -> str:
    """Return the date of the newest data as a whole one; a month stands for its first day."""
    return modified if len(modified) > 7 else f"{modified}-01"
