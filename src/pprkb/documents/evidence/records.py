"""The evidence table for spreadsheets and programs: one record for each effect."""

from __future__ import annotations

import csv
import io
import json

from pprkb.documents.evidence.document import Evidence
from pprkb.documents.evidence.table import EvidenceRow, converted, narrative, source_runs
from pprkb.documents.writers.records import JsonObject, csv_cell, effect_object
from pprkb.evidence.convert.answers import Refusal, record
from pprkb.evidence.convert.precision import on_analysis_scale
from pprkb.evidence.describe import subject
from pprkb.evidence.equivalents import effect_in_plain_words
from pprkb.model.effect import Metric
from pprkb.text.markup import text_of

COLUMNS = (
    *("topic", "finding", "subject", "metric", "comparator", "value", "value_high", "estimate"),
    *("ci_low", "ci_high", "ci_level", "se", "p", "i2", "tau2", "q"),
    *("pi_low", "pi_high", "pi_level"),
    *("measure", "yi", "sei", "vi", "sei_from"),
    *("k", "k_qualifier", "n", "n_qualifier", "n_unit"),
    *("outcome", "subgroup", "timepoint", "favours", "better"),
    *("magnitude", "significance", "level"),
    *("control_rate", "control_rate_source", "design", "design_source"),
    *("risk_of_bias", "risk_of_bias_reasons", "risk_of_bias_source"),
    *("certainty", "certainty_reasons", "certainty_source"),
    *("source", "key", "summary", "month", "evidence_key", "superseded_by"),
    *("sentence", "place", "note", "standing"),
)
CONVERTED_COLUMNS = ("converted_to", "converted", "converted_by")
"""Columns added if a metric was requested; the last has the reason if there is no conversion."""


def evidence_objects(evidence: Evidence) -> list[JsonObject]:
    """Return each row as JSON types: the effect, its source and its sentence.

    Converted values and descriptions in words are separate members.
    """
    return [_object(row, evidence) for row in evidence.rows]


def _object(row: EvidenceRow, evidence: Evidence) -> JsonObject:
    cite = narrative(evidence.citations)
    members = {
        "topic": row.topic,
        "finding": row.finding,
        "subject": subject(row.effect),
        **effect_object(row.effect),
        "reported_by": text_of(source_runs(row, cite)),
        "key": row.article.key,
        "summary": row.summary.id,
        "month": str(row.summary.month) if row.summary.month else None,
        "sentence": row.sentence or None,
        "place": row.place or None,
        "standing": row.standing.value if row.standing else None,
    }
    if evidence.convert_to:
        members["converted"] = _converted(row, evidence.convert_to)
    if evidence.in_words:
        words = effect_in_plain_words(row.effect, p0=evidence.control_rate)
        members["words"] = {"refused": words.reason} if isinstance(words, Refusal) else list(words)
    return members


def _member(of: JsonObject, name: str) -> JsonObject:
    """Return a member that is an object; an empty one if it is null or missing."""
    value = of.get(name)
    return value if isinstance(value, dict) else {}


def _for_analysis(row: EvidenceRow) -> dict[str, str]:
    """Return the columns for R's metafor; empty if printed values do not give them."""
    scaled = on_analysis_scale(row.effect)
    if scaled is None:
        return {}
    numbers = {"yi": scaled.yi, "sei": scaled.sei, "vi": scaled.vi}
    printed = {name: "" if one is None else f"{one:.6g}" for name, one in numbers.items()}
    return {"measure": scaled.measure, **printed, "sei_from": scaled.made_from}


def _converted(row: EvidenceRow, target: Metric) -> dict[str, object] | None:
    result = converted(row, target)
    if isinstance(result, Refusal):
        return {"metric": target.value, "refused": result.reason}
    return record(result) if result else None


def evidence_json(evidence: Evidence) -> bytes:
    """Return the rows as a JSON list."""
    objects = evidence_objects(evidence)
    return (json.dumps(objects, ensure_ascii=False, indent=2) + "\n").encode()


def evidence_csv(evidence: Evidence) -> bytes:
    """Return the rows as CSV with a header, in the form that Excel opens."""
    table = io.StringIO()
    columns = COLUMNS + (CONVERTED_COLUMNS if evidence.convert_to else ())
    writer = csv.DictWriter(table, columns, lineterminator="\r\n", extrasaction="ignore")
    writer.writeheader()
    for row, one in zip(evidence.rows, evidence_objects(evidence), strict=True):
        interval = _member(one, "interval")
        prediction = _member(one, "prediction_interval")
        rate = _member(one, "control_rate")
        flat = (
            one
            | _for_analysis(row)
            | {
                "source": one["reported_by"],
                "ci_low": interval.get("low"),
                "ci_high": interval.get("high"),
                "ci_level": interval.get("level"),
                "pi_low": prediction.get("low"),
                "pi_high": prediction.get("high"),
                "pi_level": prediction.get("level"),
                "control_rate": rate.get("printed"),
                "control_rate_source": rate.get("source"),
            }
        )
        for name in ("design", "risk_of_bias", "certainty"):
            judged = _member(one, name)
            reasons = judged.get("reasons")
            flat |= {
                name: judged.get("judged"),
                f"{name}_reasons": "; ".join(reasons) if isinstance(reasons, list) else None,
                f"{name}_source": judged.get("source"),
            }
        if made := _member(one, "converted"):
            flat |= {
                "converted_to": made["metric"],
                "converted": made.get("text"),
                "converted_by": made.get("formula") or f"not converted: {made.get('refused')}",
            }
        writer.writerow(
            {
                name: csv_cell(value) if isinstance(value := flat.get(name), str) else value
                for name in columns
            }
        )
    return b"\xef\xbb\xbf" + table.getvalue().encode()
