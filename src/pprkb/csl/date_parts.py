"""cs:date-part (CSL 1.0.2, Date-part): a year, month or day as text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pprkb.csl.affixes import Wrap, compile_wrap, strip_periods
from pprkb.csl.date_value import DatePoint
from pprkb.csl.locale_data import LocaleData
from pprkb.csl.marks import SUFFIX_CLOSE, SUFFIX_OPEN
from pprkb.csl.numbers import ordinal
from pprkb.csl.textcase import text_case
from pprkb.csl.xml_tree import Node


@dataclass(frozen=True)
class DatePart:
    """One cs:date-part; the last two wraps leave out the affix next to a range delimiter."""

    name: str
    write: Callable[[DatePoint, str, str], str]
    wrap: Wrap | None
    wrap_before_range: Wrap | None
    wrap_after_range: Wrap | None
    range_delimiter: str


def compile_part(node: Node, locale: LocaleData) -> DatePart:
    """Compile the form, text-case and affixes of a cs:date-part."""
    name = node.get("name")
    bare = {key: value for key, value in node.attributes.items() if key != "suffix"}
    late = {key: value for key, value in node.attributes.items() if key != "prefix"}
    return DatePart(
        name=name,
        write=_writer(name, node, locale),
        wrap=compile_wrap(node),
        wrap_before_range=compile_wrap(Node("date-part", bare)),
        wrap_after_range=compile_wrap(Node("date-part", late)),
        range_delimiter=node.get("range-delimiter", "\u2013"),
    )


def _writer(name: str, node: Node, locale: LocaleData) -> Callable[[DatePoint, str, str], str]:
    """The text of one part of a date point, without affixes."""
    form = node.get("form")
    convert = text_case(node.get("text-case"))
    strip = node.flag("strip-periods")
    if name == "year":
        plain = _year_writer(form, locale)
    elif name == "month":
        plain = _month_writer(form or "long", locale)
    else:
        plain = _day_writer(form, locale)
    if convert is None and not strip:
        return plain

    def write(point: DatePoint, season: str, suffix: str) -> str:
        text = plain(point, season, suffix)
        if convert is not None:
            text = convert(text, locale.lang)
        return strip_periods(text) if strip else text

    return write


def _year_writer(form: str, locale: LocaleData) -> Callable[[DatePoint, str, str], str]:
    before, after = locale.text("bc"), locale.text("ad")

    def write(point: DatePoint, _season: str, suffix: str) -> str:
        year = point[0]
        if year == 0:
            return ""
        if year < 0:
            text = f"{-year}{before}"
        elif form == "short" and year > 999:
            text = f"{year % 100:02d}"
        else:
            text = f"{year}{after}" if year < 1000 else str(year)
        return text + SUFFIX_OPEN + suffix + SUFFIX_CLOSE if suffix else text

    return write


def _month_writer(form: str, locale: LocaleData) -> Callable[[DatePoint, str, str], str]:
    term_form = form if form in ("long", "short") else "long"
    names = {month: locale.text(f"month-{month:02d}", term_form) for month in range(1, 13)}
    names.update({20 + n: locale.text(f"season-{n:02d}", term_form) for n in range(1, 5)})

    def write(point: DatePoint, season: str, _suffix: str) -> str:
        month = point[1]
        if not month:
            return season
        if form == "numeric":
            return str(month) if month < 13 else ""
        if form == "numeric-leading-zeros":
            return f"{month:02d}" if month < 13 else ""
        return names.get(month, "")

    return write


def _day_writer(form: str, locale: LocaleData) -> Callable[[DatePoint, str, str], str]:
    ordinals = form == "ordinal"

    def write(point: DatePoint, _season: str, _suffix: str) -> str:
        day = point[2]
        if not day:
            return ""
        if ordinals and (day == 1 or not locale.limit_day_ordinals):
            return ordinal(day, locale, locale.gender(f"month-{point[1]:02d}"))
        return f"{day:02d}" if form == "numeric-leading-zeros" else str(day)

    return write
