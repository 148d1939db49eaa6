"""The public CSL test suite, as a ratchet: what passed must pass, what starts to must be listed."""

from __future__ import annotations

import importlib.util
import os
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from tests.csl.suite_engine import SuiteEngine

_HERE = Path(__file__).resolve().parent
_SUITE = Path(os.environ.get("CSL_SUITE", _HERE.parents[2] / "shared" / "csl-suite"))
_PASSING = frozenset((_HERE / "suite_pass.txt").read_text(encoding="utf-8").split())


@cache
def _harness() -> ModuleType:
    spec = importlib.util.spec_from_file_location("csl_suite_harness", _SUITE / "harness.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _names() -> list[str]:
    if not (_SUITE / "harness.py").is_file():
        return []
    return sorted(path.stem for path in _SUITE.glob("*.txt"))


@pytest.mark.skipif(not _names(), reason="the CSL test suite is not here")
@pytest.mark.parametrize("name", _names())
def test_suite_case(name: str) -> None:
    """A listed case passes; one that is not listed does not."""
    harness = _harness()
    fixture = harness.parse_fixture(_SUITE / f"{name}.txt")
    result = harness.run_one(SuiteEngine(), fixture, 10)
    if name in _PASSING:
        assert harness.normalise(result["got"]) == harness.normalise(fixture.result)
    else:
        assert result["status"] != "pass", f"{name} passes now: add it to suite_pass.txt"
