"""Matches the numbers of studies and people with statistics."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pprkb.evidence.extraction.counts import Mention, find_mentions
from pprkb.evidence.extraction.frames import Frames
from pprkb.evidence.extraction.plain import Prose, Span
from pprkb.evidence.extraction.statistics import Statistic

_CLOSE = 40
"""The maximum distance, in characters, from a statistic to a count that belongs to it."""
_BESIDE = 4
"""The maximum distance between counts of the same group of studies, in characters."""
_LOOKED_THROUGH = 1200
"""The part of a sentence to search for words for a subgroup, in characters."""
_BESIDE_IT = re.compile(
    r"(?:[ ,;(]{1,3}[kKnN][ ]{0,2}=[ ]{0,2}[\d,]{1,9}(?![\d,])){0,2}[ ,;()]{0,4}"
)
_ELSEWHERE = re.compile(
    r"\b(?:and|but|whereas|while|than|versus|vs)\b"
    r"|;[ ](?!studies|trials|participants|patients)[A-Za-z]{2}"
)
_NEXT_CLAUSE = re.compile(r"[,;:]|\b(?:and|but|whereas|while|though|although|than|versus|vs)\b")
_OF_THE_WHOLE = re.compile(
    r"\b(?:among|amongst|across|based on|(?:total|sample|survey|cohort|study|trial) of)\b"
)
_SUBGROUP = re.compile(
    r"\b(?:however|among|amongst|when|whereas|but|only|especially|subgroups?|moderat(?:es|ed|or"
    r"|ors|ion)"
    r"|for the treatment of|in the treatment of|after|follow-up|versus|larger|smaller"
    r"|stronger|weaker|higher|lower|(?:for|(?-i:In)|with) (?:\w{1,20} )?(?:patients|clients|people"
    r"|adults"
    r"|children|adolescents|women|men|those|studies|trials))\b",
    re.IGNORECASE,
)


class Attached(NamedTuple):
    """The counts found for a statistic, and flags for the author."""

    k: Mention | None
    n: Mention | None
    flags: tuple[str, ...]


class Place(NamedTuple):
    """A statistic, its sentence and the parentheses around it."""

    statistic: Statistic
    sentence: Span
    enclosed: Span | None


class _Held(NamedTuple):
    """A count, and the parentheses that it shares with the statistic it belongs to."""

    mention: Mention
    owner: Span | None


class _Counts(NamedTuple):
    """The numbers of studies, or of people, in a sentence."""

    held: tuple[_Held, ...]
    free: list[Mention]
    """The counts that do not share parentheses with a statistic."""
    arms: list[Mention]
    """Those of these that count one arm."""
    in_turn: tuple[Mention, ...]
    """One for each statistic of the sentence; empty if their numbers differ."""


class _Sentence(NamedTuple):
    """The counts in a sentence."""

    first: int
    """The index of its first statistic."""
    held: tuple[_Held, ...]
    studies: _Counts
    people: _Counts


_NO_COUNTS = _Counts((), [], [], ())


class Attachment:
    """Attaches counts to statistics by the rules described in `counts_of`."""

    def __init__(self, prose: Prose, ordered: Sequence[Place], frames: Frames) -> None:
        """Prepare for the statistics of a text, in order, and the moods of its sentences."""
        self._frames = frames
        self._prose = prose
        self._places = ordered
        self._starts = [place.statistic.start for place in ordered]
        self._lasts = _lasts_of_lists(ordered)
        self._held = lru_cache(maxsize=4)(self._read)
        self._before = lru_cache(maxsize=4)(self._sentence_before)

    def counts_of(self, index: int) -> Attached:
        """Return the counts of a statistic.

        In this order: in the same parentheses or within 40 characters after it; the nearest
        before it in the sentence; the nearest after it in the sentence; the sentence before, if
        it is in the same paragraph without a statistic, and this one is not about a subgroup.
        """
        place = self._places[index]
        here = self._held(place.sentence)
        flags: list[str] = []
        chosen: list[Mention | None] = []
        for counts, studies, letter in ((here.studies, True, "k"), (here.people, False, "n")):
            mention: Mention | None = None
            offered: list[Mention] = []
            where, paired = "the sentence", None
            if counts.held:
                own = [each.mention for each in counts.held if each.owner == place.enclosed]
                own = own if place.enclosed else []
                paired = counts.in_turn[index - here.first] if counts.in_turn else None
                mention = (
                    self._own(own, index)
                    or paired
                    or self._free(counts.free, counts.arms, index)
                    or self._of_all(counts.held, here.held, index)
                )
                offered = [*own, *counts.free]
            before = None if mention else self._before(place.sentence)
            if before and place.statistic.stretch_end <= before[1]:
                mentions = (each.mention for each in self._held(before[0]).held)
                offered = [one for one in mentions if one.studies is studies and not one.one_arm]
                where = "the sentence before"
                if len({one.number for one in offered}) > 1:
                    flags.append(f"several {letter} in {where}, none taken")
                elif offered:
                    mention = offered[-1]
                    flags.append(f"{letter} from {where}")
            chosen.append(mention)
            if mention:
                flags += mention.flags
                if mention is not paired and len({one.number for one in offered}) > 1:
                    flags.append(f"several {letter} in {where}")
        return Attached(chosen[0], chosen[1], tuple(flags))

    def _own(self, mentions: Sequence[Mention], index: int) -> Mention | None:
        """Return the count in the parentheses of a statistic, unless it is nearer to another."""
        place = self._places[index]
        for mention in mentions:
            low, high = sorted((mention.start, place.statistic.start))
            between = self._starts[
                bisect_right(self._starts, low) : bisect_left(self._starts, high)
            ]
            if not between or mention.start < place.statistic.start:
                return mention
            # "(r = .2, d = .4, k = 12)": the same finding in two metrics.
            inside = self._places[index : bisect_left(self._starts, high)]
            metrics = {statistic.statistic.metric for statistic in inside}
            if len(metrics) == len(inside) and all(p.enclosed == place.enclosed for p in inside):
                return mention
            # "(ds = .2 and .3, k = 12)": all values of one list share their count.
            if "=" not in self._prose.plain[place.statistic.end : between[-1]]:
                return mention
        return None

    def _free(
        self, mentions: Sequence[Mention], arms: Sequence[Mention], index: int
    ) -> Mention | None:
        for mention in mentions:
            # "the correlation across 29 studies was .21"
            # "g = 0.45, k = 12, N = 800, 95% CI [0.30, 0.60]"
            statistic = self._places[index].statistic
            if statistic.start <= mention.start and mention.end <= statistic.stretch_end:
                return mention
        if behind := self._behind_brackets(mentions, index):
            return behind
        index = self._lasts[index]
        place = self._places[index]
        statistic = place.statistic
        last = index + 1 == len(self._places)
        following = len(self._prose.plain) if last else self._starts[index + 1]
        later = [mention for mention in mentions if mention.start >= statistic.stretch_end]
        if later and later[0].start - statistic.stretch_end <= _CLOSE:
            between = self._prose.plain[statistic.stretch_end : later[0].start]
            if later[0].start < following and not _ELSEWHERE.search(between):
                return later[0]
        earlier = [mention for mention in mentions if mention.end <= statistic.start]
        if earlier and not self._closes(earlier[-1], index):
            # "in A (N = 94) d was 0.62; people with B (n = 31) had d = 0.28"
            before = self._starts[index - 1] if index else -1
            others = any(before < one.start < statistic.start for one in arms)
            return None if others and earlier[-1].start < before else earlier[-1]
        # A count between two statistics may be the next one's own.
        return later[0] if later and following >= place.sentence[1] else None

    def _behind_brackets(self, mentions: Sequence[Mention], index: int) -> Mention | None:
        """Return the count directly after brackets with several statistics."""
        pair = self._places[index].enclosed
        if not pair:
            return None
        following = bisect_left(self._starts, pair[1])
        stop = self._starts[following] if following < len(self._starts) else len(self._prose.plain)
        for mention in mentions:
            if pair[1] < mention.start < stop and mention.start - pair[1] <= _CLOSE:
                between = self._prose.plain[pair[1] + 1 : mention.start]
                return None if _NEXT_CLAUSE.search(between) else mention
        return None

    def _in_turn(self, mentions: Sequence[Mention], first: int, behind: int) -> tuple[Mention, ...]:
        """Return the counts of the statistics of a sentence, if there is one for each.

        "(k = 12) and (k = 3) were related to outcome, g = 0.79 and g = 0.78", "based on 9, 4 and
        3 studies".
        """
        number = behind - first
        if number < 2 or not mentions:
            return ()
        for one in mentions:
            if len(one.listed) == number:
                return tuple(one._replace(number=each) for each in one.listed)
        if len(mentions) != number:
            return ()
        places = self._places[first:behind]
        starts = [place.statistic.start for place in places]
        ends = [place.statistic.stretch_end for place in places]
        before = all(one.end <= start for one, start in zip(mentions, starts, strict=True))
        after = all(end <= one.start for one, end in zip(mentions, ends, strict=True))
        apart = all(end <= one.start for one, end in zip(mentions[1:], ends, strict=False))
        close = all(one.end <= start for one, start in zip(mentions, starts[1:], strict=False))
        ahead = mentions[-1].end <= starts[0] and all(mention.symbol for mention in mentions)
        return tuple(mentions) if (before and apart) or (after and close) or ahead else ()

    def _of_all(
        self, mentions: Sequence[_Held], here: Sequence[_Held], index: int
    ) -> Mention | None:
        """Return a single count at the end of a sentence, which applies to all its statistics."""
        behind = bisect_left(self._starts, self._places[index].sentence[1])
        ends = self._places[behind - 1].statistic.stretch_end
        if len(mentions) != 1 or mentions[0].owner:
            return None
        mention = mentions[0].mention
        if mention.start < ends or mention.one_arm:
            return None
        beside = any(
            other.mention.studies is not mention.studies
            and ends <= other.mention.start
            and max(mention.start, other.mention.start) - min(mention.end, other.mention.end)
            <= _CLOSE // 2
            for other in here
        )
        whole = _OF_THE_WHOLE.search(self._prose.plain, ends, mention.start) or (
            not (mention.studies or mention.symbol)
            and not _ELSEWHERE.search(self._prose.plain, ends, mention.start)
        )
        return mention if beside or whole else None

    def _closes(self, mention: Mention, index: int) -> bool:
        """Return whether a count is the previous statistic's: "g = .18, k = 10, and g = .05"."""
        before = self._places[index - 1] if index else None
        if not before or mention.start < before.statistic.stretch_end:
            return False
        behind = before.statistic.stretch_end
        if mention.symbol and _BESIDE_IT.fullmatch(self._prose.plain, behind, mention.start):
            return True
        if before.enclosed:
            behind = max(behind, before.enclosed[1] + 1)
        return (
            mention.start - behind <= _CLOSE
            and not _NEXT_CLAUSE.search(self._prose.plain, behind, mention.start)
            and bool(
                _NEXT_CLAUSE.search(
                    self._prose.plain, mention.end, self._places[index].statistic.start
                )
            )
        )

    def _read(self, sentence: Span) -> _Sentence:
        """Return the counts in a sentence."""
        mentions = find_mentions(self._prose.plain, *sentence)
        if not mentions:
            return _Sentence(0, (), _NO_COUNTS, _NO_COUNTS)
        first, behind = (bisect_left(self._starts, end) for end in sentence)
        held = tuple(_Held(mention, self._owner(mention)) for mention in _with_totals(mentions))
        kinds = []
        for studies in (True, False):
            counts = tuple(mention for mention in held if mention.mention.studies is studies)
            outside = [count.mention for count in counts if not count.owner]
            free = [mention for mention in outside if not mention.one_arm]
            kinds.append(
                _Counts(
                    held=counts,
                    free=[mention for mention in free if not mention.listed],
                    arms=[mention for mention in outside if mention.one_arm],
                    in_turn=self._in_turn(free, first, behind),
                )
            )
        return _Sentence(first, held, *kinds)

    def _owner(self, mention: Mention) -> Span | None:
        after = bisect_left(self._starts, mention.start)
        for place in self._places[max(0, after - 1) : after + 1]:
            if place.enclosed and place.enclosed[0] <= mention.start < place.enclosed[1]:
                return place.enclosed
        return None

    def _sentence_before(self, sentence: Span) -> tuple[Span, int] | None:
        """Return the previous sentence, and the position where this one turns to a subgroup."""
        start, end = sentence
        if start == 0 or start in self._prose.paragraph_breaks:
            return None
        before = self._prose.sentence(start - 1)
        if bisect_left(self._starts, before[0]) != bisect_left(self._starts, start):
            return None
        if self._frames.plans(before):
            return None
        subgroup = _SUBGROUP.search(self._prose.plain, start, min(end, start + _LOOKED_THROUGH))
        return before, subgroup.start() if subgroup else end


def _lasts_of_lists(places: Sequence[Place]) -> list[int]:
    """Return, for each value, the last one of its list or of the same finding in other metrics."""
    lasts = list(range(len(places)))
    for index in range(len(places) - 2, -1, -1):
        leader = places[index].statistic.leader
        if leader >= 0 and places[index + 1].statistic.leader == leader:
            lasts[index] = lasts[index + 1]
    return lasts


def _with_totals(mentions: Sequence[Mention]) -> list[Mention]:
    """Treat a lowercase n beside a k, or the only one with a unit, as the total.

    "(k = 15; n = 1,204)", "36 practices (n = 1,106 patients)".
    """
    arms = [mention for mention in mentions if mention.one_arm]
    if len(arms) == 1 and arms[0].unit:
        return [mention._replace(one_arm=False) for mention in mentions]
    return [
        one._replace(one_arm=False)
        if one.one_arm
        and any(
            other.studies and min(abs(one.start - other.end), abs(other.start - one.end)) <= _BESIDE
            for other in mentions[max(0, place - 1) : place + 2]
        )
        else one
        for place, one in enumerate(mentions)
    ]
