"""Words by which journals, publishers, places, title case and the parts of names are recognised."""

from __future__ import annotations

import re
from enum import StrEnum

from pprkb.text.word_lists import word_lists

_SMALL = word_lists(__file__)["small"]


def content_words(text: str) -> list[str]:
    """Return the words of a text that carry meaning, without marks."""
    words = [word.strip(".,;:!?()[]“”\"'’") for word in text.split()]
    return [word for word in words if word and word not in _SMALL]


def is_title_case(text: str) -> bool:
    """Return whether every word that carries meaning begins with a capital or a digit."""
    words = content_words(text)
    return bool(words) and all(not word[0].islower() for word in words)


_JOURNALS = word_lists(__file__)["journals"]
SERIALS = word_lists(__file__)["serials"]
"""Words that are in the names of journals and hardly of publishers."""
_NEWSPAPERS = re.compile(
    r"\b(?:Times|Post|Guardian|Herald|Tribune|News|Globe|Gazette|Telegraph|Independent|Chronicle"
    r"|Observer|Mail|Star|Sun|Courier|Zeitung|Le Monde)$"
)
_MAGAZINES = re.compile(
    r"^(?:Time|Newsweek|The Atlantic|The New Yorker|Scientific American|Psychology Today"
    r"|Monitor on Psychology|The Economist|National Geographic|Wired|Discover|Mother Jones"
    r"|New Scientist|Der Spiegel)(?: Magazine| Mind)?$"
)
_MEETING = re.compile(r"\b(?:Conference|Symposium|Workshop|Congress|Annual Meeting|Interspeech)\b")
_ISO_4 = word_lists(__file__)["iso-4"]


def names_journal(text: str) -> bool:
    """Return whether one of the words is typical of the names of journals."""
    return any(word.lower() in _JOURNALS for word in content_words(text))


def begins_journal(word: str) -> bool:
    """Return whether a word that is cut off may begin one of these: "Psychothera"."""
    return len(word) >= 4 and any(known.startswith(word.lower()) for known in _JOURNALS)


def names_newspaper(text: str) -> bool:
    """Return whether the words are the name of a newspaper."""
    return _NEWSPAPERS.search(text) is not None and is_title_case(text)


def names_magazine(text: str) -> bool:
    """Return whether the words are the name of a magazine."""
    return _MAGAZINES.match(text) is not None


def names_proceedings(text: str) -> bool:
    """Return whether the words are the proceedings of a meeting."""
    return _MEETING.search(text) is not None and text.startswith("Proceedings")


def is_abbreviated(segment: str) -> bool:
    """Return whether a segment ends with an ISO 4 abbreviation such as "Arch" or "Psychol"."""
    words = segment.split()
    return (
        0 < len(words) <= 3
        and words[-1].removesuffix(".") in _ISO_4
        and all(not word[0].islower() for word in words)
    )


_PUBLISHERS = word_lists(__file__)["publishers"]
_BODIES = word_lists(__file__)["institutions"]
"""Words of publishers that journals have too."""
_PREPRINTS = re.compile(
    r"(?:PsyArXiv|arXiv|medRxiv|bioRxiv|SSRN|OSF Preprints|Research Square|PsychArchives"
    r"|Preprints(?:\.org)?|EdArXiv|SocArXiv|MetaArXiv|Authorea|OSF)(?: Preprints?)?$",
    re.I,
)
_STATE = re.compile(r",\s(?:[A-Z]{2}|[A-Z]\.[A-Z]\.?|[A-Z][a-z]{2,5}\.)(?:,\s[A-Z][\w. ]{1,20})?$")
_PLACES = word_lists(__file__)["places"]
"""Cities whose names are not everyday words; an English "Reading" needs its publisher."""


def names_publisher(text: str) -> bool:
    """Return whether the words are the name of a publisher rather than of a journal."""
    words = [word.lower() for word in content_words(text)]
    words += [part for word in words if "-" in word for part in word.split("-")]
    if any(word in SERIALS for word in words):
        return False
    return any(word in _PUBLISHERS for word in words) or (
        any(word in _BODIES for word in words) and not names_journal(text)
    )


def is_place(text: str) -> bool:
    """Return whether the words are a place where publishers are: "New York", "Hoboken, NJ"."""
    if len(text) > 60 or any(character.isdigit() for character in text):
        return False
    first = text.split(",")[0].strip().lower()
    return first in _PLACES or (_STATE.search(text) is not None and is_title_case(text))


def may_be_place(text: str) -> bool:
    """Return whether the words could be a place that is not known here."""
    short = len(text) <= 40 and len(text.split()) <= 4
    return short and is_title_case(text) and all(c.isalpha() or c in " ,.-" for c in text)


