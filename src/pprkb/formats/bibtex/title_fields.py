"""Which title of an entry is the work's own, which its volume's and which its container's."""

from __future__ import annotations

from collections.abc import Callable

from pprkb.formats.bibtex.entry_types import PARTS, WHOLES
from pprkb.formats.bibtex.titles import Title, join_titles, journal_title
from pprkb.formats.latex.commands import BIBSTRINGS
from pprkb.formats.latex.decode import decode
from pprkb.formats.titles.case import title_is_a_name
from pprkb.model.reference import ReferenceType

Unknown = Callable[[str, list[str]], None]
"""Takes the name of a field and the LaTeX commands in it that are not known."""


class TitleFields:
    """Uses up the title fields of one entry.

    Args:
        entry_type: Lower-case type.
        csl_type: The type that was found for it.
        fields: Undecoded values; those that are read are taken out.
        language: BCP 47 tag; empty counts as English.
        unbrace: Braces around whole titles carry no meaning.
        known: Names, in small letters, that keep their capital.
        habit: Braces around every capital are a program's.
        unknown: Is told of unknown LaTeX.
    """

    def __init__(
        self,
        entry_type: str,
        csl_type: ReferenceType,
        fields: dict[str, str],
        *,
        language: str,
        unbrace: bool,
        known: frozenset[str],
        habit: bool,
        unknown: Unknown,
    ) -> None:
        self.type = entry_type
        self.csl_type = csl_type
        self.fields = fields
        self.language = language
        self.unbrace = unbrace
        self.known = known
        self.habit = habit
        self.unknown = unknown
        self.values: dict[str, str] = {}
        """Attributes of `Reference`."""
        self.sources: dict[str, str] = {}
        """For `extra`: the spelling of the file where a title is printed in another case."""

    def read(self) -> None:
        """Fill `values` and `sources`."""
        about = (self.fields.get(name, "") for name in ("title", "titleaddon", "type", "publisher"))
        plain = title_is_a_name(self.csl_type, *about)
        title, main = self._title("", plain=plain), self._title("main")
        # Beside a book's own title, `booktitle` is for the parts that refer to the book.
        own = title.text and not main.text and self.csl_type is ReferenceType.BOOK
        book = Title() if own and self.type in WHOLES else self._title("book")
        issue = self._title("issue", plain=True)
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
        short = self._cased(self.fields.pop("shorttitle", ""), plain=plain)
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

    def _cased(self, raw: str, *, plain: bool = False, language: str | None = None) -> Title:
        return self._joined(raw, "", "", plain=plain, language=language) if raw else Title()

    def _joined(
        self, title: str, subtitle: str, addon: str, *, plain: bool, language: str | None = None
    ) -> Title:
        return join_titles(
            title,
            subtitle,
            addon,
            self.language if language is None else language,
            self.unbrace,
            plain=plain,
            known=self.known,
            habit=self.habit,
        )

    def _title(self, prefix: str, *, plain: bool = False) -> Title:
        fields = self.fields
        title = fields.pop(f"{prefix}title", "")
        subtitle = fields.pop(f"{prefix}subtitle", "")
        addon = fields.pop(f"{prefix}titleaddon", "")
        if not (title or subtitle or addon):
            return Title()
        # Only the work's own title has a description; a container's addition is a further title.
        described = "" if prefix else addon.strip().strip("[]")
        joined = self._joined(title, subtitle, addon if prefix else "", plain=plain)
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
