"""Answers as text, for assistants that do not support structured output.

Each number is on one line with the sentence that reports it and the key of its work; the prose of
summaries is quoted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pprkb.assistant.values import (
    Answer,
    ArticleResult,
    CiteResult,
    Finding,
    Findings,
    ListResult,
    Passage,
    SearchResult,
    Source,
    TopicsResult,
)


def text_of_answer(answer: Answer) -> str:
    """Return an answer as text."""
    lines = [*_lines(answer)]
    lines += [f"Note: {one}" for one in answer.notes]
    lines += [f"Left out: {one}" for one in answer.left_out]
    return "\n".join(lines)


def _lines(answer: Answer) -> Iterator[str]:
    match answer:
        case Findings():
            yield f"{_counted(answer.total, 'finding')} for “{answer.asked}”"
            if answer.words_not_found:
                yield f"None of them holds: {', '.join(answer.words_not_found)}"
            yield from _numbered(answer.findings)
        case SearchResult():
            yield f"{_counted(answer.total, 'article')} for “{answer.asked}”"
            for one in answer.articles:
                yield ""
                yield f"[{one.key}] {one.source.reference if one.source else one.headline}"
                yield from _standing(one.source)
                if one.headline:
                    yield f"  Summary: {one.headline} ({one.month or 'no month'})"
                if one.findings:
                    yield f"  {_counted(one.findings, 'finding')} recorded"
                if one.excerpt:
                    yield f"  “{one.excerpt}” [{one.key}]"
        case ArticleResult():
            yield f"[{answer.key}] {answer.source.reference if answer.source else answer.title}"
            yield from _standing(answer.source)
            if answer.topics:
                yield f"Topics: {', '.join(answer.topics)}"
            for head in answer.summaries:
                about = ", ".join(filter(None, (head.month, head.written_by)))
                yield f"Summary {head.id}: {head.title}" + (f" ({about})" if about else "")
            yield from _passages(answer.passages)
            if answer.findings:
                yield ""
                yield "Findings as recorded:"
            yield from _numbered(answer.findings)
        case CiteResult():
            yield f"In parentheses: {answer.in_text}"
            yield f"In a sentence: {answer.narrative}"
            yield f"References ({answer.style}):"
            yield from answer.references
            for source in answer.sources:
                yield from _standing(source)
        case ListResult():
            yield from _list(answer)
        case TopicsResult():
            yield _counted(answer.total, "topic")
            for topic in answer.topics:
                under = f", below {topic.broader}" if topic.broader else ""
                yield (
                    f"{topic.id}: {topic.label} ({_counted(topic.articles, 'article')},"
                    f" {topic.summaries:,} summarised{under})"
                )


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _standing(source: Source | None) -> Iterator[str]:
    if source and source.notices:
        yield f"  {source.standing.upper()} [{source.key}]: {source.notices}"


def _numbered(findings: Iterable[Finding]) -> Iterator[str]:
    for number, one in enumerate(findings, 1):
        yield ""
        yield from _finding(number, one)


def _finding(number: int, one: Finding) -> Iterator[str]:
    """Yield a finding; the first line has the number, the sentence and the key."""
    if one.quote is None:
        yield f"{number}. {one.about}: no number is told, for no sentence is recorded"
    else:
        rests = f", {one.rests_on}" if one.rests_on else ""
        said = "; ".join(filter(None, (one.favours, one.wanted, one.significance)))
        yield (
            f"{number}. {one.about}: {one.statistic}{rests}{f' ({said})' if said else ''}"
            f" — “{one.quote}” [{one.source.key}]"
        )
    month = f", {one.month}" if one.month else ""
    yield f"   Found by {one.found_by}. Summary {one.summary}{month}. Finding no. {one.finding}"
    yield f"   Reference: {one.source.reference}"
    yield from (f"   {words}" for words in one.certainty)
    if one.superseded_by:
        yield f"   SUPERSEDED by {one.superseded_by.cited_as} [{one.superseded_by.key}]"
    if one.standing:
        whose = (
            f"[{one.source.key}]: {one.source.notices}"
            if one.standing == one.source.standing
            else "is the work that found it"
        )
        yield f"   {one.standing.upper()} {whose}"


def _passages(passages: Iterable[Passage]) -> Iterator[str]:
    for one in passages:
        yield ""
        yield f"{one.part}, in the words of {one.summary} [{one.key}]:"
        yield from (f"> {line}".rstrip() for line in one.text.split("\n"))


def _list(answer: ListResult) -> Iterator[str]:
    for head in answer.lists:
        yield f"{head.slug}: {head.title} ({_counted(head.parts, 'part')})"
    if not answer.slug:
        return
    yield f"{answer.title} ({answer.slug})"
    if answer.introduction:
        yield f"> {answer.introduction}"
    for part in answer.parts:
        yield ""
        yield " · ".join(filter(None, (part.heading, part.date)))
        if part.note:
            yield f"> {part.note}"
        yield from part.others
        yield from part.gaps
        for item in part.items:
            about = "" if item.summarised else " (no summary)"
            name = item.source.reference if item.source else item.key
            importance = f"{item.importance}: " if item.importance else ""
            yield f"- {importance}{name} [{item.key}]{about}"
            yield from _standing(item.source)
            if item.note:
                yield f"  > {item.note}"
