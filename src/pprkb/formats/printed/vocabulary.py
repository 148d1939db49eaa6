"""Words by which journals, publishers, places and title case are recognised."""

from __future__ import annotations

import re

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
    """Return whether the last word of a segment is one that ISO 4 shortens: "Arch", "Psychol"."""
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
"""Cities whose names are no everyday words; an English "Reading" needs its publisher."""


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
