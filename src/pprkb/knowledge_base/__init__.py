"""The facade: one object behind the command line, Python, the web and assistants.

Its modules are imported on demand, so that listing and searching do not load the citation
processor, nor readers' commands the modules for authors.
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
