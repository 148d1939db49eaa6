"""cs:label (CSL 1.0.2, Label): the term that belongs to a variable, singular or plural."""

from __future__ import annotations

from collections.abc import Callable

from pprkb.csl.affixes import compile_wrap, strip_periods
from pprkb.csl.context import Context, Render
from pprkb.csl.numbers import is_plural
from pprkb.csl.options import StyleOptions
from pprkb.csl.textcase import text_case
from pprkb.csl.xml_tree import Node

# variables that are counts themselves, with the term that may stand for theirs
_COUNTS = {"number-of-pages": "page", "number-of-volumes": "volume"}

# CSL 1.0.2, Locators: these labels are the names of terms, some under another spelling
_TERM_OF_LABEL = {"sub verbo": "sub-verbo", "article": "article-locator", "title": "title-locator"}


def compile_label_text(node: Node, options: StyleOptions) -> Callable[[str, bool], str]:
    """A function from a term's name and number to the finished label."""
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
        found = cache.get((name, plural))
        if found is None:
            found = cache[name, plural] = make(name, plural)
        return found

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
    """A closure for a cs:label outside of cs:names."""
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
