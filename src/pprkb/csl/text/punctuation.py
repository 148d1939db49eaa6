"""Punctuation and spaces where affixes, delimiters and content meet.

CSL 1.0.2 leaves the collisions to the processor; the rules here are those of its test suite: of
two marks at a seam, some swallow the other (a question mark the period after it), both stay in
others (a period and a comma).  Text inside a field is never touched.  Then, where the locale says
so (CSL 1.0.2, Style Options, punctuation-in-quote), commas and periods move into the quotation.
"""

from __future__ import annotations

import re

from pprkb.csl.text.marks import CLOSE, OPEN, QUOTE_CLOSE, SEAM, TERM

_MARKS = "[\ue000\ue003-\ue07f]*"
_COLLISION = re.compile(f"([.,;:!? \u00a0])({_MARKS}{SEAM}{_MARKS})(?=([.,;:!? ]))")
_AFTER_QUOTE = re.compile(f"((?:{QUOTE_CLOSE}{_MARKS})+)([.,!?](?:{SEAM}*[.,!?])*)")
_LEADING_TERM = re.compile(rf"^([\W\ue000-\ue07f]*{TERM}[\ue000-\ue07f]*)(\w)")
_DISPLAYS = ("block", "left-margin", "right-inline", "indent")
_CLOSINGS = "".join(CLOSE[name] for name in _DISPLAYS)
_CLOSING = frozenset(_CLOSINGS)
_OPENINGS = "".join(OPEN[name] for name in _DISPLAYS)
# punctuation after a display block belongs to the text in the block
_BLOCK_START = re.compile(f"([{_CLOSINGS}])([{_OPENINGS}]?){SEAM}*([.,;:!?]+)")
# a space at the end of a block is of no use inside it; in a margin it sets the number off
_BLOCK_END = re.compile(f"( +)({_MARKS}[{CLOSE['block']}{CLOSE['right-inline']}])")

_LEFT, _RIGHT = 0, 1
# which of two colliding marks stays; pairs that are not listed both stay
_STAYS = {
    "::": _LEFT, ":.": _LEFT, ":!": _RIGHT, ":?": _RIGHT,
    "..": _LEFT,
    ";:": _LEFT, ";.": _LEFT, ";;": _LEFT, ";!": _RIGHT, ";?": _RIGHT,
    "!:": _LEFT, "!.": _LEFT, "!!": _LEFT,
    "?:": _LEFT, "?.": _LEFT, "??": _LEFT,
    ",,": _LEFT,
    "  ": _LEFT, "\u00a0 ": _LEFT,
}  # fmt: skip


def settle(text: str, punctuation_in_quote: bool) -> str:
    """Resolve every seam of a marked string and remove the seams."""
    if SEAM not in text:
        return text
    blocks = any(mark in text for mark in _CLOSINGS)
    if blocks:
        text = _BLOCK_START.sub(f"{SEAM}\\3\\1\\2", text)
    text = _collapse(text)
    if punctuation_in_quote and QUOTE_CLOSE in text:
        moved = _AFTER_QUOTE.sub(_into_quote, text)
        if moved != text:
            text = _collapse(moved)
    text = text.replace(SEAM, "")
    return _BLOCK_END.sub(r"\2\1", text) if blocks else text


def capitalize_leading_term(text: str) -> str:
    """Capitalize a term such as "ibid." at the beginning of a sentence."""
    return _LEADING_TERM.sub(lambda found: found[1] + found[2].upper(), text)


def _collapse(text: str) -> str:
    """Drop the losers of all collisions, until the survivors get along."""
    while True:
        dropped: list[int] = []
        for match in _COLLISION.finditer(text):
            stays = _STAYS.get(match[1] + match[3])
            if match[3] == " " and not _CLOSING.isdisjoint(match[2]):
                continue  # two display blocks each keep their own space
            if stays is not None and (not dropped or dropped[-1] < match.start()):
                dropped.append(match.end() if stays == _LEFT else match.start())
        if not dropped:
            return text
        pieces, position = [], 0
        for index in dropped:
            pieces.append(text[position:index])
            position = index + 1
        text = "".join([*pieces, text[position:]])


def _into_quote(match: re.Match[str]) -> str:
    quotes, marks = match.groups()
    # without a seam the quotation mark and what follows it come from one field
    return SEAM + marks + quotes if SEAM in quotes else match[0]
