"""The part of a page as the editor of a learning management system takes it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree, html

from pprkb.documents.document import (
    Document,
    Drawing,
    Entry,
    Figure,
    Heading,
    Paragraph,
    ParagraphRole,
    Quotation,
    Table,
    TextList,
)
from pprkb.documents.writers import Format, PageSetup, write
from pprkb.documents.writers.characters import one_line
from pprkb.documents.writers.html_fragment import slug
from pprkb.text.markup import Run
from tests.documents.writers.hostile import documents, squeezed, texts_of
from tests.documents.writers.sample import SAMPLE

# What canvas_sanitize keeps, of the elements and attributes that a text needs.
CANVAS_ELEMENTS = {
    *("a", "blockquote", "br", "caption", "code", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("i", "li", "ol", "p", "pre", "span", "strong", "sub", "sup", "table", "tbody", "td", "th"),
    *("thead", "tr", "ul"),
}
CANVAS_ATTRIBUTES = {
    "style",
    "class",
    "id",
    "title",
    "aria-hidden",
    "lang",
    "dir",
    "href",
    "start",
    "scope",
}
# HTML Purifier, which cleans for Moodle, keeps these too.
STYLES = {
    *("padding", "padding-left", "padding-right", "margin-left", "margin-right", "text-indent"),
    *("text-align", "vertical-align", "border-bottom", "border-left", "border-right"),
    "border-collapse",
    *("font-weight", "font-variant"),
}
# The pattern outside of which canvas_sanitize drops the whole style.
CANVAS_STYLE = re.compile(r"\s*([-\w]+\s*:[^;]*(;\s*|$))*")


def fragment(document: Document = SAMPLE, heading_level: int = 3) -> html.HtmlElement:
    text = write(
        document, Format.HTML_FRAGMENT, setup=PageSetup(heading_level=heading_level)
    ).decode()
    return html.fragment_fromstring(text)


def test_it_is_one_element_with_a_language() -> None:
    root = fragment()
    assert (root.tag, root.get("lang"), root.get("dir")) == ("div", "en-CA", None)
    assert SAMPLE.subtitle in root.text_content()
    assert SAMPLE.title not in root.text_content()


def test_it_holds_only_what_editors_keep() -> None:
    for element in fragment().iter():
        assert element.tag in CANVAS_ELEMENTS
        # What is dropped must not be missed: rel only guards the link.
        assert set(element.keys()) - {"rel"} <= CANVAS_ATTRIBUTES
        style = element.get("style", "")
        assert CANVAS_STYLE.fullmatch(style)
        assert set(re.findall(r"([\w-]+):", style)) <= STYLES


@pytest.mark.parametrize(("level", "tags"), [(3, ["h3", "h3", "h4"]), (6, ["h6"] * 3)])
def test_headings_begin_where_they_are_told_to(level: int, tags: list[str]) -> None:
    headings = fragment(heading_level=level).xpath("//h2 | //h3 | //h4 | //h5 | //h6")
    assert [heading.tag for heading in headings] == tags


def test_links_lead_out_safely_or_to_a_place_that_is_there() -> None:
    root = fragment()
    links = root.xpath("//a")
    assert [link.get("href") for link in links][:2] == [
        "#psychotherapy-research-1-evidence-practi-alliance",
        "https://example.org/a_b?x=1&y=(2)",
    ]
    for link in links:
        assert link.text_content()
        if link.get("href").startswith("#"):
            assert root.xpath("//*[@id=$id]", id=link.get("href")[1:])
        else:
            assert link.get("rel") == "noopener"


def test_a_link_to_a_place_that_is_not_there_is_text() -> None:
    runs = (Run(text="gone", link="#gone"),)
    root = fragment(Document(title="", blocks=(Paragraph(runs=runs),)))
    assert root.text_content().strip() == "gone"
    assert not root.xpath("//a")


def test_two_lists_on_one_page_share_no_id() -> None:
    first, second = (fragment(replace(SAMPLE, title=title)) for title in ("First", "Second"))
    ids = first.xpath("//@id") + second.xpath("//@id")
    assert len(ids) == len(set(ids)) > 0
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", identity) for identity in ids)


def test_references_hang_to_the_side_where_the_text_begins() -> None:
    (paragraph,) = fragment().xpath("//p[@id][1][contains(., 'Wampold')]")
    assert paragraph.get("style") == "margin-left: 2.5em; text-indent: -2.5em;"
    root = fragment(replace(SAMPLE, language="he"))
    assert root.get("dir") == "rtl"
    assert root.xpath("//p[@style='margin-right: 2.5em; text-indent: -2.5em;']")
    assert not root.xpath("//*[contains(@style, 'left')]")
    flush = fragment(replace(SAMPLE, hanging_indent=False))
    assert not flush.xpath("//p[contains(@style, 'text-indent')]")


def test_importance_is_a_word_and_not_a_colour() -> None:
    root = fragment()
    assert "[essential]" in [strong.text for strong in root.xpath("//strong")]
    assert not root.xpath("//*[contains(@style, 'color')]")


def test_a_warning_stands_apart() -> None:
    runs = (Run(text="Retracted", bold=True), Run(text=", 2013."))
    warning = Paragraph(runs=runs, role=ParagraphRole.WARNING)
    (paragraph,) = fragment(Document(title="", blocks=(warning,))).xpath("//p")
    assert paragraph.get("style") == "border-left: 4px double; padding-left: 8px;"
    assert paragraph.text_content() == "Retracted, 2013."


def test_a_drawing_is_left_out_and_its_table_stays() -> None:
    drawing = Drawing(name="d", title="T", description="D", width=1, height=1, shapes=())
    table = Table(header=((Run(text="d"),),), rows=(((Run(text=".5"),),),), caption="Effects")
    root = fragment(Document(title="", blocks=(Figure(drawing=drawing, caption="Plot"), table)))
    assert [one.tag for one in root] == ["table"]
    assert root.findtext(".//caption") == "Effects"


def test_tables_have_headers_with_a_scope() -> None:
    (table,) = fragment().xpath("//table")
    assert {one.get("scope") for one in table.xpath(".//thead//th")} == {"col"}
    assert [one.get("style").split(";")[0] for one in table.xpath(".//tbody/tr[1]/td")] == [
        "text-align: left",
        "text-align: right",
        "text-align: right",
        "text-align: left",
    ]


def test_nothing_that_can_be_seen_is_lost_in_a_sanitiser() -> None:
    nh3 = pytest.importorskip("nh3")
    text = write(SAMPLE, Format.HTML_FRAGMENT).decode()
    kept = html.fragment_fromstring(
        nh3.clean(
            text,
            attributes={
                "*": {"style", "lang", "id"},
                "a": {"href"},
                "th": {"scope"},
                "ol": {"start"},
            },
            filter_style_properties=STYLES,
            url_schemes={"http", "https", "mailto"},
        ),
        create_parent=False,
    )
    before = html.fragment_fromstring(text)
    assert kept.text_content() == before.text_content()
    for seen in ("//h3", "//h4", "//p", "//em", "//strong", "//sub", "//sup", "//li", "//td"):
        assert len(kept.xpath(seen)) == len(before.xpath(seen))
    for attribute in ("//@style", "//a/@href", "//@id", "//@scope", "//ol/@start"):
        plain = [
            [re.sub(r"[\s;]", "", one) for one in tree.xpath(attribute)] for tree in (kept, before)
        ]
        assert plain[0] == plain[1]


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(documents)
def test_any_document_is_well_formed_and_holds_the_text(document: Document) -> None:
    text = write(document, Format.HTML_FRAGMENT).decode()
    etree.fromstring(text, etree.XMLParser(huge_tree=True))
    tree = html.fragment_fromstring(text)
    assert not tree.xpath("//@onclick | //script | //img | //style")
    for address in tree.xpath("//a/@href"):
        assert address.lower().startswith(("http://", "https://", "mailto:", "#"))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    wanted = squeezed(
        one_line(document.subtitle)
        + "".join(one_line(text) for text in texts_of(document.blocks, "[{}]"))
    )
    for caption in tree.xpath("//caption"):
        caption.drop_tree()
    assert squeezed(tree.text_content()) == wanted


def test_levels_are_never_left_out() -> None:
    deep = (Heading(level=4, runs=(Run(text="A"),)), Heading(level=9, runs=(Run(text="B"),)))
    inner = Entry(key="k", runs=(Run(text="E"),), annotation=deep)
    blocks = (TextList(items=((Quotation(blocks=(inner,)),),)), *deep)
    headings = fragment(Document(title="", blocks=blocks)).xpath("//h3 | //h4 | //h5 | //h6")
    assert [heading.tag for heading in headings] == ["h3", "h4", "h5", "h6"]


def test_what_is_stressed_in_a_note_is_seen() -> None:
    runs = (Run(text="Read "), Run(text="twice", italic=True), Run(text="."))
    root = fragment(Document(title="T", blocks=(Paragraph(runs=runs, role=ParagraphRole.NOTE),)))
    (note,) = root.iter("p")
    assert [part.text for part in note.iter("em")] == ["Read ", "."]
    assert note.text_content() == "Read twice."


def test_headers_of_rows_are_headers() -> None:
    table = Table(header=((), (Run(text="A"),)), rows=(((Run(text="Q"),), ()),), row_headers=True)
    root = fragment(Document(title="T", blocks=(table,)))
    assert [cell.get("scope") for cell in root.iter("th")] == ["col", "row"]
    assert all(cell.text_content() for cell in root.iter("th"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Séminaire : l'œuvre d'Øyvind", "seminaire-l-oeuvre-d-oyvind"),
        ("Week 1: Überblick", "week-1-uberblick"),
        ("Ψυχή", ""),
    ],
)
def test_a_name_keeps_letters_with_accents(text: str, name: str) -> None:
    assert slug(text) == name
