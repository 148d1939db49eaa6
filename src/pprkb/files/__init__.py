"""Text files as they stand: finding them, reading them, and making model values of them.

Every value knows its file and line, so that a `Problem` can point at it.
What parses is imported on demand: reading commands, for which nothing has changed, should not wait.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pprkb.lazy import on_demand

if TYPE_CHECKING:
    from pprkb.files import schema
    from pprkb.files.read import load, reference_file

__all__ = ["load", "reference_file", "schema"]

__getattr__ = on_demand(__name__, __all__, load="read.load", reference_file="read.reference_file")
