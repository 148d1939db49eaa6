"""Numbers as prose prints them: statistics, counts with separators, number words."""

from __future__ import annotations

import re

from pprkb.text.number import whole_number

GAP = r"[ \n]{0,16}+"
"""Blanks between the parts of a statistic: markup that was blanked leaves many."""

_NOT_A_STATISTIC = (
    r"(?![\w%]|\.\d|[ -]{0,2}(?:%|percent|per cent|mg|ml|kg|weeks?|sessions?|years?|months?"
    r"|days?|hours?|minutes?|stud(?:y|ies)|trials?|patients|clients|participants|times)\b"
    r"| ?%)"
)
"""What must not follow: the rest of another number, or a unit of something else."""

VALUE = rf"(?:[-+] ?+)?(?:\d++(?:\.\d++|,\d{{1,3}}+(?!,\d)|(?!,\d))|\.\d++){_NOT_A_STATISTIC}"
"""A statistic's value. "0,57" is taken whole, lest it be read as 0."""

DECIMAL = rf"(?=[-+ ]{{0,2}}\d{{0,4}}+[.,]\d){VALUE}"
"""A value with a decimal point."""

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORTH = {
    **{word: number for number, word in enumerate(_UNITS)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
}
NUMBER_WORDS = (*_WORTH, "hundred", "thousand")
_WORDS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))

_BY_COMMA, _BY_BLANK = r",[ ]?\d{3}(?!\d)", r"[ ]\d{3}(?!\d)"
_NEXT_WORD = rf"(?:-|[ ](?:and[ ])?)(?:{_WORDS})\b"
# A group is never repeated possessively: before 3.11.5 Python loses its way in such a group
# (CPython issue 106052). What follows forbids that a part is given back instead.
COUNT = (
    rf"(?:\d{{1,3}}+(?:{_BY_COMMA}){{1,5}}(?!{_BY_COMMA})"
    rf"|\d{{1,3}}+(?:{_BY_BLANK}){{1,5}}(?!{_BY_BLANK})|\d++"
    rf"|(?i:(?:an?[ ](?=hundred|thousand))?(?:{_WORDS})\b(?:{_NEXT_WORD}){{0,8}}(?!{_NEXT_WORD})))"
)
"""A number of things: "14,000", "14, 000", "1 204", "two hundred", "thirty-five"."""

P_VALUE = re.compile(
    rf"\b[pP](?:s|[- ]?values?)?{GAP}(?P<sign><=|>=|[=<>≤≥]){GAP}"
    r"(?:(?P<ns>n\.s\.|ns\b|n\.s\b)|(?P<p>[-+]?[ ]?(?:\d{1,6}+(?:[.,]\d{1,20}+)?|\.\d{1,20}+))"
    rf"(?P<power>{GAP}[×x*]{GAP}10|[.]10-?\d|[eE][-+]?\d|\^)?(?![\d%]))"
)
"""A p with its sign, or the words in its place."""
P_AHEAD = re.compile(
    rf"[(\[]{GAP}[pP]{GAP}(?P<sign><=|>=|[=<>≤≥]){GAP}(?P<p>0?[.,]\d{{1,20}}+){GAP}[,;]{GAP}\Z"
)
"""A p at the beginning of brackets."""
SIGNS = {"<=": "≤", ">=": "≥", "==": "=", ":": "=", "~": "≈"}
"""How signs are printed, where that is not as they are read."""


def printed(value: str, original: str) -> str:
    """Return a value as the text prints it, with a sign that can be read as one.

    Args:
        value: The value in the plain text.
        original: The same stretch of the text.
    """
    digits = value.lstrip("+- ")
    if not value.startswith("-"):
        return digits
    return ("-" if original.startswith("-") else "−") + digits


def count(written: str) -> int | None:
    """Return the number that `COUNT` matched; None for a year.

    >>> count("14, 000"), count("two hundred"), count("thirty-five"), count("2011")
    (14000, 200, 35, None)
    """
    digits = written.replace(",", "").replace(" ", "")
    if digits.isdecimal():
        number = whole_number(digits, most=10**12 - 1)
        year = number is not None and len(written) == 4 and 1900 <= number <= 2100
        return None if year else number
    total = 0
    group = 0
    for word in written.casefold().replace("-", " ").split():
        if word == "hundred":
            group = (group or 1) * 100
        elif word == "thousand":
            total += (group or 1) * 1000
            group = 0
        else:
            group += _WORTH.get(word, 0)
    return total + group


def number(written: str) -> float:
    """Return a value as a number, with a point or a comma."""
    return float(written.replace(" ", "").replace(",", "."))


def read_p(match: re.Match[str]) -> tuple[str, str, tuple[str, ...]]:
    """Return a p with its sign, the words in its place, and what to look at."""
    if match["ns"]:
        return "", match["ns"], ()
    sign = SIGNS.get(match["sign"], match["sign"])
    written = match["p"].replace(" ", "")
    if match["power"]:
        return "", "", ("p in powers of ten is left out",)
    value = number(written)
    if not 0 < value <= 1 or (value == 1 and sign in ">≥"):
        return "", "", (f"impossible p {sign} {written}",)
    return f"{sign} {written}", "", ()
