"""What becomes of a draft: its citations, notes, list of references, and what is odd about it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.citation import Style
from pprkb.model.errors import CitationError, OutputError
from tests.documents.drafts.pictures import png
from tests.growth import assert_grows_with_length
from tests.libraries_of_tests import copy_library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """A library that no test changes."""
    return KnowledgeBase.open(copy_library(tmp_path_factory.mktemp("library")))


@pytest.fixture
def written(library: KnowledgeBase, tmp_path: Path):
    """Write a draft of some text."""

    def write(text: str, **options):
        draft = tmp_path / "essay.md"
        draft.write_bytes(text.encode())
        return library.write(draft, **options)

    return write


def body(markdown: str) -> str:
    """Return the text between the title and the list."""
    return markdown.partition("\n\n")[2].partition("\n\n## References")[0].strip()


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        pytest.param("[@wampold2015]", "(Wampold & Imel, 2015)", id="alone"),
        pytest.param("[@wampold2015, p. 3]", "(Wampold & Imel, 2015, p. 3)", id="page"),
        pytest.param("[@wampold2015, 3-5]", "(Wampold & Imel, 2015, pp. 3–5)", id="bare pages"),
        pytest.param("@wampold2015 says", "Wampold and Imel (2015) says", id="narrative"),
        pytest.param("@wampold2015 [p. 3]", "Wampold and Imel (2015, p. 3)", id="narrative page"),
        pytest.param("So [-@wampold2015]", "So (2015)", id="without names"),
        pytest.param(
            "[see @wampold2015; @ronnestad2003, pp. 3-5 and passim]",
            "(see Wampold & Imel, 2015; Rønnestad & Skovholt, 2003, pp. 3–5 and passim)",
            id="prefix, second work, suffix",
        ),
        pytest.param(
            "[so; @wampold2015]", "(so; Wampold & Imel, 2015)", id="words before a semicolon"
        ),
        pytest.param("@{wampold2015}", "Wampold and Imel (2015)", id="braces"),
        pytest.param("[@wampold2015{p. 4}, ff]", "(Wampold & Imel, 2015, p. 4, ff)", id="{p. 4}"),
        pytest.param("[@flueckiger18]", "(Flückiger et al., 2018)", id="another key of the work"),
        pytest.param("[*cf.* @wampold2015]", "(*cf.* Wampold & Imel, 2015)", id="italic prefix"),
        pytest.param("*[@wampold2015]*", "*(Wampold & Imel, 2015)*", id="in italics"),
        pytest.param("“[@wampold2015]”", "“(Wampold & Imel, 2015)”", id="in quotation marks"),
        pytest.param("`[@wampold2015]`", "`[@wampold2015]`", id="code"),
        pytest.param("me@wampold2015.org", r"me\@wampold2015.org", id="mail"),
        pytest.param(r"\@wampold2015", r"\@wampold2015", id="escaped"),
        pytest.param(
            "[there](https://example.org/@wampold2015)",
            "[there](<https://example.org/@wampold2015>)",
            id="address of a link",
        ),
        pytest.param("[@nobody1999]", "(**nobody1999?**)", id="unknown"),
        pytest.param("@nobody1999 says", "**nobody1999?** says", id="unknown, narrative"),
        pytest.param(
            "[@nobody1999; @wampold2015]",
            "(Wampold & Imel, 2015; **nobody1999?**)",
            id="unknown beside a known one",
        ),
        pytest.param("2-3 -- so... x^2^ H~2~O", "2-3 – so… x<sup>2</sup> H<sub>2</sub>O", id="signs"),
        pytest.param("a ~~b~~ c^^d^^", r"a \~\~b\~\~ c\^\^d\^\^", id="doubled signs"),
        pytest.param(
            "![So [@wampold2015]](no.png)", r"\[Picture: So (Wampold & Imel, 2015)\]", id="no picture"
        ),
        pytest.param(
            "| a |\n|---|\n\n: So [@wampold2015][^1] {#tbl-a}\n\n[^1]: *b*",
            "| a |\n| --- |\n\nSo (Wampold & Imel, 2015)[^1]",
            id="a caption that cites",
        ),
        pytest.param("a 2*2 and 3*3 table", r"a 2\*2 and 3\*3 table", id="signs of multiplication"),
        pytest.param("*2*3* and 2*a*", r"*2\*3* and 2*a*", id="emphasis beside digits"),
        pytest.param("costs $5 and $6", r"costs \$5 and \$6", id="prices"),
        pytest.param("a\\\nb", "a\\\nb", id="hard break"),
        pytest.param("a<br>b <sub>c</sub>", "a\\\nb <sub>c</sub>", id="tags of formatting"),
        pytest.param("one\n\n---\n\ntwo", "one\n\n* * *\n\ntwo", id="rule"),
        pytest.param("~~~ r\nx <- 1 # @no\n~~~", "```r\nx <- 1 # @no\n```", id="lines of code"),
        pytest.param("Term\n:   Meaning", "**Term**\n\n> Meaning", id="definition"),
        pytest.param("3. a\n4. b\n    - c", "3. a\n\n4. b\n\n   - c", id="numbered from 3, nested"),
        pytest.param(
            "| a | b | c |\n|:--|:-:|--:|\n| @wampold2015 | 1 | 2 |\n\n: Caption {#tbl-1}",
            "Table: Caption\n\n| a | b | c |\n| --- | :---: | ---: |\n"
            "| Wampold and Imel (2015) | 1 | 2 |",
            id="table",
        ),
        pytest.param("See.[^a]\n\n[^a]: @wampold2015.", "See.[^1]", id="footnote"),
        pytest.param("@wampold2015[^a]\n\n[^a]: b", "Wampold and Imel (2015)[^1]", id="a footnote behind it"),
        pytest.param("See^[So [@wampold2015].].", "See[^1].", id="footnote within the line"),
    ],
)  # fmt: skip
def test_what_stands_for_what(written, text: str, printed: str) -> None:
    markdown = written(text).markdown
    assert body(markdown).partition("\n\n[^")[0].strip() == printed


def test_a_footnote_holds_several_paragraphs_and_citations(written) -> None:
    made = written(
        "One.[^long] Two.[^long]\n\n[^long]: First [@wampold2015].\n\n    Second\n    line.\n\nAfter."
    )
    assert "[^1]: First (Wampold & Imel, 2015).\n\n    Second line." in made.markdown
    assert "One.[^1] Two.[^2]" in made.markdown
    assert "After." in made.markdown
    assert made.problems == ()


def test_years_of_one_author_have_letters(tmp_path: Path) -> None:
    library = KnowledgeBase.open(copy_library(tmp_path))
    bib = library.root / "data" / "references.bib"
    entry = "@book{{{0}, author={{Berg, Ann}}, title={{{1}}}, year={{2018}}, publisher={{Sage}}}}\n"
    bib.write_text(
        bib.read_text() + entry.format("berg1", "Zeal") + entry.format("berg2", "Art"), "utf-8"
    )
    draft = tmp_path / "essay.md"
    draft.write_text("[@berg1] and [@berg2, p. 1]", "utf-8")
    made = library.write(draft)
    assert "(Berg, 2018b) and (Berg, 2018a, p. 1)" in made.markdown
    assert "Berg, A. (2018a). *Art*" in made.markdown


def test_works_that_are_not_printed_take_no_letters(tmp_path: Path) -> None:
    library = KnowledgeBase.open(copy_library(tmp_path))
    bib = library.root / "data" / "references.bib"
    entry = "@book{{{0}, author={{Berg, Ann}}, title={{{1}}}, year={{2018}}, publisher={{Sage}}}}\n"
    bib.write_text(
        bib.read_text() + entry.format("berg1", "Zeal") + entry.format("berg2", "Art"), "utf-8"
    )
    (library.root / "data" / "summaries" / "2019-01-berg.md").write_text(
        "---\ntitle: Berg\nmonth: 2019-01\nreference: berg1\neffects:\n  - metric: d\n"
        '    value: ".5"\n    finding: care and outcome\n    source: berg2\n---\n\n'
        "## Summary\n\nd = .5\n",
        "utf-8",
    )
    draft = tmp_path / "essay.md"
    draft.write_text("[@berg1]", "utf-8")
    assert "(Berg, 2018)" in library.write(draft).markdown


@pytest.mark.parametrize(
    ("text", "after"),
    [
        pytest.param("@wampold2015\n\n# References\n", "## References", id="last heading"),
        pytest.param("@wampold2015\n\n# Works Cited\n", "## Works Cited", id="another name"),
        pytest.param("@wampold2015", "## References", id="none: at the end"),
        pytest.param(
            "# Read\n\n::: {#refs}\n:::\n\n# Notes\n\n@wampold2015", "## Read", id="division"
        ),
        pytest.param(
            "---\nreference-section-title: Read\n---\n@wampold2015", "## Read", id="front matter"
        ),
    ],
)
def test_where_the_list_goes(written, text: str, after: str) -> None:
    markdown = written(text).markdown
    assert f"{after}\n\n- Wampold, B. E., & Imel" in markdown
    assert markdown.count("- Wampold, B. E.") == 1
    assert markdown.lower().count("## references") <= 1


@pytest.mark.parametrize(
    ("front", "keys"),
    [
        pytest.param("nocite: '@who2022, @hayes2017'", ["wampold2015", "who2022", "hayes2017"], id="two"),
        pytest.param("nocite: |\n  @who2022", ["wampold2015", "who2022"], id="block"),
        pytest.param(
            "nocite: '@*'",
            ["wampold2015", "fluckiger2018", "hayes2017", "ronnestad2003", "who2022"],
            id="all",
        ),
    ],
)  # fmt: skip
def test_works_that_are_listed_without_being_cited(written, front: str, keys: list[str]) -> None:
    made = written(f"---\n{front}\n---\n\n@wampold2015")
    assert sorted(made.keys) == sorted(keys)


def test_front_matter_is_the_head_of_the_document(written) -> None:
    made = written(
        "---\ntitle: A title\nsubtitle: And more\nauthor:\n  - Ann Author\n"
        "  - name: Ben Writer\n    affiliation: Here\n  - name: {given: Cy, family: Third}\n"
        "date: 2026-05-04\nabstract: Short [@wampold2015].\nkeywords: [one, two]\nlang: de\n---\n\nText.\n"
    )
    document = made.document
    assert (document.title, document.subtitle) == ("A title", "And more")
    assert document.byline == ("Ann Author, Ben Writer, Cy Third", "2026-05-04")
    assert document.language == "de"
    assert "## Abstract\n\nShort (Wampold & Imel, 2015).\n\n*Keywords:* one, two\n\nText." in (
        made.markdown
    )
    assert "(2. Aufl.)" in made.markdown


@pytest.mark.parametrize(
    ("text", "title", "heading"),
    [
        pytest.param("# Mine\n\n## One\n\ntext", "# Mine", "## One", id="a heading above all"),
        pytest.param(
            "# Mine\n\n# One\n\ntext", "# essay", "## Mine", id="several: the file's name"
        ),
    ],
)
def test_a_title_without_front_matter(written, text: str, title: str, heading: str) -> None:
    assert written(text).markdown.startswith(f"{title}\n\n{heading}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            "one\n\ntwo @wampold2051",
            'essay.md:3: there is no reference "wampold2051"; did you mean "wampold2015"?'
            " (unknown-reference)",
            id="unknown work",
        ),
        pytest.param("a\nb [@fluckiger2018;\n@nobody]", "essay.md:2: there is no reference", id="lines of a paragraph"),
        pytest.param("---\ntitle: T\n---\n\n# H\n\n@nobody", "essay.md:7: ", id="below front matter"),
        pytest.param("x[^1]\n\n[^1]: a\n\n    @nobody", "essay.md:5: ", id="in a footnote"),
        pytest.param("- a\n- b\n    - @nobody", "essay.md:3: ", id="in a list"),
        pytest.param("| a |\n|---|\n| b |\n| @nobody |", "essay.md:4: ", id="in a table"),
        pytest.param("Figure @fig-one", "essay.md:1: @fig-one is a cross-reference", id="Quarto's"),
        pytest.param("a\n\n![x](no.png)", "essay.md:3: there is no picture: no.png", id="picture"),
        pytest.param(
            "![x](https://example.org/a.png)", "essay.md:1: a picture of the web", id="web picture"
        ),
        pytest.param("![x](essay.md)", "the picture is no PNG, JPEG or GIF", id="no picture"),
        pytest.param("<div>x</div>", "essay.md:1: HTML is left out: <div>x</div>", id="HTML"),
        pytest.param("a <span>b</span>", "essay.md:1: HTML is left out: <span>", id="a tag"),
        pytest.param("$\\frac{1}{2}$", "essay.md:1: formulas are printed as they", id="formula"),
        pytest.param("x[^1]", "essay.md:1: there is no footnote [^1]", id="no footnote"),
        pytest.param(
            "x[^1]\n\n[^1]: a\n\n[^1]: b", "essay.md:5: the footnote [^1] is there twice", id="two notes"
        ),
        pytest.param(
            "---\nbibliography: x.bib\n---\n", "essay.md:2: `bibliography` is not read", id="bibliography"
        ),
        pytest.param("---\ncsl: no.csl\n---\n", "`csl: no.csl`: there is no style", id="no style"),
        pytest.param("---\nnocite: '@nobody'\n---\n", 'there is no reference "nobody"', id="nocite"),
        pytest.param("---\na: [\n---\n", "essay.md:", id="broken front matter"),
        pytest.param("---\n- a\n---\n", "essay.md:2: the front matter holds no fields", id="no fields"),
        pytest.param(
            "---\ntitle: On @wampold2015\n---\n", "essay.md:2: the title cites @wampold2015", id="title"
        ),
        pytest.param("a\n\n~~gone~~", "essay.md:3: text is not struck out", id="struck"),
        pytest.param("[a]{.smallcaps}", "essay.md:1: the attributes of a span", id="span"),
        pytest.param(
            "[a [@who2022] b](https://a.b)", "essay.md:1: a link around a citation", id="link"
        ),
        pytest.param("{{< pagebreak >}}", "essay.md:1: a shortcode is printed", id="shortcode"),
        pytest.param("a\n\n```{r}\n1\n```", "essay.md:3: code is printed and not run", id="a cell"),
        pytest.param("`{python} 1`", "essay.md:1: code is printed and not run", id="code in a line"),
        pytest.param(
            "a\n[@wampold2015 and @who2022]",
            "essay.md:2: @who2022 is not cited, beside @wampold2015; part the two with a semicolon",
            id="two keys without a semicolon",
        ),
    ],
)  # fmt: skip
def test_what_is_odd_is_said_with_its_line(written, text: str, said: str) -> None:
    (problem, *_) = written(text).problems
    assert said in str(problem)


@pytest.mark.parametrize(
    "text",
    [
        "<!-- a note to myself -->",
        "a <!-- note --> b",
        "[^1]: never used",
        "",
        "---\ntitle: x\n---",
        "---\n---\n",
        "`r = .28` and ```python\n```",
        "\\~~a\\~~ \\[a\\]{.b} \\{{< x",
        "[@wampold2015, letter to a@example.org]",
    ],
)
def test_what_is_not_odd(written, text: str) -> None:
    assert written(text).problems == ()


def test_titles_are_markdown(written) -> None:
    document = written('---\ntitle: The *d* of "it"\nsubtitle: H~2~O\n---\n').document
    assert (document.title, document.subtitle) == ("The d of “it”", "H2O")


def test_our_own_words_are_in_the_language_of_the_draft(written) -> None:
    text = "---\nlang: fr-CA\nabstract: a\nkeywords: b\n---\n![c](no.png)\n"
    printed = written(text).text
    assert "Résumé" in printed
    assert "Mots-clés : b" in printed
    assert "[Image : c]" in printed


def test_a_draft_says_its_style(written) -> None:
    assert "(1)" in written("---\ncsl: vancouver\n---\n[@wampold2015]").text
    address = "https://www.zotero.org/styles/modern-language-association"
    assert "(Wampold and Imel)" in written(f"---\ncsl: {address}\n---\n[@wampold2015]").markdown
    asked = written("---\ncsl: vancouver\n---\n[@wampold2015]", style="apa")
    assert "(Wampold & Imel, 2015)" in asked.markdown
    with pytest.raises(CitationError):
        written("x", style="no-such-style")


@pytest.mark.parametrize(
    ("style", "text", "printed"),
    [
        pytest.param("vancouver", "[@wampold2015; @who2022; @hayes2017]", "(1–3)", id="range"),
        pytest.param("vancouver", "@wampold2015 says", "Wampold and Imel (1) says", id="narrative"),
        pytest.param("nature", "so [@wampold2015].", "so<sup>1</sup>.", id="above the line"),
        pytest.param(
            "nature", "so [@wampold2015; @who2022; @hayes2017]", "so<sup>1–3</sup>", id="range above"
        ),
        pytest.param("nature", "@wampold2015 says", "Wampold and Imel<sup>1</sup> says", id="names above"),
        pytest.param("chicago-notes", "so [@wampold2015].", "so.[^1]", id="note after the stop"),
        pytest.param("chicago-notes", "@wampold2015 says", "Wampold and Imel[^1] says", id="names"),
    ],
)  # fmt: skip
def test_numbers_and_notes(written, style: str, text: str, printed: str) -> None:
    assert body(written(text, style=style).markdown).partition("\n\n")[0] == printed


def test_notes_know_those_before_them(written) -> None:
    markdown = written(
        "One [see @wampold2015, p. 1]. Two.[^own] Three [@wampold2015, p. 9].\n\n"
        "[^own]: My own, with [@ronnestad2003].",
        style="chicago-notes",
    ).markdown
    assert "[^1]: See Bruce E. Wampold and Zac E. Imel, *The Great Psychotherapy Debate" in markdown
    assert "[^2]: My own, with Michael Helge Rønnestad" in markdown
    assert re.search(r"Perspectives on Professional Development,” .*2003\): 5–44\.\n", markdown)
    assert "[^3]: Wampold and Imel, *The Great Psychotherapy Debate*, 9." in markdown


@pytest.mark.parametrize(
    ("head", "locale", "printed"),
    [
        pytest.param("", "", "“so” and “it’s ‘so’”", id="English"),
        pytest.param("lang: fr-CA", "", "« so » and « it’s “so” »", id="French by its head"),
        pytest.param("lang: de", "", "„so“ and „it’s ‚so‘“", id="German"),
        pytest.param("title: T", "fr-CA", "« so » and « it’s “so” »", id="French by the style"),
    ],
)
def test_quotation_marks_are_those_of_the_language(written, head, locale, printed) -> None:
    text = f'---\n{head}\n---\n\n"so" and "it\'s \'so\'"\n'
    made = written(text, style=Style("", locale)).text.replace("\u00a0", " ")
    assert printed in made


def test_numbers_count_from_the_first_citation(written) -> None:
    made = written("[@who2022] [@hayes2017] [@who2022]", style="vancouver").text
    assert "(1) (2) (1)" in made
    assert made.index("World Health Organization") < made.index("Hayes")


def test_the_list_tells_as_much_as_is_asked_for(written) -> None:
    text = "@fluckiger2018"
    plain = written(text).markdown
    told = written(text, depth="implications").markdown
    appendix = written(text, evidence=True).markdown
    assert "Practice implications" not in plain
    assert "Practice implications" in told
    before, _, after = appendix.partition("## What the library knows of the works cited")
    assert "Practice implications" not in before
    assert "Practice implications" in after


def test_the_list_alone(written) -> None:
    made = written("Some text [@wampold2015].[^1]\n\n[^1]: Note", list_only=True)
    assert "Some text" not in made.text
    assert "Note" not in made.text
    assert "Wampold, B. E., & Imel" in made.text


def test_a_picture_is_part_of_the_document(written, tmp_path: Path) -> None:
    (tmp_path / "a box.png").write_bytes(png(40, 20))
    made = written("![A *box*](<a box.png>){width=50%}\n\nText with ![it](a%20box.png) inside.")
    assert made.problems == ()
    assert 'alt="A box" width="357" height="178"' in made.html
    assert "img-src data:" in made.html
    assert "<figcaption>A <em>box</em></figcaption>" in made.html
    assert "![A *box*](<a box.png>)" in made.markdown
    assert "[Picture: A box]" in made.text


def test_a_draft_is_never_written_over(library, written, tmp_path: Path) -> None:
    made = written("@wampold2015")
    with pytest.raises(OutputError, match="is the draft itself"):
        made.save(tmp_path / "essay.md")
    with pytest.raises(OutputError, match="is the library itself"):
        made.save(library.root / "data" / "references.bib", to="text")


def test_a_draft_that_cannot_be_read(library, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot read"):
        library.write(tmp_path / "none.md")


def test_a_draft_in_another_encoding_is_read(library, tmp_path: Path) -> None:
    draft = tmp_path / "old.md"
    draft.write_bytes("Grüße [@wampold2015]\r\n\r\n@nobody".encode("cp1252"))
    made = library.write(draft)
    assert "Grüße (Wampold & Imel, 2015)" in made.text
    assert [problem.at.line for problem in made.problems] == [1, 3]


def test_a_locale_of_the_style(written) -> None:
    made = written("[@wampold2015; @who2022]", style=Style("apa", "de-DE"))
    assert "(2. Aufl.)" in made.text


@pytest.mark.slow
def test_time_grows_with_the_text(written) -> None:
    def pieces(count: int) -> str:
        piece = (
            "A [see @wampold2015, p. 3; @who2022] *and* @hayes2017 [p. 4].[^{0}]\n\n[^{0}]: B.\n\n"
        )
        return "".join(piece.format(number) for number in range(count))

    assert_grows_with_length(lambda text: written(text).write("html"), pieces, count=10)


@pytest.mark.parametrize(
    ("text", "style", "printed"),
    [
        pytest.param("So @hayes2017.", "mla", "So Hayes et al.", id="no year"),
        pytest.param("So, *see @hayes2017*.", "mla", "So, *see Hayes et al.*", id="in italics"),
        pytest.param('"As @hayes2017."', "mla", "“As Hayes et al.”", id="in quotation marks"),
        pytest.param("So @hayes2017...", "mla", "So Hayes et al.…", id="an ellipsis"),
        pytest.param("So @hayes2017, too.", "mla", "So Hayes et al., too.", id="a comma"),
        pytest.param("So @hayes2017.", "apa", "So Hayes et al. (2017).", id="a year"),
        pytest.param("So @fluckiger2018.", "chicago-notes", "So Flückiger et al.[^1]", id="a note"),
        pytest.param("So it is. [@hayes2017].", "chicago-notes", "So it is.[^1]", id="apart"),
    ],
)
def test_a_full_stop_is_printed_once(written, text: str, style: str, printed: str) -> None:
    markdown = written(text, style=style).markdown
    assert body(markdown).partition("\n\n")[0] == printed
