"""Whether the public was met as the plan promises and the law asks (SI 2007/1830 reg 12), in the plan's year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from frankpledge.delivery.kinds.public_meetings import HELD, PublicMeeting, SeniorAttendance
from frankpledge.law.queries import value_on
from frankpledge.partners.models import Agency, AgencyRole, Partnership, current_on
from frankpledge.plandocs.commitments import commitments_in
from frankpledge.plans.models import Action, Plan
from frankpledge.plans.queries.quarters import year_of
from frankpledge.plans.queries.years import latest_plan

LAW = "engagement.public_meetings"  # in a year, with a person of senior position from every responsible authority
_FIGURE = re.compile(r"\(target: (?:at least )?(\d+)\)")


@dataclass(frozen=True, slots=True)
class Held:
    """One meeting that was held, with the responsible authorities of its day that sent nobody senior."""

    meeting: PublicMeeting
    authorities: int
    missing: tuple[str, ...]

    @property
    def is_with_all(self) -> bool:
        return self.authorities > 0 and not self.missing


@dataclass(frozen=True, slots=True)
class Duty:
    """The plan's year so far."""

    plan: Plan
    held: tuple[Held, ...]
    promised: int | None  # by the plan's own words; nothing where it promises no number
    promised_in: str  # the objective whose words they are
    lawful: int | None  # by the law of the year's first day; nothing where the register knows of no such rule

    @property
    def with_all(self) -> tuple[Held, ...]:
        return tuple(each for each in self.held if each.is_with_all)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What can honestly be said, each figure with what it is out of."""
        return (self._against_the_plan(), self._against_the_law())

    def _against_the_plan(self) -> str:
        count = len(self.held)
        if self.promised is None:
            met = "one public meeting" if count == 1 else f"{count} public meetings"
            return f"In the year of {self.plan.title}: {met} held. The plan promises no number."
        so_far = "" if count >= self.promised else " so far"
        return f"{count} of at least {self.promised} held{so_far}, as {self.promised_in} of {self.plan.title} promises."

    def _against_the_law(self) -> str:
        if self.lawful is None:
            return f"The register of law has no rule about public meetings on {self.plan.starts_on:%-d %B %Y}."
        least = "one" if self.lawful == 1 else str(self.lawful)
        asks = f"The law asks for at least {least} with a senior person of every responsible authority"
        if not self.held:
            return f"{asks}: none was held yet."
        if len(self.with_all) >= self.lawful:
            names = ", ".join(each.meeting.number for each in self.with_all[: self.lawful])
            return f"{asks}: {names} {'was one' if self.lawful == 1 else 'were'}."
        best = min(self.held, key=lambda each: (len(each.missing), -each.meeting.pk))
        if not best.authorities:
            return f"{asks}: not known, because no agency is recorded as a responsible authority on that day."
        number, there = best.meeting.number, best.authorities - len(best.missing)
        return f"{asks}: not yet. {number} had {there} of {best.authorities}; missing {', '.join(best.missing)}."


def duty_of(partnership: Partnership, today: date) -> Duty | None:
    """How it stands in the year of the newest plan; nothing where there is no plan."""
    plan = latest_plan(partnership, today)
    if plan is None:
        return None
    last = year_of(plan.starts_on, today).ends_on
    rows: Any = PublicMeeting.objects.within(partnership).filter(
        state__in=HELD, starts_on__gte=plan.starts_on, starts_on__lte=min(last, today)
    )
    meetings: list[PublicMeeting] = list(rows.select_related("partnership").order_by("starts_on", "pk"))
    promised, ref = _promised(plan)
    lawful = value_on(LAW, plan.starts_on, partnership=partnership)
    return Duty(plan, tuple(_held(meetings)), promised, ref, None if lawful is None else int(lawful))


def _held(meetings: list[PublicMeeting]) -> Iterable[Held]:
    """Each with who was missing: the responsible authorities of its own day."""
    came: dict[int, set[int]] = {meeting.pk: set() for meeting in meetings}
    rows: Any = SeniorAttendance.objects.all()
    lines = rows.filter(record__in=meetings, came=True).exclude(senior_role="")
    for record, agency in lines.values_list("record_id", "agency_id"):
        came[record].add(agency)
    for meeting in meetings:
        roles = AgencyRole.objects.filter(current_on(meeting.starts_on), kind=AgencyRole.Kind.RESPONSIBLE)
        seats = Agency.objects.within(meeting.partnership).filter(pk__in=roles.values("agency")).order_by("name")
        missing = tuple(seat.short_name or seat.name for seat in seats if seat.pk not in came[meeting.pk])
        yield Held(meeting, len(seats), missing)


def _promised(plan: Plan) -> tuple[int | None, str]:
    """The number of public meetings the plan's own words promise, and in which objective."""
    rows = Action.objects.filter(objective__section__plan=plan, text__icontains="public meeting")
    for row in rows.select_related("objective").order_by("objective__section__position", "objective__position", "pk"):
        for found in commitments_in(row.text):
            figure = _FIGURE.search(found.indicator)
            if "public meeting" in found.words.lower() and figure:
                return int(figure[1]), row.objective.ref
    return None, ""
