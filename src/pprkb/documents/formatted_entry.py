"""A formatted reference, and keeping it from one run to the next."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from pprkb.text.markup import Run


@dataclass(frozen=True, kw_only=True)
class FormattedEntry:
    """A formatted reference."""

    runs: tuple[Run, ...]
    label: tuple[Run, ...] = ()
    """What stands in the margin, such as "[1]" (CSL 1.0.2, second-field-align)."""
    annotation: tuple[tuple[Run, ...], ...] = ()
    """Blocks below it, as annotated styles print them (CSL 1.0.2, display="block")."""


class EntryCache(Protocol):
    """Keeps formatted entries from one run to the next."""

    def get(self, digests: Sequence[str]) -> dict[str, str]:
        """Return what is kept under some digests."""

    def put(self, contents: Mapping[str, str]) -> None:
        """Keep contents under their digests."""


def write_entry(entry: FormattedEntry) -> str:
    """Return an entry as JSON text."""

    def written(runs: tuple[Run, ...]) -> list[dict[str, Any]]:
        return [{name: value for name, value in asdict(run).items() if value} for run in runs]

    return json.dumps(
        [written(entry.runs), written(entry.label), [written(block) for block in entry.annotation]],
        ensure_ascii=False,
    )


def read_entry(text: str) -> FormattedEntry:
    """Return the entry of a JSON text that `write_entry` wrote."""

    def read(runs: list[dict[str, Any]]) -> tuple[Run, ...]:
        return tuple(Run(**{"text": "", **run}) for run in runs)

    runs, label, annotation = json.loads(text)
    return FormattedEntry(
        runs=read(runs), label=read(label), annotation=tuple(read(block) for block in annotation)
    )
