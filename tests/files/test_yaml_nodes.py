import pytest
from hypothesis import given
from hypothesis import strategies as st

from pprkb.files.yaml.nodes import Mapping, Scalar, Sequence, read_yaml


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("a: .57", ".57", id="a value keeps the form in which it is printed"),
        pytest.param("a: 2016-04", "2016-04", id="a month is text"),
        pytest.param("a: no", "no", id="no is a word"),
        pytest.param("a: 1:30", "1:30", id="no sexagesimal numbers"),
        pytest.param("a: 0x10", "0x10", id="no hexadecimal numbers"),
        pytest.param("a: ~", "~", id="a tilde is text until a field asks for it"),
        pytest.param('a: ""', "", id="an empty string"),
        pytest.param("a:", "", id="nothing"),
        pytest.param("a: >-\n  one\n  two", "one two", id="folded text"),
        pytest.param("a: 'R&D & !x'", "R&D & !x", id="the marks of anchors and tags in a text"),
        pytest.param(
            "a: >-\n  one\n  &two !three", "one &two !three", id="likewise in folded text"
        ),
    ],
)
def test_values_are_text(text, value):
    node, problems = read_yaml(text, "f.yaml")
    assert problems == ()
    assert isinstance(node, Mapping)
    assert node.fields[0].value.text == value


@pytest.mark.parametrize("mark", ["\x85", "\u2028", "\u2029"])
def test_a_line_end_of_a_word_processor_is_a_blank(mark):
    node, problems = read_yaml(f"a: one{mark}two\nb: 'x{mark}y'\nc: z", "f.yaml")
    assert problems == ()
    assert isinstance(node, Mapping)
    told = [(field.value.text, field.line) for field in node.fields]
    assert told == [("one two", 1), ("x y", 2), ("z", 3)]


def test_every_value_knows_its_line():
    node, _ = read_yaml("a: 1\nb:\n  - x\n  - c: y\n", "f.yaml", first_line=10)
    assert isinstance(node, Mapping)
    second = node.fields[1]
    assert (node.fields[0].line, second.line) == (10, 11)
    assert isinstance(second.value, Sequence)
    assert second.value.items[0] == Scalar("x", 12)
    assert second.value.items[1].fields[0].line == 13


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        pytest.param("a: b: c", 1, "colon", id="a colon in a value"),
        pytest.param("a: 1\n\tb: 2", 2, "tab", id="a tab"),
        pytest.param('a: 1\nb: "open', 2, "quotation mark", id="an open quotation mark"),
        pytest.param("a: [1, 2", 1, "bracket", id="an open bracket"),
        pytest.param("c: 1\na: &x 1\nb: *x", 2, "anchor", id="an alias"),
        pytest.param("b: 1\na: &x 1", 2, "anchor", id="an anchor that nothing uses"),
        pytest.param("- 1\n- !x 1", 2, "tag", id="a tag"),
        pytest.param("a: !!python/object:os.system x", 1, "tag", id="a tag that names code"),
        pytest.param("a: !x", 1, "tag", id="a tag without a value"),
        pytest.param("a: [b, !!int 3]", 1, "tag", id="a tag in brackets"),
        pytest.param("a: 1\nb: \x07", 2, "U+0007", id="a control character"),
        pytest.param("a: 1\n? [b]\n: 2", 2, "not a word", id="a list as a name"),
        pytest.param("a: 1\nb: @key\nc: 2", 2, 'begins with "@"', id="a key with its sign"),
        pytest.param("a: 1\nb: *Life* and\nc: 2", 2, 'begins with "*"', id="emphasis"),
        pytest.param("a: 1\np: >.05\nc: 2", 2, 'begins with ">"', id="a bound"),
        pytest.param("a: 1\nb: %7 of it", 2, 'begins with "%"', id="a per cent sign"),
        pytest.param("a: 1\nb: [Review] of it\nc: 2", 2, 'begins with "["', id="a bracket"),
        pytest.param("a: 1\nb: - one\nc: 2", 2, 'begins with "-"', id="a dash"),
        pytest.param("a: 1\nb: ! one\nc: 2", 2, "tag", id="a mark of exclamation alone"),
        pytest.param('a: 1\nb: "No" they say\nc: 2', 2, "closing", id="a quotation, and more"),
        pytest.param("a: 1\nb: 'It's so'\nc: 2", 2, "closing", id="an apostrophe in its marks"),
        pytest.param("a: 1\nb: 'Tis so\nc: 2\nd: 3", 2, "not closed", id="an apostrophe ahead"),
        pytest.param('a: 1\nb: "C:\\path"', 2, "backslash", id="a backslash"),
        pytest.param("a: 1\nand so on\nc: 2", 2, "without a colon", id="a title of two lines"),
        pytest.param("a: 1\nb:\xa02\nc: 2", 2, "U+00A0", id="a no-break space for a space"),
        pytest.param("b:\n- a: 1\n\xa0 c: 2", 3, "U+00A0", id="no-break spaces ahead"),
        pytest.param("a:\n  b: 1\n   c: .2", 3, "colon", id="a field too far to the right"),
        pytest.param('a:\n  b: "1"\n c: ".2"', 3, "indentation", id="too far to the left"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(text, line, words):
    node, (problem,) = read_yaml(text, "f.yaml")
    assert node is None
    assert problem.at.line == line
    assert words in problem.message
    assert problem.hint


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        pytest.param("a: The #1 factor", "#1 factor", id="a number"),
        pytest.param("a: #1 factor", "#1 factor", id="nothing before it"),
        pytest.param("a: The\n  end #1\nb: 2", "#1", id="a text of two lines"),
        pytest.param("a: 'The' #1\r\nb: 2", "#1", id="behind a quotation mark"),
        pytest.param("a: 200 # as counted", "", id="a comment"),
        pytest.param("a: 200  #", "", id="an empty comment"),
        pytest.param("a: the C#1 key", "", id="no blank before it"),
        pytest.param("a: 'The #1 factor'", "", id="in quotation marks"),
        pytest.param("a: >-\n  The #1 factor", "", id="folded text"),
        pytest.param("a: 1\n#b: 2", "", id="a line that is left out"),
    ],
)
def test_a_value_says_what_a_comment_has_cut_off(text, cut):
    node, _ = read_yaml(text, "f.yaml")
    assert isinstance(node, Mapping)
    value = node.fields[0].value
    assert isinstance(value, Scalar)
    assert value.cut == cut


def test_deep_nesting_is_a_problem_not_a_crash():
    node, (problem,) = read_yaml("[" * 20_000, "f.yaml")
    assert node is None
    assert problem.at.line == 1


@given(st.text())
def test_any_text_is_read_or_a_problem(text):
    node, problems = read_yaml(text, "f.yaml")
    assert node is None or not problems
    for problem in problems:
        assert (
            1
            <= problem.at.line
            <= text.count("\n")
            + text.count("\r")
            + text.count("\x85")
            + 2
            + text.count("\u2028")
            + text.count("\u2029")
        )
