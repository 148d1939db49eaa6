"""Articles as data: CSV for spreadsheets and JSON for programs.

CSV is written as Excel opens it: one row an article, plain text in every cell. JSON holds all that
is known about each article; `docs/formats.md` describes each member.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from pprkb.documents.document import Records, RecordsPart
from pprkb.documents.writers.characters import one_line
from pprkb.evidence.describe import in_words
from pprkb.formats.exchange.csljson import to_csl
from pprkb.formats.markdown import plain_paragraphs
from pprkb.model.effect import EffectSize, Interval, Judgement, Rate
from pprkb.model.notice import Notice, in_force, notices_in_words, withdrawn
from pprkb.model.reading_list import OtherItem
from pprkb.model.reference import PartialDate, Reference, Role, inverted
from pprkb.model.summary import Article, Summary
from pprkb.text.markup import strip_tags

COLUMNS = (
    "key",
    "type",
    "authors",
    "year",
    "title",
    "container",
    "volume",
    "issue",
    "pages",
    "doi",
    "url",
    "topics",
    "research types",
    "summary months",
    "summary titles",
    "summary origins",
    "effects",
    "practice implications",
    "importance",
    "note",
    "standing",
    "notices",
    "pages to read",
)
_SEPARATOR = "; "
# Spreadsheets run a cell that begins so as a formula; the full-width signs are Excel's in Asia.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_HARMLESS = re.compile(r"[=+\-@]|[+\-]?\d*\.?\d+")
"""A sign alone, or a number, is not a formula."""


def write_csv(records: Records) -> str:
    """Return articles as a table, with a byte order mark that identifies UTF-8."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for item in _in_order(records):
        row = (
            _other_row(item, records.cited)
            if isinstance(item, OtherItem)
            else _row(item, records.cited)
        )
        writer.writerow([csv_cell(value) for value in row])
    # Without the mark, Excel decodes the file with the computer's code page.
    return f"\ufeff{table.getvalue()}"


def _in_order(records: Records) -> Iterator[Article | OtherItem]:
    """Yield the articles, each once, with their place in a list."""
    articles = {article.key: article for article in records.articles}
    for item in (item for part in records.parts for item in part.items):
        if isinstance(item, OtherItem):
            yield item
        elif item.key in articles:
            yield articles.pop(item.key)
    yield from articles.values()


def csv_cell(value: str) -> str:
    """Return a value on one line that no spreadsheet runs as a formula."""
    text = re.sub(" {2,}", " ", one_line(value)).strip()
    return f"'{text}" if _FORMULA.match(text) and not _HARMLESS.fullmatch(text) else text


def _row(article: Article, cited: Mapping[str, str]) -> list[str]:
    summaries = article.summaries
    implications = [
        " ".join(plain_paragraphs(summary.practice_implications, cited)) for summary in summaries
    ]
    return [
        article.key,
        *(reference_cells(article.reference) if article.reference else [""] * 10),
        in_one_cell(topic.label for topic in article.topics),
        in_one_cell(kind.label for kind in article.types),
        in_one_cell(str(summary.month) for summary in summaries if summary.month),
        in_one_cell(summary.title for summary in summaries),
        in_one_cell(summary.origin.words for summary in summaries if summary.origin),
        in_one_cell(
            in_words(effect, cited, summary.reference)
            for summary in summaries
            for effect in summary.effects
        ),
        " ".join(implications),
        article.importance,
        " ".join(plain_paragraphs(article.note, cited)),
        article.standing.value if article.standing else "",
        notices_in_words(article.notices),
        article.pages,
    ]


def _other_row(item: OtherItem, cited: Mapping[str, str]) -> list[str]:
    said = {
        "type": item.kind,
        "title": item.item,
        "url": item.link,
        "importance": item.importance,
        "note": " ".join(plain_paragraphs(item.note, cited)),
    }
    return [said.get(column, "") for column in COLUMNS]


def reference_cells(reference: Reference) -> list[str]:
    """Return the cells of a reference: type, authors or editors, year, title … URL."""
    makers = reference.by_role(Role.AUTHOR) or reference.by_role(Role.EDITOR)
    return [
        reference.type.value,
        in_one_cell(inverted(maker) for maker in makers),
        _year(reference.issued),
        strip_tags(reference.title),
        strip_tags(reference.container_title),
        reference.volume,
        reference.issue,
        reference.page,
        reference.doi,
        reference.url,
    ]


def _year(date: PartialDate | None) -> str:
    if date is None:
        return ""
    return str(date.year) if date.year is not None else date.literal


def in_one_cell(values: Iterable[str]) -> str:
    """Return several values as the text of one cell, omitting empty ones."""
    return _SEPARATOR.join(filter(None, values))


JsonObject = dict[str, object]

FORMAT_VERSION = 1
"""The version of the format; incremented if a member changes its meaning, not for new members."""


