"""`pprkb publish`: the site as files, for any host and below any path."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import render_template

from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.errors import OutputError
from pprkb.web import addresses
from pprkb.web.app import create_app
from pprkb.web.pages import every_file
from pprkb.web.shelf import Shelf
from pprkb.web.site import Site

# -- the site as files ---------------------------------------------------------------------------

OK = HTTPStatus.OK
MANIFEST = ".pprkb-site"
"""The file that lists what was published; nothing else of the folder is ever removed."""


@dataclass(frozen=True, kw_only=True)
class Published:
    """What `publish` did."""

    files: int
    """How many the site has."""
    written: tuple[str, ...]
    """Those that are new or were changed."""
    removed: tuple[str, ...]
    problems: tuple[str, ...]
    """Pages that could not be made, and why."""


def publish(
    library: KnowledgeBase,
    folder: Path,
    *,
    base_url: str = "",
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Published:
    """Write the site into a folder; only what has changed is written, and what is gone removed.

    Args:
        library: The library.
        folder: Where to; it is made. Files in it that are not of the site stay.
        base_url: Absolute address at which it will be, for canonical links, feeds and the sitemap.
        progress: Told how many files are done, of how many.

    Raises:
        OutputError: The folder belongs to the library, holds other files and no site, or cannot
            be written.
    """
    library.check_writable(folder)
    before = _published(folder)
    library.build()
    found = has_pagefind()
    app = create_app(library, live=False, base_url=base_url, pagefind=found)
    with library.at_rest() as reader:
        site = Site(reader, Shelf.of(reader), live=False, name="")
        wanted = list(every_file(site, base=base_url))
        moved = site.shelf.renamed
    making = _Making(library, folder)
    # Should it be interrupted, the folder is known for what it is.
    making.list_files(before | {addresses.file_of(address) for address in wanted})
    client = app.test_client()
    searched: list[tuple[str, bytes]] = []
    for number, address in enumerate(wanted, 1):
        progress(number, len(wanted))
        answer = client.get(f"/{address}")
        if answer.status_code != OK:
            making.problems.append(f"{address} ({answer.status_code})")
            continue
        making.write(addresses.file_of(address), answer.data)
        if found and is_searched(address):
            searched.append((address, answer.data))
    with app.app_context():
        for old, new in moved.items():
            making.write(addresses.file_of(old), _moved(old, new, base_url))
    making.write(addresses.NOT_FOUND, client.get(f"/{addresses.NOT_FOUND}").data)
    for name, content in (*_assets(), *_hints()):
        making.write(name, content)
    if searched:
        for name, content in search_index(searched).items():
            making.write(name, content)
    removed = tuple(sorted(before - making.made))
    for name in removed:
        _remove(folder, name)
    making.list_files(making.made)
    return Published(
        files=len(making.made),
        written=tuple(making.written),
        removed=removed,
        problems=tuple(making.problems),
    )


class _Making:
    """What has been made of the site so far."""

    def __init__(self, library: KnowledgeBase, folder: Path) -> None:
        self._library = library
        self._folder = folder
        self.made: set[str] = set()
        self.written: list[str] = []
        self.problems: list[str] = []

    def write(self, name: str, content: bytes) -> None:
        """Write a file unless it holds this already; the first of a name counts."""
        if name not in self.made:
            self.made.add(name)
            if self._write(self._folder / name, content):
                self.written.append(name)

    def list_files(self, names: Iterable[str]) -> None:
        """Write which files of the folder are of the site."""
        lines = (f"{name}\n" for name in sorted(names))
        self._write(self._folder / MANIFEST, "".join(lines).encode())

    def _write(self, path: Path, content: bytes) -> bool:
        """Write a file; return whether it did not hold this already."""
        try:
            if path.read_bytes() == content:
                return False
        except OSError:
            pass
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{path.parent} cannot be made: {error.strerror}") from error
        self._library.write_file(path, content)
        return True


def _moved(old: str, new: str, base_url: str) -> bytes:
    """Return the page that leads from an old address to that of today."""
    link = addresses.relative(old, new)
    canonical = f"{base_url.rstrip('/')}/{new}" if base_url else link
    return render_template("moved.html", link=link, canonical=canonical).encode()


def _published(folder: Path) -> set[str]:
    """Return the files of the site that the folder holds.

    Raises:
        OutputError: It holds other files, and no site was ever published there.
    """
    manifest = folder / MANIFEST
    if manifest.is_file():
        names = manifest.read_text(encoding="utf-8").splitlines()
        return {name for name in names if name and ".." not in name.split("/")}
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(
            f"{folder} holds other files; nothing was written",
            hint="name a new or empty folder, or one that the site was published in before",
        )
    return set()


def _remove(folder: Path, name: str) -> None:
    path = folder / name
    path.unlink(missing_ok=True)
    for above in path.parents:
        if above == folder or not above.is_dir() or any(above.iterdir()):
            break
        above.rmdir()


def _assets() -> Iterator[tuple[str, bytes]]:
    for one in sorted(files("pprkb.web").joinpath("static").iterdir(), key=lambda one: one.name):
        yield f"static/{one.name}", one.read_bytes()


def _hints() -> Iterator[tuple[str, bytes]]:
    """Yield what some hosts read: types of files that they may not know."""
    yield ".nojekyll", b""
    yield (
        "_headers",
        (
            b"/*.ris\n  Content-Type: application/x-research-info-systems; charset=utf-8\n"
            b"/*.bib\n  Content-Type: application/x-bibtex; charset=utf-8\n"
            b"/api/*\n  Access-Control-Allow-Origin: *\n"
        ),
    )


# -- search: an index by Pagefind, where that is installed ---------------------------------------


def has_pagefind() -> bool:
    """Return whether Pagefind and its program are there (the extra `pprkb[site]`)."""
    return bool(find_spec("pagefind") and find_spec("pagefind_bin"))


def search_index(pages: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """Return the files of the index, by name.

    Args:
        pages: Addresses of articles, each with its page.
    """
    # In a thread of its own: the caller, such as a notebook, may run a loop already.
    with ThreadPoolExecutor(max_workers=1) as executor:
        return executor.submit(lambda: asyncio.run(_index(pages))).result()


async def _index(pages: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    from pagefind.index import IndexConfig, PagefindIndex

    with TemporaryDirectory() as name:
        folder = Path(name)
        async with PagefindIndex(config=IndexConfig(output_path=name)) as made:
            for address, page in pages:
                await made.add_html_file(content=page.decode(), url=f"/{address}")
        # Its own pages and styles are not used: the site has its own.
        return {
            f"pagefind/{path.relative_to(folder).as_posix()}": path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and "-ui" not in path.name and "highlight" not in path.name
        }


def is_searched(address: str) -> bool:
    """Return whether the page of an address is searched: the articles are."""
    return (
        address.startswith(addresses.ARTICLES) and address.endswith("/") and address.count("/") == 2
    )
