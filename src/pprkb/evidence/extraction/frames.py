"""Decides by grammar whether a sentence reports a statistic: by the mood of the governing verb.

There are countless words for plans and yardsticks, but few that report results. So a statistic
counts as a finding if something suggests so, and is set apart if its governing verb expresses a
condition, a plan or a definition.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from enum import Enum
from functools import cached_property, lru_cache, partial
from importlib import resources
from typing import NamedTuple

from pprkb.evidence.extraction.counts import find_mentions
from pprkb.evidence.extraction.metrics import RATIOS, number
from pprkb.evidence.extraction.plain import Prose, Span
from pprkb.evidence.extraction.statistics import Statistic
from pprkb.model.effect import Metric

_TOKEN = re.compile(r"e\.g\.|[^\W\d_]++(?:['-][^\W\d_]{1,20}+){0,4}|[;:()\[\]]|,(?=[ ])")
_LONGEST = 1200
"""The maximum part of a sentence to examine, in characters."""
_AUXILIARIES = 4
"""The maximum words between a modal and its verb: "would probably not have improved"."""
_FEW = 1
"""A name after at most this many words belongs to a note: "Mood: d = .5"."""


class Mood(Enum):
    """How a sentence presents a statistic."""

    REPORTED = "reported"
    UNCLEAR = "unclear"
    APART = "apart"
    """A plan, condition, definition or example rather than a finding."""


class Frame(NamedTuple):
    """The mood of a statistic, and a flag with the reason."""

    mood: Mood
    flag: str = ""


class _Word(Enum):
    """The effect of a word on the statistic it governs."""

    REPORTS = "reports"
    WOULD = "would"
    MAY = "may"
    IF = "if"
    PLANS = "plans"
    DEFINES = "defines"
    BE = "be"
    WAS = "was"
    """A past copula, which reports together with a word for a result."""
    SHOWN = "shown"
    """A participle that only reports after "was"."""
    EXAMPLE = "example"
    NOUN = "noun"
    """A noun for a plan or yardstick, which governs nothing but makes a finding doubtful."""


_APART = {
    _Word.WOULD: "what would be rather than a finding?",
    _Word.IF: "a condition rather than a finding?",
    _Word.PLANS: "a plan rather than a finding?",
    _Word.DEFINES: "a yardstick rather than a finding?",
}

_NO_VERBS = (None, _Word.EXAMPLE, _Word.SHOWN, _Word.NOUN)


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, _Word]:
    """Return the effect of each word of the list."""
    return {
        word: _Word(kind) for kind, words in _lists().items() if kind != "result" for word in words
    }


@lru_cache(maxsize=1)
def _results() -> frozenset[str]:
    """Return the words of a sentence with which "was" reports."""
    return frozenset(_lists()["result"])


@lru_cache(maxsize=1)
def _lists() -> dict[str, list[str]]:
    """Return the words of `frames.txt` by their headings."""
    text = resources.files(__package__).joinpath("frames.txt").read_text(encoding="utf-8")
    sections = (section.split("]", 1) for section in text.split("\n[")[1:])
    return {name: words.split() for name, words in sections}


class _Words(NamedTuple):
    """The words and characters of a range, in order, each with its effect on a statistic."""

    texts: list[str]
    kinds: list[_Word | None]


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
"""A participle that does not report a finding."""
_STATED = re.compile(
    r"\b(?:was|were|rang(?:ed|ing)|averaged|amounted|reached|equall?ed|varied|which is|this is"
    r"|these are)\b"
)
_COUNT_BEHIND = re.compile(r" ?[(,;\[] ?[kn] ?[=≥] ?\d")
_WHICH_IS = re.compile(r"\b(?:which|this|that|it) is \Z")
_COORDINATE = 12
"""The maximum words between two statistics of a list; a third of it across a semicolon."""
_PARTS = frozenset((":", "whereas", "while", "although", "though", "but", "however"))
_IMPERATIVES = frozenset(("take", "consider", "imagine", "suppose", "picture", "let", "note"))
_WITH = frozenset(("with", "using", "having", "assuming", "under"))
_OPENERS = frozenset(
    (
        *("in", "under", "for", "with", "after", "at", "by", "given", "from", "on", "to", "as"),
        *("when", "where", "were", "had", "taking", "using", "setting", "allowing", "here", "let"),
    )
)
"""Words that begin a phrase with the subject of a statistic."""
_BETWEEN_MEASURES = 0.5
"""The minimum correlation between two measures of the same thing."""
_UNUSUAL = 0.85
"""Any correlation this high (absolute value) is between measures of the same thing."""
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
"""Words that may precede the name of a statistic without changing its meaning."""
_TURNS = frozenset(("and", "but", "so", "whereas", "while", "although", "though", "however", "yet"))
_SUBJECT = 14
"""The number of words of the subject to examine."""
_NEAR = 40
"""The maximum distance after a value of words that "was" refers to, in characters."""
_AT_ONCE = 60
"""The maximum distance of a word before a name, in characters."""


class Frames:
    """Analyses the grammar of sentences with a statistic."""

    def __init__(self, prose: Prose) -> None:
        """Prepare to analyse prose; sentences are analysed on demand."""
        self._prose = prose
        self._kinds = _vocabulary()
        self._counts = lru_cache(maxsize=2)(partial(find_mentions, prose.plain))

    def frame(self, statistic: Statistic, sentence: Span, enclosed: Span | None) -> Frame:
        """Return how a sentence presents a statistic.

        Args:
            statistic: A statistic; an interval or p shows that it is from data.
            sentence: Its sentence.
            enclosed: The brackets around it.
        """
        start = statistic.start
        measured = bool(statistic.interval or statistic.p or statistic.significance)
        ahead = self._read(max(sentence[0], start - _LONGEST), start)
        mood, flag = self._governed(ahead, statistic, sentence, enclosed)
        if not measured and (reason := self._no_finding(ahead, statistic)):
            return Frame(Mood.APART, reason)
        if mood is Mood.REPORTED and (doubt := self._doubt(ahead, statistic)):
            return Frame(Mood.UNCLEAR, doubt)
        if mood is Mood.APART and measured:
            return Frame(Mood.UNCLEAR, flag)
        if not measured and self._in_method(start):
            return Frame(Mood.APART, "of the method rather than a finding?")
        if mood is Mood.UNCLEAR and not flag:
            if measured or self._has_data(start, sentence, enclosed):
                return Frame(Mood.REPORTED)
            if _STATED.search(self._prose.lower, start, statistic.value[0]):
                return Frame(Mood.REPORTED)
            set_apart = enclosed or "(" in self._prose.plain[statistic.start : statistic.value[0]]
            in_text = not set_apart and _in_running_text(ahead)
            if in_text and not self._counted(statistic, sentence):
                return Frame(Mood.APART, "not plainly a finding")
            return Frame(mood, "not plainly a finding")
        return Frame(mood, flag)

    def plans(self, sentence: Span) -> bool:
        """Return whether a sentence is about plans or hypothetical results."""
        start, end = sentence
        kinds = self._read(start, min(end, start + _LONGEST)).kinds
        return any(kind in _APART and kind is not _Word.DEFINES for kind in kinds)

    def together(self, before: Statistic, last: Frame, statistic: Statistic, frame: Frame) -> Frame:
        """Return the frame of a statistic that may be coordinated with the previous one."""
        first, behind = before.stretch_end, statistic.start
        between = self._read(first, min(behind, first + _LONGEST))
        most = _COORDINATE // 3 if ";" in between.texts else _COORDINATE
        if len(between.texts) > most or any(between.kinds) or not _PARTS.isdisjoint(between.texts):
            return frame
        if last.mood is Mood.APART:
            if most < _COORDINATE:
                return frame
            if len(between.texts) <= 1:
                return last
            return frame if frame.mood is Mood.REPORTED else last
        return last if last.mood is Mood.REPORTED or frame.mood is Mood.APART else frame

    def _counted(self, statistic: Statistic, sentence: Span) -> bool:
        """Return whether a clause counts studies or people, or leads to a name by "which is"."""
        lower = self._prose.lower
        if _WHICH_IS.search(lower, max(sentence[0], statistic.start - 20), statistic.start):
            return True
        if _COUNT_BEHIND.match(lower, statistic.stretch_end):
            return True
        return any(
            ";" not in lower[min(count.end, statistic.end) : max(count.start, statistic.start)]
            for count in self._counts(*sentence)
        )

    def _no_finding(self, ahead: _Words, statistic: Statistic) -> str:
        """Return why a statistic without an interval or p does not count as a finding."""
        plain = self._prose.plain
        value = abs(number(plain[slice(*statistic.value)]))
        for flag in statistic.flags:
            between = flag.startswith("between measures") and value < _BETWEEN_MEASURES
            if flag.endswith("rather than a finding?") and not between:
                return flag
        if statistic.metric is Metric.R and value >= _UNUSUAL:
            return "so high: reliability rather than a finding?"
        if not statistic.value_high and value == (1 if statistic.metric in RATIOS else 0):
            return "the value of no effect rather than a finding?"
        if ahead.texts and ahead.texts[0] in _IMPERATIVES:
            return "an example rather than a finding?"
        if (
            plain[statistic.start - 1 : statistic.start] == "-"
            and plain[statistic.start - 2].isalpha()
        ):
            return "another metric?"
        return ""

    def _doubt(self, ahead: _Words, one: Statistic) -> str:
        """Return a doubt about the word before a name."""
        word = ahead.texts[-1] if ahead.texts else "("
        if not word[0].isalpha() or ahead.kinds[-1] or word in _KNOWN_BEFORE:
            return ""
        before = self._prose.lower[max(0, one.start - _AT_ONCE) : one.start]
        beside = before[-1:].isspace() and before.rstrip().endswith(word)
        return f'"{word}" before the name: another metric?' if beside else ""

    def _governed(
        self, ahead: _Words, statistic: Statistic, sentence: Span, enclosed: Span | None
    ) -> tuple[Mood, str]:
        """Return the mood of the verb that governs a statistic."""
        texts, kinds = ahead
        inside = enclosed is not None
        depth = 0
        noun = turned = False
        for index in range(len(texts) - 1, -1, -1):
            kind, text = kinds[index], texts[index]
            if kind is None:
                if text in ")]":
                    depth += 1
                elif text in "([":
                    if depth:
                        depth -= 1
                    else:
                        inside = False
                elif text == ";" and not inside and not depth:
                    break
                elif text in _TURNS and not depth:
                    turned = turned or text != "and" or texts[index - 1] == ","
            elif depth:
                continue
            elif kind is _Word.EXAMPLE:
                if inside:
                    return Mood.APART, "an example rather than a finding?"
            elif kind is _Word.NOUN:
                noun = noun or not turned
            elif kind is _Word.BE and index and texts[index - 1] == "to":
                continue  # "It had nothing to do with it": the verb ahead governs.
            elif kind is not _Word.SHOWN:
                words = ahead
                if kind is _Word.WAS:
                    near = self._read(statistic.start, min(sentence[1], statistic.value[1] + _NEAR))
                    words = _Words(texts + near.texts, kinds + near.kinds)
                mood, flag = _of_verb(words, index)
                if mood is Mood.APART and (turned or statistic.metric is Metric.NNT):
                    return Mood.UNCLEAR, ""
                if mood is Mood.APART and kind is _Word.DEFINES and enclosed:
                    return Mood.UNCLEAR, flag
                if noun and mood is not Mood.APART:
                    return Mood.UNCLEAR, "a plan or a yardstick is near"
                return mood, flag
        if noun:
            in_text = enclosed is None and _in_running_text(ahead)
            return Mood.APART if in_text else Mood.UNCLEAR, _APART[_Word.PLANS]
        return self._of_subject(ahead, statistic, sentence, enclosed)

    def _of_subject(
        self, ahead: _Words, statistic: Statistic, sentence: Span, enclosed: Span | None
    ) -> tuple[Mood, str]:
        """Return the mood of the verb after a statistic: "Positive regard (r = .28) mattered"."""
        start = enclosed[1] + 1 if enclosed else statistic.stretch_end
        if not enclosed and ahead.texts and ahead.texts[-1] in _WITH:
            # "Analyses with r = .40 gave the same"
            return Mood.APART, "a condition rather than a finding?"
        opened = not enclosed and bool(ahead.texts) and ahead.texts[0] in _OPENERS
        behind = self._read(start, min(sentence[1], start + _LONGEST))
        depth = 0
        for index, (text, kind) in enumerate(zip(*behind, strict=True)):
            if text in "([":
                depth += 1
            elif text in ")]":
                depth = max(0, depth - 1)
            elif depth:
                continue
            elif text == ";" or (text == "," and opened):
                break
            elif kind not in _NO_VERBS:
                if kind is _Word.BE:
                    for following in behind.kinds[index + 1 : index + 4]:
                        if following in _APART:
                            return Mood.APART, _APART[following]
                        if following is _Word.REPORTS:
                            return Mood.REPORTED, ""
                # A symbol in place of words: the verb does not begin the sentence.
                texts = ["(", *ahead.texts, *behind.texts]
                words = _Words(texts, [None, *ahead.kinds, *behind.kinds])
                return _of_verb(words, 1 + len(ahead.texts) + index)
        return Mood.UNCLEAR, ""

    def _has_data(self, start: int, sentence: Span, enclosed: Span | None) -> bool:
        """Return whether a statistic is supported by its own test or count."""
        lower = self._prose.lower
        if enclosed and _COUNT.search(lower, *enclosed):
            return True
        return bool(_TEST.search(lower, max(sentence[0], start - 60), start))

    def _in_method(self, position: int) -> bool:
        """Return whether the previous heading is that of the methods section."""
        place = bisect_left(self._headings, position, key=lambda heading: heading[0])
        return place > 0 and self._headings[place - 1][1]

    @cached_property
    def _headings(self) -> list[tuple[int, bool]]:
        lower = self._prose.lower
        found = (_HEADING.match(lower, start) for start in self._prose.breaks)
        return [(one.start(), bool(_OF_METHOD.match(one["name"]))) for one in found if one]

    def _read(self, start: int, end: int) -> _Words:
        """Return the words and characters between two positions."""
        texts = _TOKEN.findall(self._prose.lower, start, end)
        return _Words(texts, list(map(self._kinds.get, texts)))


def _of_verb(words: _Words, verb: int) -> tuple[Mood, str]:
    """Return the mood of a verb before or after a statistic."""
    texts, kinds = words
    kind = kinds[verb]
    if kind is _Word.WOULD and texts[verb : verb + 2] == ["could", "not"]:
        return Mood.REPORTED, ""
    if kind in _APART:
        return Mood.APART, _APART[kind]
    if _on_condition(words, verb):
        return Mood.APART, _APART[_Word.IF]
    for place in range(verb - 1, max(-1, verb - 1 - _AUXILIARIES), -1):
        text, auxiliary = texts[place], kinds[place]
        if not text[0].isalpha():
            break
        if auxiliary is _Word.WOULD:
            # "We could not replicate it" is what happened.
            if text == "could" and texts[place + 1] == "not":
                return Mood.REPORTED, ""
            return Mood.APART, _APART[_Word.WOULD]
        # "Power curves are shown for d = 0.2", "Priors were weak, with r = .71"
        if (
            auxiliary is _Word.MAY
            or (auxiliary is _Word.NOUN and kind is _Word.WAS)
            or text in ("is", "are", "be")
            or (text == "to" and place == verb - 1)
        ):
            return Mood.UNCLEAR, ""
    if kind is _Word.WAS:
        return _of_copula(words, verb)
    return (Mood.REPORTED if kind is _Word.REPORTS else Mood.UNCLEAR), ""


def _of_copula(words: _Words, verb: int) -> tuple[Mood, str]:
    """Return the mood of "was" and "were"."""
    texts, kinds = words
    for text, kind in zip(texts[verb + 1 : verb + 4], kinds[verb + 1 : verb + 4], strict=True):
        if kind in _APART:
            return Mood.APART, _APART[kind]
        if kind is _Word.NOUN:
            return Mood.APART, _APART[_Word.PLANS]
        if kind in (_Word.REPORTS, _Word.SHOWN):
            return Mood.REPORTED, ""
        if _NO_REPORT.match(text):
            return Mood.UNCLEAR, ""
    if _results().isdisjoint(texts[max(0, verb - _SUBJECT) :]):
        return Mood.UNCLEAR, ""
    return Mood.REPORTED, ""


def _on_condition(words: _Words, verb: int) -> bool:
    """Return whether the clause of a verb begins with "if"."""
    for place in range(verb - 1, max(-1, verb - 13), -1):
        if words.texts[place] in (",", ";", ":"):
            return False
        if words.kinds[place] is _Word.IF:
            return True
    # "Had it been d = 0.5", "Were d = 0.5 the truth"
    return words.texts[0] in ("had", "were", "should")


def _in_running_text(ahead: _Words) -> bool:
    """Return whether words lead up to a statistic without brackets."""
    words: list[str] = []
    for text in reversed(ahead.texts):
        if text in (":", ";"):
            break
        if text[0].isalpha():
            words.append(text)
    # "Fewer people relapsed, OR = 0.42", but not "In the example, d = 0.5"
    apposed = bool(ahead.texts) and ahead.texts[-1] == ","
    return len(words) > _FEW and (not apposed or words[-1] in _OPENERS)
