"""Finds numbers of studies and people in sentences."""

from __future__ import annotations

import re
from typing import NamedTuple

from pprkb.evidence.extraction.metrics import COUNT, NUMBER_WORDS, count

_STUDIES = (
    r"(?i:stud(?:y|ies)|(?:randomi[sz]ed[ ])?(?:controlled[ ])?trials?|RCTs?|samples?|comparisons?"
    r"|reports?|data[ ]?sets?|data[ ]sources?|experiments?|cohorts?|publications|articles|papers"
    r"|investigations|studien|estudios|ensayos|[ée]tudes|essais|studi|onderzoeken)\b"
)
_PROFESSION = (
    r"(?:psycho)?therapists|clinicians|counsell?ors|practitioners|psychologists|supervis(?:ors|ees)"
)
_PEOPLE = (
    r"(?i:patients|clients|participants|people|persons|individuals|adults|children|adolescents"
    r"|youths?|students|veterans|women|men|dyads|couples|families|cases|respondents|in-?patients"
    r"|out-?patients|trainees|subjects|members|mothers|parents|fathers|completers|survivors"
    r"|refugees|(?:care)?givers|carers|employees|workers|nurses|volunteers|undergraduates|pupils"
    r"|soldiers|users|males|females|girls|boys|probands|prisoners|offenders|teachers|infants"
    r"|patienten|patientinnen|teilnehmern?|personen|pacientes|participantes|personas|pazienti"
    rf"|deelnemers|{_PROFESSION})\b"
)
"""Nouns in the plural only, because "adult" and "student" may be adjectives before them."""
_OF_PROFESSION = re.compile(rf"(?i:{_PROFESSION})")
"""These are the sample only if no one else is counted: "119 therapists and 10,786 patients"."""
_FEWEST_PEOPLE = 10
"""A smaller number in words is an example, not a sample."""
_NOT_BETWEEN = (
    r"(?!(?:of|in|with|from|and|or|for|per|to|the|on|by|that|than|who|were|was|is|are|had|did"
    r"|weeks?|weekly|sessions?|years?|months?|days?|hours?|minutes?|points?|percent|times?|out"
    r"|stud(?:y|ies)|trials?|among|across|showed|found|as|at|between|after|before)\b)"
)
_ADJECTIVE = rf"{_NOT_BETWEEN}[A-Za-z][A-Za-z'/-]{{1,24}}+,?[ ]"
_QUALIFIERS = (
    *("well over", "over", "more than", "greater than", "at least", "at most", "nearly", "almost"),
    *("about", "approximately", "around", "roughly", "some", "close to", "fewer than", "less than"),
    *("under", "up to"),
)
_BEFORE = (
    rf"(?P<before>(?i:{'|'.join(word.replace(' ', '[ ]') for word in _QUALIFIERS)})[ ]"
    r"|[<>≥≤≈~][ ]?)?"
)
_TOLD = ("studies", "trials", "comparisons", "samples", "participants", "patients")
"""Words in place of k and N: "participants = 1,530; studies = 11"."""
_SECOND: dict[str, set[str]] = {}
for _word in (*_QUALIFIERS, *NUMBER_WORDS, "a ", "an", *_TOLD):
    _SECOND.setdefault(_word[0], set()).add(_word[1])
