"""A .bib text to references, and everything that is wrong with it."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from pprkb.formats.bibtex.fields import READ, VERBATIM
from pprkb.formats.bibtex.read import inherit
from pprkb.formats.bibtex.read.faults import Faults, remarks, silences_in
from pprkb.formats.bibtex.read.memory import Memory, Remembered
from pprkb.formats.bibtex.read.reference import to_reference
from pprkb.formats.bibtex.read.titles import Braces, Habits, braces_of, habits_of
from pprkb.formats.bibtex.scan.blocks import BlockKind, RawBlock
from pprkb.formats.bibtex.scan.macros import Macros
from pprkb.formats.bibtex.scan.split import blanked, entry_at, split
from pprkb.formats.latex.decode import decode
from pprkb.formats.latex.encode import decode_entities, without_controls
from pprkb.model.problem import BIBTEX_FIELD, Location, Problem, Rule, Silence, read_silence
from pprkb.model.reference import Reference, moved
from pprkb.text.spelling import caseless

_UNUSABLE_IN_CITE = re.compile(r"[\\#%~{}\"]")
_ADDRESSES = VERBATIM | {"url", "doi"}
_FAR = (Rule.UNDEFINED_STRING, Rule.DUPLICATE_FIELD)
"""Problems that speak of other lines or of other blocks."""
_MOST = 300_000
"""Entries that are remembered, whether the last reading met them or not."""
_PLENTY = 100_000
"""Characters that macros may stand for, of which no entry needs as many."""
_STRING = re.compile(r"@\s*string", re.IGNORECASE)


Take = Callable[[Reference, str], None]
"""A function that is called with each reference and its mark, see `BibtexFile.marks`."""


@dataclass(frozen=True, kw_only=True)
class EntrySpan:
    """The exact position of a block, for edits that leave every other byte alone."""

    kind: BlockKind
    key: str
    """Citation key as spelled; the macro's name of an `@string`; else empty."""
    start: int
    """Offset of the `@` into the text that was read."""
    end: int
    """Offset behind the block's last character."""
    line: int
    """Line of `start`, counted from 1."""


@dataclass(frozen=True, kw_only=True)
class BibtexFile:
    """The contents of a .bib text."""

    references: tuple[Reference, ...]
    """In file order; of entries with the same key, the first."""
    problems: tuple[Problem, ...]
    """In file order."""
    entries: tuple[EntrySpan, ...]
    """All blocks, `@string`, `@preamble` and `@comment` among them, in file order."""
    remarks: tuple[Problem, ...] = ()
    """Things read correctly, but worth mentioning, in file order."""
    silences: tuple[Silence, ...] = ()
    """Rules that entries silence."""
    parents: frozenset[str] = frozenset()
    """Keys of entries that other entries inherit fields from or refer to."""
    marks: tuple[str, ...] = ()
    """Of each reference a digest of all that it was read from, but not of its place."""


def read_bibtex(
    text: str,
    *,
    path: str = "references.bib",
    memory: Memory | None = None,
    take: Take | None = None,
) -> BibtexFile:
    """Read a BibTeX or biblatex file.

    Damage never stops the reading: it becomes a problem, and the entries around it are read.
    Meaning follows BibTeX: keys are case-blind, of two equal keys or fields the first one counts,
    a backslash does not escape a brace, a macro must be defined before it is used.

    Args:
        text: The whole file, decoded; any line ends, with or without a byte order mark.
        path: Path for the problems and for `Reference.at`.
        memory: What earlier readings have found; entries that have not changed are not read again.
            None to remember nothing, which uses less than half the memory.
        take: Is called with each reference, so that not all have to be in memory at once; the
            result then has no references, marks and entries.

    Returns:
        References, problems and places, each in file order.
    """
    # A large file makes a million objects and no cycles among them; the cycle collector would look
    # at them again and again, for a third of the time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        made = _Reading(text, path, memory, take).run()
        return made or _Reading(text, path, memory, take, fresh=True).made()
    finally:
        if was_enabled:
            gc.enable()


