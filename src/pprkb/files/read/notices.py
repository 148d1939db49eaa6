"""`data/retractions.yaml`: the notices that are known of the library's works."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

from pprkb.files.read.fields import Fields, Text
from pprkb.files.report import Report
from pprkb.files.yaml.nodes import read_yaml
from pprkb.formats.identifiers import bare_doi
from pprkb.model.notice import Nature, Notice
from pprkb.model.problem import Rule
from pprkb.text.number import whole_number

DATA_SET = "data-set"
"""The field that holds the date of the data set."""
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")
Resolve = Callable[[Text, Report], str]
_DOI = re.compile(r"10\.\d{4,9}/\S+\Z")


@dataclass(frozen=True, kw_only=True)
class NoticeFile:
    """What the file says."""

    data_set: str = ""
    """ISO date of the data set that the notices were last compared with."""
    dismissed: frozenset[str] = frozenset()
    """Records of the data set of which a person has found that they are of other works."""
    notices: tuple[Notice, ...] = ()


def read_notices(text: str, report: Report, reference: Resolve) -> NoticeFile:
    """Read the file; whatever is wrong with it is reported and the rest is kept.

    Args:
        text: The file's text.
        report: Takes the problems.
        reference: Returns the key that a name stands for, or nothing; a notice on a work that is
            not in the library is left out.
    """
    node, problems = read_yaml(text, report.path)
    report.extend(problems)
    fields = Fields(node, report, "the file")
    data_set = _date(fields, DATA_SET, report)
    dismissed = frozenset(record.text for record in fields.texts("dismissed"))
    notices: list[Notice] = []
    records: dict[tuple[str, str], int] = {}
    for item in fields.items("notices", "a notice"):
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
    written = fields.text("reference", required=True)
    at = Text(written, fields.line_of("reference"))
    key = reference(at, report) if written else ""
    named = fields.text("nature", required=True)
    nature = fields.choice("nature", Nature) if named else None
    date = _date(fields, "date", report)
    if nature is Nature.REINSTATEMENT and not date:
        report.add(
            Rule.MISSING_VALUE,
            fields.line_of("date"),
            'a reinstatement needs the field "date"',
            "without it nobody knows which retraction it withdraws",
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
    """Return whether a text is an ISO date, exact to the day, the month or the year."""
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
