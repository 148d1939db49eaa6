"""Printed references of real works: every field, and what is told of the rest.

`references.yaml` was written before the reader, `references_2.yaml` after it passed the first.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from pprkb.formats.printed import looks_printed, read_printed
from tests.formats.printed.fields import told

HERE = Path(__file__).parent
ALL = [
    case
    for name in ("references.yaml", "references_2.yaml")
    for case in yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
]
CASES = [case for case in ALL if "style" not in case]
OTHERS = [case for case in ALL if "style" in case]
_ABOUT = ("id", "text", "complete", "doubtful", "style")


def ids(cases: list[dict[str, Any]]) -> list[str]:
    return [case["id"] for case in cases]


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_fields(case: dict[str, Any]) -> None:
    printed = read_printed(case["text"])
    expected = {name: value for name, value in case.items() if name not in _ABOUT}
    read = told(printed.reference)
    if "type" not in expected:
        read.pop("type", None)  # of a reference that is cut off nobody knows it
    assert read == expected
    assert printed.complete == case.get("complete", True)
    if case.get("doubtful"):
        assert not printed.confident


@pytest.mark.parametrize("case", OTHERS, ids=ids(OTHERS))
def test_other_styles_are_announced(case: dict[str, Any]) -> None:
    printed = read_printed(case["text"])
    assert not printed.confident
    assert printed.doubts


def test_plain_references_are_read_without_doubt() -> None:
    plain = [case for case in CASES if not case.get("doubtful")]
    doubted = [case["id"] for case in plain if not read_printed(case["text"]).confident]
    # What is odd about these is told, although every field is right.
    assert set(doubted) <= {
        "no parentheses around the year",
        "a journal of one word in capitals, link words behind",
        "Springer's style",
        "a line that a list has numbered",
    }


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_lines_are_known_for_references(case: dict[str, Any]) -> None:
    assert looks_printed(case["text"]) == ("title" in case)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_no_beginning_of_a_reference_is_read_in_silence(case: dict[str, Any]) -> None:
    """Cut a reference off anywhere: what is wrong then is doubted."""
    text = case["text"]
    whole = told(read_printed(text).reference)
    silent = []
    for end in range(20 + len(text) % 3, len(text), 3):
        printed = read_printed(text[:end])
        if printed.confident:
            read = told(printed.reference)
            silent += [
                (name, value)
                for name, value in read.items()
                if name != "type" and whole.get(name) != value
            ]
    # Only the last digits of a DOI, or of an address, can be missing unseen.
    assert all(name in ("doi", "url") for name, _ in silent)
    dois = [str(value) for name, value in silent if name == "doi"]
    assert all(re.search(r"\d{4}\w*$|\.\w+$", doi) for doi in dois)
