"""Whole numbers in words."""

from __future__ import annotations

_ENGLISH = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_ENGLISH_TENS = (
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
"""From twenty on."""
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_FRENCH = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
    "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
_FRENCH_TENS = (
    "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt",
    "quatre-vingt",
)  # fmt: skip
"""From twenty on; seventy and ninety are said with the one before."""
_YEARS = range(1100, 2100)
_LEAST_OF_A_CENTURY = 10
"""From it on, a year is said in two halves: "twenty ten", but "two thousand nine"."""


def spelled(number: int, language: str, *, ordinal: bool = False) -> str:
    """Return a whole number below a million in words; empty if the language is not known.

    An English number that may be a year is read as one: 1984 is "nineteen eighty-four".

    Args:
        number: From 0 to 999,999.
        language: "en" or "fr".
        ordinal: Whether it is English and ends in "st", "nd", "rd" or "th".
    """
    if language == "en":
        words = _english(number)
        return _as_ordinal(words) if ordinal else words
    return _french(number) if language == "fr" else ""


def _english(number: int) -> str:
    century, rest = divmod(number, 100)
    if number in _YEARS and century % 10 and not rest:
        return f"{_english(century)} hundred"
    if number in _YEARS and rest >= _LEAST_OF_A_CENTURY:
        return f"{_english(century)} {_english(rest)}"
    if number >= 1000:
        return _joined(_english(number // 1000), "thousand", number % 1000)
    if number >= 100:
        return _joined(_english(century), "hundred", rest)
    if number < len(_ENGLISH):
        return _ENGLISH[number]
    tens, ones = divmod(number, 10)
    return f"{_ENGLISH_TENS[tens - 2]}-{_ENGLISH[ones]}" if ones else _ENGLISH_TENS[tens - 2]


def _joined(count: str, unit: str, rest: int) -> str:
    return f"{count} {unit} {_english(rest)}" if rest else f"{count} {unit}"


def _as_ordinal(words: str) -> str:
    last = words.replace("-", " ").split()[-1]
    ending = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return words.removesuffix(last) + ending


def _french(number: int) -> str:
    for value, unit in ((1000, "mille"), (100, "cent")):
        count, rest = divmod(number, value)
        if count:
            parts = (_french(count) if count > 1 else "", unit, _french(rest) if rest else "")
            return " ".join(part for part in parts if part)
    if number < len(_FRENCH):
        return _FRENCH[number]
    tens, ones = divmod(number, 10)
    if tens in (7, 9):
        ones += 10  # soixante-dix, quatre-vingt-dix
    if not ones:
        return _FRENCH_TENS[tens - 2]
    # vingt et un, soixante et onze; but quatre-vingt-un
    link = " et " if ones % 10 == 1 and tens < 8 else "-"
    return f"{_FRENCH_TENS[tens - 2]}{link}{_FRENCH[ones]}"
