"""Works out the table of "what changed" from the store: counts, chances, verdicts in words, and what is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from frankpledge.analysis.change import FEWEST_FOR_PERCENT, MOST_THAT_MAY_BE_TOO_FEW
from frankpledge.analysis.discovery import Discoveries, benjamini_hochberg
from frankpledge.analysis.rate_tests import e_test_many
from frankpledge.analysis.what_changed import FEWEST_MONTHS, what_changed
from frankpledge.analysis.wording import Noun, chance_in_words, more_or_fewer, number_in_words
from frankpledge.crimestore import Store
from frankpledge.crimestore.questions import Question
from frankpledge.crimestore.refusals import StoreRefused
from frankpledge.crimestore.together import Together, count_together
from frankpledge.insight.districts import Place, months_loaded, places_of
from frankpledge.insight.months import in_words, months_between, shifted
from frankpledge.insight.periods import KINDS, Period, comparable, period_of, usual_period
from frankpledge.partners.models import Partnership

SOURCES = ("street", "extract")  # in this order: what anybody can check comes first
HISTORY = 60  # months looked back on, to learn how much the counts vary by themselves
SHOWN = 24  # months in a sparkline
FALSE_FINDINGS = 0.05  # the share of findings that may be chance alone, over the whole table
CONFIDENCE = 0.95
INCIDENTS, OFFENCES = Noun("incident", "incidents"), Noun()

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Counted:
    """One source's part of the table: a line for each definition and place, a column for each month."""

    source: str
    months: tuple[str, ...]  # every month from the first to the last of the period, loaded or not
    lines: tuple[tuple[Together, Place], ...]
    counts: Integers
    is_loaded: npt.NDArray[np.bool_]

    def over(self, months: Sequence[str]) -> Integers:
        """Each line's count over these months."""
        columns = [self.months.index(month) for month in months]
        return np.asarray(self.counts[:, columns].sum(axis=1))

    @property
    def run(self) -> int:
        """How many of the last months are loaded without a hole."""
        holes = np.flatnonzero(~self.is_loaded)
        return len(self.months) - (int(holes[-1]) + 1 if holes.size else 0)


