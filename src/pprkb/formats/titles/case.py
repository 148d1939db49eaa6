"""English Title Case to sentence case, decided title by title.

Four real titles in ten are in sentence case already, so lowering every capital would damage
proper names. The rule: a title is changed only if it is English and more of its long words begin
with a capital than without one; then words of the form `Xxxx` are lowered, apart from the first
word, the word after a colon, question or exclamation mark or full stop, names (of persons, places,
tests, laws, cases) and whatever the author put in braces (BibTeX's own means of keeping capitals).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from pprkb.formats.latex.decode import PROTECT_CLOSE, PROTECT_OPEN
from pprkb.formats.titles.language import (
    Tongue,
    is_english_title,
    is_everyday,
    is_foreign_word,
    phrase_length,
    tongue_of,
)
from pprkb.formats.titles.proper_names import GIVEN_NAMES, NAMES, WORKS, is_name
from pprkb.model.reference import Contributor, ReferenceType
from pprkb.text.markup import NOCASE_OPEN, SPAN_CLOSE

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
"""What says of a work that it is a test (APA manual, section 10.11)."""

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
_SMALL_WORDS = frozenset(
    "a an and as at but by de en for if in nor of off on or out per so the to up v vs via "  # noqa: SIM905
    "yet".split()
)
"""Words that Title Case, too, writes small."""
_LOWERABLE = re.compile(r"[^\W\d_](?:[^\W\d_]|['’])*$")
_ADDRESS = frozenset("dr miss mr mrs ms saint sir st".split())  # noqa: SIM905
"""What stands before the name of a person."""
_OF_PEOPLE = frozenset(("black", "indigenous", "polish", "white"))
"""Everyday words that are the names of peoples before a word for people (APA manual, 5.7)."""
_WORDS_FOR_PEOPLE = """
adolescents adults athletes boys caregivers children citizens clients clinicians college communities
community couples emerging families fathers female gay girls households immigrants individuals
lesbian male men migrants mothers participants parents patients people peoples persons population
populations psychologists sample samples students teachers therapists trainees version veterans
women workers youth youths
"""
_PEOPLE = frozenset(_WORDS_FOR_PEOPLE.split())
_PARTIES = frozenset(
    "attorney bank board citizens city commissioner commonwealth county department district "  # noqa: SIM905
    "federal national people regents school secretary state superintendent town united "
    "university".split()
)
"""First words of parties to a case that are more than one name."""
_TESTS = frozenset(
    "battery checklist index interview inventory profile questionnaire scale scales schedule "  # noqa: SIM905
    "survey test tests".split()
)
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
"""What names another author's work."""
_NO_LAWS = frozenset("balancing class healing juggling sex speech vanishing".split())  # noqa: SIM905
"""Words before "Act" that make no law of it."""


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


def title_is_a_name(kind: ReferenceType, *about: str) -> bool:
    """Say whether a work's title is a name that keeps its capitals: a law, a case, a test.

    Args:
        kind: The type of the work.
        about: Its title, its genre and its publisher, of which each may say that it is a test.
    """
    return kind in _LEGAL or any(_TEST.search(text) for text in about if text)


def own_names(contributors: Iterable[Contributor]) -> frozenset[str]:
    """Return the names of a work's own people and bodies, which keep their capitals in its titles.

    Returns:
        In small letters; family names of one word of four letters at least that are no everyday
        words, and the names of bodies, whose words are parted by blanks.
    """
    names: set[str] = set()
    for person in contributors:
        family = person.family
        if len(family) >= 4 and family.isalpha() and family.istitle():
            folded = family.lower()
            if not is_everyday(folded):
                names.add(folded)
        elif person.literal:
            names.add(" ".join(_PLAIN_WORD.findall(person.literal.lower())))
    return frozenset(names)


def sentence_case(
    title: str,
    *,
    language: str = "",
    known: Collection[str] = (),
    habit: bool | None = None,
) -> str:
    """Put an English Title Case title into sentence case.

    Args:
        title: Text with CSL tags; brace-protected stretches stand between `PROTECT_OPEN` and
            `PROTECT_CLOSE` (see `latex.decode`).
        language: Language tag or name; empty where it is not known.
        known: Names that keep their capital too, see `own_names`.
        habit: Braces around every capital are the habit of the program that wrote the file, see
            `braces_are_habit`; None where the file is not known, so that the title alone tells.

    Returns:
        CSL rich text without marks. A protected stretch that begins with a small letter is in a
        `nocase` span, since a style that prints Title Case would alter it.
    """
    return resolve_marks(_marked_sentence_case(title, language, known, habit=habit))


