"""Finds the words of a title that are names and stay capitalized in sentence case.

Names of persons, places, tests, laws and cases (APA manual, section 6.17): by lists, by the people
of the work itself, and by their surroundings.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from pprkb.formats.titles.words import (
    GIVEN_NAMES,
    PLAIN_WORD,
    WORD_LISTS,
    WORKS,
    Word,
    is_everyday,
    is_foreign_word,
    is_listed,
    is_name,
    phrase_length,
    stem_of,
)
from pprkb.model.reference import Contributor, ReferenceType

_LEGAL = frozenset(
    (
        ReferenceType.BILL,
        ReferenceType.LEGAL_CASE,
        ReferenceType.LEGISLATION,
        ReferenceType.REGULATION,
        ReferenceType.TREATY,
    )
)
"""Types whose titles are names (APA manual, chapter 11)."""
_TEST = re.compile(r"\bdatabase record\b|\bmeasurement instrument\b|\bpsyctests\b", re.IGNORECASE)
"""Words by which a work is a test (APA manual, section 10.11)."""
_LONGEST_NAME = 15
"""Words that the name of a law or a test has at most."""
_YEAR = re.compile(r"(?:,? \(|, )(?:1[89]|20)\d\d[a-z]?\)")
_REPLIES = frozenset(
    (noun, preposition)
    for noun in (
        "comment",
        "comments",
        "commentary",
        "reflections",
        "rejoinder",
        "reply",
        "response",
    )
    for preposition in ("on", "to")
)
"""Pairs of words before the authors of the work that is answered."""


def title_is_a_name(kind: ReferenceType, *about: str) -> bool:
    """Return whether a work's title is a name that keeps its capitals: a law, a case, a test.

    Args:
        kind: The type of the work.
        about: Its title, genre and publisher, any of which may say that it is a test.
    """
    return kind in _LEGAL or any(_TEST.search(text) for text in about if text)


def own_names(contributors: Iterable[Contributor]) -> frozenset[str]:
    """Return the names of a work's own people and bodies, which keep their capitals in its titles.

    Returns:
        In small letters; family names of one word of four letters at least that are not in the
        list of everyday words, and the names of bodies, whose words are parted by blanks.
    """
    names: set[str] = set()
    for person in contributors:
        family = person.family
        if len(family) >= 4 and family.isalpha() and family.istitle():
            folded = family.lower()
            # Lindqvist is not formed like "pianist", despite its ending.
            if not is_listed(folded):
                names.add(folded)
        elif person.literal:
            names.add(" ".join(PLAIN_WORD.findall(person.literal.lower())))
    return frozenset(names)


def names_in(
    title: str, words: list[Word], known: Collection[str], *, capitals: bool = False
) -> set[int]:
    """Return the indexes of the words that are names, and of the first words of sentences.

    Args:
        title: The title.
        words: Its words.
        known: Further names, see `own_names`.
        capitals: The title is in capitals, which show nothing.
    """
    folded = [word.text.lower() for word in words]
    bodies = [tuple(name.split()) for name in known if " " in name]
    kept: set[int] = set()
    if capitals:
        kept.update(index for index, word in enumerate(words) if word.initial)
    skip = 0
    for index, word in enumerate(words):
        text = folded[index]
        if not skip:
            skip = _name_length(folded, index, bodies)
        if skip:
            skip -= 1
            if not capitals or text not in WORD_LISTS["small words"]:
                kept.add(index)
            continue
        stem = stem_of(text)
        if stem in known or text == "i'm" or is_name(stem):
            kept.add(index)
        elif capitals:
            continue
        elif word.text[0].isupper() and (
            (stem != text and not is_everyday(stem))
            or is_foreign_word(stem)
            or _follows_a_name(title, words, index, kept)
            or _are_joined_names(title, words, index)
            or _is_cited(title, words, folded, index, kept)
            or (
                text in WORD_LISTS["names of peoples"]
                and not WORD_LISTS["words for people"].isdisjoint(folded[index + 1 : index + 2])
            )
            or (folded[index - 1] == "re" and folded[index - 2 : index - 1] == ["in"])
        ):
            kept.add(index)
        elif text in WORD_LISTS["forms of address"] and word.text.istitle():
            kept.update(_addressed(title, words, index))
        elif text == "v":
            kept.update(_parties(title, words, index))
        elif text == "act":
            kept.update(_law(words, folded, index))
        elif text in WORD_LISTS["tests"]:
            kept.update(_test(title, words, index))
    return kept


def _name_length(folded: list[str], index: int, bodies: list[tuple[str, ...]]) -> int:
    """Return the number of words of the name that begins at `index`, 0 if none does."""
    if length := phrase_length(folded, index):
        return length
    # A work's own title is not a name within it.
    works = WORKS.get(folded[index], ()) if index else ()
    for phrase in (*works, *bodies):
        if tuple(folded[index : index + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _follows_a_name(title: str, words: list[Word], index: int, kept: set[int]) -> bool:
    """Return whether a word is a family name, as in "Anne Sexton" and "Mann-Whitney"."""
    word = words[index]
    if not index or word.initial or word.text.isupper():
        return False
    before = words[index - 1]
    gap = title[before.end : word.start]
    folded = before.text.lower()
    if gap == " " and folded in GIVEN_NAMES:
        return not is_everyday(word.text.lower())
    return gap in ("-", "–") and index - 1 in kept and not is_everyday(word.text.lower())


def _are_joined_names(title: str, words: list[Word], index: int) -> bool:
    """Return whether a word and the next are two names with a hyphen, as in "Yerkes-Dodson"."""
    pair = words[index : index + 2]
    return (
        len(pair) == 2
        and title[pair[0].end : pair[1].start] in ("-", "–")
        and all(word.text.istitle() and not is_everyday(word.text.lower()) for word in pair)
    )


def _addressed(title: str, words: list[Word], index: int) -> set[int]:
    """Return the words of a form of address and of the name behind it, as in "Mrs. Brown"."""
    if index + 1 == len(words):
        return set()
    word, name = words[index], words[index + 1]
    if title[word.end : name.start] not in (" ", ". ") or not name.text.istitle():
        return set()
    always = len(word.text) < 4 and word.text not in ("Sir", "St")
    return {index, index + 1} if always or not is_everyday(name.text.lower()) else set()


def _is_cited(title: str, words: list[Word], folded: list[str], index: int, kept: set[int]) -> bool:
    """Return whether a word is an author's name: "Reply to Alden and Birk", "(Crane, 2009)"."""
    word = words[index]
    if _YEAR.match(title, word.end) or folded[index + 1 : index + 3] == ["et", "al"]:
        return True
    if index < 2 or is_everyday(folded[index]) or word.text.isupper():
        return False
    before, gap = folded[index - 1], title[words[index - 1].end : word.start]
    if before == "and" or gap == ", ":  # the next of several
        last = index - 2 if before == "and" else index - 1
        return last in kept and not is_name(folded[last])
    return gap == " " and (folded[index - 2], before) in _REPLIES


