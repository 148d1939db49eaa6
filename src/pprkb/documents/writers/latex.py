"""LaTeX: a single document of the class article, without external styles, images or bibliographies.

The references are text, formatted already; biblatex has a writer of its own. pdfLaTeX and LuaLaTeX
compile it with the packages of every distribution. pdfLaTeX knows the Latin alphabet, Greek letters
and signs of mathematics: for a character of another script it prints its code in brackets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import groupby

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
from pprkb.documents.writers.blocks import BlockVisitor, every_block
from pprkb.documents.writers.characters import (
    beside,
    encode,
    is_bare,
    language_tag,
    one_line,
    safe_link,
)
from pprkb.documents.writers.page_setup import NO_TITLE, PageSetup
from pprkb.formats.latex.encode import COMBINING, MATH_SYMBOLS, escape
from pprkb.languages import words_for
from pprkb.text.markup import Run

_SECTIONS = ("section", "subsection", "subsubsection", "paragraph")
_DEEPEST = 5
"""How deep LaTeX can nest indented blocks; deeper ones are printed flat."""
_DEEPEST_OF_A_KIND = 4
_LINE_IN_DOTS = 624
"""The CSS pixels in a line of 6.5 inches."""
_WIDEST_COLUMN = 80
"""The number of characters above which a column gets no wider."""
_CHARACTER = 0.0115
"""The average share of a line taken by a small character, at most."""
_GAP = 0.028
"""The share of a line between two columns."""
_WORDS = re.compile(r"[ \n\u2009-]")


def write(document: Document, _setup: PageSetup) -> bytes:
    """Return a document as LaTeX."""
    title = tex(document.title or words_for(document.language)(NO_TITLE))
    heading = title
    if document.subtitle:
        heading += rf"\\[0.5ex]\large {tex(document.subtitle)}"
    body = _LatexPrinter(document).blocks(document.blocks)
    byline = r" \\ ".join(map(tex, document.byline))
    setup = [
        rf"\hypersetup{{pdftitle={{{title}}},pdfauthor={{{tex(document.author)}}},",
        rf"  pdflang={{{language_tag(document.language)}}}}}",
        rf"\title{{{heading}}}",
        rf"\author{{{byline}}}",
        r"\date{}",
    ]
    text = "\n".join([*setup, r"\begin{document}", r"\maketitle", "", body, r"\end{document}", ""])
    return encode(preamble(text, document.language) + text)


class _LatexPrinter(BlockVisitor[str]):
    """Prints blocks, keeping track of link targets and the depth of lists."""

    def __init__(self, document: Document) -> None:
        self._flush = not document.hanging_indent
        self._anchors: dict[str, str] = {}
        for block in every_block(document.blocks):
            if isinstance(block, Heading) and block.anchor:
                self._name(block.anchor)
            elif isinstance(block, Entry):
                self._name(f"ref-{block.key}")
        self._printed: set[str] = set()
        self._notes = document.notes
        self._depth = 0
        self._level = 0
        self._lists = {"itemize": 0, "enumerate": 0}

    def _name(self, place: str) -> None:
        place = "".join(one_line(place).split())
        stem = re.sub(r"[^A-Za-z0-9:.-]+", "-", place)
        if place and place not in self._anchors:
            self._anchors[place] = f"{stem}-{len(self._anchors)}"

    def _target(self, place: str) -> str:
        """Return the anchor for links, the first time that a place is printed."""
        place = "".join(one_line(place).split())
        name = self._anchors.get(place)
        if name is None or place in self._printed:
            return ""
        self._printed.add(place)
        return rf"\label{{{name}}}"

    # -- blocks -----------------------------------------------------------------------------

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Print blocks; adjacent entries form one list."""
        parts: list[str] = []
        entries: list[Entry] = []
        for block in blocks:
            if isinstance(block, Entry):
                entries.append(block)
                continue
            parts += [self._entries(entries), self.block(block)]
            entries = []
        parts.append(self._entries(entries))
        return "\n\n".join(part for part in parts if part)

    def _inline(self, runs: tuple[Run, ...]) -> str:
        return inline(runs, self._anchors, self._note).strip()

    def _note(self, number: int) -> str:
        """Return a footnote at its mark, with a command between its paragraphs."""
        blocks = self._notes[number - 1] if number <= len(self._notes) else ()
        # As within a list, a table does not break across pages.
        self._depth += 1
        text = self.blocks(blocks).replace("\n\n", r"\par ")
        self._depth -= 1
        return rf"\footnote{{{text}}}"

    def heading(self, heading: Heading) -> str:
        """Print a section heading, or bold text where LaTeX allows no headings."""
        text = self._inline(heading.runs)
        if not text:
            return ""
        if self._depth:
            return rf"\textbf{{{text}}}"
        # Bookmarks, as screen readers, want no level left out.
        self._level = min(max(1, heading.level), self._level + 1, len(_SECTIONS))
        command = _SECTIONS[self._level - 1]
        # Footnotes must not appear in the table of contents or the bookmarks.
        noted = any(run.note for run in heading.runs)
        plain = tuple(run for run in heading.runs if not run.note)
        short = f"[{{{self._inline(plain)}}}]" if noted else ""
        return f"\\{command}{short}{{{text}}}{self._target(heading.anchor)}"

    def paragraph(self, paragraph: Paragraph) -> str:
        """Print a paragraph."""
        text = self._inline(paragraph.runs)
        if not text:
            return ""
        match paragraph.role:
            case ParagraphRole.NOTE:
                return rf"{{\itshape {text}\par}}"
            case ParagraphRole.EFFECTS:
                return rf"{{\small {text}\par}}"
            case ParagraphRole.WARNING:
                return rf"\warning{{{text}}}"
            case ParagraphRole.LABEL:
                return rf"{{\bfseries {text}\par}}\nopagebreak"
            case _:
                # An environment reads a bracket at its start as an option.
                return rf"{{}}{text}" if text.startswith("[") else text

    def _environment(self, name: str, blocks: Iterable[Block]) -> str:
        if self._depth >= _DEEPEST:
            return self.blocks(blocks)
        self._depth += 1
        inner = self.blocks(blocks)
        self._depth -= 1
        return f"\\begin{{{name}}}\n{inner}\n\\end{{{name}}}" if inner else ""

    def quotation(self, quotation: Quotation) -> str:
        """Print quoted blocks."""
        return self._environment("quote", quotation.blocks)

    def figure(self, _figure: Figure) -> str:
        """Omit a drawing: its table has the same content."""
        return ""

    def code(self, code: Code) -> str:
        """Print program code, in which every space counts."""
        lines = (_code(line.expandtabs(4)).replace(" ", "~") for line in code.lines)
        printed = "\\\\\n".join(f"{{}}{line}" if line else r"\mbox{}" for line in lines)
        return rf"{{\ttfamily\small\raggedright {printed}\par}}"

    def picture(self, picture: Picture) -> str:
        """Print a picture, included by its path, with its caption."""
        share = picture.share or min(1.0, picture.width / _LINE_IN_DOTS)
        # LaTeX cannot escape a file name; braces and percent signs would end it.
        name = re.sub(r"[\\{}%#~^$&]", "", one_line(picture.address))
        caption = self._inline(picture.caption)
        below = rf"\\[0.5ex]\small {caption}" if caption else ""
        return (
            "\\begin{center}\n"
            rf"\includegraphics[width={share:.3f}\linewidth]{{{name}}}{below}"
            "\n\\end{center}"
        )

    def divider(self, _divider: Divider) -> str:
        """Print a horizontal rule."""
        return r"{\centering\rule{0.3\linewidth}{0.4pt}\par}"

    def entry(self, entry: Entry) -> str:
        """Print a single reference as a list."""
        return self._entries([entry])

    def text_list(self, block: TextList) -> str:
        """Print a list, or paragraphs with dashes where LaTeX cannot nest any deeper."""
        name = "enumerate" if block.ordered else "itemize"
        flat = self._depth >= _DEEPEST or self._lists[name] >= _DEEPEST_OF_A_KIND
        if not flat:
            self._depth += 1
            self._lists[name] += 1
        items = [self.blocks(item) for item in block.items]
        start = ""
        if not flat:
            if block.ordered and block.start != 1:
                counter = "enum" + ("i", "ii", "iii", "iv")[self._lists[name] - 1]
                start = f"\\setcounter{{{counter}}}{{{block.start - 1}}}\n"
            self._depth -= 1
            self._lists[name] -= 1
        if not any(items):
            return ""
        if flat:
            return "\n\n".join(f"-- {item}" for item in items if item)
        # Two braces, because an item reads a bracket as its label.
        printed = "\n".join(rf"\item {{}}{item}" for item in items)
        return f"\\begin{{{name}}}\n{start}{printed}\n\\end{{{name}}}"

    def _entries(self, entries: list[Entry]) -> str:
        if not entries:
            return ""
        flat = self._depth >= _DEEPEST
        self._depth += not flat
        items = [self._entry(entry) for entry in entries]
        self._depth -= not flat
        if flat:
            return "\n\n".join(items)
        margin = "[0in]" if self._flush else ""
        if widest := max(sum(len(run.text) for run in entry.label) for entry in entries):
            margin = f"[{0.5 * widest + 0.7:.1f}em]"
        printed = "\n".join(rf"\item {{}}{item}" for item in items)
        return f"\\begin{{references}}{margin}\n{printed}\n\\end{{references}}"

    def _entry(self, entry: Entry) -> str:
        text = self._target(f"ref-{entry.key}").replace("\\label", "\\phantomsection\\label")
        if entry.label:
            text += rf"\reflabel{{{self._inline(entry.label)}}} "
        text += self._inline(entry.runs)
        if entry.importance:
            text += rf" \importance{{{tex(entry.importance)}}}"
        if self._flush:
            annotation = self._environment("annotation", entry.annotation)
        else:
            annotation = self.blocks(entry.annotation)
        return f"{text}\n\n{annotation}" if annotation else text

    def table(self, table: Table) -> str:
        """Print a table; outside lists it may run over several pages."""
        rows = [[self._inline(cell) for cell in row] for row in (table.header, *table.rows)]
        count = max(len(row) for row in rows)
        caption = tex(table.caption)
        if count == 0:
            return caption
        rows = [row + [""] * (count - len(row)) for row in rows]
        columns = "".join(
            rf">{{{_aligned(table, column)}\arraybackslash}}"
            rf"p{{{width:.3f}\linewidth}}"
            for column, width in enumerate(_widths(table, count))
        )
        # Braces first, because the end of a row reads a bracket as a length.
        header, *body = [" & ".join(f"{{}}{cell}" for cell in row) + r" \\" for row in rows]
        head = ["\\hline", header, "\\hline"]
        inner = f"{{@{{}}{columns}@{{}}}}"
        if self._depth:
            # Within a list only a table that does not break across pages will do.
            top = [caption, ""] if caption else []
            inside = [*head, *body, r"\hline"]
            begin = rf"{{\small\plaincells\begin{{tabular}}{inner}"
            lines = [*top, begin, *inside, r"\end{tabular}}"]
            return "\n".join(lines)
        top = [rf"\caption{{{caption}}}\\"] if caption else []
        heads = [*top, *head, r"\endfirsthead", *head, r"\endhead"]
        inside = [*heads, *body, r"\hline"]
        lines = [rf"{{\small\begin{{longtable}}{inner}", *inside, r"\end{longtable}}"]
        return "\n".join(lines)


