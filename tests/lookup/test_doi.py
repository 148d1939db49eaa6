"""Looking a DOI up, at a server that speaks as doi.org and a registration agency do."""

import gzip
import itertools
import json

import pytest

from pprkb.lookup import client
from pprkb.lookup.agencies import Answers, fetch_doi
from pprkb.lookup.settings import DOI_RESOLVER, Settings, settings_from
from pprkb.model.errors import IdentifierError, NotFoundError, OfflineError, ServiceError
from tests.agency_server import CSL_JSON, Answer, free_address, running_server

DOI = "10.1037/pst0000172"
ITEM = {
    "type": "journal-article",
    "title": ["The alliance in adult psychotherapy: A meta-analytic synthesis."],
    "author": [{"family": "Flückiger", "given": "Christoph"}],
    "container-title": ["Psychotherapy"],
    "issued": {"date-parts": [[2018, 12]]},
    "DOI": DOI,
}
JSON = {"Content-Type": CSL_JSON}


@pytest.fixture
def server():
    with running_server() as server:
        yield server


@pytest.fixture
def settings(server, tmp_path):
    return Settings(
        doi_resolver=server.url, timeout=60, cache=tmp_path / "cache", email="me@example.org"
    )


@pytest.fixture
def pauses(monkeypatch):
    """The pauses that are made, without making them."""
    made = []
    monkeypatch.setattr(client.time, "sleep", made.append)
    return made


@pytest.mark.parametrize(
    "written", [DOI, f"https://doi.org/{DOI}", f"doi:{DOI}.", f"https://psycnet.apa.org/doi/{DOI}"]
)
def test_the_resolver_leads_to_the_agency(server, settings, written):
    server.register(DOI, ITEM)
    reference = fetch_doi(written, settings)
    assert reference.title == "The alliance in adult psychotherapy: A meta-analytic synthesis"
    assert reference.doi == DOI
    assert [path for path, _ in server.asked] == [f"/{DOI}", f"/v1/works/{DOI}/transform"]
    for _, headers in server.asked:
        assert headers["Accept"] == CSL_JSON
        assert headers["User-Agent"].startswith("pprkb/")
        assert "mailto:me@example.org" in headers["User-Agent"]
        assert "Authorization" not in headers


def test_odd_signs_are_encoded(server, settings):
    doi = "10.1002/(SICI)1097-4679(199806)54:4<409::AID-JCLP4>3.0.CO;2-O#a?b%"
    server.register(doi, ITEM | {"DOI": doi})
    assert fetch_doi(doi, settings).doi == doi


def test_an_answer_is_asked_for_once(server, settings):
    server.register(DOI, ITEM)
    first = fetch_doi(DOI, settings)
    server.answers.clear()
    assert fetch_doi(DOI.upper(), settings) == first
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("answered", "announced"),
    [
        (DOI, []),
        (DOI.upper(), []),
        ("10.1037/new", [f"you asked for the DOI {DOI}; the agency answers with 10.1037/new"]),
        ("", [f"the answer names no DOI; {DOI} is taken"]),
    ],
    ids=["the same", "in capitals", "another", "none"],
)
def test_another_doi_is_announced_and_other_letters_are_not(server, settings, answered, announced):
    said = []
    server.register(DOI, ITEM | {"DOI": answered})
    assert fetch_doi(DOI, settings, said.append).doi == (answered or DOI)
    assert said == announced


def test_refresh_asks_again(server, settings):
    server.register(DOI, ITEM)
    fetch_doi(DOI, settings)
    server.register(DOI, ITEM | {"title": ["Corrected"]})
    assert fetch_doi(DOI, Settings(**vars(settings) | {"refresh": True})).title == "Corrected"
    assert fetch_doi(DOI, settings).title == "Corrected"


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"question": "doi 10.1/other", "answer": {"title": "x"}}',
        b'{"question": "doi 10.1037/pst0000172", "answer": []}',
        b"[" * 100_000,
    ],
    ids=["empty", "half", "list", "bytes", "another question", "no object", "deep"],
)
def test_a_damaged_answer_is_asked_for_anew(server, settings, damage):
    server.register(DOI, ITEM)
    path = Answers(settings.cache).path(f"doi {DOI}")
    path.parent.mkdir()
    path.write_bytes(damage)
    assert fetch_doi(DOI, settings).doi == DOI
    assert json.loads(path.read_bytes())["answer"] == ITEM


