"""Detects garbled and unusual texts and names in references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pprkb.model.reference import Contributor, Reference, Role
from pprkb.text.markup import NOCASE_OPEN, SMALL_CAPS_OPEN
from pprkb.text.word_lists import word_lists

# -- texts ---------------------------------------------------------------------------------------

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
"""Printed texts, and their names in messages."""

# -- wrong decoding ------------------------------------------------------------------------------

_HIGH = "".join(bytes((n,)).decode("cp1252", "ignore") or chr(n) for n in range(0x80, 0xC0))
_NEXT = f"[{re.escape(_HIGH)}\x80-\x9f]"
"""The second and third bytes of UTF-8 characters, as decoded by Windows-1252."""
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
    """Return the first word of a text with an encoding error, or an empty string.

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
    """Return mark-up of another format left in a text, or an empty string.

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
    """Return "capitals" or "small letters" if a whole name consists of these, else ""."""
    if text.isupper() and (_LONG_WORD.search(text) or len(text.split()) > 2):
        return "capitals"
    return "small letters" if text.islower() and len(text.split()) > 1 else ""


def printed_texts(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield the printed texts of a work except names, each with its name in messages."""
    for attribute, name in _PRINTED.items():
        text = getattr(reference, attribute)
        if attribute == "title" and reference.source_title:
            text = reference.source_title
        if text:
            yield name, text


# -- names ---------------------------------------------------------------------------------------

# Names are examined after parsing, regardless of the format: a semicolon in one format and a
# Python list in another are the same error.

Flaw = tuple[str, str]
"""A problem of a name, and how to fix it."""

_LISTS = word_lists(__file__)

_AND = 'write "and" between names'
_AND_OR_BODY = 'write "and" between names, or braces around the name of a body'
_BRACES = "write braces around the name of a body"
_LAST_FIRST = "write Last, First"
_AWAY = "take it away"

_BODY_WORDS = _LISTS["words of bodies"]
"""Words of names of organizations that are never family names, in lower case."""
_BODY_LINKS = frozenset(("of", "for", "the", "on", "to", "against", "and"))
"""English words in the position of a particle of a family name."""
_LEGAL_FORMS = _LISTS["legal forms"]
"""Capitalized words at the end of organizations' names that look like initials."""
_SUFFIX = re.compile(
    r"(?:[JS]n?r|Esq|I{1,3}|IV|VI{0,3}|[2-5](?:nd|rd|th)|junior|senior)\.?\Z", re.I
)
_GENERATION = re.compile(r"(?:[JS]n?r\.?|I{2,3}|IV|VI{1,3})\Z")
_KIN = frozenset(("père", "fils", "the Elder", "the Younger"))
_DEGREE = re.compile(
    r"(?:Ph\.? ?D|Psy\.? ?D|Ed\.? ?D|D\.? ?Phil|M\.? ?D|M\.? ?Sc|B\.? ?Sc|M\.A|B\.A|MPH|MBA|MSW|"
    r"LCSW|R\.? ?N|ABPP|FRCP|FRCPsych|Dr|Prof|Professor)\.?\Z",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[ -]?){1,4}\Z")
_DOTTED = re.compile(r"(?:[^\W\d_a-z]\.[ -]?){1,4}\Z|[^\W\d_a-z]\Z")
_VOWEL = re.compile(r"[AEIOUYÄÖÜÅÆØ]|\ANG\Z")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-])*\Z")
_ET_AL = re.compile(r"(?<!\w)et\.? al(?:\.|(?!\w))|(?<!\w)u\. ?a\.\Z", re.IGNORECASE)
_OTHERS = re.compile(r"(?:and |& )?(?:others|et\.? al\.?|colleagues)\Z", re.IGNORECASE)
_COMMA_NAME = re.compile(r"(?:^|;)[^,;]+,[^,;]+(?:;|$)")
_OTHER_MARK = re.compile(r"[；、，|]")
_HONORIFIC = re.compile(r"(?:Dr|Prof|Professor|Mrs?|Ms|Sir|Dame)\.?\Z")
_SIGN = re.compile(r"[\[\]{}<>@\"*†‡]|\\|https?:")
_NUMBER = re.compile(r"(?<!\w)\d{4}(?!\w)|[¹²³⁰-⁹]|(?<=[^\W\d_])\d(?:,\d)+")
"""Years of birth and death, and affiliation marks."""
_ROLE_WORD = re.compile(r"\((?:eds?|editors?|hrsg|hg|trans|chairs?|dir|comps?)\.?\)", re.IGNORECASE)
_LIST_AND = re.compile(r" (?:and|&) ")
_BODY_AND = re.compile(r" (?:and|&|und|et|y) ")
_FULL_GIVEN = re.compile(r"[^\W\d_][^\W\d_A-Z]{2,}")