def write_json(records: Records) -> str:
    """Return articles as JSON."""
    content = {
        "format": "pprkb-articles",
        "version": FORMAT_VERSION,
        "title": records.title,
        "modified": records.modified or None,
        "sections": [_part_object(part) for part in records.parts],
        "articles": [article_object(article) for article in records.articles],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _part_object(part: RecordsPart) -> JsonObject:
    load = part.load
    return {
        "heading": part.heading,
        "date": part.date or None,
        "reading": {
            "pages": load.pages,
            "works": load.works,
            "works_of_unknown_length": load.unknown,
            "pages_by_importance": {word: n for word, n in load.by_importance.items() if word},
        },
        "items": [
            _other_object(item) if isinstance(item, OtherItem) else {"key": item.key}
            for item in part.items
        ],
    }


def _other_object(item: OtherItem) -> JsonObject:
    return {
        "item": item.item,
        "kind": item.kind or None,
        "link": item.link or None,
        "importance": item.importance or None,
        "note": item.note,
    }


def article_object(article: Article) -> JsonObject:
    """Return an article as JSON types; unknown values are null or empty."""
    return {
        "key": article.key,
        "reference": to_csl(article.reference) if article.reference else None,
        "topics": [{"id": topic.id, "label": topic.label} for topic in article.topics],
        "research_types": [{"id": kind.id, "label": kind.label} for kind in article.types],
        "summaries": [summary_object(summary) for summary in article.summaries],
        "importance": article.importance or None,
        "pages_to_read": article.pages or None,
        "note": article.note,
        "standing": article.standing.value if article.standing else None,
        "notices": notice_objects(article.notices),
    }


def notice_objects(notices: tuple[Notice, ...]) -> list[JsonObject]:
    """Return the notices on one work as JSON types, those in force first."""
    standing = in_force(notices)
    return [
        {
            "nature": notice.nature.value,
            "date": notice.date or None,
            "notice_doi": notice.notice_doi or None,
            "published_in": notice.published_in or None,
            "reasons": list(notice.reasons),
            "source": notice.source or None,
            "record": notice.record or None,
            "considered": notice.considered or None,
            "withdrawn": notice not in standing,
        }
        for notice in (*standing, *withdrawn(notices))
    ]


def summary_object(summary: Summary) -> JsonObject:
    """Return a summary as JSON types; its prose is Markdown."""
    return {
        "id": summary.id,
        "title": summary.title,
        "month": str(summary.month) if summary.month else None,
        "reference": summary.reference or None,
        "also": list(summary.also),
        "research_type": summary.type or None,
        "origin": summary.origin,
        "language": summary.language or None,
        "topics": list(summary.topics),
        "effects": [effect_object(effect) for effect in summary.effects],
        "evidence_summary": summary.evidence_summary,
        "practice_implications": summary.practice_implications,
        "sections": [
            {"heading": section.heading, "text": section.text} for section in summary.sections
        ],
    }


def effect_object(effect: EffectSize) -> JsonObject:
    """Return an effect as JSON types: `value` as printed, `estimate` as a number."""
    return {
        "id": effect.id,
        "metric": effect.metric.value,
        "comparator": effect.comparator,
        "value": effect.value,
        "value_high": effect.value_high or None,
        "estimate": _number(effect.estimate),
        "interval": _interval(effect.interval),
        "p": effect.p or None,
        "se": effect.se or None,
        "i2": effect.i2 or None,
        "tau2": effect.tau2 or None,
        "q": effect.q or None,
        "prediction_interval": _interval(effect.prediction),
        "between": list(effect.between) if effect.between else None,
        "compared": list(effect.compared) if effect.compared else None,
        "outcome": effect.outcome or None,
        "subgroup": effect.subgroup or None,
        "timepoint": effect.timepoint or None,
        "contrast": effect.contrast.value if effect.contrast else None,
        "favours": effect.favours.value if effect.favours else None,
        "better": effect.better.value if effect.better else None,
        "control_rate": _rate(effect.control_rate),
        "k": effect.k,
        "k_qualifier": effect.k_qualifier or None,
        "n": effect.n,
        "n_qualifier": effect.n_qualifier or None,
        "n_unit": effect.n_unit or None,
        "magnitude": effect.magnitude or None,
        "significance": effect.significance or None,
        "source": effect.source or None,
        "level": effect.level.value if effect.level else None,
        "design": _judgement(effect.design),
        "risk_of_bias": _judgement(effect.risk_of_bias),
        "certainty": _judgement(effect.certainty),
        "evidence_key": effect.evidence_key or None,
        "superseded_by": effect.superseded_by or None,
        "quote": effect.quote or None,
        "note": effect.note or None,
    }


def _interval(interval: Interval | None) -> JsonObject | None:
    if interval is None:
        return None
    return {end: _number(getattr(interval, end)) for end in ("low", "high", "level")}


def _judgement(judgement: Judgement | None) -> JsonObject | None:
    if judgement is None:
        return None
    reasons = list(judgement.reasons)
    return {"judged": judgement.word, "reasons": reasons, "source": judgement.source or None}


def _rate(rate: Rate | None) -> JsonObject | None:
    return {"printed": rate.printed, "source": rate.source or None} if rate else None


def _number(value: Decimal | None) -> int | float | None:
    """Return a number that JSON prints with the same digits."""
    if value is None or not value.is_finite():
        return None
    return int(value) if value == value.to_integral_value() else float(value)
