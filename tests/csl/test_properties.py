"""Properties that hold for every item."""

from __future__ import annotations

import html as html_entities
import re
import unicodedata
from typing import Any

from citeproc.formatter import html, plain
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pprkb.csl import Cite, CiteGroup, CompiledBibliography, CompiledStyle

STYLE = CompiledStyle("harvard-cite-them-right")

SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-9999, 9999), st.floats(allow_nan=False),
    st.text(max_size=20), st.sampled_from(["<i>x</i>", '"q"', "don't", "1-3", "ed.?", "<b>"]),
)  # fmt: skip
NAMES = st.lists(
    st.one_of(
        SCALARS,
        st.fixed_dictionaries(
            {},
            optional=dict.fromkeys(("family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle"), SCALARS),
        ),
    ),
    max_size=4,
)  # fmt: skip
DATES = st.one_of(
    SCALARS,
    st.fixed_dictionaries(
        {},
        optional={
            "date-parts": st.lists(st.lists(SCALARS, max_size=4), max_size=3),
            "season": SCALARS,
            "literal": SCALARS,
            "raw": SCALARS,
            "circa": SCALARS,
        },
    ),
)
ITEMS = st.fixed_dictionaries(
    {},
    optional={
        "type": st.one_of(SCALARS, st.sampled_from(["book", "chapter", "article-journal"])),
        "author": st.one_of(NAMES, SCALARS),
        "editor": st.one_of(NAMES, SCALARS),
        "issued": DATES,
        "accessed": DATES,
        "title": SCALARS,
        "container-title": SCALARS,
        "page": SCALARS,
        "volume": SCALARS,
        "edition": SCALARS,
        "URL": SCALARS,
        "language": SCALARS,
    },
)
QUICK = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def _print(items: list[dict[str, Any]], formatter: Any) -> list[str]:
    keyed = [{**item, "id": str(number)} for number, item in enumerate(items)]
    bibliography = CompiledBibliography(STYLE, keyed, formatter)
    citation = CiteGroup([Cite(item["id"], locator="5") for item in keyed])
    bibliography.register(citation)
    bibliography.sort()
    return [str(entry) for entry in bibliography.bibliography()] + [
        str(bibliography.cite(citation))
    ]


@QUICK
@given(st.lists(ITEMS, min_size=1, max_size=4))
def test_no_item_raises(items: list[dict[str, Any]]) -> None:
    """Whatever is in an item, it prints something or nothing."""
    assert all(isinstance(text, str) for text in _print(items, html))


@QUICK
@given(st.lists(ITEMS, min_size=1, max_size=4))
def test_html_and_plain_say_the_same(items: list[dict[str, Any]]) -> None:
    """Without its markup, HTML is the plain text (superscript letters become an element)."""
    bare = [
        html_entities.unescape(re.sub(r"</?(?:i|b|em|sup|sub|span|div)\b[^<>]*>", "", text))
        for text in _print(items, html)
    ]
    folded = [unicodedata.normalize("NFKC", text) for text in bare]
    assert folded == [unicodedata.normalize("NFKC", text) for text in _print(items, plain)]


@QUICK
@given(st.text(max_size=40))
def test_html_is_well_formed(title: str) -> None:
    """Every tag that is opened is closed, and nothing else looks like one."""
    (entry, cite) = _print([{"type": "book", "title": title}], html)
    for text in (entry, cite):
        depth: list[str] = []
        for closing, tag in re.findall(r"<(/?)([a-z]+)[^<>]*>", text):
            if closing:
                assert depth.pop() == tag
            else:
                depth.append(tag)
        assert depth == []
