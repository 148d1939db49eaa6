"""The works that texts of people name, in whatever they write them."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from pprkb.formats.drafts.keys import keys_in
from tests.growth import assert_grows_with_length


def keys(name: str, text: str) -> list[tuple[str, int]]:
    return [tuple(one) for one in keys_in(name, text.encode(), text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("a [see @one, p. 3; @two]\n@three", [("one", 1), ("two", 1), ("three", 2)], id="plain"),
        pytest.param("```{r}\nx@y <- '[@no]'\n```\n\n`@no` me@no.org", [], id="code"),
        pytest.param("[x](http://a.b/@no) <http://a.b/?@no>", [], id="addresses"),
        pytest.param("---\nnocite: '@one'\n---\n@two", [("one", 2), ("two", 4)], id="nocite"),
        pytest.param("---\nnocite: |\n  @*\n---\n", [("*", 1)], id="all works"),
        pytest.param("a[^1]\n\n[^1]: Note @one\n\n    @two", [("one", 3), ("two", 5)], id="footnote"),
        pytest.param("a^[@one]", [("one", 1)], id="footnote in the line"),
        pytest.param("T\n: @one", [("one", 2)], id="definition"),
        pytest.param("![@one](x.png)", [("one", 1)], id="caption"),
        pytest.param("| @one |\n|---|\n| b |\n| @two |", [("one", 1), ("two", 4)], id="table"),
        pytest.param("See @fig-a, @tbl-b and @sec-c.", [], id="cross-references"),
        pytest.param("\\@no", [], id="escaped"),
        pytest.param("", [], id="empty"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.md", "a.qmd", "a.Rmd"])
def test_markdown(name: str, text: str, found: list[tuple[str, int]]) -> None:
    assert keys(name, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(r"\cite{one}", ["one"], id="cite"),
        pytest.param(r"\citep[see][3]{one,two}", ["one", "two"], id="natbib"),
        pytest.param(r"\citet*{one} \Citeauthor{two} \citeyear{three}", ["one", "two", "three"], id="names"),
        pytest.param(r"\textcite{one}\parencite[p.~3]{two}", ["one", "two"], id="biblatex"),
        pytest.param(r"\parencite[see][]{one, two}", ["one", "two"], id="empty option"),
        pytest.param(r"\autocites[see][]{one}[3]{two}{three}", ["one", "two", "three"], id="several groups"),
        pytest.param(r"\cites(see)(and so on){one}[2]{two}", ["one", "two"], id="round brackets"),
        pytest.param(r"\footcite{one}\footfullcite{two}\supercite{three}", ["one", "two", "three"], id="notes"),
        pytest.param(r"\nocite{*}", ["*"], id="all"),
        pytest.param("% \\cite{no}\n50\\% \\cite{one}", ["one"], id="comment"),
        pytest.param("a \\\\% \\cite{no}\n\\\\\\% \\cite{one}", ["one"], id="comment behind a line's end"),
        pytest.param(r"\newcommand{\seen}[1]{\cite[see][]{#1}} \cite{one}", ["one"], id="an own command"),
        pytest.param("\\begin{verbatim}\\cite{no}\\end{verbatim}\\verb|\\cite{no}|", [], id="verbatim"),
        pytest.param(r"\citestyle{apa}\setcitestyle{round}", [], id="no citations"),
        pytest.param("\\cite[see {a]b}]%\n  {one,%\n  two}", ["one", "two"], id="over lines"),
        pytest.param(r"\cite{\key}", [], id="a command"),
        pytest.param(r"\cite", [], id="nothing"),
    ],
)  # fmt: skip
def test_latex(text: str, found: list[str]) -> None:
    assert [key for key, _ in keys("thesis.tex", text)] == found


def test_lines_of_latex() -> None:
    assert keys("a.tex", "% one\n% two\n\\cite{x,\n y}") == [("x", 3), ("y", 3)]


def test_word_with_runs_that_word_has_split() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("So [@o", "ne, p. ", "3", "; @two]."):
        paragraph.add_run(piece).bold = piece == "3"
    document.add_table(1, 1).cell(0, 0).text = "@three"
    target = io.BytesIO()
    document.save(target)
    found = keys_in("a.docx", target.getvalue(), "")
    assert [one.key for one in found] == ["one", "two", "three"]


def test_opendocument() -> None:
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    content = (
        f'<office:d xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        f' xmlns:text="{text}"><text:p>So [@o<text:span>ne</text:span>,<text:s/>p. 3]'
        "<text:note><text:note-body><text:p>@two</text:p></text:note-body></text:note>."
        "<office:annotation><text:p>x</text:p></office:annotation></text:p></office:d>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("content.xml", content)
    assert [one.key for one in keys_in("a.odt", target.getvalue(), "")] == ["one", "two"]


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04"])
@pytest.mark.parametrize("name", ["a.docx", "a.odt"])
def test_what_is_no_office_file(name: str, content: bytes) -> None:
    with pytest.raises(ValueError, match="damaged"):
        keys_in(name, content, "")


@pytest.mark.parametrize(
    ("name", "piece"),
    [
        pytest.param("a.tex", "\\cite[a]{b} % {", id="latex"),
        pytest.param("a.tex", "\\autocites[", id="open brackets"),
        pytest.param("a.md", "a [@b; @c\n\n", id="markdown"),
    ],
)
def test_time_grows_with_the_text(name: str, piece: str) -> None:
    assert_grows_with_length(lambda text: keys(name, text), piece, count=60)
