"""Creating a library: from reference files, from the example, or empty."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pprkb.desk.add.gather import from_file
from pprkb.desk.add.newcomer import Newcomer
from pprkb.desk.add.works import Judged, Verdict, Wishes, judge, plan
from pprkb.files.change import Change, Edit
from pprkb.files.folder import REFERENCES_PATH, no_regular_file
from pprkb.files.read.reference_file import FileFormat, read_reference_file
from pprkb.files.text import decode_text
from pprkb.model.errors import Hint, LibraryError, Step

_EMPTY = b"% The works of this library. pprkb adds entries at the end and leaves others alone.\n"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_README = """# {name}

A library of references, kept with pprkb.

- `data/references.bib`: the works, in BibTeX. Add one with `pprkb add`, or edit the file.
- `data/bibliographies/`: files that Zotero or JabRef keeps up to date. pprkb reads and never writes
  them.
- `data/summaries/`: a Markdown file for each summary. Begin one with `pprkb new KEY`.
- `data/reading-lists/`: lists and courses. Begin one with `pprkb reading-list new`.
- `data/topics.yaml`: the topics, where you write one. Without it, the keywords of the works are the
  topics.

`pprkb check` says what is wrong and how to fix it. `pprkb.db` is made from these files and may be
deleted at any time.
"""
_FOR_GIT = {
    ".gitignore": b"pprkb.db*\npprkb-*.zip\n",
    ".gitattributes": b"*.bib text\n*.md text\n*.yaml text\ndata/pinned/*.json -merge\n",
}
"""Explained in docs/git.md."""


@dataclass(frozen=True, kw_only=True)
class NewLibrary:
    """The files of a new library, and what to report to the user."""

    changes: tuple[Change, ...]
    as_they_are: tuple[str, ...] = ()
    """Names of the BibTeX files that are copied byte for byte."""
    rewritten: tuple[str, ...] = ()
    """Names of BibTeX files that were converted to UTF-8 to be concatenated."""
    clashes: tuple[str, ...] = ()
    """Keys that are in more than one of the BibTeX files."""
    judged: tuple[Judged, ...] = ()
    """The decision about each work in the other files."""

    @property
    def left_out(self) -> tuple[Judged, ...]:
        """The works that are not in the new library."""
        return tuple(work for work in self.judged if work.verdict is not Verdict.NEW)


def new_library(folder: Path, files: Iterable[tuple[str, bytes]] = ()) -> NewLibrary:
    """Plan a library with the works of some files.

    BibTeX is copied unchanged; several such files are concatenated. Works of other files are added
    as by `pprkb.desk.add.works`, without duplicates and doubtful works.

    Args:
        folder: The library's folder; it need not exist.
        files: Names and bytes of reference files; none for an empty library.

    Raises:
        LibraryError: There is already a library, or the folder cannot be used.
        EditError: A file has no supported format.
        NotFoundError: A file contains no reference.
    """
    _check_free(folder)
    bibtex: list[tuple[str, bytes]] = []
    keys: Counter[str] = Counter()
    newcomers: list[Newcomer] = []
    for name, content in files:
        read = read_reference_file(content, name)
        if read.format is FileFormat.BIBTEX:
            bibtex.append((name, content))
            keys.update({reference.key for reference in read.references})
        else:
            newcomers += from_file(content, name).newcomers
    references, rewritten = _joined(bibtex)
    judged: tuple[Judged, ...] = ()
    if newcomers:
        references, judged = _with_newcomers(references, newcomers)
    return NewLibrary(
        changes=_changes(folder, {REFERENCES_PATH: references}),
        as_they_are=tuple(name for name, _ in bibtex if name not in rewritten),
        rewritten=rewritten,
        clashes=tuple(key for key, times in keys.items() if times > 1),
        judged=judged,
    )


def example_library(folder: Path, example: Path) -> NewLibrary:
    """Plan a library as the user's own copy of another.

    Args:
        folder: Its folder; it need not exist.
        example: The folder of the other library.

    Raises:
        LibraryError: There is already a library, or the folder cannot be used.
    """
    _check_free(folder)
    files = {
        path.relative_to(example).as_posix(): path.read_bytes()
        for path in sorted((example / "data").rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
    return NewLibrary(changes=_changes(folder, files))


def _check_free(folder: Path) -> None:
    place = folder / REFERENCES_PATH
    if folder.resolve().name == "data" and (folder / "references.bib").is_file():
        place = folder / "references.bib"
    if problem := no_regular_file(place, REFERENCES_PATH):
        raise LibraryError(f"{place}: {problem.message}", hint=problem.hint)
    if place.exists():
        raise LibraryError(
            f"there is a library already: {place}; nothing was written",
            hint=Hint(Step.ADD_OR_OTHER_FOLDER),
        )
    if folder.exists() and not folder.is_dir():
        raise LibraryError(f"{folder} is a file, not a folder", hint="name another folder")


def _changes(folder: Path, files: dict[str, bytes]) -> tuple[Change, ...]:
    taken = [path for path in files if (folder / path).exists() or (folder / path).is_symlink()]
    if taken:
        raise LibraryError(
            f"{folder / taken[0]} exists and is not overwritten; nothing was written",
            hint=Hint(Step.EMPTY_FOLDER),
        )
    name = folder.resolve().name.strip("#\n ") or "My library"
    if not any(folder.glob("[Rr][Ee][Aa][Dd][Mm][Ee]*")):
        files = {**files, "README.md": _README.format(name=name).encode()}
    files |= {path: content for path, content in _FOR_GIT.items() if not (folder / path).exists()}
    return tuple(Change(path=path, before=None, after=content) for path, content in files.items())


def _joined(files: list[tuple[str, bytes]]) -> tuple[bytes, tuple[str, ...]]:
    """Concatenate BibTeX files, and return the names of those converted to UTF-8."""
    if len(files) == 1:
        return files[0][1], ()
    rewritten = tuple(name for name, content in files if not _is_utf8(content))
    parts: list[bytes] = []
    for name, content in files:
        if name in rewritten:
            content = decode_text(content, name)[0].encode()
        content = content.removeprefix(_BYTE_ORDER_MARK)
        end = b"\r\n" if b"\r\n" in content else b"\n"
        parts.append(content if content.endswith((b"\n", b"\r")) else content + end)
    return (b"\n".join(parts) or _EMPTY), rewritten


def _is_utf8(content: bytes) -> bool:
    try:
        return "\0" not in content.decode()
    except UnicodeDecodeError:
        return False


def _with_newcomers(
    references: bytes, newcomers: list[Newcomer]
) -> tuple[bytes, tuple[Judged, ...]]:
    """Add works to the references of a library that does not exist yet."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        place = root / REFERENCES_PATH
        place.parent.mkdir()
        place.write_bytes(references)
        judged = judge(root, newcomers, Wishes())
        new = [work.newcomer for work in judged if work.verdict is Verdict.NEW]
        for change in plan(root, new, Wishes()).changes if new else ():
            if change.path == REFERENCES_PATH and change.after is not None:
                references = change.after
    return references, judged


def begin_library(
    folder: Path | str, files: Iterable[tuple[str, bytes]] = (), *, example: Path | None = None
) -> tuple[NewLibrary, Edit]:
    """Plan a library in a folder; return the plan and the edit that writes it.

    Args:
        folder: The library's folder, which must exist when the edit is applied.
        files: Names and contents of reference files; none for an empty library.
        example: The folder of a library to copy instead.

    Raises:
        LibraryError: There is already a library, or the folder cannot be used.
        EditError: A file has no supported format.
        NotFoundError: A file contains no reference.
    """
    folder = Path(folder)
    begun = example_library(folder, example) if example else new_library(folder, files)
    return begun, Edit(folder, lambda: begun.changes)
