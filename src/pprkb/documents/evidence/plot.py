"""Selecting the effects of an evidence table that can share a forest plot."""

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
    superseded_runs,
    told,
)
from pprkb.evidence.convert.answers import Conversion
from pprkb.evidence.describe import (
    base,
    counted,
    interval_ends,
    interval_words,
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
from pprkb.languages import ENGLISH, Words
from pprkb.model.effect import Contrast, EffectSize, Metric, printed_number
from pprkb.model.notice import standing_mark
from pprkb.text.markup import text_of


@dataclass(frozen=True, kw_only=True)
class Plot:
    """The content of one forest plot."""

    family: Family
    rows: tuple[PlotRow, ...]
    ends: tuple[str, str] | None = None
    """Whom the lower and the upper end of the axis favour, if it is known for all rows."""
    axis_name: str = ""
    """Label of the axis; empty for the name of its family."""
    notes: tuple[str, ...] = ()
    """Notes to print with it, such as the cautions of a conversion."""


def plots(
    rows: Iterable[EvidenceRow],
    cite: CiteWork,
    convert_to: Metric | None = None,
    words: Words = ENGLISH,
) -> dict[Family, Plot]:
    """Return the plots of all families with effects, in the order of the table.

    With `convert_to`, effects that can be converted are in the family of that metric, and marked.
    Changes within persons are excluded, and so are verbal effects. Mean differences are drawn only
    if all are on the same scale.

    Args:
        rows: The effects.
        cite: Returns the citation of a work.
        convert_to: A metric to which effects are converted where that is sound.
        words: Words in the reader's language.
    """
    families: dict[Family, list[tuple[EvidenceRow, PlotRow]]] = {}
    first: dict[int, tuple[Family, str]] = {}
    drawn_already: set[tuple[Family, int]] = set()
    for row in rows:
        found = _in_family(row, convert_to, words)
        if found is None:
            continue
        family, drawn = found
        earlier = first.setdefault(row.finding, (family, _text(row.effect, words)))
        known = (family, row.finding) in drawn_already
        drawn_already.add((family, row.finding))
        again = ""
        if known:
            again = words("the same finding")
        elif earlier[0] is not family:
            again = words("the same finding as {earlier}", earlier=earlier[1])
        told = _told(row, drawn, cite, words, again=again)
        families.setdefault(family, []).append((row, replace(told, pale=told.pale or known)))
    return {
        family: plot
        for family, found in families.items()
        if (plot := _plot(family, found, convert_to, words)) is not None
    }


def _told(row: EvidenceRow, drawn: PlotRow, cite: CiteWork, words: Words, *, again: str) -> PlotRow:
    """Return a row with its text; `again` means that the finding is also in another row."""
    newer = row.effect.superseded_by
    remarks = (
        drawn.remark,
        again,
        text_of(superseded_runs(row.effect, cite, words)) if newer else "",
    )
    studies, people = _counts(row.effect, words)
    rests_on = base(replace(row.effect, se="", i2="", tau2="", q="", prediction=None), words)
    return replace(
        drawn,
        label=_label(row, words),
        study=_study(row, cite, words),
        k=studies,
        n=people,
        rests_on=text_of(rests_on),
        remark="; ".join(filter(None, remarks)),
        pale=bool(newer),
    )


def _plot(
    family: Family,
    found: Sequence[tuple[EvidenceRow, PlotRow]],
    convert_to: Metric | None,
    words: Words,
) -> Plot | None:
    effects = [row.effect for row, _ in found]
    axis_name = words(family.value)
    if family is Family.MEAN:
        scales = {_scale(effect) for effect in effects}
        if len(scales) > 1 or ("" in scales and len(effects) > 1):
            return None
        (scale,) = scales
        axis_name += f" ({scale})" if scale else ""
    said = axis_ends(
        effects,
        [_up(effect, drawn, convert_to) for effect, (_, drawn) in zip(effects, found, strict=True)],
        words,
    )
    ends = None if isinstance(said, str) else said
    rows = [drawn for _, drawn in found]
    if ends is None or set(ends) == set(map(words, BY_ORDER)):
        # If the axis has no labels for its ends, each row states whom it favours.
        rows = [
            replace(
                drawn, remark="; ".join(filter(None, (favours_words(effect, words), drawn.remark)))
            )
            for effect, drawn in zip(effects, rows, strict=True)
        ]
    notes: tuple[str, ...] = ()
    if isinstance(said, str) and said:
        notes = (words("No side is named at the ends of the axis: {reason}.", reason=said),)
    if convert_to and family is family_of(convert_to):
        cautions = conversion_warnings([row for row, _ in found], convert_to)
        notes += tuple(
            words("Caution: {warnings}.", warnings=words.again(caution)) for caution in cautions
        )
    return Plot(family=family, rows=tuple(rows), ends=ends, axis_name=axis_name, notes=notes)


def _up(effect: EffectSize, drawn: PlotRow, convert_to: Metric | None) -> bool | None:
    """Return whether values above no effect favour the first side."""
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
    """Return the scale or unit in an outcome, such as "BDI-II", or nothing.

    "Depressive symptoms" may be points on any scale, and different scales cannot share an axis.
    """
    scales = [name for name in _SCALE.findall(effect.outcome) if name not in _DISORDERS]
    return " ".join(scales or _UNIT.findall(effect.outcome))


def _in_family(
    row: EvidenceRow, convert_to: Metric | None, words: Words
) -> tuple[Family, PlotRow] | None:
    """Return an effect as a row without text; None if it cannot be plotted."""
    effect = row.effect
    if effect.contrast is Contrast.WITHIN:
        return None
    if convert_to and (family := family_of(convert_to)):
        made = converted(row, convert_to)
        if isinstance(made, Conversion):
            return family, _converted_row(effect, made, words)
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
        text=_text(effect, words),
        remark=non_significance(effect, words),
        estimate=float(estimate),
        estimate_high=None if upper is None else float(upper),
        bound=effect.comparator,
        low=float(interval.low) if interval else None,
        high=float(interval.high) if interval else None,
        level=interval.level if interval else None,
    )
    return family, drawn


