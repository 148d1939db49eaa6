"""What no reader can make a server do: work without end, remember without end, mix two states."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from threading import Event, Thread
from time import thread_time
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

import pprkb
from pprkb.knowledge_base import KnowledgeBase
from pprkb.query import articles, search
from pprkb.query.catalogue import Facet
from pprkb.web.app import create_app
from pprkb.web.routes import unpacked
from pprkb.web.shelf import Kept

_MOST_SECONDS = 3.0
"""Of processor time: many times what an answer takes, and a small part of one without bounds."""


def _packed(*parts: list[str]) -> str:
    told = [[f"part {n}", [[key, "", ""] for key in keys]] for n, keys in enumerate(parts)]
    return json.dumps({"t": "A list", "i": "", "p": told}, separators=(",", ":"))


def _counted(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> list[object]:
    """Return a list that gets an entry for each call of a function."""
    calls: list[object] = []
    function: Callable[..., object] = getattr(module, name)

    def counting(*arguments: object, **options: object) -> object:
        calls.append(arguments)
        return function(*arguments, **options)

    monkeypatch.setattr(module, name, counting)
    return calls


@pytest.mark.parametrize("joined", ["-", "1", "/"])
def test_beginnings_of_many_words_in_one_are_not_multiplied(
    client: FlaskClient, joined: str
) -> None:
    words = joined.join(("psyc", "ther", "effe", "comp", "cons", "rela", "inte", "meta"))
    begun = thread_time()
    assert client.get(f"/search/?q={quote(words)}").status_code == 200
    assert thread_time() - begun < _MOST_SECONDS


def test_few_of_many_misspelt_words_are_looked_up(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = _counted(monkeypatch, search, "closest")
    words = " ".join(f"zq{chr(97 + number)}xvw" for number in range(20))
    assert client.get(f"/search/?q={words}").status_code == 200
    assert 0 < len(compared) <= 6


def test_no_suggestion_is_made_for_each_unknown_item_of_a_list(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggested = _counted(monkeypatch, articles, "did_you_mean")
    packed = _packed([f"nobody{number}" for number in range(900)])
    page = client.post("/lists/view/", data={"list": packed})
    assert page.status_code == 200
    assert b"nobody17" in page.data
    assert not suggested


def test_a_list_that_a_reader_made_has_a_thousand_items_at_most() -> None:
    made = unpacked(_packed(["a"] * 600, ["b"] * 600, ["c"]))
    assert made is not None
    assert [len(section.items) for section in made.sections] == [600, 400, 0]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("%s " * 20 % tuple(f"{chr(97 + n)}*" for n in range(20)), id="stars"),
        pytest.param("therapy " * 300, id="300 words"),
        pytest.param("x" * 2000, id="2,000 characters"),
        pytest.param("a", id="one letter"),
        pytest.param("the of and to in", id="words that say nothing"),
        pytest.param('""" NEAR(a b, 2) AND * ^ NOT OR title:x - + (((', id="signs of the index"),
        pytest.param("é" * 300, id="accents"),
    ],
)
@pytest.mark.parametrize("page", ["search", "evidence"])
def test_no_question_takes_long(client: FlaskClient, page: str, words: str) -> None:
    begun = thread_time()
    assert client.get(f"/{page}/?q={quote(words)}").status_code == 200
    assert thread_time() - begun < _MOST_SECONDS


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/articles/?page=9999", 404),
        (f"/articles/page/{'9' * 400}/", 404),
        ("/search/?q=therapy&page=9999", 200),
        ("/articles/?" + "&".join(f"topic=t{n}%00&year={n}" for n in range(200)), 200),
        ("/compare/?keys=" + ",".join(f"nobody{n}" for n in range(50)), 200),
        (f"/articles/{'x' * 1900}/", 404),
    ],
    ids=["a far page", "a number too long", "a far page of a search", "many values", "many works",
         "a long key"],
)  # fmt: skip
def test_no_address_takes_long(client: FlaskClient, address: str, status: int) -> None:
    begun = thread_time()
    assert client.get(address).status_code == status
    assert thread_time() - begun < _MOST_SECONDS


def test_the_oldest_of_what_is_kept_is_forgotten() -> None:
    kept: Kept[str, int] = Kept(2)
    for number, key in enumerate("abc"):
        kept.keep({key: number})
    assert [kept.get(key) for key in "abc"] == [None, 1, 2]
    assert len(kept) == 2


def test_the_page_of_a_topic_reads_the_works_of_the_effects_that_it_shows(
    library: KnowledgeBase,
) -> None:
    topic = max(
        library.catalogue().labels[Facet.TOPIC], key=lambda one: len(library.effects(topic=one))
    )
    every = library.effects(topic=topic)
    some = library.effects(topic=topic, most=2)
    assert len(every) > 2
    assert [row.place for row in some] == [row.place for row in every][:2]
    assert some.evidence.left_out == len(every) - 2
    assert len(some.evidence.citations.references) < len(every.evidence.citations.references)


_WRITTEN = re.compile(rb"state(\d+)x")
_PAGES = ("/articles/", "/search/?q=empathy", "/articles/one2020/", "/topics/empathy/", "/",
          "/evidence/?q=empathy", "/types/randomized-trial/", "/api/v1/articles/one2020.json")  # fmt: skip


@pytest.mark.slow
def test_pages_are_of_one_state_while_another_is_built(small: KnowledgeBase) -> None:
    path = small.root / "data" / "summaries" / "2024-03-empathy.md"
    first = path.read_text("utf-8").replace("Does empathy help?", "Does empathy help state0x?")
    first = first.replace("Empathy was", "Empathy in state0x was")
    path.write_text(first, "utf-8")
    wrong: list[tuple[str, int, set[bytes]]] = []
    seen: set[bytes] = set()
    ended = Event()
    with small.serving():
        app = create_app(small)

        def ask(begin: int) -> None:
            client, number = app.test_client(), begin
            while not ended.is_set():
                address = _PAGES[number % len(_PAGES)]
                answer = client.get(f"{address}{'&' if '?' in address else '?'}n={number}")
                states = set(_WRITTEN.findall(answer.data))
                seen.update(states)
                if answer.status_code != 200 or len(states) != 1:
                    wrong.append((address, answer.status_code, states))
                number += 1

        readers = [Thread(target=ask, args=(begin * 1000,)) for begin in range(8)]
        for reader in readers:
            reader.start()
        watcher = pprkb.open(small.root)
        for number in range(1, 13):
            path.write_text(first.replace("state0x", f"state{number}x"), "utf-8")
            watcher.build()
            ended.wait(0.2)
        ended.set()
        for reader in readers:
            reader.join(timeout=30)
    assert not wrong
    assert len(seen) > 2
