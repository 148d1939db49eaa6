"""What documents in French look like, in files that a person can open."""

import io

import docx
import pytest

import pprkb
from pprkb.documents.writers import Format
from pprkb.model.citation import Style
from tests.languages.greek import LIBRARY
from tests.libraries_of_tests import LIBRARIES, made_library

IN_FRENCH = Style("apa", "fr-CA")


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return pprkb.open(made_library(tmp_path_factory.mktemp("greek"), LIBRARY))


PRINTED = {
    "course.txt": lambda kb: kb.reading_list("logos").write(Format.TEXT),
    "course.md": lambda kb: kb.reading_list("logos").write(Format.MARKDOWN),
    "course.html": lambda kb: kb.reading_list("logos").write(Format.HTML),
    "article.md": lambda kb: kb.show("alpha2015", style=IN_FRENCH, in_words=True).write(
        Format.MARKDOWN
    ),
    "evidence.md": lambda kb: kb.effects(style=IN_FRENCH, convert_to="d").write(Format.MARKDOWN),
    "findings.md": lambda kb: (
        kb.effects(style=IN_FRENCH).arranged("summary-of-findings").write(Format.MARKDOWN)
    ),
    "month.txt": lambda kb: kb.month("2016-04", style=IN_FRENCH).write(Format.TEXT),
}


@pytest.mark.parametrize(("name", "made"), PRINTED.items(), ids=PRINTED)
def test_prints_as_the_golden_file(library, golden, name, made):
    golden(f"french/{name}", made(library))


def test_a_word_file_says_the_same_and_what_language_it_is_in(library, golden):
    file = docx.Document(io.BytesIO(library.reading_list("logos").write(Format.DOCX)))
    lines = [f"{one.style.name:<16} | {one.text}" for one in file.paragraphs]
    lines += [
        f"{'Table':<16} | {' | '.join(c.text for c in row.cells)}"
        for t in file.tables
        for row in t.rows
    ]
    golden("french/course.docx.txt", ("\n".join(lines) + "\n").encode())
    assert 'w:val="fr-CA"' in file.part._styles_part.element.xml


def test_notices_are_in_french(golden):
    kb = pprkb.open(LIBRARIES / "retracted")
    golden("french/notices.txt", kb.export(style=IN_FRENCH).write(Format.TEXT))


REFERENCES = {
    "authors": ("@book{x, author={Roy, A. and Côté, L. and Roy, B.}, title={T}, year={2002}}",
                "Roy, A., Côté, L. et Roy, B. (2002). T."),
    "editors": ("@book{x, editor={Roy, A. and Côté, L.}, title={T}, edition={2}, year={2002}}",
                "Roy, A. et Côté, L. (dir.). (2002). T (2ᵉ éd.)."),
    "in a book": ("@incollection{x, author={Roy, A.}, editor={Côté, L. and Roy, B. and Roy, C.}, title={T},"
                  " booktitle={B}, pages={1--20}, year={2002}, publisher={PUM}}",
                  "Roy, A. (2002). T. Dans L. Côté, B. Roy et C. Roy (dir.), B (p. 1‑20). PUM."),
    "no date": ("@book{x, author={Roy, A.}, title={T}, publisher={PUM}}", "Roy, A. (s. d.). T. PUM."),
    "retrieved": ("@online{x, author={Roy, A.}, title={T}, url={https://e.org/a}, urldate={2020-03-02}}",
                  "Roy, A. (s. d.). T. Récupéré le 2 mars 2020 de https://e.org/a"),
    "a thesis": ("@phdthesis{x, author={Roy, A.}, title={T}, school={Université Laval}, year={2001},"
                 " url={https://e.org/a}}",
                 "Roy, A. (2001). T [Thèse de doctorat, Université Laval]. https://e.org/a"),
    "a thesis that nobody published": (
        "@mastersthesis{x, author={Roy, A.}, title={T}, school={Université Laval}, year={2001}}",
        "Roy, A. (2001). T [Mémoire de maîtrise inédit]. Université Laval."),
    "data": ("@dataset{x, author={Roy, A.}, title={T}, year={2001}, publisher={Borealis}}",
             "Roy, A. (2001). T [Jeu de données]. Borealis."),
}  # fmt: skip


@pytest.mark.parametrize(("entry", "printed"), REFERENCES.values(), ids=REFERENCES)
def test_references_are_those_of_french_guides_to_apa(tmp_path, entry, printed):
    kb = pprkb.open(made_library(tmp_path, {"references.bib": entry}))
    assert kb.cite("x", style=IN_FRENCH).text.strip().replace("\u00a0", " ") == printed


def test_a_french_style_of_another_guide_stays_as_it_is(tmp_path):
    entry = "@book{x, author={Roy, A. and Côté, L. and Roy, B.}, title={T}, year={2002}}"
    kb = pprkb.open(made_library(tmp_path, {"references.bib": entry}))
    assert "&" not in kb.cite("x", style=IN_FRENCH).text
    assert "Roy, A., Côté, L., & Roy, B." in kb.cite("x").text


def test_topics_are_in_french_and_found_by_their_french_names(tmp_path):
    files = {
        "references.bib": "@book{x, author={Roy, A.}, title={T}, year={2002}}",
        "topics.yaml": "topics:\n  - {id: empathy, label: Empathy, label-fr: Écoute}\n",
        "research-types.yaml": "research-types:\n  - {id: survey, label: Survey, label-fr: Enquête}\n",
        "summaries/one.md": "---\ntitle: S\nmonth: 2020-01\nreference: x\ntype: survey\n"
        "topics: [empathy]\n---\n## Summary\nS.\n\n## Practice implications\nP.\n",
    }
    kb = pprkb.open(made_library(tmp_path, files))
    french = kb.export(group_by="topic", style=IN_FRENCH, depth="full").text
    assert "Écoute" in french
    assert "Enquête · Écoute" in french
    assert "Empathy" in kb.export(group_by="topic").text
    assert [one.key for one in kb.articles(topic="ecoute")] == ["x"]
    assert [one.article.key for one in kb.search("écoute").hits] == ["x"]
    assert kb.topics()[0].topic.labels == (("fr", "Écoute"),)
