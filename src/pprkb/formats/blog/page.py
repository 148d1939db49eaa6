"""What a page of the blog holds: posts, furniture, and what belongs to neither."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pprkb.model.summary import Month


class FurnitureKind(StrEnum):
    """The parts of a page that are no text of a post."""

    MONTH = "month heading"
    TITLE_AGAIN = "title printed again"
    IMPLICATIONS = "heading of the practice implications"
    LABEL = "word before a reference"
    BLOG_TITLE = "name of the blog"
    THIS_MONTH = "what this month is about"
    TOPICS = "list of topics or types of research"
    NAVIGATION = "menus and page controls"
    SCRIPT = "scripts and styles"


@dataclass(frozen=True, kw_only=True)
class Post:
    """One post. Titles, citation and preambles are plain text; paragraphs are Markdown."""

    month: Month | None
    """None where the post comes before any month."""
    title: str
    """Empty where none is printed."""
    citation: str = ""
    """As printed, on one line; empty where the post has none."""
    citation_link: str = ""
    """Where the citation's last link leads: often the DOI that the text leaves out."""
    preamble: tuple[str, ...] = ()
    """Paragraphs on the series of the post, wherever they are."""
    body: tuple[str, ...] = ()
    """Paragraphs, lists and quotations before the practice implications."""
    implications: tuple[str, ...] = ()
    author_line: tuple[str, ...] = ()
    """How to reach the author of the work: "Author email: ..."."""
    line: int
    """Where the post begins on the page."""
    notes: tuple[str, ...] = ()
    """What was uncertain in reading it."""


@dataclass(frozen=True, kw_only=True)
class Furniture:
    """A part of the page that is no text of a post."""

    line: int
    text: str
    kind: FurnitureKind


@dataclass(frozen=True, kw_only=True)
class Leftover:
    """Text that was put into no post."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, kw_only=True)
class BlogPage:
    """A page, part by part: every word of it is in exactly one of these."""

    posts: tuple[Post, ...] = ()
    topics: tuple[str, ...] = ()
    """The labels of the list of topics."""
    furniture: tuple[Furniture, ...] = ()
    leftover: tuple[Leftover, ...] = ()
