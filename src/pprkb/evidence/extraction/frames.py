"""Whether a sentence reports a statistic, by its grammar: which verb governs it, in which mood.

Words of a plan or a yardstick are without number; those that report are few. So a statistic is
taken for a finding where something speaks for it, and is left apart where the verb that governs it
is one of a condition, a plan or a definition.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from enum import Enum
from functools import cached_property, lru_cache, partial
from importlib import resources
from typing import NamedTuple

from pprkb.evidence.extraction.counts import find_mentions
from pprkb.evidence.extraction.names import RATIOS
from pprkb.evidence.extraction.numbers import number
from pprkb.evidence.extraction.plain import Prose, Span
from pprkb.evidence.extraction.statistics import Statistic
from pprkb.model.effect import Metric

_TOKEN = re.compile(r"e\.g\.|[^\W\d_]++(?:['-][^\W\d_]{1,20}+){0,4}|[;:()\[\]]|,(?=[ ])")
_LONGEST = 1200
"""So much of a sentence is looked through (characters)."""
_AUXILIARIES = 4
"""So many words lie between a modal verb and its verb: "would probably not have improved"."""
_FEW = 1
"""A name that so many words lead to, or fewer, is that of a note: "Mood: d = .5"."""


class Mood(Enum):
    """How a sentence speaks of a statistic."""

    REPORTED = "reported"
    UNCLEAR = "unclear"
    APART = "apart"
    """A plan, a condition, a definition or an example: no finding."""


class Frame(NamedTuple):
    """The mood of a statistic, and the flag that says why."""

    mood: Mood
    flag: str = ""


class _Word(Enum):
    """What a word does to the statistic that it governs."""

    REPORTS = "reports"
    WOULD = "would"
    MAY = "may"
    IF = "if"
    PLANS = "plans"
    DEFINES = "defines"
    BE = "be"
    WAS = "was"
    """A copula in the past: with a word of a result, it reports."""
    SHOWN = "shown"
    """A participle that reports behind "was" alone."""
    EXAMPLE = "example"
    NOUN = "noun"
    """A plan or a yardstick by its noun: it governs nothing, and makes a finding doubtful."""


_APART = {
    _Word.WOULD: "what would be rather than a finding?",
    _Word.IF: "a condition rather than a finding?",
    _Word.PLANS: "a plan rather than a finding?",
    _Word.DEFINES: "a yardstick rather than a finding?",
}

_NO_VERBS = (None, _Word.EXAMPLE, _Word.SHOWN, _Word.NOUN)


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, _Word]:
    """Return what each word of the list does."""
    return {
        word: _Word(kind) for kind, words in _lists().items() if kind != "result" for word in words
    }


@lru_cache(maxsize=1)
def _results() -> frozenset[str]:
    """Return the words of a sentence that make a report of "was"."""
    return frozenset(_lists()["result"])


@lru_cache(maxsize=1)
def _lists() -> dict[str, list[str]]:
    """Return the words of `frames.txt` by their headings."""
    text = resources.files(__package__).joinpath("frames.txt").read_text(encoding="utf-8")
    sections = (section.split("]", 1) for section in text.split("\n[")[1:])
    return {name: words.split() for name, words in sections}


class _Token(NamedTuple):
    start: int
    text: str
    kind: _Word | None


_HEADING = re.compile(
    r"[#*_ ]{0,6}"
    r"(?P<name>(?:materials? (?:and|&) )?methods?|design|setting|participants|measure(?:ment)?s?"
    r"|sample size(?: calculation)?|power(?: analysis| calculation)?|statistical analys[ei]s"
    r"|data analys[ei]s|analysis plan|procedure|objectives?|background|introduction|aims?|context"
    r"|purpose|(?:main )?outcomes?(?: measures?| and measures)?|interventions?|data sources"
    r"|study selection|results?|findings|conclusions?|discussion|interpretation|implications"
    r"|main results|limitations|summary|evidence)[*_ ]{0,3}(?::|\n|\. (?=[A-Z]))"
)
_OF_METHOD = re.compile(
    r"(?:materials? (?:and|&) )?methods?\Z|design|setting|participants|measure|sample size|power"
    r"|statistical|data anal|analysis plan|procedure|objective|aim|purpose|data sources"
    r"|study selection|intervention|(?:main )?outcome"
)
_TEST = re.compile(r"(?<![\w.])(?:[ftzhuqw]|χ²|χ2|chi-square)(?: ?\([^()]{1,20}\))? ?= ?[-+]?[\d.]")
_COUNT = re.compile(r"(?<![\w.])[kn] ?[=≥] ?\d")
_NO_REPORT = re.compile(r"[a-z-]{3,30}(?:ed|en|wn|lt|pt|ught)\Z|that\Z")
"""A participle that is none of a finding."""
_STATED = re.compile(
    r"\b(?:was|were|ranged|averaged|amounted|reached|equall?ed|varied|which is|this is|these are)\b"
)
_COUNT_BEHIND = re.compile(r" ?[(,;\[] ?[kn] ?[=≥] ?\d")
_WHICH_IS = re.compile(r"\b(?:which|this|that|it) is \Z")
_COORDINATE = 12
"""So few words lie between two statistics of one list; a third of them across a semicolon."""
_PARTS = frozenset((":", "whereas", "while", "although", "though", "but", "however"))
_IMPERATIVES = frozenset(("take", "consider", "imagine", "suppose", "picture", "let", "note"))
_WITH = frozenset(("with", "using", "having", "assuming", "under"))
_OPENERS = frozenset(
    (
        *("in", "under", "for", "with", "after", "at", "by", "given", "from", "on", "to", "as"),
        *("when", "where", "were", "had", "taking", "using", "setting", "allowing", "here", "let"),
    )
)
"""Words that begin a phrase which says of what a statistic is."""
_BETWEEN_MEASURES = 0.5
"""Two measures of one thing correlate so high, or higher."""
_UNUSUAL = 0.85
"""A correlation so high is one between measures of the same (absolute value)."""
_KNOWN_BEFORE = frozenset(
    (
        *(
            "a",
            "an",
            "the",
            "of",
            "was",
            "were",
            "is",
            "are",
            "at",
            "to",
            "by",
            "with",
            "and",
            "or",
        ),
        *("for", "in", "from", "but", "than", "only", "about", "vs", "versus", "as", "on", "nor"),
        *("pooled", "adjusted", "unadjusted", "crude", "average", "mean", "overall", "weighted"),
        *("summary", "combined", "aggregate", "aggregated", "standardized", "standardised"),
        *("observed", "corrected", "uncorrected", "its", "their", "our", "effect", "size", "sizes"),
        *("von", "de", "bei", "multivariable", "random-effects", "fixed-effect", "controlled"),
        *("between-group", "within-group", "pre-post", "follow-up", "relative", "estimated"),
    )
)
"""Words that may lead to the name of a statistic and leave it what it is."""
_TURNS = frozenset(("and", "but", "so", "whereas", "while", "although", "though", "however", "yet"))
_SUBJECT = 14
"""So many words of the subject are looked at."""
_NEAR = 60
"""A word of a result is so near to its verb (characters)."""


class Frames:
    """Reads the grammar of the sentences of a text that hold a statistic."""

    def __init__(self, prose: Prose) -> None:
        """Take the prose; a sentence is read when it is asked for."""
        self._prose = prose
        self._tokens = lru_cache(maxsize=2)(self._read)
        self._counts = lru_cache(maxsize=2)(partial(find_mentions, prose.plain))

    def frame(self, one: Statistic, sentence: Span, enclosed: Span | None) -> Frame:
        """Return how a sentence speaks of a statistic.

        Args:
            one: A statistic; only data have an interval or a p.
            sentence: The sentence that holds it.
            enclosed: The brackets around it.
        """
        start = one.start
        measured = bool(one.interval or one.p or one.significance)
        tokens, starts = self._tokens(sentence)
        place = bisect_left(starts, start)
        mood, flag = self._governed(tokens, place, one, enclosed)
        if not measured and (reason := self._no_finding(tokens, one)):
            return Frame(Mood.APART, reason)
        if mood is Mood.REPORTED and (doubt := self._doubt(tokens, place, one)):
            return Frame(Mood.UNCLEAR, doubt)
        if mood is Mood.APART and measured:
            return Frame(Mood.UNCLEAR, flag)
        if not measured and self._in_method(start):
            return Frame(Mood.APART, "of the method rather than a finding?")
        if mood is Mood.UNCLEAR and not flag:
            if measured or self._has_data(start, sentence, enclosed):
                return Frame(Mood.REPORTED)
            if _STATED.search(self._prose.lower, start, one.value[0]):
                return Frame(Mood.REPORTED)
            set_apart = enclosed or "(" in self._prose.plain[one.start : one.value[0]]
            in_text = not set_apart and self._in_running_text(tokens, place)
            if in_text and not self._counted(one, sentence):
                return Frame(Mood.APART, "not plainly a finding")
            return Frame(mood, "not plainly a finding")
        return Frame(mood, flag)

    def _counted(self, one: Statistic, sentence: Span) -> bool:
        """Return whether a clause counts studies or people, or leads to a name by "which is"."""
        lower = self._prose.lower
        if _WHICH_IS.search(lower, max(sentence[0], one.start - 20), one.start):
            return True
        if _COUNT_BEHIND.match(lower, one.stretch_end):
            return True
        counts = self._counts(*sentence)
        return any(
            ";" not in lower[min(count.end, one.end) : max(count.start, one.start)]
            for count in counts
        )

    def _in_running_text(self, tokens: list[_Token], place: int) -> bool:
        """Return whether words lead to a statistic that no brackets set apart."""
        words: list[str] = []
        for token in reversed(tokens[:place]):
            if token.text in (":", ";"):
                break
            if token.text[0].isalpha():
                words.append(token.text)
        # "Fewer people relapsed, OR = 0.42", but not "In the example, d = 0.5"
        apposed = place > 0 and tokens[place - 1].text == ","
        return len(words) > _FEW and (not apposed or words[-1] in _OPENERS)

    def _no_finding(self, tokens: list[_Token], one: Statistic) -> str:
        """Return why a statistic without an interval or a p is taken for no finding."""
        plain = self._prose.plain
        value = abs(number(plain[slice(*one.value)]))
        for flag in one.flags:
            between = flag.startswith("between measures") and value < _BETWEEN_MEASURES
            if flag.endswith("rather than a finding?") and not between:
                return flag
        if one.metric is Metric.R and value >= _UNUSUAL:
            return "so high: reliability rather than a finding?"
        if not one.value_high and value == (1 if one.metric in RATIOS else 0):
            return "the value of no effect rather than a finding?"
        if tokens and tokens[0].text in _IMPERATIVES:
            return "an example rather than a finding?"
        if (
            plain[one.start - 1 : one.start] == "-"
            and plain[one.start - 2 : one.start - 1].isalpha()
        ):
            return "another index?"
        return ""

    def _doubt(self, tokens: list[_Token], place: int, one: Statistic) -> str:
        """Return what is odd about a name or its value."""
        before = tokens[place - 1] if place else None
        if (
            before
            and before.text[0].isalpha()
            and before.kind is None
            and before.text not in _KNOWN_BEFORE
            and self._prose.lower[before.start + len(before.text) : one.start].isspace()
        ):
            return f'"{before.text}" ahead of the name: another index?'
        return ""

    def plans(self, sentence: Span) -> bool:
        """Return whether a sentence says what is planned, or what would be."""
        return any(
            token.kind in _APART and token.kind is not _Word.DEFINES
            for token in self._tokens(sentence)[0]
        )

    def together(
        self, before: Statistic, last: Frame, one: Statistic, frame: Frame, sentence: Span
    ) -> Frame:
        """Return the frame of a statistic that may be coordinate with the one before.

        Args:
            before: The statistic before.
            last: Its frame.
            one: A statistic of the same sentence.
            frame: Its frame, taken alone.
            sentence: The sentence of both.
        """
        tokens, starts = self._tokens(sentence)
        first, behind = (bisect_left(starts, at) for at in (before.stretch_end, one.start))
        between = tokens[first:behind]
        most = _COORDINATE // 3 if any(token.text == ";" for token in between) else _COORDINATE
        if len(between) > most or any(token.kind or token.text in _PARTS for token in between):
            return frame
        if last.mood is Mood.APART:
            if most < _COORDINATE:
                return frame
            if len(between) <= 1:
                return last
            return frame if frame.mood is Mood.REPORTED else last
        return last if last.mood is Mood.REPORTED or frame.mood is Mood.APART else frame

    def _governed(
        self, tokens: list[_Token], place: int, one: Statistic, enclosed: Span | None
    ) -> tuple[Mood, str]:
        """Return the mood of the verb that governs a statistic."""
        inside = enclosed is not None
        depth = 0
        noun = turned = False
        for index in range(place - 1, -1, -1):
            token = tokens[index]
            if token.kind is None:
                if token.text in ")]":
                    depth += 1
                elif token.text in "([":
                    if depth:
                        depth -= 1
                    else:
                        inside = False
                elif token.text == ";" and not inside and not depth:
                    break
                elif token.text in _TURNS and not depth:
                    turned = turned or token.text != "and" or tokens[index - 1].text == ","
            elif depth:
                continue
            elif token.kind is _Word.EXAMPLE:
                if inside:
                    return Mood.APART, "an example rather than a finding?"
            elif token.kind is _Word.NOUN:
                noun = noun or not turned
            elif token.kind is _Word.BE and index and tokens[index - 1].text == "to":
                continue  # "It had nothing to do with it": the verb ahead governs.
            elif token.kind is not _Word.SHOWN:
                mood, flag = self._of_verb(tokens, index, one)
                if mood is Mood.APART and (turned or one.metric is Metric.NNT):
                    return Mood.UNCLEAR, ""
                if mood is Mood.APART and token.kind is _Word.DEFINES and enclosed:
                    return Mood.UNCLEAR, flag
                if noun and mood is not Mood.APART:
                    return Mood.UNCLEAR, "a plan or a yardstick is near"
                return mood, flag
        if noun:
            in_text = enclosed is None and self._in_running_text(tokens, place)
            return Mood.APART if in_text else Mood.UNCLEAR, _APART[_Word.PLANS]
        return self._of_subject(tokens, place, one, enclosed)

    def _of_verb(self, tokens: list[_Token], verb: int, one: Statistic) -> tuple[Mood, str]:
        """Return the mood of a verb, which stands ahead of a statistic or behind it."""
        kind = tokens[verb].kind
        behind = tokens[verb + 1].text if verb + 1 < len(tokens) else ""
        if kind is _Word.WOULD and (tokens[verb].text, behind) == ("could", "not"):
            return Mood.REPORTED, ""
        if kind in _APART:
            return Mood.APART, _APART[kind]
        if self._on_condition(tokens, verb):
            return Mood.APART, _APART[_Word.IF]
        before = tokens[max(0, verb - _AUXILIARIES) : verb]
        for place, token in enumerate(reversed(before)):
            if not token.text[0].isalpha():
                break
            if token.kind is _Word.WOULD:
                # "We could not replicate it" is what happened.
                denied = token.text == "could" and before[-place].text == "not" if place else False
                return (Mood.REPORTED, "") if denied else (Mood.APART, _APART[_Word.WOULD])
            if (
                token.kind is _Word.MAY
                or (token.text == "to" and place == 0)
                # "Power curves are shown for d = 0.2"
                or token.text in ("is", "are", "be")
            ):
                return Mood.UNCLEAR, ""
            if token.kind is _Word.NOUN:
                # "Priors were weak, with r = .71"
                return Mood.UNCLEAR, ""
        if kind is _Word.WAS:
            return self._of_copula(tokens, verb, one)
        return (Mood.REPORTED if kind is _Word.REPORTS else Mood.UNCLEAR), ""

    def _of_copula(self, tokens: list[_Token], verb: int, one: Statistic) -> tuple[Mood, str]:
        """Return the mood of "was" and "were"."""
        for token in tokens[verb + 1 : verb + 4]:
            if token.kind in _APART:
                return Mood.APART, _APART[token.kind]
            if token.kind is _Word.NOUN:
                return Mood.APART, _APART[_Word.PLANS]
            if token.kind in (_Word.REPORTS, _Word.SHOWN):
                return Mood.REPORTED, ""
            if _NO_REPORT.match(token.text):
                return Mood.UNCLEAR, ""
        last = max(one.start, tokens[verb].start + _NEAR)
        results = _results()
        for token in tokens[max(0, verb - _SUBJECT) :]:
            if token.start >= last:
                break
            if token.text in results:
                return Mood.REPORTED, ""
        return Mood.UNCLEAR, ""

    def _on_condition(self, tokens: list[_Token], verb: int) -> bool:
        """Return whether the clause of a verb begins with "if"."""
        for token in reversed(tokens[max(0, verb - 12) : verb]):
            if token.text in (",", ";", ":"):
                return False
            if token.kind is _Word.IF:
                return True
        # "Had it been d = 0.5", "Were d = 0.5 the truth"
        return tokens[0].text in ("had", "were", "should")

    def _of_subject(
        self, tokens: list[_Token], place: int, one: Statistic, enclosed: Span | None
    ) -> tuple[Mood, str]:
        """Return the mood of the verb behind a statistic: "Positive regard (r = .28) mattered"."""
        depth = 0
        behind = enclosed[1] + 1 if enclosed else one.stretch_end
        if not enclosed and place and tokens[place - 1].text in _WITH:
            # "Analyses with r = .40 gave the same"
            return Mood.APART, "a condition rather than a finding?"
        opened = not enclosed and place > 0 and tokens[0].text in _OPENERS
        for index in range(place, len(tokens)):
            token = tokens[index]
            if token.start < behind:
                continue
            if token.text in "([":
                depth += 1
            elif token.text in ")]":
                depth = max(0, depth - 1)
            elif depth:
                continue
            elif token.text == ";" or (token.text == "," and opened):
                break
            elif token.kind not in _NO_VERBS:
                if token.kind is _Word.BE:
                    for following in tokens[index + 1 : index + 4]:
                        if following.kind in _APART:
                            return Mood.APART, _APART[following.kind]
                        if following.kind is _Word.REPORTS:
                            return Mood.REPORTED, ""
                return self._of_verb(tokens, index, one)
        return Mood.UNCLEAR, ""

    def _has_data(self, start: int, sentence: Span, enclosed: Span | None) -> bool:
        """Return whether a test or a count of its own speaks for a statistic."""
        lower = self._prose.lower
        if enclosed and _COUNT.search(lower, *enclosed):
            return True
        return bool(_TEST.search(lower, max(sentence[0], start - 60), start))

    def _in_method(self, position: int) -> bool:
        """Return whether the last heading ahead is one of the method."""
        place = bisect_left(self._headings, position, key=lambda heading: heading[0])
        return place > 0 and self._headings[place - 1][1]

    @cached_property
    def _headings(self) -> list[tuple[int, bool]]:
        lower = self._prose.lower
        found = (_HEADING.match(lower, start) for start in self._prose.breaks)
        return [(one.start(), bool(_OF_METHOD.match(one["name"]))) for one in found if one]

    def _read(self, sentence: Span) -> tuple[list[_Token], list[int]]:
        """Return the words and signs of a sentence, with what each word does, and their starts."""
        start, end = sentence
        end = min(end, start + _LONGEST)
        lower = self._prose.lower
        starts = [match.start() for match in _TOKEN.finditer(lower, start, end)]
        words = _TOKEN.findall(lower, start, end)
        kinds = map(_vocabulary().get, words)
        return list(map(_Token._make, zip(starts, words, kinds, strict=True))), starts
