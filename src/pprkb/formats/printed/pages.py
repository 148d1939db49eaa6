"""Pages of a printed reference: their dash, and what is odd about them."""

from __future__ import annotations

import re

from pprkb.formats.printed.reading import Reading
from pprkb.text.number import whole_number

DASH = r"\s?(?:[-‐‑‒–—−]{1,3}|\bto\b)\s?"
PAGE = r"(?:[A-Za-z]{0,3}\d{1,20}[A-Za-z]?(?:\.[a-z]?\d{1,5})?|\b[ivxlcdm]{1,8}\b)"
RANGE = re.compile(rf"(?P<first>{PAGE}){DASH}(?P<last>{PAGE})")
"""Two pages with a dash or "to" between them."""


def is_cut(reading: Reading, page: str, end: int) -> bool:
    """Say whether the text ends in a page that can only be the beginning of a number."""
    match = RANGE.fullmatch(page)
    if match is None or reading.text[end:].strip():
        return False
    first, last = match["first"], match["last"]
    return (
        first.isdigit()
        and last.isdigit()
        and len(last) <= len(first)
        and whole_number(last, 0) <= whole_number(first, 0)
    )


def pages(page: str) -> str:
    """Write ranges with an en dash: "200 to 211" is "200–211"."""
    return RANGE.sub(lambda match: f"{match['first']}–{match['last']}", page)


def check_pages(reading: Reading, page: str) -> None:
    """Doubt pages that run backwards; "270-7" is short for "270-277"."""
    match = RANGE.match(page)
    if match is None or not (match["first"] + match["last"]).isdecimal():
        return
    first, last = match["first"], match["last"]
    if len(last) < len(first):
        full = first[: -len(last)] + last
        if whole_number(full, 0) <= whole_number(first, 0):
            reading.doubt(f"The pages {page} run backwards.")
    elif whole_number(last, 0) < whole_number(first, 0):
        reading.doubt(f"The pages {page} run backwards.")
