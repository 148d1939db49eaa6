"""Reading a page of the blog: furniture is set aside, lines with several parts are split."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pprkb.formats.blog.html import html_lines, is_html
from pprkb.formats.blog.page import (
    BlogPage,
    Furniture,
    FurnitureKind,
    Leftover,
    Line,
    Post,
    split_line,
)
from pprkb.formats.blog.pasted import pasted_lines
from pprkb.formats.blog.posts import read_post
from pprkb.formats.blog.words import (
    Marks,
    Preambles,
    begins_citation,
    ends_sentence,
    find_starts,
    implications_heading,
    is_citation,
    is_identifier,
    is_label,
    letters,
    may_be_title,
    month_heading,
    year_heading,
)
from pprkb.model.summary import Month
from pprkb.text.word_lists import word_lists

_MONTH_BEFORE = re.compile(r"(?P<month>.{6,40}?)\s*[:|\u2013\u2014-]\s+(?=\S)")
_IMPLICATIONS = re.compile(r"[.!?][\"\u201d\u2019)]?\s+(?=(?:Practice|Clinical)\s+Implications?\b)")
_REFERENCE_END = re.compile(
    r"""(?:[,:]\s*e?\d+(?:\s*[-\u2010-\u2015]\s*e?\d+)? | \b10\.\d{4,9}/\S+? | https?://\S+?
        | publication | \bpress)\.?\s+(?=["\u201c(]?[^\W\d_a-z])""",
    re.VERBOSE,
)
_YEAR_END = re.compile(r"\)[.,:]?\s")
_REFERENCE_LONG = 450
_TEXT_LONG = 150


def parted(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines, those with several parts split.

    A month before a title, a word such as "Reference:" before a reference, a text right after a
    reference, practice implications in the middle of a paragraph.
    """
    for line in lines:
        for rest in _beginning(line):
            yield from _at_implications(rest)


def _beginning(line: Line) -> Iterator[Line]:
    text = line.text
    month = _MONTH_BEFORE.match(text)
    if month and month_heading(month["month"]) and may_be_title(text[month.end() :]):
        head, line = split_line(line, text[: month.end()])
        yield head
        yield line
        return
    label, colon, reference = text.partition(":")
    if colon and is_label(label) and begins_citation(reference.strip()):
        head, line = split_line(line, label + colon)
        yield head
        text = line.text
    end = _end_of_reference(text)
    if end:
        head, line = split_line(line, text[:end])
        yield head
        line = replace(line, note="its reference and its text are on one line")
    yield line


def _end_of_reference(text: str) -> int:
    """Return where a reference ends and a text begins on one line; 0 where it does not."""
    if len(text) < _REFERENCE_LONG or not begins_citation(text):
        return 0
    year = _YEAR_END.search(text)
    for match in _REFERENCE_END.finditer(text, year.end() if year else 0):
        rest = text[match.end() :]
        if len(rest) < _TEXT_LONG:
            return 0
        if not is_identifier(rest):
            return match.end()
    return 0


def _at_implications(line: Line) -> Iterator[Line]:
    match = _IMPLICATIONS.search(line.text)
    while match and implications_heading(line.text[match.end() :]) is not None:
        head, line = split_line(line, line.text[: match.end()])
        yield head
        match = _IMPLICATIONS.search(line.text)
    yield line


_BLOG_TITLES = word_lists(__file__)["blog"]
_CONTROLS = word_lists(__file__)["controls"]
_PAGER = re.compile(
    r"(?=.*(?:[«‹›»]|\d\s+\d))"
    r"(?:(?:page|of|first|last|next|previous|\b\d{1,3}\b|[«‹›»|])[\s.…]*)+\Z",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:©|copyright\b|\(c\)\s)", re.IGNORECASE)
_TOPIC_HEADINGS = frozenset(("topics", "topic", "alltopics", "categories", "browsebytopic"))
_TYPE_HEADINGS = frozenset(("typeofresearch", "typesofresearch", "researchtype", "researchtypes"))
_LABEL_AT_MOST = 90
_BULLET = re.compile(r"\A[•·*–-]\s*")
_COUNT = re.compile(r"\s*\(\d{1,4}\)\Z")
_CHOICE = re.compile(r"\(clear\)\Z|\A-?\s*(?:any|all)\b.{0,20}\Z", re.IGNORECASE)
_THIS_MONTH = re.compile(
    r"this\s+month\W*\Z|this\s+month\b.{0,20}\bi\s+(?:\w+\s+)?(?:blog|write)\b", re.IGNORECASE
)
_I_BLOG = re.compile(r"(?:…|\.{2,}).*|i\s+(?:\w+\s+)?(?:blog|write)\s+about\b.*", re.IGNORECASE)
_PROSE = 200
"""A line of this many characters is never taken for a menu."""


@dataclass
class Sorted:
    """The lines of a page that may belong to posts, and all others."""

    text: list[Line] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    leftover: list[Leftover] = field(default_factory=list)
    heads: list[Line] = field(default_factory=list)
    """The first line of text below each name of the blog, where a page begins."""
    at_head: bool = False

    def put_away(self, line: Line, kind: FurnitureKind) -> None:
        """Remove a line from the text."""
        self.furniture.append(Furniture(line=line.number, text=line.text, kind=kind))


def without_furniture(lines: Sequence[Line]) -> Sorted:
    """Remove everything from a page that is not part of a post; month headings stay."""
    page = Sorted()
    index = 0
    while index < len(lines):
        line = lines[index]
        labels = _labels(lines, index)
        if labels:
            page.put_away(line, FurnitureKind.TOPICS)
            for label in labels:
                page.put_away(label, FurnitureKind.TOPICS)
            if letters(line.text) in _TOPIC_HEADINGS:
                page.topics += filter(None, map(_label, labels))
            index += 1 + len(labels)
            continue
        kind = _kind(line, lines[index - 1] if index else None, page)
        if kind is FurnitureKind.NAVIGATION and len(line.text) >= _PROSE:
            why = "a long text among the menus of the page"
            page.leftover.append(Leftover(line=line.number, text=line.text, why=why))
        elif kind:
            page.put_away(line, kind)
        else:
            page.text.append(line)
            if page.at_head:
                page.heads.append(line)
        page.at_head = kind is FurnitureKind.BLOG_TITLE or (page.at_head and bool(kind))
        index += 1
    return page


def _labels(lines: Sequence[Line], start: int) -> list[Line]:
    """Return the lines of the list whose heading is at a position, if there is one."""
    words = letters(lines[start].text)
    if words not in _TOPIC_HEADINGS and words not in _TYPE_HEADINGS:
        return []
    following = lines[start + 1 : start + 2]
    listed = bool(following) and _is_listed(following[0])
    labels: list[Line] = []
    for line in lines[start + 1 :]:
        if month_heading(line.text) or _heads_list(line):
            break
        if listed != _is_listed(line) or not _is_label(line, listed=listed):
            # Without bullets, the last short line before a longer one is rather its title.
            return labels if listed else labels[:-1]
        labels.append(line)
    return labels


def _heads_list(line: Line) -> bool:
    return letters(line.text) in _TOPIC_HEADINGS | _TYPE_HEADINGS and not _is_listed(line)


def _is_label(line: Line, *, listed: bool) -> bool:
    text = line.text
    if len(text) > _LABEL_AT_MOST or ends_sentence(text) or is_citation(text):
        return False
    return implications_heading(text) is None and (listed or not line.level)


def _is_listed(line: Line) -> bool:
    return bool(line.marker or line.aside or _BULLET.match(line.text))


def _label(line: Line) -> str:
    text = _COUNT.sub("", line.text if line.marker else _BULLET.sub("", line.text))
    return "" if _CHOICE.search(text) else text


def _kind(line: Line, before: Line | None, page: Sorted) -> FurnitureKind | None:
    if line.aside:
        return line.aside
    words = letters(line.text)
    if words in _TOPIC_HEADINGS | _TYPE_HEADINGS:
        return FurnitureKind.TOPICS
    if words in _BLOG_TITLES:
        return FurnitureKind.BLOG_TITLE
    if words in _CONTROLS or _PAGER.match(line.text) or _COPYRIGHT.match(line.text):
        return FurnitureKind.NAVIGATION
    if _THIS_MONTH.match(line.text):
        return FurnitureKind.THIS_MONTH
    last = page.furniture[-1] if page.furniture else None
    follows = before is not None and last is not None and last.line == before.number
    if follows and last and last.kind is FurnitureKind.THIS_MONTH and _I_BLOG.match(line.text):
        return FurnitureKind.THIS_MONTH
    return None


_WORDS = 3
"""The minimum number of words of a title above a date that is not a heading."""


def read_blog_page(text: str) -> BlogPage:
    """Read a page of the blog, HTML or pasted text.

    Under each month are posts: a title, often a reference, a summary, "Practice Implications".
    Nothing is lost: what belongs to no post is furniture, such as menus, or left over. What is
    told from what by which rules is in docs/import.md.
    """
    images: tuple[Leftover, ...] = ()
    if is_html(text):
        lines, images = html_lines(text)
    else:
        lines = pasted_lines(text)
    page = without_furniture(lines)
    below, heads = _without_heads(page)
    leftover = [*page.leftover, *heads, *images]
    text_lines = list(parted(below))
    preambles = Preambles(text_lines)
    posts: list[Post] = []
    furniture = page.furniture
    for month, section in _months(text_lines, furniture):
        marks = Marks.of(section, preambles)
        starts = find_starts(marks, headed=month is not None)
        why = "comes before the first post" if month else "comes before any month"
        before = section[: starts[0] if starts else len(section)]
        leftover += [Leftover(line=line.number, text=line.text, why=why) for line in before]
        for start, end in pairwise([*starts, len(section)]):
            parts = read_post(marks, start, end, month)
            if parts.post:
                posts.append(parts.post)
            furniture += parts.furniture
            leftover += parts.leftover
    return BlogPage(
        posts=tuple(posts),
        topics=tuple(dict.fromkeys(page.topics)),
        furniture=tuple(sorted(furniture, key=lambda one: one.line)),
        leftover=tuple(sorted(leftover, key=lambda one: one.line)),
    )


def _without_heads(page: Sorted) -> tuple[list[Line], list[Leftover]]:
    """Remove introductions of the blog; a file may hold several pages."""
    lines = page.text
    heads = {id(line) for line in page.heads}
    text: list[Line] = []
    leftover: list[Leftover] = []
    index = 0
    while index < len(lines):
        end = index + 1
        if id(lines[index]) in heads:
            end = _end_of_head(lines, index, heads)
            why = "introduces the blog"
            head = lines[index:end]
            leftover += [Leftover(line=line.number, text=line.text, why=why) for line in head]
        if end == index or id(lines[index]) not in heads:
            end = index + 1
            text.append(lines[index])
        index = end
    return text, leftover


def _end_of_head(lines: Sequence[Line], start: int, heads: set[int]) -> int:
    """Return the line after what introduces the blog; the same line where a post begins."""
    for index in range(start, len(lines)):
        line = lines[index]
        if month_heading(line.text):
            return index - (index > start and _stands_below_title(lines, index))
        if index > start and id(line) in heads:
            return index
        if is_citation(line.text) or implications_heading(line.text) is not None:
            return start
    return len(lines)


def _months(
    lines: Sequence[Line], furniture: list[Furniture]
) -> Iterator[tuple[Month | None, list[Line]]]:
    """Yield the lines below each month; those before the first with None.

    A page without months has the month of its own title, if that names one.
    """
    month: Month | None = None
    if not any(month_heading(line.text) for line in lines):
        titles = (part.text for part in furniture if part.kind is FurnitureKind.SCRIPT)
        month = next((named for text in titles if (named := month_heading(text))), None)
    year: int | None = None
    section: list[Line] = []
    for index, line in enumerate(lines):
        named = None if line.marker else month_heading(line.text, year)
        written = None if line.marker else year_heading(line.text)
        if named or written:
            kind = FurnitureKind.MONTH
            furniture.append(Furniture(line=line.number, text=line.text, kind=kind))
        if named:
            above = section[-1:] if _stands_below_title(lines, index) else []
            yield month, section[: len(section) - len(above)]
            month, section = named, above
        elif written:
            year = written
        else:
            section.append(line)
    yield month, section


def _stands_below_title(lines: Sequence[Line], index: int) -> bool:
    """Return whether a month is the date of the post whose title is above it."""
    if index == 0 or index + 1 >= len(lines):
        return False
    above, below = lines[index - 1], lines[index + 1]
    titled = bool(above.level) or (may_be_title(above.text) and len(above.text.split()) >= _WORDS)
    if not titled or month_heading(above.text) or below.level or month_heading(below.text):
        return False
    return is_citation(below.text) or not may_be_title(below.text)
