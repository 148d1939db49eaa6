"""Bibliographies: sorting, author substitution, blocks, and the output formats."""

from __future__ import annotations

from typing import Any

import pytest
from citeproc.formatter import html, plain, rst
from citeproc.source.json import CiteProcJSON

from pprkb.csl import Cite, CiteGroup, CompiledBibliography, CompiledStyle, Run, RunsFormatter
from tests.csl.render import Document, bibliography_xml, book, person, style_xml, year


def _entries(
    layout: str, items: list[dict[str, Any]], attributes: str = "", sort: str = "", **more: Any
) -> list[Any]:
    xml = style_xml(
        bibliography=bibliography_xml(layout, attributes, sort), root=more.pop("root", "")
    )
    return Document(xml, items, **more).entries()


def _sorted(key: str, *items: dict[str, Any], locale: str | None = None, **more: Any) -> list[str]:
    return _entries(
        '<text variable="note"/>', list(items), sort=f"<sort>{key}</sort>", locale=locale, **more
    )


def _titled(*titles: str) -> list[dict[str, Any]]:
    return [book(str(n), title=title, note=title) for n, title in enumerate(titles)]


@pytest.mark.parametrize(
    ("titles", "locale", "expected"),
    [
        pytest.param(["b", "A", "c"], None, ["A", "b", "c"], id="case"),
        pytest.param(["Zo", "Éa", "Eb"], None, ["Éa", "Eb", "Zo"], id="diacritics"),
        pytest.param(["“B”", "C", "A"], None, ["A", "“B”", "C"], id="punctuation"),
        pytest.param(["<i>B</i>", "C", "A"], None, ["A", "<i>B</i>", "C"], id="markup"),
        pytest.param(["Åm", "Zu", "Al"], None, ["Al", "Åm", "Zu"], id="english-a-ring"),
        pytest.param(["Ål", "Øl", "Æl", "Zu"], "nb-NO", ["Zu", "Æl", "Øl", "Ål"], id="norwegian"),
        pytest.param(["Ål", "Øl", "Æl", "Zu"], "da-DK", ["Zu", "Æl", "Øl", "Ål"], id="danish"),
        pytest.param(["Ål", "Öl", "Äl", "Zu"], "sv-SE", ["Zu", "Ål", "Äl", "Öl"], id="swedish"),
    ],
)
def test_collation(titles: list[str], locale: str | None, expected: list[str]) -> None:
    """Texts sort by the letters of the locale."""
    found = _sorted('<key variable="title"/>', *_titled(*titles), locale=locale)
    assert found == expected


@pytest.mark.parametrize(
    ("order", "expected"),
    [("ascending", ["x", "y", "none"]), ("descending", ["y", "x", "none"])],
    ids=["ascending", "descending"],
)
def test_missing_values_come_last(order: str, expected: list[str]) -> None:
    """Whatever the direction."""
    items = [
        book("0", note="none"),
        book("1", note="y", issued=year(2001)),
        book("2", note="x", issued=year(1999)),
    ]
    assert _sorted(f'<key variable="issued" sort="{order}"/>', *items) == expected


def test_items_may_be_sorted_as_others_than_they_are_printed() -> None:
    """CSL has no word for titles that are filed without "The"; whoever makes the list has it."""
    items = [book("t", title="The apple"), book("b", title="Banana")]

    sort = '<sort><key variable="title"/></sort>'
    layout = '<text variable="title"/>'
    style = CompiledStyle(
        style_xml(layout, sort=sort, bibliography=bibliography_xml(layout, sort=sort)),
        validate=False,
    )
    for sorted_as, expected in (([book("t", title="Apple")], ["t", "b"]), ([], ["b", "t"])):
        bibliography = CompiledBibliography(style, items, plain, sorted_as=sorted_as)
        group = CiteGroup([Cite("b"), Cite("t")])
        bibliography.register(group)
        bibliography.sort()
        assert bibliography.order == expected
        titles = {"t": "The apple", "b": "Banana"}
        assert bibliography.bibliography() == [titles[key] for key in expected]
        assert bibliography.cite(group) == "; ".join(titles[key] for key in expected)


def test_sorting_is_stable_and_knows_dates_and_numbers() -> None:
    """Two keys; negative years; numbers by value; ties in the order given."""
    items = [
        book("0", note="a", issued=year(50), volume="10"),
        book("1", note="b", issued=year(-50), volume="9"),
        book("2", note="c", issued=year(50), volume="9"),
        book("3", note="d", issued=year(50), volume="9"),
    ]
    found = _sorted('<key variable="issued"/><key variable="volume"/>', *items)
    assert found == ["b", "c", "d", "a"]


