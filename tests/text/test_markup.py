"""CSL's rich text: tags that form a pair are formatting, all else is text."""

import pytest

from pprkb.text.markup import Run, strip_tags, text_of


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("no tags", "no tags"),
        ("<i>in vivo</i> at", "in vivo at"),
        ("not <b> closed", "not <b> closed"),
        ("closes </i> nothing", "closes </i> nothing"),
        ("<b>a <i>b</i>", "<b>a b"),
        ('<span class="nocase">PTSD</span>!', "PTSD!"),
        ('<span style="font-variant: small-caps;">abc</span>', "abc"),
        ("n <k matters", "n <k matters"),
        ("H<sub>2</sub>O, 10<sup>6</sup>", "H2O, 106"),
    ],
    ids=[
        *("none", "a pair", "open", "closing", "open around a pair", "nocase", "small capitals"),
        *("a sign", "raised and lowered"),
    ],
)
def test_a_tag_without_its_partner_is_text(text, plain):
    assert strip_tags(text) == plain


def test_text_of_runs_has_no_formatting_and_no_address():
    runs = (Run(text="a "), Run(text="b", bold=True), Run(text="", link="https://example.org"))
    assert text_of(runs) == "a b"
