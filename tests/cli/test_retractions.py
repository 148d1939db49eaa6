"""`retractions`, `--fail-on-retracted` and `--without-retracted` as a person types them."""

import json
import re
import zipfile

import pytest
from click.testing import CliRunner

from pprkb.cli.main import program
from tests.command_line import invoke
from tests.libraries_of_tests import SMALL, copy_library

ROW = (
    '900010,Empathy in a sample of nobody,(SOC) Psychology;,"Nowhere ""U"", City",Journal of'
    " Invented Results,Invented Press,Nowhere,Erika Muster,,Research Article;,{date} 0:00,"
    "unavailable,0,4/1/2014 0:00,Unavailable,99000014,Retraction,+Unreliable Data;,No,,\r\n"
)
HEADER = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,"
    "RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,"
    "OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes,\r\n"
)


@pytest.fixture
def root(tmp_path):
    return copy_library(tmp_path, "retracted")


@pytest.fixture
def data_set(tmp_path):
    path = tmp_path / "retraction_watch.csv"
    path.write_text(HEADER + ROW.format(date="11/2/2026"), encoding="utf-8", newline="")
    return path


@pytest.fixture
def run(root):
    def call(*arguments, code=0, library=root):
        return invoke("--library", library, *arguments, code=code)

    return call


# -- the command --------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [(), ("list",)], ids=["alone", "list"])
def test_known_notices_are_listed(run, command):
    result = run("retractions", *command)
    assert result.stdout.splitlines()[:9] == [
        "beispiel2018  Beispiel (2018)",
        "    Reinstated, 15 September 2019. Source: Retraction Watch."
        " Notice: https://doi.org/10.5555/jir.2019.0009",
        "    Retracted, 1 February 2019, and since reinstated. Source: Retraction Watch."
        " Notice: https://doi.org/10.5555/jir.2019.0001",
        "    data/retractions.yaml:4",
        "    data/retractions.yaml:10",
        "example2011  Example & Muster (2011)",
        "    Retracted, 4 November 2013. Reasons (Retraction Watch): Falsification/Fabrication of"
        " Data; Misconduct - Official Investigation/Finding."
        " Notice: https://doi.org/10.5555/jir.2013.0044",
        "    Corrected, 15 January 2012. Reasons (Retraction Watch): Error in Data."
        " Notice: https://doi.org/10.5555/jir.2012.0001",
        "    data/retractions.yaml:16",
    ]
    assert result.stderr == "5 works with notices; compared with the data set of 2026-10-30\n"


def test_known_notices_as_json(run):
    said = json.loads(run("retractions", "--json").stdout)
    assert said["data_set"] == "2026-10-30"
    works = {work["key"]: work for work in said["works"]}
    assert works["beispiel2018"]["standing"] == "reinstated"
    assert [one["withdrawn"] for one in works["beispiel2018"]["notices"]] == [False, True]
    assert works["joly2008"]["notices"][0]["published_in"].startswith("*Personality")


def test_a_library_that_was_never_compared_says_how(run, tmp_path):
    result = run("retractions", library=copy_library(tmp_path))
    assert result.stdout == ""
    assert "0 works with notices; never compared" in result.stderr
    assert "pprkb retractions update" in result.stderr


def test_update_says_what_it_found_and_writes_it(run, root, data_set):
    path = root / "data/retractions.yaml"
    before = path.read_text(encoding="utf-8")
    result = run("retractions", "update", data_set)
    assert result.stdout.splitlines()[0] == (
        "new      muster2014  Retracted, 2 November 2026. Reasons (Retraction Watch): Unreliable"
        " Data. [record 900010]"
    )
    assert "gone     sample2016  Corrected, 30 June 2017." in result.stdout
    assert "1 rows, the data set of 2026-11-02: 1 new, 0 changed, 0 known, 6 gone" in result.stderr
    assert result.stderr.endswith("wrote data/retractions.yaml\n")
    item = (
        "  - reference: muster2014\n    nature: retraction\n    date: 2026-11-02\n"
        "    reasons: [Unreliable Data]\n    source: Retraction Watch\n    record: 900010\n"
    )
    assert path.read_text(encoding="utf-8").replace(item, "") == before.replace(
        "2026-10-30", "2026-11-02"
    )
    assert "[retracted] Muster (2014)" in run("list", "--key", "muster2014").stdout
    assert "nothing has changed" in run("retractions", "update", data_set).stderr


def test_a_dry_run_shows_the_difference_and_writes_nothing(run, root, data_set):
    path = root / "data/retractions.yaml"
    before = path.read_bytes()
    result = run("retractions", "update", data_set, "--dry-run")
    assert "\n-data-set: 2026-10-30\n+data-set: 2026-11-02\n" in result.stdout
    assert "\n+  - reference: muster2014\n" in result.stdout
    assert path.read_bytes() == before