_FIRST = "|".join(
    f"[{first}{first.upper()}][{''.join(sorted(second))}]" for first, second in _SECOND.items()
)
_BEGINS = rf"(?=[<>≥≤≈~\dkKnN]|{_FIRST})"
"""Possible beginnings of a mention, to skip most words quickly."""
_MENTION = re.compile(
    rf"(?<![\w.,]){_BEGINS}{_BEFORE}(?:"
    rf"(?:(?P<symbol>[kKnN])(?:[ ](?P<what>{_STUDIES}|{_PEOPLE}))?"
    rf"|(?P<told>(?i:{'|'.join(_TOLD)})))"
    r"[ ]{0,16}+"
    rf"(?P<sign>[=<>≤≥≈~])[ ]{{0,16}}+"
    rf"(?P<stated>{COUNT})(?![.%]\d|\w)"
    rf"(?:[ ](?:{_ADJECTIVE}){{0,2}}(?:(?P<unit>{_PEOPLE})|(?P<of_studies>{_STUDIES})))?"
    rf"|(?P<number>{COUNT})(?:[ ]of[ ](?:the[ ])?(?P<whole>{COUNT}))?[ ]"
    rf"(?:{_ADJECTIVE}){{0,4}}?(?:(?P<studies>{_STUDIES})|(?P<people>{_PEOPLE})))"
)
_AN_OUTCOME = re.compile(
    r"[ ]?[(\[]\d{1,3}(?:[.,]\d{1,2})?[ ]?%[)\]]"
    r"|[ ](?:(?:in|of|from)[ ][^.;:()]{1,40}?[ ])?(?:who[ ]|had[ ]|were[ ]|was[ ]){0,2}"
    r"(?:responded|remitted|recovered|relapsed|dropped[ ]out|withdrew|deteriorated|improved|died"
    r"|met"
    r"|achieved|attained|no[ ]longer|responders|discontinued|lost[ ]to)\b"
)
"""Responders are not the sample: "95 participants (46%) met criteria"."""
_CHANGED = re.compile(
    r"\b(?i:imput(?:ed|ing|ation[ ]of)|trimm(?:ed|ing)|fill(?:ed|ing)|remov(?:ed|ing|al[ ]of)"
    r"|exclud(?:ed|ing)|exclusion[ ]of|delet(?:ed|ing)|omitt(?:ed|ing)|dropp(?:ed|ing)|add(?:ed"
    r"|ing)|leaving[ ]out"
    r"|without|except(?:[ ]for)?|missing|another|further|additional)[ ](?:the[ ]"
    r"|of[ ])?(?:\w{1,12}[ ])?\Z"
)
_CHANGED_BEHIND = re.compile(
    r"[ ](?:(?:were|was|are|had[ ]been|being)[ ])?(?:removed|excluded|imputed|omitted|missing"
    r"|trimmed"
    r"|deleted|left[ ]out|added)\b"
)
_OUT_OF = re.compile(r"\b[oO]f[ ](?:the[ ])?\Z")
_SOME_OF_THEM = re.compile(rf",?[ ](?:only[ ])?{COUNT}[ ]")
"""Removed or imputed studies do not count for the estimate."""
_LISTED = re.compile(
    r"(?<![\d.,=])(?P<first>(?:\d{1,4},[ ]){0,6}\d{1,4})"
    rf"(?:[ ](?!{_STUDIES}|{_PEOPLE})[a-z-]{{1,15}}){{0,2}},?[ ](?:and|&)[ ]\Z"
)
_OF_STUDIES = re.compile(
    rf"{_STUDIES}[ ](?:with|of|involving|including|comprising|totall?ing|covering|on)"
    r"[ ](?:a[ ]total[ ]of[ ])?\Z"
)
_ONE_IN = re.compile(r"\b(?:[oO]ne|[tT]wo|[tT]hree|\d)[ ](?:in|of|out[ ]of)[ ](?:every[ ])?\Z")
_OR_ELSE = ("versus ", "vs ", "vs. ")
_TOGETHER = ("and ", "& ")
_BETWEEN = re.compile(r"\bbetween[ ]\Z")
_VERSUS = re.compile(r"\d[ ](?:[A-Za-z-]{1,15}[ ]){0,3}(?:versus|vs\.?)[ ]\Z")
_OF_EFFECTS = re.compile(
    r"[ ](?:effects?\b|effect[ ]sizes?|ESs?\b|outcomes?\b|correlations?\b"
    r"|meta-analyses\b|reviews\b)"
)
_EACH = re.compile(
    r"[ ](?:per|in[ ]each|each)\b"
    r"|[ ](?:(?:assigned|allocated|randomi[sz]ed)[ ]to|in|from)[ ]"
    r"(?:the[ ])?(?:[\w-]{1,20}[ ]){1,4}?(?:group|arm|condition)\b"
)
_FAIL_SAFE = re.compile(r"(?i:fail-?[ ]?safe|rosenthal's|orwin's)[ ]\Z")
_WHOLE_SAMPLE = re.compile(
    r"\b(?i:trial|study|sample|rct|experiment|cohort|total|overall|altogether|first|second|third"
    r"|former|latter|other|analysis|(?:study|trial|sample|cohort)[ ]\w"
    r"|survey),?[ ]?[(\[]?\Z"
)
_RANGE_BEFORE = re.compile(r"\d[ ]?(?:to|and|or|-)[ ]?\Z")
_NAMED_STUDIES = re.compile(_STUDIES)
_SIGNS = {">": "over", "<": "under", "≥": "at least", "≤": "up to", "≈": "about", "~": "about"}
_LONGEST_SENTENCE = 2000
"""Longer sentences are not prose, so only this many characters are searched for counts."""


class Mention(NamedTuple):
    """A number of studies or people, with offsets in the plain prose."""

    studies: bool
    start: int
    end: int
    number: int
    qualifier: str = ""
    unit: str = ""
    listed: tuple[int, ...] = ()
    """The numbers of "9, 4 and 3 studies", one for each statistic."""
    symbol: bool = False
    """Whether it is given by a letter: "k = 12"."""
    one_arm: bool = False
    """Whether it is a lowercase n: usually one arm of a trial, not the sample."""
    flags: tuple[str, ...] = ()


