"""Which effects of an evidence table can share a forest plot."""

from __future__ import annotations

from collections.abc import Iterable

from pprkb.documents.document import Figure
from pprkb.documents.drawing import Drawing
from pprkb.documents.evidence_table import EvidenceRow, converted
from pprkb.documents.forest_plot import Family, PlotRow, family_of, forest_plot, on_pages
from pprkb.evidence.converted import Conversion
from pprkb.evidence.describe import statistic, subject
from pprkb.model.effect import Contrast, Metric, printed_number


def plot_rows(
    rows: Iterable[EvidenceRow], convert_to: Metric | None = None
) -> dict[Family, list[PlotRow]]:
    """Return the rows of each family that has any, in the order of the table.

    With `convert_to`, what can be converted stands in the family of that metric, marked.

    Change within persons has no place beside comparisons between them, nor has an effect that is
    told in words.
    """
    families: dict[Family, list[PlotRow]] = {}
    for row in rows:
        effect = row.effect
        made = converted(row, convert_to) if convert_to else None
        if isinstance(made, Conversion) and convert_to and effect.contrast is not Contrast.WITHIN:
            family = family_of(convert_to)
            if family is not None:
                families.setdefault(family, []).append(_converted_row(row, made))
                continue
        family = family_of(effect.metric)
        estimate = effect.estimate
        if family is None or estimate is None or effect.contrast is Contrast.WITHIN:
            continue
        upper = printed_number(effect.value_high.removesuffix("%").strip())
        if family is Family.RATIO and min(estimate, estimate if upper is None else upper) <= 0:
            continue
        interval = effect.interval
        families.setdefault(family, []).append(
            PlotRow(
                label=_label(row),
                text="".join(run.text for run in statistic(effect)),
                estimate=float(estimate),
                estimate_high=None if upper is None else float(upper),
                bound=effect.comparator,
                low=float(interval.low) if interval else None,
                high=float(interval.high) if interval else None,
            )
        )
    return families


def _label(row: EvidenceRow) -> str:
    """Name a finding, and say that it rests on a work that was retracted or the like."""
    mark = row.standing.mark if row.standing else ""
    return f"{subject(row.effect)} {mark}".rstrip()


def _converted_row(row: EvidenceRow, made: Conversion) -> PlotRow:
    reported = "".join(run.text for run in statistic(row.effect))
    limits = made.interval
    return PlotRow(
        label=_label(row),
        text=f"≈ {made.told} (reported: {reported})",
        estimate=made.estimate,
        estimate_high=made.upper.estimate if made.upper else None,
        bound=made.comparator,
        low=limits.low if limits else None,
        high=limits.high if limits else None,
        converted=True,
    )


def forest_plots(
    rows: Iterable[EvidenceRow],
    *,
    title: str,
    convert_to: Metric | None = None,
    name: str = "forest",
) -> dict[Family, Drawing]:
    """Draw a forest plot of each family.

    Args:
        rows: The effects.
        title: What the plots are of.
        convert_to: A metric into which effects are converted where they may be.
        name: Begins the name of each plot; unique among the plots of a page.
    """
    return {
        family: forest_plot(
            found, family, title=f"{title}: {family.value}", name=f"{name}-{family.name.lower()}"
        )
        for family, found in plot_rows(rows, convert_to).items()
    }


def figures(
    rows: Iterable[EvidenceRow], *, title: str, name: str, convert_to: Metric | None = None
) -> list[Figure]:
    """Draw a forest plot of each family, on as many pages as its rows take.

    Args:
        rows: The effects.
        title: What the plots are of.
        name: Begins the name of each drawing; unique within the document.
        convert_to: A metric into which effects are converted where they may be.
    """
    made = []
    for family, found in plot_rows(rows, convert_to).items():
        pages = on_pages(found)
        for number, page in enumerate(pages, 1):
            part = f" ({number} of {len(pages)})" if len(pages) > 1 else ""
            stem = f"{name}-{family.name.lower()}"
            drawing = forest_plot(
                page,
                family,
                title=f"{title}: {family.value}{part}",
                name=stem if number == 1 else f"{stem}-{number}",
                of=found,
            )
            made.append(Figure(drawing=drawing, caption=f"{family.value}{part}"))
    return made
