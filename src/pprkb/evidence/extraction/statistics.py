"""Statistics in plain prose: a name, what connects it, a value, its interval and p."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pprkb.evidence.extraction.names import INDEX, NAME, metric_of, metric_of_index, possible
from pprkb.evidence.extraction.numbers import DECIMAL, GAP, VALUE
from pprkb.evidence.extraction.plain import Prose
from pprkb.model.effect import Metric

_REACH = 110
"""An interval or a p further off than this belongs to something else (measured in characters)."""

_AFTER_NAME = re.compile(
    rf"(?:\(\d{{1,5}}\))?{GAP}(?:\({GAP}{INDEX}{GAP}\)|\)|\+)?{GAP}"
    r"(?:mean(?=[ ]?=)|(?P<filler>(?:for|between|in|on|of|across)[ ]"
    r"[^.;:()\[\]\n=<>]{1,80}?(?:\([^()\n]{1,30}\)[^.;:()\[\]\n=<>]{0,40}?)?"
    r"(?=[ ](?:was|were|is|are|averaged|ranged)\b|[ ]of[ ][-+]?[\d.])))?"
    rf"{GAP}(?:(?P<symbol><=|>=|==|[=≈~<>≤≥:])"
    r"|(?P<comma>,[ ])?(?P<words>(?:(?:was|were|is|are|being)[ ])?(?:estimated[ ]at"
    r"|found[ ]to[ ]be|equal[ ]to|rang(?:ing|ed|es)[ ](?:from|between)"
    r"|var(?:ying|ied)[ ](?:from|between)|between|from|equall?ed|equals|averag(?:ed|ing)|of|at)"
    r"|was|were|is|are)\b"
    r"|(?P<bare>,|\((?=[-+]?[\d.]{1,6}\))|))"
    rf"{GAP}(?P<about>(?:approximately|about|around|roughly|nearly|almost|only|just)[ ])?{GAP}"
    rf"(?P<value>{VALUE})"
)
_RANGE = re.compile(rf"(?:{GAP}(?:to|through|-){GAP}|(?P<between>[ ]and[ ]))(?P<high>{DECIMAL})")
_NEXT = re.compile(
    rf"(?:,{GAP}(?:and[ ]|or[ ])?|;[ ]|[ ](?:and|or)[ ])(?P<value>{DECIMAL})(?!{GAP}[=<>])"
)
_ENDS = rf"(?P<low>{VALUE}){GAP}(?:,|;|to\b|and\b|through\b|-){GAP}(?P<high>{VALUE})"
_LEVEL = (
    r"(?:(?P<level>\d{2}(?:\.\d{1,2})?)[ ]?%[ ]?)?"
    r"(?i:CIs?|CrIs?|confidence[ ]intervals?|credible[ ]intervals?)"
    r"(?:[ ]\(CI\))?(?:[ ]?(?P<level_after>\d{2})%)?"
)
_LABELLED = re.compile(
    rf"{_LEVEL}{GAP}(?:[=:,]|of\b|was\b|from\b|between\b|ranging from\b)?{GAP}[\[(]?{GAP}{_ENDS}"
)
_BRACKETED = re.compile(rf"{GAP}[\[(]{GAP}{_ENDS}{GAP}[\])]")
_CARRIED = re.compile(
    rf"(?<![\w.,=<>/(\[-])(?P<value>{DECIMAL}){GAP}[\[(]{GAP}(?:{_LEVEL}{GAP}[:,=]?{GAP})?"
    rf"{_ENDS}{GAP}[\])]"
)
_P = re.compile(
    rf"\b[pP]s?(?:-value)?{GAP}(?P<sign><=|>=|[=<>≤≥]){GAP}(?P<p>0?\.\d++|0|1\.0++)(?![\d%])"
)
_TEST = re.compile(
    r"(?<![\w.])(?:[FtTzZHUW]|Q(?:_?[A-Za-z]{1,8})?|[χΧX]\^?[²2]|χ|[cC]hi[- ]?squared?)"
    rf"(?:{GAP}[(\[][^()\[\]\n]{{1,40}}[)\]])?{GAP}[=<>≤≥≈]{GAP}[-+]?(?=[\d.])"
)
"""A test statistic: "F(1, 20) = 4.5". The p that follows is the test's."""
_SIGNS = {"<=": "≤", ">=": "≥", "==": "=", ":": "=", "~": "≈"}


@dataclass(frozen=True, kw_only=True)
class Statistic:
    """One value under one name; offsets are those of the plain prose."""

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
    p: str = ""
    in_words: bool = False
    """No symbol connects name and value."""
    carried: bool = False
    """The name is that of a value before."""


