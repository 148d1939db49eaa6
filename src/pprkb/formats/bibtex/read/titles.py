"""Titles: which is whose, joining title, subtitle and addition, and choosing their case."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from pprkb.formats.bibtex.fields import PARTS, WHOLES
from pprkb.formats.bibtex.scan.blocks import is_enclosed
from pprkb.formats.latex.decode import PROTECT_CLOSE, PROTECT_OPEN, decode
from pprkb.formats.latex.encode import BIBSTRINGS
from pprkb.formats.titles.case import Casing, cased, is_braced_by_habit
from pprkb.formats.titles.proper_names import title_is_a_name
from pprkb.formats.titles.words import is_english_title
from pprkb.model.reference import ReferenceType


class Title(NamedTuple):
    """A title as it is printed and as the file spells it."""

    text: str = ""
    """CSL rich text, in sentence case where the source is English Title Case."""
    source: str = ""
    """The same text, capitalized as in the file."""
    raw: str = ""
    """Undecoded."""


@lru_cache(maxsize=20_000)
def join_titles(title: str, subtitle: str, addon: str, casing: Casing, *, unbrace: bool) -> Title:
    """Join the parts of a title as "Title: Subtitle. Addition", and decide on its case.

    Args:
        title: Undecoded, as are `subtitle` and `addon`.
        subtitle: May be empty.
        addon: May be empty.
        casing: What decides on the case.
        unbrace: Braces around the whole title carry no meaning.
    """
    parts = [part.strip(" \t\r\n") for part in (title, subtitle, addon)]
    if unbrace:
        parts = [part[1:-1] if is_wholly_braced(part) else part for part in parts]
    if (
        parts[0]
        and parts[1][:1].islower()
        and is_english_title(f"{parts[0]}: {parts[1]}", casing.language)
    ):
        parts[1] = parts[1][0].upper() + parts[1][1:]
    raw = _joined(*parts)
    plain = "\\" not in raw and "{" not in raw and "$" not in raw
    marked = decode(raw) if plain else _joined(*(decode(part, protect=True) for part in parts))
    return Title(*cased(marked, casing), raw)


def _joined(title: str, subtitle: str, addon: str = "") -> str:
    return _with_part(_with_part(title, subtitle, ":"), addon, ".")


def _with_part(first: str, second: str, mark: str) -> str:
    if not first or not second:
        return first or second
    last = first.rstrip(PROTECT_CLOSE + "}”’\"'")[-1:]
    if last in "?!:." or (mark == ":" and last in "–—"):
        return f"{first} {second}"
    return f"{first}{mark} {second}"


def journal_title(title: str, subtitle: str) -> str:
    """Join a journal's title and subtitle, keeping their case."""
    return _joined(title, subtitle)


def is_wholly_braced(title: str) -> bool:
    """Return whether one pair of braces encloses a whole title of several words."""
    if not (title.startswith("{") and title.endswith("}") and " " in title):
        return False
    # an escaped brace, as in {Sets \}}, has no partner to count
    return "{" not in title[1:] or is_enclosed(title)


_ONE_BRACED_WORD = re.compile(
    rf"[^{{}}\\$`~{PROTECT_OPEN}{PROTECT_CLOSE}]*(?<!\w)\{{[^\W_]*\}}(?!\w)"
    rf"[^{{}}\\$`~{PROTECT_OPEN}{PROTECT_CLOSE}]*"
)
"""A title without LaTeX of which braces enclose one word."""


class Braces(NamedTuple):
    """What one title shows about the conventions of its file."""

    words: bool
    """It has several words."""
    enclosed: bool
    """Braces enclose all of it."""
    counted: bool
    capitals: bool
    """Every capital is in braces."""


class Habits(NamedTuple):
    """What the titles of a file show about the program that wrote it."""

    unbrace: bool
    """Braces around whole titles carry no meaning."""
    capitals: bool
    """Braces around every capital carry none."""


def braces_of(title: str) -> Braces:
    """Return what a title shows about the conventions of its file.

    Args:
        title: Undecoded.
    """
    bare = title.strip()
    counted = " " in title
    return Braces(
        words=" " in bare,
        enclosed=is_wholly_braced(bare),
        counted=counted,
        capitals=counted
        and "{" in title
        # It takes two words to show a habit; most titles have one in braces, an acronym or a name.
        and not _ONE_BRACED_WORD.fullmatch(title)
        and is_braced_by_habit(decode(title, protect=True)),
    )


def habits_of(titles: Iterable[Braces]) -> Habits:
    """Return what the titles of a file show about the program that wrote it.

    Mendeley and others put braces around every title. More than four titles in five, and ten at
    least, show that a program and not the author set them.

    Braces around every capital say no more than the capitals do. Five titles in Title Case of
    which every capital is in braces, and one title in ten at least, show the same.
    """
    words = enclosed = counted = capitals = 0
    for title in titles:
        words += title.words
        enclosed += title.words and title.enclosed
        counted += title.counted
        capitals += title.capitals
    return Habits(
        unbrace=enclosed >= 10 and enclosed > 0.8 * words,
        capitals=capitals >= 5 and 10 * capitals >= counted,
    )


