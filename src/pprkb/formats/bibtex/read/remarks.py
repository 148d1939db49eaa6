"""Remarks on fields that are read as intended, and rules that an entry silences."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from pprkb.formats.bibtex.read.titles import is_wholly_braced
from pprkb.formats.field_values import bare_doi
from pprkb.formats.latex.decode import verbatim
from pprkb.formats.titles.case import is_title_case
from pprkb.formats.titles.words import is_english_title
from pprkb.model.problem import Rule
from pprkb.model.reference import Reference
from pprkb.text.markup import strip_tags

_NEXT = re.compile(r";\s*(?=[\w-]+\s*(?::|;|\Z))")
_CODES = frozenset(rule.value for rule in Rule)


class Remark(NamedTuple):
    """A remark on one field."""

    rule: Rule
    field: str
    message: str
    hint: str


def remarks(
    fields: Mapping[str, str], reference: Reference, *, unbrace_titles: bool
) -> Iterator[Remark]:
    """Yield remarks on the fields of an entry.

    Args:
        fields: Undecoded values by lower-case name.
        reference: The reference read from them.
        unbrace_titles: Braces around whole titles carry no meaning in this file.
    """
    title = fields.get("title", "").strip()
    if not unbrace_titles and is_wholly_braced(title) and _is_printed_in_title_case(reference):
        yield Remark(
            Rule.TITLE_BRACED,
            "title",
            "the braces around the whole title keep its Title Case",
            "take the outer braces away and put names alone in braces",
        )
    raw = verbatim(fields.get("doi", ""))
    if raw and raw != bare_doi(raw):
        yield Remark(
            Rule.UNUSUAL_FORM,
            "doi",
            f'the DOI is written as "{raw}"',
            f"write {bare_doi(raw)}",
        )


def _is_printed_in_title_case(reference: Reference) -> bool:
    title = strip_tags(reference.title)
    return is_title_case(title) and is_english_title(title, reference.language)


def silences_in(value: str) -> Iterator[tuple[str, str]]:
    """Yield the rules and reasons of the field that silences rules.

    Args:
        value: Decoded, such as `missing-doi: never had one; no-effects: a comment`. A reason may
            hold a semicolon.
    """
    for piece in _pieces(" ".join(value.split())):
        rule, _, reason = piece.partition(":")
        if rule.strip(" ;"):
            yield rule.strip(" ;"), reason.strip(" ;")


def without_silences(value: str, rules: Collection[str]) -> str:
    """Return a value of that field without some rules; the rest stays as it is written."""
    pieces = _pieces(value)
    kept = [piece for piece in pieces if piece.partition(":")[0].strip(" ;\r\n\t") not in rules]
    return value if len(kept) == len(pieces) else "; ".join(piece.strip(" ;") for piece in kept)


def _pieces(value: str) -> list[str]:
    """Split a value at the semicolons that begin another rule."""
    pieces: list[str] = []
    for piece in _NEXT.split(value):
        rule, colon, _ = piece.partition(":")
        if pieces and not colon and rule.strip() not in _CODES:
            pieces[-1] += f"; {piece}"
        else:
            pieces.append(piece)
    return pieces
