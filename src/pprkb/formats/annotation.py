"""What is known about an article beside its reference, as one plain text.

Programs that manage references have one field for remarks and none for retractions, effects,
practice implications or how important a reading is: all go into that field, each after its own
words. They are never one word and a colon, for pandoc takes such a beginning of a CSL `note` for a
variable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pprkb.evidence.describe import in_words
from pprkb.formats.plain_text import plain_paragraphs
from pprkb.model.article import Article
from pprkb.model.notice_words import notice_lines

_ENDS = (".", "!", "?", "…")


def annotation(
    article: Article, cited: Mapping[str, str], *, own: str = "", between: str = " "
) -> str:
    """Return notices, importance, note, effects and practice implications of an article.

    On one line a part ends with a stop, or with a bar after an address, which a stop would spoil.

    Args:
        article: The article; without any of these the text is `own` alone.
        cited: How works that the texts name are cited, without parentheses, by key.
        own: The remark that the reference has of its own; it stands first.
        between: What stands between two parts.
    """
    parts = [part for part in (own, *_parts(article, cited)) if part]
    if between.strip(" "):
        return between.join(parts)
    return between.join([*map(_stopped, parts[:-1]), *parts[-1:]])


def _parts(article: Article, cited: Mapping[str, str]) -> Iterator[str]:
    for runs in notice_lines(article.notices):
        yield "".join(run.text for run in runs)
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


def _stopped(part: str) -> str:
    if "://" in part.rpartition(" ")[2]:
        return f"{part} |"
    return part if part.endswith(_ENDS) else f"{part}."
