"""An edit of a YAML file or of front matter changes one value and no other byte."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pprkb.files.yaml.edit import (
    add_items,
    add_to_list,
    change_words,
    edit_body,
    insert_item,
    remove,
    remove_from_list,
    replace_values,
    set_value,
)
from pprkb.files.yaml.nodes import read_yaml
from pprkb.files.yaml.values import yaml_text
from pprkb.formats.markdown import rename_citation
from pprkb.model.errors import EditError
from tests.libraries_of_tests import SMALL

FILE, SUMMARY = "data/topics.yaml", "data/summaries/a.md"
ITEM = ["id: new", "metric: d", 'value: ".57"']


def edited(text, edit, file=FILE):
    return edit(text.encode(), file).decode()


@pytest.mark.parametrize(
    ("before", "path", "value", "after"),
    [
        ("a: x  # c\nb: y\n", "a", "z w", "a: z w  # c\nb: y\n"),
        ("a: 'x'\n", "a", "it's", "a: 'it''s'\n"),
        ('a: "x" # c\n', "a", 'say "z"', 'a: "say \\"z\\"" # c\n'),
        ("a: x\n", "a", "b: c", 'a: "b: c"\n'),
        ("a: 2016-04\n", "a", "2016-05", "a: 2016-05\n"),
        ("a: x\n", "a", "123456789", "a: 123456789\n"),
        ("a: x\n", "a", "1234567890", 'a: "1234567890"\n'),
        ("a: x\n", "a", "007", 'a: "007"\n'),
        ("a: x\n", "a", "...", 'a: "..."\n'),
        ("a: x\n", "a", "b #c d", 'a: "b #c d"\n'),
        ("a: \U0001f600\n", "a", "\U0001f601 \x85", 'a: "\U0001f601 \\u0085"\n'),
        ("a: x\n", "a", "yes", 'a: "yes"\n'),
        ("a: .57\n", "a", ".58", "a: .58\n"),
        ("a:\nb: y\n", "a", "z", "a: z\nb: y\n"),
        ("a: # c\nb: y\n", "a", "z", "a: z # c\nb: y\n"),
        ("a: ~\n", "a", "z", "a: z\n"),
        ("a: {b: x, c: y}\n", "a.b", "z, w", 'a: {b: "z, w", c: y}\n'),
        ("a: [x, 'y']\n", "a.1", "z", "a: [x, 'z']\n"),
        ("a:\n  - b: x\n    c: y\n", "a.0.c", "z", "a:\n  - b: x\n    c: z\n"),
        ("a: >-\n  x\n  y\n\n# c\nb: z\n", "a", "v w", "a: >-\n  v w\n\n# c\nb: z\n"),
        ("a: |\n   x\n   y\nb: z", "a", "v\n\nw", "a: |\n   v\n\n   w\nb: z"),
        ("a: x\n  y\nb: z\n", "a", "v", "a: v\nb: z\n"),
        ("a: >-\n  x\nb: z\n", "a", "", 'a: ""\nb: z\n'),
        ("a: >-\n  x\nb: z\n", "a", "v\u2028w", 'a: "v\\u2028w"\nb: z\n'),
        ("a: >-\n  x\n", "a", "v  w", "a: v  w\n"),
        (
            "a: >-\n  x\n",
            "a",
            " ".join(["word"] * 25),
            f"a: >-\n  {' '.join(['word'] * 19)}\n  {' '.join(['word'] * 6)}\n",
        ),
        ("a: |\n  x\n", "a", "v \nw", 'a: "v \\nw"\n'),
        ("a: |\n  x\n", "a", 'say "v"\nw', 'a: |\n  say "v"\n  w\n'),
        ("a: |+\n  x\n\n", "b", "z", "a: |+\n  x\n\nb: z\n"),
        ("b: \na: x\n", "b.c", "z", "b: {c: z} \na: x\n"),
        ("a: x\r\nb: y\r\n", "b", "z", "a: x\r\nb: z\r\n"),
        ("a: x\rb: y\r", "a", "z", "a: z\rb: y\r"),
        ("a: x", "a", "z", "a: z"),
        ("a: x\n", "b", "z", "a: x\nb: z\n"),
        ("a: x", "b", "z", "a: x\nb: z"),
        ("a: x\r\n# end\r\n", "b", "z", "a: x\r\nb: z\r\n# end\r\n"),
        ("a:\n  b: x  # c\n\nd: y\n", "a.e", "z", "a:\n  b: x  # c\n  e: z\n\nd: y\n"),
        ("a:\n- b: x\n- b: y\n", "a.0.c", "12", "a:\n- b: x\n  c: 12\n- b: y\n"),
        ("a: {b: x}\n", "a.c", "no", 'a: {b: x, c: "no"}\n'),
        ("a: {}\n", "a.c", "z", "a: {c: z}\n"),
        ("a: null\n", "a", "~", 'a: "~"\n'),
        ("a: x\n", "b.c", "z", "a: x\nb: {c: z}\n"),
        ("b:\na: x\n", "b.c", "z", "b: {c: z}\na: x\n"),
        ("", "a", "z", "a: z\n"),
        ("# c\n", "a", "z", "# c\na: z\n"),
        ("--- # start\na: x\n", "b", "z", "--- # start\na: x\nb: z\n"),
        ("a: >-\n  x\n\n\nb: y\n", "c", "z", "a: >-\n  x\n\n\nb: y\nc: z\n"),
        (
            "a:\n  b: |\n    x\n\n# c\nd: y\n",
            "a.e",
            "z",
            "a:\n  b: |\n    x\n  e: z\n\n# c\nd: y\n",
        ),
    ],
)
def test_a_value_is_set(before, path, value, after):
    steps = [int(step) if step.isdigit() else step for step in path.split(".")]
    assert edited(before, lambda c, f: set_value(c, f, steps, value)) == after


def test_a_new_field_may_come_behind_others():
    text = "title: T\nalso: [x]\neffects:\n  - id: a\n"
    after = "title: T\nalso: [x]\ntype: review\neffects:\n  - id: a\n"
    order = ("title", "reference", "also")
    assert edited(text, lambda c, f: set_value(c, f, ("type",), "review", after=order)) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("t: [a, b]\n", "t: [a, b, x]\n"),
        ("t: [a, b, ]  # c\n", "t: [a, b, x, ]  # c\n"),
        ("t: []\n", "t: [x]\n"),
        ("t: [ ]\n", "t: [x]\n"),
        ("t:\nb: y\n", "t: [x]\nb: y\n"),
        ("t: \nb: y\n", "t: [x] \nb: y\n"),
        ("t: ' '\n", "t: [x]\n"),
        ("t: [a,b]\n", "t: [a,b,x]\n"),
        ("t: [a, # c\n b]\n", "t: [a, # c\n b, x]\n"),
        ("t: a # c\n", "t: [a, x] # c\n"),
        ("t: a, b\n", 't: ["a, b", x]\n'),
        ("t: 'a'\n", "t: ['a', x]\n"),
        ("b: y\n", "b: y\nt: [x]\n"),
        ("t:\n  - a\n\n  # c\n  - b  # d\n\n# e\nb: y\n", "t:\n  - a\n\n  # c\n  - b  # d\n  - x\n\n# e\nb: y\n"),
        ("t:\r\n- a\r\nb: y\r\n", "t:\r\n- a\r\n- x\r\nb: y\r\n"),
        ("t:\n- a", "t:\n- a\n- x"),
        ("t: [\n  a,\n  b,\n]\n", "t: [\n  a,\n  b,\n  x,\n]\n"),
        ("t: [\n  a\n]\n", "t: [\n  a,\n  x\n]\n"),
        ("t: [a, x]\n", "t: [a, x]\n"),
        ("t:\n- x\n", "t:\n- x\n"),
        ("t: x\n", "t: x\n"),
    ],
)  # fmt: skip
def test_a_word_is_added_to_a_list(before, after):
    assert edited(before, lambda c, f: add_to_list(c, f, ("t",), "x")) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("t: [a, x, b]\n", "t: [a, b]\n"),
        ("t: [x, a]\n", "t: [a]\n"),
        ("t: [' x ', a]\n", "t: [a]\n"),
        ("t  :  \n  - x\nb: y\n", "t  : []  \nb: y\n"),
        ("t: [a, x]\n", "t: [a]\n"),
        ("t: [a, 'x', ]\n", "t: [a, ]\n"),
        ("t: [x]  # c\n", "t: []  # c\n"),
        ("t: x # c\n", "t: [] # c\n"),
        ("t:\n  - a\n  - x # c\n  # d\n  - b\n", "t:\n  - a\n  # d\n  - b\n"),
        ("t:\n# c\n  - x\n\nb: y\n", "t: []\n# c\n\nb: y\n"),
        ("t:  # c\n- x\nb: y\n", "t: []  # c\nb: y\n"),
        ("t:\r\n- a\r\n- x", "t:\r\n- a\r\n"),
    ],
)
def test_a_word_is_taken_from_a_list(before, after):
    assert edited(before, lambda c, f: remove_from_list(c, f, ("t",), "x")) == after


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("a: x\nb:\n  - y\n# c\nd: z\n", "b", "a: x\n# c\nd: z\n"),
        ("a: x\n", "a", ""),
        ("a: |+\n  x\n\nb: z\n", "a", "b: z\n"),
        ("a:\n  - |+\n    x\n\nb: z\n", "a", "b: z\n"),
        ("- - a\n  - b\n", "0.0", "- - b\n"),
        ("a:\n  - b: x\n    c: y\n  - d: z\n", "a.0", "a:\n  - d: z\n"),
        ("a:\n  - b: x\n    c: y\n", "a.0.b", "a:\n  - c: y\n"),
        ("a:\n  - b: x\n    c: y\n", "a.0.c", "a:\n  - b: x\n"),
        ("a: {b: x, c: y}\n", "a.b", "a: {c: y}\n"),
        ("a: {b: x, c: y}\n", "a.c", "a: {b: x}\n"),
        ("a: >-\n  x\n\n  y\n\nb: z\n", "a", "\nb: z\n"),
        ("a:\n  -\n    b: x\n  - c: y\n", "a.0", "a:\n  - c: y\n"),
    ],
)
def test_a_field_or_item_is_taken_away(before, path, after):
    steps = [int(step) if step.isdigit() else step for step in path.split(".")]
    assert edited(before, lambda c, f: remove(c, f, steps)) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "---\ntitle: T\n---\n## Summary\n",
            '---\ntitle: T\neffects:\n  - id: new\n    metric: d\n    value: ".57"\n---\n## Summary\n',
            id="no list yet",
        ),
        pytest.param(
            "---\neffects:\n  - id: a\n    metric: r\n\n# kept\ntopics: [x]\n---\n",
            "---\neffects:\n  - id: a\n    metric: r\n"
            '  - id: new\n    metric: d\n    value: ".57"\n\n# kept\ntopics: [x]\n---\n',
            id="after the last item, comments and blank lines stay",
        ),
        pytest.param(
            "---\r\neffects:   # all of them\r\n- id: a\r\n---\r\nText\r\n",
            "---\r\neffects:   # all of them\r\n- id: a\r\n"
            '- id: new\r\n  metric: d\r\n  value: ".57"\r\n---\r\nText\r\n',
            id="Windows line ends, a list at the margin",
        ),
        pytest.param(
            "\ufeff---\neffects: []\n---\n",
            '\ufeff---\neffects:\n  - id: new\n    metric: d\n    value: ".57"\n---\n',
            id="an empty list in brackets, a byte order mark",
        ),
        pytest.param(
            "---\neffects: # none\n# c\ntitle: T\n---\n",
            '---\neffects: # none\n  - id: new\n    metric: d\n    value: ".57"\n# c\ntitle: T\n---\n',
            id="a list without items, comments",
        ),
        pytest.param(
            "---\n---\n", '---\neffects:\n  - id: new\n    metric: d\n    value: ".57"\n---\n',
            id="no fields yet",
        ),
    ],
)  # fmt: skip
def test_an_effect_is_recorded(before, after):
    assert edited(before, lambda c, f: add_items(c, f, ("effects",), [ITEM]), SUMMARY) == after


@pytest.mark.parametrize(
    ("before", "number", "after"),
    [
        pytest.param(
            "n: # all\n  # of a\n  - a: 1\n  - b: 2\n", 0,
            "n: # all\n{0}  # of a\n  - a: 1\n  - b: 2\n", id="the first, before its comment",
        ),
        pytest.param(
            "n:\n  - a: 1\n\n  # of b\n  # two\n  - b: 2\n", 1,
            "n:\n  - a: 1\n\n{0}  # of b\n  # two\n  - b: 2\n", id="before comments, behind a blank line",
        ),
        pytest.param(
            "n:\n  - a: 1  # of a\n  - b: 2\n", 1,
            "n:\n  - a: 1  # of a\n{0}  - b: 2\n", id="behind the comment on a line",
        ),
        pytest.param("n:\n  -   a: 1\n", 0, "n:\n{0}  -   a: 1\n", id="blanks behind the hyphen"),
        pytest.param("n:\n  - a: 1\n", 1, "n:\n  - a: 1\n{0}", id="the last"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_an_item_is_put_before_another(before, number, after, line_end):
    before = before.replace("\n", line_end)
    after = after.format("  - c: 3\n    d: 4\n").replace("\n", line_end)
    assert edited(before, lambda c, f: insert_item(c, f, ("n",), number, ["c: 3", "d: 4"])) == after


def test_an_item_is_put_into_a_section_of_a_reading_list():
    text = "sections:\n  - heading: A\n    items:\n      - reference: a\n        note: x\n  - heading: B\n"
    lines = [["reference: b", "importance: essential"]]
    assert edited(
        text, lambda c, f: add_items(c, f, ("sections", 0, "items"), lines)
    ) == text.replace("note: x\n", "note: x\n      - reference: b\n        importance: essential\n")
    assert edited(text, lambda c, f: add_items(c, f, ("sections", 1, "items"), lines)) == (
        text + "    items:\n      - reference: b\n        importance: essential\n"
    )


@pytest.mark.parametrize(
    ("text", "edit", "message"),
    [
        ("title: T\n", lambda c, f: set_value(c, f, ("a",), "x"), "1: the file does not begin"),
        ("---\ntitle: T\n", lambda c, f: set_value(c, f, ("a",), "x"), "not closed"),
        (
            "---\neffects: [{id: a}]\n---\n",
            lambda c, f: add_items(c, f, ("effects",), [ITEM]),
            "2: the list `effects` is written on one line",
        ),
        ("---\na: &x y\n---\n", lambda c, f: set_value(c, f, ("a",), "z"), "2: YAML anchors"),
        (
            "---\na: &x y\nb: *x\n---\n",
            lambda c, f: set_value(c, f, ("c",), "z"),
            "2: YAML anchors",
        ),
        ("---\na: !t y\n---\n", lambda c, f: set_value(c, f, ("a",), "z"), "2: YAML tags"),
        ("---\na: x\na: y\n---\n", lambda c, f: set_value(c, f, ("a",), "z"), '3: the field "a"'),
        ("---\na: [x\n---\n", lambda c, f: set_value(c, f, ("a",), "z"), "not closed"),
        ("---\na: [x]\n---\n", lambda c, f: set_value(c, f, ("a",), "z"), "2: a is a list"),
        (
            "---\na: x\n---\n",
            lambda c, f: set_value(c, f, ("a", "b"), "z"),
            "2: a is not a mapping",
        ),
        (
            "---\na: {b: c}\n---\n",
            lambda c, f: add_to_list(c, f, ("a",), "z"),
            "2: a is not a list",
        ),
        ("---\na: [b]\n---\n", lambda c, f: remove_from_list(c, f, ("a",), "z"), "2: a does not"),
        ("---\na: x\n---\n", lambda c, f: remove(c, f, ("b",)), "there is no b"),
        (
            "---\na: [x, # c\n y]\n---\n",
            lambda c, f: remove(c, f, ("a", 0)),
            "2: there is a comment",
        ),
        ("---\n? a\n: x\n---\n", lambda c, f: remove(c, f, ("a",)), "2: a is the only field"),
        ("---\na: x\n---\n", lambda c, f: set_value(c, f, ("b c",), "z"), "is not a field name"),
        ("---\na: x\0\n---\n", lambda c, f: set_value(c, f, ("a",), "z"), "NUL"),
        (
            "---\na:\n  - b: x # c\n    c: y\n---\n",
            lambda c, f: remove(c, f, ("a", 0, "b")),
            "3: this part",
        ),
        ("---\na:\n  b: x\n---\n", lambda c, f: remove(c, f, ("a", "b")), "3: a.b is the only"),
        ("---\n- - x\n---\n", lambda c, f: remove(c, f, (0, 0)), "2: this part"),
        ("---\na:\n- x\n---\n", lambda c, f: set_value(c, f, ("a", 0, "b"), "z"), "3: a.1. is not"),
        ("---\na: |\n  x\n---\n", lambda c, f: add_to_list(c, f, ("a",), "z"), "2: a is a text of"),
        (
            "---\na: {b: []}\n---\n",
            lambda c, f: add_items(c, f, ("a", "b"), [ITEM]),
            "2: this part",
        ),
        (
            "---\na: [{b: x}]\n---\n",
            lambda c, f: insert_item(c, f, ("a",), 0, ITEM),
            "a is not a list with each item on its own line",
        ),
        (
            "---\na: > # c\n x\n---\n",
            lambda c, f: set_value(c, f, ("a",), "z"),
            "2: there is a comment",
        ),
    ],
)
def test_what_cannot_be_edited_safely_is_refused(text, edit, message):
    with pytest.raises(EditError, match=message) as raised:
        edited(text, edit, SUMMARY)
    assert raised.value.message.startswith(SUMMARY)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        pytest.param("a: x\n---\nb: y\n", 2, "YAML: but found another document", id="two documents"),
        pytest.param("&x a: y\n", 1, "YAML anchors (&name) are not read", id="an anchor at the start"),
        pytest.param("a: 'x\n---\nb'\n", 1, "a quotation mark is not closed", id="an open quote"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused(text, line, message):
    with pytest.raises(EditError) as raised:
        edited(text, lambda c, f: set_value(c, f, ("a",), "z"))
    assert raised.value.message == f"{FILE}:{line}: {message}"


def test_mixed_line_ends_are_those_around_the_edit():
    before = "---\r\na: x\n---\r\n"
    after = "---\r\na: x\nb: z\n---\r\n"
    assert edited(before, lambda c, f: set_value(c, f, ("b",), "z"), SUMMARY) == after


def test_values_are_renamed_everywhere_each_in_its_style():
    text = "topics: [a, 'b', \"a\"]  # a\nother: a\nlist:\n  - t: a\n  - t: b\n  - u: a\n"
    paths = [("list", "*", "t"), ("topics",), ("none", "*", "t")]
    after = "topics: [x-1, 'b', \"x-1\"]  # a\nother: a\nlist:\n  - t: x-1\n  - t: b\n  - u: a\n"
    assert (
        edited(text, lambda c, f: replace_values(c, f, paths, lambda v: v == "a", "x-1")) == after
    )


def test_words_of_folded_text_are_changed_line_by_line():
    text = "a: >-\n  See [@old,\n  p. 3] and\n  @old.\nb: \"\\n@old \\\"x\\\"\"\nc: '@old''s'\n"

    def change(value):
        return rename_citation(value, "old", "a-much-longer-key")

    after = edited(text, lambda c, f: change_words(c, f, [("a",), ("b",), ("c",)], change))
    assert yaml.safe_load(after) == {k: change(v) for k, v in yaml.safe_load(text).items()}
    only = edited(text, lambda c, f: change_words(c, f, [("a",)], change))
    assert only == text.replace("[@old", "[@a-much-longer-key").replace(
        "\n  @old", "\n  @a-much-longer-key"
    )


def test_the_body_is_changed_and_the_front_matter_stays():
    text = "\ufeff---\r\ntitle: old\r\n---\r\nold\r\nold"
    after = edited(
        text, lambda c, f: edit_body(c, f, lambda body: body.replace("old", "new")), SUMMARY
    )
    assert after == "\ufeff---\r\ntitle: old\r\n---\r\nnew\r\nnew"


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip), st.booleans()
)
def test_values_are_read_back_as_they_were_written(value, flow):
    written = yaml_text(value, flow=flow)
    text = f"a: [{written}, b]\n" if flow else f"a: {written} # c\n"
    node, problems = read_yaml(text, "f.yaml")
    assert problems == ()
    read = node.fields[0].value
    assert (read.items[0] if flow else read).text == value
    loaded = yaml.safe_load(text)["a"]
    assert (loaded[0] if flow else loaded) == (
        int(value) if value.isdigit() and value.isascii() and written[0] != '"' else value
    )


# -- properties -------------------------------------------------------------------------------------

_LINES = st.sampled_from(
    [
        "a: x", "b: 'y z'", 'c: "q\\n"', "d:", "  e: [1, two, 'x']", "  f: {g: h, i: [j]}", "  - k",
        "  - l: m", "    n: o", "- p", "a: >-", "  folded text", "  more", "", "# comment", "  # c",
        "t: |", "   literal", "u: &anchor v", "w: *anchor", "? x", ": y", "z: [", "]", "---", "\tq: r",
        "s: !tag t", "a : b", "a: b # c", "-", "  -", "'k': v", "é: ü", "e: [a, # c", "   b]", "{a: b}",
    ]
)  # fmt: skip
_TEXTS = st.builds(
    lambda lines, end, last: end.join(lines) + (end if last else ""),
    st.lists(_LINES, max_size=8), st.sampled_from(["\n", "\r\n"]), st.booleans(),
)  # fmt: skip
_PATHS = st.sampled_from(
    [("a",), ("b",), ("d",), ("d", "e"), ("d", "f", "g"), ("d", 0), ("d", 1, "l"), ("new",),
     ("d", "e", 1), (0,), (0, "l"), ("new", "deep"), ("t",), ("e",), ("d", 0, "n")]
)  # fmt: skip
_VALUES = st.sampled_from(["x", "new value", "it's: odd", "no", "2", "", "a, b", "# c", " z", "é"])


def said(text):
    """What another reader says; values as text."""
    return yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def at(tree, path):
    for step in path:
        tree = tree[step]
    return tree


@settings(max_examples=500, deadline=None)
@given(_TEXTS, _PATHS, _VALUES)
def test_a_value_is_set_right_or_refused(text, path, value):
    try:
        after = edited(text, lambda c, f: set_value(c, f, path, value))
    except EditError:
        return
    before, now = said(text), said(after)
    assert at(now, path).strip() == value.strip()
    expected = before if isinstance(before, dict | list) else {}
    holder = expected
    for number, step in enumerate(path[:-1]):
        if isinstance(holder, dict):
            holder.setdefault(step, "")
        if holder[step] == "":
            holder[step] = {} if isinstance(path[number + 1], str) else []
        holder = holder[step]
    holder[path[-1]] = at(now, path)
    assert now == expected
    kept = [line for line in text.splitlines() if line.startswith("#")]
    assert [line for line in after.splitlines() if line.startswith("#")] == kept


@settings(max_examples=500, deadline=None)
@given(_TEXTS, _PATHS, _VALUES)
def test_a_word_is_added_and_taken_away_or_refused(text, path, value):
    try:
        added = edited(text, lambda c, f: add_to_list(c, f, path, value))
    except EditError:
        return
    if added == text:
        return
    words = at(said(added), path)
    assert words[-1] == value
    try:
        back = edited(added, lambda c, f: remove_from_list(c, f, path, value))
    except EditError:
        return
    assert at(said(back), path) == words[:-1]


@settings(max_examples=500, deadline=None)
@given(_TEXTS, _PATHS)
def test_what_is_taken_away_is_all_that_goes(text, path):
    try:
        after = edited(text, lambda c, f: remove(c, f, path))
    except EditError:
        return
    expected = said(text)
    holder = at(expected, path[:-1])
    del holder[path[-1]]
    assert (said(after) or {}) == expected


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(_TEXTS, _PATHS)
def test_items_are_added_right_or_refused(text, path):
    try:
        after = edited(text, lambda c, f: add_items(c, f, path, [ITEM]))
    except EditError:
        return
    assert at(said(after), path)[-1] == {"id": "new", "metric": "d", "value": ".57"}


@pytest.mark.parametrize("file", sorted(SMALL.glob("data/**/*.*ml")) + sorted(SMALL.glob("data/**/*.md")), ids=lambda p: p.stem)  # fmt: skip
def test_in_whole_files_every_value_can_be_changed_and_changed_back(file):
    content, name = file.read_bytes(), file.as_posix()
    text = content.decode().split("---\n")[1] if file.suffix == ".md" else content.decode()
    for path, value in scalars(said(text)):
        changed = set_value(content, name, path, "new value")
        changed_text = (
            changed.decode().split("---\n")[1] if file.suffix == ".md" else changed.decode()
        )
        assert at(said(changed_text), path).strip() == "new value"
        back = set_value(changed, name, path, value)
        back_text = back.decode().split("---\n")[1] if file.suffix == ".md" else back.decode()
        assert said(back_text) == said(text)
        if "\n" not in value and len(value) < 60:
            assert back == content, path


def scalars(tree, path=()):
    if isinstance(tree, str):
        yield path, tree
    for step, inner in (
        tree.items()
        if isinstance(tree, dict)
        else enumerate(tree)
        if isinstance(tree, list)
        else ()
    ):
        yield from scalars(inner, (*path, step))
