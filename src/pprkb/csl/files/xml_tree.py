"""A style or locale file as a small immutable tree, read safely; and what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree


class CslError(Exception):
    """Base of every error that this package raises on purpose."""

    def __init__(self, message: str) -> None:
        """Keep the message as an attribute, too, for callers that show it."""
        super().__init__(message)
        self.message = message


class StyleError(CslError):
    """A style cannot be found, is unsafe, does not validate or cannot be compiled."""


class LocaleError(CslError):
    """A locale file is missing or unreadable."""


CSL_NAMESPACE = "http://purl.org/net/xbiblio/csl"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def strip_private_use(text: str) -> str:
    """Remove private-use, surrogate and control characters from foreign text."""
    if text.isascii() and text.isprintable():
        return text
    return _CONTROL.sub("", _PRIVATE_USE.sub("", text))


@dataclass(frozen=True, eq=False)
class Node:
    """One CSL element: local name, attributes, child elements and text."""

    name: str
    attributes: dict[str, str]
    children: tuple[Node, ...] = ()
    text: str = ""
    lang: str | None = field(default=None)

    def get(self, attribute: str, default: str = "") -> str:
        """Return the value of an attribute, or `default`."""
        return self.attributes.get(attribute, default)

    def flag(self, attribute: str, default: bool = False) -> bool:
        """Return the value of a true/false attribute."""
        value = self.attributes.get(attribute)
        return default if value is None else value == "true"

    def find(self, name: str) -> Node | None:
        """Return the first child element with this name."""
        return next((child for child in self.children if child.name == name), None)

    def find_all(self, name: str) -> Iterator[Node]:
        """Yield all child elements with this name."""
        return (child for child in self.children if child.name == name)

    def walk(self) -> Iterator[Node]:
        """Yield this element and everything below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


def parse_xml(data: bytes, what: str = "style") -> etree._ElementTree:
    """Parse XML without entities, DTD or network; refuse a DOCTYPE.

    Raises:
        StyleError: the bytes are no well-formed XML, or declare a document type.
    """
    if b"<!DOCTYPE" in data:
        # before parsing: libxml2 would report an entity that is never resolved
        raise StyleError(f"the {what} declares a DOCTYPE, which is refused")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise StyleError(f"the {what} is not well-formed XML: {error}") from None
    tree = root.getroottree()
    if getattr(tree.docinfo, "doctype", ""):
        raise StyleError(f"the {what} declares a DOCTYPE, which is refused")
    return tree


def _text_of(element: etree._Element) -> str:
    text = strip_private_use(element.text or "")
    # an indented empty element is empty; a single space may be meant
    return "" if text.isspace() and "\n" in text else text


def to_node(element: etree._Element) -> Node:
    """Copy the CSL elements of an lxml tree, leaving out foreign namespaces."""
    attributes = {
        str(name): strip_private_use(str(value))
        for name, value in element.attrib.items()
        if not str(name).startswith("{")
    }
    children = tuple(
        to_node(child)
        for child in element
        if isinstance(child.tag, str) and child.tag.startswith("{" + CSL_NAMESPACE + "}")
    )
    return Node(
        name=str(element.tag).rpartition("}")[2],
        attributes=attributes,
        children=children,
        text="" if children else _text_of(element),
        lang=element.get(_LANG),
    )
