"""The site as files: what is written, what stays, what goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree, html

from pprkb.cli.main import program
from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.errors import OutputError
from pprkb.web.publish import Published, publish


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def site(small: KnowledgeBase, tmp_path: Path) -> tuple[Path, Published]:
    """The small library, published."""
    folder = tmp_path / "site"
    return folder, publish(small, folder, base_url="https://example.org/kb/")


def test_every_link_of_the_site_leads_to_a_file(site: tuple[Path, Published]) -> None:
    folder, made = site
    assert made.problems == ()
    reached = {"index.html", "404.html"}
    for path in folder.rglob("*.html"):
        page = html.document_fromstring(path.read_text(encoding="utf-8"))
        for link in page.xpath("//@href | //script/@src | //form/@action"):
            if link.startswith(("http", "#", "mailto:")) or path.name == "404.html":
                continue
            there = (path.parent / link.partition("#")[0].partition("?")[0]).resolve()
            there = there / "index.html" if there.is_dir() else there
            assert there.is_file(), f"{path.relative_to(folder)}: {link}"
            reached.add(there.relative_to(folder.resolve()).as_posix())
    pages = {path.relative_to(folder).as_posix() for path in folder.rglob("index.html")}
    moved = {"articles/one2019preprint/index.html"} | {
        one for one in pages if b'http-equiv="refresh"' in (folder / one).read_bytes()
    }
    apart = {"compare/index.html", "lists/view/index.html"}
    assert pages - reached - moved - apart == set(), "nothing links to these"


def test_the_same_library_is_published_to_the_same_bytes(
    small: KnowledgeBase, site: tuple[Path, Published], tmp_path: Path
) -> None:
    publish(small, tmp_path / "again", base_url="https://example.org/kb/")
    assert files_of(tmp_path / "again") == files_of(site[0])


def test_only_what_has_changed_is_written(
    small: KnowledgeBase, site: tuple[Path, Published]
) -> None:
    folder, _ = site
    assert publish(small, folder, base_url="https://example.org/kb/").written == ()
    path = small.root / "data" / "summaries" / "2024-03-empathy.md"
    path.write_text(path.read_text().replace("Listen.", "Listen well."))
    made = publish(small, folder, base_url="https://example.org/kb/")
    assert "articles/one2020/index.html" in made.written
    assert "months/2024-03/index.html" in made.written
    assert not [one for one in made.written if "two~3a2021" in one or "years/2021" in one]
    assert "about/index.html" not in made.written


_RETRACTED = "notices:\n  - reference: one2020\n    nature: retraction\n    date: 2024-05-01\n"
_SEMINAR = """\
title: Seminar
depth: full
sections:
  - heading: Week 1
    note: Read this.
    items:
      - topic: empathy
  - heading: Week 2
    items:
      - reference: "two:2021"
