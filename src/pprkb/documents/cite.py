"""The seam to the citation processor: references and citations in, runs out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from pprkb.csl import (
    OTHERS,
    CiteGroup,
    CompiledBibliography,
    RunsFormatter,
)
from pprkb.csl import Cite as CslCite
from pprkb.csl import Run as CslRun
from pprkb.documents.apa import for_apa, without_bare_retrieval
from pprkb.documents.document import after_reference, beside_citation
from pprkb.documents.style import (
    as_filed,
    as_one_number,
    compiled_style,
    prints_article_numbers,
    style_name,
    with_number_as_page,
    with_own_case,
    without_preprint_status,
)
from pprkb.formats.exchange.csljson import to_csl
from pprkb.formats.field_values import is_database
from pprkb.languages import Words, words_for
from pprkb.model.citation import AnyStyle, Citation, CitationMode, Cite, CslItem, Style, variables
from pprkb.model.notice import Notices
from pprkb.model.reference import LAST_AUTHOR, Reference, Role, inverted
from pprkb.text.markup import Markup, Run, strip_tags, text_of
from pprkb.text.number import whole_number

_NO_NOTICES: Notices = {}
_DOI_PREFIX = re.compile(r"(?:https?://doi\.org/|(?i:doi:) ?)\Z")
_PLAIN_DOI = re.compile(r"[A-Za-z0-9/:;()@!$&'*+,=~._-]+")
"""A DOI that is part of an address as it is; any other is encoded where it is printed."""
_FULL_STOP = re.compile(r"\.([”’\"')]*)\Z")


@dataclass(frozen=True, kw_only=True)
class FormattedEntry:
    """A formatted reference."""

    runs: tuple[Run, ...]
    label: tuple[Run, ...] = ()
    """Printed in the margin, such as "[1]" (CSL 1.0.2, second-field-align)."""
    annotation: tuple[tuple[Run, ...], ...] = ()
    """Blocks below it, as annotated styles print them (CSL 1.0.2, display="block")."""


class PlacedCitation(NamedTuple):
    """A citation where a text has it."""

    citation: Citation
    note: int = 0
    """The number of the footnote that it stands in, or is; 0 in running text."""


class Citations:
    """The formatted references and citations of one document.

    All works are known from the start, so that year suffixes (2015a, 2015b) agree between the
    list and the text. Nothing is formatted before it is asked for.
    """

    def __init__(
        self,
        references: Iterable[Reference],
        *,
        style: AnyStyle = "apa",
        annotations: Mapping[str, str] | None = None,
        notices: Notices = _NO_NOTICES,
        in_order: bool = True,
        text: Sequence[PlacedCitation] = (),
    ) -> None:
        """Take the works of a document.

        Args:
            references: Every work that is listed or cited.
            style: A style by name, the path of a `.csl` file, or a style with a locale.
            annotations: Plain text for annotated styles to print below a work, by key.
            notices: Retractions and the like, by key; at least those of the works.
            in_order: Whether the entries are printed as one list in the order of the style; else
                none has a dash for the names of an entry before it, which may be elsewhere.
            text: The citations of a text in their order, where `placed` is to print them: numbers
                count from the first of them, and notes know those before them.

        Raises:
            CitationError: The style or locale cannot be used.
        """
        self.style = Style.of(style, otherwise="")
        self._style = compiled_style(self.style)
        self.references = {reference.key: reference for reference in references}
        self._items = [
            with_own_case(_without_database(_with_others(to_csl(reference), reference)))
            for reference in self.references.values()
        ]
        if self._is_apa:
            terms = self._style.options.locale
            self._items = [for_apa(item, terms) for item in self._items]
        if not prints_article_numbers(self._style):
            self._items = [with_number_as_page(item) for item in self._items]
        self._items = [as_one_number(without_preprint_status(item)) for item in self._items]
        for item in self._items:
            if annotations and "annotated" in self.style_name and item["id"] in annotations:
                item["note"] = annotations[item["id"]]
        self.notices = notices
        self._in_order = in_order
        self._text = tuple(text)

    def beside(self, references: Iterable[Reference]) -> Citations:
        """Return what cites and lists other works in the same style."""
        return Citations(references, style=self.style)

    @cached_property
    def style_name(self) -> str:
        """The style's own name, wherever its file lies."""
        return style_name(self._style)

    @property
    def _is_apa(self) -> bool:
        return self.style_name.startswith("apa")

    @property
    def in_notes(self) -> bool:
        """Whether works are cited in footnotes."""
        return bool(self._style.note_style)

    @property
    def numbered(self) -> bool:
        """Whether works are cited by their number in the list."""
        return bool(self._style.numbered)

    # -- the list ---------------------------------------------------------------------------

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The keys in the order in which the style lists the works."""
        return tuple(self._bibliography.order)

    @property
    def language(self) -> str:
        """The locale in which terms and dates are printed, a BCP 47 tag."""
        return self._style.lang

    @cached_property
    def words(self) -> Words:
        """Our own words in the language of the locale; of a style's own locale as well."""
        return words_for(self.language)

    @property
    def hanging_indent(self) -> bool:
        """Whether entries hang (CSL 1.0.2, Whitespace: hanging-indent, second-field-align)."""
        return self._option("hanging-indent") == "true" or bool(self._option("second-field-align"))

    @property
    def line_spacing(self) -> float:
        """Lines per line of an entry, as the style asks for (CSL 1.0.2, line-spacing)."""
        return float(whole_number(self._option("line-spacing"), 1, least=1, most=6))

    def entry(self, key: str) -> FormattedEntry:
        """Return the formatted reference of a work.

        A style may leave a kind of work out of its list, as APA does with personal communications;
        a work without an entry is given by names, year and title. That a work
        was retracted is said at the end.
        """
        entry = self._entries.get(key) or FormattedEntry(runs=(Run(text=self._without_entry(key)),))
        if doi := self._dois.get(key):
            entry = replace(entry, runs=_with_doi(entry.runs, doi))
        retraction = after_reference(self.notices.get(key, ()), self.words)
        return replace(entry, runs=(*entry.runs, *retraction)) if retraction else entry

    def is_listed(self, key: str) -> bool:
        """Return whether the style has an entry for a work in its list."""
        return key in self._entries

    def mark(self, key: str) -> tuple[Run, ...]:
        """Return what a citation of a work needs beside it: " [retracted]", mostly nothing."""
        return beside_citation(self.notices.get(key, ()), self.words)

    @cached_property
    def _dois(self) -> dict[str, str]:
        return {item["id"]: str(item["DOI"]) for item in self._items if item.get("DOI")}

    def _item(self, key: str) -> CslItem:
        empty: CslItem = {"id": key, "type": ""}
        return next((item for item in self._items if item["id"] == key), empty)

    def _without_entry(self, key: str) -> str:
        item = self._item(key)
        issued = item.get("issued", {})
        parts = issued.get("date-parts")
        year = parts[0][0] if parts else issued.get("literal") or self.words("n.d.")
        title = strip_tags(Markup(str(item.get("title") or key)))
        return " ".join(filter(None, (self.names(key), f"({year}). {title}.")))

    def _option(self, name: str) -> str:
        area = self._style.bibliography_area
        return area.option(name) if area else ""

    @cached_property
    def _bibliography(self) -> CompiledBibliography:
        bibliography = CompiledBibliography(
            self._style,
            self._items,
            RunsFormatter,
            substitute_authors=self._in_order,
            plural_et_al=self._is_apa,
            sorted_as=[one for item in self._items if (one := as_filed(item)) is not item],
        )
        for group in self._groups:
            bibliography.register(group)
        cited = set(bibliography.order)
        others = [CslCite(item["id"]) for item in self._items if item["id"] not in cited]
        if others:
            bibliography.register(CiteGroup(others))
        if self._items:
            bibliography.sort()
        return bibliography

    @cached_property
    def _groups(self) -> tuple[CiteGroup, ...]:
        """The citations of the text, as the processor takes them."""
        composite = not self._style.numbered and not self._style.note_style
        return tuple(
            CiteGroup(
                [
                    _csl_cite(
                        cite,
                        narrative=composite and citation.mode is CitationMode.NARRATIVE,
                    )
                    for cite in citation.cites
                ],
                note,
            )
            for citation, note in self._text
        )

    @cached_property
    def _entries(self) -> dict[str, FormattedEntry]:
        return {key: self._read(runs) for key, runs in self._bibliography.entries()}

    def _read(self, runs: Sequence[CslRun]) -> FormattedEntry:
        if self._is_apa:
            runs = without_bare_retrieval(runs, self._style.options.locale.term("retrieved") or "")
        return _entry(runs)

    # -- citations --------------------------------------------------------------------------

    def in_prose(self, citation: Citation) -> tuple[Run, ...]:
        """Return a citation for running text.

        The styles that cite in notes have no form for it: they get the short form of later notes,
        in parentheses.
        """
        if not self._style.note_style or citation.mode is CitationMode.NARRATIVE:
            return self.cite(citation)
        cites = [_csl_cite(cite, narrative=False, later=True) for cite in citation.cites]
        *most, last = self._cited(cites) or (Run(text=""),)
        return (
            Run(text="("),
            *most,
            replace(last, text=_FULL_STOP.sub(r"\1", last.text.rstrip())),
            Run(text=")"),
        )

    def placed(self, number: int) -> tuple[Run, ...]:
        """Return a citation of the text by its number, from 0.

        In a style that cites in notes it is what the note says. A work that is not known has its
        key and a question mark in its place, in bold.
        """
        citation = self._text[number].citation
        bibliography, group = self._bibliography, self._groups[number]
        unknown = {cite.key for cite in citation.cites if cite.key not in self.references}
        group["bibliography"] = bibliography
        runs = _runs(bibliography.cite(group, lambda cite: f"{_UNKNOWN}{cite.key}?"))
        if citation.mode is CitationMode.NARRATIVE:
            first = citation.cites[0].key
            if first in unknown:
                return (Run(text=f"{first}?", bold=True),)
            if self._style.numbered and (names := self.subject(first)):
                blank = "" if all(run.superscript for run in runs) else " "
                runs = (Run(text=f"{names}{blank}"), *runs)
        return _with_unknown(runs, unknown) if unknown else runs

    def cite(self, citation: Citation) -> tuple[Run, ...]:
        """Return a citation; a key that the document does not know is printed as it is."""
        narrative = citation.mode is CitationMode.NARRATIVE
        if narrative and self._style.note_style:
            names = self.subject(citation.cites[0].key)
            cited = self.in_prose(replace(citation, mode=CitationMode.PARENTHETICAL))
            return (Run(text=f"{names} "), *cited) if names else cited
        cites = [_csl_cite(cite, narrative=narrative) for cite in citation.cites]
        if narrative and len(cites) > 1:
            # A sentence names several works one by one: "Horvath (2011) and Webb (2010)".
            runs: list[Run] = []
            for index, cite in enumerate(cites):
                if index:
                    last = index == len(cites) - 1
                    runs.append(Run(text=f" {self.words('and')} " if last else ", "))
                runs += self._narrative(cite)
            return tuple(runs)
        return self._narrative(cites[0]) if narrative else self._cited(cites)

    def _narrative(self, cite: CslCite) -> tuple[Run, ...]:
        """Return a citation after the authors, whom numeric styles do not name in it."""
        if not self._style.numbered:
            return self._cited([cite])
        names = self.subject(cite.key)
        cite.pop("composite")
        return (*((Run(text=f"{names} "),) if names else ()), *self._cited([cite]))

    def subject(self, key: str) -> str:
        """Return what a sentence calls a work: its authors, or its title where it has none."""
        item = self._item(key)
        title = strip_tags(Markup(str(item.get("title-short") or item.get("title") or "")))
        return self.names(key) or (self.words("“{title}”", title=title) if title else "")

    def names(self, key: str) -> str:
        """Return the authors of a work as a sentence names them (APA manual, table 8.1)."""
        item = self._item(key)
        people = item.get("author") or item.get("editor") or []
        names = [
            person.get("literal")
            or " ".join(filter(None, (person.get("non-dropping-particle"), person.get("family"))))
            for person in people
        ]
        if len(names) > 2 or OTHERS in names:
            return f"{names[0]} et al."
        return self.words.listed(names)

    def plain(self, citation: Citation) -> str:
        """Return a citation as plain text."""
        return text_of(self.cite(citation))

    def _cited(self, cites: list[CslCite]) -> tuple[Run, ...]:
        group = CiteGroup(cites)
        group["bibliography"] = self._bibliography
        return _runs(self._bibliography.cite(group, lambda cite: f"@{cite.key}"))


