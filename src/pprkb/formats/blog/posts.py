"""Lines of one post put together: title, citation, preamble, body, practice implications."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pprkb.formats.blog.page import (
    Furniture,
    FurnitureKind,
    Leftover,
    Line,
    Post,
    markdown_line,
    one_line,
    split_line,
)
from pprkb.formats.blog.words import (
    Marks,
    continues_citation,
    ends_citation,
    ends_sentence,
    implications_heading,
    is_citation,
    is_label,
    is_title_of,
    letters,
    may_be_title,
    same_words,
)
from pprkb.model.summary import Month
from pprkb.text.word_lists import word_lists

_INDENT = "    "
"""Deep enough for an item of any list, not deep enough for code."""


def paragraphs(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return lines as blocks of Markdown, without the blank lines between them.

    Args:
        lines: In order; neighbours in a list, in a quotation or of one paragraph become one block.
    """
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _belong_together(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_block(group) for group in groups)


def _belong_together(before: Line, line: Line) -> bool:
    if before.level or line.level:
        return False
    if _is_row(before) or _is_row(line):
        return _is_row(before) and _is_row(line)
    if line.quoted or before.quoted:
        return line.quoted == before.quoted
    if line.depth and before.depth:
        return True
    return line.paragraph == before.paragraph and line.depth == before.depth


def _is_row(line: Line) -> bool:
    return bool(line.cells) and not line.depth and not line.quoted


def _table(lines: Sequence[Line]) -> str:
    """Return rows as a table with the first as its head, which has the most cells."""
    width = max(len(line.cells) for line in lines)
    rows = [
        [markdown_line(cell).replace("|", "\\|") for cell in line.cells]
        + [""] * (width - len(line.cells))
        for line in lines
    ]
    rows.insert(1, ["---"] * width)
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _block(lines: Sequence[Line]) -> str:
    if lines[0].level:
        return f"### {markdown_line(lines[0].pieces)}"
    if _is_row(lines[0]):
        return _table(lines)
    depths = _depths(lines)
    # Within a quotation there may be lists and several paragraphs.
    written = [_first(lines[0], depths[0])]
    for index, (before, line) in enumerate(pairwise(lines), start=1):
        indent = _INDENT * depths[index]
        if line.marker:
            other_kind = before.marker[-1:] != line.marker[-1:]
            if not before.depth or (other_kind and depths[index] == depths[index - 1]):
                written.append("")
            written.append(_first(line, depths[index]))
        elif line.paragraph == before.paragraph:
            written[-1] += "\\"
            written.append(indent + markdown_line(line.pieces))
        else:
            written += ["", indent + markdown_line(line.pieces)]
    if quoted := lines[0].quoted:
        mark = "> " * quoted
        return "\n".join((mark + text).rstrip() for text in written)
    return "\n".join(written)


def _first(line: Line, depth: int) -> str:
    text = markdown_line(line.pieces)
    return f"{_INDENT * (depth - 1)}{line.marker} {text}" if line.marker else text


def _depths(lines: Sequence[Line]) -> list[int]:
    """Return the depth of each line in lists whose items have text themselves."""
    above: list[int] = []
    depths = []
    for line in lines:
        while above and above[-1] > line.depth:
            above.pop()
        if line.marker and (not above or above[-1] < line.depth):
            above.append(line.depth)
        depths.append(len(above))
    return depths


_TEXT_FROM = 120
"""A post without reference and practice implications has at least one paragraph of such length."""
_LINK_WORDS = word_lists(__file__)["links"]


@dataclass
class Parts:
    """The parts of a stretch of lines."""

    post: Post | None = None
    furniture: list[Furniture] = field(default_factory=list)
    leftover: list[Leftover] = field(default_factory=list)

    def leave(self, lines: Sequence[Line], why: str) -> None:
        """Leave lines out of the posts."""
        self.leftover += [Leftover(line=line.number, text=line.text, why=why) for line in lines]


def read_post(marks: Marks, start: int, end: int, month: Month | None) -> Parts:
    """Read the lines of one post."""
    parts = Parts()
    lines = list(marks.lines[start:end])
    reader = _Post(marks, start, end, parts)
    if not reader.is_post():
        parts.leave(lines, "no text of a post follows")
        return parts
    reader.read()
    parts.post = Post(
        month=month,
        title=reader.title,
        citation=reader.citation,
        citation_link=reader.citation_link,
        preamble=paragraphs(reader.preamble),
        body=paragraphs(reader.body),
        implications=paragraphs(reader.implications),
        author_line=tuple(line.text for line in reader.author),
        line=lines[0].number,
        notes=tuple(reader.notes),
    )
    return parts


