"""The parts of a page that are no text of a post: menus, the list of topics, "This month..."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pprkb.formats.blog.lines import Line
from pprkb.formats.blog.months import month_heading
from pprkb.formats.blog.page import Furniture, FurnitureKind, Leftover
from pprkb.formats.blog.words import ends_sentence, implications_heading, is_citation, letters

_BLOG_TITLES = frozenset(
    (
        "blog",
        "pprnet",
        "pprnetblog",
        "thepprnetblog",
        "psychotherapypracticeresearchnetwork",
        "psychotherapypracticeresearchnetworkpprnet",
        "psychotherapypracticeresearchnetworkpprnetblog",
        "pprnetpsychotherapypracticeresearchnetwork",
    )
)
_CONTROLS = frozenset(
    "backtotop backtothetop top readmore share sharethis tweet print nextpage "  # noqa: SIM905
    "previouspage olderposts newerposts olderentries newerentries skiptomaincontent "
    "skiptocontent login logout subscribe rss rssfeed leaveacomment postacomment nocomments "
    "permalink clear apply reset".split()
)
_PAGER = re.compile(
    r"(?=.*(?:[«‹›»]|\d\s+\d))"
    r"(?:(?:page|of|first|last|next|previous|\b\d{1,3}\b|[«‹›»|])[\s.…]*)+\Z",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:©|copyright\b|\(c\)\s)", re.IGNORECASE)
_TOPIC_HEADINGS = frozenset(("topics", "topic", "alltopics", "categories", "browsebytopic"))
_TYPE_HEADINGS = frozenset(("typeofresearch", "typesofresearch", "researchtype", "researchtypes"))
_LABEL_AT_MOST = 90
_BULLET = re.compile(r"\A[•·*–-]\s*")
_COUNT = re.compile(r"\s*\(\d{1,4}\)\Z")
_CHOICE = re.compile(r"\(clear\)\Z|\A-?\s*(?:any|all)\b.{0,20}\Z", re.IGNORECASE)
_THIS_MONTH = re.compile(
    r"this\s+month\W*\Z|this\s+month\b.{0,20}\bi\s+(?:\w+\s+)?(?:blog|write)\b", re.IGNORECASE
)
_I_BLOG = re.compile(r"(?:…|\.{2,}).*|i\s+(?:\w+\s+)?(?:blog|write)\s+about\b.*", re.IGNORECASE)
_PROSE = 200
"""A line of so many characters is not taken for a menu, whatever the page says."""


@dataclass
class Sorted:
    """The lines of a page that may be text of posts, and all the others."""

    text: list[Line] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    leftover: list[Leftover] = field(default_factory=list)
    heads: list[Line] = field(default_factory=list)
    """The first line of text below each name of the blog: there a page begins."""
    at_head: bool = False

    def put_away(self, line: Line, kind: FurnitureKind) -> None:
        """Take a line out of the text."""
        self.furniture.append(Furniture(line=line.number, text=line.text, kind=kind))


def without_furniture(lines: Sequence[Line]) -> Sorted:
    """Take out of a page what is no text of a post; month headings stay.

    Args:
        lines: All lines of the page.
    """
    found = Sorted()
    index = 0
    while index < len(lines):
        line = lines[index]
        labels = _labels(lines, index)
        if labels:
            found.put_away(line, FurnitureKind.TOPICS)
            for one in labels:
                found.put_away(one, FurnitureKind.TOPICS)
            if letters(line.text) in _TOPIC_HEADINGS:
                found.topics += filter(None, map(_label, labels))
            index += 1 + len(labels)
            continue
        kind = _kind(line, lines[index - 1] if index else None, found)
        if kind is FurnitureKind.NAVIGATION and len(line.text) >= _PROSE:
            why = "a long text among the menus of the page"
            found.leftover.append(Leftover(line=line.number, text=line.text, why=why))
        elif kind:
            found.put_away(line, kind)
        else:
            found.text.append(line)
            if found.at_head:
                found.heads.append(line)
        found.at_head = kind is FurnitureKind.BLOG_TITLE or (found.at_head and bool(kind))
        index += 1
    return found


def _labels(lines: Sequence[Line], start: int) -> list[Line]:
    """Return the lines of the list whose heading stands at a place, if there is one."""
    words = letters(lines[start].text)
    if words not in _TOPIC_HEADINGS and words not in _TYPE_HEADINGS:
        return []
    following = lines[start + 1 : start + 2]
    listed = bool(following) and _is_listed(following[0])
    labels: list[Line] = []
    for line in lines[start + 1 :]:
        if month_heading(line.text) or _heads_list(line):
            break
        if listed != _is_listed(line) or not _is_label(line, listed=listed):
            # Without bullets, the last short line before a longer one is rather its title.
            return labels if listed else labels[:-1]
        labels.append(line)
    return labels


def _heads_list(line: Line) -> bool:
    return letters(line.text) in _TOPIC_HEADINGS | _TYPE_HEADINGS and not _is_listed(line)


def _is_label(line: Line, *, listed: bool) -> bool:
    text = line.text
    if len(text) > _LABEL_AT_MOST or ends_sentence(text) or is_citation(text):
        return False
    return implications_heading(text) is None and (listed or not line.level)


def _is_listed(line: Line) -> bool:
    return bool(line.marker or line.aside or _BULLET.match(line.text))


def _label(line: Line) -> str:
    text = _COUNT.sub("", line.text if line.marker else _BULLET.sub("", line.text))
    return "" if _CHOICE.search(text) else text


def _kind(line: Line, before: Line | None, found: Sorted) -> FurnitureKind | None:
    if line.aside:
        return line.aside
    words = letters(line.text)
    if words in _TOPIC_HEADINGS | _TYPE_HEADINGS:
        return FurnitureKind.TOPICS
    if words in _BLOG_TITLES:
        return FurnitureKind.BLOG_TITLE
    if words in _CONTROLS or _PAGER.match(line.text) or _COPYRIGHT.match(line.text):
        return FurnitureKind.NAVIGATION
    if _THIS_MONTH.match(line.text):
        return FurnitureKind.THIS_MONTH
    last = found.furniture[-1] if found.furniture else None
    follows = before is not None and last is not None and last.line == before.number
    if follows and last and last.kind is FurnitureKind.THIS_MONTH and _I_BLOG.match(line.text):
        return FurnitureKind.THIS_MONTH
    return None
