"""Titles with the braces that make a reader of BibTeX keep their case."""

from __future__ import annotations

import re

from pprkb.formats.bibtex.read.titles import Title, join_titles
from pprkb.formats.latex.encode import encode
from pprkb.formats.titles.case import Casing
from pprkb.text.markup import NOCASE_OPEN, SPAN_CLOSE

_WORD = re.compile(r"<[^<>]*>|[^\W_]+(?:['’][^\W_]+)*")
_TAGS_BEFORE = re.compile(r"(?:<[^<>]*>)+$")
_JOINTS = (" ", "-", "–")
_TAG = re.compile(r"</?(?:i|b|sub|sup)>|<span [^<>]*>|</span>")

Stretch = tuple[int, int]
"""Offsets of a protected stretch in a title without `nocase` spans."""


def braced_title(title: str, source: str, casing: Casing) -> str:
    """Write a title so that every reader keeps the capitals that it is printed with.

    BibTeX's `change.case$`, biblatex-apa and pandoc write small what is not in braces, but for the
    first letter. Braces are put around what the title has in `nocase` spans and around every other
    capital, then around the words that our own reader would lower wrongly, and around the whole
    title if that is not enough: reading gives the same title and the same source again.

    Args:
        title: CSL rich text as it is printed.
        source: The same title in its Title Case spelling; empty where there is none.
        casing: What decides on the case where the entry is read.

    Returns:
        LaTeX.
    """
    text, stretches = _without_spans(title)
    base = source if len(source) == len(text) else text

    def read(spelled: str) -> Title:
        return join_titles(spelled, "", "", casing, unbrace=False)

    # Braces around every capital can be taken for a program's: one pair around them all is not.
    # They take words out of what tells Title Case, too: now and then only the fewest will do.
    capitals = _with_capitals(text, stretches)
    for tried in (capitals, _together(capitals), stretches):
        for _ in range(3):
            spelled = encode(_with_spans(base, tried))
            reading = read(spelled)
            if (
                reading.text == title
                and (reading.source if reading.source != reading.text else "") == source
            ):
                return spelled
            wrong = _differing_words(text, _without_spans(reading.text)[0], tried)
            if not wrong:
                break
            tried = sorted(tried + wrong)
    stretches = _with_capitals(text, tried)
    if stretches:  # a stretch that crosses the end of a tag is widened to the whole tag
        start = len(_TAGS_BEFORE.sub("", base[: stretches[0][0]]))
        widened = [(start, len(base))]
    else:
        widened = []
    for spelled in (
        encode(_with_spans(base, _together(stretches))),
        encode(_with_spans(base, widened)),
        "{" + encode(base) + "}",
        encode(title),
    ):
        if read(spelled).text == title:
            return spelled
    return encode(_with_spans(base, stretches))


def _together(stretches: list[Stretch]) -> list[Stretch]:
    """Return one stretch from the first to the last."""
    return [(stretches[0][0], stretches[-1][1])] if stretches else []


def _with_capitals(text: str, stretches: list[Stretch]) -> list[Stretch]:
    """Add what BibTeX would write small, neighbouring words in one stretch.

    Of a word that begins small, such as jsPsych, these are its capitals alone: braces around its
    first letter would say that the letter may not be raised.
    """
    capitalised: list[Stretch] = []
    for match in _WORD.finditer(text):
        if match.group().startswith("<"):
            continue
        start, end = match.span()
        capitals = [
            place for place in range(start, end) if text[place] != text[place].lower() and place
        ]
        if not capitals or any(begin < end and start < close for begin, close in stretches):
            continue
        if text[start] == text[start].lower():
            start, end = capitals[0], capitals[-1] + 1
        if capitalised and text[capitalised[-1][1] : start] in _JOINTS:
            capitalised[-1] = (capitalised[-1][0], end)
        else:
            capitalised.append((start, end))
    return sorted(stretches + capitalised)


def _without_spans(title: str) -> tuple[str, list[Stretch]]:
    """Return a title without its `nocase` spans, and where they were."""
    if NOCASE_OPEN not in title:
        return title, []
    out: list[str] = []
    length = position = 0
    open_spans: list[int] = []
    stretches: list[Stretch] = []
    for tag in _TAG.finditer(title):
        piece = title[position : tag.start()]
        out.append(piece)
        length += len(piece)
        position = tag.end()
        text = tag.group()
        if text == NOCASE_OPEN:
            open_spans.append(length)
            continue
        if text == SPAN_CLOSE and open_spans:
            start = open_spans.pop()
            if start >= 0:
                if not any(s >= 0 for s in open_spans):
                    stretches.append((start, length))
                continue
        elif text.startswith("<span"):
            open_spans.append(-1)
        out.append(text)
        length += len(text)
    out.append(title[position:])
    return "".join(out), stretches


def _with_spans(text: str, stretches: list[Stretch]) -> str:
    out: list[str] = []
    position = 0
    for start, end in stretches:
        out.append(text[position:start] + NOCASE_OPEN + text[start:end] + SPAN_CLOSE)
        position = end
    out.append(text[position:])
    return "".join(out)


def _differing_words(title: str, reading: str, stretches: list[Stretch]) -> list[Stretch]:
    """Return the words of a title that were read in another case, outside of stretches."""
    if len(title) != len(reading):
        return []
    return [
        match.span()
        for match in _WORD.finditer(title)
        if match.group() != reading[match.start() : match.end()]
        and not match.group().startswith("<")
        and not any(start < match.end() and match.start() < end for start, end in stretches)
    ]
