"""The columns and rows of each data frame; docs/frames.md describes the columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from pprkb.documents.evidence.document import Evidence
from pprkb.documents.evidence.table import EvidenceRow, converted, narrative, source_runs
from pprkb.documents.writers.records import in_one_cell, reference_cells
from pprkb.evidence.convert.answers import Conversion, Refusal
from pprkb.evidence.convert.precision import on_analysis_scale
from pprkb.evidence.describe import subject
from pprkb.evidence.direction import favours_words
from pprkb.knowledge_base.notebook.frame import Column, Kind, Row, category, columns
from pprkb.model.effect import (
    Better,
    Certainty,
    Contrast,
    EffectSize,
    EvidenceLevel,
    Interval,
    Judgement,
    Metric,
    printed_number,
)
from pprkb.model.notice import Standing, notices_in_words
from pprkb.model.problem import Problem, Severity
from pprkb.model.reading_list import (
    Item,
    OtherItem,
    QueryItem,
    ReadingList,
    ReferenceItem,
    meeting_days,
)
from pprkb.model.reference import Reference, ReferenceType, named_in_short
from pprkb.model.summary import Article, Month
from pprkb.text.markup import text_of

_STANDING = category("standing", Standing)


def _first_day(month: Month | None) -> date | None:
    return date(month.year, month.month, 1) if month and month.year else None


# -- articles ------------------------------------------------------------------------------------

ARTICLES = (
    *columns(Kind.TEXT, "key reference"),
    category("type", ReferenceType),
    *columns(Kind.TEXT, "authors"),
    *columns(Kind.WHOLE, "year"),
    *columns(Kind.TEXT, "title container volume issue pages doi url"),
    *columns(Kind.TEXT, "keywords topics research_types"),
    *columns(Kind.WHOLE, "summaries effects"),
    *columns(Kind.DATE, "month"),
    *columns(Kind.TEXT, "importance note"),
    _STANDING,
    *columns(Kind.TEXT, "notices"),
)


def article_rows(articles: Iterable[Article]) -> Iterator[Row]:
    """Yield a row for each article."""
    for article in articles:
        months = [day for one in article.summaries if (day := _first_day(one.month))]
        yield (
            article.key,
            *_reference_cells(article.reference),
            in_one_cell(article.reference.keywords if article.reference else ()),
            in_one_cell(topic.label for topic in article.topics),
            in_one_cell(kind.label for kind in article.types),
            len(article.summaries),
            sum(len(summary.effects) for summary in article.summaries),
            max(months, default=None),
            article.importance,
            article.note,
            article.standing and article.standing.value,
            notices_in_words(article.notices),
        )


def _reference_cells(reference: Reference | None) -> Row:
    if reference is None:
        return (None,) * 11
    kind, makers, _, *rest = reference_cells(reference)
    return (named_in_short(reference), kind, makers, reference.year, *rest)


# -- effects -------------------------------------------------------------------------------------

EFFECTS = (
    *columns(Kind.TEXT, "key reference topic"),
    *columns(Kind.WHOLE, "finding"),
    *columns(Kind.TEXT, "subject"),
    category("metric", Metric),
    category("comparator", ["=", "<", ">", "≤", "≥", "≈"]),
    *columns(Kind.NUMBER, "value value_high"),
    *columns(Kind.TEXT, "printed"),
    *columns(Kind.NUMBER, "ci_low ci_high ci_level se"),
    category("p_comparator", ["=", "<", ">", "≤", "≥", "≈"]),
    *columns(Kind.NUMBER, "p i2 tau2 q pi_low pi_high pi_level"),
    *columns(Kind.WHOLE, "k"),
    *columns(Kind.TEXT, "k_qualifier"),
    *columns(Kind.WHOLE, "n"),
    *columns(Kind.TEXT, "n_qualifier n_unit"),
    *columns(Kind.TEXT, "first second outcome subgroup timepoint"),
    category("contrast", Contrast),
    *columns(Kind.TEXT, "direction"),
    category("better", Better),
    *columns(Kind.TEXT, "magnitude significance"),
    category("level", EvidenceLevel),
    *columns(Kind.TEXT, "control_rate design risk_of_bias"),
    category("certainty", Certainty),
    *columns(Kind.TEXT, "quote sentence source source_key"),
    *columns(Kind.TRUTH, "superseded"),
    *columns(Kind.TEXT, "superseded_by evidence_key summary"),
    *columns(Kind.DATE, "month"),
    *columns(Kind.TEXT, "place note"),
    _STANDING,
    category("measure", ["SMD", "ZCOR", "MD", "OR", "RR", "IRR", "RD", "GEN"]),
    *columns(Kind.NUMBER, "yi sei vi"),
    *columns(Kind.TEXT, "sei_from"),
)
CONVERTED = (
    category("converted_to", Metric),
    *columns(Kind.NUMBER, "converted converted_ci_low converted_ci_high"),
    *columns(Kind.TEXT, "converted_by not_converted"),
)
"""Added if a metric to convert to was requested."""


def effect_rows(evidence: Evidence) -> Iterator[Row]:
    """Yield a row for each effect, in the order of the table."""
    cite = narrative(evidence.citations)
    for row in evidence.rows:
        effect, reader = row.effect, row.summary.reference
        scaled = on_analysis_scale(effect)
        yield (
            row.article.key,
            text_of(cite(reader)) if reader else None,
            row.topic,
            row.finding,
            subject(effect),
            *_statistic(effect),
            effect.k,
            effect.k_qualifier,
            effect.n,
            effect.n_qualifier,
            effect.n_unit,
            *(effect.compared or effect.between or (None, None)),
            effect.outcome,
            effect.subgroup,
            effect.timepoint,
            effect.contrast and effect.contrast.value,
            favours_words(effect),
            effect.better and effect.better.value,
            effect.magnitude,
            effect.significance,
            effect.level and effect.level.value,
            effect.control_rate and effect.control_rate.printed,
            _word(effect.design),
            _word(effect.risk_of_bias),
            _word(effect.certainty),
            effect.quote,
            row.sentence,
            text_of(source_runs(row, cite)),
            effect.source or reader,
            bool(effect.superseded_by),
            effect.superseded_by,
            effect.evidence_key,
            row.summary.id,
            _first_day(row.summary.month),
            row.place,
            effect.note,
            row.standing and row.standing.value,
            *(
                (scaled.measure, scaled.yi, scaled.sei, scaled.vi, scaled.made_from)
                if scaled
                else (None,) * 5
            ),
            *(_conversion(row, evidence.convert_to) if evidence.convert_to else ()),
        )


_P = re.compile(r"(?:p\s*)?([=<>≤≥≈])?\s*(\S+)", re.IGNORECASE)


def _probability(printed: str) -> Row:
    """Return the sign and the number of a printed probability, such as "< .001"."""
    match = _P.fullmatch(printed.strip())
    number = _number(match[2]) if match else None
    return (None, None) if match is None or number is None else (match[1] or "=", number)


def _number(printed: str) -> float | None:
    """Return a printed number, without a percent sign; None if it is not a number."""
    found = printed_number(printed.removesuffix("%").strip())
    return None if found is None else float(found)


def _ends(interval: Interval | None) -> Row:
    if interval is None:
        return (None, None, None)
    level = interval.level
    return float(interval.low), float(interval.high), None if level is None else float(level)


def _statistic(effect: EffectSize) -> Row:
    """Return the cells from `metric` to `pi_level`."""
    return (
        effect.metric.value,
        effect.comparator if effect.value else None,
        _number(effect.value),
        _number(effect.value_high),
        " to ".join(filter(None, (effect.value, effect.value_high))),
        *_ends(effect.interval),
        _number(effect.se),
        *_probability(effect.p),
        _number(effect.i2),
        _number(effect.tau2),
        _number(effect.q),
        *_ends(effect.prediction),
    )


def _word(judged: Judgement | None) -> str | None:
    return judged.word if judged else None


def _conversion(row: EvidenceRow, target: Metric) -> Row:
    made = converted(row, target)
    if isinstance(made, Conversion):
        limits = made.interval
        ends = (limits.low, limits.high) if limits else (None, None)
        return (target.value, made.estimate, *ends, made.formula, None)
    why = made.reason if isinstance(made, Refusal) else None
    return (target.value, None, None, None, None, why)


# -- reading lists -------------------------------------------------------------------------------

LISTS = (
    *columns(Kind.TEXT, "list title"),
    *columns(Kind.WHOLE, "section"),
    *columns(Kind.TEXT, "heading date_written"),
    *columns(Kind.DATE, "date"),
    *columns(Kind.WHOLE, "position"),
    *columns(Kind.TEXT, "key pages question"),
    *columns(Kind.TRUTH, "pinned"),
    *columns(Kind.TEXT, "item link importance note"),
)


def list_rows(lists: Iterable[ReadingList]) -> Iterator[Row]:
    """Yield a row for each item of each list, and for each pinned answer of a question."""
    for one in lists:
        for number, section in enumerate(one.sections, 1):
            days = meeting_days(section.date)
            about = (one.slug, one.title, number, section.heading, section.date)
            day = days[0] if days else None
            for position, item in enumerate(section.items, 1):
                for told in _told(item):
                    yield (*about, day, position, *told, item.importance, item.note)


def _told(item: Item) -> Iterator[Row]:
    """Yield the cells from `key` to `link`, for each answer of a pinned question."""
    match item:
        case ReferenceItem():
            yield item.reference, item.pages, None, False, None, None
        case OtherItem():
            yield None, None, None, False, item.item, item.link
        case QueryItem(pinned=None):
            yield None, None, asked(item), False, None, None
        case QueryItem():
            for key in item.pinned or ():
                yield key, None, asked(item), True, None, None


def asked(item: QueryItem) -> str:
    """Return the conditions of a question, in the words of its file."""
    names = ("topic", "type", "keyword", "kind", "journal", "since", "match", "max")
    values = ((name, getattr(item, name)) for name in names)
    return in_one_cell(f"{name}: {value}" for name, value in values if value not in ("", None))


# -- problems ------------------------------------------------------------------------------------

PROBLEMS = (
    category("severity", Severity),
    *columns(Kind.TEXT, "rule path"),
    *columns(Kind.WHOLE, "line"),
    *columns(Kind.TEXT, "key message hint"),
)


def problem_rows(problems: Iterable[Problem]) -> Iterator[Row]:
    """Yield a row for each problem."""
    for one in problems:
        place = (one.at.path, one.at.line)
        yield (one.severity.value, one.rule.value, *place, one.key, one.message, one.hint)


TABLES: dict[str, tuple[Column, ...]] = {
    "articles": ARTICLES,
    "effects": EFFECTS,
    "conversions": CONVERTED,
    "reading lists": LISTS,
    "problems": PROBLEMS,
}
"""All columns, by the kind of row."""
