"""A post as the text of a summary file: its own words, with what the blog printed around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pprkb.desk.new_summary import choices
from pprkb.files.read.summary import EVIDENCE_SUMMARY, NO_REFERENCE, PRACTICE_IMPLICATIONS
from pprkb.files.yaml.style import yaml_text
from pprkb.model.library import Library

if TYPE_CHECKING:
    from pprkb.formats.blog.page import Post


def summary_text(post: Post, *, title: str, key: str, library: Library) -> str:
    """Write a post as a summary file.

    Type and topics are for the author to say: comments remind of them. What the blog prints around
    a text, its reference, preambles and the author's address, is kept in comments too.

    Args:
        post: A post with a month.
        title: The summary's title.
        key: Citation key of its work; empty where it has none.
        library: Whose research types the reminder names.
    """
    front = [
        f"title: {yaml_text(title)}",
        f"month: {post.month}",
        f"reference: {yaml_text(key) if key else NO_REFERENCE}",
        f"# type: {choices(library.research_types)}",
        "# topics: see data/topics.yaml",
    ]
    front += [f"# Reference as the blog printed it: {post.citation}"] if post.citation else []
    if post.citation_link:
        front.append(f"# It led to: {post.citation_link}")
    for preamble in post.preamble:
        lines = preamble.split("\n")
        front += [f"# Preamble: {lines[0]}", *(f"#   {line}" for line in lines[1:])]
    front += [f"# {line}" for line in post.author_line]
    body = f"## {EVIDENCE_SUMMARY}\n{body_text(post.body)}\n"
    implications = f"## {PRACTICE_IMPLICATIONS}\n{body_text(post.implications)}\n"
    return "\n".join(["---", *front, "---", body, implications])


def body_text(paragraphs: tuple[str, ...]) -> str:
    """Write paragraphs of Markdown with blank lines between them."""
    return "\n\n".join(paragraphs)
