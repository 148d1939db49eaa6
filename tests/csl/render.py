"""Small styles for tests, and what they print."""

from __future__ import annotations

from typing import Any

from citeproc.formatter import html

from pprkb.csl import Cite, CiteGroup, CompiledBibliography, CompiledStyle

_INFO = (
    "<info><title>Test</title><id>http://example.org/test</id>"
    "<updated>2024-01-01T00:00:00+00:00</updated></info>"
)


def style_xml(
    layout: str = '<text variable="title"/>',
    *,
    citation: str = "",
    root: str = "",
    layout_attributes: str = 'delimiter="; "',
    sort: str = "",
    bibliography: str = "",
    extra: str = "",
    kind: str = "in-text",
) -> str:
    """A style around one citation layout."""
    return (
        f'<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="{kind}" {root}>'
        f"{_INFO}{extra}<citation {citation}>{sort}"
        f"<layout {layout_attributes}>{layout}</layout></citation>{bibliography}</style>"
    )


def bibliography_xml(layout: str, attributes: str = "", sort: str = "", suffix: str = "") -> str:
    """A cs:bibliography element."""
    return f"<bibliography {attributes}>{sort}<layout{suffix}>{layout}</layout></bibliography>"


def book(key: str = "a", **variables: Any) -> dict[str, Any]:
    """A CSL-JSON item; underscores in names stand for hyphens."""
    item: dict[str, Any] = {"id": key, "type": "book"}
    item.update({name.replace("_", "-"): value for name, value in variables.items()})
    return item


def person(family: str, given: str = "", **parts: Any) -> dict[str, Any]:
    """A CSL-JSON name."""
    name: dict[str, Any] = {"family": family}
    if given:
        name["given"] = given
    name.update({part.replace("_", "-"): value for part, value in parts.items()})
    return name


def year(number: int) -> dict[str, Any]:
    """A CSL-JSON date of one year."""
    return {"date-parts": [[number]]}


class Document:
    """A style, its items and the citations made of them."""

    def __init__(
        self,
        xml: str,
        items: list[dict[str, Any]],
        *,
        locale: str | None = None,
        formatter: Any = html,
        register: bool = True,
    ) -> None:
        """Compile the style and, unless told otherwise, register every item once."""
        style = CompiledStyle(xml, locale, validate=False)
        self.bibliography = CompiledBibliography(style, items, formatter)
        for item in items if register else ():
            self.bibliography.register(CiteGroup([Cite(str(item["id"]), position=0)]))
        if style.has_bibliography():
            self.bibliography.sort()

    def cite(self, *cites: str | Cite) -> Any:
        """One citation that stands alone."""
        group = [Cite(cite, position=0) if isinstance(cite, str) else cite for cite in cites]
        return self.bibliography.cite(CiteGroup(group))

    def entries(self) -> list[Any]:
        """The printed bibliography."""
        return self.bibliography.bibliography()


def printed(layout: str, item: dict[str, Any], **options: Any) -> str:
    """What one item prints through a layout."""
    locale = options.pop("locale", None)
    return str(Document(style_xml(layout, **options), [item], locale=locale).cite(str(item["id"])))
