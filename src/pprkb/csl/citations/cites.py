"""Cites: what the caller says, their positions in the document, and their joined pieces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from citeproc import Citation, CitationItem, Locator

from pprkb.csl.context import FIRST, IBID, IBID_WITH_LOCATOR, SUBSEQUENT, CiteState
from pprkb.csl.files.xml_tree import strip_private_use
from pprkb.csl.text.marks import SEAM, parse_rich_text

_POSITIONS = {
    "first": FIRST,
    "subsequent": SUBSEQUENT,
    "ibid": IBID,
    "ibid-with-locator": IBID_WITH_LOCATOR,
}

# a locator may begin with its own label, as in "vol. 2"
_ABBREVIATED_LABEL = re.compile(r"([a-z]+\.)\s+(?=\S)")
_LABELS = {
    "art.": "article", "bk.": "book", "ch.": "chapter", "chap.": "chapter", "col.": "column",
    "fig.": "figure", "fol.": "folio", "no.": "issue", "op.": "opus", "p.": "page", "pp.": "page",
    "para.": "paragraph", "pt.": "part", "sec.": "section", "vol.": "volume",
}  # fmt: skip


class Cite(CitationItem):
    """A cite that keeps the case of its id and takes every option of CSL's citation items.

    Options: `locator` (text or `Locator`), `label`, `prefix`, `suffix`,
    `suppress_author`, `author_only`, `composite`, `position`, `near_note`,
    `first_reference_note_number`.
    """

    def __init__(self, key: str, **options: object) -> None:
        """Cite the item with the id `key`."""
        super().__init__(str(key))
        self["key"] = str(key)
        self.update(options)


class CiteGroup(Citation):
    """A citation of one or more cites; `note_index` is the number of its note, if any."""

    def __init__(self, cites: list[CitationItem], note_index: int = 0) -> None:
        """Group `cites` into one citation."""
        super().__init__(cites)
        self["note_index"] = note_index


def locator_of(item: CitationItem) -> tuple[str, str]:
    """Return the locator of a cite and its label, as plain text."""
    locator = item.get("locator")
    if locator is None:
        return "", "page"
    if isinstance(locator, Locator):
        label, text = str(locator.label or "page"), locator.identifier
    else:
        label, text = str(item.get("label") or "page"), locator
    value = str(text).strip() if text is not None else ""
    if match := _ABBREVIATED_LABEL.match(value):
        written = _LABELS.get(match[1])
        if written is not None:
            return value[match.end() :], written
    return value, label.replace("sub-verbo", "sub verbo")


def explicit_position(item: CitationItem) -> int | None:
    """Return a position that the caller sets, as a name or one of the numbers 0 to 3."""
    value = item.get("position")
    if isinstance(value, str) and value in _POSITIONS:
        return _POSITIONS[value]
    if isinstance(value, int) and 0 <= value <= IBID_WITH_LOCATOR:
        return int(value)
    return None


def cite_state(item: CitationItem) -> CiteState:
    """Return what the caller says about a cite, except its position."""
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


_DELIMITING = ".,;:"


@dataclass(frozen=True)
class RenderedCite:
    """One cite with its text, and its text without the names."""

    text: str
    names: str = ""
    without_names: Callable[[], str] = str
    prefix: str = ""
    suffix: str = ""
    has_locator: bool = False

    @property
    def whole(self) -> str:
        """Return the text with the prefix and suffix of the citation."""
        return self.prefix + self.text + self.suffix

    @property
    def plain(self) -> bool:
        """Return whether the cite has no affixes or locator, so that a range may hide it."""
        return not (self.prefix or self.suffix or self.has_locator)

    def piece(self, text: str, before: str) -> Piece:
        """Return `text` with the prefix and suffix of the cite."""
        return Piece(self.prefix + text + self.suffix, before, self.suffix.endswith("."))


@dataclass(frozen=True)
class Piece:
    """A text, the delimiter before it, and whether the caller ended it with a period."""

    text: str
    before: str
    ends_sentence: bool = False


def join_pieces(pieces: Sequence[Piece]) -> str:
    """Join the pieces that are not empty, without the first delimiter."""
    joined: list[str] = []
    ended = False
    for piece in pieces:
        if not piece.text:
            continue
        # a prefix that begins with punctuation brings its own delimiter
        if joined and piece.text.lstrip(SEAM)[:1] not in _DELIMITING:
            joined.append(piece.before.lstrip(_DELIMITING + SEAM) if ended else piece.before)
        joined.append(piece.text)
        ended = piece.ends_sentence
    return "".join(joined)


Cited = tuple[str, str, str]  # key, locator, label


@dataclass(frozen=True)
class CitePosition:
    """The position of one cite among those before it."""

    position: int = FIRST
    near_note: bool = False
    first_note: str = ""


def cite_positions(
    citations: Sequence[tuple[int, Sequence[Cited]]], near_distance: int
) -> Iterator[list[CitePosition]]:
    """Yield the positions of the cites of each citation, given as (note number, cites)."""
    last_note: dict[str, int] = {}
    first_note: dict[str, int] = {}
    previous: Sequence[Cited] = ()
    for note, cites in citations:
        positions = []
        for index, cite in enumerate(cites):
            key = cite[0]
            before = cites[index - 1] if index else (previous[0] if len(previous) == 1 else None)
            if key not in first_note:
                positions.append(CitePosition())
                first_note[key] = note
            else:
                near = 0 <= note - last_note[key] <= near_distance
                number = str(first_note[key]) if 0 < first_note[key] < note else ""
                positions.append(CitePosition(_position(cite, before), near, number))
            last_note[key] = note
        previous = cites
        yield positions


def _position(cite: Cited, before: Cited | None) -> int:
    """Return ibid after a cite of the same item, where locators decide which ibid."""
    if before is None or before[0] != cite[0]:
        return SUBSEQUENT
    _, locator, label = cite
    if before[1]:
        if not locator:
            return SUBSEQUENT
        return IBID if (locator, label) == (before[1], before[2]) else IBID_WITH_LOCATOR
    return IBID_WITH_LOCATOR if locator else IBID
