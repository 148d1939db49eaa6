"""The names that summaries and lists may use, and the check that they use no others."""

from __future__ import annotations

from dataclasses import dataclass, field

from pprkb.formats.prose_citations import find_citations
from pprkb.model.problem import Rule
from pprkb.model.spelling import did_you_mean
from pprkb.sources.fields import Text
from pprkb.sources.front_matter import Part
from pprkb.sources.report import Report


@dataclass(frozen=True)
class Known:
    """The names that other files may use, each with the id it stands for."""

    references: dict[str, str] = field(default_factory=dict)
    """Citation keys and their aliases."""
    topics: dict[str, str] = field(default_factory=dict)
    """Ids, labels and aliases in lower case."""
    research_types: dict[str, str] = field(default_factory=dict)
    """Ids, labels and aliases in lower case."""

    def reference(self, name: Text, report: Report) -> str:
        """Return the key a name stands for; the empty string, reported, where it is none."""
        key = self.references.get(name.text)
        if key is None:
            hint = did_you_mean(name.text, self.references, "add it to references.bib")
            report.add(Rule.UNKNOWN_REFERENCE, name.line, f'no reference "{name.text}"', hint)
            return ""
        report.use(key, name.line)
        return key

    def topic(self, name: Text, report: Report) -> str:
        """Return the id of a topic; the empty string, reported, where it is none."""
        found = self.topics.get(name.text.casefold())
        if found is None:
            hint = did_you_mean(name.text, self.topics, "add it to topics.yaml")
            report.add(Rule.UNKNOWN_TOPIC, name.line, f'no topic "{name.text}"', hint)
        return found or ""

    def research_type(self, name: Text, report: Report) -> str:
        """Return the id of a research type; the empty string, reported, where it is none."""
        found = self.research_types.get(name.text.casefold())
        if found is None:
            hint = did_you_mean(name.text, self.research_types, "add it to research-types.yaml")
            report.add(
                Rule.UNKNOWN_RESEARCH_TYPE, name.line, f'no research type "{name.text}"', hint
            )
        return found or ""


def check_citations(part: Part, known: Known, report: Report) -> None:
    """Report the citations of a Markdown text whose keys are not in the library."""
    for found in find_citations(part.text):
        for cite in found.citation.cites:
            line = part.line + part.text.count("\n", 0, found.start)
            known.reference(Text(cite.key, line), report)
