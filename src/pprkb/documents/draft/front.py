"""The front matter of drafts: title, authors, and options for pandoc and Quarto."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pprkb.files.front_matter import front_matter_span
from pprkb.files.yaml.nodes import Mapping, Node, Scalar, Sequence, cut_by_comment, read_yaml
from pprkb.formats.drafts.syntax import plain_text
from pprkb.formats.markdown import find_citations
from pprkb.model.problem import Location, Problem, Rule

_FIELDS = "write fields, such as title: What helps"


@dataclass(frozen=True, kw_only=True)
class Front:
    """The front matter of a draft; missing values are empty."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    """As written."""
    abstract: str = ""
    """Markdown."""
    abstract_line: int = 1
    keywords: tuple[str, ...] = ()
    language: str = ""
    """A BCP 47 tag."""
    listed: tuple[str, ...] = ()
    """Keys of works that are listed without being cited (`nocite`)."""
    lists_all: bool = False
    """Whether all works of the library are listed (`nocite: "@*"`)."""
    style: str = ""
    """A citation style, or the path of a `.csl` file (`csl`)."""
    list_title: str = ""
    """The heading of the list of references (`reference-section-title`)."""
    contents: bool | None = None
    """Whether there is a table of contents (`toc`)."""
    body: int = 0
    """Where the text begins."""
    problems: tuple[Problem, ...] = ()


def read_front(text: str, path: str) -> Front:
    """Read the front matter of a draft, if there is any.

    Args:
        text: The whole draft, without byte order mark.
        path: Its path, for problems.
    """
    span = front_matter_span(text)
    if span is None:
        return Front()
    node, problems = read_yaml(text[span.start : span.end], path, 2)
    if not isinstance(node, Mapping):
        if not problems and node is not None and not (isinstance(node, Scalar) and not _own(node)):
            at = Location(path=path, line=node.line)
            message = "the front matter holds no fields, and is left out"
            problems = (Problem(rule=Rule.BAD_VALUE, at=at, message=message, hint=_FIELDS),)
        return Front(body=span.body, problems=problems)
    fields = {field.name: field.value for field in node.fields}
    found = list(problems)
    idle = (name for name in ("bibliography", "references") if name in fields)
    found += [_not_read(name, path, fields[name].line) for name in idle]
    found += _cut_by_comments(node, path)
    found += _titles_that_cite(fields, path)
    nocite = " ".join(_texts(fields.get("nocite")))
    cited = [cite.key for place in find_citations(nocite) for cite in place.citation.cites]
    written = fields.get("abstract")
    keywords = [word.strip() for text in _texts(fields.get("keywords")) for word in text.split(",")]
    contents = _text(fields.get("toc"))
    return Front(
        title=plain_text(_text(fields.get("title"))),
        subtitle=plain_text(_text(fields.get("subtitle"))),
        authors=tuple(_people(fields.get("author") or fields.get("authors"))),
        date=_text(fields.get("date")),
        abstract=_text(written),
        abstract_line=written.line if written else 1,
        keywords=tuple(filter(None, keywords)),
        language=_text(fields.get("lang")).replace("_", "-"),
        listed=tuple(dict.fromkeys(cited)),
        lists_all="@*" in nocite,
        style=_text(fields.get("csl")),
        list_title=_text(fields.get("reference-section-title")),
        contents={"true": True, "yes": True, "false": False, "no": False}.get(contents.lower()),
        body=span.body,
        problems=tuple(found),
    )


def _cut_by_comments(node: Node, path: str) -> Iterator[Problem]:
    match node:
        case Scalar():
            if node.cut:
                message, hint = cut_by_comment(node)
                at = Location(path=path, line=node.line)
                yield Problem(rule=Rule.CUT_BY_COMMENT, at=at, message=message, hint=hint)
        case Sequence():
            for item in node.items:
                yield from _cut_by_comments(item, path)
        case Mapping():
            for field in node.fields:
                yield from _cut_by_comments(field.value, path)


def _titles_that_cite(fields: dict[str, Node], path: str) -> Iterator[Problem]:
    for name in ("title", "subtitle"):
        text = _text(fields.get(name))
        for found in find_citations(text):
            yield Problem(
                rule=Rule.BAD_VALUE,
                at=Location(path=path, line=fields[name].line),
                message=f"the {name} cites @{found.citation.cites[0].key}: it is printed as it is"
                " written",
                hint="cite it in the text",
            )


def _not_read(name: str, path: str, line: int) -> Problem:
    return Problem(
        rule=Rule.UNKNOWN_FIELD,
        at=Location(path=path, line=line),
        message=f"`{name}` is not read: the works come from the library",
        hint=f"leave `{name}` out, or keep it for pandoc and Quarto",
    )


def _text(node: Node | None) -> str:
    return " ".join(_texts(node)) if not isinstance(node, Scalar) else _own(node)


def _own(node: Scalar) -> str:
    return "" if node.is_nothing else node.text.strip()


def _texts(node: Node | None) -> Iterator[str]:
    match node:
        case Scalar():
            if text := _own(node):
                yield text
        case Sequence():
            for item in node.items:
                yield from _texts(item)
        case _:
            pass


def _people(node: Node | None) -> Iterator[str]:
    """Yield names from a text, a list of texts, or Quarto's list of authors."""
    match node:
        case Scalar():
            if name := _own(node):
                yield name
        case Sequence():
            for item in node.items:
                yield from _people(item)
        case Mapping():
            fields = {field.name: field.value for field in node.fields}
            if isinstance(named := fields.get("name"), Mapping):
                fields = {field.name: field.value for field in named.fields}
            if name := _text(fields.get("literal")) or _text(fields.get("name")):
                yield name
            else:
                parts = ("given", "dropping-particle", "non-dropping-particle", "family")
                if name := " ".join(filter(None, (_text(fields.get(part)) for part in parts))):
                    yield name
        case _:
            pass
