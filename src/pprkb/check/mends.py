"""How each rule's problems are mended in a file, where there is one certain way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import partial

from pprkb.files.exact_text import edit_exactly
from pprkb.files.folder import SourceFile
from pprkb.files.front_matter import with_heading
from pprkb.files.rename import TOPIC_FIELDS, rename_reference
from pprkb.files.text import take_out_controls
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
from pprkb.model.library import FileKind
from pprkb.model.mend import Mend, Subject
from pprkb.model.problem import Problem, Rule
from pprkb.model.silence import YAML_FIELD

_IN_BIBTEX: dict[Rule, Callable[[str, Collection[str]], str]] = {
    Rule.BIBTEX_SYNTAX: fix_syntax,
    Rule.DUPLICATE_KEY: without_repeated_entries,
    Rule.DUPLICATE_FIELD: without_repeated_fields,
    Rule.BAD_NAME: plain_name_lists,
    Rule.BAD_DOI: bare_dois,
    Rule.UNUSUAL_FORM: bare_dois,
}
"""Rules whose problems are mended in references.bib; each function takes the text and keys."""

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
"""Rules whose problems say themselves what should stand where."""

MENDED = frozenset((*_IN_BIBTEX, *_BY_VALUE, Rule.CONTROL_CHARACTER, Rule.STALE_SILENCE))
"""The rules of whose problems some have a certain mend."""

_VALUES: dict[Subject, dict[FileKind, tuple[Path, ...]]] = {
    Subject.TOPIC: {**TOPIC_FIELDS, FileKind.TOPICS: (("topics", "*", "broader"),)},
    Subject.RESEARCH_TYPE: {
        FileKind.SUMMARY: (("type",),),
        FileKind.READING_LIST: (("sections", "*", "items", "*", "type"),),
    },
    Subject.QUOTE: {FileKind.SUMMARY: (("effects", "*", "quote"),)},
}


def mended(file: SourceFile, rule: Rule, problems: Iterable[Problem]) -> bytes:
    """Return a file in which problems of one rule are mended, as far as this can be done.

    Args:
        file: The file.
        rule: The rule.
        problems: Its problems in the file.
    """
    problems = tuple(problems)
    if file.kind is FileKind.REFERENCES:
        return _edited(file, partial(_in_bibtex, rule=rule, problems=problems))
    if rule is Rule.CONTROL_CHARACTER and file.kind is FileKind.SUMMARY:
        return _tried(file.content, lambda content: edit_body(content, file.path, _printable))
    content = file.content
    mends = {problem.mend for problem in problems if problem.mend}
    # Items go from the end of a list, so that the numbers of the others hold.
    for mend in sorted(mends, key=lambda mend: (mend.subject, mend.old, -mend.index)):
        content = _tried(content, partial(_changed, file, mend))
    return content


def _in_bibtex(text: str, *, rule: Rule, problems: Iterable[Problem]) -> str:
    if rule is Rule.STALE_SILENCE:
        rules: dict[str, set[str]] = {}
        for problem in problems:
            if problem.mend:
                rules.setdefault(problem.key, set()).add(problem.mend.old)
        return unsilenced(text, rules)
    function = _IN_BIBTEX.get(rule)
    return (
        function(text, {problem.key for problem in problems if problem.key}) if function else text
    )


def _printable(text: str) -> str:
    return take_out_controls(text)[0]


def _changed(file: SourceFile, mend: Mend, content: bytes) -> bytes:
    match mend.subject:
        case Subject.REFERENCE:
            return rename_reference(replace(file, content=content), mend.old, mend.new)
        case Subject.MONTH:
            return set_value(content, file.path, ("month",), mend.new)
        case Subject.HEADING:
            return edit_body(
                content, file.path, lambda text: with_heading(text, mend.old, mend.new)
            )
        case Subject.ITEM:
            return remove(content, file.path, (mend.old, mend.index))
        case Subject.SILENCE:
            return _without_silence(content, file.path, mend.old)
        case _:
            paths = _VALUES[mend.subject].get(file.kind, ())
            return replace_values(content, file.path, paths, lambda old: old == mend.old, mend.new)


def _without_silence(content: bytes, path: str, rule: str) -> bytes:
    try:
        return remove(content, path, (YAML_FIELD, rule))
    except EditError:
        # The only one: the field goes as a whole. Where it is not, the check of the result refuses.
        return remove(content, path, (YAML_FIELD,))


def _edited(file: SourceFile, edit: Callable[[str], str]) -> bytes:
    return _tried(file.content, lambda content: edit_exactly(content, file.path, edit))


def _tried(content: bytes, edit: Callable[[bytes], bytes]) -> bytes:
    """Return edited bytes, or the same where the edit cannot be made safely."""
    try:
        return edit(content)
    except EditError:
        return content
