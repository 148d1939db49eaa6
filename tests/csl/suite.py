"""Reads the fixtures of the public CSL test suite and prints them with the processor.

A fixture is a text file with sections such as `>>===== RESULT =====>>`; the suite's README
explains them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pprkb.csl import Cite, CiteGroup, CompiledBibliography, CompiledStyle

_SECTION = re.compile(
    r"^[^\n]*?>>=+ +([A-Z0-9-]+) +=+>>[^\n]*\n(.*?)^[^\n]*?<<=+ +\1 +=+<<", re.MULTILINE | re.DOTALL
)
_ENTITIES = (("&amp;", "&#38;"), ("&lt;", "&#60;"), ("&gt;", "&#62;"), ("&quot;", "&#34;"))
_QUOTES = ("&#x27;", "&#39;", "&apos;")


@dataclass(frozen=True)
class Fixture:
    """One case of the suite."""

    sections: dict[str, str]

    @classmethod
    def read(cls, path: Path) -> Fixture:
        """Read a file of the suite."""
        text = path.read_text(encoding="utf-8-sig")
        return cls({name: body.strip() for name, body in _SECTION.findall(text)})

    def data(self, name: str) -> Any:
        """Return a section of JSON; None where it is empty or missing."""
        text = self.sections.get(name)
        return json.loads(text) if text else None

    @property
    def mode(self) -> str:
        """Return "citation" or "bibliography"."""
        return self.sections["MODE"].partition("-")[0]

    @property
    def items(self) -> list[dict[str, Any]]:
        """Return the items; the suite's own runner tolerates items without an id."""
        return [{"id": number, **item} for number, item in enumerate(self.data("INPUT"))]

    def document(self) -> list[dict[str, Any]]:
        """Return the citations in the order of the document after the last update."""
        known: dict[str, dict[str, Any]] = {}
        order: list[tuple[str, int]] = []
        for number, step in enumerate(self.data("CITATIONS")):
            citation, before, after = (
                [*step, [], []] if isinstance(step, list) else [step, [], []]
            )[:3]
            key = citation.get("citationID") or f"citation-{number}"
            known[key] = citation
            here = (key, citation.get("properties", {}).get("noteIndex", 0))
            order = [*map(tuple, before), here, *map(tuple, after)]
        return [
            {**known[key], "properties": {"noteIndex": note}} for key, note in order if key in known
        ]


def normalized(text: str) -> str:
    """Return a result with one spelling of entities, and without marks of what was updated."""
    for entity, number in _ENTITIES:
        text = text.replace(entity, number)
    for quote in _QUOTES:
        text = text.replace(quote, "'")
    text = re.sub(r"(?m)^\.\.\[(\d+)\]", r">>[\1]", text)
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


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


def rendered(fixture: Fixture) -> str:
    """Return the text that the fixture's RESULT is compared with."""
    style = CompiledStyle(fixture.sections["CSL"].encode(), validate=False)
    bibliography = CompiledBibliography(style, fixture.items)
    in_document, clusters = "CITATIONS" in fixture.sections, fixture.data("CITATION-ITEMS")
    everything = [{"id": item["id"]} for item in fixture.items]
    if in_document:
        citations = [
            CiteGroup(
                [_cite(data, True) for data in citation["citationItems"]],
                citation["properties"]["noteIndex"],
            )
            for citation in fixture.document()
        ]
    else:
        citations = [
            CiteGroup([_cite(data, False) for data in cluster])
            for cluster in clusters or [everything]
        ]
        if entries := fixture.data("BIBENTRIES"):
            everything = [{"id": key} for key in entries[-1]]
        bibliography.register(CiteGroup([_cite(data, False) for data in everything]))
    for citation in citations:
        bibliography.register(citation)
    if style.has_bibliography():
        bibliography.sort()
    if fixture.mode == "bibliography":
        body = "".join(
            f'  <div class="csl-entry">{entry}</div>\n' for entry in bibliography.bibliography()
        )
        return f'<div class="csl-bib-body">\n{body}</div>'
    if not in_document and not clusters and style.has_bibliography():
        # without clusters, all items are cited together in the order of the bibliography
        citations = [CiteGroup([Cite(key, position=0) for key in bibliography.keys])]
    lines = [bibliography.cite(citation, lambda _item: None) for citation in citations]
    if in_document:
        return "\n".join(f">>[{number}] {line}" for number, line in enumerate(lines))
    return "\n".join(lines)
