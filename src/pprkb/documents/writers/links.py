"""Which addresses become links, and how they are spelled."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

# Everything RFC 3986 allows in an address; the rest is percent-encoded.
_ALLOWED = ":/?#[]@!$&'()*+,;=%~-._"

_WEB = re.compile(r"(?:https?://[^/?#\s]|mailto:[^\s@]+@)", re.IGNORECASE)
_DOI = re.compile(r"doi:\s*(10\..+)", re.IGNORECASE)
_RESOLVED = re.compile(r"(https?://(?:dx\.)?doi\.org/)(10\..+)", re.IGNORECASE | re.DOTALL)
_IN_DOI = "/:;()@!$&'*+,=~-._"
"""What a DOI may hold in a link (DOI Handbook, section 2.5.2.4: the rest is hex-encoded)."""
_NOT_ENCODED = re.compile(r"[\s#?<>\[\]{}\\^`|\"]|%(?![0-9A-Fa-f]{2})")
"""Signs of a DOI that is part of an address as it is; nothing in it is an escape then."""
_ANCHOR = re.compile(r"#[\w.:~-]+")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def safe_link(address: str) -> str:
    """Return the safe address of a link, or the empty string.

    Only web and mail addresses, DOIs and places in the same document are links: anything else
    in a data file ("javascript:", "file:") is printed as text.

    Args:
        address: As it stands in the data.
    """
    address = address.strip()
    if _ANCHOR.fullmatch(address):
        return address
    if doi := _DOI.fullmatch(address):
        # In a DOI "?", "#" and "%" are characters of the name, not of the address.
        return "https://doi.org/" + quote(doi[1], safe=_IN_DOI, errors="replace")
    if (resolved := _RESOLVED.fullmatch(address)) and _NOT_ENCODED.search(resolved[2]):
        return resolved[1] + quote(resolved[2], safe=_IN_DOI, errors="replace")
    if not _WEB.match(address):
        return ""
    return quote(_STRAY_PERCENT.sub("%25", address), safe=_ALLOWED, errors="replace")


def link_within(address: str, anchors: frozenset[str]) -> str:
    """Return the safe address of a link in a file of pages, or the empty string.

    Args:
        address: As it stands in the data.
        anchors: The places of the document; a link to any other would lead nowhere.
    """
    safe = safe_link(address)
    return "" if safe.startswith("#") and safe[1:] not in anchors else safe


def is_bare(text: str, address: str) -> bool:
    """Return whether a link's text is its address, so that printing both would say it twice."""
    # An address may be percent-encoded where its text is not: "<" in old DOIs.
    plain = unquote(address)
    stripped = text.strip()
    return not {stripped, unquote(stripped)}.isdisjoint(
        (plain, plain.removeprefix("mailto:"), plain.removeprefix("https://doi.org/"))
    )
