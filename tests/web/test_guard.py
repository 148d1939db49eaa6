"""What a hostile request gets."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

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