def _aligned(table: Table, column: int) -> str:
    if column in table.centred:
        return r"\centering"
    return r"\raggedleft" if column in table.numeric else r"\raggedright"


def _widths(table: Table, count: int) -> list[float]:
    """Return the share of the line for each column, depending on its content.

    Each has room for its longest word, as long as all have.
    """
    longest, words = [1] * count, [1] * count
    for row in (table.header, *table.rows):
        for column, cell in enumerate(row):
            text = "".join(run.text for run in cell)
            longest[column] = max(longest[column], min(len(text), _WIDEST_COLUMN))
            words[column] = max(words[column], *map(len, _WORDS.split(text)))
    room = 1 - _GAP * (count - 1)
    least = [max(0.06, word * _CHARACTER) for word in words]
    least = [width * min(1.0, room / sum(least)) for width in least]
    spare = room - sum(least)
    return [
        width + spare * length / sum(longest) for width, length in zip(least, longest, strict=True)
    ]


_ACCENTS = {mark: command for command, mark in COMBINING.items()}
_ACCENTED = re.compile(rf"([A-Za-z])([{''.join(_ACCENTS)}])")
_OF_TEXT_FONTS = frozenset("×÷±·°¬•")
"""Symbols that text fonts also have, so that they match the font of the words around them."""
_SYMBOLS = {
    character: rf"\ensuremath{{\{command}}}"
    for command, character in reversed(MATH_SYMBOLS.items())
    if len(character) == 1 and not character.isascii() and character not in _OF_TEXT_FONTS
} | {
    "√": r"\ensuremath{\surd}",
    "−": r"\ensuremath{-}",
    "′": r"\ensuremath{{}^{\prime}}",
    "″": r"\ensuremath{{}^{\prime\prime}}",
    "…": r"\ldots{}",
    "\u2007": "~",
    "\u2009": r"\,",
    "\u202f": r"\,",
    "\u2010": "-",
    "\u2011": r"\mbox{-}",
    "\u2012": "--",
    "\u2015": "---",
}
_NAMED = (
    (r"\textbraceleft{}", r"\{"),
    (r"\textbraceright{}", r"\}"),
    (r"\textasciigrave{}", r"\`{}"),
)
"""Commands that other parsers know by shorter names; in BibTeX their braces would not balance."""
_BROKEN = re.compile(r"(?<=<)<|(?<=>)>|(?<=,),")
"""The ligatures of T1 fonts."""
_BREAKS = re.compile(r"(?<=[/\-_?&=])(?=[^/])|(?<=\.)(?=[^/\d])")
_URL_SPECIALS = re.compile(r"[%#&_]")


