"""The evidence table for spreadsheets and programs: one record an effect."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from pprkb.documents.cite import Citations
from pprkb.documents.evidence_table import EvidenceRow, source_runs
from pprkb.documents.writers.csv import cell
from pprkb.documents.writers.json import effect_object
from pprkb.evidence.describe import subject

COLUMNS = (
    *("topic", "finding", "subject", "metric", "comparator", "value", "value_high", "estimate"),
    *("ci_low", "ci_high", "ci_level", "p", "k", "k_qualifier", "n", "n_qualifier", "n_unit"),
    *("outcome", "subgroup", "timepoint", "favours", "magnitude", "significance", "level"),
    *("source", "key", "summary", "month", "sentence", "place", "note", "standing"),
)


def evidence_objects(rows: Iterable[EvidenceRow], citations: Citations) -> list[dict[str, Any]]:
    """Return each row as JSON's own types: the effect, whose it is and its sentence."""
    return [
        {
            "topic": row.topic,
            "finding": row.finding,
            "subject": subject(row.effect),
            **effect_object(row.effect),
            "reported_by": "".join(run.text for run in source_runs(row, citations)),
            "key": row.article.key,
            "summary": row.summary.id,
            "month": str(row.summary.month) if row.summary.month else None,
            "sentence": row.sentence or None,
            "place": row.place or None,
            "standing": row.standing.value if row.standing else None,
        }
        for row in rows
    ]


def evidence_json(rows: Iterable[EvidenceRow], citations: Citations) -> bytes:
    """Write the rows as a JSON list."""
    objects = evidence_objects(rows, citations)
    return (json.dumps(objects, ensure_ascii=False, indent=2) + "\n").encode()


def evidence_csv(rows: Iterable[EvidenceRow], citations: Citations) -> bytes:
    """Write the rows as comma-separated values with a header, as Excel opens them."""
    table = io.StringIO()
    writer = csv.DictWriter(table, COLUMNS, lineterminator="\r\n", extrasaction="ignore")
    writer.writeheader()
    for record in evidence_objects(rows, citations):
        interval = record["interval"] or {}
        flat = record | {
            "source": record["reported_by"],
            "ci_low": interval.get("low"),
            "ci_high": interval.get("high"),
            "ci_level": interval.get("level"),
        }
        writer.writerow(
            {
                name: cell(value) if isinstance(value := flat[name], str) else value
                for name in COLUMNS
            }
        )
    return b"\xef\xbb\xbf" + table.getvalue().encode()
