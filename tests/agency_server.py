"""A server on this machine that answers as doi.org, a registration agency and NCBI do.

`answer(path, ...)` says what is answered where; every question is kept in `asked`.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest

_HELD: list[socket.socket] = []
"""Ports that are taken and at which nobody listens."""
CSL_JSON = "application/vnd.citationstyles.csl+json"


@dataclass
class Answer:
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    """Seconds before the answer."""
    drip: float = 0.0
    """Seconds between single bytes of the body."""
    head: Iterable[bytes] = ()
    """What is sent instead of a head, piece by piece, as long as there is more."""


class AgencyServer:
    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self._stopped = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.respond(self)

            def log_message(self, *_: Any) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_port}/"

    def answer(self, path: str, *answers: Answer | dict[str, Any]) -> None:
        """Say what is answered at a path: one after the other, the last for ever."""
        self.answers[path] = [
            one
            if isinstance(one, Answer)
            else Answer(body=json.dumps(one).encode(), headers={"Content-Type": CSL_JSON})
            for one in answers
        ]

    def register(self, doi: str, item: dict[str, Any]) -> None:
        """Register a DOI: the resolver redirects to the agency, as doi.org does."""
        self.answer(
            f"/{doi}", Answer(302, headers={"Location": quote(f"/v1/works/{doi}/transform")})
        )
        self.answer(f"/v1/works/{doi}/transform", item)

    def respond(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        path = unquote(parts.path)
        if parts.query:
            path += "?id=" + parse_qs(parts.query).get("id", [""])[0]
        self.asked.append((handler.path, dict(handler.headers)))
        rows = self.answers.get(path, [Answer(404, b"Resource not found.")])
        one = rows.pop(0) if len(rows) > 1 else rows[0]
        self._stopped.wait(one.wait)
        try:
            for piece in one.head:
                handler.wfile.write(piece)
                if self._stopped.wait(0.02):
                    return
            handler.send_response(one.status)
            for name, value in one.headers.items():
                handler.send_header(name, value)
            if "Content-Length" not in one.headers:
                handler.send_header("Content-Length", str(len(one.body)))
            handler.end_headers()
            if one.drip:
                for byte in one.body:
                    handler.wfile.write(bytes([byte]))
                    handler.wfile.flush()
                    if self._stopped.wait(one.drip):
                        return
            else:
                handler.wfile.write(one.body)
        except OSError:
            handler.close_connection = True

    def stop(self) -> None:
        self._stopped.set()
        self.http.shutdown()
        self.http.server_close()


def _reachable() -> bool:
    """Return whether this machine reaches itself: with every network device off it does not."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        try:
            socket.create_connection(server.getsockname(), timeout=5).close()
        except OSError:
            return False
    return True


@contextmanager
def running_server():
    if not _reachable():
        pytest.skip("the loopback device is off")
    server = AgencyServer()
    thread = threading.Thread(target=server.http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join(5)


def free_address() -> str:
    """Return an address at which nobody answers, nor will while the tests run."""
    held = socket.socket()
    held.bind(("127.0.0.1", 0))
    _HELD.append(held)
    return f"http://127.0.0.1:{held.getsockname()[1]}/"