def test_the_names_of_kept_answers_are_safe_and_distinct(tmp_path):
    answers = Answers(tmp_path)
    names = {
        answers.path(f"doi {doi}").name
        for doi in (
            "10.1/../../x",
            "10.1/a:b",
            "10.1/a?b",
            "10.1/a*b",
            "10.1/con",
            "10.1/" + "x" * 900,
        )
    }
    assert len(names) == 6
    assert all(len(name) < 100 and name.isascii() for name in names)
    assert not any(set(name) & set('/\\:*?"<>| ') for name in names)
    assert answers.path("doi 10.1/A") == answers.path("doi 10.1/a")


def test_a_cache_that_cannot_be_written_is_no_reason_to_stop(server, settings, tmp_path):
    (tmp_path / "cache").write_text("a file stands in the way")
    server.register(DOI, ITEM)
    assert fetch_doi(DOI, settings).doi == DOI


def test_another_doi_in_the_answer_is_announced(server, settings):
    server.register(DOI, ITEM | {"DOI": "10.1037/other"})
    said = []
    reference = fetch_doi(DOI, settings, said.append)
    assert reference.doi == "10.1037/other"
    assert said == [f"you asked for the DOI {DOI}; the agency answers with 10.1037/other"]


def test_an_answer_without_a_doi_gets_the_one_that_was_asked_for(server, settings):
    server.register(DOI, {**ITEM, "DOI": None})
    said = []
    assert fetch_doi(DOI, settings, said.append).doi == DOI
    assert said == [f"the answer names no DOI; {DOI} is taken"]


@pytest.mark.parametrize("written", ["", "Flückiger 2018", "https://example.org/", "10.1037"])
def test_what_holds_no_doi_is_never_asked(server, settings, written):
    with pytest.raises(IdentifierError, match="contains no DOI") as raised:
        fetch_doi(written, settings)
    assert "10.1037/pst0000172" in raised.value.hint
    assert server.asked == []


def bad(*answers):
    return [one if isinstance(one, Answer) else Answer(**one) for one in answers]


