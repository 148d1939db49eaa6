"""Citations: locators, affixes, positions, collapsing, grouping and narrative cites."""

from __future__ import annotations

from typing import Any

import pytest

from pprkb.csl import Cite, CiteGroup
from tests.csl.render import Document, bibliography_xml, book, person, style_xml, year

AUTHOR_DATE = (
    '<group delimiter=", "><group delimiter=" "><names variable="author"><name form="short"/>'
    '</names><date variable="issued"><date-part name="year"/></date></group>'
    '<group delimiter=" "><label variable="locator" form="short"/><text variable="locator"/>'
    "</group></group>"
)
PARENTHESES = 'prefix="(" suffix=")" delimiter="; "'
DOE, ROE = person("Doe", "John"), person("Roe", "Jane")


def _works(*works: tuple[dict[str, Any], int]) -> list[dict[str, Any]]:
    return [
        book(chr(ord("a") + n), author=[name], issued=year(when), title=f"T{n}")
        for n, (name, when) in enumerate(works)
    ]


def _author_date(citation: str, items: list[dict[str, Any]], sort: str = "") -> Document:
    return Document(
        style_xml(AUTHOR_DATE, citation=citation, layout_attributes=PARENTHESES, sort=sort), items
    )


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param({}, "(Doe 2000)", id="plain"),
        pytest.param({"locator": "5"}, "(Doe 2000, p. 5)", id="page"),
        pytest.param({"locator": "5-7"}, "(Doe 2000, pp. 5–7)", id="pages"),
        pytest.param({"locator": "2", "label": "chapter"}, "(Doe 2000, chap. 2)", id="chapter"),
        pytest.param({"locator": "vol. 2"}, "(Doe 2000, vol. 2)", id="label-in-locator"),
        pytest.param({"prefix": "see "}, "(see Doe 2000)", id="prefix"),
        pytest.param({"suffix": ", and more"}, "(Doe 2000, and more)", id="suffix"),
        pytest.param({"prefix": "see", "suffix": "too"}, "(see Doe 2000 too)", id="spaces-added"),
        pytest.param({"suppress_author": True}, "(2000)", id="suppress-author"),
        pytest.param({"author_only": True}, "Doe", id="author-only"),
        pytest.param({"composite": True}, "Doe (2000)", id="composite"),
        pytest.param({"prefix": "<i>cf.</i> "}, "(<i>cf.</i> Doe 2000)", id="markup-in-prefix"),
    ],
)
def test_one_cite(options: dict[str, Any], expected: str) -> None:
    """What a citation can say about a cite."""
    document = _author_date("", _works((DOE, 2000)))
    assert document.cite(Cite("a", position=0, **options)) == expected


def test_citeproc_classes_work_as_in_its_readme() -> None:
    """citeproc-py's own Citation, CitationItem and Locator."""
    from citeproc import Citation, CitationItem, Locator

    document = _author_date("", _works((DOE, 2000)))
    citation = Citation([CitationItem("a", locator=Locator("page", "5"))])
    document.bibliography.register(citation)
    assert document.bibliography.cite(citation, lambda _item: "") == "(Doe 2000, p. 5)"


def test_unknown_item_goes_through_the_callback() -> None:
    """An id that is not there."""
    document = _author_date("", _works((DOE, 2000)))
    citation = CiteGroup([Cite("zz")])
    seen: list[str] = []
    document.bibliography.register(citation, lambda item: seen.append(item.key))
    assert seen == ["zz"]
    assert document.bibliography.cite(citation, lambda item: f"[{item.key}]") == "([zz])"
    assert document.bibliography.cite(citation, lambda _item: None) == "(zz?)"


@pytest.mark.parametrize(
    ("collapse", "expected"),
    [
        pytest.param("", "(Doe 2000a; Doe 2000b; Doe 2001; Roe 2000)", id="none"),
        pytest.param('collapse="year"', "(Doe 2000a, 2000b, 2001; Roe 2000)", id="year"),
        pytest.param('collapse="year-suffix" year-suffix-delimiter=","',
                     "(Doe 2000a,b, 2001; Roe 2000)", id="year-suffix"),
        pytest.param('cite-group-delimiter=", "',
                     "(Doe 2000a, Doe 2000b, Doe 2001; Roe 2000)", id="grouped-only"),
        pytest.param('collapse="year" after-collapse-delimiter=" / " cite-group-delimiter=", "',
                     "(Doe 2000a, 2000b, 2001 / Roe 2000)", id="after-collapse"),
    ],
)  # fmt: skip
def test_collapse_by_author(collapse: str, expected: str) -> None:
    """The author-date ways of collapsing, in a sorted citation."""
    items = _works((DOE, 2000), (ROE, 2000), (DOE, 2000), (DOE, 2001))
    document = _author_date(
        f'disambiguate-add-year-suffix="true" {collapse}',
        items,
        '<sort><key variable="author"/><key variable="issued"/></sort>',
    )
    assert document.cite("a", "b", "c", "d") == expected


