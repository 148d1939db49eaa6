"""Courses: links through a library's proxy, how much there is to read, what is no publication."""

import csv
import io
import json
import re
import zipfile

import pytest
from click.testing import CliRunner

from pprkb.assistant.answers import reading_list
from pprkb.check.rules import findings
from pprkb.cli.main import program
from pprkb.documents.course import ReadingLoad, count_pages, load_in_words
from pprkb.documents.proxy import through_proxy
from pprkb.files.folder import scan
from pprkb.files.read.load import load_library
from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.citation import Style
from pprkb.model.problem import Rule
from tests.libraries_of_tests import made_library

BIB = """\
@article{sold, author={Able, A.}, title={Sold}, journal={J}, year=2001, volume=1, pages={10--19},
  doi={10.1000/x(1)<2>}}
@article{free, author={Baker, B.}, title={Free}, journal={Frontiers}, year=2002,
  doi={10.3389/f.1}, eid={e12345}}
@book{whole, author={Cole, C.}, title={Whole}, publisher={P}, year=2003, pagetotal=320,
  url={https://books.example.com/whole?a=b&c=d}}
@online{site, author={{World Health Organization}}, title={Site}, year=2004,
  url={https://www.example.org/site}}
@article{cited, author={Dunn, D.}, title={Cited}, journal={J}, year=2005, doi={10.1000/cited}}
"""
LIST = """\
title: Course
course: {code: PSY 1}
style: apa
proxy: https://login.proxy.example.edu/login?url=
load: pages
sections:
  - heading: Week 1
    items:
      - reference: sold
        importance: essential
        note: See [the data](https://doi.org/10.1000/data) and [my site](https://me.example.org/).
      - item: "Watch: Three sessions"
        link: https://video.example.org/w?v=1&t=2
        kind: Video
        importance: essential
        note: As [@cited] says.
      - reference: free
      - reference: whole
        importance: further
        pages: xi–xii, 1-40
  - heading: Week 2
    items:
      - item: Hand in one page
      - reference: site
"""
PROXY = "https://login.proxy.example.edu/login?url="


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    made_library(root, {"references.bib": BIB, "reading-lists/course.yaml": LIST})
    return KnowledgeBase(root, root / "pprkb.db")


def written(base, to, **more):
    return base.reading_list("course", **more).write(to)


# -- the proxy -------------------------------------------------------------------------------------

SOLD = "https://doi.org/10.1000/x(1)%3C2%3E"


@pytest.mark.parametrize(
    ("proxy", "there"),
    [
        pytest.param(
            "https://login.p.edu/login?url=", f"https://login.p.edu/login?url={SOLD}", id="EZproxy"
        ),
        pytest.param(
            "https://p.edu/login?qurl=",
            "https://p.edu/login?qurl=https%3A%2F%2Fdoi.org%2F10.1000%2Fx%281%29%253C2%253E",
            id="EZproxy, encoded",
        ),
        pytest.param(
            "https://go.openathens.net/redirector/p.edu?url=",
            "https://go.openathens.net/redirector/p.edu?url="
            "https%3A%2F%2Fdoi.org%2F10.1000%2Fx%281%29%253C2%253E",
            id="OpenAthens",
        ),
    ],
)
def test_an_address_stands_behind_the_proxy_as_it_takes_it(proxy, there):
    assert through_proxy(SOLD, proxy) == there


