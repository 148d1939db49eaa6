"""The search index of a published site, made by Pagefind if it is installed."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from io import BufferedReader
from operator import itemgetter
from pathlib import PurePosixPath
from typing import NotRequired, TypedDict

from markupsafe import escape

from pprkb.knowledge_base.reader import Searched
from pprkb.model.errors import OutputError
from pprkb.query.catalogue import Facet, Listed
from pprkb.text.markup import Markup, strip_tags
from pprkb.web import addresses
from pprkb.web.machines.data import apart
from pprkb.web.site import Site

_WORD = re.compile(r"\w+")
_NOT_USED = ("-ui", "highlight", "worker", "playground", "wasm.unknown")
"""Parts of file names that Pagefind generates and the site does not use."""
_PROSE = (("summary", 4), ("details", 2))
_OTHERS = (("title", 10), ("authors", 6), ("topics", 6), ("container", 3), ("forms", 4))
"""Columns of the server's index, with the same weights as there."""


def has_pagefind() -> bool:
    """Return whether Pagefind and its program are installed (the extra `pprkb[site]`)."""
    return bool(find_spec("pagefind") and find_spec("pagefind_bin"))


def records(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the address of every article, with its searchable text as HTML."""
    listed = site.shelf.catalogue.by_key
    for one in site.reader.searched():
        if one.key in listed:
            yield addresses.article(one.key), _record(one, listed[one.key])


def _record(searched: Searched, listed: Listed) -> str:
    """Return one article in Pagefind's format."""
    prose = [(getattr(searched, name), weight) for name, weight in _PROSE]
    others = [(getattr(searched, name), weight) for name, weight in _OTHERS]
    # Pagefind keeps words joined by a slash, such as DOIs, as one; a server finds their parts.
    joined = (piece for text, _ in (*prose, *others) for piece in text.split() if "/" in piece)
    others.append((" ".join(_WORD.findall(" ".join(joined))), 2))
    language, byline, standing, spoken, *_ = *apart(listed), "", "", "", ""
    told = {
        "language": language,
        "byline": byline,
        "standing": standing,
        "spoken": spoken,
        "title": strip_tags(Markup(listed.title)),
        "headline": listed.headline,
        "authors": listed.authors,
        "container": strip_tags(Markup(listed.container)),
        # The number of words of prose, which excerpts may be taken from.
        "prose": str(sum(len(text.split()) for text, _ in prose)),
    }
    head = "".join(
        f'<meta data-pagefind-meta="{name}[content]" content="{escape(text)}">'
        for name, text in told.items()
        if text
    )
    body = "".join(
        f'<p data-pagefind-weight="{weight}">{escape(text)}</p>'
        for text, weight in (*prose, *others)
        if text.strip()
    )
    return f'<!DOCTYPE html><html lang="en"><body data-pagefind-body>{head}{body}</body></html>'


def search_index(pages: Iterable[tuple[str, str]], articles: Iterable[Listed]) -> dict[str, bytes]:
    """Return the files of the index, by name; equal pages give equal bytes.

    Args:
        pages: Addresses, each with its searchable text as HTML.
        articles: The articles with their facets.

    Raises:
        OutputError: Pagefind has failed.
    """
    from pagefind.service import get_executable

    # Pagefind's Python library waits a tenth of a second for every page. Its program reads and
    # writes JSON in base64, with a comma after each message. If it crawls the pages itself, their
    # order is not deterministic.
    program = subprocess.Popen(
        [str(get_executable()), "--service"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with program:
        try:
            index = _told(program, {"type": "NewIndex", "config": None})["index_id"]
            for address, page in pages:
                asked = {"type": "AddFile", "index_id": index, "url": f"/{address}"}
                _told(program, {**asked, "file_path": None, "file_contents": page})
            made = _told(program, {"type": "GetFiles", "index_id": index})["files"]
        finally:
            program.kill()
    files = {
        # Pagefind's own pages and styles are not used.
        f"{addresses.SEARCH_INDEX}{one['path']}": b64decode(one["content"])
        for one in sorted(made, key=itemgetter("path"))
        if not any(part in one["path"] for part in _NOT_USED)
    }
    return files | {f"{addresses.SEARCH_INDEX}facets.json": _facets(files, articles)}


def _facets(files: Mapping[str, bytes], articles: Iterable[Listed]) -> bytes:
    """Return the values of all pages by facet; the order of Pagefind's filters varies.

    A page is an index in the list of names that Pagefind gives to pages. The indices of a value are
    stored as differences.
    """
    listed = {f"/{addresses.article(one.key)}": one for one in articles}
    names: dict[str, Listed] = {}
    for name, content in files.items():
        stem = PurePosixPath(name).stem
        if "/fragment/" in name:
            text = gzip.decompress(content).decode()
            names[stem] = listed[json.loads(text[text.index("{") :])["url"]]
    values: dict[str, dict[str, list[int]]] = {facet.value: {} for facet in Facet}
    last: dict[tuple[str, str], int] = {}
    for place, one in enumerate(names.values()):
        for facet, own in one.facets.items():
            for value in own:
                at = last.get((facet.value, value), 0)
                values[facet.value].setdefault(value, []).append(place - at)
                last[facet.value, value] = place
    told = {"pages": list(names), "values": values}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


class _File(TypedDict):
    """A file generated by Pagefind."""

    path: str
    content: str
    """In base64."""


class _Answer(TypedDict):
    """A response of Pagefind's program: a result, or an error."""

    type: str
    message: NotRequired[str]
    index_id: NotRequired[int]
    files: NotRequired[list[_File]]


def _told(program: subprocess.Popen[bytes], asked: dict[str, object]) -> _Answer:
    """Send a request to Pagefind's program and return its response.

    Raises:
        OutputError: There is none, or it is an error.
    """
    assert program.stdin is not None
    assert isinstance(program.stdout, BufferedReader)
    try:
        program.stdin.write(b64encode(json.dumps({"message_id": 1, "payload": asked}).encode()))
        program.stdin.write(b",")
        program.stdin.flush()
        answer = bytearray()
        while not answer.endswith(b","):
            # Data may be a complete response or the beginning of one.
            piece = program.stdout.read1(1 << 20)
            if not piece:
                raise OutputError("the search index could not be made", hint="try again")
            answer += piece
        told: _Answer = json.loads(b64decode(answer[:-1]))["payload"]
    except BrokenPipeError as error:
        raise OutputError("the search index could not be made", hint="try again") from error
    if told["type"] == "Error":
        raise OutputError(f"the search index could not be made: {told['message']}")
    return told
