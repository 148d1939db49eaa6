"""Changes as a unified difference."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pprkb.files import change as module
from pprkb.files.change import Change, difference

_LINES = [f"line {number}\n" for number in range(3_000)]


def _difference(before: list[str], after: list[str]) -> str:
    change = Change(
        path="data/references.bib", before="".join(before).encode(), after="".join(after).encode()
    )
    return difference([change])


@given(
    st.lists(
        st.tuples(st.integers(0, 2_990), st.sampled_from(("cut", "add", "change"))), max_size=4
    )
)
def test_the_difference_of_a_long_file_is_that_of_all_its_lines(edits: list[tuple[int, str]]):
    after = list(_LINES)
    for at, edit in edits:
        if edit == "cut":
            del after[at : at + 2]
        elif edit == "add":
            after.insert(at, "one more\n")
        else:
            after[at] = "another\n"
    names = ["data/references.bib"] * 2
    lines = [one.removesuffix("\n") for one in _LINES], [one.removesuffix("\n") for one in after]
    expected = difflib.unified_diff(*lines, *names, lineterm="")
    assert _difference(_LINES, after) == "".join(f"{line}\n" for line in expected)


def test_only_the_lines_around_a_change_are_compared(monkeypatch: pytest.MonkeyPatch):
    compared: list[int] = []

    def count(before: list[str], after: list[str], *names: str, lineterm: str) -> list[str]:
        compared.append(len(before) + len(after))
        return []

    monkeypatch.setattr(module.difflib, "unified_diff", count)
    _difference(_LINES, [*_LINES[:1_500], "one more\n", *_LINES[1_500:]])
    assert compared == [13]
