"""What readers and the author are told while files of the library cannot be read."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from click.testing import CliRunner

from pprkb.cli.main import program
from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.errors import LibraryError
from pprkb.web import serve
from pprkb.web.app import create_app
from pprkb.web.publish import publish

PART = "Part of this page is missing: its file is being corrected."
SITE = "Part of this site may be missing: one of its files is being corrected."
SUMMARY = "summaries/2024-03-empathy.md"
LIST = "reading-lists/short.yaml"
Change = Callable[[Path], object]
ARTICLE, OTHER = "articles/one2020/", "articles/two~3a2021/"


def replaced(old: str, new: str) -> Change:
    def change(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def in_conflict(line: str, other: str) -> Change:
    return replaced(f"\n{line}\n", f"\n<<<<<<< a\n{line}\n=======\n{other}\n>>>>>>> b\n")


def cut(length: int) -> Change:
    return lambda path: path.write_bytes(path.read_bytes()[:length])


def holding(content: bytes) -> Change:
    return lambda path: path.write_bytes(content)


def lost_behind_a_link(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(path)


DAMAGE = {
    # what: file, change, the page that lacks a part, what it says, a line of the log
    "a summary in conflict": (SUMMARY, in_conflict("Listen.", "Hear."), ARTICLE, PART, ":19: two"),
    "a field in conflict": (
        SUMMARY, in_conflict("type: randomized-trial", "type: meta-analysis"), ARTICLE, PART, ":5:",
    ),
    "front matter with a bad line": (SUMMARY, replaced("month: ", 'month: "'), ARTICLE, PART, "md:"),
    "a summary cut in its front matter": (SUMMARY, cut(60), ARTICLE, SITE, ":1: the front"),
    "a summary cut in its effects": (SUMMARY, cut(200), ARTICLE, PART, ":1: the front"),
    "a summary of other bytes": (SUMMARY, holding(bytes(range(256))), ARTICLE, SITE, "md:1:"),
    "NUL bytes at its end": (
        SUMMARY, lambda path: path.write_bytes(path.read_bytes() + b"\0\0"), ARTICLE, PART, "NUL",
    ),
    "a link that leads nowhere": (SUMMARY, lost_behind_a_link, ARTICLE, SITE, "cannot be read"),
    "an entry in conflict": (
        "references.bib", in_conflict("  year = {2020},", "  year = {2019},"), ARTICLE, PART, ":5:",
    ),
    "an open brace": ("references.bib", replaced("empathy}", "empathy"), ARTICLE, PART, "bib:3:"),
    "references that are cut": ("references.bib", cut(130), ARTICLE, PART, "bib:1:"),
    "topics in conflict": (
        "topics.yaml", in_conflict("topics:", "topics: # ours"), OTHER, SITE, "topics.yaml:",
    ),
    "topics that are cut": (
        "topics.yaml", replaced("id: empathy", 'id: "empathy'), OTHER, SITE, "topics.yaml:",
    ),
    "types that are cut": (
        "research-types.yaml", replaced("label: ", 'label: "'), OTHER, SITE, "research-types.yaml:",
    ),
    "notices": ("retractions.yaml", holding(b"notices:\n  - work: [\n"), OTHER, SITE, ".yaml:"),
    "notices of other bytes": ("retractions.yaml", holding(b"\0\1\2"), OTHER, SITE, ".yaml:1:"),
    "a list in conflict": (
        LIST, in_conflict("        note: Read.", "        note: Skim."), "lists/short/", PART, ":6:",
    ),
    "a list with a bad line": (LIST, replaced("Read", '"Read'), "lists/short/", PART, "yaml:"),
}  # fmt: skip


@pytest.fixture
def listed(small: KnowledgeBase) -> KnowledgeBase:
    """The small library with a reading list."""
    path = small.root / "data" / LIST
    path.parent.mkdir()
    path.write_text(
        "title: A short list\nsections:\n  - heading: First\n    items:\n"
        "      - reference: one2020\n        note: Read.\n  - heading: Second\n    items:\n"
        "      - reference: two:2021\n"
    )
    small.build()
    return small


@pytest.mark.parametrize("what", DAMAGE)
def test_a_page_shows_what_can_be_read_and_says_so(
    listed: KnowledgeBase, caplog: pytest.LogCaptureFixture, what: str
) -> None:
    """And when the file is whole again, so is the page."""
    name, change, address, words, logged = DAMAGE[what]
    client = create_app(listed).test_client()
    path = listed.root / "data" / name
    before = client.get(f"/{address}").data
    content = path.read_bytes() if path.exists() else None
    assert b"being corrected" not in before
    change(path)
    listed.build()
    answer = client.get(f"/{address}")
    assert answer.status_code == 200
    assert words in answer.text
    assert "<<<<<<<" not in answer.text
    assert ".yaml" not in answer.text.replace("for data", "")
    assert Path(name).name in caplog.text
    assert logged in caplog.text
    for page in ("/", "/articles/", "/retractions/", "/lists/short/", "/search/?q=trial"):
        assert client.get(page).status_code == 200, page
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    listed.build()
    assert client.get(f"/{address}").data == before
    assert "all files can be read again" in caplog.text


def test_of_two_versions_that_is_shown_which_both_say(small: KnowledgeBase) -> None:
    path = small.root / "data" / SUMMARY
    in_conflict("Listen.", "Do not listen.")(path)
    small.build()
    page = create_app(small).test_client().get(f"/{ARTICLE}").text
    assert "isten." not in page
    assert "Empathy was related to outcome" in page
    assert "No summary has been written" not in page


def test_a_bad_line_costs_its_field_alone(small: KnowledgeBase) -> None:
    replaced("title: Does", 'title: "Does')(small.root / "data" / SUMMARY)
    small.build()
    page = create_app(small).test_client().get(f"/{ARTICLE}").text
    assert re.search(r"<h1[^>]*>A trial of empathy</h1>", page)
    assert "r = .30" in page
    assert "March 2024" in page
    assert "2024-03-empathy" not in re.sub(r'(?:id|href|labelledby)="[^"]*"', "", page)


def test_downloads_wait_until_the_file_is_corrected(small: KnowledgeBase) -> None:
    in_conflict("Listen.", "Hear.")(small.root / "data" / SUMMARY)
    small.build()
    client = create_app(small).test_client()
    for address in (ARTICLE, "topics/empathy/", "years/2020/", "months/2024-03/"):
        page = client.get(f"/{address}").text
        assert "Downloads are not offered while" in page, address
        assert 'class="downloads"' not in page, address
    assert 'class="downloads"' in client.get(f"/{OTHER}").text
    answer = client.get(f"/{ARTICLE}one2020.docx")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "600")
    told = client.get("/api/v1/articles/one2020.json")
    assert told.status_code == 503
    assert "being corrected" in told.json["error"]


@pytest.mark.parametrize("content", [b"", b"\0\1\2", b"@article{"])
def test_a_work_of_references_that_are_lost_comes_back_later(
    small: KnowledgeBase, content: bytes
) -> None:
    """A search engine would forget a page that is said not to exist."""
    (small.root / "data" / "references.bib").write_bytes(content)
    small.build()
    client = create_app(small).test_client()
    for address in (ARTICLE, f"{ARTICLE}one2020.ris", "api/v1/articles/one2020.json"):
        assert client.get(f"/{address}").status_code == 503, address
    assert client.get("/articles/").status_code == 200


def pages_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "pagefind" not in path.parts and path.name != ".pprkb-site"
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    "what",
    [
        "a summary in conflict",
        "a link that leads nowhere",
        "an entry in conflict",
        "references that are empty",
        "topics that are cut",
        "redirects with a bad line",
        "a list in conflict",
    ],
)
def test_published_pages_that_were_whole_stay_until_the_file_is_corrected(
    listed: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr("pprkb.web.publish.has_pagefind", lambda: False)
    more = {
        "redirects with a bad line": ("redirects.yaml", holding(b'redirects:\n  - from: "a\n')),
        "references that are empty": ("references.bib", holding(b"")),
    }
    name, change, *_ = DAMAGE.get(what) or more[what]
    folder, path = tmp_path / "site", listed.root / "data" / name
    publish(listed, folder, base_url="https://example.org/")
    before, content = pages_of(folder), path.read_bytes() if path.exists() else None
    change(path)
    made = publish(listed, folder, base_url="https://example.org/")
    assert made.problems == ()
    assert made.damage
    assert all(re.match(r"data/[\w./-]+:\d+: \w", one) for one in made.damage)
    after = pages_of(folder)
    assert before.keys() <= after.keys()
    assert [name for name in before if b"being corrected" in after[name]] == []
    for kept in ("articles/one2020/index.html", "lists/short/index.html"):
        assert after[kept] == before[kept]
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    assert publish(listed, folder, base_url="https://example.org/").damage == ()
    assert pages_of(folder) == before


def test_published_for_the_first_time_a_page_says_what_it_lacks(
    small: KnowledgeBase, tmp_path: Path
) -> None:
    in_conflict("Listen.", "Hear.")(small.root / "data" / SUMMARY)
    run = CliRunner().invoke(
        program, ["--library", str(small.root), "publish", str(tmp_path / "site")]
    )
    assert run.exit_code == 1
    assert "2024-03-empathy.md:19: two versions" in run.stderr
    page = (tmp_path / "site" / ARTICLE / "index.html").read_text()
    assert PART in page
    assert 'class="downloads"' not in page
    assert not (tmp_path / "site" / ARTICLE / "one2020.docx").exists()


def test_while_it_cannot_be_read_the_log_says_so_once(
    small: KnowledgeBase, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "_LOOK_EVERY", 0)
    looks, stopped = iter(range(6)), Event()

    def build() -> None:
        if next(looks) == 5:
            stopped.set()
        raise LibraryError("cannot read references.bib")

    monkeypatch.setattr(small, "build", build)
    with caplog.at_level(logging.WARNING):
        serve._watch(small, stopped)
    assert caplog.text.count("cannot read references.bib") == 1
