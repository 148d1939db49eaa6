"""The server itself: what a slow client may do."""

from __future__ import annotations

import select
import socket
from collections.abc import Iterator
from contextlib import suppress
from threading import Thread

import pytest

from pprkb.knowledge_base import KnowledgeBase
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