def test_names_sort_by_family_and_particles() -> None:
    """A name variable as key, with the particle where the style wants it."""
    items = [
        book("0", note="Vries", author=[person("Vries", "Hugo", non_dropping_particle="de")]),
        book("1", note="Smith", author=[person("Smith", "Al")]),
        book("2", note="Eco", author=[person("Eco", "Umberto")]),
    ]
    key = '<key variable="author"/>'
    assert _sorted(key, *items) == ["Eco", "Smith", "Vries"]
    never = 'demote-non-dropping-particle="never"'
    assert _sorted(key, *items, root=never) == ["Vries", "Eco", "Smith"]


def test_a_name_sorts_before_the_longer_names_it_begins() -> None:
    """Smith alone, Smith with others, Smith-Jones, whatever comes after the names."""
    items = [
        book("0", note="Smith-Jones", title="A", author=[person("Smith-Jones", "Al")]),
        book("1", note="Smith and Doe", title="A", author=[person("Smith", "Al"), person("Doe")]),
        book("2", note="Smith", title="Z", author=[person("Smith", "Al")]),
    ]
    macro = '<macro name="k"><names variable="author"/><text variable="title" prefix=" "/></macro>'
    xml = style_xml(
        bibliography=bibliography_xml(
            '<text variable="note"/>', sort='<sort><key macro="k"/></sort>'
        ),
        extra=macro,
    )
    assert Document(xml, items).entries() == ["Smith", "Smith and Doe", "Smith-Jones"]


SUBSTITUTED = '<names variable="author" suffix=". "><name/></names><text variable="title"/>'


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        pytest.param("complete-all", ["A B, C D. 1", "---. 2", "A B, E F. 3"], id="all"),
        pytest.param("complete-each", ["A B, C D. 1", "---, ---. 2", "A B, E F. 3"], id="each"),
        pytest.param("partial-each", ["A B, C D. 1", "---, ---. 2", "---, E F. 3"], id="partial"),
        pytest.param("partial-first", ["A B, C D. 1", "---, C D. 2", "---, E F. 3"], id="first"),
    ],
)
def test_subsequent_author_substitute(rule: str, expected: list[str]) -> None:
    """The names that an entry shares with the one before."""
    first, second, third = person("B", "A"), person("D", "C"), person("F", "E")
    items = [
        book("1", author=[first, second], title="1"),
        book("2", author=[first, second], title="2"),
        book("3", author=[first, third], title="3"),
    ]
    attributes = f'subsequent-author-substitute="---" subsequent-author-substitute-rule="{rule}"'
    assert _entries(SUBSTITUTED, items, attributes) == expected


def test_second_field_align() -> None:
    """The number in the margin, the rest in line."""
    layout = '<text variable="citation-number" suffix="."/><text variable="title"/>'
    (entry,) = _entries(layout, [book(title="T")], 'second-field-align="flush"')
    assert entry.split("\n")[1].strip() == (
        '<div class="csl-left-margin">1.</div><div class="csl-right-inline">T</div>'
    )


def test_display_block() -> None:
    """A note on its own lines, as in annotated bibliographies."""
    layout = '<text variable="title"/><text variable="note" display="block"/>'
    (entry,) = _entries(layout, [book(title="T", note="N")])
    assert '<div class="csl-block">N</div>' in entry
    (text,) = _entries(layout, [book(title="T", note="N")], formatter=plain)
    assert text.split() == ["T", "N"]


FORMATTED = (
    '<text variable="title" font-style="italic" suffix="."/><text variable="note" prefix=" "/>'
)


@pytest.mark.parametrize(
    ("formatter", "expected"),
    [
        pytest.param(html, "<i>A &amp; B</i>. c*d", id="html"),
        pytest.param(plain, "A & B. c*d", id="plain"),
        pytest.param(rst, ":emphasis:`A & B`. c\\*d", id="rst"),
        pytest.param(
            RunsFormatter, [Run("A & B", italic=True), Run(". c*d")], id="runs"
        ),
    ],
)  # fmt: skip
def test_formatters(formatter: Any, expected: Any) -> None:
    """citeproc-py's formatters, and runs for a word processor."""
    (entry,) = _entries(FORMATTED, [book(title="A & B", note="c*d")], formatter=formatter)
    assert entry == expected


