"""Drives the processor through fixtures of the public CSL test suite.

The fixture objects come from ``harness.py`` of the suite's folder; see there for their fields.
"""

from __future__ import annotations

from typing import Any

from pprkb.csl import Cite, CiteGroup, CompiledBibliography, CompiledStyle

_RENAMED = {
    "suppress-author": "suppress_author",
    "author-only": "author_only",
    "near-note": "near_note",
    "first-reference-note-number": "first_reference_note_number",
}
_PASSED_ON = ("locator", "label", "prefix", "suffix", "position")


def _cite(data: dict[str, Any], document: bool) -> Cite:
    options = {name: data[name] for name in _PASSED_ON if name in data}
    options |= {name: data[key] for key, name in _RENAMED.items() if key in data}
    if not document:
        # clusters of CITATION-ITEMS stand alone: only positions that are given count
        options.setdefault("position", 0)
    return Cite(str(data["id"]), **options)


class SuiteEngine:
    """An engine for the suite's harness."""

    name = "pprkb"

    def render(self, fx: Any) -> str:
        """The text that the fixture's RESULT is compared with."""
        style = CompiledStyle(fx.csl.encode("utf-8"), validate=False)
        bibliography = CompiledBibliography(style, fx.input)
        everything = [{"id": item["id"]} for item in fx.input]
        if fx.citations:
            citations = [
                CiteGroup(
                    [_cite(data, True) for data in citation["citationItems"]],
                    citation["properties"].get("noteIndex", 0),
                )
                for citation in fx.final_document()
            ]
        else:
            clusters = fx.citation_items or [everything]
            citations = [
                CiteGroup([_cite(data, False) for data in cluster]) for cluster in clusters
            ]
        if fx.bibentries:
            everything = [{"id": key} for key in fx.bibentries[-1]]
        if not fx.citations:
            bibliography.register(CiteGroup([_cite(data, False) for data in everything]))
        for citation in citations:
            bibliography.register(citation)
        if style.has_bibliography():
            bibliography.sort()
        if fx.mode == "bibliography":
            body = "".join(
                f'  <div class="csl-entry">{entry}</div>\n' for entry in bibliography.bibliography()
            )
            return f'<div class="csl-bib-body">\n{body}</div>'
        if not fx.citations and not fx.citation_items and style.has_bibliography():
            # without clusters, all items are cited together in the order of the bibliography
            citations = [CiteGroup([Cite(key, position=0) for key in bibliography.keys])]
        lines = [bibliography.cite(citation, lambda _item: None) for citation in citations]
        if fx.citations:
            return "\n".join(f">>[{number}] {line}" for number, line in enumerate(lines))
        return "\n".join(lines)
