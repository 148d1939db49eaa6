"""Whole pages of the blog, invented, each with some of the oddities that its pages have."""

import re
from pathlib import Path

import pytest

from pprkb.formats.blog.html import is_html
from pprkb.formats.blog.read import read_blog_page
from tests.formats.blog.words_of import html_text, page_text, words

PAGES = sorted((Path(__file__).parent / "pages").iterdir())
EACH = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)


def printed(page):
    """Write what was read in a form that a person can look through."""
    lines = []
    for post in page.posts:
        lines += [f"=== {post.month or 'no month'}, line {post.line}", f"title: {post.title}"]
        for name in ("citation", "citation_link"):
            if getattr(post, name):
                lines.append(f"{name}: {getattr(post, name)}")
        for name in ("preamble", "author_line", "notes"):
            lines += [f"{name}: {one}" for one in getattr(post, name)]
        lines += ["", "\n\n".join(post.body), "", "--- practice implications", ""]
        lines += ["\n\n".join(post.implications), ""]
    lines.append("=== topics")
    lines += page.topics
    lines.append("=== furniture")
    lines += [f"{one.line}: {one.kind}: {one.text}" for one in page.furniture]
    lines.append("=== left over")
    lines += [f"{one.line}: {one.text} ({one.why})" for one in page.leftover]
    return "\n".join(lines) + "\n"


@EACH
def test_pages_are_read_as_they_were_looked_through(path, golden):
    page = read_blog_page(path.read_text(encoding="utf-8"))
    golden(f"blog_page/{path.name}.txt", printed(page).encode())


@EACH
def test_no_word_of_a_page_is_lost(path):
    text = path.read_text(encoding="utf-8")
    expected = text
    if path.name == "damaged.html":
        # What a browser makes of it loses words: "a<b" is a tag to it, an open script swallows all.
        tags = r"<!--.*?-->|</?(?:html|body|p|h2|b|i|table|td|tr|div|unknown|script)>"
        expected = re.sub(tags, " ", text)
    elif is_html(text):
        expected = html_text(text)
    assert words(page_text(read_blog_page(text))) == words(expected)
