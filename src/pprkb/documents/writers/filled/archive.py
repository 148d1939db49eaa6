"""The parts of a word processor file; unchanged parts keep their bytes."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

_LARGEST = 200_000_000


class KeptParts:
    """The parts of a word processor file, which is an archive of XML."""

    def __init__(self, content: bytes) -> None:
        """Open the file.

        Raises:
            ValueError: It is too large.
            zipfile.BadZipFile: It is not an archive, or damaged.
            OSError: As above.
        """
        self._trees: dict[str, etree._Element] = {}
        self._touched: set[str] = set()
        self._parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        if sum(entry.file_size for entry in self._archive.infolist()) > _LARGEST:
            raise ValueError("it unpacks to more than 200 MB")
        self._names = set(self._archive.namelist())

    def _tree(self, name: str) -> etree._Element:
        if name not in self._trees:
            self._trees[name] = etree.fromstring(self._archive.read(name), self._parser)
        return self._trees[name]

    def touch(self, element: etree._Element) -> None:
        """Mark the part that contains an element as changed."""
        root = element.getroottree().getroot()
        self._touched |= {name for name, tree in self._trees.items() if tree is root}

    def packed(self) -> bytes:
        """Return the file; unchanged parts keep their bytes."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for entry in self._archive.infolist():
                kept = entry.filename not in self._touched
                content = self._archive.read(entry) if kept else self._written(entry.filename)
                archive.writestr(entry, content, compress_type=entry.compress_type)
            for name in sorted(self._touched - {one.filename for one in self._archive.infolist()}):
                entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
                archive.writestr(entry, self._written(name), compress_type=zipfile.ZIP_DEFLATED)
        return target.getvalue()

    def _written(self, name: str) -> bytes:
        tree = self._trees[name]
        return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
