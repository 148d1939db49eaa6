"""Text in another language than the document's says which language it is in, in every format."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from lxml import etree, html

import pprkb
from pprkb.documents.spoken import language_of_title, other_language
from pprkb.documents.writers.characters import with_country
from pprkb.documents.writers.html import inline
from pprkb.model.citation import Style
from pprkb.text.markup import Run
from tests.libraries_of_tests import made_library

FILES = {
    "references.bib": """
@article{lee2020, author={Lee, Ann}, title={Why the alliance matters: A review}, year={2020},
  journal={Psychotherapy Research}, volume={3}}
@article{dube2021, author={Dubé, Zoé}, title={L'alliance et l'empathie}, year={2021},
  journal={Revue québécoise de psychologie}, langid={french}}
@article{nobody2022, author={Roy, Luc}, title={Les thérapies brèves}, year={2022},
  journal={Santé mentale au Québec}}
@incollection{braun2019, author={Braun, Eva}, title={Wie wirkt Therapie?}, year={2019},
  booktitle={Das Handbuch}, editor={Groß, Udo}, langid={german}, publisher={Verlag}}
""",
    "topics.yaml": "topics:\n  - {id: alliance, label: Alliance, label-fr: Alliance}\n",
    "research-types.yaml": "research-types: []\n",
    "summaries/2020-04-lee.md": """---
title: Does the alliance matter?
month: 2020-04
reference: lee2020
topics: [alliance]
effects:
  - {id: a, metric: r, value: ".28", between: [bond, outcome], quote: "r = .28", k: 5}
  - {id: b, metric: d, value: "0.2", compared: [therapy, waiting], outcome: mood, quote: "d = 0.2",
     favours: first, better: higher}
---
## Summary
It does, r = .28 [@dube2021] and d = 0.2.

## Practice implications
- Listen.
- Repair ruptures.
""",
    "summaries/2021-05-dube.md": """---
title: Ce que fait l'empathie
month: 2021-05
reference: dube2021
language: fr-CA
topics: [alliance]
---
## Summary
Elle compte.

## Practice implications
Écouter.
""",
    "reading-lists/course.yaml": """
title: A course
introduction: Read *these* works.
depth: full
sections:
  - heading: The first week
    note: Bring questions.
    items:
      - {reference: lee2020, note: Read it twice.}
      - {reference: dube2021}
      - {reference: nobody2022}
      - {reference: braun2019}
""",
}
ENGLISH_TEXTS = (
    "Why the alliance matters: A review",
    "Psychotherapy Research",
    "Does the alliance matter?",
    "It does, ",
    "Listen.",
    "Repair ruptures.",
    "Bring questions.",
    "Read it twice.",
)
ALSO_IN_DRAWINGS_AND_CONTENTS = ("Bond", "outcome", "The first week", "A course")
FRENCH_TEXTS = ("L’alliance et l’empathie", "Ce que fait l'empathie", "Elle compte.", "Écouter.")
OURS = ("Retombées pour la pratique", "avril 2020", " et ", "Les thérapies brèves", "Lee, A.")

Stretches = list[tuple[str, str]]
"""Stretches of text, each with the language that it is marked with."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> pprkb.KnowledgeBase:
    root = made_library(tmp_path_factory.mktemp("spoken"), FILES)
    return pprkb.open(root, root / "pprkb.db")


def of_docx(content: bytes) -> Stretches:
    """The runs of a Word file."""
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
    return [
        (
            "".join(text.text or "" for text in run.iter(f"{w}t")),
            next((one.get(f"{w}val") for one in run.iter(f"{w}lang")), ""),
        )
        for run in body.iter(f"{w}r")
    ]


