"""The commands as a person types them: what is printed, what is written, how they end."""

import csv
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import click
import docx
import pytest
from click.testing import CliRunner
from lxml import etree, html

from pprkb.cli.main import program
from tests.command_line import invoke
from tests.documents.writers.cartridge_reader import Cartridge
from tests.documents.writers.office import read_rtf
from tests.libraries_of_tests import copy_library


@pytest.fixture
def root(tmp_path):
    return copy_library(tmp_path)


@pytest.fixture
def run(root):
    def call(*arguments, code=0, library=root):
        return invoke("--library", library, *arguments, code=code)

    return call


# -- reading ---------------------------------------------------------------------------------


def test_list(run):
    result = run("list", "--topic", "relationship")
    assert result.stdout.splitlines() == [
        "fluckiger2018  Flückiger, Del Re, Wampold & Horvath (2018)."
        " The alliance in adult psychotherapy: A meta-analytic synthesis",
        "    2018-11 · Meta-analysis · Alliance",
        "wampold2015  Wampold & Imel (2015). The great psychotherapy debate:"
        " The evidence for what makes psychotherapy work",
        "    2019-02 · Review · Therapeutic Relationship ·"
        " Cognitive Therapy (CT) and Cognitive-Behavioural Therapy (CBT)",
    ]
    assert result.stderr == "2 articles\n"


def test_list_as_json(run):
    articles = json.loads(run("list", "--json", "--key", "wampold2015").stdout)
    assert [article["key"] for article in articles] == ["wampold2015"]
    assert articles[0]["reference"]["publisher"] == "Routledge"
    assert articles[0]["summaries"][0]["effects"][0]["value"] == ".57"


def test_a_list_that_is_cut_says_so(run):
    number = int(run("list").stderr.split()[0])
    assert run("list", "--limit", "1").stderr == "1 article, and others\n"
    assert run("list", "--limit", str(number)).stderr == f"{number} articles\n"
    assert len(json.loads(run("list", "--limit", "1", "--json").stdout)) == 1


@pytest.mark.parametrize("number", ["9" * 20, "9" * 5000, "²", "-" + "1" * 20])
@pytest.mark.parametrize(
    "asked",
    [
        ("list", "--since"),
        ("list", "--limit"),
        ("search", "alliance", "--until"),
        ("convert", "d", "0.5", "r", "--n1"),
        ("reading-list", "suggest", "course", "--max"),
    ],
    ids=" ".join,
)
def test_numbers_out_of_bounds_are_refused(run, asked, number):
    result = run(*asked, number, code=2)
    said = result.stderr.splitlines()[-1]
    assert re.fullmatch(
        rf"Error: Invalid value for '{asked[-1]}': \"{number}\" is not a whole number from -?\d+ to \d+",
        said,
    ), said


def test_search_prints_the_best_first_with_an_excerpt(run):
    assert run("search", "drop-out").stdout == (
        "fluckiger2018  Flückiger, Del Re, Wampold & Horvath (2018). The alliance in adult"
        " psychotherapy: A meta-analytic synthesis\n"
        "    2018-11 · Meta-analysis · Alliance\n"
        "    …It held for CBT-I as for other treatments, and drop-out did not explain it."
        " - Ask about the alliance early. - Ask again.\n"
    )


def test_search_says_when_nothing_holds_all_words(run):
    result = run("search", "counselor", "unheardof")
    assert result.stderr.splitlines() == [
        'nothing holds "unheardof".',
        "no article has all these words; these have some:",
    ]
    assert [line.split()[0] for line in result.stdout.splitlines()] == ["ronnestad2003"]


def test_search_finds_nothing(run):
    result = run("search", "unheardof")
    assert (result.stdout, result.stderr) == ("", 'nothing holds "unheardof".\n')


def test_show_is_the_whole_article(run):
    shown = run("show", "fluckiger2018").stdout
    for words in (
        "Flückiger, C., Del Re, A. C., Wampold, B. E., & Horvath, A. O. (2018).",
        "https://doi.org/10.1037/pst0000172",
        "How strong is the link between alliance and outcome? (November 2018)",
        "Wampold and Imel (2015, Chapter 7)",
        "r = .278, 95% CI [.256, .299], p < .0001",
        "k = 295 studies",
        "Ask about the alliance early.",
        "data/references.bib:",
        "data/summaries/2018-11-alliance.md:1",
    ):
        assert words in re.sub(r"\s+", " ", shown), words


