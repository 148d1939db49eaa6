"""Printed references in APA style, pasted from anywhere, read into values.

`read` is the way in. `clean` makes one line of what was pasted, `authors` finds authors and date,
`identifiers`, `dates`, `names` and `locators` read the parts, `works` decides between `articles`,
chapters and works of their own, `sources` reads publishers, schools and meetings, `vocabulary`
holds the words by which they are recognised. `draft` keeps account of which characters are used.
"""

from pprkb.formats.printed.read import Printed, Used, looks_printed, read_printed, show_printed

__all__ = ["Printed", "Used", "looks_printed", "read_printed", "show_printed"]
