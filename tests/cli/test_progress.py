"""What takes longer than a second is said, what does not is not."""

import io
import time

import pytest

from pprkb.cli.terminal import Progress


class Stream(io.StringIO):
    def __init__(self, terminal):
        super().__init__()
        self.terminal = terminal

    def isatty(self):
        return self.terminal


@pytest.mark.parametrize("terminal", [True, False])
def test_nothing_is_said_within_a_second(monkeypatch, terminal):
    stream = Stream(terminal)
    monkeypatch.setattr("sys.stderr", stream)
    with Progress() as progress:
        progress.say("reading")
        progress.say("writing")
    assert stream.getvalue() == ""


def test_after_a_second_the_latest_is_said_and_then_each(monkeypatch):
    stream = Stream(terminal=True)
    monkeypatch.setattr("sys.stderr", stream)
    with Progress() as progress:
        progress.say("reading")
        progress._lose_patience()
        progress.say("writing \x1b[31m")
        progress.say("")
    assert stream.getvalue() == ("\r\x1b[2Kreading …\r\x1b[2Kwriting \\x1b[31m …\r\x1b[2K\r\x1b[2K")


def test_logs_and_notebooks_get_no_progress(monkeypatch):
    stream = Stream(terminal=False)
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr("pprkb.cli.terminal._PATIENCE_SECONDS", 0.0)
    with Progress() as progress:
        progress.say("reading")
        time.sleep(0.1)
        progress.say("writing")
    assert stream.getvalue() == ""
