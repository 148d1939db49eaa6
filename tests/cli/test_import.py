"""`pprkb import`: from a page of the blog to references and summaries, without losing a byte."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pprkb.cli.main import program
from pprkb.files.folder import scan
from pprkb.files.read.load import load_library
from pprkb.formats.blog.read import read_blog_page
from pprkb.formats.markdown import plain_paragraphs
from pprkb.model.errors import OutputError
from tests.command_line import invoke
from tests.formats.blog.words_of import words
from tests.libraries_of_tests import copy_library

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "tests/formats/blog/pages"
SEED = ROOT.parent / "shared/seed/pprnet-blog.txt"
SERIES = PAGES / "series.txt"
COMMENT = "% The works of the blog.\n"


@pytest.fixture
def empty(tmp_path):
    root = tmp_path / "library"
    (root / "data").mkdir(parents=True)
    (root / "data/references.bib").write_text(COMMENT)
    return root


def run(root, *arguments, code=0, stdin=None):
    return invoke("--library", root, "import", *arguments, code=code, stdin=stdin)


def plan(root, *arguments, **known):
    return json.loads(run(root, *arguments, "--json", **known).stdout)


def contents(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted((root / "data").rglob("*"))
        if path.is_file()
    }


def library(root):
    return load_library(scan(root))


def page(tmp_path, text, name="page.txt"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


POST = """May 2031
Silence in the Group
Amberley, C. (2029). Silence in the group. Group Matters, 7, 1-9.
A short paper on what a group does when nobody speaks. Its members think that the others are angry; hardly anyone is (r = .12, k = 14 studies).
Practice Implications
Name the silence, and ask what it is like.
"""


# -- the plan --------------------------------------------------------------------------------


def test_a_plan_is_shown_and_nothing_is_written_unasked(empty):
    result = run(empty, SERIES)
    assert "1. new  2031-06  Change Begins Early" in result.stdout
    assert f"{SERIES}:2" in result.stdout
    assert "marchbank2030long (new): Marchbank & Oyelaran (2030)" in result.stdout
    assert "5 posts, 2 works: 5 new" in result.stderr
    assert "nothing is written yet; add --yes to write 5 summaries" in result.stderr
    assert contents(empty) == {"data/references.bib": COMMENT.encode()}


def test_what_was_left_over_is_shown_with_its_line(empty):
    result = run(empty, PAGES / "oddities.txt")
    assert 'oddities.txt:1: "Oktober" (comes before any month)' in result.stdout
    assert 'oddities.txt:28: "Contact us"' in result.stdout


def test_a_dry_run_shows_what_would_be_written(empty):
    result = run(empty, SERIES, "--dry-run", "--yes")
    assert "+reference: marchbank2030long" in result.stdout
    assert "+++ data/summaries/2031-06-change-begins-early.md" in result.stdout
    assert contents(empty) == {"data/references.bib": COMMENT.encode()}


def test_the_plan_as_json(empty):
    found = plan(empty, SERIES)
    assert [one["status"] for one in found["posts"]] == ["new"] * 5
    assert found["posts"][3]["reference"] == "marchbank2030long"
    assert "preamble of its series names the work" in found["posts"][3]["remarks"][0]
    assert found["written"] == []
    written = plan(empty, SERIES, "--yes")["written"]
    assert written[0] == "data/references.bib"
    assert len(written) == 6


def test_a_page_may_come_through_a_pipe(empty):
    text = SERIES.read_text()
    assert "5 new" in run(empty, "-", stdin=text).stderr
    run(empty, "-", "--yes", stdin=text)
    assert len(library(empty).summaries) == 5


@pytest.mark.parametrize(("answer", "number"), [("y", 5), ("n", 0), ("", 0)])
def test_on_a_terminal_the_author_is_asked(empty, monkeypatch, answer, number):
    monkeypatch.setattr("pprkb.cli.writing.import_._on_terminal", lambda: True)
    result = run(empty, SERIES, stdin=f"{answer}\n")
    assert "write 5 summaries? [y/N]" in result.stderr
    assert len(library(empty).summaries) == number


def test_only_months_that_are_asked_for(empty):
    result = run(empty, SERIES, "--since", "2031-08", "--yes")
    assert "2 posts before 2031-08 left out" in result.stderr
    months = [str(one.month) for one in library(empty).summaries.values()]
    assert sorted(months) == ["2031-08", "2031-09", "2031-09"]


# -- what is written ---------------------------------------------------------------------------


def test_posts_become_summaries_and_share_their_works(empty):
    result = run(empty, SERIES, "--yes")
    made = library(empty)
    assert list(made.references) == ["marchbank2030long", "vane2031twice"]
    works = [one.reference for one in made.summaries.values()]
    assert works == ["marchbank2030long"] * 4 + ["vane2031twice"]
    assert not made.problems
    assert (empty / "data/references.bib").read_text().startswith(COMMENT)
    assert (empty / "data/summaries/2031-06-change-begins-early.md").read_text() == (
        "---\n"
        "title: Change Begins Early\n"
        "month: 2031-06\n"
        "reference: marchbank2030long\n"
        "# type: see data/research-types.yaml\n"
        "# topics: see data/topics.yaml\n"
        "# Reference as the blog printed it: Marchbank, R. & Oyelaran, T. (2030). The long book of"
        " change. Northwold: Greyfriars Press.\n"
        "# Preamble: The Long Book of Change: From June 2031 on I will review one chapter a month"
        " from The Long Book of Change (Marchbank & Oyelaran, 2030) in this blog. Parts of it can be"
        " read on the web.\n"
        "---\n"
        "## Summary\n"
        "The first chapter tells how soon people get better. A third of all change happens before"
        " the fourth session, and much of it before the first one.\n"
        "\n"
        "## Practice implications\n"
        "Ask at the first meeting what has changed since the call.\n"
    )
    assert "wrote data/summaries/2031-06-change-begins-early.md" in result.stderr


def test_a_work_of_the_library_is_not_entered_again(tmp_path):
    root = copy_library(tmp_path)
    before = (root / "data/references.bib").read_bytes()
    text = POST.replace(
        "Amberley, C. (2029). Silence in the group. Group Matters, 7, 1-9.",
        "Fluckiger, C., Del Re, A.C., Wampold, B.E., & Horvath, A.O. (2018). The alliance in adult"
        " psychotherapy: A meta analytic synthesis. Psychotherapy, 55, 316-340.",
    )
    run(root, page(tmp_path, text), "--yes")
    assert (root / "data/references.bib").read_bytes() == before
    assert library(root).summaries["2031-05-silence-group"].reference == "fluckiger2018"


def test_a_doi_that_only_the_link_holds_is_read(empty):
    run(empty, PAGES / "modern.html", "--yes")
    (work,) = library(empty).references.values()
    assert work.doi == "10.9999/jit.12.101"


def test_a_newcomer_whose_key_is_taken_gets_a_letter(empty, tmp_path):
    run(empty, page(tmp_path, POST), "--yes")
    other = POST.replace("Silence in the group. Group", "Silence kept. Other").replace(
        "Silence in the Group", "Silence Kept"
    )
    other = other.replace("May", "June").replace("A short paper on what", "A paper on how much")
    assert "much of its text" in run(empty, page(tmp_path, other), "--yes").stdout
    run(empty, page(tmp_path, other), "--yes", "--accept", "1")
    assert list(library(empty).references) == ["amberley2029silence", "amberley2029silenceb"]


def test_a_post_without_reference_says_so(empty, tmp_path):
    run(empty, PAGES / "oddities.txt", "--yes")
    path = empty / "data/summaries/2031-10-post-without-reference.md"
    assert "\nreference: none\n" in path.read_text()
    assert not library(empty).problems


@pytest.mark.parametrize("name", ["markup.txt", "modern.html", "french.txt", "old-table.html"])
def test_the_author_s_words_are_kept(empty, name):
    run(empty, PAGES / name, "--yes")
    text = (PAGES / name).read_text(encoding="utf-8")
    for post in read_blog_page(text).posts:
        summary = next(s for s in library(empty).summaries.values() if s.title == post.title)
        for written, printed in (
            (summary.evidence_summary, post.body),
            (summary.practice_implications, post.implications),
        ):
            assert plain_paragraphs(written, {}) == plain_paragraphs("\n\n".join(printed), {})
        # What stands around the text is kept in comments.
        file = words((empty / f"data/summaries/{summary.id}.md").read_text())
        for printed in (post.citation, *post.preamble, *post.author_line):
            assert not words(printed) - file


def test_effects_are_proposed_and_can_be_recorded(empty, tmp_path):
    html = "".join(f"<p>{line}</p>" for line in POST.replace("&", "&amp;").splitlines())
    post = page(tmp_path, html.replace("r = .12", "<em>r</em> = .12*"), "page.html")
    result = run(empty, post, "--yes")
    assert "1 effect to propose" in result.stderr
    assert "pprkb extract 2031-05-silence-group  (1 effect to look at)" in result.stderr
    summary = empty / "data/summaries/2031-05-silence-group.md"
    assert "effects:" not in summary.read_text()
    arguments = ["--library", str(empty), "extract", "2031-05-silence-group", "--accept", "1"]
    assert CliRunner().invoke(program, arguments).exit_code == 0
    (effect,) = library(empty).summaries["2031-05-silence-group"].effects
    assert (effect.value, effect.k) == (".12", 14)
    checked = CliRunner().invoke(program, ["--library", str(empty), "check"])
    assert "quote-not-found" not in checked.output
    before = contents(empty)
    assert "1 already there" in run(empty, post, "--yes").stderr
    assert contents(empty) == before


def test_a_bibliography_in_another_encoding_keeps_its_bytes(empty, tmp_path):
    bib = empty / "data/references.bib"
    old = "@book{e,\r\n  author = {É, A.},\r\n  title = {Été},\r\n}\r\n".encode("cp1252")
    bib.write_bytes(old)
    run(empty, page(tmp_path, POST), "--yes")
    assert bib.read_bytes().startswith(old)
    assert b"\r\n@article{amberley2029silence,\r\n" in bib.read_bytes()


def test_the_key_of_a_damaged_entry_is_not_used_again(empty, tmp_path):
    bib = empty / "data/references.bib"
    damaged = "@article{amberley2029silence,\n  title = {Not closed,\n}\n"
    bib.write_text(damaged)
    run(empty, page(tmp_path, POST), "--yes")
    assert bib.read_text().count("amberley2029silence,") == 1
    assert "amberley2029silenceb" in bib.read_text()


# -- again and again ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(PAGES.iterdir()), ids=lambda path: path.name)
def test_a_second_import_changes_nothing(empty, path):
    accepted = [str(one["number"]) for one in plan(empty, path)["posts"] if one["path"]]
    run(empty, path, "--yes", "--accept", ",".join(accepted))
    before = contents(empty)
    assert len(before) == 1 + len(accepted)
    checked = CliRunner().invoke(program, ["--library", str(empty), "check"])
    assert checked.exit_code == 0 or not accepted, checked.output
    again = plan(empty, path, "--yes", "--accept", ",".join(accepted))
    assert {one["status"] for one in again["posts"] if one["number"] in map(int, accepted)} <= {
        "already there"
    }
    assert contents(empty) == before


EDITS = {
    "another title": lambda text: text.replace("title: ", "title: Retold: ", 1),
    "title and text": lambda text: (
        text.split("---")[0]
        + "---\ntitle: My own\n"
        + text[text.index("month: ") : text.index("## Summary")]
        + "## Summary\nAll new.\n\n## Practice implications\nLikewise.\n"
    ),
    "more text": lambda text: text + "\nA paragraph of mine.\n",
    "less text": lambda text: text[: text.index("## Practice")],
    "type and topics": lambda text: text.replace("# type", "type: review\n# type"),
    "cited": lambda text: text.replace("## Summary\n", "## Summary\n[@vane2031twice] "),
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_what_the_author_has_edited_is_left_alone(empty, edit):
    run(empty, SERIES, "--yes")
    for path in (empty / "data/summaries").iterdir():
        path.write_bytes(edit(path.read_text()).encode())
    before = contents(empty)
    result = run(empty, SERIES, "--yes")
    assert "5 already there" in result.stderr
    assert contents(empty) == before


def test_a_file_of_another_name_is_still_the_same_post(empty):
    run(empty, SERIES, "--yes")
    for path in list((empty / "data/summaries").iterdir()):
        path.rename(path.with_name(f"{path.name[:8]}x{path.name[8:]}"))
    before = contents(empty)
    assert "5 already there" in run(empty, SERIES, "--yes").stderr
    assert contents(empty) == before


def test_a_file_that_cannot_be_read_makes_a_post_uncertain(empty, tmp_path):
    post = page(tmp_path, POST)
    run(empty, post, "--yes")
    (path,) = (empty / "data/summaries").iterdir()
    path.write_text("My own words, without front matter.")
    before = contents(empty)
    result = run(empty, post, "--yes")
    assert "? a file of its name is there and cannot be read" in result.stdout
    assert contents(empty) == before
    run(empty, post, "--yes", "--accept", "1")
    assert path.read_text() == "My own words, without front matter."
    assert (empty / "data/summaries/2031-05-silence-group-2.md").exists()


def test_a_text_that_moved_to_another_month_makes_a_post_uncertain(empty, tmp_path):
    run(empty, page(tmp_path, POST), "--yes")
    moved = POST.replace("May 2031", "June 2031").replace("Name the silence", "Name it")
    before = contents(empty)
    result = run(empty, page(tmp_path, moved), "--yes")
    assert "? title and work are those of data/summaries/2031-05-silence-group.md" in result.stdout
    assert contents(empty) == before


def test_two_posts_of_one_month_may_be_of_one_work(empty, tmp_path):
    second = (
        POST.removeprefix("May 2031\n")
        .replace("Silence in the Group", "More of It")
        .replace(
            "A short paper on what a group does when nobody speaks. Its members think that the others",
            "The second half of the same paper asks the members afterwards. They had thought others",
        )
    )
    run(empty, page(tmp_path, POST), "--yes")
    result = run(empty, page(tmp_path, POST + second), "--yes")
    assert "1 new, 1 already there" in result.stderr
    assert len(library(empty).references) == 1
    assert len(library(empty).summaries) == 2


def test_a_post_that_the_page_prints_twice_is_imported_once(empty, tmp_path):
    result = run(empty, page(tmp_path, POST + POST), "--yes")
    assert "= the same as post 1 of this page" in result.stdout
    assert list(library(empty).summaries) == ["2031-05-silence-group"]


# -- what is uncertain -------------------------------------------------------------------------

CUT = POST.replace("Group Matters, 7, 1-9.", "Gr")


def test_what_is_uncertain_waits_until_it_is_accepted(empty, tmp_path):
    post = page(tmp_path, CUT)
    result = run(empty, post, "--yes")
    assert "1. uncertain" in result.stdout
    assert "    ? its reference: " in result.stdout
    assert "--accept 1" in result.stderr
    assert contents(empty) == {"data/references.bib": COMMENT.encode()}
    run(empty, post, "--yes", "--accept", "1")
    assert library(empty).summaries["2031-05-silence-group"].reference == "amberley2029silence"


def test_a_reference_that_cannot_be_read_is_not_invented(empty, tmp_path):
    text = POST.replace(
        "Amberley, C. (2029). Silence in the group. Group Matters, 7, 1-9.",
        "Amberley, C. (n.d.),",
    )
    found = plan(empty, page(tmp_path, text))
    assert all(one["status"] != "new" or not one["reference"] for one in found["posts"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (POST.removeprefix("May 2031\n"), "it is not under a month"),
        (
            "May 2031\n" + "Nobody knows the title of this post. It is long enough to be one. " * 3,
            "neither title nor reference",
        ),
    ],
    ids=["no month", "no title"],
)
def test_what_cannot_be_written_is_said(empty, tmp_path, text, message):
    post = page(tmp_path, text)
    assert message in run(empty, post, "--yes").stdout
    result = run(empty, post, "--yes", "--accept", "1", code=3)
    assert "post 1 cannot be imported" in result.stderr
    assert message in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--accept", "9"), 3, "there is no post 9 in this plan"),
        (("--accept", "one"), 2, "commas"),
        (("--since", "May"), 2, "2015-01"),
    ],
    ids=["number", "no number", "no month"],
)
def test_mistakes_are_said(empty, arguments, code, message):
    assert message in run(empty, SERIES, *arguments, code=code).stderr


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"%PDF-1.7 ...", "a PDF"), (b"PK\x03\x04...", "a Word file")],
    ids=["PDF", "Word"],
)
def test_files_that_are_no_text_are_said(empty, tmp_path, content, kind):
    path = tmp_path / "page"
    path.write_bytes(content)
    result = run(empty, path, code=3)
    assert kind in result.stderr
    assert "paste it as text" in result.stderr


@pytest.mark.parametrize("content", [b"", b"\n\n", b"A shopping list.\n"], ids=["0", "1", "2"])
def test_a_page_without_posts(empty, tmp_path, content):
    path = tmp_path / "page"
    path.write_bytes(content)
    assert "no posts" in run(empty, path, "--yes").stderr
    assert contents(empty) == {"data/references.bib": COMMENT.encode()}


# -- when something fails ----------------------------------------------------------------------


@pytest.mark.parametrize("number", range(5))
def test_a_failure_between_two_files_leaves_a_sound_library(empty, tmp_path, monkeypatch, number):
    from pprkb.files import change

    whole = tmp_path / "whole"
    (whole / "data").mkdir(parents=True)
    (whole / "data/references.bib").write_text(COMMENT)
    run(whole, SERIES, "--yes")
    write, done = change.write_new, []

    def failing(path, content):
        if len(done) == number:
            raise OutputError("the drive is full")
        write(path, content)
        done.append(path)

    with monkeypatch.context() as patched:
        patched.setattr(change, "write_new", failing)
        result = run(empty, SERIES, "--yes", code=3)
    assert "the drive is full" in result.stderr
    assert not library(empty).problems
    assert len(library(empty).summaries) == number
    assert len(library(empty).references) == 2
    run(empty, SERIES, "--yes")
    assert contents(empty) == contents(whole)


# -- the page that the project began with ------------------------------------------------------


@pytest.mark.skipif(not SEED.is_file(), reason="../shared is absent")
def test_the_seed_page_into_an_empty_library(empty):
    found = plan(empty, SEED)
    assert [one["status"] for one in found["posts"]] == ["new"] * 6
    assert len({one["reference"] for one in found["posts"]}) == 5
    assert sum(len(one["effects"]) for one in found["posts"]) == 9
    assert [one["line"] for one in found["leftover"]] == [2]
    run(empty, SEED, "--yes")
    before = contents(empty)
    assert "6 already there" in run(empty, SEED, "--yes").stderr
    assert contents(empty) == before


@pytest.mark.skipif(not SEED.is_file(), reason="../shared is absent")
def test_the_seed_page_is_in_the_default_library(tmp_path):
    found = plan(ROOT, SEED)
    assert [one["status"] for one in found["posts"]] == ["already there"] * 6


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (
            "https://blog.example.org/2026/11",
            "save https://blog.example.org/2026/11 in your browser",
        ),
        ("www.example.org/blog", "curl -sL www.example.org/blog | pprkb import -"),
        ("https://doi.org/10.1037/pst0000172", "pprkb add https://doi.org/10.1037/pst0000172"),
        ("10.1037/pst0000172", "pprkb add 10.1037/pst0000172"),
    ],
)
def test_an_address_is_answered(address, told, empty):
    before = contents(empty)
    assert told in " ".join(run(empty, address, code=2).stderr.split())
    assert contents(empty) == before