def _marked_sentence_case(
    title: str, language: str, known: Collection[str], *, habit: bool | None
) -> str:
    if not is_english_title(title, language):
        return title
    words = _words(title)
    if PROTECT_OPEN in title and _braces_every_capital(title, words, habit=habit):
        title = title.replace(PROTECT_OPEN, "").replace(PROTECT_CLOSE, "")
        words = _words(title)
    if _is_capitals(words):
        kept = _names_in(title, words, known, capitals=True)
        chosen = [word for index, word in enumerate(words) if not word.depth and index not in kept]
        return _lower(title, chosen, [words[index] for index in sorted(kept)])
    if _is_title_case(words):
        return _lower(title, _lowerable(title, words, known))
    return title


def title_language_is_unclear(title: str, language: str) -> bool:
    """Say whether a title keeps its capitals only because its language is not clear.

    Args:
        title: Text with CSL tags, without marks.
        language: Language tag or name; empty where it is not known.
    """
    words = _words(title)
    cased = _is_title_case(words) or _is_capitals(words)
    return cased and tongue_of(title, language) is Tongue.UNCLEAR


def lowered_names(title: str, source: str) -> list[str]:
    """Return the words that sentence case has lowered and that may be names.

    Args:
        title: As it is printed.
        source: The same title in the case of its source.

    Returns:
        As the source has them: words that are no everyday English words.
    """
    before, after = _words(source), _words(title)
    if len(before) != len(after):
        return []
    return [
        old.text
        for old, new in zip(before, after, strict=True)
        if old.text != new.text
        and len(old.text) > 2
        and not old.text.isupper()
        and not is_everyday(new.text)
        and not is_everyday(_stem(new.text))
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
            gap = title[previous_end:start]
            if not initial and len(gap) > 1:
                initial = _is_boundary(words[-1].text, gap)
            inside = depth
            if words and gap in (PROTECT_OPEN, PROTECT_CLOSE):  # "{U}sing" is one word
                inside = words[-1].depth = max(depth, words[-1].depth)
            words.append(_Word(start, match.end(), match["word"], inside, initial))
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
    """Say whether capitals outnumber small letters at the beginning of long words, names apart.

    Of a title without a long word, such as "The Ego and the Id", its short ones decide.
    """
    upper = lower = skip = 0
    every = [word.text.lower() for word in words]
    for index, word in enumerate(words):
        text = word.text
        if not skip:
            skip = phrase_length(every, index)
        if skip:
            skip -= 1
            continue
        if word.initial or word.depth or not _counts(text):
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
        if word.initial or word.depth or len(text) < 2 or folded in _SMALL_WORDS or is_name(folded):
            continue
        if text.islower():
            lower += folded not in _FUNCTION_WORDS
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


def braces_are_habit(titles: Iterable[str]) -> bool:
    """Say whether a program has put braces around every capital of a file's titles.

    Such braces say no more than the capitals do. Five titles in Title Case of which every capital
    is in braces, and one title in ten at least, show that a program and not the author set them.

    Args:
        titles: Decoded, with marks.
    """
    count = braced = 0
    for title in titles:
        count += 1
        if PROTECT_OPEN in title:
            shown = _braced_capitals(title, _words(title))
            if shown is not None and shown[0] >= 2 and not shown[3]:
                braced += is_english_title(title, "")
    return braced >= 5 and 10 * braced >= count


def _braces_every_capital(title: str, words: list[_Word], *, habit: bool | None) -> bool:
    """Say whether all capitals after the first word are braced by a program, as Zotero does it.

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


def _braced_capitals(title: str, words: list[_Word]) -> tuple[int, int, int, int] | None:
    """Count braced capitals, their stretches, those next to each other, and long small words.

    Returns:
        None where a capital stands without braces, a small letter within them, or all is braced.
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
            small += not word.initial and _counts(word.text)
    return (capitals, groups, apart, small) if plain else None


def _lowerable(title: str, words: list[_Word], known: Collection[str]) -> list[_Word]:
    """Choose the words that sentence case writes small."""
    kept = _names_in(title, words, known)
    chosen: list[_Word] = []
    for index, word in enumerate(words):
        if index in kept or word.initial or word.depth or not word.text[0].isupper():
            continue
        if len(word.text) == 1:
            if word.text == "A":
                chosen.append(word)
        elif word.text[1:].islower() and _LOWERABLE.match(word.text):
            chosen.append(word)
    return chosen


def _names_in(
    title: str, words: list[_Word], known: Collection[str], *, capitals: bool = False
) -> set[int]:
    """Return the indexes of the words that are names, and of the first words of sentences.

    Args:
        title: The title.
        words: Its words.
        known: Names that keep their capital too, see `own_names`.
        capitals: The title is in capitals, which tell nothing.
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
            if not capitals or text not in _SMALL_WORDS:
                kept.add(index)
            continue
        stem = _stem(text)
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
            or (text in _OF_PEOPLE and not _PEOPLE.isdisjoint(folded[index + 1 : index + 2]))
            or (folded[index - 1] == "re" and folded[index - 2 : index - 1] == ["in"])
        ):
            kept.add(index)
        elif text in _ADDRESS and word.text.istitle():
            kept.update(_addressed(title, words, index))
        elif text == "v":
            kept.update(_parties(title, words, index))
        elif text == "act":
            kept.update(_law(words, folded, index))
        elif text in _TESTS:
            kept.update(_test(title, words, index))
    return kept


def _name_length(folded: list[str], index: int, bodies: list[tuple[str, ...]]) -> int:
    """Return the number of words of the name that begins at `index`, 0 if none does."""
    if length := phrase_length(folded, index):
        return length
    # A work's own title is no name within it.
    works = WORKS.get(folded[index], ()) if index else ()
    for phrase in (*works, *bodies):
        if tuple(folded[index : index + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _follows_a_name(title: str, words: list[_Word], index: int, kept: set[int]) -> bool:
    """Say whether a word is a family name, as in "Anne Sexton" and "Mann-Whitney"."""
    word = words[index]
    if not index or word.initial or word.text.isupper():
        return False
    before = words[index - 1]
    gap = title[before.end : word.start]
    folded = before.text.lower()
    if gap == " " and folded in GIVEN_NAMES:
        return not is_everyday(word.text.lower())
    return gap in ("-", "–") and index - 1 in kept and not is_everyday(word.text.lower())


def _are_joined_names(title: str, words: list[_Word], index: int) -> bool:
    """Say whether a word and the next are two names with a hyphen, as in "Yerkes-Dodson"."""
    pair = words[index : index + 2]
    return (
        len(pair) == 2
        and title[pair[0].end : pair[1].start] in ("-", "–")
        and all(word.text.istitle() and not is_everyday(word.text.lower()) for word in pair)
    )


def _addressed(title: str, words: list[_Word], index: int) -> set[int]:
    """Return the words of a form of address and of the name behind it, as in "Mrs. Brown"."""
    if index + 1 == len(words):
        return set()
    word, name = words[index], words[index + 1]
    if title[word.end : name.start] not in (" ", ". ") or not name.text.istitle():
        return set()
    always = len(word.text) < 4 and word.text not in ("Sir", "St")
    return {index, index + 1} if always or not is_everyday(name.text.lower()) else set()


def _is_cited(
    title: str, words: list[_Word], folded: list[str], index: int, kept: set[int]
) -> bool:
    """Say whether a word is an author's name: "Reply to Alden and Birk", "(Crane, 2009)"."""
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


def _parties(title: str, words: list[_Word], index: int) -> set[int]:
    """Return the words of a case around the "v" at `index`, as in "Roe v. Wade"."""
    if not 0 < index < len(words) - 1 or words[index].text != "v":
        return set()
    left, right = words[index - 1], words[index + 1]
    if not (left.text[0].isupper() and right.text[0].isupper()):
        return set()
    party = right.text.lower()
    if party not in _PARTIES and is_everyday(party) and is_everyday(left.text.lower()):
        return set()  # "Placebo v. Drug"
    first = index - 1
    start = first
    while start and not words[start].initial and words[start].text[0].isupper():
        start -= 1
    if words[start].initial and start >= first - 2:
        first = start
    last = index + 1
    if party in _PARTIES:
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


def _law(words: list[_Word], folded: list[str], index: int) -> set[int]:
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
        if not words[first].text[0].isupper() and folded[first] not in _SMALL_WORDS | {"with"}:
            return set()
        first -= 1
    if first < 0 or (folded[first] != "the" and not dated):
        return set()
    length = index - first - 1
    if folded[first] == "the" and (length >= 2 or dated) and folded[index - 1] not in _NO_LAWS:
        return set(range(first + 1, index + 1))
    return set(range(first, index + 1)) if dated else set()


def _test(title: str, words: list[_Word], index: int) -> set[int]:
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
        if text[0].isupper() and text.lower() not in _SMALL_WORDS:
            letters = text[0] + letters
        if letters == acronym:
            return set(range(first, index + 1))
        if words[first].initial or words[first].depth:
            break
        first -= 1
    return set()


def _stem(folded: str) -> str:
    """Take away an English genitive ending."""
    return folded[:-2] if folded.endswith(("'s", "’s")) else folded


def _lower(title: str, words: Iterable[_Word], capital: Iterable[_Word] = ()) -> str:
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
