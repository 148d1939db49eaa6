"""Fills in the citations (`[@key]`) of an OpenDocument text and adds the list of references.

`content.xml` is changed where a citation or the list stands and nowhere else; every other part is
copied byte for byte. Text that is tracked as a change, and what fields show, stay as they are.
Sections named are those of OpenDocument 1.3, part 3.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, groupby
from typing import NamedTuple

from lxml import etree

from pprkb.documents.document import Entry
from pprkb.documents.writers.characters import safe_link
from pprkb.documents.writers.filled.archive import KeptParts
from pprkb.documents.writers.filled.places import (
    CHANGED,
    LIST_HERE,
    OTHER,
    FilledFile,
    LeftInFile,
    Place,
    Printed,
    in_order,
    left_over,
)
from pprkb.documents.writers.odt.package import NAMESPACES, escaped, spaced, text_properties
from pprkb.formats.drafts.conventions import is_list_title
from pprkb.formats.markdown import FoundCitation
from pprkb.text.markup import Run
from pprkb.text.number import whole_number

_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:"
_T, _OFFICE, _STYLE = f"{_SPACE}text:1.0}}", f"{_SPACE}office:1.0}}", f"{_SPACE}style:1.0}}"
_FONT_STYLE = f"{_SPACE}xsl-fo-compatible:1.0}}font-style"
_TEXT_BOX = f"{_SPACE}drawing:1.0}}text-box"
_CONTENT, _STYLES = "content.xml", "styles.xml"
_PARAGRAPHS = (f"{_T}p", f"{_T}h")
_NOT_WRITTEN = (f"{_T}tracked-changes", f"{_OFFICE}annotation", f"{_T}index-body")
"""Elements with paragraphs that are not part of the text: deletions, comments, contents."""
_WITHIN = frozenset({f"{_T}span", f"{_T}a"})
_SILENT = frozenset(
    {f"{_OFFICE}annotation", f"{_OFFICE}annotation-end", f"{_T}change", f"{_T}soft-page-break"}
    | {f"{_T}bookmark{end}" for end in ("", "-start", "-end")}
    | {f"{_T}reference-mark{end}" for end in ("", "-start", "-end")}
)
_MADE = "pprkb"
"""Prefix of the names of generated styles and notes."""


class _Slot(NamedTuple):
    """Where an element stores a piece of text: before its children or after itself."""

    element: etree._Element
    behind: bool

    def get(self) -> str:
        return (self.element.tail if self.behind else self.element.text) or ""

    def set(self, text: str) -> None:
        if self.behind:
            self.element.tail = text or None
        else:
            self.element.text = text or None


class _Piece(NamedTuple):
    """A piece of a paragraph's text."""

    text: str
    slot: _Slot | None = None
    """Where it is stored, if it may be changed."""
    element: etree._Element | None = None
    """The element it represents, such as a tab or a note."""
    shown: str = ""
    """The visible text, if it must not be changed."""