_BEFORE_ELLIPSIS = 19
_UNKNOWN = "\u2063"
"""Stands before the key of a work that is not known; it is not printed."""


def _with_unknown(runs: tuple[Run, ...], keys: Iterable[str]) -> tuple[Run, ...]:
    """Return runs with the keys of works that are not known in bold."""
    marked = "|".join(re.escape(f"{_UNKNOWN}{key}?") for key in keys)
    return tuple(
        replace(run, text=piece.removeprefix(_UNKNOWN), bold=run.bold or piece[0] == _UNKNOWN)
        for run in runs
        for piece in re.split(f"({marked})", run.text)
        if piece
    )


def _with_others(item: CslItem, reference: Reference) -> CslItem:
    """Return an item that says where names are missing: there the style prints "et al.".

    A last author behind names that are missing is printed where there are 19 names before, as the
    manual prints more than 20 authors (section 9.8); with fewer names it would look like the next.
    """
    for role in reference.incomplete:
        names = variables(item).get(role.value)
        if not isinstance(names, list) or not names:
            continue
        last = reference.extra.get(LAST_AUTHOR, "") if role is Role.AUTHOR else ""
        if last and len(names) > 1 and last == inverted(reference.by_role(role)[-1]):
            if len(names) > _BEFORE_ELLIPSIS:
                # Of 21 names the style prints 19, an ellipsis and the last.
                variables(item)[role.value] = [
                    *names[:_BEFORE_ELLIPSIS],
                    {"literal": OTHERS},
                    names[-1],
                ]
                continue
            names = names[:-1]
        variables(item)[role.value] = [*names, {"literal": OTHERS}]
    return item


