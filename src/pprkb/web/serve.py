"""`pprkb serve`: the site from a server that follows changes in the text files."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable, Iterable, Sequence
from signal import SIGTERM, signal
from socket import socket
from threading import Event, Thread, current_thread, main_thread
from time import monotonic

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from pprkb.knowledge_base import KnowledgeBase
from pprkb.languages import LANGUAGES
from pprkb.model.errors import OutputError, PprkbError
from pprkb.web import guard
from pprkb.web.app import create_app

_LOG = logging.getLogger("pprkb.web")
_LOOK_EVERY = 2.0
"""Seconds between checks of the text files."""
_THREADS = 4
_IDLE_SECONDS = 30
"""Seconds after which an idle connection is closed."""
_WHOLE_SECONDS = 30
"""Seconds within which a request has to arrive completely."""
_CONNECTIONS = 200
_OF_THE_PORT = (errno.EADDRINUSE, errno.EACCES)
"""Error codes for a port that is taken or reserved."""


class _Channel(HTTPChannel):
    """A connection that is closed if a request takes too long to arrive.

    Waitress closes idle connections. Connections that send a character now and then are not idle,
    and some hundreds of them would block all others ("Slowloris").
    """

    _began = 0.0

    def received(self, data: bytes) -> bool:
        """Receive data of a request."""
        before = self.request
        if before is not None and monotonic() - self._began > _WHOLE_SECONDS:
            self.will_close = True
            return False
        taken: bool = super().received(data)
        if self.request is not before:
            self._began = monotonic()
        return taken


def listening(app: Flask, *, host: str, port: int) -> MultiSocketServer | BaseWSGIServer:
    """Return a server that is ready to run.

    Raises:
        OSError: The port cannot be used.
    """
    sockets: dict[int, socket] = {}
    server = create_server(
        app,
        map=sockets,
        host=host,
        port=port,
        threads=_THREADS,
        channel_timeout=_IDLE_SECONDS,
        cleanup_interval=max(1, _IDLE_SECONDS // 10),
        connection_limit=_CONNECTIONS,
        max_request_body_size=guard.MOST_BYTES,
        max_request_header_size=32 * 1024,
        ident=None,
    )
    for one in sockets.values():
        if isinstance(one, BaseWSGIServer):
            one.channel_class = _Channel
    return server


def serve(
    library: KnowledgeBase,
    *,
    host: str,
    port: int,
    hosts: Iterable[str] = (),
    base_url: str = "",
    languages: Sequence[str] = LANGUAGES,
    started: Callable[[str], None] = lambda _address: None,
) -> None:
    """Serve the site until it is interrupted.

    Args:
        library: The library.
        host: The address to listen on.
        port: The port; 0 for any free one.
        hosts: Further host names to answer to, besides those of this machine.
        base_url: Absolute address of the root, if there is a proxy.
        languages: Languages of the pages; those of the first are at the root.
        started: Called with the address of the front page when the server is ready.

    Raises:
        OutputError: The port cannot be used.
        PprkbError: There is no translation for a language.
        DatabaseError: The database's file is foreign, damaged or cannot be written.
    """
    # Do not log queued requests.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    stopped = Event()
    with library.serving():
        app = create_app(library, hosts=(*hosts, host), base_url=base_url, languages=languages)
        try:
            server = listening(app, host=host, port=port)
        except (OSError, ValueError) as error:
            elsewhere = getattr(error, "errno", None) not in _OF_THE_PORT
            why = getattr(error, "strerror", None) or error
            raise OutputError(
                f"port {port} of {host} cannot be used: {why}",
                hint="name an address of this machine, such as 127.0.0.1"
                if elsewhere
                else "choose another port",
            ) from error
        watcher = Thread(target=_watch, args=(library, stopped), daemon=True)
        watcher.start()
        shown = f"[{host}]" if ":" in host else host
        chosen = getattr(server, "effective_port", port)
        _let_sigterm_end_it()
        started(f"http://{shown}:{chosen}/")
        try:
            server.run()
        finally:
            stopped.set()
            server.close()
            watcher.join(timeout=_LOOK_EVERY * 2)


def _let_sigterm_end_it() -> None:
    """Handle SIGTERM, which service managers send, like Ctrl-C."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    if current_thread() is main_thread():
        signal(SIGTERM, stop)


def _watch(library: KnowledgeBase, stopped: Event) -> None:
    """Update the database whenever a text file has changed."""
    said = ""
    while not stopped.wait(_LOOK_EVERY):
        try:
            library.build()
            said = ""
        except PprkbError as error:
            if said != str(error):
                said = str(error)
                _LOG.warning("%s", said)
        except Exception:
            _LOG.exception("the text files cannot be read")
