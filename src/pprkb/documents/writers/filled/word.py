"""Fills in the citations (`[@key]`) of a Word file and adds the list of references.

The file is changed where a citation or the list stands and nowhere else: every part without either
is copied byte for byte. Text that is tracked as a change, and what fields show, stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from pprkb.documents.document import Entry
from pprkb.documents.writers.characters import safe_link, with_country
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
from pprkb.documents.writers.filled.word_parts import WordParts
from pprkb.documents.writers.word.elements import (
    MAIN,
    MARK,
    NAMESPACES,
    TAB,
    escaped,
    language_of_run,
    text_element,
)
from pprkb.documents.writers.word.elements import field as field_of
from pprkb.formats.drafts.conventions import is_list_title
from pprkb.formats.markdown import FoundCitation
from pprkb.text.markup import Run

_W = f"{{{MAIN}}}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHANGES = frozenset(f"{_W}{tag}" for tag in ("ins", "del", "moveFrom", "moveTo"))
"""Elements of tracked changes."""
_NOTE_MARKS = (f"{_W}footnoteReference", f"{_W}endnoteReference")
_BLANKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


class WordDraft(FilledFile):
    """A Word file with citations to fill in."""

    def __init__(self, content: bytes, *, in_notes: bool) -> None:
        """Find the citations of a Word file.

        Args:
            content: The file.
            in_notes: Whether the style cites in footnotes.

        Raises:
            ValueError: It is not a Word file, or is damaged.
        """
        super().__init__(in_notes=in_notes)
        self.parts = WordParts(content)
        self._find()

    # -- finding ---------------------------------------------------------------------------------

    def _find(self) -> None:
        self._note_of = {
            (f"{_W}{kind}Reference", note.get(f"{_W}id", "")): note
            for kind in ("footnote", "endnote")
            for note in self.parts.notes(kind)
        }
        self._number = 0
        self._by_text: dict[str, int] = {}
        for paragraph in self.parts.body.iter(f"{_W}p"):
            self._in(paragraph, note=0)

    def _in(self, paragraph: etree._Element, *, note: int) -> None:
        """Find the citations of a paragraph and its notes, in order."""
        self._number += 1
        number = self._number
        text, marks = "", []
        for piece in _pieces(paragraph):
            text += piece.text
            marks += [(len(text), mark) for mark in piece.marks]
        is_copy = any(True for _ in paragraph.iterancestors(_FALLBACK))
        boxed = any(True for _ in paragraph.iterancestors(f"{_W}txbxContent"))
        if not is_copy:
            self.left += (LeftInFile(key, number) for key in left_over(_shown(paragraph), text))
        for found in in_order(text, marks):
            if not isinstance(found, FoundCitation):
                self._notes += 1
                own_note = self._note_of.get((str(found.tag), found.get(f"{_W}id", "")))
                for inner in own_note.iter(f"{_W}p") if own_note is not None else ():
                    self._in(inner, note=self._notes)
                continue
            written = text[found.start : found.end]
            if is_copy and written in self._by_text:
                # What a text box shows in old programs is the same citation once more.
                which = self._by_text[written]
                self._place(paragraph, found, which, inline=bool(note) or boxed)
                continue
            self._by_text[written] = len(self.citations)
            self._add(paragraph, found, number=number, note=note, boxed=boxed)

    # -- filling ---------------------------------------------------------------------------------

    def filled(self, printed: Printed) -> bytes:
        """Return the file with its citations and list of references."""
        # From the last to the first, so that places further up in a paragraph stay where they are;
        # the notes that are made are counted the other way.
        made: list[tuple[Place, etree._Element]] = []
        for place in reversed(self._places):
            mark = self._put(place, printed)
            if mark is not None:
                made.append((place, mark))
        for place, mark in reversed(made):
            note = self.parts.add_note(_runs_xml(printed.citations[place.number], None))
            mark.set(f"{_W}id", str(note))
        self._list(printed)
        return self.parts.packed()

    def _put(self, place: Place, printed: Printed) -> etree._Element | None:
        """Insert a citation, and return the mark of its note, if any."""
        text = "".join(piece.text for piece in _pieces(place.paragraph))
        runs, taken = self._replacement(place, text, printed)
        self.parts.touch(place.paragraph)
        after = _cut(place.paragraph, taken.start, taken.stop)
        properties = after.find(f"{_W}rPr")
        new = _parsed(_runs_xml(runs, properties))
        mark = None
        if self._becomes_note(place):
            reference = f"<w:r>{MARK}<w:footnoteReference/></w:r>"
            new += _parsed(reference)
            mark = new[-1].find(f"{_W}footnoteReference")
        for element in reversed(new):
            after.addnext(element)
        return mark

    def _list(self, printed: Printed) -> None:
        if not printed.entries:
            return
        at, base = self._list_place()
        body = self.parts.body
        style = self.parts.style("bibliography")
        entries = [
            element
            for entry in printed.entries
            for element in _parsed(_entry_xml(entry, style, base, hanging=printed.hanging))
        ]
        self.parts.touch(body)
        if at is None:
            heading = self.parts.style("heading 1")
            look = f'<w:pPr><w:pStyle w:val="{escaped(heading)}"/></w:pPr>' if heading else ""
            bold = "" if heading else "<w:rPr><w:b/></w:rPr>"
            title = f"<w:p>{look}<w:r>{bold}{text_element(escaped(printed.title))}</w:r></w:p>"
            last = len(body) - (len(body) > 0 and body[-1].tag == f"{_W}sectPr")
            body[last:last] = [*_parsed(title), *entries]
            return
        for element in reversed(entries):
            at.addnext(element)
        if base is not None:
            parent = at.getparent()
            assert parent is not None
            if at.find(f"./{_W}pPr/{_W}sectPr") is None:
                parent.remove(at)
            else:
                # It ends a section: its text goes, the paragraph stays.
                _cut(at, 0, sum(len(piece.text) for piece in _pieces(at)))

    def _list_place(self) -> tuple[etree._Element | None, etree._Element | None]:
        """Return the paragraph after which the list goes, and if it is replaced, its properties."""
        heading = None
        for paragraph in self.parts.body.iter(f"{_W}p"):
            text = "".join(piece.text for piece in _pieces(paragraph))
            if LIST_HERE.fullmatch(text):
                properties = paragraph.find(f"{_W}pPr")
                return paragraph, etree.Element("none") if properties is None else properties
            if is_list_title(text) and self.parts.is_heading(paragraph):
                heading = paragraph
        return heading, None


# -- the text of a paragraph -----------------------------------------------------------------------


class _Piece(NamedTuple):
    """A piece of a paragraph's text, and its element, or None if it must not be changed."""

    text: str
    element: etree._Element | None
    marks: tuple[etree._Element, ...] = ()
    """Of the notes that stand in it."""


