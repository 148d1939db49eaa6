"""Titles: joining title, subtitle and addition, and choosing their case."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from pprkb.formats.bibtex.braces import is_enclosed
from pprkb.formats.latex.decode import PROTECT_CLOSE, PROTECT_OPEN, decode
from pprkb.formats.titles.case import resolve_marks, sentence_case
from pprkb.formats.titles.language import is_english_title
from pprkb.text.markup import strip_tags

_NO_MARKS = {ord(PROTECT_OPEN): None, ord(PROTECT_CLOSE): None}


class Title(NamedTuple):
    """A title as it is printed and as the file spells it."""

    text: str = ""
    """CSL rich text, in sentence case where the source is English Title Case."""
    source: str = ""
    """The same text in the case of the file."""
    raw: str = ""
    """Undecoded."""


@lru_cache(maxsize=20_000)
def join_titles(
    title: str,
    subtitle: str,
    addon: str,
    language: str,
    unbrace: bool,
    *,
    plain: bool = False,
    known: frozenset[str] = frozenset(),
    habit: bool = False,
) -> Title:
    """Join the parts of a title as "Title: Subtitle. Addition".

    Args:
        title: Undecoded, as are `subtitle` and `addon`.
        subtitle: May be empty.
        addon: May be empty.
        language: BCP 47 tag; empty counts as English.
        unbrace: Braces around the whole title carry no meaning.
        plain: Leave the case alone.
        known: Names, in small letters, that keep their capital.
        habit: Braces around every capital are a program's, see `title_case.braces_are_habit`.

    Returns:
        The title.
    """
    parts = [part.strip(" \t\r\n") for part in (title, subtitle, addon)]
    if unbrace:
        parts = [part[1:-1] if is_wholly_braced(part) else part for part in parts]
    if (
        parts[0]
        and parts[1][:1].islower()
        and is_english_title(f"{parts[0]}: {parts[1]}", language)
    ):
        parts[1] = parts[1][0].upper() + parts[1][1:]
    raw = _joined(_joined(parts[0], parts[1], ":"), parts[2], ".")
    if "\\" not in raw and "{" not in raw and "$" not in raw:
        source = decode(raw)
        if plain:
            return Title(source, source, raw)
        text = sentence_case(source, language=language, known=known, habit=habit)
        return Title(text, text if strip_tags(text) == strip_tags(source) else source, raw)
    marked = _joined(
        _joined(decode(parts[0], protect=True), decode(parts[1], protect=True), ":"),
        decode(parts[2], protect=True),
        ".",
    )
    source = marked.translate(_NO_MARKS)
    if plain:
        text = resolve_marks(marked)
    else:
        text = sentence_case(marked, language=language, known=known, habit=habit)
    # Where only a nocase span tells them apart the case is the same: there is no other source.
    same = strip_tags(text) == strip_tags(source)
    return Title(text, text if same else source, raw)


def _joined(first: str, second: str, mark: str) -> str:
    if not first or not second:
        return first or second
    last = first.rstrip(PROTECT_CLOSE + "}”’\"'")[-1:]
    if last in "?!:." or (mark == ":" and last in "–—"):
        return f"{first} {second}"
    return f"{first}{mark} {second}"


def journal_title(title: str, subtitle: str) -> str:
    """Join a journal's title and subtitle; its case is its own."""
    return _joined(title, subtitle, ":")


def is_wholly_braced(title: str) -> bool:
    """Say whether one pair of braces encloses a whole title of several words."""
    if not (title.startswith("{") and title.endswith("}") and " " in title):
        return False
    # an escaped brace, as in {Sets \}}, has no partner to count
    return "{" not in title[1:] or is_enclosed(title)


def titles_are_braced(titles: Iterable[str]) -> bool:
    """Say whether braces around whole titles carry no meaning in a file.

    Mendeley and others put them around every title. More than four titles in five, and ten at
    least, show that a program and not the author set them.
    """
    count = braced = 0
    for title in titles:
        if " " in title:
            count += 1
            braced += is_wholly_braced(title)
    return braced >= 10 and braced > 0.8 * count