@pytest.mark.parametrize(
    ("text", "address"),
    [
        pytest.param("https://doi.org/10.1000/x(1)<2>", PROXY + SOLD, id="a DOI"),
        pytest.param(
            "https://books.example.com/whole?a=b&c=d",
            f"{PROXY}https://books.example.com/whole?a=b&c=d",
            id="the address of a book",
        ),
        pytest.param("the data", f"{PROXY}https://doi.org/10.1000/data", id="a DOI in a note"),
        pytest.param(
            "https://doi.org/10.1000/cited",
            f"{PROXY}https://doi.org/10.1000/cited",
            id="a work that is only cited",
        ),
        pytest.param(
            "https://doi.org/10.3389/f.1", "https://doi.org/10.3389/f.1", id="an open journal"
        ),
        pytest.param("https://www.example.org/site", "https://www.example.org/site", id="a site"),
        pytest.param("my site", "https://me.example.org/", id="an address in a note"),
        pytest.param(
            "https://video.example.org/w?v=1&t=2",
            "https://video.example.org/w?v=1&t=2",
            id="what is no publication",
        ),
    ],
)
def test_links_lead_through_the_proxy_and_print_as_before(base, text, address):
    html = written(base, "html").decode()
    escaped = [
        one.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        for one in (text, address)
    ]
    links = re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', html)
    assert (escaped[1], escaped[0]) in links


@pytest.mark.parametrize("to", ["bibtex", "biblatex", "ris", "csl-json", "csv", "json"])
def test_no_proxy_is_in_records(base, to):
    assert b"proxy" not in written(base, to)


def test_plain_text_prints_an_address_as_the_style_does(base):
    text = written(base, "text").decode()
    assert "https://doi.org/10.1000/x(1)<2> [essential]\n" in text
    assert text.count("proxy") == 1
    assert f"See the data\n    <{PROXY}https://doi.org/10.1000/data>" in text


def test_a_list_without_a_proxy_links_to_the_works_themselves(tmp_path):
    text = LIST.replace(f"proxy: {PROXY}\n", "")
    made_library(tmp_path, {"references.bib": BIB, "reading-lists/course.yaml": text})
    html = written(KnowledgeBase(tmp_path, tmp_path / "pprkb.db"), "html").decode()
    assert "proxy" not in html
    assert 'href="https://doi.org/10.1000/cited"' in html


# -- how much there is to read ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "singly", "pages"),
    [
        pytest.param("270–277", False, 8, id="a range"),
        pytest.param("252--60", False, 9, id="a short end"),
        pytest.param("S12-S19", False, 8, id="with a letter"),
        pytest.param("S12–19", False, 8, id="with a letter once"),
        pytest.param("xi–xx, 1-30", False, 40, id="Roman numbers"),
        pytest.param("101-105, 110", False, 6, id="a page more"),
        pytest.param("e12345", False, None, id="an article number"),
        pytest.param("12345", False, None, id="a number alone"),
        pytest.param("45", True, 1, id="one page is asked for"),
        pytest.param("277-270", False, None, id="backwards"),
        pytest.param("A1–B9", False, None, id="two letters"),
        pytest.param("12+", False, None, id="open"),
        pytest.param("1-999999999", False, None, id="no work is so long"),
        pytest.param("", False, None, id="nothing"),
    ],
)
def test_pages_are_counted_where_they_can_be(printed, singly, pages):
    assert count_pages(printed, singly=singly) == pages


@pytest.mark.parametrize(
    ("load", "words"),
    [
        pytest.param(ReadingLoad(), "", id="nothing to read"),
        pytest.param(
            ReadingLoad(pages=64, works=5, unknown=2, by_importance={"": 64}),
            "Reading: about 64 pages (2 works of unknown length)",
            id="some unknown",
        ),
        pytest.param(
            ReadingLoad(
                pages=64, works=3, unknown=1, by_importance={"essential": 24, "further": 40}
            ),
            "Reading: about 64 pages (24 essential, 40 further; 1 work of unknown length)",
            id="by importance",
        ),
        pytest.param(
            ReadingLoad(pages=1, works=1, by_importance={"essential": 1}),
            "Reading: about 1 page",
            id="one page",
        ),
        pytest.param(
            ReadingLoad(works=2, unknown=2), "Reading: 2 works of unknown length", id="all unknown"
        ),
    ],
)
def test_the_load_in_words(load, words):
    assert load_in_words(load) == words


