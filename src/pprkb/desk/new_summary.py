"""Creating a summary file with its front matter and the two headings."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from pprkb.files.change import Change
from pprkb.files.read.summary import EVIDENCE_SUMMARY, PRACTICE_IMPLICATIONS
from pprkb.files.read.vocabulary import Term, names_of
from pprkb.files.yaml.values import yaml_text
from pprkb.model.errors import Hint, NotFoundError, PprkbError, Step
from pprkb.model.library import Library
from pprkb.model.reference import Reference
from pprkb.model.summary import Month
from pprkb.text.markup import strip_tags
from pprkb.text.spelling import caseless, did_you_mean, fold
from pprkb.text.word_lists import word_lists

_LONGEST_SLUG = 48
_SMALL_WORDS = word_lists(__file__)["small words"]


@dataclass(frozen=True, kw_only=True)
class NewSummary:
    """A summary file to be created."""

    path: str
    """Relative to the library's folder."""
    content: str

    @property
    def change(self) -> Change:
        """The change that writes the file."""
        return Change(path=self.path, before=None, after=self.content.encode())


def new_summary(
    library: Library,
    key: str,
    *,
    month: str,
    title: str = "",
    research_type: str = "",
    topics: Iterable[str] = (),
) -> NewSummary:
    """Return the file of a new summary.

    Args:
        library: The existing content.
        key: Citation key of the work, or an alternative key.
        month: YYYY-MM.
        title: The summary's title; by default that of the work, to be edited.
        research_type: Id, label or alias of a research type.
        topics: Ids, labels or aliases of topics.

    Raises:
        NotFoundError: The reference, research type or a topic is not in the library.
        PprkbError: The month is malformed, or such a summary exists already.
    """
    reference = _reference(library, key)
    in_month = _month(month)
    type_id = research_type and term_id(research_type, library.research_types, "research type")
    topic_ids = [term_id(topic, library.topics, "topic") for topic in topics]
    for summary in library.summaries.values():
        if summary.reference == reference.key and summary.month == in_month:
            raise PprkbError(
                f'"{summary.id}" already summarises "{reference.key}" for {month}',
                hint=f"open {summary.at.path if summary.at else summary.id}",
            )
    title = title.strip() or strip_tags(reference.title)
    path = f"data/summaries/{month}-{free_slug(title, month, library.summaries)}.md"
    fields = [("title", yaml_text(title)), ("month", month), ("reference", reference.key)]
    # An empty field would be a mistake, so a comment is used as a reminder.
    fields.append(("type", type_id) if type_id else ("# type", choices(library.research_types)))
    unique = list(dict.fromkeys(topic_ids))
    fields.append(
        ("topics", f"[{', '.join(map(yaml_text, unique))}]")
        if unique
        else ("# topics", "see data/topics.yaml")
    )
    front = "".join(f"{name}: {value}\n" for name, value in fields)
    body = f"## {EVIDENCE_SUMMARY}\n\n\n## {PRACTICE_IMPLICATIONS}\n\n"
    return NewSummary(path=path, content=f"---\n{front}---\n{body}")


def _reference(library: Library, key: str) -> Reference:
    if found := library.key_of(key):
        return library.references[found]
    hint = did_you_mean(key, library.keys, Hint(Step.ADD_FIRST))
    raise NotFoundError(f'there is no reference "{key}"', hint=hint)


def _month(written: str) -> Month:
    month = Month.read(written)
    if month is None:
        raise PprkbError(f'"{written}" is not a month', hint="write it as YYYY-MM: 2016-04")
    return month


def choices(types: Mapping[str, Term]) -> str:
    """Return the possible ids for a field, as a reminder in a comment."""
    return " | ".join(types) or "see data/research-types.yaml"


def free_slug(title: str, month: str, taken: Container[str]) -> str:
    """Return a slug for a summary from its title, such that its id is free.

    Args:
        title: The summary's title.
        month: Its month, YYYY-MM, the first part of the id.
        taken: The ids in use.
    """
    words = re.findall(r"[a-z0-9]+", fold(title.replace("'", "").replace("’", "")))
    telling = [word for word in words if word not in _SMALL_WORDS] or words or ["summary"]
    slug = ""
    for word in telling:
        if slug and len(slug) + len(word) >= _LONGEST_SLUG:
            break
        slug = f"{slug}-{word}" if slug else word[:_LONGEST_SLUG]
    free, number = slug, 2
    while f"{month}-{free}" in taken:
        free, number = f"{slug}-{number}", number + 1
    return free


def term_id(word: str, terms: Mapping[str, Term], kind: str) -> str:
    """Look up a term by its id, label or alias, ignoring case.

    Args:
        word: A name of the term.
        terms: All terms of its kind, by id.
        kind: "topic" or "research type", for the message.

    Raises:
        NotFoundError: No term has that name.
    """
    names = names_of(terms.values())
    if found := names.get(caseless(word)):
        return found
    listed = Hint(Step.TOPICS if kind == "topic" else Step.RESEARCH_TYPES)
    raise NotFoundError(f'there is no {kind} "{word}"', hint=did_you_mean(word, names, listed))
