"""The public CSL test suite, as a ratchet: what passed must pass, what starts to must be listed.

`make csl-suite` says where the suite is to be had. Without it, only the reader of its files is
tested.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.csl.suite import Fixture, normalized, rendered

_HERE = Path(__file__).resolve().parent
_SUITE = Path(os.environ.get("CSL_SUITE", _HERE.parents[2] / "shared" / "csl-suite"))
_PASSING = frozenset((_HERE / "suite_pass.txt").read_text(encoding="utf-8").split())
_FAILING = frozenset((_HERE / "suite_fail.txt").read_text(encoding="utf-8").split())


def _files() -> list[Path]:
    """Return the measured cases, in the suite's own folder or in one of its files alone."""
    humans = _SUITE / "processor-tests" / "humans"
    files = (humans if humans.is_dir() else _SUITE).glob("*.txt")
    return sorted(path for path in files if path.stem in _PASSING | _FAILING)


@pytest.mark.skipif(not _files(), reason="the CSL test suite is not here: see `make csl-suite`")
@pytest.mark.parametrize("path", _files(), ids=lambda path: path.stem)
def test_suite_case(path: Path) -> None:
    """A case of suite_pass.txt passes; one of suite_fail.txt does not."""
    fixture = Fixture.read(path)
    wanted = normalized(fixture.sections["RESULT"])
    if path.stem in _PASSING:
        assert normalized(rendered(fixture)) == wanted
        return
    try:
        passes = normalized(rendered(fixture)) == wanted
    except Exception:  # what it is that fails does not matter
        passes = False
    assert not passes, f"{path.stem} passes now: move it to suite_pass.txt"


_FIXTURE = """
>>===== MODE =====>>
citation
<<===== MODE =====<<

>>===== RESULT =====>>
>>[0] B
..[1] A
<<===== RESULT =====<<

>>===== CSL =====>>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><id>a</id><title>A</title><updated>2020-01-01T00:00:00Z</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
</style>
<<===== CSL =====<<

>>===== INPUT =====>>
[{"title": "A", "type": "book"}, {"id": "b", "title": "B", "type": "book"}]
<<===== INPUT =====<<

>>===== CITATIONS =====>>
[
  [{"citationID": "x", "citationItems": [{"id": 0}], "properties": {"noteIndex": 1}}, [], []],
  [{"citationID": "y", "citationItems": [{"id": "b"}], "properties": {"noteIndex": 1}},
   [], [["x", 2]]]
]
<<===== CITATIONS =====<<
"""


def test_a_fixture_is_read_as_the_document_that_its_last_update_leaves(tmp_path: Path) -> None:
    """Sections, items without an id, and citations that an update moves."""
    path = tmp_path / "case.txt"
    path.write_text(_FIXTURE, encoding="utf-8")
    fixture = Fixture.read(path)
    assert [cite["citationID"] for cite in fixture.document()] == ["y", "x"]
    assert [cite["properties"]["noteIndex"] for cite in fixture.document()] == [1, 2]
    assert rendered(fixture) == ">>[0] B\n>>[1] A"
    assert normalized(rendered(fixture)) == normalized(fixture.sections["RESULT"])
