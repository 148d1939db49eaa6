"""Summaries, effect sizes and vocabularies as database rows, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from pprkb.model.effect import (
    Better,
    Contrast,
    EffectSize,
    EvidenceLevel,
    Favours,
    Interval,
    Judgement,
    Metric,
    Rate,
)
from pprkb.model.problem import Location
from pprkb.model.summary import Month, Origin, ResearchType, Section, Summary, Topic
from pprkb.store.reference_rows import Row, to_json

TOPIC_COLUMNS = ("id", "position", "line", "label", "aliases", "broader")
RESEARCH_TYPE_COLUMNS = ("id", "position", "line", "label", "definition", "aliases")


def topic_row(topic: Topic, position: int) -> Row:
    """Return the row of a topic."""
    line = topic.at.line if topic.at else 0
    return topic.id, position, line, topic.label, to_json(topic.aliases), topic.broader or None


def topic_from_row(row: Row) -> Topic:
    """Return the topic of a row."""
    topic_id, _, line, label, aliases, broader = row
    at = Location(path="data/topics.yaml", line=line)
    return Topic(
        id=topic_id, label=label, aliases=tuple(json.loads(aliases)), broader=broader or "", at=at
    )


def research_type_row(one: ResearchType, position: int) -> Row:
    """Return the row of a research type."""
    line = one.at.line if one.at else 0
    return one.id, position, line, one.label, one.definition, to_json(one.aliases)


def research_type_from_row(row: Row) -> ResearchType:
    """Return the research type of a row."""
    type_id, _, line, label, definition, aliases = row
    return ResearchType(
        id=type_id,
        label=label,
        definition=definition,
        aliases=tuple(json.loads(aliases)),
        at=Location(path="data/research-types.yaml", line=line),
    )


SUMMARY_COLUMNS = (
    "id",
    "path",
    "title",
    "month",
    "research_type",
    "origin",
    "evidence_summary",
    "practice_implications",
    "sections",
)
EFFECT_COLUMNS = (
    *("summary_id", "id", "position", "line", "metric", "comparator", "value", "value_high"),
    *("estimate", "ci_low", "ci_high", "ci_level", "p", "se", "i2", "tau2", "q"),
    *("pi_low", "pi_high", "pi_level", "relation", "first"),
    *(
        "second",
        "outcome",
        "subgroup",
        "timepoint",
        "contrast",
        "favours",
        "better",
        "control_rate",
        "control_rate_source",
        "k",
        "k_qualifier",
        "n",
        "n_qualifier",
        "n_unit",
    ),
    *("magnitude", "significance", "source_key", "level"),
    *("design", "design_reasons", "design_source"),
    *("risk_of_bias", "risk_of_bias_reasons", "risk_of_bias_source"),
    *("certainty", "certainty_reasons", "certainty_source", "evidence_key", "superseded_by"),
    *("quote", "note"),
)
_PLAIN_EFFECT_COLUMNS = (
    *("value", "value_high", "comparator", "p", "se", "i2", "tau2", "q"),
    *("outcome", "subgroup", "timepoint"),
    *("k", "k_qualifier", "n", "n_qualifier", "n_unit", "magnitude", "significance"),
    *("evidence_key", "quote", "note"),
)


def summary_row(summary: Summary, path: str) -> Row:
    """Return the row of a summary; its references, topics and effects have their own tables."""
    return (
        summary.id,
        path,
        summary.title,
        str(summary.month) if summary.month else None,
        summary.type or None,
        summary.origin,
        summary.evidence_summary,
        summary.practice_implications,
        to_json(summary.sections),
    )


def summary_from_row(
    row: Row, *, references: Iterable[Row], topics: tuple[str, ...], effects: tuple[EffectSize, ...]
) -> Summary:
    """Return the summary of a row.

    Args:
        row: In the order of `SUMMARY_COLUMNS`.
        references: Pairs of relation and citation key, in order.
        topics: Ids, in order.
        effects: In order.
    """
    summary_id, path, title, month, research_type, origin, evidence, implications, sections = row
    pairs = list(references)
    return Summary(
        id=summary_id,
        title=title,
        month=Month.read(month) if month else None,
        reference=next((key for relation, key in pairs if relation == "summarises"), ""),
        also=tuple(key for relation, key in pairs if relation == "discusses"),
        type=research_type or "",
        origin=Origin(origin) if origin else None,
        topics=topics,
        effects=effects,
        evidence_summary=evidence,
        practice_implications=implications,
        sections=tuple(Section(*pair) for pair in json.loads(sections)),
        at=Location(path=path, line=1),
    )


def effect_row(summary_id: str, effect: EffectSize, position: int) -> Row:
    """Return the row of an effect size."""
    relation, pair = None, effect.between or effect.compared or (None, None)
    if effect.between:
        relation = "between"
    elif effect.compared:
        relation = "compared"
    return (
        summary_id,
        effect.id,
        position,
        effect.at.line if effect.at else 0,
        effect.metric.value,
        effect.comparator,
        effect.value,
        effect.value_high,
        float(effect.estimate) if effect.estimate is not None else None,
        *_interval_columns(effect.interval),
        effect.p,
        effect.se,
        effect.i2,
        effect.tau2,
        effect.q,
        *_interval_columns(effect.prediction),
        relation,
        *pair,
        effect.outcome,
        effect.subgroup,
        effect.timepoint,
        effect.contrast.value if effect.contrast else None,
        effect.favours.value if effect.favours else None,
        effect.better.value if effect.better else None,
        effect.control_rate.printed if effect.control_rate else None,
        effect.control_rate.source if effect.control_rate else None,
        effect.k,
        effect.k_qualifier,
        effect.n,
        effect.n_qualifier,
        effect.n_unit,
        effect.magnitude,
        effect.significance,
        effect.source or None,
        effect.level.value if effect.level else None,
        *_judgement_columns(effect.design),
        *_judgement_columns(effect.risk_of_bias),
        *_judgement_columns(effect.certainty),
        effect.evidence_key,
        effect.superseded_by or None,
        effect.quote,
        effect.note,
    )


def _interval_columns(interval: Interval | None) -> tuple[str | None, str | None, str | None]:
    if interval is None:
        return None, None, None
    level = None if interval.level is None else str(interval.level)
    return str(interval.low), str(interval.high), level


def _interval_from(values: Mapping[str, Any], prefix: str) -> Interval | None:
    low, high, level = (values[f"{prefix}_{end}"] for end in ("low", "high", "level"))
    if low is None:
        return None
    return Interval(
        low=Decimal(low), high=Decimal(high), level=None if level is None else Decimal(level)
    )


def _judgement_columns(judgement: Judgement | None) -> tuple[str | None, str | None, str | None]:
    if judgement is None:
        return None, None, None
    return judgement.word, to_json(judgement.reasons), judgement.source


def _judgement_from(values: Mapping[str, Any], name: str) -> Judgement | None:
    if values[name] is None:
        return None
    reasons = tuple(json.loads(values[f"{name}_reasons"]))
    return Judgement(word=values[name], reasons=reasons, source=values[f"{name}_source"])


def effect_from_row(row: Row, path: str) -> EffectSize:
    """Return the effect of a row in the order of `EFFECT_COLUMNS`."""
    values = dict(zip(EFFECT_COLUMNS, row, strict=True))
    pair = (values["first"], values["second"])
    rate = values["control_rate"]
    return EffectSize(
        id=values["id"],
        metric=Metric(values["metric"]),
        interval=_interval_from(values, "ci"),
        prediction=_interval_from(values, "pi"),
        between=pair if values["relation"] == "between" else None,
        compared=pair if values["relation"] == "compared" else None,
        source=values["source_key"] or "",
        superseded_by=values["superseded_by"] or "",
        contrast=Contrast(values["contrast"]) if values["contrast"] else None,
        favours=Favours(values["favours"]) if values["favours"] else None,
        better=Better(values["better"]) if values["better"] else None,
        control_rate=None
        if rate is None
        else Rate(printed=rate, source=values["control_rate_source"]),
        level=EvidenceLevel(values["level"]) if values["level"] else None,
        design=_judgement_from(values, "design"),
        risk_of_bias=_judgement_from(values, "risk_of_bias"),
        certainty=_judgement_from(values, "certainty"),
        at=Location(path=path, line=values["line"]),
        **{name: values[name] for name in _PLAIN_EFFECT_COLUMNS},
    )
