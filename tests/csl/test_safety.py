"""Hostile styles and items, and use from several threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from citeproc.formatter import plain

from pprkb.csl import Cite, CiteGroup, CompiledBibliography, CompiledStyle, CslError, StyleError
from tests.csl.render import Document, bibliography_xml, book, person, printed, style_xml, year

MACROS = '<macro name="a"><text macro="b"/></macro><macro name="b"><text macro="a"/></macro>'
DOUBLING = "".join(
    f'<macro name="m{n}"><text macro="m{n + 1}"/><text macro="m{n + 1}"/></macro>'
    for n in range(40)
)
CHAIN = "".join(f'<macro name="m{n}"><text macro="m{n + 1}"/></macro>' for n in range(2000))
CHAIN += '<macro name="m2000"><text value="x"/></macro>'


@pytest.mark.parametrize(
    ("style", "validate", "word"),
    [
        pytest.param(
            '<!DOCTYPE x [<!ENTITY e "x">]>' + style_xml(), False, "DOCTYPE", id="doctype"
        ),
        pytest.param(
            '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
            + style_xml('<text value="&e;"/>'),
            False,
            "DOCTYPE",
            id="external-entity",
        ),
        pytest.param(
            style_xml('<text macro="a"/>', extra=MACROS), False, "circle", id="macro-cycle"
        ),
        pytest.param(
            style_xml(extra='<macro name="a"><text macro="a"/></macro>'),
            False,
            "circle",
            id="unused-cycle",
        ),
        pytest.param(style_xml(extra=DOUBLING), False, "too many", id="macro-bomb"),
        pytest.param(
            style_xml('<text macro="m0"/>', extra=CHAIN), False, "too deeply", id="macro-chain"
        ),
        pytest.param(style_xml('<text macro="none"/>'), False, "macro", id="missing-macro"),
        pytest.param(style_xml("<wibble/>"), True, "valid", id="invalid"),
        pytest.param(style_xml("<wibble/>"), False, "wibble", id="unknown-element"),
        pytest.param("<style>", False, "well-formed", id="not-xml"),
        pytest.param("<html/>", False, "not a CSL style", id="other-xml"),
        pytest.param("no-such-style-anywhere", True, "no-such-style", id="unknown-name"),
        pytest.param("../../nowhere/style", True, "not the name", id="path-as-name"),
        pytest.param(Path("/nowhere/style.csl"), True, "no such file", id="missing-file"),
    ],
)
def test_bad_style_is_refused(style: Any, validate: bool, word: str) -> None:
    """A style that is not safe or not sound raises one clear exception."""
    with pytest.raises(StyleError, match=word) as caught:
        CompiledStyle(style, validate=validate)
    assert isinstance(caught.value, CslError)
    assert caught.value.message


def test_valid_style_is_accepted() -> None:
    """Validation lets a sound style through, from text, bytes and a bundled name."""
    xml = style_xml()
    assert CompiledStyle(xml, validate=True).has_bibliography() is False
    assert CompiledStyle(xml.encode(), validate=True) is not None
    assert CompiledStyle("harvard-cite-them-right").has_bibliography()


def test_dependent_style_takes_its_parent(tmp_path: Path) -> None:
    """A dependent style is its parent in another locale."""
    path = tmp_path / "dependent.csl"
    path.write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" default-locale="de-DE">'
        "<info><title>Dependent</title><id>http://example.org/dependent</id>"
        '<link href="http://www.zotero.org/styles/harvard-cite-them-right" '
        'rel="independent-parent"/><link href="http://example.org/" rel="documentation"/>'
        '<category citation-format="author-date"/>'
        "<updated>2024-01-01T00:00:00+00:00</updated></info></style>",
        encoding="utf-8",
    )
    item = book(author=[person("Doe", "J."), person("Roe", "A."), person("Poe", "B.")] * 2)
    bibliography = CompiledBibliography(CompiledStyle(path, validate=False), [item], plain)
    citation = CiteGroup([Cite("a")])
    bibliography.register(citation)
    assert bibliography.cite(citation).replace("\u00a0", " ") == "(Doe u. a., ohne Datum)"


EVERYTHING = (
    '<names variable="author"><name/></names><text variable="title" prefix=" "/>'
    '<text variable="URL" prefix=" "/><text variable="DOI" prefix=" "/>'
    '<number variable="volume" prefix=" "/><text variable="page" prefix=" "/>'
    '<date variable="issued" prefix=" "><date-part name="year"/></date>'
)
SCRIPT = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "item",
    [
        pytest.param(book(title=SCRIPT), id="title"),
        pytest.param(book(author=[person(SCRIPT, "<svg onload=x>")]), id="names"),
        pytest.param(book(author=[{"literal": SCRIPT}]), id="literal"),
        pytest.param(book(URL='javascript:"><script>'), id="url"),
        pytest.param(book(DOI=SCRIPT, volume=SCRIPT, page=SCRIPT), id="numbers"),
        pytest.param(book(issued={"literal": SCRIPT}), id="date"),
        pytest.param(book(title='<i onclick="x">a</i>'), id="attribute"),
        pytest.param(book(title='<span style="font-variant:small-caps;" onclick=x>a</span>'),
                     id="span"),
        pytest.param(book(title="\ue010\ue040<b\ue000>x</b>"), id="forged-marks"),
    ],
)  # fmt: skip
def test_item_text_is_escaped(item: dict[str, Any]) -> None:
    """Nothing of an item becomes markup, but CSL's own tags."""
    xml = style_xml(EVERYTHING, bibliography=bibliography_xml(EVERYTHING))
    document = Document(xml, [item])
    for text in (document.cite(Cite("a", prefix=SCRIPT, locator=SCRIPT)), *document.entries()):
        rest = text.replace("<b>", "").replace("</b>", "").replace("<i>", "").replace("</i>", "")
        assert "<" not in rest
        assert ">" not in rest
        assert not any("\ue000" <= character <= "\uf8ff" for character in text)


