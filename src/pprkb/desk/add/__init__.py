"""Adding works: where they come from, what they are compared with, the entry that is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pprkb.lazy import on_demand

if TYPE_CHECKING:
    from pprkb.desk.add import gather, newcomer, works

__all__ = ["gather", "newcomer", "works"]

__getattr__ = on_demand(__name__, __all__)
