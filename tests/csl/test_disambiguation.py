"""Disambiguation: added names, expanded names, the condition and year-suffixes."""

from __future__ import annotations

from typing import Any

import pytest

from pprkb.csl import Cite, CiteGroup, CompiledBibliography, CompiledStyle
from tests.csl.render import Document, bibliography_xml, book, person, style_xml, year

LAYOUT = (
    '<group delimiter=" "><names variable="author"><name form="short" initialize-with=". "/>'
    '</names><date variable="issued"><date-part name="year"/></date></group>'
)


def _cites(citation: str, *authors: list[dict[str, Any]], layout: str = LAYOUT) -> list[str]:
    items = [
        book(f"i{n}", author=names, issued=year(2000), title=f"Title {n}")
        for n, names in enumerate(authors)
    ]
    document = Document(style_xml(layout, citation=citation), items)
    return [document.cite(f"i{n}") for n in range(len(items))]


SMITHS = [
    [person("Smith", "John"), person("Doe", "A."), person("Poe", "B.")],
    [person("Smith", "John"), person("Roe", "C."), person("Poe", "B.")],
]
ET_AL = 'et-al-min="3" et-al-use-first="1" '


def test_names_are_added_until_cites_differ() -> None:
    """disambiguate-add-names."""
    cites = _cites(ET_AL + 'disambiguate-add-names="true"', *SMITHS)
    assert cites == ["Smith, Doe, et al. 2000", "Smith, Roe, et al. 2000"]


def test_names_that_do_not_help_are_not_added() -> None:
    """The same authors twice: only the year-suffix is left."""
    options = ET_AL + 'disambiguate-add-names="true" disambiguate-add-year-suffix="true"'
    assert _cites(options, SMITHS[0], SMITHS[0]) == ["Smith et al. 2000a", "Smith et al. 2000b"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        pytest.param("by-cite", ["J. Doe 2000", "A. Doe 2000", "Roe, Doe 2000"], id="by-cite"),
        pytest.param("all-names", ["J. Doe 2000", "A. Doe 2000", "Roe, J. Doe 2000"], id="all"),
        pytest.param("primary-name", ["J. Doe 2000", "A. Doe 2000", "Roe, Doe 2000"], id="primary"),
    ],
)
def test_given_names_are_added(rule: str, expected: list[str]) -> None:
    """disambiguate-add-givenname and its rules."""
    options = f'disambiguate-add-givenname="true" givenname-disambiguation-rule="{rule}"'
    authors = [
        [person("Doe", "John")],
        [person("Doe", "Adam")],
        [person("Roe", "Jane"), person("Doe", "John")],
    ]
    assert _cites(options, *authors) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        pytest.param("all-names", ["John Doe 2000", "Jane Doe 2000"], id="full"),
        pytest.param("all-names-with-initials", ["Doe 2000", "Doe 2000"], id="initials-only"),
        pytest.param("primary-name-with-initials", ["Doe 2000", "Doe 2000"], id="primary-initials"),
    ],
)
def test_full_names_where_initials_do_not_do(rule: str, expected: list[str]) -> None:
    """Same initials."""
    options = f'disambiguate-add-givenname="true" givenname-disambiguation-rule="{rule}"'
    assert _cites(options, [person("Doe", "John")], [person("Doe", "Jane")]) == expected


def test_condition() -> None:
    """What is inside disambiguate="true" is printed only where it is needed."""
    layout = LAYOUT.replace(
        "</group>",
        '<choose><if disambiguate="true"><text variable="title"/></if></choose></group>',
    )
    authors = [[person("Doe", "John")], [person("Doe", "John")], [person("Roe", "Jane")]]
    assert _cites("", *authors, layout=layout) == [
        "Doe 2000 Title 0",
        "Doe 2000 Title 1",
        "Roe 2000",
    ]


def test_year_suffixes_follow_the_bibliography() -> None:
    """Letters go by the sorted order, in cites and entries alike."""
    xml = style_xml(
        LAYOUT,
        citation='disambiguate-add-year-suffix="true"',
        bibliography=bibliography_xml(
            LAYOUT + '<text variable="title" prefix=". "/>',
            sort='<sort><key variable="title"/></sort>',
        ),
    )
    items = [
        book("z", author=[person("Doe", "John")], issued=year(2000), title="Zebra"),
        book("a", author=[person("Doe", "John")], issued=year(2000), title="Apple"),
    ]
    document = Document(xml, items)
    assert document.entries() == ["Doe 2000a. Apple", "Doe 2000b. Zebra"]
    assert document.cite("z") == "Doe 2000b"


def test_explicit_year_suffix() -> None:
    """The suffix goes where the style puts the variable."""
    layout = LAYOUT.replace("</group>", '<text variable="year-suffix" prefix="-"/></group>')
    options = 'disambiguate-add-year-suffix="true"'
    cites = _cites(options, [person("Doe", "J.")], [person("Doe", "J.")], layout=layout)
    assert cites == ["Doe 2000 -a", "Doe 2000 -b"]


def test_suffixes_go_on_after_z() -> None:
    """A to z, then aa."""
    cites = _cites('disambiguate-add-year-suffix="true"', *[[person("Doe", "J.")]] * 28)
    assert cites[25:] == ["Doe 2000z", "Doe 2000aa", "Doe 2000ab"]


