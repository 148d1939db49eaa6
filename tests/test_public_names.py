"""The names that docs/python.md promises, with their signatures, do not change unseen."""

import dataclasses
import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest

import pprkb
import pprkb.csl

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/python.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(pprkb[\w.]*)` \| (`.+) \|$", PAGE[PAGE.index("## Stability") :], re.M)
PUBLIC = {owner: re.findall(r"`(\w+)`", names) for owner, names in ROWS}


def owner_of(path):
    module, _, name = path.rpartition(".")
    if name[:1].isupper():
        return getattr(import_module(module), name)
    return import_module(path)


def told(owner, name):
    """Return a name as its user writes it: a call with its parameters, or a value with its type."""
    found = inspect.getattr_static(owner, name, None)
    if isinstance(found, (staticmethod, classmethod)) or inspect.isfunction(found):
        printed = re.sub(r" at 0x\w+", "", str(inspect.signature(getattr(owner, name))))
        return name + re.sub(r"(: |-> )'([^']*)'", r"\1\2", printed)
    if inspect.isclass(found):
        return f"class {name}"
    if isinstance(found, property):
        return f"{name}: {inspect.signature(found.fget).return_annotation}"
    if hasattr(found, "func"):
        return f"{name}: {inspect.signature(found.func).return_annotation}"
    kinds = (
        {one.name: one.type for one in dataclasses.fields(owner)}
        if dataclasses.is_dataclass(owner)
        else {}
    )
    return f"{name}: {kinds.get(name, 'attribute')}"


def test_public_names_and_signatures_are_those_that_are_promised(golden):
    lines = [
        f"{path}\n" + "".join(f"    {told(owner_of(path), name)}\n" for name in names)
        for path, names in PUBLIC.items()
    ]
    golden("public-names.txt", "\n".join(lines).encode())


@pytest.mark.parametrize("path", PUBLIC)
def test_public_names_exist(path, tmp_path):
    owner, library = owner_of(path), pprkb.open(ROOT, tmp_path / "pprkb.db")
    made = {
        "KnowledgeBase": lambda: library,
        "Effects": lambda: library.effects(topic="empathy"),
        "PprkbError": lambda: owner("said", hint="helps"),
    }
    where = made.get(path.rpartition(".")[2], lambda: owner)()
    kinds = (
        {one.name for one in dataclasses.fields(owner)}
        if dataclasses.is_dataclass(owner)
        else set()
    )
    missing = [name for name in PUBLIC[path] if name not in kinds and not hasattr(where, name)]
    assert missing == []


def test_the_citation_processor_promises_what_it_offers():
    assert sorted(PUBLIC["pprkb.csl"]) == sorted(pprkb.csl.__all__)


def test_methods_that_python_is_told_of_are_promised():
    told_of = set(re.findall(r"\blibrary\.(\w+)\(", PAGE)) - {"csl"}
    assert told_of <= set(PUBLIC["pprkb.knowledge_base.KnowledgeBase"])
