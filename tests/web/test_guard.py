"""What a hostile request gets."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from pprkb.knowledge_base import KnowledgeBase
from pprkb.web.app import create_app


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