def test_show_takes_another_key_or_a_summary(run):
    assert run("show", "flueckiger18").stdout == run("show", "fluckiger2018").stdout
    assert "naïve" in run("show", "2019-03-no-reference").stdout


def test_topics_are_counted_with_those_below_them(run):
    assert run("topics").stdout.splitlines() == [
        "   2  relationship  Therapeutic Relationship",
        "   1  alliance      Alliance",
        "   2  cbt           Cognitive Therapy (CT) and Cognitive-Behavioural Therapy (CBT)",
    ]
    assert [one["id"] for one in json.loads(run("topics", "--types", "--json").stdout)] == [
        "meta-analysis",
        "review",
    ]


@pytest.mark.parametrize(
    ("options", "printed"),
    [
        pytest.param(
            (),
            "Wampold, B. E., & Imel, Z. E. (2015). The great psychotherapy debate: The evidence"
            " for what makes psychotherapy work (2nd ed.). Routledge.",
            id="reference",
        ),
        pytest.param(("--in-text",), "(Wampold & Imel, 2015)", id="in text"),
        pytest.param(("--narrative",), "Wampold and Imel (2015)", id="narrative"),
        pytest.param(
            ("--in-text", "--locator", "pp. 3–5"), "(Wampold & Imel, 2015, pp. 3–5)", id="locator"
        ),
        pytest.param(
            ("--to", "html"),
            "Wampold, B. E., &amp; Imel, Z. E. (2015). <em>The great psychotherapy debate: The"
            " evidence for what makes psychotherapy work</em> (2nd ed.). Routledge.",
            id="html",
        ),
    ],
)
def test_cite(run, options, printed):
    assert run("cite", "wampold2015", *options).stdout == printed + "\n"


@pytest.mark.parametrize(
    ("options", "printed"),
    [
        pytest.param(
            (),
            "Flückiger, C., Del Re, A. C., Wampold, B. E., & Horvath, A. O. (2018). The alliance in"
            " adult psychotherapy: A meta-analytic synthesis. Psychotherapy, 55(4), 316–340."
            " https://doi.org/10.1037/pst0000172\n"
            "Wampold, B. E., & Imel, Z. E. (2015). The great psychotherapy debate: The evidence"
            " for what makes psychotherapy work (2nd ed.). Routledge.\n",
            id="references",
        ),
        pytest.param(
            ("--in-text",), "(Flückiger et al., 2018; Wampold & Imel, 2015)\n", id="in text"
        ),
        pytest.param(
            ("--narrative", "--locator", "p. 3"),
            "Flückiger et al. (2018) and Wampold and Imel (2015, p. 3)\n",
            id="narrative",
        ),
        pytest.param(
            ("--locale", "fr-CA", "--in-text"),
            "(Flückiger et al., 2018; Wampold et Imel, 2015)\n",
            id="French",
        ),
    ],
)
def test_cite_as_rich_text(run, options, printed):
    whole = run("cite", "fluckiger2018", "wampold2015", "--to", "rtf", *options).stdout
    assert whole.isascii()
    assert read_rtf(whole) == printed


def test_cite_several_in_the_order_of_the_style(run):
    assert run("cite", "who2022", "fluckiger2018").stdout == (
        "Flückiger, C., Del Re, A. C., Wampold, B. E., & Horvath, A. O. (2018). The alliance in"
        " adult psychotherapy: A meta-analytic synthesis. Psychotherapy, 55(4), 316–340."
        " https://doi.org/10.1037/pst0000172\n"
        "World Health Organization. (2022). World mental health report: Transforming mental health"
        " for all. https://www.who.int/publications/i/item/9789240049338\n"
    )


def test_cite_as_json(run):
    said = json.loads(run("cite", "wampold2015", "--to", "json").stdout)
    assert said["narrative"] == "Wampold and Imel (2015)"
    assert said["references"][0]["key"] == "wampold2015"


def test_styles_are_found_by_words(run):
    assert run("styles", "chicago", "notes").stdout == (
        "chicago-notes-bibliography  "
        "Chicago Manual of Style 18th edition (notes and bibliography)\n"
    )
    names = [one["name"] for one in json.loads(run("styles", "--json").stdout)]
    assert {"apa", "ieee", "nature"} <= set(names)
    assert "no style has these words" in run("styles", "zzzz").stderr


