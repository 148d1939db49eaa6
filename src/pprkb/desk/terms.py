"""What an author calls a topic or a type of research."""

from __future__ import annotations

from collections.abc import Mapping

from pprkb.files.read.vocabulary import Term, names_of
from pprkb.model.errors import NotFoundError
from pprkb.text.folding import caseless
from pprkb.text.spelling import did_you_mean


def term_id(word: str, terms: Mapping[str, Term], kind: str) -> str:
    """Return the id of a term by its id, label or alias, in any case.

    Args:
        word: What the author calls it.
        terms: All terms of its kind, by id.
        kind: "topic" or "research type", for the message.

    Raises:
        NotFoundError: No term has that name.
    """
    names = names_of(terms.values())
    if found := names.get(caseless(word)):
        return found
    listed = "`pprkb topics` lists them" if kind == "topic" else "`pprkb topics --types` lists them"
    raise NotFoundError(f'there is no {kind} "{word}"', hint=did_you_mean(word, names, listed))