def _parties(title: str, words: list[Word], index: int) -> set[int]:
    """Return the words of a case around the "v" at `index`, as in "Roe v. Wade"."""
    if not 0 < index < len(words) - 1 or words[index].text != "v":
        return set()
    left, right = words[index - 1], words[index + 1]
    if not (left.text[0].isupper() and right.text[0].isupper()):
        return set()
    party = right.text.lower()
    if party not in WORD_LISTS["parties"] and is_everyday(party) and is_everyday(left.text.lower()):
        return set()  # "Placebo v. Drug"
    first = index - 1
    start = first
    while start and not words[start].initial and words[start].text[0].isupper():
        start -= 1
    if words[start].initial and start >= first - 2:
        first = start
    last = index + 1
    if party in WORD_LISTS["parties"]:
        after = last + 1
        while after < len(words) and not re.search(
            r"[:,;?!(]", title[words[last].end : words[after].start]
        ):
            text = words[after].text
            if text[0].isupper():
                last = after
            elif text not in ("of", "the", "and", "for"):
                break
            after += 1
    return set(range(first, last + 1))


def _law(words: list[Word], folded: list[str], index: int) -> set[int]:
    """Return the words of the law that ends in "Act": two at least after "the", or a year."""
    if words[index].text != "Act" or words[index].initial:
        return set()
    dated = (
        folded[index + 1 : index + 2] == ["of"]
        and folded[index + 2 : index + 3]
        and (re.fullmatch(r"1[789]\d\d|20\d\d", folded[index + 2]) is not None)
    )
    first = index - 1
    while first >= 0 and folded[first] != "the" and not words[first].initial:
        if index - first > _LONGEST_NAME:
            return set()
        if not words[first].text[0].isupper() and folded[first] not in WORD_LISTS["small words"] | {
            "with"
        }:
            return set()
        first -= 1
    if first < 0 or (folded[first] != "the" and not dated):
        return set()
    length = index - first - 1
    if (
        folded[first] == "the"
        and (length >= 2 or dated)
        and folded[index - 1] not in WORD_LISTS["no laws"]
    ):
        return set(range(first + 1, index + 1))
    return set(range(first, index + 1)) if dated else set()


def _test(title: str, words: list[Word], index: int) -> set[int]:
    """Return the words of a test that is named with its acronym: "Child Abuse Scale (CAS)"."""
    if index + 1 >= len(words) or not words[index].text[0].isupper():
        return set()
    acronym = words[index + 1].text
    if title[words[index].end : words[index + 1].start] != " (" or not acronym.isupper():
        return set()
    first = index
    letters = ""
    while first >= 0 and index - first < _LONGEST_NAME and len(letters) < len(acronym) + 2:
        text = words[first].text
        if text[0].isupper() and text.lower() not in WORD_LISTS["small words"]:
            letters = text[0] + letters
        if letters == acronym:
            return set(range(first, index + 1))
        if words[first].initial or words[first].depth:
            break
        first -= 1
    return set()
