"""What was read from a printed reference, and from which of its characters."""

from __future__ import annotations

from dataclasses import dataclass

from pprkb.model.reference import Reference


@dataclass(frozen=True, kw_only=True)
class Used:
    """A stretch of the text and the field that was made of it."""

    field: str
    """The attribute of `Reference`; for a person the role, such as "author"."""
    start: int
    """In code points of the text given."""
    end: int
    value: str
    """What was made of it: "Fowler, J. C.", "2013-03-11", "81–89"."""
    certain: bool


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A printed reference as it was read."""

    text: str
    reference: Reference | None
    """With an empty key; None where the text is no reference that could be read."""
    used: tuple[Used, ...]
    """In the order of the text; they do not overlap."""
    leftover: tuple[tuple[int, int], ...]
    """Stretches of the text, more than punctuation and spaces, that no field used."""
    doubts: tuple[str, ...]
    """Sentences: what is uncertain, missing or odd."""
    complete: bool
    """The text does not look cut off."""

    @property
    def confident(self) -> bool:
        """Whether nothing is doubtful, left over or uncertain."""
        return (
            self.reference is not None
            and not self.doubts
            and not self.leftover
            and all(one.certain for one in self.used)
        )
