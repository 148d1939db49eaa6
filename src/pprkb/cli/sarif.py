"""Problems as a SARIF log, for code scanning and editors.

Static Analysis Results Interchange Format, version 2.1.0 (OASIS, 2020); section numbers below are
of that standard.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from pprkb.check.fix import FIXED
from pprkb.cli.output import on_the_command_line
from pprkb.cli.problems import path_in_checkout
from pprkb.model.problem import Problem, Rule, SilencedProblem
from pprkb.version import __version__

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "%SRCROOT%"
"""The conventional name for the folder that paths are relative to (3.4.4)."""
_NUMBERS = {rule: number for number, rule in enumerate(Rule)}


def sarif_log(
    problems: Iterable[Problem], silenced: Iterable[SilencedProblem], root: Path
) -> dict[str, object]:
    """Return a log with one run: the rules, and a result for each problem.

    Args:
        problems: The problems to report.
        silenced: The problems to report as suppressed, with the author's reason.
        root: The library's folder.
    """
    results = [_result(problem, root) for problem in problems]
    for problem, reason in silenced:
        suppression = {"kind": "inSource", "status": "accepted", "justification": reason}
        results.append({**_result(problem, root), "suppressions": [suppression]})
    driver = {"name": "pprkb", "version": __version__, "rules": [_rule(rule) for rule in Rule]}
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }


def _rule(rule: Rule) -> dict[str, object]:
    """Describe a rule (3.49); severities have the names of SARIF's levels."""
    name = "".join(word.capitalize() for word in rule.value.split("-"))
    more = [rule.meaning]
    if rule.can_be_silenced:
        more.append("It can be silenced where it does not apply, with a reason.")
    if rule in FIXED:
        more.append("`pprkb check --fix` corrects what can be corrected in one way only.")
    return {
        "id": rule.value,
        "name": name,
        "shortDescription": {"text": rule.meaning},
        "fullDescription": {"text": rule.meaning},
        "help": {"text": " ".join(more).replace("`", ""), "markdown": " ".join(more)},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {"problem.severity": _SEVERITIES[rule.severity.value]},
    }


_SEVERITIES = {"error": "error", "warning": "warning", "note": "recommendation"}
"""The severity shown by GitHub's code scanning."""


def _result(problem: Problem, root: Path) -> dict[str, object]:
    hint = on_the_command_line(problem.hint)
    subject = f"{problem.key}: " if problem.key else ""
    path = path_in_checkout(problem, root).encode("utf-8", "surrogateescape")
    return {
        "ruleId": problem.rule.value,
        "ruleIndex": _NUMBERS[problem.rule],
        "level": problem.severity.value,
        "message": {"text": f"{subject}{problem.message}" + (f"; {hint}" if hint else "")},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(path), "uriBaseId": _ROOT},
                    "region": {"startLine": problem.at.line},
                }
            }
        ],
    }
