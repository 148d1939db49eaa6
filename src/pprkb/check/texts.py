"""Rules on the texts of a work: wrongly decoded, with mark-up in them, in capitals throughout."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pprkb.model.reference import Reference
from pprkb.text.markup import NOCASE_OPEN, SMALL_CAPS_OPEN

_PRINTED = {
    "title": "title",
    "container_title": "title of the journal or book",
    "collection_title": "title of the series",
    "volume_title": "title of the volume",
    "part_title": "title of the part",
    "original_title": "original title",
    "reviewed_title": "title of the work reviewed",
    "event_title": "name of the event",
    "publisher": "publisher",
    "publisher_place": "place",
    "event_place": "place of the event",
    "genre": "genre",
}
"""Texts that are printed, and what to call them."""

# -- wrong decoding ------------------------------------------------------------------------------

_HIGH = "".join(bytes((n,)).decode("cp1252", "ignore") or chr(n) for n in range(0x80, 0xC0))
_NEXT = f"[{re.escape(_HIGH)}\x80-\x9f]"
"""What the second and third bytes of a character in UTF-8 look like in Windows-1252."""
_CLOSING = "[»«’‘”“…›‹–—]"
_GARBLED = re.compile(
    # A letter with an accent in UTF-8 read as Windows-1252. "É»" and "Å”" may end a word in
    # capitals before a quotation mark.
    rf"(?<=[a-zß-ÿ])[ÂÃÄÅ]{_NEXT}"
    rf"|[ÂÃÄÅ](?!{_CLOSING}(?![^\W\d_])){_NEXT}"
    # other alphabets, quotation marks and dashes, marks of byte order, emoji, East Asian signs
    rf"|(?:[Æ-ß]{_NEXT}){{2}}|â[€‚„](?:{_NEXT}|\s|$)|ï»¿|ï¿½|ðŸ|(?:[à-ï]{_NEXT}{_NEXT}){{2}}"
    # UTF-8 read in the code page of a Macintosh, and in those of DOS
    r"|√[\u00a0-\u2265]|‚Ä[\u00a0-\u2265]|[├┬][\u00a0-\u2593]|ÔÇ[\u00a0-\u2593]"
    # What was lost: U+FFFD; a control character; "?" in place of a letter or an apostrophe; the
    # second byte of "à" and "í", a no-break space or a soft hyphen
    r"|\ufffd|[\x80-\x9f]|(?<=[^\W\d_])\?(?=[a-zß-ÿ])"
    r"|(?<![^\W_])[ÃÂ](?![^\W_])|(?<=[a-zß-ÿ])[ÃÂ](?![A-ZÀ-Þ])"
)


def garbled(text: str) -> str:
    """Return the first word of a text that was decoded wrongly; empty where none is.

    What UTF-8 looks like when it is read as Windows-1252 ("GarcÃ­a", "â€™"), once or twice, or in
    an old code page; characters that were lost on the way ("Andr\ufffds", "Arrow?s").
    """
    if text.isascii() and "?" not in text:
        return ""
    match = _GARBLED.search(text)
    if match is None:
        return ""
    start = max(text.rfind(blank, 0, match.start() + 1) for blank in " \u00a0") + 1
    return (text[start:].split() or [match.group()])[0]


# -- mark-up -------------------------------------------------------------------------------------

_ENTITY = re.compile(r"&(?:[a-z][a-z0-9]{1,30}|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:[a-z]{2,6}:[a-z-]+|em|strong|u|p|br|div|span|a|italic|bold|sc|scp|small|big|font|tt|code|"
    r"title|sec|inf|h[1-6]|ul|ol|li|tex-math|inline-formula|inline-graphic|xref|named-content|"
    r"underline|i|b|sub|sup)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_RICH = re.compile(r"<(?P<close>/?)(?P<name>i|b|sub|sup)>")
_LATEX = re.compile(r"\\[A-Za-z]{2,}|\\[\"'`^~=.]\{?[A-Za-z]|\{\\|\$[^$]*[\\^_][^$]*\$")


def markup_left(text: str) -> str:
    """Return what is left of another format's mark-up in a text; empty where nothing is.

    Tags and entities of HTML and JATS, and commands of LaTeX. CSL's own tags are formatting, as
    long as each is closed.
    """
    if not any(sign in text for sign in "<&\\$"):
        return ""
    if match := _ENTITY.search(text) or _LATEX.search(text):
        return match.group()
    open_tags: list[str] = []
    for tag in _TAG.finditer(text):
        rich = _RICH.fullmatch(tag.group())
        if tag.group() in (NOCASE_OPEN, SMALL_CAPS_OPEN):
            open_tags.append("span")
        elif tag.group() == "</span>" and "span" in open_tags:
            open_tags.remove("span")
        elif rich and not rich["close"]:
            open_tags.append(rich["name"])
        elif rich and rich["name"] in open_tags:
            open_tags.remove(rich["name"])
        else:
            return tag.group()
    return f"<{open_tags[0]}>" if open_tags else ""


# -- letters ---------------------------------------------------------------------------------------

_LONG_WORD = re.compile(r"[^\W\d_]{6,}")


def in_one_case(text: str) -> str:
    """Return the letters of all of a name: "capitals" or "small letters"; else nothing."""
    if text.isupper() and (_LONG_WORD.search(text) or len(text.split()) > 2):
        return "capitals"
    return "small letters" if text.islower() and len(text.split()) > 1 else ""


def printed_texts(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield what is printed of a work but its names: what to call it, and the text."""
    for attribute, name in _PRINTED.items():
        text = getattr(reference, attribute)
        if attribute == "title" and reference.source_title:
            text = reference.source_title
        if text:
            yield name, text
