"""A page of the blog into posts: the entry of this package."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pprkb.formats.blog_page.furniture import without_furniture
from pprkb.formats.blog_page.html import html_lines
from pprkb.formats.blog_page.html_tags import is_html
from pprkb.formats.blog_page.lines import Line
from pprkb.formats.blog_page.months import month_heading, year_heading
from pprkb.formats.blog_page.page import BlogPage, Furniture, FurnitureKind, Leftover, Post
from pprkb.formats.blog_page.pasted import pasted_lines
from pprkb.formats.blog_page.posts import read_post
from pprkb.formats.blog_page.preambles import Preambles
from pprkb.formats.blog_page.starts import Marks, find_starts
from pprkb.model.summary import Month


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
    preambles = Preambles(found.text)
    posts: list[Post] = []
    furniture, leftover = found.furniture, [*found.leftover, *images]
    for month, section in _months(found.text, furniture):
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


def _months(
    lines: Sequence[Line], furniture: list[Furniture]
) -> Iterator[tuple[Month | None, list[Line]]]:
    """Yield the lines below each month; those before the first with None."""
    month: Month | None = None
    year: int | None = None
    section: list[Line] = []
    for line in lines:
        named = None if line.marker else month_heading(line.text, year)
        written = None if line.marker else year_heading(line.text)
        if named or written:
            kind = FurnitureKind.MONTH
            furniture.append(Furniture(line=line.number, text=line.text, kind=kind))
        if named:
            yield month, section
            month, section = named, []
        elif written:
            year = written
        else:
            section.append(line)
    yield month, section