@pytest.mark.parametrize(
    ("answers", "kind", "message"),
    [
        (bad({"status": 404}), NotFoundError, f"the DOI {DOI} is not registered"),
        (bad({"status": 410}), NotFoundError, "is not registered"),
        (bad({"status": 500}), ServiceError, "answers with an error (HTTP 500)"),
        (bad({"status": 406}), ServiceError, "answers with an error (HTTP 406)"),
        (bad({"status": 204}), ServiceError, "answers with an error (HTTP 204)"),
        (bad({"status": 302}), ServiceError, "answers with an error (HTTP 302)"),
        (bad({"body": b"{", "headers": JSON}), ServiceError, "cannot be read as JSON"),
        (bad({"body": b"\xff\xfe{", "headers": JSON}), ServiceError, "cannot be read as JSON"),
        (bad({"body": b"[" * 99_999, "headers": JSON}), ServiceError, "cannot be read as JSON"),
        (bad({"body": b"<html>", "headers": {"Content-Type": "text/html; charset=utf-8"}}), ServiceError, "answers with text/html, not with data"),
        (bad({"body": b"{}"}), ServiceError, "something unnamed, not with data"),
        (bad({"body": b"{}", "headers": JSON}), ServiceError, "says nothing of the work"),
        (bad({"body": b"[]", "headers": JSON}), ServiceError, "says nothing of the work"),
        (bad({"body": b"3", "headers": JSON}), ServiceError, "says nothing of the work"),
        (bad({"body": b" " * 2_100_000, "headers": JSON}), ServiceError, "more than 2 MB"),
        (bad({"body": gzip.compress(b" " * 50_000_000), "headers": JSON | {"Content-Encoding": "gzip"}}), ServiceError, "more than 2 MB"),
        (bad({"body": b"{}", "headers": JSON | {"Content-Encoding": "gzip"}}), ServiceError, "cannot be read as JSON"),
        (bad({"body": b"{}", "headers": JSON | {"Content-Length": "999", "Connection": "close"}}), ServiceError, "cannot be read"),
        (bad({"status": 302, "headers": {"Location": f"/{DOI}"}}), ServiceError, "redirects in a circle"),
        (bad({"status": 302, "headers": {"Location": "http://example.org/x"}}), ServiceError, "not HTTPS: http://example.org/x"),
        (bad({"status": 302, "headers": {"Location": "file:///etc/passwd"}}), ServiceError, "not HTTPS: file:///etc/passwd"),
        (bad({"status": 302, "headers": {"Location": "ftp://example.org"}}), ServiceError, "not HTTPS"),
        (bad({"status": 302, "headers": {"Location": "http://[::1"}}), ServiceError, "redirects to a malformed address: http://[::1"),
        (bad({"status": 302, "headers": {"Location": "https://[x]/"}}), ServiceError, "redirects to a malformed address"),
        (bad({"status": 302, "headers": {"Location": "https://a:b/"}}), ServiceError, "cannot be asked"),
        (bad({"status": 302, "headers": {"Location": f"https://{'a' * 99}.example/"}}), ServiceError, "cannot be asked"),
        (bad({"status": 302, "headers": {"Location": "http://a.example/" + "b" * 999}}), ServiceError, "not HTTPS: http://a.example/bbb"),
        (bad({"head": itertools.repeat(b"HTTP/1.1 100 Continue\r\n\r\n")}), OfflineError, "did not answer within 0.5 seconds"),
        (bad({"head": itertools.chain([b"HTTP/1.1 200 OK\r\nX-Slow: "], itertools.repeat(b"x"))}), OfflineError, "did not answer within 0.5 seconds"),
        (bad({"status": 429, "headers": {"Retry-After": "0"}}), ServiceError, "is busy (HTTP 429)"),
        (bad({"status": 503, "headers": {"Retry-After": "3600"}}), ServiceError, "is busy (HTTP 503)"),
        (bad({"wait": 30.0}), OfflineError, "did not answer within 0.5 seconds"),
        (bad({"body": b" " * 1000, "headers": JSON, "drip": 0.1}), OfflineError, "did not answer within 0.5 seconds"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_bad_answer(server, settings, pauses, answers, kind, message):
    quick = Settings(**vars(settings) | {"timeout": 0.5 if kind is OfflineError else 60})
    server.answer(f"/{DOI}", *answers)
    with pytest.raises(ServiceError if kind is ServiceError else kind) as raised:
        fetch_doi(DOI, quick)
    assert message in raised.value.message
    assert type(raised.value) is kind
    assert "give the whole reference as text" in raised.value.hint
    assert raised.value.exit_code == 3
    # Nothing of it is kept.
    assert not list(settings.cache.glob("*")) if settings.cache.exists() else True
    server.register(DOI, ITEM)
    assert fetch_doi(DOI, settings).doi == DOI


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_service_is_asked_again_after_the_pause_it_wishes(server, settings, pauses, status):
    past = "Wed, 21 Oct 2015 07:28:00 GMT"
    server.answer(
        f"/{DOI}",
        Answer(status, headers={"Retry-After": "3"}),
        Answer(status, headers={"Retry-After": past}),
        ITEM,
    )
    assert fetch_doi(DOI, settings).doi == DOI
    assert pauses == [3, 0]


@pytest.mark.parametrize(
    ("header", "repeated"),
    [
        ("", True),
        ("soon", True),
        ("-1", True),
        ("9" * 400, False),
        ("3600", False),
        ("Wed, 21 Oct 9015 07:28:00 GMT", False),
    ],
)
def test_pauses_are_bounded(server, settings, pauses, header, repeated):
    server.answer(f"/{DOI}", Answer(503, headers={"Retry-After": header}), ITEM)
    if repeated:
        assert fetch_doi(DOI, settings).doi == DOI
        assert pauses == [1.0]
    else:
        with pytest.raises(ServiceError, match="busy"):
            fetch_doi(DOI, settings)
        assert pauses == []


def test_after_a_pause_the_answer_gets_its_whole_time_again(server, settings, monkeypatch):
    """The service asks for more seconds than an answer may take."""
    passed = [0.0]
    monkeypatch.setattr(client.time, "monotonic", lambda: passed[0])
    monkeypatch.setattr(client.time, "sleep", lambda seconds: passed.append(passed.pop() + seconds))
    server.answer(f"/{DOI}", Answer(503, headers={"Retry-After": "10"}), ITEM)
    quick = Settings(**vars(settings) | {"timeout": 9})
    assert fetch_doi(DOI, quick).doi == DOI
    assert passed == [10.0]


@pytest.mark.parametrize("redirects", [client.MOST_REDIRECTS, client.MOST_REDIRECTS + 1])
def test_so_many_redirects_are_followed(server, settings, redirects):
    for number in range(redirects):
        path = f"/{number}" if number else f"/{DOI}"
        server.answer(path, Answer(302, headers={"Location": f"/{number + 1}"}))
    server.answer(f"/{redirects}", ITEM)
    if redirects <= client.MOST_REDIRECTS:
        assert fetch_doi(DOI, settings).doi == DOI
    else:
        with pytest.raises(ServiceError, match="redirects in a circle"):
            fetch_doi(DOI, settings)
    assert len(server.asked) == client.MOST_REDIRECTS + 1


def test_errors_are_not_repeated(server, settings):
    server.answer(f"/{DOI}", Answer(500), ITEM)
    with pytest.raises(ServiceError):
        fetch_doi(DOI, settings)
    assert len(server.asked) == 1


def test_no_network(settings):
    offline = Settings(**vars(settings) | {"doi_resolver": free_address()})
    with pytest.raises(OfflineError, match="cannot be reached: there is no network") as raised:
        fetch_doi(DOI, offline)
    assert raised.value.hint == "give the whole reference as text, or try later"


def test_a_name_that_cannot_be_resolved(settings):
    offline = Settings(**vars(settings) | {"doi_resolver": "http://does-not-exist.invalid/"})
    with pytest.raises(OfflineError, match="invalid cannot be reached"):
        fetch_doi(DOI, offline)


def test_passwords_of_netrc_are_not_sent(server, settings, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("default login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    server.register(DOI, ITEM)
    fetch_doi(DOI, settings)
    assert all("Authorization" not in headers for _, headers in server.asked)


# -- settings ------------------------------------------------------------------------------------


def test_the_environment_says_where_to_ask():
    settings = settings_from(
        {
            "PPRKB_DOI_RESOLVER": "http://127.0.0.1:9",
            "PPRKB_TIMEOUT": "2.5",
            "PPRKB_EMAIL": "me@example.org",
        }
    )
    assert settings.doi_resolver == "http://127.0.0.1:9/"
    assert (settings.timeout, settings.email) == (2.5, "me@example.org")
    assert settings_from({}).doi_resolver == DOI_RESOLVER
    assert settings_from({"PPRKB_TIMEOUT": "2"}, timeout=7).timeout == 7


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PPRKB_DOI_RESOLVER", "doi.org"),
        ("PPRKB_PMID_SERVICE", "file:///tmp"),
        ("PPRKB_TIMEOUT", "soon"),
        ("PPRKB_TIMEOUT", "-1"),
        ("PPRKB_TIMEOUT", "nan"),
    ],
)
def test_settings_that_cannot_be_used(name, value):
    with pytest.raises(ServiceError, match=name):
        settings_from({name: value})