class _Reading(Faults):
    """The state of one reading."""

    def __init__(
        self,
        text: str,
        path: str,
        memory: Memory | None,
        take: Take | None,
        *,
        fresh: bool = False,
    ) -> None:
        super().__init__(text, path)
        self.memory = memory
        self.references: list[Reference] = []
        self.marks: list[str] = []
        self.take = take or self._keep
        self.keeps = take is None
        self.remembered: Mapping[str, Remembered] = (
            {} if fresh or memory is None else memory.of(path)
        )
        self.met: dict[str, Remembered] = {}
        """Entries that are not read again, by key in the form of `caseless`."""
        self.braces: dict[str, Braces] = {}
        """What the titles of these entries show about the conventions of the file."""
        self.drafts: dict[str, _Draft] = {}
        """Entries to be remembered, likewise."""
        self.remarks: list[Problem] = []
        self.silences: list[Silence] = []
        self.spans: list[EntrySpan] = []
        self.nodes: dict[str, inherit.Node] = {}
        self.blocks: dict[str, RawBlock] = {}

    def made(self) -> BibtexFile:
        """Read without the memory."""
        made = self.run()
        assert made is not None
        return made

    def run(self) -> BibtexFile | None:
        """Read; None if the habits of the file are not those that are remembered."""
        if "\0" in self.text:
            self.nul_bytes(self.text)
        text = self.text = blanked(self.text)
        # One at a time: all blocks with their fields would use more memory than the file.
        blocks: Iterable[RawBlock] = split(text, self.remembered)
        if _STRING.search(text):
            blocks = list(blocks)
            for block in blocks:
                if block.kind is BlockKind.STRING and block.fields:
                    name = block.fields[0].name
                    self.later.setdefault(name, self.lines.at(block.start))
        places: list[tuple[int, int]] = []
        has_blocks = has_entries = False
        for block in blocks:
            if self.memory is not None:
                places.append((block.start, block.end))
            has_blocks = True
            has_entries |= block.kind is BlockKind.ENTRY
            self._block(block)
        if not has_entries:
            self.no_entries(text, has_blocks)
        self._fill_parents()
        inherit.resolve(self.nodes, self._inheritance_problem)
        nodes = [node for node in self.nodes.values() if node.type != "xdata"]
        habits = habits_of(self._braces(node) for node in nodes)
        if any(known.habits != habits for known in self.met.values()):
            return None
        parents = inherit.parents(self.nodes)
        self.nodes.clear()
        self._references(nodes, habits)
        self.problems.sort(key=lambda item: item[:2])
        if self.memory is not None:
            self.memory.last[self.path] = text, places
            self.memory.forget(_MOST)
        return BibtexFile(
            references=tuple(self.references),
            problems=tuple(problem for _, _, problem in self.problems),
            entries=tuple(self.spans),
            remarks=tuple(self.remarks),
            silences=tuple(self.silences),
            parents=parents,
            marks=tuple(self.marks),
        )

    def _inheritance_problem(self, node: inherit.Node, message: str, hint: str) -> None:
        self.problem(Rule.CROSSREF, node.line, message, hint, node.key)

    # -- blocks --------------------------------------------------------------------------------

    def _block(self, block: RawBlock) -> None:
        line = self.lines.at(block.start)
        known = self._known(block)
        key = block.key
        if block.kind is BlockKind.STRING and block.fields:
            key = block.fields[0].name
        if self.keeps and block.end > block.start:
            self.spans.append(
                EntrySpan(kind=block.kind, key=key, start=block.start, end=block.end, line=line)
            )
        for flaw in block.flaws:
            self.flaw(flaw, key)
        if block.kind is BlockKind.STRING:
            for field in block.fields:
                raw = field.raw if field.salvaged is None else f"{{{field.salvaged}}}"
                self.macros.define(field.name, raw)
                self.undefined(block, field.name, line)
        elif known:
            self._known_entry(block, line, known)
        elif block.kind is BlockKind.ENTRY:
            self._entry(block, line)

    def _known(self, block: RawBlock) -> Remembered | None:
        """Return the known result of an entry, if it still holds; else complete the block."""
        if block.kind is not BlockKind.ENTRY or block.flaws or not self.remembered:
            return None
        known = self.remembered.get(self.text[block.start : block.end])
        if (
            known
            and (not known.macros or self.macros.mean(known.macros))
            and (not known.spent or self.macros.left - known.spent > _PLENTY)
        ):
            block.key, block.type = known.reference.key, known.type
            return known
        if not block.type:
            made = entry_at(self.text, block.start)
            block.key, block.type, block.fields = made.key, made.type, made.fields
        return None

    def _known_entry(self, block: RawBlock, line: int, known: Remembered) -> None:
        self.macros.left -= known.spent
        for problem in known.problems:
            self.again(problem, line - known.line)
        folded = caseless(block.key)
        if first := self.nodes.get(folded):
            self.duplicate_key(block.key, line, first)
            return
        fields = dict(known.links)
        self.nodes[folded] = inherit.Node(key=block.key, type=block.type, fields=fields, line=line)
        self.blocks[folded] = block
        self.met[folded] = known

    def _fill_parents(self) -> None:
        """Restore the fields of remembered entries that other entries inherit from."""
        for node in list(self.nodes.values()):
            for name in ("crossref", "xdata"):
                if name not in node.fields:
                    continue
                for key in node.fields[name].split(","):
                    folded = caseless(key.strip())
                    if known := self.met.get(folded):
                        parent = self.nodes[folded]
                        parent.fields = self._fields(self.blocks[folded], known)

    def _fields(self, block: RawBlock, known: Remembered) -> dict[str, str]:
        """Return the fields of a remembered entry; it was read without any problem of macros."""
        macros = Macros(given=known.macros)
        fields: dict[str, str] = {}
        for field in entry_at(self.text, block.start).fields:
            fields.setdefault(field.name, self._clean(field.name, macros.value(field.raw)))
        return fields

    def _braces(self, node: inherit.Node) -> Braces:
        """Return what the title of an entry shows about the conventions of the file."""
        folded = caseless(node.key)
        if known := self.met.get(folded):
            return known.title
        found = braces_of(node.fields.get("title", ""))
        if self.memory is not None:
            self.braces[folded] = found
        return found

    def _entry(self, block: RawBlock, line: int) -> None:
        key = block.key
        if self.memory is not None:
            self.memory.read += 1
        self.macros.asked = {}
        left, before = self.macros.left, len(self.problems)
        if block.type not in READ and block.type != "xdata":
            self.unknown_type(block, line)
        fields: dict[str, str] = {}
        places: dict[str, list[int]] = {}
        for field in block.fields:
            if field.name in fields:
                self.duplicate_field(block, field.name, line, places)
                continue
            if field.salvaged is not None:
                fields[field.name] = self._clean(field.name, field.salvaged)
                continue
            fields[field.name] = self._clean(field.name, self.macros.value(field.raw))
            if self.macros.undefined or self.macros.too_long:
                self.undefined(block, field.name, line)
        if not key:
            if not any(flaw.rule is Rule.MISSING_KEY for flaw in block.flaws):
                self.problem(
                    Rule.MISSING_KEY,
                    line,
                    "the entry has no key",
                    f"write a key after the brace: @{block.type or 'article'}{{smith2003,",
                )
            return
        folded = caseless(key)
        if _UNUSABLE_IN_CITE.search(key) and not any(f.rule is Rule.BAD_KEY for f in block.flaws):
            self.problem(
                Rule.BAD_KEY,
                line,
                f"the key {key} holds a character that LaTeX cannot cite",
                "write keys in letters, digits and : . _ - + /",
                key,
            )
        first = self.nodes.get(folded)
        if first is not None:
            self.duplicate_key(key, line, first)
            return
        if self.memory is not None and self._may_be_remembered(block, fields, before):
            self.drafts[folded] = _Draft(
                macros=tuple(self.macros.asked.items()),
                spent=left - self.macros.left,
                problems=tuple(problem for _, _, problem in self.problems[before:]),
            )
        self.nodes[folded] = inherit.Node(key=key, type=block.type, fields=fields, line=line)
        self.blocks[folded] = block
        if block.plain:
            # Where a problem needs the place of one, the entry is cut again.
            block.fields = []

    def _may_be_remembered(self, block: RawBlock, fields: dict[str, str], before: int) -> bool:
        """Return whether the result of an entry depends on its text and its macros alone."""
        return not (
            block.flaws
            or block.type == "xdata"
            or "crossref" in fields
            or "xdata" in fields
            or any(problem.rule in _FAR for _, _, problem in self.problems[before:])
        )

    @staticmethod
    def _clean(name: str, value: str) -> str:
        """Remove control characters and HTML entities that other programs leave in values."""
        if not value.isprintable():
            value = without_controls(value)
        if "&" in value and ";" in value and name not in _ADDRESSES:
            value = decode_entities(value)
        return value

    # -- references ----------------------------------------------------------------------------

    def _keep(self, reference: Reference, mark: str) -> None:
        self.references.append(reference)
        self.marks.append(mark)

    def _references(self, nodes: list[inherit.Node], habits: Habits) -> None:
        """Convert nodes to references, emptying the list on the way because nodes are large."""
        nodes.reverse()
        while nodes:
            node = nodes.pop()
            if known := self.met.get(caseless(node.key)):
                shift = node.line - known.line
                self.take(moved(known.reference, shift), known.mark)
                for problem in known.later:
                    self.again(problem, shift)
                self.remarks += (moved(remark, shift) for remark in known.remarks)
                self.silences += (moved(silence, shift) for silence in known.silences)
            else:
                self.take(*self._reference(node, habits))

    def _reference(self, node: inherit.Node, habits: Habits) -> tuple[Reference, str]:
        """Return the reference of an entry with its mark, and remember what was found."""
        before = len(self.problems), len(self.remarks), len(self.silences)

        def report(rule: Rule, name: str, message: str, hint: str) -> None:
            # What is inherited was told of the parent.
            if name not in node.inherited:
                self.problem(rule, self._place(node, name).line, message, hint, node.key)

        reference = to_reference(
            node.key,
            node.type,
            dict(node.fields),
            at=Location(path=self.path, line=node.line),
            unbrace_titles=habits.unbrace,
            braced_capitals=habits.capitals,
            report=report,
        )
        for remark in remarks(node.fields, reference, unbrace_titles=habits.unbrace):
            if remark.field not in node.inherited:
                rule, name, message, hint = remark
                at = self._place(node, name)
                self.remarks.append(
                    Problem(rule=rule, at=at, message=message, hint=hint, key=node.key)
                )
        if BIBTEX_FIELD in node.fields:
            self._silences(node)
        mark = _mark(node, habits)
        folded = caseless(node.key)
        draft = self.drafts.get(folded)
        if draft and self.memory is not None:
            block = self.blocks[folded]
            self.memory.add(
                self.path,
                self.text[block.start : block.end],
                Remembered(
                    line=node.line,
                    type=node.type,
                    reference=reference,
                    mark=mark,
                    habits=habits,
                    title=self.braces[folded],
                    macros=draft.macros,
                    spent=draft.spent,
                    links=inherit.links(node),
                    problems=draft.problems,
                    later=tuple(problem for _, _, problem in self.problems[before[0] :]),
                    remarks=tuple(self.remarks[before[1] :]),
                    silences=tuple(self.silences[before[2] :]),
                ),
            )
        return reference, mark

    def _place(self, node: inherit.Node, name: str) -> Location:
        """Return the line of a field, or of its entry where it is not found."""
        lines = self.lines_of_field(self.blocks[caseless(node.key)], name)
        return Location(path=self.path, line=lines[0] if lines else node.line)

    def _silences(self, node: inherit.Node) -> None:
        at = self._place(node, BIBTEX_FIELD)
        for rule, reason in silences_in(decode(node.fields[BIBTEX_FIELD])):
            silence = read_silence(rule, reason, key=node.key, at=at)
            if isinstance(silence, Silence):
                self.silences.append(silence)
            else:
                self.problems.append((at.line, len(self.problems), silence))


class _Draft(NamedTuple):
    """What is known about an entry before its fields are interpreted; see `Remembered`."""

    macros: tuple[tuple[str, str], ...]
    spent: int
    problems: tuple[Problem, ...]


def _mark(node: inherit.Node, habits: Habits) -> str:
    """Return a digest of all that a reference is read from."""
    said = repr((node.key, node.type, node.fields, habits))
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
