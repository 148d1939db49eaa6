"""Printed references in APA style, pasted from anywhere, read into values.

`reference` is the way in, and is imported on demand. `draft` makes one line of what was pasted and
keeps account of which characters are used, `head` finds authors and date, `people`
and `locators` read the parts, `works` decides between `journals`, chapters and works of their own,
`titles` reads titles, publishers, schools and meetings, `vocabulary` holds the words by which they
are recognised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pprkb.lazy import on_demand

if TYPE_CHECKING:
    from pprkb.formats.printed.reference import (
        Printed,
        Used,
        looks_printed,
        read_printed,
        show_printed,
    )

__all__ = ["Printed", "Used", "looks_printed", "read_printed", "show_printed"]

__getattr__ = on_demand(__name__, __all__, **dict.fromkeys(__all__, "reference"))
