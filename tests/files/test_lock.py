"""Only one process writes to a library at a time, and none waits for a dead one."""

import errno
import os
import signal
import subprocess
import sys

import pytest

from pprkb.files.change import lock_path, locked
from pprkb.model.errors import OutputError

HOLD = """
import sys, time
from pathlib import Path
from pprkb.files.change import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_who_holds_the_lock_is_said(tmp_path, holder):
    said = f"another pprkb .*process {holder.pid} on "
    with pytest.raises(OutputError, match=said) as raised, locked(tmp_path, patience=0.2):
        pass
    assert "wait" in raised.value.hint


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal")
def test_the_lock_of_a_dead_process_does_not_block(tmp_path, holder):
    holder.kill()
    holder.wait()
    assert lock_path(tmp_path).exists()
    assert not [*tmp_path.iterdir()], "nothing appears among the library's files"
    with locked(tmp_path, patience=0):
        pass


def test_the_lock_is_waited_for(tmp_path, holder):
    import threading

    threading.Timer(0.3, holder.kill).start()
    with locked(tmp_path, patience=30):
        pass


def test_a_lock_within_a_lock_is_the_same(tmp_path):
    for _ in range(2):
        with locked(tmp_path, patience=0), locked(tmp_path / ".", patience=0):
            pass


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (errno.ENOLCK, "cannot be had: No locks"),
        (errno.ENOSYS, "cannot be had: Function not implemented"),
        (errno.EROFS, "cannot be had: Read-only"),
        (errno.EACCES, "cannot be had: Permission denied"),
    ],
    ids=["network drive", "no locks", "read-only drive", "read-only folder"],
)
def test_what_the_system_refuses_is_said(tmp_path, monkeypatch, error, message):
    fcntl = pytest.importorskip("fcntl")

    def refuse(*_arguments, **_options):
        raise OSError(error, os.strerror(error))

    if error in (errno.ENOLCK, errno.ENOSYS):
        monkeypatch.setattr(fcntl, "flock", refuse)
    else:
        monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(OutputError, match=message) as raised, locked(tmp_path, patience=0):
        pass
    monkeypatch.undo()
    assert "XDG_CACHE_HOME" in raised.value.hint
