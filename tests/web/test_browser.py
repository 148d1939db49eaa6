"""The site in a browser: what a reader does, with and without JavaScript.

These tests need Chromium and Playwright; where there is none they are skipped, and say so.

What scripts draw is waited for with locators. `wait_for_function` polls by `eval`, which the
policy of our pages forbids.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote_plus

import pytest
from docx import Document
from flask.testing import FlaskClient
from waitress.server import create_server

from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.reading_list import OtherItem
from pprkb.web.app import create_app
from pprkb.web.publish import publish
from tests.web.kinds_of_pages import KINDS
from tests.web.test_pages import EDGES

playwright = pytest.importorskip(
    "playwright.sync_api", reason="Playwright is not installed: pip install playwright"
)
_CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
pytestmark = [
    pytest.mark.skipif(not _CHROMIUM, reason="there is no Chromium: apt-get install chromium"),
    pytest.mark.slow,
]


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@contextmanager
def running(server: object, run: Callable[[], None], stop: Callable[[], None]) -> Iterator[None]:
    thread = Thread(target=run, daemon=True)
    thread.start()
    yield
    stop()


@pytest.fixture(scope="module")
def live(library: KnowledgeBase) -> Iterator[str]:
    """The address of the site as it is served."""
    server = create_server(create_app(library), host="127.0.0.1", port=0, threads=4)
    with running(server, server.run, server.close):
        yield f"http://127.0.0.1:{server.effective_port}/"


@pytest.fixture(scope="module")
def published(library: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the published site, below a path of its host."""
    root = tmp_path_factory.mktemp("host")

    with serving_files(root) as address:
        publish(library, root / "kb", base_url=f"{address}kb/")
        yield f"{address}kb/"


@contextmanager
def serving_files(folder: Path) -> Iterator[str]:
    """Serve the files of a folder, as hosts do; yield the address."""

    class Host(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def send_error(self, code: int, *_: object) -> None:
            """Send the page of the site for what is missing."""
            self.send_response(code)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write((folder / "kb" / "404.html").read_bytes())

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(folder)))
    with running(server, server.serve_forever, server.shutdown):
        yield f"http://127.0.0.1:{server.server_address[1]}/"


