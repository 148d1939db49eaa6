"""The part people have in a work, and claiming them with the label that tells it."""

from __future__ import annotations

import re
from dataclasses import replace

from pprkb.formats.printed.names import Names
from pprkb.formats.printed.reading import Reading, field_of
from pprkb.model.names import inverted
from pprkb.model.reference import Role

_ROLE_WORDS = {
    "ed": Role.EDITOR,
    "editor": Role.EDITOR,
    "hrsg": Role.EDITOR,
    "hg": Role.EDITOR,
    "trans": Role.TRANSLATOR,
    "tran": Role.TRANSLATOR,
    "translator": Role.TRANSLATOR,
    "übers": Role.TRANSLATOR,
    "illu": Role.ILLUSTRATOR,
    "comp": Role.COMPILER,
    "compiler": Role.COMPILER,
    "narr": Role.NARRATOR,
    "narrator": Role.NARRATOR,
    "director": Role.DIRECTOR,
    "producer": Role.PRODUCER,
    "writer": Role.SCRIPT_WRITER,
    "host": Role.HOST,
    "chair": Role.CHAIR,
    "composer": Role.COMPOSER,
    "curator": Role.CURATOR,
    "guest": Role.GUEST,
}
_JOINT = re.compile(r"[\s,;]{0,3}(?P<joint>(?:&|\b(?:and|und|et|y)\b)\s?)$")


def roles_of(label: str) -> tuple[Role, ...]:
    """Return the roles that a label names: "Ed. & Trans." names two."""
    words = re.findall(r"[^\W\d_]+", label)
    roles = []
    for word in words:
        lower = word.lower()
        role = _ROLE_WORDS.get(lower) or _ROLE_WORDS.get(lower.rstrip("s"))
        if role is not None:
            roles.append(role)
    return tuple(dict.fromkeys(roles))


def claim_people(
    reading: Reading, names: Names, roles: tuple[Role, ...], start: int, end: int
) -> None:
    """Claim people with the label that tells their role, which stands behind or before them.

    Args:
        reading: The reference.
        names: The people, one at least.
        roles: Their roles; the label is the stretch of a second one.
        start: Of names and label.
        end: Of names and label.
    """
    stretches = [(name.start, name.end) for name in names.names] + names.others
    begin, stop = min(stretches)[0], max(stretches)[1]
    end = max(end, stop)
    gap = min((first for first, _ in names.others), default=end)
    for name in names.names:
        if name.start > gap and roles == (Role.AUTHOR,):
            reading.last_of_many(name)
        first = start if name.start == begin else _with_joint(reading.text, start, name.start)
        last = end if name.end == stop and len(roles) == 1 else name.end
        reading.name(name, roles[0], first, last)
    for first, last in names.others:
        reading.others(roles[0], first, end if last == stop and len(roles) == 1 else last)
    if len(roles) > 1:
        reading.people += [replace(name.person, role=roles[1]) for name in names.names]
        while stop < end and not (reading.text[stop].isalnum() or reading.text[stop] == "("):
            stop += 1
        whole = "; ".join(inverted(name.person) for name in names.names)
        reading.take(field_of(roles[1]), stop, end, whole)
    for doubt in names.doubts:
        reading.doubt(doubt)


def _with_joint(text: str, floor: int, start: int) -> int:
    """Return where the ampersand or "and" before a name begins."""
    begin = max(floor, start - 8)
    match = _JOINT.search(text[begin:start])
    return begin + match.start("joint") if match else start