def test_a_collapsed_group_has_commas_where_the_author_set_the_order() -> None:
    """CSL 1.0.2, cite-group-delimiter: a comma, unless the style says otherwise."""
    works = _works((DOE, 2000), (DOE, 2001), (ROE, 2000))
    assert (
        _author_date('collapse="year"', works).cite("b", "a", "c") == "(Doe 2001, 2000; Roe 2000)"
    )


def test_cites_that_tie_are_in_the_order_of_the_list() -> None:
    works = _works((DOE, 2000), (ROE, 2000), (DOE, 2000))
    options = 'collapse="year" disambiguate-add-year-suffix="true"'
    document = _author_date(options, works, '<sort><key variable="author"/></sort>')
    assert document.cite("c", "b", "a") == "(Doe 2000a, 2000b; Roe 2000)"
    behind_prefix = (Cite("c", prefix="see", position=0), Cite("a", position=0))
    assert document.cite(*behind_prefix) == "(see Doe 2000b, 2000a)"


def test_a_locator_ends_what_was_collapsed_before_it() -> None:
    collapse = 'collapse="year" after-collapse-delimiter=" / " cite-group-delimiter=", "'
    document = _author_date(collapse, _works((DOE, 2000), (DOE, 2001), (DOE, 2002)))
    cites = (Cite("a", locator="5", position=0), Cite("b", position=0), Cite("c", position=0))
    assert document.cite(*cites) == "(Doe 2000, p. 5 / 2001, 2002)"


def test_year_suffix_ranges() -> None:
    """Three letters in a row become a range."""
    items = _works(*[(DOE, 2000)] * 5)
    document = _author_date(
        'disambiguate-add-year-suffix="true" collapse="year-suffix-ranged" '
        'year-suffix-delimiter=","',
        items,
    )
    assert document.cite("a", "b", "c", "e") == "(Doe 2000a–c,e)"


@pytest.mark.parametrize(
    ("cites", "expected"),
    [
        pytest.param("abc", "[1–3]", id="three"),
        pytest.param("ab", "[1, 2]", id="two"),
        pytest.param("acd", "[1, 3, 4]", id="gap"),
        pytest.param("acde", "[1, 3–5]", id="range-after-gap"),
    ],
)
def test_collapse_numbers(cites: str, expected: str) -> None:
    """collapse="citation-number"."""
    xml = style_xml(
        '<text variable="citation-number"/>',
        citation='collapse="citation-number"',
        layout_attributes='prefix="[" suffix="]" delimiter=", "',
    )
    document = Document(xml, _works(*[(DOE, 2000)] * 5))
    assert document.cite(*cites) == expected


@pytest.mark.parametrize(
    ("key", "options", "expected"),
    [
        pytest.param("a", {"prefix": "see "}, "[see 1–4]", id="prefix-at-the-start-of-a-range"),
        pytest.param("b", {"prefix": "see "}, "[1, see 2–4]", id="prefix-starts-a-range"),
        pytest.param("d", {"prefix": "see "}, "[1–3, see 4]", id="prefix-ends-a-range"),
        pytest.param("b", {"suffix": " too"}, "[1, 2 too, 3, 4]", id="suffix"),
        pytest.param("d", {"suffix": " too"}, "[1–3, 4 too]", id="suffix-of-the-last"),
        pytest.param("b", {"locator": "9"}, "[1, 2: 9, 3, 4]", id="locator"),
    ],
)
def test_numbers_with_something_of_their_own_are_not_swallowed(
    key: str, options: dict[str, Any], expected: str
) -> None:
    """A range hides the numbers inside it, so none of these may have a prefix, suffix or locator."""
    xml = style_xml(
        '<text variable="citation-number"/><text variable="locator" prefix=": "/>',
        citation='collapse="citation-number"',
        layout_attributes='prefix="[" suffix="]" delimiter=", "',
    )
    document = Document(xml, _works(*[(DOE, 2000)] * 4))
    cites = [Cite(name, position=0, **(options if name == key else {})) for name in "abcd"]
    assert document.cite(*cites) == expected


