"""The manifest of a published folder, `.pprkb-site`: its files and their dependencies."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import distributions
from pathlib import Path

import pprkb
from pprkb.model.errors import OutputError, PprkbError
from pprkb.model.shown import digest_of
from pprkb.web.inventory.pages import Wanted
from pprkb.web.site import Site

MANIFEST = ".pprkb-site"
"""The manifest; files that are not listed in it are never removed."""


@dataclass(frozen=True)
class Made:
    """A published file."""

    source: str = ""
    """A digest of everything its content depends on; empty if it is always rendered again."""
    content: str = ""
    """A digest of its bytes."""


def content_digest(content: bytes) -> str:
    """Return a digest of the bytes of a file."""
    return blake2b(content, digest_size=10).hexdigest()


def read_manifest(folder: Path) -> dict[str, Made]:
    """Return the published files in a folder, by name.

    Raises:
        OutputError: It contains other files, and no site was published there.
    """
    manifest = folder / MANIFEST
    if manifest.is_file():
        lines = manifest.read_text(encoding="utf-8").splitlines()
        parts = (line.split("\t") for line in lines if line)
        return {
            name: Made(*digests[:2])
            for name, *digests in parts
            if name and ".." not in name.split("/")
        }
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(
            f"{folder} holds other files; nothing was written",
            hint="name a new or empty folder, or one that the site was published in before",
        )
    return {}


def manifest_of(files: Mapping[str, Made]) -> bytes:
    """Return the manifest's content."""
    lines = (f"{name}\t{made.source}\t{made.content}\n" for name, made in sorted(files.items()))
    return "".join(lines).encode()


class Sources:
    """Digests of dependencies: a file with the same digest need not be rendered again.

    Each includes the dependencies of all pages (the program with all installed packages, the base
    address, labels of topics and types, damaged files), the articles or the reading list on the
    page with the works that they name, and further ones in `Wanted`. A page that may depend on
    anything has the digest of the whole library.
    """

    def __init__(self, site: Site, common: str, articles: Mapping[str, str]) -> None:
        """Compute the dependencies of all files in a language.

        Args:
            site: The site in that language.
            common: The digest of the dependencies of all files in any library.
            articles: The digests of all articles.
        """
        shelf = site.shelf
        names = [one.topic for one in shelf.topics], [one for one, _ in shelf.types]
        every = (common, site.name, names, site.shelf.damage)
        self._every = digest_of(every)
        self._articles = articles
        self._site = site
        self._lists: dict[str, str] = {}
        self._whole = digest_of((shelf.state, shelf.catalogue_digest, self._articles))

    def of(self, wanted: Wanted) -> str:
        """Return the digest of a file's dependencies."""
        return digest_of((self._every, self._told(wanted), wanted.also()))

    def _told(self, wanted: Wanted) -> str:
        """Return the digest of the part of the library that a file shows."""
        if wanted.reading_list:
            return self._of_list(wanted.reading_list)
        if wanted.keys is None:
            return self._whole
        return content_digest(
            "".join(f"{key}\t{self._articles.get(key)}\n" for key in wanted.keys).encode()
        )

    def _of_list(self, slug: str) -> str:
        if slug not in self._lists:
            made = self._site.reader.reading_list(slug, with_errors=True, style=self._site.style)
            try:
                self._lists[slug] = made.digest
            except PprkbError:
                # It cannot be read, so its page may depend on anything.
                self._lists[slug] = self._whole
        return self._lists[slug]


def common_digest(*settings: object) -> str:
    """Return the digest of the dependencies of all files: the program and its settings."""
    return digest_of((settings, _program()))


def _program() -> tuple[object, ...]:
    """Return a fingerprint of the program: all its files, and the installed packages."""
    root = Path(pprkb.__file__).parent
    files = [
        (path.relative_to(root).as_posix(), content_digest(path.read_bytes()))
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.suffix != ".pyc"
    ]
    installed = sorted(f"{one.name} {one.version}" for one in distributions())
    return files, installed, platform.python_version()
