"""Fixes problems with a certain fix, and verifies that nothing else has changed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from pprkb.check.references import DAMAGE
from pprkb.check.rules import findings
from pprkb.files.change import Change, patch
from pprkb.files.exact_text import edit_exactly
from pprkb.files.folder import Scan, SourceFile, kind_of
from pprkb.files.front_matter import with_heading
from pprkb.files.read.load import load_library
from pprkb.files.rename import TOPIC_FIELDS, rename_reference
from pprkb.files.text import MARKS, take_out_controls
from pprkb.files.yaml.edit import edit_body, remove, replace_values, set_value
from pprkb.files.yaml.places import Path
from pprkb.formats.bibtex.edit.fix import (
    bare_dois,
    fix_syntax,
    plain_name_lists,
    unsilenced,
    without_repeated_entries,
    without_repeated_fields,
)
from pprkb.model.errors import EditError
from pprkb.model.library import FileKind, Library
from pprkb.model.problem import BIBTEX_FIELD, YAML_FIELD, Findings, Fix, Problem, Rule, Subject
from pprkb.model.reference import Reference
from pprkb.model.shown import Shown, how_many

Wanted = Callable[[Problem], bool]
"""A function that decides whether to fix a problem."""

_SAME_MEANING = frozenset(
    (
        Rule.BIBTEX_SYNTAX,
        Rule.DUPLICATE_KEY,
        Rule.DUPLICATE_FIELD,
        Rule.BAD_NAME,
        Rule.DUPLICATE_ITEM,
        Rule.CONTROL_CHARACTER,
        Rule.STALE_SILENCE,
    )
)
"""Rules whose problems are already read as intended, so fixing them changes no value."""

_HIDDEN = frozenset((Rule.MISSING_FIELD, Rule.MISSING_DOI))
"""Rules that do not apply to an entry until its damage is fixed."""


@dataclass(frozen=True, kw_only=True)
class Fixes(Shown):
    """Fixes, and the remaining problems."""

    changes: tuple[Change, ...]
    fixed: tuple[Problem, ...]
    """The problems that were fixed."""
    found: Findings
    """The problems found before."""
    remaining: Findings

    def __repr__(self) -> str:
        """Return the number of fixed problems as one line of text."""
        remaining = len(self.remaining.problems)
        return f"<Fixes: {how_many(len(self.fixed), 'problem')} fixed, {remaining:,} remaining>"

    def patch(self) -> bytes:
        """Return the changes as a patch for `git apply`."""
        return patch(self.changes)


@dataclass(frozen=True, kw_only=True)
class _State:
    """The files of a library, and everything derived from them."""

    scanned: Scan
    library: Library
    found: Findings

    @classmethod
    def of(cls, scanned: Scan) -> _State:
        library = load_library(scanned)
        return cls(scanned=scanned, library=library, found=findings(library))


def may_be_fixed(problem: Problem) -> bool:
    """Return whether a problem's rule and value suggest that it can be fixed."""
    kind = kind_of(problem.at.path)
    if kind is FileKind.BIBLIOGRAPHY:
        return False
    if kind is FileKind.REFERENCES:
        return problem.rule in FIXED and problem.rule is not Rule.CONTROL_CHARACTER
    return problem.fix is not None or problem.rule is Rule.CONTROL_CHARACTER


def plan_fixes(scanned: Scan, wanted: Wanted = lambda _problem: True) -> Fixes:
    """Plan all certain fixes without writing anything.

    The result is read and checked again: a problem counts as fixed if it has disappeared, there is
    no new one, and no value except the wrong one has changed.
    """
    before = _State.of(scanned)
    problems = [
        problem for problem in before.found.problems if may_be_fixed(problem) and wanted(problem)
    ]
    after = _as_far_as_sound(before, _by_key(problems))
    return Fixes(
        changes=tuple(_changes(before.scanned, after.scanned)),
        fixed=_gone(before.found, after.found),
        found=before.found,
        remaining=after.found,
    )


