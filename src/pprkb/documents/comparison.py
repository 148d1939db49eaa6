"""Works side by side on one page: question, design, size, effect and implication."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile, zip_longest

from pprkb.documents.cite import Citations
from pprkb.documents.document import (
    Block,
    Document,
    Entry,
    Heading,
    Paragraph,
    ParagraphRole,
    Table,
    under_reference,
)
from pprkb.documents.evidence.table import NOT_POOLED, judged_runs, narrative
from pprkb.documents.spoken import other_language
from pprkb.documents.writers.records import csv_cell
from pprkb.evidence.describe import counted, finding, people, remarks_runs
from pprkb.formats.markdown import plain_paragraphs
from pprkb.languages import ENGLISH, Words, phrase
from pprkb.model.effect import EffectSize
from pprkb.model.summary import Article, Summary
from pprkb.text.markup import Run, joined, plain_text_of

NOT_REPORTED = phrase("not reported")
NO_SUMMARY = phrase("no summary")
_BESIDE = 4
"""The maximum number of works as columns; more would leave no room for text."""
_LONGEST_CELL = 320
_ITEM = re.compile(r"(?:-|\d+[.)]) ")
"""The beginning of a list item in `plain_paragraphs`."""


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One work with its answers to the questions, as runs."""

    article: Article
    name: tuple[Run, ...]
    """The citation of the work in running text."""
    answers: tuple[tuple[Run, ...], ...]
    """In the order of `QUESTIONS`."""
    effects: tuple[tuple[Run, ...], ...] = ()
    """Each effect with its numbers of studies and participants."""


QUESTIONS = (
    phrase("Question"),
    phrase("Design"),
    phrase("Studies (k)"),
    phrase("Participants (N)"),
    phrase("Effect"),
    phrase("Implication"),
)
_ABOVE, _EFFECT, _IMPLICATION = (0, 1), 4, 5
"""Indices of the rows of the table, where studies and participants are beside the effect."""


def compared(
    articles: Iterable[Article], citations: Citations, cited: Mapping[str, str]
) -> tuple[Compared, ...]:
    """Return works with their answers to the questions.

    Args:
        articles: The works; one without a reference is named by its summary's title.
        citations: The citations of the works.
        cited: Citations of the works, and of those in their effects and implications, without
            parentheses, by key.
    """
    cite, words = narrative(citations), citations.words
    return tuple(
        Compared(
            article=article,
            name=cite(article.reference.key)
            if article.reference
            else _text(article.summaries[0].title, _spoken(article.summaries[0], words)),
            answers=tuple(_answers(article, cited, words)),
            effects=tuple(
                _effect(effect, summary, cited, words)
                for summary in article.summaries
                for effect in summary.effects
            ),
        )
        for article in articles
    )


def _answers(article: Article, cited: Mapping[str, str], words: Words) -> Iterator[tuple[Run, ...]]:
    summaries = article.summaries
    effects = [effect for summary in summaries for effect in summary.effects]
    missing = words(NOT_REPORTED if summaries else NO_SUMMARY)
    yield _parted((_titled(one, words) for one in summaries), "; ") or _text(missing)
    yield _text("; ".join(kind.label_in(words.language) for kind in article.types) or missing)
    yield _text(_sizes((_size(e.k, e.k_qualifier, "", words) for e in effects), missing))
    sizes = (_size(e.n, e.n_qualifier, people(e.n_unit, words), words) for e in effects)
    yield _text(_sizes(sizes, missing))
    told = (
        _effect(effect, summary, cited, words)
        for summary in summaries
        for effect in summary.effects
    )
    yield _parted(told, "; ") or _text(missing)
    implications = (
        _text(_first(one.practice_implications, cited), _spoken(one, words)) for one in summaries
    )
    yield joined(_parted(implications, " ")) or _text(missing)


def _spoken(summary: Summary, words: Words) -> str:
    """Return the language of a summary where it is another than the reader's."""
    return other_language(summary.language, words.locale)


def _titled(summary: Summary, words: Words) -> tuple[Run, ...]:
    title = Run(text=summary.title, language=_spoken(summary, words))
    if not summary.origin:
        return (title,)
    return joined((title, Run(text=f" [{words(summary.origin.words)}]")))


def _text(words: str, language: str = "") -> tuple[Run, ...]:
    return (Run(text=words, language=language),) if words else ()


def _parted(parts: Iterable[tuple[Run, ...]], sign: str) -> tuple[Run, ...]:
    runs: list[Run] = []
    for part in filter(None, parts):
        runs += [*((Run(text=sign),) if runs else ()), *part]
    return tuple(runs)


def _size(number: int | None, qualifier: str, noun: str, words: Words) -> str:
    if number is None:
        return ""
    sign, said = counted(number, qualifier, noun, words)
    return said if sign == "=" else f"{sign} {said}"


def _sizes(sizes: Iterable[str], missing: str) -> str:
    return "; ".join(dict.fromkeys(filter(None, sizes))) or missing


