"""Who answers for the plan: objectives nobody owns, those only everybody owns, and owners of whom nothing is heard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from django.utils import timezone

from frankpledge.partners.models import Membership
from frankpledge.plandocs.model import PartyKind
from frankpledge.plans.models import Milestone, Objective, ObjectiveParty, Plan, QuarterUpdateVersion
from frankpledge.plans.queries.quarters import year_of

QUIET_DAYS = 90


class Sign(NamedTuple):
    """Something somebody did for an objective on a day. ``by`` is the audit's name for them."""

    objective: int
    by: str
    on: date


FindSigns = Callable[[Plan], Iterable[Sign]]
_more: dict[str, FindSigns] = {}


def count_too(words: str, find: FindSigns) -> None:
    """Let a room above count something of its own as a sign of life: ``count_too("indicator values", values_of)``.

    ``find(plan)`` gives every sign there is, in a bounded number of queries. The same words again replace.
    """
    _more[words] = find


def counted() -> tuple[str, ...]:
    """What is counted as a sign of life, in words."""
    return ("updates written", "milestones marked done", *_more)


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers for one objective, and when something was last heard of them."""

    pk: int
    ref: str
    text: str
    section: int
    owner_id: int | None
    deputy_id: int | None
    agencies: tuple[str, ...] = ()  # named lead agencies, short names
    groups: tuple[str, ...] = ()
    is_collective: bool = False  # led by "the partnership", and by nobody in particular
    is_named: bool = False  # an agency or group, known or not, is named as its lead agency
    last_sign_on: date | None = None
    is_quiet: bool = False

    @property
    def has_nobody(self) -> bool:
        """Neither a person nor any lead agency."""
        return self.owner_id is None and not self.is_named and not self.is_collective


@dataclass(frozen=True, slots=True)
class Accountability:
    """The plan's objectives by who answers for them, as seen on ``as_of``."""

    as_of: date  # today, or the last day of the plan's year where that is over
    since: date  # signs on or after this day are counted
    counted: tuple[str, ...]
    objectives: tuple[Answering, ...]
    nobody: tuple[Answering, ...] = field(default=())
    collective: tuple[Answering, ...] = field(default=())
    without_person: tuple[Answering, ...] = field(default=())  # an agency leads, and no person is named to answer
    quiet: tuple[Answering, ...] = field(default=())


def accountability_of(plan: Plan, today: date) -> Accountability:
    """Who answers for each objective: six queries, and those of the rooms above that count signs of their own.

    Quiet is an objective whose owner, deputy, or anybody of their or the lead agencies, gave no sign for 90 days.
    Before the plan's year is 90 days old nobody is quiet yet, and after its end silence is counted to its last day.
    An objective that nobody or only everybody owns is not quiet as well: it has nobody to be quiet.
    """
    year = year_of(plan.starts_on, today)
    as_of = min(today, year.ends_on)
    since = as_of - timedelta(days=QUIET_DAYS)
    rows = list(_rows(plan, since, old_enough=since >= plan.starts_on))
    return Accountability(
        as_of=as_of,
        since=since,
        counted=counted(),
        objectives=tuple(rows),
        nobody=tuple(row for row in rows if row.has_nobody),
        collective=tuple(row for row in rows if row.is_collective and row.owner_id is None),
        without_person=tuple(row for row in rows if row.is_named and row.owner_id is None),
        quiet=tuple(row for row in rows if row.is_quiet),
    )


def _rows(plan: Plan, since: date, *, old_enough: bool) -> Iterator[Answering]:
    parties: dict[int, list[ObjectiveParty]] = defaultdict(list)
    for party in ObjectiveParty.objects.filter(objective__section__plan=plan).select_related("agency", "group"):
        parties[party.objective_id].append(party)
    heard = _heard(plan)
    agencies_of, people_of = _members(plan)
    objectives = Objective.objects.filter(section__plan=plan).order_by(
        "section__position", "section_id", "position", "pk"
    )
    for row in objectives:
        leads = parties[row.pk]
        who = _who(row, leads, agencies_of, people_of)
        last = max((sign.on for sign in heard[row.pk] if sign.by in who), default=None)
        named = [party for party in leads if _is_lead(party) and party.kind == PartyKind.NAMED]
        answers = row.owner_id is not None or bool(named)
        yield Answering(
            pk=row.pk,
            ref=row.ref,
            text=row.text,
            section=row.section_id,
            owner_id=row.owner_id,
            deputy_id=row.deputy_id,
            agencies=tuple(party.agency.short_name for party in leads if party.agency and _is_lead(party)),
            groups=tuple(party.group.short_name for party in leads if party.group),
            is_collective=not named and any(_is_lead(each) and each.kind == PartyKind.COLLECTIVE for each in leads),
            is_named=bool(named),
            last_sign_on=last,
            is_quiet=old_enough and answers and (last is None or last < since),
        )


def _is_lead(party: ObjectiveParty) -> bool:
    return party.capacity == ObjectiveParty.Capacity.LEAD


def _heard(plan: Plan) -> dict[int, list[Sign]]:
    heard: dict[int, list[Sign]] = defaultdict(list)
    versions = QuarterUpdateVersion.objects.filter(update__objective__section__plan=plan)
    for objective, by, at in versions.values_list("update__objective_id", "written_by", "written_at"):
        heard[objective].append(Sign(objective, by, timezone.localdate(at)))
    done = Milestone.objects.filter(objective__section__plan=plan)
    for objective, by, on in done.values_list("objective_id", "done_by", "done_on"):
        if on is not None:
            heard[objective].append(Sign(objective, by, on))
    for find in _more.values():
        for sign in find(plan):
            heard[sign.objective].append(sign)
    return heard


def _members(plan: Plan) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """Each person's agencies, and each agency's people, now or ever."""
    agencies_of: dict[int, set[int]] = defaultdict(set)
    people_of: dict[int, set[int]] = defaultdict(set)
    for user, agency in Membership.objects.filter(partnership=plan.partnership_id).values_list("user_id", "agency_id"):
        agencies_of[user].add(agency)
        people_of[agency].add(user)
    return agencies_of, people_of


def _who(
    row: Objective, leads: list[ObjectiveParty], agencies_of: dict[int, set[int]], people_of: dict[int, set[int]]
) -> set[str]:
    """Everybody whose work on this objective is a sign of its owner, under the audit's names for them."""
    people = {person for person in (row.owner_id, row.deputy_id) if person is not None}
    agencies = {party.agency_id for party in leads if party.agency_id is not None}
    agencies |= {agency for person in people for agency in agencies_of[person]}
    people |= {person for agency in agencies for person in people_of[agency]}
    return {f"user:{person}" for person in people}
