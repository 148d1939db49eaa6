"""From a summary's prose to records: proposed, accepted, written byte by byte."""

import json

import pytest
from click.testing import CliRunner

from pprkb.cli.main import program
from tests.command_line import invoke
from tests.libraries_of_tests import copy_library

NAME = "2019-02-debate"
MORE = "A meta-analysis of 46 studies found a small effect of hope (g = 0.24, 95% CI [0.10, 0.38])."


@pytest.fixture
def summary(tmp_path):
    root = copy_library(tmp_path)
    path = root / f"data/summaries/{NAME}.md"
    path.write_text(path.read_text().replace("effect was large.", f"effect was large. {MORE}"))
    return path


def run(summary, *arguments, code=0):
    root = summary.parents[2]
    return invoke("--library", root, "extract", *arguments, code=code)


def test_what_is_not_recorded_is_proposed_with_its_sentence(summary):
    result = run(summary, NAME)
    assert "»g = 0.24" in result.stdout
    assert f"data/summaries/{NAME}.md:" in result.stdout
    for line in (
        "metric: g",
        'value: "0.24"',
        'ci: {low: "0.10", high: "0.38", level: 95}',
        "k: 46",
    ):
        assert line in result.stdout, line
    assert result.stderr.startswith("1 proposed, 1 recorded already")


def test_a_percentage_within_the_quote_of_another_record_is_not_recorded(summary):
    text = summary.read_text().replace(MORE, "Of them 34% left early (d = 0.30).")
    quote = 'quote: "Of them 34% left early (d = 0.30)."'
    record = f'  - id: left\n    metric: d\n    value: "0.30"\n    {quote}\n'
    summary.write_text(text.replace("effects:\n", f"effects:\n{record}", 1))
    shown = json.loads(run(summary, NAME, "--all", "--json").stdout)
    assert [one["quote"] for one in shown] == ["34%"]


def test_nothing_is_written_unless_it_is_accepted(summary):
    before = summary.read_bytes()
    run(summary, NAME)
    run(summary, NAME, "--accept", "2", "--dry-run")
    assert summary.read_bytes() == before


def test_an_accepted_proposal_is_recorded_and_nothing_else_changes(summary):
    before = summary.read_text().splitlines()
    difference = run(summary, NAME, "--accept", "2", "--dry-run").stdout.splitlines()
    run(summary, NAME, "--accept", "2")
    after = summary.read_text().splitlines()
    added = [line[1:] for line in difference if line.startswith("+") and not line.startswith("+++")]
    assert not [line for line in difference if line.startswith("-") and line[:3] != "---"]
    assert [line for line in after if line not in before] == [
        line for line in added if line not in before
    ]
    start = after.index(added[0], before.index("---", 1) - len(added))
    assert after[:start] + after[start + len(added) :] == before
    shown = CliRunner().invoke(program, ["--library", str(summary.parents[2]), "check"])
    (left,) = [line for line in shown.stdout.splitlines() if line[:1] != " "]
    assert left.endswith('the effect "effect" does not say what it is about (no-subject)')
    assert "0 proposed, 2 recorded already" in run(summary, NAME).stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((NAME, "--accept", "9"), 3, "there is no proposal 9"),
        ((NAME, "--accept", "one"), 2, "commas"),
        (("2019-02-debat",), 3, 'did you mean "2019-02-debate"'),
    ],
    ids=["number", "no number", "no summary"],
)
def test_mistakes_are_said(summary, arguments, code, message):
    assert message in run(summary, *arguments, code=code).stderr


def test_direction_and_source_are_never_proposed(summary):
    text = run(summary, NAME, "--all").stdout
    for name in ("favours", "compared", "between", "source:"):
        assert f"\n     {name}" not in text


def test_a_decimal_comma_is_never_recorded(summary):
    summary.write_text(summary.read_text().replace("g = 0.24, 95% CI [0.10, 0.38]", "d = 0,57"))
    assert "decimal comma" in run(summary, NAME, "--all").stdout
    before = summary.read_bytes()
    assert "read in two ways" in run(summary, NAME, "--accept", "2", code=3).stderr
    assert summary.read_bytes() == before


TWO = f"{MORE} In 12 trials therapy did better than waiting (d = 0.71)."


def test_numbers_stay_when_one_is_recorded(summary):
    summary.write_text(summary.read_text().replace(MORE, TWO))
    first = run(summary, NAME, "--json")
    numbers = {one["value"]: one["number"] for one in json.loads(first.stdout)}
    run(summary, NAME, "--accept", str(numbers["0.24"]))
    (left,) = json.loads(run(summary, NAME, "--json").stdout)
    assert (left["value"], left["number"]) == ("0.71", numbers["0.71"])
    assert f"--accept {numbers['0.71']}, or" in run(summary, NAME).stderr
    assert f"\n{numbers['0.71']}. effect" in f"\n{answered(summary, 'n').stdout}"


