"""Editions: "6th ed.", "Second edition", "Rev. ed.", "50th anniversary ed."."""

from __future__ import annotations

import re

from pprkb.formats.values.numbers import edition_number

_ORDINAL = (
    r"(?:\d{1,3}(?:st|nd|rd|th|d)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|eleventh|twelfth)"
)
EDITION = (
    rf"(?:(?:{_ORDINAL}|revised|rev\.|new|international|int['’]?l|student|kindle|abridged|expanded"
    r"|\d{1,3}\.?|anniversary|updated|enlarged|and|&|text)[ ,]{1,2}){1,4}(?:edition|edn|ed)\b\.?"
)
"""The pattern of an edition, to be matched without regard to case."""
_WHOLE = re.compile(rf"(?:{EDITION}|text rev(?:ision|\.)|rev(?:ised)?\.? ?ed\.?)$", re.IGNORECASE)


def is_edition(text: str) -> bool:
    """Say whether a text is an edition and nothing else."""
    return _WHOLE.match(text) is not None


def edition_value(text: str) -> str:
    """Return the number of "2nd ed." and "Second edition"; other editions in their words."""
    return edition_number(text.strip())