def _gone(before: Findings, after: Findings) -> tuple[Problem, ...]:
    """Return the problems that have disappeared, in order.

    Lines, and messages that name lines, may have moved; so the number of each kind counts first,
    and only among the problems of one kind the message tells which.
    """
    number = _counted(before) - _counted(after)
    left = Counter((_kind(problem), problem.message) for problem in after.problems)
    gone: set[int] = set()
    for once_more in (False, True):
        for place, problem in enumerate(before.problems):
            kind = _kind(problem)
            if number[kind] > 0 and place not in gone:
                if not once_more and left[kind, problem.message] > 0:
                    left[kind, problem.message] -= 1
                    continue
                number[kind] -= 1
                gone.add(place)
    return tuple(before.problems[place] for place in sorted(gone))


def _by_key(problems: Iterable[Problem]) -> list[list[Problem]]:
    groups: dict[tuple[str, Rule, str], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.at.path, problem.rule, problem.key), []).append(problem)
    return list(groups.values())


def _as_far_as_sound(before: _State, groups: list[list[Problem]]) -> _State:
    """Fix all at once or, if the result is unsound, each half separately."""
    after = _fixed(before, [problem for group in groups for problem in group])
    if after is not None:
        return after
    if len(groups) == 1:
        return before
    half = len(groups) // 2
    return _as_far_as_sound(_as_far_as_sound(before, groups[:half]), groups[half:])


def _fixed(before: _State, problems: list[Problem]) -> _State | None:
    """Return the library with problems fixed, or None if the result is unsound."""
    files = []
    for file in before.scanned.files:
        if file.kind is FileKind.BIBLIOGRAPHY or file.content.startswith(tuple(MARKS)):
            files.append(file)  # it is another program's; or a patch is made of lines of bytes
            continue
        # In the order of the rules: damage first, since other edits need a sound entry.
        of_file = [problem for problem in problems if problem.at.path == file.path]
        for rule in dict.fromkeys(
            sorted((problem.rule for problem in of_file), key=list(Rule).index)
        ):
            of_rule = [problem for problem in of_file if problem.rule is rule]
            file = replace(file, content=fixed(file, rule, of_rule))
        digest = hashlib.sha256(file.content).hexdigest()
        files.append(replace(file, digest=digest))
    if tuple(files) == before.scanned.files:
        return before
    after = _State.of(replace(before.scanned, files=tuple(files)))
    return after if _is_sound(before, after, problems) else None


def _is_sound(before: _State, after: _State, problems: list[Problem]) -> bool:
    """Return whether something is fixed, nothing new is wrong and no other value has changed."""
    earlier, later = _counted(before.found), _counted(after.found)
    revealed = {problem.key for problem in problems if problem.rule in DAMAGE}
    new = [kind for kind in later - earlier if kind[1] not in _HIDDEN or kind[2] not in revealed]
    if new or not earlier - later:
        return False
    allowed = {problem.key for problem in problems if problem.rule not in _SAME_MEANING}
    if any(problem.at.path.endswith("topics.yaml") for problem in problems):
        allowed.update(before.library.topics)
    return _changed_keys(before.library, after.library) <= allowed


def _counted(found: Findings) -> Counter[tuple[str, Rule, str]]:
    silenced = (one.problem for one in found.silenced)
    return Counter(_kind(problem) for problem in (*found.problems, *silenced))


def _kind(problem: Problem) -> tuple[str, Rule, str]:
    return problem.at.path, problem.rule, problem.key


def _changed_keys(before: Library, after: Library) -> set[str]:
    """Return the keys of everything whose value has changed."""
    changed: set[str] = set()
    for name in ("references", "summaries", "reading_lists", "topics", "research_types"):
        one, other = getattr(before, name), getattr(after, name)
        if list(one) != list(other):
            changed.update(set(one) ^ set(other) or {""})
        changed.update(key for key in one if key in other and _said(one[key]) != _said(other[key]))
    return changed


def _said(value: object) -> object:
    if isinstance(value, Reference) and BIBTEX_FIELD in value.extra:
        extra = {name: text for name, text in value.extra.items() if name != BIBTEX_FIELD}
        return replace(value, extra=extra)
    return value


def _changes(before: Scan, after: Scan) -> Iterator[Change]:
    for old, new in zip(before.files, after.files, strict=True):
        if old.content != new.content:
            yield Change(path=old.path, before=old.content, after=new.content)


