"""`pprkb convert` as a person types it."""

import json

import pytest

from pprkb.cli.reading.convert import TARGETS
from pprkb.evidence.convert.question import Equivalent
from pprkb.evidence.convert.steps import way
from pprkb.model.effect import Metric
from tests.command_line import invoke


def run(*arguments, code=0):
    return invoke("convert", *arguments, code=code)


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
    "ci",
    [
        pytest.param([".4", ".7"], id="two words"),
        pytest.param([".4,.7"], id="a comma"),
        pytest.param(["[.4, .7]"], id="as it is printed"),
        pytest.param([".4 to .7"], id="to"),
        pytest.param([".4;.7"], id="a semicolon"),
    ],
)
def test_an_interval_as_people_write_it(ci):
    said = run("d", ".57", "r", "--ci", *ci, "--level", "90").stdout
    assert "    CI       90% [.20, .33]" in said


def test_limits_below_0():
    said = run("d", "-.57", "r", "--ci", "-.7", "-.4", "--level", "95%").stdout
    assert "95% [−.33, −.20]" in said
    assert "95% [−.33, −.20]" in run("d", "-.57", "r", "--level", "95", "--ci", "-.7,-.4").stdout


def test_the_level_of_an_interval_is_never_assumed_in_silence():
    said = run("d", ".57", "r", "--ci", ".4,.7").stdout
    assert "its level is not given (--level); 95% is assumed" in said
    assert "The interval implies, taken as 95%:" in said
    said = run("d", ".57", "r", "--ci", ".4,.7", "--level", "90").stdout
    assert "assumed" not in said
    assert "The interval implies, at 90%:" in said
    assert "    SE = 0.0912    (metafor, conv.wald)" in said
    record = json.loads(run("d", ".57", "r", "--json", "--ci", ".4,.7").stdout)
    interval = record["conversions"][0]["interval"]
    assert (interval["level"], interval["assumed_level"]) == (None, 95)


@pytest.mark.parametrize(
    ("arguments", "heads"),
    [
        pytest.param(
            ["t", "2.31", "d", "r", "eta2-partial", "--n1", "30", "--n2", "28"],
            ["d ≈ 0.607", "r ≈ .295", "partial η² ≈ .087"], id="t with sizes",
        ),
        pytest.param(["t", "-2.31", "d", "--df", "56"], ["d ≈ −0.617"], id="t with degrees"),
        pytest.param(
            ["f-test", "5.34", "eta2-partial", "d", "--df", "56"],
            ["partial η² ≈ .087", "d ≈ 0.6176 (size only)"], id="F",
        ),
        pytest.param(["chi2", "4.5", "r", "--n", "120"], ["r ≈ .194 (size only)"], id="chi-squared"),
        pytest.param(["t", "t(56) = -2.31", "d"], ["d ≈ −0.617"], id="t as printed"),
        pytest.param(
            ["f-test", "F(1, 56) = 5.34", "eta2-partial"], ["partial η² ≈ .087"], id="F as printed"
        ),
        pytest.param(
            ["chi2", "χ²(1, N = 120) = 4.5", "r"], ["r ≈ .194 (size only)"], id="χ² as printed"
        ),
        pytest.param(["log-or", "0.62", "or"], ["OR ≈ 1.86"], id="log odds ratio"),
        pytest.param(["f2", ".15", "r2", "f"], ["R² ≈ .13", "f ≈ 0.39"], id="f squared"),
        pytest.param(["cles", "66%", "d"], ["d ≈ 0.6 "], id="CLES in per cent"),
        pytest.param(["u3", ".72", "d"], ["d ≈ 0.58"], id="U3"),
        pytest.param(["eta2", ".06", "d", "--n1", "30", "--n2", "70"], ["d ≈ 0.55"], id="sizes"),
    ],
)  # fmt: skip
def test_what_papers_print_instead_of_an_index(arguments, heads):
    said = [line for line in run(*arguments).stdout.splitlines() if line[:1] not in ("", " ")]
    assert [line.startswith(head) for line, head in zip(said, heads, strict=True)] == [True] * len(
        heads
    ), said


def test_means():
    said = run("means", "12.3/4.1/30,10.1/3.9/32", "d", "g").stdout.splitlines()
    assert said[0] == "d = 0.55, 95% CI [0.0429, 1.06]"
    assert said[2] == "g = 0.54, 95% CI [0.0423, 1.04]"
    narrow = run("means", "12.3/4.1/30,10.1/3.9/32", "d", "--level", "90").stdout
    assert narrow.startswith("d = 0.55, 90% CI [0.12")
    names = json.loads(run("means", "12.3/4.1/30,10.1/3.9/32", "--json").stdout)["measures"]
    assert [one["name"] for one in names] == ["MD", "d", "g", "r"]
    assert "mean/SD/people twice" in run("means", "12.3/4.1", "d", code=2).stderr
    assert "of means MD, d, g and r" in run("means", "1/1/9,2/1/9", "or", code=3).stderr