class _OdtParts(KeptParts):
    """The parts of one OpenDocument text."""

    def __init__(self, content: bytes) -> None:
        try:
            super().__init__(content)
            self.root = self._tree(_CONTENT)
            body = self.root.find(f"{_OFFICE}body/{_OFFICE}text")
        except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, OSError, RuntimeError) as error:
            message = "it is no OpenDocument text, or it is damaged or protected"
            raise ValueError(message) from error
        if body is None:
            raise ValueError("it holds no text")
        self.body = body
        self._names_made: dict[str, str] = {}

    @cached_property
    def automatic(self) -> etree._Element:
        """The automatic styles (section 16.2)."""
        found = self.root.find(f"{_OFFICE}automatic-styles")
        if found is None:
            found = etree.Element(f"{_OFFICE}automatic-styles")
            self.root.insert(len(self.root) - 1, found)
        return found

    @cached_property
    def _own(self) -> dict[str, etree._Element]:
        """Automatic styles by name."""
        return {
            style.get(f"{_STYLE}name", ""): style for style in self.automatic.iter(f"{_STYLE}style")
        }

    def has_style(self, name: str) -> bool:
        """Return whether the file has a named style."""
        if _STYLES not in self._names:
            return False
        styles = self._tree(_STYLES).iter(f"{_STYLE}style")
        return any(style.get(f"{_STYLE}name") == name for style in styles)

    def named(self, style: str) -> str:
        """Return the named style that a style is equal to or based on."""
        own = self._own.get(style)
        return style if own is None else own.get(f"{_STYLE}parent-style-name", "")

    def is_italic(self, slot: _Slot) -> bool:
        """Return whether the spans around a slot make its text italic."""
        around = slot.element.getparent() if slot.behind else slot.element
        while around is not None and around.tag in _WITHIN:
            name = around.get(f"{_T}style-name", "")
            own = self._own.get(name)
            properties = None if own is None else own.find(f"{_STYLE}text-properties")
            looks = None if properties is None else properties.get(_FONT_STYLE)
            if looks is not None or name == "Emphasis":
                return looks in (None, "italic", "oblique")
            around = around.getparent()
        return False

    def made(self, family: str, more: str, properties: str) -> str:
        """Return the name of one of our styles."""
        key = f"{family} {more} {properties}"
        if key not in self._names_made:
            name = self._names_made[key] = f"{_MADE}{len(self._names_made) + 1}"
            (style,) = _parsed(
                f'<style:style style:name="{name}" style:family="{family}"{more}>'
                f"<style:{family}-properties{properties}/></style:style>"
            )
            self.automatic.append(style)
        return self._names_made[key]