def test_each_week_says_what_there_is_to_read(base):
    lines = [line for line in written(base, "text").decode().splitlines() if "Reading:" in line]
    assert lines == [
        "Reading: about 52 pages (10 essential, 42 further; 1 work of unknown length)",
        "Reading: 1 work of unknown length",
    ]
    assert "    Read pp. xi–xii, 1–40.\n" in written(base, "text").decode()


def test_without_a_wish_the_load_is_in_json_alone(tmp_path):
    text = LIST.replace("load: pages\n", "")
    made_library(tmp_path, {"references.bib": BIB, "reading-lists/course.yaml": text})
    made = KnowledgeBase(tmp_path, tmp_path / "pprkb.db")
    assert b"Reading:" not in written(made, "text")
    first, _ = json.loads(written(made, "json"))["sections"]
    assert first["reading"] == {
        "pages": 52,
        "works": 3,
        "works_of_unknown_length": 1,
        "pages_by_importance": {"essential": 10, "further": 42},
    }


def test_in_french(base):
    text = written(base, "text", style=Style("apa", "fr-CA")).decode()
    said = " ".join(text.replace("\u00a0", " ").split())
    assert (
        "À lire : environ 52 pages (essentiel : 10, pour aller plus loin : 42;"
        " 1 publication de longueur inconnue)"
    ) in said
    assert "Lire les p. xi‑xii, 1‑40." in said
    assert f"{WATCH} [vidéo]. https://video.example.org" in said


# -- what is no publication ------------------------------------------------------------------------

WATCH = "Watch: Three sessions"


@pytest.mark.parametrize(
    ("to", "printed"),
    [
        ("text", f"{WATCH} [Video]. https://video.example.org/w?v=1&t=2 [essential]"),
        ("markdown", f"- {WATCH} \\[Video\\]. [https://video.example.org/w?v=1"),
        ("html", f"{WATCH} [Video]. "),
        ("html-fragment", f"{WATCH} [Video]. "),
        ("latex", f"{WATCH} "),
    ],
)
def test_it_stands_among_the_works(base, to, printed):
    text = written(base, to).decode()
    assert printed in text
    assert text.index("Sold") < text.index(WATCH) < text.index("Free")
    assert "Hand in one page" in text
    assert "As (Dunn, 2005) says." in re.sub("</?em>", "", text)


def test_golden_course(base, golden):
    golden("course/course.txt", written(base, "text"))
    golden("course/course.fragment.html", written(base, "html-fragment"))


def test_in_a_cartridge_it_is_a_link_of_its_module(base):
    with zipfile.ZipFile(io.BytesIO(written(base, "imscc"))) as archive:
        links = {
            re.search("<title>(.*?)</title>", text)[1]: re.search('url href="(.*?)"', text)[1]
            for name in archive.namelist()
            if "link" in name and (text := archive.read(name).decode())
        }
        manifest = archive.read("imsmanifest.xml").decode()
    assert links[f"{WATCH} [Video] [essential]"] == "https://video.example.org/w?v=1&amp;t=2"
    assert links["Able (2001): Sold [essential]"] == PROXY + SOLD
    assert not [title for title in links if "Hand in" in title]
    titles = re.findall("<title>(.*?)</title>", manifest)
    first = titles.index("Able (2001): Sold [essential]")
    assert titles[first + 1 : first + 4] == [
        f"{WATCH} [Video] [essential]",
        "Baker (2002): Free",
        "Cole (2003): Whole [further]",
    ]


