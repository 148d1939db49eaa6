"""Where pages are, and how they link to each other."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pprkb.query.catalogue import Facet
from pprkb.web import addresses


@pytest.mark.parametrize(
    ("name", "written"),
    [
        pytest.param("wampold2015great", "wampold2015great", id="letters and digits"),
        pytest.param("two:2021", "two~3a2021", id="colon"),
        pytest.param("a/b", "a~2fb", id="slash"),
        pytest.param("..", "~2e~2e", id="the folder above"),
        pytest.param(".", "~2e", id="the folder itself"),
        pytest.param("smith.", "smith~2e", id="a full stop at the end"),
        pytest.param("nul", "~6eul", id="a device of Windows"),
        pytest.param("Aux.2020", "~41ux.2020", id="a device with an extension"),
        pytest.param("nul2020", "nul2020", id="no device"),
        pytest.param(".hidden", "~2ehidden", id="hidden"),
        pytest.param("page", "~70age", id="a name of ours"),
        pytest.param("Page", "~50age", id="a name of ours, where case does not count"),
        pytest.param("müller2020", "m~c3~bcller2020", id="umlaut"),
        pytest.param("a~2fb", "a~7e2fb", id="looks escaped"),
    ],
)
def test_a_name_is_a_part_of_an_address_and_the_name_of_a_file(name: str, written: str) -> None:
    assert addresses.segment(name) == written


@given(st.lists(st.text(min_size=1), min_size=2, max_size=2, unique=True))
def test_two_names_never_become_one(names: list[str]) -> None:
    first, second = map(addresses.segment, names)
    assert first != second


@given(st.text(min_size=1))
def test_no_name_leaves_its_folder(name: str) -> None:
    written = addresses.segment(name)
    assert "/" not in written
    assert not written.startswith(".")
    assert written.isascii()


_PLACES = st.sampled_from(
    [
        "",
        "articles/",
        "articles/one2020/",
        "articles/page/2/",
        "topics/empathy/",
        "feed.xml",
        "topics/empathy/feed.xml",
        "static/site.css",
    ]
)


@given(_PLACES, _PLACES)
def test_a_link_leads_where_it_should_below_any_path(here: str, there: str) -> None:
    for root in ("https://example.org/", "https://example.org/kb/deep/"):
        assert urljoin(root + here, addresses.relative(here, there)) == root + there


def test_a_link_keeps_its_query_and_place() -> None:
    assert addresses.relative("topics/a/", "articles/?topic=a&page=2") == (
        "../../articles/?topic=a&page=2"
    )
    assert addresses.relative("", "topics/a/#evidence") == "topics/a/#evidence"
    assert addresses.relative("", "") == "./"
    assert addresses.relative("", "a:b") == "./a:b"
    assert addresses.relative("", "a:b/c/") == "./a:b/c/"
    assert addresses.relative("", "a/b:c") == "a/b:c"


def test_what_is_chosen_is_an_address() -> None:
    chosen = {Facet.TYPE: ["rct"], Facet.TOPIC: ["empathy", "alliance"]}
    assert addresses.choice(chosen) == "articles/?topic=empathy&topic=alliance&type=rct"
    assert addresses.choice({}) == "articles/"
    assert addresses.choice({}, page=2, words="a b") == "search/?q=a+b&page=2"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        pytest.param("Wampold, B. E.", "wampold-b-e", id="initials"),
        pytest.param("Rønnestad, M. H.", "ronnestad-m-h", id="accents"),
        pytest.param("World Health Organization", "world-health-organization", id="body"),
        pytest.param("李", "~e6~9d~8e", id="no letters of ASCII"),
    ],
)
def test_a_person_has_an_address(name: str, slug: str) -> None:
    assert addresses.author_slug(name) == slug
