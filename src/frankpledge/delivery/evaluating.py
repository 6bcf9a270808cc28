"""Did it work: an area's records before and after, beside the rest of the district, by the project's own analysis.

Problems and operations ask here alone. An answer is plain JSON with everything needed to read it in ten years: counts,
interval, confidence, definition and its version, files, and the day up to which they were loaded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from math import isfinite
from typing import Any

from frankpledge.analysis.change import CountChange, compare_counts
from frankpledge.analysis.dispersion import dispersion
from frankpledge.analysis.evaluation import (
    NOT_PROOF,
    Estimate,
    Weights,
    before_and_after,
    weighted_displacement_difference,
)
from frankpledge.crimestore import Store
from frankpledge.crimestore.refusals import NeedsExtract, QuestionRefused, StoreRefused
from frankpledge.insight.asking import kept
from frankpledge.insight.districts import district_of, outline_of
from frankpledge.insight.months import last_day, months_between, runs_in_words, shifted, span_in_words
from frankpledge.insight.panels import has_store
from frankpledge.insight.queries import counts as counting
from frankpledge.insight.queries.figures import HISTORY, RECORDS
from frankpledge.partners.models import Partnership

CONFIDENCE = 0.95
USUAL_BASELINE = 12  # months
ANSWERED, EXTRACT, MISSING, REFUSED = "answered", "extract", "missing", "refused"
REGRESSION = "An area chosen at its worst would probably have improved by itself: that is regression to the mean."
MOVED = (
    "Where it may have moved to is shown by itself and is in no other figure. An area chosen after the work began can "
    "be chosen around any answer."
)
_SAID_ELSEWHERE = frozenset({"missing-months"})  # of the months between; those compared are all there


@dataclass(frozen=True, slots=True)
class Question:
    """What is held against what. Months are whole ("2008-07"), and both ends are counted."""

    name: str  # "assessment", "before", "year"
    words: str  # as a heading: "Against the same quarter a year before"
    definition: str
    before: tuple[str, str]
    after: tuple[str, str]
    area: str = ""  # "" for the district
    comparison: str = ""  # "" for the rest of the district
    displacement: str = ""  # where crime may have moved to, shown beside; "" where nobody chose an area


@dataclass(frozen=True)
class _Counted:
    """One area's records by month: nought where a month is loaded and has none."""

    name: str
    by_month: Mapping[str, int]

    def over(self, months: Sequence[str]) -> int:
        return sum(self.by_month[month] for month in months)

    def less(self, part: _Counted) -> _Counted:
        rest = {month: count - part.by_month.get(month, 0) for month, count in self.by_month.items()}
        return _Counted(f"the rest of {self.name}", rest)


def evaluate(partnership: Partnership, question: Question, *, now: datetime) -> dict[str, Any]:
    """The answer. ``state`` is "answered", "extract" (a police extract is needed), "missing" (months are not loaded
    yet) or "refused", and then ``why`` says it and there is no number at all."""
    asked = {**asdict(question), "before": list(question.before), "after": list(question.after),
             "district": partnership.area_code}  # fmt: skip
    if not has_store(partnership):
        return _without(question, MISSING, "No crime file is loaded yet.")

    def work(store: Store, asked: Mapping[str, Any]) -> dict[str, Any]:
        return _work(store, partnership, question)

    try:
        return kept(partnership, "evaluation", asked, work, now=now)
    except NeedsExtract as refusal:
        return _without(question, EXTRACT, refusal.message)
    except StoreRefused as refusal:
        return _without(question, REFUSED, str(refusal))


def _without(question: Question, state: str, why: str) -> dict[str, Any]:
    return {**_asked(question), "state": state, "why": why}


def _asked(question: Question) -> dict[str, Any]:
    return {
        **asdict(question), "before": list(question.before), "after": list(question.after),
        "before_words": span_in_words(*question.before), "after_words": span_in_words(*question.after),
        "confidence": CONFIDENCE,
    }  # fmt: skip


