"""Names that summaries and lists may use, and the author's decisions on duplicates."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import Protocol

from pprkb.files.front_matter import Part
from pprkb.files.read.fields import Fields, Text
from pprkb.files.read.shapes import LIST_OF_DECISIONS, NOT_DUPLICATES
from pprkb.files.report import Report
from pprkb.files.yaml.nodes import read_yaml
from pprkb.formats.markdown import find_citations
from pprkb.matching.identifiers import find_doi
from pprkb.model.errors import Hint, Step
from pprkb.model.library import NotDuplicates
from pprkb.model.problem import Fix, Rule, Subject
from pprkb.model.summary import term_key
from pprkb.text.spelling import caseless, did_you_mean, fold, nfc, spelt_alike

_BETWEEN_NAMES = re.compile(r"\s*[,;]\s*|\s+(?:-\s|and\s|&\s)\s*")


class FormerKeys(Protocol):
    """Finds the present keys of works by keys in an earlier version of a bibliography."""

    @property
    def digest(self) -> str:
        """A digest of all former keys."""

    def key_now(self, name: str) -> str:
        """Return the present key of the work that had a key, or an empty string."""


# -- names ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """The names that other files may use, with the ids that they refer to."""

    references: dict[str, str] = field(default_factory=dict)
    """Citation keys and their aliases, in the form of `nfc`."""
    topics: dict[str, str] = field(default_factory=dict)
    """Ids, labels and aliases in the form of `caseless`."""
    research_types: dict[str, str] = field(default_factory=dict)
    """Ids, labels and aliases in the form of `caseless`."""
    keywords: dict[str, str] = field(default_factory=dict)
    """Keywords of the works by `term_key`."""
    journals: dict[str, str] = field(default_factory=dict)
    """Names and abbreviations of journals, folded."""
    former: FormerKeys | None = field(default=None, compare=False)
    """The remembered former keys of works in the bibliographies."""

    def answer(self, kind: str, name: str) -> str | None:
        """Look up a normalised name of some kind.

        Journals match by a part of their name.
        """
        if kind == "journals":
            return name if any(name in known for known in self.journals) else None
        names: dict[str, str] = getattr(self, kind)
        return names.get(name)

    def _ask(self, kind: str, name: str, report: Report) -> str | None:
        found = report.asked[kind, name] = self.answer(kind, name)
        return found

    @cached_property
    def digest(self) -> str:
        """A digest of all names, since messages about unknown names depend on them."""
        said = repr(
            (self.references, self.topics, self.research_types, self.keywords, self.journals)
        )
        if self.former:
            said += self.former.digest
        return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def reference(self, name: Text, report: Report) -> str:
        """Return the key for a name; report an unknown name and return an empty string."""
        key = self._ask("references", nfc(name.text), report)
        if key is None:
            hint = did_you_mean(name.text, self.references, "add it to references.bib")
            if several := _several(name.text, lambda part: nfc(part) in self.references):
                hint = f"{several}; a field that takes one work takes one key"
            elif find_doi(name.text):
                hint = "write the key of the work, not its DOI"
            if now := self.former and self.former.key_now(name.text):
                hint = Hint(Step.RENAME, name.text, now)
            alike = {k for k in self.references if caseless(k) == caseless(name.text)}
            report.add(
                Rule.UNKNOWN_REFERENCE,
                name.line,
                f'no reference "{name.text}"',
                hint,
                fix=_certain(Subject.REFERENCE, name, {self.references[k] for k in alike}),
            )
            return ""
        report.use(key, name.line)
        return _usual(key, Subject.REFERENCE, name, report)

    def topic(self, name: Text, report: Report) -> str:
        """Return the id of a topic; report an unknown name and return an empty string."""
        found = self._ask("topics", caseless(name.text), report)
        if found is None:
            several = _several(name.text, lambda part: caseless(part) in self.topics)
            if several:
                several = f"{several}; a field that takes one topic takes one"
            hint = several or did_you_mean(name.text, self.topics, "add it to topics.yaml")
            message = f'no topic "{name.text}"'
            fix = _certain(Subject.TOPIC, name, spelt_alike(name.text, self.topics))
            report.add(Rule.UNKNOWN_TOPIC, name.line, message, hint, fix=fix)
        return _usual(found, Subject.TOPIC, name, report)

    def research_type(self, name: Text, report: Report) -> str:
        """Return the id of a research type; report an unknown name and return an empty string."""
        found = self._ask("research_types", caseless(name.text), report)
        if found is None:
            hint = did_you_mean(name.text, self.research_types, "add it to research-types.yaml")
            message = f'no research type "{name.text}"'
            alike = spelt_alike(name.text, self.research_types)
            fix = _certain(Subject.RESEARCH_TYPE, name, alike)
            report.add(Rule.UNKNOWN_RESEARCH_TYPE, name.line, message, hint, fix=fix)
        return _usual(found, Subject.RESEARCH_TYPE, name, report)

    def keyword(self, name: Text, report: Report) -> str:
        """Return a keyword of some work; report an unknown one and return an empty string."""
        if found := self._ask("keywords", term_key(name.text), report):
            return found
        hint = did_you_mean(name.text, self.keywords.values(), Hint(Step.KEYWORDS))
        report.add(Rule.BAD_VALUE, name.line, f'no work has the keyword "{name.text}"', hint)
        return ""

    def journal(self, name: Text, report: Report) -> str:
        """Return part of a journal's name; report an unknown one and return an empty string."""
        if self._ask("journals", fold(name.text), report):
            return name.text
        hint = did_you_mean(name.text, self.journals.values(), "a part of its name will do")
        report.add(Rule.BAD_VALUE, name.line, f'no work is in a journal "{name.text}"', hint)
        return ""