def test_a_style_of_ones_own(run, tmp_path):
    style = tmp_path / "my.csl"
    style.write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">'
        "<info><title>Mine</title><id>mine</id><updated>2026-01-01T00:00:00Z</updated></info>"
        '<citation><layout><text variable="title"/></layout></citation>'
        '<bibliography><layout suffix="!"><text variable="title"/></layout></bibliography></style>',
        encoding="utf-8",
    )
    assert run("cite", "who2022", "--style", style).stdout == (
        "World mental health report: Transforming mental health for all!\n"
    )
    style.write_text("<!DOCTYPE style><style/>", encoding="utf-8")
    assert "DOCTYPE" in run("cite", "who2022", "--style", style, code=3).stderr


def test_numbered_references_keep_their_numbers_in_every_format(run, tmp_path):
    import docx

    for suffix in (".txt", ".md", ".html", ".docx"):
        run("export", "--style", "ieee", "-o", tmp_path / f"list{suffix}")
    assert "\n[1] C. Flückiger" in (tmp_path / "list.txt").read_text(encoding="utf-8")
    assert "- \\[1\\] C. Flückiger" in (tmp_path / "list.md").read_text(encoding="utf-8")
    page = (tmp_path / "list.html").read_text(encoding="utf-8")
    assert '<span class="csl-label">[1]</span> C. Flückiger' in page
    paragraphs = [p.text for p in docx.Document(str(tmp_path / "list.docx")).paragraphs]
    assert any(text.startswith("[1]\tC. Flückiger") for text in paragraphs)


def test_an_export_stands_in_the_order_of_the_style(run, root):
    path = root / "data/references.bib"
    entry = "@article{%s, author={Same, Ann}, title={%s}, journal={J}, year=2001}\n"
    path.write_text(
        path.read_text(encoding="utf-8") + entry % ("s1", "The zebra") + entry % ("s2", "An ape"),
        encoding="utf-8",
    )
    text = run("export", "--author", "same").stdout
    assert text.index("(2001a)") < text.index("(2001b)")


# -- documents -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "suffix",
    [
        *(".txt", ".md", ".html", ".fragment.html", ".docx", ".tex", ".imscc"),
        *(".bib", ".biblatex.bib", ".ris", ".csl.json", ".csv", ".json"),
    ],
)
def test_export_writes_the_format_of_the_extension(run, tmp_path, suffix):
    output = tmp_path / f"list{suffix}"
    result = run("export", "--depth", "implications", "-o", output)
    assert result.stderr == f"wrote {output}\n"
    first = output.read_bytes()
    assert first
    run("export", "--depth", "implications", "-o", output)
    assert output.read_bytes() == first, "the same input gives the same bytes"


def test_a_reading_list_is_a_course_unit(run, tmp_path):
    output = tmp_path / "list.imscc"
    assert run("reading-list", "alliance", "-o", output).stderr == f"wrote {output}\n"
    cartridge = Cartridge(output.read_bytes())
    assert not cartridge.faults()
    modules = cartridge.as_moodle()
    assert cartridge.as_canvas() == modules
    assert [title for title, _ in modules] == [
        "The alliance in a fortnight",
        "Week 1: The evidence",
        "Week 2: The people",
    ]
    page, link, *_ = modules[1][1]
    assert page.text.startswith("Read before class. ")
    assert "The tables repay study." in page.text
    assert link.title == (
        "Flückiger et al. (2018): The alliance in adult psychotherapy [essential]"
    )
    assert link.url == "https://doi.org/10.1037/pst0000172"


def test_a_fragment_begins_at_the_heading_that_is_asked_for(run):
    command = ("reading-list", "alliance", "--to", "html-fragment")
    assert "<h3 id=" in run(*command).stdout
    assert "<h5 id=" in run(*command, "--heading-level", "5").stdout
    result = run("export", "--to", "html", "--heading-level", "2", code=2)
    assert "--heading-level is for html-fragment only; add --to html-fragment" in result.stderr


def test_an_export_to_a_pipe_is_the_file_itself(run, tmp_path):
    output = tmp_path / "list.ris"
    run("export", "-o", output)
    assert run("export", "--to", "ris").stdout_bytes == output.read_bytes()


