"""The author's commands, which read and edit the text files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pprkb.lazy import on_demand

if TYPE_CHECKING:
    from pprkb.desk import extract, link, new_summary, renaming, retractions
    from pprkb.desk.add import gather, works
    from pprkb.desk.blog import plan
    from pprkb.desk.lists import changes, new, suggest

__all__ = [
    "changes",
    "extract",
    "gather",
    "link",
    "new",
    "new_summary",
    "plan",
    "renaming",
    "retractions",
    "suggest",
    "works",
]

__getattr__ = on_demand(
    __name__,
    __all__,
    changes="lists.changes",
    gather="add.gather",
    new="lists.new",
    plan="blog.plan",
    suggest="lists.suggest",
    works="add.works",
)
