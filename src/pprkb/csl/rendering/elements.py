"""Rendering elements: cs:text, cs:number, cs:label and cs:group (CSL 1.0.2)."""

from __future__ import annotations

from collections.abc import Callable

from pprkb.csl.context import Builder, Context, Render, Scope, StyleOptions
from pprkb.csl.files.xml_tree import Node
from pprkb.csl.rendering.variables import CITE_VARIABLES, Read, variable_reader
from pprkb.csl.text.marks import TERM, parse_rich_text
from pprkb.csl.text.numbers import format_number, is_plural
from pprkb.csl.text.styling import compile_wrap, strip_periods, text_case, with_seams

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