class OdtDraft(FilledFile):
    """An OpenDocument text with citations to fill in."""

    def __init__(self, content: bytes, *, in_notes: bool) -> None:
        """Find the citations of an OpenDocument text.

        Args:
            content: The file.
            in_notes: Whether the style cites in footnotes.

        Raises:
            ValueError: It is not an OpenDocument text, or is damaged.
        """
        super().__init__(in_notes=in_notes)
        self.parts = _OdtParts(content)
        self._find()

    # -- finding ---------------------------------------------------------------------------------

    def _find(self) -> None:
        self._numbers = {
            paragraph: number
            for number, paragraph in enumerate(self.parts.root.iter(*_PARAGRAPHS), 1)
        }
        for paragraph in self._numbers:
            if not any(True for _ in paragraph.iterancestors(*_NOT_WRITTEN, f"{_T}note")):
                self._in(paragraph, note=0)

    def _in(self, paragraph: etree._Element, *, note: int) -> None:
        """Find the citations of a paragraph and its notes, in order."""
        pieces = list(_walk(paragraph, [False]))
        text = "".join(piece.text for piece in pieces)
        ends = accumulate(len(piece.text) for piece in pieces)
        marks = [
            (end, piece.element)
            for piece, end in zip(pieces, ends, strict=True)
            if piece.element is not None and piece.element.tag == f"{_T}note"
        ]
        shown = "".join(piece.shown or piece.text for piece in pieces)
        number = self._numbers[paragraph]
        self.left += (LeftInFile(key, number) for key in left_over(shown, text))
        boxed = any(True for _ in paragraph.iterancestors(_TEXT_BOX))
        for found in in_order(text, marks):
            if isinstance(found, FoundCitation):
                self._add(paragraph, found, number=number, note=note, boxed=boxed)
                continue
            self._notes += 1
            for inner in found.iter(*_PARAGRAPHS):
                self._in(inner, note=self._notes)

    # -- filling ---------------------------------------------------------------------------------

    def filled(self, printed: Printed) -> bytes:
        """Return the file with its citations and list of references."""
        # From the last to the first, so that places further up in a paragraph stay where they are.
        for place in reversed(self._places):
            self._put(place, printed)
        if any(map(self._becomes_note, self._places)):
            self._number_notes()
        self._list(printed)
        if self._places or printed.entries:
            self.parts.touch(self.parts.root)
        return self.parts.packed()

    def _put(self, place: Place, printed: Printed) -> None:
        runs, taken = self._replacement(place, _text(place.paragraph), printed)
        slot, at, blanks = _cut(place.paragraph, taken)
        xml = self._runs_xml(runs, upright=self.parts.is_italic(slot))
        if self._becomes_note(place):
            inside = self._runs_xml(printed.citations[place.number], upright=False)
            xml += (
                f'<text:note text:id="{_MADE}{place.number}" text:note-class="footnote">'
                f"<text:note-citation>1</text:note-citation><text:note-body>"
                f'<text:p text:style-name="Footnote">{inside}</text:p></text:note-body></text:note>'
            )
        _insert(slot, at, xml)
        for blank in blanks:
            _remove(blank)

    def _number_notes(self) -> None:
        """Renumber the footnotes, for programs that print the stored numbers."""
        number = 0
        for note in self.parts.body.iter(f"{_T}note"):
            mark = note.find(f"{_T}note-citation")
            footnote = note.get(f"{_T}note-class") == "footnote"
            if footnote and mark is not None and mark.get(f"{_T}label") is None:
                number += 1
                mark.text = str(number)

    def _list(self, printed: Printed) -> None:
        if not printed.entries:
            return
        at, replaces = self._list_place()
        base = at.get(f"{_T}style-name", "") if at is not None and replaces else ""
        entries = self._entries(printed.entries, self.parts.named(base), hanging=printed.hanging)
        if at is None:
            (heading,) = _parsed(
                '<text:h text:style-name="Heading_20_1" text:outline-level="1">'
                f"{spaced(printed.title)}</text:h>"
            )
            self.parts.body.extend([heading, *entries])
            return
        for entry in reversed(entries):
            at.addnext(entry)
        if replaces:
            parent = at.getparent()
            assert parent is not None
            parent.remove(at)

    def _list_place(self) -> tuple[etree._Element | None, bool]:
        """Return the paragraph after which the list goes, and whether the list replaces it."""
        heading = None
        for paragraph in self.parts.body.iter(*_PARAGRAPHS):
            if any(True for _ in paragraph.iterancestors(*_NOT_WRITTEN)):
                continue
            text = _text(paragraph)
            if LIST_HERE.fullmatch(text):
                return paragraph, True
            style = self.parts.named(paragraph.get(f"{_T}style-name", ""))
            is_heading = paragraph.tag == f"{_T}h" or style.startswith("Heading")
            if is_heading and is_list_title(text):
                heading = paragraph
        return heading, False

    def _entries(
        self, entries: Iterable[Entry], base: str, *, hanging: bool
    ) -> list[etree._Element]:
        named = next(filter(self.parts.has_style, ("Bibliography_20_1", "Bibliography")), "")
        printed = []
        for entry in entries:
            style = named
            if not style:
                hangs = hanging or entry.label
                indents = ' fo:margin-left="0.5in" fo:text-indent="-0.5in"' if hangs else ""
                parent = f' style:parent-style-name="{escaped(base or "Standard")}"'
                style = self.parts.made("paragraph", parent, indents)
            label = f"{self._runs_xml(entry.label, upright=False)}<text:tab/>"
            paragraphs = [
                (label if entry.label else "") + self._runs_xml(entry.runs, upright=False)
            ]
            paragraphs += [
                self._runs_xml(block.runs, upright=False)
                for block in entry.annotation
                if hasattr(block, "runs")
            ]
            printed += [
                f'<text:p text:style-name="{escaped(style)}">{inside}</text:p>'
                for inside in paragraphs
            ]
        return _parsed("".join(printed))

    def _runs_xml(self, runs: Sequence[Run], *, upright: bool) -> str:
        xml = ""
        for address, group in groupby(runs, key=lambda run: safe_link(run.link)):
            inside = "".join(self._run_xml(run, upright=upright) for run in group)
            if address and not address.startswith("#"):
                inside = (
                    f'<text:a xlink:type="simple" xlink:href="{escaped(address)}">{inside}</text:a>'
                )
            xml += inside
        return xml

    def _run_xml(self, run: Run, *, upright: bool) -> str:
        properties = text_properties(run, upright=upright)
        if not properties or not run.text:
            return spaced(run.text)
        style = self.parts.made("text", "", properties)
        return f'<text:span text:style-name="{style}">{spaced(run.text)}</text:span>'


