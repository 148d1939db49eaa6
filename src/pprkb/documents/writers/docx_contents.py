"""A table of contents in Word: a field that is filled in already.

Before Word has laid out the pages nobody knows their numbers, and to have them counted on
opening Word asks a question that looks like a warning. So the entries are written as links
without numbers, right as they are; once the reader updates the field (F9, or LibreOffice's
"Update Index"), the numbers stand at the right margin.
"""

from __future__ import annotations

from collections.abc import Sequence

from pprkb.documents.document import Run
from pprkb.documents.writers.direction import runs_rightwards
from pprkb.documents.writers.docx_elements import (
    FIELD_END,
    escaped,
    field_begin,
    paragraph_element,
    text_element,
)
from pprkb.documents.writers.docx_runs import RunPrinter
from pprkb.documents.writers.docx_styles import Styles
from pprkb.documents.writers.layout import CONTENTS_HEADING, PlacedHeading
from pprkb.documents.writers.looks import StyleName

_LEVELS = {1: StyleName.CONTENTS_1, 2: StyleName.CONTENTS_2}


def contents_elements(
    entries: Sequence[PlacedHeading], runs: RunPrinter, styles: Styles, *, mirrored: bool
) -> str:
    """Return a table of contents.

    Args:
        entries: At least one heading; the text of each is marked by its `mark`.
        runs: Prints text.
        styles: The document's styles.
        mirrored: Whether the document begins at the right.
    """
    deepest = max(entry.level for entry in entries)
    title = paragraph_element(
        styles.id(StyleName.CONTENTS_HEADING),
        runs.print((Run(text=CONTENTS_HEADING),)),
        right_to_left=mirrored,
    )
    lines = []
    for number, entry in enumerate(entries):
        link = (
            f'<w:hyperlink w:anchor="{runs.mark_name(entry.mark)}" w:history="1">'
            f"<w:r>{text_element(escaped(entry.text))}</w:r></w:hyperlink>"
        )
        first, last = number == 0, number == len(entries) - 1
        begin = field_begin(rf'TOC \o "1-{deepest}" \h \z \u') if first else ""
        lines.append(
            paragraph_element(
                styles.id(_LEVELS[entry.level]),
                f"{begin}{link}{FIELD_END if last else ''}",
                right_to_left=not runs_rightwards(entry.text),
            )
        )
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        "<w:docPartUnique/></w:docPartObj></w:sdtPr>"
        f"<w:sdtContent>{title}{''.join(lines)}</w:sdtContent></w:sdt>"
    )
