"""Effects in a reader's words, and words such as "medium" with the rule behind them."""

import re
from decimal import Decimal

import pytest

from pprkb.evidence.benchmarks import BENCHMARKS, labels
from pprkb.evidence.convert.answers import Refusal
from pprkb.evidence.convert.question import Design, Known
from pprkb.evidence.equivalents import effect_in_plain_words, in_plain_words
from pprkb.model.effect import Better, EffectSize, Favours, Interval, Metric, Rate


def test_groups():
    assert in_plain_words(".57", Metric.D, Known(design=Design.GROUPS, p0=0.2)) == (
        "About 72 of 100 people in the treatment group score higher than the average of the"
        " comparison group (U3).",
        "Of one person from each group, the one from the treatment group scores higher with a"
        " probability of about 66% (common language effect size).",
        "Both suppose that scores are normally distributed in both groups, with one spread.",
        "If 20% of the comparison group have the outcome, one person more has it for about every"
        " 6 people in the treatment group (number needed to treat).",
    )


def test_no_number_needed_without_a_control_rate():
    sentences = in_plain_words(".57", Metric.D, Known(design=Design.GROUPS))
    assert len(sentences) == 3
    assert "needed" not in " ".join(sentences)


def test_the_sign_is_not_read_as_benefit():
    sentences = " ".join(in_plain_words("-.24", Metric.D, Known(design=Design.GROUPS, p0=0.2)))
    assert "About 41 of 100" in sentences
    assert "one person fewer" in sentences
    assert "better" not in sentences


def test_a_risk_difference_has_its_number_needed():
    sentences = in_plain_words(".08", Metric.RD, Known(design=Design.GROUPS, p0=0.12))
    assert "every 13 people" in sentences[-1]


@pytest.mark.parametrize(
    ("value", "metric", "said", "words"),
    [
        pytest.param("0.59", Metric.OR, {}, "in 129 per 1,000 people .* 71 fewer", id="odds"),
        pytest.param("1.5", Metric.RR, {}, "in 300 per 1,000 people .* 100 more", id="risks"),
        pytest.param("-.10", Metric.RD, {}, "in 100 per 1,000 people .* 100 fewer", id="RD"),
        pytest.param(
            "10", Metric.NNT, {"benefit": True, "better": Better.LOWER}, "in 100 per", id="NNT"
        ),
        pytest.param(
            "5", Metric.NNT, {"benefit": True}, "in 400 .* event is wanted", id="an assumption"
        ),
    ],
)
def test_events_of_a_bare_number_are_never_told_as_scores(value, metric, said, words):
    told = " ".join(in_plain_words(value, metric, Known(design=Design.GROUPS, p0=0.2, **said)))
    assert re.search(words, told)
    assert "score" not in told


@pytest.mark.parametrize(
    ("value", "said", "words"),
    [
        ("-.57", {"benefit": True}, "72 of 100 people in the treatment group do better"),
        (".57", {"benefit": True}, "72 of 100 people in the treatment group do better"),
        (".57", {"benefit": False}, "72 of 100 people in the comparison group do better"),
        ("-.57", {"better": Better.LOWER}, "72 of 100 people in the treatment group do better"),
        ("-.57", {"better": Better.HIGHER}, "72 of 100 people in the comparison group do better"),
        ("-.57", {}, "28 of 100 people in the treatment group score higher"),
    ],
    ids=["benefit below 0", "benefit", "harm", "less is better", "more is better", "not said"],
)
def test_who_does_better_is_told_where_somebody_says_it(value, said, words):
    (u3, *_) = in_plain_words(value, Metric.SMD, Known(design=Design.GROUPS, **said))
    assert words in u3


@pytest.mark.parametrize(
    ("value", "metric", "design"),
    [
        pytest.param(".28", Metric.R, None, id="a correlation"),
        pytest.param(".58", Metric.D, Design.ASSOCIATION, id="written as d"),
    ],
)
def test_associations_treat_nobody(value, metric, design):
    sentences = in_plain_words(value, metric, Known(design=design), between=("alliance", "outcome"))
    words = " ".join(sentences)
    assert "higher in alliance is also higher in outcome with a probability of about 59%" in words
    assert "36% and 64%" in words
    assert "This is an analogy: nobody observed these rates." in words
    assert "treat" not in words
    assert "U3" not in words


CROSSING = Interval(low=Decimal("-.1"), high=Decimal(".5"))


