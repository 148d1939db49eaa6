"""Editions and article numbers without the words that styles print around them."""

from __future__ import annotations

import re

ORDINALS = (  # noqa: SIM905
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_NUMBER_OF = {word: str(number) for number, word in enumerate(ORDINALS, 1)}
_EDITION = re.compile(
    r"(?:the\s+)?(?:(?P<number>\d+)(?:st|nd|rd|th|\.|[eèa]?me|[eaªº]|er|ère|de)?|(?P<word>[a-z]+))"
    r"(?:\s*(?:edition|edn?|auflage|aufl|édition|éd|edición|edicion|edição|edizione|druk|uitgave"
    r"|utgave|utgåva|upplaga|udgave)\b\.?)?$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"(?:article\s|art\.)\s*(?:(?:number\s|no\.|no\s|#)\s*)?(?=[a-z]{0,2}\d)", re.IGNORECASE
)


def edition_number(edition: str) -> str:
    """Return the number of "Second" or "3rd ed."; other editions as they are."""
    match = _EDITION.match(edition)
    if match is None:
        return edition
    return match["number"] or _NUMBER_OF.get(match["word"].lower(), edition)


def article_number(eid: str) -> str:
    """Return the number of "Article 55" or "Art. no. 55"."""
    return _ARTICLE.sub("", eid, count=1) if _ARTICLE.match(eid) else eid