def _work(store: Store, partnership: Partnership, question: Question) -> dict[str, Any]:
    before, after = months_between(*question.before), months_between(*question.after)
    if not before or not after or set(before) & set(after) or before[-1] > after[0]:
        raise QuestionRefused("The period before must end before the one after begins.", "Change the months.")
    district = district_of(store, partnership)
    code = question.area or (district.code if district else "")
    if not code:
        raise QuestionRefused("It is not known which district this partnership is for.", "A manager can say it.")
    said = _ask(store, question.definition, code, before[0], after[-1])
    if said["source"] == "recorded":
        raise QuestionRefused("Only tables by the quarter count this here.", "Load the open files of these months.")
    lacking = sorted({*before, *after} - set(said["months"]))
    if lacking:
        return _without(question, MISSING, f"Not loaded yet: {runs_in_words(lacking)}.")
    exactly = (said["definition"], said["source"])
    treated = _by_month(said)
    other, why_none = _comparison(store, question, district.code if district else "", said, exactly, before, after)
    earlier = [_history(store, exactly, code, before)]
    if other is not None and question.comparison:
        earlier.append(_history(store, exactly, question.comparison, before))
    elif other is not None and district is not None:
        whole = _history(store, exactly, district.code, before)
        both = zip(whole[::-1], earlier[0][::-1], strict=False)  # each ends with the period before
        earlier.append([of_all - ours for of_all, ours in both][::-1])
    moved, other, earlier = _displaced(store, question, district, said, exactly, before, after, other, earlier)
    found = _weighed(treated, other, earlier, before, after)
    notes = [*_notes(before, after, found["phi_known"]), *([why_none] if why_none else []), *moved.pop("notes")]
    found["counts"] |= moved.pop("counts")
    return {
        **moved,
        **_asked(question), "state": ANSWERED, "why": "", "area": said["area"], "area_name": said["area_name"],
        "comparison_name": other.name if other else "", **found, "notes": notes,
        "months": sorted(treated.by_month), "by_month": [treated.by_month[m] for m in sorted(treated.by_month)],
        "definition": said["definition"], "definition_title": said["definition_title"], "source": said["source"],
        "files": [each["name"] for each in said["files"] if each["month"] in {*before, *after}],
        "licences": said["licences"], "as_of": said["as_of"],
        "cautions": [each["words"] for each in said["cautions"] if each["code"] not in _SAID_ELSEWHERE],
    }  # fmt: skip


def _ask(store: Store, definition: str, area: str, first: str, last: str, source: str = "") -> dict[str, Any]:
    return counting.work(store, {
        "definition": definition, "area": area, "by": ["month"], "from_month": first, "to_month": last,
        "source": source, "measure": "count",
    })  # fmt: skip


def _by_month(said: Mapping[str, Any]) -> _Counted:
    found = dict.fromkeys(said["months"], 0)
    for row in said["rows"]:
        found[row["month"]] = found.get(row["month"], 0) + int(row["count"])
    return _Counted(said["area_name"], found)


def _comparison(
    store: Store,
    question: Question,
    district: str,
    said: Mapping[str, Any],
    exactly: tuple[str, str],
    before: Sequence[str],
    after: Sequence[str],
) -> tuple[_Counted | None, str]:
    """What it is held against, or why it is held against nothing."""
    ours = store.area(said["area"])
    if question.comparison:
        theirs = store.area(question.comparison)
        if theirs.code == ours.code or ours.lsoas & theirs.lsoas:
            raise QuestionRefused("The comparison area overlaps the area itself.", "Choose one beside it.")
        return _by_month(_ask(store, exactly[0], theirs.code, before[0], after[-1], exactly[1])), ""
    if not district or ours.code == district:
        return None, "It is the whole district, so there is no comparison: whatever else changed is in the figure."
    if not _is_inside(store, ours, district):
        return None, "The area is not known to lie wholly in the district, so the rest of it is no comparison."
    whole = _by_month(_ask(store, exactly[0], district, before[0], after[-1], exactly[1]))
    return whole.less(_by_month(said)), ""


def _displaced(
    store: Store,
    question: Question,
    district: Any,
    said: Mapping[str, Any],
    exactly: tuple[str, str],
    before: Sequence[str],
    after: Sequence[str],
    other: _Counted | None,
    earlier: list[list[int]],
) -> tuple[dict[str, Any], _Counted | None, list[list[int]]]:
    """Where it may have moved to, by itself; and the comparison with its run, without that area where it was in it."""
    if not question.displacement:
        return {"counts": {}, "notes": []}, other, earlier
    ours, area = store.area(said["area"]), store.area(question.displacement)
    if area.code == ours.code or ours.lsoas & area.lsoas:
        raise QuestionRefused("Where it may have moved to overlaps the area itself.", "Choose an area beside it.")
    zone = _by_month(_ask(store, exactly[0], area.code, before[0], after[-1], exactly[1]))
    run = _history(store, exactly, area.code, before)
    if question.comparison:
        theirs = store.area(question.comparison)
        if theirs.code == area.code or theirs.lsoas & area.lsoas:
            raise QuestionRefused("Where it may have moved to overlaps the comparison.", "Choose another area.")
    elif other is not None and district is not None and _is_inside(store, area, district.code):
        other = _Counted(f"{other.name}, without {zone.name}", other.less(zone).by_month)
        pairs = zip(earlier[-1][::-1], run[::-1], strict=False)
        earlier = [*earlier[:-1], [of_rest - of_zone for of_rest, of_zone in pairs][::-1]]
    change = _change(zone, run, before, after)
    counts = {"displacement": [change.before, change.now]}
    told = {"displacement_name": zone.name, "displacement_change": change.verdict, "counts": counts}
    return {**told, "notes": [MOVED]}, other, earlier


