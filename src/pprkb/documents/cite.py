"""The interface to the citation processor: references and citations in, runs out."""

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
from pprkb.documents.spoken import with_title_marked
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
from pprkb.text.markup import Markup, Run, joined, strip_tags, text_of
from pprkb.text.number import whole_number

_NO_NOTICES: Notices = {}
_DOI_PREFIX = re.compile(r"(?:https?://doi\.org/|(?i:doi:) ?)\Z")
_PLAIN_DOI = re.compile(r"[A-Za-z0-9/:;()@!$&'*+,=~._-]+")
"""A DOI that needs no encoding in an address."""
_FULL_STOP = re.compile(r"\.([”’\"')]*)\Z")


@dataclass(frozen=True, kw_only=True)
class FormattedEntry:
    """A formatted reference."""

    runs: tuple[Run, ...]
    label: tuple[Run, ...] = ()
    """Printed in the margin, such as "[1]" (CSL 1.0.2, second-field-align)."""
    annotation: tuple[tuple[Run, ...], ...] = ()
    """Blocks below it, in annotated styles (CSL 1.0.2, display="block")."""


class PlacedCitation(NamedTuple):
    """A citation at its place in a text."""

    citation: Citation
    note: int = 0
    """The number of the footnote that contains it, or that it is; 0 in running text."""


class Citations:
    """The formatted references and citations of one document.

    All works are given at the start, so that year suffixes (2015a, 2015b) agree between the
    list and the text. Formatting is lazy.
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
        """Prepare the citations of a document.

        Args:
            references: All works that are listed or cited.
            style: A style by name, the path of a `.csl` file, or a style with a locale.
            annotations: Plain text that annotated styles print below a work, by key.
            notices: Notices such as retractions, by key; at least those about the works.
            in_order: Whether the entries are printed as one list in the order of the style; if not,
                repeated names are not replaced by a dash.
            text: The citations of a text in order, for `placed`: numbers start with the first of
                them, and notes refer to earlier ones.

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
        """Return citations of other works in the same style."""
        return Citations(references, style=self.style)

    @cached_property
    def style_name(self) -> str:
        """The style's id, regardless of the path of its file."""
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
        """Whether works are cited by number."""
        return bool(self._style.numbered)

    # -- the list ---------------------------------------------------------------------------

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The keys in the order of the style's list of references."""
        return tuple(self._bibliography.order)

    @property
    def language(self) -> str:
        """The locale of terms and dates, a BCP 47 tag."""
        return self._style.lang

    @cached_property
    def words(self) -> Words:
        """Words in the language of the locale, including a style's default locale."""
        return words_for(self.language)

    @property
    def hanging_indent(self) -> bool:
        """Whether entries have a hanging indent (CSL 1.0.2, hanging-indent, second-field-align)."""
        return self._option("hanging-indent") == "true" or bool(self._option("second-field-align"))

    @property
    def line_spacing(self) -> float:
        """The line spacing of entries (CSL 1.0.2, line-spacing)."""
        return float(whole_number(self._option("line-spacing"), 1, least=1, most=6))

    def entry(self, key: str) -> FormattedEntry:
        """Return the formatted reference of a work.

        A style may omit kinds of works from its list, as APA omits personal communications; they
        are printed as names, year and title. Retractions are added at the end,
        and titles in another language are marked.
        """
        entry = self._entries.get(key) or FormattedEntry(runs=(Run(text=self._without_entry(key)),))
        entry = replace(entry, runs=self._marked(entry.runs, key))
        retraction = after_reference(self.notices.get(key, ()), self.words)
        return replace(entry, runs=(*entry.runs, *retraction)) if retraction else entry

    def _marked(self, runs: tuple[Run, ...], key: str) -> tuple[Run, ...]:
        """Return the reference of a work with its whole DOI as a link, and its titles marked."""
        if reference := self.references.get(key):
            runs = with_title_marked(runs, reference, self.language)
        return _with_doi(runs, doi) if (doi := self._dois.get(key)) else runs

    def is_listed(self, key: str) -> bool:
        """Return whether the style lists a work."""
        return key in self._entries

    def mark(self, key: str) -> tuple[Run, ...]:
        """Return the mark beside a citation of a work, such as " [retracted]"; usually empty."""
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
        """The citations of the text, for the processor."""
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

        Note styles do not define one: they get the short form of later notes, in parentheses.
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
        """Return a citation of the text by its index, from 0.

        In a note style it is the content of the note. An unknown work is printed as its key and a
        question mark, in bold.
        """
        citation = self._text[number].citation
        bibliography, group = self._bibliography, self._groups[number]
        unknown = {cite.key for cite in citation.cites if cite.key not in self.references}
        group["bibliography"] = bibliography
        runs = _runs(bibliography.cite(group, lambda cite: f"{_UNKNOWN}{cite.key}?"))
        if self.in_notes:
            for key in dict.fromkeys(cite.key for cite in citation.cites):
                runs = self._marked(runs, key)
        if citation.mode is CitationMode.NARRATIVE:
            first = citation.cites[0].key
            if first in unknown:
                return (Run(text=f"{first}?", bold=True),)
            if self._style.numbered and (names := self.subject(first)):
                blank = "" if all(run.superscript for run in runs) else " "
                runs = (Run(text=f"{names}{blank}"), *runs)
        return _with_unknown(runs, unknown) if unknown else runs

    def cite(self, citation: Citation) -> tuple[Run, ...]:
        """Return a citation; a key that is not in the document is printed as it is."""
        narrative = citation.mode is CitationMode.NARRATIVE
        if narrative and self._style.note_style:
            names = self.subject(citation.cites[0].key)
            cited = self.in_prose(replace(citation, mode=CitationMode.PARENTHETICAL))
            return (Run(text=f"{names} "), *cited) if names else cited
        cites = [_csl_cite(cite, narrative=narrative) for cite in citation.cites]
        if narrative and len(cites) > 1:
            # Narrative citations name works one by one: "Horvath (2011) and Webb (2010)".
            runs: list[Run] = []
            for index, cite in enumerate(cites):
                if index:
                    last = index == len(cites) - 1
                    runs.append(Run(text=f" {self.words('and')} " if last else ", "))
                runs += self._narrative(cite)
            return tuple(runs)
        return self._narrative(cites[0]) if narrative else self._cited(cites)

    def _narrative(self, cite: CslCite) -> tuple[Run, ...]:
        """Return a narrative citation in a numeric style, preceded by the authors."""
        if not self._style.numbered:
            return self._cited([cite])
        names = self.subject(cite.key)
        cite.pop("composite")
        return (*((Run(text=f"{names} "),) if names else ()), *self._cited([cite]))

    def subject(self, key: str) -> str:
        """Return the name of a work in a sentence: its authors, or its title if it has none."""
        item = self._item(key)
        title = strip_tags(Markup(str(item.get("title-short") or item.get("title") or "")))
        return self.names(key) or (self.words("“{title}”", title=title) if title else "")

    def names(self, key: str) -> str:
        """Return the authors of a work for a sentence (APA manual, table 8.1)."""
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
"""Marks the key of an unknown work; it is not printed."""


