"""OpenDocument texts with `[@key]` in their text: what is filled in, and what stays as it is."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from pprkb.cli.main import program
from pprkb.documents.writers.odt.package import NAMESPACES
from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.errors import OutputError
from tests.documents.writers.office import converted, needs_office
from tests.libraries_of_tests import copy_library

APA = "(Wampold &amp; Imel, 2015)"
PANDOC = shutil.which("pandoc")
ITALIC = (
    '<style:style style:name="T1" style:family="text">'
    '<style:text-properties fo:font-style="italic"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'
)
Fill = Callable[..., str]


def odt(body: str, *, styles: str = "") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMESPACES}>"
            f"<office:automatic-styles>{ITALIC}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            compress_type=zipfile.ZIP_DEFLATED,
        )
        archive.writestr(
            "styles.xml",
            f"<office:document-styles {NAMESPACES}><office:styles>{styles}</office:styles>"
            "</office:document-styles>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
            ' manifest:version="1.3"><manifest:file-entry manifest:full-path="/"'
            ' manifest:media-type="application/vnd.oasis.opendocument.text"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        )
    return target.getvalue()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """A library that no test changes."""
    return KnowledgeBase.open(copy_library(tmp_path_factory.mktemp("library")))


@pytest.fixture
def fill(library: KnowledgeBase, tmp_path: Path) -> Fill:
    """Fill a body, and return the body without what says which style a text of ours has."""

    def filled(body: str, *, styles: str = "", style: str = "") -> str:
        path = tmp_path / "draft.odt"
        path.write_bytes(odt(body, styles=styles))
        content = library.write(path, style=style).write("odt")
        xml = zipfile.ZipFile(io.BytesIO(content)).read("content.xml").decode()
        return xml[xml.index("<office:text>") + 13 : xml.index("</office:text>")]

    return filled


def p(inside: str) -> str:
    return f"<text:p>{inside}</text:p>"


def first(body: str) -> str:
    """Return what stands in the first paragraph."""
    found = re.match(r"<text:p[^>]*>(.*?)</text:p>(?=<text:[hp])", body)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("inside", "printed"),
    [
        pytest.param("So [@wampold2015, p. 3].", "So (Wampold &amp; Imel, 2015, p. 3).", id="page"),
        pytest.param("@wampold2015 says", "Wampold and Imel (2015) says", id="narrative"),
        pytest.param("[@nobody]", '(<text:span text:style-name="pprkb1">nobody?</text:span>)',
                     id="unknown"),
        pytest.param("[@wampold2015][@who2022]", f"{APA}(World Health Organization, 2022)", id="two"),
        pytest.param("me@wampold2015.org", "me@wampold2015.org", id="mail"),
        pytest.param("a [@wamp<text:span>old2015</text:span>] b", f"a {APA}<text:span/> b", id="split"),
        pytest.param("<text:span>[@wampold2015</text:span>, p. 3] b",
                     "<text:span>(Wampold &amp; Imel, 2015, p. 3)</text:span> b", id="begins in a span"),
        pytest.param('[@wampold2015,<text:s text:c="2"/>p. 3]', "(Wampold &amp; Imel, 2015, p. 3)",
                     id="blanks"),
        pytest.param("<text:tab/>[@wampold2015]<text:tab/>", f"<text:tab/>{APA}<text:tab/>", id="tabs"),
        pytest.param('<text:a xlink:href="https://a.b">[@wampold2015]</text:a>',
                     f'<text:a xlink:href="https://a.b">{APA}</text:a>', id="in a link"),
        pytest.param('[@<text:bookmark text:name="a"/>wampold2015]',
                     f'{APA}<text:bookmark text:name="a"/>', id="a bookmark"),
    ],
)  # fmt: skip
def test_what_stands_for_what(fill: Fill, inside: str, printed: str) -> None:
    assert first(fill(p(inside) + p("@who2022"))) == printed


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param('<text:change-start text:change-id="a"/>[@who2022]'
                     '<text:change-end text:change-id="a"/>', id="a tracked change"),
        pytest.param("<text:title>[@who2022]</text:title>", id="a field"),
        pytest.param("<office:annotation><text:p>[@who2022]</text:p></office:annotation>", id="a comment"),
    ],
)  # fmt: skip
def test_what_stays_as_it_is(fill: Fill, inside: str) -> None:
    body = fill(p(f"{inside} [@wampold2015]"))
    assert first(body) == f"{inside} {APA}"
    assert "World Health" not in body


@pytest.mark.parametrize(
    ("inside", "left"),
    [
        pytest.param('<text:change-start text:change-id="a"/>[@who2022]'
                     '<text:change-end text:change-id="a"/>', ["who2022"], id="a tracked change"),
        pytest.param('[@who<text:change-start text:change-id="a"/>2022'
                     '<text:change-end text:change-id="a"/>]', ["who2022"], id="ends in a change"),
        pytest.param("<text:title>[@who2022]</text:title>", ["who2022"], id="a field"),
        pytest.param("<office:annotation><text:p>[@who2022]</text:p></office:annotation>", [], id="a comment"),
        pytest.param("[@who2022]", [], id="text"),
    ],
)  # fmt: skip
def test_a_citation_that_is_left_is_named(
    library: KnowledgeBase, tmp_path: Path, inside: str, left: list[str]
) -> None:
    (tmp_path / "a.odt").write_bytes(odt(p("One") + p(f"{inside} [@wampold2015]")))
    problems = library.write(tmp_path / "a.odt").problems
    assert [str(one).partition(",")[0] for one in problems] == [
        f"a.odt:2: @{key} stays as it is written" for key in left
    ]


def test_what_is_italic_within_italics_is_upright(fill: Fill, library: KnowledgeBase) -> None:
    body = fill(p('<text:span text:style-name="T1">[@wampold2015]</text:span>'), style="mla")
    assert first(body).startswith('<text:span text:style-name="T1">(Wampold and Imel)')


def test_notes_are_footnotes_and_numbered_anew(fill: Fill) -> None:
    own = (
        '<text:note text:id="n" text:note-class="footnote"><text:note-citation>1'
        "</text:note-citation><text:note-body><text:p>See [@who2022].</text:p></text:note-body>"
        "</text:note>"
    )
    body = fill(p(f"So [@wampold2015]. And{own} [@who2022]."), style="chicago-notes")
    assert re.findall(r"<text:note-citation>(\d)<", body) == ["1", "2", "3"]
    text = unescape(re.sub(r"<[^>]+>", "", body))
    assert text.startswith("So.1Bruce E. Wampold and Zac E. Imel, The Great Psychotherapy Debate")
    assert "2See World Health Organization, World Mental Health Report: " in text
    assert "3World Health Organization, World Mental Health Report." in text


def test_a_text_box_has_no_notes(fill: Fill) -> None:
    box = "<draw:frame><draw:text-box><text:p>[@wampold2015]</text:p></draw:text-box></draw:frame>"
    body = fill(p(box), style="chicago-notes")
    assert "text:note" not in body
    assert "(Wampold and Imel, " in re.sub(r"<[^>]+>", "", body)


@pytest.mark.parametrize(
    ("around", "where"),
    [
        pytest.param(p("[@wampold2015]"), r"<text:h [^>]*>References</text:h><text:p .*</text:p>\Z",
                     id="at the end"),
        pytest.param(p("[@wampold2015]") + p("[@refs]") + p("After"),
                     r"2015\)</text:p><text:p [^>]*>Wampold.*</text:p><text:p>After</text:p>\Z",
                     id="in its place"),
        pytest.param("<text:h>References</text:h>" + p("[@wampold2015]"),
                     r"^<text:h>References</text:h><text:p [^>]*>Wampold", id="below its heading"),
        pytest.param(p("References") + p("[@wampold2015]"),
                     r"^<text:p>References</text:p><text:p>\(", id="text is no heading"),
    ],
)  # fmt: skip
def test_where_the_list_goes(fill: Fill, around: str, where: str) -> None:
    assert re.search(where, fill(around))


def test_the_list_is_in_the_style_of_the_file(fill: Fill) -> None:
    style = '<style:style style:name="Bibliography_20_1" style:family="paragraph"/>'
    body = fill(p("[@wampold2015]") + p("[@refs]"), styles=style)
    assert '<text:p text:style-name="Bibliography_20_1">Wampold' in body


def test_the_list_hangs_below_the_style_of_its_place(
    library: KnowledgeBase, tmp_path: Path
) -> None:
    path = tmp_path / "a.odt"
    path.write_bytes(odt(p("[@wampold2015]") + '<text:p text:style-name="P1">[@refs]</text:p>'))
    content = library.write(path).write("odt")
    xml = zipfile.ZipFile(io.BytesIO(content)).read("content.xml").decode()
    assert re.search(r'parent-style-name="Quotations"><[^>]*text-indent="-0.5in"', xml)


def test_other_parts_keep_their_bytes(library: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    path.write_bytes(before := odt(p("[@wampold2015]")))
    after = library.write(path).write("odt")
    assert path.read_bytes() == before
    old, new = zipfile.ZipFile(io.BytesIO(before)), zipfile.ZipFile(io.BytesIO(after))
    assert old.namelist() == new.namelist()
    assert [one for one in old.namelist() if old.read(one) != new.read(one)] == ["content.xml"]
    path.write_bytes(before := odt(p("Nothing.")))
    assert zipfile.ZipFile(io.BytesIO(library.write(path).write("odt"))).read("content.xml") == (
        zipfile.ZipFile(io.BytesIO(before)).read("content.xml")
    )


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive"], ids=["empty", "cut", "text"])
def test_what_is_no_text_of_opendocument(
    library: KnowledgeBase, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "a.odt").write_bytes(content)
    with pytest.raises(OutputError, match="no OpenDocument text"):
        library.write(tmp_path / "a.odt")


def test_unknown_works_are_named_with_their_paragraph(
    library: KnowledgeBase, tmp_path: Path
) -> None:
    path = tmp_path / "a.odt"
    path.write_bytes(odt(p("x") + p("[@wampold2051]")))
    (problem,) = library.write(path).problems
    assert (problem.at.path, problem.at.line) == ("a.odt", 2)
    result = CliRunner().invoke(
        program,
        ["--library", str(library.root), "write", str(path), "-o", str(tmp_path / "b.docx")],
    )
    assert result.exit_code == 2 or "odt" in result.output


@pytest.mark.slow
@pytest.mark.skipif(PANDOC is None, reason="pandoc is not installed")
@pytest.mark.parametrize("style", ["apa", "nature", "chicago-notes"])
def test_pandoc_reads_in_it_what_it_reads_in_a_word_file(
    library: KnowledgeBase, tmp_path: Path, style: str
) -> None:
    """The same text, made by pandoc in both formats, is filled with the same."""
    text = (
        r"So \[\@wampold2015, p. 3\], *and \[\@who2022\] too*. \@who2022 says."
        + "\n\n# References\n"
    )
    found = []
    for form in ("docx", "odt"):
        path = tmp_path / f"draft.{form}"
        command = [str(PANDOC), "-f", "markdown", "-o", str(path)]
        subprocess.run(command, input=text.encode(), check=True)
        (tmp_path / f"filled.{form}").write_bytes(library.write(path, style=style).write(form))
        command = [str(PANDOC), "-t", "plain", "--wrap=none", str(tmp_path / f"filled.{form}")]
        plain = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        found.append([re.sub(r"\s+", "", line) for line in plain.splitlines() if line.strip()])
    assert found[0] == found[1]
    assert "Wampold" in "".join(found[1])


@pytest.mark.slow
@needs_office
def test_libreoffice_reads_it(library: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    path.write_bytes(odt(p("So [@wampold2015]. Then @who2022 says.")))
    files = {
        "apa.odt": library.write(path).write("odt"),
        "notes.odt": library.write(path, style="chicago-notes").write("odt"),
    }
    read = converted(tmp_path, files, "txt:Text (encoded):UTF8")
    apa, notes = read["apa"].decode("utf-8-sig"), read["notes"].decode("utf-8-sig")
    assert apa.startswith("So (Wampold & Imel, 2015). Then World Health Organization (2022) says.")
    assert "References" in apa
    assert notes.startswith("So.1 Then World Health Organization2 says.")
