"""Page ranges."""

from __future__ import annotations

import re
from functools import lru_cache

_DASHES = re.compile(r"\s*(?:-{2,}|[–—−‒]+)\s*")
_HYPHEN_RANGE = re.compile(
    r"\s*([A-Za-z]{0,2}\d+[A-Za-z]?|[ivxlcdm]+)\s*-\s*([A-Za-z]{0,2}\d+[A-Za-z]?|[ivxlcdm]+)\s*$",
    re.I,
)
_LABEL = re.compile(r"\s*(?:pp?\.\s*|pp?\s+|pp(?=\d)|pages?\s+)(?=[a-z]{0,2}\d|[ivxlcdm]+\b)", re.I)


@lru_cache(maxsize=20_000)
def en_dashes(pages: str) -> str:
    """Write page ranges with an en dash, however they are typed, and without "pp.".

    Args:
        pages: Such as `12--15`, `12-15, 20`, `S1 – S9`, `12-1--12-20`.
    """
    pages = _LABEL.sub("", pages, count=1) if _LABEL.match(pages) else pages
    if "-" not in pages and "–" not in pages and "—" not in pages and "−" not in pages:
        return pages
    parts = pages.split(",")
    return ",".join(_range(part) for part in parts)


def _range(part: str) -> str:
    if _DASHES.search(part):
        return _DASHES.sub("–", part)
    match = _HYPHEN_RANGE.match(part)
    if match:
        lead = " " if part.startswith(" ") else ""
        return f"{lead}{match[1]}–{match[2]}"
    return part
