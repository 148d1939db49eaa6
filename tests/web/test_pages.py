"""What the pages show, live and published."""

from __future__ import annotations

import json
import re
import sqlite3
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote_plus, urlencode, urljoin

import pytest
from flask.testing import FlaskClient
from lxml import etree, html

import pprkb
from pprkb.knowledge_base import KnowledgeBase
from pprkb.web.app import create_app
from pprkb.web.inventory import pages as inventory
from pprkb.web.publish import publish
from pprkb.web.views import browse

EVERY = [
    "/",
    "/articles/",
    "/articles/page/2/",
    "/articles/wampold2015great/",
    "/topics/",
    "/topics/alliance/",
    "/types/",
    "/types/meta-analysis/",
    "/kinds/",
    "/kinds/book/",
    "/years/",
    "/years/2018/",
    "/months/",
    "/months/2015-12/",
    "/authors/",
    "/authors/wampold-b-e/",
    "/effect-sizes/",
    "/search/",
    "/evidence/",
    "/lists/",
    "/lists/common-factors-course/",
    "/lists/new/",
    "/lists/view/",
    "/compare/",
    "/about/",
    "/retractions/",
]


def parsed(client: FlaskClient, address: str) -> html.HtmlElement:
    """Return a page that answers."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.document_fromstring(answer.get_data(as_text=True))


def words(element: html.HtmlElement) -> str:
    """Return the text of an element with single spaces."""
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("address", EVERY)
@pytest.mark.parametrize("served", ["client", "static"])
def test_every_kind_of_page_is_a_whole_page(
    address: str, served: str, request: pytest.FixtureRequest
) -> None:
    page = parsed(request.getfixturevalue(served), address)
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("string(//title)").strip()
    assert page.xpath("//main[@id='main']")
    assert page.xpath("//html/@lang") == ["en"]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)), "an id is there twice"
    for place in page.xpath("//a[starts-with(@href, '#')]/@href"):
        assert place[1:] in ids, f"{place} leads nowhere"
    # The policy forbids what is inline.
    assert not page.xpath("//@style | //style | //*[@onclick] | //script[not(@src) and not(@type)]")


def test_facets_count_what_choosing_them_shows(client: FlaskClient) -> None:
    page = parsed(client, "/articles/?topic=alliance")
    for link in page.xpath("//details[@data-facet='type']//a"):
        number = int(link.getparent().xpath("string(span)"))
        chosen = parsed(client, link.get("href").removeprefix(".."))
        assert words(chosen.get_element_by_id("total")).split()[0] == str(number), link.get("href")


def test_what_is_chosen_can_be_taken_back(client: FlaskClient) -> None:
    page = parsed(client, "/articles/?topic=alliance&type=meta-analysis")
    chosen = page.xpath("//p[@class='chosen']/a")
    assert [words(one) for one in chosen] == [
        "Alliance and Therapeutic Relationship ×, remove",
        "Meta-analysis ×, remove",
    ]
    assert [one.get("href") for one in chosen] == [
        "../articles/?type=meta-analysis",
        "../articles/?topic=alliance",
    ]


def test_a_number_leads_to_its_sentence_and_back(client: FlaskClient) -> None:
    page = parsed(client, "/articles/wampold2015great/")
    row = page.get_element_by_id("effect-2015-12-adherence-competence-adherence-outcome")
    (to_sentence,) = {link for link in row.xpath(".//a/@href") if link.startswith("#quote")}
    quoted = page.get_element_by_id(to_sentence[1:])
    assert words(quoted) == "r = .02"
    assert quoted.get("href") == f"#{row.get('id')}"
    assert "the relationships of outcome with adherence (r = .02)" in words(quoted.getparent())


def test_newer_findings_are_named_at_the_top(client: FlaskClient) -> None:
    page = parsed(client, "/articles/wampold2015great/")
    (banner,) = page.xpath("//div[@aria-label='Newer findings']")
    assert words(banner) == "Newer findings replace some of those below: Flückiger et al. (2018)."
    assert banner.xpath(".//a/@href") == ["../../articles/fluckiger2018alliance/"]


def test_a_reference_is_the_one_that_the_documents_print(
    client: FlaskClient, library: KnowledgeBase
) -> None:
    page = parsed(client, "/articles/webb2010therapist/")
    assert words(page.get_element_by_id("formatted")) == library.cite("webb2010therapist").text
    assert words(page.get_element_by_id("in-text")) == "(Webb et al., 2010)"


def test_related_articles_have_a_reason(client: FlaskClient) -> None:
    page = parsed(client, "/articles/wampold2015great/")
    reasons = [words(one).rpartition("; ")[2] for one in page.xpath("//ul[@class='related']/li")]
    assert reasons[:2] == ["has newer findings", "reports the same finding"]


def test_the_page_of_a_retracted_work_says_so(tmp_path, small: KnowledgeBase) -> None:
    (small.root / "data" / "retractions.yaml").write_text(
        "notices:\n  - reference: one2020\n    nature: retraction\n    date: 2023-05-01\n",
        encoding="utf-8",
    )
    small.build()
    page = parsed(create_app(small).test_client(), "/articles/one2020/")
    (banner,) = page.xpath("//div[@aria-label='Notices on this work']")
    assert "Retracted, 1 May 2023" in words(banner)
    listed = parsed(create_app(small).test_client(), "/articles/")
    assert [words(one) for one in listed.xpath("//p[@class='standing']")] == ["Retracted"]
    # What the scripts of a published site print holds it too.
    found = create_app(small, live=False).test_client().get("/search.json").json["articles"]
    assert {one[0]: one[13:] for one in found} == {"one2020": ["Retracted"], "two:2021": []}


@pytest.mark.parametrize(
    ("address", "first"),
    [
        pytest.param("/search/?q=empathy", "empathy", id="a word"),
        pytest.param("/search/?q=Fl%C3%BCckiger+alliance", "alliance", id="a name"),
        pytest.param("/search/?q=.57", "", id="a number"),
    ],
)
def test_a_search_finds(client: FlaskClient, address: str, first: str) -> None:
    page = parsed(client, address)
    rows = page.xpath("//li[@class='row']")
    assert rows
    assert first in words(rows[0]).casefold()


EDGES = [
    # What is typed, and whether articles are found; None where nothing is asked.
    pytest.param("", None, id="nothing"),
    pytest.param("   ", None, id="spaces"),
    pytest.param("\x00", None, id="NUL"),
    pytest.param("q", False, id="one letter that is nowhere"),
    pytest.param("empathy " * 300, True, id="300 words"),
    pytest.param('"', False, id="a quotation mark"),
    pytest.param('"psychotherapy debate"', True, id="a phrase"),
    pytest.param('"debate psychotherapy"', False, id="a phrase in another order"),
    pytest.param("OR", True, id="OR"),
    pytest.param("NEAR(empathy", True, id="NEAR"),
    pytest.param("*", False, id="a star"),
    pytest.param("empath*", True, id="any ending"),
    pytest.param("-empathy", True, id="a minus"),
    pytest.param("empathy 😀", True, id="an emoji and a word"),
    pytest.param("😀", False, id="an emoji"),
    pytest.param("эмпатия", False, id="Cyrillic"),
    pytest.param("<script>alert(1)</script>", None, id="a script"),
    pytest.param("the of and", True, id="only words that say nothing"),
    pytest.param("d = 0.45", True, id="a statistic"),
    pytest.param("r = .28", True, id="a statistic without a nought"),
    pytest.param("2018", True, id="a year"),
    pytest.param("Norcross 2018", True, id="a name and a year"),
    pytest.param("Flückiger", True, id="a name with an accent"),
    pytest.param("Fluckiger", True, id="a name without its accent"),
    pytest.param("empahty", True, id="a slip of the finger"),
    pytest.param("meta-analyses", True, id="a hyphen"),
    pytest.param("wampold2015great", True, id="a key"),
    pytest.param("10.1037/a0018912", True, id="a DOI"),
]


@pytest.mark.parametrize(("asked", "is_found"), EDGES)
def test_whatever_is_typed_is_answered(
    client: FlaskClient, asked: str, is_found: bool | None
) -> None:
    answer = client.get("/search/", query_string={"q": asked})
    assert answer.status_code == 200
    page = html.document_fromstring(answer.data)
    assert "alert" not in "".join(page.xpath("//script/text()"))
    rows, told = page.xpath("//li[@class='row']"), page.xpath("//p[@class='total']")
    assert bool(told) == bool(asked.strip(" \x00"))
    if is_found is not None:
        assert bool(rows) == is_found


def test_a_misspelt_search_is_answered_with_what_may_be_meant(client: FlaskClient) -> None:
    page = parsed(client, "/search/?q=empahty")
    assert words(page.xpath("//p[@class='hint']")[0]) == (
        'Nothing holds "empahty"; did you mean "empathy"?'
    )


def test_a_search_without_all_words_says_so(client: FlaskClient) -> None:
    page = parsed(client, "/search/?q=empathy+zzzz")
    assert words(page.xpath("//p[@class='total']")[0]).endswith(
        "with some of these words; none has all of them"
    )


def test_a_question_is_answered_with_findings_and_what_replaced_them(client: FlaskClient) -> None:
    page = parsed(client, "/evidence/?q=does+empathy+matter")
    first, *others = (words(one) for one in page.xpath("//ol[@class='findings']/li"))
    assert "r = .28" in first
    assert "superseded" not in first
    old = next(one for one in others if "d = 0.63" in one)
    assert "superseded by Elliott et al. (2018)" in old


def test_the_words_around_a_find_do_not_run_into_the_title(client: FlaskClient) -> None:
    page = parsed(client, "/search/?q=empathy")
    snippets = [words(one) for one in page.xpath("//p[@class='snippet']")]
    assert any(
        one.startswith("Where the older figure on empathy comes from. A") for one in snippets
    )
    assert any(one.startswith("Does the therapist's empathy predict how") for one in snippets)
    assert not any("?." in one for one in snippets)


@pytest.mark.parametrize("where", ["search", "evidence"])
def test_a_word_that_is_nowhere_is_named(client: FlaskClient, where: str) -> None:
    page = parsed(client, f"/{where}/?q=what+works+for+depression+in+teenagers")
    assert [words(one) for one in page.xpath("//p[@class='hint']")] == [
        'Nothing holds "teenagers".'
    ]


def test_a_word_that_is_in_no_finding_is_named(client: FlaskClient) -> None:
    page = parsed(client, "/evidence/?q=therapist+burnout")
    told = [words(one) for one in page.xpath("//p[@class='hint']")]
    assert told == ['None of these findings holds "burnout".']


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        ("does CBT work for anxiety?", "CBT anxiety"),
        ("What helps: depression", "depression"),
        ("how effective is IPT", "IPT"),
        ("does it work", "does it work"),
    ],
)
def test_what_asks_whether_something_helps_is_no_word_to_look_for(
    client: FlaskClient, asked: str, same: str
) -> None:
    found = [
        [
            one.get("href")
            for one in parsed(client, f"/search/?q={quote_plus(words)}").xpath("//h2/a")
        ]
        for words in (asked, same)
    ]
    assert found[0] == found[1] != []


def test_a_topic_has_its_evidence_articles_and_lists(client: FlaskClient) -> None:
    page = parsed(client, "/topics/alliance/")
    newer = page.xpath("//td[contains(., 'superseded by')]/a[contains(., '2018')]")
    assert "../../articles/fluckiger2018alliance/" in [one.get("href") for one in newer]
    assert not page.xpath("//a[starts-with(@href, '#work-')]")
    parts = [one.get("id") for one in page.xpath("//main//h2")]
    assert parts == ["articles", "evidence", "reading", "downloads"]
    assert page.xpath("//section[@aria-labelledby='evidence']//table")
    assert page.xpath("//section[@aria-labelledby='evidence']//*[local-name()='svg']")
    assert words(page.xpath("//nav[@class='crumbs']")[0]) == "Topics › Common Factors"
    assert "The therapeutic alliance" in words(
        page.xpath("//section[@aria-labelledby='reading']")[0]
    )


def test_a_list_is_what_its_documents_print(client: FlaskClient, library: KnowledgeBase) -> None:
    page = parsed(client, "/lists/therapeutic-alliance/")
    printed = [words(one) for one in page.xpath("//p[@class='csl-entry']")]
    document = library.reading_list("therapeutic-alliance").text
    for reference in printed:
        start = re.split(r"\s", reference)[0]
        assert start in document
    assert len(printed) == len(library.reading_list("therapeutic-alliance").articles)


def test_works_are_put_side_by_side(client: FlaskClient) -> None:
    page = parsed(client, "/compare/?keys=webb2010therapist,nobody2020")
    assert "There is no article “nobody2020”." in words(page.xpath("//p[@class='hint']")[0])
    page = parsed(client, "/compare/?keys=webb2010therapist,elliott2018therapist")
    assert len(page.xpath("//main//table")) >= 1


def test_a_list_that_was_shared_is_printed_and_downloaded(client: FlaskClient) -> None:
    packed = json.dumps(
        {
            "t": "My list",
            "i": "Read *this*.",
            "p": [["Week 1", [["webb2010therapist", "essential", "A note"], ["no2000", "", ""]]]],
        }
    )
    page = parsed(client, "/lists/view/?" + "list=" + packed.replace("&", "%26"))
    assert words(page.xpath("//h1")[0]) == "My list"
    assert page.xpath("//head/meta[@property='og:title']/@content") == ["My list"]
    text = words(page.xpath("//main")[0])
    assert "Webb, C. A., DeRubeis, R. J., & Barber, J. P. (2010)." in text
    assert "essential" in text
    assert '[missing: there is no reference "no2000"]' in text
    answer = client.get("/lists/view/my-list.ris", query_string={"list": packed})
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="my-list.ris"'
    assert "TI  - Therapist adherence/competence" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("item", "printed", "link"),
    [
        pytest.param(
            ["", "essential", "Now", "Watch <this>", "https://video.example.org/a?b=c&d", "video"],
            "Watch <this> [Video]. https://video.example.org/a?b=c&d essential",
            "https://video.example.org/a?b=c&d",
            id="all of it",
        ),
        pytest.param(["", "", "", "Do it", "", "odd"], "Do it", "", id="words alone"),
        pytest.param(
            ["", "", "", "Run", "javascript:alert(1)", "file"],
            "Run [File]. javascript:alert(1)",
            "",
            id="no address of the web",
        ),
    ],
)
def test_a_shared_list_holds_what_is_no_publication(
    client: FlaskClient, item: list[str], printed: str, link: str
) -> None:
    packed = json.dumps({"t": "L", "p": [["Week 1", [["webb2010therapist", "", ""], item]]]})
    page = parsed(client, f"/lists/view/?{urlencode({'list': packed})}")
    assert printed in words(page.xpath("//main")[0])
    assert [
        one for one in page.xpath("//main//a/@href") if one.startswith("https://video.example")
    ] == ([link] if link else [])
    answer = client.get("/lists/view/l.md", query_string={"list": packed})
    assert item[3].replace("<", "\\<").replace(">", "\\>") in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "packed",
    ["", "{", "[]", '{"p": 1}', '{"p": [[1]]}', '{"p": [["a", [["k"]]]]}', '{"p": null}', "null"],
)
def test_an_address_without_a_list_is_answered(client: FlaskClient, packed: str) -> None:
    page = parsed(client, f"/lists/view/?list={packed}")
    assert "no list that can be read" in words(page.xpath("//main")[0])
    assert client.get("/lists/view/x.ris", query_string={"list": packed}).status_code == 404


@pytest.mark.parametrize(
    ("address", "kind", "holds"),
    [
        ("/articles/webb2010therapist/webb2010therapist.ris", "research-info", b"DO  - 10.1037/a0018912"),
        ("/articles/webb2010therapist/webb2010therapist.bib", "x-bibtex", b"@article{webb2010therapist"),
        ("/articles/webb2010therapist/webb2010therapist.csl.json", "citationstyles", b"webb2010therapist"),
        ("/articles/webb2010therapist/webb2010therapist.docx", "wordprocessing", b"PK"),
        ("/articles/webb2010therapist/webb2010therapist.effects.csv", "text/csv", b"webb2010therapist"),
        ("/topics/alliance/alliance.ris", "research-info", b"TY  - "),
        ("/months/2015-12/2015-12.bib", "x-bibtex", b"@"),
        ("/authors/wampold-b-e/wampold-b-e.ris", "research-info", b"Wampold"),
        ("/lists/common-factors-course/common-factors-course.imscc", "zip", b"PK"),
        ("/lists/common-factors-course/common-factors-course.md", "markdown", b"# Common factors"),
        ("/articles/articles.ris", "research-info", b"DO  - 10.1037/a0018912"),
        ("/effect-sizes/effect-sizes.effects.csv", "text/csv", b"webb2010therapist"),
        ("/retractions/retractions.bib", "x-bibtex", b"@"),
    ],
)  # fmt: skip
def test_downloads(client: FlaskClient, address: str, kind: str, holds: bytes) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert kind in answer.headers["Content-Type"]
    assert holds in answer.data
    name = address.rpartition("/")[2]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize(
    ("page", "has"),
    [
        ("articles/one2020", {"docx", "ris", "bib", "csl.json", "json", "effects.csv"}),
        ("articles/two~3a2021", {"ris", "bib", "csl.json", "json"}),
        ("years/2021", {"docx", "ris", "bib", "csl.json", "json"}),
        ("topics/empathy", {"docx", "ris", "bib", "csl.json", "json", "effects.csv"}),
        ("months/2024-03", {"docx", "ris", "bib", "csl.json", "json", "effects.csv"}),
        ("authors/one-a-b", set()),
        ("authors/two-b", {"ris", "bib", "csl.json", "json"}),
    ],
    ids=["summary", "no summary", "year", "topic", "month", "one work", "three works"],
)
@pytest.mark.parametrize("live", [True, False], ids=["live", "published"])
def test_a_page_has_the_downloads_that_it_offers_and_no_others(
    small: KnowledgeBase, page: str, has: set[str], *, live: bool
) -> None:
    references = small.root / "data" / "references.bib"
    more = "".join(
        f"@book{{more{year}, author={{Two, Ben}}, title={{More}}, year={{{year}}}}}\n"
        for year in (2001, 2002)
    )
    references.write_text(references.read_text() + more)
    small.build()
    client = create_app(small, live=live).test_client()
    links = parsed(client, f"/{page}/").xpath("//div[@class='downloads']//a/@href")
    pdf = {"pdf"} if "docx" in has and find_spec("typst") else set()
    assert {one.rpartition("/")[2].partition(".")[2] for one in links} == has | pdf
    name = page.rpartition("/")[2]
    every = {"docx", "pdf", "ris", "bib", "csl.json", "json", "effects.csv", "md", "imscc"}
    found = {one for one in every if client.get(f"/{page}/{name}.{one}").status_code == 200}
    assert found == has | pdf


@pytest.mark.parametrize(
    ("address", "first"),
    [
        pytest.param("/articles/", b"webb2010therapist", id="all articles"),
        pytest.param("/articles/?topic=alliance&type=meta-analysis", b"fluckiger", id="chosen"),
        pytest.param("/search/?q=empathy&year=2018", b"elliott2018therapist", id="found"),
        pytest.param("/evidence/?q=does+empathy+matter", b"elliott2018", id="an answer"),
        pytest.param("/effect-sizes/", b"webb2010therapist", id="effect sizes"),
        pytest.param("/retractions/", b"", id="notices"),
        pytest.param("/years/2018/", b"elliott2018therapist", id="a year"),
        pytest.param("/kinds/book/", b"", id="a kind"),
        pytest.param("/types/meta-analysis/", b"fluckiger", id="a type"),
    ],
)
def test_what_a_page_lists_is_downloaded(client: FlaskClient, address: str, first: bytes) -> None:
    page = parsed(client, address)
    links = page.xpath("//div[@class='downloads']//a/@href")
    names = {link.partition("?")[0].rpartition("/")[2].partition(".")[2] for link in links}
    assert {"docx", "ris", "bib", "csl.json", "json"} <= names
    for link in links:
        if link.partition("?")[0].endswith((".bib", ".json", ".csv")):
            answer = client.get(urljoin(address, link))
            assert answer.status_code == 200, link
            assert first in answer.data, link


def test_a_download_holds_what_was_chosen_and_no_more(client: FlaskClient) -> None:
    total = parsed(client, "/articles/?topic=alliance&year=2018").xpath("string(//*[@id='total'])")
    told = client.get("/articles/articles.json?topic=alliance&year=2018").json
    assert f"{len(told['articles'])} " in total
    found = client.get("/search/search.json?q=empathy&topic=alliance").json
    whole = client.get("/search/search.json?q=empathy").json
    assert 0 < len(found["articles"]) < len(whole["articles"])


def test_of_too_many_works_a_document_is_not_offered(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pprkb.web.downloads.MOST_READ", 3)
    monkeypatch.setattr("pprkb.web.downloads.MOST_RECORDS", 30)
    chosen = parsed(client, "/articles/?type=meta-analysis&year=2018&kind=journal-article&page=1")
    links = " ".join(chosen.xpath("//div[@class='downloads']//a/@href"))
    assert "articles.ris" in links
    assert "articles.docx" not in links
    query = "type=meta-analysis&year=2018&kind=journal-article"
    assert client.get(f"/articles/articles.docx?{query}").status_code == 404
    assert client.get("/articles/articles.ris?type=meta-analysis").status_code == 404
    every = parsed(client, "/articles/?effects=yes")
    assert not every.xpath("//div[@class='downloads']")
    assert "choose fewer" in words(every.xpath("//main")[0])


@pytest.mark.parametrize(
    "address",
    ["/search/search.ris", "/search/search.ris?q=zzzzqq", "/evidence/evidence.docx",
     "/articles/articles.ris?topic=nothing", "/search/other.ris?q=a"],
)  # fmt: skip
def test_of_nothing_there_is_no_download(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_old_keys_and_names_of_topics_lead_to_todays(small: KnowledgeBase) -> None:
    client = create_app(small).test_client()
    answer = client.get("/articles/one2019preprint/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "../../articles/one2020/")
    assert client.get("/articles/one2020/").status_code == 200
    answer = client.get("/articles/two:2021/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "../../articles/two~3a2021/")
    answer = client.get("/topics/therapist-empathy/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "../../topics/empathy/")


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/articles/wampold2015graet/", "../../articles/wampold2015great/"),
        ("/Articles/WAMPOLD2015GREAT/", "../../articles/wampold2015great/"),
        ("/topics/Alliance/", "../../topics/alliance/"),
    ],
)
def test_a_mistyped_address_is_answered_with_what_may_be_meant(
    client: FlaskClient, address: str, meant: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    page = html.document_fromstring(answer.get_data(as_text=True))
    assert page.xpath("//main//a/@href")[0] == meant


def test_a_hostile_title_is_text_wherever_it_is_printed(small: KnowledgeBase) -> None:
    client = create_app(small, base_url="https://example.org/").test_client()
    for address in ("/articles/", "/articles/two~3a2021/", "/authors/two-b/", "/search/?q=quotes",
                    "/kinds/book/", "/search/?q=<script>alert(1)</script>", "/feed.xml"):  # fmt: skip
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert b"<script>alert" not in answer.data, address
    assert client.get("/api/v1/articles.json").mimetype == "application/json"


def test_the_api_tells_what_the_pages_show(client: FlaskClient, library: KnowledgeBase) -> None:
    listed = client.get("/api/v1/articles.json").get_json()["articles"]
    assert len(listed) == len(library.articles())
    one = client.get("/api/v1/articles/webb2010therapist.json")
    assert one.headers["Access-Control-Allow-Origin"] == "*"
    told = one.get_json()
    assert told["formatted"]["text"] == library.cite("webb2010therapist").text
    assert told["reference"]["DOI"] == "10.1037/a0018912"
    assert client.get("/api/v1/articles/nobody.json").status_code == 404
    schema = client.get("/schema/reading-list.json")
    assert schema.get_json()["title"] == "A reading list or course"
    assert schema.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get("/schema/nothing.json").status_code == 404
    assert {t["id"] for t in client.get("/api/v1/topics.json").get_json()["topics"]} >= {"alliance"}


def test_an_edit_is_shown_and_a_page_is_of_one_state(small: KnowledgeBase) -> None:
    client = create_app(small).test_client()
    with small.serving(), small.at_rest() as before:
        path = small.root / "data" / "summaries" / "2024-03-empathy.md"
        path.write_text(path.read_text().replace("Does empathy help?", "Empathy, again"))
        small.build()
        assert before.article("one2020").summaries[0].title == "Does empathy help?"
        assert b"Empathy, again" in client.get("/articles/one2020/").data
        assert b"Empathy, again" in client.get("/articles/").data


def test_nothing_can_be_written_through_a_library_at_rest(small: KnowledgeBase) -> None:
    with small.at_rest() as still, still.reading() as database:
        refused = pytest.raises(sqlite3.OperationalError, match="attempt to write a readonly")
        with refused:
            database.execute("DELETE FROM reference")


def test_an_answer_names_works_and_no_files(client: FlaskClient) -> None:
    page = parsed(client, "/evidence/?q=does+empathy+matter")
    findings = page.xpath("//ol[@class='findings']")[0]
    assert "data/" not in words(findings)
    assert "[elliott2018therapist]" not in words(findings)
    assert "The same finding: d = 0.58" in words(findings)
    links = {words(link): link.get("href") for link in findings.xpath(".//a")}
    assert links["Elliott et al. (2018)"] == "../articles/elliott2018therapist/"


def test_a_cell_names_its_column_for_telephones(client: FlaskClient) -> None:
    page = parsed(client, "/articles/webb2010therapist/")
    for row in page.xpath("//section[@class='effects-of']//tbody/tr"):
        named = [cell.get("data-column") for cell in row]
        assert named == [None, "Effect", "k", "N", "Source"]


GERMAN = """\
@book{grawe1998,
  author = {Grawe, Klaus},
  title = {Psychologische Therapie},
  publisher = {Hogrefe},
  year = {1998},
  langid = {german},
}
"""


FRENCH = """\
@article{despland2009,
  author = {Despland, Jean-Nicolas and de Roten, Yves and Drapeau, Martin and Kramer, Ueli},
  title = {L’alliance thérapeutique},
  journal = {Psychothérapies},
  year = {2009},
  langid = {french},
}
"""


def test_a_title_in_another_language_says_so(small: KnowledgeBase) -> None:
    path = small.root / "data" / "references.bib"
    path.write_text(path.read_text() + GERMAN)
    summary = small.root / "data" / "summaries" / "2024-04-grawe.md"
    client = create_app(small).test_client()
    german = "//*[@lang='de-DE']"
    small.build()
    for address in ("/articles/grawe1998/", "/articles/", "/years/1998/"):
        marked = [words(one) for one in parsed(client, address).xpath(german)]
        assert set(marked) == {"Psychologische Therapie"}, address
    # Where a summary gives the headline, that is English, and the title is beneath it.
    other = (small.root / "data" / "summaries" / "2024-03-empathy.md").read_text()
    summary.write_text(other.replace("one2020", "grawe1998").replace("Does empathy help?", "Aims"))
    small.build()
    for address in ("/articles/", "/years/1998/"):
        (titled,) = parsed(client, address).xpath(german)
        assert (titled.tag, words(titled)) == ("cite", "Psychologische Therapie")
    assert words(parsed(client, "/articles/grawe1998/").xpath("//h1[not(@lang)]")[0]) == "Aims"


def test_a_list_in_french_says_so_and_what_on_it_is_english(small: KnowledgeBase) -> None:
    path = small.root / "data" / "reading-lists" / "french.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        "title: Lectures\nlocale: fr-CA\ndepth: implications\n"
        "sections: [{heading: Un, items: [{reference: one2020}]}]\n"
    )
    small.build()
    page = parsed(create_app(small).test_client(), "/lists/french/")
    (blocks,) = page.xpath("//div[@lang='fr-CA']")
    assert "Retombées pour la pratique" in words(blocks)
    for english in blocks.xpath(".//p[@class='beside']"):
        assert english.get("lang") == "en"
    assert page.xpath("/html/@lang") == ["en"]


@pytest.mark.parametrize("address", EVERY)
def test_no_heading_is_left_out_and_landmarks_have_names(client: FlaskClient, address: str) -> None:
    page = parsed(client, address)
    levels = [int(one.tag[1]) for one in page.xpath("//main//*[self::h1 or self::h2 or self::h3"
                                                    " or self::h4 or self::h5 or self::h6]")]  # fmt: skip
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    for kind in (
        "//form[@role='search']",
        "//nav | //*[@role='navigation']",
        "//*[@role='region']",
    ):
        names = [one.get("aria-label") for one in page.xpath(kind)]
        assert all(names), kind
        assert len(names) == len(set(names)), names
    for field in page.xpath("//input | //select | //textarea"):
        assert page.xpath(f"//label[@for='{field.get('id')}']"), "a field has no label"
    assert page.xpath("string(//body/a[1]/@href)") == "#main"


@pytest.mark.parametrize(
    ("address", "current"),
    [("/articles/", "page"), ("/articles/webb2010therapist/", "true"), ("/about/", "page")],
)
def test_the_part_of_the_site_is_marked(client: FlaskClient, address: str, current: str) -> None:
    assert parsed(client, address).xpath("//nav[@aria-label='Site']//@aria-current") == [current]


def test_a_feed_keeps_spaces_that_do_not_break(small: KnowledgeBase) -> None:
    path = small.root / "data" / "summaries" / "2024-03-empathy.md"
    path.write_text(path.read_text().replace("Does empathy help?", "Does\u00a0empathy\u200b help?"))
    small.build()
    feed = create_app(small).test_client().get("/feed.xml").get_data(as_text=True)
    assert "<title>Does\u00a0empathy" in feed
    assert etree.fromstring(feed.encode()).tag.endswith("feed")


def test_a_failure_looks_like_the_site(client: FlaskClient) -> None:
    page = html.document_fromstring(
        client.post("/topics/alliance/", headers={"Sec-Fetch-Site": "same-origin"}).data
    )
    assert page.xpath("//link[@rel='stylesheet']/@href") == ["../../static/site.css"]
    assert words(page.xpath("//h1")[0]) == "This request is not understood"


@pytest.mark.parametrize("name", ["new", "view", "Über uns", "a.b"])
def test_a_list_of_any_name_has_its_page_and_downloads(small: KnowledgeBase, name: str) -> None:
    folder = small.root / "data" / "reading-lists"
    folder.mkdir()
    text = "title: A list of ours\nsections:\n  - heading: One\n    items:\n      - reference: one2020\n"
    (folder / f"{name}.yaml").write_text(text)
    small.build()
    client = create_app(small).test_client()
    (link,) = parsed(client, "/lists/").xpath("//ul[@class='cards']//a/@href")
    address = f"/{link.removeprefix('../')}"
    assert words(parsed(client, address).xpath("//h1")[0]) == "A list of ours"
    downloads = parsed(client, address).xpath("//div[@class='downloads']//a/@href")
    for one in downloads:
        if not one.endswith((".ris", ".md", ".imscc")):
            continue
        answer = client.get("/" + one.lstrip("./"))
        assert answer.status_code == 200, one
        answer.headers["Content-Disposition"].encode("ascii")


def test_works_side_by_side_are_downloaded(client: FlaskClient) -> None:
    page = parsed(client, "/compare/?keys=webb2010therapist,elliott2018therapist")
    links = page.xpath("//div[@class='downloads']//a/@href")
    (table,) = [link for link in links if ".csv" in link]
    answer = client.get("/" + table.lstrip("./"))
    assert answer.mimetype == "text/csv"
    assert "Webb et al. (2010)" in answer.get_data(as_text=True)
    (word,) = [link for link in links if ".docx" in link]
    assert client.get("/" + word.lstrip("./")).data.startswith(b"PK")
    for keys in ("", ",,", "nobody2020", "..%2f..%2fetc"):
        assert client.get(f"/compare/compare.csv?keys={keys}").status_code == 404
    assert client.get("/compare/compare.exe?keys=webb2010therapist").status_code == 404


def test_a_search_without_an_answer_says_where_to_look(client: FlaskClient) -> None:
    page = parsed(client, "/search/?q=qqqqqqxz")
    assert page.get_element_by_id("main").xpath(".//a/@href") == ["../topics/", "../authors/"]


def test_an_empty_library_says_so(tmp_path) -> None:
    (tmp_path / "empty" / "data").mkdir(parents=True)
    (tmp_path / "empty" / "data" / "references.bib").write_text("")
    opened = pprkb.open(tmp_path / "empty")
    opened.build()
    client = create_app(opened).test_client()
    assert "There are no articles yet." in words(parsed(client, "/articles/").xpath("//main")[0])
    for address in ("/topics/", "/types/", "/kinds/", "/years/", "/months/", "/authors/"):
        assert "There are none yet." in words(parsed(client, address).xpath("//main")[0])
    home = parsed(client, "/")
    assert [words(one) for one in home.xpath("//main//h2")] == ["Reading lists"]
    assert home.xpath("//p[@class='lead']") == []
    for address in ("/", "/feed.xml", "/effect-sizes/", "/lists/", "/about/", "/retractions/"):
        assert client.get(address).status_code == 200


def test_a_word_that_is_nowhere_is_answered_by_what_may_be_meant(client: FlaskClient) -> None:
    page = client.get("/search/?q=empahty").get_data(as_text=True)
    assert "with what may be meant" in page
    assert "did you mean" in page
    assert "elliott2011empathy" in page


@pytest.mark.parametrize(
    ("items", "note"),
    [
        ("", ""),
        ("- {item: A film}", "hold the publications alone, without 1 other item."),
        ("- {item: A film}\n      - {item: A talk}", "without 2 other items."),
    ],
    ids=["none", "one", "two"],
)
def test_a_list_says_what_its_records_leave_out(
    small: KnowledgeBase, items: str, note: str
) -> None:
    path = small.root / "data" / "reading-lists" / "films.yaml"
    path.parent.mkdir()
    path.write_text(
        f"title: Films\nsections:\n  - heading: One\n    items:\n      - {{reference: one2020}}\n"
        f"      {items}\n",
        encoding="utf-8",
    )
    small.build()
    page = create_app(small).test_client().get("/lists/films/").text
    assert note in page
    assert ("hold the publications alone" in page) is bool(note)


def test_titles_and_descriptions_tell_pages_apart(static: FlaskClient) -> None:
    listed = etree.fromstring(static.get("/sitemap.xml").data)
    paths = [
        one.text.partition("//")[2].partition("/")[2] for one in listed.iterfind("{*}url/{*}loc")
    ]
    told: dict[tuple[str, str], str] = {}
    for path in paths:
        page = parsed(static, f"/{path}")
        title = words(page.xpath("//head/title")[0])
        (description,) = page.xpath("//head/meta[@name='description']/@content")
        assert description.strip(), path
        assert told.setdefault((title, ""), path) == path
        assert told.setdefault((description, "described"), path) == path
        assert page.xpath("//head/meta[@property='og:description']/@content") == [description]
        assert title.startswith(page.xpath("//head/meta[@property='og:title']/@content")[0])


def test_the_front_page_counts_as_the_pages_it_leads_to(client: FlaskClient) -> None:
    page = parsed(client, "/")
    for link in page.xpath("//section[@aria-labelledby='by-type']//li/a"):
        count = words(link.getnext())
        there = parsed(client, f"/{link.get('href').removeprefix('./')}")
        assert words(there.get_element_by_id("articles")).split()[0] == count


@pytest.mark.parametrize("address", ["", "search/", "search/?q=empathy", "articles/"])
def test_a_page_has_one_box_to_search(client: FlaskClient, address: str) -> None:
    assert len(parsed(client, f"/{address}").xpath("//input[@name='q']")) == 1


def test_months_name_their_summaries(client: FlaskClient) -> None:
    page = parsed(client, "/months/")
    (month,) = page.xpath("//li[a='September 2015']")
    assert [words(one) for one in month.xpath("ul/li")] == ["Is therapeutic alliance important?"]


def test_what_it_means_for_practice_comes_before_the_numbers(client: FlaskClient) -> None:
    page = parsed(client, "/articles/webb2010therapist/")
    headings = [words(one) for one in page.xpath("//h2")]
    assert headings.index("Practice implications") < headings.index("Effect sizes")


@pytest.mark.parametrize(
    ("key", "heading"),
    [("baldwin2013therapist", "Authors and editors"), ("webb2010therapist", "Authors")],
)
def test_editors_are_not_called_authors(client: FlaskClient, key: str, heading: str) -> None:
    assert words(parsed(client, f"/articles/{key}/").get_element_by_id("people")) == heading


@pytest.mark.parametrize("address", EVERY)
def test_a_section_has_a_heading(client: FlaskClient, address: str) -> None:
    for section in parsed(client, address).xpath("//section"):
        assert section.xpath(".//h2 | .//h3 | .//h4") or section.get("aria-label"), address


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/topics/empathy/", ["Effect sizes"]),
        ("/articles/wampold2015great/", ["Effect sizes", "Effect sizes (2)"]),
        ("/compare/?keys=webb2010therapist,elliott2018therapist", ["Compare works"]),
    ],
)
def test_a_table_is_named_by_the_heading_above(
    client: FlaskClient, address: str, names: list[str]
) -> None:
    tables = parsed(client, address).xpath("//div[@class='table']")
    assert [one.get("aria-label") for one in tables] == names


def test_an_article_leads_to_its_downloads_from_the_top(client: FlaskClient) -> None:
    page = parsed(client, "/articles/webb2010therapist/")
    (link,) = page.xpath("//section[@class='reference']//a[@class='button']")
    assert page.get_element_by_id(link.get("href").removeprefix("#")) is not None


def test_many_people_are_on_several_pages_with_all_letters_on_each(
    small: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (small.root / "data" / "references.bib").open("a", encoding="utf-8") as bibliography:
        for number, name in enumerate(("Abel, X.", "Aoki, X.", "Özil, X.", "Zorn, X.", "王, 明")):
            bibliography.write(
                f"@book{{more{number}, author={{{name}}}, title={{T {number}}},"
                " publisher={P}, year={2020}}\n"
            )
    for module in (browse, inventory):
        monkeypatch.setattr(module, "PEOPLE_PER_PAGE", 3)
    small.build()
    client = create_app(small).test_client()
    pages = [client.get(f"/authors/{one}") for one in ("", "page/2/", "page/3/", "page/4/")]
    assert [one.status_code for one in pages] == [200, 200, 200, 404]
    parsed = [html.document_fromstring(one.text) for one in pages[:3]]
    names = [page.xpath("//ul[contains(@class, 'wide')]/li/a/text()") for page in parsed]
    assert names == [
        ["王 明", "Abel, X.", "Aoki, X."],
        ["One, A. B.", "Other, Z.", "Özil, X."],
        ["Two, B.", "Zorn, X."],
    ]
    letters = [page.xpath("//nav[@aria-label='Letters']/a") for page in parsed]
    assert [[one.text for one in own] for own in letters] == [["#", "A", "O", "T", "Z"]] * 3
    there = [urljoin("/authors/page/2/", one.get("href")) for one in letters[1]]
    first, third = "/authors/#", "/authors/page/3/#letter-"
    own = "/authors/page/2/#letter-o"
    assert there == [f"{first}other", f"{first}letter-a", own, f"{third}t", f"{third}z"]
    assert publish(small, tmp_path / "site").problems == ()
    for number in (2, 3):
        there = tmp_path / "site" / "authors" / "page" / str(number) / "index.html"
        assert f"Page {number} of 3" in there.read_text(encoding="utf-8")


def test_a_number_in_two_languages_is_one_link(client: FlaskClient) -> None:
    page = parsed(client, "/fr/articles/webb2010therapist/")
    (cell,) = page.xpath("//td[contains(., 'décrit comme')]")
    (link,) = cell.xpath("a")
    assert words(link) == "décrit comme « larger »"
    assert [words(one) for one in link.xpath("span[@lang='en']")] == ["larger"]
