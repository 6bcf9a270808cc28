"""An indicator's series as a chart and as the words for those who cannot see it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from frankpledge.core.charts import Band, Line, line_chart
from frankpledge.measures.models import Unit
from frankpledge.measures.queries.progress import Point, Series


@dataclass(frozen=True, slots=True)
class Drawn:
    """The picture, and what it says."""

    svg: str
    description: str


def lines_of(series: Series) -> tuple[list[Line], Band | None]:
    """What is drawn: the value held against the target, the target, and the baseline where there is one."""
    adds_up = any(point.so_far is not None for point in series.points)
    lines = [Line("So far this year" if adds_up else "Value", tuple(point.held for point in series.points))]
    if any(point.target is not None for point in series.points):
        name = "Target" if not any(point.target_high is not None for point in series.points) else "Band, lower end"
        lines.append(Line(name, tuple(point.target for point in series.points), is_level=True))
    if any(point.target_high is not None for point in series.points):
        lines.append(Line("Band, upper end", tuple(point.target_high for point in series.points), is_level=True))
    if series.baseline is not None:
        name = f"Baseline, {series.baseline_period}" if series.baseline_period else "Baseline"
        lines.append(Line(name, tuple(_baseline(series.baseline, point, adds_up) for point in series.points), True))
    ends = tuple((p.low, p.high) if p.low is not None and p.high is not None else None for p in series.points)
    return lines, Band("95% interval", ends) if any(ends) else None


def _baseline(baseline: Decimal, point: Point, adds_up: bool) -> Decimal:
    """Where quarters add up, the baseline's even share so far; else the baseline itself."""
    return baseline * int(point.period.quarter[1]) / 4 if adds_up and point.period.quarter else baseline


def drawn(series: Series) -> Drawn | None:
    """The chart, or ``None`` where there is nothing to draw: no value, or only yes and no."""
    if not series.has_values or series.unit == "yes_no":
        return None
    lines, band = lines_of(series)
    description = described(series)
    svg = line_chart(
        lines,
        labels=[point.label for point in series.points],
        title=series.name,
        description=description,
        unit=str(Unit(series.unit).label),
        band=band,
    )
    return Drawn(svg, description)


def described(series: Series) -> str:
    """The chart in a sentence or two: where it stands last, against what, and since when.

    Every figure is in the table beside the chart.
    """
    last = next(point for point in reversed(series.points) if point.value is not None)
    first = next(point for point in series.points if point.value is not None)
    words = f"In {last.label} it was {series.say(last.value)}"
    if last.so_far is not None and last.so_far != last.value:
        words += f", {series.say(last.so_far)} so far that year"
    if last.target is not None:
        words += f", where the target was {series.say(last.target)}"
        words += f" to {series.say(last.target_high)}" if last.target_high is not None else ""
    words += "."
    if first is not last:
        words += f" In {first.label}, the first quarter shown, it was {series.say(first.value)}."
    if series.baseline is not None:
        words += f" The baseline was {series.say(series.baseline)}"
        words += f" in {series.baseline_period}." if series.baseline_period else "."
    return words
