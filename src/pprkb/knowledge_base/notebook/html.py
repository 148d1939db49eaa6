"""Values as HTML fragments for notebooks, in the notebook's colours and without scripts.

Long values are truncated, with a hint how to see all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from itertools import islice

from pprkb.check.fix import Fixes
from pprkb.desk.add.works import Addition, Judged
from pprkb.documents.cite import Citations
from pprkb.documents.document import (
    Block,
    Document,
    Entry,
    Heading,
    Paragraph,
    ParagraphRole,
    Quotation,
    Table,
    under_reference,
)
from pprkb.documents.evidence.document import Evidence, evidence_blocks
from pprkb.documents.evidence.table import evidence_rows, evidence_table, narrative
from pprkb.documents.writers.characters import beside
from pprkb.documents.writers.html import escaped
from pprkb.documents.writers.html_fragment import fragment, slug
from pprkb.evidence.describe import base, statistic, subject
from pprkb.evidence.direction import favours_words
from pprkb.files.change import Edit
from pprkb.formats.markdown import plain_paragraphs
from pprkb.knowledge_base.notebook.sequences import Articles, Problems, ReadingLists
from pprkb.knowledge_base.notebook.tables import asked
from pprkb.model.citation import Style
from pprkb.model.effect import EffectSize
from pprkb.model.errors import PprkbError
from pprkb.model.notice import Notices
from pprkb.model.problem import Findings, Problem
from pprkb.model.reading_list import Item, OtherItem, QueryItem, ReadingList, ReferenceItem
from pprkb.model.reference import Reference, in_short
from pprkb.model.shown import how_many
from pprkb.model.summary import Article, Summary, Topic, notices_of
from pprkb.query.search import Found
from pprkb.text.markup import Run

_MOST_ARTICLES = 20
_MOST_ROWS = 50
_MOST_BLOCKS = 120
_MOST_LINES = 400
_STYLE = Style.of("apa")


def html_of(value: object) -> str:
    """Return a value as HTML, or an error message if that fails."""
    try:
        if isinstance(value, Addition):
            return _framed(_addition(value))
        if isinstance(value, Edit):
            return _framed(_difference(value))
        if isinstance(value, Fixes):
            return _framed(_fixes(value))
        return of_blocks(_blocks(value))
    except PprkbError as error:
        return of_blocks([_said(str(error))])


def shown(compose: Callable[[], Document]) -> str:
    """Return a document as HTML, or an error message if that fails."""
    try:
        return of_document(compose())
    except PprkbError as error:
        return of_blocks([_said(str(error))])


def of_document(document: Document) -> str:
    """Return a document as HTML, up to a length."""
    heading = Heading(level=1, runs=(Run(text=document.title),))
    blocks: list[Block] = [heading, *document.blocks[:_MOST_BLOCKS]]
    if len(document.blocks) > _MOST_BLOCKS:
        blocks.append(_said("This is its beginning; .html, .text and .save() have the whole."))
    return of_blocks(blocks, document)


def of_evidence(evidence: Evidence) -> str:
    """Return effects as HTML: drawings and a table."""
    rows = evidence.rows[:_MOST_ROWS]
    if not rows:
        return of_blocks([_said("There are no effects.")])
    cite, words = narrative(evidence.citations), evidence.citations.words
    blocks: list[Block] = [Heading(level=1, runs=(Run(text=evidence.title),))]
    if evidence.convert_to:
        blocks.append(evidence_table(rows, cite, evidence.convert_to, words))
    else:
        blocks += evidence_blocks(rows, cite, title=evidence.title, name="forest", words=words)
    blocks += _rest(len(evidence.rows), len(rows), "effects")
    language = evidence.citations.language
    return of_blocks(blocks, Document(title=evidence.title, language=language))


def of_entries(citations: Citations, keys: Iterable[str], told: str = "") -> str:
    """Return formatted references as HTML."""
    blocks: list[Block] = [_entry(citations, key) for key in keys]
    return of_blocks(blocks + ([_said(told)] if told else []))


def of_blocks(blocks: Iterable[Block], document: Document | None = None) -> str:
    """Return blocks as HTML."""
    return _framed(_part(blocks, document or Document(title="")))


def _part(blocks: Iterable[Block], document: Document) -> str:
    held = tuple(blocks)
    # Ids must be unique in a notebook, and stay the same when it is run again.
    digest = blake2b(repr(held).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    name = f"{slug(document.title)[:20].strip('-') or 'pprkb'}-{digest}"
    return fragment(document, held, top_level=4, name=name, drawings=True)


def _framed(content: str) -> str:
    return f'<div class="pprkb">\n<style>\n{beside("notebook.css")}</style>\n{content}</div>\n'


def _said(words: str) -> Paragraph:
    return Paragraph(runs=(Run(text=words),), role=ParagraphRole.NOTE)


def _rest(total: int, shown: int, several: str) -> list[Block]:
    more = total - shown
    return [_said(f"{more:,} more {several} are not shown.")] if more > 0 else []


def _blocks(value: object) -> Iterable[Block]:
    match value:
        case Article():
            return _article(value)
        case Articles():
            return _articles(value)
        case Reference():
            return [_entry(Citations([value], style=_STYLE), value.key)]
        case ReadingList():
            return _list(value)
        case ReadingLists():
            return _lists(value)
        case Problem():
            return _problems([value])
        case Problems():
            return _problems(value)
        case Findings():
            return _problems(value.problems)
        case Found():
            return _found(value)
        case Summary():
            return _summary(value)
        case EffectSize():
            return _effect(value)
        case Topic():
            return _topic(value)
    return [_said(repr(value))]


# -- works ---------------------------------------------------------------------------------------


def _entry(citations: Citations, key: str) -> Entry:
    entry = citations.entry(key)
    notices = under_reference(citations.notices.get(key, ()))
    return Entry(
        key=key,
        runs=entry.runs,
        label=entry.label,
        annotation=notices,
        reference=citations.references.get(key),
    )


def _works(articles: Sequence[Article]) -> Citations:
    references = [article.reference for article in articles if article.reference]
    notices: Notices = notices_of(articles)
    return Citations(references, style=_STYLE, notices=notices)


def _listed(article: Article, citations: Citations) -> Block:
    if article.reference:
        return _entry(citations, article.key)
    return Paragraph(runs=(Run(text=f"{article.summaries[0].title} [{article.key}]"),))


def _articles(articles: Articles) -> list[Block]:
    shown = articles[:_MOST_ARTICLES]
    citations = _works(shown)
    blocks: list[Block] = [_said(f"{how_many(len(articles), 'article')}.")]
    blocks += [_listed(article, citations) for article in shown]
    return blocks + _rest(len(articles), len(shown), "articles")


def _article(article: Article) -> list[Block]:
    citations = _works([article])
    blocks: list[Block] = [_listed(article, citations)]
    for summary in article.summaries:
        labels = [topic.label for topic in article.topics if topic.id in summary.topics]
        told = filter(None, (str(summary.month or ""), ", ".join(labels)))
        runs = (Run(text=summary.title, bold=True), Run(text="".join(f" · {one}" for one in told)))
        blocks.append(Paragraph(runs=runs))
    rows = evidence_rows([article], article.topics)
    if rows:
        blocks.append(evidence_table(rows, narrative(citations)))
    said = f'library.show("{article.key}") has the summaries.' if article.summaries else ""
    return blocks + ([_said(said)] if said else [])


def _found(found: Found) -> list[Block]:
    words = how_many(found.total, "article")
    if found.hits and not found.all_words:
        words += " with some of the words"
    blocks: list[Block] = [_said(f"{words}.")]
    blocks += [_said(f"{hint[:1].upper()}{hint[1:]}") for hint in found.hints]
    shown = found.hits[:_MOST_ARTICLES]
    citations = _works([hit.article for hit in shown])
    for hit in shown:
        block = _listed(hit.article, citations)
        runs = tuple(Run(text=piece, bold=is_word) for piece, is_word in hit.pieces)
        if isinstance(block, Entry) and runs:
            excerpt = Paragraph(runs=runs)
            block = Entry(
                key=block.key,
                runs=block.runs,
                label=block.label,
                annotation=(*block.annotation, excerpt),
                reference=block.reference,
            )
        blocks.append(block)
    return blocks + _rest(found.total, len(shown), "articles")


def of_finding(text: str, sentence: str, source: Iterable[str]) -> str:
    """Return a finding as HTML: in words, with its sentence and source."""
    return of_blocks(
        [
            Paragraph(runs=(Run(text=text, bold=True),)),
            *([_quoted(sentence)] if sentence else []),
            _said(" · ".join(filter(None, source))),
        ]
    )


def _quoted(words: str) -> Quotation:
    return Quotation(blocks=(Paragraph(runs=(Run(text=words),)),))


def _summary(summary: Summary) -> list[Block]:
    """Return the text of a summary; citations show keys, since it does not contain the works."""
    blocks: list[Block] = [Heading(level=1, runs=(Run(text=summary.title),))]
    told = (str(summary.month or ""), summary.type, ", ".join(summary.topics), summary.reference)
    blocks.append(_said(" · ".join(filter(None, told))))
    parts = [
        ("", summary.evidence_summary),
        ("Practice implications", summary.practice_implications),
    ]
    for heading, text in (*parts, *summary.sections):
        if heading and text:
            blocks.append(Heading(level=2, runs=(Run(text=heading),)))
        blocks += [Paragraph(runs=(Run(text=one),)) for one in plain_paragraphs(text, {})]
    if summary.effects:
        rows = tuple(
            ((Run(text=subject(one)),), statistic(one), base(one), (Run(text=one.source),))
            for one in summary.effects
        )
        header = _table(("What it relates", "Effect", "It rests on", "Source"), ()).header
        blocks.append(Table(header=header, rows=rows))
    return blocks


def _effect(effect: EffectSize) -> list[Block]:
    head = (Run(text=f"{subject(effect)}: ", bold=True), *statistic(effect))
    rests = base(effect)
    blocks: list[Block] = [Paragraph(runs=(*head, Run(text="; "), *rests) if rests else head)]
    if effect.quote:
        blocks.append(_quoted(effect.quote))
    at = str(effect.at) if effect.at else ""
    told = (effect.id, favours_words(effect), effect.source, effect.note, at)
    return [*blocks, _said(" · ".join(filter(None, told)))]


def _topic(topic: Topic) -> list[Block]:
    blocks: list[Block] = [Paragraph(runs=(Run(text=topic.label, bold=True),))]
    labels = [f"{language}: {label}" for language, label in topic.labels]
    broader = f"in {topic.broader}" if topic.broader else ""
    told = (topic.id, broader, ", ".join(topic.aliases), ", ".join(labels))
    return [*blocks, _said(" · ".join(filter(None, told)))]


# -- lists and problems --------------------------------------------------------------------------


def _table(
    header: Sequence[str], rows: Iterable[Sequence[str]], numeric: Iterable[int] = ()
) -> Table:
    return Table(
        header=tuple((Run(text=name),) for name in header),
        rows=tuple(tuple((Run(text=cell),) for cell in row) for row in rows),
        numeric=frozenset(numeric),
    )


def _lists(lists: ReadingLists) -> list[Block]:
    rows = [
        (
            one.slug,
            one.title,
            f"{len(one.sections):,}",
            f"{sum(len(section.items) for section in one.sections):,}",
        )
        for one in islice(lists, _MOST_ROWS)
    ]
    table = _table(("List", "Title", "Sections", "Items"), rows, numeric=(2, 3))
    return [table, *_rest(len(lists), len(rows), "lists")]


def _list(reading_list: ReadingList) -> list[Block]:
    title = Run(text=reading_list.title)
    blocks: list[Block] = [Heading(level=1, runs=(title,))]
    rows = [
        (section.heading, _told(item), item.importance, item.note)
        for section in reading_list.sections
        for item in section.items
    ]
    blocks.append(_table(("Section", "Item", "Importance", "Note"), rows[:_MOST_ROWS]))
    blocks += _rest(len(rows), _MOST_ROWS, "items")
    return [*blocks, _said(f'library.reading_list("{reading_list.slug}") is its document.')]


def _told(item: Item) -> str:
    match item:
        case ReferenceItem():
            return f"{item.reference}, {item.pages}" if item.pages else item.reference
        case OtherItem():
            return item.item
        case QueryItem():
            return asked(item)


def _problems(problems: Sequence[Problem]) -> list[Block]:
    if not problems:
        return [_said("There are no problems.")]
    rows = [
        (
            str(one.at),
            one.severity.value,
            f"{one.key}: {one.message}" if one.key else one.message,
            one.hint,
            one.rule.value,
        )
        for one in problems[:_MOST_ROWS]
    ]
    table = _table(("Where", "Severity", "What is wrong", "What would help", "Rule"), rows)
    return [table, *_rest(len(problems), len(rows), "problems")]


# -- edits ---------------------------------------------------------------------------------------

_MARKS = {"+": "ins", "-": "del"}


def _difference(edit: Edit) -> str:
    """Return the changes that an edit would make now, line by line; nothing is written."""
    lines = edit.difference().splitlines()
    if not lines:
        return "<p>Nothing would change now.</p>\n"
    rest = "<p>Nothing is written before .apply().</p>\n"
    return _lines(lines, ".difference()") + rest


def _fixes(fixes: Fixes) -> str:
    """Return the fixed problems and their changes, line by line."""
    count = len(fixes.remaining.problems)
    blocks = _problems(fixes.fixed) if fixes.fixed else [_said("Nothing can be fixed for certain.")]
    blocks.append(_said(f"{how_many(count, 'problem')} {'remains' if count == 1 else 'remain'}."))
    lines = fixes.patch().decode("utf-8", "replace").splitlines()
    return _part(blocks, Document(title="")) + (_lines(lines, ".patch()") if lines else "")


def _lines(lines: Sequence[str], where: str) -> str:
    shown = []
    for line in lines[:_MOST_LINES]:
        heading = line.startswith(("+++ ", "--- ", "@@ "))
        tag = "strong" if heading else _MARKS.get(line[:1], "")
        text = _line(line)
        shown.append(f"<{tag}>{text}</{tag}>" if tag else text)
    more = len(lines) - len(shown)
    rest = f"<p>{more:,} more lines are in {where}.</p>\n" if more else ""
    printed = "\n".join(shown)
    return f'<pre class="difference">{printed}</pre>\n{rest}'


def _line(line: str) -> str:
    """Return a line of a file with its whitespace."""
    return "\t".join(map(escaped, line.split("\t")))


def _addition(addition: Addition) -> str:
    rows = [_judged(one) for one in addition.judged[:_MOST_ROWS]]
    blocks: list[Block] = []
    if rows:
        blocks.append(_table(("Work", "What becomes of it", "Key", "It looks like"), rows))
        blocks += _rest(len(addition.judged), len(rows), "works")
    said = [str(problem) for problem in addition.gathered.problems]
    said += [str(error) for error in addition.gathered.unread]
    blocks += [_said(words) for words in said]
    told = _part(blocks or [_said("No work was found.")], Document(title=""))
    return told + _difference(addition.edit)


def _judged(judged: Judged) -> tuple[str, str, str, str]:
    alike = ", ".join(match.reference.key for match in judged.matches)
    return in_short(judged.newcomer.reference), judged.verdict.value, judged.key, alike
