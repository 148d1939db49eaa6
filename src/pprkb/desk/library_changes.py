"""What changed between two states of a library, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from pprkb.evidence.describe import in_words
from pprkb.model.effect import EffectSize
from pprkb.model.library import Library
from pprkb.model.notice import notices_in_words
from pprkb.model.reference import Reference, authors_in_words
from pprkb.model.summary import Summary
from pprkb.text.markup import strip_tags

_NOT_COMPARED = frozenset({"at", "aliases"})


def change_log(before: Library | None, after: Library, version: str) -> str:
    """Return what is new, changed and gone, as Markdown.

    Args:
        before: The library as it was released before; None at the first release.
        after: As it is now.
        version: The release's name.
    """
    if before is None:
        counts = (
            f"{len(after.references)} references, {len(after.summaries)} summaries,"
            f" {sum(len(one.effects) for one in after.summaries.values())} effects,"
            f" {len(after.reading_lists)} reading lists"
        )
        return f"# Changes in {version}\n\nThe first release: {counts}.\n"
    sections = (
        ("New summaries", _new_summaries(before, after)),
        ("Changed summaries", _changed_summaries(before, after)),
        ("Retractions and corrections", _notices(before, after)),
        ("Effects", _effects(before, after)),
        ("New references", _new_references(before, after)),
        ("Changed references", _changed_references(before, after)),
        ("Reading lists", _lists(before, after)),
        ("No longer there", _gone(before, after)),
    )
    parts = [f"# Changes in {version}\n"]
    for heading, lines in sections:
        if items := [f"- {line}\n" for line in lines]:
            parts.append(f"\n## {heading}\n\n{''.join(items)}")
    if len(parts) == 1:
        parts.append("\nNothing has changed.\n")
    return "".join(parts)


def _notices(before: Library, after: Library) -> Iterator[str]:
    for key, notices in after.notices.items():
        for notice in notices:
            if notice not in before.notices.get(key, ()):
                yield f"{told(after.references[key])}: {notices_in_words((notice,))}"


def told(reference: Reference) -> str:
    """Return a reference for running text: names, year and title."""
    names = authors_in_words(reference, at_most=2)
    year = reference.year or (reference.issued.literal if reference.issued else "n.d.")
    return f"{names} ({year}), {strip_tags(reference.title)} ({reference.key})"


def _new_summaries(before: Library, after: Library) -> Iterator[str]:
    for one in after.summaries.values():
        if one.id in before.summaries:
            continue
        month = f" ({one.month})" if one.month else ""
        work = after.references.get(one.reference)
        of = f", on {told(work)}" if work else ""
        yield f"{one.title}{month}{of}"


def _changed_summaries(before: Library, after: Library) -> Iterator[str]:
    for one in after.summaries.values():
        old = before.summaries.get(one.id)
        if old is None:
            continue
        if parts := _changed_parts(old, one):
            yield f"{one.title} ({one.id}): {', '.join(parts)}"


def _changed_parts(old: Summary, new: Summary) -> list[str]:
    names = {
        "title": "title",
        "reference": "its work",
        "type": "type of research",
        "topics": "topics",
        "origin": "origin",
        "evidence_summary": "summary",
        "practice_implications": "practice implications",
        "sections": "further sections",
    }
    return [words for name, words in names.items() if getattr(old, name) != getattr(new, name)]


def _effects(before: Library, after: Library) -> Iterator[str]:
    for one in after.summaries.values():
        old = before.summaries.get(one.id)
        if old is None:
            continue
        then = {effect.id: effect for effect in old.effects}
        now = {effect.id: effect for effect in one.effects}
        for name, effect in now.items():
            if name not in then:
                yield f"{one.id}: new, {_words(effect)}"
            elif _words(then[name]) != _words(effect):
                yield f"{one.id}: {_words(effect)}; before: {_words(then[name])}"
            elif effect.superseded_by and effect.superseded_by != then[name].superseded_by:
                yield f"{one.id}: {_words(effect)} was replaced by {effect.superseded_by}"
        for name, effect in then.items():
            if name not in now:
                yield f"{one.id}: no longer recorded, {_words(effect)}"


def _words(effect: EffectSize) -> str:
    return in_words(replace(effect, superseded_by=""), {})


def _new_references(before: Library, after: Library) -> Iterator[str]:
    known = {name for one in before.references.values() for name in (one.key, *one.aliases)}
    for one in after.references.values():
        if not known.intersection((one.key, *one.aliases)):
            yield told(one)


def _changed_references(before: Library, after: Library) -> Iterator[str]:
    then = {name: one for one in before.references.values() for name in (one.key, *one.aliases)}
    for one in after.references.values():
        old = next((then[name] for name in (one.key, *one.aliases) if name in then), None)
        if old is None:
            continue
        changed = [
            field.name.replace("_", " ")
            for field in fields(Reference)
            if field.name not in _NOT_COMPARED
            and getattr(old, field.name) != getattr(one, field.name)
        ]
        if changed:
            yield f"{told(one)}: {', '.join(changed).replace('_', ' ')}"


def _lists(before: Library, after: Library) -> Iterator[str]:
    for one in after.reading_lists.values():
        old = before.reading_lists.get(one.slug)
        if old is None:
            yield f"new: {one.title} ({one.slug})"
        elif old != one:
            yield f"changed: {one.title} ({one.slug})"


def _gone(before: Library, after: Library) -> Iterator[str]:
    known = {name for one in after.references.values() for name in (one.key, *one.aliases)}
    for one in before.references.values():
        if one.key not in known:
            yield told(one)
    yield from (
        f"{one.title} ({one.id})"
        for one in before.summaries.values()
        if one.id not in after.summaries
    )
    yield from (
        f"the list {one.title} ({one.slug})"
        for one in before.reading_lists.values()
        if one.slug not in after.reading_lists
    )
