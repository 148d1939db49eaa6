"""What takes longer than a second is said, what does not is not."""

import io

import pytest

from pprkb.cli.progress import Progress


class Stream(io.StringIO):
    def __init__(self, terminal):
        super().__init__()
        self.terminal = terminal

    def isatty(self):
        return self.terminal


def test_nothing_is_said_within_a_second(monkeypatch):
    stream = Stream(terminal=False)
    monkeypatch.setattr("sys.stderr", stream)
    with Progress() as progress:
        progress.say("reading")
        progress.say("writing")
    assert stream.getvalue() == ""


@pytest.mark.parametrize(
    ("terminal", "said"),
    [
        pytest.param(False, "reading …\nwriting …\n", id="a pipe gets lines"),
        pytest.param(
            True,
            "\r\x1b[2Kreading …\r\x1b[2Kwriting …\r\x1b[2K\r\x1b[2K",
            id="a terminal one line that is wiped",
        ),
    ],
)
def test_after_a_second_the_latest_is_said_and_then_each(monkeypatch, terminal, said):
    stream = Stream(terminal)
    monkeypatch.setattr("sys.stderr", stream)
    with Progress() as progress:
        progress.say("reading")
        progress._lose_patience()
        progress.say("writing")
        progress.say("")
    assert stream.getvalue() == said
