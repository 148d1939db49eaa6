"""Finding a library and its database."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from pprkb.files.folder import (
    REFERENCES_PATH,
    files_to_begin_with,
    holds_references,
    no_regular_file,
)
from pprkb.files.memory import cache_folder
from pprkb.model.errors import Hint, LibraryError, Step

__all__ = [
    "default_database",
    "files_to_begin_with",
    "find_root",
    "no_library_here",
    "shipped_library",
]

_PACKAGE = Path(__file__).resolve().parents[1]


def find_root(library: Path | None) -> tuple[Path, bool]:
    """Return the folder that contains `data/references.bib`, and whether it is the user's own.

    The library that comes with the package is used if there is no other, and never written.

    Args:
        library: That folder, or its `data` folder; else `$PPRKB_LIBRARY`, else the nearest
            parent folder with a library, else the library that comes with the package.

    Raises:
        LibraryError: The given folder is not a library, or cannot be read.
    """
    named = library or (Path(path) if (path := os.environ.get("PPRKB_LIBRARY")) else None)
    if named:
        root = named.expanduser().resolve()
        if root.name == "data" and holds_references(root.parent):
            return root.parent, True
        if holds_references(root):
            return root, True
        _check_place(root)
        raise LibraryError(
            f"{named} is not a library: it has no {REFERENCES_PATH}", hint=_how_to_begin(named)
        )
    here = Path.cwd()
    for folder in (here, *here.parents):
        try:
            if holds_references(folder):
                return folder, True
        except LibraryError:
            if folder == here:
                raise
            # A `data` folder further up may belong to another program, such as a server.
            continue
        _check_place(folder)
    return shipped_library(), False


def no_library_here() -> LibraryError:
    """Return the error for commands that need the user's own library when there is none."""
    return LibraryError(
        f"there is no library here: neither this folder nor one above holds {REFERENCES_PATH}",
        hint=_how_to_begin(Path()),
    )


def _check_place(folder: Path) -> None:
    """Refuse a folder or a dangling link in place of the references.

    Raises:
        LibraryError: There is one.
    """
    place = folder / REFERENCES_PATH
    if problem := no_regular_file(place, REFERENCES_PATH):
        hint = Hint(Step.BEGIN_AFTERWARDS, problem.hint)
        raise LibraryError(f"{place}: {problem.message}", hint=hint)


def _how_to_begin(folder: Path) -> str:
    if folder.is_file():
        return Hint(Step.BEGIN_FROM, folder, Path())
    begin = files_to_begin_with(folder)
    inside = [name for name in begin if name.startswith("data/") and name.endswith(".bib")]
    if inside:
        return Hint(Step.BEGIN_FROM_INSIDE, inside[0], REFERENCES_PATH, folder / inside[0], folder)
    if begin:
        return Hint(Step.BEGIN_FROM, folder / begin[0], folder)
    if folder != Path():
        return Hint(Step.BEGIN_IN, folder, REFERENCES_PATH)
    return Hint(Step.BEGIN)


def shipped_library() -> Path:
    """Return the folder of the library that comes with the package.

    Raises:
        LibraryError: The package was installed without it.
    """
    # An editable install has the library where the repository keeps it.
    for root in (_PACKAGE / "library", _PACKAGE.parents[1]):
        if (root / REFERENCES_PATH).is_file():
            return root
    raise LibraryError(
        f"no {REFERENCES_PATH} here or in a folder above",
        hint=Hint(Step.BEGIN),
    )


def default_database(root: Path) -> Path:
    """Return the database's path: beside `data/` or, if that is read-only, in the user's cache."""
    packaged = root.is_relative_to(_PACKAGE)
    if not packaged and os.access(root, os.W_OK):
        return root / "pprkb.db"
    name = hashlib.sha256(str(root).encode()).hexdigest()[:16]
    return cache_folder() / f"{name}.db"
