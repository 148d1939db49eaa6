"""Which effects of an evidence table can share a forest plot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pprkb.documents.document import Drawing, Figure
from pprkb.documents.evidence.forest_plot import (
    USUAL_LEVEL,
    Family,
    PlotRow,
    PlotWords,
    family_of,
    forest_plot,
    on_pages,
)
from pprkb.documents.evidence.table import (
    CiteWork,
    EvidenceRow,
    conversion_warnings,
    converted,
    told,
)
from pprkb.evidence.convert.answers import Conversion
from pprkb.evidence.describe import (
    base,
    counted,
    interval_ends,
    level_words,
    non_significance,
    statistic,
    subject,
)
from pprkb.evidence.direction import (
    BY_ORDER,
    EVENTS,
    axis_ends,
    events_point_up,
    favours_words,
    points_up,
)
from pprkb.model.effect import Contrast, EffectSize, Metric, printed_number
from pprkb.text.markup import text_of


@dataclass(frozen=True, kw_only=True)
class Plot:
    """What one forest plot shows."""

    family: Family
    rows: tuple[PlotRow, ...]
    ends: tuple[str, str] | None = None
    """Whom the lower and the upper end of the axis favour, where that is known of all rows."""
    axis_name: str = ""
    """What the axis is called; empty for the name of its family."""
    notes: tuple[str, ...] = ()
    """What must be printed beside it, such as the cautions of a conversion."""


def plots(
    rows: Iterable[EvidenceRow], cite: CiteWork, convert_to: Metric | None = None
) -> dict[Family, Plot]:
    """Return what can be drawn of each family that has any, in the order of the table.

    With `convert_to`, what can be converted is in the family of that metric, marked.

    Change within persons has no place beside comparisons between them, nor has an effect that is
    told in words. Mean differences are drawn where all are of one scale.

    Args:
        rows: The effects.
        cite: Names a work.
        convert_to: A metric into which effects are converted where they may be.
    """
    families: dict[Family, list[tuple[EvidenceRow, PlotRow]]] = {}
    first: dict[int, tuple[Family, str]] = {}
    drawn_already: set[tuple[Family, int]] = set()
    for row in rows:
        found = _in_family(row, convert_to)
        if found is None:
            continue
        family, drawn = found
        earlier = first.setdefault(row.finding, (family, _text(row.effect)))
        known = (family, row.finding) in drawn_already
        drawn_already.add((family, row.finding))
        again = known or earlier[0] is not family
        words = "the same finding" if known else f"the same finding as {earlier[1]}"
        newer = row.effect.superseded_by
        remarks = (
            drawn.remark,
            words if again else "",
            f"superseded by {text_of(cite(newer))}" if newer else "",
        )
        studies, people = _counts(row.effect)
        drawn = replace(
            drawn,
            label=_label(row),
            study=_study(row, cite),
            k=studies,
            n=people,
            rests_on=text_of(
                base(replace(row.effect, se="", i2="", tau2="", q="", prediction=None))
            ),
            remark="; ".join(filter(None, remarks)),
            pale=known or bool(newer),
        )
        families.setdefault(family, []).append((row, drawn))
    return {
        family: plot
        for family, found in families.items()
        if (plot := _plot(family, found, convert_to)) is not None
    }


def _plot(
    family: Family, found: Sequence[tuple[EvidenceRow, PlotRow]], convert_to: Metric | None
) -> Plot | None:
    effects = [row.effect for row, _ in found]
    axis_name = ""
    if family is Family.MEAN:
        scales = {_scale(effect) for effect in effects}
        if len(scales) > 1 or ("" in scales and len(effects) > 1):
            return None
        (scale,) = scales
        axis_name = f"{family.value} ({scale})" if scale else family.value
    said = axis_ends(
        effects,
        [_up(effect, drawn, convert_to) for effect, (_, drawn) in zip(effects, found, strict=True)],
    )
    ends = None if isinstance(said, str) else said
    rows = [drawn for _, drawn in found]
    if ends is None or set(ends) == set(BY_ORDER):
        # Where the axis does not name whom its ends favour, each row says it of itself.
        rows = [
            replace(drawn, remark="; ".join(filter(None, (favours_words(effect), drawn.remark))))
            for effect, drawn in zip(effects, rows, strict=True)
        ]
    notes: tuple[str, ...] = ()
    if ends is None and said:
        notes = (f"No side is named at the ends of the axis: {said}.",)
    if convert_to and family is family_of(convert_to):
        cautions = conversion_warnings([row for row, _ in found], convert_to)
        notes += tuple(f"Caution: {words}." for words in cautions)
    return Plot(family=family, rows=tuple(rows), ends=ends, axis_name=axis_name, notes=notes)


def _up(effect: EffectSize, drawn: PlotRow, convert_to: Metric | None) -> bool | None:
    """Return whether what is drawn above no effect favours the first side."""
    counted = drawn.converted and convert_to in (Metric.RR, Metric.RD)
    if effect.metric is Metric.NNT or (counted and effect.metric not in EVENTS):
        return events_point_up(effect)
    return points_up(effect)


_SCALE = re.compile(r"\b(?=[A-Z-]*[A-Z\d]{2})[A-Z][A-Za-z]*-?[A-Z\d][A-Za-z\d-]*\b")
_DISORDERS = frozenset(("PTSD", "OCD", "ADHD", "BPD", "MDD", "GAD", "SAD", "ASD", "CBT", "IPT"))
_UNIT = re.compile(
    r"\b(?:days?|weeks?|months?|years?|hours?|minutes?|sessions?|visits?|kg|euros?)\b"
)


def _scale(effect: EffectSize) -> str:
    """Return the scale or unit that an outcome names, such as "BDI-II"; empty where it does not.

    "Depressive symptoms" may be points of any scale, and two scales have no axis in common.
    """
    scales = [name for name in _SCALE.findall(effect.outcome) if name not in _DISORDERS]
    return " ".join(scales or _UNIT.findall(effect.outcome))


def _in_family(row: EvidenceRow, convert_to: Metric | None) -> tuple[Family, PlotRow] | None:
    """Return an effect as a row of a plot without its words; None where it has no place in any."""
    effect = row.effect
    if effect.contrast is Contrast.WITHIN:
        return None
    if convert_to and (family := family_of(convert_to)):
        made = converted(row, convert_to)
        if isinstance(made, Conversion):
            return family, _converted_row(effect, made)
    family = family_of(effect.metric)
    estimate = effect.estimate
    if family is None or estimate is None:
        return None
    upper = printed_number(effect.value_high.removesuffix("%").strip())
    if family is Family.RATIO and min(estimate, estimate if upper is None else upper) <= 0:
        return None
    interval = effect.interval
    drawn = PlotRow(
        label="",
        text=_text(effect),
        remark=non_significance(effect),
        estimate=float(estimate),
        estimate_high=None if upper is None else float(upper),
        bound=effect.comparator,
        low=float(interval.low) if interval else None,
        high=float(interval.high) if interval else None,
        level=interval.level if interval else None,
    )
    return family, drawn


def _converted_row(effect: EffectSize, conversion: Conversion) -> PlotRow:
    limits = conversion.interval
    text = f"≈\u00a0{told(conversion)}"
    if limits:
        text += _with_level(told(conversion, interval=True), limits.level)
    return PlotRow(
        label="",
        text=f"{text} (reported: {_text(effect)})",
        remark=non_significance(effect),
        estimate=conversion.estimate,
        estimate_high=conversion.upper.estimate if conversion.upper else None,
        bound=conversion.comparator,
        low=limits.low if limits else None,
        high=limits.high if limits else None,
        level=limits.level if limits else None,
        converted=True,
    )


def _text(effect: EffectSize) -> str:
    """Print an effect with its interval, whose level is said where it is not the usual one."""
    text = text_of(statistic(replace(effect, p="", interval=None)))
    interval = effect.interval
    if interval is None:
        return text
    return text + _with_level(interval_ends(interval, effect.metric), interval.level)


def _with_level(ends: str, level: Decimal | None) -> str:
    if level == USUAL_LEVEL:
        return f" {ends}"
    return f", {level_words(level)}CI {ends}" + ("" if level else " (level not reported)")


def _label(row: EvidenceRow) -> str:
    """Return the name of a finding, with a mark where its work was retracted or the like."""
    words = subject(row.effect)
    mark = row.standing.mark if row.standing else ""
    return f"{words} {mark}".rstrip()


def _study(row: EvidenceRow, cite: CiteWork) -> str:
    """Return the work whose finding it is, or the summary where there is none."""
    key = row.effect.source or row.summary.reference
    name = text_of(cite(key)) if key else row.summary.title
    mark = row.standing.mark if row.standing else ""
    # The finding is marked already.
    return name.removesuffix(mark).rstrip() if mark else name


def _counts(effect: EffectSize) -> tuple[str, str]:
    studies = _count(effect.k, effect.k_qualifier)
    return studies, _count(effect.n, effect.n_qualifier)


def _count(number: int | None, qualifier: str) -> str:
    if number is None:
        return ""
    sign, words = counted(number, qualifier)
    return words if sign == "=" else f"{sign}\u00a0{words}"


def forest_plots(
    rows: Iterable[EvidenceRow],
    cite: CiteWork,
    *,
    title: str,
    convert_to: Metric | None = None,
    narrow: bool = False,
) -> dict[Family, Drawing]:
    """Return a forest plot of each family.

    Args:
        rows: The effects.
        cite: Names a work.
        title: What the plots are of.
        convert_to: A metric into which effects are converted where they may be.
        narrow: Draw as wide as a telephone.
    """
    return {
        family: _drawing(
            plot, plot.rows, title=title, name=f"forest-{family.name.lower()}", narrow=narrow
        )
        for family, plot in plots(rows, cite, convert_to).items()
    }


def figures(
    rows: Iterable[EvidenceRow],
    cite: CiteWork,
    *,
    title: str,
    name: str,
    convert_to: Metric | None = None,
) -> list[Figure]:
    """Return forest plots of each family, on as many pages as its rows take.

    Args:
        rows: The effects.
        cite: Names a work.
        title: What the plots are of.
        name: Begins the name of each drawing; unique within the document.
        convert_to: A metric into which effects are converted where they may be.
    """
    made = []
    for family, plot in plots(rows, cite, convert_to).items():
        pages = on_pages(plot.rows)
        for number, page in enumerate(pages, 1):
            part = f" ({number} of {len(pages)})" if len(pages) > 1 else ""
            stem = f"{name}-{family.name.lower()}"
            stem = stem if number == 1 else f"{stem}-{number}"
            made.append(
                Figure(
                    drawing=_drawing(plot, page, title=title, part=part, name=stem),
                    narrow=_drawing(
                        plot, page, title=title, part=part, name=f"{stem}-narrow", narrow=True
                    ),
                    caption=f"{plot.axis_name or family.value}{part}",
                )
            )
    return made


def _drawing(
    plot: Plot,
    rows: Sequence[PlotRow],
    *,
    title: str,
    name: str,
    part: str = "",
    narrow: bool = False,
) -> Drawing:
    words = PlotWords(
        title=f"{title}: {plot.axis_name or plot.family.value}{part}",
        name=name,
        axis_name=plot.axis_name,
        ends=plot.ends,
        notes=plot.notes,
    )
    return forest_plot(rows, plot.family, words, of=plot.rows, narrow=narrow)
