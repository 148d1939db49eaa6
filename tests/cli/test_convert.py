"""`pprkb convert` as a person types it."""

import json

import pytest
from click.testing import CliRunner

from pprkb.cli.convert import TARGETS
from pprkb.cli.main import program
from pprkb.evidence.question import Equivalent
from pprkb.evidence.steps import way
from pprkb.model.effect import Metric


def run(*arguments, code=0):
    result = CliRunner().invoke(program, ["convert", *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result


def test_one_conversion():
    assert run("d", ".57", "r").stdout.splitlines() == [
        "r ≈ .274    from d = 0.57",
        "    range    .2719 to .2763, since 0.57 stands for 0.565 to 0.575",
        "    formula  r = d/√(d² + a), a = 4",
        "    source   Borenstein, Hedges, Higgins & Rothstein (2009), chapter 7",
        "    assumes  two groups of equal size",
    ]


@pytest.mark.parametrize(
    ("arguments", "head"),
    [
        pytest.param(["d", "-.24", "r"], "r ≈ −.12    from d = −0.24", id="a minus sign"),
        pytest.param(["d", "-0.24", "r"], "r ≈ −.12    from d = −0.24", id="with a nought"),
        pytest.param(["d", "−.24", "r"], "r ≈ −.12    from d = −0.24", id="a true minus sign"),
        pytest.param(["D", ".57", "R"], "r ≈ .274    from d = 0.57", id="capitals"),
        pytest.param(["or", "1.82", "RR", "--p0", ".2"], "RR ≈ 1.564    from OR = 1.82", id="rate"),
        pytest.param(
            ["d", ".57", "nnt", "--control-rate", "20%", "--between"],
            "NNT ≈ 5.2    from d = 0.57",
            id="a rate in per cent",
        ),
        pytest.param(
            ["r", ".275", "d", "--method", "median-split"], "d ≈ 0.45    from r = .275", id="method"
        ),
        pytest.param(
            ["d", ".80", "g", "--n1", "8", "--n2", "7"], "g ≈ 0.75    from d = 0.80", id="sizes"
        ),
        pytest.param(["d", ".80", "g", "--n", "16"], "g ≈ 0.76    from d = 0.80", id="equal sizes"),
    ],
)
def test_arguments(arguments, head):
    assert run(*arguments).stdout.splitlines()[0] == head


def test_the_interval_is_converted():
    assert "    CI       [.20, .33]" in run("d", ".57", "r", "--ci", ".4", ".7").stdout


@pytest.mark.parametrize(
    ("arguments", "words", "hint"),
    [
        pytest.param(["hr", "1.4", "or"], "hazard ratio", "favours", id="hazard ratio"),
        pytest.param(["d", ".9", "r", "--within"], "natural change", "groups", id="pre-post"),
        pytest.param(["d", ".57", "nnt"], "without the treatment", "20%", id="no control rate"),
        pytest.param(["d", ".57", "u3", "--association"], "no treated", "besd", id="association"),
        pytest.param(["r", ".28", "nnt", "--p0", "20%"], "no treated", "cl-r", id="correlation"),
        pytest.param(["es", ".65", "r"], "not named", "which index", id="unnamed index"),
        pytest.param(["r", "1.28", "d"], "cannot be", "", id="impossible"),
        pytest.param(["hr", "1.4", "--all"], "into anything", "", id="everything refused"),
        pytest.param(["d", ".57", "--words"], "what the number is about", "say", id="no words"),
        pytest.param(
            ["d", ".2", "u3", "--ci", "-.1", ".5"], "no effect", "interval", id="interval with 0"
        ),
        pytest.param(["d", ".2", "u3", "--not-significant"], "no effect", "", id="null result"),
    ],
)
def test_refusals_end_with_3_and_say_what_could_be_done(arguments, words, hint):
    result = run(*arguments, code=3)
    message, _, rest = result.stderr.partition("\n")
    assert message.startswith("pprkb: ")
    assert words in message
    assert hint in rest
    assert result.stdout == ""


def test_what_can_be_made_is_made_though_another_is_refused():
    result = run("d", ".57", "r", "nnt", "rr", code=3)
    assert result.stdout.startswith("r ≈ .274")
    assert "NNT, RR: this depends on how many people" in result.stderr


def test_everything():
    result = run("r", ".28", "--all")
    heads = [line.split(" ≈")[0] for line in result.stdout.splitlines() if " ≈ " in line[:12]]
    assert heads == ["d", "g", "z", "OR", "η²", "f", "R²", "BESD", "CL of r"]
    assert "Not converted:" in result.stdout
    assert "    NNT: an association has no treated group" in result.stdout


def test_words():
    lines = run("d", ".57", "--words", "--between").stdout.splitlines()
    assert lines[0].startswith("About 72 of 100 people")
    assert lines[-1].startswith("It is called medium (Cohen, 1988);")


def test_a_reported_interval_says_how_exact_the_effect_is():
    lines = run("or", "1.82", "d", "--ci", "1.2", "2.8").stdout.splitlines()
    assert lines[-3:] == [
        "The interval implies:",
        "    SE of ln = 0.216    (metafor, conv.wald)",
        "    p = .006    (Altman & Bland, 2011)",
    ]


def test_a_computed_interval_is_marked():
    assert (
        "not reported, computed of one study: d ± 1.96" in run("d", ".5", "r", "--n", "60").stdout
    )
    refused = run("d", ".2", "--words", "--between", "--n", "60", code=3)
    assert "compatible with no effect" in refused.stderr


def test_counts_of_two_groups():
    lines = run("events", "20/100,12/100", "rd", "nnt").stdout.splitlines()
    assert lines[0] == "first group = 0.200, 95% CI [0.133, 0.289]"
    assert "RD = 0.0800, 95% CI [-0.0227, 0.182]" in lines
    assert "NNT = 12.5" in lines
    assert (
        json.loads(run("events", "20/100,12/100", "--json").stdout)["measures"][2]["name"] == "RD"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        pytest.param(["20%,12%"], 2, "write events/people twice", id="no counts"),
        pytest.param(["20/10,1/2"], 3, "20 of 10 people", id="more events than people"),
        pytest.param(["0/10,3/10", "or"], 3, "no cell of the table", id="an empty cell"),
        pytest.param(["1/10,3/10", "d"], 3, "OR, RR, RD, NNT and r", id="another index"),
    ],
)
def test_counts_that_cannot_be(arguments, code, words):
    assert words in run("events", *arguments, code=code).stderr


@pytest.mark.parametrize(
    "option",
    [
        pytest.param(["--words"], id="words"),
        pytest.param(["--n1", "20", "--n2", "20"], id="n1"),
        pytest.param(["--n", "40"], id="n"),
        pytest.param(["--ci", ".1", ".3"], id="ci"),
        pytest.param(["--se", ".1"], id="se"),
        pytest.param(["--method", "cox"], id="method"),
        pytest.param(["--control-rate", "20%"], id="control-rate"),
        pytest.param(["--between"], id="between"),
        pytest.param(["--not-significant"], id="not-significant"),
    ],
)
def test_what_counts_cannot_use_is_refused(option, request):
    said = " ".join(run("events", "20/100,12/100", *option, code=2).stderr.split())
    assert f"--{request.node.callspec.id}" in said
    assert "METRICs, --all and --json go with them" in said


def test_json():
    record = json.loads(run("d", ".57", "r", "--json", "--ci", ".4", ".7").stdout)
    assert (record["metric"], record["value"], record["refused"]) == ("d", ".57", [])
    (made,) = record["conversions"]
    assert (made["metric"], made["text"]) == ("r", ".274")
    assert made["estimate"] == pytest.approx(0.27408598)
    assert made["interval"]["low"] == pytest.approx(0.19611614)


def test_json_of_a_refusal():
    result = run("hr", "1.4", "or", "--json", code=3)
    (refused,) = json.loads(result.stdout)["refused"]
    assert refused["source"] == "Sutradhar & Austin (2018)"


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["d", ".57"], id="into what"),
        pytest.param(["x", ".57", "r"], id="unknown metric"),
        pytest.param(["d", "0,57", "r"], id="decimal comma"),
        pytest.param(["d", ".57", "nnt", "--p0", "20"], id="20 or 20%"),
        pytest.param(["d", ".57", "r", "--n1", "20"], id="half of the sizes"),
        pytest.param(["d", ".57", "r", "--n", "40", "--n1", "20", "--n2", "20"], id="both"),
        pytest.param(["d", ".57", "r", "--ci", "a", "b"], id="no interval"),
        pytest.param(["d", ".57", "r", "--controlrate", "2"], id="unknown option"),
    ],
)
def test_wrong_usage_ends_with_2(arguments):
    run(*arguments, code=2)


def test_all_offers_all_that_can_be_made():
    assert {*TARGETS} == {one for one in (*Metric, *Equivalent) if way(Metric.D, one) is not None}
