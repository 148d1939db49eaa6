"""Markdown that CommonMark parsers and pandoc interpret in the same way.

Every paragraph is one line, so that only its beginning can be mistaken for the mark-up of a
block. An entry is an item of a bulleted list and its annotation continues the item: the one
way to say in CommonMark that a paragraph belongs to the reference above it.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from pprkb.documents.document import (
    Block,
    Code,
    Divider,
    Document,
    Entry,
    Figure,
    Heading,
    Paragraph,
    ParagraphRole,
    Picture,
    Quotation,
    Table,
    TextList,
)
from pprkb.documents.writers.blocks import BlockVisitor, every_run
from pprkb.documents.writers.characters import encode, one_line, safe_link
from pprkb.documents.writers.page_setup import PageSetup
from pprkb.text.markup import Run

_SEPARATOR = "<!-- -->"
"""Separates two lists that parsers would otherwise join."""
_DEEPEST_HEADING = 6


def write(document: Document, _setup: PageSetup) -> bytes:
    """Return a document as Markdown."""
    chunks = []
    if document.title.strip():
        chunks.append(f"# {escape(one_line(document.title).strip())}")
    if document.subtitle.strip():
        chunks.append(inline((Run(text=document.subtitle, italic=True),)))
    chunks += [inline((Run(text=line),)) for line in document.byline]
    printer = _MarkdownPrinter(_link_targets(document.blocks))
    chunks += printer.blocks(document.blocks)
    chunks += [
        _prefixed("\n\n".join(printer.blocks(note)), f"[^{number}]: ", "    ")
        for number, note in enumerate(document.notes, 1)
    ]
    return encode("\n\n".join(chunks) + "\n")


class _MarkdownPrinter(BlockVisitor[str]):
    """Prints blocks; only headings that are linked to get an anchor."""

    def __init__(self, anchors: frozenset[str]) -> None:
        self._anchors = anchors

    def blocks(self, blocks: Iterable[Block]) -> list[str]:
        """Print blocks, with a separator between lists that a parser would join."""
        chunks: list[str] = []
        previous: Block | None = None
        for block in blocks:
            chunk = self.block(block)
            if not chunk:
                continue
            if previous is not None and _would_join(previous, block):
                chunks.append(_SEPARATOR)
            chunks.append(chunk)
            previous = block
        return chunks

    def heading(self, heading: Heading) -> str:
        """Print a heading one level below the title."""
        text = inline(heading.runs).replace("\\\n", " ")
        anchor = f'<a id="{heading.anchor}"></a>' if heading.anchor in self._anchors else ""
        level = min(heading.level + 1, _DEEPEST_HEADING)
        return f"{'#' * level} {anchor}{text}" if text else ""

    def paragraph(self, paragraph: Paragraph) -> str:
        """Print a paragraph; a label is bold."""
        runs = paragraph.runs
        if paragraph.role is ParagraphRole.LABEL:
            runs = tuple(replace(run, bold=True) for run in runs)
        return inline(runs)

    def text_list(self, block: TextList) -> str:
        """Print a list, as a loose list if an item has several blocks."""
        items = []
        loose = False
        for number, item in enumerate(block.items, max(0, block.start)):
            chunks = self.blocks(item)
            if not chunks:
                continue
            marker = f"{number}. " if block.ordered else "- "
            loose = loose or len(chunks) > 1
            items.append(_prefixed("\n\n".join(chunks), marker, " " * len(marker)))
        return ("\n\n" if loose else "\n").join(items)

    def quotation(self, quotation: Quotation) -> str:
        """Print quoted blocks."""
        return _prefixed("\n\n".join(self.blocks(quotation.blocks)), "> ", "> ")

    def figure(self, _figure: Figure) -> str:
        """Omit a drawing: its table has the same content."""
        return ""

    def code(self, code: Code) -> str:
        """Print program code between fences."""
        longest = max((len(t) for line in code.lines for t in re.findall("`+", line)), default=0)
        fence = "`" * max(3, longest + 1)
        language = "".join(re.findall(r"[\w+#-]+", code.language)[:1])
        return "\n".join([f"{fence}{language}", *map(one_line, code.lines), fence])

    def picture(self, picture: Picture) -> str:
        """Print a picture by its path, with the caption as its description, as in pandoc."""
        words = inline(picture.caption) or escape(one_line(picture.description))
        address = one_line(picture.address).replace("<", "%3C").replace(">", "%3E")
        return f"![{words}](<{address}>)"

    def divider(self, _divider: Divider) -> str:
        """Print a horizontal rule that cannot be mistaken for the start of metadata."""
        return "* * *"

    def entry(self, entry: Entry) -> str:
        """Print a reference and its annotation as an item of a list."""
        runs = (*entry.label, Run(text=" "), *entry.runs) if entry.label else entry.runs
        if entry.importance:
            runs = (*runs, Run(text=" "), Run(text=f"[{entry.importance}]", bold=True))
        chunks = [inline(runs) or escape(one_line(entry.key)), *self.blocks(entry.annotation)]
        return _prefixed("\n\n".join(chunks), "- ", "  ")

    def table(self, table: Table) -> str:
        """Print a pipe table, which pandoc and GitHub support and people can read."""
        count = max(len(row) for row in (table.header, *table.rows))
        if count == 0:
            return ""
        rules = [
            "---:" if column in table.numeric else ":---:" if column in table.centred else "---"
            for column in range(count)
        ]
        rows = [[cell(runs) for runs in row] for row in (table.header, *table.rows)]
        padded = [row + [""] * (count - len(row)) for row in rows]
        lines = [f"| {' | '.join(row)} |" for row in (padded[0], rules, *padded[1:])]
        caption = (
            f"Table: {inline((Run(text=table.caption),))}\n\n" if table.caption.strip() else ""
        )
        return caption + "\n".join(lines)


def _would_join(previous: Block, block: Block) -> bool:
    """Return whether a parser would join two lists; entries are meant to be joined."""
    if isinstance(previous, Entry) and isinstance(block, Entry):
        return False
    kind = _list_kind(block)
    return bool(kind) and kind == _list_kind(previous)


def _list_kind(block: Block) -> str:
    match block:
        case Entry() | TextList(ordered=False):
            return "bullet"
        case TextList():
            return "ordered"
        case _:
            return ""


def _prefixed(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    prefixed = [f"{rest}{line}".rstrip() for line in lines[1:]]
    return "\n".join([f"{first}{lines[0]}" if lines[0] else first.rstrip(), *prefixed])


def _link_targets(blocks: Iterable[Block]) -> frozenset[str]:
    """Return the anchors that are linked to; others are not printed."""
    links = (safe_link(run.link) for run in every_run(blocks) if run.link)
    return frozenset(link[1:] for link in links if link.startswith("#"))


_SPECIAL = re.compile(
    r"""[\\`*_\[\]<>#{}~^$@|]   # signs of their own
      | &(?=\#|\w+;)           # what would be read as an entity
      | -(?=-)                 # dashes that pandoc would join
      | \.(?=\.\.)             # and dots
      | !(?=\[)""",
    re.VERBOSE,
)
# What begins a list, a definition, a title block or a rule where it begins a line.
_LINE_START = re.compile(
    r"""(?P<sign>[-+=:%])
      | (?P<number>\(?(?:[0-9]+|[A-Za-z]|[ivxlcdmIVXLCDM]+))(?P<end>[.)](?=\s|$))""",
    re.VERBOSE,
)
# An address that neither reader changes between angle brackets.
_AUTOLINK = re.compile(r"(?:https?://|mailto:)[A-Za-z0-9:/?#=.,~%+;()@!$*'_-]+")
_EMPHASIS = {(True, False): "*", (False, True): "**", (True, True): "***"}


def escape(text: str) -> str:
    """Escape text so that no character is mark-up, at any position in a line."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def inline(runs: tuple[Run, ...]) -> str:
    """Return runs as a line that begins a block."""
    line = _joined(runs).strip(" ")
    if start := _LINE_START.match(line):
        at = start.start("sign") if start["sign"] else start.start("end")
        # A sign that is escaped already begins with a backslash and does not match.
        line = f"{line[:at]}\\{line[at:]}"
    return line


def cell(runs: tuple[Run, ...]) -> str:
    """Return runs as the cell of a pipe table, in which a code span cannot hold a pipe."""
    split = tuple(
        Run(text=run.text, link=run.link) if run.code and "|" in run.text else run for run in runs
    )
    return _joined(split).strip(" ").replace("\\\n", "<br>")


def _merged(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return runs, merging adjacent ones with equal formatting, because code spans must not touch.

    Markdown cannot say which language a text is in.
    """
    merged: list[Run] = []
    for given in runs:
        run = replace(given, link=safe_link(given.link), language="")
        if run.text and merged and replace(merged[-1], text="") == replace(run, text=""):
            merged[-1] = replace(run, text=merged[-1].text + run.text)
        elif run.text or run.note or run.line_break:
            merged.append(run)
    return tuple(merged)


def _joined(runs: tuple[Run, ...]) -> str:
    runs = _merged(runs)
    texts = [one_line(run.text) for run in runs]
    line = ""
    for index, (run, text) in enumerate(zip(runs, texts, strict=True)):
        following = next((later for later in texts[index + 1 :] if later), "")
        formatted = index + 1 < len(runs) and _is_emphasised(runs[index + 1])
        printed = _run(run, text, line, "*" if formatted else following[:1])
        if printed.startswith("[") and line.endswith("!"):
            # Together they would be an image.
            line = line[:-1] + "\\!"
        line += printed
    return line


def _is_emphasised(run: Run) -> bool:
    return run.italic or run.bold


def _run(run: Run, text: str, before: str, after: str) -> str:
    if run.note:
        return f"[^{run.note}]"
    if run.line_break:
        return "\\\n"
    core = text.strip(" ")
    if not core:
        return text
    lead = text[: len(text) - len(text.lstrip(" "))]
    trail = text[len(text.rstrip(" ")) :]
    printed = _linked(run, core)
    for wanted, tag in (
        (run.superscript, "sup"),
        (run.subscript, "sub"),
    ):
        if wanted:
            printed = f"<{tag}>{printed}</{tag}>"
    if run.small_caps:
        printed = f'<span style="font-variant:small-caps;">{printed}</span>'
    if _is_emphasised(run):
        previous = lead[-1:] or before[-1:]
        printed = _emphasised(run, printed, core, previous, trail[:1] or after)
    return f"{lead}{printed}{trail}"


def _emphasised(run: Run, printed: str, core: str, before: str, after: str) -> str:
    """Return text with asterisks for emphasis if every parser recognizes them, else with tags.

    CommonMark decides by the characters on both sides: "*Title?*and" is not emphasized.
    """
    outer_edges = (before, after)
    inner_edges = (printed[0], printed[-1])
    clear = all(
        outer == ""
        or outer.isspace()
        or (outer != "*" and _is_punctuation(outer))
        # Inside a word: both sides must be letters or figures.
        or (outer != "*" and not _may_be_punctuation(inner))
        for outer, inner in zip(outer_edges, inner_edges, strict=True)
    )
    # A tag or a space at the edge counts as a letter for some parsers only.
    if clear and not core[0].isspace() and not core[-1].isspace():
        mark = _EMPHASIS[run.italic, run.bold]
        return f"{mark}{printed}{mark}"
    if run.bold:
        printed = f"<strong>{printed}</strong>"
    return f"<em>{printed}</em>" if run.italic else printed


def _is_punctuation(character: str) -> bool:
    """Return whether every version of CommonMark counts a character as punctuation."""
    return character in string.punctuation or unicodedata.category(character)[0] == "P"


def _may_be_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PSZ" or character in string.punctuation


def _linked(run: Run, core: str) -> str:
    printed = _code(core) if run.code else escape(core)
    address = safe_link(run.link)
    if not address:
        return printed
    if core == address and _AUTOLINK.fullmatch(address) and not run.code:
        return f"<{address}>"
    # Between angle brackets parentheses need no care; "&" could begin an entity.
    return f"[{printed}](<{address.replace('&', '&amp;')}>)"


def _code(text: str) -> str:
    longest = max((len(ticks) for ticks in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{padding}{text}{padding}{fence}"
