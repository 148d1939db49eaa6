"""Notices as database rows, and back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from pprkb.model.notice import Nature, Notice, in_force
from pprkb.model.problem import Location
from pprkb.store.reference_rows import Row, to_json

_TEXT_COLUMNS = (*("date", "notice_doi", "published_in", "source", "record", "considered", "note"),)
NOTICE_COLUMNS = (
    *("position", "line", "reference_key", "nature", "standing", "reasons"),
    *_TEXT_COLUMNS,
)

_NOTICES_PATH = "data/retractions.yaml"


def notice_rows(notices: Sequence[Notice]) -> Iterator[Row]:
    """Yield the rows of all notices of a file, in its order."""
    of_work: dict[str, list[Notice]] = {}
    for notice in notices:
        of_work.setdefault(notice.reference, []).append(notice)
    standing = {id(notice) for own in of_work.values() for notice in in_force(own)}
    for position, notice in enumerate(notices):
        yield (
            position,
            notice.at.line if notice.at else 0,
            notice.reference,
            notice.nature.value,
            notice.standing.value if id(notice) in standing else None,
            to_json(notice.reasons),
            *(getattr(notice, name) for name in _TEXT_COLUMNS),
        )


def notice_from_row(row: Row) -> Notice:
    """Return the notice of a row in the order of `NOTICE_COLUMNS`."""
    values = dict(zip(NOTICE_COLUMNS, row, strict=True))
    return Notice(
        reference=values["reference_key"],
        nature=Nature(values["nature"]),
        reasons=tuple(json.loads(values["reasons"])),
        at=Location(path=_NOTICES_PATH, line=values["line"]),
        **{name: values[name] for name in _TEXT_COLUMNS},
    )
