"""References as the APA Publication Manual (7th ed.) prints them, kind by kind."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from pprkb.documents.cite import Citations
from pprkb.formats.bibtex.read.file import read_bibtex
from pprkb.formats.exchange.csljson import from_csl, to_csl
from pprkb.formats.markdown import find_citations
from pprkb.model.citation import Citation, Cite, Style
from pprkb.model.reference import Reference

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parents[1]
_SHARED = Path(os.environ.get("CSL_SUITE", _ROOT.parent / "shared" / "csl-suite")).parent
_KINDS = _SHARED / "cases" / "apa_kinds.json"
_OWN = yaml.safe_load((_HERE / "apa_kinds.yaml").read_text(encoding="utf-8"))
_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


def printed(reference: Reference, locale: str = "") -> str:
    """The entry as plain text."""
    entry = Citations([reference], style=Style(locale=locale)).entry(reference.key)
    return "".join(run.text for run in entry.runs)


def reference(bib: str) -> Reference:
    """The first entry of a BibTeX text."""
    return read_bibtex(bib).references[0]


@pytest.mark.parametrize("case", [pytest.param(row, id=row["kind"]) for row in _OWN])
def test_kinds(case):
    work = reference(case["bib"])
    assert printed(work) == case["printed"]
    # the same work by CSL-JSON; `extra` is what no other program writes
    by_json = from_csl(json.loads(json.dumps(to_csl(work))))
    assert printed(replace(by_json, extra=work.extra)) == case["printed"]


def test_the_shared_kinds():
    """At least 88 of the 95; each other one has its reason in docs/csl.md."""
    if not _KINDS.is_file():
        pytest.skip("the kinds are not here")
    cases = json.loads(_KINDS.read_text(encoding="utf-8"))
    wrong = {
        case["kind"]: got
        for case in cases
        if folded(got := printed(reference(case["bib"]))) != folded(case["wanted"])
    }
    assert len(cases) - len(wrong) >= 88, wrong
    reasons = (_ROOT / "docs" / "csl.md").read_text(encoding="utf-8")
    assert [kind for kind in wrong if f"| {kind} |" not in reasons] == []


def folded(text: str) -> str:
    """Straight quotation marks, and the manual's spaced ellipsis as one character."""
    return text.translate(_SIGNS).replace(". . .", "…")


@pytest.mark.parametrize(
    ("bib", "stretches"),
    [
        pytest.param(
            "@book{x, title={La psychologie}, titleaddon={The psychology}, langid={french}}",
            ["La psychologie"],
            id="a translated title is not in italics",
        ),
        pytest.param(
            "@online{x, title={Eine Seite und das Wort [A page]}, langid={german}}",
            ["Eine Seite und das Wort"],
            id="nor is it where it stands in the title",
        ),
        pytest.param(
            "@article{x, title={Text?}, titleaddon={Review of the book The life, by J. Doe}, "
            "journal={Science}, volume={3}}",
            ["The life", "Science", "3"],
            id="the title of a reviewed book is",
        ),
    ],
)
def test_italics(bib, stretches):
    work = reference(bib)
    runs = Citations([work]).entry(work.key).runs
    found = [run.text.strip(" ,.") for run in runs if run.italic]
    assert [text for text in found if text] == stretches


@pytest.mark.parametrize(
    ("locale", "words"),
    [("de-DE", "(im Druck)"), ("fr-FR", "(sous presse)"), ("en-US", "(in press)")],
)
@pytest.mark.parametrize("field", ["pubstate = {inpress}", "year = {in press}"])
def test_in_press_in_the_language_of_the_document(field, locale, words):
    work = reference(f"@article{{x, author={{Berg, A.}}, title={{T}}, journal={{J}}, {field}}}")
    assert words.casefold() in printed(work, locale).casefold()


