"""The cartridge as an importer reads it: against the rules of the profile, in Moodle, in Canvas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import html

from pprkb.documents.document import Document, Entry, Heading, Paragraph
from pprkb.documents.writers import Format, write
from pprkb.model.reference import Contributor, PartialDate, Reference, ReferenceType
from pprkb.text.markup import Run
from tests.documents.writers.cartridge_reader import Cartridge
from tests.documents.writers.hostile import NASTY, documents
from tests.documents.writers.sample import CARTRIDGE


def cartridge(document: Document = CARTRIDGE) -> Cartridge:
    return Cartridge(write(document, Format.IMSCC))


def test_there_is_a_module_a_week() -> None:
    read = cartridge()
    assert not read.faults()
    assert [
        (title, [(item.title, item.url) for item in items]) for title, items in read.as_moodle()
    ] == [
        (
            "Psychotherapy Research: 1. <Evidence> & *Practice*",
            [("Introduction", ""), ("Full reading list", "")],
        ),
        (
            "Week 1. Common factors",
            [
                ("Week 1. Common factors", ""),
                (
                    "Wampold (2015): How important are the common factors in psychotherapy?"
                    " An update [essential]",
                    "https://doi.org/10.1002/wps.20238",
                ),
            ],
        ),
        (
            "Alliance",
            [
                ("Alliance", ""),
                # Not among the articles: named as it is printed.
                (
                    "Old, A. (1996). * 1. A title that begins oddly -- and ... ends @so… [further]",
                    "https://doi.org/10.1002/(SICI)1097-4679(199604)52:3%3C1::AID-JCLP1%3E3.0.CO;2-%23",
                ),
            ],
        ),
    ]


def test_canvas_reads_the_same_as_moodle() -> None:
    read = cartridge()
    assert read.as_canvas() == read.as_moodle()


def test_pages_hold_the_text_of_their_week_and_one_holds_all() -> None:
    modules = dict(cartridge().as_moodle())
    (introduction, whole), (week, _), (alliance, _) = modules.values()
    assert introduction.text.startswith("This list begins with the common factors")
    assert "Wampold, B. E." not in introduction.text
    assert "Wampold, B. E. (2015)" in week.text
    assert "It is the relationship that heals." in week.text
    assert "Old, A." not in week.text
    assert "Ruptures and repair Old, A." in alliance.text
    for part in (introduction, week, alliance):
        # The links of a part may lead out of it, and are text there; the text is the same.
        assert part.text in whole.text


def test_a_page_begins_below_the_title_that_the_system_prints() -> None:
    read = cartridge()
    for name, content in read.files.items():
        if name.endswith(".html"):
            tree = html.document_fromstring(content)
            levels = [int(one.tag[1]) for one in tree.xpath("//h1|//h2|//h3|//h4")]
            assert levels[:1] in ([], [2])
            assert not tree.xpath("//h1 | //script | //style | //link")
            ids = set(tree.xpath("//@id"))
            assert {href[1:] for href in tree.xpath("//a/@href") if href[0] == "#"} <= ids


def test_metadata() -> None:
    general = cartridge().manifest.find(
        ".//{http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest}general"
    )
    texts = [" ".join(child.itertext()).strip() for child in general]
    assert texts[:2] == [CARTRIDGE.title, "en-CA"]
    assert texts[2].startswith("This list begins with the common factors, goes on to")
    assert texts[3:] == [
        "Alliance and Therapeutic Relationship",
        "Attendance, Attrition, and Drop-Out",
    ]


def test_a_list_without_sections_is_one_module() -> None:
    entries = tuple(block for block in CARTRIDGE.blocks if isinstance(block, Entry))
    ((title, items),) = cartridge(replace(CARTRIDGE, blocks=entries)).as_moodle()
    assert title == CARTRIDGE.title
    assert [item.title for item in items if not item.url] == ["Full reading list"]
    assert len([item for item in items if item.url]) == 2


def test_an_empty_list_opens() -> None:
    read = cartridge(Document(title=""))
    assert not read.faults()
    assert [title for title, _ in read.as_moodle()] == ["Reading list"]


def test_links_are_named_as_one_says_them() -> None:
    def titled(importance: str = "", **values: object) -> str:
        values.setdefault("url", "https://example.org/a")
        values.setdefault("title", "The whole: and its parts")
        work = Reference(key="a", type=ReferenceType.BOOK, **values)
        runs = (Run(text="Printed."),)
        entry = Entry(key="a", runs=runs, importance=importance, reference=work)
        document = Document(title="T", blocks=(entry,))
        ((_, items),) = cartridge(document).as_moodle()
        return items[-1].title

    one, two = (
        Contributor(family="Berg", non_dropping_particle="van der"),
        Contributor(literal="WHO"),
    )
    year = PartialDate(year=2010)
    assert titled("further", contributors=(one,), issued=year) == (
        "van der Berg (2010): The whole [further]"
    )
    assert titled(contributors=(one, two), issued=PartialDate(literal="in press")) == (
        "van der Berg & WHO (in press): The whole"
    )
    assert titled(contributors=(one, two, two), title_short="Parts") == (
        "van der Berg et al. (n.d.): Parts"
    )
    assert titled(issued=year, title="<i>In vivo</i>") == "In vivo (2010)"
    assert titled(title="") == "Printed."


def test_without_an_address_there_is_no_link() -> None:
    work = Reference(key="a", type=ReferenceType.BOOK, title="A", url="javascript:alert(1)")
    entry = Entry(key="a", runs=(Run(text="A.", link="mailto:a@b.c"),), reference=work)
    document = Document(title="T", blocks=(entry,))
    ((_, items),) = cartridge(document).as_moodle()
    assert [item.title for item in items] == ["Full reading list"]


def test_a_work_in_two_weeks_is_linked_in_both_and_equal_headings_stay_apart() -> None:
    entry = Entry(key="a", runs=(Run(text="A.", link="https://example.org"),))
    week = Heading(level=1, runs=(Run(text="Week"),))
    read = cartridge(Document(title="T", blocks=(week, entry, week, entry)))
    assert not read.faults()
    assert [[item.url for item in items[1:]] for _, items in read.as_moodle()[1:]] == [
        ["https://example.org"],
        ["https://example.org"],
    ]


def test_lists_of_one_course_do_not_overwrite_each_other() -> None:
    one, other = (cartridge(replace(CARTRIDGE, subtitle=term)) for term in ("Fall", "Winter"))
    assert not one.resources.keys() & other.resources.keys()
    assert one.resources.keys() == cartridge(replace(CARTRIDGE, subtitle="Fall")).resources.keys()


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_no_title_is_too_long_or_breaks_the_file(nasty: str) -> None:
    heading = Heading(level=1, runs=(Run(text=nasty),), anchor=nasty)
    entry = Entry(key=nasty, runs=(Run(text=nasty, link="https://a.b"),), importance=nasty)
    document = Document(title=nasty, subtitle=nasty, blocks=(heading, entry, heading))
    read = cartridge(document)
    assert not read.faults()
    assert read.as_canvas() == read.as_moodle()
    for title, items in read.as_moodle():
        assert all(0 < len(text) <= 251 for text in (title, *(item.title for item in items)))


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(documents)
def test_any_document_makes_a_sound_cartridge(document: Document) -> None:
    read = cartridge(document)
    assert not read.faults()
    assert read.as_canvas() == read.as_moodle()


def test_the_archive_is_dated_1980_with_the_manifest_first() -> None:
    read = cartridge()
    assert read.dates == {(1980, 1, 1, 0, 0, 0)}
    assert read.names[0] == "imsmanifest.xml"


FAULTS = {
    "a reference to nothing": (
        lambda read: read.manifest.find(".//{*}item[@identifierref]").set("identifierref", "no"),
        "no is no resource",
    ),
    "a file that is missing": (
        lambda read: read.files.pop("course_settings/module_meta.xml"),
        "course_settings/module_meta.xml is missing",
    ),
    "an item without a title": (
        lambda read: read.manifest.find(".//{*}item[@identifierref]").clear(keep_tail=True),
        "schema: ",
    ),
    "another version": (
        lambda read: setattr(read.manifest.find(".//{*}schemaversion"), "text", "1.2.0"),
        "schema: ",
    ),
    "a file that nothing names": (lambda read: read.names.append("x"), "x is in no resource"),
    "an identifier twice": (
        lambda read: [one.set("identifier", "same") for one in read.manifest.iter("{*}item")],
        "same identifies ",
    ),
}


@pytest.mark.parametrize(("spoil", "fault"), FAULTS.values(), ids=FAULTS)
def test_the_rules_find_faults(spoil: Callable[[Cartridge], object], fault: str) -> None:
    read = cartridge()
    assert not read.faults()
    spoil(read)
    assert any(fault in found for found in read.faults())


def test_the_paragraph_after_the_last_module_stays_in_it() -> None:
    blocks = (Heading(level=1, runs=(Run(text="Week"),)), Paragraph(runs=(Run(text="Last."),)))
    ((_, _), (_, items)) = cartridge(Document(title="T", blocks=blocks)).as_moodle()
    assert items[0].text == "Last."
