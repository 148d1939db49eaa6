"""The languages of the site: where the pages of each are, and how they lead to each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.errors import PprkbError
from pprkb.web import addresses
from pprkb.web.app import create_app
from pprkb.web.publish import publish

BASE = "https://example.org/kb/"
_LABELLED = """\
topics:
  - {id: empathy, label: Empathy, label-fr: Empathie}
  - {id: alliance, label: Alliance}
"""


@dataclass(frozen=True)
class Link:
    """A link to the page in another language."""

    language: str
    there: str


def links(page: str) -> list[Link]:
    """Return the links to other languages that a page has in its head."""
    found = re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', page)
    return [Link(*one) for one in found]


@pytest.fixture
def labelled(small: KnowledgeBase) -> KnowledgeBase:
    """A small library, one of whose topics has a French label."""
    (small.root / "data" / "topics.yaml").write_text(_LABELLED, encoding="utf-8")
    small.build()
    return small


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("", "fr/"),
        ("articles/", "fr/articles/"),
        ("articles/one2020/", "fr/articles/one2020/"),
        ("topics/empathy/", "fr/topics/empathy/"),
        ("about/", "fr/about/"),
    ],
)
def test_a_page_names_the_same_page_in_every_language(
    labelled: KnowledgeBase, here: str, there: str
) -> None:
    client = create_app(labelled, base_url=BASE).test_client()
    both = [Link("en", f"{BASE}{here}"), Link("fr", f"{BASE}{there}")]
    for address, language in ((here, "en"), (there, "fr-CA")):
        page = client.get(f"/{address}").text
        assert links(page) == both
        assert f'<html lang="{language}">' in page
        assert f'<link rel="canonical" href="{BASE}{address}">' in page


@pytest.mark.parametrize(
    ("address", "switch"),
    [
        ("/", "fr/"),
        ("/fr/", "../"),
        ("/topics/empathy/", "../../fr/topics/empathy/"),
        ("/fr/topics/empathy/", "../../../topics/empathy/"),
        ("/fr/search/?q=empathy", "../../search/?q=empathy"),
        ("/fr/articles/?topic=empathy&page=1", "../../articles/?topic=empathy"),
        ("/compare/?keys=one2020", "../fr/compare/?keys=one2020"),
        ("/fr/nothing-there", "../"),
        ("/nothing-there", "fr/"),
    ],
)
def test_readers_change_the_language_where_they_are(
    labelled: KnowledgeBase, address: str, switch: str
) -> None:
    page = create_app(labelled).test_client().get(address).text
    found = re.findall(r'<a href="([^"]*)" lang="(?:fr|en)" hreflang="(?:fr|en)">', page)
    assert found == [switch.replace("&", "&amp;")]


def test_labels_are_those_of_the_language(labelled: KnowledgeBase) -> None:
    client = create_app(labelled).test_client()
    assert "<h1>Empathie</h1>" in client.get("/fr/topics/empathy/").text
    assert "<h1>Empathy</h1>" in client.get("/topics/empathy/").text
    assert "Empathie" in client.get("/fr/articles/").text
    assert "Empathie" not in client.get("/articles/").text


def test_references_and_effects_speak_the_language(client: FlaskClient) -> None:
    page = client.get("/fr/articles/wampold2015great/").text
    assert " et " in page
    assert re.search(r"<em>r</em>\s=\s0,\d\d", page)
    assert not re.search(r"<em>r</em>\s=\s0,\d\d", client.get("/articles/wampold2015great/").text)


@pytest.mark.parametrize("address", ["/fr", "/fr?x=1"])
def test_the_name_of_a_language_leads_to_its_front_page(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (301, "fr/")


def test_old_keys_lead_on_in_the_language(labelled: KnowledgeBase) -> None:
    answer = create_app(labelled).test_client().get("/fr/articles/one2019preprint/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "../../articles/one2020/")


@pytest.mark.parametrize(
    ("address", "shared"),
    [
        ("articles/one2020/", False),
        ("", False),
        ("articles/?topic=a.csv", False),
        ("topics/a/feed.xml", False),
        ("topics/a/a.docx", False),
        ("topics/a/a.pdf", False),
        ("search.json", False),
        ("topics/a/a.ris", True),
        ("topics/a/a.csv?topic=b", True),
        ("articles/one2020/one2020.csl.json", True),
        ("api/v1/topics.json", True),
        ("schema/topics.json", True),
        ("static/site.css", True),
        ("words.txt", True),
        ("sitemap.xml", False),
        ("pagefind/pagefind.js", True),
    ],
)
def test_what_holds_no_words_is_shared(address: str, shared: bool) -> None:
    assert addresses.is_shared(address) is shared


def test_files_of_each_language_are_published_and_data_once(
    labelled: KnowledgeBase, tmp_path: Path
) -> None:
    publish(labelled, tmp_path / "site", base_url=BASE)
    site = tmp_path / "site"
    files = {path.relative_to(site).as_posix() for path in site.rglob("*.*")}
    french = {name.removeprefix("fr/") for name in files if name.startswith("fr/")}
    assert not [name for name in french if addresses.is_shared(name)]
    own = {name for name in files if not name.startswith(("fr/", ".", "_"))}
    whole = {name for name in own if not addresses.is_shared(name)} - {addresses.NOT_FOUND}
    assert french == whole
    robots = (tmp_path / "site" / "robots.txt").read_text()
    for prefix in ("", "fr/"):
        sitemap = (tmp_path / "site" / prefix / "sitemap.xml").read_text()
        assert f"<loc>{BASE}{prefix}articles/one2020/</loc>" in sitemap
        assert ("/fr/" in sitemap) is bool(prefix)
        assert f"Sitemap: {BASE}{prefix}sitemap.xml" in robots
    assert "Disallow: /fr/search/?" in (tmp_path / "site" / "robots.txt").read_text()
    page = (tmp_path / "site" / "fr" / "articles" / "one2020" / "index.html").read_text()
    assert 'href="../../../articles/one2020/one2020.ris"' in page
    assert 'href="../../../fr/' not in page.split("</head>")[1]
    assert re.search(r'href="(?:\.\./\.\./articles/one2020/)one2020\.docx"', page)
    moved = (tmp_path / "site" / "fr" / "articles" / "one2019preprint" / "index.html").read_text()
    assert '<html lang="fr-CA">' in moved
    assert "Cette page a changé d’adresse" in moved
    again = publish(labelled, tmp_path / "site", base_url=BASE)
    assert (again.made, again.written, again.removed) == (0, (), ())


def test_pages_of_a_language_are_removed_when_the_site_no_longer_speaks_it(
    labelled: KnowledgeBase, tmp_path: Path
) -> None:
    publish(labelled, tmp_path / "site")
    before = (tmp_path / "site" / "articles" / "index.html").read_text()
    publish(labelled, tmp_path / "site", languages=["en"])
    assert not (tmp_path / "site" / "fr").exists()
    after = (tmp_path / "site" / "articles" / "index.html").read_text()
    assert "hreflang" in before
    assert "hreflang" not in after


def test_the_first_language_is_at_the_root(labelled: KnowledgeBase) -> None:
    client = create_app(labelled, languages=["fr", "en"]).test_client()
    assert '<html lang="fr-CA">' in client.get("/").text
    assert '<html lang="en">' in client.get("/en/").text
    assert client.get("/fr/").status_code == 404
    # Scripts find what has no language, such as the index of the search, at the root.
    assert 'data-shared="../../"' in client.get("/en/search/").text
    assert "data-shared" not in client.get("/search/").text


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["de"], 'the site does not speak "de"'),
        (["en", "xx"], 'the site does not speak "xx"'),
        ([], "no language is named"),
        ([" "], "no language is named"),
    ],
)
def test_a_language_without_words_is_refused(
    labelled: KnowledgeBase, names: list[str], words: str
) -> None:
    with pytest.raises(PprkbError, match=words) as refused:
        create_app(labelled, languages=names)
    assert "en and fr" in (refused.value.hint or "")


def test_a_feed_is_in_its_language(client: FlaskClient) -> None:
    feed = client.get("/fr/topics/empathy/feed.xml").text
    assert 'xml:lang="fr-CA"' in feed
    assert f'href="{BASE}fr/articles/' in feed
    english = client.get("/topics/empathy/feed.xml").text
    assert 'xml:lang="en"' in english
    ids = re.compile("<id>([^<]*)</id>")
    assert not set(ids.findall(feed)) & set(ids.findall(english))


def test_word_documents_are_in_the_language_of_their_page(client: FlaskClient) -> None:
    from io import BytesIO

    from docx import Document

    def text(address: str) -> str:
        document = Document(BytesIO(client.get(address).data))
        return "\n".join(paragraph.text for paragraph in document.paragraphs)

    name = "articles/wampold2015great/wampold2015great.docx"
    assert "Practice implications" in text(f"/{name}")
    assert "Practice implications" not in text(f"/fr/{name}")


FRENCH_TITLE = """
@article{francais2022,
  author = {Dubé, Zoé},
  title = {Une étude de l'alliance},
  journal = {Revue},
  year = {2022},
  langid = {french},
}
"""


@pytest.fixture
def bilingual(labelled: KnowledgeBase) -> KnowledgeBase:
    """The same library with a work in French."""
    path = labelled.root / "data" / "references.bib"
    path.write_text(path.read_text() + FRENCH_TITLE, encoding="utf-8")
    labelled.build()
    return labelled


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        pytest.param(
            "articles/", '<a href="francais2022/" lang="fr-FR">', id="French title, in English"
        ),
        pytest.param("fr/articles/", '<a href="francais2022/">', id="French title, in French"),
        pytest.param("articles/", '<a href="one2020/">', id="summary, in English"),
        pytest.param("fr/articles/", '<a href="one2020/" lang="en">', id="summary, in French"),
        pytest.param("articles/", '<p class="snippet">', id="snippet, in English"),
        pytest.param("fr/articles/", '<p class="snippet" lang="en">', id="snippet, in French"),
        pytest.param("articles/francais2022/", '<h1 lang="fr-FR">', id="heading, in English"),
        pytest.param("fr/articles/francais2022/", "<h1>", id="heading, in French"),
        pytest.param("fr/articles/one2020/", '<h1 lang="en">', id="heading of a summary"),
        pytest.param("fr/articles/one2020/", '<p lang="en">Listen.', id="implications"),
    ],
)
def test_what_people_wrote_says_its_language(
    bilingual: KnowledgeBase, address: str, marked: str
) -> None:
    page = create_app(bilingual).test_client().get(f"/{address}").text
    assert marked in page.replace('href="../articles/', 'href="')


FRENCH_SUMMARY = """\
---
title: L'alliance
month: 2024-04
reference: francais2022
language: fr
---
## Summary
L'alliance compte.

## Practice implications
Écouter.
"""


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("articles/", '<p class="snippet" lang="fr">'),
        ("fr/articles/", '<p class="snippet">'),
        ("articles/francais2022/", '<p lang="fr">Écouter.'),
        ("articles/francais2022/", '<h1 lang="fr">'),
        ("fr/articles/francais2022/", "<h1>L&#39;alliance"),
    ],
)
def test_a_summary_says_what_language_it_is_in(
    bilingual: KnowledgeBase, address: str, marked: str
) -> None:
    path = bilingual.root / "data" / "summaries" / "2024-04-alliance.md"
    path.write_text(FRENCH_SUMMARY, encoding="utf-8")
    bilingual.build()
    assert marked in create_app(bilingual).test_client().get(f"/{address}").text


ENGLISH_LIST = """\
title: The alliance
introduction: Start with the synthesis.
sections:
  - heading: A week
    items:
      - {reference: one2020}
"""
FRENCH_LIST = """\
title: L'empathie
locale: fr-CA
sections:
  - heading: Une semaine
    items:
      - {reference: francais2022}
"""


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("lists/", '/" lang="fr-CA">L&#39;empathie</a>'),
        ("fr/lists/", '/">L&#39;empathie</a>'),
        ("fr/lists/", '/" lang="en">'),
        ("lists/empathie/", '<h1 lang="fr-CA">'),
        ("fr/lists/empathie/", "<h1>"),
        ("fr/lists/alliance/", '<h1 lang="en">'),
        ("fr/lists/alliance/", '<p lang="en">Start with the synthesis'),
        ("lists/alliance/", "<p>Start with the synthesis"),
    ],
)
def test_a_list_says_what_language_it_is_in(
    bilingual: KnowledgeBase, address: str, marked: str
) -> None:
    path = bilingual.root / "data" / "reading-lists" / "empathie.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(FRENCH_LIST, encoding="utf-8")
    path.with_name("alliance.yaml").write_text(ENGLISH_LIST, encoding="utf-8")
    bilingual.build()
    assert marked in create_app(bilingual).test_client().get(f"/{address}").text


def test_scripts_are_told_which_titles_are_not_english(bilingual: KnowledgeBase) -> None:
    bib = bilingual.root / "data" / "references.bib"
    more = "\n@book{unsaid, author={Roy, A.}, title={Les thérapies brèves}, year={2020}}\n"
    bib.write_text(bib.read_text(encoding="utf-8") + more, encoding="utf-8")
    summary = bilingual.root / "data" / "summaries" / "2024-04-alliance.md"
    summary.write_text(FRENCH_SUMMARY, encoding="utf-8")
    bilingual.build()
    client = create_app(bilingual, live=False).test_client()
    told = {one[0]: one for one in client.get("/fr/search.json").json["articles"]}
    assert told["francais2022"][11:] == ["fr-FR", "", "", "fr"]
    assert told["unsaid"][11:] == ["und"]
    assert told["one2020"][11:] == []
