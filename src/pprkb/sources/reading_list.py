"""A reading list file into a `ReadingList`."""

from __future__ import annotations

from pprkb.model.problem import Rule
from pprkb.model.reading_list import (
    Course,
    Depth,
    Importance,
    ListSection,
    QueryItem,
    ReadingList,
    ReferenceItem,
)
from pprkb.model.silence import YAML_FIELD
from pprkb.sources.fields import Fields, Text
from pprkb.sources.front_matter import Part
from pprkb.sources.known import Known, check_citations
from pprkb.sources.report import Report
from pprkb.sources.yaml_nodes import read_yaml


def read_reading_list(text: str, report: Report, slug: str, known: Known) -> ReadingList:
    """Read one reading list; whatever is wrong with it is reported and the rest is kept.

    Args:
        text: The file's text.
        report: Takes the problems.
        slug: The file's name without extension.
        known: What references, topics and research types there are.
    """
    node, problems = read_yaml(text, report.path)
    report.problems.extend(problems)
    fields = Fields(node, report, "a reading list")
    title = fields.text("title", required=node is not None)
    introduction = fields.text("introduction")
    check_citations(Part(introduction, fields.line_of("introduction")), known, report)
    course = fields.mapping("course", "a course")
    seen: dict[str, int] = {}
    sections = tuple(
        _section(item, report, known, seen) for item in fields.items("sections", "a section")
    )
    reading_list = ReadingList(
        slug=slug,
        title=title or slug,
        introduction=introduction,
        course=_course(course) if course else None,
        style=fields.text("style") or "apa",
        locale=fields.text("locale"),
        depth=fields.choice("depth", Depth) or Depth.REFERENCE,
        sections=sections,
        at=report.at(1),
    )
    fields.silences(YAML_FIELD)
    fields.finish()
    if node is not None and not sections:
        report.add(
            Rule.EMPTY_LIST,
            fields.line_of("sections"),
            "the list has no sections",
            "write `sections:` with a heading and items",
        )
    return reading_list


def _course(fields: Fields) -> Course:
    course = Course(
        code=fields.text("code"), term=fields.text("term"), instructor=fields.text("instructor")
    )
    fields.finish()
    return course


def _section(fields: Fields, report: Report, known: Known, seen: dict[str, int]) -> ListSection:
    heading = fields.text("heading", required=True)
    date = fields.text("date")
    note = fields.text("note")
    check_citations(Part(note, fields.line_of("note")), known, report)
    items = []
    for item in fields.items("items", "an item"):
        made = _item(item, report, known, seen)
        if made:
            items.append(made)
    if not items:
        report.add(
            Rule.EMPTY_LIST,
            fields.line_of("items"),
            f'the section "{heading}" is empty',
            "give it items, or delete it",
        )
    fields.finish()
    at = report.at(fields.line)
    return ListSection(heading=heading, date=date, note=note, items=tuple(items), at=at)


def _item(
    fields: Fields, report: Report, known: Known, seen: dict[str, int]
) -> ReferenceItem | QueryItem | None:
    note = fields.text("note")
    check_citations(Part(note, fields.line_of("note")), known, report)
    at = report.at(fields.line)
    if fields.has("reference"):
        name = Text(fields.text("reference", required=True), fields.line_of("reference"))
        importance = fields.choice("importance", Importance)
        fields.finish()
        key = known.reference(name, report) if name.text else ""
        if key in seen:
            report.add(
                Rule.DUPLICATE_ITEM,
                name.line,
                f'"{key}" is already on line {seen[key]}',
                "delete one of the two",
            )
        seen.setdefault(key, name.line)
        item = ReferenceItem(reference=key, importance=importance, note=note, at=at)
        return item if key else None
    topic, research_type = fields.text("topic"), fields.text("type")
    query = QueryItem(
        topic=known.topic(Text(topic, fields.line_of("topic")), report) if topic else "",
        type=known.research_type(Text(research_type, fields.line_of("type")), report)
        if research_type
        else "",
        since=fields.whole_number("since", minimum=1),
        match=fields.text("match"),
        max=fields.whole_number("max", minimum=1),
        pinned=_pinned(fields, report, known),
        note=note,
        at=at,
    )
    asked = bool(topic or research_type or query.since or query.match)
    fields.finish()
    if not asked:
        report.add(
            Rule.MISSING_VALUE,
            fields.line,
            "the item names neither a reference nor a question",
            "write `reference: <key>`, or `topic: <id>` with `max: 5`",
        )
        return None
    # A question whose only word was not understood would list the whole library.
    understood = query.topic or query.type or query.since or query.match
    return query if understood else None


def _pinned(fields: Fields, report: Report, known: Known) -> tuple[str, ...] | None:
    """Return the frozen answers of a question; an empty list is frozen too."""
    if not fields.has("pinned"):
        return None
    keys = (known.reference(name, report) for name in fields.texts("pinned"))
    return tuple(dict.fromkeys(key for key in keys if key))
