"""The page as browsers and screen readers see it."""

from __future__ import annotations

from dataclasses import replace

from lxml import html

from pprkb.documents.document import Document, Entry, Heading, Run
from pprkb.documents.writers import Format, write
from pprkb.documents.writers.html import write_fragment
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


def test_fragment_has_no_page_around_it() -> None:
    fragment = write_fragment(SAMPLE, top_level=3)
    assert not any(tag in fragment for tag in ("<html", "<style", "<h1", "<h2"))
    assert "<h3>Week 1. Common factors</h3>" in fragment