def test_spacing_of_initials_makes_no_other_person() -> None:
    """J. J. Doe and J.J. Doe are one."""
    options = 'disambiguate-add-givenname="true" givenname-disambiguation-rule="all-names"'
    assert _cites(options, [person("Doe", "J. J.")], [person("Doe", "J.J.")]) == ["Doe 2000"] * 2


def test_added_names_stay_in_the_cites() -> None:
    """The reference list abbreviates as its own attributes say; the suffixes it shares."""
    common = [person(f"Doe{n}") for n in range(3)]
    items = [
        book("a", author=[*common, person("Roe")], issued=year(2000)),
        book("b", author=[*common, person("Poe")], issued=year(2000)),
        book("c", author=[*common, person("Poe")], issued=year(2000)),
    ]
    options = 'et-al-min="2" et-al-use-first="1" disambiguate-add-names="true"'
    layout = '<names variable="author"><name form="short"/></names>'
    layout = f'<group delimiter=" ">{layout}<date variable="issued" form="text"/></group>'
    xml = style_xml(
        layout,
        citation=f'{options} disambiguate-add-year-suffix="true"',
        bibliography=bibliography_xml(layout, 'et-al-min="2" et-al-use-first="1"'),
    )
    document = Document(xml, items)
    assert document.cite("a") == "Doe0, Doe1, Doe2, Roe 2000"
    assert document.cite("c") == "Doe0, Doe1, Doe2, Poe 2000b"
    assert document.entries() == ["Doe0 et al. 2000", "Doe0 et al. 2000a", "Doe0 et al. 2000b"]


def test_apa_list_keeps_its_ellipsis() -> None:
    """Two works with 20 authors in common (APA manual, 7th ed., section 9.8)."""
    common = [person(f"Doe{chr(ord('a') + n)}", "J.") for n in range(20)]
    items = [
        book(key, author=[*common, person(last, "J."), person("Zoe", "J.")], issued=year(2000))
        for key, last in (("a", "Roe"), ("b", "Poe"))
    ]
    for entry in Document("apa", items).entries():
        assert "… Zoe, J. (2000)" in entry
        assert "Roe" not in entry
        assert "Poe" not in entry


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        pytest.param({"literal": "in press"}, "in press-a", id="word"),
        pytest.param({"literal": "n.d."}, "n.d.a", id="period"),
        pytest.param({"literal": "spring 2000"}, "spring 2000a", id="digit"),
        pytest.param({"literal": "近刊"}, "近刊a", id="east-asian"),
        pytest.param(year(2000), "2000a", id="year"),
    ],
)
@pytest.mark.parametrize("explicit", [False, True], ids=["implicit", "explicit"])
def test_hyphen_before_a_suffix_after_a_word(
    issued: dict[str, Any], expected: str, explicit: bool
) -> None:
    """APA manual, 7th ed., section 8.19."""
    layout = '<date variable="issued" form="text" date-parts="year"/>'
    if explicit:
        layout = f'<group>{layout}<text variable="year-suffix"/></group>'
    items = [book(key, issued=issued) for key in "ab"]
    document = Document(style_xml(layout, citation='disambiguate-add-year-suffix="true"'), items)
    assert document.cite("a") == expected


@pytest.mark.parametrize(
    "field",
    [{"status": "in press"}, {"issued": {"literal": "in press"}}],
    ids=["status", "issued"],
)
def test_apa_in_press(field: dict[str, Any]) -> None:
    """In cites, in the list, and collapsed."""
    items = [
        book(key, author=[person("Doe", "J.")], title=key, publisher="P", **field)
        for key in ("x", "y")
    ]
    document = Document("apa", items)
    assert document.cite("x", "y") == "(Doe, in press-a, in press-b)"
    assert document.entries() == [
        "Doe, J. (in press-a). <i>x</i>. P.",
        "Doe, J. (in press-b). <i>y</i>. P.",
    ]


@pytest.mark.parametrize(
    ("names", "plural", "expected"),
    [
        pytest.param(4, False, "Ash, Oak, Elm, et al.", id="as-csl-has-it"),
        pytest.param(4, True, "Ash, Oak, Elm, Fir", id="one-name-would-be-left"),
        pytest.param(5, True, "Ash, Oak, Elm, et al.", id="two-names-are-left"),
    ],
)
def test_et_al_for_a_single_name(names: int, plural: bool, expected: str) -> None:
    """APA manual, 7th ed., section 8.18: "et al." is plural."""
    xml = style_xml(
        '<names variable="author"><name form="short"/></names>',
        citation='disambiguate-add-names="true" et-al-min="3" et-al-use-first="1"',
    )
    lists = [["Ash", "Oak", third, "Fir", "Yew"][:names] for third in ("Elm", "Fig")]
    items = [
        book(key, author=[person(name) for name in families])
        for key, families in zip("ab", lists, strict=True)
    ]
    bibliography = CompiledBibliography(
        CompiledStyle(xml, validate=False), items, plural_et_al=plural
    )
    bibliography.register(CiteGroup([Cite("a"), Cite("b")]))
    assert bibliography.cite(CiteGroup([Cite("a", position=0)])) == expected
