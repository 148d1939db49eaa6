"""Common Cartridge: a reading list as a course unit, with one module per week.

The version is 1.1, the newest that Moodle restores; Canvas imports it as well. Each level-1 heading
is a module, which holds a page with its references and a web link to each work. The first module
holds the introduction and the whole list.

Canvas imports plain web content as files to download. So the cartridge carries beside it what
Canvas itself writes when it exports a course (`canvas_files`): with that the pages become pages.
Other systems pass over it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from lxml import etree

from pprkb.documents.document import Block, Document, Entry, Heading
from pprkb.documents.writers.blocks import every_block
from pprkb.documents.writers.characters import beside, language_tag, one_line, safe_link
from pprkb.documents.writers.html_fragment import fragment, slug
from pprkb.documents.writers.page_setup import PageSetup
from pprkb.files.archive import write_archive
from pprkb.languages import phrase, words_for
from pprkb.model.notice import standing_mark, standing_of
from pprkb.model.reference import authors_in_words
from pprkb.text.markup import Markup, strip_tags, text_of

INTRODUCTION = phrase("Introduction")
FULL_LIST = phrase("Full reading list")
UNTITLED = phrase("Reading list")

_LONGEST_TITLE = 250
"""Canvas and Moodle limit titles to 255 characters."""
_LONGEST_WORK = 90
_LONGEST_DESCRIPTION = 1000
_LONGEST_NAME = 40
_LONGEST_STEM = 50


def write(document: Document, _setup: PageSetup) -> bytes:
    """Return a document as a Common Cartridge, a zip archive."""
    plan = _Cartridge(document)
    modules = list(plan.modules())
    files = [
        (
            "imsmanifest.xml",
            manifest(
                plan.name,
                modules,
                title=plan.title,
                language=language_tag(document.language),
                description=plan.description(),
                keywords=tuple(map(one_line, document.topics)),
            ),
        )
    ]
    for item in (item for module in modules for item in module.items):
        content = item.html if isinstance(item, Page) else web_link(item)
        files.append((item.path, content.encode(errors="replace")))
    return write_archive(dict([*files, *canvas_files(modules)]))


class _Cartridge:
    """The contents of a cartridge: modules made of the blocks of a document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._words = words_for(document.language)
        self.title = _short(document.title, _LONGEST_TITLE) or self._words(UNTITLED)
        # Canvas updates what has the same identifier: two lists in one course must differ, and
        # the same list imported again must not.
        whole = f"{document.title}\n{document.subtitle}".encode(errors="replace")
        stem = slug(document.title)[:_LONGEST_NAME].strip("-") or "list"
        self.name = f"pprkb-{stem}-{hashlib.sha256(whole).hexdigest()[:8]}"
        self._taken: set[str] = set()
        self._lead, self._sections = _split(document.blocks)

    def modules(self) -> Iterator[Module]:
        """Yield the modules, starting with the one for the whole list."""
        items: list[Item] = []
        if self._lead and self._sections:
            items.append(self._page(self._words(INTRODUCTION), self._lead))
        items.append(self._page(self._words(FULL_LIST), self.document.blocks))
        yield self._module(self.title, [*items, *self._links(self._lead)])
        for heading, blocks in self._sections:
            title = _short(heading, _LONGEST_TITLE) or self._words(UNTITLED)
            pages = [self._page(title, blocks)] if blocks else []
            yield self._module(title, [*pages, *self._links(blocks)])

    def description(self) -> str:
        """Return the introduction, or else the subtitle, as plain text."""
        words = " ".join(_texts(self._lead)) if not any(_entries(self._lead)) else ""
        return _short(words or self.document.subtitle, _LONGEST_DESCRIPTION)

    def _identifier(self, kind: str, words: str) -> str:
        """Return a unique identifier made of the list's name, a kind and some words."""
        stem = f"{self.name}-{kind}-{slug(words)[:_LONGEST_STEM]}".rstrip("-")
        identifier, number = stem, 2
        while identifier in self._taken:
            identifier, number = f"{stem}-{number}", number + 1
        self._taken.add(identifier)
        return identifier

    def _module(self, title: str, items: Iterable[Item]) -> Module:
        identifier = self._identifier("module", title)
        return Module(identifier=identifier, title=title, items=tuple(items))

    def _page(self, title: str, blocks: tuple[Block, ...]) -> Page:
        identifier = self._identifier("page", title)
        page = beside("cartridge.html").format(
            language=language_tag(self.document.language),
            title=escape(title),
            identifier=identifier,
            body=fragment(self.document, blocks),
        )
        # Canvas makes the address of the page of it.
        tail = identifier.removeprefix(f"{self.name}-page-")
        path = f"{FOLDER}/{self.name.removeprefix('pprkb-')}-{tail}.html"
        return Page(identifier=identifier, path=path, title=title, html=page)

    def _links(self, blocks: tuple[Block, ...]) -> Iterator[Link]:
        for entry in _entries(blocks):
            address = _address(entry)
            if not address:
                continue
            identifier = self._identifier("link", entry.key)
            yield Link(
                identifier=identifier,
                path=f"{identifier}.xml",
                title=_short(self._link_title(entry), _LONGEST_TITLE),
                url=address,
            )

    def _link_title(self, entry: Entry) -> str:
        """Return the title of a link, the only place for a warning before the link is followed."""
        standing = standing_of(self.document.notices.get(entry.key, ()))
        marks = [standing_mark(standing, self._words), f"[{entry.importance}]"]
        return " ".join([_work(entry), *filter(lambda mark: mark.strip("[]"), marks)])


