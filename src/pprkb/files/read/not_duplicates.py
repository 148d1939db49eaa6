"""`not-duplicates.yaml`: reading it, and adding a decision to it."""

from __future__ import annotations

from collections.abc import Iterable

from pprkb.files.read.fields import Fields
from pprkb.files.read.known import Known
from pprkb.files.report import Report
from pprkb.files.yaml.nodes import read_yaml
from pprkb.model.library import NotDuplicates
from pprkb.model.problem import Rule

_LIST = "not-duplicates"
_HEAD = "# Works that look like one and are not: `check` and `add` are silent about them.\n"


def read_not_duplicates(text: str, report: Report, known: Known) -> tuple[NotDuplicates, ...]:
    """Read the list `not-duplicates`: keys, reason."""
    node, problems = read_yaml(text, report.path)
    report.extend(problems)
    fields = Fields(node, report, "the file")
    decisions = []
    for item in fields.items(_LIST, "a decision"):
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


def with_decisions(
    content: bytes | None, path: str, decisions: Iterable[NotDuplicates]
) -> bytes | None:
    """Return the file with further decisions at the end of its list.

    Args:
        content: The file; None where there is none.
        path: Its path, for messages.
        decisions: What is to be added; `at` does not matter.

    Raises:
        EditError: The list cannot be edited safely.
    """
    # Reading a library should not wait for what edits it.
    from pprkb.files.yaml.edit import add_items
    from pprkb.files.yaml.values import yaml_text

    items = [
        [f"keys: [{', '.join(map(yaml_text, decision.keys))}]"]
        + ([f"reason: {yaml_text(decision.reason)}"] if decision.reason else [])
        for decision in decisions
    ]
    if not items:
        return content
    if not (content or b"").strip():
        content = (_HEAD + f"{_LIST}: []\n").encode()
    return add_items(content or b"", path, (_LIST,), items)
