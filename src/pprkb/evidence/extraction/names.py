"""The names under which statistics go, and the values each can have."""

from __future__ import annotations

import re

from pprkb.model.effect import Metric

_SQUARED = r"[ ]{0,16}+(?:²|\^\{?2\}?|2(?!\d))"
_OF = r"(?:(?:'s|s'|s)?[ ]{1,16}+|'s|s')"

UNNAMED = "unnamed"
"""An effect size whose index the text does not name."""

_NAMES: dict[str, str] = {
    "eta2-partial": (
        r"(?i:partial)[ ](?:(?i:eta)(?i:[- ]?squared|2|²)|η" + _SQUARED + ")"
        r"|η[ ]{0,16}+_?[pP]" + _SQUARED + "|η" + _SQUARED + r"[ ]{0,16}+_?[pP]"
    ),
    "eta2": rf"(?i:eta)[- ](?i:squared)|η{_SQUARED}",
    "r2": rf"R{_SQUARED}|R-?squared",
    "icc": r"ICCs?|(?i:intra-?class[ ]correlations?(?:[ ]coefficients?)?)",
    "or": r"(?:a|A)?ORs?|(?i:odds[ ]ratios?)",
    "rr": r"RRs?|(?i:risk[ ]ratios?|relative[ ]risks?)",
    "rd": r"RDs?|(?i:risk[ ]differences?|absolute[ ]risk[ ]reduction)",
    "hr": r"a?HRs?|(?i:hazards?[ ]ratios?)",
    "nnt": r"NNTs?|(?i:numbers?[ -]needed[ -]to[ -]treat)",
    "smd": r"SMDs?|(?i:standardi[sz]ed[ ]mean[ ]differences?)|Glass" + _OF + "(?:delta|Δ)",
    "g": rf"Hedge{_OF}gs?",
    "d": rf"Cohen{_OF}ds?",
    "f": rf"Cohen{_OF}f(?!{_SQUARED})",
    "z": rf"Fisher{_OF}[zZ]",
    "r": rf"(?:Pearson{_OF}|point-biserial[ ])r|Spearman{_OF}(?:rho|ρ)"
    r"|(?i:correlations?(?:[ ]coefficients?)?)",
    UNNAMED: r"(?i:effect[ ]sizes?)|ESs?",
}
_LETTERS: dict[str, str] = {
    "d": r"ds?(?:_\w{1,5})?",
    "g": "gs?",
    "r": r"rs?(?:_\w{1,5})?|ρ|rho",
    "beta": r"[bBβ]s?|betas?",
}


def _any(names: dict[str, str], suffix: str) -> str:
    return "|".join(
        f"(?P<{key.replace('-', '_')}{suffix}>{pattern})" for key, pattern in names.items()
    )


NAME = re.compile(
    r"(?<![\w.^])(?=[A-Zabcdeghinoprsβηρ])"
    rf"(?:{_any(_NAMES, '_name')}|(?:{_any(_LETTERS, '_letter')})(?:'s)?)(?!\w)"
)
"""A statistic's name: the longest first, "partial η²" before "η²"."""

INDEX = (
    r"(?P<index>(?:Hedge(?:'s|s'|s)?[ ]|Cohen(?:'s|s'|s)?[ ]|Pearson(?:'s|s')?[ ])?[dgr]"
    r"|SMDs?|ORs?|RR|HR|RD|NNT|ICC|ES)"
)
"""The index told in parentheses after the words, as in "effect size (g)"."""

_INDICES: dict[str, Metric | None] = {
    "d": Metric.D,
    "g": Metric.G,
    "r": Metric.R,
    "SMD": Metric.SMD,
    "OR": Metric.OR,
    "RR": Metric.RR,
    "HR": Metric.HR,
    "RD": Metric.RD,
    "NNT": Metric.NNT,
    "ICC": Metric.ICC,
    "ES": None,
}

_RANGES: dict[Metric | None, tuple[float, float]] = {
    None: (-6, 6),
    Metric.D: (-6, 6),
    Metric.G: (-6, 6),
    Metric.SMD: (-6, 6),
    Metric.R: (-1, 1),
    Metric.Z: (-4, 4),
    Metric.OR: (1e-9, 1000),
    Metric.RR: (1e-9, 1000),
    Metric.HR: (1e-9, 30),
    Metric.RD: (-1, 1),
    Metric.ETA2: (0, 1),
    Metric.ETA2_PARTIAL: (0, 1),
    Metric.R2: (0, 1),
    Metric.ICC: (0, 1),
    Metric.F: (0, 6),
    Metric.BETA: (-1000, 1000),
}


def metric_of(name: re.Match[str]) -> Metric | None:
    """Return the metric that a match of `NAME` speaks of; None for an unnamed index."""
    kind = (name.lastgroup or "").removesuffix("_name").removesuffix("_letter").replace("_", "-")
    return None if kind == UNNAMED else Metric(kind)


def metric_of_index(index: str) -> Metric | None:
    """Return the metric of an index in parentheses, such as "Hedges' g"."""
    word = index.split()[-1]
    return _INDICES.get(word, _INDICES.get(word.removesuffix("s")))


def possible(metric: Metric | None, value: str) -> bool:
    """Return whether a statistic can have a value: |r| ≤ 1, ratios above 0, |d| ≤ 6."""
    number = float(value.replace(" ", "").replace(",", "."))
    if metric is Metric.NNT:
        return 1 <= abs(number) <= 10_000
    low, high = _RANGES[metric]
    return low <= number <= high
