"""Names: order, particles, initials, et-al, labels and substitution."""

from __future__ import annotations

from typing import Any

import pytest

from tests.csl.render import Document, bibliography_xml, book, person, printed, style_xml, year

DOE = person("Doe", "John")
ROE = person("Roe", "Jane")
POE = person("Poe", "Edgar Allan")
FOE = person("Foe", "D.")


def _names(attributes: str = "", children: str = "", variable: str = "author") -> str:
    return f'<names variable="{variable}"><name {attributes}>{children}</name></names>'


@pytest.mark.parametrize(
    ("attributes", "people", "expected"),
    [
        pytest.param("", [DOE], "John Doe", id="display-order"),
        pytest.param('name-as-sort-order="all"', [DOE], "Doe, John", id="sort-order"),
        pytest.param(
            'name-as-sort-order="first" and="text"',
            [DOE, ROE],
            "Doe, John and Jane Roe",
            id="sort-order-first-only",
        ),
        pytest.param(
            "",
            [
                {"family": "Medici", "given": "Lorenzo", "non-dropping-particle": "de'"},
                {"family": "Este", "given": "Beatrice", "non-dropping-particle": "d'"},
            ],
            "Lorenzo de’ Medici, Beatrice d’Este",
            id="shortened-preposition-and-elision",
        ),
        pytest.param('form="short"', [DOE], "Doe", id="short"),
        pytest.param('form="count"', [DOE, ROE, POE], "3", id="count"),
        pytest.param(
            'and="symbol"',
            [DOE, ROE, POE],
            "John Doe, Jane Roe, &amp; Edgar Allan Poe",
            id="symbol",
        ),
        pytest.param(
            'and="text" delimiter-precedes-last="never"',
            [DOE, ROE, POE],
            "John Doe, Jane Roe and Edgar Allan Poe",
            id="no-delimiter-before-last",
        ),
        pytest.param(
            'and="text" delimiter-precedes-last="always"',
            [DOE, ROE],
            "John Doe, and Jane Roe",
            id="delimiter-before-last",
        ),
        pytest.param(
            'and="text" name-as-sort-order="first" delimiter-precedes-last="after-inverted-name"',
            [DOE, ROE],
            "Doe, John, and Jane Roe",
            id="delimiter-after-inverted",
        ),
        pytest.param(
            'name-as-sort-order="all" sort-separator=" "', [DOE], "Doe John", id="separator"
        ),
        pytest.param(
            "",
            [{"literal": "World Health Organization"}],
            "World Health Organization",
            id="institution",
        ),
        pytest.param("", [person("Doe")], "Doe", id="family-only"),
        pytest.param("", [person("毛", "泽东")], "毛泽东", id="family-first-script"),
        pytest.param("", [person("King", "Martin", suffix="Jr.")], "Martin King Jr.", id="suffix"),
        pytest.param(
            "",
            [person("King", "Martin", suffix="Jr.", comma_suffix=True)],
            "Martin King, Jr.",
            id="comma-suffix",
        ),
        pytest.param(
            'name-as-sort-order="all"',
            [person("King", "Martin", suffix="Jr.")],
            "King, Martin, Jr.",
            id="suffix-in-sort-order",
        ),
    ],
)
def test_name_forms(attributes: str, people: list[dict[str, Any]], expected: str) -> None:
    """The attributes of cs:name."""
    assert printed(_names(attributes), book(author=people)) == expected


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        pytest.param("", "John Doe, Jane Roe, Edgar Allan Poe, D. Foe", id="off"),
        pytest.param('et-al-min="3" et-al-use-first="1"', "John Doe et al.", id="one"),
        pytest.param('et-al-min="3" et-al-use-first="2"', "John Doe, Jane Roe, et al.", id="two"),
        pytest.param('et-al-min="5" et-al-use-first="1"',
                     "John Doe, Jane Roe, Edgar Allan Poe, D. Foe", id="below-minimum"),
        pytest.param('et-al-min="3" et-al-use-first="1" et-al-use-last="true"',
                     "John Doe, … D. Foe", id="last"),
        pytest.param('et-al-min="4" et-al-use-first="3" et-al-use-last="true"',
                     "John Doe, Jane Roe, Edgar Allan Poe, et al.", id="nothing-before-the-last"),
        pytest.param('et-al-min="2" et-al-use-first="3"',
                     "John Doe, Jane Roe, Edgar Allan Poe, D. Foe", id="more-than-the-minimum"),
        pytest.param('et-al-min="3" et-al-use-first="3"',
                     "John Doe, Jane Roe, Edgar Allan Poe, et al.", id="as-many-as-the-minimum"),
        pytest.param('et-al-min="3" et-al-use-first="2" delimiter-precedes-et-al="never"',
                     "John Doe, Jane Roe et al.", id="no-delimiter"),
        pytest.param('et-al-min="3" et-al-use-first="1" delimiter-precedes-et-al="always"',
                     "John Doe, et al.", id="delimiter"),
    ],
)  # fmt: skip
def test_et_al(attributes: str, expected: str) -> None:
    """Abbreviated lists."""
    assert printed(_names(attributes), book(author=[DOE, ROE, POE, FOE])) == expected


