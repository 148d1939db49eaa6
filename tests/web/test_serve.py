"""The server itself: what a slow client may do."""

from __future__ import annotations

import http.client
import os
import re
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Thread

import pytest

from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.errors import OutputError
from pprkb.web import serve
from pprkb.web.app import create_app


@pytest.fixture(scope="module")
def port(library: KnowledgeBase) -> Iterator[int]:
    server = serve.listening(create_app(library), host="127.0.0.1", port=0)

    def run() -> None:
        with suppress(OSError):  # The last look at sockets that are closed.
            server.run()

    thread = Thread(target=run, daemon=True)
    thread.start()
    yield server.effective_port
    server.close()
    thread.join(timeout=10)


def is_closed_while_it_trickles(port: int, most: int = 40) -> bool:
    """Send a head that never ends, in pieces; return whether the server hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(b"GET /about/ HTTP/1.1\r\n")
        for number in range(most):
            if select.select([connection], [], [], 0.02)[0]:
                return connection.recv(1) == b""
            try:
                connection.sendall(b"X-%d: a\r\n" % number)
            except OSError:
                return True
    return False


def test_a_request_that_trickles_is_cut_off(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "_WHOLE_SECONDS", 0)
    assert is_closed_while_it_trickles(port)


def test_a_request_may_come_in_pieces_and_a_connection_be_used_again(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        for _ in range(2):
            for piece in (b"GET /robots.txt HTTP/1.1\r\n", b"Host: localhost\r\n", b"\r\n"):
                connection.sendall(piece)
            answer = b""
            while b"User-agent" not in answer:
                answer += connection.recv(4096)
            assert answer.startswith(b"HTTP/1.1 200 OK\r\n")


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", id="a foreign host"),
        pytest.param(b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", id="proxy"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 40_000 + b"\r\n\r\n",
                     id="a long head"),
        pytest.param(b"POST /lists/view/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999\r\n"
                     b"\r\n", id="a long body"),
        pytest.param(b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n", id="a raw NUL"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", id="two hosts"),
        pytest.param(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", id="TLS"),
    ],
)  # fmt: skip
def test_a_broken_request_is_refused_and_the_next_is_answered(port: int, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(sent)
        status = connection.recv(4096).partition(b"\r\n")[0]
    assert b" 4" in status[:12], status
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(4096).startswith(b"HTTP/1.1 200")


def open_half(stack: ExitStack, port: int, number: int) -> list[socket.socket]:
    """Open connections that begin a request and do not end it."""
    found = []
    for _ in range(number):
        one = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
        one.sendall(b"GET /about/ HTTP/1.1\r\nHost: localhost\r\n")
        found.append(one)
    return found


def status_of(port: int) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n")
        return connection.recv(4096)[:12]


def test_half_open_connections_keep_nobody_out(port: int) -> None:
    with ExitStack() as stack:
        open_half(stack, port, 150)
        assert status_of(port) == b"HTTP/1.1 200"


# The server's thread may be waiting while the socket is closed below it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.slow
def test_a_connection_that_sends_nothing_is_closed(
    library: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "_IDLE_SECONDS", 1)
    server = serve.listening(create_app(library), host="127.0.0.1", port=0)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    with ExitStack() as stack:
        opened = open_half(stack, server.effective_port, 5)
        for one in opened:
            one.settimeout(20)
            assert one.recv(1) == b""
        assert status_of(server.effective_port) == b"HTTP/1.1 200"
    server.close()
    thread.join(timeout=10)


def started(library: KnowledgeBase, *more: str) -> tuple[subprocess.Popen[str], int]:
    """Run `pprkb serve`; return it once it answers, and its port."""
    running = subprocess.Popen(
        [sys.executable, "-m", "pprkb", "--library", str(library.root), "serve", "--port", "0", *more],
        stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        # What runs in the background hands on that it does not hear Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    assert running.stderr is not None
    line = ""
    while "Serving" not in line:
        line = running.stderr.readline()
        assert line, "it has ended"
    match = re.search(r":(\d+)/", line)
    assert match
    return running, int(match[1])


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "a service's end"])
def test_it_ends_cleanly_and_the_port_is_free(small: KnowledgeBase, how: signal.Signals) -> None:
    running, port = started(small)
    assert status_of(port) == b"HTTP/1.1 200"
    os.kill(running.pid, how)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 0, said
    assert "Traceback" not in said
    again, same = started(small, "--port", str(port))
    again.terminate()
    again.communicate(timeout=60)
    assert same == port
    assert not small.database.with_name(f"{small.database.name}-wal").exists()


@pytest.mark.parametrize(
    ("host", "hint"),
    [
        pytest.param("127.0.0.1", "another port", id="a port that is taken"),
        pytest.param("203.0.113.9", "an address of this machine", id="an address of another"),
        pytest.param("nowhere.invalid", "an address of this machine", id="a name of nothing"),
    ],
)
def test_where_it_cannot_listen_it_says_what_to_do(
    small: KnowledgeBase, host: str, hint: str
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OutputError) as refused:
            serve.serve(small, host=host, port=taken.getsockname()[1])
    assert hint in refused.value.hint


def memory_of(process: int) -> int:
    """Return the kilobytes of memory that a process holds."""
    match = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    assert match
    return int(match[1])


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="there is no /proc here")
def test_memory_does_not_grow_with_requests(small: KnowledgeBase) -> None:
    """Pages are remembered up to a number; every address here is another."""
    running, port = started(small)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(first: int, number: int) -> None:
        for one in range(first, first + number):
            connection.request("GET", f"/search/?q=empathy+{one}", headers={"Host": "localhost"})
            connection.getresponse().read()

    ask(0, 1_500)
    before = memory_of(running.pid)
    ask(1_500, 3_500)
    after = memory_of(running.pid)
    running.terminate()
    running.communicate(timeout=60)
    assert after - before < 15_000, (before, after)
