"""Whether a work that somebody has in mind is among the first five that a search finds.

    python benchmarks/search.py [--library FOLDER] [--items 30] [--live] [-v]

Items are drawn by chance, the same every time. Queries of seven kinds are made of their titles,
names and prose. Live they are asked of `pprkb.open()`; static, of the search page in a browser, as
it is published with Pagefind. The peer is SQLite's full-text search asked for all words, in the
same run.

Words may fit several works: an article that holds all of them in the same column as the item is a
hit too. A misspelt or shortened word counts as the word that was meant.
"""

from __future__ import annotations

import argparse
import random
import re
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from urllib.parse import quote_plus

from playwright.sync_api import Page, Playwright, sync_playwright

import pprkb
from pprkb.knowledge_base import KnowledgeBase
from pprkb.knowledge_base.reader import Searched
from pprkb.query.search import SAY_NOTHING
from pprkb.text.spelling import fold
from pprkb.web import addresses
from pprkb.web.answers import Web
from pprkb.web.app import create_app
from pprkb.web.inventory.assets import assets
from pprkb.web.inventory.searched import records, search_index

ROOT = Path(__file__).resolve().parents[1]
_SEED = 20270101
_FIRST = 5
_ENOUGH_LETTERS = 4


@dataclass(frozen=True)
class Query:
    """What is asked, and which articles are an answer."""

    kind: str
    words: str
    wanted: frozenset[str]


def _words(text: str) -> list[str]:
    """Return the words of a text that can be looked for, each once."""
    found = re.findall(r"\w+", text)
    long = (word for word in found if len(word) >= _ENOUGH_LETTERS and word.isalpha())
    return list({fold(word): word for word in long if word.lower() not in SAY_NOTHING}.values())


def _misspelt(chance: random.Random, word: str) -> str:
    at = chance.randrange(1, len(word) - 1)
    return chance.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + chance.choice("aeiou") + word[at + 1 :],
        )
    )


