"""Cites as they come from the caller: citeproc-py's classes, with the case of ids kept."""

from __future__ import annotations

import re
from typing import Any

from citeproc import Citation, CitationItem, Locator

from pprkb.csl.context import FIRST, IBID, IBID_WITH_LOCATOR, SUBSEQUENT, CiteState
from pprkb.csl.marks import strip_private_use
from pprkb.csl.richtext import parse_rich_text

_POSITIONS = {
    "first": FIRST,
    "subsequent": SUBSEQUENT,
    "ibid": IBID,
    "ibid-with-locator": IBID_WITH_LOCATOR,
}

# a locator may begin with its own label, as in "vol. 2"
_ABBREVIATED_LABEL = re.compile(r"([a-z]+\.)\s+(?=\S)")
_LABELS = {
    "art.": "article",
    "bk.": "book",
    "ch.": "chapter",
    "chap.": "chapter",
    "col.": "column",
    "fig.": "figure",
    "fol.": "folio",
    "no.": "issue",
    "op.": "opus",
    "p.": "page",
    "pp.": "page",
    "para.": "paragraph",
    "pt.": "part",
    "sec.": "section",
    "vol.": "volume",
}


class Cite(CitationItem):  # type: ignore[misc]
    """A cite that keeps the case of its id and takes every option of CSL's citation items.

    Options: ``locator`` (text or ``Locator``), ``label``, ``prefix``, ``suffix``,
    ``suppress_author``, ``author_only``, ``composite``, ``position``, ``near_note``,
    ``first_reference_note_number``.
    """

    def __init__(self, key: str, **options: Any) -> None:
        """Cite the item whose id is ``key``."""
        super().__init__(str(key))
        self["key"] = str(key)
        self.update(options)


class CiteGroup(Citation):  # type: ignore[misc]
    """A citation of one or more cites; ``note_index`` is the number of its note, if any."""

    def __init__(self, cites: list[CitationItem], note_index: int = 0) -> None:
        """Group ``cites`` into one citation."""
        super().__init__(cites)
        self["note_index"] = note_index


def locator_of(item: CitationItem) -> tuple[str, str]:
    """The locator of a cite and its label, as plain text."""
    locator = item.get("locator")
    if locator is None:
        return "", "page"
    if isinstance(locator, Locator):
        label, text = str(locator.label or "page"), locator.identifier
    else:
        label, text = str(item.get("label") or "page"), locator
    value = str(text).strip() if text is not None else ""
    if found := _ABBREVIATED_LABEL.match(value):
        written = _LABELS.get(found[1])
        if written is not None:
            return value[found.end() :], written
    return value, label.replace("sub-verbo", "sub verbo")


def explicit_position(item: CitationItem) -> int | None:
    """A position that the caller sets, as a name or one of the numbers 0 to 3."""
    value = item.get("position")
    if isinstance(value, str) and value in _POSITIONS:
        return _POSITIONS[value]
    if isinstance(value, int) and 0 <= value <= IBID_WITH_LOCATOR:
        return int(value)
    return None


def cite_state(item: CitationItem) -> CiteState:
    """What the processor needs to know about a cite, its position excepted."""
    locator, label = locator_of(item)
    note = item.get("first_reference_note_number")
    return CiteState(
        locator=parse_rich_text(locator),
        label=label,
        near_note=bool(item.get("near_note")),
        first_reference_note_number=strip_private_use(str(note)) if note else "",
        prefix=parse_rich_text(str(item.get("prefix") or "")),
        suffix=parse_rich_text(str(item.get("suffix") or "")),
        suppress_author=bool(item.get("suppress_author")),
        author_only=bool(item.get("author_only")),
        composite=bool(item.get("composite")),
    )
