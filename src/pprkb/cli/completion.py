"""Shell completion of keys, topics and styles.

Completion must be fast and never fail: if the library cannot be read, it offers nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click
from click.shell_completion import CompletionItem

import pprkb
from pprkb.model.errors import PprkbError

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _completer(kind: str) -> Completer:
    """Return a completer for one kind of `pprkb.query.terms.Names`."""

    def complete(
        ctx: click.Context, _parameter: click.Parameter, begun: str
    ) -> list[CompletionItem]:
        from pprkb.query.terms import Names, known_names

        common = ctx.find_root().params
        try:
            opened = pprkb.KnowledgeBase.open(
                ctx.params.get("library") or common.get("library"),
                ctx.params.get("database") or common.get("database"),
            )
        except (OSError, PprkbError):
            return []
        names = known_names(opened.database.resolve(), Names[kind], begun)
        return [CompletionItem(name, help=words) for name, words in names]

    return complete


def _items(names: Iterable[tuple[str, str]], begun: str) -> list[CompletionItem]:
    folded = begun.casefold()
    return [
        CompletionItem(name, help=words)
        for name, words in names
        if name.casefold().startswith(folded)
    ]


complete_key = _completer("KEYS")
complete_reference = _completer("REFERENCES")
complete_name = _completer("KEYS_AND_TOPICS")
complete_summary = _completer("SUMMARIES")
complete_topic = _completer("TOPICS")
complete_keyword = _completer("KEYWORDS")
complete_type = _completer("RESEARCH_TYPES")
complete_list = _completer("READING_LISTS")


def complete_kind(
    _ctx: click.Context, _parameter: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Complete kinds of works."""
    from pprkb.model.kinds import KINDS

    return _items(((kind, "") for kind in KINDS), begun)


def complete_style(
    _ctx: click.Context, _parameter: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Complete names of citation styles; paths of `.csl` files are not completed."""
    from pprkb.csl.files.styles import USUAL_NAMES, find_styles

    called = [(name, style) for name, style in USUAL_NAMES.items() if name != style]
    return _items([*called, *((one.name, one.title) for one in find_styles(begun))], begun)
