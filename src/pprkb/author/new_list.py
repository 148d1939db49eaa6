"""A new reading list for a teacher to fill: sections by topic or by week."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pprkb.author.terms import term_id
from pprkb.model.errors import EditError
from pprkb.model.library import Library
from pprkb.sources.change import Change
from pprkb.sources.vocabulary import is_id
from pprkb.sources.yaml_style import yaml_text

VERBS = frozenset({"new", "pin", "unpin", "suggest", "diff", "check", "write"})
"""Words after `pprkb reading-list` that are no lists."""


_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z")
"""Names that no file may have on Windows."""


def new_list(
    library: Library,
    slug: str,
    *,
    title: str,
    topics: Iterable[str] = (),
    since: int | None = None,
    at_most: int = 5,
    course: str = "",
    term: str = "",
    weeks: int | None = None,
) -> Change:
    """Return the change that writes a new list's file.

    Args:
        library: What there is already.
        slug: The list's name: lower-case letters, digits and hyphens.
        title: The list's title.
        topics: Ids, labels or aliases of topics; each becomes a section that asks for its works.
        since: Earliest year of publication.
        at_most: How many works answer each question.
        course: The code of a course.
        term: The term of the course.
        weeks: How many empty weeks there are, where no topics are named.

    Raises:
        NotFoundError: A topic is not in the library.
        EditError: The name cannot be one, or is taken.
    """
    if not is_id(slug) or slug in VERBS or _DEVICE.match(slug):
        raise EditError(
            f'"{slug}" cannot be the name of a list',
            hint="use lower-case letters, digits and hyphens, such as alliance-2027",
        )
    if not title.strip():
        raise EditError("the list has no title", hint="give it one with --title")
    if slug in library.reading_lists:
        raise EditError(f'there is a list "{slug}" already', hint="choose another name")
    lines = [f"title: {yaml_text(title)}"]
    if course or term:
        lines.append("course:")
        lines += [f"  {name}: {yaml_text(word)}" for name, word in _course(course, term) if word]
    lines += ["style: apa", "depth: implications", "sections:"]
    ids = list(dict.fromkeys(term_id(one, library.topics, "topic") for one in topics))
    for one in ids:
        lines.append(f"  - heading: {yaml_text(library.topics[one].label)}")
        lines += ["    items:", f"      - topic: {one}"]
        lines += [f"        since: {since}"] if since else []
        lines.append(f"        max: {at_most}")
    for week in range(1, (weeks or 1) + 1) if not ids else ():
        lines.append(f'  - heading: "Week {week}"')
        lines.append("    items:")
        lines.append("      # - reference: KEY, then importance: essential, recommended or further")
    return Change(
        path=f"data/reading-lists/{slug}.yaml",
        before=None,
        after=("\n".join(lines) + "\n").encode(),
    )


def _course(code: str, term: str) -> tuple[tuple[str, str], ...]:
    return ("code", code), ("term", term)