class _Post:
    """Reads the lines of a post in order: head, body, practice implications."""

    def __init__(self, marks: Marks, start: int, end: int, parts: Parts) -> None:
        self.marks = marks
        self.parts = parts
        self.range = range(start, end)
        self.title = ""
        self.citation = ""
        self.citation_link = ""
        self.preamble: list[Line] = []
        self.body: list[Line] = []
        self.implications: list[Line] = []
        self.author: list[Line] = []
        self.notes: list[str] = []

    def is_post(self) -> bool:
        """Return whether the lines have more than titles and a reference."""
        marks = self.marks
        if any(marks.implications[index] for index in self.range):
            return True
        cited = any(marks.citation[index] for index in self.range)
        return any(
            len(marks.lines[index].text) >= (_TEXT_FROM if not cited else 1)
            for index in self.range
            if not marks.citation[index] and not marks.preamble[index]
            and not (marks.may_be_title(index) or marks.author[index])
        )  # fmt: skip

    def read(self) -> None:
        """Sort the lines."""
        rest = self._head()
        marks = self.marks
        noted = (marks.lines[index].note for index in self.range)
        self.notes += dict.fromkeys(note for note in noted if note)
        into = self.body
        seen = False
        for index in rest:
            line = marks.lines[index]
            if marks.author[index]:
                self.author.append(line)
            elif marks.implications[index] and not seen:
                seen = True
                into = self.implications
                words = implications_heading(line.text) or ""
                heading = line.text[: len(line.text) - len(words)].strip()
                self._away(line, FurnitureKind.IMPLICATIONS, heading)
                if words:
                    into.append(split_line(line, heading)[1])
            elif not seen and marks.preamble[index] and self._more_body(index):
                self.preamble.append(line)
            elif self.title and not self.body and same_words(line.text, self.title):
                self._away(line, FurnitureKind.TITLE_AGAIN)
            else:
                if marks.implications[index]:
                    self.notes.append(
                        f"practice implications are printed twice, on line {line.number}"
                    )
                elif marks.citation[index]:
                    self.notes.append(f"a second reference is printed on line {line.number}")
                into.append(line)
        self._leave_tail(into)
        self._note(seen=seen)

    def _head(self) -> range:
        """Consume titles, preambles and reference; return the rest."""
        marks = self.marks
        implications = next((i for i in self.range if marks.implications[i]), self.range.stop)
        citation = next((i for i in self.range if marks.citation[i] and i < implications), None)
        if citation is None:
            return self._head_without_reference()
        for index in range(self.range.start, citation):
            line = marks.lines[index]
            if same_words(line.text, self.title):
                self._away(line, FurnitureKind.TITLE_AGAIN)
            elif is_label(line.text):
                self._away(line, FurnitureKind.LABEL)
            elif not self.title and self._is_title(index, citation):
                self.title = line.text
            elif self.title or marks.preamble[index]:
                self.preamble.append(line)
            else:
                self.parts.leave([line], "comes before the title of a post")
        return range(self._take_citation(citation), self.range.stop)

    def _is_title(self, index: int, citation: int) -> bool:
        marks = self.marks
        if marks.may_be_title(index):
            return True
        if is_title_of(marks, index, citation):
            return True
        # A title may end with a full stop: it is then short and right above the reference.
        line = marks.lines[index]
        short = may_be_title(line.text.rstrip(". "))
        return short and not marks.preamble[index] and index == citation - 1

    def _head_without_reference(self) -> range:
        marks = self.marks
        index = self.range.start
        while index < self.range.stop:
            line = marks.lines[index]
            if self.title and same_words(line.text, self.title):
                self._away(line, FurnitureKind.TITLE_AGAIN)
            elif not self.title and marks.may_be_title(index):
                self.title = line.text
            elif marks.preamble[index]:
                self.preamble.append(line)
            else:
                break
            index += 1
        return range(index, self.range.stop)

    def _take_citation(self, index: int) -> int:
        """Consume the lines of the reference; return the next line."""
        lines = self.marks.lines
        taken = [lines[index]]
        text = lines[index].text
        index += 1
        while index < self.range.stop and self._continues(taken[-1], lines[index], text):
            taken.append(lines[index])
            text = f"{text} {lines[index].text}"
            index += 1
        self.citation = self._without_link_words(taken, text)
        links = [piece.link for line in taken for piece in line.pieces if piece.link]
        self.citation_link = links[-1] if links else ""
        return index

    def _without_link_words(self, lines: Sequence[Line], text: str) -> str:
        """Return a reference without words at its end that only lead to the work: "PDF"."""
        pieces = [piece for piece in lines[-1].pieces if piece.text.strip()]
        words = one_line(pieces[-1].text) if pieces else ""
        if len(pieces) < 2 or letters(words) not in _LINK_WORDS or not pieces[-1].link:
            return text
        self._away(lines[-1], FurnitureKind.NAVIGATION, words)
        return text.removesuffix(words).rstrip()

    def _continues(self, before: Line, line: Line, text: str) -> bool:
        if line.level or line.marker or implications_heading(line.text) is not None:
            return False
        if is_citation(line.text):
            return False
        if continues_citation(line.text):
            return True
        broken = before.paragraph == line.paragraph and not ends_citation(text)
        return broken and line.text[:1].islower()

    def _more_body(self, index: int) -> bool:
        """Return whether the post has text before or after a preamble in its body."""
        marks = self.marks
        for place in range(index + 1, self.range.stop):
            if marks.implications[place]:
                break
            if not marks.preamble[place]:
                return True
        return bool(self.body)

    def _leave_tail(self, into: list[Line]) -> None:
        """Leave out short lines after the last paragraph, such as the foot of the page."""
        tail: list[Line] = []
        while len(into) > 1 and self._is_tail(into[-1]):
            tail.insert(0, into.pop())
        self.parts.leave(tail, "a short line after the text of a post")

    def _is_tail(self, line: Line) -> bool:
        if is_label(line.text):
            return True
        if line.marker or line.quoted or line.cells or ends_sentence(line.text):
            return False
        return may_be_title(line.text) and not line.text.endswith(("?", "!"))

    def _away(self, line: Line, kind: FurnitureKind, text: str = "") -> None:
        self.parts.furniture.append(Furniture(line=line.number, text=text or line.text, kind=kind))

    def _note(self, *, seen: bool) -> None:
        if not self.title:
            self.notes.insert(0, "no title is printed")
        if not self.body:
            self.notes.append("there is no text before the practice implications")
        if not seen:
            self.notes.append("there are no practice implications")
        elif not self.implications:
            self.notes.append("nothing follows the practice implications")
