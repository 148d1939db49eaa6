"""The XML of a Common Cartridge: the manifest, web links, and Canvas's own settings beside them.

Elements, their order and the types of resources are those of the IMS Common Cartridge profile 1.1
(content packaging 1.2, LOM for the manifest, web link 1.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from pprkb.documents.writers.characters import one_line

FOLDER = "wiki_content"
"""Where Canvas looks for pages; to all others a folder as any."""

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
    """A link of a module that leads out of the course."""

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
    """Return the file of a web link; it opens in a window of its own.

    Publishers forbid browsers to show their pages in the frame of another site.
    """
    root = _root(_WEB_LINK, "webLink")
    _add(root, "title", link.title)
    _add(root, "url", href=link.url, target="_blank")
    return _printed(root).decode()


def canvas_files(modules: Sequence[Module]) -> list[tuple[str, bytes]]:
    """Return the files by which Canvas knows pages and modules, the one it looks for first."""
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
    """Return an element with its namespace, and with others by their prefix."""
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
