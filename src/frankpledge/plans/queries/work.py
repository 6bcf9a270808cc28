"""What needs this person: the first page after log-in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from frankpledge.documents.models import ImportRun
from frankpledge.partners.access import Access
from frankpledge.partners.models import ActionGroup, Agency, Membership, current_on
from frankpledge.partners.permissions import Permission
from frankpledge.plans.models import Objective, ObjectiveParty, Plan, QuarterUpdate, QuarterUpdateVersion
from frankpledge.plans.queries.findings import name_of
from frankpledge.plans.queries.quarters import Year, year_of
from frankpledge.plans.queries.standing import standing_findings
from frankpledge.plans.queries.years import latest_plan

MOST_DUTIES = 25
LATEST = 5


@dataclass(frozen=True, slots=True)
class Duty:
    """An objective this person answers for, and the quarters it still owes."""

    pk: int
    ref: str
    text: str
    owed: tuple[str, ...]
    findings: int


@dataclass(frozen=True, slots=True)
class Chase:
    """An agency, and how many of the objectives it leads have their update."""

    agency: int | None  # None: no agency is named as lead
    name: str
    led: int
    written: int

    @property
    def owed(self) -> int:
        return self.led - self.written


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to set up."""

    page: str
    words: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One kind of finding about what this person answers for."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Work:
    """The whole answer to "what needs me?"."""

    plan: Plan | None
    year: Year | None
    duties: tuple[Duty, ...]
    answers_for: int  # how many objectives in all
    chases: tuple[Chase, ...]
    found: tuple[Found, ...]
    imports: tuple[ImportRun, ...]
    steps: tuple[Step, ...]
    latest: tuple[QuarterUpdateVersion, ...]


def work_for(access: Access, today: date) -> Work:
    """At most fifteen queries, whatever the size of the plan."""
    plan = latest_plan(access.partnership, today)
    year = year_of(plan.starts_on, today) if plan else None
    mine = _mine(access, plan)
    oversees = access.reach(Permission.UPDATE_WRITE).everywhere
    duties = _duties(mine, year) if year else []
    return Work(
        plan=plan,
        year=year,
        duties=tuple(duties[:MOST_DUTIES]),
        answers_for=len(mine),
        chases=_chases(plan, year) if oversees and plan and year else (),
        found=_found(plan, None if oversees else mine) if plan else (),
        imports=_imports(access),
        steps=_steps(access, plan, today),
        latest=_latest(access),
    )


def _mine(access: Access, plan: Plan | None) -> list[Objective]:
    """What the person's agencies and groups lead, where their role lets them write."""
    if plan is None or not access.reach(Permission.UPDATE_WRITE):
        return []
    led = ObjectiveParty.objects.filter(Q(agency_id__in=access.agencies) | Q(group_id__in=access.groups))
    rows = Objective.objects.visible_to(access, Permission.UPDATE_WRITE).filter(
        section__plan=plan, pk__in=led.values("objective_id")
    )
    return list(rows.order_by("section__position", "section_id", "position", "pk").only("pk", "ref", "text"))


def _duties(mine: list[Objective], year: Year) -> list[Duty]:
    """Those of them that owe an update by now, in the plan's order."""
    keys = [objective.pk for objective in mine]
    said: dict[int, set[str]] = defaultdict(set)
    for pk, quarter in _written(keys):
        said[pk].add(quarter)
    findings = dict(
        standing_findings().filter(objective__in=keys).order_by().values_list("objective").annotate(Count("pk"))
    )
    duties = (
        Duty(
            pk=objective.pk,
            ref=objective.ref,
            text=objective.text,
            owed=tuple(quarter for quarter in year.asked if quarter not in said[objective.pk]),
            findings=findings.get(objective.pk, 0),
        )
        for objective in mine
    )
    return [duty for duty in duties if duty.owed]


def _written(keys: list[int]) -> list[tuple[int, str]]:
    rows = QuarterUpdate.objects.filter(objective__in=keys).exclude(text="")
    return list(rows.values_list("objective_id", "quarter"))


def _chases(plan: Plan, year: Year) -> tuple[Chase, ...]:
    """Who has written for the quarter and who has not, agency by agency."""
    objectives = set(Objective.objects.filter(section__plan=plan).values_list("pk", flat=True))
    written = set(
        QuarterUpdate.objects.filter(objective__section__plan=plan, quarter=year.quarter)
        .exclude(text="")
        .values_list("objective_id", flat=True)
    )
    led: dict[tuple[int, str], set[int]] = defaultdict(set)
    rows = ObjectiveParty.objects.filter(
        objective__section__plan=plan, capacity=ObjectiveParty.Capacity.LEAD, agency__isnull=False
    )
    for agency, name, objective in rows.values_list("agency_id", "agency__name", "objective_id"):
        led[agency, name].add(objective)
    chases: list[Chase] = [
        Chase(agency, name, len(those), len(those & written)) for (agency, name), those in led.items()
    ]
    chases.sort(key=lambda chase: (-chase.owed, chase.name))
    unled = objectives.difference(*led.values())
    if unled:
        chases.append(Chase(None, "No agency named", len(unled), len(unled & written)))
    return tuple(chases)


def _found(plan: Plan, mine: list[Objective] | None) -> tuple[Found, ...]:
    """The commonest findings of the whole plan, or of what the person answers for."""
    rows = standing_findings().filter(plan=plan)
    if mine is not None:
        rows = rows.filter(objective__in=[objective.pk for objective in mine])
    counted = rows.order_by().values_list("code").annotate(count=Count("pk")).order_by("-count", "code")
    return tuple(Found(code, name_of(code), count) for code, count in counted[:LATEST])


def _imports(access: Access) -> tuple[ImportRun, ...]:
    if not access.reach(Permission.PLAN_IMPORT) or access.user_id is None:
        return ()
    rows = ImportRun.objects.filter(
        partnership=access.partnership, state=ImportRun.State.PREVIEWED, started_by=access.user_id
    )
    return tuple(rows.select_related("document").defer("reading", "document__content").order_by("-started_at")[:LATEST])


def _steps(access: Access, plan: Plan | None, today: date) -> tuple[Step, ...]:
    """What a new partnership still lacks, for those who can supply it. Empty when nothing is lacking."""
    there = access.partnership
    steps = []
    if access.reach(Permission.PARTNERSHIP_EDIT):
        agencies = Agency.objects.filter(partnership=there, closed_on__isnull=True).count()
        groups = ActionGroup.objects.filter(partnership=there, closed_on__isnull=True).exists()
        steps += [
            Step("agency-list", "Add the agencies of the partnership", agencies > 1),
            Step("group-list", "Add the groups that meet", groups),
        ]
    if access.reach(Permission.PEOPLE_EDIT):
        members = Membership.objects.filter(current_on(today), partnership=there).values("user").distinct().count()
        steps.append(Step("invitation-list", "Invite the people who lead and write", members > 1))
    if access.reach(Permission.PLAN_IMPORT):
        steps.append(Step("plan-import", "Bring your action plan as a Word document", plan is not None))
    return tuple(steps) if any(not step.is_done for step in steps) else ()


def _latest(access: Access) -> tuple[QuarterUpdateVersion, ...]:
    rows = QuarterUpdateVersion.objects.filter(update__objective__section__plan__partnership=access.partnership)
    related = rows.select_related("update__objective__section__plan")
    return tuple(related.order_by("-written_at", "-pk")[:LATEST])
