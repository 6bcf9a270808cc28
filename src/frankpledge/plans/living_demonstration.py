"""The demonstration's year: milestones, risks, money, themes and owners, invented for the plan of 2008-09.

The plan's real gaps stay: 1.4, 3.5, 3.6, 6.1 and 7.1 have nobody, and 3.1 and 6.5 only the partnership as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.partners.access import Access, access_for
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.amendments import approve_amendment, make_or_collect, propose_amendment
from frankpledge.plans.changes.holding import led_by
from frankpledge.plans.changes.life import CommentWords, ConsultationWords, adopt_plan, consult_on_plan, record_comment
from frankpledge.plans.changes.money import BudgetWords, add_budget_line
from frankpledge.plans.changes.objectives import ObjectiveWords, edit_objective
from frankpledge.plans.changes.owners import set_owner
from frankpledge.plans.changes.risks import RiskWords, add_risk
from frankpledge.plans.changes.steps import Mark, MilestoneWords, add_milestone, mark_milestone
from frankpledge.plans.changes.themes import ThemeWords, add_theme, set_theme_objectives
from frankpledge.plans.models import Amendment, Objective, Plan

MADE_UP = "Made up for the demonstration."
NOBODY = frozenset({"1.4", "3.1", "3.5", "3.6", "6.1", "6.5", "7.1"})
CORA, LEE, CHARLIE, PAT = "cora@demo.example", "lee@demo.example", "charlie@demo.example", "pat@demo.example"
BEA = "bea@demo.example"


@dataclass(frozen=True, slots=True)
class Due:
    """A milestone: the objective's ref, what, by when, and the day it was done, if it was."""

    ref: str
    text: str
    due_on: date
    done_on: date | None = None


MILESTONES = (
    Due("1.1", "Partnership logo on every partner's website", date(2008, 6, 30), date(2008, 6, 12)),
    Due("1.1", "Leaflet on crime, and how little of it there is, to every household", date(2008, 10, 31)),
    Due("1.2", "Shadowing week for PCSOs at the council", date(2008, 7, 31), date(2008, 8, 22)),
    Due("1.3", "Environmental action week held in Ware", date(2008, 9, 12), date(2008, 9, 11)),
    Due("1.6", "First public meeting held in Ware", date(2008, 7, 10), date(2008, 7, 10)),
    Due("1.6", "Second public meeting held in Bishop's Stortford", date(2009, 1, 22)),
    Due("1.7", "First six success stories in the local papers", date(2008, 9, 30), date(2008, 9, 30)),
    Due("1.8", "How to report a hate crime printed in five languages", date(2008, 8, 29)),
    Due("2.1", "Hotspots for the summer agreed", date(2008, 5, 16), date(2008, 5, 14)),
    Due("2.1", "Halloween and bonfire night patrols planned", date(2008, 10, 10)),
    Due("2.2", "Every acceptable behaviour contract reviewed", date(2008, 9, 30), date(2008, 9, 26)),
    Due("2.4", "Protocol for fixed penalty notices signed", date(2008, 8, 29)),
    Due("2.6", "Card with numbers printed and given to every PCSO", date(2008, 6, 2), date(2008, 6, 9)),
    Due("2.7", "Summer programme of activities agreed", date(2008, 7, 4), date(2008, 7, 1)),
    Due("2.8", "First ten council officers accredited", date(2008, 12, 19)),
    Due("3.2", "Signs up in the five station car parks", date(2008, 8, 15), date(2008, 8, 13)),
    Due("3.3", "Operation Alchemist begun with the parishes", date(2008, 6, 20), date(2008, 6, 20)),
    Due("3.4", "Four no cold calling zones set up", date(2008, 11, 28)),
    Due("4.1", "Six-weekly meetings held, none missed, to September", date(2008, 9, 30), date(2008, 9, 30)),
    Due("4.2", "Criteria for registering and deregistering written down", date(2008, 6, 27), date(2008, 7, 18)),
    Due("4.3", "Fifteen hours a week reached for everybody registered", date(2008, 10, 1)),
    Due("5.1", "Youth bus timetable agreed", date(2008, 5, 30), date(2008, 5, 29)),
    Due("5.2", "Workshop held at the annual conference", date(2008, 11, 14)),
    Due("5.5", "Focus groups held in three schools", date(2008, 9, 19), date(2008, 10, 3)),
    Due("6.2", "First joint operation in Hertford on a Saturday night", date(2008, 7, 26), date(2008, 7, 26)),
    Due("6.3", "Bottle watch running in all five towns", date(2008, 12, 12)),
)


@dataclass(frozen=True, slots=True)
class Threat:
    """A risk: the objective's ref ("" for the plan), what, how likely, how grave, what is done."""

    ref: str
    text: str
    likelihood: int
    impact: int
    mitigation: str


