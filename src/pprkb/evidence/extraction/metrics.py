"""How prose prints statistics: their names, values, intervals, p, and counts of things."""

from __future__ import annotations

import re

from pprkb.model.effect import Metric
from pprkb.text.number import whole_number

GAP = r"[ \n]{0,16}+"
"""Spaces between the parts of a statistic; removed markup leaves many."""

_NOT_A_STATISTIC = (
    r"(?![\w%]|\.\d|[ -]{0,2}(?:%|percent|per cent|mg|ml|kg|weeks?|sessions?|years?|months?"
    r"|days?|hours?|minutes?|stud(?:y|ies)|trials?|patients|clients|participants|times)\b"
    r"| ?%)"
)
"""Must not follow: the rest of another number, or a unit of something else."""

VALUE = rf"(?:[-+] ?+)?(?:\d++(?:\.\d++|,\d{{1,3}}+(?!,\d)|(?!,\d))|\.\d++){_NOT_A_STATISTIC}"
"""A statistic's value, including "0,57", which must not be read as 0."""

DECIMAL = rf"(?=[-+ ]{{0,2}}\d{{0,4}}+[.,]\d){VALUE}"
"""A value with a decimal point."""

_INTERVAL = (
    r"(?:CIs?|CrIs?|KI|BI|IC|HDI|(?i:confidence[ ]intervals?|credible[ ]intervals?"
    r"|konfidenzintervall|vertrauensintervall|intervalle[ ]de[ ]confiance"
    r"|intervalo[ ]de[ ]confianza|intervallo[ ]di[ ]confidenza|betrouwbaarheidsinterval))"
)
LEVEL = (
    rf"(?:(?P<level>\d{{2}}(?:[.,]\d{{1,2}})?)[ ]?%[ -]?"
    rf"(?:(?:bootstrap(?:ped)?|bias-corrected|percentile|BCa|profile|robust|Wald)[ -]){{0,3}})?"
    rf"(?<![A-Za-z]){_INTERVAL}"
    r"(?:[ ]?[(\[](?:CIs?|CrIs?|KI|IC)[)\]])?"
    r"(?:[ ]?(?:(?:del|à|al|de|at|van|of)[ ]{1,16}+)?(?P<level_after>\d{2})[ ]?%"
    r"|_?\{?(?P<level_beside>\d{2})\}?(?![\d.,%]))?"
    r"(?![A-Za-z])"
)
"""The name of an interval with its level before or after it."""
_TO = r"(?:,|;|-|~|(?:to|and|through|bis|à|a|al|tot|y|et|und|e|till)\b)"
ENDS = rf"(?P<low>{VALUE}){GAP}{_TO}{GAP}(?P<high>{VALUE})"
"""Both ends of an interval."""

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORTH = {
    **{word: number for number, word in enumerate(_UNITS)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
}
NUMBER_WORDS = (*_WORTH, "hundred", "thousand")
_WORDS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))

_BY_COMMA, _BY_BLANK = r",[ ]?\d{3}(?!\d)", r"[ ]\d{3}(?!\d)"
_NEXT_WORD = rf"(?:-|[ ](?:and[ ])?)(?:{_WORDS})\b"
# Groups are never repeated possessively because of a bug before Python 3.11.5 (CPython issue
# 106052). A lookahead prevents backtracking instead.
COUNT = (
    rf"(?:\d{{1,3}}+(?:{_BY_COMMA}){{1,5}}(?!{_BY_COMMA})"
    rf"|\d{{1,3}}+(?:{_BY_BLANK}){{1,5}}(?!{_BY_BLANK})|\d++"
    rf"|(?i:(?:an?[ ](?=hundred|thousand))?(?:{_WORDS})\b(?:{_NEXT_WORD}){{0,8}}(?!{_NEXT_WORD})))"
)
"""A number of things: "14,000", "14, 000", "1 204", "two hundred", "thirty-five"."""

P_VALUE = re.compile(
    rf"\b[pP](?:s|[- ]?values?)?{GAP}(?P<sign><=|>=|[=<>≤≥]){GAP}"
    r"(?:(?P<ns>n\.s\.|ns\b|n\.s\b)|(?P<p>[-+]?[ ]?(?:\d{1,6}+(?:[.,]\d{1,20}+)?|\.\d{1,20}+))"
    rf"(?P<power>{GAP}[×x*]{GAP}10|[.]10-?\d|[eE][-+]?\d|\^)?(?![\d%]))"
)
"""A p with its sign, or words in place of it."""
P_AHEAD = re.compile(
    rf"[(\[]{GAP}[pP]{GAP}(?P<sign><=|>=|[=<>≤≥]){GAP}(?P<p>0?[.,]\d{{1,20}}+){GAP}[,;]{GAP}\Z"
)
"""A p at the beginning of brackets."""
SIGNS = {"<=": "≤", ">=": "≥", "==": "=", ":": "=", "~": "≈"}
"""Signs that are printed differently from how they are recorded."""


