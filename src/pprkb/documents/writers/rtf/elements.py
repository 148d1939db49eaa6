"""The elements of Rich Text Format: characters, styles, lists and the header of a file.

Rich Text Format (Microsoft, version 1.9.1) is ASCII: a character beyond it is written as its
number in UTF-16, and a question mark for readers that know no such numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from locale import windows_locale
from string import ascii_lowercase

from pprkb.csl.text.numbers import roman
from pprkb.documents.document import Document
from pprkb.documents.writers.characters import language_tag, one_line
from pprkb.documents.writers.page_setup import (
    CODE_FONT,
    FONT,
    LINK_COLOUR,
    MARGIN,
    Page,
    ParagraphStyle,
    RightTab,
    StyleName,
    data_date,
)

_SPECIAL = {"\\": r"\\", "{": r"\{", "}": r"\}", "\u00a0": r"\~", "\u00ad": r"\-", "\u2011": r"\_"}
_NOT_PLAIN = re.compile(r"[^ -\[\]^-z|~]")
_NO_LANGUAGE = 1024
_SIZE = 24
"""The size of running text, in half points."""
PLAIN = r"\pard\plain"
"""Resets the formatting of the previous paragraph."""
LINK = r"\cs1\ul\cf1 "
"""The formatting of a link, by its number in the style sheet."""
CODE = r"\f1\fs22"


def escaped(text: str) -> str:
    """Return escaped text on one line."""
    return _NOT_PLAIN.sub(lambda found: _character(found.group()), one_line(text))


def _character(character: str) -> str:
    if character in _SPECIAL:
        return _SPECIAL[character]
    units = character.encode("utf-16-le")
    numbers = (
        int.from_bytes(units[place : place + 2], "little", signed=True)
        for place in range(0, len(units), 2)
    )
    return "".join(rf"\u{number}?" for number in numbers)


# -- styles --------------------------------------------------------------------------------------


class Styles:
    """The paragraph styles of one document, each with its number and formatting."""

    def __init__(self, looks: Mapping[str, ParagraphStyle], *, text_width: int) -> None:
        """Number the styles; tabs may reach up to `text_width`."""
        self._looks = looks
        # Running text is style 0, as every program assumes; links have a character style.
        others = (name for name in looks if name != StyleName.BODY)
        self._numbers = {StyleName.BODY: 0} | {name: at for at, name in enumerate(others, 2)}
        self._text_width = text_width

    def paragraph(
        self,
        style: str,
        *,
        left: int | None = None,
        hanging: int | None = None,
        right_to_left: bool = False,
        align: str = "",
        keep_next: bool = False,
    ) -> str:
        r"""Return the beginning of a paragraph, up to its text.

        Programs do not apply the formatting of a style by its number, so each paragraph repeats it.

        Args:
            style: The name of its style.
            left: The indent in twips, in place of that of the style.
            hanging: The hanging indent of the first line; None for that of the style.
            right_to_left: Whether the paragraph runs from right to left.
            align: `\qr` or `\qc`, in place of that of the style.
            keep_next: Whether to keep it on the page of the next paragraph.
        """
        look = self._looks[style]
        begin = look.left if left is None else left
        first = look.first if left is None else 0
        first = first if hanging is None else -hanging
        align = align or (r"\qc" if look.centred else r"\qr" if right_to_left else r"\ql")
        parts = [
            rf"{PLAIN}\s{self._numbers[style]}",
            r"\rtlpar" if right_to_left else "",
            align,
            rf"\li{begin}\ri{look.right}\lin{begin}\rin{look.right}\fi{first}",
            rf"\sb{round(20 * look.before)}\sa{round(20 * look.after)}",
            rf"\sl{round(240 * look.lines)}\slmult1\widctlpar",
            r"\keepn" if keep_next or look.keep_next else "",
            r"\keep" if look.keep_together else "",
            rf"\outlinelevel{look.level - 1}" if look.level else "",
            {None: "", RightTab.BLANK: r"\tqr", RightTab.DOTS: r"\tqr\tldot"}[look.right_tab],
            rf"\tx{self._text_width}" if look.right_tab else "",
            self._characters(style),
        ]
        return "".join(parts) + " "

    def _characters(self, style: str) -> str:
        look = self._looks[style]
        size = round(2 * look.size) or _SIZE
        font = r"\f1" if style == StyleName.CODE_BLOCK else r"\f0"
        size = 22 if style == StyleName.CODE_BLOCK else size
        weight = (r"\b" if look.bold else "") + (r"\i" if look.italic else "")
        return rf"{font}\fs{size}{weight}"

    def table(self) -> str:
        """Return the style sheet in the header of the file."""
        styles = "".join(
            f"{{{self.paragraph(name).removeprefix(PLAIN)}{_word_name(name)};}}\n"
            for name in self._looks
        )
        return f"{{\\stylesheet\n{styles}{{\\*{LINK.rstrip()}\\additive Hyperlink;}}\n}}\n"


def _word_name(name: str) -> str:
    # In this format, Word recognizes its own styles by lowercase names.
    return name.lower() if name.startswith(("Heading", "TOC ")) else name


# -- lists ---------------------------------------------------------------------------------------

_DEEPEST_LEVEL = 8
_BULLETS = "•–▪"
_BULLET = 23


class Lists:
    """The lists of one document."""

    def __init__(self) -> None:
        """Start without lists."""
        self._made: list[str] = []

    def new_list(self, *, ordered: bool, start: int) -> int:
        """Start a list and return its number."""
        number = len(self._made) + 1
        levels = "".join(
            _level(level, ordered=ordered, start=start) for level in range(_DEEPEST_LEVEL + 1)
        )
        self._made.append(
            rf"{{\list\listtemplateid{number}\listhybrid{levels}{{\listname ;}}\listid{number}}}"
        )
        return number

    def table(self) -> str:
        """Return the list tables in the header of the file."""
        if not self._made:
            return ""
        overrides = "".join(
            rf"{{\listoverride\listid{number}\listoverridecount0\ls{number}}}"
            for number in range(1, len(self._made) + 1)
        )
        made = "\n".join(self._made)
        return f"{{\\*\\listtable\n{made}\n}}\n{{\\*\\listoverridetable{overrides}}}\n"


def _level(level: int, *, ordered: bool, start: int) -> str:
    if ordered:
        kind = (0, 4, 2)[level % 3]
        text = rf"{{\leveltext\'02\'0{level}.;}}{{\levelnumbers\'01;}}"
    else:
        kind = _BULLET
        text = rf"{{\leveltext\'01{escaped(_BULLETS[level % len(_BULLETS)])};}}{{\levelnumbers;}}"
    return (
        rf"{{\listlevel\levelnfc{kind}\levelnfcn{kind}\leveljc0\leveljcn0\levelfollow0"
        rf"\levelstartat{max(0, start)}{text}\fi-360\li{360 * (level + 1)}}}"
    )


def item(number: int, level: int, *, ordered: bool, count: int) -> str:
    """Return the formatting that makes a paragraph an item of a list.

    Args:
        number: The number of the list; 0 to print the item's marker as text.
        level: The depth of nested lists around it.
        ordered: Whether the list is numbered.
        count: The item's number, for programs that do not support lists.
    """
    shown = _numbered(count, level) if ordered else _BULLETS[level % len(_BULLETS)]
    if not number:
        return rf"{escaped(shown)}\tab "
    return rf"{{\listtext {escaped(shown)}\tab}}\ls{number}\ilvl{list_level(level)} "


def list_level(level: int) -> int:
    """Return a list level, from 0, that programs support."""
    return min(level, _DEEPEST_LEVEL)


def _numbered(count: int, level: int) -> str:
    kind = list_level(level) % 3
    if kind == 1 and 0 < count <= len(ascii_lowercase):
        return f"{ascii_lowercase[count - 1]}."
    return f"{roman(count)}." if kind and 0 < count < 4000 else f"{count}."


# -- header --------------------------------------------------------------------------------------


def head(document: Document, page: Page, styles: Styles, lists: Lists) -> str:
    """Return everything before the text, from the fonts to the page layout."""
    language = language_number(document.language)
    red, green, blue = bytes.fromhex(LINK_COLOUR)
    return (
        rf"{{\rtf1\ansi\ansicpg1252\uc1\deff0\deflang{language}\deflangfe{language}" + "\n"
        rf"{{\fonttbl{{\f0\froman\fcharset0 {FONT};}}{{\f1\fmodern\fcharset0 {CODE_FONT};}}}}"
        "\n"
        rf"{{\colortbl;\red{red}\green{green}\blue{blue};}}"
        "\n"
        f"{styles.table()}{lists.table()}{_properties(document)}"
        rf"\paperw{page.width}\paperh{page.height}\margl{page.margin}\margr{page.margin}"
        rf"\margt{page.margin}\margb{page.margin}\headery{MARGIN // 2}\widowctrl\ftnbj"
        + (r"\landscape\sectd\lndscpsxn" if page.width > page.height else r"\sectd")
        + rf"\pgwsxn{page.width}\pghsxn{page.height}\titlepg"
        + "\n"
    )


def language_number(language: str) -> int:
    """Return the Windows identifier of a language (BCP 47 tag)."""
    tag = language_tag(language).replace("-", "_")
    known: Iterable[tuple[int, str]] = sorted(windows_locale.items())
    exact = (number for number, name in known if name.lower() == tag.lower())
    near = (number for number, name in known if name.split("_")[0] == tag.split("_")[0].lower())
    return next(exact, next(near, _NO_LANGUAGE))


def _properties(document: Document) -> str:
    date = data_date(document)
    day = rf"\yr{date.year}\mo{date.month}\dy{date.day}\hr{date.hour}\min{date.minute}"
    fields = (("title", document.title), ("subject", document.subtitle))
    named = "".join(rf"{{\{name} {escaped(text)}}}" for name, text in fields if text)
    author = document.author and rf"{{\author {escaped(document.author)}}}"
    return f"{{\\info{named}{author}{{\\creatim{day}}}{{\\revtim{day}}}}}\n"
