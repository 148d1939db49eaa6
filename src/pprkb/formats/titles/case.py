"""English Title Case to sentence case, decided title by title.

Four real titles in ten are in sentence case already, so lowering every capital would damage
proper names. The rule: a title is changed only if it is English and more of its long words begin
with a capital than without one; then words of the form `Xxxx` are lowered, apart from the first
word, the word after a colon, question or exclamation mark or full stop, names (of persons, places,
tests, laws, cases) and whatever the author put in braces (BibTeX's own means of keeping capitals).

Every format decides here: `cased` for a title with braces, `in_sentence_case` for a reference of a
format that has none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple

from pprkb.formats.latex.decode import PROTECT_CLOSE, PROTECT_OPEN
from pprkb.formats.titles.proper_names import names_in, own_names, title_is_a_name
from pprkb.formats.titles.words import (
    NAMES,
    PHRASES,
    PLAIN_WORD,
    WORD_LISTS,
    Tongue,
    Word,
    is_english_title,
    is_everyday,
    is_name,
    phrase_length,
    stem_of,
    tongue_of,
    words_of,
)
from pprkb.model.reference import Reference, ReferenceType
from pprkb.text.markup import NO_MARKUP, NOCASE_OPEN, SPAN_CLOSE, Markup, strip_tags

_CAPITALISED = re.compile(r"[A-Z][0-9']*[a-z]")
_SMALL = re.compile(r"[a-z]")
_FUNCTION_WORDS = WORD_LISTS["function words"]
_LOWERABLE = re.compile(r"[^\W\d_](?:[^\W\d_]|['’])*$")


_ONE_BRACED_WORD = re.compile(
    f"[^{PROTECT_OPEN}{PROTECT_CLOSE}]*"
    rf"(?<!\w){PROTECT_OPEN}[^\W_]*{PROTECT_CLOSE}(?!\w)"
    f"[^{PROTECT_OPEN}{PROTECT_CLOSE}]*"
)
"""A title of which braces enclose one word, too few to be the habit of a program."""
_NO_MARKS = {ord(PROTECT_OPEN): None, ord(PROTECT_CLOSE): None}
_IN_BOOKS = frozenset(
    (
        ReferenceType.CHAPTER,
        ReferenceType.PAPER_CONFERENCE,
        ReferenceType.ENTRY_ENCYCLOPEDIA,
        ReferenceType.ENTRY_DICTIONARY,
    )
)
"""Types whose container is a book: APA prints its title in sentence case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Casing:
    """What determines the case of a title besides its words."""

    language: str = ""
    """The language tag or name, or an empty string."""
    known: frozenset[str] = frozenset()
    """Names, in small letters, that keep their capital too; see `own_names`."""
    habit: bool | None = None
    """Braces around every capital are the habit of the program that wrote the file; None if the
    file is not known, so that the title alone decides.
    """
    is_name: bool = False
    """Whether the whole title keeps its capitals; see `title_is_a_name`."""


class CasedTitle(NamedTuple):
    """A title as it is printed and as its source spells it, both without marks."""

    text: Markup
    source: Markup
    """`text` itself where both have the same letters."""


def cased(title: str, casing: Casing) -> CasedTitle:
    """Decide on the case of a title: an English title in Title Case is put into sentence case.

    Args:
        title: CSL rich text; brace-protected stretches are enclosed in `PROTECT_OPEN` and
            `PROTECT_CLOSE` (see `latex.decode`).
        casing: What else decides.

    Returns:
        The title in both spellings. A protected stretch that begins with a small letter is in a
        `nocase` span of the text, since a style that prints Title Case would alter it.
    """
    text = Markup(resolve_marks(title if casing.is_name else _sentence_case(title, casing)))
    source = Markup(title.translate(_NO_MARKS) if PROTECT_OPEN in title else title)
    # Where they differ by a nocase span only, the case is the same: there is no other source.
    return CasedTitle(text, text if strip_tags(text) == strip_tags(source) else source)


def in_sentence_case(reference: Reference) -> Reference:
    """Decide on the case of a reference's titles as they are in a format without braces.

    Returns:
        The reference; the source's spelling is kept in `source_title` and in `extra`.
    """
    casing = Casing(language=reference.language, known=own_names(reference.contributors))
    extra = dict(reference.extra)

    def contained(spelled: Markup, name: str) -> Markup:
        text = cased(spelled, casing).text
        if text == spelled or name in extra:
            return spelled
        extra[name] = spelled
        return text

    title, source = reference.title, reference.source_title
    named = title_is_a_name(reference.type, title, reference.genre, reference.publisher)
    if not source and not named:
        title, spelled = cased(title, casing)
        source = NO_MARKUP if spelled == title else spelled
    container = reference.container_title
    if reference.type in _IN_BOOKS:
        container = contained(container, "source-booktitle")
    return replace(
        reference,
        title=title,
        source_title=source,
        container_title=container,
        collection_title=contained(reference.collection_title, "source-series"),
        extra=MappingProxyType(extra),
    )


