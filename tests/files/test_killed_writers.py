"""A writer that is killed at any moment leaves the old file or the new one; two at once both count."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MEMORY = Path("/dev/shm")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes do not fork here")


def run(program, *arguments):
    # In memory where there is such a folder: on a disk the syncing takes most of the time.
    within = MEMORY if os.access(MEMORY, os.W_OK) else None
    paths = [str(ROOT), str(ROOT / "src"), *sys.path]
    with tempfile.TemporaryDirectory(dir=within) as folder:
        done = subprocess.run(
            [sys.executable, Path(__file__).with_name(program), *arguments, folder],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            check=False,
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
def test_a_writer_killed_before_or_after_any_system_call_leaves_old_or_new():
    """Four files in one go: a bibliography and a summary changed, a list made and a list deleted."""
    if sys.platform != "linux":
        pytest.skip("system calls are traced on Linux only")
    found = run("kill_writers.py", "ptrace")
    if found.get("unavailable"):
        pytest.skip("this system does not let processes be traced")
    assert found["wrong"] == []
    assert found["kills"] >= 200
    assert set(found["stages"]) == {"0", "1", "2", "3", "4"}, "some moments were not met"
    assert found["leftovers"] > 0, "no kill has hit a file half written"


@pytest.mark.slow
def test_a_writer_killed_around_any_call_of_the_writer_leaves_old_or_new():
    found = run("kill_writers.py", "calls")
    assert found["wrong"] == []
    assert found["kills"] >= 100
    assert set(found["stages"]) == {"0", "1", "2", "3", "4"}


@pytest.mark.slow
@pytest.mark.parametrize("how", ["locked", "compared"])
def test_of_two_writers_at_once_both_count_or_one_is_refused(how):
    rounds = 40
    found = run("race_writers.py", how, str(rounds))
    assert found["wrong"] == []
    assert found["both"] == (rounds if how == "locked" else 0)
    assert found["left"] == ["references.bib"]
