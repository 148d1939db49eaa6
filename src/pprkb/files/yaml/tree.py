"""What a YAML text should say after an edit, to compare with what it says."""

from __future__ import annotations

from pprkb.files.yaml.places import Path, Tree


def with_value(tree: Tree, path: Path, value: Tree, *, at: int | None = None) -> Tree:
    """Return a tree with a value at a path; a field that is not there is added.

    Args:
        tree: What the text says.
        path: Where.
        value: The value.
        at: At which place among its fields or items a new one comes; None is the end.
    """
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = list(tree) if isinstance(tree, list) else []
        if step < len(items):
            items[step] = with_value(items[step], rest, value, at=at)
        else:
            items.append(with_value((), rest, value))
        return items
    fields = list(tree) if isinstance(tree, tuple) else []
    for number, (name, inner) in enumerate(fields):
        if name == step:
            fields[number] = (name, with_value(inner, rest, value, at=at))
            return tuple(fields)
    fields.insert(len(fields) if at is None else at, (step, with_value((), rest, value)))
    return tuple(fields)


def without(tree: Tree, path: Path) -> Tree:
    """Return a tree without the field or item at a path."""
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = list(tree) if isinstance(tree, list) else []
        items[step : step + 1] = [without(items[step], rest)] if rest else []
        return items
    fields = tree if isinstance(tree, tuple) else ()
    if not rest:
        return tuple(pair for pair in fields if pair[0] != step)
    return tuple((n, without(v, rest)) if n == step else (n, v) for n, v in fields)


def value_at(tree: Tree, path: Path) -> Tree | None:
    """Return the value at a path; None where there is none."""
    for step in path:
        if isinstance(step, int):
            if not isinstance(tree, list) or step >= len(tree):
                return None
            tree = tree[step]
        else:
            found = [v for n, v in tree if n == step] if isinstance(tree, tuple) else []
            if not found:
                return None
            tree = found[0]
    return tree
