"""Rules on works with notices: who uses what was retracted, doubted or corrected."""

from __future__ import annotations

from collections.abc import Iterator

from pprkb.model.library import Library, Use
from pprkb.model.notice import Notice, Standing, in_force
from pprkb.model.notice_words import date_in_words, doi_address
from pprkb.model.problem import Problem, Rule

_RULES = {
    Standing.RETRACTED: (Rule.RETRACTED_REFERENCE, "was retracted", "leave it out, or say why not"),
    Standing.CONCERN: (
        Rule.CONCERN_REFERENCE,
        "has an expression of concern",
        "read it, and say why it is used",
    ),
    Standing.CORRECTED: (
        Rule.CORRECTED_REFERENCE,
        "was corrected",
        "see whether what is said here still holds, and say so",
    ),
}


def works_with_notices(library: Library) -> Iterator[Problem]:
    """Yield every place that uses a work which was retracted, doubted or corrected.

    The newest of the gravest notices is told, but for those in which a person has written what
    was considered.
    """
    told: dict[str, Notice] = {}
    for key, notices in library.notices.items():
        standing = in_force(notices)
        for notice in standing:
            same = notice.standing is standing[0].standing
            if same and notice.standing in _RULES and not notice.considered:
                told.setdefault(key, notice)
    for use in library.uses:
        if use.key in told:
            yield _problem(use, told[use.key])


def _problem(use: Use, notice: Notice) -> Problem:
    rule, words, hint = _RULES[notice.standing]
    when = f", {date_in_words(notice.date)}" if notice.date else ""
    where = f", {doi_address(notice.notice_doi)}" if notice.notice_doi else ""
    place = f" at {notice.at}" if notice.at else ""
    return Problem(
        rule=rule,
        at=use.at,
        key=use.by,
        message=f'"{use.key}" {words}{when}{where}',
        hint=f"{hint} in the field `considered` of the notice{place}",
    )