def inline(
    runs: tuple[Run, ...], anchors: dict[str, str], note: Callable[[int], str] = lambda _number: ""
) -> str:
    """Return runs as LaTeX.

    Args:
        runs: What to print.
        anchors: The name of each place in the document that links may lead to.
        note: Prints the footnote of a number.
    """
    parts = []
    for language, spoken in groupby(runs, key=lambda run: run.language):
        printed = "".join(
            note(run.note) if run.note else r"\\{}" if run.line_break else _run(run, anchors)
            for run in spoken
        )
        patterns = _PATTERNS.get(language[:2].casefold())
        parts.append(
            rf"\inlanguage{{{patterns}}}{{{printed}}}" if patterns and printed else printed
        )
    return "".join(parts)


def tex(text: str) -> str:
    """Return plain text as LaTeX with balanced groups; characters of other scripts stay."""
    plain = unicodedata.normalize("NFC", one_line(text))
    escaped = _BROKEN.sub(lambda match: "{}" + match.group(), escape(plain))
    for name, shorter in _NAMED:
        escaped = escaped.replace(name, shorter)
    # LuaLaTeX makes a curly mark of a straight one.
    escaped = escaped.replace('"', r"\textquotedbl{}")
    if escaped.isascii():
        return escaped
    accented = _ACCENTED.sub(lambda match: rf"\{_ACCENTS[match[2]]}{{{match[1]}}}", escaped)
    return "".join(map(_character, accented))


