"""What reference managers and search engines read of a page."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

import pprkb
from pprkb.knowledge_base import KnowledgeBase
from pprkb.web.app import create_app

ROOT = Path(__file__).resolve().parents[2]

EXAMPLES = {
    "article": (
        r"""
        @article{article, author={van der Meer, Jan and {World Health Organization}},
          title={A trial of empathy in {PTSD}}, journal={Journal of Trials}, year={2023},
          month=may, day={17}, volume={3}, number={2}, pages={e12--e20}, doi={10.1000/one},
          pmid={123}, issn={1234-5678}, langid={english}}
        """,
        """
        citation_title = A trial of empathy in PTSD
        citation_author = van der Meer, Jan
        citation_author = World Health Organization,
        citation_publication_date = 2023/05/17
        citation_journal_title = Journal of Trials
        citation_volume = 3
        citation_issue = 2
        citation_firstpage = e12
        citation_lastpage = e20
        citation_doi = 10.1000/one
        citation_issn = 1234-5678
        citation_pmid = 123
        citation_language = en
        citation_public_url = https://doi.org/10.1000/one
        DC.title = A trial of empathy in PTSD
        DC.creator = van der Meer, Jan
        DC.creator = World Health Organization
        DC.date = 2023-05-17
        DC.identifier = https://doi.org/10.1000/one
        DC.language = en
        """,
        "ScholarlyArticle",
    ),
    "book": (
        r"""
        @book{book, author={Wampold, Bruce E.}, title={The great debate}, edition={2},
          publisher={Routledge}, location={New York}, year={2015}, pagetotal={323},
          isbn={9780805857092}}
        """,
        """
        citation_title = The great debate
        citation_author = Wampold, Bruce E.
        citation_publication_date = 2015
        z.itemType = book
        citation_publisher = Routledge
        citation_isbn = 9780805857092
        z.edition = 2
        z.place = New York
        z.numPages = 323
        DC.title = The great debate
        DC.creator = Wampold, Bruce E.
        DC.date = 2015
        """,
        "Book",
    ),
    "chapter": (
        r"""
        @incollection{chapter, author={Two, Ben}, editor={Barkham, Michael and Lutz, Wolfgang},
          title={Therapist effects}, booktitle={Handbook of change}, publisher={Wiley},
          address={Hoboken, NJ}, year={2013}, pages={259--297}, isbn={9781118038208}}
        """,
        """
        citation_title = Therapist effects
        citation_author = Two, Ben
        citation_editor = Barkham, Michael
        citation_editor = Lutz, Wolfgang
        citation_publication_date = 2013
        citation_inbook_title = Handbook of change
        citation_book_title = Handbook of change
        citation_publisher = Wiley
        citation_firstpage = 259
        citation_lastpage = 297
        citation_isbn = 9781118038208
        z.place = Hoboken, NJ
        DC.title = Therapist effects
        DC.creator = Two, Ben
        DC.date = 2013
        """,
        "Chapter",
    ),
    "report": (
        r"""
        @techreport{report, author={{National Institute for Health}}, title={Depression in adults},
          institution={NICE}, number={NG222}, year={2022}, url={https://www.nice.org.uk/ng222}}
        """,
        """
        citation_title = Depression in adults
        citation_author = National Institute for Health,
        citation_publication_date = 2022
        citation_technical_report_institution = NICE
        citation_technical_report_number = NG222
        citation_public_url = https://www.nice.org.uk/ng222
        DC.title = Depression in adults
        DC.creator = National Institute for Health
        DC.date = 2022
        DC.identifier = https://www.nice.org.uk/ng222
        """,
        "Report",
    ),
    "thesis": (
        r"""
        @phdthesis{thesis, author={Three, Cleo}, title={Wirkfaktoren}, langid={german},
          school={University of Ottawa}, year={2019}}
        """,
        """
        citation_title = Wirkfaktoren
        citation_author = Three, Cleo
        citation_publication_date = 2019
        citation_dissertation_institution = University of Ottawa
        citation_dissertation_name = Doctoral dissertation
        citation_language = de-DE
        DC.title = Wirkfaktoren
        DC.creator = Three, Cleo
        DC.date = 2019
        DC.language = de-DE
        """,
        "Thesis",
    ),
    "conference": (
        r"""
        @inproceedings{conference, author={Four, Dana}, title={Feedback by machine},
          booktitle={Proceedings of a workshop}, eventtitle={Fifth Workshop on Feedback},
          publisher={ACL}, year={2021}, pages={10--19}}
        """,
        """
        citation_title = Feedback by machine
        citation_author = Four, Dana
        citation_publication_date = 2021
        citation_inbook_title = Proceedings of a workshop
        citation_conference_title = Fifth Workshop on Feedback
        citation_publisher = ACL
        citation_firstpage = 10
        citation_lastpage = 19
        DC.title = Feedback by machine
        DC.creator = Four, Dana
        DC.date = 2021
        """,
        "ScholarlyArticle",
    ),
    "preprint": (
        r"""
        @online{preprint, author={Five, Eve}, title={Early results}, eprinttype={PsyArXiv},
          eprint={abc12}, doi={10.31234/osf.io/abc12}, year={2024}, pubstate={preprint}}
        """,
        """
        citation_title = Early results
        citation_author = Five, Eve
        citation_publication_date = 2024
        DC.type = preprint
        citation_publisher = PsyArXiv
        citation_doi = 10.31234/osf.io/abc12
        citation_public_url = https://doi.org/10.31234/osf.io/abc12
        DC.title = Early results
        DC.creator = Five, Eve
        DC.date = 2024
        DC.identifier = https://doi.org/10.31234/osf.io/abc12
        """,
        "ScholarlyArticle",
    ),
    "website": (
        r"""
        @online{website, author={{World Health Organization}}, title={Depression},
          organization={WHO}, date={2023-03-31}, url={https://www.who.int/depression}}
        """,
        """
        citation_title = Depression
        citation_author = World Health Organization,
        citation_publication_date = 2023/03/31
        z.itemType = webpage
        citation_publisher = WHO
        citation_public_url = https://www.who.int/depression
        DC.title = Depression
        DC.creator = World Health Organization
        DC.date = 2023-03-31
        DC.identifier = https://www.who.int/depression
        """,
        "WebPage",
    ),
}
"""By key: an entry, the tags of its page in order, and its type in schema.org."""


def library_of(folder: Path, references: str) -> KnowledgeBase:
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "references.bib").write_text(references, encoding="utf-8")
    for name in ("topics.yaml", "research-types.yaml"):
        shutil.copy(ROOT / "data" / name, folder / "data" / name)
    opened = pprkb.open(folder)
    opened.build()
    return opened


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("kinds") / "library"
    library = library_of(folder, "\n".join(entry for entry, _, _ in EXAMPLES.values()))
    return create_app(library).test_client()


def page_of(client: FlaskClient, address: str) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.document_fromstring(answer.get_data(as_text=True))


def schema_of(page: html.HtmlElement) -> dict[str, object]:
    (script,) = page.xpath("//script[@type='application/ld+json']")
    return json.loads(script.text)


@pytest.mark.parametrize("key", EXAMPLES)
def test_a_reference_manager_reads_every_kind_of_work(kinds: FlaskClient, key: str) -> None:
    _, expected, _ = EXAMPLES[key]
    page = page_of(kinds, f"/articles/{key}/")
    tags = [
        f"{one.get('name')} = {one.get('content')}"
        for one in page.xpath("//head/meta[@name]")
        if one.get("name").startswith(("citation_", "DC.", "z."))
    ]
    assert tags == [line.strip() for line in expected.strip().splitlines()]


@pytest.mark.parametrize("key", EXAMPLES)
def test_a_search_engine_reads_what_kind_of_work_it_is(kinds: FlaskClient, key: str) -> None:
    told = schema_of(page_of(kinds, f"/articles/{key}/"))
    assert told["@context"] == "https://schema.org"
    assert told["@type"] == EXAMPLES[key][2]
    assert all(told.values()), "a member says nothing"


def test_a_search_engine_reads_whole_names(kinds: FlaskClient) -> None:
    assert schema_of(page_of(kinds, "/articles/article/"))["author"] == [
        {"@type": "Person", "familyName": "van der Meer", "givenName": "Jan"},
        {"@type": "Organization", "name": "World Health Organization"},
    ]
    assert schema_of(page_of(kinds, "/articles/chapter/"))["editor"] == [
        {"@type": "Person", "familyName": "Barkham", "givenName": "Michael"},
        {"@type": "Person", "familyName": "Lutz", "givenName": "Wolfgang"},
    ]


@pytest.mark.parametrize(
    ("address", "works"),
    [
        pytest.param("/articles/", 25, id="articles"),
        pytest.param("/lists/therapeutic-alliance/", 14, id="a reading list"),
        pytest.param("/months/2015-12/", 1, id="a month"),
        pytest.param("/compare/?keys=webb2010therapist,elliott2018therapist", 2, id="compared"),
        # The work itself is in the tags; the works that it cites would be taken for it.
        pytest.param("/articles/wampold2015great/", 0, id="an article that cites others"),
        pytest.param("/articles/webb2010therapist/", 0, id="an article"),
    ],
)
def test_lists_have_data_of_each_work_and_articles_have_none(
    client: FlaskClient, address: str, works: int
) -> None:
    assert len(page_of(client, address).xpath("//span[@class='Z3988']")) == works


def test_a_title_cannot_end_what_it_stands_in(tmp_path: Path) -> None:
    title = "</script><!-- <b>\"x\" & 'y' \u2028 --> ]]>"
    library = library_of(
        tmp_path / "hostile",
        f"@article{{one, author={{A, B}}, journal={{</title><script>}}, year={{2020}},"
        f" title={{{{{title}}}}}}}",
    )
    page = create_app(library).test_client().get("/articles/one/").get_data(as_text=True)
    read = html.document_fromstring(page)
    assert len(read.xpath("//script")) == 2, "its data and the script of the site"
    told = schema_of(read)
    assert str(told["name"]).startswith("</script>")
    assert told["isPartOf"] == {"@type": "CreativeWork", "name": "</title><script>"}
    (tag,) = read.xpath("//meta[@name='citation_title']/@content")
    assert tag == told["name"]


def test_a_search_engine_reads_the_summaries_of_a_work(small: KnowledgeBase) -> None:
    client = create_app(small, base_url="https://example.org/kb/").test_client()
    assert schema_of(page_of(client, "/articles/one2020/"))["subjectOf"] == [
        {
            "@type": "Article",
            "headline": "Does empathy help?",
            "datePublished": "2024-03",
            "inLanguage": "en",
            "isBasedOn": "https://doi.org/10.1000/one",
            "url": "https://example.org/kb/articles/one2020/",
        }
    ]


@pytest.mark.parametrize("prefix", ["", "fr/"])
@pytest.mark.parametrize(
    ("address", "about"),
    [
        ("topics/empathy/", {"": "Empathy", "fr/": "Empathie"}),
        ("lists/therapeutic-alliance/", None),
    ],
)
def test_a_search_engine_reads_which_works_a_page_lists(
    client: FlaskClient, prefix: str, address: str, about: dict[str, str] | None
) -> None:
    told = schema_of(page_of(client, f"/{prefix}{address}"))
    assert told["@type"] == "CollectionPage"
    assert told["url"] == f"https://example.org/kb/{prefix}{address}"
    assert told.get("about") == (about and {"@type": "DefinedTerm", "name": about[prefix]})
    items = told["mainEntity"]["itemListElement"]
    assert [one["position"] for one in items] == list(range(1, len(items) + 1))
    for one in items:
        assert one["name"]
        there = one["url"].removeprefix("https://example.org/kb")
        assert client.get(there).status_code == 200


@pytest.mark.parametrize(("address", "language"), [("/", "en"), ("/fr/", "fr-CA")])
def test_a_search_engine_reads_what_the_site_is(
    client: FlaskClient, address: str, language: str
) -> None:
    told = schema_of(page_of(client, address))
    assert (told["@type"], told["inLanguage"]) == ("WebSite", language)
    assert told["url"] == f"https://example.org/kb{address}"
