"""Numbers and page ranges: recognize them and write them out (CSL 1.0.2, Number, Page Ranges)."""

from __future__ import annotations

import re
from collections.abc import Callable

from pprkb.csl.files.locales import LocaleData

_WHOLE = re.compile(r"-?\d{1,15}")

# CSL 1.0.2, Choose, is-numeric: numbers may have affixes and be joined by comma, hyphen, ampersand
_SEPARATOR = r"(?:\s*\\?[,&;\-\u2013—]\s*|\s+(?:and|to)\s+)"


def _list_of(number: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{number}(?:{_SEPARATOR}{number})*\.?\s*$")


_ARABIC = _list_of(r"(?:[A-Za-z]{0,3}\d+[A-Za-z]{0,3})")
_ROMAN_NUMERALS = _list_of(r"[ivxlcdmIVXLCDM]+")
_TOKENS = re.compile(r"([,;]?\s+(?:and|to)\s+|\s*(?:\\?[-\u2013—]|[,&;])\s*)")
_GROUPED = re.compile(r"^\d{1,3}(?:,\d{3})+$")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def whole_number(text: str, least: int = 0) -> int | None:
    """Return the whole number that a text is; None if there is none, or of more than 15 digits.

    Python's own `int` fails on "²" and on thousands of digits, and reads "1_000" as a number.
    """
    if _WHOLE.fullmatch(text.strip()) and (number := int(text)) >= least:
        return number
    return None


def is_numeric(text: str) -> bool:
    """Return whether content consists solely of numbers (CSL 1.0.2, Choose)."""
    return bool(_ARABIC.match(text) or _ROMAN_NUMERALS.match(text))


def is_plural(text: str, conjunction: str = "and") -> bool:
    """Return whether content names more than one number (CSL 1.0.2, Label, contextual)."""
    text = text.replace(f" {conjunction} ", " and ")
    if _GROUPED.match(text.strip()):
        return False
    # an escaped hyphen joins the parts of one number
    numbers = _TOKENS.split(text.replace("\\-", ""))[0::2]
    # "1, fol. 186" goes on to something else after the first number
    return len(numbers) > 1 and all(is_numeric(number) for number in numbers[:2])


def format_number(text: str, form: str, locale: LocaleData, gender: str) -> str:
    """Write each number of `text` in `form`, and its separators in their standard shape."""
    if not is_numeric(text) or _GROUPED.match(text.strip()):
        return text.replace("\\-", "-")
    pieces = _TOKENS.split(text.strip())
    written = []
    for index, piece in enumerate(pieces):
        if index % 2:
            written.append(_separator(piece))
        elif piece.isascii() and form != "numeric" and (number := whole_number(piece)) is not None:
            written.append(_written(number, form, locale, gender))
        else:
            written.append(piece)
    return "".join(written)


def _separator(text: str) -> str:
    bare = text.strip()
    if bare in (",", ";", "&"):
        return {",": ", ", ";": "; ", "&": " & "}[bare]
    if bare == "\\-":
        return "-"
    return "\u2013" if bare in ("-", "\u2013", "—") else text


def _written(number: int, form: str, locale: LocaleData, gender: str) -> str:
    if form == "ordinal":
        return ordinal(number, locale, gender)
    if form == "long-ordinal":
        return _long_ordinal(number, locale, gender)
    if form == "roman":
        return roman(number)
    return str(number)


def roman(number: int) -> str:
    """Return lower-case roman numerals up to 4999; larger numbers stay arabic."""
    if not 0 < number < 5000:
        return str(number)
    written = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written.append(letters * count)
    return "".join(written)


def ordinal(number: int, locale: LocaleData, gender: str = "") -> str:
    """Return a number with the best matching suffix (CSL 1.0.2, Ordinal Suffixes)."""
    last_two, last_one = number % 100, number % 10
    candidates = [(last_two, ("last-two-digits", "whole-number"))]
    for value, matches in (*candidates, (last_one, ("last-digit",))):
        name = f"ordinal-{value:02d}"
        term = locale.gendered.get((name, gender)) or locale.terms.get((name, "long"))
        if term is None:
            continue
        match = term.match or ("last-digit" if value < 10 else "last-two-digits")
        if match == "whole-number" and number != value:
            continue
        if match == "last-digit" and value != last_one:
            continue
        if match in matches or value == number or match == "last-digit":
            return f"{number}{term.single}"
    term = locale.gendered.get(("ordinal", gender)) or locale.terms.get(("ordinal", "long"))
    return f"{number}{term.single if term else ''}"


def _long_ordinal(number: int, locale: LocaleData, gender: str) -> str:
    name = f"long-ordinal-{number:02d}"
    term = locale.gendered.get((name, gender)) or locale.terms.get((name, "long"))
    return term.single if term and 1 <= number <= 10 else ordinal(number, locale, gender)


_RANGE = re.compile(r"(?<!\\)\s*[-\u2013—]+\s*")
# a comma before three digits groups the digits of one number
_LIST = re.compile(r"(\s*(?:,(?!\d{3}(?!\d))|[&;])\s*)")
_END = re.compile(r"^(.*?)(\d+)$", re.DOTALL)

PageFormatter = Callable[[str], str]


def compile_page_format(range_format: str, delimiter: str, ampersand: str) -> PageFormatter:
    """Return a function that rewrites each range in a page field."""
    shorten = _SHORTENERS.get(range_format)

    def rewrite(text: str) -> str:
        if text.isalnum():
            return text
        pieces = _LIST.split(text)
        return "".join(
            separator(piece) if index % 2 else pages(piece) for index, piece in enumerate(pieces)
        )

    def separator(text: str) -> str:
        bare = text.strip()
        return f" {ampersand} " if bare == "&" else f"{bare} "

    def pages(text: str) -> str:
        sides = _RANGE.split(text)
        if len(sides) == 2:
            begin, end = _END.match(sides[0]), _END.match(sides[1])
            if begin and end:
                full = _full_end(begin[1], begin[2], end[1], end[2])
                if full is None:
                    return f"{sides[0]}-{sides[1]}"
                if shorten is None:
                    return sides[0] + delimiter + sides[1]
                # only the expanded format repeats a prefix such as the n of "n11564"
                prefix = begin[1] if range_format == "expanded" else ""
                return sides[0] + delimiter + prefix + shorten(begin[2], full)
        return delimiter.join(sides).replace("\\-", "-")

    return rewrite


def _full_end(prefix: str, begin: str, end_prefix: str, end: str) -> str | None:
    """Return all digits of the second number; None if the two are no range of numbers."""
    if end_prefix != prefix:
        return None
    if len(end) < len(begin):
        end = begin[: len(begin) - len(end)] + end
    return end


def _changed_digits(begin: str, end: str, at_least: int) -> str:
    """Drop the leading digits that two numbers share, keeping `at_least` digits."""
    if len(begin) != len(end):
        return end
    common = 0
    while common < len(end) - at_least and begin[common] == end[common]:
        common += 1
    return end[common:]


def _chicago_15(begin: str, end: str) -> str:
    # with three digits changing, the 15th edition gives all of a four-digit number
    if len(begin) == len(end) == 4 and len(_changed_digits(begin, end, 2)) > 2:
        return end
    return _chicago_16(begin, end)


def _chicago_16(begin: str, end: str) -> str:
    number = whole_number(begin) or 0
    if number < 100 or number % 100 == 0:
        return end
    if number % 100 < 10:
        return _changed_digits(begin, end, 1)
    return _changed_digits(begin, end, 2)


_SHORTENERS: dict[str, Callable[[str, str], str]] = {
    "expanded": lambda _begin, end: end,
    "minimal": lambda begin, end: _changed_digits(begin, end, 1),
    "minimal-two": lambda begin, end: _changed_digits(begin, end, 2),
    "chicago": _chicago_15,
    "chicago-15": _chicago_15,
    "chicago-16": _chicago_16,
}