@pytest.mark.parametrize("to", ["ris", "bibtex", "biblatex", "csl-json"])
def test_the_depth_counts_in_records_too(run, to):
    told = {
        depth: run("export", "--to", to, "--depth", depth).stdout
        for depth in ("reference", "implications", "brief", "full")
    }
    words = ("Practice implications: ", "Effect sizes: ", "Key finding: ", "Evidence summary: ")
    said = {depth: [one in text for one in words] for depth, text in told.items()}
    assert said == {
        "reference": [False, False, False, False],
        "implications": [True, True, False, False],
        "brief": [True, True, True, False],
        "full": [True, True, False, True],
    }
    assert run("export", "--to", to).stdout == told["implications"]


@pytest.mark.parametrize("to", ["csv", "json"])
def test_csv_and_json_carry_all_at_every_depth(run, to):
    bare = run("export", "--to", to, "--depth", "reference").stdout
    assert run("export", "--to", to, "--depth", "full").stdout == bare


def test_export_groups_by_topic_and_lists_each_once(run):
    text = run("export", "--group-by", "topic", "--to", "markdown").stdout
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Therapeutic Relationship",
        "## Alliance",
        "## Cognitive Therapy (CT) and Cognitive-Behavioural Therapy (CBT)",
        "## Other works",
    ]
    assert text.count("Routledge") == 1
    assert "See also Wampold and Imel (2015)." in text


def test_works_that_only_the_prose_cites_are_listed_at_the_end(run):
    text = run("export", "--key", "fluckiger2018", "--depth", "full", "--to", "markdown").stdout
    listed = text[text.index("## Other works cited") :]
    assert "Wampold, B. E., & Imel, Z. E. (2015)" in listed.replace("\\", "")


def test_a_finding_at_second_hand_says_so(run):
    text = run("export", "--key", "wampold2015", "--depth", "implications").stdout
    flat = re.sub(r"\s+", " ", text)
    assert "(Flückiger et al., 2018, as cited in Wampold & Imel, 2015)" in flat


@pytest.mark.parametrize("depth", ["reference", "implications", "brief", "full"])
def test_each_depth_lists_the_same_works_in_the_same_order(run, depth):
    text = run("export", "--depth", depth, "--to", "markdown").stdout
    names = re.findall(r"(?m)^- (\w+)", text.partition("## Other works cited")[0])
    assert [name for name in names if name not in ("Ask",)] == [
        "Flückiger",
        "Hayes",
        "Rønnestad",
        "Wampold",
        "World",
        "A",
    ]
    assert ("Practice implications" in text) == (depth != "reference")
    assert ("drop-out did not explain" in text) == (depth == "full")


def test_what_a_list_could_not_print_is_said(run, root):
    path = root / "data/reading-lists/alliance.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}      - reference: gone2011\n", encoding="utf-8")
    result = run("reading-list", "alliance", "--with-errors")
    line = text.count("\n") + 1
    assert result.stderr.splitlines() == [
        f'data/reading-lists/alliance.yaml:{line}: no reference "gone2011"',
        "1 error in the list, which is not printed as it was meant:"
        " pprkb reading-list check alliance",
    ]
    again = run("reading-list", "alliance", "--with-errors")
    assert again.stderr == result.stderr, "not only when it is read"


def test_a_week_without_reading_is_printed_as_it_is(run, root):
    path = root / "data/reading-lists/free.yaml"
    sections = "  - heading: Reading week\n    note: No class.\n    items: []\n"
    path.write_text(f"title: Free\nsections:\n{sections}", encoding="utf-8")
    assert run("reading-list", "free").stdout.endswith("Reading week\n============\n\nNo class.\n")


def test_reading_lists_are_listed(run):
    assert run("reading-list").stdout == (
        "alliance  The alliance in a fortnight (PSY 101, Winter 2027)\n"
    )


def test_a_reading_list_answers_its_questions_and_keeps_its_notes(run):
    text = run("reading-list", "alliance", "--depth", "reference").stdout
    for words in (
        "The alliance in a fortnight",
        "PSY 101 · Winter 2027 · A. Teacher",
        "Start with the synthesis (Flückiger et al., 2018), then read the debate.",
        "Week 1: The evidence",
        "Read before class.",
        "[essential]",
        "The tables repay study.",
        "Routledge",
        "Week 2: The people",
    ):
        assert words in text, words
    assert text.index("Flückiger, C.") < text.index("Routledge") < text.index("Rønnestad, M. H.")


# -- building -------------------------------------------------------------------