@pytest.mark.parametrize(
    ("value", "metric", "known", "reason"),
    [
        pytest.param(".57", Metric.D, {}, "what the number is about", id="nobody says"),
        pytest.param("1.4", Metric.HR, {}, "hazard ratio", id="hazard ratio"),
        pytest.param(".9", Metric.D, {"design": Design.WITHIN}, "natural change", id="pre-post"),
        pytest.param(".02", Metric.R, {"significant": False}, "no effect", id="null result"),
        pytest.param(
            ".2", Metric.D, {"design": Design.GROUPS, "interval": CROSSING}, "no effect", id="CI"
        ),
        pytest.param("1.5", Metric.RR, {"design": Design.GROUPS}, "without the", id="no rate"),
        pytest.param("0.59", Metric.OR, {"design": Design.GROUPS}, "without the", id="odds alone"),
        pytest.param(
            "-.30", Metric.RD, {"design": Design.GROUPS, "p0": 0.2}, "would be", id="no risk"
        ),
        pytest.param("large", Metric.VERBAL, {}, "printed number", id="words"),
    ],
)
def test_refused(value, metric, known, reason):
    answer = in_plain_words(value, metric, Known(**known))
    assert isinstance(answer, Refusal), answer
    assert reason in answer.reason


@pytest.mark.parametrize(
    ("value", "metric", "expected"),
    [
        pytest.param(
            ".57",
            Metric.D,
            {
                "Cohen, 1988": "medium",
                "Sawilowsky, 2009": "medium",
                "Gignac & Szodorai, 2016": "typical",
                "Lovakov & Agadullina, 2021": "medium",
            },
            id="d",
        ),
        pytest.param(
            ".28",
            Metric.R,
            {
                "Cohen, 1988": "small",
                "Gignac & Szodorai, 2016": "typical",
                "Funder & Ozer, 2019": "medium",
                "Lovakov & Agadullina, 2021": "medium",
            },
            id="the same finding as r",
        ),
        pytest.param(".06", Metric.ETA2, {"Cohen, 1992": "small"}, id="eta squared"),
        pytest.param(".25", Metric.F, {"Cohen, 1988": "medium"}, id="the border counts"),
        pytest.param(".02", Metric.R2, {"Cohen, 1988": "small"}, id="R squared"),
        pytest.param("2.1", Metric.HR, {}, id="no rule for hazard ratios"),
        pytest.param("1.8", Metric.OR, {}, id="no rule for odds ratios"),
        pytest.param(".06", Metric.ETA2_PARTIAL, {}, id="no rule for partial eta squared"),
        pytest.param("big", Metric.D, {}, id="no number"),
    ],
)
def test_labels_name_their_rule(value, metric, expected):
    assert {label.rule: label.word for label in labels(value, metric)} == expected


def test_a_label_is_printed_with_its_rule():
    printed = [str(label) for label in labels("-.1", Metric.D)]
    assert printed[0] == "below small (Cohen, 1988)"
    assert printed[-1] == "below small (Lovakov & Agadullina, 2021; social psychology)"


def test_no_label_for_changes_within_a_group():
    assert labels(".9", Metric.D, Design.WITHIN) == ()


def test_bands_rise():
    for benchmark in BENCHMARKS:
        sizes = [size for size, _ in benchmark.bands]
        assert sizes == sorted(set(sizes)), benchmark.rule


# -- recorded comparisons ----------------------------------------------------------------------


def recorded(value, metric, **more):
    values = {"compared": ("CBT", "usual care"), "outcome": "dropout", **more}
    return EffectSize(id="e", metric=metric, value=value, **values)


