"""The style that a reading list names, and what to say where it cannot be used.

It is looked at when a list is printed or checked and not when its file is read: which styles there
are depends on what is installed, and a `.csl` file may come later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pprkb.documents.style import compiled_style
from pprkb.files.text import decode_text
from pprkb.files.yaml.nodes import Mapping, read_sound_yaml
from pprkb.model.citation import Style
from pprkb.model.errors import CitationError, LibraryError
from pprkb.model.problem import Location, Problem, Rule
from pprkb.model.reading_list import ReadingList

_USUAL = Style()
AS_WRITTEN = Style("")
"""Asks for nothing: the list's own style and locale count."""


def style_of_list(
    root: Path, made: ReadingList, asked: Style = AS_WRITTEN, *, with_errors: bool = True
) -> tuple[Style, tuple[Problem, ...]]:
    """Return the style that a list is printed in, and what of the list's own cannot be used.

    APA stands in for a style that cannot be used, and the style's own locale for a locale.

    Args:
        root: The library's folder.
        made: The list. The path of a `.csl` file is taken from the folder of the list, then from
            that of the library.
        asked: A style and a locale that go before the list's own; either may be empty.
        with_errors: Take a list whose own style or locale cannot be used.

    Raises:
        LibraryError: The list's own style or locale cannot be used.
    """
    problems: list[Problem] = []
    name, locale = asked.name, asked.locale
    if not name:
        name = _path(root, made)
        if error := _wrong(Style(name)):
            problems.append(_problem(root, made, "style", error))
            name = _USUAL.name
    if not locale and made.locale:
        if error := _wrong(Style(_USUAL.name, made.locale)):
            problems.append(_problem(root, made, "locale", error))
        else:
            locale = made.locale
    if problems and not with_errors:
        first = problems[0]
        raise LibraryError(f"{first.at}: {first.message}; nothing was written", hint=first.hint)
    return Style(name, locale), tuple(problems)


def unusable_styles(root: Path, lists: Iterable[ReadingList]) -> Iterator[Problem]:
    """Yield an error for each style and locale of a list that cannot be used."""
    for one in lists:
        yield from style_of_list(root, one)[1]


def _path(root: Path, made: ReadingList) -> str:
    """Return the name of a list's style, or the path of its file."""
    name = made.style or _USUAL.name
    if name.endswith(".csl") and made.at:
        for folder in ((root / made.at.path).parent, root):
            if (folder / name).is_file():
                return str(folder / name)
    return name


def _wrong(style: Style) -> CitationError | None:
    if style == _USUAL:
        return None
    try:
        compiled_style(style)
    except CitationError as error:
        return error
    return None


def _problem(root: Path, made: ReadingList, field: str, error: CitationError) -> Problem:
    at = made.at or Location(path=made.slug, line=1)
    return Problem(
        rule=Rule.UNKNOWN_STYLE,
        at=Location(path=at.path, line=_line(root / at.path, field) or at.line),
        key=made.slug,
        message=error.message,
        hint=error.hint,
    )


def _line(path: Path, field: str) -> int | None:
    """Return the line of a field of a list's file; None if it is not there any more."""
    try:
        text, _ = decode_text(path.read_bytes(), str(path))
    except OSError:
        return None
    node, _ = read_sound_yaml(text, str(path))
    fields = node.fields if isinstance(node, Mapping) else ()
    return next((one.line for one in fields if one.name == field), None)
