"""Keywords of works: which spellings are one keyword, and keywords for topics."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from pprkb.model.summary import Topic
from pprkb.text.folding import fold

_APOSTROPHES = re.compile("['’ʼ]")
_PARTS = re.compile(r"(?:[^\W_]|\+)+")


def term_key(name: str) -> str:
    """Return what all spellings of a keyword or topic have in common.

    "Drop-Out", "drop out" and "dróp_out" are "drop-out": case, accents and the signs between words
    do not count.
    """
    return "-".join(_PARTS.findall(fold(_APOSTROPHES.sub("", name)))) or name.strip().casefold()


class HasKeywords(Protocol):
    """A reference, or as much of it as matters here."""

    @property
    def keywords(self) -> tuple[str, ...]:
        """The keywords as the author has spelt them."""


def keyword_spellings(references: Iterable[HasKeywords]) -> dict[str, tuple[str, ...]]:
    """Return the spellings of each keyword, the most usual first, by `term_key`."""
    written: Counter[str] = Counter()
    for reference in references:
        written.update(reference.keywords)
    found: dict[str, list[str]] = {}
    for word, _ in written.most_common():
        found.setdefault(term_key(word), []).append(word)
    return {key: tuple(words) for key, words in found.items() if key}


def keyword_topics(references: Iterable[HasKeywords]) -> tuple[Topic, ...]:
    """Return the keywords of works as topics, by label: for a library that has no topics.yaml.

    A topic's id is made of its keyword, its label is the most usual spelling, and other spellings
    are aliases.
    """
    topics = []
    for key, (label, *others) in keyword_spellings(references).items():
        said = {key, label.casefold()}
        aliases = tuple(word for word in others if word.casefold() not in said)
        topics.append(Topic(id=key, label=label, aliases=aliases))
    return tuple(sorted(topics, key=lambda topic: (fold(topic.label), topic.id)))