def names_preprints(text: str) -> bool:
    """Return whether the words are the name of an archive of preprints."""
    return _PREPRINTS.match(text) is not None


# -- the words in a list of names: initials, particles, family names, parts of bodies ------------

PARTICLES = word_lists(__file__)["particles"]
"""Words in small letters that begin or join family names."""
_SUFFIX = re.compile(r"(?:[JS]n?r\.?|(?:II|III|IV|2nd|3rd|4th)\.?)$")
_PARTS = re.compile(r"[.\-‐‑–’']{1,9}")
_SHORT = re.compile(r"[^\W\d_a-z]{1,3}$")
_BODY_WORDS = word_lists(__file__)["bodies"]
_BODY_LINKS = word_lists(__file__)["links"]


class Kind(StrEnum):
    """The possible kinds of a word; the values are letters, so those of a chunk form a string."""

    INITIAL = "i"
    """ "J.", "J.C.", "A.-K."."""
    SHORT = "j"
    """A few capitals, "JC" or "LI": initials or a family name."""
    PARTICLE = "p"
    SUFFIX = "s"
    NAME = "n"
    LINK = "l"
    """ "of", "the": in the name of a body."""
    OTHER = "x"


def kind_of(word: str) -> Kind:
    """Return the possible kinds of a word, regardless of its context."""
    if _SUFFIX.match(word):
        return Kind.SUFFIX
    if word.rstrip(".").replace("’", "'").replace("‘", "'") in PARTICLES:
        return Kind.PARTICLE
    if _is_initial(word):
        return Kind.INITIAL
    if _SHORT.match(word) and word.isupper():
        return Kind.SHORT
    if word in _BODY_LINKS:
        return Kind.LINK
    if is_name(word):
        return Kind.NAME
    return Kind.OTHER


def _is_initial(word: str) -> bool:
    """Return whether a word is initials with full stops or hyphens: "J.", "J.-P", "Yu.", "A-M."."""
    if not word[:1].isalpha() or ("." not in word and "-" not in word):
        return False
    parts = [part for part in _PARTS.split(word) if part]
    if not 1 <= len(parts) <= 6 or word.endswith(".."):
        return False
    if len(parts) == 1:
        # "Yu." and "Th." are initials where one is expected; "St." begins a family name.
        return len(parts[0]) <= 2 and parts[0][0].isupper() and parts[0].lower() != "st"
    return all(len(part) <= 2 and part[0].isupper() and part.isalpha() for part in parts) and (
        sum(map(len, parts)) <= 6
    )


def is_name(word: str) -> bool:
    """Return whether a word can be part of a person's name written out."""
    bare = word.rstrip(".")
    letters = [character for character in bare if character.isalpha()]
    if len(letters) < 2 or not all(c.isalpha() or c in "-‐‑–’'ʼ`´." for c in bare):
        return False
    if bare[0].isupper():
        return True
    # "d'Ardenne", "al-Hadi", "’t Hart"
    return any(c.isupper() for c in bare) and bare[0] in "dlao’'"


def sounds_like_body(words: list[str]) -> bool:
    """Return whether words are the name of a body rather than of a person."""
    if len(words) == 1:
        word = words[0].strip("().")
        return len(word) >= 3 and word.isupper() and word.isalpha()
    if any(word[0].islower() and word not in _BODY_LINKS for word in words):
        return False
    if any(character.isdigit() for word in words for character in word):
        return False
    if any(word in _BODY_LINKS for word in words[1:]) or words[0] == "The":
        return True
    return has_body_word(words)


def has_body_word(words: list[str]) -> bool:
    """Return whether one of the words is typical of bodies: "Bureau", "Institute"."""
    return any(word.strip("().,’'").lower() in _BODY_WORDS for word in words)


def spaced_initials(given: str) -> str:
    """Return given names with a full stop and a space after each initial: "J.C." is "J. C."."""
    words: list[str] = []
    for word in given.split():
        kind = kind_of(word)
        if kind is Kind.SHORT or (len(word) == 1 and word.isupper()):
            words += [f"{letter}." for letter in word]
        elif kind is Kind.INITIAL and "-" not in word:
            for part in filter(None, _PARTS.split(word)):
                # "AO." is two initials, "Yu." one.
                words += [f"{initial}." for initial in (part if part.isupper() else [part])]
        elif kind is Kind.INITIAL:
            words += _hyphened(word)
        else:
            words.append(word)
    return " ".join(words)


def _hyphened(word: str) -> list[str]:
    """Split "J.-P.B." into "J.-P." and "B."."""
    spaced = re.sub(r"\.(?=[^\W\d_])", ". ", word)
    return [part if part.endswith(".") else f"{part}." for part in spaced.split()]