@pytest.mark.parametrize(
    ("item", "text"),
    [
        pytest.param(
            {"genre": "Journal Article", "volume": "3"},
            "Berg, A. (2020). Care. J, 3.",
            id="a genre that names the type",
        ),
        pytest.param(
            {"page": "e0201856", "volume": "3"},
            "Berg, A. (2020). Care. J, 3, Article e0201856.",
            id="an article number for pages",
        ),
        pytest.param(
            {"container-title": "arXiv preprint arXiv:2003.13723"},
            "Berg, A. (2020). Care (arXiv:2003.13723). arXiv.",
            id="Google Scholar's preprint",
        ),
        pytest.param(
            {"type": "article-newspaper", "page": "A1"},
            "Berg, A. (2020). Care. J, A1.",
            id="a newspaper's page stays a page",
        ),
        pytest.param(
            {"page": "S12", "volume": "3"},
            "Berg, A. (2020). Care. J, 3, S12.",
            id="so does a supplement's",
        ),
        pytest.param(
            {"page": "99999", "volume": "3"},
            "Berg, A. (2020). Care. J, 3, 99999.",
            id="five digits may be a page",
        ),
        pytest.param(
            {"page": "100000", "volume": "3"},
            "Berg, A. (2020). Care. J, 3, Article 100000.",
            id="six are an article number",
        ),
        pytest.param(
            {"type": "book", "container-title": "", "edition": "Fifth edition, text revision"},
            "Berg, A. (2020). Care (5th ed., text rev.).",
            id="an edition in words",
        ),
        pytest.param(
            {
                "type": "song",
                "container-title": "",
                "host": [{"family": "Berg", "given": "A."}],
                "author": [],
                "issued": {"date-parts": [[2015], [0]]},
            },
            "Berg, A. (Host). (2015–present). Care [Audio podcast].",
            id="Zotero's podcast",
        ),
        pytest.param(
            {"type": "thesis", "container-title": "", "genre": "Ph.D.", "publisher": "Uni"},
            "Berg, A. (2020). Care [Unpublished doctoral dissertation]. Uni.",
            id="a degree for a genre",
        ),
    ],
)
def test_other_sources(item, text):
    base = {
        "id": "x",
        "type": "article-journal",
        "title": "Care",
        "author": [{"family": "Berg", "given": "A."}],
        "issued": {"date-parts": [[2020]]},
        "container-title": "J",
    }
    assert printed(from_csl(base | item)) == text


def test_et_al_never_stands_for_one_name():
    """Section 8.18, for works that only their later authors tell apart."""
    bib = """
    @book{a, author={Red, A. and Green, B. and Black, C. and Blue, D.}, title={A}, year={2022}}
    @book{b, author={Red, A. and Green, B. and White, C. and Blue, D.}, title={B}, year={2022}}
    @book{c, author={Ash, A. and Oak, B. and Elm, C. and Fir, D. and Yew, E.}, title={C}, year=2022}
    @book{d, author={Ash, A. and Oak, B. and Fig, C. and Fir, D. and Yew, E.}, title={D}, year=2022}
    """
    citations = Citations(read_bibtex(bib).references)
    assert citations.plain(Citation(cites=tuple(Cite(key=key) for key in "abcd"))) == (
        "(Ash, Oak, Elm, et al., 2022; Ash, Oak, Fig, et al., 2022; "
        "Red, Green, Black, & Blue, 2022; Red, Green, White, & Blue, 2022)"
    )


@pytest.mark.parametrize(
    ("prose", "cited"),
    [
        ("[@b, p. 12--13]", "(Berg, 2016, pp. 12–13)"),
        ("[@b, p. 12]", "(Berg, 2016, p. 12)"),
        ("[@b, pp. 12–13, 20]", "(Berg, 2016, pp. 12–13, 20)"),
        ("[@b, p. 12& 14]", "(Berg, 2016, pp. 12 & 14)"),
        ("[see @b, 12 & 14]", "(see Berg, 2016, pp. 12 & 14)"),
        ("@b [12, 14]", "Berg (2016, pp. 12, 14)"),
        ("[@b, chapters 2-4]", "(Berg, 2016, Chapters 2–4)"),
        ("[@b, chs. 3 and 4]", "(Berg, 2016, Chapters 3 & 4)"),
        ("[@b, art. 3]", "(Berg, 2016, Article 3)"),
        ("[@b, p. iv]", "(Berg, 2016, p. iv)"),
        ("[@b, figs. 3-4]", "(Berg, 2016, Figures 3–4)"),
        ("[@b, Preface]", "(Berg, 2016, Preface)"),
        ("[@b, 1:30:40]", "(Berg, 2016, 1:30:40)"),
        ("[@b, note that it is old]", "(Berg, 2016, note that it is old)"),
        ("[@b, p. 3, emphasis added]", "(Berg, 2016, p. 3, emphasis added)"),
    ],
)
def test_locators(prose, cited):
    """Section 8.13: the part of a work in the form in which it is printed."""
    citations = Citations([reference("@book{b, author={Berg, A.}, title={T}, date={2016}}")])
    (found,) = find_citations(prose)
    assert citations.plain(found.citation) == cited