def _in_other_number(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else f"{word}s"


def queries(articles: Sequence[Searched], items: int) -> Iterator[Query]:
    """Yield so many queries of each kind."""
    chance = random.Random(_SEED)
    columns: dict[str, Callable[[Searched], str]] = {
        "title": lambda one: one.title,
        "prose": lambda one: f"{one.summary} {one.details}",
        "authors": lambda one: one.authors,
    }
    folded = {
        name: {one.key: set(re.findall(r"\w+", fold(text(one)))) for one in articles}
        for name, text in columns.items()
    }

    def alike(**told: Sequence[str]) -> frozenset[str]:
        return frozenset(
            one.key
            for one in articles
            if all(
                {fold(w) for w in words} <= folded[name][one.key] for name, words in told.items()
            )
        )

    titled = [one for one in articles if len(_words(one.title)) >= 3]
    made: dict[str, Callable[[list[str]], str]] = {
        "title": " ".join,
        "typo": lambda three: " ".join([*three[:2], _misspelt(chance, three[2])]),
        "prefix": lambda three: " ".join(
            [*three[:2], three[2][: max(_ENOUGH_LETTERS, len(three[2]) * 6 // 10)]]
        ),
        "number": lambda three: " ".join([*three[:2], _in_other_number(three[2])]),
        "question": lambda three: f"What is the evidence for {' and '.join(three)}?",
    }
    for kind, write in made.items():
        for one in chance.sample(titled, min(items, len(titled))):
            three = chance.sample(_words(one.title), 3)
            yield Query(kind, write(three), alike(title=three))
    told = [one for one in articles if len(_words(f"{one.summary} {one.details}")) >= 3]
    for one in chance.sample(told, min(items, len(told))):
        three = chance.sample(_words(f"{one.summary} {one.details}"), 3)
        yield Query("prose", " ".join(three), alike(prose=three) | {one.key})
    signed = [one for one in titled if _words(one.authors)]
    for one in chance.sample(signed, min(items, len(signed))):
        first = one.authors.split(",")[0].split()[-1]
        word = chance.choice(_words(one.title))
        yield Query("author", f"{first} {word}", alike(authors=_words(first), title=[word]))


@dataclass(frozen=True)
class Answered:
    """The first articles that were found, and what it took."""

    keys: Sequence[str]
    milliseconds: float


Ask = Callable[[str], Answered]


def timed(ask: Callable[[str], Sequence[str]], words: str) -> Answered:
    """Ask and look at the clock."""
    start = time.perf_counter()
    keys = ask(words)
    return Answered(keys[:_FIRST], 1000 * (time.perf_counter() - start))


def plain(connection: sqlite3.Connection, words: str) -> Sequence[str]:
    """Ask SQLite for articles with all words, by its own ranking."""
    every = " ".join(f'"{word}"' for word in re.findall(r"\w+", words))
    asked = "SELECT key FROM article_fts WHERE article_fts MATCH ? ORDER BY rank LIMIT 5"
    return [key for (key,) in connection.execute(asked, (every,))]


def make_site(library: KnowledgeBase, folder: Path) -> None:
    """Write what the search page of a published site needs."""
    app = create_app(library, live=False, pagefind=True)
    web: Web = app.extensions["pprkb"]

    def write(name: str, content: bytes) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)

    with web.holding() as (site, *_):
        index = search_index(records(site), site.shelf.catalogue.articles)
        client = app.test_client()
        for address in (addresses.SEARCH, addresses.SEARCH_DATA, addresses.SEARCH_WORDS):
            write(addresses.file_of(address), client.get(f"/{address}").data)
        for name, content in (*assets(), *index.items()):
            write(name, content)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


class Browser:
    """Chromium on the search page of a published site."""

    def __init__(self, playwright: Playwright, root: str, names: dict[str, str]) -> None:
        """Open it."""
        self._browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        self._root = root
        self._names = names
        self._page = self._browser.new_page()

    def ask(self, words: str) -> Sequence[str]:
        """Return the keys that the page shows."""
        return self._shown(self._page, words)

    def _shown(self, page: Page, words: str) -> list[str]:
        page.goto(f"{self._root}search/?q={quote_plus(words)}")
        page.wait_for_selector("#browse[aria-busy='false']")
        links = page.eval_on_selector_all(".row h2 a", "all => all.map((one) => one.href)")
        return [self._names[link.removeprefix(self._root)] for link in links]

    def loaded(self, words: str) -> int:
        """Return the bytes that a browser loads which has never been there, for one search."""
        context = self._browser.new_context()
        page = context.new_page()
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        sizes: list[int] = []
        network.on("Network.loadingFinished", lambda one: sizes.append(one["encodedDataLength"]))
        self._shown(page, words)
        page.wait_for_load_state("networkidle")
        context.close()
        return int(sum(sizes))


def report(name: str, asked: Sequence[Query], ask: Ask) -> None:
    """Print the share of queries that are answered, by kind."""
    hits: dict[str, list[bool]] = {}
    took = []
    for query in asked:
        answer = ask(query.words)
        hits.setdefault(query.kind, []).append(bool(query.wanted.intersection(answer.keys)))
        took.append(answer.milliseconds)
        if "-v" in sys.argv and not hits[query.kind][-1]:
            print("   ", name, query.kind, query.words, sorted(query.wanted)[:2], answer.keys)
    every = [hit for found in hits.values() for hit in found]
    shares = "  ".join(f"{kind} {statistics.mean(found):.2f}" for kind, found in hits.items())
    print(f"{name:<8} all {statistics.mean(every):.3f}  {shares}  {statistics.median(took):.0f} ms")


def main() -> None:
    """Read the command line, ask, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--library", type=Path, default=ROOT)
    parser.add_argument("--items", type=int, default=30)
    parser.add_argument("--live", action="store_true", help="no browser")
    parser.add_argument("-v", action="store_true", help="print what was not found")
    told = parser.parse_args()
    library = pprkb.open(told.library)
    library.build()
    articles = library.searched()
    asked = list(queries(articles, told.items))
    print(f"{len(articles)} articles, {len(asked)} queries; hit@{_FIRST}")
    with sqlite3.connect(f"file:{library.database}?mode=ro", uri=True) as connection:
        report("FTS5", asked, partial(timed, partial(plain, connection)))
    report("live", asked, partial(timed, lambda words: library.search(words, limit=5).keys))
    if told.live:
        return

    names = {addresses.article(one.key): one.key for one in articles}
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        make_site(library, Path(folder))
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder))
        Thread(target=server.serve_forever, daemon=True).start()
        browser = Browser(playwright, f"http://127.0.0.1:{server.server_address[1]}/", names)
        report("static", asked, partial(timed, browser.ask))
        kinds = {query.kind: query.words for query in asked}
        loaded = {kind: browser.loaded(words) for kind, words in kinds.items()}
        told_bytes = "  ".join(f"{kind} {size // 1000}" for kind, size in loaded.items())
        print(f"kB for the first answer: at most {max(loaded.values()) // 1000}; {told_bytes}")


if __name__ == "__main__":
    main()
