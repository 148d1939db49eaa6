"""Values in the files of other programs: text with its markup and entities, and dates."""

from __future__ import annotations

import html
import re

from pprkb.model.reference import PartialDate
from pprkb.text.markup import NOCASE_OPEN, SMALL_CAPS_OPEN, SPAN_CLOSE
from pprkb.text.number import MOST, whole_number
from pprkb.text.word_lists import word_lists

# -- text: JATS and HTML markup, entities, odd blanks --------------------------------------------

# Tags that CSL's rich text has are kept; of all others only the text is.

_TAG = re.compile(
    r"""<(?P<close>/?)(?:[a-z]+:)?(?P<name>[a-z][a-z0-9-]*)
        (?:\s+[\w:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*/?>""",
    re.VERBOSE | re.IGNORECASE,
)
_COMMENTS = (("<!--", "-->"), ("<?", "?>"))
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
# Neither of two titles holds the other, so that the work grows with the length alone.
_TITLE = re.compile(
    r"<(?:jats:)?title[^<>]*>((?:(?!</?(?:jats:)?title).)*)</(?:jats:)?title>",
    re.DOTALL | re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});")
_RICH = {
    "i": "i", "em": "i", "italic": "i", "b": "b", "strong": "b", "bold": "b", "sub": "sub",
    "inf": "sub", "sup": "sup", "scp": "sc", "sc": "sc",
}  # fmt: skip
_SMALL_CAPS = {"": '<span style="font-variant:small-caps;">', "/": "</span>"}
_BLOCKS = frozenset(("p", "sec", "title", "br", "break", "div", "list", "list-item", "label", "li"))
_INVISIBLE = dict.fromkeys(
    [*range(9), *range(14, 32), 0x7F, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF]
)
# Behind "Ã" it is the half of a letter that was decoded wrongly, which must be found.
_SOFT_HYPHEN = re.compile("(?<!Ã)\u00ad")
_BEFORE_MARK = re.compile(r"\s+([,;:.?!)\]])(?!\w)")
_OPEN_BLANK = re.compile(r"(<(?:i|b|sub|sup)>)\s+")
_BLANK_CLOSE = re.compile(r"\s+(</(?:i|b|sub|sup)>)")
_KEPT_TAG = re.compile(
    r'<(?P<close>/?)(?P<name>i|b|sub|sup)>|<span style="font-variant:small-caps;">|</span>'
)
_FOOTNOTE = re.compile(r"[*†‡§]|<sup>\s*[*†‡§]\s*</sup>")
_FULL_STOP = re.compile(r"(?<![.\s])(?<!\b[A-Z])(?<!\betc)(?<!\bvs)\.$")
_HEADING = re.compile(r"(?:abstract|summary)[.:]?\s+", re.IGNORECASE)


def agency_line(text: str) -> str:
    """Return a value as one line of plain text, such as a name or a publisher."""
    return _one_line(_TAG.sub(_nothing, _decoded(text)))


def agency_title(text: str) -> str:
    """Return a title as CSL rich text, without a full stop or footnote mark at its end.

    Its capitals stay: titles are put into sentence case where they are printed.
    """
    return _FULL_STOP.sub("", _without_footnote(agency_rich(text))).strip()


def agency_rich(text: str) -> str:
    """Return a text as CSL rich text, such as the name of a journal, which may end in a stop."""
    title = _one_line(_TAG.sub(_rich, _decoded(text)))
    title = _OPEN_BLANK.sub(r" \1", title)
    title = _BLANK_CLOSE.sub(r"\1 ", title)
    return _BEFORE_MARK.sub(r"\1", _one_line(_balanced(title)))


def agency_paragraphs(text: str) -> str:
    """Return an abstract as plain text on one line; its headings stay as words with a colon."""
    text = _TITLE.sub(_heading, _decoded(text))
    return _HEADING.sub("", _one_line(_TAG.sub(_nothing, text)), count=1)


