"""pprkb: a bibliographic knowledge base of psychotherapy research with citation export.

`pprkb.open()` returns the knowledge base of a library; docs/python.md shows what it can do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pprkb.lazy import on_demand
from pprkb.version import __version__

if TYPE_CHECKING:
    import os

    from pprkb import desk, knowledge_base
    from pprkb.knowledge_base import KnowledgeBase


__all__ = ["KnowledgeBase", "__version__", "desk", "knowledge_base", "open"]

# Keep this module fast to import: every command starts with it.
__getattr__ = on_demand(__name__, __all__, KnowledgeBase="knowledge_base")


def open(  # noqa: A001 - as the user writes it: pprkb.open()
    library: str | os.PathLike[str] | None = None,
    database: str | os.PathLike[str] | None = None,
) -> KnowledgeBase:
    """Open a library in the same way as the command line.

    Args:
        library: The folder that contains `data/references.bib`, or that `data` folder; else
            `$PPRKB_LIBRARY`, else the nearest parent folder with a library, else the library that
            comes with the package.
        database: The database's file; else `pprkb.db` beside `data/` or, if that folder is
            read-only, in the user's cache folder. It is created and updated when it is needed.

    Raises:
        pprkb.model.errors.LibraryError: The given folder is not a library.
        pprkb.model.errors.OutputError: The given database is a file of the library, or in `data`.
    """
    from pprkb.knowledge_base import KnowledgeBase

    return KnowledgeBase.open(library, database)