def _effect(
    effect: EffectSize, summary: Summary, cited: Mapping[str, str], words: Words
) -> tuple[Run, ...]:
    language = _spoken(summary, words)
    runs = list(finding(effect, words, language=language))
    if said := remarks_runs(effect, words, language=language):
        runs += joined((Run(text=" ("), *said, Run(text=")")))
    if effect.source and effect.source != summary.reference:
        source = cited.get(effect.source, effect.source)
        if summary.reference:
            reader = cited.get(summary.reference, summary.reference)
            source = words("{source}, as cited in {reader}", source=source, reader=reader)
        runs.append(Run(text=f" ({source})"))
    if effect.superseded_by:
        newer = cited.get(effect.superseded_by, effect.superseded_by)
        runs.append(Run(text=f" [{words('superseded by {work}', work=newer)}]"))
    if judged := judged_runs(effect, lambda key: _text(cited.get(key, key)), words):
        runs += [Run(text=". "), *judged]
    return tuple(runs)


def _first(markdown: str, cited: Mapping[str, str]) -> str:
    """Return the first paragraph or list of a text, shortened at the end of a sentence."""
    paragraphs = plain_paragraphs(markdown, cited)
    items = list(takewhile(_ITEM.match, paragraphs))
    text = " ".join(_ITEM.sub("", paragraph) for paragraph in items) or "".join(paragraphs[:1])
    if len(text) <= _LONGEST_CELL:
        return text
    end = text.rfind(". ", 0, _LONGEST_CELL)
    return text[: end + 1] if end > 0 else f"{text[:_LONGEST_CELL].rsplit(' ', 1)[0]} …"


def comparison_table(works: tuple[Compared, ...], words: Words = ENGLISH) -> Table:
    """Return works in columns or, if there are many, in rows, with each effect on its own line.

    The numbers of studies and participants are printed beside each effect.
    """
    if len(works) <= _BESIDE:
        lines = zip_longest(*(work.effects or (work.answers[_EFFECT],) for work in works))
        return Table(
            header=((), *(work.name for work in works)),
            rows=(
                *(_beside(words(QUESTIONS[place]), works, place) for place in _ABOVE),
                *(
                    (_bold(words("Effect") if number == 0 else ""), *(cell or () for cell in line))
                    for number, line in enumerate(lines)
                ),
                _beside(words(QUESTIONS[_IMPLICATION]), works, _IMPLICATION),
            ),
            row_headers=True,
        )
    asked = (*_ABOVE, _EFFECT, _IMPLICATION)
    return Table(
        header=(_text(words("Work")), *(_text(words(QUESTIONS[place])) for place in asked)),
        rows=tuple(row for work in works for row in _rows(work)),
        row_headers=True,
    )


def _beside(question: str, works: tuple[Compared, ...], place: int) -> tuple[tuple[Run, ...], ...]:
    return (_bold(question), *(work.answers[place] for work in works))


def _rows(one: Compared) -> Iterator[tuple[tuple[Run, ...], ...]]:
    first, *others = one.effects or (one.answers[_EFFECT],)
    above = (one.answers[place] for place in _ABOVE)
    yield (one.name, *above, first, one.answers[_IMPLICATION])
    for effect in others:
        yield ((), *(() for _ in _ABOVE), effect, ())


def _bold(words: str) -> tuple[Run, ...]:
    return (Run(text=words, bold=True),) if words else ()


def comparison_document(
    works: tuple[Compared, ...], citations: Citations, *, title: str = "", modified: str = ""
) -> Document:
    """Return the comparison as a landscape page, followed by the references.

    Args:
        works: The works to compare.
        citations: The citations of the works.
        title: The document's title; by default "Comparison".
        modified: ISO date of the newest data.
    """
    words = citations.words
    blocks: list[Block] = [
        Paragraph(runs=_text(words(NOT_POOLED)), role=ParagraphRole.NOTE),
        comparison_table(works, words),
    ]
    if citations.order:
        blocks.append(Heading(level=1, runs=_text(words("References")), anchor="references"))
    for key in citations.order:
        entry = citations.entry(key)
        notices = under_reference(citations.notices.get(key, ()), words)
        blocks.append(
            Entry(
                key=key,
                runs=entry.runs,
                label=entry.label,
                annotation=notices,
                reference=citations.references.get(key),
            )
        )
    return Document(
        title=title or words("Comparison"),
        language=citations.language,
        modified=modified,
        blocks=tuple(blocks),
        keys=tuple(work.article.key for work in works),
        notices=citations.notices,
        hanging_indent=citations.hanging_indent,
        line_spacing=1.0,
        landscape=True,
    )


def comparison_records(works: tuple[Compared, ...]) -> list[dict[str, str]]:
    """Return the comparison as records of plain text, one for each work."""
    return [
        {
            "key": work.article.key,
            "work": plain_text_of(work.name),
            **{
                question: plain_text_of(answer)
                for question, answer in zip(QUESTIONS, work.answers, strict=True)
            },
        }
        for work in works
    ]


def comparison_json(works: tuple[Compared, ...]) -> bytes:
    """Return the comparison as a JSON list."""
    return (json.dumps(comparison_records(works), ensure_ascii=False, indent=2) + "\n").encode()


def comparison_csv(works: tuple[Compared, ...]) -> bytes:
    """Return the comparison as CSV with a header, in the form that Excel opens."""
    table = io.StringIO()
    writer = csv.DictWriter(table, ("key", "work", *QUESTIONS), lineterminator="\r\n")
    writer.writeheader()
    for record in comparison_records(works):
        writer.writerow({name: csv_cell(value) for name, value in record.items()})
    return b"\xef\xbb\xbf" + table.getvalue().encode()