def _without_footnote(title: str) -> str:
    """Remove the marks of footnotes at the end, and blanks before them."""
    end = len(title)
    for mark in reversed(list(_FOOTNOTE.finditer(title))):
        if title[mark.end() : end].strip():
            break
        end = mark.start()
    return title if end == len(title) else title[:end].rstrip()


def _heading(title: re.Match[str]) -> str:
    words = title[1].strip()
    return f" {words.rstrip(' .:')}: "


def _decoded(text: str) -> str:
    """Decode entities; some publishers encode them twice."""
    for opening, closing in _COMMENTS:
        text = _without(text, opening, closing)
    text = _CDATA.sub("", text)
    for _ in range(2):
        text = html.unescape(text)
    return _SOFT_HYPHEN.sub("", text.translate(_INVISIBLE))


def _without(text: str, opening: str, closing: str) -> str:
    """Cut out comments; what opens and never closes is text."""
    kept: list[str] = []
    position = 0
    while (start := text.find(opening, position)) >= 0:
        end = text.find(closing, start + len(opening))
        if end < 0:
            break
        kept.append(text[position:start])
        position = end + len(closing)
    return "".join(kept) + text[position:]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _nothing(tag: re.Match[str]) -> str:
    return " " if tag["name"].lower() in _BLOCKS else ""


def _rich(tag: re.Match[str]) -> str:
    name = _RICH.get(tag["name"].lower())
    if name is None:
        return _nothing(tag)
    return _SMALL_CAPS[tag["close"]] if name == "sc" else f"<{tag['close']}{name}>"


def _balanced(title: str) -> str:
    """Remove tags that close nothing or hold nothing, and close those that stay open."""
    out: list[str] = []
    open_tags: list[tuple[str, int]] = []
    position = 0
    for tag in _KEPT_TAG.finditer(title):
        if tag.start() > position:
            out.append(title[position : tag.start()])
        position = tag.end()
        name = tag["name"] or "span"
        if not tag.group().startswith("</"):
            open_tags.append((name, len(out)))
            out.append(tag.group())
        elif open_tags and open_tags[-1][0] == name:
            start = open_tags.pop()[1]
            if start == len(out) - 1:
                del out[start:]
            else:
                out.append(tag.group())
    out.append(title[position:])
    return "".join(out) + "".join(f"</{name}>" for name, _ in reversed(open_tags))


def rich_text(text: str) -> str:
    """Return a text of another program as CSL rich text.

    Entities are decoded, pairs of tags that format become CSL's, pairs that only structure go.
    What is not closed, or not known, stays as it is, for a person to look at.
    """
    if "<" not in text and "&" not in text:
        return text
    for _ in range(3):
        decoded = html.unescape(text) if _ENTITY.search(text) else text
        if decoded == text:
            break
        text = decoded
    pieces: list[str] = []
    open_tags: list[tuple[str, int]] = []
    position = 0
    for tag in _TAG.finditer(text):
        pieces += [text[position : tag.start()], tag.group()]
        position = tag.end()
        name = tag["name"].lower()
        if tag.group().endswith("/>") or name in ("br", "break"):
            pieces[-1] = " "
        elif not tag["close"]:
            open_tags.append((name, len(pieces) - 1))
        elif open_tags and open_tags[-1][0] == name:
            _, begin = open_tags.pop()
            pieces[begin], pieces[-1] = _pair(name, pieces[begin], pieces[-1])
        else:
            open_tags = [opened for opened in open_tags if opened[0] != name]
    return "".join([*pieces, text[position:]]).strip()


def _pair(name: str, opening: str, closing: str) -> tuple[str, str]:
    """Return the replacement of a pair of tags."""
    if opening in (NOCASE_OPEN, SMALL_CAPS_OPEN):
        return opening, closing
    rich = _RICH.get(name)
    if rich == "sc":
        return SMALL_CAPS_OPEN, SPAN_CLOSE
    return (f"<{rich}>", f"</{rich}>") if rich else ("", "")


# -- Dates as databases and other programs write them --------------------------------------------