def of_odt(content: bytes) -> Stretches:
    """The texts of an OpenDocument file with the language of the span that they are in."""
    fo = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
    style = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
    named = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("content.xml"))
    languages = {
        one.get(f"{style}name"): "-".join(
            properties.get(f"{fo}{part}", "") for part in ("language", "country")
        ).strip("-")
        for one in body.iter(f"{style}style")
        for properties in one.iter(f"{style}text-properties")
    }
    found = []
    for element in body.iter(f"{named}p", f"{named}h", f"{named}span", f"{named}a"):
        own = languages.get(element.get(f"{named}style-name"), "")
        found.append((element.text or "", own if element.tag == f"{named}span" else ""))
        found += [(child.tail or "", "") for child in element]
    return found


def of_html(content: bytes) -> Stretches:
    """The texts of a page with the nearest language, but for that of the whole."""
    page = html.fromstring(content.decode())
    whole = page.get("lang") or page.xpath("string(//@lang)")
    found = []
    for text in page.xpath(".//text()"):
        parent = text.getparent()
        around = parent if text.is_text else parent.getparent()
        said = around.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")
        found.append((str(text), "" if said == whole else said))
    return found


def of_rtf(content: bytes) -> Stretches:
    """The groups of a rich text file that have a language, and what stands before them."""
    text = re.sub(r"\\u(\d+)\?", lambda match: chr(int(match[1])), content.decode("ascii"))
    numbers = {"1033": "en-US", "1036": "fr-FR", "3084": "fr-CA", "1031": "de-DE"}
    found, place = [], 0
    for group in re.finditer(r"\{[^{} ]*\\lang(\d+)[^{} ]* ([^{}]*)\}", text):
        found += [(text[place : group.start()], ""), (group[2], numbers[group[1]])]
        place = group.end()
    return [*found, (text[place:], "")]


READERS: dict[str, Callable[[bytes], Stretches]] = {
    "docx": of_docx,
    "odt": of_odt,
    "rtf": of_rtf,
    "html": of_html,
    "html-fragment": of_html,
}


def languages_of(stretches: Stretches, words: str) -> set[str]:
    return {language.partition("-")[0] for text, language in stretches if words in text}


@pytest.mark.parametrize("to", READERS)
def test_a_document_in_french_marks_what_is_english(library: pprkb.KnowledgeBase, to: str) -> None:
    publication = library.reading_list("course", style=Style("apa", "fr-CA"))
    stretches = READERS[to](publication.write(to))
    for words in ENGLISH_TEXTS:
        assert languages_of(stretches, words) == {"en"}, words
    for words in ALSO_IN_DRAWINGS_AND_CONTENTS:
        if (to, words) != ("html-fragment", "A course"):  # which has no title
            assert "en" in languages_of(stretches, words), words
    for words in (*FRENCH_TEXTS, *OURS):
        assert "en" not in languages_of(stretches, words), words
    for words in ("Wie wirkt Therapie?", "Das Handbuch"):
        assert languages_of(stretches, words) == {"de"}, words


@pytest.mark.parametrize("to", READERS)
def test_a_document_in_english_marks_what_is_french(library: pprkb.KnowledgeBase, to: str) -> None:
    stretches = READERS[to](library.reading_list("course").write(to))
    for words in FRENCH_TEXTS:
        assert languages_of(stretches, words) == {"fr"}, words
    for words in (*ENGLISH_TEXTS, "Practice implications", "April 2020"):
        assert languages_of(stretches, words) == {""}, words


@pytest.mark.parametrize(
    ("to", "mark"), [("docx", b"<w:lang"), ("html", b"<span lang"), ("rtf", rb"\lang")]
)
def test_nothing_is_marked_where_all_is_in_one_language(
    library: pprkb.KnowledgeBase, to: str, mark: bytes
) -> None:
    content = library.export(key="lee2020", depth="implications").write(to)
    if to == "docx":
        content = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")
    assert mark not in content


