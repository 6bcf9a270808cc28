"""Months that are missing or too thin to be believed, found before anybody reads them as a fall."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

from frankpledge.crimestore.answers import Caution, next_month
from frankpledge.crimestore.catalogue import Part

NEIGHBOURS = 6  # months on each side that a month is compared with
THIN = 0.7  # of their median: no calendar month of a force has fallen so low by itself in the files this was set on
FEWEST = 100  # rows a month usually has before a thin one says anything
SILENT = 30  # records a kind of crime usually has before none at all says anything


def suspicions(parts: Iterable[Part]) -> list[Caution]:
    """What is odd about the loaded months of each source and force: holes, thin months, kinds of crime gone silent."""
    found: list[Caution] = []
    series: dict[tuple[str, str], list[Part]] = defaultdict(list)
    for part in parts:
        series[part.source, part.force].append(part)
    for (source, force), months in series.items():
        ordered = sorted(months, key=lambda part: part.month)
        if source != "recorded":  # quarters: months between are not missing
            found += _holes(force, ordered)
        found += _thin(force, ordered)
    return found


def _holes(force: str, parts: Sequence[Part]) -> list[Caution]:
    known = {part.month for part in parts}
    month, missing = parts[0].month, []
    while month < parts[-1].month:
        month = next_month(month)
        if month not in known:
            missing.append(month)
    if not missing:
        return []
    return [Caution("missing-months", f"{force}: no file for {_runs(missing)}. Unknown is not nought.")]


def _runs(months: Sequence[str]) -> str:
    """
    >>> _runs(["2021-02", "2021-03", "2021-05"])
    '2021-02 to 2021-03, 2021-05'
    """
    runs: list[list[str]] = []
    for month in months:
        if runs and next_month(runs[-1][-1]) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)


def _thin(force: str, parts: Sequence[Part]) -> list[Caution]:
    found = []
    for place, part in enumerate(parts):
        near = [*parts[max(0, place - NEIGHBOURS) : place], *parts[place + 1 : place + 1 + NEIGHBOURS]]
        if len(near) < 3:
            continue
        usual = median(one.row_count for one in near)
        if usual >= FEWEST and part.row_count < THIN * usual:
            share = round(100 * part.row_count / usual)
            words = f"{force} {part.month} has {part.row_count:,} rows, {share} % of those near it. Is the file whole?"
            found.append(Caution("thin-month", words))
        kinds = {kind for one in near for kind in one.types}
        for kind in sorted(kinds - set(part.types)):
            expected = median(one.types.get(kind, 0) for one in near)
            if expected >= SILENT:
                words = f"{force} {part.month} has no {kind}; the months around it have about {expected:,.0f}."
                found.append(Caution("thin-month", words))
    return found