def _without_database(item: CslItem) -> CslItem:
    """Return an item without the database of a work, which is no part of a reference.

    APA Publication Manual, section 9.30; the other styles have no place for it either.
    """
    if is_database(str(item.get("archive", ""))):
        for name in ("archive", "archive_location"):
            variables(item).pop(name, None)
    return item


def _csl_cite(cite: Cite, *, narrative: bool, later: bool = False) -> CslCite:
    options: dict[str, object] = {"position": "subsequent"} if later else {}
    if cite.locator:
        options["locator"], options["label"] = cite.locator, cite.label
    if cite.prefix:
        options["prefix"] = cite.prefix
    if cite.suffix:
        options["suffix"] = cite.suffix
    if cite.suppress_author:
        options["suppress_author"] = True
    if narrative:
        options["composite"] = True
    return CslCite(cite.key, **options)


def _runs(runs: Iterable[CslRun]) -> tuple[Run, ...]:
    return tuple(
        Run(
            text=run.text,
            italic=run.italic,
            bold=run.bold,
            superscript=run.superscript,
            subscript=run.subscript,
            small_caps=run.small_caps,
            link=run.link,
        )
        for run in runs
    )


def _entry(runs: Sequence[CslRun]) -> FormattedEntry:
    """Return an entry as its margin, its lines and the blocks below it."""
    margin = [run for run in runs if run.display == "left-margin"]
    blocks: list[list[CslRun]] = []
    main: list[CslRun] = []
    previous = ""
    for run in runs:
        if run.display in ("block", "indent"):
            if previous != run.display:
                blocks.append([])
            blocks[-1].append(run)
        elif run.display != "left-margin":
            main.append(run)
        previous = run.display
    if not main and blocks:
        # A style may set its first line as a block of its own.
        main, blocks = blocks[0], blocks[1:]
    return FormattedEntry(
        runs=_runs(main), label=_runs(margin), annotation=tuple(_runs(block) for block in blocks)
    )


