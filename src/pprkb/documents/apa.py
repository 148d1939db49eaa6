"""What the APA manual asks of a reference and its CSL style cannot say, done before the style.

Sections are those of the Publication Manual of the American Psychological Association, 7th edition.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pprkb.csl import Run

_FIRST_WORD = re.compile(
    r"(?P<before>^|[:?!] )(?P<marks>(?:<(?:i|b)>|[\"“‘'(])*)(?P<word>[^\W\d_][\w’'-]*)"
)
_KINDS = {"dataset": "Data set", "motion_picture": "Film"}
"""What stands in brackets for a type that names no genre (sections 10.9 and 10.12)."""


def mended(item: dict[str, Any]) -> dict[str, Any]:
    """Return a CSL-JSON item as APA wants to see it; the item given stays as it is."""
    item = dict(item)
    if str(item.get("language", "en")).casefold().startswith("en"):
        _capitals(item)
    _publisher(item)
    kind = str(item.get("type", ""))
    if kind in _KINDS and not (item.get("genre") or item.get("medium")):
        item["genre"] = _KINDS[kind]
    found = item.get("DOI") or item.get("URL") or item.get("archive")
    if kind == "thesis" and item.get("genre") and not found:
        # Section 10.6: what is not in a database or on the web is unpublished.
        genre = str(item["genre"])
        if "unpublished" not in genre.casefold():
            # "Master's thesis" loses its capital, "PhD thesis" and "MA thesis" do not.
            first = genre.split()[0]
            small = genre[:1].lower() + genre[1:] if first[1:].islower() else genre
            item["genre"] = f"Unpublished {small}"
    return item


def without_bare_retrieval(runs: Sequence[Run], retrieved: str) -> list[Run]:
    """Take away a "Retrieved" that stands right before an address.

    The style prints it for a work without a date whether or not the date of access is known; the
    manual has it with that date and "from" or not at all (section 9.16).

    Args:
        runs: A formatted entry.
        retrieved: The term in the language of the entry.
    """
    if not retrieved:
        return list(runs)
    word = re.compile(rf"(?<=\s){re.escape(retrieved)}\s+\Z", re.IGNORECASE)
    before_link = [after.link != "" for after in runs[1:]]
    return [
        replace(run, text=word.sub("", run.text)) if linked else run
        for run, linked in zip(runs, [*before_link, False], strict=True)
    ]


def _capitals(item: dict[str, Any]) -> None:
    """Give the first word of titles and subtitles its capital (section 6.17)."""
    for name in ("title", "container-title", "volume-title"):
        title = item.get(name)
        periodical = name == "container-title" and str(item.get("type", "")).startswith("article")
        if isinstance(title, str) and not periodical:
            item[name] = _FIRST_WORD.sub(_capital, title)


def _capital(match: re.Match[str]) -> str:
    word = match["word"]
    # iPad and eHealth keep their small letter.
    if not word[0].islower() or any(character.isupper() for character in word):
        return match.group()
    return f"{match['before']}{match['marks']}{word[0].upper()}{word[1:]}"


def _publisher(item: dict[str, Any]) -> None:
    """Leave out a publisher or site that is the author (section 9.29)."""
    authors = item.get("author") or []
    if len(authors) != 1 or not authors[0].get("literal"):
        return
    author = str(authors[0]["literal"]).casefold().strip()
    names = ["publisher"]
    if item.get("type") in ("webpage", "post", "post-weblog"):
        names.append("container-title")
    for name in names:
        if str(item.get(name, "")).casefold().strip() == author:
            del item[name]
