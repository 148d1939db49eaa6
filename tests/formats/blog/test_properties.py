"""Any page at all is read, and nothing of it is lost."""

import re
import textwrap
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pprkb.formats.blog.html import is_html
from pprkb.formats.blog.page import Piece, clean, markdown_line, plain_text
from pprkb.formats.blog.read import read_blog_page
from pprkb.formats.markdown import find_citations, plain_paragraphs
from tests.formats.blog.words_of import html_text, page_text, words

PAGES = [p.read_text(encoding="utf-8") for p in sorted((Path(__file__).parent / "pages").iterdir())]
PASTED = [page for page in PAGES if not is_html(page)]
_LINES = sorted({line for page in PASTED for line in page.split("\n")})
_BULLETS = re.compile(r"[\s•‣◦▪●·*–-]")

lines = (
    st.sampled_from(_LINES)
    | st.text(max_size=60)
    | st.text("#>-+*_`[]()@!\\<&;:=|~1. ab", max_size=30)
)
pasted = st.lists(lines, max_size=25).map("\n".join)
tags = st.sampled_from(
    "<p> </p> <div> </div> <br> <b> </b> <i> </i> <em> <li> <ul> </ul> <h2> </h2> <h4> <td> "  # noqa: SIM905
    "<tr> <table> </table> <blockquote> </blockquote> <nav> </nav> <footer> <a> </a> <sup> </sup> "
    "<pre> </pre> <option> <select> </select> <hr>".split()
)
html_lines = lines.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))
html = st.lists(tags | html_lines, max_size=30).map(lambda parts: "<p>" + "".join(parts))


def letters(text):
    return Counter("".join(words(text).elements()))


def signs(text):
    """Count all characters but blanks and the signs that begin an item."""
    return Counter(_BULLETS.sub("", clean(text)))


@given(pasted)
@settings(max_examples=300, deadline=None)
@example("\n- a\n2. b\n- c")
def test_no_character_of_pasted_text_is_lost(text):
    if not is_html(text):
        assert signs(page_text(read_blog_page(text))) == signs(text)


@given(html)
@settings(max_examples=300, deadline=None)
def test_no_letter_of_a_web_page_is_lost(page):
    """Stray closing tags part words for one parser and not for another, so letters are counted."""
    assert letters(page_text(read_blog_page(page))) == letters(html_text(page))


@given(st.text() | st.text("<>/!-[]\"'= abp\n&#;"))
@settings(max_examples=500, deadline=None)
def test_any_text_is_read(text):
    read_blog_page(text)
    read_blog_page("<p>" + text)


@given(st.sampled_from(PASTED), st.integers(55, 100), st.sampled_from(["\n\n", "\n"]))
@settings(max_examples=60, deadline=None)
def test_no_word_of_a_wrapped_page_is_lost(page, width, between):
    wrapped = between.join(
        textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
        for line in page.split("\n")
    )
    assert words(page_text(read_blog_page(wrapped))) == words(page)


pieces = st.lists(
    st.builds(
        Piece,
        st.text("ab1 .,:;!?*_`[](){}@#&<>|~=+-\\/é“", max_size=12).map(clean),
        st.booleans(),
        st.booleans(),
        st.sampled_from(
            ["", "", "https://x.example.org/a_(b)".replace("(", "%28").replace(")", "%29")]
        ),
    ),
    max_size=5,
)


@pytest.mark.slow
@given(pieces)
@settings(max_examples=1000, deadline=None)
def test_markdown_reads_as_the_text_did(line):
    plain = plain_text(line)
    written = markdown_line(line)
    assert plain_paragraphs(written, {}) == ((plain,) if plain else ())
    assert not list(find_citations(written))