def _sentence_case(title: str, casing: Casing) -> str:
    """Return a title with marks, in sentence case if it is English and in Title Case."""
    if _is_plainly_in_sentence_case(title) or not is_english_title(title, casing.language):
        return title
    words = words_of(title)
    if (
        PROTECT_OPEN in title
        and not _ONE_BRACED_WORD.fullmatch(title)
        and _braces_every_capital(title, words, habit=casing.habit)
    ):
        title = title.translate(_NO_MARKS)
        words = words_of(title)
    if _is_capitals(words):
        kept = names_in(title, words, casing.known, capitals=True)
        chosen = [word for index, word in enumerate(words) if not word.depth and index not in kept]
        return _lower(title, chosen, [words[index] for index in sorted(kept)])
    if _is_title_case(words):
        return _lower(title, _lowerable(title, words, casing.known))
    return title


def _is_plainly_in_sentence_case(title: str) -> bool:
    """Return whether a title has small letters, but no capital before one after its first word.

    Most titles are so, and need no closer look. Letters with accents, tags, and braces around more
    than one word get one.
    """
    first = PLAIN_WORD.search(title)
    if first is None:
        return False
    rest = title[first.end() :]
    if PROTECT_OPEN in title:
        if not _ONE_BRACED_WORD.fullmatch(title):
            return False
        before, opened, _ = rest.partition(PROTECT_OPEN)
        _, _, after = rest.partition(PROTECT_CLOSE)
        rest = before + after if opened else after
    return (
        rest.isascii()
        and "<" not in rest
        and _CAPITALISED.search(rest) is None
        and _SMALL.search(rest) is not None
    )


def title_language_is_unclear(title: str, language: str) -> bool:
    """Return whether a title keeps its capitals only because its language is not clear."""
    if tongue_of(title, language) is not Tongue.UNCLEAR:
        return False
    words = words_of(title)
    return _is_title_case(words) or _is_capitals(words)


def lowered_names(title: str, source: str) -> list[str]:
    """Return the lowered words that may be names, as the source spells them."""
    before, after = words_of(source), words_of(title)
    if len(before) != len(after):
        return []
    return [
        old.text
        for old, new in zip(before, after, strict=True)
        if old.text != new.text
        and len(old.text) > 2
        and not old.text.isupper()
        and not is_everyday(new.text)
        and not is_everyday(stem_of(new.text))
    ]


def resolve_marks(title: str) -> str:
    """Replace protection marks by `nocase` spans where a title-case style would alter the text."""
    if PROTECT_OPEN not in title:
        return title
    out: list[str] = []
    depth = 0
    opened: int | None = None  # where a protected stretch began of which no letter was seen yet
    spanned = False
    for part in re.split(f"([{PROTECT_OPEN}{PROTECT_CLOSE}])", title):
        if part == PROTECT_OPEN:
            depth += 1
            if depth == 1:
                opened = len(out)
                out.append("")
        elif part == PROTECT_CLOSE:
            depth -= 1
            if depth == 0:
                if spanned:
                    out.append(SPAN_CLOSE)
                opened, spanned = None, False
        else:
            if opened is not None and (letter := _first_letter(part)):
                if letter.islower():
                    out[opened] = NOCASE_OPEN
                    spanned = True
                opened = None
            out.append(part)
    return "".join(out)


def _first_letter(part: str) -> str:
    """Return the first letter outside of tags, or nothing."""
    return next(filter(str.isalpha, re.sub(r"<[^<>]*>", "", part)), "")


def is_title_case(title: str) -> bool:
    """Return whether a text without marks is in Title Case."""
    return _is_title_case(words_of(title))


def is_capitals(title: str) -> bool:
    """Return whether a text without marks is in capitals throughout, acronyms alone aside."""
    return title.isupper() and _is_capitals(words_of(title))


