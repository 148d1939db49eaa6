"""The one certain mend of a problem, where there is one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Subject(StrEnum):
    """What kind of value a mend changes."""

    REFERENCE = "reference"
    """A citation key, in a field or in prose."""
    TOPIC = "topic"
    RESEARCH_TYPE = "research-type"
    MONTH = "month"
    QUOTE = "quote"
    """The quote of an effect size."""
    HEADING = "heading"
    """The heading of a section of a summary."""
    SILENCE = "silence"
    """A rule that is silenced and shall not be."""
    ITEM = "item"
    """An item of a list that shall go."""


@dataclass(frozen=True, kw_only=True)
class Mend:
    """What stands in a file, and what should stand there."""

    subject: Subject
    old: str
    """The value as it is read; of an item, the name of its list; of a silence, its rule."""
    new: str = ""
    index: int = -1
    """Of an item, its number in the list, counted from 0."""
