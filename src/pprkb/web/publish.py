"""`pprkb publish`: the site as static files, for any host and path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from flask import Flask, render_template
from werkzeug.test import EnvironBuilder

from pprkb.knowledge_base import KnowledgeBase
from pprkb.languages import LANGUAGES
from pprkb.model.errors import OutputError
from pprkb.model.shown import digest_of
from pprkb.query.catalogue import Facet, Listed
from pprkb.text.number import whole_number
from pprkb.web import addresses
from pprkb.web.answers import Web
from pprkb.web.app import create_app
from pprkb.web.inventory.assets import assets
from pprkb.web.inventory.manifest import (
    MANIFEST,
    Made,
    Sources,
    common_digest,
    content_digest,
    manifest_of,
    read_manifest,
)
from pprkb.web.inventory.pages import Wanted, every_file
from pprkb.web.inventory.searched import has_pagefind, records, search_index
from pprkb.web.site import Site

# -- the site as files ---------------------------------------------------------------------------

OK = HTTPStatus.OK


@dataclass(frozen=True, kw_only=True)
class Published:
    """The result of `publish`."""

    files: int
    """The number of pages of the site."""
    made: int
    """The number of files rendered: their dependencies had changed, or they are cheap."""
    written: tuple[str, ...]
    """New and changed files."""
    removed: tuple[str, ...]
    problems: tuple[str, ...]
    """Pages that could not be rendered, with the reasons."""
    damage: tuple[str, ...] = ()
    """Damaged files of the library, with lines; their published pages are kept."""


def publish(
    library: KnowledgeBase,
    folder: Path,
    *,
    base_url: str = "",
    languages: Sequence[str] = LANGUAGES,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Published:
    """Write the site into a folder; only changed files are written, and obsolete ones removed.

    Args:
        library: The library.
        folder: The folder, which is created. Files that do not belong to the site stay.
        base_url: Absolute address of the site, for canonical links, feeds and the sitemap.
        languages: Languages of the pages; those of the first are at the root.
        progress: Called with the number of finished files, and of all files.

    Raises:
        OutputError: The folder belongs to the library, contains other files but no site, or cannot
            be written.
        PprkbError: There is no translation for a language.
    """
    library.check_writable(folder)
    before = read_manifest(folder)
    library.build()
    found = has_pagefind()
    common = common_digest(base_url, found, tuple(languages))
    whole = before.pop(MANIFEST, Made()).source
    with library.at_rest() as reader:
        same = whole == _whole(reader, common)
    if same and _is_there(_Making(library, folder, before), progress):
        return Published(files=len(before), made=0, written=(), removed=(), problems=())
    app = create_app(library, live=False, base_url=base_url, pagefind=found, languages=languages)
    web: Web = app.extensions["pprkb"]
    with web.holding() as sites:
        site = sites[0]
        whole = _whole(site.reader, common)
        making = _Making(library, folder, before)
        hurt = _Hurt(site)
        wanted = list(_wanted(sites, base_url))
        # If it is interrupted, the folder is still recognised as a site.
        making.list_files({one.name: Made() for one in wanted} | before)
        articles = site.reader.article_digests()
        sources = {one.prefix: Sources(one, common, articles) for one in sites}
        ask = _asking(app)
        for number, one in enumerate(wanted, 1):
            progress(number, len(wanted))
            _make(making, one, sources[one.prefix].of(one.wanted), hurt, ask)
        if found and site.shelf.catalogue.articles:
            _add_index(making, tuple(records(site)), site.shelf.catalogue.articles)
        with app.app_context():
            _add_old_pages(making, sites, web.base)
        if not (hurt.damage.anywhere and making.stay(addresses.NOT_FOUND)):
            making.write(addresses.NOT_FOUND, ask(addresses.NOT_FOUND, site.prefix)[1])
    return _finished(library, folder, making, hurt, whole)


@dataclass(frozen=True)
class _WantedIn:
    """A file in a language."""

    prefix: str
    wanted: Wanted

    @property
    def name(self) -> str:
        """The file, relative to the root of the site."""
        return f"{self.prefix}{addresses.file_of(self.wanted.address)}"


def _wanted(sites: Sequence[Site], base_url: str) -> Iterator[_WantedIn]:
    """Yield all files by language, each page with its downloads."""
    for site in sites:
        own = sorted(every_file(site, base=base_url), key=lambda one: _folder(one.address))
        for one in own:
            if not site.prefix or not addresses.is_shared(one.address):
                yield _WantedIn(site.prefix, one)


def _folder(address: str) -> str:
    return address.rpartition("/")[0]


def _whole(reader: KnowledgeBase, common: str) -> str:
    """Return the digest of everything that a site depends on."""
    return digest_of((reader.state, common))


def _is_there(making: _Making, progress: Callable[[int, int], None]) -> bool:
    """Return whether a folder contains all published files unchanged.

    Each is read, since size and time are not reliable in a folder that other programs copy.
    """
    files = making.before
    for number, (name, made) in enumerate(files.items(), 1):
        progress(number, len(files))
        if not making.keep(name, made.source):
            return False
    return bool(files)


_Ask = Callable[[str, str], tuple[int, bytes]]
"""Returns status and content for an address in a language."""


def _asking(app: Flask) -> _Ask:
    """Return a function that requests an address in a language from the application.

    It returns the status and the content.

    Flask's test client would take longer for each request than most pages do.
    """
    request = EnvironBuilder().get_environ()

    def ask(address: str, prefix: str) -> tuple[int, bytes]:
        said: list[str] = []

        def begin(status: str, _headers: object, _error: object = None) -> Callable[..., object]:
            said.append(status)
            return said.append

        body = app.wsgi_app({**request, "PATH_INFO": f"/{prefix}{address}"}, begin)
        content = b"".join(body)
        return whole_number(said[0].partition(" ")[0], 0), content

    return ask


class _Hurt:
    """Which files of the site would become worse because of damaged files in the library."""

    def __init__(self, site: Site) -> None:
        self.damage = site.shelf.damage
        named = (site.shelf.lists_with(key) for key in self.damage.articles)
        self._lists = {one.slug for lists in named for one in lists}
        newest = site.shelf.catalogue.of_value(Facet.MONTH, next(iter(site.shelf.months), ""))
        self._home = not self.damage.articles.isdisjoint(one.key for one in newest)

    def touches(self, wanted: Wanted) -> bool:
        """Return whether a part of a file may be missing."""
        damage = self.damage
        # The damaged list may contain any article, and the article's page would name the list.
        if damage.anywhere or damage.withheld or damage.lists:
            return True
        if wanted.keys is None:
            home = wanted.address == addresses.HOME and self._home
            return home or wanted.reading_list in self._lists
        return not damage.articles.isdisjoint(wanted.keys)


class _Making:
    """The state of the folder while publishing."""

    def __init__(self, library: KnowledgeBase, folder: Path, before: Mapping[str, Made]) -> None:
        self._library = library
        self._folder = folder
        self.before = before
        self.made: dict[str, Made] = {}
        self.kept = 0
        self.written: list[str] = []
        self.problems: list[str] = []

    def keep(self, name: str, source: str) -> bool:
        """Keep an unchanged file with the same dependencies; return whether it was kept."""
        known = self.before.get(name)
        return known is not None and known.source == source and self.stay(name)

    def stay(self, name: str) -> bool:
        """Keep a file with unchanged content; return whether it was kept."""
        known = self.before.get(name)
        if known is None:
            return False
        try:
            content = (self._folder / name).read_bytes()
        except OSError:
            return False
        if content_digest(content) != known.content:
            return False
        self.made.setdefault(name, known)
        self.kept += 1
        return True

    def write(self, name: str, content: bytes, source: str = "") -> None:
        """Write a file unless its content is the same; only the first with a name counts."""
        if name not in self.made:
            self.made[name] = Made(source, content_digest(content))
            if self._write(name, content):
                self.written.append(name)

    def is_below_a_file(self, name: str) -> bool:
        """Return whether a name is taken by a file of the site."""
        return any(above.as_posix() in self.made for above in PurePosixPath(name).parents)

    def files_before(self, folder: str) -> list[str]:
        """Return the former files of a folder of the site."""
        return [name for name in self.before if name.startswith(folder)]

    def list_files(self, files: Mapping[str, Made]) -> None:
        """Write the manifest."""
        self._write(MANIFEST, manifest_of(files))

    def _write(self, name: str, content: bytes) -> bool:
        """Write a file; return whether its content has changed."""
        path = self._folder / name
        try:
            if path.read_bytes() == content:
                return False
        except OSError:
            pass
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{path.parent} cannot be made: {error.strerror}") from error
        if name.startswith("data/"):
            # There is no page of the site, but there may be a redirect.
            self._library.write_file(path, content)
        else:
            self._library.write_below(self._folder, name, content)
        return True


def _make(making: _Making, one: _WantedIn, source: str, hurt: _Hurt, ask: _Ask) -> None:
    """Render a file, unless it has the same dependencies or would become worse."""
    name = one.name
    if making.keep(name, source) or (hurt.touches(one.wanted) and making.stay(name)):
        return
    status, content = ask(one.wanted.address, one.prefix)
    if status == OK:
        making.write(name, content, source)
    elif not (making.stay(name) or hurt.damage.problems):
        making.problems.append(f"{one.prefix}{one.wanted.address} ({status})")


def _finished(
    library: KnowledgeBase, folder: Path, making: _Making, hurt: _Hurt, whole: str
) -> Published:
    """Write files without articles, remove obsolete ones, and write the manifest."""
    for name, content in (*assets(), *_hints()):
        making.write(name, content)
    removed = _remove_the_rest(making, folder, hurt)
    # The manifest is written last, so that it is always true.
    library.sync()
    sound = not (making.problems or hurt.damage.problems)
    own = {MANIFEST: Made(whole)} if sound else {}
    making.list_files(making.made | own)
    return Published(
        files=len(making.made),
        made=len(making.made) - making.kept,
        written=tuple(making.written),
        removed=removed,
        problems=tuple(making.problems),
        damage=tuple(f"{one.at}: {one.message}" for one in hurt.damage.problems),
    )


def _remove_the_rest(making: _Making, folder: Path, hurt: _Hurt) -> tuple[str, ...]:
    """Remove obsolete files, and return them."""
    before, made = making.before.keys(), making.made.keys()
    if hurt.damage.problems:
        # They may belong to damaged parts of the library.
        for name in before - made:
            if not name.startswith(addresses.SEARCH_INDEX):
                making.stay(name)
    removed = tuple(sorted(before - made))
    for name in removed:
        _remove(folder, name)
    return removed


def _add_index(
    making: _Making, searched: tuple[tuple[str, str], ...], articles: Sequence[Listed]
) -> None:
    """Add the search index, unless it has the same dependencies."""
    source = digest_of((version("pagefind"), searched, [one.facets for one in articles]))
    own = making.files_before(addresses.SEARCH_INDEX)
    if own and all(making.keep(name, source) for name in own):
        return
    for name in own:
        making.made.pop(name, None)
    for name, content in search_index(searched, articles).items():
        making.write(name, content, source)


def _add_old_pages(making: _Making, sites: Sequence[Site], base: str) -> None:
    """Add pages that redirect from old addresses."""
    for site in sites:
        # Earlier sites had one language.
        pages = site.shelf.renamed if site.prefix else site.shelf.old_pages
        for old, new in pages.items():
            name = f"{site.prefix}{addresses.file_of(old)}"
            if making.is_below_a_file(name):
                continue
            link = addresses.relative(old, new)
            canonical = f"{base}{site.prefix}{new}" if base else link
            page = render_template("moved.html", link=link, canonical=canonical, say=site.words)
            making.write(name, page.encode())


def _remove(folder: Path, name: str) -> None:
    path = folder / name
    path.unlink(missing_ok=True)
    for above in path.parents:
        if above == folder or not above.is_dir() or any(above.iterdir()):
            break
        above.rmdir()


def _hints() -> Iterator[tuple[str, bytes]]:
    """Yield configuration files of hosts, for media types."""
    yield ".nojekyll", b""
    yield (
        "_headers",
        (
            b"/*.ris\n  Content-Type: application/x-research-info-systems; charset=utf-8\n"
            b"/*.bib\n  Content-Type: application/x-bibtex; charset=utf-8\n"
            b"/api/*\n  Access-Control-Allow-Origin: *\n"
            b"/schema/*\n  Access-Control-Allow-Origin: *\n"
        ),
    )