OTHERS = {"literal": "others"}


@pytest.mark.parametrize(
    ("attributes", "people", "expected"),
    [
        pytest.param("", [DOE, OTHERS], "John Doe et al.", id="one"),
        pytest.param("", [DOE, ROE, OTHERS], "John Doe, Jane Roe, et al.", id="two"),
        pytest.param('and="text"', [DOE, ROE, OTHERS], "John Doe, Jane Roe, et al.", id="no-and"),
        pytest.param('name-as-sort-order="all"', [DOE, OTHERS], "Doe, John, et al.", id="inverted"),
        pytest.param('delimiter-precedes-et-al="never"', [DOE, ROE, OTHERS],
                     "John Doe, Jane Roe et al.", id="no-delimiter"),
        pytest.param('et-al-min="3" et-al-use-first="1"', [DOE, ROE, OTHERS],
                     "John Doe et al.", id="counted-as-a-name"),
        pytest.param('et-al-min="4" et-al-use-first="1"', [DOE, ROE, OTHERS],
                     "John Doe, Jane Roe, et al.", id="below-the-minimum"),
        pytest.param('et-al-min="4" et-al-use-first="2" et-al-use-last="true"',
                     [DOE, ROE, OTHERS, FOE], "John Doe, Jane Roe, … D. Foe", id="before-the-last"),
        pytest.param('et-al-min="4" et-al-use-first="2" et-al-use-last="true"',
                     [DOE, ROE, POE, OTHERS], "John Doe, Jane Roe, et al.", id="never-the-last"),
        pytest.param("", [OTHERS], "others", id="alone-it-is-a-name"),
    ],
)  # fmt: skip
def test_missing_names(attributes: str, people: list[dict[str, Any]], expected: str) -> None:
    """What BibTeX calls "and others": a list that is cut off never looks complete."""
    assert printed(_names(attributes), book(author=people)) == expected


def test_missing_names_are_named_in_the_language_of_the_style() -> None:
    """The term et-al of the locale, not a Latin one everywhere."""
    assert printed(_names(), book(author=[DOE, OTHERS]), locale="nb-NO") == "John Doe mfl."


def test_a_list_with_missing_names_sorts_before_a_longer_one() -> None:
    """Nothing precedes something: Doe, Doe and others, Doe and Adams."""
    sort = '<sort><key variable="author"/></sort>'
    xml = style_xml(bibliography=bibliography_xml('<text variable="title"/>', sort=sort))
    items = [
        book("a", author=[DOE, person("Adams")], title="long"),
        book("b", author=[DOE, OTHERS], title="cut off"),
        book("c", author=[DOE], title="alone"),
    ]
    assert Document(xml, items).entries() == ["alone", "cut off", "long"]


def test_et_al_subsequent() -> None:
    """Later cites of an item may be shorter."""
    from pprkb.csl import Cite

    layout = _names('form="short"')
    options = 'et-al-min="3" et-al-use-first="2" et-al-subsequent-min="2" '
    options += 'et-al-subsequent-use-first="1"'
    document = Document(style_xml(layout, citation=options), [book(author=[DOE, ROE, POE])])
    assert document.cite("a") == "Doe, Roe, et al."
    assert document.cite(Cite("a", position="subsequent")) == "Doe et al."