def flaws_of_names(reference: Reference) -> Iterator[tuple[Role, Flaw]]:
    """Yield the problems of the names of a work, by role."""
    seen: set[tuple[Role, str]] = set()
    unfinished = any(
        person.literal and _is_person(person.literal) for person in reference.contributors
    )
    for person in reference.contributors:
        for flaw in _flaws(person, unfinished):
            yield person.role, flaw
        name = spoken(person)
        # Two people may share a family name and initials.
        if (person.role, name) in seen and (person.literal or _FULL_GIVEN.search(person.given)):
            yield person.role, (f"{name} is named twice", "take one of the two away")
        seen.add((person.role, name))


def spoken(person: Contributor) -> str:
    """Return a name for running text: "Martin Luther King Jr."."""
    parts = (person.given, person.dropping_particle, person.non_dropping_particle, person.family)
    return person.literal or " ".join(filter(None, (*parts, person.suffix)))


def _flaws(person: Contributor, unfinished: bool) -> Iterator[Flaw]:
    """Yield the most serious problem of a name; others are mostly consequences."""
    written = _written(person)
    flaw = (
        _of_signs(person, written)
        or _of_others(person, written)
        or (_of_body(person, unfinished) if person.literal else _of_person(person, written))
    )
    if flaw:
        yield flaw


def _written(person: Contributor) -> str:
    """Return a name in inverted form: "King, Martin Luther, Jr."."""
    family = " ".join(filter(None, (person.non_dropping_particle, person.family)))
    given = " ".join(filter(None, (person.given, person.dropping_particle)))
    return person.literal or ", ".join(filter(None, (family, given, person.suffix)))


def _of_signs(person: Contributor, written: str) -> Flaw | None:
    if ";" in written and (not person.literal or _COMMA_NAME.search(written)):
        return f'there is a ";" between names: {written}', _AND_OR_BODY
    if match := _OTHER_MARK.search(written):
        return f'there is a "{match.group()}" between names: {written}', _AND
    if match := _SIGN.search(written):
        sign = match.group()
        if sign in "[]" and ("'" in written or written.count(",") > 1):
            return f'there is a "{sign}" between names: {written}', _AND
        return f'there is a "{sign}" in the name {written}', _AWAY
    if match := _ROLE_WORD.search(written):
        return f'there is a "{match.group()}" in the name {written}', _AWAY
    return None


def _of_others(person: Contributor, written: str) -> Flaw | None:
    if _ET_AL.search(written) or _OTHERS.match(person.literal or written):
        return (
            f'there is an "et al." in the name {written}'
            if _ET_AL.search(written)
            else f"{written} is not a name",
            'name everyone, or write "and others"',
        )
    return None


def _of_body(person: Contributor, unfinished: bool) -> Flaw | None:
    name = person.literal
    parts = [part.strip() for part in name.split(",") if part.strip()]
    pieces = [piece.strip(" ,") for piece in _BODY_AND.split(name.replace("/", " & "))]
    if len(pieces) > 1 and all(map(_may_be_persons, pieces)):
        return f"several persons are in one name: {name}", _AND
    if len(parts) > 1 and _are_persons(parts):
        if len(parts) == 2 and _INITIALS.match(parts[1]):
            return f"the name {name} looks like that of a person", _LAST_FIRST
        return f"several persons are in one name: {name}", _AND
    if len(parts) == 2 and " " not in parts[0] and _is_full_name(parts[1]):
        return f"the name {name} looks like that of a person", _LAST_FIRST
    if _is_person(name) or (unfinished and _ends_in_initials(name.split())):
        return f"the name {name} looks like that of a person", _LAST_FIRST
    return None


