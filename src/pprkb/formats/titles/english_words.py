"""Everyday English words: what is in small letters within a sentence.

The list holds base forms; their inflections, words with a prefix and words with an ending that
names hardly have count too. It serves to tell names and other languages from English; a word that
is missing is a doubt, never a fault.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

_ENDING = re.compile(
    r"""\w{2,}(?:
      [st]ions? | [st]ional(?:ly|i[sz]\w+|ism|ity)? | ments? | mental(?:ly)? | ness(?:es)?
    | ities | [ai]bility | [ai]ble | [ae]nc(?:y|ies) | \w[ae]nces? | ships? | hoods?
    | less(?:ly|ness)? | \wful(?:ly|ness)? | ically | ingly | edly | ously | ively | ally
    | i[sz](?:e[ds]?|ing|ers?|ation|ations) | \wisms? | \wists? | istic(?:ally)?
    | olog(?:y|ies|ical|ically|ists?) | graph(?:y|ies|ic|ical|ers?) | metr(?:y|ic|ics|ical)
    | path(?:y|ies|ic|ology) | therap(?:y|ies|ists?|eutic) | \wous
    | \wtive(?:ly|ness|s)? | \wsive(?:ly)?
    | [aeiou]tric(?:s|al|ian|ians)? | genic | phobi[ac]s? | \witis | os[ei]s | otic | ectomy
    | \wonomy
    | emia | ics | icians? | arians? | otropic | cratic | \w{3,}[^aeiou]ity
    )""",
    re.VERBOSE,
)
_PREFIX = re.compile(
    r"(?:re|un|non|pre|post|self|over|under|inter|intra|meta|multi|micro|macro|anti|co|sub|super|"
    r"trans|cyber|counter|de|dis|mis|hyper|hypo|psycho|neuro|bio|socio|geo|tele|auto|out|up|mid|"
    r"poly|mono|bi|tri|semi|pseudo|ultra|infra|extra|cross|proto|photo|electro|hetero|homo|"
    r"back|down|in|on|off|side|work|ever|any|some|every|home|school|class|house|life|hand|"
    r"head|heart|time|day|night|week|mind|health|water|land|book|play|ground|birth|child|care)"
)


@lru_cache(maxsize=20_000)
def is_everyday(word: str) -> bool:
    """Say whether a word is an everyday English word, or formed as one.

    Args:
        word: In lower case.
    """
    if is_listed(word) or _ENDING.fullmatch(word):
        return True
    prefix = _PREFIX.match(word)
    while prefix and len(word) - prefix.end() >= 3:
        if is_listed(word[prefix.end() :]):
            return True
        prefix = _PREFIX.match(word, 0, prefix.end() - 1)
    return False


@lru_cache(maxsize=20_000)
def is_listed(word: str) -> bool:
    """Say whether a word is in the list, or is an inflection of a listed one.

    Args:
        word: In lower case.
    """
    if word in _WORDS:
        return True
    for ending, others in _INFLECTIONS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: len(word) - len(ending)]
            if any(stem + other in _WORDS for other in others):
                return True
            if ending in _DOUBLING and stem[-1] == stem[-2] and stem[:-1] in _WORDS:
                return True
    return False


_DOUBLING = ("ed", "ing", "er", "ers")
_INFLECTIONS = (
    ("'s", ("",)),
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("ier", ("y",)),
    ("iest", ("y",)),
    ("ily", ("y",)),
    ("es", ("", "is")),
    ("s", ("",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
    ("ings", ("", "e")),
    ("er", ("", "e")),
    ("ers", ("", "e")),
    ("or", ("", "e")),
    ("ors", ("", "e")),
    ("est", ("", "e")),
    ("ly", ("", "le")),
    ("al", ("", "e")),
    ("ial", ("", "e", "y")),
    ("ic", ("", "e", "y")),
    ("a", ("um",)),
)
"""Endings, and what stands in their place in a base form."""

_WORDS = frozenset(
    files(__package__).joinpath("english_words.txt").read_text(encoding="utf-8").split()
)
