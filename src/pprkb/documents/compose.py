"""From an outline to a document: headings, formatted references and their annotations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pprkb.documents.cite import Citations, PlacedCitation
from pprkb.documents.course import (
    importance_words,
    in_words,
    item_in_words,
    load_in_words,
    pages_in_words,
    reading_load,
)
from pprkb.documents.document import (
    Block,
    Document,
    Entry,
    Heading,
    Paragraph,
    ParagraphRole,
    Records,
    under_reference,
)
from pprkb.documents.evidence.document import evidence_blocks
from pprkb.documents.evidence.table import EvidenceRow, judged_runs, with_standing
from pprkb.documents.outline import NamedWorks, Part, parts_as_data
from pprkb.documents.prose import prose_blocks
from pprkb.documents.proxy import with_proxy
from pprkb.documents.spoken import in_language, other_language
from pprkb.documents.style import compiled_style
from pprkb.evidence.describe import finding, remarks_runs
from pprkb.formats.markdown import plain_paragraphs
from pprkb.languages import ENGLISH, Words, phrase
from pprkb.model.citation import Citation, CitationMode, Cite, Style
from pprkb.model.effect import EffectSize
from pprkb.model.notice import Notices
from pprkb.model.reading_list import Depth, Load, OtherItem
from pprkb.model.reference import Reference, authors_in_words
from pprkb.model.summary import Article, Month, Summary, notices_of
from pprkb.text.markup import Run, joined, text_of
from pprkb.text.spelling import fold

OTHER_WORKS_CITED = phrase("Other works cited")
EVIDENCE = phrase("Evidence")


@dataclass(frozen=True, kw_only=True)
class Material:
    """The input of a document: its outline, and the library's data on the works that it names."""

    named: NamedWorks
    """The outline, with the works that it names."""
    references: Mapping[str, Reference]
    """At least the works in `named.every`, by key."""
    notices: Notices = field(default_factory=dict)
    """Notices about the works in `references`, such as retractions, by key."""
    modified: str = ""
    """ISO date of the newest data."""


def compose(material: Material, style: Style) -> Document:
    """Return a document for prose formats.

    Raises:
        CitationError: The style cannot be used.
    """
    named, outline = material.named, material.named.outline
    composer = Composer(material, style)
    citations = composer.citations
    bare = outline.depth is Depth.REFERENCE
    return Document(
        title=outline.title,
        subtitle=outline.subtitle,
        running_head=outline.running_head,
        language=citations.language,
        title_language=composer.makers,
        author=outline.author,
        modified=material.modified,
        blocks=tuple(composer.blocks()),
        keys=tuple(article.key for article in composer.listed),
        topics=tuple(
            dict.fromkeys(
                topic.label_in(citations.words.language)
                for article in composer.listed
                for topic in article.topics
            )
        ),
        # A bare list names only the works in its prose.
        notices=composer.notices_of(named.cited if bare else named.every),
        hanging_indent=citations.hanging_indent,
        line_spacing=citations.line_spacing if bare else 1.0,
    )


def compose_records(material: Material, style: Style) -> Records:
    """Return the records of an outline's articles; see `compose`."""
    composer = Composer(material, style)
    return Records(
        title=material.named.outline.title,
        modified=material.modified,
        articles=composer.listed,
        parts=parts_as_data(material.named.outline),
        depth=material.named.outline.depth,
        cited=composer.cited_in_words(),
        notices=composer.notices_of(material.named.every),
    )


