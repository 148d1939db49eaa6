"""A compiled CSL 1.0.2 processor with citeproc-py as its front end.

A style becomes closures once (:class:`CompiledStyle`); items then stream through them
(:class:`CompiledBibliography`).  ``docs/csl.md`` maps the specification to the modules.
"""

from pprkb.csl.bibliography import CompiledBibliography
from pprkb.csl.cites import Cite, CiteGroup
from pprkb.csl.errors import CslError, LocaleError, StyleError
from pprkb.csl.locale_data import find_locale
from pprkb.csl.output import Run, RunsFormatter
from pprkb.csl.style import CompiledStyle

__all__ = [
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
