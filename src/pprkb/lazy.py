"""Packages that import their modules on first use, to keep commands fast.

    from pprkb import knowledge_base  # costs nothing

    knowledge_base.effects.Effects  # imports pprkb/knowledge_base/effects.py

Such a package names its modules in `__all__`, and imports them only for type checkers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from importlib import import_module


def on_demand(package: str, offered: Collection[str], **homes: str) -> Callable[[str], object]:
    """Return a `__getattr__` for a package (PEP 562) that imports names on first use.

    Args:
        package: The package's `__name__`.
        offered: Its `__all__`: names of its modules, and names in `homes`.
        homes: Where names that are not modules of the package are: the module of the package
            that defines the name or, with a dot, the module of a subpackage.
    """

    def find(name: str) -> object:
        if name not in offered:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        home = homes.get(name, name)
        module = import_module(f"{package}.{home}")
        found: object = getattr(module, name) if home != name and "." not in home else module
        return found

    return find
