"""A citation in prose (which works it names, where in them, and how), and the style it is in."""

from __future__ import annotations

import os
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
    def of(cls, style: AnyStyle, otherwise: str = "apa") -> Style:
        """Return a style as it is, or the style of a name or file.

        Args:
            style: The style.
            otherwise: The style that an empty name means.

        Raises:
            TypeError: It is none of these.
        """
        locale = style.locale if isinstance(style, Style) else ""
        name = style.name if isinstance(style, Style) else style
        if not isinstance(name, (str, os.PathLike)):
            raise TypeError(f"a style is a name, the path of a .csl file or a Style, not {name!r}")
        return cls(os.fspath(name) or otherwise, locale)


AnyStyle = Style | str | os.PathLike[str]
"""A style, its name, or the path of a `.csl` file."""