def printed(value: str, original: str) -> str:
    """Return a value as printed, but with a standard sign.

    Args:
        value: The value in the plain text.
        original: The same range of the original text.
    """
    digits = value.lstrip("+- ")
    if not value.startswith("-"):
        return digits
    return ("-" if original.startswith("-") else "−") + digits


def count(written: str) -> int | None:
    """Return the number that `COUNT` matched; None for a year.

    >>> count("14, 000"), count("two hundred"), count("thirty-five"), count("2011")
    (14000, 200, 35, None)
    """
    digits = written.replace(",", "").replace(" ", "")
    if digits.isdecimal():
        number = whole_number(digits, most=10**12 - 1)
        year = number is not None and len(written) == 4 and 1900 <= number <= 2100
        return None if year else number
    total = 0
    group = 0
    for word in written.casefold().replace("-", " ").split():
        if word == "hundred":
            group = (group or 1) * 100
        elif word == "thousand":
            total += (group or 1) * 1000
            group = 0
        else:
            group += _WORTH.get(word, 0)
    return total + group


def number(written: str) -> float:
    """Return a value as a number, with a point or a comma."""
    return float(written.replace(" ", "").replace(",", "."))


def read_p(match: re.Match[str]) -> tuple[str, str, tuple[str, ...]]:
    """Return a p with its sign, words in place of it, and flags for the author."""
    if match["ns"]:
        return "", match["ns"], ()
    sign = SIGNS.get(match["sign"], match["sign"])
    written = match["p"].replace(" ", "")
    if match["power"]:
        return "", "", ("p in powers of ten is left out",)
    value = number(written)
    if not 0 < value <= 1 or (value == 1 and sign in ">≥"):
        return "", "", (f"impossible p {sign} {written}",)
    return f"{sign} {written}", "", ()


_SQUARED = r"[ ]{0,16}+(?:²|\^[ ]?\{?2\}?|2(?!\d))"
_OF = r"(?:(?:s's|'s|s'|s)?[ ]{1,16}+|s's|'s|s')"
_PART = r"[ ]{0,16}+_?\{?[pP]\}?(?![A-Za-z])"

UNNAMED = "unnamed"
"""An effect size without a metric in the text."""
SLOPE = "slope"
"""An unstandardised regression coefficient, which has no metric."""
PARTIAL = "partial"
"""A partial or semi-partial correlation by its symbol, which has no metric."""

_VARIANT = (
    r"(?:[ ]{0,8}_?\{[A-Za-z][^{}\n]{0,20}\}|_[A-Za-z0-9+]{1,12}"
    r"|[ ]{0,8}(?:z|av|avg|rm|RM|ppc\d?|IGPP|pp|diff|corr|adj|w|b|unb|Cohen"
    r"|cohen)(?=[ ]{0,16}[=≈<>]))"
)
"""A subscript for the kind of standard deviation or comparison."""

_NAMES: dict[str, str] = {
    "eta2-partial": (
        r"(?i:partial)[ ](?:(?i:eta)(?i:[- ]?squared|2|²)|η" + _SQUARED + ")"
        r"|η[ ]{0,16}+_?\{?[pP]\}?" + _SQUARED + "|η" + _SQUARED + _PART
    ),
    "eta2": rf"(?i:eta)(?:[- ]?(?i:squared)|²|\^?2(?!\d))|η{_SQUARED}",
    "r2": rf"R{_SQUARED}|R-?squared",
    "icc": r"ICCs?|(?i:intra-?(?:class|cluster)[ ]correlations?(?:[ ]coefficients?)?)",
    "or": r"(?:a|A)?ORs?|(?i:odds[ ]ratios?)",
    "irr": r"a?IRRs?|(?i:(?:incidence[ ])?rate[ ]ratios?)",
    "rr": r"a?RRs?|(?i:risk[ ]ratios?|relative[ ]risks?)",
    "rd": r"RDs?|(?i:risk[ ]differences?|absolute[ ]risk[ ]reduction)",
    "hr": r"a?HRs?|(?i:hazards?[ ]ratios?)",
    "nnt": r"NNTs?|(?i:numbers?[ -]needed[ -]to[ -]treat)",
    "smd": (
        r"SMDs?|(?i:standardi[sz]ed[ ](?:mean[ ]differences?|differences?[ ]in[ ]means)"
        r"|std\.?[ ]mean[ ]differences?)|Glass" + _OF + "(?:delta|Δ)"
    ),
    "wmd": r"WMDs?|(?i:weighted[ ]mean[ ]differences?)",
    "md": r"MDs?|(?i:mean[ ]differences?|differences?[ ]in[ ]means)",
    "g": rf"Hedge{_OF}gs?{_VARIANT}?",
    "d": rf"Cohen{_OF}ds?{_VARIANT}?",
    "f": rf"Cohen{_OF}f(?!{_SQUARED})",
    "z": rf"Fisher{_OF}[zZ](?:r|_r|_\{{r\}})?|[zZ](?:r|_r|_\{{r\}})(?=[ ]{{0,16}}=)",
    "r": rf"(?:Pearson{_OF}|point-biserial[ ])r|Spearman{_OF}(?:rho|ρ|rs?)"
    r"|(?i:correlations?(?:[ ]coefficients?)?)",
    UNNAMED: (
        r"(?i:effect[ ]sizes?|(?:pooled|overall|summary|mean|average|combined|weighted"
        r"|standardi[sz]ed|(?:between"
        r"|within)-groups?)[ ](?:mean[ ])?effects?(?:[ ]estimates?)?(?!,|[ ]sizes?))|ESs?"
    ),
}
_LETTERS: dict[str, str] = {
    "d": f"ds?{_VARIANT}?",
    "g": f"gs?{_VARIANT}?",
    "r": r"rs?(?:_?\{\w{1,20}\}|_\w{1,10})?|ρ|rho",
    "beta": r"βs?|[bB]etas?",
    SLOPE: "[bB]s?",
    PARTIAL: "[ps]r(?=[ ]{0,16}=)",
}