def _code(text: str) -> str:
    """Return program code as LaTeX, with straight apostrophes."""
    return tex(text).replace("'", r"\textquotesingle{}")


def _character(character: str) -> str:
    if character.isascii():
        return character
    if character in _SYMBOLS:
        return _SYMBOLS[character]
    kind, _, codes = unicodedata.decomposition(character).partition(" ")
    if kind in ("<super>", "<sub>", "<compat>"):
        parts = "".join(chr(int(code, 16)) for code in codes.split())
        if parts.isascii() and parts.isprintable() and character not in "¹²³ªº":
            command = {"<super>": r"\textsuperscript", "<sub>": r"\textsubscript"}.get(kind, "")
            return f"{command}{{{escape(parts)}}}" if command else escape(parts)
    return character


def url(address: str) -> str:
    """Return an address as the argument of `href`, also within other arguments.

    Args:
        address: As `safe_link` gives it: without braces, backslashes and blanks.
    """
    plain = address.replace("$", "%24").replace("~", "%7E")
    return _URL_SPECIALS.sub(lambda match: "\\" + match.group(), plain)


def _run(run: Run, anchors: dict[str, str]) -> str:
    printed = _code(run.text) if run.code else tex(run.text)
    if not printed:
        return ""
    address = safe_link(run.link)
    if address and not address.startswith("#") and is_bare(one_line(run.text), address):
        # TeX breaks an address nowhere by itself.
        printed = r"\allowbreak{}".join(map(tex, _BREAKS.split(one_line(run.text))))
    for wanted, command in (
        (run.code, "texttt"),
        (run.small_caps, "textsc"),
        (run.subscript, "textsubscript"),
        (run.superscript, "textsuperscript"),
        (run.bold, "textbf"),
        (run.italic, "textit"),
    ):
        if wanted:
            printed = f"\\{command}{{{printed}}}"
    if address.startswith("#"):
        place = anchors.get(address[1:])
        return rf"\hyperref[{place}]{{{printed}}}" if place else printed
    return rf"\href{{{url(address)}}}{{{printed}}}" if address else printed