def _with_unknown(runs: tuple[Run, ...], keys: Iterable[str]) -> tuple[Run, ...]:
    """Return runs with the keys of unknown works in bold."""
    marked = "|".join(re.escape(f"{_UNKNOWN}{key}?") for key in keys)
    return tuple(
        replace(run, text=piece.removeprefix(_UNKNOWN), bold=run.bold or piece[0] == _UNKNOWN)
        for run in runs
        for piece in re.split(f"({marked})", run.text)
        if piece
    )


def _with_others(item: CslItem, reference: Reference) -> CslItem:
    """Return an item with a marker for missing names, where the style prints "et al.".

    A last author after missing names is printed only if there are 19 names before, as the manual
    prints more than 20 authors (section 9.8); with fewer names it would look like the next one.
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
    """Return an item without the database of a work, which is not part of a reference.

    APA Publication Manual, section 9.30; other styles do not print it either.
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
    """Split an entry into its margin, its lines and the blocks below it."""
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
        # A style may format the first line as a block.
        main, blocks = blocks[0], blocks[1:]
    return FormattedEntry(
        runs=_runs(main), label=_runs(margin), annotation=tuple(_runs(block) for block in blocks)
    )


def _with_doi(runs: tuple[Run, ...], doi: str) -> tuple[Run, ...]:
    """Return runs with a link on the complete DOI, if a style prints it as an address.

    The end of an address cannot be recognised from the text alone: DOIs may contain spaces,
    quotation marks and brackets, and may end in a full stop.
    """
    text = text_of(runs)
    place = text.rfind(doi)
    prefix = _DOI_PREFIX.search(text[:place]) if place > 0 else None
    if prefix is None:
        return runs
    # In the printed link, "doi:" is not included, but the resolver is.
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
    return joined(out)
