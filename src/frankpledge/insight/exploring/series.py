"""Month by month: the line, the limits within which it always moves, and the months that fall outside them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from frankpledge.analysis.control_charts import FEWEST_POINTS, ControlChart, Signal, rate_chart
from frankpledge.core.charts import Line, line_spec
from frankpledge.insight.exploring.asked import Asked
from frankpledge.insight.exploring.shown import Column, Drawing, Grid, Shown, behind_of, tenths, whole, words
from frankpledge.insight.months import in_words, months_between, runs_in_words, shifted

_BREAK = re.compile(r"From (\d{4}-\d{2}): ")


@dataclass(frozen=True)
class Charted:
    """The last stretch of months without a hole or a change of rule, with its limits."""

    months: tuple[str, ...]
    chart: ControlChart


def show_series(answer: Mapping[str, Any], asked: Asked, title: str, where: str, says: str) -> Shown:
    """``answer`` is ``queries.counts`` by month."""
    counted = dict.fromkeys(answer["months"], 0)
    for row in answer["rows"]:
        counted[row["month"]] = counted.get(row["month"], 0) + int(row["count"])
    months = months_between(min(counted), max(counted))
    breaks = sorted({found[1] for one in answer["cautions"] if (found := _BREAK.match(one["words"]))})
    charted = _charted(months, counted, breaks)
    missing = [month for month in months if month not in counted]
    return Shown(
        title=f"{title}, month by month",
        subtitle=f"{where}, {asked.words}",
        sentence=_sentence(charted, title),
        notes=_notes(charted, missing, breaks),
        drawings=(_drawing(months, counted, breaks, charted, title, where),),
        grids=(_grid(months, counted, charted, f"{title} in {where}"),),
        behind=behind_of(answer, says),
    )


def _charted(months: Sequence[str], counted: Mapping[str, int], breaks: Sequence[str]) -> Charted | None:
    """Limits are worked out only from months in a row that were counted alike."""
    run: list[str] = []
    for month in months:
        if month in breaks or month not in counted:
            run = []
        if month in counted:
            run.append(month)
    if len(run) < FEWEST_POINTS:
        return None
    return Charted(tuple(run), rate_chart([counted[month] for month in run]))


def _sentence(charted: Charted | None, title: str) -> str:
    if charted is None:
        return (
            f"Too little data for limits: fewer than {FEWEST_POINTS} months in a row are loaded, so that it cannot be "
            "told whether a month is out of the ordinary."
        )
    signals = charted.chart.signals
    if not signals:
        return "Nothing out of the ordinary: the ups and downs are what this series always does."
    last = max(signals, key=lambda signal: signal.last)
    number = f"{len(signals)} stretch{'es' * (len(signals) > 1)} of months"
    return f"{number} out of the ordinary. The latest: {_said(last, charted)}. A signal says where to look, not why."


def _said(signal: Signal, charted: Charted) -> str:
    first, last = charted.months[signal.first], charted.months[signal.last]
    when = in_words(first) if first == last else f"{in_words(first)} to {in_words(last)}"
    return f"{when}, {'higher' if signal.high else 'lower'} than usual ({signal.rule})"


def _notes(charted: Charted | None, missing: Sequence[str], breaks: Sequence[str]) -> tuple[str, ...]:
    notes = []
    if charted is not None:
        first, last = in_words(charted.months[0]), in_words(charted.months[-1])
        notes.append(
            f"Limits are from {first} to {last}: about {charted.chart.centre:,.0f} a month, between "
            f"{charted.chart.lower[0]:,.0f} and {charted.chart.upper[0]:,.0f} as long as nothing changes "
            f"({charted.chart.kind} chart; {charted.chart.reason})."
        )
        if len(charted.chart.signals) > 1:
            notes.append(f"All of them: {'; '.join(_said(signal, charted) for signal in charted.chart.signals)}.")
    if missing:
        notes.append(f"Not loaded, a gap and not nought: {runs_in_words(missing)}.")
    notes += [f"Counting changed in {in_words(month)}: the line begins again there." for month in breaks]
    return tuple(notes)


def _drawing(
    months: Sequence[str],
    counted: Mapping[str, int],
    breaks: Sequence[str],
    charted: Charted | None,
    title: str,
    where: str,
) -> Drawing:
    lines = []
    edges = [months[0], *(month for month in breaks if months[0] < month <= months[-1]), shifted(months[-1], 1)]
    for first, end in pairwise(edges):
        name = title if len(edges) == 2 else f"{title} from {in_words(first)}"
        lines.append(Line(name, tuple(counted.get(month) if first <= month < end else None for month in months)))
    if charted is not None:
        inside = set(charted.months)
        chart = charted.chart
        levels = {"Usual": chart.centre, "Upper limit": float(chart.upper[0]), "Lower limit": float(chart.lower[0])}
        if levels["Lower limit"] <= 0:
            levels.pop("Lower limit")  # counts cannot fall below nought: it would only lie on the axis
        for name, level in levels.items():
            lines.append(Line(name, tuple(level if month in inside else None for month in months), is_level=True))
    known = [month for month in months if month in counted]
    described = f"{title} in {where} from {in_words(months[0])} to {in_words(months[-1])}: " + (
        f"between {min(counted.values()):,} and {max(counted.values()):,} a month, {counted[known[-1]]:,} in the last."
    )
    labels = [f"{in_words(month)[:3]} {month[:4]}" for month in months]
    spec = line_spec(lines, labels=labels, unit="a month", height=340, width=760)
    return Drawing(f"{title} in {where}", described, spec)


def _grid(months: Sequence[str], counted: Mapping[str, int], charted: Charted | None, caption: str) -> Grid:
    """The latest first, those that are loaded; the note above it says which are not."""
    held = [month for month in reversed(list(months)) if month in counted]
    counts = (Column("Month", say=in_words, is_number=False), Column("Count", say=whole))
    if charted is None:
        return Grid(caption, counts, tuple((month, counted[month]) for month in held))
    chart = charted.chart
    limits = {
        month: (float(chart.lower[at]), float(chart.upper[at]), "; ".join(_rules(chart, at)))
        for at, month in enumerate(charted.months)
    }
    rows = tuple((month, counted[month], *limits.get(month, (None, None, ""))) for month in held)
    ends = (Column("Lower limit", say=tenths), Column("Upper limit", say=tenths), words("Out of the ordinary"))
    return Grid(caption, (*counts, *ends), rows)


def _rules(chart: ControlChart, at: int) -> list[str]:
    return [f"{'higher' if one.high else 'lower'}: {one.rule}" for one in chart.signals if one.first <= at <= one.last]
