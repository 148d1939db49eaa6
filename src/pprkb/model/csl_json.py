"""CSL-JSON as types: items, names and dates of the schema csl-data.json 1.0.2.

`CslItem` is what this program writes. An item of another program promises nothing: it is read as a
`Mapping[str, object]`.
"""

from __future__ import annotations

from typing import TypedDict, cast

CslName = TypedDict("CslName", {
    "family": str, "given": str, "non-dropping-particle": str, "dropping-particle": str,
    "suffix": str, "literal": str,
}, total=False)  # fmt: skip
CslDate = TypedDict("CslDate", {
    "date-parts": list[list[int]], "season": int, "end-season": int, "circa": bool, "literal": str,
}, total=False)  # fmt: skip
CslCustom = TypedDict("CslCustom", {
    "source-title": str, "incomplete": list[str], "aliases": list[str], "extra": dict[str, str],
    "keywords": list[str], "role-order": list[str], "derived": list[str], "own": dict[str, object],
}, total=False)  # fmt: skip
"""What the schema has no variable for, so that an item read back is the same reference."""


class _Identified(TypedDict):
    id: str
    type: str


_Variables = TypedDict("_Variables", {
    "title": str, "title-short": str, "volume-title": str, "part-title": str,
    "container-title": str, "container-title-short": str, "collection-title": str,
    "original-title": str, "reviewed-title": str, "event-title": str, "volume": str, "issue": str,
    "number": str, "page": str, "chapter-number": str, "edition": str, "collection-number": str,
    "number-of-volumes": str, "number-of-pages": str, "part-number": str, "version": str,
    "section": str, "publisher": str, "publisher-place": str, "original-publisher": str,
    "original-publisher-place": str, "event-place": str, "archive": str, "archive_location": str,
    "authority": str, "jurisdiction": str, "genre": str, "medium": str, "status": str,
    "dimensions": str, "scale": str, "source": str, "references": str, "DOI": str, "URL": str,
    "ISBN": str, "ISSN": str, "PMID": str, "PMCID": str, "call-number": str, "language": str,
    "abstract": str, "note": str, "annote": str, "keyword": str, "issued": CslDate,
    "accessed": CslDate, "event-date": CslDate, "original-date": CslDate, "submitted": CslDate,
    "author": list[CslName], "chair": list[CslName], "collection-editor": list[CslName],
    "compiler": list[CslName], "composer": list[CslName], "container-author": list[CslName],
    "contributor": list[CslName], "curator": list[CslName], "director": list[CslName],
    "editor": list[CslName], "editor-translator": list[CslName],
    "editorial-director": list[CslName], "executive-producer": list[CslName],
    "guest": list[CslName], "host": list[CslName], "illustrator": list[CslName],
    "interviewer": list[CslName], "narrator": list[CslName], "organizer": list[CslName],
    "original-author": list[CslName], "performer": list[CslName], "producer": list[CslName],
    "recipient": list[CslName], "reviewed-author": list[CslName], "script-writer": list[CslName],
    "series-creator": list[CslName], "translator": list[CslName], "custom": CslCustom,
}, total=False)  # fmt: skip


class CslItem(_Identified, _Variables):
    """A reference as an item of CSL-JSON."""


def variables(item: CslItem) -> dict[str, object]:
    """Return an item itself as a mapping, to read and change variables by name."""
    return cast("dict[str, object]", item)
