"""Everything the library knows about an article besides its reference, as one plain text.

Programs that manage references have one field for remarks and none for retractions, effects,
practice implications or the importance of a reading. All of it goes into that field, each part
after its label. No label is one word and a colon: pandoc takes that for a variable of CSL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pprkb.evidence.describe import in_words
from pprkb.formats.markdown import plain_paragraphs
from pprkb.model.notice import notice_lines
from pprkb.model.reading_list import Depth
from pprkb.model.summary import Article, Summary
from pprkb.text.markup import text_of

_ENDS = (".", "!", "?", "…")
_PARTS = re.compile(
    r"""(?:Pages\ to\ read|Reading\ note|Key\ finding|Evidence\ summary|Effect\ sizes
         |Practice\ implications):\s
      | Summary\ of\ \d{4}-\d\d:\s | Section\ “[^”]*”:\s
      | (?:Retracted|Expression\ of\ concern|Corrected|Reinstated)
        (?:,\ (?:\d{1,2}\ )?(?:[A-Z][a-z]+\ )?\d{4})?(?:,\ and\ since\ reinstated)?\.(?=\s|$)
      | (?:Retold\ from\ the\ PPRNet\ blog|Summary\ by\ the\ pprkb\ project)(?=\.|\s*$)
      | (?:Essential|Recommended|Further|Required|Optional)\ reading(?=\.|\s*$)""",
    re.VERBOSE,
)
"""The labels that `annotation` writes."""
_IMPORTANCE = re.compile(r"[A-Z][\w -]{1,30} reading\.?")
"""How a list describes the importance of a reading."""


def annotation(
    article: Article,
    cited: Mapping[str, str],
    *,
    own: str = "",
    between: str = " ",
    depth: Depth = Depth.IMPLICATIONS,
) -> str:
    """Return the notices, importance, note and summaries of an article as text.

    On one line, a part ends with a full stop, or with a bar after an address.

    Args:
        article: The article; without any of these, the text is `own` alone.
        cited: Citations of the references that the texts name, without parentheses, by key.
        own: The note of the reference itself, which comes first.
        between: The separator of two parts.
        depth: How much of the summaries to include. Notices, importance and note are included at
            every depth.
    """
    parts = [part for part in (own, *_parts(article, cited, depth)) if part]
    if between.strip(" "):
        return between.join(parts)
    return between.join([*map(_stopped, parts[:-1]), *parts[-1:]])


def _parts(article: Article, cited: Mapping[str, str], depth: Depth) -> Iterator[str]:
    for runs in notice_lines(article.notices):
        yield text_of(runs)
    if article.importance:
        yield f"{article.importance.capitalize()} reading"
    if article.pages:
        yield f"Pages to read: {article.pages}"
    if note := " ".join(plain_paragraphs(article.note, cited)):
        yield f"Reading note: {note}"
    if depth is Depth.REFERENCE:
        return
    for summary in article.summaries:
        if len(article.summaries) > 1 or depth is Depth.FULL:
            yield f"Summary of {summary.month}: {summary.title}" if summary.month else summary.title
        yield from _summary(summary, cited, depth)


def _summary(summary: Summary, cited: Mapping[str, str], depth: Depth) -> Iterator[str]:
    def plain(markdown: str) -> str:
        return " ".join(plain_paragraphs(markdown, cited))

    if depth is Depth.BRIEF and (finding := plain(summary.key_finding)):
        yield f"Key finding: {finding}"
    if depth is Depth.FULL and (evidence := plain(summary.evidence_summary)):
        yield f"Evidence summary: {evidence}"
    if summary.effects:
        effects = [in_words(effect, cited, summary.reference) for effect in summary.effects]
        yield f"Effect sizes: {'; '.join(effects)}"
    if implications := plain(summary.practice_implications):
        yield f"Practice implications: {implications}"
    if depth is Depth.FULL:
        for section in summary.sections:
            heading = f"Section “{section.heading}”: " if section.heading else ""
            if text := plain(section.text):
                yield heading + text
    if summary.origin:
        yield summary.origin.words


def own_note(text: str) -> str:
    """Return a note without the parts that `annotation` wrote.

    They come back with a file that has been through another program; as part of the note they
    would be printed twice.

    Args:
        text: A note with its line breaks; text before our parts is kept.
    """
    kept = []
    ours = False
    for line in text.split("\n"):
        match = next(
            (
                part
                for part in _PARTS.finditer(line)
                if not line[: part.start()].strip() or line[: part.start()].endswith((". ", "| "))
            ),
            None,
        )
        kept.append(line[: match.start()].rstrip(" |") if match else line)
        ours = ours or match is not None
    return "\n".join(
        line for line in kept if line.strip() and not (ours and _IMPORTANCE.fullmatch(line))
    )


def _stopped(part: str) -> str:
    if "://" in part.rpartition(" ")[2]:
        return f"{part} |"
    return part if part.endswith(_ENDS) else f"{part}."
