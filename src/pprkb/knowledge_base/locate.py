"""Where a library and its database are."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from pprkb.model.errors import LibraryError
from pprkb.sources.files import REFERENCES_PATH

_PACKAGE = Path(__file__).resolve().parents[1]


def find_root(library: Path | None) -> tuple[Path, bool]:
    """Return the folder that holds `data/references.bib`, and whether it is the person's own.

    The library that comes with the package is read where there is no other, and never written.

    Args:
        library: That folder, or its `data` folder; else `$PPRKB_LIBRARY`, else the nearest
            folder upwards, else the library shipped with the package.

    Raises:
        LibraryError: The folder that was named is no library.
    """
    named = library or (Path(path) if (path := os.environ.get("PPRKB_LIBRARY")) else None)
    if named:
        root = named.expanduser().resolve()
        if root.name == "data" and (root / "references.bib").is_file():
            return root.parent, True
        if (root / REFERENCES_PATH).is_file():
            return root, True
        raise LibraryError(
            f"{named} is no library: it holds no {REFERENCES_PATH}",
            hint="name the folder that holds data/references.bib",
        )
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / REFERENCES_PATH).is_file():
            return folder, True
    return shipped_library(), False


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
        hint="name the library's folder with --library",
    )


def default_database(root: Path) -> Path:
    """Return the database's place: beside `data/` or, where that cannot be, in the user's cache."""
    packaged = root.is_relative_to(_PACKAGE)
    if not packaged and os.access(root, os.W_OK):
        return root / "pprkb.db"
    from platformdirs import user_cache_path

    name = hashlib.sha256(str(root).encode()).hexdigest()[:16]
    return user_cache_path("pprkb", appauthor=False) / f"{name}.db"
