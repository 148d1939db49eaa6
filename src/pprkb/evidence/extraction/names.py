"""The names under which statistics go, and the values each can have."""

from __future__ import annotations

import re

from pprkb.model.effect import Metric

_SQUARED = r"[ ]{0,16}+(?:²|\^[ ]?\{?2\}?|2(?!\d))"
_OF = r"(?:(?:s's|'s|s'|s)?[ ]{1,16}+|s's|'s|s')"
_PART = r"[ ]{0,16}+_?\{?[pP]\}?(?![A-Za-z])"

UNNAMED = "unnamed"
"""An effect size whose index the text does not name."""
SLOPE = "slope"
"""An unstandardised regression coefficient: it has no metric."""
PARTIAL = "partial"
"""A partial or semi-partial correlation by its letters: it has no metric."""

_VARIANT = (
    r"(?:[ ]{0,8}_?\{[A-Za-z][^{}\n]{0,20}\}|_[A-Za-z0-9+]{1,12}"
    r"|[ ]{0,8}(?:z|av|avg|rm|RM|ppc\d?|IGPP|pp|diff|corr|adj|w|b|unb|Cohen"
    r"|cohen)(?=[ ]{0,16}[=≈<>]))"
)
"""A subscript: which standard deviation divides, whether people or groups are compared."""

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
"""A statistic's name: the longest first, "partial η²" before "η²"."""

INDEX = (
    r"(?:(?:Hedge(?:s's|'s|s'|s)?[ ]|Cohen(?:'s|s'|s)?[ ]|Pearson(?:'s|s')?[ ])?[dgr]"
    r"|SMDs?|MDs?|WMDs?|a?ORs?|a?I?RRs?|a?HRs?|RDs?|NNTs?|ICCs?|ES)"
)
"""The index told in parentheses after the words, as in "effect size (g)"."""

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
"""Differences in the unit of their scale: whole numbers, and "points" after them."""

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
    """Return the metric of a kind; None for an unnamed index, a slope and a partial r."""
    return None if kind in (UNNAMED, SLOPE, PARTIAL) else Metric(kind)


def metric_of_index(index: str) -> Metric | None:
    """Return the metric of an index in parentheses, such as "Hedges' g"."""
    word = index.split()[-1]
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
