"""Citations in prose, the style they are in, and CSL-JSON as types."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict, cast


class CitationMode(StrEnum):
    """The two forms of author-date citations (APA manual, 7th ed., section 8.11)."""

    PARENTHETICAL = "parenthetical"
    """"(Wampold, 2015)"."""
    NARRATIVE = "narrative"
    """"Wampold (2015)"."""


@dataclass(frozen=True, kw_only=True)
class Cite:
    """One work of a citation."""

    key: str
    label: str = ""
    """Kind of locator, in CSL's terms: "page", "chapter"; empty if there is no locator."""
    locator: str = ""
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False


@dataclass(frozen=True, kw_only=True)
class Citation:
    """One or more works cited together."""

    cites: tuple[Cite, ...]
    mode: CitationMode = CitationMode.PARENTHETICAL


@dataclass(frozen=True)
class Style:
    """A citation style and the locale of its terms and dates."""

    name: str = "apa"
    """A style's name, such as "apa" or "vancouver", or the path of a `.csl` file."""
    locale: str = ""
    """A BCP 47 tag such as "en-GB"; empty for the style's own locale."""

    @classmethod
    def of(cls, style: AnyStyle, otherwise: str = "apa") -> Style:
        """Return a style unchanged, or the style with a name or in a file.

        Args:
            style: The style.
            otherwise: The style for an empty name.

        Raises:
            TypeError: `style` is neither a style nor text.
        """
        locale = style.locale if isinstance(style, Style) else ""
        name = style.name if isinstance(style, Style) else style
        if not isinstance(name, (str, os.PathLike)):
            raise TypeError(f"a style is a name, the path of a .csl file or a Style, not {name!r}")
        return cls(os.fspath(name) or otherwise, locale)

    def or_else(self, name: str, locale: str) -> Style:
        """Return the style with this name and locale filled in if they are empty."""
        return Style(self.name or name, self.locale or locale)


AnyStyle = Style | str | os.PathLike[str]
"""A style, its name, or the path of a `.csl` file."""


# -- CSL-JSON as types: items, names and dates of the schema csl-data.json 1.0.2 ------------------

# `CslItem` is what pprkb writes. Items of other programs may contain anything: they are read as
# `Mapping[str, object]`.

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
"""Data without a variable in the schema, so that an item read back is the same reference."""


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
    """Return the same item typed as a mapping, to read and change variables by name."""
    return cast("dict[str, object]", item)
