"""Cuts a .bib text into blocks with their exact places.

bibtexparser finds the blocks; what it reports as failed, and what it is known to read otherwise
than BibTeX (a backslash before a brace, a missing comma), is read again by `scan`. This is the
only module that knows bibtexparser.
"""

from __future__ import annotations

import logging
import re

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
)

from pprkb.formats.bibtex.blocks import BlockKind, Flaw, RawBlock, RawField
from pprkb.formats.bibtex.scan import BLOCK_START, Scanner
from pprkb.formats.latex import PROTECT_CLOSE, PROTECT_OPEN
from pprkb.model.problem import Rule

# bibtexparser logs damage, line by line; it is told as problems here.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

# A value that can be taken as it is: three levels of braces, a quoted one without braces, a word.
_PLAIN_VALUE = re.compile(
    r"\{(?:[^{}]++|\{(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+\})*+\}"
    r'|"[^"{}]*+"|[^\s{}",#=]++'
)
_PLAIN_KEY = re.compile(r"""[^\s{}",=#%\\]+\Z""")
_PLAIN_NAME = re.compile(r"""[^\s=,{}()"#@%]+\Z""")
_PAREN_ENTRY = re.compile(r"\s*[^\s,(){}=]+\s*,")
_MISSING_AT = re.compile(
    r"^[ \t]*(?P<type>article|book|incollection|inproceedings|inbook|phdthesis|mastersthesis"
    r"|techreport|misc|online)[ \t]*\{[ \t]*(?P<key>[^\s,={}]+)[ \t]*,",
    re.IGNORECASE | re.MULTILINE,
)
_MISSING_BRACE = re.compile(
    r"^[ \t]*(?P<at>@(?:article|book|incollection|inproceedings|inbook|phdthesis|mastersthesis"
    r"|techreport|misc|online))\b(?!\s*[{(])",
    re.IGNORECASE | re.MULTILINE,
)
_LEFTOVER = re.compile(r"""[ \t]*(?:,\s*)?(?:[\r\n]\s*)?[A-Za-z][\w-]*[ \t]*=[ \t]*[{"\w]""")
# NUL and the two noncharacters that mark protected text are read as blanks.
_BLANKED = str.maketrans({"\0": " ", PROTECT_OPEN: " ", PROTECT_CLOSE: " "})


def blanked(text: str) -> str:
    """Return a text with blanks for what is not read, so that offsets hold.

    These are NUL characters, a byte order mark, and the marks of protected text.
    """
    if "\0" in text or PROTECT_OPEN in text or PROTECT_CLOSE in text:
        text = text.translate(_BLANKED)
    return " " + text[1:] if text.startswith("\ufeff") else text


def split(text: str) -> list[RawBlock]:
    """Cut a text into blocks, in order, damaged ones included.

    Args:
        text: The whole file; line ends may be CR, LF or CRLF.

    Returns:
        The blocks; what lies between them is comment, as in BibTeX.
    """
    scanner = Scanner(text)
    trusted = _trusted_entries(text)
    blocks: list[RawBlock] = []
    position = 0
    while True:
        start = BLOCK_START.search(text, position)
        if start is None:
            break
        block = trusted.get(start.start()) or _read_block(scanner, start, text)
        if block is None:
            position = start.start() + 1
            continue
        _look_before(text, position, block)
        if block.kind is BlockKind.ENTRY and _LEFTOVER.match(text, block.end):
            block.flaws.append(
                Flaw(
                    rule=Rule.BIBTEX_SYNTAX,
                    offset=block.end - 1,
                    message="the entry ends here, but fields follow",
                    hint=f"take away the {text[block.end - 1]} that is too many",
                    key=block.key,
                )
            )
        blocks.append(block)
        position = max(block.end, start.end())
    last = RawBlock(kind=BlockKind.COMMENT, start=len(text), end=len(text))
    _look_before(text, position, last)
    return [*blocks, last] if last.flaws else blocks