def test_update_as_json(run, data_set):
    said = json.loads(run("retractions", "update", data_set, "--json", "--dry-run").stdout)
    assert [one["key"] for one in said["new"]] == ["muster2014"]
    assert (said["rows"], said["data_set"], said["damaged"]) == (1, "2026-11-02", [])
    assert {one["record"] for one in said["gone"]} == {f"90000{n}" for n in range(1, 7)}


def test_rows_that_may_be_about_a_work_say_what_to_do(run, data_set):
    row = ROW.replace("Empathy in a sample of nobody", "A sound book on everything")
    row = row.replace("Erika Muster", "Sofia Sound").replace("4/1/2014", "4/1/2020")
    with data_set.open("a", encoding="utf-8") as text:
        text.write(
            row.format(date="11/2/2026").replace("99000014", "0").replace("900010", "900012")
        )
        text.write("900013,damaged\n" * 12)
    result = run("retractions", "update", data_set)
    assert (
        "perhaps  sound2020  by title, year and first author: retraction, 2026-11-02,"
        " record 900012\n"
        "         look at these: add the DOI to the entry, or put the record under `dismissed`\n"
    ) in result.stdout
    assert "damaged  line 4: 2 columns, the header has 20\n" in result.stdout
    assert "and 2 further rows" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(("nowhere.csv",), 2, "nowhere.csv", id="no file"),
        pytest.param((SMALL / "data/topics.yaml",), 3, "no column Record ID", id="another file"),
        pytest.param((), 2, "FILE.csv", id="nothing named"),
    ],
)
def test_mistakes_are_said(run, arguments, code, message):
    result = run("retractions", "update", *arguments, code=code)
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_a_date_that_is_none(run, data_set):
    assert "is not a date" in run("retractions", "update", data_set, "--dated", "x", code=3).stderr


def test_an_unknown_command_of_the_group(run):
    assert "No such command 'nonsense'" in run("retractions", "nonsense", code=2).stderr


# -- shown everywhere ------------------------------------------------------------------------


def test_list_and_search_mark_the_work(run):
    marked = "example2011  [retracted] Example & Muster (2011). Imagined effects"
    assert marked in run("list").stdout
    assert marked in run("search", "imagined treatments").stdout
    assert "\nbeispiel2018  Beispiel (2018)." in "\n" + run("list").stdout, "reinstated: no mark"


def test_show_tells_the_notices_and_where_they_stand(run):
    shown = re.sub(r"\s+", " ", run("show", "example2011").stdout)
    assert "! Retracted, 4 November 2013. Reasons (Retraction Watch): Falsification" in shown
    assert "! Corrected, 15 January 2012." in shown
    assert "data/retractions.yaml:23" in shown


def test_cite_prints_apas_form_and_says_the_rest_apart(run):
    result = run("cite", "joly2008", "muster2014")
    assert result.stdout.splitlines() == [
        "Joly, J. F., Stapel, D. A., & Lindenberg, S. M. (2008). Silence and table manners: When"
        " environments activate norms. Personality and Social Psychology Bulletin, 34(8),"
        " 1047–1056. https://doi.org/10.1177/0146167208318401 (Retraction published 2012,"
        " Personality and Social Psychology Bulletin, 38[10], 1378)",
        "Muster, E. (2014). Empathy in a sample of nobody. Journal of Invented Results, 7, 1–9.",
    ]
    assert "muster2014: Expression of concern, March 2015." in result.stderr
    said = json.loads(run("cite", "joly2008", "--to", "json").stdout)
    assert said["references"][0]["standing"] == "retracted"


def test_check_says_where_retracted_works_are_used(run):
    result = run("check")
    assert (
        'data/summaries/2021-05-everything.md:19: warning: 2021-05-everything: "joly2008" was'
        " retracted, 2012 (retracted-reference)\n"
        "    leave it out, or say why not in the field `considered` of the notice at"
        " data/retractions.yaml:31\n"
    ) in result.stdout


# -- failing and leaving out -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        pytest.param(("export",), ("example2011", "joly2008"), id="listed"),
        pytest.param(("export", "--to", "ris"), ("example2011", "joly2008"), id="records"),
        pytest.param(
            ("export", "--key", "sound2020", "--depth", "full"),
            ("example2011", "joly2008"),
            id="cited in the prose",
        ),
        pytest.param(("reading-list", "seminar"), ("example2011",), id="reading list"),
        pytest.param(("effects",), ("example2011",), id="effects at second hand"),
        pytest.param(("effects", "--to", "csv"), ("example2011",), id="effects as records"),
        pytest.param(("cite", "joly2008"), ("joly2008",), id="cite"),
        pytest.param(
            ("compare", "joly2008", "sound2020"), ("example2011", "joly2008"), id="compare"
        ),
    ],
)
def test_fail_on_retracted_writes_nothing_and_names_the_works(run, tmp_path, arguments, keys):
    output = tmp_path / "out.txt"
    written = () if arguments[0] == "cite" else ("-o", output)
    result = run(*arguments, *written, "--fail-on-retracted", code=1)
    assert result.stdout == ""
    assert not output.exists()
    assert "nothing was written" in result.stderr
    for key in ("example2011", "joly2008"):
        assert (f"\n  {key}: Retracted, " in result.stderr) == (key in keys), key
    assert "out" in result.stderr.splitlines()[-1], "how they are left out"


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "--without-retracted", "--depth", "reference"),
        ("export", "--key", "muster2014", "--key", "beispiel2018", "--key", "sample2016"),
        ("cite", "muster2014", "beispiel2018", "sample2016"),
        ("effects", "--key", "sample2016"),
    ],
    ids=" ".join,
)
def test_what_was_doubted_corrected_or_reinstated_does_not_fail(run, arguments):
    assert run(*arguments, "--fail-on-retracted").stdout == run(*arguments).stdout


