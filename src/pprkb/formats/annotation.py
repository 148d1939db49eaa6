"""What is known about an article beside its reference, as one plain text.

Programs that manage references have one field for remarks and none for effects, practice
implications or how important a reading is: all go into that field, each after its own words. They
are never one word and a colon, for pandoc takes such a beginning of a CSL `note` for a variable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pprkb.evidence.describe import in_words
from pprkb.formats.plain_text import plain_paragraphs
from pprkb.model.article import Article

_ENDS = (".", "!", "?", "…")


def annotation(article: Article, cited: Mapping[str, str], *, own: str = "") -> str:
    """Return importance, note, effects and practice implications of an article on one line.

    Args:
        article: The article; without any of these the text is `own` alone.
        cited: How works that the texts name are cited, without parentheses, by key.
        own: The remark that the reference has of its own; it stands first.
    """
    return " ".join(_sentences([own, *_parts(article, cited)]))


def _parts(article: Article, cited: Mapping[str, str]) -> Iterator[str]:
    if article.importance:
        yield f"{article.importance.value.capitalize()} reading"
    if note := " ".join(plain_paragraphs(article.note, cited)):
        yield f"Reading note: {note}"
    for summary in article.summaries:
        effects = [in_words(effect, cited, summary.reference) for effect in summary.effects]
        if effects:
            yield f"Effect sizes: {'; '.join(effects)}"
        if implications := " ".join(plain_paragraphs(summary.practice_implications, cited)):
            yield f"Practice implications: {implications}"


def _sentences(parts: Iterable[str]) -> Iterator[str]:
    """Yield the parts that are not empty; all but the last end with a stop."""
    held = [part for part in parts if part]
    for part in held[:-1]:
        yield part if part.endswith(_ENDS) else f"{part}."
    yield from held[-1:]
