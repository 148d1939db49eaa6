"""Reading the standard variables that cs:text and cs:number print (CSL 1.0.2, Appendix IV)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from pprkb.csl.context import Context, StyleOptions
from pprkb.csl.files.xml_tree import strip_private_use
from pprkb.csl.items.entry import NUMBER_VARIABLES, Entry
from pprkb.csl.text.marks import (
    LOCATOR_SEEN,
    NUMBER_CLOSE,
    NUMBER_OPEN,
    SEAM,
    SUFFIX_CLOSE,
    SUFFIX_OPEN,
    drop_marks,
)
from pprkb.csl.text.numbers import format_number

Read = Callable[[Context], str]

# identifiers are printed as they are, without markup or smart quotes
_VERBATIM = ("URL", "DOI", "ISBN", "ISSN", "PMID", "PMCID")
_SHORT_FORMS = {"title": "title-short", "container-title": "container-title-short"}
_PAGED_LOCATORS = ("page", "folio")


def variable_reader(variable: str, form: str, options: StyleOptions) -> Read:
    """Return a function that reads a variable as a marked string."""
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
        # the seam keeps the layout from putting a hyphen between the label and its letters
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


# letters taken from each family name, by the number of names
_LETTERS = {1: (4,), 2: (2, 2), 3: (2, 1, 1)}
_MANY = (1, 1, 1, 1)
_NAME_ORDER = ("author", "editor", "translator")


def make_label(entry: Entry) -> str:
    """Return a label such as "Smit99" or "SmJo99" (CSL 1.0.2, citation-label)."""
    names = next((entry.names(variable) for variable in _NAME_ORDER if entry.names(variable)), ())
    families = [_letters(name.literal or name.family) for name in names]
    counts = _LETTERS.get(len(families), _MANY)
    label = "".join(family[:count] for family, count in zip(families, counts, strict=False))
    if not label:
        label = _letters(entry.text("title"))[:4]
    date = entry.date("issued")
    year = abs(date.begin[0]) % 100 if date is not None else 0
    return f"{label}{year:02d}" if label else ""


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKD", drop_marks(text))
    return "".join(character for character in folded if character.isalnum())