def test_retracted_works_can_be_left_out(run):
    keys = [line.split()[0] for line in run("list", "--without-retracted").stdout.splitlines()]
    assert [key for key in keys if "20" in key and not key.startswith("20")] == [
        *("beispiel2018", "muster2014", "sample2016", "sound2020")
    ]
    assert "nothing found" in run("search", "never was", "--without-retracted").stderr


def test_a_question_of_a_reading_list_brings_no_retracted_work(run, root):
    path = root / "data/reading-lists/seminar.yaml"
    path.write_text(
        "title: A seminar\nsections:\n  - heading: Week 1\n    items:\n      - match: invented\n",
        encoding="utf-8",
    )
    text = run("reading-list", "seminar").stdout
    assert "Sample, S. (2016)" in text
    assert "Example, A. B." not in text


def test_check_fails_on_retracted_only_when_asked(run, root):
    run("check")
    run("check", "--fail-on-retracted", code=1)
    run("check", "--fail-on-retracted", "--rule", "bad-doi", code=1)
    path = root / "data/retractions.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("nature: retraction\n", "nature: retraction\n    considered: It is told.\n"),
        encoding="utf-8",
    )
    run("check", "--fail-on-retracted")
    assert "retracted-reference" not in run("check").stdout
    # What was considered of the gravest notice holds for the lesser ones of the work.
    corrected = [line for line in run("check").stdout.splitlines() if "corrected-reference" in line]
    assert {re.search(r'"(\w+)" was corrected', line)[1] for line in corrected} == {"sample2016"}
    run("cite", "joly2008", "--fail-on-retracted", code=1)


# -- with other commands ------------------------------------------------------------------------


def test_a_work_that_is_renamed_takes_its_notices_along(run, root):
    run("rename", "example2011", "example2011never")
    text = (root / "data/retractions.yaml").read_text(encoding="utf-8")
    assert text.count("reference: example2011never\n") == 2
    assert "retracted-reference" in run("check").stdout
    assert "unknown-reference" not in run("check").stdout


def test_a_pinned_list_tells_of_a_notice_that_came_later(run, root):
    path = root / "data/retractions.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text("notices: []\n", encoding="utf-8")
    run("reading-list", "pin", "seminar")
    path.write_text(text, encoding="utf-8")
    lines = run("reading-list", "diff", "seminar").stdout.splitlines()
    assert lines[0].startswith("notice  Example & Muster, 2011: Retracted, 4 November 2013.")
    assert any("Example & Muster, 2011: Corrected, 15 January 2012." in line for line in lines)
    assert not any(line.startswith("changed-reference") for line in lines)


def test_a_retracted_work_is_not_suggested(run):
    suggested = run("reading-list", "suggest").stdout
    assert "sample2016" in suggested
    assert "example2011" not in suggested


def test_a_comparison_says_it(run):
    text = run("compare", "example2011", "sound2020", "--to", "markdown").stdout
    assert "Example and Muster (2011) \\[retracted\\]" in text
    assert "**Retracted**, 4 November 2013." in text
    (record, _) = json.loads(run("compare", "example2011", "sound2020", "--json").stdout)
    assert record["work"] == "Example and Muster (2011) [retracted]"


def test_a_full_list_marks_its_evidence(run):
    text = run("export", "--depth", "full", "--to", "markdown").stdout
    assert "| Sample (2016) \\[corrected\\] |" in text
    assert "Example and Muster (2011) \\[retracted\\], as cited in Sound (2020) |" in text


def test_a_release_tells_new_notices(root, tmp_path):
    path = root / "data/retractions.yaml"
    text = path.read_text(encoding="utf-8")
    path.unlink()

    def release(*arguments):
        result = CliRunner().invoke(program, ["--library", str(root), "release", *arguments])
        assert result.exit_code == 0, result.output

    release("1", "-o", str(tmp_path / "a.zip"))
    path.write_text(text, encoding="utf-8")
    release("2", "-o", str(tmp_path / "b.zip"), "--since", str(tmp_path / "a.zip"))
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        names = [name for name in archive.namelist() if name.endswith("CHANGES.md")]
        log = archive.read(names[0]).decode()
    assert "## Retractions and corrections" in log
    assert "(example2011): Retracted, 4 November 2013." in log