def test_in_json_and_csv_it_is_among_the_works(base):
    first, second = json.loads(written(base, "json"))["sections"]
    assert [one.get("key") or one["item"] for one in first["items"]] == [
        "sold",
        WATCH,
        "free",
        "whole",
    ]
    assert second["items"][0] == {
        "item": "Hand in one page",
        "kind": None,
        "link": None,
        "importance": None,
        "note": "",
    }
    rows = list(csv.DictReader(io.StringIO(written(base, "csv").decode("utf-8-sig"))))
    assert [row["title"] for row in rows] == [
        "Sold",
        WATCH,
        "Free",
        "Whole",
        "Hand in one page",
        "Site",
    ]
    assert (rows[1]["key"], rows[1]["type"]) == ("", "video")
    assert rows[1]["url"] == "https://video.example.org/w?v=1&t=2"
    assert rows[1]["note"] == "As (Dunn, 2005) says."
    assert rows[3]["pages to read"] == "xi–xii, 1-40"


@pytest.mark.parametrize(
    ("to", "said"),
    [("ris", "left out 2 items that are not publications\n"), ("csv", "")],
)
def test_programs_for_references_get_works_alone(base, to, said):
    arguments = ["--library", str(base.root), "reading-list", "course", "--to", to]
    result = CliRunner().invoke(program, arguments)
    assert result.exit_code == 0
    assert result.stderr == said
    assert ("Hand in" in result.stdout) == (not said)


def test_an_assistant_is_told_of_it(base):
    first, second = reading_list(base, "course").parts
    assert first.others == [f"{WATCH} https://video.example.org/w?v=1&t=2"]
    assert second.others == ["Hand in one page"]


def test_a_copy_keeps_it_and_no_pin_touches_it(tmp_path):
    text = LIST.replace("      - reference: site", "      - match: cited\n      - reference: site")
    made_library(tmp_path, {"references.bib": BIB, "reading-lists/course.yaml": text})
    for arguments in (["copy", "course", "next"], ["pin", "next"]):
        command = ["--library", str(tmp_path), "reading-list", *arguments]
        result = CliRunner().invoke(program, command)
        assert result.exit_code == 0, result.output
    copied = (tmp_path / "data/reading-lists/next.yaml").read_text(encoding="utf-8")
    assert copied == text.replace(
        "      - match: cited\n", "      - match: cited\n        pinned: [cited]\n"
    )


# -- what is wrong ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        pytest.param(
            PROXY, "http://p.edu/login?url=", 4, "is not the address of a proxy", id="without https"
        ),
        pytest.param(PROXY, "p.edu", 4, "is not the address of a proxy", id="a host alone"),
        pytest.param(
            PROXY,
            "https://p.edu/login",
            4,
            "is not the address of a proxy",
            id="no place for a work",
        ),
        pytest.param("load: pages", "load: words", 5, "is not a known load", id="another load"),
        pytest.param(
            "https://video.example.org/w?v=1&t=2",
            "javascript:alert(1)",
            13,
            "is not a web address",
            id="a link to a program",
        ),
        pytest.param("kind: Video", "kind: vdieo", 14, "is not a known kind", id="another kind"),
        pytest.param(
            "xi–xii, 1-40", "chapter 2", 20, '"pages: chapter 2" are not pages', id="a chapter"
        ),
        pytest.param(
            "kind: Video", "topic: x", 14, 'an item has no field "topic"', id="also a question"
        ),
        pytest.param(
            "item: Hand in one page", "item:", 23, 'an item needs the field "item"', id="no words"
        ),
    ],
)
def test_a_mistake_is_a_problem_with_its_line(tmp_path, old, new, line, message):
    text = LIST.replace(old, new)
    made_library(tmp_path, {"references.bib": BIB, "reading-lists/course.yaml": text})
    (problem,) = load_library(scan(tmp_path)).problems
    assert (problem.at.line, message in problem.message) == (line, True), problem


def test_pages_that_end_before_they_begin_are_named(tmp_path):
    text = LIST.replace("xi–xii, 1-40", "xi–xii, 40-39; 271-3")
    made_library(tmp_path, {"references.bib": BIB, "reading-lists/course.yaml": text})
    problems = findings(load_library(scan(tmp_path))).problems
    (said,) = [str(one) for one in problems if one.rule is Rule.REVERSED_PAGES]
    assert "the pages 40-39 of" in said
