"""Reading lists: beginning one, pinning it, comparing it with what it was, suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pprkb.lazy import on_demand

if TYPE_CHECKING:
    from pprkb.desk.lists import changes, new, suggest

__all__ = ["changes", "new", "suggest"]

__getattr__ = on_demand(__name__, __all__)
