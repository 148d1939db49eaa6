r"""A line of Markdown: runs in emphasis, links and text in which nothing is mark-up.

Escaped are CommonMark's and GitHub's signs and those of pandoc's extensions (citations, maths,
sub- and superscript, attributes, dashes and ellipses), because the reader's program is not known.
"""

from __future__ import annotations

import re
import string
import unicodedata
from dataclasses import replace

from pprkb.documents.document import Run
from pprkb.documents.writers.characters import one_line
from pprkb.documents.writers.links import safe_link

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
    """Return text in which no character is mark-up, wherever in a line it stands."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def inline(runs: tuple[Run, ...]) -> str:
    """Print runs as one line that begins a block."""
    line = _joined(runs).strip(" ")
    if start := _LINE_START.match(line):
        at = start.start("sign") if start["sign"] else start.start("end")
        # A sign that is escaped already begins with a backslash and does not match.
        line = f"{line[:at]}\\{line[at:]}"
    return line


def cell(runs: tuple[Run, ...]) -> str:
    """Print runs as the cell of a pipe table, in which a code span cannot hold a pipe."""
    split = tuple(
        Run(text=run.text, link=run.link) if run.code and "|" in run.text else run for run in runs
    )
    return _joined(split).strip(" ")


def _merged(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Merge neighbours of one formatting: the signs between two code spans would join them."""
    merged: list[Run] = []
    for given in runs:
        run = replace(given, link=safe_link(given.link))
        if merged and replace(merged[-1], text="") == replace(run, text=""):
            merged[-1] = replace(run, text=merged[-1].text + run.text)
        elif run.text:
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
    """Mark emphasis by asterisks where every reader sees it, else by tags.

    CommonMark opens and closes emphasis by the characters on both sides: "*Title?*and" is none.
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
    # A tag or a space at the edge is no letter for one reader and a character for the other.
    if clear and not core[0].isspace() and not core[-1].isspace():
        mark = _EMPHASIS[run.italic, run.bold]
        return f"{mark}{printed}{mark}"
    if run.bold:
        printed = f"<strong>{printed}</strong>"
    return f"<em>{printed}</em>" if run.italic else printed


def _is_punctuation(character: str) -> bool:
    """Tell what every version of CommonMark counts as punctuation."""
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
