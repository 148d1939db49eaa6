"""Pages that everyone can read: the rules of WCAG 2.2 that a program can check."""

from __future__ import annotations

import re
from importlib import resources
from itertools import pairwise

import pytest
from lxml import html

from pprkb.documents.document import Document, Drawing, Figure
from pprkb.documents.writers import Format, write
from tests.documents.writers.sample import SAMPLE

_DRAWING = Drawing(
    name="plot", title="A plot", description="It shows.", width=9, height=9, shapes=()
)
DOCUMENT = Document(
    title=SAMPLE.title,
    language="en-CA",
    blocks=(*SAMPLE.blocks, Figure(drawing=_DRAWING, caption="A plot")),
)
FORMATS = pytest.mark.parametrize(
    "to", [Format.HTML, Format.HTML_FRAGMENT], ids=lambda to: to.value
)


def page(to: Format) -> html.HtmlElement:
    return html.fromstring(write(DOCUMENT, to).decode())


@FORMATS
def test_the_language_is_told(to: Format) -> None:
    assert page(to).get("lang") == "en-CA"


@FORMATS
def test_headings_leave_out_no_level(to: Format) -> None:
    levels = [int(one.tag[1]) for one in page(to).iter() if re.fullmatch("h[1-6]", str(one.tag))]
    assert levels[0] == (1 if to is Format.HTML else 3)
    assert all(after <= before + 1 for before, after in pairwise(levels))


@FORMATS
def test_every_link_says_where_it_leads(to: Format) -> None:
    texts = [link.text_content().strip() for link in page(to).iter("a")]
    assert texts
    assert all(texts)
    assert not {"here", "link", "click here"} & {text.casefold() for text in texts}


@FORMATS
def test_tables_have_a_caption_and_headers(to: Format) -> None:
    tables = list(page(to).iter("table"))
    assert tables
    for table in tables:
        assert table.findtext("caption")
        assert len(table.xpath("./thead/tr/th[@scope='col']")) == len(
            table.xpath("./tbody/tr[1]/td")
        )


def test_drawings_have_a_name_and_words_instead() -> None:
    (drawing,) = page(Format.HTML).xpath("//*[local-name()='svg']")
    assert drawing.get("role") == "img"
    names = drawing.get("aria-labelledby").split()
    texts = [drawing.xpath(f"//*[@id='{name}']")[0].text for name in names]
    assert texts == ["A plot", "It shows."]


def _palettes() -> list[dict[str, str]]:
    css = resources.files("pprkb.documents.writers").joinpath("page.css").read_text("utf-8")
    blocks = re.findall(r":root\s*\{([^}]*)\}", css)
    palettes = [dict(re.findall(r"--(\w+):\s*#([0-9a-f]{3,6})\b", block)) for block in blocks]
    return [{name: code * (6 // len(code)) for name, code in one.items()} for one in palettes]


def _luminance(code: str) -> float:
    parts = [int(code[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", _palettes(), ids=["light", "dark", "print"])
@pytest.mark.parametrize("ink", ["ink", "faint", "link", "accent"])
def test_text_stands_out_from_the_paper(palette: dict[str, str], ink: str) -> None:
    """WCAG 1.4.3 asks for 4.5 to 1."""
    lighter, darker = sorted((_luminance(palette["paper"]), _luminance(palette[ink])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
