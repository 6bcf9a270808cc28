"""A believable year of activity, made up: what was done, and what each of it serves. A family of kinds in a module."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from frankpledge.accounts.models import User
from frankpledge.delivery.changes.links import link_record
from frankpledge.delivery.changes.showing import show_to_public
from frankpledge.delivery.demonstration.done import MADE_UP, PLACES, Body, Done, Earlier, Place
from frankpledge.delivery.demonstration.enforcement import ENFORCEMENT
from frankpledge.delivery.demonstration.environment import ENVIRONMENT
from frankpledge.delivery.demonstration.everyday import EVERYDAY
from frankpledge.delivery.demonstration.figures import make_figures
from frankpledge.delivery.demonstration.meetings import MEETINGS
from frankpledge.delivery.demonstration.night_time import NIGHT_TIME
from frankpledge.delivery.demonstration.orders import ORDERS
from frankpledge.delivery.demonstration.people import PEOPLE
from frankpledge.delivery.demonstration.problems import PROBLEMS
from frankpledge.delivery.kinds.communications import Communication
from frankpledge.delivery.root import KINDS
from frankpledge.delivery.suggesting import action_for
from frankpledge.partners.access import Access, access_by_command
from frankpledge.partners.models import ActionGroup, Agency, Membership
from frankpledge.plans.models import Objective, Plan
from frankpledge.records.changes.parts import add_part
from frankpledge.records.changes.records import add_record, move_record

YEAR: tuple[Done, ...] = (*EVERYDAY, *ENVIRONMENT, *MEETINGS, *NIGHT_TIME, *ORDERS, *PROBLEMS, *ENFORCEMENT, *PEOPLE)


def make_demonstration(*, plan: Plan, people: Mapping[str, User], by: Access, now: datetime) -> None:
    """The records, each linked to the objectives it serves, and indicators counted from some of them.

    What another must clear is cleared by another hand."""
    rows = Objective.objects.filter(section__plan=plan).select_related("section__plan").prefetch_related("actions")
    objectives = {row.ref: row for row in rows}
    made = Made(by, now)
    for done in YEAR:
        record = made.record(done)
        for ref in done.refs if record is not None else ():
            if ref in objectives:
                _link(record, objectives[ref], by, now)
    stories: Any = Communication.objects.within(by.partnership).filter(state="published")
    for story in stories:
        show_to_public(record=story, version=story.version, by=made.another, now=now)
    make_figures(objectives=objectives, by=by, now=now)


def _link(record: Any, objective: Objective, by: Access, now: datetime) -> None:
    """To the action that speaks of such records, as an officer would."""
    action = action_for(record.declared, objective)
    link_record(record=record, objective=objective, action=action, by=by, now=now)


class Made:
    """The year's records as they are made, so that a later one can name an earlier."""

    def __init__(self, by: Access, now: datetime) -> None:
        self.by, self.now = by, now
        self.another = access_by_command("demo-chair", by.partnership)
        self.agencies = {row.short_name: row for row in Agency.objects.within(by.partnership)}
        self.groups = {row.short_name: row for row in ActionGroup.objects.within(by.partnership)}
        self.titled: dict[str, Any] = {}

    def record(self, done: Done) -> Any:
        """The record with its lines and steps; nothing where the partnership has nobody of that name to lead it."""
        leads = {"lead_group": self.groups.get(done.leads), "lead_agency": self.agencies.get(done.leads)}
        if not any(leads.values()):
            return None
        kind = KINDS[done.kind]
        at = done.at or PLACES.get(done.place)
        where: dict[str, Any] = {"place": done.place} | ({"easting": at[0], "northing": at[1]} if at else {})
        if at and done.is_in_ward and KINDS.ground:
            where["place_area"] = KINDS.ground.area_of(self.by.partnership, *at)
        values = {"title": done.title, "starts_on": date(*done.on), **where, **leads, **self._rows(done.says)}
        record = add_record(kind=kind, values=values, by=self.by, now=self.now)
        for step in done.steps:
            self._add_lines(record, done)
            move = kind.states.take(record.state, step)
            record = move_record(
                record=record, move=step, version=record.version, values=self._rows(done.asked), reason=MADE_UP,
                by=self.another if move.by_another else self.by, now=self.now,
            )  # fmt: skip
        self._add_lines(record, done)
        self.titled[done.title] = record
        return record

    def _add_lines(self, record: Any, done: Done) -> None:
        """Those of the tables that are open now and still empty."""
        for part in record.declared.parts:
            lines = done.lines.get(part.slug, ()) if part.is_open_in(record.state) else ()
            if lines and not part.model.objects.filter(record=record.pk).exists():
                for line in lines:
                    add_part(record=record, part=part, values=self._rows(line), by=self.by, now=self.now)

    def _rows(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self._row(value) for name, value in values.items()}

    def _row(self, value: Any) -> Any:
        if isinstance(value, Earlier):
            return self.titled[value.title]
        if isinstance(value, Place):
            return Membership.objects.within(self.by.partnership).get(user__email=value.email)
        return self.agencies.get(value.short_name) if isinstance(value, Body) else value
