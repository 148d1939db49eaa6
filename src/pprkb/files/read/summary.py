"""Reading a summary file into a `Summary`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pprkb.files.front_matter import Part, split_front_matter, split_sections
from pprkb.files.read import shapes
from pprkb.files.read.effect import read_effects
from pprkb.files.read.fields import Fields, Text
from pprkb.files.read.known import Known, check_citations
from pprkb.files.report import Report
from pprkb.files.yaml.nodes import read_sound_yaml
from pprkb.formats.field_values import language_tag
from pprkb.model.problem import YAML_FIELD, Fix, Location, Rule, Subject
from pprkb.model.summary import Month, Origin, Section, Summary
from pprkb.text.spelling import did_you_mean, spelt_alike

_MONTH = re.compile(rf"{shapes.MONTH}\Z")
_OTHER_MONTH = re.compile(r"(\d{4})\s*[/._ –]\s*(\d{1,2})\Z")
_LANGUAGE = re.compile(shapes.LANGUAGE)
_FILE_MONTH = re.compile(r"(\d{4}-\d{2})(?:-|\Z)")

EVIDENCE_SUMMARY = "Summary"
PRACTICE_IMPLICATIONS = "Practice implications"


def read_summary(text: str, report: Report, stem: str, known: Known) -> Summary | None:
    """Read one summary file; problems are reported, and everything else is kept.

    A file without front matter is not a summary: None.

    Args:
        text: The file's text.
        report: Collects the problems.
        stem: The file's name without extension, which is the summary's id.
        known: The existing references, topics and research types.
    """
    front, body = split_front_matter(text, report)
    if front is None:
        return None
    node, problems = read_sound_yaml(front.text, report.path, front.line)
    report.extend(problems)
    closed = not any(one.rule is Rule.FRONT_MATTER for one in report.problems)
    whole = closed and not problems
    fields = Fields(node, report, shapes.SUMMARY)
    body = body._replace(text=report.printable(body.text, body.line))
    title = fields.text("title", required=whole and node is not None)
    month = _month(fields, stem, report, required=whole and node is not None)
    reference = _known_reference(fields, known, report, required=whole)
    also = _each_once(fields, "also", known.reference, report)
    research_type = ""
    if written := fields.text("type"):
        at = Text(written, fields.line_of("type"))
        research_type = known.research_type(at, report)
    origin = fields.choice("origin", Origin)
    language = _language(fields, report)
    topics = _each_once(fields, "topics", known.topic, report)
    texts, lines, sections = _sections(body, report, required=closed)
    effects = read_effects(fields, report, known.reference)
    fields.silences(YAML_FIELD)
    fields.finish()
    check_citations(body, known, report)
    return Summary(
        id=stem,
        title=title or stem,
        month=month,
        reference=reference,
        also=also,
        type=research_type,
        origin=origin,
        language=language,
        topics=topics,
        effects=effects,
        evidence_summary=texts.get(EVIDENCE_SUMMARY, ""),
        practice_implications=texts.get(PRACTICE_IMPLICATIONS, ""),
        sections=sections,
        at=report.at(1),
        evidence_at=_place(report, lines, EVIDENCE_SUMMARY),
        implications_at=_place(report, lines, PRACTICE_IMPLICATIONS),
    )


def _each_once(
    fields: Fields, name: str, find: Callable[[Text, Report], str], report: Report
) -> tuple[str, ...]:
    """Look up the names in a list, and report repeated ones."""
    seen: dict[str, int] = {}
    for number, text in enumerate(fields.texts(name)):
        found = find(text, report)
        if found in seen:
            report.add(
                Rule.DUPLICATE_ITEM,
                text.line,
                f'"{found}" stands in `{name}` already, on line {seen[found]}',
                "delete one of the two",
                fix=Fix(subject=Subject.ITEM, old=name, index=number),
            )
        elif found:
            seen[found] = text.line
    return tuple(seen)


def _certain_heading(written: str, usual: Iterable[str]) -> Fix | None:
    """Return the fix of a heading with the same letters as a usual one."""
    for heading in spelt_alike(written, {heading: heading for heading in usual}):
        return Fix(subject=Subject.HEADING, old=written, new=heading)
    return None


def _language(fields: Fields, report: Report) -> str:
    written = fields.text("language")
    if written and not _LANGUAGE.fullmatch(written):
        report.add(
            Rule.BAD_VALUE,
            fields.line_of("language"),
            f'"{written}" is not a language',
            "write its tag, such as fr or fr-CA",
        )
        return ""
    return language_tag(written) or written.replace("_", "-")


def _month(fields: Fields, stem: str, report: Report, *, required: bool) -> Month | None:
    written = fields.text("month", required=required)
    if not written:
        return None
    line = fields.line_of("month")
    match = _MONTH.match(written)
    month = Month.read(f"{match[1]}-{match[2]:0>2}") if match else None
    if month is None:
        report.add(
            Rule.BAD_MONTH,
            line,
            f'"{written}" is not a month',
            "write it as YYYY-MM: 2016-04",
            fix=_certain_month(written),
        )
        return None
    if written != str(month):
        report.remark(
            Rule.UNUSUAL_FORM,
            line,
            f'the month is written as "{written}"',
            f"write {month}",
            fix=Fix(subject=Subject.MONTH, old=written, new=str(month)),
        )
    named = _FILE_MONTH.match(stem)
    if named and named[1] != str(month):
        report.add(
            Rule.FILE_NAME,
            line,
            f"the month is {month}, but the file's name begins with {named[1]}",
            "correct the one that is wrong",
        )
    return month


def _certain_month(written: str) -> Fix | None:
    """Return the fix of a month with another separator."""
    match = _OTHER_MONTH.match(written)
    month = Month.read(f"{match[1]}-{match[2]:0>2}") if match else None
    return Fix(subject=Subject.MONTH, old=written, new=str(month)) if month else None


def _known_reference(fields: Fields, known: Known, report: Report, *, required: bool) -> str:
    written = fields.text("reference")
    if written == shapes.NO_REFERENCE:
        return ""
    if written:
        return known.reference(Text(written, fields.line_of("reference")), report)
    if required and fields.line > 1:
        report.add(
            Rule.MISSING_REFERENCE,
            fields.line_of("reference"),
            "the summary names no reference",
            "write `reference: <key>`, or `reference: none` if there is none",
        )
    return ""


def _place(report: Report, lines: dict[str, int], name: str) -> Location | None:
    return report.at(lines[name]) if name in lines else None


def _before_headings(preamble: Part, usual: dict[str, str]) -> tuple[int, str, str]:
    """Return the line, message and hint for text before the first heading.

    Such text may begin with a heading of another level, or in bold, meant as one of the usual ones.
    """
    for line, written in enumerate(preamble.text.split("\n"), start=preamble.line):
        if name := usual.get(written.strip(" #*_:\xa0").casefold()):
            return line, f'"{written}" is not a section heading', f'write "## {name}"'
    hint = f'put it below "## {EVIDENCE_SUMMARY}"'
    return preamble.line, "there is text before the first heading", hint


def _sections(
    body: Part, report: Report, *, required: bool
) -> tuple[dict[str, str], dict[str, int], tuple[Section, ...]]:
    """Return the usual sections by name, the lines where they begin, and all others."""
    preamble, found = split_sections(body)
    texts: dict[str, str] = {}
    lines: dict[str, int] = {}
    others: list[Section] = []
    usual = {name.casefold(): name for name in (EVIDENCE_SUMMARY, PRACTICE_IMPLICATIONS)}
    if preamble.text:
        report.add(Rule.UNKNOWN_SECTION, *_before_headings(preamble, usual))
        others.append(Section("", preamble.text))
    for section in found:
        name = usual.get(section.heading.casefold())
        if name is None:
            report.add(
                Rule.UNKNOWN_SECTION,
                section.heading_line,
                f'"## {section.heading}" is not a section of a summary',
                did_you_mean(
                    section.heading,
                    usual.values(),
                    f'use "## {EVIDENCE_SUMMARY}" or "## {PRACTICE_IMPLICATIONS}", '
                    "or a deeper heading (###)",
                ),
                fix=_certain_heading(section.heading, usual.values()),
            )
            others.append(Section(section.heading, section.text))
        elif name in texts:
            report.add(
                Rule.DUPLICATE_ID,
                section.heading_line,
                f'"## {name}" occurs here a second time',
                "join the two; both are kept",
            )
            texts[name] = f"{texts[name]}\n\n{section.text}".strip()
        else:
            texts[name] = section.text
            lines[name] = section.line
    for name in usual.values() if required and (found or not preamble.text) else ():
        if not texts.get(name):
            report.add(
                Rule.MISSING_SECTION,
                body.line,
                f'the section "{name}" is {"empty" if name in texts else "missing"}',
                f'write it below "## {name}"',
            )
    return texts, lines, tuple(others)
