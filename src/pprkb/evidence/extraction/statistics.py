"""Finds statistics in plain prose: a name, a connection, a value, its interval and p."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pprkb.evidence.extraction.metrics import (
    DECIMAL,
    ENDS,
    GAP,
    IN_UNITS,
    LEVEL,
    METRIC_NAME,
    NAME,
    P_AHEAD,
    P_VALUE,
    PARTIAL,
    SIGNS,
    SLOPE,
    VALUE,
    kind_of,
    metric_called,
    metric_of,
    number,
    possible,
    read_p,
)
from pprkb.evidence.extraction.plain import Prose, Span, enclosing, stretches
from pprkb.evidence.extraction.qualified import are_conventions, judged, names_sizes
from pprkb.model.effect import Metric

_REACH = 110
"""The maximum distance of an interval or p, in characters."""

_SIZE_WORD = (
    r"(?:small|medium|moderate|modest|large|strong|weak|negligible|trivial|substantial|sizeable)"
)
_AFTER_NAME = re.compile(
    rf"(?:[ ]?\((?:[nN][ ]?=[ ]?|df[ ]?=[ ]?)?\d{{1,5}}\))?{GAP}"
    rf"(?:\({GAP}(?P<metric>{METRIC_NAME}){GAP}"
    rf"(?:[,;]?[ ]?[(\[]?(?P<level_within>\d{{2}})[ ]?%[ ]?CI[)\]]?)?\)"
    rf"|\[{GAP}(?P<metric_beside>{METRIC_NAME}){GAP}\]|\)|\+)?(?:effect[ ]sizes?)?{GAP}"
    rf"(?:[(\[](?=[^()\[\]\n]{{0,40}}(?:CI"
    rf"|CrI)[)\]])(?:[^()\[\]\n\d]{{0,30}}(?P<level>\d{{2}})[ ]?%[ ]?)?"
    rf"[^()\[\]\n\d]{{0,30}}[)\]]\)?{GAP})?"
    r"(?:mean(?=[ ]?=)|,?[ ]?(?P<filler>(?<=, )(?!and\b"
    r"|but\b)[^.;:()\[\]\n=<>\d]{3,60},(?=[ ](?:was|is)\b)"
    r"|per[ ][A-Za-z][A-Za-z -]{0,20}(?=[ ]?=)"
    r"|(?:for|between|in|on|of|across|versus|vs|compared|against|at|with|after|over|from|to"
    r"|favou?ring|relating|by|per)[ ]"
    r"(?:(?!\b(?:was|were|is|are)\b)[^.;:()\[\]\n=<>]){1,80}?"
    r"(?:\([^()\n]{1,30}\)(?:(?!\b(?:was|were|is|are)\b)[^.;:()\[\]\n=<>]){0,40}?)?"
    r"(?=[ ](?:was|were|is|are|averaged|ranged|amounted|reached)\b|[ ]of[ ][-+]?[\d.]"
    # "odds ratio for relapse 0.62 (95% CI"
    r"|[ ][-+]?\d{0,3}[.]\d{1,4}(?:[ ]points?|[ ]units?)?[ ]?[,;(\[][ ]?[(\[]?"
    r"(?:\d{2}(?:[.]\d)?[ ]?%"
    r"|[-+]?\d{0,3}[.]\d{1,4}[ ]?(?:to[ ]|[-,;])))))?"
    rf"{GAP}(?:(?P<symbol><=|>=|==|[=≈~<>≤≥:])"
    r"|(?P<comma>,[ ])?(?P<words>(?:(?:was|were|is|are|being)[ ])?(?:estimated[ ]at"
    r"|found[ ]to[ ]be|equal[ ]to|rang(?:ing|ed|es)[ ](?:from|between)"
    r"|var(?:ying|ied)[ ](?:from|between)|between|from|equall?ed|equals|averag(?:ed|ing)|of|at"
    r"|amount(?:ed|ing)[ ]to|reach(?:ed|ing))|was|were|is|are)\b"
    rf"|(?P<bare>,|(?:(?:was|were|is"
    rf"|are)[ ](?:\w{{1,15}}+[ ])?{_SIZE_WORD}(?:[ ]to[ ]{_SIZE_WORD})?[ ])?"
    r"\((?=[-+]?[\d.]{1,6}[);,])"
    # "the pooled SMD favoured therapy (-0.33, 95% CI"
    r"|(?:favou?red|was|were|is|are|did[ ]not)[ ](?:(?!\band\b|\bbut\b)[^.;:()\[\]\n=<>\d]){0,60}"
    r"\((?=[-+]?\d{0,2}[.]\d{1,3}[,;][ ]?\d{2}[ ]?%)|))"
    rf"{GAP}(?P<about>(?:approximately|about|around|roughly|nearly|almost|only|just)[ ])?{GAP}"
    rf"(?P<value>{VALUE})"
)
_PLAINLY = re.compile(
    r"(?P<metric>(?!))?(?P<metric_beside>(?!))?(?P<level_within>(?!))?(?P<level>(?!))?"
    r"(?P<filler>(?!))?(?P<comma>(?!))?(?P<words>(?!))?(?P<bare>(?!))?(?P<about>(?!))?"
    rf"{GAP}(?P<symbol>=){GAP}(?P<value>{VALUE})"
)
"""The usual form of what `_AFTER_NAME` matches, with its groups: "= 0.5"."""
_DIGITS = re.compile(r"\d++")
_LONGEST_NAME = 400
"""The maximum length of a name and its connection to the value, in characters."""
_POINTS = re.compile(r"[ -]points?\b")
_RANGE = re.compile(
    rf"(?:{GAP}(?:to|through|bis|-|~){GAP}|(?P<between>[ ]and[ ])"
    r"|[ ](?P<told>(?:for|in|with)[ ][^.;:()\d=<>]{1,50}?[ ](?:to|and)[ ]))"
    rf"(?P<high>{DECIMAL})"
)
_PEOPLE_TO = re.compile(rf"{GAP}(?:to|-){GAP}(?P<high>\d{{1,3}}+)(?!\d|[.,]\d|{GAP}[=<>%])")
"""The upper end of a number needed to treat, a whole number: "NNT = 5 to 9"."""
_NEXT = re.compile(
    rf"(?:,{GAP}(?:and[ ]|or[ ])?|;[ ]|[ ](?:and|or)[ ])(?P<value>{DECIMAL})(?!{GAP}[=<>])"
)
_PLURAL = re.compile(r"s(?:[ ](?:were|are|of|at))?[ =:≈]{0,16}\Z(?<!was )(?<!is )")
_NEXT_TO = 4
"""The maximum distance between two statistics of one finding, in characters."""
_SAME_FINDING = re.compile(
    r"[ ]?[,;(\[)]{0,2}[ ]?(?:(?:which|that)[ ](?:is|was)[ ])?(?:an?[ ]"
    r"|the[ ])?(?:equivalent[ ](?:to|of)|equal[ ]to"
    r"|corresponding[ ](?:to|with)|equivalently|converted[ ]to|i\.e\.,?|that[ ]is,?"
    r"|or)?[ ]?(?:an?[ ])?"
)
"""The words between two metrics of one finding: "r = .28 (equivalent of d = .58)"."""
_PAIR_ENDS = re.compile(r"(?:[ ]?[),.;]|[ ](?:for|at|in|on|respectively)\b|\Z)")
_RESPECTIVELY = re.compile(r"[^.;()]{0,120}?\brespectively\b")
_SAME_WORDS = re.compile(
    rf"[ ](?P<word>for|in|at|on|with|after)[ ][^.;:()\d=<>]{{1,60}}?"
    rf"(?:[ ]\([^().]{{1,40}}\))?(?:,[ ]?(?:and[ ]|but[ ])?"
    rf"|[ ](?:and|but|to)[ ])"
    rf"(?:only[ ])?(?P<value>{DECIMAL})(?=[ ](?P=word)[ ])"
)
"""The rest of "was 1.31 for depression and 0.88 for anxiety"."""
_LABELLED = re.compile(
    rf"{LEVEL}{GAP}(?:for[ ](?:the[ ]effect[ ]size|[a-zA-Z]{{1,3}})\b{GAP})?(?:[=:,]|(?:of|was"
    rf"|from|between|ranging from|is|von"
    rf"|van)\b)?{GAP}[\[(]?{GAP}{ENDS}"
)
_BRACKETED = re.compile(rf"{GAP}[\[(]{GAP}{ENDS}{GAP}(?:[\])]|(?=[,;]))")
_BEHIND_WORDS = re.compile(
    rf"[ ](?:for|in|with|among|on)[ ][^.,;:()\[\]\d=<>]{{1,40}}?[ ][\[(]{GAP}{ENDS}{GAP}[\])]"
)
"""An interval after the subject of its value: "1.85 for amitriptyline (1.60 to 2.10)"."""
_TRAILING = re.compile(rf"{GAP}[,;]{GAP}{ENDS}(?={GAP}[)\];,.])")
_CARRIED = re.compile(
    rf"(?:(?<![\w.,=<>/(\[-])(?P<value>{DECIMAL}){GAP}[\[(]"
    rf"|[\[(](?P<inner>{DECIMAL}){GAP}(?:[,;:]|(?=[\[(])))"
    rf"{GAP}[\[(]?(?:{LEVEL}{GAP}[:,=]?{GAP})?{ENDS}{GAP}[\])]"
)
_TEST = re.compile(
    r"(?<![\w.])(?:[FtTzZHUW]|Q(?:_?[A-Za-z]{1,8})?|[χΧX]\^?[²2]|χ|[cC]hi[- ]?squared?"
    r"|(?i:log-?rank|egger's|interaction|heterogeneity|trend))"
    rf"(?:{GAP}[(\[][^()\[\]\n]{{1,40}}[)\]])?(?:{GAP}[=<>≤≥≈]{GAP}[-+]?(?=[\d.])"
    rf"|(?={GAP}(?:test[ ])?[pP]\b))"
)
"""A test statistic, to which the following p belongs: "F(1, 20) = 4.5"."""
_OF_A_TEST = re.compile(
    r"[ ](?:for|of)[ ](?:the[ ])?(?:\w{1,12}[ ])?(?:differences?|interactions?|trend"
    r"|heterogeneity|subgroups?"
    r"|moderat(?:ion|or)|test|contrast|comparison)\b"
)
_OTHER_FINDING = re.compile(
    r"\b(?:but|whereas|while|although|though|however|nor|than)\b|;[ ](?=[A-Za-z])(?![pPkKnNIQτ]"
    r"|CI|SE|KI|IC)"
    r"|,?[ ]and[ ](?=.)(?!(?:the[ ])?(?:highly[ ])?(?:significant|statistically|p\b|a[ ](?:95"
    r"|90)|95|90|its\b|CI))"
    r"|\bnot[ ]for\b"
)
"""Words that introduce another finding."""
_BETWEEN_TWO = re.compile(r"[ ]between[ ][^.,;:()]{1,40},[ ][pP][ ]?[=<>]")
"""The variables of a coefficient, and its p: "r = .3 between age and gain, p = .02"."""
_LEVELS = ("level", "level_after", "level_beside")
_VARIANT = re.compile(r"(?<=[dg])s?[ ]{0,8}_?\{?(?P<sub>[A-Za-z]\w{0,11})\}?\Z")
_WITH_SUBSCRIPTS = (Metric.D, Metric.G, Metric.R)
_PLAIN_SUBSCRIPTS = ("s", "unb", "adj", "corr", "cohen", "hedges")
_WITHIN_R = re.compile(r"\Ars?_?\{?(?P<sub>p|part|partial|sp|tt|xx|icc|wg)\}?\Z")


class Statistic(NamedTuple):
    """One value of one statistic, with offsets in the plain prose."""

    metric: Metric | None
    start: int
    """Of the name, or of the value where the name stands further ahead."""
    end: int
    """Of the value, or of the upper end of a range."""
    stretch_end: int
    """Of the interval and p that belong to it."""
    value: tuple[int, int]
    value_high: tuple[int, int] | None = None
    comparator: str = "="
    interval: tuple[tuple[int, int], tuple[int, int], str] | None = None
    level: str = ""
    """Of the interval, where it stands beside the name: "OR (95% CI)"."""
    p: str = ""
    significance: str = ""
    """Words in place of a p: "n.s."."""
    in_words: bool = False
    """Whether there is no symbol between name and value."""
    carried: bool = False
    """Whether the name belongs to a previous value."""
    doubtful: bool = False
    flags: tuple[str, ...] = ()
    leader: int = -1
    """The start of the first value of a list, or of the same finding in another metric."""
    none: bool = False
    """Not a finding: it keeps the words after it from the previous statistic, and is omitted."""


def find_statistics(prose: Prose) -> list[Statistic]:
    """Find statistics from left to right, except impossible values."""
    heads = list(_heads(prose))
    around = enclosing(prose.plain, [head.start for head in heads])
    statistics: list[Statistic] = []
    for place, head in enumerate(heads):
        until = prose.sentence(head.start)[1]
        if place + 1 < len(heads):
            until = min(until, heads[place + 1].start)
        values = _listed(prose.plain, head, until)
        values[-1] = _with_interval(prose.plain, values[-1], until, around[place])
        values[0] = _with_p_ahead(prose.plain, values[0], around[place])
        if statistics and len(values) == 1:
            statistics[-1], values[0] = _of_the_two(prose.plain, statistics[-1], values[0])
        statistics += values
        statistics += _carried(prose.plain, values[-1], until)
    kept = [statistic for statistic in statistics if not statistic.none]
    return _without_scales(prose, kept) if len(kept) > 1 else kept


def _without_scales(prose: Prose, statistics: list[Statistic]) -> list[Statistic]:
    """Omit scales of sizes: three values of one metric in a row."""
    values = [number(prose.plain[slice(*statistic.value)]) for statistic in statistics]
    left_out: set[int] = set()
    for place, three in enumerate(zip(values, values[1:], values[2:], strict=False)):
        if are_conventions(three):
            metrics = {statistic.metric for statistic in statistics[place : place + 3]}
            sentence = slice(*prose.sentence(statistics[place].start))
            if len(metrics) == 1 and names_sizes(prose.lower[sentence]):
                left_out.update((place, place + 1, place + 2))
    return [one for place, one in enumerate(statistics) if place not in left_out]


def _heads(prose: Prose) -> Iterator[Statistic]:
    """Yield a statistic for each name that is followed by a value."""
    plain = prose.plain
    end = 0
    for name in _names(plain):
        if name.start() < end:
            continue
        behind = name.end()
        match = _PLAINLY.match(plain, behind) or _AFTER_NAME.match(plain, behind)
        if not match:
            continue
        kind = kind_of(name)
        named = match["metric"] or match["metric_beside"]
        metric = metric_called(named) if named else metric_of(kind)
        slope = kind == SLOPE and not named
        if not _is_statistic(plain, name, match, metric, slope=slope):
            continue
        about = (match["about"] or "").strip() not in ("", "only", "just")
        symbol = match["symbol"] or "="
        # "an effect size (1.46)": the quote includes the closing parenthesis.
        end = match.end("value")
        end += (match["bare"] or "").endswith("(") and plain.startswith(")", end)
        high = None
        if upper := _upper_end(match, end, metric):
            high, end = upper.span("high"), upper.end()
        verdict = judged(
            prose.lower,
            name.start(),
            metric,
            slope=slope,
            value=match.span("value"),
            sentence=prose.sentence(name.start()),
        )
        flags, doubtful = (verdict.flags, verdict.doubtful) if verdict else ((), False)
        if verdict:
            metric = verdict.metric
            letters = plain[name.start() : name.end()]
            if kind == PARTIAL:
                flags, doubtful = (*flags, "partial coefficient"), True
            if metric in _WITH_SUBSCRIPTS and (subscript := _subscript(letters)):
                flags = (*flags, f"{metric or ''} with subscript {subscript}".strip())
                if metric is Metric.R:
                    metric, doubtful = None, True
        yield Statistic(
            metric=metric,
            start=name.start(),
            leader=name.start(),
            end=end,
            stretch_end=end,
            value=match.span("value"),
            value_high=high,
            comparator="≈" if about else SIGNS.get(symbol, symbol),
            level=match["level"] or match["level_within"] or "",
            in_words=match["symbol"] is None,
            doubtful=doubtful,
            flags=flags,
            none=verdict is None,
        )


def _upper_end(match: re.Match[str], end: int, metric: Metric | None) -> re.Match[str] | None:
    """Return the upper end of a range that begins with a value, if any."""
    if upper := _RANGE.match(match.string, end):
        words = match["words"] or ""
        from_to = words.endswith(("between", "from"))
        wide = (from_to or not upper["between"]) and (words.endswith("from") or not upper["told"])
        return upper if wide else None
    upper = _PEOPLE_TO.match(match.string, end) if metric is Metric.NNT else None
    return upper if upper and number(match["value"]) < number(upper["high"]) else None


def _names(plain: str) -> Iterator[re.Match[str]]:
    """Yield the names that a number may follow."""
    digits = (match.start() for match in _DIGITS.finditer(plain))
    for low, high in stretches(digits, _LONGEST_NAME, 4, len(plain)):
        yield from NAME.finditer(plain, low, high)


def _is_statistic(
    plain: str, name: re.Match[str], match: re.Match[str], metric: Metric | None, *, slope: bool
) -> bool:
    """Return whether name and value clearly belong together."""
    written = match["value"]
    letter = (name.lastgroup or "").endswith("_letter")
    # A letter or word may mean anything; a whole number after it is a count.
    plainly = match["symbol"] is not None and match["symbol"] != ":"
    if not plainly or metric is Metric.BETA or slope:
        if letter and match["bare"] is not None and not _apart(plain, name, match):
            return False
        whole = "." not in written and "," not in written
        counted = metric is Metric.NNT and match["bare"] != ","
        if whole and not counted and metric not in IN_UNITS:
            return False
    if letter and (match["filler"] or match["comma"]):
        return False
    # "20 g of 0.5 molar"
    before = plain[max(0, name.start() - 2) : name.start()]
    if letter and match["words"] and before[:1].isdigit():
        return False
    if metric not in IN_UNITS and _POINTS.match(plain, match.end("value")):
        return False
    return possible(metric, written, slope=slope)


def _apart(plain: str, name: re.Match[str], match: re.Match[str]) -> bool:
    """Return whether a letter and a value are alone in brackets: "(d, 0.71)"."""
    ahead = plain[max(0, name.start() - 2) : name.start()].strip()
    behind = plain[match.end("value") : match.end("value") + 1]
    return match["bare"] == "," and ahead[-1:] in ("(", ";", "[") and behind in (")", ";", "]")


def _subscript(name: str) -> str:
    """Return the subscript that makes a different metric, such as "z" of d_z."""
    found = _WITHIN_R.search(name) or _VARIANT.search(name)
    subscript = found["sub"] if found else ""
    return "" if subscript.casefold() in _PLAIN_SUBSCRIPTS else subscript


def _listed(plain: str, head: Statistic, until: int) -> list[Statistic]:
    """Return a statistic and the values listed after it: "ds = .2, .3 and .5"."""
    values = [head]
    end = head.end
    plural = _PLURAL.search(plain, head.start, head.value[0])
    while match := _NEXT.match(plain, end, until):
        if not possible(head.metric, match["value"]):
            break
        span = match.span("value")
        end = match.end()
        values.append(
            head._replace(start=span[0], end=end, stretch_end=end, value=span, value_high=None)
        )
    if len(values) == 2 and not plural:
        # "r = .39 and .35", but not "d = .5, .3 to .8"
        joined = plain[head.end : values[1].value[0]].strip().endswith("and")
        together = joined and not head.in_words and _PAIR_ENDS.match(plain, end, until)
        return values if together or _RESPECTIVELY.match(plain, end, until) else [head]
    return values


def _with_interval(plain: str, statistic: Statistic, until: int, around: Span | None) -> Statistic:
    """Return a statistic with its interval and p."""
    reach = min(until, statistic.end + _REACH)
    stretch_end = statistic.end
    interval = None
    if match := _interval_after(plain, statistic, reach):
        groups = match.groupdict()
        level = next((groups[key] for key in _LEVELS if groups.get(key)), "")
        interval = (match.span("low"), match.span("high"), level or statistic.level)
        stretch_end = match.end()
    p, words, flags = "", "", list(statistic.flags)
    # Within the parentheses of the statistic, or beside it.
    if around and stretch_end <= around[1]:
        reach = min(until, max(around[1], stretch_end), stretch_end + _REACH)
        if plain[around[1] + 1 : around[1] + 8].lstrip(" ,;(").startswith("p"):
            reach = min(until, around[1] + 40)
    else:
        reach = min(until, max(reach, stretch_end + _REACH // 2))
    found = P_VALUE.search(plain, statistic.end, reach)
    if found and (
        _TEST.search(plain, statistic.end, found.start() + 1)
        or (
            _OTHER_FINDING.search(plain, stretch_end, found.start())
            and not (around and _BETWEEN_TWO.match(plain, stretch_end, around[1]))
        )
        or _OF_A_TEST.match(plain, found.end())
    ):
        found = None
    if found:
        stretch_end = max(stretch_end, found.end())
        p, words, doubt = read_p(found)
        flags += doubt
    return statistic._replace(
        interval=interval, p=p, significance=words, stretch_end=stretch_end, flags=tuple(flags)
    )


def _of_the_two(plain: str, first: Statistic, second: Statistic) -> tuple[Statistic, Statistic]:
    """Assign an interval to the statistic within it: "r = .29, d = .62, 95% CI [.10, .47]"."""
    if first.metric is not second.metric and _SAME_FINDING.fullmatch(
        plain, first.stretch_end, second.start
    ):
        second = second._replace(leader=first.leader)
    elif second.start - first.end > _NEXT_TO:
        return first, second
    if not second.interval or first.interval:
        return first, second
    low, high, _ = second.interval
    ends = [number(plain[slice(*end)]) for end in (low, high)]
    one, other = (number(plain[slice(*each.value)]) for each in (first, second))
    if ends[0] < one < ends[1] and not ends[0] <= other <= ends[1]:
        p = first.p or second.p
        return (
            first._replace(interval=second.interval, p=p),
            second._replace(interval=None, p=""),
        )
    return first, second


def _interval_after(plain: str, statistic: Statistic, reach: int) -> re.Match[str] | None:
    """Return the interval after a value: in brackets, labelled, or after a comma."""
    units = statistic.metric in IN_UNITS or statistic.metric is Metric.NNT
    match = _BRACKETED.match(plain, statistic.end, reach)
    if match:
        broken = set(".,") & set(match["low"] + match["high"])
        inside = _holds(plain, statistic, match)
        closed = plain[match.end() - 1] in ")]"
        if (broken or (units and inside)) and (closed or inside):
            return match
    behind = plain[statistic.end : reach]
    # Each name of an interval contains one of these.
    named = "I" in behind or "nterv" in behind
    match = _LABELLED.search(plain, statistic.end, reach) if named else None
    if match and not _OTHER_FINDING.search(plain, statistic.end, match.start()):
        return match
    for pattern in (_TRAILING, _BEHIND_WORDS):
        match = pattern.match(plain, statistic.end, reach)
        written = match["low"] + match["high"] if match else ""
        if match and set(".,") & set(written) and _holds(plain, statistic, match):
            return match
    return None


def _holds(plain: str, statistic: Statistic, ends: re.Match[str]) -> bool:
    """Return whether a value lies between two ends."""
    value = number(plain[slice(*statistic.value)])
    return number(ends["low"]) < value < number(ends["high"])


def _with_p_ahead(plain: str, statistic: Statistic, around: Span | None) -> Statistic:
    """Return a statistic with the p at the start of its parentheses: "(p = .02, d = .45)"."""
    if statistic.p or not around:
        return statistic
    found = P_AHEAD.match(plain, around[0], statistic.start)
    if not found:
        return statistic
    return statistic._replace(p=f"{SIGNS.get(found['sign'], found['sign'])} {found['p']}")


def _carried(plain: str, last: Statistic, until: int) -> Iterator[Statistic]:
    """Yield further values with the same name.

    They may have intervals, "…, -0.14 (-0.40 to 0.12)", or subjects, "1.31 for depression and
    0.88 for anxiety".
    """
    if last.none:
        return
    end = last.end
    if last.interval and not re.search(r"[(\[]", plain[last.stretch_end : until]):
        return
    following = None if last.interval else _SAME_WORDS.match(plain, end, until)
    if not last.interval and not following:
        return
    bare = last._replace(leader=-1, p="", significance="", flags=(), interval=None, carried=True)
    if last.interval:
        for match in _CARRIED.finditer(plain, last.stretch_end, until):
            span = match.span("value") if match["value"] else match.span("inner")
            statistic = bare._replace(start=span[0], value=span, value_high=None)
            if not possible(statistic.metric, plain[slice(*span)]) or (
                match["inner"] and not _holds(plain, statistic, match)
            ):
                continue
            level = next((match[key] for key in _LEVELS if match[key]), "")
            yield statistic._replace(
                end=span[1],
                stretch_end=match.end(),
                interval=(match.span("low"), match.span("high"), level),
            )
        return
    while following:
        span = following.span("value")
        end = span[1]
        statistic = bare._replace(
            start=span[0], end=end, stretch_end=end, value=span, value_high=None
        )
        if not possible(statistic.metric, plain[slice(*span)]):
            return
        yield statistic
        following = _SAME_WORDS.match(plain, end, until)