def test_ids_keep_their_case() -> None:
    """Two ids that differ in case are two items."""
    items = [book("Smith2001", title="Upper"), book("smith2001", title="lower")]
    document = Document(style_xml(bibliography=bibliography_xml('<text variable="title"/>')), items)
    assert document.bibliography.keys == ["Smith2001", "smith2001"]
    assert document.cite("Smith2001") == "Upper"
    assert document.cite("smith2001") == "lower"


ODD_ITEMS: list[dict[str, Any]] = [
    {"id": "no-type"},
    {"id": 7, "type": "book", "title": 42},
    {"id": "dates", "type": "book", "issued": {"date-parts": [[]]}},
    {"id": "dates2", "issued": {"date-parts": None}, "accessed": "nonsense", "title": "x"},
    {"id": "nulls", "type": None, "title": None, "author": None, "issued": None},
    {"id": "wrong", "author": "A String", "editor": {"family": "Alone"}, "title": ["a", "b"]},
    {"id": "names", "author": [None, 3, {}, {"family": None}, {"given": 5}, {"family": {"a": 1}}]},
    {"id": "unknown", "wibble": "x", "type": "never-heard-of", "page": {"a": 1}, "volume": True},
    {"id": "odd", "page": "--", "edition": "&,-", "issued": {"date-parts": [["x", "y"], [None]]}},
]


def test_odd_items_print_what_they_can() -> None:
    """No item raises, and none disturbs its neighbours."""
    good = book("good", title="Good", author=[person("Doe", "J.")], issued=year(2000))
    xml = style_xml(EVERYTHING, bibliography=bibliography_xml(EVERYTHING))
    alone = Document(xml, [good]).entries()
    document = Document(xml, [*ODD_ITEMS, good])
    assert alone[0] in document.entries()
    assert document.cite("7") == " 42"
    for item in ODD_ITEMS:
        assert isinstance(document.cite(str(item["id"])), str)


def test_one_style_in_several_threads() -> None:
    """Bibliographies of one style do not share state."""
    layout = '<names variable="author"><name form="short"/></names>'
    layout += '<date variable="issued" prefix=" "><date-part name="year"/></date>'
    xml = style_xml(
        layout,
        citation='disambiguate-add-year-suffix="true"',
        bibliography=bibliography_xml(layout, sort='<sort><key variable="author"/></sort>'),
    )
    style = CompiledStyle(xml, validate=False)

    def run(count: int) -> list[str]:
        items = [
            book(str(n), author=[person(f"Doe{n % 3}")], issued=year(2000 + n % 2))
            for n in range(count)
        ]
        bibliography = CompiledBibliography(style, items, plain)
        for item in items:
            bibliography.register(CiteGroup([Cite(str(item["id"]))]))
        bibliography.sort()
        return [str(entry) for entry in bibliography.bibliography()]

    counts = [5, 17, 29, 41] * 4
    expected = {count: run(count) for count in set(counts)}
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(run, counts)) == [expected[count] for count in counts]


def test_a_doctype_is_refused_in_any_encoding() -> None:
    """UTF-16 hides the word from a look at the bytes."""
    xml = style_xml().replace("<style", '<!DOCTYPE style [<!ENTITY a "b">]><style', 1)
    with pytest.raises(StyleError, match="DOCTYPE"):
        CompiledStyle(f'<?xml version="1.0" encoding="UTF-16"?>{xml}'.encode("utf-16"))


def test_a_single_space_is_a_value_and_indentation_is_none() -> None:
    """Terms of a style may be a space; an indented empty element is empty."""
    terms = '<locale><terms><term name="and"> </term><term name="or">\n  </term></terms></locale>'
    layout = '<text value="a"/><text term="{}"/><text value="b"/>'
    assert printed(layout.format("and"), book(), extra=terms) == "a b"
    assert printed(layout.format("or"), book(), extra=terms) == "ab"
