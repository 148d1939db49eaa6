"""The rules on a whole library, one generator function each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pprkb.check.duplicates import duplicate_references, suspect_dois
from pprkb.check.effects import (
    directions_that_disagree,
    findings_that_disagree,
    more_studies_than_participants,
    quotes_not_found,
    statistics_that_disagree,
    unrecorded_effects,
    values_not_in_quotes,
)
from pprkb.check.lists import items_without_summary, superseded_items
from pprkb.check.notices import works_with_notices
from pprkb.check.references import missing_dois, single_references
from pprkb.check.summaries import (
    long_implications,
    summaries_of_one_month,
    summaries_without_effects,
)
from pprkb.check.use import unused_references
from pprkb.model.library import Library
from pprkb.model.problem import Problem

LibraryRule = Callable[[Library], Iterator[Problem]]

RULES: tuple[LibraryRule, ...] = (
    single_references,
    missing_dois,
    duplicate_references,
    suspect_dois,
    unused_references,
    summaries_without_effects,
    long_implications,
    summaries_of_one_month,
    quotes_not_found,
    values_not_in_quotes,
    more_studies_than_participants,
    findings_that_disagree,
    statistics_that_disagree,
    directions_that_disagree,
    unrecorded_effects,
    items_without_summary,
    superseded_items,
    works_with_notices,
)


def check_library(library: Library) -> Iterator[Problem]:
    """Yield what is wrong with a library beyond what reading its files has found."""
    for rule in RULES:
        yield from rule(library)
