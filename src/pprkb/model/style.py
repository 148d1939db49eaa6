"""A citation style as a reader names it."""

from __future__ import annotations

from dataclasses import dataclass


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
