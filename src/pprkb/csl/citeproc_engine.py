"""citeproc-py's own rendering, behind the same few calls, for comparison and as a fall-back.

One item that citeproc-py cannot print would end its whole run, so that then each item is printed
alone; ids are numbered, since citeproc-py takes ids that differ only in case for one.
"""

from __future__ import annotations

import warnings
from collections.abc import Collection
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.source.json import CiteProcJSON

from pprkb.csl.files.locales import load_locale
from pprkb.csl.files.xml_tree import strip_private_use
from pprkb.csl.style import CompiledStyle
from pprkb.csl.text.marks import CLOSE, OPEN
from pprkb.csl.text.output import QuoteMarks, Run, RunsOutput


class _Marked(str):
    """A piece of text between two marks, as citeproc-py's formatters wrap it."""

    mark = ""

    def __new__(cls, text: object) -> _Marked:
        return super().__new__(cls, f"{OPEN[cls.mark]}{text}{CLOSE[cls.mark]}")


class _Formatter:
    """What citeproc-py expects of a formatter module; it yields marked strings."""

    Italic = type("Italic", (_Marked,), {"mark": "italic"})
    Oblique = type("Oblique", (_Marked,), {"mark": "oblique"})
    Bold = type("Bold", (_Marked,), {"mark": "bold"})
    Light = type("Light", (_Marked,), {"mark": "light"})
    Underline = type("Underline", (_Marked,), {"mark": "underline"})
    Superscript = type("Superscript", (_Marked,), {"mark": "sup"})
    Subscript = type("Subscript", (_Marked,), {"mark": "sub"})
    SmallCaps = type("SmallCaps", (_Marked,), {"mark": "small-caps"})

    @staticmethod
    def preformat(text: str) -> str:
        """Return text as it is: it is escaped where it is written."""
        return str(text)


class CiteprocBibliography:
    """References and citations as citeproc-py renders them, as runs.

    Args:
        style: a compiled style; its XML is what citeproc-py reads as well.
        items: CSL-JSON items.
    """

    def __init__(self, style: CompiledStyle, items: list[dict[str, Any]]) -> None:
        """Read and sort the items."""
        self._style = style
        self._items = {str(item["id"]): item for item in items}
        self._output = RunsOutput(QuoteMarks.of(load_locale(style.lang, [])))
        self.order = list(self._items)
        self._ids = {key: f"item-{number}" for number, key in enumerate(self.order)}
        try:
            self._all: CitationStylesBibliography | None = self._bibliography(self.order)
            self._all.sort()
            by_id = {identifier: key for key, identifier in self._ids.items()}
            self.order = [by_id[identifier] for identifier in self._all.keys]
        except Exception:  # citeproc-py raises many kinds for one odd item
            self._all = None

    def entries(self, keys: Collection[str] | None = None) -> list[tuple[str, list[Run]]]:
        """The key and the entry of each item."""
        wanted = [key for key in self.order if keys is None or key in keys]
        return [(key, self._entry(key)) for key in wanted]

    def cite(self, cites: list[CitationItem]) -> list[Run]:
        """One citation of known items."""
        keys = [cite.key for cite in cites]
        try:
            citation = Citation([CitationItem(self._ids[key]) for key in keys])
            bibliography = self._bibliography(keys)
            bibliography.register(citation)
            return self._runs(bibliography.cite(citation, lambda _item: None))
        except Exception:
            return [Run(f"({'; '.join(keys)})")]

    def _entry(self, key: str) -> list[Run]:
        try:
            bibliography = self._bibliography([key])
            return self._runs("".join(str(entry) for entry in bibliography.bibliography()))
        except Exception:
            return [Run(f"[{key}]")]

    def _runs(self, text: object) -> list[Run]:
        return self._output.write(str(text))

    def _bibliography(self, keys: list[str]) -> CitationStylesBibliography:
        items = [_plain_item(self._items[key], self._ids[key]) for key in keys]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            style = CitationStylesStyle(self._style.file(), self._style.lang, validate=False)
            bibliography = CitationStylesBibliography(style, CiteProcJSON(items), _Formatter)
            for key in keys:
                bibliography.register(Citation([CitationItem(self._ids[key])]))
        return bibliography


def _plain_item(item: dict[str, Any], identifier: str) -> dict[str, Any]:
    plain = {
        name: strip_private_use(value) if isinstance(value, str) else value
        for name, value in item.items()
        if name != "custom"
    }
    return plain | {"id": identifier, "type": item.get("type") or "document"}
