"""An edit changes what it was asked to change and no other byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pprkb.sources.edit import EditError, insert_effects, yaml_text

from pprkb.model.errors import OutputError
from pprkb.sources.atomic import write_whole
from pprkb.sources.yaml_nodes import read_yaml

ITEM = ["id: new", "metric: d", 'value: ".57"']


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
    ],
)
def test_an_effect_is_inserted(before, after):
    assert insert_effects(before.encode(), [ITEM]).decode() == after


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: T\n", "does not begin"),
        ("---\ntitle: T\n", "not closed"),
        ("---\neffects: [{id: a}]\n---\n", "on one line"),
    ],
    ids=["no front matter", "not closed", "one line"],
)
def test_what_cannot_be_edited_is_said(text, message):
    with pytest.raises(EditError, match=message):
        insert_effects(text.encode(), [ITEM])


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_values_are_read_back_as_they_were_written(value):
    node, problems = read_yaml(f"a: {yaml_text(value)}\n", "f.yaml")
    assert problems == ()
    assert node.fields[0].value.text == value


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"theirs")
    with pytest.raises(OutputError, match="has changed"):
        write_whole(path, b"new", expecting=b"ours")
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_whole(path, b"new", expecting=b"old")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]
