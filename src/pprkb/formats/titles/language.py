"""Whether a title is English: by its language where that is known, else by its words.

`english_words.txt` lists base forms of everyday words; their inflections, words with a prefix and
words with an ending that names hardly have count too. A word that is missing is a doubt, never a
fault.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from importlib.resources import files

from pprkb.formats.latex.decode import PROTECT_CLOSE, PROTECT_OPEN
from pprkb.formats.titles.proper_names import PHRASES, is_name

_NO_WORD = re.compile(rf"[{PROTECT_OPEN}{PROTECT_CLOSE}]|</?(?:i|b|su[bp])>|<span[^<>]*>|</span>")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENGLISH = re.compile(
    r"(?:en(?:[-_].*)?|english|american|british|canadian|australian|u[sk]english)$", re.IGNORECASE
)
_ENGLISH_ALONE = frozenset(
    "the of and with from by how why we you its not does your their this that these those between "  # noqa: SIM905
    "what when where which who whose through toward towards without within among into".split()
)
"""Words of English and of no language that is written in the same letters."""
_ENGLISH_TOO = frozenset("for on to an as at is are or it can".split())  # noqa: SIM905
"""Words of English that other languages have as well: a weaker sign."""
_FOREIGN_WORDS = frozenset(
    "der die das und zur zum des dem den eine einer eines einen ein im ist für über bei nach oder "  # noqa: SIM905
    "nicht vom auf aus durch mit wie zwischen gegen sowie als zu "
    "beim wenn kein keine sind wird ich wir "
    "le la les du et une un aux au sur dans avec est chez pour par entre sans sous selon "
    "el los las para una del por y con "
    "il della dello delle dei nel nella gli alla sulla "
    "het een voor naar bij zijn niet wat "
    "och og att av för är på ett som til ved hos "
    "uma ao os pela não e".split()
)
_PARTICLES = frozenset("da de di do met op van von".split())  # noqa: SIM905
"""Small words of other languages that occur in names and in English, too: a weak sign."""
_ELIDED = re.compile(r"(?:l|qu|dell|nell|all|sull|dall)['’]\w{2}", re.IGNORECASE)
_FOREIGN_LETTER = re.compile(r"[äöüßåøæéèêëàâáíóúñçìòùîôûœãõ]", re.IGNORECASE)
_LOANS = frozenset(
    "café cafés cliché clichés déjà exposé façade fiancé fiancée naïve naïveté protégé "  # noqa: SIM905
    "résumé".split()
)
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
    """What a title's words tell of its language."""

    ENGLISH = "English"
    FOREIGN = "another language"
    UNCLEAR = "unclear"


def is_english(language: str) -> bool:
    """Say whether a language tag or name is English; an absent one counts as English."""
    return not language or _ENGLISH.match(language) is not None


def is_english_title(title: str, language: str) -> bool:
    """Say whether a title is English: by its language, else by its words."""
    return tongue_of(title, language) is Tongue.ENGLISH


def tongue_of(title: str, language: str = "") -> Tongue:
    """Say what language a title is in.

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
    words = _WORD.findall(_NO_WORD.sub("", title))
    folded = [word.lower() for word in words]
    if not _ENGLISH_ALONE.isdisjoint(folded):
        return Tongue.ENGLISH
    capitals = all(word.isupper() for word in words)
    listed = ended = foreign = unknown = skip = 0
    weak = False
    for index, (word, text) in enumerate(zip(words, folded, strict=True)):
        if not skip:  # "Los Angeles" is English
            skip = phrase_length(folded, index)
        if skip:
            skip -= 1
        elif text in _ENGLISH_TOO:
            weak = True
        elif word.isupper() and not capitals:
            continue
        elif text in _FOREIGN_WORDS:
            if len(text) == 1 and (not index or f" {word} " not in title):
                continue  # "e-Health"
            if folded[index : index + 2] != ["et", "al"]:
                return Tongue.FOREIGN
        elif text.endswith(("'s", "’s")):
            ended += 1
        elif word in _PARTICLES:
            unknown += 1
        elif len(text) < 3 or is_name(text):
            continue
        elif text in _LOANS or is_listed(text):
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
    """Say whether a word has letters that English has in names and loan words alone.

    Args:
        word: In lower case.
    """
    return word not in _LOANS and _FOREIGN_LETTER.search(word) is not None


def phrase_length(folded: list[str], index: int) -> int:
    """Return the number of words of the name that begins at `index`, 0 if none does.

    Args:
        folded: Words in lower case.
        index: Place in `folded`.
    """
    for phrase in PHRASES.get(folded[index], ()):
        if tuple(folded[index : index + len(phrase)]) == phrase:
            return len(phrase)
    return 0


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