def _split(
    blocks: tuple[Block, ...],
) -> tuple[tuple[Block, ...], list[tuple[str, tuple[Block, ...]]]]:
    """Return the blocks before the first level-1 heading, and the sections with their headings."""
    lead: list[Block] = []
    sections: list[tuple[str, list[Block]]] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level <= 1:
            sections.append((text_of(block.runs), []))
        else:
            (sections[-1][1] if sections else lead).append(block)
    return tuple(lead), [(heading, tuple(held)) for heading, held in sections]


def _entries(blocks: Iterable[Block]) -> Iterator[Entry]:
    return (block for block in every_block(blocks) if isinstance(block, Entry))


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        runs = getattr(block, "runs", ())
        if runs:
            yield text_of(runs)


def _address(entry: Entry) -> str:
    """Return the address of a work, or the empty string."""
    reference = entry.reference
    if entry.address:
        return entry.address
    known = (f"doi:{reference.doi}" if reference.doi else "", reference.url) if reference else ()
    printed = (run.link for run in reversed(entry.runs))
    for address in (*known, *printed):
        safe = safe_link(address)
        if safe.lower().startswith("http"):
            return safe
    return ""


def _work(entry: Entry) -> str:
    reference = entry.reference
    if reference is None or not reference.title:
        return _short(entry.name or text_of(entry.runs), _LONGEST_WORK)
    title = strip_tags(reference.title_short or Markup(reference.title.partition(": ")[0]))
    issued = reference.issued
    year = str(reference.year or (issued.literal if issued else "") or "n.d.")
    names = _short(authors_in_words(reference, at_most=2), _LONGEST_WORK)
    work = _short(title, _LONGEST_WORK)
    return f"{names} ({year}): {work}" if names else f"{work} ({year})"


