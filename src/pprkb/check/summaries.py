"""Rules on what a summary holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pprkb.model.library import Library
from pprkb.model.problem import Problem, Rule
from pprkb.model.summary import Month, Summary

_UNREAD = frozenset((Rule.UNREADABLE_FILE, Rule.YAML_SYNTAX, Rule.FRONT_MATTER))


def unread_files(library: Library) -> frozenset[str]:
    """Return the paths of files whose fields could not be read: nobody knows what they lack."""
    return frozenset(one.at.path for one in library.problems if one.rule in _UNREAD)


def summaries_without_effects(library: Library) -> Iterator[Problem]:
    """Yield summaries without a record of an effect; one told in words counts."""
    unread = unread_files(library)
    for summary in library.summaries.values():
        if summary.at and not summary.effects and summary.at.path not in unread:
            yield Problem(
                rule=Rule.NO_EFFECTS,
                at=summary.at,
                key=summary.id,
                message="the summary records no effect sizes",
                hint="add `effects:`; `metric: verbal` is for an effect told in words",
            )


def long_implications(library: Library) -> Iterator[Problem]:
    """Yield summaries whose implications have more words than what they follow from."""
    for summary in library.summaries.values():
        told = len(summary.evidence_summary.split())
        implied = len(summary.practice_implications.split())
        if summary.at and 0 < told < implied:
            yield Problem(
                rule=Rule.LONG_IMPLICATIONS,
                at=summary.at,
                key=summary.id,
                message=f"the implications ({implied} words) are longer than the summary ({told})",
                hint="are the two sections exchanged? else shorten one or lengthen the other",
            )


def summaries_of_one_month(library: Library) -> Iterator[Problem]:
    """Yield summaries of a work that has another summary in the same month.

    The month's letter and page would list the work twice.
    """
    together: dict[tuple[str, Month], list[Summary]] = defaultdict(list)
    for summary in library.summaries.values():
        if summary.reference and summary.month:
            together[summary.reference, summary.month].append(summary)
    for (key, month), (first, *others) in together.items():
        for summary in others:
            if summary.at:
                yield Problem(
                    rule=Rule.SAME_MONTH,
                    at=summary.at,
                    key=summary.id,
                    message=f'"{first.id}" is a summary of {key} in {month} as well',
                    hint="merge the two, or correct the reference or the month of one",
                )