def test_tables_of_effects_mark_the_words_of_authors(library: pprkb.KnowledgeBase) -> None:
    french = Style("apa", "fr-CA")
    effects = library.effects(style=french)
    for laid_out in (effects, effects.arranged("summary-of-findings")):
        stretches = of_html(laid_out.write("html"))
        for words in ("ond", "utcome", "ood", "therapy"):
            assert "en" in languages_of(stretches, words), words
    compared = of_html(library.compare("lee2020", "dube2021", style=french).write("html"))
    assert languages_of(compared, "Does the alliance matter?") == {"en"}
    assert languages_of(compared, "Listen.") == {"en"}
    assert languages_of(compared, "Écouter.") == {""}


def test_a_draft_and_a_single_reference_mark_titles(
    library: pprkb.KnowledgeBase, tmp_path: Path
) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("---\nlang: fr-CA\n---\nVoir [@lee2020].\n", encoding="utf-8")
    stretches = of_html(library.write(draft).write("html"))
    assert languages_of(stretches, "Why the alliance") == {"en"}
    assert languages_of(stretches, "Voir") == {""}
    printed = library.cite("dube2021").reference("dube2021", "html")
    assert '<span lang="fr' in printed


def test_word_files_that_are_filled_mark_titles(
    library: pprkb.KnowledgeBase, tmp_path: Path
) -> None:
    draft = docx.Document()
    draft.add_paragraph("Voir [@lee2020; @dube2021].")
    draft.save(str(tmp_path / "draft.docx"))
    written = library.write(tmp_path / "draft.docx", style=Style("apa", "fr-CA")).write("docx")
    stretches = of_docx(written)
    for words in ("Why the alliance", "Psychotherapy Research"):
        assert languages_of(stretches, words) == {"en"}
    for words in ("Voir", "L’alliance", "Dubé et Lee"):
        assert languages_of(stretches, words) <= {""}


def test_typst_and_latex_are_told(library: pprkb.KnowledgeBase) -> None:
    from pprkb.documents.writers.page_setup import PageSetup
    from pprkb.documents.writers.pdf import typst_source

    publication = library.reading_list("course", style=Style("apa", "fr-CA"))
    assert '#text(lang: "en", region: none, "Listen.");' in typst_source(
        publication.document, PageSetup()
    )
    latex = publication.write("latex").decode()
    assert r"\inlanguage{english}{Listen.}" in latex
    english = library.export(key="lee2020").write("latex").decode()
    assert r"\inlanguage" not in english.partition(r"\begin{document}")[2]


@pytest.mark.parametrize(
    ("tag", "around", "marked"),
    [
        ("", "en-US", ""),
        ("", "fr-CA", "en"),
        ("en-GB", "en-US", ""),
        ("fr_CA", "en-US", "fr-CA"),
        ("fr", "fr-CA", ""),
        ("not a tag", "en-US", ""),
    ],
)
def test_which_prose_is_marked(tag: str, around: str, marked: str) -> None:
    assert other_language(tag, around) == marked


@pytest.mark.parametrize(
    ("title", "tag", "around", "marked"),
    [
        ("The alliance", "", "fr-CA", "en"),
        ("Les alliances", "", "fr-CA", ""),
        ("Les alliances", "", "en-US", ""),
        ("Περὶ ψυχῆς", "", "fr-CA", ""),
        ("Les alliances", "fr", "en-US", "fr"),
    ],
)
def test_which_titles_are_marked(title: str, tag: str, around: str, marked: str) -> None:
    assert language_of_title(title, tag, around) == marked


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("en", "en-US"), ("fr", "fr-CA"), ("de", "de-DE"), ("en-GB", "en-GB"), ("tlh", "tlh")],
)
def test_word_processors_are_told_a_country(tag: str, expected: str) -> None:
    assert with_country(tag) == expected


def test_words_of_another_language_do_not_part_a_link() -> None:
    runs = (
        Run(text="décrit comme « ", link="#a"),
        Run(text="large", link="#a", language="en"),
        Run(text=" »", link="#a"),
    )
    assert inline(runs) == '<a href="#a">décrit comme « <span lang="en">large</span> »</a>'
