"""Rules for the library as a whole; errors within a file are found when it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pprkb.lazy import on_demand

if TYPE_CHECKING:
    from pprkb.check import fix, rules

__all__ = ["fix", "rules"]

__getattr__ = on_demand(__name__, __all__)