def _is_title_case(words: list[Word]) -> bool:
    """Return whether more long words begin with a capital than without one, names aside.

    Of a title without a long word, such as "The Ego and the Id", its short ones decide.
    """
    upper = lower = skip = 0
    every = [word.text.lower() for word in words]
    for index, word in enumerate(words):
        text = word.text
        if not skip and every[index] in PHRASES:
            skip = phrase_length(every, index)
        if skip:
            skip -= 1
            continue
        if word.initial or word.depth or not _counts(text, every[index]):
            continue
        if text.islower():
            lower += 1
        elif text[1:].islower():
            upper += 1
    if upper or lower:
        return upper > lower
    for word in words:
        text = word.text
        folded = text.lower()
        if (
            word.initial
            or word.depth
            or len(text) < 2
            or folded in WORD_LISTS["small words"]
            or is_name(folded)
        ):
            continue
        if text.islower():
            lower += folded not in _FUNCTION_WORDS
        elif text[1:].islower():
            upper += 1
    return upper > lower


def _counts(text: str, folded: str) -> bool:
    """Return whether the first letter of a word shows Title Case or sentence case."""
    return len(text) > 3 and folded not in _FUNCTION_WORDS and folded not in NAMES


def _is_capitals(words: list[Word]) -> bool:
    """Return whether the title is in capitals throughout, and is more than a row of acronyms."""
    long_words = 0
    for word in words:
        if word.depth:
            continue
        if not word.text.isupper() and not word.text.isdigit():
            return False
        long_words += len(word.text) > 4
    return long_words >= 2


def is_braced_by_habit(title: str) -> bool:
    """Return whether every capital of a title in Title Case is in braces.

    Args:
        title: Decoded, with marks.
    """
    if PROTECT_OPEN not in title:
        return False
    shown = _braced_capitals(title, words_of(title))
    if shown is None or shown[0] < 2 or shown[3]:
        return False
    return is_english_title(title, "")


def _braces_every_capital(title: str, words: list[Word], *, habit: bool | None) -> bool:
    """Return whether all capitals after the first word are braced by a program, as Zotero does it.

    In a file without that habit, braces are the author's, but for three stretches or more, two in
    doubled braces, or neighbours in braces of their own, in a title without a long small word.
    """
    shown = _braced_capitals(title, words)
    if shown is None:
        return False
    capitals, groups, apart, small = shown
    if habit is None:
        # One pair of braces is an author's; doubled ones inside a title are a program's.
        doubled = PROTECT_OPEN * 2 in title
        return groups + doubled >= 2 and capitals >= 2 and capitals > small
    if habit:
        return capitals >= 2 and capitals > 3 * small
    doubled = PROTECT_OPEN * 2 in title
    return (groups + doubled >= 3 or apart > 0) and capitals >= 2 and not small


def _braced_capitals(title: str, words: list[Word]) -> tuple[int, int, int, int] | None:
    """Count braced capitals, their stretches, those next to each other, and long small words.

    Returns:
        None if a capital is outside braces, a small letter within them, or all is braced.
    """
    capitals = plain = small = groups = apart = 0
    group_end = -1
    for word in words:
        if word.depth:
            if word.text[0].islower():
                return None
            if not word.initial and word.text[1:].islower() and word.text.lower() not in NAMES:
                capitals += 1
                if word.start > group_end:
                    groups += 1
                    apart += title[group_end : word.start] == f"{PROTECT_CLOSE} {PROTECT_OPEN}"
                    group_end = title.find(PROTECT_CLOSE, word.end)
        else:
            plain += 1
            if not word.initial and word.text[0].isupper():
                return None
            small += not word.initial and _counts(word.text, word.text.lower())
    return (capitals, groups, apart, small) if plain else None


def _lowerable(title: str, words: list[Word], known: Collection[str]) -> list[Word]:
    """Choose the words that sentence case writes small."""
    kept = names_in(title, words, known)
    chosen: list[Word] = []
    for index, word in enumerate(words):
        if index in kept or word.initial or word.depth or not word.text[0].isupper():
            continue
        if len(word.text) == 1:
            if word.text == "A":
                chosen.append(word)
        elif word.text[1:].islower() and _LOWERABLE.match(word.text):
            chosen.append(word)
    return chosen


def _lower(title: str, words: Iterable[Word], capital: Iterable[Word] = ()) -> str:
    """Write words small, and others with their first letter alone in a capital."""
    out: list[str] = []
    position = 0
    first = {word.start for word in capital}
    for word in sorted((*words, *capital), key=lambda word: word.start):
        out.append(title[position : word.start])
        text = word.text.lower()
        out.append(text[0].upper() + text[1:] if word.start in first else text)
        position = word.end
    out.append(title[position:])
    return "".join(out)
