"""Reading lists as database rows, and back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from pprkb.model.notice import Nature, Notice, in_force
from pprkb.model.problem import Location
from pprkb.model.reading_list import (
    Course,
    Depth,
    ListSection,
    QueryItem,
    ReadingList,
    ReferenceItem,
)
from pprkb.store.reference_rows import Row, to_json

LIST_COLUMNS = (
    *("slug", "path", "title", "introduction", "course_code", "course_term"),
    *("course_instructor", "style", "locale", "depth"),
)
SECTION_COLUMNS = ("list_slug", "position", "line", "heading", "date", "note")
ITEM_COLUMNS = (
    *("list_slug", "section", "position", "line", "reference_key", "topic_id"),
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
            if isinstance(item, ReferenceItem):
                no_question = (None, None, "", "", "", None, "", None, None)
                yield (*place, item.reference, *no_question, item.importance or None, item.note)
            else:
                question = (
                    *(item.topic or None, item.type or None),
                    *(item.keyword, item.kind, item.journal, item.since, item.match, item.max),
                )
                pinned = None if item.pinned is None else json.dumps(item.pinned)
                yield (*place, None, *question, pinned, item.importance or None, item.note)


def list_from_rows(row: Row, sections: list[Row], items: Mapping[int, list[Row]]) -> ReadingList:
    """Return the reading list of a row.

    Args:
        row: In the order of `LIST_COLUMNS`.
        sections: Rows in the order of `SECTION_COLUMNS`, in position.
        items: Rows in the order of `ITEM_COLUMNS`, by the position of their section.
    """
    slug, path, title, introduction, code, term, instructor, style, locale, depth = row
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


def _item(row: Row, path: str) -> ReferenceItem | QueryItem:
    line, key, topic, research_type, keyword, kind, journal, *rest = row[3:]
    since, match, maximum, pinned, importance, note = rest
    at = Location(path=path, line=line)
    if key is not None:
        return ReferenceItem(reference=key, importance=importance or "", note=note, at=at)
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
