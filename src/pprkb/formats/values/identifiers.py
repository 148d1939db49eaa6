"""DOIs and addresses, without the wrappings that people and programs put around them."""

from __future__ import annotations

import re
from functools import lru_cache

from pprkb.formats.latex.decode import verbatim
from pprkb.matching import identifiers

_URL = re.compile(r"\\(?:url|href|path)\s*\{\s*([^{}]*)\}|(https?://[^\s{}]+)")
_RESOLVER = re.compile(r"https?://(?:dx\.)?doi\.org/10\.\d+%2f", re.IGNORECASE)
_LEAD_INS = frozenset(("available at", "url", "online", "retrieved from"))


@lru_cache(maxsize=20_000)
def bare_doi(value: str) -> str:
    """Return a DOI without resolver, prefix and escapes."""
    # LaTeX's signs for < and > first: `verbatim` keeps only the braces' content.
    doi = verbatim(identifiers.bare_doi(value.strip("{} ") if "\\" in value else value))
    match = _URL.match(doi)
    return identifiers.bare_doi(match[1] if match and match[1] else doi)


def address(value: str) -> str:
    r"""Return an address without `\url{}` and escapes."""
    if not value:
        return ""
    if "\\" in value:
        match = _URL.search(value)
        if match and match[1] is not None:
            return verbatim(match[1].strip())
    found = verbatim(value)
    if "%2f" in found.lower() and _RESOLVER.match(found):
        # The slash of a DOI that a program has encoded: "https://doi.org/10.1037%2Fa0022186".
        return f"https://doi.org/{identifiers.bare_doi(found)}"
    return found


def address_within(value: str) -> tuple[str, str]:
    """Find an address in the text of `howpublished`.

    Args:
        value: Undecoded.

    Returns:
        The address, or an empty text, and what else the value says, undecoded.
    """
    match = _URL.search(value)
    if match is None:
        return "", value
    found = verbatim(match[1] or match[2] or "").rstrip(".,;")
    rest = (value[: match.start()] + value[match.end() :]).strip(" .,;:{}")
    return found, "" if rest.lower() in _LEAD_INS else rest