def find_statistics(prose: Prose) -> list[Statistic]:
    """Find statistics from left to right; impossible values are none."""
    heads = list(_heads(prose.plain))
    found: list[Statistic] = []
    for place, head in enumerate(heads):
        sentence_end = prose.sentence(head.start)[1]
        until = sentence_end
        if place + 1 < len(heads):
            until = min(until, heads[place + 1].start)
        values = _listed(prose.plain, head, until)
        values[-1] = _with_interval(prose.plain, values[-1], until)
        found += values
        if values[-1].interval:
            found += _carried(prose.plain, values[-1], until)
    return found


def _heads(plain: str) -> Iterator[Statistic]:
    """Yield a statistic for each name that is followed by a value."""
    end = 0
    for name in NAME.finditer(plain):
        if name.start() < end or not (match := _AFTER_NAME.match(plain, name.end())):
            continue
        metric = metric_of_index(match["index"]) if match["index"] else metric_of(name)
        written = match["value"]
        letter = (name.lastgroup or "").endswith("_letter")
        # A letter or a word may mean anything; a whole number after it is a count.
        plainly = match["symbol"] is not None and match["symbol"] != ":"
        if not plainly or metric is Metric.BETA:
            if letter and match["bare"] is not None:
                continue
            if "." not in written and not (metric is Metric.NNT and match["bare"] != ","):
                continue
        if letter and (match["filler"] or match["comma"]):
            continue
        # "20 g of 0.5 molar"
        if (
            letter
            and match["words"]
            and plain[max(0, name.start() - 2) : name.start()][:1].isdigit()
        ):
            continue
        if not possible(metric, written):
            continue
        about = (match["about"] or "").strip() not in ("", "only", "just")
        symbol = match["symbol"] or "="
        # "an effect size (1.46)": the quote is closed as it was opened.
        end = match.end("value") + (match["bare"] == "(")
        high = None
        if upper := _RANGE.match(plain, end):
            words = match["words"] or ""
            if not upper["between"] or words.endswith(("between", "from")):
                high, end = upper.span("high"), upper.end()
        yield Statistic(
            metric=metric,
            start=name.start(),
            end=end,
            stretch_end=end,
            value=match.span("value"),
            value_high=high,
            comparator="≈" if about else _SIGNS.get(symbol, symbol),
            in_words=match["symbol"] is None,
        )


def _listed(plain: str, head: Statistic, until: int) -> list[Statistic]:
    """Return a statistic and the values listed after it: "ds = .2, .3 and .5"."""
    values = [head]
    end = head.end
    name = plain[head.start : head.value[0]].rstrip("=:≈ ")
    plural = name.endswith(("s", "s were")) and not name.endswith(("was", "is"))
    while match := _NEXT.match(plain, end, until):
        if not possible(head.metric, match["value"]):
            break
        span = match.span("value")
        end = match.end()
        values.append(
            replace(head, start=span[0], end=end, stretch_end=end, value=span, value_high=None)
        )
    several = plural or "respectively" in plain[end : end + 20] or len(values) > 2
    return values if several else [head]


def _with_interval(plain: str, statistic: Statistic, until: int) -> Statistic:
    end = min(until, statistic.end + _REACH)
    stretch_end = statistic.end
    interval = None
    match = _BRACKETED.match(plain, statistic.end, end)
    if match and not set(".,") & set(match["low"] + match["high"]):
        match = None
    if match := match or _LABELLED.search(plain, statistic.end, end):
        groups = match.groupdict()
        level = groups.get("level") or groups.get("level_after") or ""
        interval = (match.span("low"), match.span("high"), level)
        stretch_end = match.end()
    p = _P.search(plain, statistic.end, end)
    if p and _TEST.search(plain, statistic.end, p.start()):
        p = None
    if p:
        stretch_end = max(stretch_end, p.end())
    return replace(
        statistic,
        interval=interval,
        p=f"{_SIGNS.get(p['sign'], p['sign'])} {p['p']}" if p else "",
        stretch_end=stretch_end,
    )


def _carried(plain: str, last: Statistic, until: int) -> Iterator[Statistic]:
    """Yield values with intervals that follow under the same name: "…, -0.14 (-0.40 to 0.12)"."""
    for match in _CARRIED.finditer(plain, last.stretch_end, until):
        if not possible(last.metric, match["value"]):
            continue
        yield replace(
            last,
            start=match.start("value"),
            end=match.end("value"),
            stretch_end=match.end(),
            value=match.span("value"),
            value_high=None,
            interval=(match.span("low"), match.span("high"), match["level"] or ""),
            p="",
            carried=True,
        )