RISKS = (
    Threat("", "The Basic Command Unit Fund ends in March", 4, 4, "Bid to the county by December."),
    Threat("", "Officers are moved to another force's inquiry", 3, 4, "Partners keep the patrol rota themselves."),
    Threat("1.6", "Nobody comes to the public meetings", 3, 2, "Hold them with the parish meetings."),
    Threat("2.1", "Dispersal only moves the problem on", 4, 3, "Watch the wards around; youth workers go too."),
    Threat("3.3", "Scrap dealers outside the district are not checked", 3, 3, "Ask the neighbouring forces in June."),
    Threat("4.3", "Fifteen hours cannot be staffed in August", 3, 3, "Probation lends an officer for the month."),
    Threat("5.2", "Schools cannot release pupils for the workshop", 2, 3, "Fix the day with the heads in June."),
)


@dataclass(frozen=True, slots=True)
class Sum:
    """A budget line: the objective's ref ("" for the plan), who pays, what for, and how far it has gone."""

    ref: str
    funder: str
    purpose: str
    stages: tuple[int, int, int, int]


MONEY = (
    Sum("", "East Herts Council", "The partnership's officer", (28000, 28000, 14000, 14000)),
    Sum("1.1", "Basic Command Unit Fund", "Leaflet to every household", (6500, 6100, 0, 0)),
    Sum("1.3", "Local Area Agreement", "Graffiti removal kits", (1800, 1800, 1800, 1800)),
    Sum("1.6", "East Herts Council", "Hire of halls", (600, 300, 150, 150)),
    Sum("2.1", "Basic Command Unit Fund", "Overtime for patrols", (12000, 9000, 7400, 7400)),
    Sum("2.6", "East Herts Council", "Cards for PCSOs", (250, 250, 250, 250)),
    Sum("3.2", "Basic Command Unit Fund", "Signs in the station car parks", (2200, 2200, 2350, 2350)),
    Sum("3.4", "Local Area Agreement", "Signs for the zones", (3000, 1500, 600, 600)),
    Sum("4.3", "Hertfordshire Probation", "Staff time", (9000, 9000, 4500, 3000)),
    Sum("5.1", "Local Area Agreement", "Youth bus, diesel and driver", (15000, 15000, 7500, 7500)),
    Sum("5.2", "East Herts Council", "Workshop at the conference", (2500, 0, 0, 0)),
    Sum("6.3", "Basic Command Unit Fund", "Bottle watch", (4000, 2600, 400, 400)),
)
THEMES = (
    (ThemeWords("Young people", f"What keeps them safe, and out of trouble. {MADE_UP}"),
     ("1.5", "2.7", "5.1", "5.2", "5.3", "5.4", "5.5")),
    (ThemeWords("Safer town centres", f"Evenings and nights in the five towns. {MADE_UP}"),
     ("1.9", "2.1", "2.3", "6.1", "6.2", "6.3", "6.4")),
    (ThemeWords("Alcohol and drugs", f"Wherever they stand behind something else. {MADE_UP}"),
     ("2.3", "5.2", "5.3", "6.3", "6.4", "7.1")),
    (ThemeWords("Telling people", f"What is done, and how safe it is here. {MADE_UP}"),
     ("1.1", "1.2", "1.6", "1.7", "2.5")),
)  # fmt: skip


@transaction.atomic
def make_demonstration(*, plan: Plan, people: Mapping[str, User], by: Access, now: datetime) -> None:
    """Give a draft plan its year: consulted on, adopted, amended once, and asked to be amended once more.

    ``people`` are the demonstration's cast by e-mail address. Days are those of 2008, whatever ``now`` is: a milestone
    or a review of a day that has not come yet is left as it would be on ``now``.
    """
    today = timezone.localdate(now)
    rows = {row.ref: row for row in Objective.objects.filter(section__plan=plan).select_related("section__plan")}
    _own(rows, people, by, now)
    _milestones(rows, people, by, now, today)
    _risks(plan, rows, people, by, now)
    for one in MONEY:
        allocated, committed, invoiced, paid = map(Decimal, one.stages)
        words = BudgetWords(one.funder, f"{one.purpose}. {MADE_UP}", allocated, committed, invoiced, paid)
        if not one.ref or one.ref in rows:
            add_budget_line(plan=plan, objective=rows.get(one.ref), words=words, by=by, now=now)
    for theme_words, refs in THEMES:
        theme = add_theme(words=theme_words, by=by, now=now)
        chosen = [rows[ref] for ref in refs if ref in rows]
        set_theme_objectives(theme=theme, plan=plan, objectives=chosen, by=by, now=now)
    _adopt(plan, by, now)
    _amend(plan, people, now, today)


