"""Which works a text names: in Markdown, Quarto, R Markdown, LaTeX, Word and OpenDocument."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree
from markdown_it.token import Token

from pprkb.formats.drafts.syntax import NOTES, draft_parser
from pprkb.formats.markdown import find_citations

CROSS_REFERENCES = (
    *("fig-", "tbl-", "sec-", "eq-", "lst-", "thm-", "lem-", "cor-", "def-", "exm-", "apx-"),
    *("fig:", "tab:", "tbl:", "sec:", "eq:", "lst:"),
)
"""Prefixes of figures and the like, which Quarto and pandoc-crossref write as keys."""
EVERY = "*"
"""The key that means every work: `nocite: "@*"`, `\\\\nocite{*}`."""
_LARGEST = 200_000_000
"""The maximum size of an unpacked file; a larger one is an attack."""


class NamedKey(NamedTuple):
    """A key, and the line or paragraph in which it stands."""

    key: str
    line: int


def keys_in(name: str, content: bytes, text: str) -> tuple[NamedKey, ...]:
    """Return the keys that a file names, in order, each as often as it stands there.

    Args:
        name: The file's name, whose extension tells the format; Markdown by default.
        content: Its bytes.
        text: What they are as text.

    Raises:
        ValueError: It is no Word or OpenDocument file, although its name says so.
    """
    ending = name.lower().rpartition(".")[2]
    match ending:
        case "docx" | "docm" | "odt":
            return tuple(_in_office(content, "content.xml" if ending == "odt" else ""))
        case "tex" | "ltx" | "rnw" | "latex":
            return tuple(_in_latex(text))
        case _:
            return tuple(_in_markdown(text))


# -- Markdown ------------------------------------------------------------------------------------

_FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_ALL = re.compile(r"^nocite:.*@\*|^\s+@\*", re.MULTILINE)


def _in_markdown(text: str) -> Iterator[NamedKey]:
    line, body = 1, text
    if front := _FRONT.match(text):
        for place in find_citations(front["yaml"]):
            at = front["yaml"].count("\n", 0, place.start) + 2
            for cite in place.citation.cites:
                yield NamedKey(cite.key, at)
        if _ALL.search(front["yaml"]):
            yield NamedKey(EVERY, 1)
        line += text.count("\n", 0, front.end())
        body = text[front.end() :]
    env: dict[str, object] = {}
    found = list(_in_tokens(draft_parser().parse(body, env), line, env))
    notes = env.get(NOTES, {})
    assert isinstance(notes, dict)
    for inner in list(notes.values()):
        tokens = draft_parser().parse(inner.text, {"references": env.get("references", {})})
        found += _in_tokens(tokens, line + inner.line, env)
    found = [named for named in found if not named.key.startswith(CROSS_REFERENCES)]
    yield from sorted(found, key=lambda named: named.line)


def _in_tokens(tokens: Iterable[Token], line: int, env: dict[str, object]) -> Iterator[NamedKey]:
    row = 0
    for token in tokens:
        if token.map:
            row = token.map[0]
        for child in token.children or ():
            if child.type == "citation":
                at = line + row + child.meta["lines"]
                yield from (NamedKey(cite.key, at) for cite in child.meta["citation"].cites)
            elif child.type == "note_inline":
                yield from _in_tokens(draft_parser().parse(child.content, {}), line + row, env)
            elif child.type == "image":
                yield from _in_tokens([child], line + row, env)
        if token.type == "definitions":
            for inner in (token.meta["term"], *token.meta["definitions"]):
                inside = draft_parser().parse(inner.text, {})
                yield from _in_tokens(inside, line + inner.line, env)


# -- LaTeX ---------------------------------------------------------------------------------------

# A comment ends with its line, of which the end stays, so that lines keep their numbers.
_NOT_READ = re.compile(
    # Two backslashes before it are an end of a line.
    r"(?<!\\)(?:\\\\)*%[^\n]*"
    r"|\\begin\{(?P<name>verbatim\*?|lstlisting|comment|minted)\}.*?\\end\{(?P=name)\}"
    r"|\\verb\*?(?P<edge>[^\w\s*]).*?(?P=edge)",
    re.DOTALL,
)
_COMMAND = re.compile(r"\\(?P<name>[A-Za-z]*[Cc]ite[A-Za-z]*|[Bb]ibentry)\*?")
_NO_CITATION = frozenset(
    {"citestyle", "setcitestyle", "citetext", "citereset", "citesetup", "bibpunct"}
    | {"DeclareCiteCommand", "citename", "citefield", "AtEveryCite", "AtEveryCitekey", "newcites"}
)
_OPTION = re.compile(r"\s*(?:\[(?:[^\[\]{}]|\{[^{}]*\})*\]|\([^()]*\)|<[^<>]*>)")
_KEYS = re.compile(r"\s*\{(?P<keys>[^{}\\]*)\}")


def _in_latex(text: str) -> Iterator[NamedKey]:
    plain = _NOT_READ.sub(lambda match: "\n" * match[0].count("\n"), text)
    for command in _COMMAND.finditer(plain):
        if command["name"] in _NO_CITATION:
            continue
        place = command.end()
        # \autocites[see][]{a}[3]{b}: commands in the plural take several groups.
        several = command["name"].endswith("cites")
        while True:
            while option := _OPTION.match(plain, place):
                place = option.end()
            group = _KEYS.match(plain, place)
            if group is None:
                break
            line = plain.count("\n", 0, group.start("keys")) + 1
            for key in group["keys"].split(","):
                # "#1" is the place of a key in a command of the author's.
                if key.strip() and "#" not in key:
                    yield NamedKey(key.strip(), line)
            place = group.end()
            if not several:
                break


# -- Word and OpenDocument -----------------------------------------------------------------------

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_PARTS = re.compile(r"word/(?:document|footnotes|endnotes)\d*\.xml")


def _in_office(content: bytes, part: str) -> Iterator[NamedKey]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    number = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                raise ValueError("it unpacks to more than 200 MB")
            names = archive.namelist()
            parts = [part] if part else sorted(filter(_PARTS.fullmatch, names))
            if not parts or not set(parts) <= set(names):
                raise ValueError("it holds no text")
            roots = [etree.fromstring(archive.read(name), parser) for name in parts]
    except (zipfile.BadZipFile, etree.XMLSyntaxError, OSError, RuntimeError) as error:
        raise ValueError("it is damaged or protected") from error
    for root in roots:
        for paragraph in root.iter(f"{_WORD}p", f"{_TEXT}p", f"{_TEXT}h"):
            number += 1
            for place in find_citations(_paragraph_text(paragraph)):
                yield from (NamedKey(cite.key, number) for cite in place.citation.cites)


def _paragraph_text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph without that of paragraphs within it, in notes and boxes."""
    if paragraph.tag == f"{_WORD}p":
        return "".join(
            one.text or "" if one.tag == f"{_WORD}t" else " "
            for one in paragraph.iter(f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br")
            if next(one.iterancestors(f"{_WORD}p"), None) is paragraph
        )
    parts: list[str] = [paragraph.text or ""]
    for one in paragraph:
        if one.tag in (f"{_TEXT}note", f"{_OFFICE}annotation"):
            pass
        elif one.tag in (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"):
            parts.append(" ")
        elif isinstance(one.tag, str):
            parts.append(_paragraph_text(one))
        parts.append(one.tail or "")
    return "".join(parts)
