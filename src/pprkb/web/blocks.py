"""Blocks of a document, and text with formatting, as parts of a page of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from markupsafe import Markup as Html

from pprkb.documents.document import Block, Drawing, Entry, Table
from pprkb.documents.writers.html import HtmlPrinter, escaped, inline
from pprkb.documents.writers.svg import drawing_as_svg
from pprkb.languages import Words
from pprkb.text.markup import Markup, Run, runs_of, text_of

BesideEntry = Callable[[Entry], str]
"""Returns HTML to stand below a reference, such as a link to its article."""


class SitePrinter(HtmlPrinter):
    """Prints blocks without a style of their own, and a line of links below each reference."""

    def __init__(
        self,
        beside: BesideEntry,
        names: set[str],
        *,
        data: bool,
        links: Mapping[str, str] | None = None,
        language: str = "en",
        heading: str = "",
    ) -> None:
        """Take what stands below a reference, and the names of regions that the page has.

        Args:
            beside: Returns what stands below a reference.
            names: Of the regions of the page.
            data: Whether references have data for reference managers.
            links: For the anchors of some runs, relative addresses that they lead to.
            language: Of what is printed.
            heading: Of the page, below which it stands, if any.
        """
        super().__init__(names, language=language, heading=heading)
        self._links = links or {}
        self._beside = beside
        self._data = data

    def data(self, entry: Entry) -> str:
        """Return what reference managers read of a reference."""
        return super().data(entry) if self._data else ""

    def inline(self, runs: tuple[Run, ...]) -> str:
        """Return runs as HTML; a link may lead to another page of the site."""
        if not self._links:
            return inline(runs)
        return inline(runs, link=lambda there: f'href="{escaped(self._links.get(there, there))}"')

    def columns(self, table: Table) -> tuple[str, ...]:
        """Return the names of columns, for telephones: there each row stands by itself."""
        return tuple(text_of(runs) for runs in table.header)

    def beside_entry(self, entry: Entry) -> str:
        """Return the links of a reference."""
        return self._beside(entry)

    def drawing(self, drawing: Drawing) -> str:
        """Print a drawing, whose style is in the stylesheet of the site."""
        return drawing_as_svg(drawing, styled=False)


def html_of(
    blocks: Iterable[Block],
    beside: BesideEntry,
    names: set[str],
    *,
    data: bool = True,
    links: Mapping[str, str] | None = None,
    language: str = "en",
    heading: str = "",
) -> Html:
    """Return blocks as HTML.

    Args:
        blocks: What to print.
        beside: Returns HTML to stand below each reference.
        names: Of the regions that the page has already; those of the blocks are added.
        data: Whether references have data for reference managers.
        links: For the anchors of some runs, relative addresses that they lead to.
        language: Of the blocks.
        heading: Of the page, below which they stand, if any.
    """
    printer = SitePrinter(beside, names, data=data, links=links, language=language, heading=heading)
    return Html(printer.sections(blocks))


def html_of_reference(entry: Entry) -> Html:
    """Return a formatted reference as HTML."""
    return Html(inline(entry.runs))


def html_of_runs(runs: tuple[Run, ...]) -> Html:
    """Return formatted text as HTML."""
    return Html(inline(runs))


def phrase_of_html(words: Words, english: str, values: Mapping[str, object]) -> Html:
    """Return a phrase whose places are filled with HTML, such as links.

    Args:
        words: Of the language.
        english: The phrase, with its places.
        values: HTML for each place; what is no HTML is escaped.
    """
    return Html.escape(words.said(english)).format(**values)


def html_of_markup(text: str) -> Html:
    """Return rich text such as a title as HTML."""
    return Html(inline(runs_of(Markup(text))))