def _own(rows: Mapping[str, Objective], people: Mapping[str, User], by: Access, now: datetime) -> None:
    """An owner for most: the police's for what they lead, the council's for the rest; nobody where none leads."""
    for ref, row in rows.items():
        agencies = {party.agency.short_name for party in row.parties.select_related("agency") if party.agency}
        if ref in NOBODY or not agencies:
            continue
        owner = people[LEE] if "Police" in agencies else people[CHARLIE if ref.startswith("1.") else CORA]
        deputy = people[PAT] if owner == people[LEE] else None
        set_owner(objective=row, owner=owner, deputy=deputy, version=row.version, by=by, now=now)


def _milestones(
    rows: Mapping[str, Objective], people: Mapping[str, User], by: Access, now: datetime, today: date
) -> None:
    for due in MILESTONES:
        if due.ref not in rows:
            continue
        row = Objective.objects.select_related("section__plan").get(pk=rows[due.ref].pk)
        made = add_milestone(objective=row, words=MilestoneWords(due.text, due.due_on, owner=row.owner), by=by, now=now)
        if due.done_on is not None and due.done_on <= today:
            who = access_for(row.owner or people[CORA], by.partnership.slug, today=today)
            agencies, groups = led_by(row)
            mine = who.may(Permission.UPDATE_WRITE, agencies=agencies, groups=groups)
            mark_milestone(
                milestone=made, mark=Mark.DONE, on=due.done_on, note=MADE_UP, version=made.version,
                by=who if mine else by, now=now, today=today,
            )  # fmt: skip


def _risks(plan: Plan, rows: Mapping[str, Objective], people: Mapping[str, User], by: Access, now: datetime) -> None:
    for threat in RISKS:
        if threat.ref and threat.ref not in rows:
            continue
        words = RiskWords(threat.text, threat.likelihood, threat.impact, f"{threat.mitigation} {MADE_UP}", people[CORA])
        add_risk(plan=plan, objective=rows.get(threat.ref), words=words, reviewed_on=date(2008, 5, 6), by=by, now=now)


def _adopt(plan: Plan, by: Access, now: datetime) -> None:
    asked = "Parish and town councils\nNeighbourhood Watch\nSchools and youth councils\nPub Watch and traders"
    words = ConsultationWords(date(2008, 4, 1), date(2008, 4, 25), asked)
    consult_on_plan(plan=plan, words=words, note=MADE_UP, by=by, now=now)
    consultation = plan.consultations.latest("pk")
    for on, said_by, text, answer in (
        (date(2008, 4, 14), "Ware Town Council", "Say what will be done about car parks.", "See 3.2."),
        (date(2008, 4, 22), "A youth council", "Ask us before the conference, not at it.", ""),
    ):
        said = CommentWords(on, said_by, f"{text} {MADE_UP}", answer)
        record_comment(consultation=consultation, words=said, by=by, now=now)
    because = f"The plan of 2008 was adopted so: nobody had yet said what is done about 6.1. {MADE_UP}"
    note = f"By the board. {MADE_UP}"
    adopt_plan(plan=plan, on=date(2008, 5, 6), confirmed=True, because=because, note=note, by=by, now=now)


def _amend(plan: Plan, people: Mapping[str, User], now: datetime, today: date) -> None:
    """The manager proposes a target and the board member approves it; the lead officer's is still to be decided."""
    slug = plan.partnership.slug
    cora, lee, bea = (access_for(people[who], slug, today=today) for who in (CORA, LEE, BEA))
    target = "Two public meetings by March 2009, each with a senior officer of every responsible authority."
    first = _propose(plan, "1.6", {"target": target}, "The law asks for one; the board wants two.", cora, now)
    if first is not None:
        approve_amendment(amendment=first, note=f"Agreed. {MADE_UP}", version=first.version, by=bea, now=now)
    led = Objective.objects.visible_to(lee, Permission.AMENDMENT_PROPOSE).filter(section__plan=plan)
    mine = led.order_by("section__position", "position").first()
    if mine is not None:
        words = {"target": "A tenth fewer calls about it by March 2009 than in the year before."}
        _propose(plan, mine.ref, words, "Without a figure nobody can say in March whether it worked.", lee, now)


def _propose(
    plan: Plan, ref: str, changed: Mapping[str, str], reason: str, by: Access, now: datetime
) -> Amendment | None:
    row = Objective.objects.select_related("section__plan").filter(section__plan=plan, ref=ref).first()
    if row is None:
        return None
    said = {"text": row.text, "target": row.target, "indicator": row.indicator, "timescale": row.timescale,
            "status": row.status}  # fmt: skip
    words = ObjectiveWords(**{**said, **changed}, definitions=tuple(row.definitions))
    made = make_or_collect(edit_objective, plan=plan, by=by, now=now, objective=row, words=words, version=row.version)
    assert isinstance(made, Amendment)  # noqa: S101  (the plan was adopted a moment ago)
    return propose_amendment(amendment=made, reason=f"{reason} {MADE_UP}", version=made.version, by=by, now=now)
