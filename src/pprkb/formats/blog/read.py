"""A page of the blog into posts: the entry of this package."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pprkb.formats.blog.furniture import Sorted, without_furniture
from pprkb.formats.blog.html import html_lines
from pprkb.formats.blog.html_tags import is_html
from pprkb.formats.blog.lines import Line
from pprkb.formats.blog.months import month_heading, year_heading
from pprkb.formats.blog.page import BlogPage, Furniture, FurnitureKind, Leftover, Post
from pprkb.formats.blog.parting import parted
from pprkb.formats.blog.pasted import pasted_lines
from pprkb.formats.blog.posts import read_post
from pprkb.formats.blog.preambles import Preambles
from pprkb.formats.blog.starts import Marks, find_starts
from pprkb.formats.blog.words import implications_heading, is_citation, may_be_title
from pprkb.model.summary import Month

_WORDS = 3
"""A line above a date that is no heading must have so many words to be a title."""


def read_blog_page(text: str) -> BlogPage:
    """Read a page of the blog, HTML or pasted text.

    Under each month stand posts: a title, often a reference, a summary, "Practice Implications".
    Nothing is lost: what belongs to no post is furniture, such as menus, or left over. What is
    told from what by which rules is in docs/import.md.

    Args:
        text: The whole page.
    """
    images: tuple[Leftover, ...] = ()
    if is_html(text):
        lines, images = html_lines(text)
    else:
        lines = pasted_lines(text)
    found = without_furniture(lines)
    below, heads = _without_heads(found)
    leftover = [*found.leftover, *heads, *images]
    text_lines = list(parted(below))
    preambles = Preambles(text_lines)
    posts: list[Post] = []
    furniture = found.furniture
    for month, section in _months(text_lines, furniture):
        marks = Marks.of(section, preambles)
        starts = find_starts(marks, headed=month is not None)
        why = "stands before the first post" if month else "stands before any month"
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
        topics=tuple(dict.fromkeys(found.topics)),
        furniture=tuple(sorted(furniture, key=lambda one: one.line)),
        leftover=tuple(sorted(leftover, key=lambda one: one.line)),
    )


def _without_heads(found: Sorted) -> tuple[list[Line], list[Leftover]]:
    """Take out what introduces the blog; pages may stand one after the other in a file."""
    lines = found.text
    heads = {id(line) for line in found.heads}
    text: list[Line] = []
    leftover: list[Leftover] = []
    index = 0
    while index < len(lines):
        end = index + 1
        if id(lines[index]) in heads:
            end = _end_of_head(lines, index, heads)
            why = "introduces the blog"
            head = lines[index:end]
            leftover += [Leftover(line=one.number, text=one.text, why=why) for one in head]
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
        titles = (one.text for one in furniture if one.kind is FurnitureKind.SCRIPT)
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
    """Return whether a month is the date of the post whose title stands above it."""
    if index == 0 or index + 1 >= len(lines):
        return False
    above, below = lines[index - 1], lines[index + 1]
    titled = bool(above.level) or (may_be_title(above.text) and len(above.text.split()) >= _WORDS)
    if not titled or month_heading(above.text) or below.level or month_heading(below.text):
        return False
    return is_citation(below.text) or not may_be_title(below.text)
