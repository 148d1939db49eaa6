"""Words such as "medium" by the rules that are in use, each with the name of its rule.

The rules disagree: d = 0.57 and r = .28 are one finding, "medium" as d and "small" as r by Cohen's
bands. So a label is never printed without its rule, and never instead of the author's own word.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pprkb.evidence.convert.question import Design
from pprkb.evidence.rounding import printed_share
from pprkb.model.effect import Metric

_DIFFERENCES = (Metric.D, Metric.G, Metric.SMD)
_COHEN_WORDS = ("small", "medium", "large")
_GIGNAC_WORDS = ("relatively small", "typical", "relatively large")
_GIGNAC = "Gignac & Szodorai, 2016"
_LOVAKOV = "Lovakov & Agadullina, 2021"


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """One rule: from which size on which word holds."""

    rule: str
    """The work that gives it."""
    metrics: tuple[Metric, ...]
    bands: tuple[tuple[Decimal, str], ...]
    """Least size and word, from small to large."""
    note: str = ""
    """For what it was made, where that is not general."""

    def word(self, size: Decimal) -> str:
        """Return the word for a size; below the first band, that it is below."""
        words = [word for least, word in self.bands if size >= least]
        return words[-1] if words else f"below {self.bands[0][1]}"


@dataclass(frozen=True, kw_only=True)
class Label:
    """A word for an effect, with the rule behind it."""

    word: str
    rule: str
    note: str = ""

    def __str__(self) -> str:
        rule = f"{self.rule}; {self.note}" if self.note else self.rule
        return f"{self.word} ({rule})"


def _bands(sizes: str, words: tuple[str, ...]) -> tuple[tuple[Decimal, str], ...]:
    return tuple(zip(map(Decimal, sizes.split()), words, strict=True))


BENCHMARKS = (
    Benchmark(rule="Cohen, 1988", metrics=_DIFFERENCES, bands=_bands(".2 .5 .8", _COHEN_WORDS)),
    Benchmark(rule="Cohen, 1988", metrics=(Metric.R,), bands=_bands(".1 .3 .5", _COHEN_WORDS)),
    Benchmark(rule="Cohen, 1988", metrics=(Metric.F,), bands=_bands(".10 .25 .40", _COHEN_WORDS)),
    Benchmark(rule="Cohen, 1988", metrics=(Metric.R2,), bands=_bands(".02 .13 .26", _COHEN_WORDS)),
    Benchmark(
        rule="Cohen, 1992", metrics=(Metric.ETA2,), bands=_bands(".02 .13 .26", _COHEN_WORDS)
    ),
    Benchmark(
        rule="Sawilowsky, 2009",
        metrics=_DIFFERENCES,
        bands=_bands(
            ".1 .2 .5 .8 1.2 2", ("very small", "small", "medium", "large", "very large", "huge")
        ),
    ),
    Benchmark(
        rule=_GIGNAC,
        metrics=(Metric.R,),
        bands=_bands(".10 .20 .30", _GIGNAC_WORDS),
        note="individual differences",
    ),
    Benchmark(
        rule=_GIGNAC,
        metrics=_DIFFERENCES,
        bands=_bands(".20 .41 .63", _GIGNAC_WORDS),
        note="individual differences; made for r",
    ),
    Benchmark(
        rule="Funder & Ozer, 2019",
        metrics=(Metric.R,),
        bands=_bands(
            ".05 .10 .20 .30 .40", ("very small", "small", "medium", "large", "very large")
        ),
    ),
    Benchmark(
        rule=_LOVAKOV,
        metrics=_DIFFERENCES,
        bands=_bands(".15 .36 .65", _COHEN_WORDS),
        note="social psychology",
    ),
    Benchmark(
        rule=_LOVAKOV,
        metrics=(Metric.R,),
        bands=_bands(".12 .24 .41", _COHEN_WORDS),
        note="social psychology",
    ),
)
"""Every rule, for the metrics that it covers and no others."""


def labels(
    value: str | Decimal, metric: Metric | None, design: Design | None = None
) -> tuple[Label, ...]:
    """Return what the rules call an effect; nothing for changes within a group.

    The benchmarks were made from differences between groups and from correlations. They do not
    hold for changes from before to after, partial η², or ratios of risks and rates.

    Args:
        value: As printed.
        metric: The metric it is in; None where it is not known.
        design: What it is about.
    """
    number = printed_share(value) if isinstance(value, str) else value
    if number is None or design is Design.WITHIN:
        return ()
    return tuple(
        Label(word=benchmark.word(abs(number)), rule=benchmark.rule, note=benchmark.note)
        for benchmark in BENCHMARKS
        if metric in benchmark.metrics
    )