SEASONS = ("spring", "summer", "autumn", "winter")
_SEASON_NUMBERS = {name: number for number, name in enumerate(SEASONS, 1)} | {"fall": 3}
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_ENGLISH, 1)} | {
    "mär": 3, "mrz": 3, "mai": 5, "okt": 10, "dez": 12, "ene": 1, "abr": 4, "ago": 8, "dic": 12,
    "fév": 2, "avr": 4, "juin": 6, "juil": 7, "aoû": 8, "déc": 12, "mrt": 3, "maa": 3, "mei": 5,
    "sept": 9,
}  # fmt: skip
_MONTH_WORD = re.compile(r"[^\W\d_]{3,10}\.?$")
_CIRCA = re.compile(r"(?:\bcirca\b|\bca?\.\s*|^ca\s*(?=\d)|(?<=\d)\?)", re.IGNORECASE)
_COPYRIGHT = re.compile(r"^(?:©|\(c\)|c(?=\d))\s*", re.IGNORECASE)
_NO_DATE = re.compile(r"(?:n\.?\s?d\.?|no date|undated|s\.\s?a\.|o\.\s?j\.|n/?a)$", re.IGNORECASE)
_PARTS = re.compile(
    r"(?P<year>-?\d{1,4})"
    r"(?:[/-](?P<month>\d{0,2})(?:[/-](?P<day>\d{0,2})(?:[/ T](?P<other>.*))?)?)?/*"
)
_TO = re.compile(r"to (?P<year>-?\d{1,4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?$")
_COMPACT = re.compile(r"(1[5-9]\d\d|20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$")
_BACKWARDS = re.compile(
    r"(?:(?P<day>\d{1,2})(?P<mark>[./-]))?(?P<month>\d{1,2})[./-](?P<year>\d{4})$"
)
_YEARS = re.compile(r"(\d{4})\s*[-–/]\s*(\d{4}|\d\d)$")
_WORDS = re.compile(r"\d+(?:st|nd|rd|th)\b|\d+|[^\W\d_]+", re.IGNORECASE)


def read_date(text: str) -> PartialDate | None:
    """Read a date.

    Nothing is guessed: of "12/05/2019" the year alone is certain.

    Args:
        text: Such as `2015/04/27/`, `2015///Spring`, `2014 Sep-Oct`, `15 March 2018`.

    Returns:
        The date, with words that cannot be parsed as its `literal`, or None.
    """
    text = text.strip()
    if not text.strip("/ -.") or _NO_DATE.match(text):
        return None
    bare = _COPYRIGHT.sub("", text.strip("[](). "), count=1).strip("() ")
    circa = bool(_CIRCA.search(bare))
    bare = _CIRCA.sub(" ", bare).strip()
    parts = _numbers(bare) or _words(bare)
    if parts is None:
        return PartialDate(literal=text)
    return PartialDate(**parts, circa=circa, literal="")


def _numbers(text: str) -> dict[str, int] | None:
    if match := _COMPACT.match(text):
        return _checked(
            whole_number(match[1], 0), whole_number(match[2], 0), whole_number(match[3], 0)
        )
    if match := _YEARS.match(text):
        first, last = whole_number(match[1], 0), whole_number(match[2], 0)
        last = last if last > 99 else first // 100 * 100 + last
        # "2015-04" is a month.
        if first < last and (len(match[2]) == 4 or whole_number(match[2], 0) > 12 or "–" in text):
            return {"year": first, "end_year": last}
    if match := _BACKWARDS.match(text):
        return _backwards(match)
    match = _PARTS.fullmatch(text)
    if match is None:
        return None
    parts = _checked(
        whole_number(match["year"], 0, least=-MOST),
        *(whole_number(match[part] or "0", 0) for part in ("month", "day")),
    )
    other = (match["other"] or "").strip()
    if parts is None or not other or re.match(r"[\d:.]+(?:Z|[+-][\d:]+)?$", other):
        return parts
    if end := _TO.match(other):
        parts |= {
            f"end_{name}": whole_number(end[name], 0, least=-MOST)
            for name in ("year", "month", "day")
            if end[name]
        }
        return parts
    year = f"{abs(parts['year']):04d}"
    words = _words(other if year in other else f"{year} {other}") or {}
    fitting = "month" not in parts or words.get("month") == parts["month"]
    if words.get("year") == abs(parts["year"]) and fitting and "day" not in parts:
        # "2020/11//Nov/Dec2020"
        parts = words | parts
    return parts