@pytest.mark.parametrize(
    ("given", "mark", "expected"),
    [
        pytest.param("John", ". ", "J. Doe", id="one"),
        pytest.param("John Quincy", ". ", "J. Q. Doe", id="two"),
        pytest.param("John Quincy", "", "JQ Doe", id="no-mark"),
        pytest.param("Jean-Paul", ".", "J.-P. Doe", id="hyphen"),
        pytest.param("J.P.", ". ", "J. P. Doe", id="initials-given"),
        pytest.param("Ph. M.", ". ", "Ph. M. Doe", id="long-abbreviation"),
        pytest.param("Émile", ".", "É. Doe", id="accented"),
        pytest.param("Guido de la Cruz", ". ", "G. de la C. Doe", id="lower-case-word"),
        pytest.param("TSerendorj", ".", "Ts. Doe", id="two-letters-for-one-sound"),
    ],
)
def test_initials(given: str, mark: str, expected: str) -> None:
    """initialize-with."""
    layout = _names(f'initialize-with="{mark}"')
    assert printed(layout, book(author=[person("Doe", given)])) == expected


def test_initials_without_hyphen() -> None:
    """initialize-with-hyphen is an option of the style."""
    layout = _names('initialize-with="."')
    item = book(author=[person("Doe", "Jean-Paul")])
    assert printed(layout, item, root='initialize-with-hyphen="false"') == "J.P. Doe"


def test_initialize_false_only_touches_initials() -> None:
    """initialize="false" leaves full names alone."""
    layout = _names('initialize="false" initialize-with=". "')
    assert printed(layout, book(author=[person("Doe", "John J.P.")])) == "John J. P. Doe"


@pytest.mark.parametrize(
    ("demote", "short", "inverted"),
    [
        pytest.param("never", "de Vries", "de Vries, Hugo", id="never"),
        pytest.param("sort-only", "de Vries", "de Vries, Hugo", id="sort-only"),
        pytest.param("display-and-sort", "de Vries", "Vries, Hugo de", id="display-and-sort"),
    ],
)
def test_non_dropping_particle(demote: str, short: str, inverted: str) -> None:
    """demote-non-dropping-particle."""
    item = book(author=[person("Vries", "Hugo", non_dropping_particle="de")])
    root = f'demote-non-dropping-particle="{demote}"'
    assert printed(_names('form="short"'), item, root=root) == short
    assert printed(_names('name-as-sort-order="all"'), item, root=root) == inverted


@pytest.mark.parametrize(
    ("name", "display", "inverted"),
    [
        pytest.param(
            person("Humboldt", "Alexander", dropping_particle="von"),
            "Alexander von Humboldt",
            "Humboldt, Alexander von",
            id="dropping",
        ),
        pytest.param(person("Humboldt", "Alexander von"), "Alexander von Humboldt",
                     "Humboldt, Alexander von", id="dropping-in-given"),
        pytest.param(person("van Gogh", "Vincent"), "Vincent van Gogh",
                     "Gogh, Vincent van", id="non-dropping-in-family"),
        pytest.param(person("d'Artagnan", "Charles"), "Charles d’Artagnan",
                     "Artagnan, Charles d’", id="apostrophe"),
        pytest.param(person('"van Dyke"', "Dick"), "Dick van Dyke",
                     "van Dyke, Dick", id="quoted-family-name"),
    ],
)  # fmt: skip
def test_particles(name: dict[str, Any], display: str, inverted: str) -> None:
    """Particles, given as such or as part of a name."""
    assert printed(_names(), book(author=[name])) == display
    assert printed(_names('name-as-sort-order="all"'), book(author=[name])) == inverted


def test_name_parts() -> None:
    """Formatting and affixes of cs:name-part."""
    parts = '<name-part name="family" text-case="uppercase"/><name-part name="given" prefix="("'
    parts += ' suffix=")"/>'
    layout = _names('name-as-sort-order="all" sort-separator=" "', parts)
    assert printed(layout, book(author=[DOE])) == "DOE (John)"


@pytest.mark.parametrize(
    ("label", "editors", "expected"),
    [
        pytest.param('<label form="short" prefix=" (" suffix=")"/>', [DOE],
                     "John Doe (ed.)", id="one"),
        pytest.param('<label form="short" prefix=" (" suffix=")"/>', [DOE, ROE],
                     "John Doe, Jane Roe (eds.)", id="many"),
        pytest.param('<label prefix=" " plural="never"/>', [DOE, ROE],
                     "John Doe, Jane Roe editor", id="never-plural"),
        pytest.param('<label prefix=" " form="short" text-case="title" strip-periods="true"/>',
                     [DOE], "John Doe Ed", id="case-and-periods"),
    ],
)  # fmt: skip
def test_labels(label: str, editors: list[dict[str, Any]], expected: str) -> None:
    """cs:label inside cs:names."""
    layout = f'<names variable="editor"><name/>{label}</names>'
    assert printed(layout, book(editor=editors)) == expected