class Composer:
    """Composes the parts of a document; its citations cover all works from the start."""

    def __init__(
        self, material: Material, style: Style, text: Sequence[PlacedCitation] = ()
    ) -> None:
        """Prepare to compose a document.

        Args:
            material: The outline, and the library's data on the works that it names.
            style: A style and its locale.
            text: The citations of a draft that contains the outline, by the keys of the works.
        """
        named, references, notices = material.named, material.references, material.notices
        self.named = named
        self.outline = outline = named.outline
        self.listed = tuple({article.key: article for article in named.articles}.values())
        works = {a.reference.key: a.reference for a in self.listed if a.reference}
        listed = set(works)
        self.references = references
        self.notices = {
            **{
                key: notices[key]
                for reference in references.values()
                if notices.get(key := reference.key)
            },
            **notices_of(self.listed),
        }
        cited = [references[name].key for name in named.cited if name in references]
        self.cited = frozenset(cited) - works.keys()
        # Numbers in the text must refer to the list, which omits second-hand sources.
        numbered = compiled_style(style).numbered
        # If nothing is printed about the cited works, no other work needs a year suffix.
        bare = bool(text) and outline.depth is Depth.REFERENCE
        for name in named.cited if numbered or bare else named.every:
            if name in references:
                works.setdefault(references[name].key, references[name])
        self.works = works
        self.citations = Citations(
            works.values(),
            style=style,
            annotations=self._annotations(),
            notices=self.notices,
            in_order=outline.style_order and len(outline.parts) == 1 and works.keys() == listed,
            text=text,
        )
        self.words = self.citations.words
        self.anchors: set[str] = set()
        self.makers = (
            other_language(outline.language, self.citations.language) if outline.language else ""
        )
        """The language of the list's maker, where it is another than the document's."""

    def cite(self, citation: Citation) -> tuple[Run, ...]:
        """Return a formatted citation, whose keys may be alternative keys."""
        cites = tuple(
            replace(cite, key=self.references[cite.key].key)
            if cite.key in self.references
            else cite
            for cite in citation.cites
        )
        return self.citations.in_prose(replace(citation, cites=cites))

    def blocks(self) -> list[Block]:
        """Return the blocks of the whole document."""
        blocks: list[Block] = list(self._of_maker(self.outline.introduction, ParagraphRole.BODY))
        blocks += [_gap(words) for words in self.outline.gaps]
        for part, rows in zip(self.outline.parts, self.named.evidence, strict=True):
            blocks += self._part(part, rows)
        blocks += self.others()
        return with_proxy(blocks, self.outline.proxy) if self.outline.proxy else blocks

    def others(self) -> list[Block]:
        """Return the works that prose and tables cite but the document does not list."""
        others = [key for key in self.citations.order if key in self.cited]
        if not others:
            return []
        return [
            self.heading(self.words(OTHER_WORKS_CITED)),
            *(self.cited_entry(key) for key in others),
        ]

    def notices_of(self, named: Iterable[str]) -> Notices:
        """Return the notices about the listed works and some others."""
        keys = [article.key for article in self.listed]
        keys += [self.references[name].key for name in named if name in self.references]
        return {key: self.notices[key] for key in dict.fromkeys(keys) if key in self.notices}

    def _annotations(self) -> dict[str, str]:
        """Return the annotation that an annotated style prints below a work: the implications.

        At depths beyond the reference they are printed in any style.
        """
        if self.outline.depth is not Depth.REFERENCE:
            return {}
        texts = {
            article.key: " ".join(
                paragraph
                for summary in article.summaries
                for paragraph in plain_paragraphs(summary.practice_implications, {})
            )
            for article in self.listed
        }
        return {key: text for key, text in texts.items() if text}

    def cited_in_words(self) -> dict[str, str]:
        """Return the citations of the named works, without parentheses."""
        named = [name for name in self.named.every if name in self.references]
        return {name: self._marked_citation(self.references[name].key) for name in named}

    def _marked_citation(self, key: str) -> str:
        """Return a citation with a mark for notices, for use without a list of references."""
        mark = text_of(self.citations.mark(key))
        return f"{self._plain_citation(key)}{mark}"

    def _plain_citation(self, key: str) -> str:
        if key not in self.works:
            return _names_and_year(self.references[key], self.words)
        words = self.citations.plain(Citation(cites=(Cite(key=key),)))
        return words.removeprefix("(").removesuffix(")")

    def _part(self, part: Part, rows: tuple[EvidenceRow, ...]) -> list[Block]:
        blocks: list[Block] = []
        if part.heading:
            blocks += in_language((self.heading(part.heading),), self.makers)
        if part.date:
            date = in_words(part.date, self.citations.language, self.words)
            blocks.append(Paragraph(runs=(Run(text=date),), role=ParagraphRole.NOTE))
        if self.outline.load is Load.PAGES and (
            said := load_in_words(reading_load(part.articles), self.words)
        ):
            blocks.append(Paragraph(runs=(Run(text=said),), role=ParagraphRole.NOTE))
        if part.note:
            blocks += self._of_maker(part.note)
        blocks += self._entries(part)
        blocks += self.evidence(part, with_standing(rows, self.notices))
        if part.asked and not (part.articles or part.see_also or part.gaps):
            said = (
                self.words("The library holds no further works on this.")
                if part.heading
                else self.words("No works fit what was asked for.")
            )
            blocks.append(Paragraph(runs=(Run(text=said),), role=ParagraphRole.NOTE))
        if part.see_also:
            blocks.append(self._see_also(part.see_also))
        return blocks

    def _entries(self, part: Part) -> list[Block]:
        """Return the references of a part, with messages in place of missing ones."""
        blocks: list[Block] = [self.entry(article) for article in self._ordered(part.articles)]
        between: list[tuple[int, Block]] = [(place, _gap(words)) for place, words in part.gaps]
        between += [(place, self._other(item)) for place, item in part.others]
        for before, (place, block) in enumerate(sorted(between, key=lambda one: one[0])):
            blocks.insert(place + before, block)
        return blocks

    def _other(self, item: OtherItem) -> Entry:
        """Return an item that is not a publication as an entry: its text, kind and address."""
        name, runs = item_in_words(item, self.words)
        return Entry(
            key=self._place(f"item {item.item}"),
            runs=runs,
            importance=importance_words(item.importance, self.words),
            annotation=self._of_maker(item.note),
            name=name,
        )

    def evidence(self, part: Part, rows: tuple[EvidenceRow, ...]) -> list[Block]:
        """Return the table and drawing of the effects of a part."""
        if not rows:
            return []
        heading = self.heading(self.words(EVIDENCE), level=2 if part.heading else 1)
        blocks = evidence_blocks(
            rows,
            self.name_work,
            title=part.heading or self.outline.title,
            name=heading.anchor,
            words=self.words,
        )
        return [heading, *blocks]

    def name_work(self, key: str) -> tuple[Run, ...]:
        """Return the citation of a work in running text, whether or not it is listed."""
        reference = self.references.get(key) or self.works.get(key)
        if reference is None:
            return (Run(text=key),)
        mark = self.citations.mark(reference.key)
        if reference.key in self.works:
            narrative = Citation(cites=(Cite(key=key),), mode=CitationMode.NARRATIVE)
            return (*self.cite(narrative), *mark)
        names, _, year = _names_and_year(reference, self.words).rpartition(", ")
        return (Run(text=f"{names} ({year})"), *mark)

    def _ordered(self, articles: tuple[Article, ...]) -> tuple[Article, ...]:
        if not self.outline.style_order:
            return articles
        places = {key: place for place, key in enumerate(self.citations.order)}
        return tuple(sorted(articles, key=lambda one: places.get(one.key, len(places))))

    def heading(self, text: str, *, level: int = 1) -> Heading:
        """Return a heading with a unique id."""
        return Heading(level=level, runs=(Run(text=text),), anchor=self._place(text))

    def _place(self, text: str) -> str:
        """Return an id for a heading, derived from its text."""
        stem = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-") or "section"
        anchor, number = stem, 2
        while anchor in self.anchors or anchor in self.works:
            anchor, number = f"{stem}-{number}", number + 1
        self.anchors.add(anchor)
        return anchor

    def _see_also(self, articles: tuple[Article, ...]) -> Paragraph:
        runs: list[Run] = []
        for number, article in enumerate(articles):
            if number:
                runs.append(Run(text="; "))
            if article.reference:
                cite = Cite(key=article.reference.key)
                runs += self.citations.in_prose(
                    Citation(cites=(cite,), mode=CitationMode.NARRATIVE)
                )
            else:
                runs.append(self._titled(article.summaries[0]))
        said = self.words.in_runs("See also {works}.", works=tuple(runs))
        return Paragraph(runs=said, role=ParagraphRole.NOTE)

    def prose(self, markdown: str, role: ParagraphRole = ParagraphRole.BODY) -> tuple[Block, ...]:
        """Return the blocks of Markdown with its citations formatted."""
        blocks = prose_blocks(markdown, self.cite)
        if role is ParagraphRole.BODY:
            return blocks
        return tuple(
            Paragraph(runs=block.runs, role=role)
            if isinstance(block, Paragraph) and block.role is ParagraphRole.BODY
            else block
            for block in blocks
        )

    def _of_maker(
        self, markdown: str, role: ParagraphRole = ParagraphRole.NOTE
    ) -> tuple[Block, ...]:
        """Return what the maker of the list says, marked where it is in another language."""
        return in_language(self.prose(markdown, role), self.makers)

    # -- one article ------------------------------------------------------------------------

    def entry(self, article: Article) -> Entry:
        """Return an article's reference with its annotation at the outline's depth."""
        if article.reference:
            entry = self.cited_entry(article.reference.key)
        else:
            summary = article.summaries[0]
            runs = joined((self._titled(summary), Run(text=f" ({self._month(summary)}).")))
            entry = Entry(key=article.key, runs=runs)
        annotation = list(entry.annotation)
        if article.pages:
            said = (Run(text=pages_in_words(article.pages, self.words)),)
            annotation.append(Paragraph(runs=said, role=ParagraphRole.NOTE))
        annotation += self._of_maker(article.note)
        if self.outline.depth is Depth.FULL and (article.types or article.topics):
            language = self.words.language
            labels = [kind.label_in(language) for kind in article.types]
            labels += [topic.label_in(language) for topic in article.topics]
            runs = (Run(text=" · ".join(labels)),)
            annotation.append(Paragraph(runs=runs, role=ParagraphRole.NOTE))
        if self.outline.depth is not Depth.REFERENCE:
            annotation += self.told_of(article)
        return replace(
            entry,
            importance=importance_words(article.importance, self.words),
            annotation=tuple(annotation),
        )

    def told_of(self, article: Article) -> list[Block]:
        """Return the content of an article's summaries at the outline's depth."""
        several = len(article.summaries) > 1
        told = (self._summary(summary, several=several) for summary in article.summaries)
        return [block for blocks in told for block in blocks]

    def cited_entry(self, key: str) -> Entry:
        """Return the formatted reference of a work, with its notices below."""
        formatted = self.citations.entry(key)
        return Entry(
            key=key,
            runs=formatted.runs,
            label=formatted.label,
            annotation=(
                *under_reference(self.notices.get(key, ()), self.words),
                *(Paragraph(runs=block) for block in formatted.annotation),
            ),
            reference=self.citations.references.get(key),
        )

    def _summary(self, summary: Summary, *, several: bool) -> list[Block]:
        depth = self.outline.depth
        blocks: list[Block] = []
        if several or depth is Depth.FULL:
            about = joined((self._titled(summary), Run(text=f" ({self._month(summary)})")))
            runs = tuple(replace(run, italic=True) for run in about)
            blocks.append(Paragraph(runs=runs, role=ParagraphRole.LABEL))
        if depth is Depth.BRIEF:
            blocks += self.told(summary, summary.key_finding)
        elif depth is Depth.FULL:
            blocks += self.told(summary, summary.evidence_summary)
        blocks += [self._effect(effect, summary) for effect in summary.effects]
        if summary.practice_implications:
            blocks.append(_label(self.words("Practice implications")))
            blocks += self.told(summary, summary.practice_implications)
        if depth is Depth.FULL:
            for section in summary.sections:
                if section.heading:
                    blocks += in_language((_label(section.heading),), self.spoken(summary))
                blocks += self.told(summary, section.text)
        if blocks and summary.origin:
            whose = (Run(text=f"{self.words(summary.origin.words)}."),)
            blocks.append(Paragraph(runs=whose, role=ParagraphRole.NOTE))
        return blocks

    def told(self, summary: Summary, markdown: str) -> tuple[Block, ...]:
        """Return the blocks of a text of a summary, marked where it is in another language."""
        return in_language(self.prose(markdown), self.spoken(summary))

    def spoken(self, summary: Summary) -> str:
        """Return the language of a summary where it is another than the document's."""
        return other_language(summary.language, self.citations.language)

    def _titled(self, summary: Summary) -> Run:
        return Run(text=summary.title, language=self.spoken(summary))

    def _month(self, summary: Summary) -> str:
        return month_in_words(summary.month, self.words)

    def _effect(self, effect: EffectSize, summary: Summary) -> Paragraph:
        runs = list(finding(effect, self.words, language=self.spoken(summary)))
        if said := remarks_runs(effect, self.words, language=self.spoken(summary)):
            runs += joined((Run(text=" ("), *said, Run(text=")")))
        if judged := judged_runs(effect, self.name_work, self.words):
            runs += [Run(text="; "), *judged]
        runs += self._source(effect, summary)
        if effect.superseded_by:
            newer = effect.superseded_by
            if newer in self.references:
                newer = self._marked_citation(self.references[newer].key)
            runs.append(Run(text=f" [{self.words('superseded by {work}', work=newer)}]"))
        return Paragraph(runs=tuple(runs), role=ParagraphRole.EFFECTS)

    def _source(self, effect: EffectSize, summary: Summary) -> tuple[Run, ...]:
        """Return the source of a finding, as APA cites secondary sources (manual, section 8.6)."""
        if not effect.source or effect.source == summary.reference:
            return ()
        reader = ""
        if summary.reference:
            work = self._plain_citation(summary.reference)
            reader = f", {self.words('as cited in {work}', work=work)}"
        # The source is not listed (section 8.6), so its notice must be marked here.
        reader = f"{text_of(self.citations.mark(effect.source))}{reader}"
        if effect.source in self.works:
            cite = Cite(key=effect.source, suffix=reader)
            return (Run(text=" "), *self.cite(Citation(cites=(cite,))))
        source = self.references.get(effect.source)
        name = _names_and_year(source, self.words) if source else effect.source
        return (Run(text=f" ({name}{reader})"),)


def _gap(words: str) -> Paragraph:
    return Paragraph(runs=(Run(text=words, bold=True),), role=ParagraphRole.WARNING)


def _label(text: str) -> Paragraph:
    return Paragraph(runs=(Run(text=text),), role=ParagraphRole.LABEL)


def month_in_words(month: Month | None, words: Words = ENGLISH) -> str:
    """Return the month of a summary: "April 2016"."""
    return words.month(month.year, month.month) if month else words("no month")


def _names_and_year(reference: Reference, words: Words) -> str:
    """Return names and year of a work that is not listed, in a numeric style."""
    year = reference.year or (reference.issued.literal if reference.issued else words("n.d."))
    return f"{authors_in_words(reference, at_most=2, words=words)}, {year}"
