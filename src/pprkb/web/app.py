"""The WSGI application, for the server and for `publish`."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Sequence
from http import HTTPStatus

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from pprkb.knowledge_base import KnowledgeBase
from pprkb.languages import LANGUAGES, phrase
from pprkb.model.errors import LibraryError, NotFoundError
from pprkb.web import addresses, guard
from pprkb.web.answers import BEING_CORRECTED, NAME, Web
from pprkb.web.files import add_files
from pprkb.web.languages import ByAddress, languages_of, spoken_in
from pprkb.web.routes import add_pages

_LOG = logging.getLogger("pprkb.web")
_REFUSED = phrase("This request is not understood")
_REFUSALS = {
    405: phrase("Nothing can be sent to this address."),
    413: phrase("What was sent is too long."),
}
_OTHERWISE = phrase("Something in it is not as it should be.")


def create_app(
    library: KnowledgeBase,
    *,
    live: bool = True,
    base_url: str = "",
    hosts: Iterable[str] = (),
    name: str = NAME,
    pagefind: bool = False,
    languages: Sequence[str] = LANGUAGES,
) -> Flask:
    """Return the application.

    Args:
        library: The library, with a database.
        live: Whether a server answers questions, or only files are written.
        base_url: Absolute address of the root, for feeds and canonical links.
        hosts: Further host names to answer to, besides those of this machine; "*" for any.
        name: The name of the site.
        pagefind: Whether a published site is searched with Pagefind.
        languages: Languages of the pages; those of the first are at the root.

    Raises:
        PprkbError: There is no translation for a language.
    """
    app = Flask("pprkb.web", static_url_path="/static")
    app.config["MAX_CONTENT_LENGTH"] = guard.MOST_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = guard.MOST_BYTES
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    web = Web(
        library,
        live=live,
        base_url=base_url,
        name=name,
        pagefind=pagefind,
        languages=languages_of(languages),
    )
    app.extensions["pprkb"] = web
    _guard(app, web, tuple(hosts))
    add_pages(app, web)
    add_files(app, web)
    _add_failures(app, web)
    app.wsgi_app = ByAddress(app.wsgi_app, web.languages)  # type: ignore[assignment, method-assign]
    return app


def _guard(app: Flask, web: Web, hosts: tuple[str, ...]) -> None:
    def refused(status: int, reason: str) -> Response:
        words = spoken_in(request.environ, web.languages).words
        return Response(f"{words(reason)}\n", status, mimetype="text/plain")

    @app.before_request
    def check() -> Response | None:
        if "*" not in hosts and not guard.known_host(request.host, hosts):
            return refused(421, phrase("This server does not answer to that name."))
        too_long = len(request.path) > guard.MOST_PATH
        if too_long or len(request.query_string) > guard.MOST_QUERY:
            return refused(414, phrase("The address is too long."))
        if request.method not in ("GET", "HEAD", "OPTIONS") and not guard.same_site(
            fetch_site=request.headers.get("Sec-Fetch-Site", ""),
            origin=request.headers.get("Origin", ""),
            host=request.host,
        ):
            return refused(403, phrase("Another site may not send this."))
        return None

    @app.after_request
    def protect(response: Response) -> Response:
        for header, value in guard.HEADERS.items():
            response.headers.setdefault(header, value)
        if response.location and response.location.startswith(request.url_root):
            # A proxy may have another scheme, port or path.
            there = response.location.removeprefix(request.url_root)
            response.location = addresses.relative(request.path.removeprefix("/"), there)
        if request.path.startswith((f"/{addresses.API}", f"/{addresses.SCHEMA}")):
            response.headers["Access-Control-Allow-Origin"] = "*"
        read = request.method in ("GET", "HEAD") and response.status_code == HTTPStatus.OK
        if read and not response.direct_passthrough:
            # Do not send again what a browser or feed reader has cached.
            response.cache_control.no_cache = True
            response.add_etag()
            response.make_conditional(request)
        return response


def _add_failures(app: Flask, web: Web) -> None:
    @app.errorhandler(NotFoundError)
    @app.errorhandler(404)
    def not_found(_error: object) -> Response:
        with web.site() as site:
            return web.missing(site)

    @app.errorhandler(LibraryError)
    def damaged(error: LibraryError) -> Response:
        _LOG.warning("%s: %s", request.path, error.message)
        return _failure(503, phrase("This cannot be shown now"), BEING_CORRECTED)

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        response = _failure(
            error.code or 400, _REFUSED, _REFUSALS.get(error.code or 400, _OTHERWISE)
        )
        if error.code == 405:
            response.headers["Allow"] = "GET, HEAD, OPTIONS"
        return response

    @app.errorhandler(Exception)
    def broken(error: Exception) -> Response:
        _LOG.error("%s", request.path, exc_info=error)
        return _failure(
            500, phrase("Something went wrong"), phrase("It has been written to the log.")
        )

    def _failure(status: int, title: str, reason: str) -> Response:
        if request.path.startswith(f"/{addresses.API}"):
            body = json.dumps({"error": f"{title}: {reason}"})
            return Response(f"{body}\n", status, mimetype="application/json")
        return web.failure(status, title, reason)
