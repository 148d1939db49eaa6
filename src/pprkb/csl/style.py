"""The compiled style, behind the interface of citeproc-py's ``CitationStylesStyle``."""

from __future__ import annotations

import hashlib
import io
from typing import Any

from citeproc import CitationStylesStyle

from pprkb.csl.compiler import Compiler
from pprkb.csl.errors import StyleError
from pprkb.csl.layout import Area, compile_area
from pprkb.csl.locale_data import load_locale
from pprkb.csl.macro_check import check_macros
from pprkb.csl.markup import QuoteMarks
from pprkb.csl.options import StyleOptions
from pprkb.csl.pages import compile_page_format
from pprkb.csl.style_source import StyleInput, read_style
from pprkb.csl.xml_tree import Node, parse_xml, to_node


class CompiledStyle(CitationStylesStyle):  # type: ignore[misc]
    """A style turned into closures once; nothing in it changes afterwards.

    Args:
        style: a style name, a path, or the XML itself (text, bytes or a file).
        locale: overrides the style's ``default-locale``.
        validate: check the style against the CSL schema, and refuse it if it does not validate.

    Raises:
        StyleError: the style is not found, unsafe, invalid, or its macros are circular.
    """

    def __init__(self, style: StyleInput, locale: str | None = None, validate: bool = True) -> None:
        """Find, vet and compile a style."""
        data, parent_locale = read_style(style, validate)
        self.digest = hashlib.sha256(data).hexdigest()
        self._data = data
        node = to_node(parse_xml(data).getroot())
        check_macros(node)
        locale = locale or parent_locale
        try:
            # already validated: citeproc-py would only warn, and validate every locale again
            super().__init__(io.BytesIO(data), locale, validate=False)
        except StyleError:
            raise
        except Exception as error:
            raise StyleError(f"citeproc-py cannot read the style: {error}") from error
        try:
            self._compile(node, locale or node.get("default-locale") or "en-US")
        except RecursionError:
            raise StyleError("the style's elements are nested too deeply") from None

    def _compile(self, root: Node, lang: str) -> None:
        self.lang = lang
        locale = load_locale(lang, list(root.find_all("locale")))
        and_symbol = ("and", "symbol")
        options = StyleOptions(
            locale=locale,
            english=lang.lower().startswith("en"),
            demote_non_dropping=root.get("demote-non-dropping-particle", "display-and-sort"),
            initialize_with_hyphen=root.flag("initialize-with-hyphen", True),
            format_pages=compile_page_format(
                root.get("page-range-format"),
                locale.text("page-range-delimiter") or "\u2013",
                locale.terms[and_symbol].single if and_symbol in locale.terms else "&",
            ),
        )
        citation, bibliography = root.find("citation"), root.find("bibliography")
        if citation is None:
            raise StyleError("the style has no cs:citation")
        macros = {macro.get("name"): macro for macro in root.find_all("macro")}
        for area in (citation, bibliography):
            if area is not None:
                options.explicit_suffix[area.name] = _uses(area, macros, "year-suffix", set())
        builder = Compiler(root, options)
        self.options = options
        self.note_style = root.get("class") == "note"
        self.numbered = any(node.get("variable") == "citation-number" for node in root.walk())
        self.quotes = QuoteMarks.of(locale)
        self.citation_area: Area = compile_area(citation, root, builder)
        self.bibliography_area: Area | None = (
            compile_area(bibliography, root, builder) if bibliography is not None else None
        )
        self.disambiguation_tests = sum(
            "disambiguate" in node.attributes for node in root.walk() if node.name in _BRANCHES
        )

    def file(self) -> io.BytesIO:
        """The style's XML, for whoever wants to read it in another way."""
        return io.BytesIO(self._data)

    def has_bibliography(self) -> bool:
        """Whether the style formats a bibliography."""
        return self.bibliography_area is not None

    def render_citation(self, citation: Any, _cites: Any, callback: Any = None) -> Any:
        """citeproc-py's hook; the compiled bibliography of the citation renders it."""
        return citation.bibliography.cite(citation, callback)


_BRANCHES = ("if", "else-if")


def _uses(node: Node, macros: dict[str, Node], variable: str, seen: set[str]) -> bool:
    """Whether rendering ``node`` can print a variable through cs:text, macros included."""
    for child in node.walk():
        if child.name != "text":
            continue
        if child.get("variable") == variable:
            return True
        name = child.get("macro")
        if name in macros and name not in seen:
            seen.add(name)
            if _uses(macros[name], macros, variable, seen):
                return True
    return False
