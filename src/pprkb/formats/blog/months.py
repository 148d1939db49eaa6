"""Headings that name the month of the posts below them."""

from __future__ import annotations

import re

from pprkb.model.summary import Month
from pprkb.text.folding import fold
from pprkb.text.number import whole_number

_LISTS = (
    "january february march april may june july august september october november december",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "jan feb mar apr may jun jul aug sep oct nov dec",
)
_NUMBERS = {name: n for names in _LISTS for n, name in enumerate(names.split(), start=1)}
_NUMBERS["sept"] = 9
_AROUND = frozenset(
    "a and archive archives article articles blog blogs blogue by date de des du edition "  # noqa: SIM905
    "entries entry for from in issue issues month monthly news newsletter of on our post posted "
    "posts practice pprnet psychotherapy published research network summaries summary the this "
    "update updates".split()
)
_HEADING_AT_MOST = 120
_WORDS_AT_MOST = 8
_WORD = re.compile(r"[^\W_]+")
_YEARS = range(1990, 2100)
_COUNT = re.compile(r"\(\d{1,3}\)\Z")
_BY = re.compile(r"\s+by\s+[^\W\d_].{1,40}\Z", re.IGNORECASE)
_ISO = re.compile(r"((?:19|20)\d{2})[-/](0?[1-9]|1[0-2])\Z")


def month_heading(text: str, year: int | None = None) -> Month | None:
    """Return the month that a line announces, if that is all it does.

    "June 2017", "2017 June", "PPRNet Blog: June, 2017", "June 1, 2017", "juin 2017", "2017-06" and
    "June 2017 (3)" are month headings; "What we learned in June 2017" is not.

    Args:
        text: A line.
        year: The year that stands above, for a line that is a month alone.
    """
    if len(text) > _HEADING_AT_MOST:
        return None
    bare = _BY.sub("", _COUNT.sub("", text.strip())).strip()
    if iso := _ISO.match(bare):
        return Month(whole_number(iso[1], 0), whole_number(iso[2], 0))
    words = [fold(word) for word in _WORD.findall(bare)]
    if not words or len(words) > _WORDS_AT_MOST:
        return None
    months = [_NUMBERS[word] for word in words if word in _NUMBERS]
    numbers = [whole_number(word, 0) for word in words if word.isdecimal()]
    years = [number for number in numbers if number in _YEARS]
    if not years and year is not None and len(words) == 1:
        years = [year]
    days = [number for number in numbers if 1 <= number <= 31]
    rest = [word for word in words if word not in _NUMBERS and not word.isdecimal()]
    if len(months) != 1 or len(years) != 1 or len(days) > 1:
        return None
    if len(numbers) - len(days) > 1 or not _AROUND.issuperset(rest):
        return None
    return Month(years[0], months[0])


def year_heading(text: str) -> int | None:
    """Return the year that a line announces, if that is all it does: "2017", "Posts of 2017"."""
    if len(text) > _HEADING_AT_MOST:
        return None
    words = [fold(word) for word in _WORD.findall(text)]
    years = [year for word in words if (year := whole_number(word)) in _YEARS]
    rest = [word for word in words if not word.isdecimal()]
    alone = len(years) == 1 and len(words) - len(rest) == 1
    return years[0] if alone and _AROUND.issuperset(rest) else None
