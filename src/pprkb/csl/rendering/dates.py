"""cs:date (CSL 1.0.2, Date): localized and non-localized dates, parts and ranges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pprkb.csl.context import Context, Render, Scope, StyleOptions
from pprkb.csl.files.locales import LocaleData
from pprkb.csl.files.xml_tree import Node
from pprkb.csl.items import DatePoint, DateValue
from pprkb.csl.text.marks import (
    SUFFIX_CLOSE,
    SUFFIX_OPEN,
    Wrap,
    compile_wrap,
    strip_periods,
    text_case,
    with_seams,
)
from pprkb.csl.text.numbers import ordinal

_LOCALIZED_PARTS = {
    "year": ("year",),
    "year-month": ("year", "month"),
    "year-month-day": ("year", "month", "day"),
}
_OF_THE_WORK = ("issued", "original-date")
_INDEX = {"year": 0, "month": 1, "day": 2}
_YEAR_SPAN = 100_000  # shifts negative years so that sort keys compare as text


def compile_date(node: Node, scope: Scope, options: StyleOptions) -> Render:
    """Compile a cs:date element."""
    variable = node.get("variable")
    parts, delimiter = _parts_of(node, options)
    wrap = compile_wrap(node)
    convert = text_case(node.get("text-case"))
    explicit_suffix = options.explicit_suffix.get(scope.area, False)
    names = [part.name for part in parts]
    in_substitute = scope.in_substitute
    # when cites are compared, a date of access does not make them unique
    passing = variable not in _OF_THE_WORK

    def render(context: Context) -> str:
        context.called += 1
        if variable in context.suppressed:
            return ""
        date = context.entry.date(variable)
        if date is None or (passing and context.names_trace is not None):
            return ""
        if context.in_sort:
            context.filled += 1
            return sort_key(date, names)
        if date.literal and "year" in names:
            text = date.literal + ("" if explicit_suffix else _take_suffix(context))
        else:
            suffix = ""
            if context.suffix_pending and not explicit_suffix and "year" in names:
                suffix = context.suffix_pending
            text = _render_date(date, parts, delimiter, suffix)
            if suffix and SUFFIX_OPEN in text:
                context.suffix_pending = ""
        if not text:
            return ""
        context.filled += 1
        if in_substitute:
            context.note_substitute(variable)
        if convert is not None:
            text = convert(text, options.locale.lang)
        return wrap(text) if wrap else text

    return render


def sort_key(date: DateValue, names: list[str] | None = None) -> str:
    """Return a date as YYYYMMDD, with zeros for parts that the key leaves out."""
    if date.literal:
        return date.literal
    key = _point_key(date.begin, names)
    return key + "-" + _point_key(date.end, names) if date.end else key


def _point_key(point: DatePoint, names: list[str] | None) -> str:
    year, month, day = point
    if names is not None:
        year = year if "year" in names else 0
        month = month if "month" in names else 0
        day = day if "day" in names else 0
    return f"{year + _YEAR_SPAN:07d}{month:02d}{day:02d}"


def _take_suffix(context: Context) -> str:
    suffix, context.suffix_pending = context.suffix_pending, ""
    return SUFFIX_OPEN + suffix + SUFFIX_CLOSE if suffix else ""


def _parts_of(node: Node, options: StyleOptions) -> tuple[list[DatePart], str]:
    """Return the date parts in order, and the delimiter between them."""
    form = node.get("form")
    locale = options.locale
    if not form:
        parts = [compile_part(part, locale) for part in node.find_all("date-part")]
        return parts, with_seams(node.get("delimiter"))
    base = locale.dates.get(form)
    if base is None:
        return [], ""
    asked = _LOCALIZED_PARTS.get(node.get("date-parts"), _LOCALIZED_PARTS["year-month-day"])
    overrides = {part.get("name"): part for part in node.find_all("date-part")}
    parts = []
    for part in base.find_all("date-part"):
        name = part.get("name")
        if name not in asked:
            continue
        attributes = dict(part.attributes)
        if name in overrides:
            # CSL 1.0.2, Localized Dates: everything but the affixes may be overridden
            attributes.update(
                (key, value)
                for key, value in overrides[name].attributes.items()
                if key not in ("prefix", "suffix")
            )
        parts.append(compile_part(Node("date-part", attributes), locale))
    delimiter = node.attributes.get("delimiter", base.get("delimiter"))
    return parts, with_seams(delimiter)


def _render_date(date: DateValue, parts: list[DatePart], delimiter: str, suffix: str) -> str:
    open_end = date.open_end and any(part.name == "year" for part in parts)
    if date.end is None and not open_end:
        # the dash of an open range follows the year, once
        return delimiter.join(_render_point(date.begin, date.season, suffix, parts))
    end = date.end or (0, 0, 0)
    differing = [
        part
        for part in parts
        if _differs(date.begin, end, part.name)
        and (part.write(date.begin, date.season, "") if open_end else part.write(end, "", ""))
    ]
    if not differing:
        return delimiter.join(_render_point(date.begin, date.season, suffix, parts))
    return _render_range(date, end, parts, differing, delimiter, suffix)


def _differs(begin: DatePoint, end: DatePoint, name: str) -> bool:
    """Return whether this part, or a larger one, differs between two dates."""
    depth = _INDEX[name] + 1
    return begin[:depth] != end[:depth]


def _render_range(
    date: DateValue,
    end: DatePoint,
    parts: list[DatePart],
    differing: list[DatePart],
    delimiter: str,
    suffix: str,
) -> str:
    """Print differing parts twice, with the range delimiter of the largest.

    An era that both years share is written once.
    """
    first, last = parts.index(differing[0]), parts.index(differing[-1])
    largest = min(differing, key=lambda part: _INDEX[part.name])
    span = parts[first : last + 1]
    year_twice = any(part.name == "year" for part in span)
    begin_suffix = "" if year_twice and not date.open_end else suffix
    era = _era(date.begin)
    if not date.open_end and era and era == _era(end):
        left = _render_point(date.begin, date.season, begin_suffix, span, True, era=False)
    else:
        left = _render_point(date.begin, date.season, begin_suffix, span, True)
    right = _render_point(end, "", suffix if year_twice else "", span, drop_first=True)
    middle = delimiter.join(left) + largest.range_delimiter + delimiter.join(right)
    around = [
        *_render_point(date.begin, date.season, suffix, parts[:first]),
        middle,
        *_render_point(date.begin, date.season, suffix, parts[last + 1 :]),
    ]
    return delimiter.join(around)


def _era(point: DatePoint) -> str:
    """Return "bc", "ad", or nothing for the years that go without."""
    return "bc" if point[0] < 0 else ("ad" if 0 < point[0] < 1000 else "")


def _render_point(
    point: DatePoint,
    season: str,
    suffix: str,
    parts: list[DatePart],
    drop_last: bool = False,
    drop_first: bool = False,
    era: bool = True,
) -> list[str]:
    """Return each non-empty part of a date, in order, without the affixes next to a range dash."""
    written = [
        (
            part,
            part.write(point, season, suffix) if era or part.name != "year" else str(abs(point[0])),
        )
        for part in parts
    ]
    written = [(part, text) for part, text in written if text]
    rendered = []
    for index, (part, text) in enumerate(written):
        wrap = part.wrap
        if drop_last and index == len(written) - 1:
            wrap = part.wrap_before_range
        elif drop_first and index == 0:
            wrap = part.wrap_after_range
        rendered.append(wrap(text) if wrap else text)
    return rendered


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
    """Return a function that writes one part of a date, without affixes."""
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
