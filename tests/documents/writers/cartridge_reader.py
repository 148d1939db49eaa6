"""Common Cartridges read back: by the rules of the profile, and as Moodle and Canvas read them."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from lxml import etree, html

CP = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
LOM = "{http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest}"
WEB_LINK = "{http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1}"
CANVAS = "{http://canvas.instructure.com/xsd/cccv1p0}"

_SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("cartridge.rng")))
_PARSER = etree.XMLParser(resolve_entities=False, huge_tree=True)


@dataclass(frozen=True)
class Item:
    """What stands in a module: a page with its text, or a link with its address."""

    title: str
    text: str = ""
    url: str = ""


Modules = list[tuple[str, list[Item]]]


class Cartridge:
    """The files of a cartridge."""

    def __init__(self, archive: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            self.names = opened.namelist()
            self.files = {name: opened.read(name) for name in self.names}
            self.dates = {entry.date_time for entry in opened.infolist()}
        self.manifest = etree.fromstring(self.files["imsmanifest.xml"], _PARSER)
        self.resources = {
            one.get("identifier", ""): one for one in self.manifest.iter(f"{CP}resource")
        }

    def faults(self) -> list[str]:
        """Return how the cartridge departs from the profile."""
        sound = _SCHEMA.validate(self.manifest)
        found = [] if sound else [f"schema: {error.message}" for error in _SCHEMA.error_log]
        identifiers = Counter(self.manifest.xpath("//@identifier"))
        found += [f"{name} identifies {n} things" for name, n in identifiers.items() if n > 1]
        found += [f"two files {name}" for name, n in Counter(self.names).items() if n > 1]
        lower = Counter(name.lower() for name in self.names)
        found += [f"{name} differs by case alone" for name, n in lower.items() if n > 1]
        listed = {"imsmanifest.xml"}
        for identifier, resource in self.resources.items():
            paths = [one.get("href", "") for one in resource.iter(f"{CP}file")]
            found += [
                f"{identifier}: {path} is missing" for path in paths if path not in self.files
            ]
            found += [f"{identifier}: {path} twice" for path, n in Counter(paths).items() if n > 1]
            href = resource.get("href")
            if href is not None and href not in paths:
                found.append(f"{identifier}: no file is {href}")
            listed.update(paths)
        found += [f"{name} is in no resource" for name in self.names if name not in listed]
        for item in self.manifest.iter(f"{CP}item"):
            target = item.get("identifierref")
            if target is not None and target not in self.resources:
                found.append(f"{target} is no resource")
            if target is not None and item.find(f"{CP}item") is not None:
                found.append(f"{target}: an item with a resource has items")
        for resource in self.resources.values():
            if resource.get("type") == "imswl_xmlv1p1":
                found += self._link_faults(resource)
        return found

    def _link_faults(self, resource: etree._Element) -> list[str]:
        root = self._xml(resource)
        url = root.find(f"{WEB_LINK}url")
        names = [etree.QName(child).localname for child in root]
        if root.tag != f"{WEB_LINK}webLink" or names != ["title", "url"] or url is None:
            return [f"{resource.get('identifier')} is no web link"]
        address = url.get("href", "")
        return [] if address.startswith(("http://", "https://")) else [f"{address} is no address"]

    def _xml(self, resource: etree._Element) -> etree._Element:
        path = resource.find(f"{CP}file").get("href")
        return etree.fromstring(self.files[path], _PARSER)

    def as_moodle(self) -> Modules:
        """Return sections and what stands in them, by the manifest alone."""
        return [
            (
                section.findtext(f"{CP}title", ""),
                [self._item(item) for item in section.findall(f"{CP}item")],
            )
            for section in self.manifest.findall(f".//{CP}organization/{CP}item/{CP}item")
        ]

    def _item(self, item: etree._Element) -> Item:
        title = item.findtext(f"{CP}title", "")
        resource = self.resources[item.get("identifierref", "")]
        if resource.get("type") == "webcontent":
            return Item(title, text=self._page_text(self.files[resource.get("href", "")]))
        link = self._xml(resource)
        assert link.findtext(f"{WEB_LINK}title") == title
        return Item(title, url=link.find(f"{WEB_LINK}url").get("href"))

    def _page_text(self, page: bytes) -> str:
        tree = html.document_fromstring(page)
        return " ".join(tree.find("body").text_content().split())

    def as_canvas(self) -> Modules:
        """Return modules and items by Canvas's own files, as its importer of exports does."""
        assert any(
            one.get("href") == "course_settings/canvas_export.txt"
            for one in self.resources.values()
        )
        pages = {}
        for name, content in self.files.items():
            if name.startswith("wiki_content/"):
                tree = html.document_fromstring(content)
                (identifier,) = tree.xpath("//meta[@name='identifier']/@content")
                pages[identifier] = (tree.findtext(".//title") or "", self._page_text(content))
        modules: Modules = []
        meta = etree.fromstring(self.files["course_settings/module_meta.xml"], _PARSER)
        for module in meta.iter(f"{CANVAS}module"):
            items = []
            for item in module.iter(f"{CANVAS}item"):
                title = item.findtext(f"{CANVAS}title", "")
                if item.findtext(f"{CANVAS}content_type") == "WikiPage":
                    named, text = pages[item.findtext(f"{CANVAS}identifierref", "")]
                    assert named == title
                    items.append(Item(title, text=text))
                else:
                    items.append(Item(title, url=item.findtext(f"{CANVAS}url", "")))
            modules.append((module.findtext(f"{CANVAS}title", ""), items))
        return modules