def test_build_says_what_it_did(run, root):
    assert "new      data/references.bib" in run("build").stdout
    assert run("build").stdout.startswith("nothing has changed\n")
    said = json.loads(run("build", "--full", "--json").stdout)
    assert (said["references"], said["summaries"]) == (5, 3)
    assert Path(said["database"]) == root / "pprkb.db"


# -- errors ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(("show", "fluckiger2019"), 3, 'no reference "fluckiger2019"', id="no key"),
        pytest.param(("list", "--topic", "aliance"), 3, "did you mean", id="no topic"),
        pytest.param(("reading-list", "x"), 3, "the lists are alliance", id="no list"),
        pytest.param(("cite", "who2022", "--style", "nonsense"), 3, "nonsense", id="no style"),
        pytest.param(("cite", "2019-03-no-reference"), 3, "names no reference", id="no work"),
        pytest.param(("export", "-o", "list.xyz"), 2, "list.xyz", id="no format"),
        pytest.param(("export", "--to", "epub"), 2, "docx", id="unknown format"),
        pytest.param(
            ("export", "-o", "no/such/folder/a.md"), 3, "cannot be written", id="no folder"
        ),
        pytest.param(("list", "--since", "soon"), 2, "soon", id="no year"),
        pytest.param(("nonsense",), 2, "nonsense", id="no command"),
        pytest.param(("list", "--library", "/nowhere"), 3, "is not a library", id="no library"),
    ],
)
def test_errors_end_with_their_code_and_a_message(run, arguments, code, message):
    result = run(*arguments, code=code)
    assert message in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_a_foreign_database_is_named_and_kept(run, tmp_path):
    foreign = tmp_path / "diary.db"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE diary (entry TEXT)")
        connection.commit()
    before = foreign.read_bytes()
    result = run("list", "--database", foreign, code=3)
    assert "the database of another program" in result.stderr
    assert foreign.read_bytes() == before


def test_nothing_found_is_said(run):
    assert "no article matches these filters" in run("export", "--since", "2090").stderr


# -- where the library is --------------------------------------------------------------------


def pprkb(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "pprkb.cli.main", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        **environment,
    )


def clean_environment(tmp_path, **more):
    names = ("PATH", "PYTHONPATH", "SYSTEMROOT", "VIRTUAL_ENV")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    return kept | {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")} | more


def test_the_nearest_library_upwards_is_read(root, tmp_path):
    done = pprkb("topics", cwd=root / "data" / "summaries", env=clean_environment(tmp_path))
    assert "Therapeutic Relationship" in done.stdout


@pytest.mark.parametrize("folder", ["", "data"])
def test_the_environment_names_a_library(root, tmp_path, folder):
    environment = clean_environment(tmp_path, PPRKB_LIBRARY=str(root / folder))
    assert "Therapeutic Relationship" in pprkb("topics", cwd=tmp_path, env=environment).stdout


def test_without_any_the_shipped_library_is_read(tmp_path):
    done = pprkb("topics", cwd=tmp_path, env=clean_environment(tmp_path))
    assert "Alliance and Therapeutic Relationship" in done.stdout, done.stderr


def test_a_console_that_lacks_a_character_prints_a_question_mark(root, tmp_path):
    environment = clean_environment(tmp_path, PYTHONIOENCODING="cp437", PPRKB_LIBRARY=str(root))
    command = [sys.executable, "-m", "pprkb.cli.main", "cite", "ronnestad2003"]
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert "30(1), 5?44" in done.stdout.decode("cp437")


def test_colours_only_on_a_terminal(root, tmp_path):
    done = pprkb("list", env=clean_environment(tmp_path, PPRKB_LIBRARY=str(root)))
    assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "words",
    [["list"], ["search", "alliance"], ["show", "fluckiger2018"]],
    ids=lambda words: words[0],
)
def test_a_reading_command_reads_the_folder_once(run, monkeypatch, words):
    from pprkb.knowledge_base import update

    run("build")
    scans = []
    scan = update.scan
    monkeypatch.setattr(update, "scan", lambda root: scans.append(root) or scan(root))
    run(*words)
    assert len(scans) == 1


HEAVY = {
    *("sqlite_utils", "citeproc", "lxml", "docx", "markdown_it", "bibtexparser", "yaml"),
    *("pprkb.files.read.load", "pprkb.documents.cite"),
}