@pytest.mark.parametrize(
    ("bib", "text"),
    [
        pytest.param(
            "@book{x, author={Berg, A.}, title={T}, pages={ix+308}, date={1981}}",
            "Berg, A. (1981). T.",
            id="how many pages a book has",
        ),
        pytest.param(
            "@book{x, author={Berg, A.}, title={T}, pages={12--30}, date={1981}}",
            "Berg, A. (1981). T (pp. 12–30).",
            id="pages of a book",
        ),
        pytest.param(
            "@proceedings{x, title={Tests}, booktitle={The Big Tests}, date={2019}}",
            "Tests. (2019).",
            id="the title that parts of a book inherit",
        ),
        pytest.param(
            "@magazine{x, author={Berg, A.}, title={T}, journal={Time}, date={2015-06-01}}",
            "Berg, A. (2015, June 1). T. Time.",
            id="a type that BibTeX does not have",
        ),
        pytest.param(
            "@book{x, author={Berg, A.}, title={T}, publisher={U.S. Patent and Trademark Office}, "
            "date={2016}}",
            "Berg, A. (2016). T. U.S. Patent and Trademark Office.",
            id="and in the name of one body",
        ),
    ],
)
def test_entries(bib, text):
    assert printed(reference(bib)) == text


@pytest.mark.parametrize(
    ("edition", "printed"),
    [
        ("3. Auflage", "(3rd ed.)"),
        ("2. Aufl.", "(2nd ed.)"),
        ("2e édition", "(2nd ed.)"),
        ("4ª edición", "(4th ed.)"),
        ("3., überarbeitete Auflage", "(3., überarbeitete Auflage)"),
    ],
)
def test_an_edition_in_another_language_has_its_word_once(edition, printed):
    entry = f"@book{{a, author={{Balz, H.}}, title={{Lehrbuch}}, edition={{{edition}}}, publisher={{S}}, year=2011}}"
    (reference,) = read_bibtex(entry).references
    text = "".join(run.text for run in Citations([reference]).entry("a").runs)
    assert f"Lehrbuch {printed}." in text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            "@article{x, author={Doe, J.}, title={First paper}, year={2020}}",
            "@article{x, author={Doe, J.}, title={A second paper}, year={2020}}",
            id="an article ahead of a title",
        ),
        pytest.param(
            "@article{x, author={Doe, J.}, title={A priori tests}, year={2020}}",
            "@article{x, author={Doe, J.}, title={First paper}, year={2020}}",
            id="a word of Latin",
        ),
        pytest.param(
            "@book{x, title={The {\\\\emph{Great}} debate}, year={2020}}",
            "@book{x, author={Kim, J.}, title={Tests}, year={2020}}",
            id="no author",
        ),
        pytest.param(
            "@book{x, author={{The Joint Commission}}, title={Tests}, year={2020}}",
            "@book{x, author={Kim, J.}, title={Tests}, year={2020}}",
            id="a body",
        ),
        pytest.param(
            "@book{x, author={An, Jin}, title={Tests}, year={2020}}",
            "@book{x, author={Bae, J.}, title={Tests}, year={2020}}",
            id="a person",
        ),
    ],
)
def test_articles_ahead_do_not_count_in_the_order(first, second):
    works = (replace(reference(second), key="second"), replace(reference(first), key="first"))
    assert Citations(works).order == ("first", "second")
