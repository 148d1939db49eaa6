"""The search of a published site: an index of its articles by Pagefind, where that is installed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from pprkb.web import addresses


def is_installed() -> bool:
    """Return whether Pagefind and its program are there (the extra `pprkb[site]`)."""
    return bool(find_spec("pagefind") and find_spec("pagefind_bin"))


def index(pages: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
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


def wanted(address: str) -> bool:
    """Return whether the page of an address is searched: the articles are."""
    return (
        address.startswith(addresses.ARTICLES) and address.endswith("/") and address.count("/") == 2
    )
