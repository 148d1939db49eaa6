"""Reads the entries of a .bib text as references and reports their problems.

The parser is imported on demand: reading commands, for which no entry has changed, should not wait
for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pprkb.lazy import on_demand

if TYPE_CHECKING:
    from pprkb.formats.bibtex.read.file import read_bibtex
    from pprkb.formats.bibtex.read.memory import Memory

__all__ = ["Memory", "read_bibtex"]

__getattr__ = on_demand(__name__, __all__, Memory="memory", read_bibtex="file")
