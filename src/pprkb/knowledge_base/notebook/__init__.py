"""Notebooks: values as HTML and as data frames.

The HTML writers are imported when the first value is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pprkb.lazy import on_demand

if TYPE_CHECKING:
    from pprkb.knowledge_base.notebook import frame, html, sequences, tables

__all__ = ["frame", "html", "sequences", "tables"]

__getattr__ = on_demand(__name__, __all__)
