"""`data/retractions.yaml`: notices about the library's works."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pprkb.files.folder import NOTICES_PATH
from pprkb.files.read.fields import Fields, Text
from pprkb.files.read.shapes import DATA_SET, DATE, NOTICES
from pprkb.files.report import Report
from pprkb.files.yaml.edit import add_to_list, insert_item, remove_from_list, set_value
from pprkb.files.yaml.nodes import read_sound_yaml
from pprkb.files.yaml.values import yaml_text
from pprkb.formats.field_values import bare_doi
from pprkb.model.notice import Nature, Notice
from pprkb.model.problem import Rule
from pprkb.text.number import whole_number

_DATE = re.compile(rf"{DATE}\Z")
Resolve = Callable[[Text, Report], str]
_DOI = re.compile(r"10\.\d{4,9}/\S+\Z")


@dataclass(frozen=True, kw_only=True)
class NoticeFile:
    """The content of the file."""

    data_set: str = ""
    """ISO date of the data set that the notices were last compared with."""
    dismissed: frozenset[str] = frozenset()
    """Records of the data set that the author has found to be about other works."""
    notices: tuple[Notice, ...] = ()


def read_notices(text: str, report: Report, reference: Resolve) -> NoticeFile:
    """Read the file; problems are reported, and everything else is kept.

    Args:
        text: The file's text.
        report: Collects the problems.
        reference: Returns the key for a name, or nothing; notices about works that are not in
            the library are left out.
    """
    node, problems = read_sound_yaml(text, report.path)
    report.extend(problems)
    fields = Fields(node, report, NOTICES)
    data_set = _date(fields, DATA_SET, report)
    dismissed = frozenset(record.text for record in fields.texts("dismissed"))
    notices: list[Notice] = []
    records: dict[tuple[str, str], int] = {}
    for item in fields.items("notices"):
        notice = _notice(item, report, reference)
        if notice is None:
            continue
        line = item.line_of("record")
        first = records.setdefault((notice.record, notice.reference), line)
        if notice.record and first != line:
            message = f'the record {notice.record} of "{notice.reference}" is already on line'
            report.add(Rule.DUPLICATE_ID, line, f"{message} {first}", "delete one of the two")
            continue
        notices.append(notice)
    fields.finish()
    return NoticeFile(data_set=data_set, dismissed=dismissed, notices=tuple(notices))


def _notice(fields: Fields, report: Report, reference: Resolve) -> Notice | None:
    written = fields.text("reference")
    at = Text(written, fields.line_of("reference"))
    key = reference(at, report) if written else ""
    named = fields.text("nature")
    nature = fields.choice("nature", Nature) if named else None
    date = _date(fields, "date", report)
    if nature is Nature.REINSTATEMENT and not date:
        report.add(
            Rule.MISSING_VALUE,
            fields.line_of("date"),
            'a reinstatement needs the field "date"',
            "without it, the retraction it withdraws is unknown",
        )
    texts = {
        name: fields.text(name)
        for name in ("published_in", "source", "record", "considered", "note")
    }
    doi = _doi(fields, report)
    reasons = tuple(reason.text for reason in fields.texts("reasons"))
    fields.finish()
    if not key or nature is None:
        return None
    return Notice(
        reference=key,
        nature=nature,
        date=date,
        notice_doi=doi,
        reasons=reasons,
        at=report.at(fields.line),
        **texts,
    )


def _date(fields: Fields, name: str, report: Report) -> str:
    written = fields.text(name)
    if not written or is_date(written):
        return written
    report.add(
        Rule.BAD_VALUE,
        fields.line_of(name),
        f'"{written}" is not a date',
        "write it as 2012-10-01, or 2012-10, or 2012",
    )
    return ""


def is_date(written: str) -> bool:
    """Return whether a text is an ISO date: a day, month or year."""
    match = _DATE.match(written)
    if not match:
        return False
    year, month, day = match.groups()
    try:
        datetime.date(*(whole_number(part or "1", 0, most=9999) for part in (year, month, day)))
    except ValueError:
        return False
    return True


def _doi(fields: Fields, report: Report) -> str:
    written = fields.text("notice_doi")
    doi = bare_doi(written) if written else ""
    if doi and not _DOI.match(doi):
        report.add(
            Rule.BAD_VALUE,
            fields.line_of("notice_doi"),
            f'"{written}" is not a DOI',
            "write it as 10.1037/a0022186, or put an address into `source`",
        )
        return ""
    return doi


HEADER = """\
# Retractions, corrections and the like of works in this library. `pprkb retractions update` adds
# notices and keeps those with a `record` up to date; what else stands here is left as it is.
"""
_LIST = "notices"
_TEXTS = ("reference", "nature", "date", "notice_doi")
"""The single-value fields that a data set keeps up to date, in order."""


def new_file(data_set: str, notices: Iterable[Notice]) -> bytes:
    """Return the content of a new file."""
    lines = [
        f"  {'  ' if number else '- '}{line}"
        for notice in sorted(notices, key=place)
        for number, line in enumerate(_lines(notice))
    ]
    listed = "\n".join([f"{_LIST}:", *lines]) if lines else f"{_LIST}: []"
    return f"{HEADER}{DATA_SET}: {data_set}\n{listed}\n".encode()


def edit_notices(
    content: bytes,
    *,
    data_set: str,
    recorded: Sequence[Notice],
    changed: Mapping[int, Notice],
    added: Iterable[Notice],
) -> bytes:
    """Return the file with notices added, and others updated from the data set.

    Args:
        content: The file.
        data_set: ISO date of the data set.
        recorded: Its present notices, in order; all items must be readable.
        changed: The new content of notices, by index in `recorded`.
        added: New notices, to be inserted in the order of `place`.

    Raises:
        EditError: The file cannot be edited safely.
    """
    content = set_value(content, NOTICES_PATH, (DATA_SET,), data_set)
    for number, now in changed.items():
        content = _changed(content, number, recorded[number], now)
    order = [place(changed.get(number, one)) for number, one in enumerate(recorded)]
    for notice in sorted(added, key=place):
        mine = place(notice)
        number = next((n for n, other in enumerate(order) if mine < other), len(order))
        content = insert_item(content, NOTICES_PATH, (_LIST,), number, _lines(notice))
        order.insert(number, mine)
    return content


def place(notice: Notice) -> tuple[str, str, str]:
    """Return the sort key of a notice: work, date, record."""
    return notice.reference.casefold(), notice.date, notice.record.zfill(9)


def _lines(notice: Notice) -> list[str]:
    """Return a notice as lines `name: value`, without empty fields."""
    reasons = ", ".join(yaml_text(reason, flow=True) for reason in notice.reasons)
    fields = {
        "reference": yaml_text(notice.reference),
        "nature": notice.nature.value,
        "date": notice.date,
        "notice_doi": yaml_text(notice.notice_doi) if notice.notice_doi else "",
        "reasons": f"[{reasons}]" if reasons else "",
        "source": yaml_text(notice.source),
        "record": yaml_text(notice.record),
    }
    return [f"{name}: {value}" for name, value in fields.items() if value]


def _changed(content: bytes, number: int, was: Notice, now: Notice) -> bytes:
    """Replace changed values, and add new fields."""
    for name in _TEXTS:
        value = str(getattr(now, name))
        if value != getattr(was, name):
            path = (_LIST, number, name)
            content = set_value(content, NOTICES_PATH, path, value, after=_TEXTS)
    path = (_LIST, number, "reasons")
    for reason in now.reasons:
        if reason not in was.reasons:
            content = add_to_list(content, NOTICES_PATH, path, reason, after=_TEXTS)
    for reason in was.reasons:
        if reason not in now.reasons:
            content = remove_from_list(content, NOTICES_PATH, path, reason)
    return content
