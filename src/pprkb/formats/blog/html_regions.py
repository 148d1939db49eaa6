"""Which elements of a web page hold posts, and which are menus around them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pprkb.formats.blog.characters import one_line
from pprkb.formats.blog.words import implications_heading, is_citation

if TYPE_CHECKING:
    from lxml.etree import _Element

_MENU_TAGS = frozenset(("nav", "footer", "aside", "form", "fieldset", "select", "button", "menu"))
_MENU_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog")
)
_MENU_NAMES = frozenset(
    "breadcrumb breadcrumbs element-invisible footer menu nav navbar navigation pager "  # noqa: SIM905
    "pagination share sharing sidebar site-footer site-header skip-link skip-nav social sr-only "
    "toolbar visually-hidden".split()
)
_CELLS = frozenset(("td", "th"))
_WHOLE_PAGE = frozenset(("html", "body", "main", "article"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LOOKED_AT = 1_200


class Regions:
    """What the elements of a page are for, worked out once for the whole page."""

    def __init__(self, root: _Element) -> None:
        """Mark every element that holds a post or a heading.

        Args:
            root: The page.
        """
        # The elements are kept, since lxml makes new ones for the same place in the page.
        self._all = list(root.iter())
        self._posts: set[_Element] = set()
        self._headings: set[_Element] = set()
        for element in self._all:
            if isinstance(element.tag, str) and element.tag in _HEADINGS:
                _mark(element.getparent(), self._headings)
            if any(_is_of_post(text) for text in (element.text, element.tail) if text):
                _mark(element, self._posts)

    def holds_posts(self, element: _Element) -> bool:
        """Return whether an element holds a reference or a heading of practice implications."""
        return element in self._posts

    def is_layout(self, element: _Element) -> bool:
        """Return whether a list item or table cell is there for the layout of posts."""
        if element.tag in _CELLS:
            row = element.getparent()
            return row in self._posts or row in self._headings
        return element in self._posts or element in self._headings

    def is_menu(self, element: _Element) -> bool:
        """Return whether an element is a menu or hidden; nothing that holds a post is."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _WHOLE_PAGE or element in self._posts:
            return False
        names = {
            *(element.get("class") or "").casefold().split(),
            (element.get("id") or "").casefold(),
        }
        style = (element.get("style") or "").replace(" ", "").casefold()
        return (
            tag in _MENU_TAGS
            or (element.get("role") or "").casefold() in _MENU_ROLES
            or not _MENU_NAMES.isdisjoint(names)
            or element.get("hidden") is not None
            or "display:none" in style
        )


def _mark(element: _Element | None, marked: set[_Element]) -> None:
    while element is not None and element not in marked:
        marked.add(element)
        element = element.getparent()


def _is_of_post(text: str) -> bool:
    start = one_line(text[:_LOOKED_AT])
    return bool(start) and (implications_heading(start) is not None or is_citation(start))


def base_address(elements: Iterable[_Element]) -> str:
    """Return the address that a page says it has, for links that are written without it."""
    for element in elements:
        if element.tag == "base" and element.get("href"):
            return element.get("href") or ""
        if element.tag == "link" and (element.get("rel") or "").casefold() == "canonical":
            return element.get("href") or ""
    return ""
