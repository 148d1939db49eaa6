"""HTML: a single, self-contained page.

The page holds no script and fetches nothing; its policy says so for the site that hosts it.
"""

from __future__ import annotations

import base64
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from html import escape
from itertools import groupby
from operator import itemgetter

from pprkb.documents.document import (
    Block,
    Code,
    Divider,
    Document,
    Drawing,
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
from pprkb.documents.writers.blocks import BlockVisitor, every_block
from pprkb.documents.writers.characters import (
    beside,
    encode,
    is_right_to_left,
    language_tag,
    one_line,
    safe_link,
)
from pprkb.documents.writers.coins import coins
from pprkb.documents.writers.page_setup import (
    CONTENTS_HEADING,
    NO_TITLE,
    PageSetup,
    PlacedHeading,
    contents,
    headings,
    parted,
)
from pprkb.documents.writers.svg import drawing_as_svg
from pprkb.languages import ENGLISH, words_for
from pprkb.text.markup import Run, text_of

_DEEPEST_HEADING = 6


_LANDSCAPE = """
@page { size: landscape; margin: 1.2cm; }
@media print {
  html { font-size: 0.66rem; }
  body { padding: 0; }
  header { margin-bottom: 0.75rem; }
  h2 { margin: 1rem 0 0.5rem; padding-top: 0.5rem; }
}
"""


_SPACING = "\n.csl-entry {{ line-height: {:g}; }}\n"
_WIDTH = 714
"""The width of the text of a page, in CSS pixels."""
_LINE = 1.25
"""The height of a single-spaced line in word processors, relative to the font size."""


def write(document: Document, setup: PageSetup) -> bytes:
    """Return a document as a complete page.

    Args:
        document: What to print.
        setup: Says whether there is a list of contents, and how far apart the lines of references
            are; else a list in long documents, and lines as on screen.
    """
    language = language_tag(document.language)
    title = escaped(document.title)
    words = words_for(document.language)
    title = title or escaped(words(NO_TITLE))
    other = document.title_language
    spoken = f' lang="{escaped(other)}"' if other and document.title else ""
    heading = f"<h1{spoken}>{title}</h1>\n"
    if document.subtitle:
        heading += f'<p class="subtitle"{spoken}>{escaped(document.subtitle)}</p>\n'
    heading += "".join(f'<p class="byline">{escaped(line)}</p>\n' for line in document.byline)
    author, footer = "", ""
    if document.author:
        author = f'<meta name="author" content="{escaped(document.author)}">\n'
    if document.modified:
        date = escaped(document.modified)
        footer = f'<footer><p><time datetime="{date}">{date}</time></p></footer>\n'
    page = beside("page.html").format(
        language=language,
        images="; img-src data:" if _has_pictures(document) else "",
        direction=' dir="rtl"' if is_right_to_left(language) else "",
        author=author,
        title=title,
        style=beside("page.css")
        + (_LANDSCAPE if document.landscape else "")
        + (_SPACING.format(setup.spacing * _LINE) if setup.spacing else ""),
        main_class=_main_class(document),
        heading=heading,
        blocks=_blocks(document, setup),
        footer=footer,
    )
    return encode(page)


def _has_pictures(document: Document) -> bool:
    blocks = (*document.blocks, *(block for note in document.notes for block in note))
    return any(isinstance(block, Picture) for block in every_block(blocks))


def _main_class(document: Document) -> str:
    names = [] if document.hanging_indent else ["flush"]
    names += ["wide"] if document.landscape else []
    return f' class="{" ".join(names)}"' if names else ""


def _blocks(document: Document, setup: PageSetup) -> str:
    listed = contents(headings(document), setup)
    printer = HtmlPrinter(language=language_tag(document.language))
    if not any(heading.heading.anchor for heading in listed):
        return printer.sections(document.blocks) + printer.notes(document.notes)
    lead, rest = parted(document.blocks)
    name = words_for(document.language)(CONTENTS_HEADING)
    text = printer.sections(lead) + _contents(listed, name, printer) + printer.sections(rest)
    return text + printer.notes(document.notes)


def _contents(listed: Iterable[PlacedHeading], name: str, printer: HtmlPrinter) -> str:
    """Return links to the headings that have an anchor."""
    items = "".join(
        f'<li class="level-{heading.level}"><a href="#{escaped(identity)}"'
        f"{printer.spoken(heading.heading.runs)[0]}>{escaped(heading.text)}</a></li>\n"
        for heading in listed
        if (identity := identity_of(heading.heading.anchor))
    )
    return f'<nav class="contents" aria-label="{escaped(name)}">\n<ul>\n{items}</ul>\n</nav>\n'


def identity_of(wanted: str) -> str:
    """Return a name as a valid id, without whitespace."""
    return "".join(one_line(wanted).split())


class HtmlBlocks(BlockVisitor[str]):
    """What pages and page fragments print in the same way."""

    words = ENGLISH

    def inline(self, runs: tuple[Run, ...]) -> str:
        """Return runs as HTML phrasing content, escaped."""
        return inline(runs)

    def spoken(self, runs: tuple[Run, ...]) -> tuple[str, str]:
        """Return runs, and the `lang` attribute if all of them are in another language."""
        languages = {run.language for run in runs if run.text.strip()}
        language = languages.pop() if len(languages) == 1 else ""
        if not language:
            return "", self.inline(runs)
        plain = tuple(replace(run, language="") for run in runs)
        return f' lang="{escaped(language)}"', self.inline(plain)

    def held(self, runs: tuple[Run, ...]) -> str:
        """Return what an element holds, with the end of its tag before it."""
        language, text = self.spoken(runs)
        return f"{language}>{text}"

    @abstractmethod
    def blocks(self, blocks: Iterable[Block]) -> str:
        """Print blocks in order."""

    def text_list(self, block: TextList) -> str:
        """Print a list."""
        tag = "ol" if block.ordered else "ul"
        start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
        items = "".join(f"<li{self._item(item)}</li>\n" for item in block.items)
        return f"<{tag}{start}>\n{items}</{tag}>\n" if items else ""

    def _item(self, blocks: tuple[Block, ...]) -> str:
        """Return what an element holds, with the end of its tag before it."""
        match blocks:
            case (Paragraph(role=ParagraphRole.BODY) as only,):
                return self.held(only.runs)
            case _:
                return f">\n{self.blocks(blocks)}"

    def quotation(self, quotation: Quotation) -> str:
        """Print quoted blocks."""
        return f"<blockquote>\n{self.blocks(quotation.blocks)}</blockquote>\n"

    def code(self, code: Code) -> str:
        """Print program code, which scrolls."""
        lines = "\n".join(map(escaped, code.lines))
        return f'<pre tabindex="0"><code>{lines}</code></pre>\n'

    def picture(self, picture: Picture) -> str:
        """Print a picture, embedded in the page, with its caption."""
        data = base64.b64encode(picture.content).decode("ascii")
        width = picture.width
        if picture.share:
            # A page is as wide as 42 of its letters; a narrower one scales the picture.
            width = round(picture.share * _WIDTH)
        height = round(picture.height * width / max(1, picture.width))
        image = (
            f'<img src="data:{picture.kind};base64,{data}" alt="{escaped(picture.description)}"'
            f' width="{width}" height="{height}">'
        )
        caption = self.inline(picture.caption)
        if not caption:
            return f"<p>{image}</p>\n"
        return f"<figure>\n{image}\n<figcaption>{caption}</figcaption>\n</figure>\n"

    def divider(self, _divider: Divider) -> str:
        """Print a horizontal rule."""
        return "<hr>\n"

    def notes(self, notes: tuple[tuple[Block, ...], ...]) -> str:
        """Print footnotes at the end, each with a link back to its mark."""
        if not notes:
            return ""
        items = "".join(
            f'<li id="note-{number}"{self._note(note, number)}</li>\n'
            for number, note in enumerate(notes, 1)
        )
        label = f'role="doc-endnotes" aria-label="{escaped(self.words("Notes"))}"'
        return f'<section class="notes" {label}>\n<ol>\n{items}</ol>\n</section>\n'

    def _note(self, blocks: tuple[Block, ...], number: int) -> str:
        label = escaped(self.words("Back to the mark of note {number}", number=str(number)))
        back = f'<a href="#mark-{number}" role="doc-backlink" aria-label="{label}">↩</a>'
        text = self._item(blocks)
        # The way back stands behind the last words.
        if text.endswith("</p>\n"):
            return f"{text.removesuffix('</p>' + chr(10))} {back}</p>\n"
        return f"{text} {back}"


class HtmlPrinter(HtmlBlocks):
    """Prints blocks, keeping track of used ids and the depth of sections."""

    def __init__(
        self, names: set[str] | None = None, *, language: str = "en", heading: str = ""
    ) -> None:
        """Prepare to print to a page.

        Args:
            names: Of its regions; those of the blocks are added.
            language: Of its text.
            heading: Below which the blocks stand, if any.
        """
        self.words = words_for(language)
        self._names = set() if names is None else names
        self._ids: set[str] = set()
        self._part = heading or self.words("Table")
        """The heading above, for tables without a name."""

    def sections(self, blocks: Iterable[Block]) -> str:
        """Print blocks in sections, each from one heading to the next."""
        parts: list[str] = []
        pending: list[Block] = []
        depth = 0
        for block in blocks:
            if not isinstance(block, Heading):
                pending.append(block)
                continue
            parts.append(self.blocks(pending))
            pending = []
            # Screen readers stumble over a level that is left out: never two deeper at once.
            level = min(max(1, block.level), depth + 1)
            parts.append("</section>\n" * (depth - level + 1))
            depth = level
            self._part = text_of(block.runs) or self._part
            parts.append(f"<section{self._id(block.anchor)}>\n{self.heading(block, level)}")
        parts.append(self.blocks(pending))
        parts.append("</section>\n" * depth)
        return "".join(parts)

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Print blocks without sections; adjacent entries form one bibliography."""
        parts: list[str] = []
        in_bibliography = False
        for block in blocks:
            is_entry = isinstance(block, Entry)
            if is_entry != in_bibliography:
                parts.append('<div class="csl-bib-body">\n' if is_entry else "</div>\n")
                in_bibliography = is_entry
            parts.append(self.block(block))
        if in_bibliography:
            parts.append("</div>\n")
        return "".join(parts)

    def heading(self, heading: Heading, level: int = 0) -> str:
        """Print a heading, by default at its own level."""
        level = max(1, level or heading.level)
        tag = f"h{min(level + 1, _DEEPEST_HEADING)}"
        language, text = self.spoken(heading.runs)
        return f"<{tag}{language}>{text}</{tag}>\n"

    def paragraph(self, paragraph: Paragraph) -> str:
        """Print a paragraph with the class of its role."""
        role = paragraph.role
        kind = "" if role is ParagraphRole.BODY else f' class="{role.value}"'
        language, text = self.spoken(paragraph.runs)
        return f"<p{kind}{language}>{text}</p>\n" if text else ""

    def entry(self, entry: Entry) -> str:
        """Print a reference with its metadata for reference managers, and its annotation."""
        importance = ""
        if entry.importance:
            word = escaped(entry.importance)
            importance = f' <span class="importance">{word}</span>'
        annotation = ""
        if entry.annotation:
            annotation = f'<div class="annotation">\n{self.blocks(entry.annotation)}</div>\n'
        label = f'<span class="csl-label">{self.inline(entry.label)}</span> ' if entry.label else ""
        # A reference that is listed in two sections has its id where it comes first.
        identity = self._id(f"ref-{entry.key}")
        data = self.data(entry) if identity else ""
        text = self.inline(entry.runs)
        return (
            f'<div class="entry"{identity}>\n'
            f'<p class="csl-entry">{label}{text}{importance}{data}</p>\n'
            f"{self.beside_entry(entry)}{annotation}</div>\n"
        )

    def data(self, entry: Entry) -> str:
        """Return the metadata of a reference for reference managers."""
        return coins(entry.reference) if entry.reference else ""

    def beside_entry(self, _entry: Entry) -> str:
        """Return the HTML between a reference and its annotation; empty in a document."""
        return ""

    def table(self, table: Table) -> str:
        """Print a table in a frame that scrolls."""
        caption = f"<caption>{escaped(table.caption)}</caption>\n" if table.caption else ""
        names = table.anchors or ("",) * len(table.rows)
        columns = self.columns(table)
        body = "".join(
            self._row(table, cells, self._id(name), columns=columns)
            for cells, name in zip(table.rows, names, strict=True)
        )
        return self._scrolling(
            f"<table>\n{caption}<thead>\n{self._row(table, table.header, header=True)}</thead>\n"
            f"<tbody>\n{body}</tbody>\n</table>\n",
            table.caption or self._part,
        )

    def _row(
        self,
        table: Table,
        cells: tuple[tuple[Run, ...], ...],
        identity: str = "",
        *,
        header: bool = False,
        columns: tuple[str, ...] = (),
    ) -> str:
        """Return a row; empty header cells become data cells, which screen readers pass over."""
        printed = ""
        for column, runs in enumerate(cells):
            named = header or (table.row_headers and column == 0)
            scope = f' scope="{"col" if header else "row"}"'
            tag, scope = ("th", scope) if named and runs else ("td", "")
            kind = ' class="number"' if column in table.numeric else ""
            kind = ' class="centred"' if column in table.centred else kind
            if column and columns and columns[column]:
                kind += f' data-column="{escaped(columns[column])}"'
            printed += f"<{tag}{scope}{kind}{self.held(runs)}</{tag}>"
        return f"<tr{identity}>{printed}</tr>\n"

    def columns(self, _table: Table) -> tuple[str, ...]:
        """Return the column names to repeat in the cells; empty in a document."""
        return ()

    def figure(self, figure: Figure) -> str:
        """Print a drawing, and its narrow version for phones if it has one."""
        caption = f"<figcaption>{escaped(figure.caption)}</figcaption>\n" if figure.caption else ""
        name = figure.caption or figure.drawing.title
        if figure.narrow is None:
            drawing = self._scrolling(self.drawing(figure.drawing), name)
        else:
            # The style shows the drawing that fits; the other is not announced either.
            drawing = self._scrolling(self.drawing(figure.drawing), name, "table when-wide")
            drawing += f'<div class="when-narrow">\n{self.drawing(figure.narrow)}</div>\n'
        return f"<figure>\n{caption}{drawing}</figure>\n"

    def _scrolling(self, content: str, name: str, kind: str = "table") -> str:
        """Return wide content in a scrolling frame with a name for screen readers."""
        number = 1
        while (label := f"{name} ({number})" if number > 1 else name) in self._names:
            number += 1
        self._names.add(label)
        region = f'role="region" aria-label="{escaped(label)}"'
        return f'<div class="{kind}" tabindex="0" {region}>\n{content}</div>\n'

    def drawing(self, drawing: Drawing) -> str:
        """Print a drawing with its styles."""
        return drawing_as_svg(drawing)

    def _id(self, wanted: str) -> str:
        """Return an id attribute, or an empty string if the id is taken or invalid."""
        identity = identity_of(wanted)
        if not identity or identity in self._ids:
            return ""
        self._ids.add(identity)
        return f' id="{escaped(identity)}"'


def _link(address: str) -> str:
    return f'href="{escaped(address)}"'


def inline(
    runs: tuple[Run, ...],
    *,
    link: Callable[[str], str] = _link,
    small_caps: str = 'class="small-caps"',
) -> str:
    """Return runs as HTML phrasing content, escaped; neighbours with one address are one link.

    What is in another language than the text around it says so.

    Args:
        runs: What to print.
        link: Returns the attributes of a link for an address, or an empty string for no link.
        small_caps: The attribute that makes small capitals.
    """
    return "".join(
        _marked(_linked((run for _, run in group), link, small_caps), language)
        for language, group in groupby(_around_links(runs), key=itemgetter(0))
    )


def _around_links(runs: Iterable[Run]) -> Iterator[tuple[str, Run]]:
    """Yield runs with the language of what stands around them; a link in two is marked within."""
    for target, group in groupby(runs, key=lambda run: run.link):
        own = tuple(group)
        mixed = target and len({run.language for run in own}) > 1
        for run in own:
            yield ("", run) if mixed else (run.language, replace(run, language=""))


def _marked(printed: str, language: str) -> str:
    return f'<span lang="{escaped(language)}">{printed}</span>' if language and printed else printed


def _linked(runs: Iterable[Run], link: Callable[[str], str], small_caps: str) -> str:
    parts: list[str] = []
    for target, group in groupby(runs, key=lambda run: run.link):
        first, *others = group
        printed = "".join(_marked(_run(run, small_caps), run.language) for run in others)
        address = safe_link(target)
        attributes = link(address) if address else ""
        if attributes and (first.text or printed):
            anchor = f' id="{escaped(first.anchor)}"' if first.anchor else ""
            own = _marked(_run(replace(first, anchor=""), small_caps), first.language)
            parts.append(f"<a{anchor} {attributes}>{own}{printed}</a>")
        else:
            parts += (_marked(_run(first, small_caps), first.language), printed)
    return "".join(parts)


def _run(run: Run, small_caps: str) -> str:
    if run.line_break:
        return "<br>\n"
    if run.note:
        return f'<sup><a id="mark-{run.note}" href="#note-{run.note}">{run.note}</a></sup>'
    printed = escaped(run.text)
    if not printed:
        return ""
    for wanted, opening, closing in (
        (run.code, "<code>", "</code>"),
        (run.small_caps, f"<span {small_caps}>", "</span>"),
        (run.subscript, "<sub>", "</sub>"),
        (run.superscript, "<sup>", "</sup>"),
        (run.bold, "<strong>", "</strong>"),
        (run.italic, "<em>", "</em>"),
    ):
        if wanted:
            printed = f"{opening}{printed}{closing}"
    return f'<span id="{escaped(run.anchor)}">{printed}</span>' if run.anchor else printed


def escaped(text: str) -> str:
    """Return text for an element or an attribute, on one line and without control characters."""
    return escape(one_line(text), quote=True)
