"""Suggesting new and informative articles for a list, balanced over topics and types.

The selection is greedy: the next article is always the one that adds most, which is less if many of
its type and topics have been chosen already. Each has the reasons why it was chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pprkb.model.notice import Standing
from pprkb.model.summary import Article

_SYNTHESES = ("meta-analysis", "systematic-review", "review")
_PER_TYPE, _PER_TOPIC = 0.6, 0.35
"""The penalty for each chosen article of the same type, or on another of its topics."""
_YEARS = 20
"""The age difference to the newest work, in years, at which recency adds nothing."""


@dataclass(frozen=True, kw_only=True)
class ListSuggestion:
    """An article for a list, with the reasons."""

    article: Article
    reasons: tuple[str, ...]


def suggest_items(
    articles: Sequence[Article], *, at_most: int, asked: Iterable[str] = ()
) -> tuple[ListSuggestion, ...]:
    """Choose articles for a list.

    Args:
        articles: The candidates; retracted ones are skipped.
        at_most: The maximum number to choose.
        asked: Ids of the requested topics, which are ignored in the balance.

    Returns:
        The articles in the order of selection.
    """
    candidates = [
        article
        for article in articles
        if article.reference and article.standing is not Standing.RETRACTED
    ]
    newest = max((_year(article) for article in candidates), default=0)
    common = frozenset(asked)
    # The base score is constant, and the penalty is the same for all articles with the same type
    # and topics: of these, only the best can be next.
    alike: dict[tuple[str, tuple[str, ...]], list[tuple[float, int]]] = {}
    for place, article in enumerate(candidates):
        further = tuple(topic.id for topic in article.topics if topic.id not in common)
        alike.setdefault((_type(article), further), []).append((_worth(article, newest), -place))
    for group in alike.values():
        group.sort()
    types: Counter[str] = Counter()
    topics: Counter[str] = Counter()
    chosen: list[ListSuggestion] = []
    while alike and len(chosen) < at_most:
        best = max(alike, key=lambda kind: _left(alike[kind][-1], kind[0], kind[1], types, topics))
        _, place = alike[best].pop()
        if not alike[best]:
            del alike[best]
        article = candidates[-place]
        reasons = tuple(_reasons(article, newest, types, topics, common))
        chosen.append(ListSuggestion(article=article, reasons=reasons))
        types[best[0]] += 1
        topics.update(best[1])
    return tuple(chosen)


def _year(article: Article) -> int:
    return (article.reference.year if article.reference else None) or 0


def _type(article: Article) -> str:
    return article.types[0].id if article.types else ""


def _effects(article: Article) -> int:
    return sum(len(summary.effects) for summary in article.summaries)


def _superseded(article: Article) -> bool:
    effects = [effect for summary in article.summaries for effect in summary.effects]
    return bool(effects) and all(effect.superseded_by for effect in effects)


def _worth(article: Article, newest: int) -> float:
    """Return the base score of an article; a summary counts as much as being new."""
    age = min(_YEARS, newest - _year(article))
    worth = 2 * (1 - age / _YEARS)
    worth += 2.0 if article.summaries else 0.0
    worth += min(3, _effects(article)) * 0.4
    worth += 0.8 if _type(article) in _SYNTHESES else 0.0
    return worth - (1.5 if _superseded(article) else 0.0)


def _left(
    worth: tuple[float, int],
    kind: str,
    further: tuple[str, ...],
    types: Counter[str],
    topics: Counter[str],
) -> tuple[float, int]:
    """Return the score of an article given the chosen ones, and its position, earlier first."""
    same_type = types[kind] if kind else 0
    same_topics = sum(topics[topic] for topic in further) / len(further) if further else 0
    return worth[0] - (_PER_TYPE * same_type + _PER_TOPIC * same_topics), worth[1]


def _reasons(
    article: Article,
    newest: int,
    types: Counter[str],
    topics: Counter[str],
    common: frozenset[str],
) -> Iterable[str]:
    year = _year(article)
    if year == newest:
        yield f"the newest work ({year})"
    elif newest - year <= 3:
        yield f"new ({year})"
    if article.types and not types[_type(article)]:
        yield f"the first {article.types[0].label.casefold()} of the list"
    fresh = [
        topic.label for topic in article.topics if topic.id not in common and not topics[topic.id]
    ]
    if fresh:
        yield f"brings in {', '.join(fresh)}"
    if number := _effects(article):
        yield f"summarised with {number} effect{'' if number == 1 else 's'}"
    elif article.summaries:
        yield "summarised"
    else:
        yield "not summarised yet"
    if _superseded(article):
        yield "its findings have been replaced by newer ones"
