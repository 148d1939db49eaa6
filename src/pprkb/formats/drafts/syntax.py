"""The Markdown of drafts: CommonMark with the scholarly extensions of pandoc and Quarto.

These are citations, footnotes, definition lists, divisions, sub- and superscripts, and formulas,
in the forms of the pandoc manual. What holds blocks of its own, a footnote or a definition, is kept
as text with its line and parsed when it is read.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from pprkb.formats.markdown import citation_at, with_times


class Inner(NamedTuple):
    """Markdown within a draft that is parsed by itself."""

    text: str
    line: int
    """Of the text around it on which it begins, from 0."""


NOTES = "notes"
"""Where the parser's environment holds the `Inner` of each footnote by its label."""
TWICE = "notes twice"
"""Where it holds label and line of the footnotes that are defined a second time."""

LITERAL = "literal"
"""Where the meta data of a token hold what it prints as written and other programs do not."""
_LITERAL = re.compile(
    r"(?P<struck>~~)|(?P<span>\]\{[.#][^{}]*\})|(?P<shortcode>\{\{<)|(?P<link>\]\(https?://)"
)

_NOTE = re.compile(r"\[\^(?P<label>[^\]\s^]+)\]:[ \t]*")
_NOTE_MARK = re.compile(r"\[\^(?P<label>[^\]\s^]+)\](?!:)")
_DEFINITION = re.compile(r"[:~](?:[ \t]+)(?=\S)")
_DIVISION = re.compile(r":{3,}[ \t]*(?P<about>\{[^}]*\}|[\w-]*)[ \t]*:*[ \t]*$")
# A dollar closes next to a character, and no figure follows: prices are not formulas.
_FORMULA = re.compile(
    r"\$\$(?P<shown>[^$]+?)\$\$|\$(?!\s)(?P<inline>(?:\\.|[^$\\])+?)(?<!\s)\$(?!\d)", re.S
)
# Two tildes strike text out.
_SCRIPT = re.compile(r"(?<!~)(?P<sign>[~^])(?P<text>(?:\\.|[^\s\\~^\[\]])+)(?P=sign)(?!(?P=sign))")
_DASHES = re.compile(r"-{2,3}|\.{3}")
_SIGNS = {"--": "–", "---": "—", "...": "…"}
_CONTINUED = 4
"""Spaces by which further blocks of a footnote or definition are indented."""


_ENGLISH_QUOTES = ("“", "”", "‘", "’")
_QUOTES = {"fr": ("«\u00a0", "\u00a0»", "“", "”"), "de": ("„", "“", "‚", "‘")}
"""Outer and inner quotation marks of languages."""


