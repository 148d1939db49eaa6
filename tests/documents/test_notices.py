"""A retracted work in every document: after its reference, under it, in tables and records."""

import csv
import io
import json
from dataclasses import replace

import docx
import pytest
from lxml import etree

from pprkb.documents.cite import Citations
from pprkb.documents.evidence.document import evidence_document
from pprkb.documents.evidence.plot import forest_plots
from pprkb.documents.evidence.records import evidence_csv, evidence_json
from pprkb.documents.evidence.table import narrative
from pprkb.documents.writers import Format, write
from pprkb.documents.writers.svg import drawing_as_svg
from pprkb.formats.bibtex.read.file import read_bibtex
from pprkb.formats.exchange.json_references import read_json, write_csljson
from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.effect import Metric
from pprkb.model.filters import Filters
from pprkb.model.notice import Standing
from pprkb.model.reading_list import Depth
from tests.documents.writers.cartridge_reader import Cartridge
from tests.libraries_of_tests import LIBRARIES, SMALL, copy_library

RETRACTED = LIBRARIES / "retracted"


@pytest.fixture(scope="module")
def knowledge_base(tmp_path_factory):
    return KnowledgeBase(RETRACTED, tmp_path_factory.mktemp("db") / "pprkb.db")


@pytest.mark.parametrize(
    ("to", "name"),
    [
        (Format.TEXT, "list.txt"),
        (Format.MARKDOWN, "list.md"),
        (Format.BIBTEX, "list.bib"),
        (Format.RIS, "list.ris"),
        (Format.CSL_JSON, "list.csl.json"),
        (Format.CSV, "list.csv"),
        (Format.JSON, "list.json"),
    ],
)
def test_prints_as_the_golden_file(knowledge_base, to, name, golden):
    golden(f"notices/{name}", knowledge_base.export(depth=Depth.IMPLICATIONS).write(to))


def test_html_sets_a_notice_apart_by_a_word_and_a_class(knowledge_base):
    page = write(
        knowledge_base.export(Filters(keys=("example2011",))).document, Format.HTML
    ).decode()
    tree = etree.HTML(page)
    first, second = tree.findall(".//p[@class='warning']")
    assert [first.findtext("strong"), second.findtext("strong")] == ["Retracted", "Corrected"]
    assert first.find("a").get("href") == "https://doi.org/10.5555/jir.2013.0044"
    entry = "".join(tree.find(".//p[@class='csl-entry']").itertext())
    assert entry.endswith("(Retraction published 2013, https://doi.org/10.5555/jir.2013.0044)")


def test_word_has_a_style_for_notices(knowledge_base):
    document = knowledge_base.export(Filters(keys=("example2011",))).document
    paragraphs = docx.Document(io.BytesIO(write(document, Format.DOCX))).paragraphs
    styles = [(p.style.name, p.text.partition(",")[0]) for p in paragraphs[1:]]
    assert styles[1:] == [("Warning", "Retracted"), ("Warning", "Corrected")]
    assert paragraphs[2].runs[0].bold


@pytest.mark.parametrize("style", ["apa", "ieee", "nature", "chicago-notes-bibliography"])
def test_every_style_says_it(knowledge_base, style):
    text = write(
        knowledge_base.export(Filters(keys=("example2011",)), style=style).document, Format.TEXT
    )
    flat = " ".join(text.decode().split())
    assert "(Retraction published 2013, https://doi.org/10.5555/jir.2013.0044)" in flat


def test_a_work_without_a_notice_is_printed_as_before(tmp_path):
    knowledge_base = KnowledgeBase(SMALL, tmp_path / "pprkb.db")
    whole = knowledge_base.export(depth=Depth.FULL)
    assert whole.document.notices == {}
    assert {article.standing for article in whole.articles} == {None}
    records = json.loads(write_csljson(whole.articles))
    assert not any("etract" in one.get("note", "") or "status" in one for one in records)


def test_a_new_notice_is_seen_though_the_reference_is_kept(tmp_path):
    root = copy_library(tmp_path, "retracted")
    path = root / "data/retractions.yaml"
    text = path.read_text(encoding="utf-8")
    path.unlink()
    knowledge_base = KnowledgeBase(root, tmp_path / "pprkb.db")

    def printed():
        return write(
            knowledge_base.export(Filters(keys=("joly2008",))).document, Format.TEXT
        ).decode()

    assert "Retract" not in printed()
    assert "Retract" not in printed(), "kept now"
    path.write_text(text, encoding="utf-8")
    assert "(Retraction published 2012," in printed()
    path.write_text(text.replace("date: 2012\n", "date: 2013\n"), encoding="utf-8")
    assert "(Retraction published 2013," in printed()
    path.unlink()
    assert "Retract" not in printed()


