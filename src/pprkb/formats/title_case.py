"""English Title Case to sentence case, decided title by title.

Four real titles in ten are in sentence case already, so lowering every capital would damage
proper names. The rule: a title is changed only if it is English and more of its long words begin
with a capital than without one; then words of the form `Xxxx` are lowered, apart from the first
word, the word after a colon, question or exclamation mark or full stop, known proper names and
whatever the author put in braces (BibTeX's own means of keeping capitals).
"""

from __future__ import annotations

import re

from pprkb.formats.latex import PROTECT_CLOSE, PROTECT_OPEN
from pprkb.formats.proper_names import NAMES, PHRASES
from pprkb.model.markup import NOCASE_OPEN, SPAN_CLOSE

_WORD = re.compile(
    rf"""(?P<mark>[{PROTECT_OPEN}{PROTECT_CLOSE}])
      | <(?:/?(?:i|b|su[bp])|span[^<>]*|/span)>
      | (?P<word>[^\W_]+(?:['’][^\W_]+)*)""",
    re.VERBOSE,
)
_PLAIN_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BOUNDARY = re.compile(r"[:?!](?![^\s\"”’')\]])|[:?!.;]?\s*[—―]\s*$|[.…](?=[\"”’')\]]*\s)")
_ABBREVIATIONS = frozenset(
    "vs v st dr mr mrs ms prof jr sr no vol pp ed eds etc al cf ca inc".split()  # noqa: SIM905
)
_FUNCTION_WORDS = frozenset(
    "about above across after against along amid among around because before behind below beneath "  # noqa: SIM905
    "beside between beyond despite during except from inside into like near onto outside over past "
    "since than that their them then there these they this those through toward towards under "
    "until unto upon what when where which while whom whose will with within without your "
    "ours".split()
)
_ENGLISH = re.compile(
    r"(?:en(?:[-_].*)?|english|american|british|canadian|australian|u[sk]english)$", re.IGNORECASE
)
_ENGLISH_WORDS = _FUNCTION_WORDS | frozenset(
    "the of and for with on to from by an as at is are or how why we you it its not does "  # noqa: SIM905
    "can".split()
)
_FOREIGN_WORDS = frozenset(
    "der die das und zur zum des dem den eine einer eines einen ein im ist für über bei nach oder "  # noqa: SIM905
    "nicht vom auf aus durch mit "
    "le la les du et une un aux au sur dans avec est "
    "el los las para una del por "
    "il della dello delle dei nel nella gli alla "
    "het een voor naar bij zijn "
    "och og att av för är på ett som til ved "
    "uma ao os pela não".split()
)
_FOREIGN_LETTER = re.compile(r"[äöüßåøæéèêëàâáíóúñçìòùîôûœãõ]", re.IGNORECASE)
_LOWERABLE = re.compile(r"[^\W\d_](?:[^\W\d_]|['’])*$")


class _Word:
    """A word of a title with what decides its case."""

    __slots__ = ("depth", "end", "initial", "start", "text")

    def __init__(self, start: int, end: int, text: str, depth: int, initial: bool) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.depth = depth
        """Number of protecting braces around the word."""
        self.initial = initial


def is_english(language: str) -> bool:
    """Say whether a language tag or name is English; an absent one counts as English."""
    return not language or _ENGLISH.match(language) is not None


def is_english_title(title: str, language: str) -> bool:
    """Say whether a title is English: by its language, else by its words.

    Where no language is given, function words of other languages, or their letters in two words or
    every second one, make a title foreign unless it has an English function word too ("in" and "a"
    are no evidence: other languages have them).
    """
    if language:
        return is_english(language)
    words = _words(title)
    folded = [word.text.lower() for word in words]
    if not _ENGLISH_WORDS.isdisjoint(folded):
        return True
    capitals = all(word.text.isupper() for word in words)
    skip = 0
    for index, text in enumerate(folded):
        if not skip and text in PHRASES:
            skip = _phrase_length(words, index)  # "Los Angeles" is English
        if skip:
            skip -= 1
        elif (
            text in _FOREIGN_WORDS
            and (capitals or not words[index].text.isupper())
            and folded[index : index + 2] != ["et", "al"]
        ):
            return False
    lettered = sum(_FOREIGN_LETTER.search(text) is not None for text in folded)
    return not lettered or (lettered < 2 and 2 * lettered < len(words))


def sentence_case(title: str, *, language: str = "", known: frozenset[str] = frozenset()) -> str:
    """Put an English Title Case title into sentence case.

    Args:
        title: Text with CSL tags; brace-protected stretches stand between `PROTECT_OPEN` and
            `PROTECT_CLOSE` (see `latex.decode`).
        language: Language tag or name; empty where it is not known, which counts as English.
        known: Names, in small letters, that keep their capital too.

    Returns:
        CSL rich text without marks. A protected stretch that begins with a small letter is in a
        `nocase` span, since a style that prints Title Case would alter it.
    """
    if is_english_title(title, language):
        words = _words(title)
        if PROTECT_OPEN in title and _braces_every_capital(title, words):
            title = title.replace(PROTECT_OPEN, "").replace(PROTECT_CLOSE, "")
            words = _words(title)
        if _is_capitals(words):
            title = _lower(title, [word for word in words if not word.depth], known, capitals=True)
        elif _is_title_case(words):
            title = _lower(title, _lowerable(words, known), known)
    return resolve_marks(title)


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


