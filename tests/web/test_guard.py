"""What a hostile request gets."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from flask.testing import FlaskClient
from lxml import etree, html

from pprkb.knowledge_base import KnowledgeBase
from pprkb.web.app import create_app
from pprkb.web.downloads import of_own_lists


@pytest.mark.parametrize(
    "address",
    [
        "/static/../../pyproject.toml",
        "/static/..%2f..%2fpyproject.toml",
        "/static/%2e%2e/%2e%2e/pyproject.toml",
        "/articles/../../etc/passwd",
        "/articles/..%2f..%2fetc%2fpasswd/",
        "/articles/%2e%2e/%2e%2e.ris",
        "/articles/webb2010therapist/..%2f..%2fetc%2fpasswd",
        "/lists/..%2f..%2freferences/..%2freferences.bib",
        "/lists/view/..%2f..%2fetc%2fpasswd?list={}",
        "/topics/..%2f..%2f/..%2f..%2f.docx",
        "/api/v1/articles/..%2f..%2fetc%2fpasswd.json",
        "//evil.example/articles/",
        "/articles/webb2010therapist/webb2010therapist.exe",
        "/articles/webb2010therapist/other.ris",
        "/months/9999-99/",
        "/years/-1/",
        "/static/%252e%252e%252f%252e%252e%252fpyproject.toml",
        "/static/..%5c..%5cpyproject.toml",
        "/static/....//....//pyproject.toml",
        "/static/site.css%00.html",
        "/articles/%252e%252e%252f%252e%252e%252fetc%252fpasswd/",
        "/lists/..%5c..%5creferences/..%5c..%5creferences.bib",
        "/lists/view/..%5c..%5c.ssh%5cid_rsa?list={}",
        "/compare/..%2f..%2fetc%2fpasswd?keys=webb2010therapist",
        "/search/..%2f..%2fetc%2fpasswd?q=empathy",
        "/authors/..%2f..%2f/..%2f..%2f.ris",
        "/api/v1/articles/%2e%2e%2f%2e%2e%2fetc%2fpasswd.json",
        "/api/v1/../../pyproject.toml",
    ],
)
def test_no_part_of_an_address_is_the_name_of_a_file(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in (301, 308, 404, 421)
    assert "evil.example" not in answer.headers.get("Location", "")
    assert b"root:" not in answer.data
    assert b"[project]" not in answer.data


@pytest.mark.parametrize("parameter", ["q", "topic", "type", "year", "page", "keys", "list"])
@pytest.mark.parametrize(
    "value",
    [
        "../../etc/passwd",
        "\x00",
        "a\r\nSet-Cookie: x=1",
        "'\" OR 1=1 --",
        "{{7*7}}",
        "\ud7ff",
        "%",
        "-1",
    ],
)
def test_no_value_of_a_query_breaks_a_page(client: FlaskClient, parameter: str, value: str) -> None:
    for path in ("/articles/", "/search/", "/evidence/", "/compare/", "/lists/view/"):
        answer = client.get(path, query_string={parameter: value})
        assert answer.status_code in (200, 404), path
        assert "Set-Cookie" not in answer.headers


def test_what_is_typed_is_never_a_template(client: FlaskClient) -> None:
    page = client.get("/search/", query_string={"q": "{{1000-7}}"}).get_data(as_text=True)
    assert 'value="{{1000-7}}"' in page
    assert "993" not in page


@pytest.mark.parametrize(
    ("host", "status"),
    [
        pytest.param("127.0.0.1:8000", 200, id="this machine"),
        pytest.param("localhost", 200, id="by name"),
        pytest.param("[::1]:8000", 200, id="IPv6"),
        pytest.param("evil.example", 421, id="another name"),
        pytest.param("127.0.0.1.evil.example:8000", 421, id="a name that begins alike"),
        pytest.param("[::1].evil.example", 421, id="brackets and more"),
        pytest.param("KB.example.org", 200, id="a name that was allowed"),
    ],
)
def test_only_known_hosts_are_answered(library: KnowledgeBase, host: str, status: int) -> None:
    app = create_app(library, hosts=["kb.example.org"])
    assert app.test_client().get("/about/", headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"Sec-Fetch-Site": "same-origin"}, 200, id="from a page of ours"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, 403, id="from another site"),
        pytest.param({"Origin": "http://evil.example"}, 403, id="an older browser, another site"),
        pytest.param({"Origin": "http://localhost"}, 200, id="an older browser"),
    ],
)
def test_another_site_may_send_nothing(
    client: FlaskClient, headers: dict[str, str], status: int
) -> None:
    answer = client.post("/lists/view/", data={"list": "{}"}, headers=headers)
    assert answer.status_code == status


def test_what_is_too_long_is_refused(client: FlaskClient) -> None:
    assert client.get("/search/?q=" + "a" * 8_000).status_code == 200
    assert client.get("/search/?q=" + "a" * 9_000).status_code == 414
    too_much = {"list": "x" * 70_000}
    headers = {"Sec-Fetch-Site": "same-origin"}
    assert client.post("/lists/view/", data=too_much, headers=headers).status_code == 413


@pytest.mark.parametrize("method", ["put", "delete", "patch", "post"])
def test_pages_are_only_read(client: FlaskClient, method: str) -> None:
    assert getattr(client, method)("/articles/").status_code in (403, 405)


@pytest.mark.parametrize("address", ["/", "/articles/nobody/", "/static/site.css", "/feed.xml"])
def test_every_answer_says_what_a_browser_may_do(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "Set-Cookie" not in headers


def test_a_bug_shows_a_page_without_its_inside(
    library: KnowledgeBase, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(library)
    app.add_url_rule("/broken/", "broken", lambda: 1 / 0)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = app.test_client().get("/broken/")
    assert answer.status_code == 500
    assert b"Something went wrong" in answer.data
    assert b"ZeroDivisionError" not in answer.data
    assert "ZeroDivisionError" in caplog.text


SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


def packed_list(title: str, key: str = "webb2010therapist", note: str = "") -> str:
    return json.dumps({"t": title, "i": note, "p": [[title, [[key, "essential", note]]]]})


def test_a_list_that_one_reader_sends_is_shown_to_no_other(client: FlaskClient) -> None:
    sent = {"list": packed_list("My private list")}
    posted = client.post("/lists/view/", data=sent, headers=SAME_SITE)
    assert b"My private list" in posted.data
    assert b"My private list" not in client.get("/lists/view/").data
    assert b"My private list" not in client.post("/lists/view/", headers=SAME_SITE).data


@pytest.mark.parametrize("suffix", [one.suffix for one in of_own_lists()])
def test_no_character_of_a_list_breaks_a_format(client: FlaskClient, suffix: str) -> None:
    hostile = "a\x00b\x0bc\ud800d\uffffe<script>\"'&{{7*7}}\r\nX: y"
    sent = {"list": packed_list(hostile, note=hostile)}
    answer = client.post(f"/lists/view/x{suffix}", data=sent, headers=SAME_SITE)
    assert answer.status_code == 200
    assert answer.data
    page = client.post("/lists/view/", data=sent, headers=SAME_SITE)
    assert page.status_code == 200
    assert b'<script>"' not in page.data


def test_no_key_of_a_list_breaks_its_page(client: FlaskClient) -> None:
    page = client.get("/lists/view/", query_string={"list": packed_list("A", key="\ud800\x00")})
    assert page.status_code == 200
    assert b"there is no reference" in page.data


@pytest.mark.parametrize(
    ("name", "file"),
    [
        pytest.param("x%0d%0aSet-Cookie:%20y", "x-set-cookie-y.ris", id="line ends"),
        pytest.param("%22;%20filename=%22evil", "filename-evil.ris", id="quotes"),
        pytest.param("%e2%80%ae", "~e2~80~ae.ris", id="a change of direction"),
        pytest.param("%5c%5cx", "x.ris", id="backslashes"),
    ],
)
def test_a_list_is_downloaded_under_a_harmless_name(
    client: FlaskClient, name: str, file: str
) -> None:
    answer = client.get(f"/lists/view/{name}.ris", query_string={"list": packed_list("A")})
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{file}"'
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/articles/%00/", id="NUL"),
        pytest.param("/articles/%ff%fe/", id="no UTF-8"),
        pytest.param("/articles/%ed%a0%80/", id="half a character"),
        pytest.param("/articles/a%2fb/", id="a slash"),
        pytest.param("/articles/a%5cb/", id="a backslash"),
        pytest.param("/articles/x%0d%0aSet-Cookie:%20a=b/", id="line ends"),
        pytest.param("/static/%00", id="NUL in the name of a file"),
        pytest.param("/api/v1/articles/%00.json", id="NUL in the API"),
        pytest.param("/topics/%0a/feed.xml", id="a line end in a feed"),
        pytest.param("/articles/page/99999999999999999999/", id="a page of a great number"),
        pytest.param("/articles/page/-1/", id="a page before the first"),
        pytest.param("/" + "../" * 100, id="far above"),
    ],
)
def test_an_address_of_nothing_is_a_page_that_says_so(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Set-Cookie" not in answer.headers
    assert client.head(address).status_code == 404


def test_the_answer_to_a_long_address_is_short(client: FlaskClient) -> None:
    for address in ("/articles/" + "a" * 3_000 + "/", "/articles/" + "a/" * 1_500):
        answer = client.get(address)
        assert answer.status_code == 414
        assert len(answer.data) < 100


@pytest.mark.parametrize(
    ("address", "location"),
    [
        ("/articles", "articles/"),
        ("/articles?topic=alliance", "articles/?topic=alliance"),
        ("/topics/alliance", "../topics/alliance/"),
        ("/articles//webb2010therapist/", "../../../articles/webb2010therapist/"),
    ],
)
def test_a_redirect_names_no_host(client: FlaskClient, address: str, location: str) -> None:
    """A proxy may answer at another scheme and port; what is named would lead past it."""
    answer = client.get(address)
    assert answer.status_code == 308
    assert answer.headers["Location"] == location


def test_no_host_that_was_not_allowed_is_printed(library: KnowledgeBase) -> None:
    client = create_app(library).test_client()
    for address in ("/feed.xml", "/sitemap.xml", "/robots.txt", "/articles", "/"):
        headers = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
        answer = client.get(address, headers=headers)
        assert b"evil.example" not in answer.data
        assert "evil.example" not in str(answer.headers)


def test_what_is_asked_has_few_words(client: FlaskClient) -> None:
    """Each word costs a look at every article, and a prefix many."""
    asked = [f"{letter}{other}*" for letter in "abcde" for other in "abcde"]
    page = client.get("/search/", query_string={"q": " ".join(asked)}).get_data(as_text=True)
    assert f'value="{" ".join(asked[:20])}"' in page


@pytest.mark.parametrize("address", ["/articles/", "/feed.xml", "/static/site.css", "/nothing/"])
def test_head_answers_as_get_does_without_a_body(client: FlaskClient, address: str) -> None:
    whole, head = client.get(address), client.head(address)
    assert head.status_code == whole.status_code
    assert head.data == b""
    assert head.headers["Content-Type"] == whole.headers["Content-Type"]
    assert head.headers["Content-Security-Policy"] == whole.headers["Content-Security-Policy"]


def test_options_and_other_methods_say_what_is_allowed(client: FlaskClient) -> None:
    allowed = {"GET", "HEAD", "OPTIONS"}
    options = client.options("/articles/")
    assert set(options.headers["Allow"].split(", ")) == allowed
    for method in ("TRACE", "PUT", "PROPFIND"):
        answer = client.open("/articles/", method=method, headers=SAME_SITE)
        assert answer.status_code == 405
        assert set(answer.headers["Allow"].split(", ")) == allowed


HOSTILE = """\
@article{one2020,
  author = {One, Ann "B" <script>alert(1)</script>},
  title = {</script><img src=x onerror=alert(1)>" onmouseover="x' ]]> \u202eevil},
  journal = {=cmd|'/c calc'!A1},
  year = {2020},
  doi = {javascript:alert(1)},
  url = {javascript:alert(1)},
  abstract = {]]><script>alert(1)</script>},
}
@book{two:2021,
  author = {+Two, Ben},
  title = {=HYPERLINK("http://evil.example")},
  publisher = {@Press},
  year = {2021},
  url = {data:text/html,<script>alert(1)</script>},
}
"""
HOSTILE_PAGES = [
    "/", "/articles/", "/articles/one2020/", "/articles/two~3a2021/", "/topics/empathy/",
    "/years/2020/", "/kinds/book/", "/authors/", "/authors/two-b/", "/search/?q=evil",
    "/evidence/?q=empathy", "/effect-sizes/", "/months/2024-03/", "/retractions/",
    "/compare/?keys=one2020,two:2021", "/articles/%3Cscript%3Ealert(1)%3C/", "/types/",
]  # fmt: skip


@pytest.fixture
def hostile(small: KnowledgeBase) -> FlaskClient:
    """A library whose entries attack whoever prints them."""
    (small.root / "data" / "references.bib").write_text(HOSTILE, encoding="utf-8")
    small.build()
    return create_app(small).test_client()


@pytest.mark.parametrize("address", HOSTILE_PAGES)
def test_no_title_breaks_out_of_a_page(hostile: FlaskClient, address: str) -> None:
    text = hostile.get(address).text
    page = html.document_fromstring(text)
    assert page.xpath("//script[not(@src) and not(@type='application/ld+json')]") == []
    assert page.xpath("//img | //@onmouseover | //@onerror") == []
    links = [link.strip().lower() for link in page.xpath("//@href | //@src | //@action")]
    assert [link for link in links if link.startswith(("javascript:", "data:"))] == []
    told = page.xpath("//meta[@name='citation_public_url' or @name='DC.identifier']/@content")
    assert [one for one in told if not one.startswith("https://doi.org/")] == []
    assert not set("\u202a\u202b\u202c\u202d\u202e") & set(text)
    for data in page.xpath("//script[@type='application/ld+json']/text()"):
        same = json.loads(data).get("sameAs", "")
        assert same == "" or same.startswith("https://doi.org/")


@pytest.mark.parametrize("address", ["/feed.xml", "/topics/empathy/feed.xml", "/sitemap.xml"])
def test_no_title_breaks_out_of_a_feed(hostile: FlaskClient, address: str) -> None:
    feed = etree.fromstring(hostile.get(address).data)
    assert feed.xpath("//*[local-name()='script' or local-name()='img']") == []


@pytest.mark.parametrize(
    "address",
    [
        "/compare/compare.csv?keys=one2020,two:2021",
        "/articles/articles.effects.csv",
        "/topics/empathy/empathy.effects.csv",
    ],
)
def test_no_cell_is_a_formula(hostile: FlaskClient, address: str) -> None:
    answer = hostile.get(address)
    assert answer.status_code == 200
    rows = csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig")))
    cells = [cell for row in rows for cell in row]
    assert cells
    number = re.compile(r"[-+]?[\d.]*")
    assert [one for one in cells if one[:1] in tuple("=+-@\t\r") and not number.fullmatch(one)
            and one != "="] == []  # fmt: skip


@pytest.mark.parametrize("suffix", ["docx", "ris", "bib", "csl.json", "json"])
def test_what_is_downloaded_is_no_page(hostile: FlaskClient, suffix: str) -> None:
    """A browser that took it for one would run what it holds."""
    answer = hostile.get(f"/articles/articles.{suffix}")
    assert answer.status_code == 200
    assert "html" not in answer.headers["Content-Type"]
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "packed",
    [
        pytest.param("[" * 30_000, id="deep"),
        pytest.param('{"t": ' + "[" * 5_000 + "]" * 5_000 + ', "p": []}', id="deep and whole"),
        pytest.param('{"t": "A", "p": [' + '["", []],' * 6_000 + '["", []]]}', id="parts"),
        pytest.param('{"t": ' + "9" * 5_000 + ', "p": []}', id="a long number"),
        pytest.param('{"t": "A", "p": {"a": 1}}', id="another shape"),
        pytest.param("\x00", id="NUL"),
    ],
)
def test_no_list_that_is_sent_breaks_the_builder(client: FlaskClient, packed: str) -> None:
    for address in ("/lists/view/", "/lists/view/list.json"):
        answer = client.post(address, data={"list": packed}, headers=SAME_SITE)
        assert answer.status_code in (200, 404, 413)
        assert len(answer.data) < 500_000


def test_many_parameters_are_answered(client: FlaskClient) -> None:
    query = "&".join(f"topic=t{number}" for number in range(700))
    assert client.get(f"/articles/?{query}").status_code == 200
    fields = {f"f{number}": "x" for number in range(5_000)}
    answer = client.post("/lists/view/", data=fields, headers=SAME_SITE)
    assert answer.status_code in (200, 413)
    parts = {f"f{number}": (io.BytesIO(b"x"), "x.txt") for number in range(1_100)}
    answer = client.post("/lists/view/", data=parts, headers=SAME_SITE)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "kind", ["application/json", "text/html", "multipart/form-data", "application/xml", ""]
)
def test_a_body_of_another_type_is_no_list(client: FlaskClient, kind: str) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "cccc"><!ENTITY d "&b;&b;">]><a>&d;</a>'
    for body in (packed_list("Sent"), bomb):
        answer = client.post("/lists/view/", data=body, content_type=kind, headers=SAME_SITE)
        assert answer.status_code in (200, 400)
        assert b"Sent" not in answer.data


@pytest.mark.parametrize(
    "parameter", ["next", "url", "redirect", "return", "to", "q", "topic", "list"]
)
@pytest.mark.parametrize("there", ["//evil.example", "https://evil.example/", "/\\evil.example"])
def test_no_query_leads_to_another_host(client: FlaskClient, parameter: str, there: str) -> None:
    for address in ("/", "/articles", "/search/", "/lists/view/", "/topics/alliance"):
        answer = client.get(address, query_string={parameter: there})
        location = answer.headers.get("Location", "").partition("?")[0]
        assert "evil" not in location


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "//evil.example/articles"])
def test_no_path_leads_to_another_host(client: FlaskClient, path: str) -> None:
    location = client.get(path).headers.get("Location", "")
    assert not location.startswith(("/", "\\", "http"))


@pytest.mark.parametrize(
    "to", ["//evil.example", "/\\evil.example", "https://evil.example/", "javascript:alert(1)"]
)
def test_no_redirect_of_the_library_leads_to_another_host(small: KnowledgeBase, to: str) -> None:
    (small.root / "data" / "redirects.yaml").write_text(
        f"redirects:\n  - from: old.html\n    to: '{to}'\n  - from: '?cat=1'\n    to: '{to}'\n"
    )
    small.build()
    client = create_app(small).test_client()
    for address in ("/old.html", "/?cat=1"):
        location = client.get(address).headers.get("Location", "")
        assert not location.startswith(("/", "\\", "http", "javascript"))
        assert "evil" not in location


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nX-Evil: 1", "a\rX-Evil: 1"])
def test_no_line_end_reaches_a_header(client: FlaskClient, value: str) -> None:
    """Of redirects and of the names of downloads."""
    for address in ("/articles", "/topics/alliance", "/search/search.ris", "/articles/articles.ris",
                    "/compare/compare.csv", "/evidence/evidence.docx"):  # fmt: skip
        for parameter in ("q", "topic", "keys", "page"):
            answer = client.get(address, query_string={parameter: value})
            assert "X-Evil" not in answer.headers
            for _, held in answer.headers:
                assert not set("\r\n") & set(held)


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "127.0.0.1@evil.example", "", "localhost,evil"],
)
def test_no_other_name_is_answered_to(library: KnowledgeBase, host: str) -> None:
    """A name that its owner lets point to this machine (DNS rebinding)."""
    app = create_app(library)
    for address in ("/", "/api/v1/articles.json", "/static/site.css", "/nothing/"):
        answer = app.test_client().get(address, headers={"Host": host})
        assert answer.status_code in (400, 421), address
        assert len(answer.data) < 500


@pytest.mark.parametrize(
    "origin",
    ["null", "http://localhost.evil.example", "https://evil.example", "http://localhost:81"],
)
def test_a_page_of_another_origin_sends_nothing(client: FlaskClient, origin: str) -> None:
    answer = client.post("/lists/view/", data={"list": "{}"}, headers={"Origin": origin})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "address", ["/", "/fr/articles/", "/feed.xml", "/search.json", "/static/site.css"]
)
def test_what_a_browser_has_is_not_sent_again(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(address, headers={"If-None-Match": '"another"'}).data == first.data


@pytest.mark.parametrize(
    ("headers", "path", "method", "said"),
    [
        ({"Host": "evil.example"}, "/fr/", "get", "Ce serveur ne répond pas à ce nom.\n"),
        ({}, f"/fr/{'a' * 3000}/", "get", "L’adresse est trop longue.\n"),
        (
            {"Origin": "https://evil.example"},
            "/fr/",
            "post",
            "Un autre site ne peut envoyer ceci.\n",
        ),
    ],
    ids=["host", "length", "origin"],
)
def test_a_refusal_is_in_the_language_of_the_address(
    client: FlaskClient, headers: dict[str, str], path: str, method: str, said: str
) -> None:
    assert getattr(client, method)(path, headers=headers).get_data(as_text=True) == said
