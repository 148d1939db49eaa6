"""The words of a page and of what was read from it, to compare that nothing is lost."""

import re
import unicodedata
from collections import Counter
from html.parser import HTMLParser

from pprkb.formats.blog.page import clean
from pprkb.formats.markdown import plain_paragraphs

_INLINE = frozenset(
    "a b i em strong span font u sup sub q cite code small abbr img var s".split()  # noqa: SIM905
)


def words(text):
    """Count the words of plain text, whatever stands between them."""
    plain = unicodedata.normalize("NFKC", clean(text))
    return Counter(re.findall(r"[^\W_]+", plain))


class _Text(HTMLParser):
    """An independent reader of HTML: the text of all elements, with the numbers of lists."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts = []
        self.lists = []

    def handle_starttag(self, tag, attrs):
        if tag not in _INLINE:
            self.parts.append("\n")
        if tag in ("ul", "ol"):
            start = int(dict(attrs).get("start", 1))
            self.lists.append(start - 1 if tag == "ol" else None)
        if tag == "li" and self.lists and self.lists[-1] is not None:
            self.lists[-1] += 1
            self.parts.append(f"{self.lists[-1]}. ")
        if tag == "img":
            self.parts.append(dict(attrs).get("alt", ""))

    def handle_endtag(self, tag):
        if tag not in _INLINE:
            self.parts.append("\n")
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()

    def handle_data(self, data):
        self.parts.append(data)

    def unknown_decl(self, data):
        self.parts.append(data)


def html_text(page):
    reader = _Text()
    reader.feed(page)
    reader.close()
    return "".join(reader.parts)


def page_text(page):
    """Return everything that was read from a page, as plain text."""
    parts = []
    for post in page.posts:
        parts += [post.title, post.citation, *post.author_line]
        for block in (*post.preamble, *post.body, *post.implications):
            parts += plain_paragraphs(block, {})
    parts += [one.text for one in (*page.furniture, *page.leftover)]
    return "\n".join(parts)
