"""Paragraphs on the series that a post belongs to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from pprkb.formats.blog.lines import Line
from pprkb.formats.blog.words import letters, may_be_title

_REPEATED_FROM = 60
_PREAMBLE_AT_MOST = 900
_NAMED = re.compile(r"[^\W\d_a-z][^.:?!]{4,110}(?::|\s[\u2013\u2014-])\s")
_FIRST_PERSON = re.compile(
    r"\bI\s+(?:will\s+|shall\s+|have\s+|am\s+|plan\s+to\s+|began\s+to\s+)?(?:been\s+)?"
    r"(?:review|summari[sz]|blog|writ|wrote|discuss|cover|present)\w*",
)
_OF_BLOG = re.compile(r"\bblogs?\b", re.IGNORECASE)
_OF_SERIES = re.compile(
    r"""\b(?:since|starting|beginning|begun|from|until|through)\s+(?:in\s+)?(?:january|february
      |march|april|may|june|july|august|september|october|november|december|last|this|next)\b
      | \b(?:each|every|a|per|this|next|last|coming|past)\s+(?:few\s+)?(?:month|year)s?\b
      | \bmonthly\b | \bseries\b | \bpart\s+(?:\d|[ivx]+\b|one|two|three)
      | \b(?:one|two|a|each)\s+chapters?\b""",
    re.VERBOSE | re.IGNORECASE,
)


class Preambles:
    """Tells the paragraphs that introduce a series from the text of a post."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Take all lines of a page: a paragraph of several posts introduces a series."""
        around: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for index, line in enumerate(lines):
            if len(line.text) >= _REPEATED_FROM and not may_be_title(line.text.rstrip(". ")):
                before = lines[index - 1].text if index else ""
                after = lines[index + 1].text if index + 1 < len(lines) else ""
                around[letters(line.text)].add((before, after))
        # A page may print a whole post twice; then the same lines stand around a paragraph.
        self._repeated = {words for words, places in around.items() if len(places) > 1}

    def is_one(self, line: Line) -> bool:
        """Return whether a line introduces a series.

        It stands on the page more than once, or it begins with the name of the series and a
        colon, and says in the first person, or of the blog, what is done for some months.
        """
        text = line.text
        if line.marker or len(text) < _REPEATED_FROM:
            return False
        if letters(text) in self._repeated:
            return True
        if len(text) > _PREAMBLE_AT_MOST:
            return False
        says = bool(_FIRST_PERSON.search(text)) + bool(_OF_BLOG.search(text))
        serial = bool(_OF_SERIES.search(text))
        return says >= 1 and serial if _NAMED.match(text) else says == 2 and serial
