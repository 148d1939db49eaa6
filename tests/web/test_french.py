"""The pages in French: nothing of ours is left in English on any kind of them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from lxml import etree, html
from werkzeug.test import TestResponse

import pprkb
from pprkb import languages
from pprkb.knowledge_base import KnowledgeBase
from pprkb.web import addresses
from pprkb.web.app import create_app
from tests.languages.greek import LIBRARY
from tests.languages.marked import Marked, without_phrases
from tests.libraries_of_tests import made_library
from tests.web.kinds_of_pages import KINDS

_MANY = "\n".join(
    f"@article{{x{number}, author={{Πολύς, Π.}}, title={{Ἀριθμὸς {number}}}, year={{2001}},"
    " journal={Φύλλα}}"
    for number in range(30)
)
_TOPICS = """
topics:
  - {id: psyche, label: Ψυχή}
  - {id: bios, label: Βίος, broader: psyche}
"""
_FILES = LIBRARY | {
    "references.bib": LIBRARY["references.bib"] + _MANY,
    "topics.yaml": _TOPICS,
}
_PARTS = [
    ["Μέρος", [["alpha2015", "essential", "Σημείωσις"], ["οὐδείς", "", ""]]],
    ["", [["", "", "", "", "", "video"]]],
]
_SHARED = quote(json.dumps({"t": "", "i": "Λόγος", "p": _PARTS}))
_PERSON = addresses.author("Πολύς, Π.")

PAGES = {
    "home": "",
    "articles": "articles/",
    "articles-page-2": "articles/page/2/",
    "articles-by-one-facet": "articles/?topic=psyche",
    "articles-by-three-facets": "articles/?topic=psyche&month=2016-04&effects=yes",
    "articles-none": "articles/?topic=psyche&year=2010",
    "article": "articles/alpha2015/",
    "article-of-a-review": "articles/2016-04-three/",
    "article-replaced": "articles/delta2020/",
    "article-corrected": "articles/gamma2009/",
    "article-without-summary": "articles/beta2010/",
    "topics": "topics/",
    "topic-with-plots": "topics/bios/",
    "topic-with-narrower": "topics/psyche/",
    "types": "types/",
    "type": "types/meta/",
    "kinds": "kinds/",
    "kind": "kinds/book/",
    "years": "years/",
    "year": "years/2015/",
    "months": "months/",
    "month": "months/2016-04/",
    "month-with-an-earlier-one": "months/2017-05/",
    "authors": "authors/",
    "author": _PERSON,
    "effect-sizes": "effect-sizes/",
    "search": "search/",
    "search-found": "search/?q=Λόγος",
    "search-misspelt": "search/?q=Λόγοςς+βίοςς",
    "search-none": "search/?q=ωωψψχχ",
    "evidence": "evidence/",
    "evidence-found": "evidence/?q=ἄλφα",
    "evidence-none": "evidence/?q=ωωψψχχ",
    "lists": "lists/",
    "list": "lists/logos/",
    "course": "lists/logos/",
    "builder": "lists/new/",
    "builder-filled": f"lists/new/?list={_SHARED}",
    "shared": f"lists/view/?list={_SHARED}",
    "shared-damaged": "lists/view/?list=%7B",
    "compare": "compare/",
    "compare-two": "compare/?keys=alpha2015,delta2020",
    "compare-unknown": "compare/?keys=alpha2015,οὐδείς",
    "about": "about/",
    "retractions": "retractions/",
    "missing": "articles/alpha2016/",
    "search-none-of-a-topic": "search/?q=ωωψψχχ&topic=psyche",
    "search-without-a-word": "search/?q=!",
    "search-with-some-words": "search/?q=Λέγει+Δεύτερον+Νέα",
    "evidence-without-a-word": "evidence/?q=!",
}
"""An address of the Greek library for each kind of page, and for what few pages say."""
_NAMES = (
    r"et al|RIS|BibTeX|CSL-JSON|JSON|PDF|Word|OpenDocument|Markdown|pprkb [\d.]+|https://\S+"
    r"|(?:alpha|beta|gamma|delta)20\d\d|articles/"
)
"""Names of formats and programs, works by their keys, and what the citation style prints."""
_OF_THE_STYLE = r"et|al|dir|Dans|p|s|d|OR"


@pytest.fixture(scope="module")
def greek(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """A library with no Latin letter in what people read."""
    opened = pprkb.open(made_library(tmp_path_factory.mktemp("greek"), _FILES))
    opened.build()
    return opened


def french(
    library: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, *, live: bool = True
) -> FlaskClient:
    """Return the site of a library, with every phrase between marks."""
    monkeypatch.setattr(languages, "_translated", lambda _locale: Marked())
    return create_app(
        library, live=live, languages=("fr",), base_url="https://site.example/"
    ).test_client()


def printed(page: html.HtmlElement) -> str:
    """Return what is seen on a page and what is read aloud."""
    for element in page.xpath("//script | //style | //*[@class='Z3988']"):
        element.drop_tree()
    spoken = page.xpath(
        "//@aria-label | //@alt | //@placeholder | //@title | //@data-what | //@data-column"
        " | //meta[@name='description']/@content"
    )
    offered = page.xpath("string(//@data-formats)")
    names = [name for name, _ in json.loads(offered)] if offered else []
    return "\n".join([*spoken, *names, *page.itertext()])


def english(text: str) -> list[str]:
    """Return the words of a text that stand in no phrase."""
    left = re.sub(_NAMES, "", without_phrases(" ".join(text.split())))
    return re.findall(r"[A-Za-z]{2,}", re.sub(rf"\b(?:{_OF_THE_STYLE})\b", "", left))


def test_the_greek_library_has_every_kind_of_page() -> None:
    assert set(KINDS) <= set(PAGES)


def assert_french(answer: TestResponse, *, status: int = 200) -> None:
    assert answer.status_code == status
    page = html.document_fromstring(answer.get_data(as_text=True))
    assert page.get("lang") == "fr-CA"
    assert not english(printed(page))


@pytest.mark.parametrize("live", [True, False], ids=["live", "published"])
@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_every_word_of_a_page_is_a_phrase(
    greek: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, address: str, live: bool
) -> None:
    client = french(greek, monkeypatch, live=live)
    assert_french(client.get(f"/{address}"), status=404 if address == PAGES["missing"] else 200)


@pytest.mark.parametrize("address", ["feed.xml", "topics/bios/feed.xml", "months/2016-04/feed.xml"])
def test_every_word_of_a_feed_is_a_phrase(
    greek: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    feed = etree.fromstring(french(greek, monkeypatch).get(f"/{address}").data)
    titles = feed.xpath("//*[local-name() = 'title' or local-name() = 'name']/text()")
    assert not english("\n".join(titles))


@pytest.mark.parametrize(
    "page", ["home", "articles", "authors", "topics", "types", "months", "lists", "retractions"]
)
def test_a_site_without_articles_says_so_in_phrases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    library = pprkb.open(made_library(tmp_path, {"references.bib": ""}))
    library.build()
    assert_french(french(library, monkeypatch).get(f"/{PAGES[page]}"))


@pytest.mark.parametrize("page", ["home", "article", "month"])
def test_a_damaged_file_is_told_of_in_phrases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    library = pprkb.open(made_library(tmp_path, _FILES))
    library.build()
    client = french(library, monkeypatch)
    name = "summaries/2016-04-one.md"
    (tmp_path / "data" / name).write_text(_FILES[name].replace("type: ", "type: ["))
    library.build()
    answer = client.get(f"/{PAGES[page]}")
    assert "⟦Part of this " in answer.text
    assert_french(answer)


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("post", "articles/", 405),
        ("post", "lists/view/", 413),
        ("get", "articles/beta2010/", 503),
    ],
)
def test_a_page_that_cannot_be_shown_says_so_in_phrases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str, address: str, status: int
) -> None:
    library = pprkb.open(made_library(tmp_path, _FILES))
    (tmp_path / "data/references.bib").write_text("@article{")
    library.build()
    client = french(library, monkeypatch)
    answer = getattr(client, method)(f"/{address}", data={"list": "x" * 70_000})
    assert_french(answer, status=status)


def test_a_reader_of_french_is_told_what_is_there_in_french(client: FlaskClient) -> None:
    page = html.document_fromstring(client.get("/fr/topics/alliance/").get_data(as_text=True))
    text = " ".join(page.text_content().split())
    for words in (
        "Aller au contenu",
        "Données probantes",
        "Sujets › Facteurs communs",
        "Alliance et relation thérapeutiques",
        "Aperçu des données probantes",
        "k = 190 études, N > 14 000 traitements",
        "Flückiger et al. (2018)",
        "Ajouter à ma liste",
        "Publications rétractées ou corrigées",
    ):
        assert words in text


@pytest.mark.parametrize("root", ["", "fr/"])
@pytest.mark.parametrize(("page", "asks"), [("", "search/"), ("evidence/", "evidence/")])
def test_the_example_of_a_question_is_answered(
    client: FlaskClient, root: str, page: str, asks: str
) -> None:
    """Though the library is in English."""
    asking = html.document_fromstring(client.get(f"/{root}{page}").get_data(as_text=True))
    _, _, example = asking.xpath("string(//*[@id='ask']/@placeholder)").partition(":")
    answer = client.get(f"/{root}{asks}", query_string={"q": example.strip()})
    answered = html.document_fromstring(answer.get_data(as_text=True))
    assert answered.xpath("//ol[@class='findings' or @class='rows']/li")
    assert not answered.xpath("//p[@class='hint']")
