"""The page as browsers and screen readers see it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from pprkb.documents.document import Document, Drawing, Entry, Figure, Heading, Paragraph, Table
from pprkb.documents.writers import Format, PageSetup, write
from pprkb.text.markup import Run
from tests.documents.writers.sample import SAMPLE


def page(document: Document = SAMPLE) -> html.HtmlElement:
    return html.document_fromstring(write(document, Format.HTML).decode())


def test_page_says_what_it_is() -> None:
    root = page()
    assert root.get("lang") == "en-CA"
    assert root.findtext(".//title") == SAMPLE.title
    assert [h1.text_content() for h1 in root.iter("h1")] == [SAMPLE.title]
    assert write(SAMPLE, Format.HTML).startswith(b"<!DOCTYPE html>")


def test_page_needs_nothing_else() -> None:
    root = page()
    assert not root.xpath("//script | //link | //img | //@src")
    assert "url(" not in root.findtext(".//style")
    assert "default-src 'none'" in root.xpath("//meta[@http-equiv]/@content")[0]


def test_no_level_of_heading_is_left_out() -> None:
    levels = [int(element.tag[1]) for element in page().xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels == [1, 2, 2, 3]
    assert page().xpath("//section[@id='alliance']/section/h3")


def test_entries_keep_one_id_each() -> None:
    entry = Entry(key="a b", runs=(Run(text="A"),))
    heading = Heading(level=1, runs=(Run(text="H"),), anchor="ref-ab")
    root = page(Document(title="T", blocks=(entry, heading, entry)))
    assert root.xpath("//@id") == ["ref-ab"]


def test_table_header_has_its_scope() -> None:
    assert page().xpath("//th/@scope") == ["col"] * 4
    assert page().xpath("count(//td[@class='number'])") == 4


def test_right_to_left_and_flush() -> None:
    root = page(replace(SAMPLE, language="he", hanging_indent=False))
    assert root.get("dir") == "rtl"
    assert root.find(".//main").get("class") == "flush"


def test_headings_begin_below_the_title_and_end_at_the_deepest_of_html() -> None:
    levels = (1, 2, 3, 4, 5, 6)
    blocks = tuple(Heading(level=level, runs=(Run(text=str(level)),)) for level in levels)
    root = page(Document(title="T", blocks=blocks))
    tags = [root.xpath(f"//*[normalize-space()='{level}']")[-1].tag for level in levels]
    assert tags == ["h2", "h3", "h4", "h5", "h6", "h6"]


def test_what_scrolls_is_named_and_can_be_reached() -> None:
    table = Table(header=((), (Run(text="A"),)), rows=(((Run(text="Q"),), ()),), row_headers=True)
    drawing = Drawing(name="plot", title="A plot", description="D.", width=760, height=9, shapes=())
    heading = Heading(level=1, runs=(Run(text="Evidence"),))
    root = page(Document(title="T", blocks=(heading, table, Figure(drawing=drawing))))
    boxes = root.xpath("//div[@class='table']")
    assert [(box.get("role"), box.get("tabindex"), box.get("aria-label")) for box in boxes] == [
        ("region", "0", "Evidence"),
        ("region", "0", "A plot"),
    ]
    (body,) = root.xpath("//tbody/tr")
    assert [(cell.tag, cell.get("scope")) for cell in body] == [("th", "row"), ("td", None)]
    assert not root.xpath("//th[not(normalize-space())]")
    # Letters of 13 px are not drawn below 12.
    assert root.xpath("//*[local-name()='svg']/@style") == ["min-width: 702px"]


def weeks(number: int) -> Document:
    blocks = [
        Heading(level=1, runs=(Run(text=f"Week {n}"),), anchor=f"week-{n}")
        for n in range(1, number + 1)
    ]
    return Document(title="T", blocks=(Paragraph(runs=(Run(text="Intro"),)), *blocks))


def test_a_long_page_begins_with_its_contents() -> None:
    root = page(weeks(12))
    (contents,) = root.xpath("//nav")
    assert contents.get("aria-label") == "Contents"
    assert [link.get("href") for link in contents.iter("a")] == [f"#week-{n}" for n in range(1, 13)]
    assert all(root.xpath("//section[@id=$id]", id=f"week-{n}") for n in range(1, 13))
    # After what introduces the list, before its first part.
    assert contents.getprevious().text_content() == "Intro"


@pytest.mark.parametrize(
    ("number", "asked", "listed"),
    [(6, None, False), (7, None, True), (12, False, False), (2, True, True)],
)
def test_contents_stand_where_they_are_wanted(
    number: int, asked: bool | None, listed: bool
) -> None:
    printed = write(weeks(number), Format.HTML, setup=PageSetup(contents=asked)).decode()
    assert ("<nav" in printed) is listed
