"""How an entry is laid out, so that what is added looks like what is there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from pprkb.formats.bibtex.places import EntryPlace, Places
from pprkb.formats.bibtex.values import MONTHS
from pprkb.model.errors import EditError

T = TypeVar("T")

_LINE_END = re.compile(r"\r\n|\r|\n")
_QUOTE_MARK = re.compile(r'[{}"]')


def line_end_near(text: str, offset: int) -> str:
    r"""Return the line end in use where an edit stands: the last before it, else the first after.

    A text of one line gets `\n`.
    """
    start = max(0, offset - 4000)
    before = _LINE_END.findall(text, start, offset)
    if not before and start:
        before = _LINE_END.findall(text, 0, offset)
    if before:
        return str(before[-1])
    after = _LINE_END.search(text, offset)
    return after.group() if after else "\n"


def with_line_ends(value: str, line_end: str) -> str:
    """Return a text with all of its line ends alike."""
    return _LINE_END.sub(line_end, value)


def check_braces(value: str, name: str) -> None:
    """Refuse a value that would end too early or never; a backslash does not escape a brace."""
    depth = 0
    for mark in re.findall(r"[{}]", value):
        depth += 1 if mark == "{" else -1
        if depth < 0:
            break
    if depth:
        raise EditError(
            f"the braces of the new {name} are not balanced",
            hint=r"write \textbraceleft{} or \textbraceright{}",
        )


def delimited(value: str, like: str, *, month: bool = False) -> str:
    """Return a value with the delimiters that another one has, where they fit.

    Args:
        value: The text between the delimiters; its braces are balanced.
        like: The other value as it stands in the file; empty where there is none.
        month: Whether names of months may stand bare, as BibTeX's macros.
    """
    bare = like[:1] not in ("{", '"') and "#" not in like and bool(like)
    if bare and value.isascii() and value.isdigit():
        return value
    if month and (bare or not like) and value.lower() in MONTHS:
        return value
    if like.startswith('"') and "#" not in like and _fits_quotes(value):
        return f'"{value}"'
    return f"{{{value}}}"


def _fits_quotes(value: str) -> bool:
    depth = 0
    for mark in _QUOTE_MARK.findall(value):
        if mark == '"' and depth == 0:
            return False
        depth += {"{": 1, "}": -1, '"': 0}[mark]
    return True


class Layout:
    """The habits of an entry; where it has no fields, those of the nearest entry that has some.

    Args:
        places: The text.
        entry: The entry.
    """

    def __init__(self, places: Places, entry: EntryPlace) -> None:
        self.text = places.text
        self.entry = entry
        self.model = entry if entry.fields else _nearest_with_fields(places, entry)
        self.line_end = line_end_near(self.text, entry.key_end)

    def added(self, name: str, value: str, *, as_written: bool) -> str:
        """Return what stands between the last value and the end of the new one.

        Args:
            name: The new field's name.
            value: Its text, or with `as_written` its value with delimiters.
            as_written: Take the value as it is.
        """
        name = self._name(name)
        before, after = self._around_equals(name)
        if not as_written:
            value = delimited(value, self._like(value), month=name.lower() == "month")
        return f"{self._separator()}{name}{before}={after}{value}"

    def _separator(self) -> str:
        """Return what usually stands between two fields: comma, line end and indentation."""
        model, text = self.model, self.text
        if model is None:
            return f",{self.line_end}  "
        ends = [model.key_end, *(field.value_end for field in model.fields)]
        gaps = [text[end : field.start] for end, field in zip(ends, model.fields, strict=False)]
        if len(gaps) > 1:
            # What follows the key is often not what follows a field.
            gaps = gaps[1:]
        gap = _usual(gaps)
        if model is not self.entry:
            gap = with_line_ends(gap, self.line_end)
        lines = _LINE_END.split(gap)
        if len(lines) < 3:
            return gap
        # A blank line between two fields is no habit worth keeping.
        comma_first = "," in lines[-1]
        return ("" if comma_first else ",") + self.line_end + lines[-1]

    def _around_equals(self, name: str) -> tuple[str, str]:
        """Return the blanks before and after the `=`."""
        if self.model is None:
            return " ", " "
        text, fields = self.text, self.model.fields
        around = []
        columns: list[tuple[int, int, int]] = []
        for field in fields:
            between = text[field.name_end : field.value_start]
            before, _, after = between.partition("=")
            around.append((before, after))
            if not _LINE_END.search(between):
                columns.append((len(field.name), len(before), len(after)))
        before, after = _usual(around)
        if len({length for length, _, _ in columns}) > 1 and "\t" not in before + after:
            width, share = Counter(n + b for n, b, _ in columns).most_common(1)[0]
            if share * 3 > len(columns) * 2:
                return " " * max(width - len(name), min(1, *(b for _, b, _ in columns))), after
            width, share = Counter(n + b + a for n, b, a in columns).most_common(1)[0]
            if share * 3 > len(columns) * 2:
                blanks = max(width - len(name) - len(before), min(1, *(a for _, _, a in columns)))
                return before, " " * blanks
        if _LINE_END.search(before + after):
            return " ", " "
        return before, after

    def _name(self, name: str) -> str:
        """Return a name in capitals where all names of the entry have them."""
        if self.model is None:
            return name
        names = [self.text[field.start : field.name_end] for field in self.model.fields]
        if all(other.isupper() for other in names):
            return name.upper()
        if all(other[:1].isupper() for other in names):
            return "-".join(part.capitalize() for part in name.split("-"))
        return name

    def _like(self, value: str) -> str:
        """Return a value of the entry whose delimiters a new one shall have."""
        if self.model is None:
            return ""
        written = [self.text[f.value_start : f.value_end] for f in self.model.fields]
        numbers = [raw for raw in written if raw.strip('{}"').isdigit()]
        if value.isdigit() and numbers:
            return str(_usual([raw[:1] if raw[:1] in '{"' else "0" for raw in numbers]))
        marks = [raw[0] for raw in written if raw[:1] in ("{", '"') and "#" not in raw]
        return str(_usual(marks)) if marks else ""


def _usual(habits: Iterable[T]) -> T:
    """Return the most frequent, of several the last."""
    habits = list(habits)
    counts = Counter(habits)
    most = max(counts.values())
    return next(habit for habit in reversed(habits) if counts[habit] == most)


def _nearest_with_fields(places: Places, entry: EntryPlace) -> EntryPlace | None:
    blocks = sorted(
        (block for block in places.blocks if block.fields),
        key=lambda block: abs(block.start - entry.start),
    )
    for block in blocks:
        if places.is_sound(block):
            return places.place(block)
    return None
