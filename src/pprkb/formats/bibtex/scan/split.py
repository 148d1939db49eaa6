"""Cuts a .bib text into blocks with their exact places.

Nearly every entry is plain: names, equals signs, values and commas, which two patterns read. Of
the others bibtexparser reads what it can; what it reports as failed, and what it is known to read
otherwise than BibTeX (a backslash before a brace, a missing comma), is read again by `scan`. This
is the only module that knows bibtexparser.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Container, Iterator

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry

from pprkb.formats.bibtex.scan.blocks import BlockKind, Flaw, RawBlock, RawField
from pprkb.formats.bibtex.scan.entry import BLOCK_START, Scanner
from pprkb.formats.latex.decode import PROTECT_CLOSE, PROTECT_OPEN
from pprkb.model.problem import Rule

# bibtexparser logs damage, line by line; here damage is reported as problems.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

_PLAIN_HEAD = re.compile(r"""@([A-Za-z]+)[ \t]*\{[ \t]*([^\s{}",=#%\\()]+)[ \t]*,""")
_PLAIN_FIELD = re.compile(
    r"""\s*([A-Za-z][\w+-]*)[ \t]*=[ \t]*"""
    r"""(\{(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*\})*\}|"[^"{}]*+"|[^\s{}",#=%()]++)\s*([,}])"""
)
_NEXT_LINE = re.compile(r"[\r\n]@")
_ESCAPED_BRACE = re.compile(r"\\[{}]")
_PLAIN_END = re.compile(r"\s*\}")
# A value that can be taken as it is: three levels of braces, a quoted one without braces, a word.
_PLAIN_VALUE = re.compile(
    r"\{(?:[^{}]++|\{(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+\})*+\}"
    r'|"[^"{}]*+"|[^\s{}",#=]++'
)
_NO_ENTRIES = ("comment", "preamble", "string")
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


def split(text: str, known: Container[str] = ()) -> Iterator[RawBlock]:
    """Cut a text into blocks, in order, damaged ones included.

    Args:
        text: The whole file; line ends may be CR, LF or CRLF.
        known: Texts of sound entries; their blocks come without key, type and fields.

    Yields:
        The blocks; what lies between them is comment, as in BibTeX.
    """
    scanner = Scanner(text)
    position = 0
    while True:
        start = BLOCK_START.search(text, position)
        if start is None:
            break
        block = _known_entry(text, position, start.start(), known) if known else None
        if block:
            position = block.end
            yield block
            continue
        block = plain_entry(text, start.start()) or _read_block(scanner, start, text)
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
        position = max(block.end, start.end())
        yield block
    last = RawBlock(kind=BlockKind.COMMENT, start=len(text), end=len(text))
    _look_before(text, position, last)
    if last.flaws:
        yield last


def _known_entry(text: str, position: int, start: int, known: Container[str]) -> RawBlock | None:
    """Return an entry that is known and alone in its block; others must be looked at."""
    if start > position and not text[position:start].isspace():
        return None
    if start and text[start - 1] not in "\r\n":
        return None
    line = _NEXT_LINE.search(text, start + 1)
    stretch = text[start : line.start() if line else len(text)].rstrip()
    if stretch not in known:
        return None
    return RawBlock(kind=BlockKind.ENTRY, start=start, end=start + len(stretch))


def entry_at(text: str, start: int) -> RawBlock:
    """Read the entry that begins at an offset."""
    block = plain_entry(text, start)
    if block is None:
        begin = BLOCK_START.match(text, start)
        assert begin is not None
        block = _read_block(Scanner(text), begin, text)
    assert block is not None
    return block


def plain_entry(text: str, start: int) -> RawBlock | None:
    """Read a regular entry; None if it may be irregular."""
    if start and text[start - 1] not in "\r\n":
        return None
    # A line that begins with an @ is more likely the next entry than a part of this one.
    line = _NEXT_LINE.search(text, start + 1)
    limit = line.start() if line else len(text)
    head = _PLAIN_HEAD.match(text, start, limit)
    if head is None:
        return None
    fields: list[RawField] = []
    position = head.end()
    while True:
        field = _PLAIN_FIELD.match(text, position, limit)
        if field is None:
            end = _PLAIN_END.match(text, position, limit)
            if end is None or not fields:
                return None
            position = end.end()
            break
        name, raw, mark = field.groups()
        offset, value_at = field.start(1), field.start(2)
        # The names of fields recur in every entry.
        name = sys.intern(name.lower())
        fields.append(RawField(name=name, raw=raw, offset=offset, value_at=value_at))
        position = field.end()
        if mark == "}":
            break
    kind = head[1].lower()
    if kind in _NO_ENTRIES or _ESCAPED_BRACE.search(text, start, position):
        return None
    return RawBlock(
        kind=BlockKind.ENTRY,
        start=start,
        end=position,
        type=sys.intern(kind),
        key=head[2],
        fields=fields,
        plain=True,
    )


def _trusted_entry(text: str, start: int, end: int) -> RawBlock | None:
    """Let bibtexparser read the entry in a range; None if BibTeX may read it differently."""
    # Same length, so offsets hold; bibtexparser knows only LF as the end of a line.
    stretch = text[start:end].replace("\r", "\n")
    try:
        blocks = parse_string(stretch, parse_stack=[]).blocks
    except Exception:  # damage must never stop the reading; `scan` takes over
        return None
    block = blocks[0] if blocks else None
    if isinstance(block, DuplicateFieldKeyBlock | DuplicateBlockKeyBlock):
        block = block.ignore_error_block
    if not isinstance(block, Entry) or not block.raw or not stretch.startswith(block.raw):
        return None
    return _trust(block, start, start + len(block.raw))


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
    trusted = _trusted_entry(text, start.start(), scanner.next_block(start.end()))
    return trusted or scanner.entry(start)


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
                message="the entry follows a %, but BibTeX has no such comments and reads it",
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
                message=f"{missing['at']} is not an entry: there is no brace after it",
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
