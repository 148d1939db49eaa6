"""Printed references in APA style, pasted from anywhere, read into values.

`clean` makes one line of what was pasted, `dates`, `people`, `identifiers`, `locators` and their
neighbours read the parts, `read` puts them together and says what it is not sure of, `show` tells
it in lines of text.
"""

from pprkb.formats.printed.looks import looks_printed
from pprkb.formats.printed.read import read_printed
from pprkb.formats.printed.show import show_printed
from pprkb.formats.printed.value import Printed, Used

__all__ = ["Printed", "Used", "looks_printed", "read_printed", "show_printed"]
