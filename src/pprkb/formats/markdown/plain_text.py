"""Markdown prose as plain text, for formats that know no mark-up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pprkb.formats.markdown.citations import find_citations
from pprkb.model.citation import Citation, CitationMode, Cite

_READER = MarkdownIt("commonmark", {"html": False}).enable("table")


def plain_paragraphs(markdown: str, cited: Mapping[str, str]) -> tuple[str, ...]:
    """Return the paragraphs of a Markdown text without its mark-up.

    Items of lists begin with a dash or their number; `[@key]` becomes "(Wampold, 2015)".

    Args:
        markdown: Prose with citations in pandoc's form.
        cited: How works are cited, without parentheses, by key; others are named by their key.
    """
    if not markdown.strip():
        return ()
    return tuple(_paragraphs(_READER.parse(_without_citations(markdown, cited))))


def _without_citations(markdown: str, cited: Mapping[str, str]) -> str:
    parts = []
    position = 0
    for found in find_citations(markdown):
        parts.append(markdown[position : found.start])
        parts.append(_printed(found.citation, cited))
        position = found.end
    return "".join([*parts, markdown[position:]])


def _printed(citation: Citation, cited: Mapping[str, str]) -> str:
    works = []
    for cite in citation.cites:
        work = cited.get(cite.key, cite.key)
        if cite.suppress_author:
            work = work.rpartition(", ")[2]
        told = " ".join(filter(None, (cite.prefix, work + _place(cite))))
        # ", for more" begins with its own mark, "for more" does not.
        blank = "" if cite.suffix[:1] in ("", *",.;: ") else " "
        works.append(f"{told}{blank}{cite.suffix}")
    if citation.mode is CitationMode.PARENTHETICAL:
        return f"({'; '.join(works)})"
    names, comma, year = works[0].rpartition(", ")
    return f"{names} ({year})" if comma else works[0]


def _place(cite: Cite) -> str:
    """Write a locator as APA does (manual, section 8.13): "p. 3", "pp. 3-5", "chapter 2"."""
    if not cite.locator:
        return ""
    label = cite.label
    if label == "page":
        label = "pp." if re.search(r"[-–,&]", cite.locator) else "p."
    return f", {label} {cite.locator}"


def _paragraphs(tokens: list[Token]) -> Iterator[str]:
    marker = ""
    for token in tokens:
        match token.type:
            case "list_item_open":
                marker = f"{token.info}. " if token.info else "- "
            case "inline":
                text = " ".join(_inline_text(token.children or []).split())
                if text:
                    yield marker + text
                    marker = ""
            case "code_block" | "fence":
                if text := " ".join(token.content.split()):
                    yield marker + text
                    marker = ""


def _inline_text(tokens: list[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif token.type == "image":
            parts.append(_inline_text(token.children or []))
        else:
            parts.append(token.content)
    return "".join(parts)