# -- the text of a paragraph -----------------------------------------------------------------------


def _text(paragraph: etree._Element) -> str:
    return "".join(piece.text for piece in _walk(paragraph, [False]))


def _walk(element: etree._Element, changed: list[bool]) -> Iterator[_Piece]:
    """Yield the pieces of a paragraph's text; `changed` says whether it is a tracked change."""
    yield from _slot(_Slot(element, behind=False), changed)
    for child in element:
        tag = child.tag
        if tag in _WITHIN:
            yield from _walk(child, changed)
        elif tag == f"{_T}s":
            count = whole_number(child.get(f"{_T}c", "1"), 1, least=1, most=1000)
            yield _Piece(" " * count, element=child)
        elif tag in (f"{_T}tab", f"{_T}line-break"):
            yield _Piece("\t" if tag == f"{_T}tab" else "\n", element=child)
        elif tag in (f"{_T}change-start", f"{_T}change-end"):
            changed[0] = tag == f"{_T}change-start"
        elif isinstance(tag, str) and tag not in _SILENT:
            shown = "".join(map(str, child.itertext())) if tag != f"{_T}note" else ""
            yield _Piece(OTHER, element=child, shown=shown)
        yield from _slot(_Slot(child, behind=True), changed)


def _slot(slot: _Slot, changed: list[bool]) -> Iterator[_Piece]:
    if text := slot.get():
        yield _Piece(CHANGED, shown=text) if changed[0] else _Piece(text, slot)


def _cut(paragraph: etree._Element, taken: slice) -> tuple[_Slot, int, list[etree._Element]]:
    """Remove a range of text.

    Returns:
        Where something may stand instead: a slot and a place in its text; and the elements in the
        stretch that stand for blanks.
    """
    position = 0
    first: tuple[_Slot, int] | None = None
    blanks = []
    for piece in list(_walk(paragraph, [False])):
        begin, position = position, position + len(piece.text)
        if position <= taken.start or begin >= taken.stop:
            continue
        if piece.element is not None:
            blanks.append(piece.element)
        if piece.slot is None:
            continue
        before = piece.text[: max(0, taken.start - begin)]
        piece.slot.set(before + piece.text[max(0, taken.stop - begin) :])
        first = first or (piece.slot, len(before))
    assert first is not None
    return *first, blanks


def _insert(slot: _Slot, at: int, xml: str) -> None:
    """Insert text and elements into a slot."""
    text = slot.get()
    holder = etree.fromstring(f"<text:p {NAMESPACES}>{xml}</text:p>")
    slot.set(text[:at] + (holder.text or ""))
    last = slot
    for child in list(holder):
        tail, child.tail = child.tail or "", None
        if last.behind:
            parent = last.element.getparent()
            assert parent is not None
            parent.insert(parent.index(last.element) + 1, child)
        else:
            last.element.insert(0, child)
        last = _Slot(child, behind=True)
        last.set(tail)
    last.set(last.get() + text[at:])


def _remove(element: etree._Element) -> None:
    """Remove an element but keep the text after it."""
    parent, before = element.getparent(), element.getprevious()
    assert parent is not None
    slot = _Slot(parent, behind=False) if before is None else _Slot(before, behind=True)
    slot.set(slot.get() + (element.tail or ""))
    parent.remove(element)


def _parsed(xml: str) -> list[etree._Element]:
    return list(etree.fromstring(f"<office:text {NAMESPACES}>{xml}</office:text>"))
