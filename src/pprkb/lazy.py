"""Modules that are imported when they are first named, so that no command waits for another's.

    from pprkb import knowledge_base  # costs nothing

    knowledge_base.effects.Effects  # imports pprkb/knowledge_base/effects.py

A package that offers its modules so names them in `__all__` and imports them for type checkers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from importlib import import_module


def on_demand(package: str, offered: Collection[str], **homes: str) -> Callable[[str], object]:
    """Return the `__getattr__` of a package (PEP 562) that imports what is named.

    Args:
        package: The package's `__name__`.
        offered: Its `__all__`: names of its modules, and of `homes`.
        homes: For a name that is no module of the package itself, where it is: the module below
            the package that defines it or, with a dot, the module of a package below.
    """

    def find(name: str) -> object:
        if name not in offered:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        home = homes.get(name, name)
        module = import_module(f"{package}.{home}")
        found: object = getattr(module, name) if home != name and "." not in home else module
        return found

    return find