def _pieces(paragraph: etree._Element) -> list[_Piece]:
    return list(_walk(paragraph, [0]))


def _shown(paragraph: etree._Element) -> str:
    """Return all visible text of a paragraph, before tracked changes are accepted or rejected."""
    written = paragraph.iter(f"{_W}t", *_BLANKS)
    return "".join(
        _BLANKS.get(str(one.tag), one.text or "")
        for one in written
        if next(one.iterancestors(f"{_W}p", f"{_W}moveFrom"), None) is paragraph
    )


def _walk(parent: etree._Element, fields: list[int]) -> Iterator[_Piece]:
    """Yield the pieces of a paragraph's text; `fields` counts the open fields."""
    for child in parent:
        tag = child.tag
        if tag == f"{_W}fldChar":
            kind = child.get(f"{_W}fldCharType")
            fields[0] += {"begin": 1, "end": -1}.get(kind or "", 0)
            yield _Piece(OTHER, None)
        elif tag in _CHANGES:
            yield _Piece(CHANGED, None, tuple(child.iter(*_NOTE_MARKS)))
        elif tag == f"{_W}fldSimple" or (fields[0] and tag == f"{_W}t"):
            yield _Piece(OTHER, None, tuple(child.iter(*_NOTE_MARKS)))
        elif tag == f"{_W}t":
            yield _Piece(child.text or "", child)
        elif tag in _BLANKS:
            yield _Piece(_BLANKS[tag], None)
        elif tag in (f"{_W}drawing", f"{_W}pict", f"{_W}object"):
            yield _Piece(OTHER, None)
        elif tag in _NOTE_MARKS:
            yield _Piece(OTHER, None, (child,))
        elif tag in (f"{_W}rPr", f"{_W}pPr", f"{_W}instrText", f"{_W}p"):
            continue
        elif isinstance(tag, str) and tag.endswith("}AlternateContent"):
            yield _Piece(OTHER, None)
        elif isinstance(tag, str):
            yield from _walk(child, fields)


def _cut(paragraph: etree._Element, start: int, end: int) -> etree._Element:
    """Remove a range of text, and return the run after which to insert its replacement."""
    position = 0
    first: etree._Element | None = None
    for text, element, _ in _pieces(paragraph):
        begin, stop = position, position + len(text)
        position = stop
        if element is None or stop <= start or begin >= end:
            continue
        before, after = text[: max(0, start - begin)], text[max(0, end - begin) :]
        if first is None:
            run = element.getparent()
            assert run is not None
            _divide(run, element, after)
            _set(element, before)
            first = run
        else:
            _set(element, after)
    assert first is not None
    return first


