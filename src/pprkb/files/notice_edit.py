"""Changing `data/retractions.yaml`: notices of a data set are added and kept up to date.

What a person wrote keeps every byte. Of a notice with a record only the values are replaced that
the data set says otherwise; its comments and further fields stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pprkb.files.folder import NOTICES_PATH
from pprkb.files.read.notices import DATA_SET
from pprkb.files.yaml.edit import add_to_list, insert_item, remove_from_list, set_value
from pprkb.files.yaml.style import yaml_text
from pprkb.model.notice import Notice

HEADER = """\
# Retractions, corrections and the like of works in this library. `pprkb retractions update` adds
# notices and keeps those with a `record` up to date; what else stands here is left as it is.
"""
_LIST = "notices"
_TEXTS = ("reference", "nature", "date", "notice_doi")
"""The fields of one value that a data set keeps up to date, in their order."""


def new_file(data_set: str, notices: Iterable[Notice]) -> bytes:
    """Write the file where there was none."""
    lines = [
        f"  {'  ' if number else '- '}{line}"
        for notice in sorted(notices, key=place)
        for number, line in enumerate(_lines(notice))
    ]
    listed = "\n".join([f"{_LIST}:", *lines]) if lines else f"{_LIST}: []"
    return f"{HEADER}{DATA_SET}: {data_set}\n{listed}\n".encode()


def edit_notices(
    content: bytes,
    *,
    data_set: str,
    recorded: Sequence[Notice],
    changed: Mapping[int, Notice],
    added: Iterable[Notice],
) -> bytes:
    """Return the file with further notices, and with others as the data set now has them.

    Args:
        content: The file.
        data_set: ISO date of the data set.
        recorded: What it says now, in its order; no item of it may be unreadable.
        changed: What a notice is to say, by its number in `recorded`.
        added: Notices to be put in their place in the order of `place`.

    Raises:
        EditError: The file cannot be edited safely.
    """
    content = set_value(content, NOTICES_PATH, (DATA_SET,), data_set)
    for number, now in changed.items():
        content = _changed(content, number, recorded[number], now)
    order = [place(changed.get(number, one)) for number, one in enumerate(recorded)]
    for notice in sorted(added, key=place):
        mine = place(notice)
        number = next((n for n, other in enumerate(order) if mine < other), len(order))
        content = insert_item(content, NOTICES_PATH, (_LIST,), number, _lines(notice))
        order.insert(number, mine)
    return content


def place(notice: Notice) -> tuple[str, str, str]:
    """Return by what notices are ordered in the file: work, date, record."""
    return notice.reference.casefold(), notice.date, notice.record.zfill(9)


def _lines(notice: Notice) -> list[str]:
    """Return a notice as lines `name: value`, without the fields that are empty."""
    reasons = ", ".join(yaml_text(reason, flow=True) for reason in notice.reasons)
    fields = {
        "reference": yaml_text(notice.reference),
        "nature": notice.nature.value,
        "date": notice.date,
        "notice_doi": yaml_text(notice.notice_doi) if notice.notice_doi else "",
        "reasons": f"[{reasons}]" if reasons else "",
        "source": yaml_text(notice.source),
        "record": yaml_text(notice.record),
    }
    return [f"{name}: {value}" for name, value in fields.items() if value]


def _changed(content: bytes, number: int, was: Notice, now: Notice) -> bytes:
    """Replace the values that differ, and add the fields that are new."""
    for name in _TEXTS:
        value = str(getattr(now, name))
        if value != getattr(was, name):
            path = (_LIST, number, name)
            content = set_value(content, NOTICES_PATH, path, value, after=_TEXTS)
    path = (_LIST, number, "reasons")
    for reason in now.reasons:
        if reason not in was.reasons:
            content = add_to_list(content, NOTICES_PATH, path, reason, after=_TEXTS)
    for reason in was.reasons:
        if reason not in now.reasons:
            content = remove_from_list(content, NOTICES_PATH, path, reason)
    return content