@pytest.mark.parametrize(
    "words",
    [
        *(["--help"], ["list"], ["search", "alliance"], ["topics"]),
        *(["effects", "--help"], ["export", "--help"], ["retractions", "--help"]),
    ],
    ids=" ".join,
)
def test_a_quick_command_does_not_wait_for_the_libraries_behind_others(root, tmp_path, words):
    options = [*words, "--library", str(root)]
    pprkb("build", "--library", str(root), env=clean_environment(tmp_path))
    program = (
        f"import sys; sys.argv = {['pprkb', *(words if words == ['--help'] else options)]!r}\n"
        "from pprkb.cli.main import program\n"
        "try: program()\n"
        "except SystemExit: pass\n"
        f"print(sorted({HEAVY!r} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env=clean_environment(tmp_path),
    )
    assert done.stdout.splitlines()[-1] == "[]"


# -- effects ---------------------------------------------------------------------------------


def cells_of(path):
    """Return what the cells of the tables of a file hold, in their order."""
    if path.suffix == ".docx":
        tables = docx.Document(str(path)).tables
        cells = [cell.text for table in tables for row in table.rows for cell in row.cells]
    elif path.suffix == ".odt":
        content = etree.fromstring(zipfile.ZipFile(path).read("content.xml"))
        cells = ["".join(cell.itertext()) for cell in content.iter("{*}table-cell")]
    elif path.suffix == ".html":
        page = html.fromstring(path.read_text(encoding="utf-8"))
        cells = [cell.text_content() for cell in page.xpath("//table//*[self::th or self::td]")]
    elif path.suffix == ".md":
        lines = path.read_text(encoding="utf-8").splitlines()
        cells = [
            cell for line in lines if line[:1] == "|" for cell in line.strip("| ").split(" | ")
        ]
    else:
        rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
        cells = [cell for row in rows for cell in row]
    return [re.sub(r"[*\\]|</?sup>", "", " ".join(cell.split())) for cell in cells]


FINDINGS = [
    ["Alliance and outcome", "d = 0.57"],
    ["Empathy and outcome", "described as “large”"],
    ["Working alliance and outcome", "r = .278, 95% CI [.256, .299], p < .0001"],
]


@pytest.mark.parametrize("suffix", [".md", ".html", ".docx", ".odt"])
def test_effects_in_every_format(run, tmp_path, suffix):
    output = tmp_path / f"effects{suffix}"
    run("effects", "-o", output)
    cells = cells_of(output)
    for finding, effect in FINDINGS:
        place = cells.index(finding)
        # The table of evidence says which interval was not reported.
        assert cells[place + 1].removesuffix("; interval not reported") == effect
    assert [cell for cell in cells if cell.startswith("Flückiger")] == [
        "Flückiger et al. (2018), as cited in Wampold and Imel (2015)",
        "Flückiger et al. (2018)",
    ]


@pytest.mark.parametrize("layout", [(), ("--layout", "summary-of-findings")], ids=["all", "sof"])
def test_a_document_without_effects_says_so(run, layout):
    result = run("effects", "--since", "2090", *layout)
    assert "No effects fit what was asked for." in result.stdout
    assert "no effects in the articles" in result.stderr


def test_effects_as_text(run, tmp_path):
    run("effects", "-o", tmp_path / "effects.txt")
    text = (tmp_path / "effects.txt").read_text(encoding="utf-8").replace("\u00a0", " ")
    table = text.partition("\nAlliance\n========\n\n")[2].partition("\n\n")[0]
    assert (
        table
        == """\
Finding            Effect               k                  N  Source
-----------------  -----------------  ---  -----------------  -----------------
Working alliance   r = .278, 95% CI   295  > 30,000 patients  Flückiger et al.
and outcome        [.256, .299],                              (2018)
                   p < .0001
-----------------  -----------------  ---  -----------------  -----------------"""
    )


