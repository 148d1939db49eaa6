"""cs:names (CSL 1.0.2, Names): name lists, et-al abbreviation, labels and substitution."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pprkb.csl.context import (
    SUBSEQUENT,
    Builder,
    Context,
    NamesTrace,
    Render,
    Scope,
    SortNames,
    StyleOptions,
)
from pprkb.csl.files.xml_tree import Node
from pprkb.csl.items import Name
from pprkb.csl.rendering.choose import compile_branches
from pprkb.csl.rendering.elements import compile_label_text
from pprkb.csl.rendering.name_format import NameFormat
from pprkb.csl.text.marks import (
    NAME_CLOSE,
    NAME_OPEN,
    NAME_SEPARATOR,
    NAMES_CLOSE,
    NAMES_END,
    NAMES_OPEN,
    SEAM,
    Wrap,
    compile_wrap,
    with_seams,
)
from pprkb.csl.text.numbers import whole_number

_PARTS = ("name", "et-al", "label", "institution")


def compile_names(node: Node, scope: Scope, builder: Builder) -> Render:
    """Compile a cs:names element with its cs:substitute."""
    node = _completed(node, scope)
    lists = _compile_lists(node, scope, builder)
    wrap = compile_wrap(node)
    substitutes = _compile_substitutes(node, scope, builder)
    in_substitute = scope.in_substitute
    variables = frozenset(node.get("variable").split())

    def render(context: Context) -> str:
        if not substitutes and variables.isdisjoint(context.entry.present):
            context.called += 1
            return ""
        outermost = context.first_names is None and not in_substitute
        lists_before = context.names_blocks
        text = lists(context)
        if text:
            shown = wrap(text) if wrap else text
        elif substitutes:
            shown = text = _first_substitute(context, substitutes)
            if text and outermost and context.mark_names and NAMES_OPEN not in text:
                shown = NAMES_OPEN + text + NAMES_CLOSE
        if not text:
            return ""
        if outermost and not context.in_sort:
            context.first_names = text
            # a title in place of names is suppressed like them, but makes no group of cites
            context.names_are_people = context.names_blocks > lists_before
            if context.omit_names:
                return ""
        return shown

    return render


def _completed(node: Node, scope: Scope) -> Node:
    """Return a bare cs:names with what it inherits from the cs:names that it replaces."""
    outer = scope.substituted
    if outer is None or any(child.name in _PARTS for child in node.children):
        return node
    inherited = {key: value for key, value in outer.attributes.items() if key != "variable"}
    children = tuple(child for child in outer.children if child.name in _PARTS)
    return replace(node, attributes={**node.attributes, **inherited}, children=children)


def _compile_substitutes(node: Node, scope: Scope, builder: Builder) -> list[Render]:
    substitute = node.find("substitute")
    if substitute is None:
        return []
    inner = scope.inside_substitute(node)
    return _compile_candidates(substitute, inner, builder)


def _compile_candidates(parent: Node, scope: Scope, builder: Builder) -> list[Render]:
    """Compile the children of a cs:substitute, each of which may replace the names.

    cs:choose is transparent: the children of its branch are candidates one by one.
    """

    def first_of(branch: Node) -> Render:
        candidates = _compile_candidates(branch, scope, builder)
        return lambda context: _first_substitute(context, candidates)

    return [
        compile_branches(child, first_of) if child.name == "choose" else builder.build(child, scope)
        for child in parent.children
    ]


def _first_substitute(context: Context, substitutes: list[Render]) -> str:
    """Render the first substitute with output; the entry does not print its variables again."""
    outer, context.substitutes = context.substitutes, []
    text = ""
    for substitute in substitutes:
        context.substitutes.clear()
        called, filled = context.called, context.filled
        text = substitute(context)
        if text and (context.called == called or context.filled > filled):
            context.suppressed.update(context.substitutes)
            break
    else:
        text = ""
    context.substitutes = outer
    return text


def _compile_lists(node: Node, scope: Scope, builder: Builder) -> Render:
    """Compile the name lists of all variables of the element, with labels."""
    style = builder.options
    variables = node.get("variable").split()
    names = NameList(node.find("name"), node.find("et-al"), scope, style)
    label_node = node.find("label")
    label = compile_label_text(label_node, style) if label_node is not None else None
    label_first = label_node is not None and _comes_first(node)
    delimiter = with_seams(
        node.attributes.get("delimiter", scope.name_options.get("names-delimiter", ""))
    )
    mergeable = (
        label_node is not None
        and {"editor", "translator"} <= set(variables)
        and bool(style.locale.term("editortranslator", label_node.get("form", "long")))
    )
    in_substitute = scope.in_substitute

    def named_lists(context: Context) -> list[tuple[str, tuple[Name, ...]]]:
        lists = []
        present = context.entry.present
        for variable in variables:
            if variable not in present or variable in context.suppressed:
                continue
            people = context.entry.names(variable)
            if people:
                lists.append((variable, people))
                if in_substitute:
                    context.note_substitute(variable)
        if mergeable and len(lists) > 1:
            lists = _merged(lists)
        return lists

    def labelled(context: Context, variable: str, people: tuple[Name, ...]) -> str:
        text = names.render(context, people)
        if not text or label is None or context.in_sort:
            return text
        term = label(variable, len(people) > 1)
        return term + text if label_first else text + term

    def render(context: Context) -> str:
        context.called += 1
        lists = named_lists(context)
        if not lists:
            return ""
        context.filled += 1
        if names.count_only:
            return str(sum(names.shown(context, len(people)) for _, people in lists))
        if len(lists) == 1:
            return labelled(context, *lists[0])
        texts = [labelled(context, variable, people) for variable, people in lists]
        return delimiter.join(text for text in texts if text)

    return render


def _comes_first(node: Node) -> bool:
    order = [child.name for child in node.children if child.name in ("name", "label")]
    return order[:2] == ["label", "name"]


def _merged(
    lists: list[tuple[str, tuple[Name, ...]]],
) -> list[tuple[str, tuple[Name, ...]]]:
    """List the same editors and translators once, as both (CSL 1.0.2, Names)."""
    people = dict(lists)
    editors, translators = people.get("editor"), people.get("translator")
    if editors is None or editors != translators:
        return lists
    return [
        ("editortranslator" if variable == "editor" else variable, names)
        for variable, names in lists
        if variable != "translator"
    ]


class NameList:
    """A compiled cs:name with its cs:et-al."""

    def __init__(
        self, node: Node | None, et_al: Node | None, scope: Scope, style: StyleOptions
    ) -> None:
        """Compile the attributes of cs:name over the inherited ones."""
        options = dict(scope.name_options)
        if node is not None:
            options.update(node.attributes)
        self.format = NameFormat(options, node, style)
        self.count_only = options.get("form") == "count"
        self._long = options.get("form", "long") == "long"
        self._sort = scope.sort
        self._delimiter = options.get("delimiter", ", ")
        self._inverted = options.get("name-as-sort-order", "")
        self._precedes_last = options.get("delimiter-precedes-last", "contextual")
        self._precedes_et_al = options.get("delimiter-precedes-et-al", "contextual")
        self._minimum = _number(options, "et-al-min")
        self._use_first = _number(options, "et-al-use-first")
        later_minimum = _number(options, "et-al-subsequent-min")
        later_use_first = _number(options, "et-al-subsequent-use-first")
        self._later_minimum = self._minimum if later_minimum is None else later_minimum
        self._later_use_first = self._use_first if later_use_first is None else later_use_first
        self._use_last = options.get("et-al-use-last") == "true"
        conjunction = options.get("and")
        self._and = ""
        if conjunction == "text":
            self._and = style.locale.text("and")
        elif conjunction == "symbol":
            self._and = style.locale.text("and", "symbol") if _has_symbol(style) else "&"
        # in a sentence, names are joined by a word (APA manual, 7th ed., section 8.17)
        self._spoken_and = style.locale.text("and") if conjunction else ""
        self._et_al = _et_al_text(et_al, style)
        self._wrap: Wrap | None = compile_wrap(node) if node is not None else None

    def shown(self, context: Context, total: int) -> int:
        """Return how many names the et-al rules leave (CSL 1.0.2, Et-al Abbreviation)."""
        minimum, use_first = self._minimum, self._use_first
        if context.cite.position >= SUBSEQUENT:
            minimum, use_first = self._later_minimum, self._later_use_first
        if context.in_sort and self._sort is not None:
            minimum = self._sort.minimum if self._sort.minimum is not None else minimum
            use_first = self._sort.use_first if self._sort.use_first is not None else use_first
        # both attributes are needed to turn the abbreviation on
        if not minimum or use_first is None or total < minimum or use_first > minimum:
            return total
        return min(use_first, total)

    def render(self, context: Context, names: tuple[Name, ...]) -> str:
        """Return the list, abbreviated and with as much of the given names as is needed."""
        total = len(names)
        shown = self.shown(context, total)
        if context.in_sort:
            return self._sort_text(names, shown)
        block = context.names_blocks
        context.names_blocks += 1
        asked = context.disambiguation.names_shown.get(block)
        if asked is not None and asked > shown:
            shown = min(asked, total)
        if shown and names[shown - 1].others:
            shown -= 1  # et al. is printed for what is missing
        if context.names_trace is not None:
            context.names_trace.append(self._trace(block, names, shown))
        if shown == 0:
            return ""
        texts = [self._one(context, name, index, block) for index, name in enumerate(names[:shown])]
        if context.mark_names and block == 0:
            texts = [NAME_OPEN + text + NAME_CLOSE for text in texts]
        conjunction = self._spoken_and if context.cite.composite else self._and
        text = self._joined(
            texts, names, conjunction, lambda: self._one(context, names[-1], total - 1, block)
        )
        return NAMES_OPEN + text + NAMES_CLOSE if context.mark_names and block == 0 else text

    def _one(self, context: Context, name: Name, index: int, block: int) -> str:
        if name.others:
            return self._et_al
        level = 0
        if context.levels:
            level = context.levels.get(name.identity, 0)
            if level and context.primary_only and (index or block):
                level = 0
        if context.disambiguation.levels:
            level = max(level, context.disambiguation.levels.get((block, index), 0))
        text = self.format.render(name, self._is_inverted(index), level)
        return self._wrap(text) if self._wrap else text

    def _is_inverted(self, index: int) -> bool:
        return self._inverted == "all" or (self._inverted == "first" and index == 0)

    def _joined(
        self, texts: list[str], names: tuple[Name, ...], conjunction: str, last: Callable[[], str]
    ) -> str:
        shown, total = len(texts), len(names)
        delimiter = self._delimiter
        if shown < total:
            incomplete = names[-1].others
            if self._use_last and total >= shown + 2 and not incomplete:
                return delimiter.join(texts) + f"{delimiter}… {last()}"
            text = delimiter.join(texts)
            if not self._et_al:
                return text
            # a single name that is inverted has commas of its own: "Smith, A., et al."
            many = shown > 1 or (incomplete and self._is_inverted(0) and not names[0].literal)
            if self._before(self._precedes_et_al, names[:shown], many):
                return text + delimiter + self._et_al
            return text + _spaced(self._et_al)
        if shown < 2:
            return texts[0]
        text = delimiter.join(texts[:-1])
        if not conjunction:
            return text + delimiter + texts[-1]
        if self._before(self._precedes_last, names[: shown - 1], shown > 2):
            return text + delimiter + conjunction.lstrip() + _gap(conjunction) + texts[-1]
        return text + _spaced(conjunction) + _gap(conjunction) + texts[-1]

    def _before(self, rule: str, before: tuple[Name, ...], contextual: bool) -> bool:
        """Apply delimiter-precedes-last or delimiter-precedes-et-al."""
        if rule == "always":
            return True
        if rule == "never":
            return False
        if rule == "after-inverted-name":
            return self._is_inverted(len(before) - 1) and not before[-1].literal
        return contextual

    def _sort_text(self, names: tuple[Name, ...], shown: int) -> str:
        keys = [self.format.sort_key(name, self._long) for name in names[:shown]]
        use_last = self._use_last
        if self._sort is not None and self._sort.use_last is not None:
            use_last = self._sort.use_last
        if use_last and shown < len(names) - 1:
            keys.append(self.format.sort_key(names[-1], self._long))
        return NAME_SEPARATOR.join(keys) + NAMES_END

    def _trace(self, block: int, names: tuple[Name, ...], shown: int) -> NamesTrace:
        def forms(index: int, level: int) -> str:
            return self.format.render(names[index], self._is_inverted(index), level)

        return NamesTrace(
            block,
            names,
            shown,
            forms,
            self.format.max_level,
            self.format.has_initials,
        )


def sort_name_list(style: StyleOptions, names: SortNames | None) -> NameList:
    """Return names for a sort key: long form, all of them unless the key says less."""
    return NameList(None, None, Scope("bibliography", {}, sort=names or SortNames()), style)


def _number(options: dict[str, str], key: str) -> int | None:
    value = options.get(key, "").strip()
    return whole_number(value)


def _has_symbol(style: StyleOptions) -> bool:
    return ("and", "symbol") in style.locale.terms


def _et_al_text(node: Node | None, style: StyleOptions) -> str:
    term = node.get("term", "et-al") if node is not None else "et-al"
    text = style.locale.text(term)
    if node is None or not text:
        return text
    wrap = compile_wrap(node)
    return wrap(text) if wrap else text


def _spaced(text: str) -> str:
    """Put a space before a conjunction, unless the locale brings its own spacing."""
    return text if text[0] in " \u00a0" or _wide(text[0]) else f" {SEAM}{text}"


def _gap(text: str) -> str:
    return "" if text[-1] in " \u00a0\u2019'" or _wide(text[-1]) else " "


def _wide(character: str) -> bool:
    """Return whether a character belongs to a script without spaces between words."""
    return "\u3000" <= character <= "\u9fff"