def _change(counted: _Counted, run: Sequence[int], before: Sequence[str], after: Sequence[str]) -> CountChange:
    """One area by itself, by the E-test."""
    own = dispersion(run, season_length=12) if run else None
    return compare_counts(
        counted.over(after), counted.over(before), exposure_now=1.0, exposure_before=_share(before, after),
        phi=own.inflation if own else 1.0, confidence=CONFIDENCE, noun=RECORDS,
        now_label=span_in_words(after[0], after[-1]), before_label=span_in_words(before[0], before[-1]),
    )  # fmt: skip


def _share(before: Sequence[str], after: Sequence[str]) -> float:
    """How long the period before is, of the one after; 1 where they are alike."""
    days = (_days(before), _days(after))
    is_alike = len(before) == len(after) and abs(days[0] - days[1]) <= 1 + len(before) // 6
    return 1.0 if is_alike else days[0] / days[1]


def _is_inside(store: Store, ours: Any, district: str) -> bool:
    """By its LSOAs, or a drawn area by its outline."""
    theirs = store.area(district)
    if ours.lsoas:
        return bool(ours.lsoas <= theirs.lsoas)
    inner, outer = outline_of(store, ours.code), outline_of(store, district)
    return inner is not None and outer is not None and bool(outer.buffer(1).contains(inner))


def _history(store: Store, exactly: tuple[str, str], code: str, before: Sequence[str]) -> list[int]:
    """The months in a row up to the end of the period before, by which one learns how much the counts vary anyway."""
    try:
        said = _ask(store, exactly[0], code, shifted(before[-1], 1 - HISTORY), before[-1], exactly[1])
    except StoreRefused:
        return []
    found, run, month = _by_month(said).by_month, list[int](), before[-1]
    while month in found and len(run) < HISTORY:
        run.insert(0, found[month])
        month = shifted(month, -1)
    return run


def _weighed(
    treated: _Counted,
    other: _Counted | None,
    earlier: Sequence[Sequence[int]],
    before: Sequence[str],
    after: Sequence[str],
) -> dict[str, Any]:
    """The change by itself (the E-test), and beyond the comparison's (the weighted displacement difference)."""
    share = _share(before, after)
    runs = [run for run in earlier if run]
    own = dispersion(runs[0], season_length=12) if runs else None
    change = _change(treated, runs[0] if runs else (), before, after)
    counted = {"treated": [change.before, change.now], "comparison": None}
    said = {
        "counts": counted, "scaled": None if share == 1.0 else round(1 / share, 3), "change": change.verdict,
        "change_outcome": change.outcome, "percent": change.percent, "phi_known": bool(own and own.is_known),
        "phi": round(own.inflation, 3) if own else 1.0,
    }  # fmt: skip
    if other is None:
        return {**said, "outcome": change.outcome, "verdict": f"{change.verdict} {NOT_PROOF}", "difference": None,
                "relative": ""}  # fmt: skip
    pairs = (change.before, change.now), (other.over(before), other.over(after))
    answer = weighted_displacement_difference(
        *pairs, weights=Weights(before=share), monthly_before=runs, confidence=CONFIDENCE
    )
    ratio = before_and_after(*pairs, monthly_before=runs, confidence=CONFIDENCE)
    return {
        **said, "counts": {**counted, "comparison": list(pairs[1])}, "outcome": answer.outcome,
        "verdict": answer.verdict, "difference": _plain(answer.total), "phi": round(answer.phi, 3),
        "detectable": round(answer.detectable, 1), "relative": ratio.verdict,
    }  # fmt: skip


def _plain(estimate: Estimate) -> dict[str, float | None]:
    """The estimate as JSON, which knows no "not a number"."""
    names = ("value", "standard_error", "z", "p_value", "low", "high")
    told = {name: float(getattr(estimate, name)) for name in names}
    return {name: round(value, 4) if isfinite(value) else None for name, value in told.items()}


def _days(months: Sequence[str]) -> int:
    return sum(last_day(month).day for month in months)


def _notes(before: Sequence[str], after: Sequence[str], is_phi_known: bool) -> list[str]:
    """What a reader must know of the months themselves."""
    notes = []
    if Counter(month[5:] for month in before) != Counter(month[5:] for month in after):
        notes.append("The two periods are not the same months of the year: the season may be part of the difference.")
    if len(before) < USUAL_BASELINE:
        notes.append(f"The period before is {len(before)} months long; {USUAL_BASELINE} or more say what is usual.")
    if len(before) != len(after):
        notes.append("The periods differ in length: the one before is scaled to the length of the one after.")
    if not is_phi_known:
        notes.append("How much these counts vary by themselves is not known, so the interval may be too narrow.")
    return notes
