"""Converts summaries, topics, lists and notices to database rows and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

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
from pprkb.model.notice import Nature, Notice, in_force
from pprkb.model.problem import Location
from pprkb.model.reading_list import (
    Course,
    Depth,
    Item,
    ListSection,
    Load,
    OtherItem,
    QueryItem,
    ReadingList,
    ReferenceItem,
)
from pprkb.model.summary import Month, Origin, ResearchType, Section, Summary, Topic
from pprkb.store.reference_rows import Row, to_json

# -- summaries and topics ------------------------------------------------------------------------

TOPIC_COLUMNS = ("id", "position", "line", "label", "aliases", "broader", "labels")
RESEARCH_TYPE_COLUMNS = (
    *("id", "position", "line", "label", "definition", "aliases", "labels", "definitions"),
)


def topic_row(topic: Topic, position: int) -> Row:
    """Return the row of a topic."""
    line = topic.at.line if topic.at else 0
    own = topic.id, position, line, topic.label, to_json(topic.aliases), topic.broader or None
    return *own, to_json(dict(topic.labels))


def topic_from_row(row: Row) -> Topic:
    """Return the topic of a row."""
    topic_id, _, line, label, aliases, broader, labels = row
    return Topic(
        id=topic_id,
        label=label,
        aliases=tuple(json.loads(aliases)),
        broader=broader or "",
        labels=tuple(json.loads(labels).items()),
        at=Location(path="data/topics.yaml", line=line),
    )


def research_type_row(one: ResearchType, position: int) -> Row:
    """Return the row of a research type."""
    line = one.at.line if one.at else 0
    own = one.id, position, line, one.label, one.definition, to_json(one.aliases)
    return *own, to_json(dict(one.labels)), to_json(dict(one.definitions))


def research_type_from_row(row: Row) -> ResearchType:
    """Return the research type of a row."""
    type_id, _, line, label, definition, aliases, labels, definitions = row
    return ResearchType(
        id=type_id,
        label=label,
        definition=definition,
        aliases=tuple(json.loads(aliases)),
        labels=tuple(json.loads(labels).items()),
        definitions=tuple(json.loads(definitions).items()),
        at=Location(path="data/research-types.yaml", line=line),
    )


SUMMARY_COLUMNS = (
    "id",
    "path",
    "title",
    "month",
    "research_type",
    "origin",
    "language",
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
        summary.language,
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
        references: Pairs of relation and citation key.
        topics: Topic ids.
        effects: The effects.
    """
    summary_id, path, title, month, research_type, origin, language, *prose = row
    evidence, implications, sections = prose
    pairs = list(references)
    return Summary(
        id=summary_id,
        title=title,
        month=Month.read(month) if month else None,
        reference=next((key for relation, key in pairs if relation == "summarises"), ""),
        also=tuple(key for relation, key in pairs if relation == "discusses"),
        type=research_type or "",
        origin=Origin(origin) if origin else None,
        language=language,
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


def _interval_from(low: str | None, high: str | None, level: str | None) -> Interval | None:
    if low is None or high is None:
        return None
    return Interval(
        low=Decimal(low), high=Decimal(high), level=None if level is None else Decimal(level)
    )


def _judgement_columns(judgement: Judgement | None) -> tuple[str | None, str | None, str | None]:
    if judgement is None:
        return None, None, None
    return judgement.word, to_json(judgement.reasons), judgement.source


def _judgement_from(word: str | None, reasons: str, source: str) -> Judgement | None:
    if word is None:
        return None
    return Judgement(word=word, reasons=tuple(json.loads(reasons)), source=source)


def effect_from_row(row: Row, path: str) -> EffectSize:
    """Return the effect of a row in the order of `EFFECT_COLUMNS`."""
    values = dict(zip(EFFECT_COLUMNS, row, strict=True))
    pair = (values["first"], values["second"])
    rate = values["control_rate"]
    return EffectSize(
        id=values["id"],
        metric=Metric(values["metric"]),
        interval=_interval_from(values["ci_low"], values["ci_high"], values["ci_level"]),
        prediction=_interval_from(values["pi_low"], values["pi_high"], values["pi_level"]),
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
        design=_judgement_from(values["design"], values["design_reasons"], values["design_source"]),
        risk_of_bias=_judgement_from(
            values["risk_of_bias"], values["risk_of_bias_reasons"], values["risk_of_bias_source"]
        ),
        certainty=_judgement_from(
            values["certainty"], values["certainty_reasons"], values["certainty_source"]
        ),
        at=Location(path=path, line=values["line"]),
        **{name: values[name] for name in _PLAIN_EFFECT_COLUMNS},
    )


# -- lists and notices ---------------------------------------------------------------------------

LIST_COLUMNS = (
    *("slug", "path", "title", "introduction", "course_code", "course_term"),
    *("course_instructor", "style", "locale", "depth", "proxy", "load"),
)
SECTION_COLUMNS = ("list_slug", "position", "line", "heading", "date", "note")
ITEM_COLUMNS = (
    *("list_slug", "section", "position", "line", "reference_key", "pages", "item", "link"),
    "topic_id",
    *("research_type", "keyword", "kind", "journal", "since", "match", "max", "pinned"),
    *("importance", "note"),
)


def list_row(reading_list: ReadingList, path: str) -> Row:
    """Return the row of a reading list; sections and items have their own tables."""
    course = reading_list.course
    return (
        reading_list.slug,
        path,
        reading_list.title,
        reading_list.introduction,
        course.code if course else None,
        course.term if course else None,
        course.instructor if course else None,
        reading_list.style,
        reading_list.locale,
        reading_list.depth.value,
        reading_list.proxy,
        reading_list.load.value,
    )


def section_rows(reading_list: ReadingList) -> Iterator[Row]:
    """Yield the rows of a list's sections."""
    for position, section in enumerate(reading_list.sections):
        line = section.at.line if section.at else 0
        yield reading_list.slug, position, line, section.heading, section.date, section.note


def item_rows(reading_list: ReadingList) -> Iterator[Row]:
    """Yield the rows of the items of all sections."""
    for number, section in enumerate(reading_list.sections):
        for position, item in enumerate(section.items):
            place = (reading_list.slug, number, position, item.at.line if item.at else 0)
            said = (item.importance or None, item.note)
            match item:
                case ReferenceItem():
                    work = (item.reference, item.pages, None, "")
                    yield (*place, *work, *_no_question(), *said)
                case OtherItem():
                    other = (None, "", item.item, item.link)
                    yield (*place, *other, *_no_question(item.kind), *said)
                case QueryItem():
                    question = (
                        *(item.topic or None, item.type or None),
                        *(item.keyword, item.kind, item.journal, item.since, item.match, item.max),
                    )
                    pinned = None if item.pinned is None else json.dumps(item.pinned)
                    yield (*place, None, "", None, "", *question, pinned, *said)


def _no_question(kind: str = "") -> Row:
    return (None, None, "", kind, "", None, "", None, None)


def list_from_rows(row: Row, sections: list[Row], items: Mapping[int, list[Row]]) -> ReadingList:
    """Return the reading list of a row.

    Args:
        row: In the order of `LIST_COLUMNS`.
        sections: Rows in the order of `SECTION_COLUMNS`, in position.
        items: Rows in the order of `ITEM_COLUMNS`, by the position of their section.
    """
    slug, path, title, introduction, code, term, instructor, *rest = row
    style, locale, depth, proxy, load = rest
    course = None
    if code is not None:
        course = Course(code=code, term=term, instructor=instructor)
    return ReadingList(
        slug=slug,
        title=title,
        introduction=introduction,
        course=course,
        style=style,
        locale=locale,
        depth=Depth(depth),
        proxy=proxy,
        load=Load(load),
        sections=tuple(
            ListSection(
                heading=heading,
                date=date,
                note=note,
                items=tuple(_item(item, path) for item in items.get(position, ())),
                at=Location(path=path, line=line),
            )
            for _, position, line, heading, date, note in sections
        ),
        at=Location(path=path, line=1),
    )


def _item(row: Row, path: str) -> Item:
    line, key, pages, other, link, topic, research_type, keyword, kind, journal, *rest = row[3:]
    since, match, maximum, pinned, importance, note = rest
    at = Location(path=path, line=line)
    if key is not None:
        importance = importance or ""
        return ReferenceItem(reference=key, importance=importance, pages=pages, note=note, at=at)
    if other is not None:
        return OtherItem(
            item=other, link=link, kind=kind, importance=importance or "", note=note, at=at
        )
    return QueryItem(
        topic=topic or "",
        type=research_type or "",
        keyword=keyword,
        kind=kind,
        journal=journal,
        since=since,
        match=match,
        max=maximum,
        pinned=None if pinned is None else tuple(json.loads(pinned)),
        importance=importance or "",
        note=note,
        at=at,
    )


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
