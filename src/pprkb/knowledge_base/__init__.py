"""The facade: one object that answers every command of the command line and of the web.

Its modules are imported on demand: listing and searching should not wait for the citation
processor, nor readers for what only authors need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pprkb.lazy import on_demand

if TYPE_CHECKING:
    from pprkb.knowledge_base import (
        citing,
        composing,
        desk,
        effects,
        filling,
        list_history,
        locate,
        month,
        notebook,
        publication,
        reader,
        rebuild,
        releasing,
        writing,
    )
    from pprkb.knowledge_base.reader import KnowledgeBase

__all__ = [
    "KnowledgeBase",
    "citing",
    "composing",
    "desk",
    "effects",
    "filling",
    "list_history",
    "locate",
    "month",
    "notebook",
    "publication",
    "reader",
    "rebuild",
    "releasing",
    "writing",
]

__getattr__ = on_demand(__name__, __all__, KnowledgeBase="reader")