def _words(title: str) -> list[_Word]:
    words: list[_Word] = []
    depth = 0
    previous_end = 0
    if "<" not in title and PROTECT_OPEN not in title:
        for match in _PLAIN_WORD.finditer(title):
            start = match.start()
            initial = not words
            if not initial and start - previous_end > 1:
                initial = _is_boundary(words[-1].text, title[previous_end:start])
            previous_end = match.end()
            words.append(_Word(start, previous_end, match.group(), 0, initial))
        return words
    for match in _WORD.finditer(title):
        kind = match.lastgroup
        if kind == "mark":
            depth += 1 if match["mark"] == PROTECT_OPEN else -1
        elif kind == "word":
            start = match.start()
            initial = not words
            if not initial and start - previous_end > 1:
                initial = _is_boundary(words[-1].text, title[previous_end:start])
            words.append(_Word(start, match.end(), match["word"], depth, initial))
            previous_end = match.end()
    return words


def _is_boundary(previous: str, gap: str) -> bool:
    found = _BOUNDARY.search(gap)
    if found is None:
        return False
    if found.group()[0] != ".":
        return True
    return len(previous) > 1 and previous.lower() not in _ABBREVIATIONS


def is_title_case(title: str) -> bool:
    """Say whether a text without marks is in Title Case."""
    return _is_title_case(_words(title))


def is_capitals(title: str) -> bool:
    """Say whether a text without marks is in capitals throughout, acronyms alone aside."""
    return title.isupper() and _is_capitals(_words(title))


def _is_title_case(words: list[_Word]) -> bool:
    """Say whether capitals outnumber small letters at the beginning of long words."""
    upper = lower = 0
    for word in words:
        text = word.text
        if word.initial or word.depth or not _counts(text):
            continue
        if text.islower():
            lower += 1
        elif text[1:].islower():
            upper += 1
    return upper > lower


def _counts(text: str) -> bool:
    """Say whether the first letter of a word tells Title Case from sentence case."""
    folded = text.lower()
    return len(text) > 3 and folded not in _FUNCTION_WORDS and folded not in NAMES


def _is_capitals(words: list[_Word]) -> bool:
    """Say whether the title is in capitals throughout, and is more than a row of acronyms."""
    long_words = 0
    for word in words:
        if word.depth:
            continue
        if not word.text.isupper() and not word.text.isdigit():
            return False
        long_words += len(word.text) > 4
    return long_words >= 2


def _braces_every_capital(title: str, words: list[_Word]) -> bool:
    """Say whether all capitals after the first word are braced, as Zotero exports titles.

    Such braces say no more than the capitals do. A lone pair, braces around small letters or
    around the whole title, or a capital without braces show an author who meant what he braced.
    """
    braced = plain = small = groups = 0
    group_end = -1
    for word in words:
        if word.depth:
            if word.text[0].islower():
                return False
            if not word.initial and word.text[1:].islower() and word.text.lower() not in NAMES:
                braced += 1
                if word.start > group_end:
                    groups += word.depth
                    group_end = title.find(PROTECT_CLOSE, word.end)
        else:
            plain += 1
            if not word.initial and word.text[0].isupper():
                return False
            small += not word.initial and _counts(word.text)
    # One pair of braces is an author's; doubled ones inside a title are a program's.
    return plain > 0 and groups >= 2 and braced >= 2 and braced > small


def _lowerable(words: list[_Word], known: frozenset[str]) -> list[_Word]:
    """Choose the words that sentence case writes small."""
    chosen: list[_Word] = []
    skip = 0
    for index, word in enumerate(words):
        folded = word.text.lower()
        if not skip and folded in PHRASES:
            skip = _phrase_length(words, index)
        if skip:
            skip -= 1
            continue
        if word.initial or word.depth or not word.text[0].isupper():
            continue
        if len(word.text) == 1:
            if word.text == "A":
                chosen.append(word)
        elif (
            word.text[1:].islower()
            and _LOWERABLE.match(word.text)
            and _stem(folded) not in NAMES
            and _stem(folded) not in known
            and folded != "i'm"
        ):
            chosen.append(word)
    return chosen


def _stem(folded: str) -> str:
    """Take away an English genitive ending."""
    return folded[:-2] if folded.endswith(("'s", "’s")) else folded


def _phrase_length(words: list[_Word], index: int) -> int:
    """Return the number of words of the name that begins at `index`, 0 if none does."""
    for phrase in PHRASES[words[index].text.lower()]:
        following = words[index : index + len(phrase)]
        if tuple(word.text.lower() for word in following) == phrase:
            return len(phrase)
    return 0


def _lower(title: str, words: list[_Word], known: frozenset[str], *, capitals: bool = False) -> str:
    out: list[str] = []
    position = 0
    for word in words:
        out.append(title[position : word.start])
        text = word.text.lower()
        keeps_capital = capitals and (word.initial or _stem(text) in NAMES or _stem(text) in known)
        out.append(text[0].upper() + text[1:] if keeps_capital else text)
        position = word.end
    out.append(title[position:])
    return "".join(out)