def _with_doi(runs: tuple[Run, ...], doi: str) -> tuple[Run, ...]:
    """Return runs with a link on the whole DOI, where a style prints it as an address.

    Where an address ends cannot be seen from the text alone: DOIs hold blanks, quotation marks and
    brackets, and some end in a stop.
    """
    text = text_of(runs)
    place = text.rfind(doi)
    prefix = _DOI_PREFIX.search(text[:place]) if place > 0 else None
    if prefix is None:
        return runs
    # "doi:" is no part of the link that a style prints, the resolver is.
    start = prefix.start() if prefix[0].startswith("http") else place
    end = place + len(doi)
    address = f"https://doi.org/{doi}" if _PLAIN_DOI.fullmatch(doi) else f"doi:{doi}"
    out: list[Run] = []
    position = 0
    for run in runs:
        after = position + len(run.text)
        if after <= start or position >= end:
            out.append(run)
        else:
            if position < start:
                out.append(replace(run, text=text[position:start], link=""))
            inside = text[max(position, start) : min(after, end)]
            out.append(replace(run, text=inside, link=address))
            if after > end:
                out.append(replace(run, text=text[end:after], link=""))
        position = after
    return _joined_links(out)


def _joined_links(runs: list[Run]) -> tuple[Run, ...]:
    """Return runs with neighbours of one link and formatting joined."""
    joined: list[Run] = []
    for run in runs:
        if joined and run.link and replace(joined[-1], text="") == replace(run, text=""):
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        elif run.text:
            joined.append(run)
    return tuple(joined)