def _short(text: str, longest: int) -> str:
    """Return text on one line, cut at a word if it is long."""
    line = " ".join(one_line(text).split())
    if len(line) <= longest:
        return line
    cut = line[:longest]
    whole_words = cut.rpartition(" ")[0] if " " in cut[longest // 2 :] else cut[:-1]
    return whole_words.rstrip(",.;:") + "…"


FOLDER = "wiki_content"
"""The folder in which Canvas looks for pages; it means nothing to other systems."""

_CP = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_LOM = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"
_WEB_LINK = "http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1"
_CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMAS = {
    _CP: "http://www.imsglobal.org/profile/cc/ccv1p1/ccv1p1_imscp_v1p2_v1p0.xsd",
    _LOM: "http://www.imsglobal.org/profile/cc/ccv1p1/LOM/ccv1p1_lommanifest_v1p0.xsd",
    _WEB_LINK: "http://www.imsglobal.org/profile/cc/ccv1p1/ccv1p1_imswl_v1p1.xsd",
    _CANVAS: "https://canvas.instructure.com/xsd/cccv1p0.xsd",
}
_ASSOCIATED = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
_SETTINGS = "course_settings"


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of a module."""

    identifier: str
    path: str
    title: str
    html: str


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link of a module to an address outside the course."""

    identifier: str
    path: str
    title: str
    url: str


Item = Page | Link


@dataclass(frozen=True, kw_only=True)
class Module:
    """A titled part of the course."""

    identifier: str
    title: str
    items: tuple[Item, ...]


def manifest(
    name: str,
    modules: Sequence[Module],
    *,
    title: str,
    language: str,
    description: str,
    keywords: Iterable[str],
) -> bytes:
    """Return `imsmanifest.xml`.

    Args:
        name: The identifier of the whole.
        modules: What it holds, in order.
        title: Of the whole; not empty.
        language: Its BCP 47 tag.
        description: What it is about; may be empty.
        keywords: Topics.
    """
    root = _root(_CP, "manifest", lomimscc=_LOM)
    root.set("identifier", name)
    metadata = _add(root, "metadata")
    _add(metadata, "schema", "IMS Common Cartridge")
    _add(metadata, "schemaversion", "1.1.0")
    general = _add(_add(metadata, "lom", space=_LOM), "general", space=_LOM)
    _add_words(general, "title", title, language)
    _add(general, "language", language, space=_LOM)
    if description:
        _add_words(general, "description", description, language)
    for keyword in keywords:
        _add_words(general, "keyword", keyword, language)
    _add_organization(root, name, modules)
    resources = _add(root, "resources")
    for item in (item for module in modules for item in module.items):
        if isinstance(item, Page):
            page = {"identifier": item.identifier, "type": "webcontent", "href": item.path}
            _add(_add(resources, "resource", **page), "file", href=item.path)
        else:
            link = {"identifier": item.identifier, "type": "imswl_xmlv1p1"}
            _add(_add(resources, "resource", **link), "file", href=item.path)
    settings = [path for path, _ in canvas_files(modules)]
    canvas = {"identifier": f"{name}-canvas", "type": _ASSOCIATED, "href": settings[0]}
    resource = _add(resources, "resource", **canvas)
    for path in settings:
        _add(resource, "file", href=path)
    return _printed(root)


def _add_words(parent: etree._Element, name: str, text: str, language: str) -> None:
    words = _add(parent, name, space=_LOM)
    _add(words, "string", text, space=_LOM, language=language)


def _add_organization(root: etree._Element, name: str, modules: Sequence[Module]) -> None:
    organization = _add(
        _add(root, "organizations"),
        "organization",
        identifier=f"{name}-organization",
        structure="rooted-hierarchy",
    )
    # The item at the root has no title; its items are the modules.
    top = _add(organization, "item", identifier=f"{name}-root")
    for module in modules:
        folder = _add(top, "item", identifier=module.identifier)
        _add(folder, "title", module.title)
        for item in module.items:
            identifiers = {
                "identifier": _item_identifier(item),
                "identifierref": item.identifier,
            }
            _add(_add(folder, "item", **identifiers), "title", item.title)


def _item_identifier(item: Item) -> str:
    # No resource has a dot in its identifier.
    return f"{item.identifier}.item"


def web_link(link: Link) -> str:
    """Return the file of a web link, which opens in a new window.

    Publishers forbid browsers to show their pages in the frame of another site.
    """
    root = _root(_WEB_LINK, "webLink")
    _add(root, "title", link.title)
    _add(root, "url", href=link.url, target="_blank")
    return _printed(root).decode()


def canvas_files(modules: Sequence[Module]) -> list[tuple[str, bytes]]:
    """Return the files by which Canvas recognizes pages and modules, the required one first."""
    root = _root(_CANVAS, "modules")
    for place, module in enumerate(modules, 1):
        element = _add(root, "module", identifier=module.identifier)
        _add(element, "title", module.title)
        _add(element, "workflow_state", "active")
        _add(element, "position", str(place))
        _add(element, "require_sequential_progress", "false")
        _add(element, "locked", "false")
        items = _add(element, "items")
        for position, item in enumerate(module.items, 1):
            is_link = isinstance(item, Link)
            entry = _add(items, "item", identifier=_item_identifier(item))
            _add(entry, "content_type", "ExternalUrl" if is_link else "WikiPage")
            _add(entry, "workflow_state", "active")
            _add(entry, "title", item.title)
            _add(entry, "identifierref", item.identifier)
            if isinstance(item, Link):
                _add(entry, "url", item.url)
            _add(entry, "position", str(position))
            _add(entry, "new_tab", "true" if is_link else "false")
            _add(entry, "indent", "0")
    return [
        (f"{_SETTINGS}/canvas_export.txt", b"This reading list can be imported into Canvas.\n"),
        (f"{_SETTINGS}/module_meta.xml", _printed(root)),
    ]


def _root(space: str, name: str, **more: str) -> etree._Element:
    """Return an element with its namespace, and further namespaces by their prefix."""
    spaces: dict[str | None, str] = {None: space, "xsi": _XSI}
    spaces.update(more.items())
    # The stubs do not know that None is the prefix of the namespace without one.
    root = etree.Element(f"{{{space}}}{name}", nsmap=spaces)  # type: ignore[arg-type]
    places = " ".join(f"{one} {_SCHEMAS[one]}" for one in (space, *more.values()))
    root.set(f"{{{_XSI}}}schemaLocation", places)
    return root


def _add(
    parent: etree._Element, name: str, text: str = "", *, space: str = "", **attributes: str
) -> etree._Element:
    space = space or etree.QName(parent).namespace or ""
    element = etree.SubElement(parent, f"{{{space}}}{name}", attributes)
    element.text = one_line(text) or None
    return element


def _printed(root: etree._Element) -> bytes:
    etree.indent(root)
    printed: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return printed + b"\n"
