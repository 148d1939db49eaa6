"""Labels such as "medium" by common benchmarks, each with its source.

The benchmarks disagree: d = 0.57 and r = .28 are the same finding, but by Cohen's benchmarks
"medium" as d and "small" as r. So a label is always printed with its source, and never replaces the
author's own word.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pprkb.evidence.convert.question import Design
from pprkb.evidence.rounding import printed_share
from pprkb.languages import ENGLISH, Words, phrase
from pprkb.model.effect import Metric

_DIFFERENCES = (Metric.D, Metric.G, Metric.SMD)
_COHEN_WORDS = (phrase("small"), phrase("medium"), phrase("large"))
_GIGNAC_WORDS = (phrase("relatively small"), phrase("typical"), phrase("relatively large"))
_MORE_WORDS = (phrase("very small"), *_COHEN_WORDS, phrase("very large"), phrase("huge"))
_GIGNAC = "Gignac & Szodorai, 2016"
_LOVAKOV = "Lovakov & Agadullina, 2021"


_BELOW = "below "


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """A benchmark: labels with their minimum sizes."""

    rule: str
    """Its source."""
    metrics: tuple[Metric, ...]
    bands: tuple[tuple[Decimal, str], ...]
    """Minimum size and label, from small to large."""
    note: str = ""
    """Its field of application, if it is not general."""

    def word(self, size: Decimal) -> str:
        """Return the label for a size; below the first, that it is below."""
        words = [word for least, word in self.bands if size >= least]
        return words[-1] if words else f"{_BELOW}{self.bands[0][1]}"


@dataclass(frozen=True, kw_only=True)
class Label:
    """A label for an effect, with its benchmark."""

    word: str
    rule: str
    note: str = ""

    def __str__(self) -> str:
        return self.said(ENGLISH)

    def said(self, words: Words) -> str:
        """Return "medium (Cohen, 1988)" in the reader's language."""
        rule = f"{self.rule}; {words(self.note)}" if self.note else self.rule
        if self.word.startswith(_BELOW):
            least = words(self.word.removeprefix(_BELOW))
            return words("below {least} ({rule})", least=least, rule=rule)
        return f"{words(self.word)} ({rule})"


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
        bands=_bands(".1 .2 .5 .8 1.2 2", _MORE_WORDS),
    ),
    Benchmark(
        rule=_GIGNAC,
        metrics=(Metric.R,),
        bands=_bands(".10 .20 .30", _GIGNAC_WORDS),
        note=phrase("individual differences"),
    ),
    Benchmark(
        rule=_GIGNAC,
        metrics=_DIFFERENCES,
        bands=_bands(".20 .41 .63", _GIGNAC_WORDS),
        note=phrase("individual differences; made for r"),
    ),
    Benchmark(
        rule="Funder & Ozer, 2019",
        metrics=(Metric.R,),
        bands=_bands(".05 .10 .20 .30 .40", _MORE_WORDS[:-1]),
    ),
    Benchmark(
        rule=_LOVAKOV,
        metrics=_DIFFERENCES,
        bands=_bands(".15 .36 .65", _COHEN_WORDS),
        note=phrase("social psychology"),
    ),
    Benchmark(
        rule=_LOVAKOV,
        metrics=(Metric.R,),
        bands=_bands(".12 .24 .41", _COHEN_WORDS),
        note=phrase("social psychology"),
    ),
)
"""All benchmarks, with the metrics that they cover."""


def labels(
    value: str | Decimal, metric: Metric | None, design: Design | None = None
) -> tuple[Label, ...]:
    """Return the labels of an effect; none for changes within a group.

    The benchmarks are based on differences between groups and on correlations. They do not apply to
    changes from before to after, partial η², or ratios of risks and rates.

    Args:
        value: As printed.
        metric: Its metric; None if unknown.
        design: The kind of comparison.
    """
    number = printed_share(value) if isinstance(value, str) else value
    if number is None or design is Design.WITHIN:
        return ()
    return tuple(
        Label(word=benchmark.word(abs(number)), rule=benchmark.rule, note=benchmark.note)
        for benchmark in BENCHMARKS
        if metric in benchmark.metrics
    )