def _checked(year: int, month: int, day: int) -> dict[str, int] | None:
    if month > 12 or day > 31:
        return None
    parts: dict[str, int] = {"year": year}
    if month:
        parts["month"] = month
        if day:
            parts["day"] = day
    return parts


def _backwards(match: re.Match[str]) -> dict[str, int] | None:
    """Read "25.12.2018"; where day and month could change places the year alone is certain."""
    year, month, day = (
        whole_number(match["year"], 0, least=-MOST),
        whole_number(match["month"], 0),
        whole_number(match["day"] or "0", 0),
    )
    if match["day"] and match["mark"] != "." and day <= 12 and month <= 12 and day != month:
        return {"year": year}
    if month > 12 >= day > 0:
        month, day = day, month
    return _checked(year, month, day) or {"year": year}


def _words(text: str) -> dict[str, int] | None:
    """Read "April 2015", "2015 Apr 27", "Nov/Dec2020", "2015/october", "Winter 2014"."""
    years: list[int] = []
    months: list[int] = []
    days: list[int] = []
    seasons: list[int] = []
    for word in _WORDS.findall(text):
        lower = word.lower()
        digits = re.sub(r"\D", "", word)
        if len(digits) == 4 and digits == word:
            years.append(whole_number(word, 0))
        elif digits and whole_number(digits[:3], 0) <= 31 and len(digits) <= 2:
            days.append(whole_number(digits, 0))
        elif lower in _SEASON_NUMBERS:
            seasons.append(_SEASON_NUMBERS[lower])
        elif month := _month(lower):
            months.append(month)
        elif lower not in ("of", "the", "de", "to", "and", "issue"):
            return None
    if not 1 <= len(years) <= 2 or len(months) > 2 or len(seasons) > 2 or len(days) > 2:
        return None
    if (months and seasons) or (days and len(months) != 1) or (len(years) == 2 and days):
        return None
    parts: dict[str, int] = {"year": years[0]}
    for name, numbers in (("month", months), ("day", days), ("season", seasons)):
        if numbers:
            parts[name] = numbers[0]
    if len(years) == 2 or any(len(numbers) == 2 for numbers in (months, days, seasons)):
        parts["end_year"] = years[-1]
        for name, numbers in (("month", months), ("day", days), ("season", seasons)):
            if numbers and (len(numbers) == 2 or (name == "month" and len(days) == 2)):
                parts[f"end_{name}"] = numbers[-1]
    return parts


def _month(word: str) -> int:
    if word in _MONTHS:
        return _MONTHS[word]
    if not _MONTH_WORD.match(word):
        return 0
    return _MONTHS.get(word[:4]) or _MONTHS.get(word[:3], 0) if _is_month(word) else 0


_LONG = word_lists(__file__)["months"]


def _is_month(word: str) -> bool:
    return word in _LONG


def iso_date(date: PartialDate) -> str:
    """Return a date in ISO 8601, its end after a slash; words as they are."""
    if date.year is None:
        return " ".join(date.literal.split())
    text = _iso(date.year, date.month, date.day)
    if date.end_year:
        text += f"/{_iso(date.end_year, date.end_month, date.end_day)}"
    return text


def _iso(year: int, month: int | None, day: int | None) -> str:
    sign = "-" if year < 0 else ""
    text = f"{sign}{abs(year):04d}"
    if month:
        text += f"-{month:02d}"
        if day:
            text += f"-{day:02d}"
    return text