@contextmanager
def page_of(browser: object, **options: object) -> Iterator[object]:
    """Open a page; whatever the console says fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    expected = "the server responded with a status of 404"
    assert [words for words in said if expected not in words] == []


def test_a_reader_finds_an_article_by_topic_and_type(browser, live: str) -> None:
    with page_of(browser) as page:
        page.goto(f"{live}articles/")
        page.get_by_role("link", name="Empathy", exact=True).first.click()
        page.get_by_role("navigation", name="Narrow down").get_by_role(
            "link", name="Meta-analysis"
        ).click()
        playwright.expect(page.locator("#total")).to_have_text("3 articles")
        page.locator(".row h2 a").first.click()
        page.wait_for_url("**/articles/elliott*/")


def test_a_number_leads_to_its_sentence_and_back(browser, live: str) -> None:
    with page_of(browser) as page:
        page.goto(f"{live}articles/webb2010therapist/")
        number = page.locator(".effects-of td a[href^='#quote-']").first
        number.click()
        quote = page.locator(page.evaluate("location.hash").replace(".", "\\."))
        assert quote.is_visible()
        assert "r = .02" in quote.inner_text().replace("\xa0", " ")
        quote.click()
        row = page.locator("tr:target")
        playwright.expect(row).to_have_count(1)
        assert ".02" in row.inner_text()


@pytest.mark.parametrize("where", ["live", "published"])
def test_a_reference_is_copied_with_its_italics(browser, where: str, request) -> None:
    root = request.getfixturevalue(where)
    with page_of(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(f"{root}articles/webb2010therapist/")
        page.get_by_role("button", name="Copy reference").click()
        page.get_by_text("Reference copied").wait_for(state="attached")
        kinds = page.evaluate(
            """async () => {
                const [item] = await navigator.clipboard.read();
                const read = async (kind) => (await item.getType(kind)).text();
                return [await read("text/html"), await read("text/plain")];
            }"""
        )
        assert "<em>Journal of Consulting and Clinical Psychology</em>" in kinds[0]
        assert kinds[1].startswith("Webb, C. A., DeRubeis, R. J., &")


@pytest.mark.parametrize("where", ["live", "published"])
def test_a_four_week_list_is_built_by_keyboard_alone(
    browser, where: str, request, tmp_path
) -> None:
    root = request.getfixturevalue(where)
    with page_of(browser, accept_downloads=True) as page:

        def press_on(name: str, *, nth: int = 0) -> None:
            page.get_by_role("button", name=name).nth(nth).focus()
            page.keyboard.press("Enter")

        for key in (
            "webb2010therapist",
            "elliott2018therapist",
            "fluckiger2018alliance",
            "wampold2015great",
        ):
            page.goto(f"{root}articles/{key}/")
            press_on("Add to my list")
        playwright.expect(page.locator("#basket-count")).to_have_text("4")
        page.locator("#basket").focus()
        page.keyboard.press("Enter")
        page.locator("#list-title").focus()
        page.keyboard.type("Seminar")
        page.locator("#weeks").focus()
        page.keyboard.press("Control+A")
        page.keyboard.type("4")
        press_on("Arrange in weeks")
        playwright.expect(page.locator(".builder-part")).to_have_count(4)
        page.locator("#down-0-0").focus()
        page.keyboard.press("Enter")
        # The focus stays on the work that was moved, and its place is said.
        playwright.expect(page.locator("#down-1-0")).to_be_focused()
        playwright.expect(page.locator("#said")).to_contain_text("place 1 of 2 in Week 2")
        for suffix, begins in {
            "live": ((".docx", b"PK"), (".ris", b"TY  - ")),
            "published": ((".html", b"<!DOCTYPE html>"), (".ris", b"TY  - "), (".bib", b"@")),
        }[where]:
            with page.expect_download() as waited:
                page.locator(f"button[data-suffix='{suffix}']").focus()
                page.keyboard.press("Enter")
            path = tmp_path / f"list{suffix}"
            waited.value.save_as(path)
            assert waited.value.suggested_filename == f"seminar{suffix}"
            assert path.read_bytes().lstrip(b"\xef\xbb\xbf").startswith(begins), suffix
        with page.expect_download() as waited:
            press_on("File for data/reading-lists")
        saved = Path(waited.value.path()).read_text()
        assert saved.startswith('title: "Seminar"\nsections:\n  - heading: "Week 1"\n')
        page.locator("#share").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Week 4")
        assert page.locator("h1").inner_text() == "Seminar"
        playwright.expect(page.locator(".csl-entry")).to_have_count(4)


@pytest.mark.parametrize("where", ["live", "published"])
def test_a_list_of_the_library_becomes_ones_own(browser, where: str, request) -> None:
    root = request.getfixturevalue(where)
    with page_of(browser) as page:
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
        page.goto(f"{root}lists/common-factors-course/")
        page.get_by_role("link", name="Make a list of your own from this one").click()
        playwright.expect(page.locator(".builder-part")).to_have_count(8)
        assert page.locator("#list-title").input_value() == "Common factors in psychotherapy"
        assert page.locator("#heading-0").input_value() == "Week 1: The debate"
        playwright.expect(page.locator("select[aria-label^='Importance']").first).to_have_value(
            "essential"
        )
        works = page.locator(".builder-item").count()
        page.locator("#weeks").fill("6")
        page.get_by_role("button", name="Arrange in weeks").click()
        playwright.expect(page.locator(".builder-part")).to_have_count(6)
        playwright.expect(page.locator("#weeks")).to_have_value("6")
        weeks = [
            week.locator(".builder-item").count() for week in page.locator(".builder-part").all()
        ]
        assert sum(weeks) == works
        assert max(weeks) - min(weeks) <= 1
        assert asked == []
        # Another list takes its place only if the reader agrees.
        page.goto(f"{root}{KINDS['builder-filled']}")
        playwright.expect(page.locator(".builder-part")).to_have_count(6)
        assert asked == ["Replace your own list by this one?"]


def test_a_folder_is_read_from_a_disk(browser, small: KnowledgeBase, tmp_path: Path) -> None:
    publish(small, tmp_path / "site")
    with page_of(browser) as page:
        page.goto((tmp_path / "site" / "index.html").as_uri())
        page.get_by_role("link", name="Empathy", exact=True).first.click()
        playwright.expect(page.locator("h1")).to_have_text("Empathy")
        page.locator(".row a").first.click()
        playwright.expect(page.locator("h1")).to_have_text("Does empathy help?")


def test_the_file_of_a_list_is_one_that_the_library_reads(browser, published: str, library) -> None:
    # YAML takes some of these for line ends, and the rest for a damaged file.
    hostile = "- note: {a} \x7f\x85\u2028\ufeff\ufffe\ud800 'end'"
    other = ["", "further", "", 'Watch: "this"', "https://video.example.org/a?b=c", "video"]
    with page_of(browser, accept_downloads=True) as page:
        packed = {
            "t": 'A "list": #1',
            "i": "Two\nlines",
            "p": [["Week: 1", [["webb2010therapist", "essential", hostile], other]]],
        }
        page.goto(f"{published}lists/new/")
        page.evaluate(
            "(list) => location.search = '?list=' + encodeURIComponent(list)", json.dumps(packed)
        )
        page.wait_for_selector(".builder-item")
        with page.expect_download() as waited:
            page.get_by_role("button", name="File for data/reading-lists").click()
        path = library.root / "data" / "reading-lists" / "shared.yaml"
        try:
            shutil.copy(waited.value.path(), path)
            assert library.check() == ()
            (made,) = [one for one in library.reading_lists() if one.slug == "shared"]
            assert made.title == 'A "list": #1'
            assert made.sections[0].heading == "Week: 1"
            assert made.sections[0].items[0].note == "- note: {a}    'end'"
            assert made.sections[0].items[1] == OtherItem(
                item='Watch: "this"',
                link="https://video.example.org/a?b=c",
                kind="video",
                importance="further",
            )
        finally:
            path.unlink()
            library.build()


def test_what_is_no_publication_is_added_and_shared(browser, published: str) -> None:
    with page_of(browser, accept_downloads=True) as page:
        page.goto(f"{published}lists/new/")
        page.locator("#add-item").click()
        # The focus is where the words are written.
        page.keyboard.type("Watch this")
        page.get_by_label("Link: New item").fill("https://video.example.org/a")
        page.get_by_label("Kind: New item").select_option("video")
        page.reload()
        assert page.get_by_label("What it is: Watch this").input_value() == "Watch this"
        with page.expect_download() as waited:
            page.locator("button[data-suffix='.md']").click()
        text = Path(waited.value.path()).read_text()
        assert r"Watch this \[Video\]. <https://video.example.org/a>" in text
        page.locator("#share").click()
        page.wait_for_selector("text=Watch this [video]")
        assert page.get_by_role("link", name="https://video.example.org/a").count() == 1


def test_facets_work_together_on_a_published_site(browser, published: str) -> None:
    with page_of(browser) as page:
        page.goto(f"{published}articles/?topic=empathy&type=meta-analysis")
        page.locator("#total", has_text="3 articles").wait_for()
        page.get_by_role("link", name="Meta-analysis, remove").click()
        page.locator("#total", has_text="4 articles").wait_for()


def test_a_published_site_is_searched(browser, published: str) -> None:
    with page_of(browser) as page:
        page.goto(published)
        page.keyboard.press("/")
        page.keyboard.type("what is the evidence for empathy")
        page.keyboard.press("Enter")
        page.wait_for_selector(".row")
        assert "empathy" in page.locator(".row").first.inner_text().casefold()


def test_rows_of_a_published_site_say_what_was_retracted(browser, tmp_path, small) -> None:
    (small.root / "data/retractions.yaml").write_text(
        "notices:\n  - reference: one2020\n    nature: retraction\n    date: 2023-05-01\n"
    )
    with serving_files(tmp_path) as root, page_of(browser) as page:
        publish(small, tmp_path / "kb")
        for address in ("search/?q=empathy", "articles/?topic=empathy"):
            page.goto(f"{root}kb/{address}")
            page.wait_for_selector(".row .standing")
            assert page.locator(".standing").all_inner_texts() == ["Retracted"], address


def searched(page: object, root: str, asked: str, more: str = "") -> list[str]:
    """Search a published site and return the addresses of what is found, below `articles/`."""
    page.goto(f"{root}search/?q={quote_plus(asked)}{more}")
    page.wait_for_selector("#browse[aria-busy='false']")
    links = page.eval_on_selector_all(".row h2 a", "all => all.map((one) => one.href)")
    return [link.removeprefix(f"{root}articles/").rstrip("/") for link in links]


@pytest.mark.parametrize("by", ["Pagefind", "titles"])
def test_whatever_is_typed_is_answered_by_a_published_site(browser, published: str, by) -> None:
    numbers = {"a statistic", "a statistic without a nought", "a DOI", "a hyphen", "a phrase"}
    with page_of(browser) as page:
        if by == "titles":
            page.route("**/pagefind/pagefind.js", lambda route: route.fulfill(status=404))
        for edge in EDGES:
            asked, is_found = edge.values
            if not asked.strip(" \x00"):
                page.goto(f"{published}search/?q={quote_plus(asked)}")
                assert page.locator("#browse").is_hidden(), edge.id
                continue
            rows = searched(page, published, asked)
            assert page.locator("#total").inner_text(), edge.id
            if is_found is not None and not (by == "titles" and edge.id in numbers):
                assert bool(rows) == is_found, edge.id


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        pytest.param("empahty", "elliott", id="a slip of the finger"),
        pytest.param("Fluckiger alliance", "fluckiger2018alliance", id="a name without its accent"),
        pytest.param("wampold2015great", "wampold2015great", id="a key"),
        pytest.param("10.1037/a0018912", "webb2010therapist", id="a DOI"),
        pytest.param("what is the evidence for empathy?", "elliott", id="a question"),
    ],
)
def test_a_published_site_finds_what_a_server_finds(
    browser, published: str, library: KnowledgeBase, asked: str, first: str
) -> None:
    with page_of(browser) as page:
        rows = searched(page, published, asked)
    assert rows[0].startswith(first)
    assert rows[0] in library.search(asked).keys[:5]


def test_a_published_site_asks_whether_another_word_was_meant(browser, published: str) -> None:
    with page_of(browser) as page:
        searched(page, published, "empahty")
        assert page.locator(".hint").inner_text() == (
            'Nothing holds "empahty"; did you mean "empathy"?'
        )
        assert "with what may be meant" in page.locator("#total").inner_text()


def test_what_a_published_site_finds_is_narrowed_down_and_turned_over(
    browser, published: str, live: str
) -> None:
    with page_of(browser) as page:
        assert len(searched(page, published, "therapist")) == 25
        page.get_by_role("link", name="Next").click()
        page.wait_for_selector("#browse[aria-busy='false']")
        assert "Page 2 of" in page.locator(".paging").inner_text()
        page.go_back()
        facets = page.get_by_role("navigation", name="Narrow down")
        link = facets.get_by_role("link", name="Meta-analysis")
        count = link.locator("+ .count").inner_text()
        link.click()
        page.get_by_role("link", name="Meta-analysis, remove").wait_for()
        page.wait_for_selector("#browse[aria-busy='false']")
        playwright.expect(page.locator("#total")).to_have_text(f"{count} articles")
        assert "q=therapist&type=meta-analysis" in page.url


@pytest.mark.parametrize(
    ("lost", "told"),
    [
        pytest.param(("pagefind/pagefind.js",), "article", id="Pagefind"),
        pytest.param(("pagefind/wasm.*",), "article", id="its program"),
        pytest.param(("pagefind/index/*",), "article", id="its index"),
        pytest.param(("pagefind/facets.json",), "article", id="the facets"),
        pytest.param(("pagefind/**", "words.txt"), "article", id="the words too"),
        pytest.param(("pagefind/**", "search.json"), "could not be loaded", id="everything"),
    ],
)
def test_a_search_that_lacks_files_says_how_to_go_on(browser, published: str, lost, told) -> None:
    context = browser.new_context()
    page = context.new_page()
    for pattern in lost:
        page.route(f"{published}{pattern}", lambda route: route.abort())
    rows = searched(page, published, "empathy")
    assert told in page.locator("#total").inner_text()
    assert bool(rows) == (told == "article")
    assert page.locator("#elsewhere").is_visible() == (told != "article")
    context.close()


@pytest.mark.parametrize("where", ["live", "published"])
def test_a_list_is_built_in_french(browser, where: str, request, library, tmp_path) -> None:
    root = request.getfixturevalue(where)
    with page_of(browser, accept_downloads=True) as page:

        def downloaded(suffix: str) -> Path:
            with page.expect_download() as waited:
                page.locator(f"button[data-suffix='{suffix}']").click()
            assert waited.value.suggested_filename == f"liste-de-lectures{suffix}"
            path = tmp_path / f"list{suffix}"
            waited.value.save_as(path)
            return path

        page.goto(f"{root}fr/articles/wampold2015great/")
        page.get_by_role("button", name="Ajouter à ma liste").first.click()
        page.get_by_text("Ajout à ma liste effectué").wait_for(state="attached")
        # Both languages share the list.
        page.goto(f"{root}articles/wampold2015great/")
        page.get_by_role("button", name="Remove from my list").first.wait_for()
        page.goto(f"{root}fr/lists/new/")
        page.get_by_label("Importance\u00a0: Wampold et Imel (2015)").select_option(
            label="essentiel"
        )
        page.get_by_role("button", name="Ajouter une partie").click()
        page.get_by_role("link", name="articles", exact=True).wait_for()
        page.get_by_role("button", name="Ajouter une vidéo, une tâche…").click()
        page.keyboard.type("À regarder")
        page.get_by_label("Type\u00a0: Nouvel élément").select_option(label="vidéo")
        page.get_by_role("button", name="Descendre\u00a0: Wampold et Imel (2015)").click()
        page.get_by_text("place 1 sur 2 dans la partie 2").wait_for(state="attached")
        page.get_by_role("button", name="Monter\u00a0: Wampold et Imel (2015)").click()
        page.get_by_text("place 1 sur 1 dans la partie 1").wait_for(state="attached")
        saved = downloaded(".yaml").read_text()
        assert saved.startswith('title: "Liste de lectures"\nlocale: fr-CA\nsections:\n')
        assert 'heading: "Partie 2"' in saved
        if where == "published":
            text = downloaded(".md").read_text()
            assert "Wampold, B. E. et Imel, Z. E. (2015). *The great" in text
            assert r"À regarder \[vidéo\]" in text
            written = downloaded(".html").read_text()
            assert '<html lang="fr-CA">' in written
            assert 'Wampold, B. E. et Imel, Z. E. (2015). <span lang="en"><em>The great' in written
            assert "[essentiel]" in written
        else:
            text = "\n".join(one.text for one in Document(str(downloaded(".docx"))).paragraphs)
            assert "Wampold, B. E. et Imel, Z. E. (2015)" in text
            assert "[vidéo]" in text
        assert downloaded(".ris").read_bytes().lstrip(b"\xef\xbb\xbf").startswith(b"TY  - BOOK")
        path = library.root / "data" / "reading-lists" / "liste.yaml"
        try:
            path.write_text(saved, encoding="utf-8")
            assert library.check() == ()
        finally:
            path.unlink()
            library.build()
        page.locator("#share").click()
        page.get_by_text("[vidéo]").wait_for()
        page.get_by_text("Wampold, B. E. et Imel, Z. E. (2015)").wait_for()
        assert page.url.startswith(f"{root}fr/lists/view/")


@pytest.mark.parametrize("by", ["Pagefind", "titles"])
def test_a_published_site_is_searched_in_french(browser, published: str, by: str) -> None:
    with page_of(browser) as page:
        if by == "titles":
            page.route("**/pagefind/pagefind.js", lambda route: route.fulfill(status=404))
        assert "vandis2020longterm" in searched(page, f"{published}fr/", "van dis")
        row = page.locator(".row", has_text="van Dis").first
        assert row.locator(".standing").inner_text() == "Corrigé"
        assert row.get_by_role("link", name="Troubles anxieux").is_visible()
        assert row.get_by_role("button", name="Ajouter à ma liste").is_visible()
        searched(page, f"{published}fr/", "empahty")
        assert page.locator(".hint").inner_text() == (
            "Rien ne contient «\u00a0empahty\u00a0»; vouliez-vous dire «\u00a0empathy\u00a0»?"
        )
        assert page.locator("#total").inner_text().endswith("tous les mots demandés")
        # A topic is found by its name in French, and narrowed down to.
        assert searched(page, f"{published}fr/", "empathie")
        page.locator("[data-facet='topic'] a", has_text="Empathie").click()
        page.get_by_role("link", name="Empathie, retirer").wait_for()
        assert page.locator(".chosen").inner_text().startswith("Choix\u00a0: Empathie")
        page.goto(f"{published}fr/search/?q=%2C")
        assert page.locator("#total").inner_text().startswith("Il n’y a aucun mot à chercher")


def test_articles_are_browsed_in_french(browser, published: str) -> None:
    with page_of(browser) as page:
        page.goto(f"{published}fr/articles/?topic=empathy&type=meta-analysis")
        page.locator("#total", has_text="3 articles").wait_for()
        assert page.locator(".chosen").inner_text().startswith("Choix\u00a0: Empathie")
        assert page.locator(".row .chips a", has_text="Empathie").count() == 3
        page.goto(f"{published}fr/articles/?topic=empathy&year=1900")
        page.get_by_text("Aucun article ne réunit tous ces critères.").wait_for()
        assert page.locator("#total").inner_text() == "0 article"
        page.goto(f"{published}fr/articles/?topic=common-factors&topic=client-factors")
        page.locator(".paging", has_text="Page 1 sur 2").wait_for()
        page.goto(f"{published}fr/compare/?keys=wampold2015great,nobody")
        page.get_by_text("Il n’y a pas d’article «\u00a0nobody\u00a0».").wait_for()
        page.get_by_text("Wampold, B. E. et Imel, Z. E. (2015)").wait_for()


@pytest.mark.parametrize("where", ["live", "published"])
def test_everything_can_be_read_without_javascript(browser, where: str, request) -> None:
    root = request.getfixturevalue(where)
    with page_of(browser, java_script_enabled=False) as page:
        for address in KINDS.values():
            page.goto(root + address)
            assert page.locator("h1").count() == 1
            assert page.locator("button:visible:not([type=submit])").count() == 0, address
        page.goto(f"{root}articles/")
        page.get_by_role("link", name="Empathy", exact=True).first.click()
        assert page.locator(".row").count() == 4
        page.locator(".row a").first.click()
        assert page.locator("#formatted").is_visible()


AXE = {
    "light": {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}},
    "dark": {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]},
}
"""What axe looks for; dark pages differ in their colours alone."""


def settle(page: object, address: str) -> None:
    """Wait for what scripts draw."""
    if "?" in address or address == KINDS["builder"]:
        page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(
    ("where", "scheme", "below"),
    [
        pytest.param("live", "light", "", id="live-light"),
        pytest.param("live", "dark", "", id="live-dark"),
        pytest.param("published", "light", "", id="published-light"),
        pytest.param("published", "dark", "", id="published-dark"),
        pytest.param("live", "light", "fr/", id="live-light-French"),
    ],
)
def test_no_page_has_a_barrier_that_axe_finds(
    browser, where: str, scheme: str, below: str, request
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed"
    ).Axe()
    root = request.getfixturevalue(where) + below
    found = []
    with page_of(browser, color_scheme=scheme, bypass_csp=True) as page:
        for name, address in KINDS.items():
            page.goto(root + address)
            settle(page, address)
            found += [
                (name, one["id"], [node["html"][:150] for node in one["nodes"][:3]])
                for one in axe.run(page, options=AXE[scheme]).response["violations"]
            ]
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_a_failure_and_of_a_retracted_work_have_no_barrier(
    browser, live: str, client: FlaskClient, scheme: str
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed"
    ).Axe()
    failure = client.post("/", headers={"Sec-Fetch-Site": "same-origin"})
    assert failure.status_code == 405
    with page_of(browser, color_scheme=scheme, bypass_csp=True) as page:
        page.route("**/failed", lambda route: route.fulfill(body=failure.data))
        page.goto(f"{live}failed")
        assert axe.run(page, options=AXE[scheme]).response["violations"] == []
        page.goto(f"{live}articles/vandis2020longterm/")
        page.locator(".banner").evaluate("(banner) => banner.classList.add('grave')")
        assert axe.run(page, options=AXE[scheme]).response["violations"] == []


SPACED = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
"""What readers may set (WCAG 2.2, 1.4.12)."""
CUT = """[...document.querySelectorAll("main *, header *, footer *")].filter((one) =>
  !one.closest(".unseen, thead, svg, input") && one.checkVisibility()
  && ["hidden", "clip"].includes(getComputedStyle(one).overflowX)
  && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
).map((one) => one.outerHTML.slice(0, 100))"""
"""Elements whose text does not fit into them."""


@pytest.mark.parametrize(
    ("where", "below"),
    [
        pytest.param("live", "", id="live"),
        pytest.param("published", "", id="published"),
        # French words are longer.
        pytest.param("published", "fr/", id="published-French"),
    ],
)
def test_no_page_scrolls_sideways_or_cuts_text(browser, where: str, below: str, request) -> None:
    root = request.getfixturevalue(where) + below
    found = []
    with page_of(browser, bypass_csp=True) as page:
        for name, address in KINDS.items():
            page.goto(root + address)
            settle(page, address)
            for style in ("", SPACED):
                if style:
                    page.add_style_tag(content=style)
                # 640 is what a wide window has at 200 %.
                for width in (320, 375, 640, 1280):
                    page.set_viewport_size({"width": width, "height": 800})
                    reach = page.evaluate("document.documentElement.scrollWidth")
                    if reach != width:
                        found.append((name, width, reach))
                    found += [(name, width, one) for one in page.evaluate(CUT)]
    assert found == []


@pytest.mark.parametrize(
    "name", ["home", "articles", "article", "topic-with-plots", "builder-filled", "search-found"]
)
@pytest.mark.parametrize("where", ["live", "published"])
def test_the_tabulator_reaches_all_and_is_never_trapped(
    browser, where: str, name: str, request
) -> None:
    root = request.getfixturevalue(where)
    with page_of(browser) as page:
        page.goto(root + KINDS[name])
        page.wait_for_load_state("networkidle")
        # The list or the answer that a script draws stays where it is from here on.
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        bare = []
        for _ in range(600):
            last, outlined = page.evaluate(
                """() => {
                  const at = document.activeElement, style = getComputedStyle(at);
                  return [Boolean(at.closest("footer")) && at.textContent,
                    style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
                      || at.outerHTML.slice(0, 80)];
                }"""
            )
            if outlined is not True:
                bare.append(outlined)
            if last == "Feed":
                break
            page.keyboard.press("Tab")
        assert last == "Feed"
        assert bare == []
        page.locator(".skip").focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize(
    "key",
    [
        "webb2010therapist",
        "fluckiger2018alliance",
        "elliott2018therapist",
        "eubanks2018alliance",
        "constantino2018metaanalysis",
    ],
)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_focus_goes_with_a_number_to_its_sentence_and_back(
    browser, live: str, key: str, scripts: bool
) -> None:
    with page_of(browser, java_script_enabled=scripts) as page:
        page.goto(f"{live}articles/{key}/")
        number = page.locator("td a[href^='#quote-']").first
        printed = number.inner_text().replace("\u00a0", " ")
        row = number.locator("xpath=ancestor::tr").get_attribute("id")
        number.focus()
        page.keyboard.press("Enter")
        sentence = page.locator("a:target")
        playwright.expect(sentence).to_have_count(1)
        assert sentence.evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"
        if scripts:
            assert sentence.evaluate("(one) => one === document.activeElement")
        # The next link after the sentence is focused where there is no script as well.
        sentence.focus()
        page.keyboard.press("Enter")
        playwright.expect(page.locator("tr:target")).to_have_id(row)
        page.keyboard.press("Tab")
        again = page.locator(":focus")
        assert again.inner_text().replace("\u00a0", " ") == printed


@pytest.mark.parametrize("where", ["live", "published"])
def test_the_address_of_a_page_is_copied_whole(browser, where: str, request) -> None:
    root = request.getfixturevalue(where)
    with page_of(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(f"{root}articles/webb2010therapist/")
        for button, said in (
            ("Copy address", "Address copied"),
            ("Copy citation of this page", "Citation of this page copied"),
        ):
            page.get_by_role("button", name=button).click()
            page.get_by_text(said).wait_for(state="attached")
            copied = page.evaluate("navigator.clipboard.readText()")
            assert copied.endswith(f"{root}articles/webb2010therapist/")


def test_high_contrast_and_still_readers_are_served(browser, live: str) -> None:
    with page_of(browser, forced_colors="active", reduced_motion="reduce") as page:
        page.goto(f"{live}{KINDS['topic-with-plots']}")
        ink, paper, motion = page.evaluate(
            """() => [getComputedStyle(document.querySelector(".forest text")).fill,
              getComputedStyle(document.body).getPropertyValue("background-color")
                && getComputedStyle(document.documentElement).backgroundColor,
              getComputedStyle(document.documentElement).scrollBehavior]"""
        )
        assert ink != paper
        assert motion == "auto"


def test_paper_holds_what_is_read_and_no_ways_to_elsewhere(browser, live: str) -> None:
    with page_of(browser) as page:
        page.emulate_media(media="print")
        for name in ("article", "topic-with-plots", "course", "compare-two", "articles"):
            page.goto(live + KINDS[name])
            assert page.locator("main h1").is_visible(), name
            hidden = "nav:visible, form:visible, button:visible, .downloads:visible"
            assert page.locator(hidden).count() == 0, name
            for table in page.locator(".table").all():
                assert table.evaluate("(one) => getComputedStyle(one).overflowX") == "visible"


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        pytest.param("?cat_2=17", "topics/empathy/", id="an old query"),
        pytest.param("?utm_source=letter&cat_2=17", "topics/empathy/", id="with more"),
        pytest.param("?cat_2=18", "?cat_2=18", id="another query"),
    ],
)
def test_an_old_address_leads_on_by_script(
    browser: object, small: KnowledgeBase, tmp_path: Path, asked: str, there: str
) -> None:
    (small.root / "data" / "redirects.yaml").write_text(
        'redirects:\n  - from: "?cat_2=17"\n    to: topics/empathy/\n'
    )
    publish(small, tmp_path / "kb")
    with serving_files(tmp_path) as root:
        page = browser.new_page()  # type: ignore[attr-defined]
        page.goto(f"{root}kb/{asked}", wait_until="networkidle")
        page.wait_for_url(f"{root}kb/{there}")
        page.close()


def test_without_the_list_of_old_addresses_the_front_page_stays(
    browser: object, small: KnowledgeBase, tmp_path: Path
) -> None:
    (small.root / "data" / "redirects.yaml").write_text(
        'redirects:\n  - from: "?cat_2=17"\n    to: topics/empathy/\n'
    )
    publish(small, tmp_path / "kb")
    listed = tmp_path / "kb" / "redirects.json"
    errors: list[str] = []
    with serving_files(tmp_path) as root:
        page = browser.new_page()  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: errors.append(str(error)))
        for damage in ("<html>", ""):
            listed.write_text(damage) if damage else listed.unlink()
            page.goto(f"{root}kb/?cat_2=17", wait_until="networkidle")
            assert page.url == f"{root}kb/?cat_2=17"
        page.close()
    assert errors == []
