"""Every phrase that the sources hand to `Words`, found in the sources themselves."""

import ast
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

from pprkb.web.inventory.assets import phrases_of

SOURCES = Path(__file__).parents[2] / "src" / "pprkb"
_ONE = {"words", "phrase", "Told", "in_runs", "say", "html"}
"""Names of what takes one phrase."""
_TWO = {"many": 1, "counted": 1}
"""Of what takes a number and then the phrases of one and of several."""

Phrase = tuple[str, str]
"""A phrase and its plural, which may be empty."""


def phrases() -> dict[Phrase, str]:
    """Return every phrase, each with the first place where it is."""
    found: dict[Phrase, str] = {}
    for path in sorted(SOURCES.rglob("*.py")):
        place = path.relative_to(SOURCES).as_posix()
        if place.startswith("cli/"):
            continue  # The command line speaks English.
        for one in _of_python(
            path.read_text(encoding="utf-8"), in_words=path.parent.name == "languages"
        ):
            found.setdefault(one, place)
    for path in sorted((SOURCES / "web" / "templates").glob("*.html")):
        for one in _of_template(path.read_text(encoding="utf-8")):
            found.setdefault(one, f"web/templates/{path.name}")
    for path in sorted((SOURCES / "web" / "static").glob("*.js")):
        for one in phrases_of(path.read_text(encoding="utf-8")):
            found.setdefault(one, f"web/static/{path.name}")
    return found


def _of_python(source: str, *, in_words: bool) -> Iterator[Phrase]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
        if name in ("said", "document_words", "ENGLISH") or (name == "self" and in_words):
            name = "words"
        texts = [_texts(argument) for argument in node.args]
        if name in _ONE and texts:
            for text in texts[0]:
                yield text, ""
        elif name in _TWO and len(texts) > 2 and texts[1]:
            yield texts[1][0], texts[2][0]


def _texts(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body), *_texts(node.orelse)]
    return []


def _of_template(source: str) -> Iterator[Phrase]:
    tree = Environment().parse(source)
    for call in tree.find_all(nodes.Call):
        target = call.node
        name = getattr(target, "attr", "") or getattr(target, "name", "")
        texts = [_constants(argument) for argument in call.args]
        if name in _ONE and texts:
            for text in texts[0]:
                yield text, ""
        elif name in _TWO and len(texts) > 2 and texts[1]:
            yield texts[1][0], texts[2][0]


def _constants(node: nodes.Node) -> list[str]:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, nodes.CondExpr):
        other = _constants(node.expr2) if node.expr2 else []
        return [*_constants(node.expr1), *other]
    return []