def _trusted_entries(text: str) -> dict[int, RawBlock]:
    """Let bibtexparser read the text; keep the entries that BibTeX would read alike, by offset."""
    if "\r" in text:
        # Same length, so offsets hold; bibtexparser knows only LF as the end of a line.
        text = text.replace("\r", "\n")
    try:
        library = parse_string(text, parse_stack=[])
    except Exception:  # damage must never stop the reading; `scan` takes over
        return {}
    trusted: dict[int, RawBlock] = {}
    position = 0
    for block in library.blocks:
        entry = _entry_of(block)
        if entry is None or not entry.raw:
            continue
        start = text.find(entry.raw, position)
        if start < 0:
            continue
        position = start + len(entry.raw)
        raw_block = _trust(entry, start, position)
        if raw_block:
            trusted[start] = raw_block
    return trusted


def _entry_of(block: Block) -> Entry | None:
    if isinstance(block, Entry):
        return block
    if isinstance(block, DuplicateFieldKeyBlock | DuplicateBlockKeyBlock):
        inner = block.ignore_error_block
        return inner if isinstance(inner, Entry) else None
    return None


def _trust(entry: Entry, start: int, end: int) -> RawBlock | None:
    raw = entry.raw
    if raw is None or "\\{" in raw or "\\}" in raw or not _PLAIN_KEY.match(entry.key):
        return None
    if not entry.entry_type:
        return None
    if raw[-1] == "}" and raw.find("\n@") >= 0:
        return None
    fields: list[RawField] = []
    for item in entry.fields:
        value = item.value
        if not _PLAIN_VALUE.fullmatch(value) or not _PLAIN_NAME.match(item.key):
            return None
        fields.append(RawField(name=item.key.lower(), raw=value))
    return RawBlock(
        kind=BlockKind.ENTRY,
        start=start,
        end=end,
        type=entry.entry_type,
        key=entry.key,
        fields=fields,
    )


def _read_block(scanner: Scanner, start: re.Match[str], text: str) -> RawBlock | None:
    kind = start["type"].lower()
    if kind in ("comment", "preamble"):
        return _read_unparsed(scanner, start, BlockKind(kind))
    if kind == "string":
        return scanner.string(start)
    before = text[start.start() - 1 : start.start()]
    if before.isalnum() and not _PAREN_ENTRY.match(text, start.end()):
        return None  # an address such as name@host (text)
    if start["open"] == "(" and not _PAREN_ENTRY.match(text, start.end()):
        return None
    return scanner.entry(start)


def _look_before(text: str, position: int, block: RawBlock) -> None:
    """Find what the free text before a block may have been meant to be."""
    between = text[position : block.start]
    if not between or between.isspace():
        return
    line = between[max(between.rfind("\n"), between.rfind("\r")) + 1 :]
    if line.lstrip().startswith("%") and block.kind is BlockKind.ENTRY:
        block.flaws.append(
            Flaw(
                rule=Rule.HIDDEN_ENTRY,
                offset=block.start,
                message="the entry stands behind %, but BibTeX has no such comments and reads it",
                hint="delete the entry, or put it into @comment{...}",
                key=block.key,
            )
        )
        for field in block.fields:
            field.name = field.name.lstrip("%") or field.name
    for missing in _MISSING_AT.finditer(between):
        block.flaws.append(
            Flaw(
                rule=Rule.HIDDEN_ENTRY,
                offset=position + missing.start("type"),
                message=f"{missing['type']}{{ looks like an entry, but has no @ before it",
                hint=f"write @{missing['type']}{{",
                key=missing["key"],
            )
        )
    for missing in _MISSING_BRACE.finditer(between):
        block.flaws.append(
            Flaw(
                rule=Rule.HIDDEN_ENTRY,
                offset=position + missing.start("at"),
                message=f"{missing['at']} is no entry: there is no brace after it",
                hint=f"write {missing['at']}{{",
                key="",
            )
        )


def _read_unparsed(scanner: Scanner, start: re.Match[str], kind: BlockKind) -> RawBlock:
    """Read a comment or preamble; one that is never closed hides nothing behind it."""
    block = scanner.balanced(start, kind)
    if block is None:
        block = RawBlock(kind=kind, start=start.start(), end=start.end())
        block.flaws.append(
            Flaw(
                rule=Rule.BIBTEX_SYNTAX,
                offset=block.start,
                message=f"the brace of @{kind} is never closed",
                hint="put a } at its end",
            )
        )
    return block
