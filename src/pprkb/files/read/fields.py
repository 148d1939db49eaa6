"""Reading the fields of a YAML mapping, with their lines."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple, TypeVar

from pprkb.files.read.shapes import Shape
from pprkb.files.report import Report
from pprkb.files.yaml.nodes import Mapping, Node, Scalar, Sequence, cut_by_comment
from pprkb.model.problem import Rule
from pprkb.text.number import whole_number
from pprkb.text.spelling import did_you_mean

E = TypeVar("E", bound=StrEnum)


_THOUSANDS = re.compile(r"[0-9]+|[0-9]{1,3}(?:[, \u202f\xa0][0-9]{3})+")
"""A whole number; between groups of three digits may be a comma or a space."""
_NUMBERS = {"since": "2015", "max": "5"}
"""Examples of whole numbers."""


class Text(NamedTuple):
    """A text value and its line."""

    text: str
    line: int


class Fields:
    """The fields of one mapping.

    Fields are read by name; `finish` reports the remaining ones, so that a misspelt name is never
    silently ignored.
    """

    def __init__(self, node: Node | None, report: Report, shape: Shape) -> None:
        """Read a mapping with the given shape, and report problems."""
        self.report = report
        self.shape = shape
        self.what = what = shape.what
        self.line = node.line if node else 1
        self._values: dict[str, Node] = {}
        self._lines: dict[str, int] = {}
        self._asked: set[str] = set()
        self.is_word = False
        """Whether a single value stands where the mapping should."""
        if isinstance(node, Mapping):
            self._take(node)
        elif node is not None and not (isinstance(node, Scalar) and not node.text):
            word = node.text if isinstance(node, Scalar) else ""
            self.is_word = bool(word)
            is_key = word and "reference" in shape.fields
            hint = f"write `reference: {word.removeprefix('@')}`" if is_key else ""
            message = f"{what} must be written as `name: value` lines"
            report.add(Rule.BAD_VALUE, node.line, message, hint)

    def _take(self, node: Mapping) -> None:
        for field in node.fields:
            if field.name in self._values:
                self.report.add(
                    Rule.DUPLICATE_ID,
                    field.line,
                    f'the field "{field.name}" occurs here a second time',
                    f"the first, on line {self._lines[field.name]}, is used; delete one",
                )
                continue
            self._values[field.name] = self._printable(field.value)
            self._lines[field.name] = field.line

    def _printable(self, value: Node) -> Node:
        """Return text or a list of texts without control characters; mappings are read later."""
        if isinstance(value, Scalar):
            if value.cut:
                self.report.add(Rule.CUT_BY_COMMENT, value.line, *cut_by_comment(value))
            text = self.report.printable(value.text, value.line)
            return value if text is value.text else replace(value, text=text)
        if isinstance(value, Sequence):
            return replace(value, items=tuple(self._printable(item) for item in value.items))
        return value

    def line_of(self, name: str) -> int:
        """Return the line of a field, or of the mapping if the field is absent."""
        return self._lines.get(name, self.line)

    def has(self, name: str) -> bool:
        """Return whether the field exists, even if empty."""
        return name in self._values

    def node(self, name: str) -> Node | None:
        """Return a field's value; None if it is absent or empty."""
        assert name in self.shape.fields, f"{self.what} has no field {name}"
        self._asked.add(name)
        value = self._values.get(name)
        if isinstance(value, Scalar) and value.is_nothing:
            return None
        return value

    def text(self, name: str, *, required: bool | None = None) -> str:
        """Return a text field; an empty string if it is absent.

        Args:
            name: The field.
            required: Whether a missing field is a problem; by default as its shape says.
        """
        value = self.node(name)
        if isinstance(value, Scalar):
            return value.text.strip()
        if value is not None:
            self._bad(name, value, "one value, not a list")
        elif self.shape.fields[name].needed if required is None else required:
            self.report.add(
                Rule.MISSING_VALUE, self.line_of(name), f'{self.what} needs the field "{name}"'
            )
        return ""

    def texts(self, name: str) -> tuple[Text, ...]:
        """Return the values of a list field; a single value counts as a list of one."""
        value = self.node(name)
        if isinstance(value, Scalar):
            return (Text(value.text.strip(), value.line),)
        if isinstance(value, Mapping):
            self._bad(name, value, "a list such as [one, two]")
            return ()
        found = []
        for item in value.items if value else ():
            if isinstance(item, Scalar) and item.text.strip():
                found.append(Text(item.text.strip(), item.line))
            else:
                self._bad(name, item, "a list of words")
        return tuple(found)

    def whole_number(self, name: str) -> int | None:
        """Return a whole number; commas or spaces may separate thousands."""
        minimum = self.shape.fields[name].least
        written = self.text(name)
        if not written:
            return None
        whole = _THOUSANDS.fullmatch(written)
        number = whole_number(re.sub(r"\D", "", written), least=minimum) if whole else None
        if number is not None:
            return number
        self.report.add(
            Rule.BAD_VALUE,
            self.line_of(name),
            f'"{name}: {written}" is not a whole number of at least {minimum}',
            f"write digits, such as {_NUMBERS.get(name, '14000')}"
            + (f'; a word such as "over" goes into {name}_qualifier' if name in ("k", "n") else ""),
        )
        return None

    def choice(self, name: str, choices: type[E]) -> E | None:
        """Return a member of an enumeration; None if it is absent or not a member."""
        word = self.word(name, self.shape.fields[name].words)
        return choices(word) if word else None

    def word(self, name: str, words: Collection[str], remark: str = "") -> str:
        """Return a word of a closed vocabulary in its usual spelling; empty if it is none.

        Args:
            name: The field.
            words: The vocabulary; case is ignored.
            remark: Added to the hint if the word is unknown.
        """
        written = self.text(name, required=False)
        for word in words:
            if written and word.casefold() == written.casefold():
                return word
        if written:
            self.report.add(
                Rule.BAD_VALUE,
                self.line_of(name),
                f'"{written}" is not a known {name}',
                did_you_mean(written, words, "use one of " + ", ".join(words)) + remark,
            )
        return ""

    def pair(self, name: str) -> tuple[str, str] | None:
        """Return a list of exactly two texts."""
        if self.node(name) is None:
            return None
        values = self.texts(name)
        if len(values) == 2:
            return values[0].text, values[1].text
        self.report.add(
            Rule.BAD_VALUE,
            self.line_of(name),
            f'"{name}" must name two things, here are {len(values)}',
            f"write {name}: [first, second]",
        )
        return None

    def mapping(self, name: str) -> Fields | None:
        """Return a field that is itself a mapping."""
        value = self.node(name)
        return None if value is None else Fields(value, self.report, self._shape_of(name))

    def _shape_of(self, name: str) -> Shape:
        shape = self.shape.fields[name].shape
        assert shape, f"{name} has no fields"
        return shape

    def silences(self, name: str) -> None:
        """Read the rules that the author silences, each with its reason."""
        value = self.node(name)
        if isinstance(value, Scalar | Sequence):
            self._bad(name, value, "written as a reason for each rule: `no-effects: a comment`")
            return
        for field in value.fields if value else ():
            written = field.value if isinstance(field.value, Scalar) else None
            reason = written.text.strip() if written and not written.is_nothing else ""
            self.report.silence(field.name.strip(), reason, field.line)

    def items(self, name: str) -> Iterator[Fields]:
        """Yield the members of a list of mappings."""
        value = self.node(name)
        if value is None:
            return
        if not isinstance(value, Sequence):
            what = self._shape_of(name).what
            self._bad(name, value, f"a list, each {what} beginning with a hyphen")
            return
        for item in value.items:
            yield Fields(item, self.report, self._shape_of(name))

    def finish(self) -> None:
        """Report the fields that have not been read."""
        for name in self._values:
            if name not in self._asked:
                known = sorted(self._asked)
                others = "its fields are " + ", ".join(known)
                meant = () if name in self.shape.fields else self.shape.fields
                self.report.add(
                    Rule.UNKNOWN_FIELD,
                    self._lines[name],
                    f'{self.what} has no field "{name}"',
                    did_you_mean(name, meant, others),
                )

    def _bad(self, name: str, value: Node, wanted: str) -> None:
        self.report.add(Rule.BAD_VALUE, value.line, f'"{name}" must be {wanted}')