RATE = Rate(printed="20%", source="swift2012")
OUR_GUESS = " That less is better is our guess."


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        pytest.param(
            recorded("0.59", Metric.RR, favours=Favours.FIRST, control_rate=RATE),
            "At a rate of 200 per 1,000 in the usual care group (Swift, 2012), dropout is expected"
            " in 118 per 1,000 people in the CBT group: 82 fewer, which favours CBT." + OUR_GUESS,
            id="fewer events",
        ),
        pytest.param(
            recorded(
                "0.59",
                Metric.OR,
                favours=Favours.FIRST,
                better=Better.LOWER,
                control_rate=RATE,
                interval=Interval(low=Decimal(".40"), high=Decimal(".90")),
            ),
            "At a rate of 200 per 1,000 in the usual care group (Swift, 2012), dropout is expected"
            " in 129 per 1,000 people in the CBT group (91 to 184 by the interval): 71 fewer, which"
            " favours CBT.",
            id="odds, with the interval",
        ),
        pytest.param(
            recorded("1.5", Metric.RR, favours=Favours.SECOND, control_rate=RATE),
            "At a rate of 200 per 1,000 in the usual care group (Swift, 2012), dropout is expected"
            " in 300 per 1,000 people in the CBT group: 100 more, which favours usual care."
            + OUR_GUESS,
            id="more events are harm",
        ),
        pytest.param(
            recorded(
                "1.5", Metric.RR, outcome="response", favours=Favours.FIRST, control_rate=RATE
            ),
            "At a rate of 200 per 1,000 in the usual care group (Swift, 2012), response is expected"
            " in 300 per 1,000 people in the CBT group: 100 more, which favours CBT."
            " That more is better is our guess.",
            id="more events are benefit",
        ),
        pytest.param(
            recorded("10", Metric.NNT, outcome="relapse", favours=Favours.FIRST, control_rate=RATE),
            "At a rate of 200 per 1,000 in the usual care group (Swift, 2012), relapse is expected"
            " in 100 per 1,000 people in the CBT group: 100 fewer, which favours CBT." + OUR_GUESS,
            id="an NNT against relapse",
        ),
        pytest.param(
            recorded("5.2", Metric.NNT, favours=Favours.FIRST),
            "For about every 6 people in the CBT group instead of the usual care group, one more is"
            " better off (number needed to treat).",
            id="an NNT without a rate",
        ),
        pytest.param(
            recorded("5.2", Metric.NNT, favours=Favours.SECOND),
            "For about every 6 people in the usual care group instead of the CBT group, one more is"
            " better off (number needed to treat).",
            id="an NNT of harm",
        ),
    ],
)
def test_events_are_told_as_events(effect, words):
    assert effect_in_plain_words(effect, cited={"swift2012": "Swift, 2012"}) == (words,)


@pytest.mark.parametrize("value", ["0.57", "−0.57"])
@pytest.mark.parametrize(
    ("favours", "first", "second"),
    [(Favours.FIRST, "CBT", "usual care"), (Favours.SECOND, "usual care", "CBT")],
)
def test_scores_are_told_from_the_side_they_favour(value, favours, first, second):
    effect = recorded(value, Metric.SMD, outcome="symptoms", favours=favours)
    sentences = effect_in_plain_words(effect)
    assert sentences[0] == (
        f"About 72 of 100 people in the {first} group do better than the average of the {second}"
        " group (U3)."
    )
    assert "higher" not in " ".join(sentences)
    with_rate = effect_in_plain_words(effect, p0=0.2)[-1]
    number = (
        "79 per 1,000 people in the CBT group: 121 fewer"
        if favours is Favours.FIRST
        else ("393 per 1,000 people in the CBT group: 193 more")
    )
    assert number in with_rate
    assert with_rate.endswith(OUR_GUESS.strip())


@pytest.mark.parametrize(
    ("effect", "reason"),
    [
        pytest.param(recorded("0.5", Metric.D), "does not say whom it favours", id="scores"),
        pytest.param(recorded("0.5", Metric.OR), "does not say whom it favours", id="events"),
        pytest.param(recorded("5", Metric.NNT), "does not say whom it favours", id="NNT"),
        pytest.param(
            recorded("0.5", Metric.D, favours=Favours.NEITHER), "favours neither", id="neither"
        ),
        pytest.param(
            recorded("0.5", Metric.OR, favours=Favours.FIRST), "without the treatment", id="no rate"
        ),
        pytest.param(
            recorded("1.79", Metric.OR, favours=Favours.FIRST, control_rate=RATE),
            "do not fit",
            id="the event counted the other way round",
        ),
        pytest.param(
            recorded("3", Metric.NNT, favours=Favours.FIRST, outcome="outcome", control_rate=RATE),
            "whether more of the outcome is wanted",
            id="an NNT of nobody knows what",
        ),
        pytest.param(
            recorded("6", Metric.RR, favours=Favours.SECOND, control_rate=RATE), "", id="no risk"
        ),
        pytest.param(
            recorded("0.8", Metric.IRR, favours=Favours.FIRST), "rates over time", id="IRR"
        ),
        pytest.param(
            recorded("2.1", Metric.MD, favours=Favours.FIRST), "units of its scale", id="MD"
        ),
    ],
)
def test_what_the_record_does_not_say_is_not_told(effect, reason):
    answer = effect_in_plain_words(effect)
    assert isinstance(answer, Refusal), answer
    assert reason in answer.reason
