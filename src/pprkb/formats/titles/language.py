"""Whether a title is English: by its language where that is known, else by its words."""

from __future__ import annotations

import re
from enum import Enum

from pprkb.formats.latex.decode import PROTECT_CLOSE, PROTECT_OPEN
from pprkb.formats.titles.words import (
    PLAIN_WORD,
    TAGS,
    WORD_LISTS,
    is_everyday,
    is_listed,
    is_name,
    phrase_length,
)

_NO_WORD = re.compile(rf"[{PROTECT_OPEN}{PROTECT_CLOSE}]|{TAGS}")


_ENGLISH = re.compile(
    r"(?:en(?:[-_].*)?|english|american|british|canadian|australian|u[sk]english)$", re.IGNORECASE
)


_ELIDED = re.compile(r"(?:l|qu|dell|nell|all|sull|dall)['’]\w{2}", re.IGNORECASE)


_FOREIGN_LETTER = re.compile(r"[äöüßåøæéèêëàâáíóúñçìòùîôûœãõ]", re.IGNORECASE)


_FOREIGN_WORD = re.compile(
    r"""(?:psico|psyko)\w+
    | \w{3,}(?:ung(?:en)? | keit(?:en)? | heit(?:en)? | schaft(?:en)? | isch(?:e[mnrs]?)?
      | lich(?:e[mnrs]?)? | logien? | graphien? | iatrien? | analysen? | [iaeo]stik | forschung
      | iteit | lijke? | heid | isme?s | istes? | iennes? | eux | [cçsz]i[oó]n(?:es) | ci[oó]n
      | [cç]ão | ções | i?dades? | mientos? | mente | olog[ií]as? | zion[ei] | mento
      | [ae]ncia | ência | ância | skap | elsen? | iske)
    | \w{4,}iques? | \w*(?:therapien? | terapi[aei]?)""",
    re.VERBOSE,
)
"""Beginnings and endings of words in German, Dutch, French, Spanish, Portuguese, Italian and the
Scandinavian languages that English words hardly have."""


class Tongue(Enum):
    """The language of a title, as its words show it."""

    ENGLISH = "English"
    FOREIGN = "another language"
    UNCLEAR = "unclear"


def is_english(language: str) -> bool:
    """Return whether a language tag or name is English; an absent one counts as English."""
    return not language or _ENGLISH.match(language) is not None


def is_english_title(title: str, language: str) -> bool:
    """Return whether a title is English: by its language, else by its words."""
    return tongue_of(title, language) is Tongue.ENGLISH


def tongue_of(title: str, language: str = "") -> Tongue:
    """Return what language a title is in.

    A function word that only English has makes a title English, one that only other languages have
    makes it foreign. Where there are none, words that look foreign and unknown ones are weighed
    against those that are everyday English.

    Args:
        title: Rich text, with or without protection marks.
        language: Language tag or name, which decides; empty where it is not known.

    Returns:
        `UNCLEAR` where the signs of both are equal, or no word is known. English where nothing
        looks foreign.
    """
    if language:
        return Tongue.ENGLISH if is_english(language) else Tongue.FOREIGN
    words = PLAIN_WORD.findall(_NO_WORD.sub("", title))
    folded = [word.lower() for word in words]
    if not WORD_LISTS["English alone"].isdisjoint(folded):
        return Tongue.ENGLISH
    capitals = all(word.isupper() for word in words)
    listed = ended = foreign = unknown = skip = 0
    weak = False
    for index, (word, text) in enumerate(zip(words, folded, strict=True)):
        if not skip:  # "Los Angeles" is English
            skip = phrase_length(folded, index)
        if skip:
            skip -= 1
        elif text in WORD_LISTS["English too"]:
            weak = True
        elif word.isupper() and not capitals:
            continue
        elif text in WORD_LISTS["other languages"]:
            if len(text) == 1 and (not index or f" {word} " not in title):
                continue  # "e-Health"
            if folded[index : index + 2] != ["et", "al"]:
                return Tongue.FOREIGN
        elif text.endswith(("'s", "’s")):
            ended += 1
        elif word in WORD_LISTS["particles"]:
            unknown += 1
        elif len(text) < 3 or is_name(text):
            continue
        elif text in WORD_LISTS["loan words"] or is_listed(text):
            listed += 1
        elif _FOREIGN_LETTER.search(text) or _ELIDED.match(text) or _FOREIGN_WORD.fullmatch(text):
            foreign += 1
        elif is_everyday(text):
            ended += 1
        else:
            unknown += 1
    if foreign:
        doubt = foreign + unknown - listed - weak
        return Tongue.FOREIGN if doubt > 0 else Tongue.ENGLISH if doubt < 0 else Tongue.UNCLEAR
    if not weak and unknown > 1 and not listed and not ended:
        return Tongue.UNCLEAR
    return Tongue.ENGLISH


def is_foreign_word(word: str) -> bool:
    """Return whether a word in lower case has letters of names and loan words alone."""
    return word not in WORD_LISTS["loan words"] and _FOREIGN_LETTER.search(word) is not None