def find_mentions(plain: str, start: int, end: int) -> tuple[Mention, ...]:
    """Return the mentions between two offsets in plain prose, in order."""
    stop = min(end, start + _LONGEST_SENTENCE)
    mentions = [
        mention for mention in map(_mention, _MENTION.finditer(plain, start, stop)) if mention
    ]
    if any(_OF_PROFESSION.match(mention.unit) for mention in mentions) and any(
        not mention.studies and not _OF_PROFESSION.match(mention.unit) for mention in mentions
    ):
        mentions = [mention for mention in mentions if not _OF_PROFESSION.match(mention.unit)]
    return tuple(mentions)


def _mention(match: re.Match[str]) -> Mention | None:
    written = match["stated"] or match["number"]
    number = count(written)
    if number is None or _counts_none(match, number):
        return None
    studies = _of_studies(match)
    if not studies and _EACH.match(match.string, match.end()):
        return None
    symbol = match["symbol"] or ""
    sign = match["sign"] or ""
    ahead = (match["before"] or "").strip()
    listed = _listed(match, number)
    flags = []
    if " " in written and written[0].isdigit():
        flags.append("space in a number")
    if not listed and _RANGE_BEFORE.search(*_before(match, 16)):
        flags.append("upper end of a range")
    if match["whole"]:
        flags.append(f"a part of {match['whole']}")
    return Mention(
        studies=studies,
        start=match.start(),
        end=match.end(),
        number=number,
        qualifier=_SIGNS.get(sign) or _SIGNS.get(ahead) or ahead.casefold(),
        unit=match["unit"]
        or match["people"]
        or ("" if studies else match["what"] or match["told"] or ""),
        listed=listed,
        symbol=bool(match["stated"]),
        one_arm=symbol == "n" and not studies and not _WHOLE_SAMPLE.search(*_before(match, 14)),
        flags=tuple(flags),
    )


def _before(match: re.Match[str], most: int) -> tuple[str, int, int]:
    """Return the text and bounds of a number of characters before a mention, for searching."""
    return match.string, max(0, match.start() - most), match.start()


def _counts_none(match: re.Match[str], number: int) -> bool:
    """Return whether, by the words around it, a number counts neither a sample nor studies."""
    text, start, end = match.string, match.start(), match.end()
    # "200 of 400 patients improved" tells an outcome, not a sample.
    if match["people"] and (number < _FEWEST_PEOPLE or match["whole"]):
        return True
    # "64% of 212 patients improved" tells the whole.
    of_these = text.endswith(("of ", "of the "), 0, start) or (
        match["people"] and _OF_STUDIES.search(*_before(match, 40))
    )
    if match["people"] and not of_these and _AN_OUTCOME.match(text, end):
        return True
    if (match["number"] or match["told"]) and _CHANGED.search(*_before(match, 40)):
        return True
    if match["number"] and _CHANGED_BEHIND.match(text, end):
        return True
    # "Of the 48 studies, 30 reported"
    out_of = match["studies"] and _OUT_OF.search(*_before(match, 8))
    if out_of and _SOME_OF_THEM.match(text, end):
        return True
    ahead_of_it = text[max(0, start - 40) : start]
    if match["people"] and _ONE_IN.search(ahead_of_it):
        return True
    if match["people"] and ahead_of_it.endswith(_OR_ELSE) and _VERSUS.search(ahead_of_it):
        return True
    of_effects = match["symbol"] in ("k", "K") and not match["of_studies"]
    if of_effects and _OF_EFFECTS.match(text, end):
        return True
    return bool(match["symbol"] and _FAIL_SAFE.search(*_before(match, 12)))


def _listed(match: re.Match[str], number: int) -> tuple[int, ...]:
    """Return the numbers of a list ending with a mention: "40, 52, and 61 patients"."""
    ahead_of_it = match.string[max(0, match.start() - 40) : match.start()]
    together = _LISTED.search(ahead_of_it) if ahead_of_it.endswith(_TOGETHER) else None
    if match["number"] and together and not _BETWEEN.search(ahead_of_it[: together.start()]):
        return (*(count(one) or 0 for one in together["first"].split(", ")), number)
    return ()


def _of_studies(match: re.Match[str]) -> bool:
    if what := match["what"] or match["told"] or match["of_studies"]:
        # "N studies = 40, N participants = 3094"
        return bool(_NAMED_STUDIES.match(what))
    return match["symbol"] in ("k", "K") if match["symbol"] else bool(match["studies"])