def test_effects_as_records(run, tmp_path):
    for name in ("effects.csv", "effects.json"):
        run("effects", "-o", tmp_path / name)
    text = (tmp_path / "effects.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    wanted = ("subject", "metric", "value", "ci_low", "ci_high", "k", "n", "key")
    assert [[row[name] for name in wanted] for row in rows] == [
        ["Alliance and outcome", "d", ".57", "", "", "200", "", "wampold2015"],
        ["Empathy and outcome", "verbal", "", "", "", "", "", "wampold2015"],
        [
            "Working alliance and outcome",
            "r",
            ".278",
            "0.256",
            "0.299",
            "295",
            "30000",
            "fluckiger2018",
        ],
    ]
    records = json.loads((tmp_path / "effects.json").read_text(encoding="utf-8"))
    assert [one["subject"] for one in records] == [row["subject"] for row in rows]


def test_effects_as_a_drawing(run, tmp_path):
    output = tmp_path / "plot.svg"
    run("effects", "--key", "fluckiger2018", "-o", output)
    assert output.read_text(encoding="utf-8").startswith("<svg ")
    assert "one family of metrics" in run("effects", "--to", "svg", code=3).stderr
    page = run("effects", "--to", "html").stdout
    # Of each of the two families a wide and a narrow drawing.
    assert page.count("<svg ") == 4
    narrow = run("effects", "--key", "fluckiger2018", "--to", "svg", "--layout", "narrow").stdout
    assert 'width="300"' in narrow


@pytest.mark.parametrize("suffix", [".md", ".html", ".docx", ".odt", ".csv"])
def test_a_summary_of_findings_in_every_format(run, tmp_path, suffix):
    output = tmp_path / f"findings{suffix}"
    run("effects", "--layout", "summary-of-findings", "-o", output)
    cells = [
        re.sub(r"\[?[a-c]\]?$", "", cell) if cell[:1] in "AEW" else cell
        for cell in cells_of(output)
    ]
    for finding, effect in FINDINGS:
        place = cells.index(finding)
        assert cells[place + 1] == effect
    place = cells.index("Working alliance and outcome")
    assert cells[place + 2 : place + 7] == [
        *("–", "–", "> 30,000 patients (295 studies)", "not reported", "–")
    ]


def test_a_summary_of_findings_as_text(run, tmp_path):
    run("effects", "--layout", "summary-of-findings", "-o", tmp_path / "findings.txt")
    text = (tmp_path / "findings.txt").read_text(encoding="utf-8").replace("\u00a0", " ")
    row = text.partition("\nAlliance\n========\n\n")[2].partition("\n\n")[0]
    assert row.splitlines() == [
        "Outcome (comparison): Working alliance and outcome[c]",
        "  Effect: r = .278, 95% CI [.256, .299], p < .0001",
        "  Per 1,000 with the comparison: –",
        "  Per 1,000 with the treatment: –",
        "  Participants (studies): > 30,000 patients (295 studies)",
        "  Certainty (GRADE): not reported",
        "  Comments: –",
    ]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--layout", "summary-of-findings", "--to", "json"), "json holds none"),
        (("--layout", "summary-of-findings", "--as", "d"), "leave out --as"),
        (("--layout", "narrow", "--to", "html"), "--layout narrow is for svg"),
    ],
    ids=" ".join,
)
def test_a_layout_is_refused_with_what_it_does_not_go_with(run, options, words):
    assert words in run("effects", *options, code=2).stderr


@pytest.mark.parametrize("arguments", [("effects",), ("show", "fluckiger2018")])
def test_a_control_rate_goes_with_words(run, arguments):
    refused = run(*arguments, "--control-rate", "20%", code=2)
    assert "--control-rate goes with --words" in refused.stderr
    key = ("--key", "fluckiger2018") if arguments[0] == "effects" else ()
    run(*arguments, "--control-rate", "20%", "--words", *key)


def test_a_control_rate_goes_with_a_metric_of_risks(run):
    run("effects", "--control-rate", "20%", "--as", "rr", "--key", "fluckiger2018")
    refused = run("effects", "--control-rate", "20%", "--as", "r", "--key", "fluckiger2018", code=2)
    assert "--control-rate goes with" in refused.stderr


def test_a_control_rate_belongs_to_one_work(run):
    refused = run("effects", "--words", "--control-rate", "20%", code=2)
    assert "name it with --key" in refused.stderr


def test_effects_where_there_are_none(run):
    assert "no effects" in run("effects", "--key", "who2022").stderr


# -- what a review found -----------------------------------------------------------------------


