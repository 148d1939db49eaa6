"""The languages of the site: the first is at the root, others below their tag: `fr/`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from pprkb.languages import LANGUAGES, Words, usage_of, words_for
from pprkb.model.errors import PprkbError

_PREFIX = "pprkb.prefix"
"""The WSGI variable with the language of a request."""


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """A language of the site."""

    words: Words
    prefix: str = ""
    """The prefix of its pages, relative to the root of the site."""


def languages_of(names: Sequence[str]) -> tuple[Spoken, ...]:
    """Return the languages of a site.

    Args:
        names: Tags such as "en" and "fr"; the pages of the first are at the root.

    Raises:
        PprkbError: No tag is given, or there is no translation for one.
    """
    known = " and ".join(LANGUAGES)
    chosen = tuple(dict.fromkeys(name.strip().lower() for name in names if name.strip()))
    if not chosen:
        raise PprkbError("no language is named", hint=f"the site speaks {known}")
    for name in chosen:
        if name not in LANGUAGES:
            raise PprkbError(f'the site does not speak "{name}"', hint=f"it speaks {known}")
    return tuple(
        Spoken(words=words_for(usage_of(name)), prefix=f"{name}/" if place else "")
        for place, name in enumerate(chosen)
    )


def spoken_in(environ: WSGIEnvironment, languages: Sequence[Spoken]) -> Spoken:
    """Return the language of a request."""
    prefix = environ.get(_PREFIX, "")
    return next((one for one in languages if one.prefix == prefix), languages[0])


class ByAddress:
    """WSGI middleware that strips the prefix of a language from addresses."""

    def __init__(self, application: WSGIApplication, languages: Sequence[Spoken]) -> None:
        """Wrap an application."""
        self._application = application
        self._prefixes = [one.prefix for one in languages if one.prefix]

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        path = str(environ.get("PATH_INFO", ""))
        for prefix in self._prefixes:
            if f"{path}/" == f"/{prefix}":
                start("301 Moved Permanently", [("Location", prefix), ("Content-Length", "0")])
                return []
            if path.startswith(f"/{prefix}"):
                above = f"{environ.get('SCRIPT_NAME', '')}/{prefix}".rstrip("/")
                own = {"PATH_INFO": path[len(prefix) :], "SCRIPT_NAME": above, _PREFIX: prefix}
                return self._application({**environ, **own}, start)
        return self._application(environ, start)