@cache
def draft_parser(language: str = "") -> MarkdownIt:
    """Return the parser of drafts.

    Args:
        language: BCP 47 tag of the text: its quotation marks are put for straight ones.
    """
    quotes = _QUOTES.get(language[:2].casefold(), _ENGLISH_QUOTES)
    parser = MarkdownIt("commonmark", {"html": True, "typographer": True, "quotes": quotes})
    parser.enable(["table", "smartquotes"])
    with_times(parser)
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("reference", "note", _note, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before("fence", "division", _division, interrupts)
    parser.block.ruler.before("paragraph", "definitions", _definitions)
    parser.inline.ruler.before("link", "citation", _citation)
    parser.inline.ruler.before("link", "note_mark", _note_mark)
    parser.inline.ruler.before("link", "formula", _formula)
    parser.inline.ruler.before("link", "script", _script)
    # An escaped sign is a token of its own until texts are joined.
    parser.core.ruler.before("text_join", "dashes", _dashes)
    parser.core.ruler.before("text_join", "literal", _literal)
    return parser


# -- within a line -------------------------------------------------------------------------------


def _citation(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "[@":
        return False
    found = citation_at(state.src, state.pos)
    if found is None or found.end > state.posMax:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = state.src[found.start : found.end]
        token.meta = {"citation": found.citation, "lines": state.src.count("\n", 0, state.pos)}
    state.pos = found.end
    return True


def _note_mark(state: StateInline, silent: bool) -> bool:
    src, start = state.src, state.pos
    if src.startswith("^[", start):
        end = state.md.helpers.parseLinkLabel(state, start + 1)
        if end < 0:
            return False
        if not silent:
            token = state.push("note_inline", "", 0)
            token.content = src[start + 2 : end]
            token.meta = {"lines": src.count("\n", 0, start)}
        state.pos = end + 1
        return True
    match = _NOTE_MARK.match(src, start, state.posMax)
    if not match:
        return False
    if not silent:
        token = state.push("note_mark", "", 0)
        token.content = match["label"]
        token.meta = {"lines": src.count("\n", 0, start)}
    state.pos = match.end()
    return True


def _formula(state: StateInline, silent: bool) -> bool:
    match = _FORMULA.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.content = " ".join((match["shown"] or match["inline"]).split())
        token.meta = {"lines": state.src.count("\n", 0, state.pos)}
    state.pos = match.end()
    return True


def _script(state: StateInline, silent: bool) -> bool:
    match = _SCRIPT.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        kind = "sub" if match["sign"] == "~" else "sup"
        end = state.posMax
        state.push(f"{kind}_open", kind, 1)
        state.pos, state.posMax = match.span("text")
        state.md.inline.tokenize(state)
        state.push(f"{kind}_close", kind, -1)
        state.posMax = end
    state.pos = match.end()
    return True


def _dashes(state: StateCore) -> None:
    """Replace typewriter dashes and ellipses with typographic ones, except escaped ones."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "text" and ("--" in child.content or "..." in child.content):
                child.content = _DASHES.sub(lambda match: _SIGNS[match[0]], child.content)


def _literal(state: StateCore) -> None:
    """Note what pandoc and Quarto would not print as it is written."""
    for token in state.tokens:
        found = [
            str(match.lastgroup)
            for child in token.children or ()
            if child.type == "text"
            for match in _LITERAL.finditer(child.content)
        ]
        if found:
            token.meta[LITERAL] = found


# -- blocks --------------------------------------------------------------------------------------


def _line(state: StateBlock, line: int) -> str:
    """Return a line without its indent; nothing where it would be code."""
    if state.is_code_block(line) or state.sCount[line] < state.blkIndent:
        return ""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _continued(state: StateBlock, line: int, end: int) -> int:
    """Return the line after those that continue a footnote or definition."""
    after_blank = False
    last = line
    while line < end:
        if state.isEmpty(line):
            after_blank = True
        elif state.sCount[line] - state.blkIndent >= _CONTINUED:
            last, after_blank = line + 1, False
        elif after_blank or _begins_block(state, line, end):
            break
        else:
            last = line + 1
        line += 1
    return last


def _begins_block(state: StateBlock, line: int, end: int) -> bool:
    if _DEFINITION.match(_line(state, line)):
        return True
    rules = state.md.block.ruler.getRules("paragraph")
    return any(rule(state, line, end, True) for rule in rules)


def _inner(state: StateBlock, first: str, line: int, last: int) -> Inner:
    rest = state.getLines(line + 1, last, state.blkIndent + _CONTINUED, False)
    return Inner(f"{first}\n{rest}", line)


def _note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    text = _line(state, start)
    match = _NOTE.match(text)
    if not match:
        return False
    if silent:
        return True
    last = _continued(state, start + 1, end)
    notes = state.env.setdefault(NOTES, {})
    if match["label"] in notes:
        state.env.setdefault(TWICE, []).append((match["label"], start))
    else:
        notes[match["label"]] = _inner(state, text[match.end() :], start, last)
    state.line = last
    return True


def _division(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    match = _DIVISION.match(_line(state, start))
    if not match:
        return False
    if silent:
        return True
    token = state.push("division", "", 0)
    token.content = match["about"]
    token.map = [start, start + 1]
    state.line = start + 1
    return True


def _definitions(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a term and what defines it: `Term`, perhaps an empty line, `: Definition`."""
    term = _line(state, start)
    line = start + 1
    if line < end and state.isEmpty(line):
        line += 1
    if silent or not term or line >= end or not _DEFINITION.match(_line(state, line)):
        return False
    if _DEFINITION.match(term):
        return False
    defined: list[Inner] = []
    while line < end and (match := _DEFINITION.match(text := _line(state, line))):
        last = _continued(state, line + 1, end)
        defined.append(_inner(state, text[match.end() :], line, last))
        line = last
        while line < end and state.isEmpty(line):
            line += 1
        state.line = last
    token = state.push("definitions", "", 0)
    token.map = [start, state.line]
    token.meta = {"term": Inner(term, start), "definitions": defined}
    return True


def plain_text(markdown: str) -> str:
    """Return a line of Markdown without its markup, as a title is printed.

    A line with a citation, a footnote, a picture or HTML is returned as it is.
    """
    written: list[str] = []
    for token in draft_parser().parseInline(markdown)[0].children or ():
        if token.type in ("citation", "note_mark", "note_inline", "image", "html_inline"):
            return markdown
        written.append(" " if token.type in ("softbreak", "hardbreak") else token.content)
    return "".join(written)


# -- what stands before and after a cited work -----------------------------------------------------

_PLAIN = re.compile(r"[^*_^~`\\<&\"'$.-]*\Z")
_TAGS = {"em": "i", "strong": "b", "sub": "sub", "sup": "sup"}


def rich_text(markdown: str) -> str:
    """Return a line of Markdown as CSL rich text, as used for prefixes and suffixes."""
    if _PLAIN.match(markdown):
        return markdown
    written: list[str] = []
    for token in draft_parser().parseInline(markdown)[0].children or ():
        name, _, end = token.type.rpartition("_")
        if name in _TAGS and end in ("open", "close"):
            written.append(f"<{'/' if end == 'close' else ''}{_TAGS[name]}>")
        elif token.type == "softbreak":
            written.append(" ")
        else:
            written.append(token.content)
    # The parser takes blanks at the edges away, and a comma at the front needs none.
    lead = markdown[: len(markdown) - len(markdown.lstrip())]
    return lead + "".join(written).strip()
