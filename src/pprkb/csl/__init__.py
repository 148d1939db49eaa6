"""A compiled CSL 1.0.2 processor with citeproc-py as its front end.

A style becomes closures once (`CompiledStyle`); items then stream through them
(`CompiledBibliography`).  `docs/csl.md` maps the specification to the modules.
"""

from pprkb.csl.bibliography import CompiledBibliography
from pprkb.csl.citations.cites import Cite, CiteGroup
from pprkb.csl.files.locales import find_locale
from pprkb.csl.files.xml_tree import CslError, LocaleError, StyleError
from pprkb.csl.items import OTHERS
from pprkb.csl.style import CompiledStyle
from pprkb.csl.text.output import Run, RunsFormatter

__all__ = [
    "OTHERS",
    "Cite",
    "CiteGroup",
    "CompiledBibliography",
    "CompiledStyle",
    "CslError",
    "LocaleError",
    "Run",
    "RunsFormatter",
    "StyleError",
    "find_locale",
]
