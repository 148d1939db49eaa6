"""The index of a published site's search, made by Pagefind where that is installed."""

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
"""Parts of names of files that Pagefind makes and the site does not use."""
_PROSE = (("summary", 4), ("details", 2))
_OTHERS = (("title", 10), ("authors", 6), ("topics", 6), ("container", 3), ("forms", 4))
"""Columns of the index that a server searches, and how much a word counts in each, as there."""


def has_pagefind() -> bool:
    """Return whether Pagefind and its program are there (the extra `pprkb[site]`)."""
    return bool(find_spec("pagefind") and find_spec("pagefind_bin"))


def records(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the address of every article, and the words by which it is found, as HTML."""
    listed = site.shelf.catalogue.by_key
    for one in site.reader.searched():
        if one.key in listed:
            yield addresses.article(one.key), _record(one, listed[one.key])


def _record(searched: Searched, listed: Listed) -> str:
    """Return one article as Pagefind reads it."""
    prose = [(getattr(searched, name), weight) for name, weight in _PROSE]
    others = [(getattr(searched, name), weight) for name, weight in _OTHERS]
    # Pagefind makes one word of what a stroke joins, such as a DOI; a server finds its parts.
    joined = (piece for text, _ in (*prose, *others) for piece in text.split() if "/" in piece)
    others.append((" ".join(_WORD.findall(" ".join(joined))), 2))
    language, byline, standing, *_ = *apart(listed), "", "", ""
    told = {
        "language": language,
        "byline": byline,
        "standing": standing,
        "title": strip_tags(Markup(listed.title)),
        "headline": listed.headline,
        "authors": listed.authors,
        "container": strip_tags(Markup(listed.container)),
        # So many words of the text are prose, of which an excerpt may be made.
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
    """Return the files of the index, by name; the same pages make the same bytes.

    Args:
        pages: Addresses, each with what is found there as HTML.
        articles: With the facets by which what is found is narrowed down.

    Raises:
        OutputError: Pagefind has failed.
    """
    from pagefind.service import get_executable

    # Pagefind's own library waits a tenth of a second for every page. Its program reads and writes
    # JSON in base64, with a comma after each message; left to find the pages itself, it takes them
    # in any order.
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
        # Its own pages and styles are not used: the site has its own.
        f"{addresses.SEARCH_INDEX}{one['path']}": b64decode(one["content"])
        for one in sorted(made, key=itemgetter("path"))
        if not any(part in one["path"] for part in _NOT_USED)
    }
    return files | {f"{addresses.SEARCH_INDEX}facets.json": _facets(files, articles)}


def _facets(files: Mapping[str, bytes], articles: Iterable[Listed]) -> bytes:
    """Return the values of every page by facet; Pagefind's own filters have no certain order.

    A page is a place in the list of names that Pagefind gives to pages. The places of a value are
    told by how far each is from the one before.
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
    """A file that Pagefind made."""

    path: str
    content: str
    """In base64."""


class _Answer(TypedDict):
    """What Pagefind's program says: what was asked for, or that it failed."""

    type: str
    message: NotRequired[str]
    index_id: NotRequired[int]
    files: NotRequired[list[_File]]


def _told(program: subprocess.Popen[bytes], asked: dict[str, object]) -> _Answer:
    """Ask Pagefind's program and return its answer.

    Raises:
        OutputError: It has none, or says that it failed.
    """
    assert program.stdin is not None
    assert isinstance(program.stdout, BufferedReader)
    try:
        program.stdin.write(b64encode(json.dumps({"message_id": 1, "payload": asked}).encode()))
        program.stdin.write(b",")
        program.stdin.flush()
        answer = bytearray()
        while not answer.endswith(b","):
            # An answer is sent whole: what has come is all there is, or its beginning.
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
