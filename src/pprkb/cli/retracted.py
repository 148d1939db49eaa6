"""What the verbs do about retracted works: fail where that was asked for, and say so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from pprkb.model.errors import RetractedError
from pprkb.model.notice import Notices, notices_in_words, retracted_among

F = TypeVar("F", bound=Callable[..., Any])

with_fail_on_retracted = click.option(
    "--fail-on-retracted",
    is_flag=True,
    help="Write nothing and end with exit code 1 where a work was retracted.",
)
"""The option that lets a verb fail."""
LEAVE_OUT = (
    "--without-retracted leaves them out; what prose or an effect cites must be mended there"
)


def refuse_retracted(notices: Notices, hint: str) -> None:
    """Refuse to go on where a work is retracted.

    Args:
        notices: Of all works that would be printed or named, by key.
        hint: How they are left out.

    Raises:
        RetractedError: Some are; the message says which.
    """
    keys = retracted_among(notices)
    if keys:
        works = "".join(f"\n  {key}: {notices_in_words(notices[key])}" for key in keys)
        number = "a retracted work" if len(keys) == 1 else f"{len(keys)} retracted works"
        raise RetractedError(f"nothing was written, because of {number}:{works}", hint=hint)


def warn_of(notices: Notices) -> None:
    """Say on standard error which works were retracted, doubted or corrected."""
    for key, own in notices.items():
        if own:
            click.echo(f"{key}: {notices_in_words(own)}", err=True)