def _converted_row(effect: EffectSize, conversion: Conversion, words: Words) -> PlotRow:
    limits = conversion.interval
    text = f"≈\u00a0{told(conversion, words=words)}"
    if limits:
        text += _with_level(told(conversion, interval=True, words=words), limits.level, words)
    return PlotRow(
        label="",
        text=words("{value} (reported: {reported})", value=text, reported=_text(effect, words)),
        remark=non_significance(effect, words),
        estimate=conversion.estimate,
        estimate_high=conversion.upper.estimate if conversion.upper else None,
        bound=conversion.comparator,
        low=limits.low if limits else None,
        high=limits.high if limits else None,
        level=limits.level if limits else None,
        converted=True,
    )


def _text(effect: EffectSize, words: Words) -> str:
    """Return an effect with its interval, and the level if it is unusual."""
    text = text_of(statistic(replace(effect, p="", interval=None), words))
    interval = effect.interval
    if interval is None:
        return text
    ends = interval_ends(interval, effect.metric, words)
    return text + _with_level(ends, interval.level, words)


def _with_level(ends: str, level: Decimal | None, words: Words) -> str:
    if level == USUAL_LEVEL:
        return f" {ends}"
    text = f", {interval_words(level, ends, words)}"
    return text if level else f"{text} ({words('level not reported')})"


def _label(row: EvidenceRow, words: Words) -> str:
    """Return the name of a finding, with a mark for notices about its work."""
    mark = standing_mark(row.standing, words)
    return f"{subject(row.effect, words)} {mark}".rstrip()


def _study(row: EvidenceRow, cite: CiteWork, words: Words) -> str:
    """Return the work whose finding it is, or the summary if there is none."""
    key = row.effect.source or row.summary.reference
    name = text_of(cite(key)) if key else row.summary.title
    mark = standing_mark(row.standing, words)
    # The finding is already marked.
    return name.removesuffix(mark).rstrip() if mark else name


def _counts(effect: EffectSize, words: Words) -> tuple[str, str]:
    studies = _count(effect.k, effect.k_qualifier, words)
    return studies, _count(effect.n, effect.n_qualifier, words)


def _count(number: int | None, qualifier: str, words: Words) -> str:
    if number is None:
        return ""
    sign, said = counted(number, qualifier, words=words)
    return said if sign == "=" else f"{sign}\u00a0{said}"


def forest_plots(
    rows: Iterable[EvidenceRow],
    cite: CiteWork,
    *,
    title: str,
    convert_to: Metric | None = None,
    narrow: bool = False,
    words: Words = ENGLISH,
) -> dict[Family, Drawing]:
    """Return a forest plot of each family.

    Args:
        rows: The effects.
        cite: Returns the citation of a work.
        title: The title of the plots.
        convert_to: A metric to which effects are converted where that is sound.
        narrow: Whether to draw in the width of a phone.
        words: Words in the reader's language.
    """
    return {
        family: _drawing(
            plot,
            plot.rows,
            words,
            title=title,
            name=f"forest-{family.name.lower()}",
            narrow=narrow,
        )
        for family, plot in plots(rows, cite, convert_to, words).items()
    }


def figures(
    rows: Iterable[EvidenceRow],
    cite: CiteWork,
    *,
    title: str,
    name: str,
    convert_to: Metric | None = None,
    words: Words = ENGLISH,
) -> list[Figure]:
    """Return forest plots of each family, split into pages.

    Args:
        rows: The effects.
        cite: Returns the citation of a work.
        title: The title of the plots.
        name: Prefix for the name of each drawing; unique within the document.
        convert_to: A metric to which effects are converted where that is sound.
        words: Words in the reader's language.
    """
    made = []
    for family, plot in plots(rows, cite, convert_to, words).items():
        pages = on_pages(plot.rows)
        for number, page in enumerate(pages, 1):
            part = ""
            if len(pages) > 1:
                part = words(" ({number} of {all})", number=str(number), all=str(len(pages)))
            stem = f"{name}-{family.name.lower()}"
            stem = stem if number == 1 else f"{stem}-{number}"
            made.append(
                Figure(
                    drawing=_drawing(plot, page, words, title=title, part=part, name=stem),
                    narrow=_drawing(
                        plot,
                        page,
                        words,
                        title=title,
                        part=part,
                        name=f"{stem}-narrow",
                        narrow=True,
                    ),
                    caption=f"{plot.axis_name}{part}",
                )
            )
    return made


def _drawing(
    plot: Plot,
    rows: Sequence[PlotRow],
    words: Words,
    *,
    title: str,
    name: str,
    part: str = "",
    narrow: bool = False,
) -> Drawing:
    around = PlotWords(
        title=words("{title}: {axis}", title=title, axis=f"{plot.axis_name}{part}"),
        words=words,
        name=name,
        axis_name=plot.axis_name,
        ends=plot.ends,
        notes=plot.notes,
    )
    return forest_plot(rows, plot.family, around, of=plot.rows, narrow=narrow)
