"""Reading `topics.yaml` and `research-types.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol, TypedDict

from pprkb.files.read import shapes
from pprkb.files.read.fields import Fields
from pprkb.files.read.shapes import Shape
from pprkb.files.report import Report
from pprkb.files.yaml.nodes import read_sound_yaml
from pprkb.languages import OTHER_LANGUAGES
from pprkb.model.problem import Fix, Location, Rule, Subject
from pprkb.model.summary import ResearchType, Topic, Translations
from pprkb.text.spelling import caseless, did_you_mean, spelt_alike

_ID = re.compile(rf"{shapes.TERM_ID}\Z")


class Term(Protocol):
    """The common attributes of topics and research types."""

    @property
    def id(self) -> str:
        """The stable id."""

    @property
    def label(self) -> str:
        """The label for readers."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Alternative names."""

    @property
    def labels(self) -> Translations:
        """Labels in other languages."""


def is_id(word: str) -> bool:
    """Return whether a word can be the id of a topic or a research type."""
    return bool(_ID.match(word))


def names_of(terms: Iterable[Term]) -> dict[str, str]:
    """Return all names of all terms, in the form of `caseless`, with the terms' ids."""
    names: dict[str, str] = {}
    for term in terms:
        for name in (term.id, term.label, *term.aliases, *dict(term.labels).values()):
            names.setdefault(caseless(name), term.id)
    return names


def read_topics(text: str, report: Report) -> tuple[Topic, ...]:
    """Read the list `topics`: id, label, aliases, broader, labels in other languages."""
    topics = []
    for item, common in _terms(text, report, "topics", shapes.TOPICS):
        topics.append(Topic(**common, broader=item.text("broader")))
        item.finish()
    return _with_sound_hierarchy(topics, report)


def read_research_types(text: str, report: Report) -> tuple[ResearchType, ...]:
    """Read the list `research-types`: id, label, definition, aliases, and other languages."""
    types = []
    for item, common in _terms(text, report, "research-types", shapes.RESEARCH_TYPES):
        definition, definitions = item.text("definition"), _translations(item, "definition")
        types.append(ResearchType(**common, definition=definition, definitions=definitions))
        item.finish()
    return tuple(types)


class _Common(TypedDict):
    """The common values of both kinds of terms."""

    id: str
    label: str
    aliases: tuple[str, ...]
    labels: Translations
    at: Location


def _translations(item: Fields, name: str) -> Translations:
    texts = ((language, item.text(f"{name}-{language}")) for language in OTHER_LANGUAGES)
    return tuple((language, text) for language, text in texts if text)


def _terms(text: str, report: Report, name: str, shape: Shape) -> Iterator[tuple[Fields, _Common]]:
    """Yield the common values of each term, with its fields for further reading."""
    node, problems = read_sound_yaml(text, report.path)
    report.extend(problems)
    fields = Fields(node, report, shape)
    items = [(item, item.text("id")) for item in fields.items(name)]
    # Ids take precedence over aliases, so that an alias cannot displace a term.
    taken: dict[str, int] = {}
    known: list[tuple[Fields, str]] = []
    for item, term_id in items:
        line = item.line_of("id")
        if not term_id:
            continue
        if term_id.casefold() in taken:
            message = f'"{term_id}" was used on line {taken[term_id.casefold()]}'
            report.add(Rule.DUPLICATE_ID, line, message, "delete or rename one")
            continue
        if not is_id(term_id):
            hint = "use lower-case letters, digits and hyphens"
            report.add(Rule.BAD_VALUE, line, f'"{term_id}" is not an id', hint)
        taken[term_id.casefold()] = line
        known.append((item, term_id))
    for item, term_id in known:
        label = item.text("label") or term_id
        own = {term_id.casefold(), label.casefold()}
        taken.setdefault(label.casefold(), item.line_of("label"))
        aliases = []
        for alias in item.texts("aliases"):
            folded = alias.text.casefold()
            if folded in taken and folded not in own:
                message = f'"{alias.text}" already refers to the term on line {taken[folded]}'
                report.add(Rule.DUPLICATE_ID, alias.line, message, "delete one of the two")
                continue
            taken.setdefault(folded, alias.line)
            aliases.append(alias.text)
        yield (
            item,
            _Common(
                id=term_id,
                label=label,
                aliases=tuple(aliases),
                labels=_translations(item, "label"),
                at=report.at(item.line),
            ),
        )
    fields.finish()


def _with_sound_hierarchy(topics: list[Topic], report: Report) -> tuple[Topic, ...]:
    """Drop `broader` links to unknown topics or in cycles, and report them."""
    by_id = {topic.id: topic for topic in topics}
    sound = []
    for topic in topics:
        line = topic.at.line if topic.at else 1
        broader = topic.broader
        if broader and broader not in by_id:
            hint = did_you_mean(broader, by_id, "use the id of a topic of this file")
            # A topic that is broader than itself is a cycle.
            alike = spelt_alike(broader, names_of(topics)) - {topic.id}
            fix = Fix(subject=Subject.TOPIC, old=broader, new=min(alike)) if alike else None
            report.add(
                Rule.UNKNOWN_TOPIC,
                line,
                f'no topic "{broader}"',
                hint,
                fix=fix if len(alike) == 1 else None,
            )
            broader = ""
        elif broader and _leads_back(topic.id, by_id):
            message = f'the broader topics of "{topic.id}" lead back to it'
            report.add(Rule.TOPIC_LOOP, line, message, "delete one `broader` of the circle")
            broader = ""
        sound.append(replace(topic, broader=broader))
    return tuple(sound)


def _leads_back(start: str, by_id: dict[str, Topic]) -> bool:
    seen = set()
    current = by_id[start].broader
    while current in by_id and current not in seen:
        if current == start:
            return True
        seen.add(current)
        current = by_id[current].broader
    return False
