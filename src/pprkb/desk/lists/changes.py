"""Changes since a list was pinned: new summaries, newer findings, corrections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pprkb.files.read.reading_list import load_snapshot
from pprkb.model.reading_list import ListSnapshot, WorkThen


class ChangeKind(StrEnum):
    """Kinds of changes, most important first."""

    NOTICE = "notice"
    """A listed work was retracted, corrected or the like."""
    SUPERSEDED = "superseded"
    """A newer work supersedes a finding of a listed work."""
    NEWER_FINDING = "newer-finding"
    """Another summary reports a finding of the list as well."""
    CHANGED_EFFECT = "changed-effect"
    NEW_EFFECT = "new-effect"
    REMOVED_EFFECT = "removed-effect"
    CHANGED_REFERENCE = "changed-reference"
    NEW_SUMMARY_OF_WORK = "new-summary-of-work"
    """A listed work has a further summary."""
    NEW_SUMMARY = "new-summary"
    """There is a new summary on a topic of the list."""
    ADDED = "added"
    """A work was added to the list."""
    REMOVED = "removed"
    """A work was removed from the list."""


@dataclass(frozen=True, kw_only=True)
class ListChange:
    """One change."""

    kind: ChangeKind
    key: str
    """Citation key of the work, or id of the summary."""
    what: str
    """A description for people, without full stop."""
    before: str = ""
    after: str = ""


def list_changes(then: ListSnapshot, now: ListSnapshot) -> tuple[ListChange, ...]:
    """Return the changes between two states of one list, most important first."""
    changes = [*_of_works(then, now), *_of_findings(then, now), *_of_topics(then, now)]
    order = list(ChangeKind)
    return tuple(sorted(changes, key=lambda change: order.index(change.kind)))


def changed_since_pinned(
    root: Path, now: ListSnapshot, keys: Mapping[str, str]
) -> tuple[tuple[ListChange, ...], str]:
    """Return the changes since a list was pinned, and the newest month at that time.

    Args:
        root: The library's folder.
        now: The list as it is now.
        keys: The present keys by former keys.

    Raises:
        NotFoundError: It was never pinned.
        LibraryError: The file with the pinned state is damaged.
    """
    then = load_snapshot(root, now.slug).with_keys(keys)
    return list_changes(then, now), then.month


def _of_works(then: ListSnapshot, now: ListSnapshot) -> Iterator[ListChange]:
    for key, work in now.works.items():
        if old := then.works.get(key):
            yield from _of_work(key, old, work, now)
        else:
            what = f"{work.cited} is new in the list"
            yield ListChange(kind=ChangeKind.ADDED, key=key, what=what, after=work.reference)
    for key, work in then.works.items():
        if key not in now.works:
            what = f"{work.cited} is no longer in the list"
            yield ListChange(kind=ChangeKind.REMOVED, key=key, what=what, before=work.reference)


def _of_work(key: str, old: WorkThen, new: WorkThen, now: ListSnapshot) -> Iterator[ListChange]:
    for notice in new.notices:
        if notice not in old.notices:
            yield ListChange(
                kind=ChangeKind.NOTICE, key=key, what=f"{new.cited}: {notice}", after=notice
            )
    if old.reference != new.reference:
        yield ListChange(
            kind=ChangeKind.CHANGED_REFERENCE,
            key=key,
            what=f"the reference of {new.cited} changed",
            before=old.reference,
            after=new.reference,
        )
    for name in new.summaries:
        if name not in old.summaries:
            title = now.known.get(name, name)
            yield ListChange(
                kind=ChangeKind.NEW_SUMMARY_OF_WORK,
                key=name,
                what=f"{new.cited} has a new summary: {title}",
            )
    yield from _of_effects(key, old, new)


def _of_effects(key: str, old: WorkThen, new: WorkThen) -> Iterator[ListChange]:
    for name, effect in new.effects.items():
        before = old.effects.get(name)
        if before is None:
            yield ListChange(
                kind=ChangeKind.NEW_EFFECT,
                key=key,
                what=f"{new.cited} reports a further effect: {effect.words}",
                after=effect.words,
            )
            continue
        if before.words != effect.words:
            yield ListChange(
                kind=ChangeKind.CHANGED_EFFECT,
                key=key,
                what=f"an effect of {new.cited} was corrected",
                before=before.words,
                after=effect.words,
            )
        if effect.superseded_by and effect.superseded_by != before.superseded_by:
            yield ListChange(
                kind=ChangeKind.SUPERSEDED,
                key=key,
                what=f"{effect.superseded_by} replaces a finding of {new.cited}: {effect.words}",
                after=effect.superseded_by,
            )
    for name, effect in old.effects.items():
        if name not in new.effects:
            yield ListChange(
                kind=ChangeKind.REMOVED_EFFECT,
                key=key,
                what=f"an effect of {new.cited} is no longer reported",
                before=effect.words,
            )


def _of_findings(then: ListSnapshot, now: ListSnapshot) -> Iterator[ListChange]:
    listed = {
        effect.evidence_key for work in then.works.values() for effect in work.effects.values()
    }
    for finding in sorted(listed - {""}):
        before = then.findings.get(finding, ())
        for name in now.findings.get(finding, ()):
            if name not in before:
                title = now.known.get(name, name)
                yield ListChange(
                    kind=ChangeKind.NEWER_FINDING,
                    key=name,
                    what=f'the finding "{finding}" is told anew: {title}',
                )


def _of_topics(then: ListSnapshot, now: ListSnapshot) -> Iterator[ListChange]:
    listed = {name for work in now.works.values() for name in work.summaries}
    for name, title in now.known.items():
        if name not in then.known and name not in listed:
            yield ListChange(
                kind=ChangeKind.NEW_SUMMARY,
                key=name,
                what=f"new on the topics of the list: {title}",
            )
