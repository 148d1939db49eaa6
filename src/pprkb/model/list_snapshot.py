"""What a reading list was made from, as it was when the list was pinned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, kw_only=True)
class EffectThen:
    """One effect of a listed work."""

    words: str
    """The effect on one line of plain text."""
    evidence_key: str = ""
    superseded_by: str = ""
    """Citation key."""


@dataclass(frozen=True, kw_only=True)
class WorkThen:
    """One listed work."""

    reference: str
    """The formatted reference as plain text."""
    cited: str
    """How the work is cited, such as "Webb et al., 2010"."""
    summaries: tuple[str, ...] = ()
    """Ids, newest first."""
    effects: Mapping[str, EffectThen] = field(default_factory=dict)
    """By the summary's id and the effect's, with a slash between."""
    notices: tuple[str, ...] = ()
    """Retractions, corrections and the like, each on one line."""


@dataclass(frozen=True, kw_only=True)
class ListSnapshot:
    """A list with the data it rests on."""

    slug: str
    month: str
    """YYYY-MM of the newest summary of the library."""
    works: Mapping[str, WorkThen] = field(default_factory=dict)
    """By citation key, in the order of the list."""
    topics: tuple[str, ...] = ()
    """Ids of the topics of its works and questions."""
    known: Mapping[str, str] = field(default_factory=dict)
    """Titles of the summaries on these topics, listed or not, by id."""
    findings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Evidence keys of the library, each with the ids of the summaries that tell the finding."""

    def with_keys(self, names: Mapping[str, str]) -> ListSnapshot:
        """Return the same with works by the keys that they have now.

        Args:
            names: Keys by which works are known, each with the work's own.
        """
        works = {}
        for key, work in self.works.items():
            effects = {
                name: replace(one, superseded_by=names.get(one.superseded_by, one.superseded_by))
                for name, one in work.effects.items()
            }
            works[names.get(key, key)] = replace(work, effects=effects)
        return replace(self, works=works)
