"""Whom an effect favours, and whether more of its outcome is wanted."""

import pytest

from pprkb.evidence.direction import (
    BY_ORDER,
    axis_ends,
    events_point_up,
    favours_words,
    points_up,
    wanted,
    wanted_words,
)
from pprkb.model.effect import Better, EffectSize, Favours, Metric


def effect(value="0.5", metric=Metric.D, **more):
    values = {"compared": ("CBT", "usual care"), "favours": Favours.FIRST, **more}
    return EffectSize(id="e", metric=metric, value=value, **values)


@pytest.mark.parametrize(
    ("outcome", "better"),
    [
        ("dropout", Better.LOWER),
        ("drop-out", Better.LOWER),
        ("premature termination", Better.LOWER),
        ("depressive symptoms", Better.LOWER),
        ("relapse", Better.LOWER),
        ("PTSD severity", Better.LOWER),
        ("response", Better.HIGHER),
        ("remission", Better.HIGHER),
        ("quality of life", Better.HIGHER),
        ("treatment completion", Better.HIGHER),
        ("reduction of symptoms", Better.HIGHER),
        ("remission of depression", Better.HIGHER),
        ("prevention of relapse", Better.HIGHER),
        ("alliance and symptoms", None),
        ("patient outcome", None),
        ("", None),
    ],
)
def test_what_is_wanted_is_guessed_for_known_outcomes_alone(outcome, better):
    assert wanted(effect(outcome=outcome)) == (better, False)


@pytest.mark.parametrize("outcome", ["dropout", "response", "patient outcome"])
@pytest.mark.parametrize("better", Better)
def test_what_the_record_says_is_no_guess(outcome, better):
    assert wanted(effect(outcome=outcome, better=better)) == (better, True)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"outcome": "dropout"}, "less is better (our guess)"),
        ({"outcome": "dropout", "better": Better.LOWER}, "less is better"),
        ({"outcome": "dropout", "better": Better.HIGHER}, "more is better"),
        ({"outcome": "outcome"}, ""),
    ],
    ids=["a guess", "confirmed", "against the guess", "unknown"],
)
def test_a_guess_is_shown_as_a_guess(fields, words):
    assert wanted_words(effect(**fields)) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "favours CBT"),
        ({"value": "-0.5"}, "favours CBT"),
        ({"favours": Favours.SECOND}, "favours usual care"),
        ({"favours": Favours.NEITHER}, "favours neither"),
        ({"favours": None}, ""),
        ({"compared": None}, ""),
        ({"compared": None, "between": ("a", "b"), "favours": None}, ""),
    ],
    ids=["first", "a negative sign", "second", "neither", "not said", "no sides", "association"],
)
def test_a_sign_never_says_whom_an_effect_favours(fields, words):
    assert favours_words(effect(**fields)) == words


@pytest.mark.parametrize(
    ("value", "metric", "favours", "up"),
    [
        ("0.57", Metric.D, Favours.FIRST, True),
        ("−0.57", Metric.SMD, Favours.FIRST, False),
        ("0.59", Metric.OR, Favours.FIRST, False),
        ("1.79", Metric.OR, Favours.FIRST, True),
        ("1.79", Metric.OR, Favours.SECOND, False),
        ("0.80", Metric.HR, Favours.FIRST, False),
        ("0.80", Metric.IRR, Favours.FIRST, False),
        ("0.80", Metric.RD, Favours.FIRST, True),
        ("1.00", Metric.OR, Favours.FIRST, None),
        ("0", Metric.D, Favours.FIRST, None),
        ("0.57", Metric.D, Favours.NEITHER, None),
        ("0.57", Metric.D, None, None),
    ],
)
def test_which_end_of_the_axis_favours_the_first(value, metric, favours, up):
    assert points_up(effect(value, metric, favours=favours)) is up


@pytest.mark.parametrize(
    ("value", "more", "up"),
    [
        ("0.5", {"comparator": ">"}, True),
        ("0.5", {"comparator": "<"}, None),
        ("0.5", {"comparator": "≤"}, None),
        ("-0.5", {"comparator": "<"}, False),
        ("-0.5", {"comparator": ">"}, None),
        ("-0.5", {"comparator": "≥"}, None),
        ("0.2", {"value_high": "0.5"}, True),
        ("-0.2", {"value_high": "0.5"}, None),
        ("-0.5", {"value_high": "-0.2"}, False),
        ("0.2", {"value_high": "0.5%"}, True),
    ],
)
def test_a_bound_or_a_range_points_where_all_of_it_lies(value, more, up):
    assert points_up(effect(value, **more)) is up


@pytest.mark.parametrize(
    ("fields", "up"),
    [
        ({"outcome": "remission"}, True),
        ({"outcome": "relapse"}, False),
        ({"outcome": "relapse", "favours": Favours.SECOND}, False),
        ({"outcome": "relapse", "better": Better.HIGHER}, True),
        ({"outcome": "outcome"}, None),
        ({"outcome": "relapse", "favours": Favours.NEITHER}, None),
        ({"outcome": "relapse", "favours": None}, None),
        ({"outcome": "relapse", "compared": None}, None),
    ],
)
def test_more_events_favour_the_first_where_they_are_wanted(fields, up):
    assert events_point_up(effect("5", Metric.NNT, **fields)) is up


@pytest.mark.parametrize(
    ("effects", "ends"),
    [
        ([effect()], ("favours usual care", "favours CBT")),
        ([effect("−0.5")], ("favours CBT", "favours usual care")),
        ([effect(), effect("0.1", favours=Favours.NEITHER)], ("favours usual care", "favours CBT")),
        ([effect(), effect("−0.5")], "the same end favours the first named in some comparisons"),
        ([effect(), effect(compared=("CBT", "waiting list"))], BY_ORDER),
        ([effect("-0.5"), effect("-1", compared=("IPT", "waiting list"))], BY_ORDER[::-1]),
        (
            [effect("0.5"), effect("-1", compared=("IPT", "waiting list"))],
            "the same end favours the first named in some comparisons",
        ),
        (
            [effect(), effect("-0.5", compared=("usual care", "CBT"))],
            ("favours usual care", "favours CBT"),
        ),
        ([effect(), effect(favours=None)], "it is not recorded whom each comparison favours"),
        ([effect(), effect("0")], "some estimates show no difference"),
        ([effect(), effect(compared=None, favours=None)], "some of the findings compare no groups"),
        ([effect(compared=None, between=("a", "b"), favours=None)], ""),
        (
            [effect("0.59", Metric.OR), effect("0.7", Metric.RR)],
            ("favours CBT", "favours usual care"),
        ),
        ([], ""),
    ],
    ids=[
        *("one", "coded as negative", "with a null result", "coded both ways", "other sides"),
        *("other sides below 0", "other sides coded both ways", "sides turned round"),
        *("one that does not say", "no difference", "an association", "associations alone"),
        *("ratios", "nothing"),
    ],
)
def test_an_axis_is_labelled_where_all_its_effects_agree(effects, ends):
    said = axis_ends(effects)
    assert said == ends or (isinstance(ends, str) and ends and said.startswith(ends))
