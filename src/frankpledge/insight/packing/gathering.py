"""Gathers what a group's pack says from what changed, what was put before it, and what its objectives are judged by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from frankpledge.core.charts import Line, line_spec, svg_of
from frankpledge.core.maps import MapArea, area_map
from frankpledge.insight.districts import outlines_of, places_of
from frankpledge.insight.models import Nomination
from frankpledge.insight.months import in_words, last_day
from frankpledge.insight.packing.content import (
    SCHEMA,
    ChangeLine,
    IndicatorLine,
    MapPart,
    NominationLine,
    PackContent,
    SeriesPart,
)
from frankpledge.insight.periods import Period
from frankpledge.insight.queries.changed import Changed, ChangedRow, changed
from frankpledge.insight.queries.files import is_made_up
from frankpledge.insight.store import open_store
from frankpledge.measures.queries import ratings
from frankpledge.measures.rating import Rating
from frankpledge.partners.models import ActionGroup, Partnership
from frankpledge.plans.models import ObjectiveParty, Plan
from frankpledge.plans.queries.quarters import NAMES, after, year_of

MOST_CHANGES, MOST_SERIES = 8, 3
LOOKED_BACK = timedelta(days=92)  # how long a decision stays in the pack
WIDE, HIGH = 460, 180  # beside its table on a page of A4
TONES = {"rise": "red", "fall": "green", "no-change": "grey", "too-little": "grey"}
STATE_TONES = {
    Nomination.State.RAISED: "amber", Nomination.State.TAKEN: "green", Nomination.State.WATCHED: "blue",
    Nomination.State.DECLINED: "grey",
}  # fmt: skip


def content_of(group: ActionGroup, month: str, *, now: datetime) -> PackContent:
    """The pack of the month for the group, as the store and the records stand: analysis takes a few seconds."""
    partnership = group.partnership
    found = _compared(partnership, month, now)
    alone = changed(partnership, now=now, period=Period("month", month))
    raised = tuple(_nominations(group, now))
    indicators, quarter = _indicators(group, month)
    return PackContent(
        schema=SCHEMA,
        partnership=partnership.name,
        colour=partnership.colour,
        group=group.name,
        month=in_words(month),
        title=f"{group.short_name or group.name} pack, {in_words(month)}",
        period=found.period_words,
        before=found.before_words,
        summary=tuple(_summary(found, raised)),
        missing=found.missing,
        changes=tuple(_line(row) for row in _foremost(found)),
        month_lines=tuple(_line(row) for row in alone.rows if row.is_district),
        map=_map(partnership, found),
        series=tuple(_series(row) for row in _foremost(found)[:MOST_SERIES]),
        nominations=raised,
        indicators=indicators,
        indicators_of=quarter,
        definitions=tuple(sorted({row.definition_key for row in (*found.rows, *alone.rows)})),
        unmeasured=tuple(f"{each.title}: {each.why}" for each in found.unmeasured),
        files=tuple(dict.fromkeys([*found.files, *alone.files])),
        cautions=tuple(dict.fromkeys([*found.cautions, *alone.cautions])),
        as_of=f"{found.as_of:%-d %B %Y}" if found.as_of else "",
        made_on=f"{timezone.localdate(now):%-d %B %Y}",
        is_made_up=is_made_up(partnership),
    )


def _compared(partnership: Partnership, month: str, now: datetime) -> Changed:
    """The three months up to the month against a year before; the month alone where those are not all loaded."""
    found = changed(partnership, now=now, period=Period("quarter", month))
    return found if not found.missing else changed(partnership, now=now, period=Period("month", month))


def _foremost(found: Changed) -> tuple[ChangedRow, ...]:
    """Every rise and fall, then what comes next, up to a page of them."""
    return found.rows[: max(MOST_CHANGES, min(len(found.signals), 2 * MOST_CHANGES))]


def _line(row: ChangedRow) -> ChangeLine:
    return ChangeLine(row.definition_title, row.area_name, row.now, row.before, row.said, TONES[row.verdict], row.words)


def _summary(found: Changed, raised: tuple[NominationLine, ...]) -> Iterable[str]:
    if found.missing:
        yield found.missing
    else:
        yield found.verdict
        counted = "" if "comparison" in found.verdict else f"{found.checked_count:,} comparisons were made. "
        yield f"{counted}{found.period_words} is compared with {found.before_words}."
        if not found.dispersion_is_known:
            yield "How much these counts vary by themselves is not known, so some of what looks clear may be chance."
    waiting = sum(each.state == Nomination.State.RAISED.label for each in raised)
    if waiting:
        yield f"{waiting} {'nomination waits' if waiting == 1 else 'nominations wait'} for the group’s decision."


def _series(row: ChangedRow) -> SeriesPart:
    title = f"{row.definition_title}, {row.area_name}"
    known = [(month, count) for month, count in zip(row.months, row.sparkline, strict=True) if count is not None]
    (first, start), (last, end) = known[0], known[-1]
    alt = f"A line by month from {start} in {in_words(first)} to {end} in {in_words(last)}. {row.words}"
    spec = line_spec(
        [Line(row.definition_title, tuple(None if each is None else float(each) for each in row.sparkline))],
        labels=list(row.months), unit="records", width=WIDE, height=HIGH,
    )  # fmt: skip
    rows = tuple(
        (in_words(month), "not loaded" if count is None else f"{count:,}")
        for month, count in list(zip(row.months, row.sparkline, strict=True))[-12:]
    )
    return SeriesPart(title, alt, spec, svg_of(spec, title=title, description=alt), rows)


def _map(partnership: Partnership, found: Changed) -> MapPart | None:
    """The wards by the count of what changed most clearly; none where no boundary is loaded."""
    if not found.rows:
        return None
    chosen = found.rows[0].definition
    rows = {row.area: row for row in found.rows if row.definition == chosen and not row.is_district}
    with open_store(partnership) as store:
        wards = [place for place in places_of(store, partnership) if place.kind == "ward"]
        outlines = outlines_of(store, [place.code for place in wards])
    areas = [
        MapArea(
            place.code, place.name, outlines[place.code], float(rows[place.code].now) if place.code in rows else None,
            f"{rows[place.code].now:,} records" if place.code in rows else "not known",
        )
        for place in wards if place.code in outlines
    ]  # fmt: skip
    if not areas:
        return None
    title = f"{found.rows[0].definition_title} by ward, {found.period_words}"
    ranked = sorted(rows.values(), key=lambda row: (-row.now, row.area_name))
    alt = f"A map of {len(areas)} wards. " + (
        f"Most in {ranked[0].area_name} ({ranked[0].now:,})." if ranked else "No figures."
    )
    drawn = area_map(areas, title=title, description=alt, unit="Records")
    lines = tuple((row.area_name, f"{row.now:,}", f"{row.before:,}") for row in ranked)
    return MapPart(title, alt, drawn.svg, ("Ward", "Now", "Before"), lines)


def _nominations(group: ActionGroup, now: datetime) -> Iterable[NominationLine]:
    """What waits for the group, and what it decided lately."""
    lately = Q(state=Nomination.State.RAISED) | Q(decided_at__gte=now - LOOKED_BACK)
    rows = Nomination.objects.filter(lately, group=group, raised_at__lte=now)
    for row in sorted(rows, key=lambda row: (row.state != Nomination.State.RAISED, row.number)):
        yield NominationLine(
            row.number, row.title, str(row.frozen.get("words", "")), row.why,
            f"{timezone.localtime(row.raised_at):%-d %B %Y}", row.get_state_display(),
            STATE_TONES[Nomination.State(row.state)], row.decision,
        )  # fmt: skip


def _indicators(group: ActionGroup, month: str) -> tuple[tuple[IndicatorLine, ...], str]:
    """The indicators of the objectives the group leads, in the quarter the month falls in."""
    day = last_day(month)
    plans = Plan.objects.within(group.partnership).filter(starts_on__lte=day).order_by("-starts_on")
    plan = next((each for each in plans if day < after(each.starts_on, months=12)), None)
    if plan is None:
        return (), ""
    plan.partnership = group.partnership
    quarter = year_of(plan.starts_on, day).quarter
    led = ObjectiveParty.objects.filter(group=group, objective__section__plan=plan)
    refs = dict(led.order_by("objective__section__position", "objective__position").values_list(
        "objective_id", "objective__ref"))  # fmt: skip
    found = ratings(plan, quarter)
    lines = tuple(_indicator(refs[pk], each) for pk in refs for each in found.get(pk, ()))
    return lines, f"{NAMES[quarter]} of {plan.period}" if lines else ""


def _indicator(ref: str, rating: Rating) -> IndicatorLine:
    tone = "grey" if rating.colour == "none" else rating.colour
    return IndicatorLine(
        ref, rating.name, rating.shown_held or "no value", rating.shown_target, rating.word, tone,
        " ".join(part for part in (rating.why, rating.note) if part),
        f"{rating.as_of:%-d %B %Y}" if rating.as_of else "",
    )  # fmt: skip
