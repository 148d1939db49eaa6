"""subsequent-author-substitute (CSL 1.0.2, Reference Grouping)."""

from __future__ import annotations

import re

from pprkb.csl.marks import CLOSE, NAME_CLOSE, NAME_OPEN, NAMES_CLOSE, NAMES_OPEN, OPEN

_NAMES = re.compile(f"{NAMES_OPEN}(.*?){NAMES_CLOSE}", re.DOTALL)
_EMPTY_BLOCK = re.compile("".join((OPEN["block"], "[^\\w]*?", CLOSE["block"])))
_NAME = re.compile(f"{NAME_OPEN}(.*?){NAME_CLOSE}", re.DOTALL)


class AuthorSubstitute:
    """Replaces the names that an entry shares with the entry before it."""

    def __init__(self, substitute: str, rule: str) -> None:
        """Put ``substitute`` in their place as ``rule`` says."""
        self._substitute = substitute
        self._rule = rule or "complete-all"
        self._before: list[str] = []
        self._before_text = ""

    def apply(self, entry: str) -> str:
        """The next entry of the bibliography, as a marked string."""
        found = _NAMES.search(entry)
        if found is None:
            self._before, self._before_text = [], ""
            return entry
        text, names = found[1], _NAME.findall(found[1])
        replaced = self._replaced(text, names)
        self._before, self._before_text = names, text
        entry = entry[: found.start()] + replaced + entry[found.end() :]
        return entry if replaced else _EMPTY_BLOCK.sub("", entry)

    def _replaced(self, text: str, names: list[str]) -> str:
        substitute = self._substitute
        if not names:
            # a title or another substitute stands where the names would be
            return substitute if text == self._before_text else text
        same = names == self._before
        if self._rule == "complete-all":
            return substitute if same and text == self._before_text else text
        if self._rule == "complete-each":
            return _NAME.sub(lambda _: substitute, text) if same else text
        shared = 0
        for name, before in zip(names, self._before, strict=False):
            if name != before:
                break
            shared += 1
        if self._rule == "partial-first":
            shared = min(shared, 1)
        return _NAME.sub(lambda _: substitute, text, count=shared) if shared else text
