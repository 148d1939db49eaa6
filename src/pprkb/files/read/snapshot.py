"""What a list was pinned with, as a JSON file of the library.

It is written by the program alone, one value a line, so that its differences can be read and
merged.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pprkb.files.folder import PINNED_FOLDER
from pprkb.files.merge_conflict import conflict_problems
from pprkb.model.errors import LibraryError, NotFoundError
from pprkb.model.reading_list import EffectThen, ListSnapshot, WorkThen

_FORMAT = 1


def snapshot_path(slug: str) -> str:
    """Return where a list's snapshot lies, relative to the library's folder."""
    return f"{PINNED_FOLDER}/{slug}.json"


def write_snapshot(snapshot: ListSnapshot) -> bytes:
    """Return a snapshot as the bytes of its file."""
    content = {"format": _FORMAT, **asdict(snapshot)}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def load_snapshot(root: Path, slug: str) -> ListSnapshot:
    """Return the snapshot of a list.

    Raises:
        NotFoundError: The list was never pinned.
        LibraryError: The file is damaged.
    """
    path = root / snapshot_path(slug)
    try:
        content = path.read_bytes()
        for conflict in conflict_problems(content.decode(errors="replace"), snapshot_path(slug)):
            raise LibraryError(
                f"{conflict.at}: {conflict.message}",
                hint=f"{conflict.hint}; or pin the list anew: pprkb reading-list pin {slug}",
            )
        return read_snapshot(content)
    except FileNotFoundError:
        raise NotFoundError(
            f'the list "{slug}" is not pinned, so nothing is known of how it was',
            hint=f"pin it now: pprkb reading-list pin {slug}",
        ) from None
    except (OSError, ValueError) as error:
        raise LibraryError(
            f"{snapshot_path(slug)} cannot be read: {error}",
            hint=f"take it from your backup, or pin the list anew: pprkb reading-list pin {slug}",
        ) from error


def read_snapshot(content: bytes) -> ListSnapshot:
    """Return the snapshot that a file holds.

    Raises:
        ValueError: The file does not hold one.
    """
    try:
        made: dict[str, Any] = json.loads(content)
        if made.pop("format") != _FORMAT:
            raise ValueError("it was written by another version of pprkb")
        works = {key: _work(work) for key, work in made.pop("works").items()}
        findings = {key: tuple(names) for key, names in made.pop("findings").items()}
        return ListSnapshot(
            works=works, findings=findings, topics=tuple(made.pop("topics")), **made
        )
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError("it does not hold what it should") from error


def _work(made: dict[str, Any]) -> WorkThen:
    effects = {name: EffectThen(**effect) for name, effect in made.pop("effects").items()}
    summaries, notices = tuple(made.pop("summaries")), tuple(made.pop("notices"))
    return WorkThen(effects=effects, summaries=summaries, notices=notices, **made)
