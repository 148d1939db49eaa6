"""Text and lengths as OpenDocument writes them."""

from __future__ import annotations

import re
from html import escape

from pprkb.documents.writers.characters import one_line

NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    ' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' office:version="1.3"'
)
_SPACES = re.compile(r"  +|^ ")


def points(twips: float) -> str:
    """Return a length, given in twips, with its unit."""
    return f"{twips / 20:g}pt"


def escaped(text: str) -> str:
    """Return text for an attribute or element, on one line and without control characters."""
    return escape(one_line(text), quote=True)


def spaced(text: str) -> str:
    """Return the text of a run, escaped; several spaces count each (OpenDocument, 6.1.2)."""
    return _SPACES.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', escaped(text))
