"""Reading a reading list file, and snapshots of pinned lists."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path

from pprkb.files.folder import PINNED_FOLDER
from pprkb.files.front_matter import Part
from pprkb.files.merge_conflict import conflict_problems
from pprkb.files.read.fields import Fields, Text
from pprkb.files.read.known import Known, check_citations
from pprkb.files.read.shapes import HTTP, PAGES, PROXY, READING_LIST
from pprkb.files.report import Report
from pprkb.files.yaml.nodes import read_sound_yaml
from pprkb.model.errors import Hint, LibraryError, NotFoundError, Step
from pprkb.model.kinds import types_of_kind
from pprkb.model.problem import YAML_FIELD, Rule
from pprkb.model.reading_list import (
    IMPORTANCE_WORDS,
    ITEM_KINDS,
    Course,
    Depth,
    EffectThen,
    Item,
    ListSection,
    ListSnapshot,
    Load,
    OtherItem,
    QueryItem,
    ReadingList,
    ReferenceItem,
    WorkThen,
)

_QUESTION = ("topic", "type", "keyword", "kind", "journal", "match")
"""The fields of a question with a single word."""


def read_reading_list(text: str, report: Report, slug: str, known: Known) -> ReadingList:
    """Read one reading list; problems are reported, and everything else is kept.

    Args:
        text: The file's text.
        report: Collects the problems.
        slug: The file's name without extension.
        known: The existing references, topics and research types.
    """
    node, problems = read_sound_yaml(text, report.path)
    report.extend(problems)
    fields = Fields(node, report, READING_LIST)
    title = fields.text("title", required=not problems)
    introduction = fields.text("introduction")
    check_citations(Part(introduction, fields.line_of("introduction")), known, report)
    course = fields.mapping("course")
    words = tuple(word.text for word in fields.texts("importance")) or IMPORTANCE_WORDS
    reading = _Reading(report, known, words)
    sections = tuple(reading.section(item) for item in fields.items("sections"))
    reading_list = ReadingList(
        slug=slug,
        title=title or slug,
        introduction=introduction,
        course=_course(course) if course else None,
        style=fields.text("style") or "apa",
        locale=fields.text("locale"),
        depth=fields.choice("depth", Depth) or Depth.REFERENCE,
        proxy=_proxy(fields),
        load=fields.choice("load", Load) or Load.NONE,
        sections=sections,
        at=report.at(1),
    )
    fields.silences(YAML_FIELD)
    fields.finish()
    if not (problems or sections):
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


def _proxy(fields: Fields) -> str:
    return _matching(
        fields,
        "proxy",
        PROXY,
        "is not the address of a proxy",
        "write it as the library gives it, up to where the address of the work begins:"
        " https://login.proxy.example.edu/login?url=",
    )


def _matching(fields: Fields, name: str, pattern: str, wrong: str, hint: str) -> str:
    """Return a text field with a certain form; report any other and return an empty string."""
    written = fields.text(name)
    if written and not re.fullmatch(pattern, written):
        fields.report.add(
            Rule.BAD_VALUE, fields.line_of(name), f'"{name}: {written}" {wrong}', hint
        )
        return ""
    return written


class _Reading:
    """The state shared by the sections and items of one list while it is read."""

    def __init__(self, report: Report, known: Known, importance: tuple[str, ...]) -> None:
        self.report = report
        self.known = known
        self.importance = importance
        self.lines: dict[str, int] = {}
        """The line of each work by key, to find works listed twice."""

    def section(self, fields: Fields) -> ListSection:
        heading = fields.text("heading")
        date = self._date(fields)
        note = self._note(fields)
        written = list(fields.items("items"))
        items = [made for item in written if (made := self._item(item))]
        if not written and not note:
            self.report.add(
                Rule.EMPTY_LIST,
                fields.line_of("items"),
                f'the section "{heading}" is empty',
                "give it items or a note, or delete it",
            )
        fields.finish()
        at = self.report.at(fields.line)
        return ListSection(heading=heading, date=date, note=note, items=tuple(items), at=at)

    def _date(self, fields: Fields) -> str:
        """Return the date of a section as written; report one in figures that is no ISO date."""
        written = fields.text("date")
        parts = written.split("/") if written.count("-") > 2 else [written]
        if any(_IN_FIGURES.fullmatch(part) and not _is_date(part) for part in parts):
            self.report.add(
                Rule.BAD_DATE,
                fields.line_of("date"),
                f'"{written}" is not a date, and is printed as it is written',
                "write it as 2027-01-11 or 2027-01-11/2027-01-15, or in words",
            )
        return written

    def _note(self, fields: Fields) -> str:
        note = fields.text("note")
        check_citations(Part(note, fields.line_of("note")), self.known, self.report)
        return note

    def _item(self, fields: Fields) -> Item | None:
        if fields.is_word:
            return None
        note = self._note(fields)
        importance = fields.word(
            "importance",
            self.importance,
            "; a list can name its own words, such as importance: [required, optional]",
        )
        if fields.has("reference"):
            return self._reference(fields, importance, note)
        if fields.has("item"):
            return self._other(fields, importance, note)
        return self._question(fields, importance, note)

    def _reference(self, fields: Fields, importance: str, note: str) -> ReferenceItem | None:
        name = Text(fields.text("reference", required=True), fields.line_of("reference"))
        pages = _matching(
            fields,
            "pages",
            PAGES,
            "are not pages",
            "write numbers, such as 12–40 or 12-40, 55-60; chapters belong in the note",
        )
        fields.finish()
        key = self.known.reference(name, self.report) if name.text else ""
        if not key:
            return None
        if key in self.lines:
            self.report.add(
                Rule.DUPLICATE_ITEM,
                name.line,
                f'"{key}" is already on line {self.lines[key]}',
                "delete one of the two",
            )
        self.lines.setdefault(key, name.line)
        at = self.report.at(fields.line)
        return ReferenceItem(reference=key, importance=importance, pages=pages, note=note, at=at)

    def _other(self, fields: Fields, importance: str, note: str) -> OtherItem | None:
        words = fields.text("item", required=True)
        link = _matching(
            fields,
            "link",
            HTTP,
            "is not a web address",
            "write it as the browser shows it, beginning with https://",
        )
        kind = fields.word("kind", ITEM_KINDS)
        fields.finish()
        if not words:
            return None
        at = self.report.at(fields.line)
        return OtherItem(item=words, link=link, kind=kind, importance=importance, note=note, at=at)

    def _question(self, fields: Fields, importance: str, note: str) -> QueryItem | None:
        report, known = self.report, self.known

        def understood(name: str, meaning: Callable[[Text, Report], str]) -> str:
            written = fields.text(name)
            return meaning(Text(written, fields.line_of(name)), report) if written else ""

        query = QueryItem(
            topic=understood("topic", known.topic),
            type=understood("type", known.research_type),
            keyword=understood("keyword", known.keyword),
            kind=understood("kind", _kind),
            journal=understood("journal", known.journal),
            since=fields.whole_number("since"),
            match=fields.text("match"),
            max=fields.whole_number("max"),
            pinned=_pinned(fields, report, known),
            importance=importance,
            note=note,
            at=report.at(fields.line),
        )
        written = [name for name in (*_QUESTION, "since", "max") if fields.node(name) is not None]
        asked = any(name != "max" for name in written)
        fields.finish()
        if not asked:
            report.add(
                Rule.MISSING_VALUE,
                fields.line,
                "the item names neither a reference nor a question",
                "write `reference: <key>`, or `topic: <id>` with `max: 5`, or `item: <words>` for"
                " anything that is not a publication",
            )
            return None
        # Without a condition that is not understood, other works would be the answer, or all.
        return query if all(getattr(query, name) for name in written) else None


_IN_FIGURES = re.compile(r"\d{1,4}([-./])\d{1,2}\1\d{1,4}")


def _is_date(written: str) -> bool:
    try:
        return str(date.fromisoformat(written)) == written
    except ValueError:
        return False


def _kind(name: Text, report: Report) -> str:
    """Return a kind of work by its common name; report an unknown one and return nothing."""
    try:
        types_of_kind(name.text)
    except NotFoundError as error:
        report.add(Rule.BAD_VALUE, name.line, error.message, error.hint)
        return ""
    return name.text


def _pinned(fields: Fields, report: Report, known: Known) -> tuple[str, ...] | None:
    """Return the pinned answers of a question; an empty list is pinned too."""
    if not fields.has("pinned"):
        return None
    keys = (known.reference(name, report) for name in fields.texts("pinned"))
    return tuple(dict.fromkeys(key for key in keys if key))


_FORMAT = 1


def snapshot_path(slug: str) -> str:
    """Return the path of a list's snapshot, relative to the library's folder."""
    return f"{PINNED_FOLDER}/{slug}.json"


def write_snapshot(snapshot: ListSnapshot) -> bytes:
    """Return a snapshot as the bytes of its file."""
    content = {"format": _FORMAT, **asdict(snapshot)}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def load_snapshot(root: Path, slug: str) -> ListSnapshot:
    """Return the snapshot of a list.

    Raises:
        NotFoundError: The list was never pinned.
        LibraryError: The file is damaged.
    """
    path = root / snapshot_path(slug)
    try:
        content = path.read_bytes()
        for conflict in conflict_problems(content.decode(errors="replace"), snapshot_path(slug)):
            raise LibraryError(
                f"{conflict.at}: {conflict.message}",
                hint=Hint(Step.PIN_ANEW, slug, conflict.hint),
            )
        return read_snapshot(content)
    except FileNotFoundError:
        raise NotFoundError(
            f'the list "{slug}" is not pinned, so there is nothing to compare it with',
            hint=Hint(Step.PIN, slug),
        ) from None
    except (OSError, ValueError) as error:
        raise LibraryError(
            f"{snapshot_path(slug)} cannot be read: {error}",
            hint=Hint(Step.PIN_ANEW, slug, "take it from your backup"),
        ) from error


def read_snapshot(content: bytes) -> ListSnapshot:
    """Read a snapshot from a file.

    Raises:
        ValueError: The file does not contain one.
    """
    try:
        made = _members(json.loads(content))
        if made.pop("format") != _FORMAT:
            raise ValueError("it was written by another version of pprkb")
        snapshot = ListSnapshot(
            slug=_text(made.pop("slug")),
            month=_text(made.pop("month")),
            works={key: _work(work) for key, work in _members(made.pop("works")).items()},
            topics=_texts(made.pop("topics")),
            known={name: _text(title) for name, title in _members(made.pop("known", {})).items()},
            findings={name: _texts(ids) for name, ids in _members(made.pop("findings")).items()},
        )
        _check_nothing_left(made)
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError("it does not hold what it should") from error
    return snapshot


def _work(value: object) -> WorkThen:
    made = _members(value)
    work = WorkThen(
        reference=_text(made.pop("reference")),
        cited=_text(made.pop("cited")),
        summaries=_texts(made.pop("summaries")),
        effects={name: _effect(effect) for name, effect in _members(made.pop("effects")).items()},
        notices=_texts(made.pop("notices")),
    )
    _check_nothing_left(made)
    return work


def _effect(value: object) -> EffectThen:
    made = _members(value)
    effect = EffectThen(
        words=_text(made.pop("words")),
        evidence_key=_text(made.pop("evidence_key", "")),
        superseded_by=_text(made.pop("superseded_by", "")),
    )
    _check_nothing_left(made)
    return effect


def _members(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError("no object")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError("no list")
    return tuple(map(_text, value))


def _check_nothing_left(made: dict[str, object]) -> None:
    if made:
        raise TypeError("unknown members")
