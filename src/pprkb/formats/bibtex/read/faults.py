"""Problems of the entries of a .bib text: errors, remarks, and the comments that silence them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from pprkb.formats.bibtex.fields import suggestion
from pprkb.formats.bibtex.read.inherit import Node
from pprkb.formats.bibtex.read.titles import is_wholly_braced
from pprkb.formats.bibtex.scan.blocks import Flaw, Lines, RawBlock
from pprkb.formats.bibtex.scan.macros import Macros
from pprkb.formats.bibtex.scan.split import plain_entry
from pprkb.formats.field_values import bare_doi
from pprkb.formats.latex.decode import verbatim
from pprkb.formats.titles.case import is_title_case
from pprkb.formats.titles.words import is_english_title
from pprkb.model.problem import Location, Problem, Rule
from pprkb.model.reference import Reference, moved
from pprkb.text.markup import strip_tags
from pprkb.text.spelling import nfc

# -- problems ------------------------------------------------------------------------------------

_HTML = re.compile(r"\s*(?:<!doctype html|<html|<\?xml|<head|<body)", re.IGNORECASE)
_COMMENT_LINE = re.compile(r"\s*(?:%.*)?$")


class Faults:
    """Collects the problems of one text."""

    def __init__(self, text: str, path: str) -> None:
        """Prepare to collect the problems of a text; the path appears in their messages."""
        self.text = text
        self.path = path
        self.lines = Lines(text)
        self.macros = Macros(most=1_000_000 + 10 * len(text))
        self.problems: list[tuple[int, int, Problem]] = []
        self.field_lines: dict[tuple[int, str], list[int]] = {}
        self.later: dict[str, int] = {}
        """Line of the first definition of each macro, to report what is defined too late."""

    def problem(self, rule: Rule, line: int, message: str, hint: str = "", key: str = "") -> None:
        """Report a problem."""
        problem = Problem(
            rule=rule,
            at=Location(path=self.path, line=line),
            message=message,
            hint=hint,
            key=key,
        )
        self.problems.append((line, len(self.problems), problem))

    def flaw(self, flaw: Flaw, key: str) -> None:
        """Report a flaw of a block."""
        message = flaw.message
        if flaw.other >= 0:
            message = f"{message} (line {self.lines.at(flaw.other)})"
        self.problem(
            flaw.rule,
            self.lines.at(flaw.offset),
            message,
            flaw.hint,
            key if flaw.key is None else flaw.key,
        )

    def nul_bytes(self, text: str) -> None:
        """Report NUL bytes."""
        count = text.count("\0")
        self.problem(
            Rule.NUL_BYTES,
            self.lines.at(text.index("\0")),
            f"there {'is 1 NUL byte' if count == 1 else f'are {count} NUL bytes'}; "
            "the file may be damaged",
            "delete them, or take the file from a backup",
        )

    def no_entries(self, text: str, has_blocks: bool) -> None:
        """Report a text that holds no entry."""
        if _HTML.match(text):
            self.problem(
                Rule.NO_ENTRIES,
                1,
                "no entries found: the file looks like HTML, not like BibTeX",
                "download the file again",
            )
        elif not has_blocks and not all(_COMMENT_LINE.match(row) for row in text.splitlines()):
            self.problem(
                Rule.NO_ENTRIES,
                1,
                "no entries found",
                "a BibTeX entry begins with @, such as @article{smith2003,",
            )

    def again(self, problem: Problem, shift: int) -> None:
        """Report a problem of an earlier reading, on its line now."""
        problem = moved(problem, shift)
        self.problems.append((problem.at.line, len(self.problems), problem))

    def duplicate_key(self, key: str, line: int, first: Node) -> None:
        """Report a key that was used before."""
        if nfc(first.key) == nfc(key):
            message = f"the key {key} was used on line {first.line} already"
        else:
            message = f"{key} and {first.key} (line {first.line}) are the same key for BibTeX"
        hint = "the first entry counts; rename or delete this one"
        self.problem(Rule.DUPLICATE_KEY, line, message, hint, key)

    def unknown_type(self, block: RawBlock, line: int) -> None:
        """Report an entry's type that is not known."""
        if not block.type:
            message, hint = "the entry has no type", "write one after the @, such as @article{"
        else:
            message = f"the entry type {block.type} is not known"
            guess = suggestion(block.type)
            hint = f"did you mean @{guess}?" if guess else "write a type of BibTeX or biblatex"
        self.problem(Rule.UNKNOWN_TYPE, line, message, hint, block.key)

    def duplicate_field(
        self, block: RawBlock, name: str, line: int, places: dict[str, list[int]]
    ) -> None:
        """Report a repeated field; `places` holds the lines that are not reported yet."""
        if name not in places:
            found = self.lines_of_field(block, name) or [line]
            places[name] = [*found[:1], *reversed(found[1:])]
        lines = places[name]
        here = lines.pop() if len(lines) > 1 else line
        self.problem(
            Rule.DUPLICATE_FIELD,
            here,
            f"the second {name} is ignored: BibTeX keeps the first (line {lines[0]})",
            "delete one of the two",
            block.key,
        )

    def undefined(self, block: RawBlock, name: str, line: int) -> None:
        """Report macros of a field that are not defined, or stand for too much."""
        places = self.lines_of_field(block, name)
        for macro in dict.fromkeys(self.macros.too_long):
            self.problem(
                Rule.UNDEFINED_STRING,
                places[0] if places else line,
                f"{macro} expands to more text than any {name} needs; {name} is read without it",
                f"shorten @string{{{macro} = ...}}, or put the text itself in braces",
                block.key,
            )
        for macro in dict.fromkeys(self.macros.undefined):
            later = self.later.get(macro.lower())
            here = places[0] if places else line
            if later is not None and later >= here:
                message = (
                    f"{macro} is defined only later (line {later}); BibTeX leaves {name} empty"
                )
                hint = "move the @string before the entry"
            else:
                message = f"{macro} is not defined; BibTeX leaves {name} empty"
                hint = f"put the text in braces, or define @string{{{macro} = {{...}}}} before"
            self.problem(Rule.UNDEFINED_STRING, here, message, hint, block.key)

    def lines_of_field(self, block: RawBlock, name: str) -> list[int]:
        """Return the lines on which a field of a block begins."""
        known = self.field_lines.get((block.start, name))
        if known is None:
            known = self.field_lines[block.start, name] = self._find_lines(block, name)
        return known

    def _find_lines(self, block: RawBlock, name: str) -> list[int]:
        fields = block.fields
        if block.plain and not fields and (again := plain_entry(self.text, block.start)):
            fields = again.fields
        offsets = [field.offset for field in fields if field.name == name]
        if not offsets or min(offsets) < 0:
            pattern = re.compile(rf"(?<=[\s,{{(]){re.escape(name)}\s*=", re.IGNORECASE)
            offsets = [m.start() for m in pattern.finditer(self.text, block.start, block.end)]
        return [self.lines.at(offset) for offset in offsets]


# -- remarks and silences ------------------------------------------------------------------------

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
