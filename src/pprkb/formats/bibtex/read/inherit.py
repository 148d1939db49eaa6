"""Inheritance of fields from other entries by `crossref` and `xdata`, by biber's rules.

The child's own fields win. A parent's title becomes `booktitle`, `maintitle` or `journaltitle` by
the two types (biblatex manual, appendix B); what belongs to the parent alone is not inherited.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from pprkb.model.problem import BIBTEX_FIELD
from pprkb.text.spelling import caseless

Fields = dict[str, str]
"""Undecoded values by lower-case name."""

_OWN = frozenset((
    "crossref", "xref", "xdata", "entryset", "entrysubtype", "ids", "label", "options",
    "presort", "execute", "related", "relatedoptions", "relatedstring", "relatedtype",
    "shorthand", "shorthandintro", "sortkey", "sortname", "sorttitle", "sortyear",
    "indextitle", "indexsorttitle", "shorttitle", "shortauthor", "shorteditor", "note",
    "addendum", "annotation", "annote", "abstract", "keywords", "file", "doi", "url",
    "urldate", "eprint", "eprinttype", "eprintclass", "archiveprefix", "primaryclass",
    "pages", "pagetotal", "timestamp", "owner", "langid", "langidopts", "review",
)) | {BIBTEX_FIELD}  # fmt: skip
_LINKS = ("crossref", "xref", "related", "entryset")
_DATE_FIELDS = frozenset(("date", "year", "month", "day"))
_INSIDE_BOOK = frozenset(("inbook", "bookinbook", "suppbook"))
_INSIDE_COLLECTION = frozenset(("incollection", "inreference", "suppcollection"))
_MULTIVOLUME = frozenset(("mvbook", "mvcollection", "mvproceedings", "mvreference"))
_SUFFIXES = ("title", "subtitle", "titleaddon")


@dataclass(slots=True)
class Node:
    """An entry as inheritance sees it."""

    key: str
    type: str
    fields: Fields
    line: int
    resolved: bool = False
    inherited: frozenset[str] = field(default_factory=frozenset)


Report = Callable[[Node, str, str], None]
"""A function that is called with an entry, a message and a hint."""


def resolve(nodes: dict[str, Node], report: Report) -> None:
    """Give every entry the fields that it inherits.

    Args:
        nodes: Entries by key, in the form of `caseless`, `@xdata` entries among them; their
            `fields` change.
        report: Called once for each crossref or xdata that leads nowhere or in a circle.
    """
    for node in list(nodes.values()):
        if "xdata" in node.fields and not node.resolved:
            _take_xdata(node, nodes, report)
    for node in nodes.values():
        node.resolved = False
    reported: set[str] = set()
    for node in nodes.values():
        if "crossref" in node.fields and not node.resolved:
            _take_crossref(node, nodes, report, reported)


def links(node: Node) -> tuple[tuple[str, str], ...]:
    """Return the fields of an entry that point to others."""
    return tuple((name, node.fields[name]) for name in _LINKS if name in node.fields)


def parents(nodes: dict[str, Node]) -> frozenset[str]:
    """Return the keys of entries that other entries inherit fields from or refer to."""
    named = {
        caseless(key.strip())
        for node in nodes.values()
        for name in _LINKS
        if name in node.fields
        for key in node.fields[name].split(",")
    }
    return frozenset(nodes[key].key for key in named if key in nodes)


def _take_xdata(node: Node, nodes: dict[str, Node], report: Report) -> None:
    """Add the fields of all xdata entries, theirs included, without recursion."""
    pending = [key.strip() for key in node.fields["xdata"].split(",")][::-1]
    seen: set[str] = set()
    while pending:
        key = pending.pop()
        if not key or caseless(key) in seen:
            continue
        seen.add(caseless(key))
        source = nodes.get(caseless(key))
        if source is None:
            report(node, f"xdata {key} is not an entry", "write the key of an @xdata entry")
            continue
        for name, value in source.fields.items():
            if name == "xdata":
                pending.extend(part.strip() for part in reversed(value.split(",")))
            elif name not in node.fields and name != BIBTEX_FIELD:
                node.fields[name] = value
    if caseless(node.key) in seen:
        report(node, f"xdata of {node.key} leads back to itself", "take one xdata away")
    node.resolved = True


def _take_crossref(node: Node, nodes: dict[str, Node], report: Report, reported: set[str]) -> None:
    """Resolve the chain of parents from its far end."""
    chain = [node]
    on_chain = {caseless(node.key)}
    while True:
        last = chain[-1]
        if last.resolved:
            break
        target = last.fields.get("crossref", "").strip()
        if not target:
            break
        parent = nodes.get(caseless(target))
        if parent is None:
            report(
                last, f"crossref {target} is not an entry", "write the key of an entry of this file"
            )
            break
        if caseless(parent.key) in on_chain:
            start = next(i for i, n in enumerate(chain) if n is parent)
            circle = chain[start:]
            names = {caseless(entry.key) for entry in circle}
            if not names & reported:
                path = " -> ".join([*(entry.key for entry in circle), parent.key])
                first = min(circle, key=lambda entry: entry.line)
                report(first, f"the crossrefs lead in a circle: {path}", "take one crossref away")
                reported |= names
            break
        on_chain.add(caseless(parent.key))
        chain.append(parent)
    for child, parent in zip(reversed(chain[:-1]), reversed(chain[1:]), strict=True):
        if not child.resolved:
            _inherit(child, parent)
            child.resolved = True
    chain[-1].resolved = True


def _inherit(child: Node, parent: Node) -> None:
    target = _title_prefix(child.type, parent.type)
    has_date = not _DATE_FIELDS.isdisjoint(child.fields)
    added: Fields = {}
    for name, value in parent.fields.items():
        if name in _OWN or (has_date and name in _DATE_FIELDS):
            continue
        if target and name in _SUFFIXES:
            added.setdefault(_renamed(target, name), value)
        elif target and name == "author" and parent.type in ("book", "mvbook"):
            added.setdefault("bookauthor" if child.type in _INSIDE_BOOK else "author", value)
            if child.type in _INSIDE_BOOK:
                added.setdefault("author", value)
        else:
            added[name] = value
    for name, value in added.items():
        if name not in child.fields:
            child.fields[name] = value
    child.inherited = frozenset(added)


def _renamed(target: str, name: str) -> str:
    """Return `booktitle`, `booksubtitle`, `booktitleaddon` for the three parts of a title."""
    if target == "journal" and name == "title":
        return "journaltitle"
    return target + name


def _title_prefix(child: str, parent: str) -> str:
    if parent in _MULTIVOLUME:
        return "main" if child not in _MULTIVOLUME else ""
    if parent == "book" and child in _INSIDE_BOOK | _INSIDE_COLLECTION:
        return "book"
    if parent in ("collection", "reference") and child in _INSIDE_COLLECTION | _INSIDE_BOOK:
        return "book"
    if parent in ("proceedings", "book", "collection") and child in ("inproceedings", "conference"):
        return "book"
    if parent == "periodical" and child in ("article", "suppperiodical", "review"):
        return "journal"
    return ""
