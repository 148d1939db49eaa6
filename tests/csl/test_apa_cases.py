"""APA 7 references: equal to the reference engine, or to the printed manual where it differs."""

from __future__ import annotations

import html
import json
import os
from pathlib import Path
from typing import Any

import pytest

from pprkb.csl import Cite, CiteGroup, CompiledBibliography, CompiledStyle, StyleError

_SHARED = Path(
    os.environ.get("CSL_SUITE", Path(__file__).resolve().parents[3] / "shared/csl-suite")
)
_CASES = _SHARED.parent / "facts" / "apa_cases.json"


@pytest.fixture(scope="module")
def printed() -> dict[str, tuple[dict[str, Any], str, str]]:
    """Each case with its entry and its cite, printed in one bibliography."""
    if not _CASES.is_file():
        pytest.skip("the APA cases are not here")
    try:
        style = CompiledStyle("apa")
    except StyleError as error:
        pytest.skip(f"no APA style: {error}")
    cases = json.loads(_CASES.read_text(encoding="utf-8"))
    bibliography = CompiledBibliography(style, [case["item"] for case in cases])
    citations = {case["item"]["id"]: CiteGroup([Cite(case["item"]["id"])]) for case in cases}
    for citation in citations.values():
        bibliography.register(citation)
    entries = dict(zip(bibliography.keys, bibliography.bibliography(), strict=True))
    return {
        case["item"]["id"]: (
            case,
            html.unescape(entries[case["item"]["id"]]),
            html.unescape(bibliography.cite(citations[case["item"]["id"]])),
        )
        for case in cases
    }


def test_references(printed: dict[str, tuple[dict[str, Any], str, str]]) -> None:
    """Every entry of the reference list."""
    wrong = [
        (key, entry, case["reference_engine"])
        for key, (case, entry, _) in printed.items()
        if entry not in (html.unescape(case["reference_engine"]), case["apa"])
    ]
    assert wrong == []


def test_cites(printed: dict[str, tuple[dict[str, Any], str, str]]) -> None:
    """Every cite in parentheses."""
    wrong = [
        (key, cite, case["reference_engine_cite"])
        for key, (case, _, cite) in printed.items()
        if cite not in (html.unescape(case["reference_engine_cite"]), case["apa_cite"])
    ]
    assert wrong == []
