"""The seam to the citation processor: references and citations in, runs out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from pprkb.csl import Cite as CslCite
from pprkb.csl import CiteGroup, CompiledBibliography, CompiledStyle, CslError, RunsFormatter
from pprkb.csl import Run as CslRun
from pprkb.formats.csljson import to_csl
from pprkb.model.citation import Citation, CitationMode, Cite
from pprkb.model.errors import CitationError
from pprkb.model.markup import Run
from pprkb.model.reference import Reference


class Citations:
    """The formatted references and citations of one document.

    All works are known from the start, so that year suffixes (2015a, 2015b) agree between the
    list and the text.
    """

    def __init__(
        self, references: Iterable[Reference], *, style: str = "apa", locale: str = ""
    ) -> None:
        """Take the works of a document.

        Args:
            references: Every work that is listed or cited.
            style: A style's name, or the path of a `.csl` file.
            locale: A locale such as "en-GB"; empty for the style's own.

        Raises:
            CitationError: The style cannot be used.
        """
        self._style = _compiled(style, locale)
        items = [to_csl(reference) for reference in references]
        if style.startswith("apa"):
            items = [_with_capital_subtitles(item) for item in items]
        self._bibliography = CompiledBibliography(self._style, items, RunsFormatter)
        if items:
            self._bibliography.register(CiteGroup([CslCite(item["id"]) for item in items]))
            self._bibliography.sort()
        self._places = {key: place for place, key in enumerate(self.order)}
        self._entries: dict[str, tuple[Run, ...]] | None = None

    @property
    def order(self) -> tuple[str, ...]:
        """The keys in the order in which the style lists the works."""
        return tuple(self._bibliography.keys)

    @property
    def hanging_indent(self) -> bool:
        """Whether the style lets entries hang (CSL 1.0.2, cs:bibliography, Whitespace)."""
        return self._option("hanging-indent") == "true"

    @property
    def line_spacing(self) -> float:
        """Lines per line of an entry, as the style asks for (line-spacing)."""
        return float(self._option("line-spacing") or 1)

    def _option(self, name: str) -> str:
        area = self._style.bibliography_area
        return area.option(name) if area else ""

    def entry(self, key: str) -> tuple[Run, ...]:
        """Return the formatted reference of a work; its key where there is nothing to print."""
        if self._entries is None:
            self._entries = {one: _runs(runs) for one, runs in self._bibliography.entries()}
        # A work with nothing to print still has its place in the list.
        return self._entries.get(key) or (Run(text=f"[{key}]"),)

    def cite(self, citation: Citation) -> tuple[Run, ...]:
        """Return a citation; a key that the document does not know is printed as it is."""
        narrative = citation.mode is CitationMode.NARRATIVE
        works = citation.cites
        if not narrative and self._style.citation_area.sorter:
            # The style sorts by author and date; works that tie stand as they do in the list.
            works = tuple(sorted(works, key=lambda cite: self._places.get(cite.key, 0)))
        cites = [_csl_cite(cite, narrative=narrative) for cite in works]
        if narrative and len(cites) > 1:
            # A sentence names several works one by one: "Horvath (2011) and Webb (2010)".
            runs: list[Run] = []
            for index, cite in enumerate(cites):
                if index:
                    runs.append(Run(text=" and " if index == len(cites) - 1 else ", "))
                runs += self._cited([cite])
            return tuple(runs)
        return self._cited(cites)

    def plain(self, citation: Citation) -> str:
        """Return a citation as plain text."""
        return "".join(run.text for run in self.cite(citation))

    def _cited(self, cites: list[CslCite]) -> tuple[Run, ...]:
        group = CiteGroup(cites)
        group["bibliography"] = self._bibliography
        return _runs(self._bibliography.cite(group, lambda cite: f"@{cite.key}"))


_SUBTITLE = re.compile(r"(?<=[a-z0-9”’)?!]: )(?:<(?:i|b)>)*[a-z]")


def _with_capital_subtitles(item: dict[str, Any]) -> dict[str, Any]:
    """Give the first word after a colon its capital.

    APA prints the first word of a subtitle with a capital (manual, 7th ed., section 6.17), which
    titles entered in sentence case often lack, and its CSL style cannot say so.
    """
    if not str(item.get("language", "en")).casefold().startswith("en"):
        return item
    mended = dict(item)
    for name in ("title", "container-title", "volume-title"):
        title = mended.get(name)
        periodical = name == "container-title" and str(item.get("type", "")).startswith("article")
        if isinstance(title, str) and ": " in title and not periodical:
            mended[name] = _SUBTITLE.sub(
                lambda match: match.group()[:-1] + match.group()[-1].upper(), title
            )
    return mended


@lru_cache(maxsize=8)
def _compiled(style: str, locale: str) -> CompiledStyle:
    try:
        return CompiledStyle(style, locale or None)
    except CslError as error:
        raise CitationError(f'the style "{style}" cannot be used: {error}') from error


def _csl_cite(cite: Cite, *, narrative: bool) -> CslCite:
    options: dict[str, object] = {}
    if cite.locator:
        options["locator"], options["label"] = cite.locator, cite.label
    if cite.prefix:
        options["prefix"] = cite.prefix
    if cite.suffix:
        options["suffix"] = cite.suffix
    if cite.suppress_author:
        options["suppress_author"] = True
    if narrative:
        options["composite"] = True
    return CslCite(cite.key, **options)


def _runs(runs: list[CslRun]) -> tuple[Run, ...]:
    return tuple(
        Run(
            text=run.text,
            italic=run.italic,
            bold=run.bold,
            superscript=run.superscript,
            subscript=run.subscript,
            small_caps=run.small_caps,
            link=run.link,
        )
        for run in runs
    )