@pytest.mark.parametrize("percentage", [False, True], ids=["statistic", "percentage"])
def test_what_is_recorded_is_not_recorded_again(summary, percentage):
    text = summary.read_text().replace(MORE, "Of them 34% left early." if percentage else TWO)
    summary.write_text(text)
    shown = json.loads(run(summary, NAME, "--all", "--json").stdout)
    number = shown[0]["number"]
    run(summary, NAME, "--accept", str(number))
    before = summary.read_bytes()
    refused = run(summary, NAME, "--accept", str(number), code=3)
    assert f"proposal {number} is recorded already" in refused.stderr
    assert summary.read_bytes() == before


def test_a_value_that_begins_like_a_recorded_one_is_proposed(summary):
    summary.write_text(
        summary.read_text().replace(MORE, "One effect was small (d = .4), one larger (d = .47).")
    )
    shown = json.loads(run(summary, NAME, "--json").stdout)
    numbers = {one["value"]: one["number"] for one in shown}
    run(summary, NAME, "--accept", str(numbers[".47"]))
    (left,) = json.loads(run(summary, NAME, "--json").stdout)
    assert left["value"] == ".4"


def answered(summary, answers, *arguments):
    root = summary.parents[2]
    return invoke("--library", root, "extract", NAME, "-i", *arguments, stdin=answers)


@pytest.mark.parametrize(
    ("answers", "recorded"),
    [
        pytest.param("y\ny\n", ["0.24", "0.71"], id="both"),
        pytest.param("n\ny\n", ["0.71"], id="the second"),
        pytest.param("\ny\n", ["0.71"], id="no answer is no"),
        pytest.param("y\nq\n", ["0.24"], id="the rest left"),
        pytest.param("y\nx\n", [], id="left without recording"),
        pytest.param("what\ny\nn\n", ["0.24"], id="asked again"),
    ],
)
def test_proposals_are_recorded_as_they_are_answered(summary, answers, recorded):
    summary.write_text(summary.read_text().replace(MORE, TWO))
    before = summary.read_text()
    result = answered(summary, answers)
    after = summary.read_text()
    for value in ("0.24", "0.71"):
        assert (f'value: "{value}"' in after) == (value in recorded)
    assert (after == before) == (not recorded)
    assert ("nothing recorded" in result.stderr) == (not recorded)


def test_what_cannot_be_recorded_is_not_asked(summary):
    summary.write_text(summary.read_text().replace("g = 0.24, 95% CI [0.10, 0.38]", "d = 0,57"))
    result = answered(summary, "", "--all")
    assert "it cannot be recorded as it stands" in result.stdout
    assert "Record it?" not in result.stdout


def of_prose(*arguments, text="", code=0):
    return invoke("extract", *arguments, code=code, stdin=text)


def test_any_prose_is_read_without_a_library(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    abstract = tmp_path / "abstract.txt"
    abstract.write_text(f"{MORE} 12% left.\r\nThey stayed (OR = 1.5).", newline="")
    shown = of_prose("--prose", "abstract.txt")
    assert "»g = 0.24" in shown.stdout
    assert "abstract.txt:2" in shown.stdout
    assert shown.stderr == "2 proposed, 1 more not shown (--all)\n"
    piped = of_prose("--prose", "-", "--json", text=MORE)
    (offered,) = json.loads(piped.stdout)
    assert (offered["metric"], offered["value"], offered["k"]) == ("g", "0.24", 46)
    assert offered["interval"] == {"low": "0.10", "high": "0.38", "level": "95"}
    assert [path.name for path in tmp_path.iterdir()] == ["abstract.txt"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((), 2, "name a summary"),
        (("2019-02-debate", "--prose", "-"), 2, "name a summary"),
        (("--prose", "-", "--accept", "1"), 2, "so nothing can be recorded"),
        (("--prose", "absent.txt"), 3, "absent.txt cannot be read"),
        (("--prose", "paper.pdf"), 3, "paper.pdf is a PDF"),
    ],
    ids=["nothing", "both", "accept", "absent", "pdf"],
)
def test_prose_that_cannot_be_read_or_recorded(arguments, code, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7 d = .5")
    assert message in of_prose(*arguments, code=code).stderr


@pytest.mark.parametrize(
    "prose",
    [
        "It was seen (d = .5, p < 0,001).",
        "It was seen (d = .5, 95% CI 0,3 to 0,7).",
        "It was seen (d = 0,5).",
    ],
    ids=["p", "interval", "value"],
)
def test_a_decimal_comma_is_not_recorded(summary, prose):
    summary.write_text(summary.read_text().replace(MORE, prose))
    before = summary.read_bytes()
    assert "two ways" in run(summary, NAME, "--accept", "2", code=3).stderr
    assert summary.read_bytes() == before
