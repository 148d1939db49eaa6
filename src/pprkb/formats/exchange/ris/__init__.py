"""RIS, the tagged format that Zotero, EndNote and Mendeley read and write.

`tags` holds the one mapping that writing and reading share, `values` the spelling of names, dates
and pages.
"""

from pprkb.formats.exchange.ris.read import read_ris
from pprkb.formats.exchange.ris.write import write_ris

__all__ = ["read_ris", "write_ris"]
