"""Notices in a document: after a formatted reference, under it, and beside a citation."""

from __future__ import annotations

from pprkb.documents.document import Paragraph, ParagraphRole, Run
from pprkb.model.notice import Notice, standing_of
from pprkb.model.notice_words import notice_lines, retraction_runs


def after_reference(notices: tuple[Notice, ...]) -> tuple[Run, ...]:
    """Return what a formatted reference ends in where the work was retracted.

    APA has it in parentheses after the reference (apastyle.apa.org, "Journal article references");
    other styles have no form of their own for it that a CSL style could print, and get the same.
    """
    runs = retraction_runs(notices)
    return (Run(text=" ("), *runs, Run(text=")")) if runs else ()


def under_reference(notices: tuple[Notice, ...]) -> tuple[Paragraph, ...]:
    """Return a paragraph for each notice on a work, the gravest first."""
    return tuple(Paragraph(runs=runs, role=ParagraphRole.WARNING) for runs in notice_lines(notices))


def beside_citation(notices: tuple[Notice, ...]) -> tuple[Run, ...]:
    """Return what stands beside a citation that leads to no list: " [retracted]", or nothing."""
    standing = standing_of(notices)
    return (Run(text=f" {standing.mark}"),) if standing and standing.mark else ()
