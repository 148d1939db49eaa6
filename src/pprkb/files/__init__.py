"""The library's text files: finding, reading and editing them.

Every value has its file and line, so that a `Problem` can refer to it.
Parsers are imported on demand, so that they do not slow down commands when no file has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pprkb.lazy import on_demand

if TYPE_CHECKING:
    from pprkb.files import schema
    from pprkb.files.read import load, reference_file

__all__ = ["load", "reference_file", "schema"]

__getattr__ = on_demand(__name__, __all__, load="read.load", reference_file="read.reference_file")
