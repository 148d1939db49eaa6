"""DOIs, addresses and preprint servers, without the wrappings that programs put around them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

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
    plain = verbatim(value)
    if "%2f" in plain.lower() and _RESOLVER.match(plain):
        # The slash of a DOI that a program has encoded: "https://doi.org/10.1037%2Fa0022186".
        return f"https://doi.org/{identifiers.bare_doi(plain)}"
    return plain


def address_within(value: str) -> tuple[str, str]:
    """Return the address in the undecoded text of `howpublished`, and the rest of it, undecoded."""
    match = _URL.search(value)
    if match is None:
        return "", value
    url = verbatim(match[1] or match[2] or "").rstrip(".,;")
    rest = (value[: match.start()] + value[match.end() :]).strip(" .,;:{}")
    return url, "" if rest.lower() in _LEAD_INS else rest


_NAMES = (
    *("AfricArXiv", "arXiv", "Authorea", "bioRxiv", "ChemRxiv", "EarthArXiv", "EdArXiv"),
    *("engrXiv", "HAL", "LawArXiv", "medRxiv", "MetaArXiv", "MindRxiv", "OSF", "PsyArXiv"),
    *("SocArXiv", "SportRxiv", "SSRN", "TechRxiv"),
)
_SERVERS = {
    **{name.casefold(): name for name in _NAMES},
    "corr": "arXiv",  # the Computing Research Repository is a part of arXiv
    "osf preprints": "OSF Preprints",
    "peerj preprints": "PeerJ Preprints",
    "preprints.org": "Preprints.org",
    "research square": "Research Square",
}
_NAMED = re.compile(
    rf"(?:available\s+(?:at|from)\s+)?"
    rf"(?P<server>{'|'.join(map(re.escape, sorted(_SERVERS, key=len, reverse=True)))})"
    r"(?:\s*[:,.]?\s*(?:e-?prints?|pre-?prints?|papers?|repository|electronic\s+journal))?"
    r"(?:[\s:,.]*(?:arxiv[:\s]*|abs/)?(?P<number>[\w-]*\.?[\w-]*/?\d[\w.]*))?"
    r"(?:\s*\[[\w.-]+\])?[\s.]*$",
    re.IGNORECASE,
)
_DOI_SERVERS = {
    "10.1101": "",  # bioRxiv and medRxiv alike
    "10.2139": "SSRN",
    "10.20944": "Preprints.org",
    "10.21203": "Research Square",
    "10.22541": "Authorea",
    "10.26434": "ChemRxiv",
    "10.31219": "OSF Preprints",
    "10.31222": "MetaArXiv",
    "10.31223": "EarthArXiv",
    "10.31224": "engrXiv",
    "10.31234": "PsyArXiv",
    "10.31235": "SocArXiv",
    "10.35542": "EdArXiv",
    "10.36227": "TechRxiv",
    "10.48550": "arXiv",
    "10.51224": "SportRxiv",
}
_ADDRESSES = {
    "arXiv": "https://arxiv.org/abs/", "PsyArXiv": "https://osf.io/preprints/psyarxiv/",
    "SocArXiv": "https://osf.io/preprints/socarxiv/",
    "EdArXiv": "https://osf.io/preprints/edarxiv/", "OSF": "https://osf.io/",
    "OSF Preprints": "https://osf.io/preprints/osf/", "SSRN": "https://ssrn.com/abstract=",
    "HAL": "https://hal.science/",
}  # fmt: skip


class Preprint(NamedTuple):
    """A server and the number that it gave to a paper."""

    server: str
    number: str = ""


def preprint_named(text: str) -> Preprint | None:
    """Read "arXiv preprint arXiv:2003.13723", "CoRR" or "Available at SSRN 3456"; else None."""
    match = _NAMED.match(text.strip())
    if match is None:
        return None
    server = _SERVERS[" ".join(match["server"].casefold().split())]
    number = match["number"] or ""
    # CoRR's volume is a field of its own; a year behind a server's name is no number.
    return Preprint(server, "" if re.fullmatch(r"(?:19|20)\d\d", number) else number)


def server_of_doi(doi: str) -> str | None:
    """Return the server that gives DOIs of a prefix, "" where several do; None for any other."""
    return _DOI_SERVERS.get(doi.partition("/")[0].strip())


def preprint_address(server: str, number: str) -> str:
    """Return the address of a paper by its number; empty where the server has no such address."""
    base = _ADDRESSES.get(server, "")
    return base + re.sub(r"^arxiv:", "", number, flags=re.IGNORECASE) if base and number else ""
