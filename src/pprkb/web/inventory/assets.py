"""Static files of every page: scripts, styles, the icon, and translations for scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from pprkb.languages import OTHER_LANGUAGES
from pprkb.languages.translated import plural_form, read_catalogue

_CALL = re.compile(r"(?<![\w$])say(?P<kind>\.(?:many|nodes))?\(")
_TEXT = r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
_ONE = re.compile(rf"{_TEXT}\s*[,)]")
_TWO = re.compile(rf"[\w.]+,\s*{_TEXT},\s*{_TEXT}\s*[,)]")
_ESCAPED = re.compile(r"\\(.)")
_FORMS = 200
"""The range of numbers with plural forms for scripts. The rules of gettext use small numbers, or
the last two digits of larger ones, so the forms repeat from here on."""


def assets() -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each file."""
    for one in _static():
        yield f"static/{one.name}", one.read_bytes()
    for language in OTHER_LANGUAGES:
        yield f"static/phrases.{language}.js", phrases_script(language)


def _static() -> list[Traversable]:
    return sorted(files("pprkb.web").joinpath("static").iterdir(), key=lambda one: one.name)


def _scripts() -> Iterator[str]:
    return (one.read_text(encoding="utf-8") for one in _static() if one.name.endswith(".js"))


def phrases_of(script: str) -> Iterator[tuple[str, str]]:
    """Yield the phrases in a script, `say("…")` or `say.many(n, "…", "…")`, with their plurals.

    A phrase without a plural has an empty one.

    Raises:
        ValueError: A phrase is not a literal, so it could not be translated.
    """
    for call in _CALL.finditer(script):
        found = (_TWO if call["kind"] == ".many" else _ONE).match(script, call.end())
        if found is None:
            line = script.count("\n", 0, call.start()) + 1
            raise ValueError(f"line {line}: a phrase is not text in quotation marks")
        one, *several = (_ESCAPED.sub(r"\1", text[1:-1]) for text in found.groups())
        yield one, "".join(several)


@cache
def phrases_script(language: str) -> bytes:
    """Return the script with the phrases of all scripts in a language, such as "fr".

    `say` of `site.js` reads it: `said` has the forms of each phrase, and `forms` has a digit for
    the form of each number from 0 on.

    Args:
        language: One of `OTHER_LANGUAGES`.
    """
    catalogue = read_catalogue(language)
    said = {}
    for script in _scripts():
        for one, _ in phrases_of(script):
            message = catalogue.get(one)
            if message and message.string:
                said[one] = message.string
    form = plural_form(catalogue.plural_expr)
    forms = "".join(str(form(number)) for number in range(_FORMS))
    told = json.dumps({"said": said, "forms": forms}, ensure_ascii=False, separators=(",", ":"))
    return f'"use strict";\n\nconst phrases = {told};\n'.encode()
