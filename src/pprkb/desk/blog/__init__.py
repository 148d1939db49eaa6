"""Importing a page of the blog: the plan, and the changes that carry it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pprkb.lazy import on_demand

if TYPE_CHECKING:
    from pprkb.desk.blog import plan

__all__ = ["plan"]

__getattr__ = on_demand(__name__, __all__)
