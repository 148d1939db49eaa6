"""Whether other programs can read the pages, feeds and sitemap: by the rules of their formats."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import etree

from pprkb.knowledge_base import KnowledgeBase
from pprkb.web.app import create_app
from pprkb.web.machines import feeds
from pprkb.web.machines.feeds import MOST_IN_SITEMAP
from pprkb.web.publish import publish
from tests.web.kinds_of_pages import KINDS
from tests.web.test_pages import FRENCH


def errors_of(page: bytes) -> list[object]:
    """Return what a strict reader of HTML does not like."""
    html5lib = pytest.importorskip("html5lib", reason="html5lib is not installed")
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(page, transport_encoding="utf-8")
    return [
        (place, code, page.splitlines()[place[0] - 1][:200]) for place, code, _ in parser.errors
    ]


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("served", ["client", "static"])
def test_a_page_is_valid_html(name: str, served: str, request: pytest.FixtureRequest) -> None:
    answer = request.getfixturevalue(served).get(f"/{KINDS[name]}")
    assert answer.status_code == (404 if name == "missing" else 200)
    assert errors_of(answer.data) == []


def test_every_published_page_is_valid_html(small: KnowledgeBase, tmp_path: Path) -> None:
    """The small library has a work with a hostile title and one in another language."""
    path = small.root / "data" / "references.bib"
    path.write_text(path.read_text() + FRENCH)
    small.build()
    publish(small, tmp_path / "site", base_url="https://example.org/kb/")
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) > 20
    assert {page: errors for page in pages if (errors := errors_of(page.read_bytes()))} == {}


def test_the_page_of_a_failure_is_valid_html(client: FlaskClient) -> None:
    failure = client.post("/", headers={"Sec-Fetch-Site": "same-origin"})
    assert failure.status_code == 405
    assert errors_of(failure.data) == []


@pytest.mark.parametrize(
    "address", ["feed.xml", "topics/alliance/feed.xml", "months/2015-12/feed.xml"]
)
@pytest.mark.parametrize("served", ["client", "static"])
def test_a_feed_is_read_by_another_program(
    address: str, served: str, request: pytest.FixtureRequest
) -> None:
    feedparser = pytest.importorskip("feedparser", reason="feedparser is not installed")
    answer = request.getfixturevalue(served).get(f"/{address}")
    feed = feedparser.parse(answer.data, response_headers={"content-type": answer.content_type})
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    assert feed.feed.title
    assert feed.feed.updated_parsed
    assert feed.entries
    for entry in feed.entries:
        assert entry.title
        assert entry.summary
        assert entry.link
        assert entry.updated_parsed
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)


@pytest.fixture
def listed(client: FlaskClient) -> list[str]:
    """The addresses of the sitemap."""
    root = etree.fromstring(client.get("/sitemap.xml").data)
    assert root.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset"
    return [one.text or "" for one in root.iterfind("{*}url/{*}loc")]


def test_a_sitemap_has_whole_addresses_each_once(listed: list[str]) -> None:
    assert 0 < len(listed) == len(set(listed)) <= MOST_IN_SITEMAP
    for address in listed:
        parts = urlsplit(address)
        assert (parts.scheme, parts.netloc) == ("https", "example.org")
        assert parts.path.startswith("/kb/")
        assert address.isascii()
        assert len(address) < 2048


def test_a_sitemap_lists_pages_that_may_be_listed(client: FlaskClient, listed: list[str]) -> None:
    for address in listed[:: max(1, len(listed) // 60)]:
        answer = client.get(address.removeprefix("https://example.org/kb"))
        assert answer.status_code == 200, address
        assert b'name="robots"' not in answer.data, address
        assert f'<link rel="canonical" href="{address}">'.encode() in answer.data, address


@pytest.mark.parametrize(
    ("pages", "files"), [(3, 1), (4, 2), (6, 2), (7, 3)], ids=["one", "over", "two", "over two"]
)
def test_pages_that_one_sitemap_cannot_hold_are_listed_in_several(
    monkeypatch: pytest.MonkeyPatch, pages: int, files: int
) -> None:
    monkeypatch.setattr(feeds, "MOST_IN_SITEMAP", 3)
    every = [f"articles/{number}&'/" for number in range(pages)]
    whole = [f"https://example.org/{one}" for one in every]

    def places(part: int = 0) -> list[str]:
        made = feeds.sitemap(every, base="https://example.org/", part=part)
        return [one.text for one in etree.fromstring(made.encode()).iter("{*}loc")]

    if files == 1:
        assert places() == whole
        return
    assert places() == [f"https://example.org/sitemap-{one + 1}.xml" for one in range(files)]
    listed = [places(number + 1) for number in range(files)]
    assert max(map(len, listed)) == 3
    assert [one for own in listed for one in own] == whole


def test_a_long_sitemap_is_the_same_live_and_published(
    monkeypatch: pytest.MonkeyPatch, small: KnowledgeBase, tmp_path: Path
) -> None:
    base = "https://example.org/kb/"
    publish(small, tmp_path / "one", base_url=base)
    monkeypatch.setattr(feeds, "MOST_IN_SITEMAP", 10)
    publish(small, tmp_path / "split", base_url=base)
    index = etree.fromstring((tmp_path / "split" / "sitemap.xml").read_bytes())
    assert etree.QName(index).localname == "sitemapindex"
    named = [one.text.removeprefix(base) for one in index.iter("{*}loc")]
    assert len(named) > 2
    live = create_app(small, base_url=base).test_client()
    for name in ("sitemap.xml", *named):
        assert live.get(f"/{name}").data == (tmp_path / "split" / name).read_bytes(), name
    parts = [etree.parse(tmp_path / "split" / name) for name in named]
    whole = etree.parse(tmp_path / "one" / "sitemap.xml")
    assert [one.text for part in parts for one in part.iter("{*}loc")] == [
        one.text for one in whole.iter("{*}loc")
    ]
    for missing in ("sitemap-0.xml", f"sitemap-{len(named) + 1}.xml"):
        assert live.get(f"/{missing}").status_code == 404


def test_a_title_in_another_language_says_so_wherever_it_is_printed(small: KnowledgeBase) -> None:
    path = small.root / "data" / "references.bib"
    path.write_text(path.read_text() + FRENCH)
    small.build()
    client = create_app(small).test_client()

    def marked(address: str) -> list[str]:
        page = etree.HTML(client.get(address).get_data(as_text=True))
        return [one.xpath("string()") for one in page.xpath("//body//*[@lang='fr-FR']")]

    title = "L’alliance thérapeutique"
    assert marked("/articles/despland2009/") == [title, title]
    assert marked('/lists/view/?list={"t":"A","p":[["B",[["despland2009","",""]]]]}') == [title]
    assert marked("/compare/?keys=despland2009,one2020") == [title]
    assert marked("/articles/") == [title]
    found = client.get("/search.json").json["articles"]
    assert [one[11:] for one in found if one[0] == "despland2009"] == [["fr-FR", "Despland et al."]]
    assert [one[11:] for one in found if one[0] == "one2020"] == [[]]
