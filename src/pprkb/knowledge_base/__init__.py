"""The facade: one object that answers every command of the command line and of the web."""

from pprkb.knowledge_base.base import KnowledgeBase

__all__ = ["KnowledgeBase"]