@pytest.mark.parametrize("to", ["text", "markdown", "html", "ris", "bibtex", "csv", "json"])
@pytest.mark.parametrize("depth", ["reference", "implications", "brief", "full"])
def test_unknown_and_other_keys_in_prose_are_printed(run, root, depth, to):
    path = root / "data/summaries/2019-02-debate.md"
    words = "As @nobody1999 says [@nokey; @flueckiger18].\n"
    path.write_text(path.read_text(encoding="utf-8") + words, encoding="utf-8")
    text = run("export", "--key", "wampold2015", "--depth", depth, "--to", to).stdout
    if to in ("text", "markdown", "html") and depth != "reference":
        assert "nobody1999" in text
        assert "nokey" in text
        assert "Flückiger et al., 2018" in text
        assert "other works cited" in text.casefold()


def test_numeric_styles_cite_only_what_they_list(run):
    text = run(
        "export", "--key", "wampold2015", "--depth", "implications", "--style", "ieee"
    ).stdout
    flat = re.sub(r"\s+", " ", text)
    assert "(Flückiger et al., 2018, as cited in [1])" in flat
    assert "[2]" not in flat


def test_only_the_summaries_that_were_asked_for_are_printed(run, root):
    path = root / "data/summaries/2020-01-again.md"
    body = "## Summary\nOther words.\n## Practice implications\nOther words.\n"
    front = "---\ntitle: Again\nmonth: 2020-01\nreference: fluckiger2018\ntopics: [cbt]\n---\n"
    path.write_text(front + body, encoding="utf-8")
    on_alliance = run("export", "--topic", "alliance", "--depth", "full").stdout
    assert "Other words" not in on_alliance
    assert "Other words" in run("export", "--month", "2020-01", "--depth", "full").stdout
    assert "Other words" in run("show", "fluckiger2018").stdout


def test_a_locked_database_does_not_keep_an_export(run, root):
    run("build")
    with closing(sqlite3.connect(root / "pprkb.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "Routledge" in run("export", "--style", "nature").stdout


def test_a_file_without_front_matter_is_no_article(run, root):
    (root / "data/summaries/2020-02-empty.md").write_text("", encoding="utf-8")
    assert "2020-02-empty" not in run("list").stdout
    assert "front-matter" in run("check", code=1).stdout


def test_ctrl_c_ends_with_its_own_code(run, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("pprkb.knowledge_base.KnowledgeBase.articles", interrupt)
    run("list", code=130)


def test_the_package_is_the_program():
    done = subprocess.run(
        [sys.executable, "-m", "pprkb", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("pprkb, version ")


def test_a_pipe_that_is_closed_is_no_error(root, tmp_path):
    command = f"{sys.executable} -m pprkb --library {root} export --to json | head -c 10"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        capture_output=True,
        env=clean_environment(tmp_path, PYTHONUNBUFFERED="1"),
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr


def test_an_empty_answer_says_so(run):
    assert "No works fit what was asked for." in run("export", "--since", "2090").stdout


def _with_subcommands(group, before=()):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*before, name)
        if isinstance(command, click.Group):
            yield from _with_subcommands(command, (*before, name))


# -- help ------------------------------------------------------------------------------------


def test_help_lists_the_commands_by_what_they_are_for():
    groups = {}
    for line in CliRunner().invoke(program, ["--help"]).output.splitlines():
        if line.endswith(":") and not line.startswith(" "):
            groups[line] = under = []
        elif line.startswith("  ") and groups:
            under.append(line.split()[0])
    assert list(groups) == [
        "Options:",
        "Read:",
        "Cite and export:",
        "Share:",
        "Write:",
        "Keep the library:",
    ]
    assert [groups["Read:"][0], groups["Write:"][0]] == ["list", "add"]
    assert {"cite", "export", "reading-list"} <= set(groups["Cite and export:"])


@pytest.mark.parametrize("words", list(_with_subcommands(program)), ids=" ".join)
def test_help_reads_the_same_in_every_command(words):
    """Limits are said in words; `--json` and the options of the library end the list."""
    text = CliRunner().invoke(program, [*words, "--help"]).output
    assert "<=x" not in text
    assert "RANGE" not in text
    options = re.findall(r"^  (?:-\w, )?(--[\w-]+)", text, re.MULTILINE)
    last = [one for one in ("--dry-run", "--json", "--library", "--database") if one in options]
    assert [one for one in options if one in last] == last
    assert options[-len(last) - 1 :] == [*last, "--help"]


def test_a_number_out_of_its_limits_is_answered_in_words():
    result = CliRunner().invoke(program, ["export", "--heading-level", "9"])
    assert '"9" is not a whole number from 1 to 6' in result.output