def _divide(run: etree._Element, element: etree._Element, after: str) -> None:
    """Split a run after an element; the rest becomes a new run."""
    following = list(element.itersiblings())
    if not following and not after:
        return
    # A copy keeps the names of the run's own spaces.
    rest = deepcopy(run)
    rest[:] = []
    properties = run.find(f"{_W}rPr")
    if properties is not None:
        rest.append(deepcopy(properties))
    if after:
        text = etree.SubElement(rest, f"{_W}t")
        _set(text, after)
    rest.extend(following)
    run.addnext(rest)


def _set(element: etree._Element, text: str) -> None:
    element.text = text
    if text != text.strip():
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


# -- what is put in --------------------------------------------------------------------------------


def _parsed(xml: str) -> list[etree._Element]:
    return list(etree.fromstring(f"<w:body {NAMESPACES}>{xml}</w:body>"))


def _runs_xml(runs: Iterable[Run], base: etree._Element | None) -> str:
    """Return runs with the formatting of the run that they replace."""
    return "".join(_run_xml(run, base) for run in runs)


def _run_xml(run: Run, base: etree._Element | None) -> str:
    text = escaped(run.text)
    if not text:
        return ""
    properties = etree.Element(f"{_W}rPr") if base is None else deepcopy(base)
    own = [
        name
        for name, wanted in (("b", run.bold), ("i", run.italic), ("smallCaps", run.small_caps))
        if wanted
    ]
    for name in own:
        _toggle(properties, name)
    if run.superscript or run.subscript:
        for old in properties.findall(f"{_W}vertAlign"):
            properties.remove(old)
        place = "superscript" if run.superscript else "subscript"
        align = etree.SubElement(properties, f"{_W}vertAlign")
        align.set(f"{_W}val", place)
    if run.language:
        for old in properties.findall(f"{_W}lang"):
            properties.remove(old)
        properties.extend(_parsed(language_of_run(with_country(run.language))))
    written = etree.tostring(_ordered(properties), encoding="unicode") if len(properties) else ""
    printed = f"<w:r>{written}{text_element(text)}</w:r>"
    address = safe_link(run.link)
    if not address or address.startswith("#"):
        return printed
    # A field, so that no relationship of the file is needed.
    target = escaped(address.replace('"', "%22"))
    return field_of(f"HYPERLINK &quot;{target}&quot;", printed)


def _toggle(properties: etree._Element, name: str) -> None:
    """Toggle italics and the like: italic text within italics becomes upright."""
    there = properties.findall(f"{_W}{name}")
    was_on = any(one.get(f"{_W}val", "1") not in ("0", "false", "off") for one in there)
    for one in (*there, *properties.findall(f"{_W}{name}Cs")):
        properties.remove(one)
    if not was_on or name == "b":
        properties.append(etree.Element(f"{_W}{name}"))


_RPR = (  # ECMA-376, part 1, section 17.3.2.28
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike"),
    *("outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden"),
    *("color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect"),
    *("bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout"),
    *("specVanish", "oMath"),
)
_RANK = {f"{_W}{name}": rank for rank, name in enumerate(_RPR)}


def _ordered(properties: etree._Element) -> etree._Element:
    """Return properties in the order of the schema."""
    properties[:] = sorted(properties, key=lambda one: _RANK.get(str(one.tag), len(_RANK)))
    return properties


def _entry_xml(entry: Entry, style: str, base: etree._Element | None, *, hanging: bool) -> str:
    """Return the paragraph of a reference, and those below it."""
    if style:
        look = f'<w:pPr><w:pStyle w:val="{escaped(style)}"/></w:pPr>'
    else:
        kept = "" if base is None else _kept(base)
        indent = '<w:ind w:left="720" w:hanging="720"/>' if hanging or entry.label else ""
        look = f"<w:pPr>{kept}{indent}</w:pPr>"
    label = f"{_runs_xml(entry.label, None)}{TAB}" if entry.label else ""
    below = "".join(
        f"<w:p>{look}{_runs_xml(block.runs, None)}</w:p>"
        for block in entry.annotation
        if hasattr(block, "runs")
    )
    return f"<w:p>{look}{label}{_runs_xml(entry.runs, None)}</w:p>{below}"


def _kept(properties: etree._Element) -> str:
    """Return the style and spacing of the paragraph that the list replaces."""
    kept = [properties.find(f"{_W}{name}") for name in ("pStyle", "spacing")]
    return "".join(etree.tostring(one, encoding="unicode") for one in kept if one is not None)