def _any(names: dict[str, str], suffix: str) -> str:
    return "|".join(
        f"(?P<{key.replace('-', '_')}{suffix}>{pattern})" for key, pattern in names.items()
    )


NAME = re.compile(
    r"(?<![\w.^])(?=[A-Zβηρ]|[bdgrz](?![a-z]{4})|[ps]r[ =]|a[bHIORv]|[dr]i|[br]e|[hpr]a|[cp]o|in|me"
    r"|nu|od|ov|ef|st|su|wi|we)"
    rf"(?:{_any(_NAMES, '_name')}|(?:{_any(_LETTERS, '_letter')})(?:'s)?)(?!\w)"
)
"""The name of a statistic, with longer ones first: "partial η²" before "η²"."""

METRIC_NAME = (
    r"(?:(?:Hedge(?:s's|'s|s'|s)?[ ]|Cohen(?:'s|s'|s)?[ ]|Pearson(?:'s|s')?[ ])?[dgr]"
    r"|SMDs?|MDs?|WMDs?|a?ORs?|a?I?RRs?|a?HRs?|RDs?|NNTs?|ICCs?|ES)"
)
"""The metric named in parentheses after the words, as in "effect size (g)"."""

_INDICES: dict[str, Metric | None] = {
    "d": Metric.D,
    "g": Metric.G,
    "r": Metric.R,
    "SMD": Metric.SMD,
    "MD": Metric.MD,
    "WMD": Metric.WMD,
    "OR": Metric.OR,
    "RR": Metric.RR,
    "IRR": Metric.IRR,
    "HR": Metric.HR,
    "RD": Metric.RD,
    "NNT": Metric.NNT,
    "ICC": Metric.ICC,
    "ES": None,
}

RATIOS = frozenset({Metric.OR, Metric.RR, Metric.HR, Metric.IRR})
IN_UNITS = frozenset({Metric.MD, Metric.WMD})
"""Differences in units of a scale: whole numbers, followed by "points"."""

_RANGES: dict[Metric | None, tuple[float, float]] = {
    None: (-6, 6),
    Metric.D: (-6, 6),
    Metric.G: (-6, 6),
    Metric.SMD: (-6, 6),
    Metric.R: (-1, 1),
    Metric.Z: (-4, 4),
    Metric.OR: (1e-9, 1000),
    Metric.RR: (1e-9, 1000),
    Metric.IRR: (1e-9, 1000),
    Metric.HR: (1e-9, 30),
    Metric.RD: (-1, 1),
    Metric.MD: (-100_000, 100_000),
    Metric.WMD: (-100_000, 100_000),
    Metric.ETA2: (0, 1),
    Metric.ETA2_PARTIAL: (0, 1),
    Metric.R2: (0, 1),
    Metric.ICC: (0, 1),
    Metric.F: (0, 6),
    Metric.BETA: (-1000, 1000),
}


def kind_of(name: re.Match[str]) -> str:
    """Return the kind of a match of `NAME`: a metric's word, `UNNAMED`, `SLOPE` or `PARTIAL`."""
    kind = name.lastgroup or ""
    return kind.removesuffix("_name").removesuffix("_letter").replace("_", "-")


def metric_of(kind: str) -> Metric | None:
    """Return the metric of a kind; None for an unnamed metric, a slope and a partial r."""
    return None if kind in (UNNAMED, SLOPE, PARTIAL) else Metric(kind)


def metric_called(name: str) -> Metric | None:
    """Return the metric of a name in parentheses, such as "Hedges' g"."""
    word = name.split()[-1]
    if word.startswith("a"):
        word = word[1:]
    return _INDICES.get(word, _INDICES.get(word.removesuffix("s")))


def possible(metric: Metric | None, value: str, *, slope: bool = False) -> bool:
    """Return whether a statistic can have a value: |r| ≤ 1, ratios above 0, |d| ≤ 6."""
    number = float(value.replace(" ", "").replace(",", "."))
    if metric is Metric.NNT:
        return 1 <= abs(number) <= 10_000
    low, high = _RANGES[Metric.BETA if slope else metric]
    return low <= number <= high