_IN_BIBTEX: dict[Rule, Callable[[str, Collection[str]], str]] = {
    Rule.BIBTEX_SYNTAX: fix_syntax,
    Rule.DUPLICATE_KEY: without_repeated_entries,
    Rule.DUPLICATE_FIELD: without_repeated_fields,
    Rule.BAD_NAME: plain_name_lists,
    Rule.BAD_DOI: bare_dois,
    Rule.UNUSUAL_FORM: bare_dois,
}
"""Fixers of problems in references.bib by rule; each is called with the text and keys."""

_BY_VALUE = frozenset(
    (
        Rule.UNKNOWN_REFERENCE,
        Rule.UNKNOWN_TOPIC,
        Rule.UNKNOWN_RESEARCH_TYPE,
        Rule.UNUSUAL_FORM,
        Rule.BAD_MONTH,
        Rule.UNKNOWN_SECTION,
        Rule.QUOTE_NOT_FOUND,
        Rule.DUPLICATE_ITEM,
    )
)
"""Rules whose problems contain their replacement."""

FIXED = frozenset((*_IN_BIBTEX, *_BY_VALUE, Rule.CONTROL_CHARACTER, Rule.STALE_SILENCE))
"""The rules with at least some fixable problems."""

_VALUES: dict[Subject, dict[FileKind, tuple[Path, ...]]] = {
    Subject.TOPIC: {**TOPIC_FIELDS, FileKind.TOPICS: (("topics", "*", "broader"),)},
    Subject.RESEARCH_TYPE: {
        FileKind.SUMMARY: (("type",),),
        FileKind.READING_LIST: (("sections", "*", "items", "*", "type"),),
    },
    Subject.QUOTE: {FileKind.SUMMARY: (("effects", "*", "quote"),)},
}


def fixed(file: SourceFile, rule: Rule, problems: Iterable[Problem]) -> bytes:
    """Return a file with the problems of one rule fixed as far as possible."""
    problems = tuple(problems)
    if file.kind is FileKind.REFERENCES:
        return _edited(file, partial(_in_bibtex, rule=rule, problems=problems))
    if rule is Rule.CONTROL_CHARACTER and file.kind is FileKind.SUMMARY:
        return _tried(file.content, lambda content: edit_body(content, file.path, _printable))
    content = file.content
    fixes = {problem.fix for problem in problems if problem.fix}
    # Remove items from the end of a list, so that other indexes stay valid.
    for fix in sorted(fixes, key=lambda fix: (fix.subject, fix.old, -fix.index)):
        content = _tried(content, partial(_changed, file, fix))
    return content


def _in_bibtex(text: str, *, rule: Rule, problems: Iterable[Problem]) -> str:
    if rule is Rule.STALE_SILENCE:
        rules: dict[str, set[str]] = {}
        for problem in problems:
            if problem.fix:
                rules.setdefault(problem.key, set()).add(problem.fix.old)
        return unsilenced(text, rules)
    function = _IN_BIBTEX.get(rule)
    return (
        function(text, {problem.key for problem in problems if problem.key}) if function else text
    )


def _printable(text: str) -> str:
    return take_out_controls(text)[0]


def _changed(file: SourceFile, fix: Fix, content: bytes) -> bytes:
    match fix.subject:
        case Subject.REFERENCE:
            return rename_reference(replace(file, content=content), fix.old, fix.new)
        case Subject.MONTH:
            return set_value(content, file.path, ("month",), fix.new)
        case Subject.HEADING:
            return edit_body(content, file.path, lambda text: with_heading(text, fix.old, fix.new))
        case Subject.ITEM:
            return remove(content, file.path, (fix.old, fix.index))
        case Subject.SILENCE:
            return _without_silence(content, file.path, fix.old)
        case _:
            paths = _VALUES[fix.subject].get(file.kind, ())
            return replace_values(content, file.path, paths, lambda old: old == fix.old, fix.new)


def _without_silence(content: bytes, path: str, rule: str) -> bytes:
    try:
        return remove(content, path, (YAML_FIELD, rule))
    except EditError:
        # The only one: the field goes as a whole. Where it is not, the check of the result refuses.
        return remove(content, path, (YAML_FIELD,))


def _edited(file: SourceFile, edit: Callable[[str], str]) -> bytes:
    return _tried(file.content, lambda content: edit_exactly(content, file.path, edit))


def _tried(content: bytes, edit: Callable[[bytes], bytes]) -> bytes:
    """Return edited bytes, or the original ones if the edit is not safe."""
    try:
        return edit(content)
    except EditError:
        return content