Unknown = Callable[[str, list[str]], None]
"""A function that is called with the name of a field and its unknown LaTeX commands."""


class TitleFields:
    """Uses up the title fields of one entry.

    Args:
        entry_type: Lower-case type.
        csl_type: The type that was found for it.
        fields: Undecoded values; those that are read are taken out.
        casing: What decides on the case of its titles.
        unbrace: Braces around whole titles carry no meaning.
        unknown: Is called with unknown LaTeX commands.
    """

    def __init__(
        self,
        entry_type: str,
        csl_type: ReferenceType,
        fields: dict[str, str],
        casing: Casing,
        *,
        unbrace: bool,
        unknown: Unknown,
    ) -> None:
        self.type = entry_type
        self.csl_type = csl_type
        self.fields = fields
        self.casing = casing
        self.unbrace = unbrace
        self.unknown = unknown
        self.values: dict[str, str] = {}
        """Attributes of `Reference`."""
        self.sources: dict[str, str] = {}
        """For `extra`: the spelling of the file where a title is printed in another case."""

    def read(self) -> None:
        """Fill `values` and `sources`."""
        about = (self.fields.get(name, "") for name in ("title", "titleaddon", "type", "publisher"))
        is_name = title_is_a_name(self.csl_type, *about)
        title, main = self._title("", is_name=is_name), self._title("main")
        # Beside a book's own title, `booktitle` is for the parts that refer to the book.
        own = title.text and not main.text and self.csl_type is ReferenceType.BOOK
        book = Title() if own and self.type in WHOLES else self._title("book")
        issue = self._title("issue", is_name=True)
        journal = journal_title(
            self._text("journaltitle", "journal"), self._text("journalsubtitle")
        )
        if self.type == "periodical" and issue.text:
            # A special issue: its own title is what is cited, the periodical contains it.
            journal, title = title.source, self._cased(issue.raw)
            issue = Title()
        container = volume = Title()
        if self.type in PARTS or (book.text and self.csl_type is not ReferenceType.BOOK):
            container, volume = (main, book) if main.text else (book, volume)
        elif main.text and title.text:
            title, volume = main, title
        else:
            container = main
            if book.text != title.text:
                volume = book
        if journal:
            self.values["container_title"] = journal
            container, volume = Title(), volume if volume.text else container
        self._set("title", "", title)
        if title.source != title.text:
            self.values["source_title"] = title.source
        self._set("container_title", "source-booktitle", container)
        self._set("volume_title", "source-volumetitle", volume)
        if issue.text:
            self.values["volume_title"] = issue.text
        self._series()
        short = self._cased(self.fields.pop("shorttitle", ""), is_name=is_name)
        if title is main and main.text:
            if short.source:
                self.sources["volume-shorttitle"] = short.source
        else:
            self._set("title_short", "", short)

    def _series(self) -> None:
        raw = self.fields.pop("series", "")
        if raw in ("newseries", "oldseries"):
            self.values["collection_title"] = BIBSTRINGS[raw].capitalize()
        elif raw:
            self._set("collection_title", "source-series", self._cased(raw))

    def _set(self, attribute: str, source_name: str, title: Title) -> None:
        if title.text:
            self.values[attribute] = title.text
            if source_name and title.source != title.text:
                self.sources[source_name] = title.source

    def _text(self, *names: str) -> str:
        for name in names:
            raw = self.fields.pop(name, "")
            if raw:
                unknown: list[str] = []
                text = decode(raw, unknown=unknown)
                self.unknown(name, unknown)
                return text
        return ""

    def _cased(self, raw: str, *, is_name: bool = False, language: str | None = None) -> Title:
        if not raw:
            return Title()
        casing = self.casing if language is None else replace(self.casing, language=language)
        return self._joined(raw, "", "", casing, is_name=is_name)

    def _joined(
        self, title: str, subtitle: str, addon: str, casing: Casing, *, is_name: bool
    ) -> Title:
        casing = replace(casing, is_name=True) if is_name else casing
        return join_titles(title, subtitle, addon, casing, unbrace=self.unbrace)

    def _title(self, prefix: str, *, is_name: bool = False) -> Title:
        fields = self.fields
        title = fields.pop(f"{prefix}title", "")
        subtitle = fields.pop(f"{prefix}subtitle", "")
        addon = fields.pop(f"{prefix}titleaddon", "")
        if not (title or subtitle or addon):
            return Title()
        # Only the work's own title has a description; a container's addition is a further title.
        described = "" if prefix else addon.strip().strip("[]")
        joined = self._joined(
            title, subtitle, addon if prefix else "", self.casing, is_name=is_name
        )
        if described:
            joined = _with_addition(joined, self._cased(described, language="en"))
        if "\\" in joined.raw:
            unknown: list[str] = []
            decode(joined.raw, unknown=unknown)
            self.unknown(f"{prefix}title", unknown)
        return joined


def _with_addition(title: Title, addition: Title) -> Title:
    """Put a description or a translation in brackets behind a title (APA manual, 9.21, 9.38)."""
    if not title.text:
        return addition
    pairs = zip(title, addition, strict=True)
    return Title(*(f"{first} [{second}]" for first, second in pairs))