def test_label_before_names() -> None:
    """The label stands where the style puts it."""
    layout = '<names variable="editor"><label form="verb" suffix=" "/><name/></names>'
    assert printed(layout, book(editor=[DOE])) == "edited by John Doe"


def test_same_editors_and_translators_are_listed_once() -> None:
    """The editortranslator term."""
    layout = '<names variable="editor translator" delimiter="; "><name/>'
    layout += '<label form="short" prefix=", "/></names>'
    same = book(editor=[DOE], translator=[DOE])
    other = book(editor=[DOE], translator=[ROE])
    assert printed(layout, same) == "John Doe, ed. &amp; trans."
    assert printed(layout, other) == "John Doe, ed.; Jane Roe, trans."


SUBSTITUTE = (
    '<group delimiter=". "><names variable="author"><name form="short"/>'
    '<substitute><names variable="editor"/><text variable="title"/></substitute></names>'
    '<names variable="editor"><name/></names><text variable="title"/></group>'
)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param(book(author=[DOE], editor=[ROE], title="T"), "Doe. Jane Roe. T", id="none"),
        pytest.param(book(editor=[ROE], title="T"), "Roe. T", id="names"),
        pytest.param(book(title="T"), "T", id="title"),
    ],
)
def test_substitute(item: dict[str, Any], expected: str) -> None:
    """What stands in for the names is not printed a second time."""
    assert printed(SUBSTITUTE, item) == expected


def test_new_roles_of_csl_1_0_2_print() -> None:
    """The name variables that came with 1.0.2."""
    for role in ("director", "host", "guest", "script-writer", "container-author", "chair"):
        layout = _names(variable=role)
        assert printed(layout, {"id": "a", "type": "book", role: [DOE]}) == "John Doe"


def test_year_helper_is_a_date() -> None:
    """Names and dates together, as most styles have them."""
    layout = _names('form="short"') + '<date variable="issued" prefix=" "><date-part name="year"/>'
    layout += "</date>"
    assert printed(layout, book(author=[DOE], issued=year(2001))) == "Doe 2001"


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param({"editor": [DOE], "translator": [ROE]}, "Doe/Roe", id="first-of-branch"),
        pytest.param({"translator": [ROE]}, "Roe", id="second-of-branch"),
        pytest.param({"director": [POE]}, "Poe", id="nested"),
        pytest.param({"publisher": "P"}, "P", id="after-the-choose"),
        pytest.param({}, "T", id="last"),
    ],
)
def test_choose_in_substitute(item: dict[str, Any], expected: str) -> None:
    """What stands in a branch are candidates one by one, and only the first is printed."""
    layout = (
        '<group delimiter="/"><names variable="author"><name form="short"/><substitute><choose>'
        '<if type="book"><names variable="editor"/><names variable="translator"/>'
        '<choose><if variable="director"><names variable="director"/></if></choose></if></choose>'
        '<text variable="publisher"/><text variable="title"/></substitute></names>'
        '<names variable="translator"><name form="short"/></names></group>'
    )
    assert printed(layout, book(title="T", **item)) == expected


@pytest.mark.parametrize(
    ("style", "cite", "entry"),
    [
        pytest.param(
            "chicago-author-date",
            "(B 2001)",
            "B, A., ed. 2001. <i>T</i>. Translated by E. F. P.",
            id="author-date",
        ),
        pytest.param(
            "chicago-notes-bibliography",
            "A. B, ed., <i>T</i>, trans. E. F (P, 2001).",
            "B, A., ed. <i>T</i>. Translated by E. F. P, 2001.",
            id="notes",
        ),
    ],
)
def test_editor_before_translator_in_chicago(style: str, cite: str, entry: str) -> None:
    """As citeproc-js prints it."""
    people: dict[str, Any] = {"editor": [person("B", "A")], "translator": [person("F", "E")]}
    item = book(title="T", publisher="P", issued=year(2001), **people)
    document = Document(style, [item])
    assert document.cite("a") == cite
    assert document.entries() == [entry]