"""
EDITS = {
    "the text of a summary": ("summaries/2024-03-empathy.md", "beyond", "beyond doubt"),
    "its title": ("summaries/2024-03-empathy.md", "Does empathy help?", "Empathy helps"),
    "its month": ("summaries/2024-03-empathy.md", "2024-03", "2024-04"),
    "its topic": ("summaries/2024-03-empathy.md", "[empathy]", "[alliance]"),
    "the title of a work": ("references.bib", "A trial of", "Two trials of"),
    "the year of a work": ("references.bib", "{2021}", "{2022}"),
    "a name": ("references.bib", "Zoë", "Zora"),
    "a work that the text names": ("references.bib", "Two, Ben", "Three, Ben"),
    "the line of an entry": ("references.bib", "@article", "\n\n@article"),
    "the name of a topic": ("topics.yaml", "label: Empathy", "label: Feeling with"),
    "the note of a list": ("reading-lists/seminar.yaml", "Read this.", "Read all of this."),
    "what a list asks for": ("reading-lists/seminar.yaml", "topic: empathy", "topic: alliance"),
    "a key of a list": ("reading-lists/seminar.yaml", '"two:2021"', "nobody1900"),
    "a retraction": ("retractions.yaml", "notices: []", _RETRACTED),
}


@pytest.mark.slow
@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit_the_site_is_what_it_would_be_made_new(
    small: KnowledgeBase, tmp_path: Path, edit: str
) -> None:
    path = small.root / "data" / "summaries" / "2024-03-empathy.md"
    path.write_text(path.read_text().replace("beyond.", "beyond, as [@two:2021] says."))
    (small.root / "data" / "reading-lists").mkdir()
    (small.root / "data" / "reading-lists" / "seminar.yaml").write_text(_SEMINAR)
    (small.root / "data" / "retractions.yaml").write_text("notices: []\n")
    publish(small, tmp_path / "site")
    name, old, new = EDITS[edit]
    text = (small.root / "data" / name).read_text()
    assert old in text
    (small.root / "data" / name).write_text(text.replace(old, new))
    publish(small, tmp_path / "site")
    publish(small, tmp_path / "new")
    assert files_of(tmp_path / "site") == files_of(tmp_path / "new")


def test_a_reading_list_follows_from_its_own_works_alone(small: KnowledgeBase) -> None:
    (small.root / "data" / "reading-lists").mkdir()
    listed = small.root / "data" / "reading-lists" / "seminar.yaml"
    listed.write_text(_SEMINAR.replace("topic: empathy", "topic: alliance"))
    before = small.reading_list("seminar").digest
    path = small.root / "data" / "summaries" / "2024-03-empathy.md"
    path.write_text(path.read_text().replace("Listen.", "Listen well."))
    assert small.reading_list("seminar").digest == before
    path.write_text(path.read_text().replace("[empathy]", "[empathy, alliance]"))
    assert small.reading_list("seminar").digest != before


@pytest.mark.slow
def test_what_follows_from_nothing_that_has_changed_is_not_made_again(
    small: KnowledgeBase, site: tuple[Path, Published]
) -> None:
    folder, first = site
    assert first.made == first.files
    again = publish(small, folder, base_url="https://example.org/kb/")
    assert again.files == first.files
    assert again.made == 0
    path = small.root / "data" / "summaries" / "2024-03-empathy.md"
    path.write_text(path.read_text().replace("Listen.", "Listen well."))
    edited = publish(small, folder, base_url="https://example.org/kb/")
    assert 0 < edited.made < first.files
    elsewhere = publish(small, folder, base_url="https://example.com/")
    assert elsewhere.made >= elsewhere.files - sum("pagefind/" in one for one in files_of(folder))


@pytest.mark.parametrize("damage", ["changed", "deleted"])
def test_a_published_file_that_was_altered_is_mended(
    small: KnowledgeBase, site: tuple[Path, Published], damage: str
) -> None:
    folder, _ = site
    whole = files_of(folder)
    page = folder / "articles" / "one2020" / "index.html"
    page.unlink() if damage == "deleted" else page.write_text("tampered with")
    made = publish(small, folder, base_url="https://example.org/kb/")
    assert made.written == ("articles/one2020/index.html",)
    assert files_of(folder) == whole


def test_a_site_of_an_earlier_version_is_brought_up_to_date(
    small: KnowledgeBase, site: tuple[Path, Published]
) -> None:
    folder, _ = site
    whole = files_of(folder)
    names = sorted((*(whole.keys() - {".pprkb-site"}), "gone.html"))
    (folder / ".pprkb-site").write_text("".join(f"{name}\n" for name in names))
    (folder / "gone.html").write_text("of the earlier version")
    made = publish(small, folder, base_url="https://example.org/kb/")
    assert (made.written, made.removed) == ((), ("gone.html",))
    assert files_of(folder) == whole


@pytest.mark.slow
@pytest.mark.parametrize("change", ["address", "file gone", "file more", "nothing"])
def test_a_site_is_looked_through_although_the_library_is_the_same(
    small: KnowledgeBase, site: tuple[Path, Published], change: str
) -> None:
    folder, first = site
    address = "https://example.org/kb/"
    if change == "address":
        address = "https://example.com/"
    elif change == "file gone":
        (folder / "static" / "site.css").unlink()
    elif change == "file more":
        (folder / "CNAME").write_text("kb.example.org\n")
    made = publish(small, folder, base_url=address)
    assert made.files == first.files
    assert not [one for one in made.removed if not one.startswith("pagefind/")]
    if change == "address":
        assert "feed.xml" in made.written
        assert b"example.org" not in (folder / "index.html").read_bytes()
    else:
        assert made.written == (("static/site.css",) if change == "file gone" else ())
    again = publish(small, folder, base_url=address)
    assert (again.made, again.written) == (0, ())


def test_pages_that_are_gone_are_removed_and_nothing_else(
    small: KnowledgeBase, site: tuple[Path, Published]
) -> None:
    folder, _ = site
    (folder / "CNAME").write_text("kb.example.org\n")
    (small.root / "data" / "summaries" / "2024-03-empathy.md").unlink()
    made = publish(small, folder, base_url="https://example.org/kb/")
    assert "months/2024-03/index.html" in made.removed
    assert not (folder / "months" / "2024-03").exists()
    assert (folder / "CNAME").read_text() == "kb.example.org\n"


def test_a_folder_with_other_files_is_left_alone(small: KnowledgeBase, tmp_path: Path) -> None:
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "thesis.docx").write_bytes(b"years of work")
    with pytest.raises(OutputError, match="holds other files"):
        publish(small, folder)
    assert files_of(folder) == {"thesis.docx": b"years of work"}


def test_the_library_is_never_published_over(small: KnowledgeBase) -> None:
    before = files_of(small.root / "data")
    for folder in (small.root / "data", small.root / "data" / "summaries"):
        with pytest.raises(OutputError):
            publish(small, folder)
    assert files_of(small.root / "data") == before


def test_the_sitemap_and_feeds_are_well_formed_and_absolute(site: tuple[Path, Published]) -> None:
    folder, _ = site
    sitemap = etree.fromstring((folder / "sitemap.xml").read_bytes())
    places = [one.text for one in sitemap.iter("{*}loc")]
    assert "https://example.org/kb/articles/two~3a2021/" in places
    assert len(places) == len(set(places))
    feed = etree.fromstring((folder / "topics" / "empathy" / "feed.xml").read_bytes())
    assert [one.text for one in feed.iterfind("{*}entry/{*}title")] == ["Does empathy help?"]
    assert feed.xpath("//*[local-name()='entry']/*[local-name()='link']/@href") == [
        "https://example.org/kb/articles/one2020/"
    ]
    assert "Sitemap: https://example.org/kb/sitemap.xml" in (folder / "robots.txt").read_text()


def test_without_an_address_links_are_relative_and_there_is_no_sitemap(
    small: KnowledgeBase, tmp_path: Path
) -> None:
    folder = tmp_path / "plain"
    publish(small, folder)
    assert not (folder / "sitemap.xml").exists()
    feed = etree.fromstring((folder / "feed.xml").read_bytes())
    assert feed.xpath("//*[local-name()='entry']/*[local-name()='link']/@href") == [
        "articles/one2020/"
    ]
    assert b"canonical" not in (folder / "articles" / "one2020" / "index.html").read_bytes()


def test_the_page_for_what_is_missing_is_whole_at_any_address(site: tuple[Path, Published]) -> None:
    page = html.parse(site[0] / "404.html")
    links = page.xpath("//@href | //script/@src | //form/@action")
    assert len(links) > 10
    assert [one for one in links if not one.startswith(("/kb/", "#main"))] == []


def test_an_old_key_has_a_page_that_leads_on(site: tuple[Path, Published]) -> None:
    page = (site[0] / "articles" / "one2019preprint" / "index.html").read_text()
    assert 'content="0; url=../../articles/one2020/"' in page
    assert 'href="https://example.org/kb/articles/one2020/"' in page


def test_published_pages_say_their_policy(site: tuple[Path, Published]) -> None:
    page = html.parse(site[0] / "articles" / "index.html")
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "script-src 'self';" in policy


def test_publish_says_what_it_did(small: KnowledgeBase, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    run = CliRunner().invoke(program, ["--library", str(small.root), "publish", str(folder)])
    assert run.exit_code == 0, run.output
    assert run.stdout.startswith(f"{len(files_of(folder)) - 1:,} files in {folder}: ")
    again = CliRunner().invoke(program, ["--library", str(small.root), "publish", str(folder)])
    assert ": 0 written, 0 removed" in again.stdout


def test_a_link_in_the_folder_never_leads_to_the_library(
    small: KnowledgeBase, site: tuple[Path, Published]
) -> None:
    folder, _ = site
    before = files_of(small.root / "data")
    page = folder / "about" / "index.html"
    page.unlink()
    page.symlink_to(small.root / "data" / "references.bib")
    with pytest.raises(OutputError, match="library"):
        publish(small, folder, base_url="https://example.org/kb/")
    page.unlink()
    page.parent.rmdir()
    page.parent.symlink_to(small.root / "data", target_is_directory=True)
    with pytest.raises(OutputError, match="library"):
        publish(small, folder, base_url="https://example.org/kb/")
    assert files_of(small.root / "data") == before