def test_an_f_value_is_no_cohens_f():
    assert "an F value is `f-test`" in run("F", "5.34", "d").stdout
    assert "f-test" not in run("f", "1.9", "d").stdout


def test_a_number_needed_to_treat_asks_whom_it_favours():
    refused = run("nnt", "5", "or", "--p0", "50%", code=3).stderr
    assert "has no sign" in refused
    assert "--benefit or --harm" in refused
    rest = ("or", "--p0", "50%")
    assert run("nnt", "5", *rest, "--benefit").stdout.startswith("OR ≈ 2.3")
    assert run("nnt", "5", *rest, "--harm", "--better", "lower").stdout.startswith("OR ≈ 2.3")
    assert run("nnt", "5", *rest, "--benefit", "--better", "lower").stdout.startswith("OR ≈ 0.4")


def test_what_has_no_part_in_a_result_is_named():
    said = run("d", ".57", "nnt", "--p0", "20%", "--method", "kraemer-kupfer").stdout
    assert "Not used: --control-rate has no part in NNT." in said
    assert "Not used" not in run("d", ".57", "nnt", "--p0", "20%").stdout
    said = run("d", ".57", "r", "rd", "--p0", "20%", "--harm").stdout
    assert "Not used: --control-rate has no part in r." in said
    assert "--better has no part in r." in said


def test_empty_cells_are_corrected_for_ratios_and_said():
    said = run("events", "0/25,5/25").stdout
    assert "RD = -0.200, 95% CI [-0.391, -0.0264]" in said
    assert "OR = 0.0731, 95% CI [0.00381, 1.40]" in said
    assert said.count("0.5 was added") == 2
    assert "NNT = 5.00, 95% CI [2.56, 37.9]" in said
    assert "one event fewer in the first group" in said
    assert "0.5 was added" not in run("events", "1/25,5/25").stdout


def test_where_nobody_has_the_event_there_is_no_ratio_but_a_difference():
    result = run("events", "0/25,0/25", "rd", "or", code=3)
    assert "RD = 0, 95% CI [-0.133, 0.133]" in result.stdout
    assert "nobody has the event" in result.stderr
    assert "all people have the event" in run("events", "9/9,9/9", "rr", code=3).stderr
    assert "Not converted: rr, or: if nobody" in run("events", "0/25,0/25", "--all").stdout


@pytest.mark.parametrize(
    ("arguments", "words", "hint"),
    [
        pytest.param(["hr", "1.4", "or"], "hazard ratio", "favours", id="hazard ratio"),
        pytest.param(["d", ".9", "r", "--within"], "natural change", "groups", id="pre-post"),
        pytest.param(["d", ".57", "nnt"], "without the treatment", "20%", id="no control rate"),
        pytest.param(["d", ".57", "u3", "--association"], "no treated", "besd", id="association"),
        pytest.param(["r", ".28", "nnt", "--p0", "20%"], "no treated", "cl-r", id="correlation"),
        pytest.param(["es", ".65", "r"], "without a metric", "which index", id="unnamed index"),
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
        "The interval implies, taken as 95%:",
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
        pytest.param(["0/10,0/10", "or"], 3, "nobody has the event", id="no events"),
        pytest.param(["1/10,3/10", "d"], 3, "OR, RR, RD, NNT and r", id="another metric"),
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
    assert "METRICs, --level, --all and --json go with them" in said


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
        pytest.param(["f-test", "F(2, 56) = 5.34", "d"], id="two degrees of freedom"),
        pytest.param(["d", ".57", "nnt", "--p0", "20"], id="20 or 20%"),
        pytest.param(["d", ".57", "r", "--n1", "20"], id="half of the sizes"),
        pytest.param(["d", ".57", "r", "--n", "40", "--n1", "20", "--n2", "20"], id="both"),
        pytest.param(["d", ".57", "r", "--ci", "a", "b"], id="no interval"),
        pytest.param(["d", ".57", "r", "--ci", ".4"], id="half of an interval"),
        pytest.param(["d", ".57", "r", "--level", "90"], id="a level of nothing"),
        pytest.param(["d", ".57", "r", "--ci", ".4,.7", "--level", "1"], id="no level"),
        pytest.param(["d", ".57", "r", "--controlrate", "2"], id="unknown option"),
    ],
)
def test_wrong_usage_ends_with_2(arguments):
    run(*arguments, code=2)


def test_all_offers_all_that_can_be_made():
    assert {*TARGETS} == {one for one in (*Metric, *Equivalent) if way(Metric.D, one) is not None}


def test_help_has_an_example_a_line():
    lines = [line.strip() for line in run("--help").stdout.splitlines()]
    assert "t of two groups          convert t 2.31 d g --n1 30 --n2 28" in lines
