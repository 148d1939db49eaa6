"""Reading Markdown drafts: blocks, citations in order, and problems."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from markdown_it.token import Token

from pprkb.documents.cite import PlacedCitation
from pprkb.documents.document import (
    Block,
    Code,
    Divider,
    Heading,
    Paragraph,
    ParagraphRole,
    Picture,
    Quotation,
    Table,
)
from pprkb.documents.draft.pictures import load_picture
from pprkb.documents.draft.places import (
    ATTRIBUTES,
    END,
    LIST_HERE,
    MARK,
    START,
    after_notes,
    with_captions,
)
from pprkb.documents.prose import TokenBlocks
from pprkb.formats.drafts.syntax import LITERAL, NOTES, TWICE, Inner, draft_parser
from pprkb.formats.markdown import find_citations
from pprkb.languages import Words
from pprkb.model.citation import Citation, CitationMode
from pprkb.model.problem import Location, Problem, Rule
from pprkb.text.markup import Run, text_of
from pprkb.text.number import whole_number

_IMAGE_ATTRIBUTES = re.compile(r"^\{(?P<all>[^{}]*)\}")
_IDENTITY = re.compile(r"(?:^|\s)#(?P<id>[\w.:-]+)")
_WIDTH = re.compile(r"width\s*=\s*[\"']?(?P<number>\d{1,3})(?:\.\d+)?%")
_TAG = re.compile(r"<\s*(?P<end>/?)\s*(?P<name>[A-Za-z][\w-]*)[^>]*>")
_FORMATS: dict[str, Callable[[Run, bool], Run]] = {
    **dict.fromkeys(("i", "em"), lambda style, on: replace(style, italic=on)),
    **dict.fromkeys(("b", "strong"), lambda style, on: replace(style, bold=on)),
    "code": lambda style, on: replace(style, code=on),
    "sub": lambda style, on: replace(style, subscript=on),
    "sup": lambda style, on: replace(style, superscript=on),
}
"""HTML tags for formatting, with the attributes that they change."""
_NOT_A_WORD = re.compile(r"[^\w\s.-]+")
_RUN_CODE = re.compile(r"\{(?:r|python|julia|ojs)\b|(?P<knitr>r (?=\S))")
_MADE = {
    "struck": ("text is not struck out: ~~ is printed as it is written", ""),
    "span": ("the attributes of a span are printed as they are written", "leave them out"),
    "link": ("a link around a citation is printed as it is written", "cite beside the link"),
    "shortcode": ("a shortcode is printed as it is written", "Quarto carries shortcodes out"),
    "code": (
        "code is printed and not run",
        "Quarto and knitr run code; write what it makes into the text",
    ),
    "formula": (
        "formulas are printed as they are written",
        "pandoc sets formulas; write simple ones in plain text, such as *d* = 0.5",
    ),
}
"""Messages and hints for unsupported markup, each reported once."""


class FoundCitation(NamedTuple):
    """A citation in a draft, with its line."""

    placed: PlacedCitation
    line: int


@dataclass(frozen=True, kw_only=True)
class Read:
    """The content of a draft, before its citations are printed."""

    blocks: tuple[Block, ...]
    lead: tuple[Block, ...]
    """The abstract and the keywords, which come first."""
    notes: tuple[tuple[Block, ...], ...]
    """The footnotes, including those that the style makes of citations."""
    citations: tuple[FoundCitation, ...]
    problems: tuple[Problem, ...]


class DraftReader:
    """Reads the parts of one draft, with continuous numbers of citations and footnotes."""

    def __init__(
        self, path: str, folder: Path, words: Words, *, in_notes: bool, language: str = ""
    ) -> None:
        """Prepare to read the parts of a draft.

        Args:
            path: The draft's path, for problems.
            folder: The folder that paths of pictures are relative to.
            words: Words in its language.
            in_notes: Whether the style cites in footnotes.
            language: BCP 47 tag of the text, for its quotation marks.
        """
        self._language = language
        self._path, self._folder, self._in_notes = path, folder, in_notes
        self._words = words
        self._env: dict[str, object] = {}
        self._citations: list[FoundCitation] = []
        self._notes: list[tuple[Block, ...]] = []
        self._problems: list[Problem] = []
        self._anchors: set[str] = set()
        self._note = 0
        """The number of the footnote being read."""
        self._told: set[str] = set()

    def read(self, text: str, line: int) -> tuple[Block, ...]:
        """Return the blocks of a part of the draft.

        Args:
            text: Markdown.
            line: The line of the draft where it begins, from 1.
        """
        plain = text.replace(START, "").replace(END, "")
        tokens = draft_parser(self._language).parse(plain, self._env)
        row = 0
        for token in tokens:
            row = token.map[0] if token.map else row
            for what in token.meta.get(LITERAL, ()):
                self.odd(what, line + row)
        twice = self._env.pop(TWICE, [])
        assert isinstance(twice, list)
        for label, at in twice:
            self._problem(Rule.DUPLICATE_ID, line + at, f"the footnote [^{label}] is there twice")
        return _Blocks(self, tokens, line).blocks()

    def result(self, blocks: tuple[Block, ...], lead: tuple[Block, ...] = ()) -> Read:
        """Return the whole draft, with the lead before these blocks."""
        return Read(
            blocks=blocks,
            lead=lead,
            notes=tuple(self._notes),
            citations=tuple(self._citations),
            problems=tuple(sorted(self._problems, key=lambda one: one.at.line)),
        )

    # -- called by blocks ------------------------------------------------------------------------

    def _problem(self, rule: Rule, line: int, message: str, hint: str = "") -> None:
        at = Location(path=self._path, line=line)
        self._problems.append(Problem(rule=rule, at=at, message=message, hint=hint))

    def citation(self, citation: Citation, line: int, style: Run) -> list[Run]:
        """Return the placeholder of a citation."""
        for cite in citation.cites:
            for lost in find_citations(f"{cite.prefix}\n{cite.suffix}"):
                message = f"@{lost.citation.cites[0].key} is not cited, beside @{cite.key}"
                self._problem(Rule.BAD_VALUE, line, message, "part the two with a semicolon")
        own_note = self._in_notes and not self._note
        note = self._next_note() if own_note else self._note
        mark = replace(style, text=f"{START}{len(self._citations)}{END}")
        self._citations.append(FoundCitation(PlacedCitation(citation, note), line))
        if not own_note:
            return [mark]
        self._notes[note - 1] = (Paragraph(runs=(replace(mark, italic=False, bold=False),)),)
        # Superscript marks notes made from citations; unlike others they move after punctuation.
        moved = Run(text="", note=note, superscript=True)
        if citation.mode is not CitationMode.NARRATIVE:
            return [moved]
        return [replace(mark, text=mark.text.replace(START, f"{START}n")), moved]

    def _next_note(self) -> int:
        self._notes.append(())
        return len(self._notes)

    def note(self, label: str, line: int, outer: Inner | None = None) -> list[Run]:
        """Return the mark of a footnote, whose text is read at each of its marks."""
        notes = self._env.get(NOTES, {})
        assert isinstance(notes, dict)
        inner = outer or notes.get(label)
        if inner is None:
            self._problem(Rule.MISSING_VALUE, line, f"there is no footnote [^{label}]")
            return [Run(text=f"[^{label}]")]
        if self._note:
            self._problem(Rule.BAD_VALUE, line, "a footnote holds a footnote, which is left out")
            return []
        self._note = number = self._next_note()
        blocks = self.read(inner.text, line if outer else inner.line + self._body_line)
        self._notes[number - 1] = tuple(map(_without_headings, blocks))
        self._note = 0
        return [Run(text="", note=number)]

    _body_line = 1
    """The line where the text with the footnotes begins."""

    def begin_at(self, line: int) -> None:
        """Set the line where the text with the footnotes begins."""
        self._body_line = line

    def anchor(self, wanted: str, runs: Iterable[Run]) -> str:
        """Return an id for a heading, as in pandoc (extension auto_identifiers)."""
        words = _NOT_A_WORD.sub("", MARK.sub("", text_of(runs))).lower().split()
        stem = wanted or "-".join(words).lstrip("0123456789.-_") or "section"
        name, number = stem, 1
        while name in self._anchors:
            name, number = f"{stem}-{number}", number + 1
        self._anchors.add(name)
        return name

    def formula(self, text: str, line: int) -> Run:
        """Return a formula as written, and report it once."""
        self.odd("formula", line)
        return Run(text=text, italic=not re.search(r"[\\_^{}]", text))

    def odd(self, what: str, line: int) -> None:
        """Report unsupported markup once."""
        if what not in self._told:
            self._told.add(what)
            self._problem(Rule.STRAY_MARKUP, line, *_MADE[what])

    def code(self, text: str, line: int) -> None:
        """Report that code is not run."""
        match = _RUN_CODE.match(text)
        if match and not (match["knitr"] and not self._path.lower().endswith((".qmd", ".rmd"))):
            self.odd("code", line)

    def picture_words(self, words: tuple[Run, ...]) -> tuple[Run, ...]:
        """Return the text printed instead of a picture."""
        return self._words.in_runs("[Picture: {words}]", words=words)

    def html(self, written: str, line: int) -> None:
        """Report that HTML is left out, except for comments."""
        if not written.strip().startswith("<!--"):
            shown = " ".join(written.split())[:40]
            self._problem(
                Rule.STRAY_MARKUP, line, f"HTML is left out: {shown}", "write it as Markdown"
            )

    def picture(self, address: str, description: str, caption: tuple[Run, ...], line: int) -> Block:
        """Return a picture, or its description if it cannot be read."""
        found = load_picture(self._folder, address)
        size = found.size
        if size is None:
            message = f"{found.wrong}: {address}"
            self._problem(Rule.UNREADABLE_FILE, line, message, found.hint)
            words = caption or (Run(text=description or address),)
            return Paragraph(runs=self.picture_words(words))
        return Picture(
            address=unquote(address),
            content=found.content,
            kind=size.kind,
            width=size.width,
            height=size.height,
            description=description,
            caption=caption,
        )


def _without_headings(block: Block) -> Block:
    """Return a block for a footnote, where a heading becomes a bold line."""
    return (
        Paragraph(runs=block.runs, role=ParagraphRole.LABEL)
        if isinstance(block, Heading)
        else block
    )


class _Blocks(TokenBlocks):
    """Builds the blocks of a draft."""

    def __init__(self, reader: DraftReader, tokens: list[Token], line: int) -> None:
        super().__init__(tokens)
        self.reader = reader
        self.line = line
        """The line of the draft where the tokens' text begins."""

    def blocks(self, end: str = "") -> tuple[Block, ...]:
        """Return the blocks up to a closing token, with their captions."""
        return tuple(with_captions(super().blocks(end)))

    def _line_of(self, token: Token) -> int:
        return self.line + (token.map[0] if token.map else 0)

    def block(self, token: Token) -> Iterable[Block]:
        """Return the blocks that start at a token."""
        match token.type:
            case "paragraph_open" | "paragraph_close":
                return ()
            case "inline":
                return self._paragraphs(token)
            case "heading_open":
                return [self._heading(token)]
            case "bullet_list_open" | "ordered_list_open":
                return [self.text_list(token)]
            case "blockquote_open":
                return [Quotation(blocks=self.blocks("blockquote_close"))]
            case "fence" | "code_block":
                self.reader.code(token.info, self._line_of(token))
                lines = tuple(token.content.rstrip("\n").split("\n"))
                language = token.info.strip(" {}.").partition(" ")[0].partition(",")[0]
                return [Code(lines=lines, language=language)]
            case "hr":
                return [Divider()]
            case "table_open":
                return [self._table()]
            case "definitions":
                return self._definitions(token)
            case "division":
                here = _IDENTITY.search(token.content.strip("{}"))
                is_list = here is not None and here["id"] == "refs"
                return [Paragraph(runs=(Run(text=LIST_HERE),))] if is_list else ()
            case "html_block":
                self.reader.html(token.content, self._line_of(token))
                return ()
            case _:
                return ()

    def _heading(self, token: Token) -> Heading:
        runs = list(self._runs(self.tokens[self.position], self._line_of(token)))
        self.position += 2
        wanted = ""
        if (
            runs
            and (match := ATTRIBUTES.search(runs[-1].text))
            and re.search(r"(?:^|\s)[#.=-]|\w=", match["all"])
        ):
            # {#sec-method .unnumbered}: an id for links; the rest is for other programs.
            named = _IDENTITY.search(match["all"])
            wanted = named["id"] if named else ""
            runs[-1] = replace(runs[-1], text=runs[-1].text[: match.start()])
        level = whole_number(token.tag[1:], 1)
        return Heading(level=level, runs=tuple(runs), anchor=self.reader.anchor(wanted, runs))

    def _table(self) -> Table:
        rows: list[list[tuple[Run, ...]]] = []
        sides: list[str] = []
        row_line = 0
        while (token := self.tokens[self.position]).type != "table_close":
            self.position += 1
            if token.type == "tr_open":
                rows.append([])
                row_line = self._line_of(token)
            elif token.type == "th_open":
                sides.append(str(token.attrGet("style") or ""))
            elif token.type == "inline":
                rows[-1].append(self._runs(token, row_line))
        self.position += 1
        header, *others = rows
        return Table(
            header=tuple(header),
            rows=tuple(tuple(row) for row in others),
            numeric=frozenset(n for n, side in enumerate(sides) if "right" in side),
            centred=frozenset(n for n, side in enumerate(sides) if "center" in side),
        )

    def _definitions(self, token: Token) -> list[Block]:
        term = token.meta["term"]
        named = self.reader.read(term.text, self.line + term.line)
        blocks: list[Block] = [
            Paragraph(runs=tuple(replace(run, bold=True) for run in block.runs))
            for block in named
            if isinstance(block, Paragraph)
        ]
        for inner in token.meta["definitions"]:
            inside = self.reader.read(inner.text, self.line + inner.line)
            blocks.append(Quotation(blocks=inside))
        return blocks

    # -- within a paragraph --------------------------------------------------------------------

    def _paragraphs(self, token: Token) -> Iterator[Block]:
        """Yield a paragraph, split at pictures."""
        line = self._line_of(token)
        children = token.children or []
        if not any(child.type == "image" for child in children):
            if runs := self._runs(token, line):
                yield Paragraph(runs=runs)
            return
        alone = all(
            child.type == "image"
            or not child.content.strip()
            or _IMAGE_ATTRIBUTES.match(child.content)
            for child in children
            if child.type != "softbreak"
        )
        before: list[Token] = []
        for number, child in enumerate(children):
            if child.type != "image":
                before.append(child)
                continue
            if runs := self._of(before, line):
                yield Paragraph(runs=runs)
            before = []
            following = children[number + 1] if number + 1 < len(children) else None
            share = _take_width(following)
            caption = self._of(child.children or [], line) if alone else ()
            words = _plain(child.children or []) or str(child.attrGet("title") or "")
            made = self.reader.picture(str(child.attrGet("src") or ""), words, caption, line)
            yield replace(made, share=share) if isinstance(made, Picture) else made
        if runs := self._of(before, line):
            yield Paragraph(runs=runs)

    def _runs(self, token: Token, line: int) -> tuple[Run, ...]:
        return self._of(token.children or [], line)

    def _of(self, children: Iterable[Token], line: int) -> tuple[Run, ...]:
        runs: list[Run] = []
        style = Run(text="")
        for child in children:
            opens = child.nesting == 1
            at = line + child.meta.get("lines", 0) if child.meta else line
            match child.type:
                case "em_open" | "em_close":
                    style = replace(style, italic=opens)
                case "strong_open" | "strong_close":
                    style = replace(style, bold=opens)
                case "sub_open" | "sub_close":
                    style = replace(style, subscript=opens)
                case "sup_open" | "sup_close":
                    style = replace(style, superscript=opens)
                case "link_open" | "link_close":
                    style = replace(style, link=str(child.attrGet("href") or "") if opens else "")
                case "softbreak":
                    runs.append(replace(style, text=" "))
                case "hardbreak":
                    runs.append(Run(text="", line_break=True))
                case "code_inline":
                    self.reader.code(child.content, line)
                    runs.append(replace(style, text=child.content, code=True))
                case "citation":
                    runs += self.reader.citation(child.meta["citation"], at, style)
                case "note_mark":
                    runs += self.reader.note(child.content, at)
                case "note_inline":
                    runs += self.reader.note("", at, Inner(child.content, 0))
                case "formula":
                    runs.append(self.reader.formula(child.content, at))
                case "html_inline":
                    style = self._tag(child.content, style, runs, at)
                case "image":
                    words = _plain(child.children or [])
                    runs += self.reader.picture_words((replace(style, text=words),))
                case _:
                    if child.content:
                        runs.append(replace(style, text=child.content))
        return tuple(after_notes(runs))

    def _tag(self, written: str, style: Run, runs: list[Run], line: int) -> Run:
        """Return the style after an HTML tag; tags without formatting are left out."""
        match = _TAG.fullmatch(written)
        name = match["name"].lower() if match else ""
        if match and (format_ := _FORMATS.get(name)):
            return format_(style, not match["end"])
        if name == "br":
            runs.append(Run(text="", line_break=True))
        else:
            self.reader.html(written, line)
        return style


def _plain(children: Iterable[Token]) -> str:
    return unescape("".join(" " if one.type == "softbreak" else one.content for one in children))


def _take_width(following: Token | None) -> float:
    """Remove the attributes after a picture, and return its share of the line's width."""
    if following is None or following.type != "text":
        return 0
    match = _IMAGE_ATTRIBUTES.match(following.content)
    if match is None:
        return 0
    following.content = following.content[match.end() :]
    width = _WIDTH.search(match["all"])
    return min(1.0, whole_number(width["number"], 0) / 100) if width else 0
