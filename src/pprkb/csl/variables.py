"""Reading the standard variables that cs:text and cs:number print (CSL 1.0.2, Appendix IV)."""

from __future__ import annotations

from collections.abc import Callable

from pprkb.csl.citation_label import make_label
from pprkb.csl.context import Context
from pprkb.csl.entry import NUMBER_VARIABLES
from pprkb.csl.marks import (
    LOCATOR_SEEN,
    NUMBER_CLOSE,
    NUMBER_OPEN,
    SEAM,
    SUFFIX_CLOSE,
    SUFFIX_OPEN,
    strip_private_use,
)
from pprkb.csl.numbers import format_number
from pprkb.csl.options import StyleOptions

Read = Callable[[Context], str]

# identifiers are printed as they are, without markup or smart quotes
_VERBATIM = ("URL", "DOI", "ISBN", "ISSN", "PMID", "PMCID")
_SHORT_FORMS = {"title": "title-short", "container-title": "container-title-short"}
_PAGED_LOCATORS = ("page", "folio")


def variable_reader(variable: str, form: str, options: StyleOptions) -> Read:
    """A function that gives the marked text of a variable."""
    special = _SPECIAL.get(variable)
    if special is not None:
        return special(options)
    if variable in _VERBATIM:
        return lambda context: strip_private_use(context.entry.raw(variable))
    if form == "short" and variable in _SHORT_FORMS:
        short = _SHORT_FORMS[variable]
        return lambda context: context.entry.text(short) or context.entry.text(variable)
    if variable in NUMBER_VARIABLES:
        locale = options.locale

        def number(context: Context) -> str:
            text = context.entry.text(variable)
            if not text or text.isalnum():
                return text
            return format_number(text, "numeric", locale, "")

        return number
    return lambda context: context.entry.text(variable)


def _citation_number(_options: StyleOptions) -> Read:
    def read(context: Context) -> str:
        if context.in_sort:
            return str(context.number)
        return f"{NUMBER_OPEN}{context.number}{NUMBER_CLOSE}" if context.number else ""

    return read


def _year_suffix(_options: StyleOptions) -> Read:
    def read(context: Context) -> str:
        suffix = context.suffix_pending
        context.suffix_pending = ""
        if not suffix:
            # an entry that needs no suffix must not suppress the group around it
            context.called -= 1
        return SUFFIX_OPEN + suffix + SUFFIX_CLOSE if suffix else ""

    return read


def _citation_label(_options: StyleOptions) -> Read:
    def read(context: Context) -> str:
        label = context.entry.text("citation-label") or make_label(context.entry)
        suffix = context.disambiguation.year_suffix
        # the seam tells the layout that the letters belong to the label, without a hyphen
        return label + SEAM + SUFFIX_OPEN + suffix + SUFFIX_CLOSE if label and suffix else label

    return read


def _locator(options: StyleOptions) -> Read:
    format_pages = options.format_pages

    def read(context: Context) -> str:
        cite = context.cite
        text = cite.locator
        if not text:
            return ""
        if cite.label in _PAGED_LOCATORS:
            text = format_pages(text)
        else:
            text = format_number(text, "numeric", options.locale, "")
        return text + LOCATOR_SEEN

    return read


def _page(options: StyleOptions) -> Read:
    format_pages = options.format_pages
    return lambda context: format_pages(context.entry.text("page"))


def _first_reference(_options: StyleOptions) -> Read:
    return lambda context: context.cite.first_reference_note_number


# variables that come from the citation or the processor rather than from the item
CITE_VARIABLES = frozenset(
    ("citation-number", "year-suffix", "citation-label", "locator", "first-reference-note-number")
)

_SPECIAL: dict[str, Callable[[StyleOptions], Read]] = {
    "citation-number": _citation_number,
    "year-suffix": _year_suffix,
    "citation-label": _citation_label,
    "locator": _locator,
    "page": _page,
    "first-reference-note-number": _first_reference,
}
