"""Whether a line of a text is a printed reference."""

from __future__ import annotations

import re

from pprkb.formats.printed.read import read_printed

_LONGEST = 3000
_DATE = re.compile(
    r"\((?:ca\. )?(?:1[4-9]|20)\d\d[a-z]?(?:,[^()]{1,30})?\)"
    r"|\((?:in press|n\.d\.)[^()]{0,3}\)|(?:1[4-9]|20)\d\d[.,]"
)
_SOURCES = frozenset(
    ("container_title", "publisher", "doi", "volume", "page", "event_title", "archive")
)


def looks_printed(line: str) -> bool:
    """Say whether a line is, probably, a reference printed in APA style.

    It begins with names as APA prints them, a date in parentheses follows, then a title and a
    source; prose that cites, titles and headings do not.

    Args:
        line: One line of a text.
    """
    if not 30 <= len(line) <= _LONGEST or not _DATE.search(line, 0, 1500):
        return False
    printed = read_printed(line)
    reference = printed.reference
    if reference is None or not reference.title or not reference.contributors:
        return False
    if not any(one.field == "issued" for one in printed.used):
        return False
    heads = [one for one in printed.used if one.field in ("author", "editor")]
    if not heads:
        return False
    issued = next(one for one in printed.used if one.field == "issued")
    behind = line[issued.end : issued.end + 3].strip()
    if behind[:1].islower() or not all(one.certain for one in heads if one.start < issued.start):
        return False
    persons = any(person.given for person in reference.contributors)
    sourced = any(one.field in _SOURCES or one.field == "url" for one in printed.used)
    return (persons or sourced) and len(reference.title) < 400