def _of_person(person: Contributor, written: str) -> Flaw | None:
    for text in (person.given, person.family):
        head, comma, tail = text.rpartition(",")
        if (
            comma
            and (_SUFFIX.match(tail.strip()) or _DEGREE.match(tail.strip()))
            and "," not in head
        ):
            return (
                f"the name {written} has {tail.strip()} in a wrong place",
                "write Last, Jr., First",
            )
        if comma:
            return f"the name {written} has too many commas", _AND
        if "&" in text or _LIST_AND.search(text):
            return f"several persons are in one name: {written}", _AND
        if _NUMBER.search(text):
            return f"there is a number in the name {written}", _AWAY
    first = person.given.split()[:1]
    if any(map(_DEGREE.match, (person.suffix, *_last_words(person)))) or any(
        len(person.given.split()) > 1 and _HONORIFIC.match(word) for word in first
    ):
        return f"there is a degree or title in the name {written}", _AWAY
    if _NUMBER.search(person.suffix):
        return f"there is a number in the name {written}", _AWAY
    if person.suffix and not _SUFFIX.match(person.suffix) and person.suffix not in _KIN:
        return (
            f"the name {written} has {person.suffix} where Jr. or III belongs",
            'write Last, First, with "and" between names',
        )
    if _GENERATION.match(person.given):
        return (
            f"the name {written} has a suffix where the given name belongs",
            "write Last, Jr., First",
        )
    words = _words(spoken(person))
    if person.non_dropping_particle.split(" ")[0] in _BODY_LINKS or any(
        word.strip("().,").casefold() in _BODY_WORDS for word in words
    ):
        return f"the name {spoken(person)} looks like that of a body", _BRACES
    family, given = person.family, person.given
    if len(given.split()) == 1 and len(given) > 2 and not given.isupper() and "." not in given:
        short = family.isupper() and len(family) <= 3 and not _VOWEL.search(family)
        if _DOTTED.match(family) or short:
            return f"the name {written} has initials in place of the family name", _LAST_FIRST
    if not given and _is_person(family):
        return f"the name {written} has its initials in the family name", _LAST_FIRST
    return None


def _last_words(person: Contributor) -> Iterable[str]:
    """Return the words of a name that can be degrees by their position: "Anna PhD", "Holm MD"."""
    given, family = person.given.split(), person.family.split()
    return (*(given[-1:] if len(given) > 1 else ()), *(family[-1:] if len(family) > 1 else ()))


def _words(name: str) -> list[str]:
    return [word for word in name.split() if word]


def _may_be_persons(text: str) -> bool:
    """Return whether a text is a list of people: "Anna Berg, Carl Dahl", "Berg, A."."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) == 1:
        return _is_full_name(text) or _is_person(text)
    return _are_persons(parts)


def _are_persons(parts: list[str]) -> bool:
    """Return whether texts between commas are people: full names, or names and initials in turn."""
    if all(_is_full_name(part) or _is_person(part) for part in parts):
        return True
    return len(parts) % 2 == 0 and all(
        _WORD.match(family.replace(" ", "")) and _INITIALS.match(given)
        for family, given in zip(parts[::2], parts[1::2], strict=True)
    )


def _is_full_name(text: str) -> bool:
    """Return whether a text is a person's full name: two or three capitalized words."""
    words = text.split()
    return (
        2 <= len(words) <= 3
        and all(word[0].isupper() and _WORD.match(word) for word in words)
        and not any(word.isupper() and len(word) > 2 for word in words)
        and not any(word.casefold() in _BODY_WORDS for word in words)
    )


def _is_person(text: str) -> bool:
    """Return whether a text without a comma is "Berg A.", "Dahl CD" or "van Berg A"."""
    words = text.split()
    return _ends_in_initials(words) and words[-1] not in _LEGAL_FORMS


def _ends_in_initials(words: list[str]) -> bool:
    return (
        2 <= len(words) <= 4
        and len(words[-1].replace(".", "")) <= 3
        and bool(_INITIALS.match(words[-1]))
        and not _GENERATION.match(words[-1])
        and words[-2][0].isupper()
        and all(_WORD.match(word) and not word.isupper() for word in words[:-1])
        and not any(word.casefold() in _BODY_WORDS for word in words)
    )
