"""The facade: one object that answers every command of the command line and of the web."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pprkb.knowledge_base.reader import Reader

if TYPE_CHECKING:
    from pprkb.knowledge_base.desk import Desk

__all__ = ["KnowledgeBase"]


class KnowledgeBase(Reader):
    """A library and its database: what readers ask, and what authors do at their desk."""

    @cached_property
    def desk(self) -> Desk:
        """The author's commands: they change the text files, or show how."""
        # Reading commands should not wait for what the desk imports.
        from pprkb.knowledge_base.desk import Desk

        return Desk(self)