_KNOWN = frozenset("–—‘’‚“”„†‡•‹›€™").union(map(chr, range(0xA0, 0x100)))
"""Characters that pdfLaTeX knows from `inputenc` and `textcomp` in every distribution."""


def preamble(text: str, language: str) -> str:
    """Return the preamble for a text: class, packages, and support for its characters and language.

    Args:
        text: The text.
        language: Its BCP 47 tag.
    """
    pictures = "\\usepackage{graphicx}\n" if r"\includegraphics" in text else ""
    return beside("preamble.tex") + pictures + _hyphenation(language) + _other_scripts(text)


_PATTERNS = {
    "da": "danish", "de": "ngerman", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "it": "italian", "nl": "dutch", "no": "norwegian", "nb": "norwegian",
    "pt": "portuguese", "sv": "swedish",
}  # fmt: skip
"""TeX's names of hyphenation patterns, by language."""


def _hyphenation(language: str) -> str:
    """Return the command that selects the hyphenation of a language, if the distribution has it.

    babel is not wanted: it is not everywhere, and spaces before French colons are in the text.
    """
    patterns = _PATTERNS.get(language[:2].casefold())
    if patterns in (None, "english"):
        return ""
    return (
        "\\frenchspacing\n"
        rf"\AtBeginDocument{{\ifcsname l@{patterns}\endcsname"
        rf"\language\csname l@{patterns}\endcsname\fi}}"
        "\n"
    )


def _other_scripts(text: str) -> str:
    """Declare the characters at which pdfLaTeX stops and which LuaLaTeX may omit."""
    lines = []
    for character in sorted({one for one in text if not one.isascii()} - _KNOWN):
        invisible = unicodedata.category(character) in {"Cf", "Mn", "Me"}
        code = f"{ord(character):04X}"
        printed = "" if invisible else rf"\unprintable{{{code}}}"
        lines.append(rf"\otherscript{{{character}}}{{{code}}}{{{printed}}}")
    return "\n".join([beside("other_scripts.tex").strip(), *lines, ""]) if lines else ""
