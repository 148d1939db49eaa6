"""A citation in prose (which works it names, where in them, and how), and the style it is in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
    """Kind of locator, in CSL's words: "page", "chapter"; empty where there is no locator."""
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
    def of(cls, style: Style | str) -> Style:
        """Return a style as it is, or the style of a name; an empty name means APA."""
        locale = style.locale if isinstance(style, Style) else ""
        name = style.name if isinstance(style, Style) else style
        return cls(name or "apa", locale)
