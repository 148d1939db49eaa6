"""CSL's rich text: tags that form a pair are formatting, all else is text."""

import pytest

from pprkb.text.markup import Run, parse, strip_tags


@pytest.mark.parametrize(
    ("text", "plain", "runs"),
    [
        ("no tags", "no tags", (Run(text="no tags"),)),
        ("<i>in vivo</i> at", "in vivo at", (Run(text="in vivo", italic=True), Run(text=" at"))),
        ("not <b> closed", "not <b> closed", (Run(text="not <b> closed"),)),
        ("closes </i> nothing", "closes </i> nothing", (Run(text="closes </i> nothing"),)),
        (
            "<b>a <i>b</i>",
            "<b>a b",
            (Run(text="<b>a "), Run(text="b", italic=True)),
        ),
        (
            '<span class="nocase">PTSD</span>!',
            "PTSD!",
            (Run(text="PTSD"), Run(text="!")),
        ),
        ("n <k matters", "n <k matters", (Run(text="n <k matters"),)),
    ],
    ids=["none", "a pair", "open", "closing", "open around a pair", "nocase", "a sign"],
)
def test_a_tag_without_its_partner_is_text(text, plain, runs):
    assert strip_tags(text) == plain
    assert parse(text) == runs
