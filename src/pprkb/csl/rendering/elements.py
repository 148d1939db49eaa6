"""Rendering elements: cs:text, cs:number, cs:label, cs:group (CSL 1.0.2), and their variables."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from pprkb.csl.context import Builder, Context, Render, Scope, StyleOptions
from pprkb.csl.files.xml_tree import Node, strip_private_use
from pprkb.csl.items import NUMBER_VARIABLES, Entry
from pprkb.csl.text.marks import (
    LOCATOR_SEEN,
    NUMBER_CLOSE,
    NUMBER_OPEN,
    SEAM,
    SUFFIX_CLOSE,
    SUFFIX_OPEN,
    TERM,
    compile_wrap,
    drop_marks,
    parse_rich_text,
    strip_periods,
    text_case,
    with_seams,
)
from pprkb.csl.text.numbers import format_number, is_plural

# -- variables (CSL 1.0.2, Appendix IV) ----------------------------------------------------------


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


# -- elements ------------------------------------------------------------------------------------


Finish = Callable[[Context, str], str]


def _nothing(_context: Context) -> str:
    return ""


def compile_text(node: Node, scope: Scope, builder: Builder) -> Render:
    """Compile cs:text: a variable, a macro, a term or a fixed value."""
    if "variable" in node.attributes:
        return _compile_variable(node, scope, builder.options)
    if "macro" in node.attributes:
        return _compile_macro_call(node, scope, builder)
    if "term" in node.attributes:
        text = builder.options.locale.text(
            node.get("term"), node.get("form", "long"), node.flag("plural")
        )
        return _compile_constant(node, text, scope, builder.options)
    return _compile_constant(node, parse_rich_text(node.get("value")), scope, builder.options)


def compile_finish(node: Node, options: StyleOptions) -> Finish | None:
    """Compile text-case, periods, quotes, formatting and affixes of an element, in this order."""
    name = node.get("text-case")
    convert = text_case(name)
    strip = node.flag("strip-periods")
    wrap = compile_wrap(node)
    if convert is None and not strip:
        if wrap is None:
            return None
        plain = wrap
        return lambda _context, text: plain(text)
    english, language = options.english, options.locale.lang
    only_english = name == "title"

    def finish(context: Context, text: str) -> str:
        if strip:
            text = strip_periods(text)
        if convert is not None:
            of_item = context.language
            # CSL 1.0.2, Title Case Conversion: only for English items
            if not only_english or (of_item.startswith("en") if of_item else english):
                text = convert(text, of_item or language)
        return wrap(text) if wrap else text

    return finish


def _compile_constant(node: Node, text: str, scope: Scope, options: StyleOptions) -> Render:
    """Compile a term or value, which does not depend on the item and is finished once."""
    convert = text_case(node.get("text-case"))
    if node.flag("strip-periods"):
        text = strip_periods(text)
    if convert is not None:
        text = convert(text, options.locale.lang)
    if text and "term" in node.attributes:
        text = TERM + text
    wrap = compile_wrap(node)
    if wrap is not None:
        text = wrap(text)
    if not text:
        return _nothing
    key = f"term:{node.get('term')}" if "term" in node.attributes else f"value:{text}"
    in_substitute = scope.in_substitute

    def render(context: Context) -> str:
        if context.suppressed and key in context.suppressed:
            return ""
        if in_substitute:
            context.note_substitute(key)
        return text

    return render


def _compile_variable(node: Node, scope: Scope, options: StyleOptions) -> Render:
    variable = node.get("variable")
    read = variable_reader(variable, node.get("form"), options)
    return _compile_reader(node, variable, read, scope, options)


def compile_number(node: Node, scope: Scope, builder: Builder) -> Render:
    """Compile cs:number: a number variable in one of the number forms."""
    options = builder.options
    variable, form = node.get("variable"), node.get("form", "numeric")
    read = variable_reader(variable, "", options)
    gender = options.locale.gender(variable)

    def read_number(context: Context) -> str:
        text = read(context)
        return format_number(text, form, options.locale, gender) if text else ""

    return _compile_reader(node, variable, read_number, scope, options)


def _compile_reader(
    node: Node, variable: str, read: Read, scope: Scope, options: StyleOptions
) -> Render:
    """Print what `read` returns, keeping count for the groups and substitutes around it."""
    finish = compile_finish(node, options)
    in_substitute = scope.in_substitute
    of_item = variable not in CITE_VARIABLES and node.get("form") != "short"

    def render(context: Context) -> str:
        context.called += 1
        if of_item and variable not in context.entry.present:
            return ""
        if context.suppressed and variable in context.suppressed:
            return ""
        text = read(context)
        if not text:
            return ""
        context.filled += 1
        if in_substitute:
            context.note_substitute(variable)
        return finish(context, text) if finish else text

    return render


def _compile_macro_call(node: Node, scope: Scope, builder: Builder) -> Render:
    macro = builder.macro(node.get("macro"), scope)
    return _unless_empty(macro, compile_finish(node, builder.options))


def compile_group(node: Node, scope: Scope, builder: Builder) -> Render:
    """Compile cs:group, which is suppressed when its variables were called and all were empty."""
    children = builder.build_children(node, scope, with_seams(node.get("delimiter")))
    return _unless_empty(children, compile_finish(node, builder.options))


def _unless_empty(inner: Render, finish: Finish | None) -> Render:
    def render(context: Context) -> str:
        called, filled = context.called, context.filled
        text = inner(context)
        if not text or not _counts_as_output(context, called, filled):
            return ""
        return finish(context, text) if finish else text

    return render


def _counts_as_output(context: Context, called: int, filled: int) -> bool:
    """Return whether what was rendered since these counts may be printed (CSL 1.0.2, Group).

    It may not if variables were called and all were empty.  Text without any variables, such as a
    macro of terms, counts as a non-empty variable for the group around it.
    """
    if context.called > called:
        return context.filled > filled
    context.called += 1
    context.filled += 1
    return True


# variables that are counts themselves, with the term that may replace theirs
_COUNTS = {"number-of-pages": "page", "number-of-volumes": "volume"}

# CSL 1.0.2, Locators: these labels are the names of terms, some under another spelling
_TERM_OF_LABEL = {"sub verbo": "sub-verbo", "article": "article-locator", "title": "title-locator"}


def compile_label_text(node: Node, options: StyleOptions) -> Callable[[str, bool], str]:
    """Return a function from a term and its number to the finished label."""
    form = node.get("form", "long")
    convert = text_case(node.get("text-case"))
    strip = node.flag("strip-periods")
    wrap = compile_wrap(node)
    locale = options.locale
    plural_rule = node.get("plural", "contextual")
    # a label depends on the style alone, so it is made once
    cache: dict[tuple[str, bool], str] = {}

    def label(name: str, plural: bool) -> str:
        if plural_rule != "contextual":
            plural = plural_rule == "always"
        text = cache.get((name, plural))
        if text is None:
            text = cache[name, plural] = make(name, plural)
        return text

    def make(name: str, plural: bool) -> str:
        text = locale.text(name, form, plural)
        if not text and name in _COUNTS:
            text = locale.text(_COUNTS[name], form, plural)
        if strip:
            text = strip_periods(text)
        if convert is not None:
            text = convert(text, locale.lang)
        return wrap(text) if wrap else text

    return label


def compile_label(node: Node, options: StyleOptions) -> Render:
    """Compile a cs:label outside of cs:names."""
    variable = node.get("variable")
    label = compile_label_text(node, options)
    conjunction = options.locale.text("and")
    if variable == "locator":
        return _locator_label(label, options)

    def render(context: Context) -> str:
        if variable in context.suppressed:
            return ""
        value = context.entry.raw(variable)
        if not value:
            return ""
        if variable in _COUNTS:
            return label(variable, value.strip() != "1")
        return label(variable, is_plural(value, conjunction))

    return render


def _locator_label(label: Callable[[str, bool], str], options: StyleOptions) -> Render:
    terms = options.locale.terms
    conjunction = options.locale.text("and")

    def render(context: Context) -> str:
        value = context.cite.locator
        if not value:
            return ""
        name = context.cite.label
        other = _TERM_OF_LABEL.get(name, name)
        if (name, "long") not in terms:
            name = other
        return label(name, is_plural(value, conjunction))

    return render