def what_changed_of(store: Store, partnership: Partnership, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The answer as plain JSON, in the shape that ``queries.changed`` reads."""
    sources = [asked["source"]] if asked["source"] else list(SOURCES)
    loaded = {source: months_loaded(store, source) for source in sources}
    everything = tuple(sorted({month for months in loaded.values() for month in months}))
    periods = {kind: [each.until for each in _every(kind, loaded)] for kind in KINDS}
    period = _chosen(asked["period"], loaded)
    answer: dict[str, Any] = {
        "period": period.key if period else "", "periods": periods, "loaded": everything, "months": [], "rows": [],
        "unmeasured": [], "cautions": [], "files": [], "as_of": "", "verdict": "", "checked_count": 0,
        "dispersion_is_known": False, "missing": "",
    }  # fmt: skip
    places = places_of(store, partnership)
    answer["missing"] = _missing(partnership, everything, places, period, asked["period"])
    if answer["missing"] or period is None:
        return answer
    parts, refused = _counted(store, places, loaded, period, asked["definitions"])
    titles = {name: one.title for name, one in store.definitions().items()}
    answer["unmeasured"] = [
        {"definition": name, "title": titles.get(name, name), "why": why} for name, why in sorted(refused.items())
    ]
    if not parts:
        answer["missing"] = "None of the definitions asked for can be counted with what is loaded for these months."
        return answer
    return answer | _told(parts, period)


def _chosen(said: str, loaded: Mapping[str, Sequence[str]]) -> Period | None:
    """The period asked for, or the usual one of the first source that has one."""
    named = period_of(said)
    if named:
        return named
    kind = said if said in KINDS else ""
    return next((found for months in loaded.values() if (found := usual_period(months, kind))), None)


def _every(kind: str, loaded: Mapping[str, Sequence[str]]) -> list[Period]:
    found = {period.until: period for months in loaded.values() for period in comparable(kind, months)}
    return [found[until] for until in sorted(found, reverse=True)]


def _missing(
    partnership: Partnership, loaded: Sequence[str], places: Sequence[Place], period: Period | None, said: str
) -> str:
    """Why there is no table at all; nothing where there can be one."""
    if not loaded:
        return "No crime file is loaded yet."
    if not places and not partnership.area_code:
        return "It is not known which district this partnership is for. A manager can say it in its settings."
    if not places:
        return f"The store knows no district {partnership.area_code}. Load the boundaries and lookups it is in."
    if period is None:
        kind = f"{KINDS[said].casefold()} " if said in KINDS else "month "
        return f"No {kind}can be compared: the same months a year earlier are not loaded."
    return ""


def _counted(
    store: Store,
    places: Sequence[Place],
    loaded: Mapping[str, Sequence[str]],
    period: Period,
    definitions: Sequence[str],
) -> tuple[list[Counted], dict[str, str]]:
    """Each definition from the first source that can count it in all of these months; the others with the reason."""
    wanted = list(definitions) or sorted(store.definitions())
    refused: dict[str, str] = {}
    parts = []
    for source, months in loaded.items():
        if not wanted or not months:
            continue
        if not period.is_loaded(months):
            lacking = [month for month in (*period.before, *period.months) if month not in months]
            refused |= {name: f"{in_words(lacking[0])} is not loaded." for name in wanted if name not in refused}
            continue
        found, why = _from_source(store, places, source, months, period, wanted)
        refused |= {name: reason.message for name, reason in why.items()}
        if found:
            parts.append(_table(source, found, places, period, set(months)))
            wanted = [name for name in wanted if name not in found]
    return parts, {name: why for name, why in refused.items() if name in wanted}


def _from_source(
    store: Store,
    places: Sequence[Place],
    source: str,
    months: Sequence[str],
    period: Period,
    wanted: Sequence[str],
) -> tuple[dict[str, Together], dict[str, StoreRefused]]:
    district = next(place for place in places if place.kind == "district")
    first = max(min(months), shifted(period.until, 1 - HISTORY))
    has_wards = any(place.kind == "ward" for place in places)
    question = Question(
        areas=(district.code,), by=("ward", "month") if has_wards else ("month",), source=source,
        from_month=first, to_month=period.until,
    )  # fmt: skip
    return count_together(store, wanted, question)


def _table(
    source: str, found: Mapping[str, Together], places: Sequence[Place], period: Period, loaded: set[str]
) -> Counted:
    some = next(iter(found.values()))
    months = months_between(min(some.months), period.until)
    column = {month: place for place, month in enumerate(months)}
    lines, counts = [], []
    for one in found.values():
        by_place = {place.code: np.zeros(len(months), dtype=np.int64) for place in places}
        district = next(place.code for place in places if place.kind == "district")
        for group, number in one.counts.items():
            at = column[str(group[-1])]
            by_place[district][at] += number  # also what lies in no ward that is known
            if len(group) > 1 and group[0] in by_place:
                by_place[str(group[0])][at] += number
        lines += [(one, place) for place in places]
        counts += [by_place[place.code] for place in places]
    is_loaded = np.array([month in loaded for month in months])
    return Counted(source, months, tuple(lines), np.array(counts), is_loaded)


def _told(parts: Sequence[Counted], period: Period) -> dict[str, Any]:
    """The rows with their verdicts, every comparison of every source taken together."""
    now = np.concatenate([part.over(period.months) for part in parts])
    before = np.concatenate([part.over(period.before) for part in parts])
    chances, phis = zip(*(_chances(part, period) for part in parts), strict=True)
    p_value, phi = np.concatenate(chances), np.concatenate(phis)
    found = benjamini_hochberg(p_value, FALSE_FINDINGS)
    too_little = _too_little(now + before, phi)
    lines = [(part, number) for part in parts for number in range(len(part.lines))]
    months = months_between(shifted(period.until, 1 - SHOWN), period.until)
    rows = [
        _row(part, number, months, int(now[at]), int(before[at]), float(p_value[at]), bool(too_little[at]), found, at)
        for at, (part, number) in enumerate(lines)
    ]
    rows.sort(key=_attention)
    all_told = [one for part in parts for one in {id(one): one for one, _ in part.lines}.values()]
    as_of = max((one.provenance.data_as_of for one in all_told if one.provenance.data_as_of), default=None)
    return {
        "rows": rows,
        "months": list(months),
        "verdict": _verdict(rows, found),
        "checked_count": found.tested_count,
        "dispersion_is_known": all(part.run >= FEWEST_MONTHS for part in parts),
        "cautions": _cautions(all_told),
        "files": sorted({file.name for told in all_told for file in told.provenance.files}),
        "as_of": as_of.isoformat() if as_of else "",
    }


def _cautions(told: Sequence[Together]) -> list[str]:
    """Each once; what differs from definition to definition is said of the one with most records."""
    said: dict[str, str] = {}
    for one in sorted(told, key=lambda each: -sum(each.counts.values())):
        for caution in one.cautions:
            words = caution.words
            if caution.code == "not-joined":
                lost = sum(number for group, number in one.counts.items() if None in group)
                words = f"{lost:,} records count for the district and for no ward: no ward is known for their LSOA."
            own = caution.code in ("unlocated", "not-joined")
            said.setdefault(caution.code if own else words, f"{one.definition.title}: {words}" if own else words)
    return list(said.values())


def _chances(part: Counted, period: Period) -> tuple[Floats, Floats]:
    """p for each line, allowing for how much its counts vary where two years in a row can tell; and phi, at least 1."""
    if part.run < FEWEST_MONTHS:
        now, before = part.over(period.months), part.over(period.before)
        p_value = np.where(now + before == 0, np.nan, e_test_many(now, before))
        return p_value, np.ones(len(now))
    table = what_changed(part.counts[:, None, -part.run :], month_count=period.month_count, q=FALSE_FINDINGS)
    return np.array(table.p_value[:, 0]), np.fmax(1.0, table.phi[:, 0])


def _too_little(total: Integers, phi: Floats) -> npt.NDArray[np.bool_]:
    """Where even a fall to nought of so few would not have been a change."""
    effective = (total / phi).astype(np.int64)
    smallest = e_test_many(effective, np.zeros_like(effective))
    too_few = (total < MOST_THAT_MAY_BE_TOO_FEW) & (smallest > 1 - CONFIDENCE)
    neither: npt.NDArray[np.bool_] = too_few | (total == 0)
    return neither


def _row(
    part: Counted,
    number: int,
    months: Sequence[str],
    now: int,
    before: int,
    p_value: float,
    is_too_little: bool,
    found: Discoveries,
    at: int,
) -> dict[str, Any]:
    one, place = part.lines[number]
    verdict = "too-little"
    if not is_too_little:
        verdict = ("rise" if now > before else "fall") if found.is_finding[at] else "no-change"
    there = dict(zip(part.months, zip(part.counts[number], part.is_loaded, strict=True), strict=True))
    spark = [int(there[month][0]) if month in there and there[month][1] else None for month in months]
    noun = INCIDENTS if one.definition.id == "anti-social-behaviour" else OFFENCES
    return {
        "definition": one.definition.id,
        "definition_key": one.definition.key,
        "definition_title": one.definition.title,
        "area": place.code,
        "area_name": place.name,
        "is_district": place.kind == "district",
        "source": part.source,
        "now": now,
        "before": before,
        "verdict": verdict,
        "words": in_a_sentence(verdict, now, before, p_value, found.tested_count, noun),
        "p_value": None if np.isnan(p_value) else p_value,
        "sparkline": spark,
    }


def in_a_sentence(verdict: str, now: int, before: int, p_value: float, checked: int, noun: Noun = OFFENCES) -> str:
    """What can honestly be said of one row.

    >>> in_a_sentence("no-change", 12, 9, 0.6, 40)
    'No real change: 12 offences against 9 (3 more); by chance alone a difference this size comes more often than not.'
    >>> in_a_sentence("too-little", 1, 0, 1.0, 40)
    'Too little data: 1 offence against 0.'
    """
    counts = f"{noun.count(now)} against {number_in_words(before)}"
    if verdict == "too-little":
        return f"Too little data: {counts}."
    percent = f", {100 * (now / before - 1):+.0f}%" if min(now, before) >= FEWEST_FOR_PERCENT else ""
    chance = f"by chance alone a difference this size comes {chance_in_words(p_value)}"
    opening = {"rise": "A rise", "fall": "A fall"}.get(verdict, "No real change")
    among = ""
    if verdict == "no-change" and p_value <= 1 - CONFIDENCE and checked > 1:
        among = f", and {checked:,} comparisons were made"
    return f"{opening}: {counts} ({more_or_fewer(now - before)}{percent}); {chance}{among}."


def _attention(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Rises, then falls, then the rest; the surest first, and of two as sure the larger."""
    p_value = 1.0 if row["p_value"] is None else row["p_value"]
    rank = ("rise", "fall", "no-change", "too-little").index(row["verdict"])
    size = abs(row["now"] - row["before"])
    return rank, round(p_value, 12), -size, -row["now"], row["definition_title"], row["area_name"]


def _verdict(rows: Sequence[Mapping[str, Any]], found: Discoveries) -> str:
    rises, falls = (sum(row["verdict"] == which for row in rows) for which in ("rise", "fall"))
    return f"{rises} clear rise{'s' * (rises != 1)} and {falls} clear fall{'s' * (falls != 1)}. {found.verdict}"