def _several(written: str, is_known: Callable[[str], bool]) -> str:
    """Return how to write several names that were written as one, or an empty string."""
    parts = [part.strip() for part in _BETWEEN_NAMES.split(written) if part.strip()]
    if len(parts) > 1 and all(map(is_known, parts)):
        return f"write several as a list, [{', '.join(parts)}]"
    return ""


def _certain(subject: Subject, name: Text, meant: set[str]) -> Fix | None:
    """Return the fix of a name, if it has only one possible meaning."""
    return Fix(subject=subject, old=name.text, new=min(meant)) if len(meant) == 1 else None


def _usual(found: str | None, subject: Subject, name: Text, report: Report) -> str:
    """Look up a name, and remark on a name that is not the usual one."""
    if found and found != name.text:
        other = f'"{name.text}" is another name of "{found}"'
        if nfc(name.text) == nfc(found):
            other = f'"{name.text}" is typed with other characters than "{found}"'
        report.remark(
            Rule.UNUSUAL_FORM,
            name.line,
            other,
            f"write {found}",
            fix=Fix(subject=subject, old=name.text, new=found),
        )
    return found or ""


def check_citations(part: Part, known: Known, report: Report) -> None:
    """Report citations in a Markdown text whose keys are not in the library."""
    for found in find_citations(part.text):
        for cite in found.citation.cites:
            line = part.line + part.text.count("\n", 0, found.start)
            known.reference(Text(cite.key, line), report)


# -- decisions: not-duplicates.yaml --------------------------------------------------------------


def read_not_duplicates(text: str, report: Report, known: Known) -> tuple[NotDuplicates, ...]:
    """Read the list `not-duplicates`: keys, reason."""
    node, problems = read_yaml(text, report.path)
    report.extend(problems)
    fields = Fields(node, report, NOT_DUPLICATES)
    decisions = []
    for item in fields.items(LIST_OF_DECISIONS):
        written = item.texts("keys")
        reason = item.text("reason")
        item.finish()
        keys = [key for name in written if (key := known.reference(name, report))]
        if len(keys) < len(written):
            continue
        if len(set(keys)) < 2:
            report.add(
                Rule.BAD_VALUE,
                item.line_of("keys"),
                "a decision must name two works that are different",
                "write keys: [one, other]",
            )
            continue
        distinct = tuple(dict.fromkeys(keys))
        decisions.append(NotDuplicates(keys=distinct, reason=reason, at=report.at(item.line)))
    fields.finish()
    return tuple(decisions)