def test_runs_carry_formats_and_links() -> None:
    """Every format of rich text, nested, and the links found in the text."""
    item = book(title="<b>a <i>b</i></b> <sup>c</sup><sub>d</sub>", URL="https://example.org/x")
    layout = '<text variable="title"/><text variable="URL" prefix=". " suffix="."/>'
    (runs,) = _entries(layout, [item], formatter=RunsFormatter)
    assert runs == [
        Run("a ", bold=True),
        Run("b", bold=True, italic=True),
        Run(" "),
        Run("c", superscript=True),
        Run("d", subscript=True),
        Run(". "),
        Run("https://example.org/x", link="https://example.org/x"),
        Run("."),
    ]


SICI = "10.1002/(SICI)1097-4679(199911)55:11<1385::AID-JCLP7>3.0.CO;2-O"


@pytest.mark.parametrize(
    ("text", "link"),
    [
        pytest.param(f"https://doi.org/{SICI}", f"https://doi.org/{SICI}", id="address of a DOI"),
        pytest.param(f"doi: {SICI}", f"https://doi.org/{SICI}", id="DOI after its label"),
        pytest.param("<https://doi.org/10.1/x>", "https://doi.org/10.1/x", id="in brackets"),
        pytest.param("https://example.org/x<b>", "https://example.org/x", id="no DOI"),
    ],
)
def test_a_link_holds_the_whole_doi(text: str, link: str) -> None:
    """DOIs of the nineties have a part in angle brackets."""
    (runs,) = _entries('<text variable="title"/>', [book(title=text)], formatter=RunsFormatter)
    assert [run.link for run in runs if run.link] == [link]


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_items_from_a_citeproc_source() -> None:
    """citeproc-py's CiteProcJSON as source."""
    item = book("Doe2000", author=[person("Doe", "John")], issued=year(2000), title="T")
    item["container-title"] = 'C <span class="nocase">d</span>'
    layout = (
        '<names variable="author"><name/></names><date variable="issued" prefix=" ">'
        '<date-part name="year"/></date><text variable="container-title" prefix=" "/>'
    )
    xml = style_xml(layout, bibliography=bibliography_xml(layout))
    source = CiteProcJSON([item])
    bibliography = CompiledBibliography(CompiledStyle(xml, validate=False), source, plain)
    from citeproc import CitationItem

    bibliography.register(CiteGroup([CitationItem("Doe2000")]))
    assert bibliography.bibliography() == ["John Doe 2000 C d"]


def test_keys_match_what_is_printed() -> None:
    """What prints nothing is in ``order``, not in ``keys``, whenever one looks; it may be cited."""
    layout = '<choose><if type="interview"/><else><text variable="title"/></else></choose>'
    xml = style_xml(
        bibliography=bibliography_xml(layout, sort='<sort><key variable="title"/></sort>')
    )
    items = [book("c", title="C"), {"id": "b", "type": "interview", "title": "B"}]
    items += [book("a", title="A")]
    document = Document(xml, items)
    bibliography = document.bibliography
    before = bibliography.keys
    assert dict(zip(before, bibliography.bibliography(), strict=True)) == {"a": "A", "c": "C"}
    assert bibliography.keys == before
    assert bibliography.order == ["a", "b", "c"]
    assert [item.key for item in bibliography.items] == before
    assert bibliography.entries() == [("a", "A"), ("c", "C")]
    assert document.cite("b") == "B"
    bibliography.sort()
    assert bibliography.keys == before


def test_numbers_go_on_after_an_entry_without_output() -> None:
    """An item that left ``keys`` keeps its number."""
    xml = style_xml(
        '<text variable="citation-number"/>',
        bibliography=bibliography_xml('<text variable="title"/>'),
    )
    items = [book("a"), book("b", title="B"), book("c", title="C")]
    document = Document(xml, items, register=False)
    for key, count in (("a", 0), ("b", 1), ("c", 2)):
        document.bibliography.register(CiteGroup([Cite(key)]))
        assert len(document.entries()) == count
    assert [document.cite(key) for key in "abc"] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("weight", "bold"),
    [("bold", True), ("light", False), ("normal", False)],
)
def test_weight_of_runs(weight: str, bold: bool) -> None:
    """Only bold is bold in a word processor."""
    xml = style_xml(f'<text variable="title" font-weight="{weight}"/>')
    document = Document(xml, [book("a", title="T")], formatter=RunsFormatter)
    assert document.cite("a") == [Run("T", bold=bold)]