def test_cites_that_show_their_number_twice_are_not_collapsed() -> None:
    """A range would hide what is printed besides the number."""
    number = '<text variable="citation-number"/>'
    xml = style_xml(
        f'{number}<group prefix=" (no. " suffix=")">{number}</group>',
        citation='collapse="citation-number"',
        layout_attributes='delimiter=", "',
    )
    document = Document(xml, _works(*[(DOE, 2000)] * 3))
    assert document.cite("a", "b", "c") == "1 (no. 1), 2 (no. 2), 3 (no. 3)"


POSITIONS = (
    '<choose><if position="ibid-with-locator"><text term="ibid"/><text variable="locator" '
    'prefix=" "/></if><else-if position="ibid"><text term="ibid"/></else-if>'
    '<else-if position="subsequent"><text variable="title" form="short"/>'
    '<text variable="first-reference-note-number" prefix=" n"/></else-if>'
    '<else><text variable="title"/></else></choose>'
)


def test_positions_follow_the_document() -> None:
    """first, ibid, ibid-with-locator and subsequent."""
    items = [book("a", title="Long A", title_short="A"), book("b", title="Long B")]
    document = Document(style_xml(POSITIONS, kind="note"), items, register=False)
    groups = [
        CiteGroup([Cite("a")], 1),
        CiteGroup([Cite("a")], 2),
        CiteGroup([Cite("a", locator="5")], 3),
        CiteGroup([Cite("a", locator="5")], 4),
        CiteGroup([Cite("b")], 5),
        CiteGroup([Cite("a")], 6),
    ]
    bibliography = document.bibliography
    for group in groups:
        bibliography.register(group)
    texts = [bibliography.cite(group) for group in groups]
    assert texts == ["Long A", "Ibid.", "Ibid. 5", "Ibid.", "Long B", "A n1"]


def test_positions_within_one_note() -> None:
    """No note is pointed to from itself; what was cited in it is near."""
    near = '<choose><if position="near-note"><text value=" near"/></if></choose>'
    items = [book("a", title="Long A", title_short="A"), book("b", title="Long B")]
    document = Document(style_xml(POSITIONS + near, kind="note"), items, register=False)
    group = CiteGroup([Cite("a"), Cite("b"), Cite("a")], 1)
    document.bibliography.register(group)
    assert document.bibliography.cite(group) == "Long A; Long B; A near"


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        pytest.param("", "Ibid.", id="none"),
        pytest.param("Cf. ", "Cf. ibid.", id="abbreviation"),
        pytest.param("They disagree. ", "They disagree. Ibid.", id="sentence"),
        pytest.param("They disagree, ", "They disagree, ibid.", id="half-a-sentence"),
    ],
)
def test_ibid_gets_a_capital_where_a_sentence_begins(prefix: str, expected: str) -> None:
    """In notes, at the start and after a prefix that ends a sentence."""
    document = Document(style_xml(POSITIONS, kind="note"), [book("a")], register=False)
    groups = [CiteGroup([Cite("a")], 1), CiteGroup([Cite("a", prefix=prefix)], 2)]
    for group in groups:
        document.bibliography.register(group)
    assert document.bibliography.cite(groups[1]) == expected


@pytest.mark.parametrize(
    ("distance", "expected"), [("3", "near"), ("2", "far")], ids=["within", "beyond"]
)
def test_near_note(distance: str, expected: str) -> None:
    """near-note-distance."""
    layout = '<choose><if position="near-note"><text value="near"/></if>'
    layout += '<else><text value="far"/></else></choose>'
    xml = style_xml(layout, citation=f'near-note-distance="{distance}"', kind="note")
    document = Document(xml, [book("a"), book("b")], register=False)
    bibliography = document.bibliography
    groups = [CiteGroup([Cite("a")], 1), CiteGroup([Cite("b")], 2), CiteGroup([Cite("a")], 4)]
    for group in groups:
        bibliography.register(group)
    assert bibliography.cite(groups[2]) == expected


