"""Splits a title into words, and tells everyday English from names.

`english_words.txt` lists base forms of everyday words; their inflections, words with a prefix and
words with an ending that names hardly have count too. `names.txt` lists places, peoples, persons,
tests and laws that are common in titles of psychotherapy research and of statistics. A word that is
missing is a doubt, never a fault.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from importlib.resources import files

from pprkb.formats.latex.decode import PROTECT_CLOSE, PROTECT_OPEN


def _sections(name: str) -> dict[str, list[str]]:
    """Return the lines below each heading of a list of words, without its comments."""
    sections: dict[str, list[str]] = {}
    for line in files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            section.append(line)
    return sections


WORD_LISTS = {
    heading: frozenset(" ".join(lines).split())
    for heading, lines in _sections("title_words.txt").items()
}
"""Heading of `title_words.txt` -> its words, in lower case but for those of languages."""
ENGLISH_WORDS = frozenset(
    files(__package__).joinpath("english_words.txt").read_text(encoding="utf-8").split()
)
_NAMES = _sections("names.txt")
NO_NAMES = frozenset(" ".join(_NAMES.pop("no names")).split())
"""Everyday words that end as names do."""


def _by_first_word(names: list[str]) -> dict[str, list[tuple[str, ...]]]:
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(
        {tuple(name.split()) for name in names}, key=lambda name: (-len(name), name)
    ):
        phrases.setdefault(name[0], []).append(name)
    return phrases


PHRASES = _by_first_word(_NAMES.pop("names of several words"))
"""First word of a name of several words -> the whole names in lower case, longest first."""
WORKS = _by_first_word(_NAMES.pop("titles of works"))
"""The same for titles of works, which are names only within another title."""
NAMES = frozenset(word for lines in _NAMES.values() for line in lines for word in line.split())
"""Single names in lower case."""
GIVEN_NAMES = frozenset(" ".join(_NAMES["given names"]).split())
"""Given names: a word after them is a family name, unless it is an everyday word."""

TAGS = r"</?(?:i|b|su[bp])>|<span[^<>]*>|</span>"
"""A pattern of CSL's tags for rich text."""
PLAIN_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_WORD = re.compile(
    rf"(?P<mark>[{PROTECT_OPEN}{PROTECT_CLOSE}])|{TAGS}|(?P<word>{PLAIN_WORD.pattern})"
)
_BOUNDARY = re.compile(r"[:?!](?![^\s\"”’')\]])|[:?!.;]?\s*[—―]\s*$|[.…](?=[\"”’')\]]*\s)")


_OF_A_NAME = re.compile(
    r"""\w{3,}(?:
      (?<!ar)(?<!ic)(?<!nd)ians?  | [klnr]eans? | [dglmnt]ese | \w\wesque
    | \w(?:ville|shire|burgh|grad|stan|stein|sson|wicz|owski|ovsky|ovich|ović|enko|berg)
    )""",
    re.VERBOSE,
)
"""Endings of adjectives of names, of places and of family names."""


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


_DOUBLING = ("ed", "ing", "er", "ers")


_INFLECTIONS = (
    ("'s", ("",)), ("ies", ("y",)), ("ied", ("y",)), ("ier", ("y",)), ("iest", ("y",)),
    ("ily", ("y",)), ("es", ("", "is")), ("s", ("",)), ("ed", ("", "e")), ("ing", ("", "e")),
    ("ings", ("", "e")), ("er", ("", "e")), ("ers", ("", "e")), ("or", ("", "e")),
    ("ors", ("", "e")), ("est", ("", "e")), ("ly", ("", "le")), ("al", ("", "e")),
    ("ial", ("", "e", "y")), ("ic", ("", "e", "y")), ("a", ("um",)),
)  # fmt: skip
"""Endings, and what replaces them in a base form."""


class Word:
    """A word of a title with what decides its case."""

    __slots__ = ("depth", "end", "initial", "start", "text")

    def __init__(self, start: int, end: int, text: str, depth: int, initial: bool) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.depth = depth
        """Number of protecting braces around the word."""
        self.initial = initial
        """Whether it begins a sentence."""


def words_of(title: str) -> list[Word]:
    """Return the words of a title, with marks of protection or without, in order."""
    words: list[Word] = []
    depth = 0
    previous_end = 0
    if "<" not in title and PROTECT_OPEN not in title:
        for match in PLAIN_WORD.finditer(title):
            start = match.start()
            initial = not words
            if not initial and start - previous_end > 1:
                initial = _is_boundary(words[-1].text, title[previous_end:start])
            previous_end = match.end()
            words.append(Word(start, previous_end, match.group(), 0, initial))
        return words
    for match in _WORD.finditer(title):
        kind = match.lastgroup
        if kind == "mark":
            depth += 1 if match["mark"] == PROTECT_OPEN else -1
        elif kind == "word":
            start = match.start()
            initial = not words
            gap = title[previous_end:start]
            if not initial and len(gap) > 1:
                initial = _is_boundary(words[-1].text, gap)
            inside = depth
            if words and gap in (PROTECT_OPEN, PROTECT_CLOSE):  # "{U}sing" is one word
                inside = words[-1].depth = max(depth, words[-1].depth)
            words.append(Word(start, match.end(), match["word"], inside, initial))
            previous_end = match.end()
    return words


def _is_boundary(previous: str, gap: str) -> bool:
    mark = _BOUNDARY.search(gap)
    if mark is None:
        return False
    if mark.group()[0] != ".":
        return True
    return len(previous) > 1 and previous.lower() not in WORD_LISTS["abbreviations"]


@lru_cache(maxsize=20_000)
def is_everyday(word: str) -> bool:
    """Return whether a lowercase word is, or is formed like, an everyday English word."""
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
    """Return whether a word in lower case is in the list, or an inflection of a listed one."""
    if word in ENGLISH_WORDS:
        return True
    for ending, others in _INFLECTIONS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: len(word) - len(ending)]
            if any(stem + other in ENGLISH_WORDS for other in others):
                return True
            if ending in _DOUBLING and stem[-1] == stem[-2] and stem[:-1] in ENGLISH_WORDS:
                return True
    return False


def is_name(word: str) -> bool:
    """Return whether a word in lower case, without genitive ending, is a name."""
    if word in NAMES:
        return True
    if word[-1:] == "s" and len(word) > 4 and word[:-1] in NAMES:
        return True
    if _OF_A_NAME.fullmatch(word) is None:
        return False
    return word not in NO_NAMES and word.removesuffix("s") not in NO_NAMES


def phrase_length(folded: list[str], index: int) -> int:
    """Return the number of words in lower case of the name that begins at `index`; 0 if none."""
    for phrase in PHRASES.get(folded[index], ()):
        if tuple(folded[index : index + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def stem_of(folded: str) -> str:
    """Return a word in lower case without an English genitive ending."""
    return folded[:-2] if folded.endswith(("'s", "’s")) else folded


# -- whether a title is English: by its language where that is known, else by its words ----------

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
    """Return the language of a title.

    A function word that only English has makes a title English, one that only other languages have
    makes it foreign. Where there are none, words that look foreign and unknown ones are weighed
    against those that are everyday English.

    Args:
        title: Rich text, with or without protection marks.
        language: Language tag or name, which decides; empty if it is not known.

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
