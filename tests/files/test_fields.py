"""Named values of a mapping: which are there, and which are not."""

import pytest

from pprkb.files.read.fields import Fields
from pprkb.files.read.shapes import EFFECT, SUMMARY
from pprkb.files.report import Report
from pprkb.files.yaml.nodes import read_yaml


def fields_of(text, shape=SUMMARY):
    report = Report("f.yaml")
    node, problems = read_yaml(text, "f.yaml")
    assert problems == ()
    return Fields(node, report, shape), report


@pytest.mark.parametrize(
    ("written", "number"),
    [
        pytest.param("14000", 14000, id="digits"),
        pytest.param("14,000", 14000, id="commas"),
        pytest.param("1 234 567", 1234567, id="spaces"),
        pytest.param("14\u202f000", 14000, id="narrow spaces"),
        pytest.param("3,5", None, id="a decimal comma"),
        pytest.param("14,00", None, id="a comma too early"),
        pytest.param("1 2", None, id="two numbers"),
        pytest.param("14.000", None, id="a full stop"),
        pytest.param("0", None, id="nought"),
        pytest.param("١٢", None, id="digits of another script"),
    ],
)
def test_thousands_may_be_set_apart(written, number):
    fields, report = fields_of(f"k: {written}\n", EFFECT)
    assert fields.whole_number("k") == number
    assert bool(report.problems) == (number is None)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        pytest.param('"null"', "null", id="null in double quotes"),
        pytest.param("'null'", "null", id="null in single quotes"),
        pytest.param('"~"', "~", id="a tilde in double quotes"),
        pytest.param(">-\n  null", "null", id="null in a block"),
        pytest.param("null", "", id="null"),
        pytest.param("~", "", id="a tilde"),
        pytest.param("", "", id="nothing"),
        pytest.param('""', "", id="an empty text"),
        pytest.param('"  "', "", id="blanks"),
        pytest.param("nullity", "nullity", id="a longer word"),
    ],
)
def test_in_quotation_marks_null_is_a_text(written, value):
    fields, report = fields_of(f"title: {written}\n")
    assert fields.text("title", required=True) == value
    assert bool(report.problems) == (not value)


def test_a_silence_may_have_the_reason_null_in_quotation_marks():
    for written, sound in (('"null"', True), ("null", False)):
        fields, report = fields_of(f"ignore:\n  no-effects: {written}\n")
        fields.silences("ignore")
        assert (not report.problems) == sound, written