def test_citation_numbers_follow_the_bibliography() -> None:
    """Numbers are given after sorting, and ``keys`` is in their order."""
    xml = style_xml(
        '<text variable="citation-number"/>',
        bibliography=bibliography_xml(
            '<text variable="citation-number" suffix=". "/><text variable="title"/>',
            sort='<sort><key variable="title"/></sort>',
        ),
    )
    items = [book("a", title="Zebra"), book("b", title="Apple")]
    document = Document(xml, items)
    assert document.bibliography.keys == ["b", "a"]
    assert document.entries() == ["1. Apple", "2. Zebra"]
    assert document.cite("a") == "2"


def test_citation_label() -> None:
    """A label made of names and year."""
    items = [book("a", author=[DOE], issued=year(1965)),
             book("b", author=[ROE, person("Noakes")], issued=year(1978))]  # fmt: skip
    document = Document(style_xml('<text variable="citation-label"/>'), items)
    assert document.cite("a", "b") == "Doe65; RoNo78"


@pytest.mark.parametrize("options", ["", 'collapse="year"', 'cite-group-delimiter=", "'])
@pytest.mark.parametrize(
    ("prefixes", "expected"),
    [
        pytest.param({}, "acbd", id="none"),
        pytest.param({1: "see also "}, "c|b|ad", id="last-ones"),
        pytest.param({0: "see "}, "c|abd", id="first"),
        pytest.param({3: "cf. "}, "acb|d", id="already-last"),
        pytest.param({1: "cf. ", 3: "but "}, "c|ba|d", id="two"),
    ],
)
def test_sorting_stays_behind_a_prefix(
    options: str, prefixes: dict[int, str], expected: str
) -> None:
    """APA manual, 7th ed., section 8.12: what follows "see also" stays behind it."""
    names = {"a": "Abe", "b": "Doe", "c": "Coe", "d": "Eve"}
    items = [book(key, author=[person(name)], issued=year(2000)) for key, name in names.items()]
    sort = '<sort><key variable="author"/></sort>'
    document = _author_date(options, items, sort)
    group = [
        Cite(key, position=0, prefix=prefixes.get(index, "")) for index, key in enumerate("cbad")
    ]
    found = document.cite(*group)
    order = sorted(names, key=lambda key: found.index(names[key]))
    assert "".join(order) == expected.replace("|", "")


def test_cites_are_not_grouped_across_a_prefix() -> None:
    """A later work by the same author stays with its "see also"."""
    items = _works((DOE, 2000), (ROE, 2001), (DOE, 2002))
    document = _author_date('collapse="year"', items, '<sort><key variable="author"/></sort>')
    cites = [Cite(key, position=0) for key in "ab"] + [Cite("c", position=0, prefix="see also ")]
    assert document.cite(*cites) == "(Doe 2000; Roe 2001; see also Doe 2002)"


@pytest.mark.parametrize(("note", "expected"), [(6, "near"), (7, "far")])
def test_near_note_distance_is_five_by_default(note: int, expected: str) -> None:
    """CSL 1.0.2, near-note-distance."""
    layout = '<choose><if position="near-note"><text value="near"/></if>'
    layout += '<else><text value="far"/></else></choose>'
    document = Document(style_xml(layout, kind="note"), [book("a")], register=False)
    groups = [CiteGroup([Cite("a")], 1), CiteGroup([Cite("a")], note)]
    for group in groups:
        document.bibliography.register(group)
    assert document.bibliography.cite(groups[1]) == expected


def test_entries_sorted_by_their_numbers_keep_them() -> None:
    """A list in descending order counts down."""
    xml = style_xml(
        '<text variable="citation-number"/>',
        bibliography=bibliography_xml(
            '<text variable="citation-number" suffix=". "/><text variable="title"/>',
            sort='<sort><key variable="citation-number" sort="descending"/></sort>',
        ),
    )
    document = Document(xml, [book("a", title="A"), book("b", title="B")])
    assert document.entries() == ["2. B", "1. A"]


def test_keys_in_capitals_are_not_folded() -> None:
    """citeproc-py lowers the case of keys, so only a key in lower case may be one of its own."""
    document = Document(style_xml(), [book("Doe2000", title="T")])
    assert document.bibliography.find_key("doe2000") == "Doe2000"
    assert document.bibliography.find_key("DOE2000") is None
