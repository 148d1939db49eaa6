"""The author's commands: they read the text files and, when asked to, change them byte by byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pprkb.lazy import on_demand

if TYPE_CHECKING:
    from pprkb.desk import add, blog, extract, link, lists, new_library, new_summary, retractions

__all__ = ["add", "blog", "extract", "link", "lists", "new_library", "new_summary", "retractions"]

__getattr__ = on_demand(__name__, __all__)