def test_second_hand_sources_are_marked_where_no_list_names_them(knowledge_base):
    document = knowledge_base.export(
        Filters(keys=("sound2020",)), depth=Depth.IMPLICATIONS
    ).document
    text = " ".join(write(document, Format.TEXT).decode().split())
    assert "(Example & Muster, 2011 [retracted], as cited in Sound, 2020)" in text
    document = knowledge_base.export(
        Filters(keys=("sound2020",)), depth=Depth.IMPLICATIONS, style="ieee"
    ).document
    assert "2011 [retracted], as cited in" in " ".join(
        write(document, Format.TEXT).decode().split()
    )


def test_a_bare_list_names_only_its_own_works(knowledge_base):
    bare = knowledge_base.export(Filters(keys=("sound2020",))).document
    assert bare.notices == {}
    whole = knowledge_base.export(Filters(keys=("sound2020",)), depth=Depth.FULL).document
    assert set(whole.notices) == {"example2011", "joly2008", "muster2014"}
    records = knowledge_base.export(Filters(keys=("sound2020",))).records
    assert set(records.notices) == {"example2011", "muster2014"}


# -- records ---------------------------------------------------------------------------------


def test_csl_json_is_read_back_as_the_same_references(knowledge_base):
    articles = knowledge_base.articles(Filters())
    found = read_json(write_csljson(articles))
    again, problems = found.references, found.problems
    assert problems == ()
    # Topics travel as keywords.
    assert tuple(replace(one, keywords=()) for one in again) == tuple(
        article.reference for article in articles
    )


def test_csl_json_keeps_a_note_and_status_of_its_own(knowledge_base):
    (article,) = knowledge_base.articles(Filters(keys=("example2011",)))
    reference = replace(article.reference, note="Ours.", status="in press")
    written = write_csljson([replace(article, reference=reference)])
    (item,) = json.loads(written)
    assert item["note"].startswith("Ours.\nRetracted, 4 November 2013.")
    assert item["status"] == "in press"
    (again,) = read_json(written).references
    assert again == reference


def test_the_status_of_csl_json_makes_the_apa_style_print_the_retraction(knowledge_base):
    """As other programs do, which know of the retraction from the record alone."""
    from pprkb.formats.exchange.csljson import from_csl

    (article,) = knowledge_base.articles(Filters(keys=("example2011",)))
    (item,) = json.loads(write_csljson([article]))
    del item["custom"]
    entry = Citations([from_csl(item)]).entry("example2011")
    assert "".join(run.text for run in entry.runs).endswith(
        "(Retraction published 2013, https://doi.org/10.5555/jir.2013.0044)"
    )


def test_bibtex_says_it_where_styles_print_it(knowledge_base):
    text = write(
        knowledge_base.export(Filters(keys=("example2011",))).records, Format.BIBTEX
    ).decode()
    (reference,) = read_bibtex(text, path="x.bib").references
    assert reference.note == "Retraction published 2013, https://doi.org/10.5555/jir.2013.0044"
    assert reference.annote.startswith("Retracted, 4 November 2013.")


# -- effects ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def evidence(knowledge_base):
    return knowledge_base.effects(Filters()).evidence


def test_rows_know_the_graver_of_work_and_source(evidence):
    assert {row.effect.id: row.standing for row in evidence.rows} == {
        "imagined": Standing.RETRACTED,
        "ruptures": Standing.CORRECTED,
    }


def test_the_table_says_which_work_it_is(evidence):
    text = " ".join(write(evidence_document(evidence), Format.MARKDOWN).decode().split())
    assert "Example and Muster (2011) \\[retracted\\], as cited in Sound (2020)" in text
    assert "Sample (2016) \\[corrected\\]" in text
    assert "**Retracted**, 4 November 2013." in text, "below, in the references"


@pytest.mark.parametrize("metric", [None, Metric.D], ids=["as reported", "converted"])
def test_the_forest_plot_says_it(evidence, metric):
    plots = forest_plots(evidence.rows, narrative(evidence.citations), title="T", convert_to=metric)
    drawings = "".join(drawing_as_svg(plot) for plot in plots.values())
    assert "Ruptures and drop-out [corrected], " in drawings
    assert "Imagined treatment and imagined outcome [retracted], " in drawings


def test_records_of_effects_say_it(evidence):
    text = evidence_csv(evidence).decode("utf-8-sig")
    rows = {row["value"]: row for row in csv.DictReader(io.StringIO(text))}
    assert (rows[".80"]["standing"], rows[".30"]["standing"]) == ("retracted", "corrected")
    objects = json.loads(evidence_json(evidence))
    assert {one["standing"] for one in objects} == {"retracted", "corrected"}


def test_a_link_of_a_cartridge_says_it(knowledge_base):
    cartridge = Cartridge(write(knowledge_base.reading_list("seminar").document, Format.IMSCC))
    titles = [item.title for _, items in cartridge.as_moodle() for item in items]
    assert any(title.endswith("[retracted] [essential]") for title in titles), titles
