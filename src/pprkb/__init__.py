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

# The package itself must be quick to import: the command line begins with it.
__getattr__ = on_demand(__name__, __all__, KnowledgeBase="knowledge_base")


def open(  # noqa: A001 - as the user writes it: pprkb.open()
    library: str | os.PathLike[str] | None = None,
    database: str | os.PathLike[str] | None = None,
) -> KnowledgeBase:
    """Open a library as the command line does.

    Args:
        library: The folder that holds `data/references.bib`, or that `data` folder; else
            `$PPRKB_LIBRARY`, else the nearest folder upwards, else the library that comes with
            the package.
        database: The database's file; else `pprkb.db` beside `data/` or, where that folder cannot
            be written, in the user's cache folder. It is made, and brought up to date, when a
            question is asked.

    Raises:
        pprkb.model.errors.LibraryError: The folder that was named is not a library.
        pprkb.model.errors.OutputError: The database that was named is a file of the library, or
            in `data`.
    """
    from pprkb.knowledge_base import KnowledgeBase

    return KnowledgeBase.open(library, database)
