"""Addresses of an earlier site lead to the pages of today."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pprkb.knowledge_base import KnowledgeBase
from pprkb.web.app import create_app
from pprkb.web.publish import publish

REDIRECTS = """\
redirects:
  - from: "?cat_2=17"
    to: topics/empathy/
  - from: "?cat_2=17&month=3"
    to: months/2024-03/
  - from: https://old.example/2016/04/post.html
    to: articles/one2019preprint/
  - from: blog/index.php?p=17
    to: articles/two~3a2021/#related
  - from: archive
    to: months/
  - from: builder.html
    to: lists/new/
  - from: nothing.html
    to: topics/alliance/
  - from: feed.xml/all.html
    to: about/
"""


@pytest.fixture
def moved(small: KnowledgeBase) -> KnowledgeBase:
    """A library that took the place of a blog."""
    (small.root / "data" / "redirects.yaml").write_text(REDIRECTS)
    small.build()
    return small


def test_check_has_nothing_against_pages_that_are_there(moved: KnowledgeBase) -> None:
    assert [one for one in moved.check() if "redirects" in one.at.path] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/?cat_2=17", "topics/empathy/"),
        ("/?utm_source=letter&cat_2=17", "topics/empathy/"),
        ("/?month=3&cat_2=17", "months/2024-03/"),
        ("/2016/04/post.html", "../../articles/one2020/"),
        ("/blog/index.php?p=17", "../articles/two~3a2021/#related"),
        ("/archive", "months/"),
    ],
)
def test_the_server_leads_on(moved: KnowledgeBase, old: str, new: str) -> None:
    answer = create_app(moved).test_client().get(old)
    assert (answer.status_code, answer.headers["Location"]) == (301, new)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/?cat_2=18", 200),
        ("/?cat_2", 200),
        ("/?" + "&".join(f"a{n}=1" for n in range(500)), 200),
        ("/blog/index.php?p=18", 404),
        ("/nothing.html", 404),
    ],
)
def test_other_addresses_are_answered_as_ever(
    moved: KnowledgeBase, address: str, status: int
) -> None:
    assert create_app(moved).test_client().get(address).status_code == status


def test_published_a_page_leads_on_and_the_front_page_knows_the_queries(
    moved: KnowledgeBase, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    made = publish(moved, folder)
    assert made.problems == ()
    page = (folder / "2016" / "04" / "post.html").read_text()
    assert 'content="0; url=../../articles/one2020/"' in page
    assert (folder / "archive" / "index.html").is_file()
    assert not (folder / "blog").exists()
    assert not (folder / "nothing.html").exists()
    assert (folder / "feed.xml").is_file()
    assert json.loads((folder / "redirects.json").read_text()) == [
        [[["cat_2", "17"], ["month", "3"]], "months/2024-03/"],
        [[["cat_2", "17"]], "topics/empathy/"],
    ]
    assert "static/moved.js" in (folder / "index.html").read_text()


def test_without_old_addresses_the_front_page_has_no_script_for_them(
    small: KnowledgeBase, tmp_path: Path
) -> None:
    publish(small, tmp_path / "site")
    assert "moved.js" not in (tmp_path / "site" / "index.html").read_text()
    assert not (tmp_path / "site" / "redirects.json").exists()
