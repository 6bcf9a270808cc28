"""A year of quarters for the demonstration: two published, one open, one to come, with honest gaps.

What the updates say is made up, and each says so at its end. It all goes through the same changes as in life, with the
clock moved to the days on which it would have happened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.partners.access import Access, Reach
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.updates import approve_update, submit_update, write_update
from frankpledge.plans.models import Objective, Plan
from frankpledge.plans.queries.quarters import quarter_days
from frankpledge.quarters.changes.deciding import send_back
from frankpledge.quarters.changes.drafting import make_drafts
from frankpledge.quarters.changes.links import hand_of
from frankpledge.quarters.changes.reminding import remind_due
from frankpledge.quarters.changes.rounds import RoundWords, close_round, open_round, publish_round
from frankpledge.quarters.models import QuarterRound, UpdateRequest
from frankpledge.quarters.timetable import USUAL, Step, usual_days

MADE_UP = "(Made up for the demonstration.)"
MANAGER = "cora@demo.example"
APPROVED, SENT_BACK = 2, 5  # of the third quarter's answers
LATE = frozenset({"2.4", "3.3", "5.2"})  # of every quarter that is over: the same people are late again
# What each objective's owner would have said: first, second and third quarter. An empty text is an honest gap. Those
# not named here said nothing all year, as most of the real plan's cells say nothing.
SAID: Mapping[str, tuple[str, str, str]] = {
    "1.1": (
        "Two articles in the council's magazine and a leaflet to every household. The web page is being rewritten.",
        "The web page is live. One article in the local paper on the dispersal order. Comms met in July and September.",
        "Winter campaign drafted with the fire service. Printing is waiting for the artwork.",
    ),
    "1.2": (
        "PCSO surgeries began in all five towns, once a month each.",
        "Surgeries held in four of the five towns; Sawbridgeworth lost its room in August.",
        "A new room is found. All five surgeries run again.",
    ),
    "1.3": ("Two clean-up days with the parish councils.", "Three clean-up days. 41 bags of litter.", ""),
    "1.5": ("Bottle watch began with nine off-licences.", "Fourteen off-licences take part.", ""),
    "1.6": ("First public meeting held in Hertford: 34 came.", "No meeting this quarter.", ""),
    "1.7": ("", "Two success stories sent to the papers; one was printed.", ""),
    "1.9": (
        "Taxi marshals on Friday and Saturday nights.",
        "Marshals go on. Funding ends in March.",
        "Funding asked for.",
    ),
    "2.1": (
        "The JAG named six hotspots. Problem-solving plans are written for four.",
        "Five of the six have plans; two hotspots are closed as solved.",
        "One hotspot came back in October and is on the agenda again.",
    ),
    "2.2": ("Eleven people discussed, four acceptable behaviour contracts signed.", "Three more contracts.", ""),
    "2.4": ("Two PCSOs trained.", "Six PCSOs trained and able to issue notices.", ""),
    "2.5": ("", "A reply is sent within ten days in most cases; it is not yet counted.", ""),
    "2.7": ("Summer programme planned with the youth service.", "Seven evenings of football in two hotspots.", ""),
    "3.2": ("Signs put up in four car parks.", "Vehicle crime alerts sent to 600 homes.", "Alerts go on."),
    "3.3": ("Churches visited and advised.", "Forensic marking offered to twelve churches.", ""),
    "3.4": (
        "Smart water kits given to 80 homes after burglaries nearby.",
        "Another 65 homes.",
        "Clocks-back campaign.",
    ),
    "4.1": ("Fourteen offenders managed; every case is reviewed monthly.", "Thirteen managed, one moved away.", ""),
    "4.3": ("Hours are met for nine of fourteen.", "Hours are met for eleven of thirteen.", "Being counted."),
    "5.2": ("Assemblies in three schools.", "", ""),
    "6.2": ("Patrols moved to Bishop's Stortford's night-time hours.", "Assaults there fell; too few to be sure.", ""),
    "6.4": ("Pubwatch meets in both towns.", "Pubwatch banned four people from all premises.", ""),
    "7.1": ("Terms of reference drafted.", "The group met for the first time in September.", "It meets monthly now."),
}


@dataclass(frozen=True, slots=True)
class _Stage:
    """One plan with its objectives and whoever acts in it."""

    plan: Plan
    objectives: dict[str, Objective]
    by: Access  # whoever runs the quarters

    def texts(self, number: int) -> list[tuple[Objective, str]]:
        """What is said in the quarter of that number, and of which objective; the gaps are left out."""
        return [(self.objectives[ref], texts[number]) for ref, texts in SAID.items()
                if ref in self.objectives and texts[number]]  # fmt: skip

    def hand(self, row: Objective, quarter: str) -> Access:
        """Whoever was asked, as if they had come by their letter's link; whoever runs the quarter where nobody was."""
        request = UpdateRequest.objects.filter(objective=row, round__quarter=quarter).select_related("asked_of").first()
        if request is None or request.asked_of is None:
            return self.by
        reaches = {Permission.UPDATE_WRITE: Reach(everywhere=True)}
        return replace(hand_of(request.asked_of, self.plan.partnership), reaches=reaches)


def make_demonstration(*, plan: Plan, people: dict[str, User], by: Access, now: datetime) -> None:
    """Four quarters of that plan: two published, one open and due in a week, one to come. Made once.

    ``people`` are the demonstration's cast by e-mail address; whoever the plan names as owner is asked, and answers.
    """
    if QuarterRound.objects.filter(plan=plan).exists():
        return
    plan.partnership = by.partnership
    rows = Objective.objects.filter(section__plan=plan).select_related("section__plan")
    manager = people.get(MANAGER)
    runs = replace(by, actor=manager, user_id=manager.pk) if manager else by
    stage = _Stage(plan, {row.ref: row for row in rows}, runs)
    for number, quarter in enumerate(("Q1", "Q2")):
        _whole_quarter(stage, quarter, number)
    _running_quarter(stage, now)


def _whole_quarter(stage: _Stage, quarter: str, number: int) -> None:
    """Opened, answered, some of it late, closed and published on the days on which it would have been."""
    days = usual_days(stage.plan, quarter, today=quarter_days(stage.plan, quarter)[0])
    words = RoundWords(days.opens_on, days.due_on, days.closes_on, USUAL, "")
    round_ = open_round(plan=stage.plan, quarter=quarter, words=words, by=stage.by, now=_at(days.opens_on, 9))
    texts = stage.texts(number)
    for count, (row, text) in enumerate(each for each in texts if each[0].ref not in LATE):
        _answer(stage, row, quarter, text, _at(days.opens_on + timedelta(days=2 + count % 11), 10 + count % 6))
    for step in USUAL[:3]:
        remind_due(round_=round_, by=stage.by, now=_at(step.on(days.due_on), 7))
    for row, text in (each for each in texts if each[0].ref in LATE):
        _answer(stage, row, quarter, text, _at(days.due_on + timedelta(days=5), 16))
    remind_due(round_=round_, by=stage.by, now=_at(USUAL[3].on(days.due_on), 7))
    for row, _ in texts:
        approve_update(
            objective=row, quarter=quarter, version=_version(row, quarter), by=stage.by,
            now=_at(days.due_on + timedelta(days=9), 14),
        )  # fmt: skip
    close_round(round_=round_, by=stage.by, now=_at(days.closes_on + timedelta(days=1), 0))
    publish_round(round_=round_, by=stage.by, now=_at(days.closes_on + timedelta(days=2), 11))


def _running_quarter(stage: _Stage, now: datetime) -> None:
    """The third quarter, open: drafts, submitted updates, one sent back, one approved, and much that is still owed."""
    opened, today = now - timedelta(days=7), timezone.localdate(now)
    words = RoundWords(
        timezone.localdate(opened), today + timedelta(days=7), today + timedelta(days=21),
        (Step(-3, "owner"), *USUAL[1:]), "The board meets next month and will look at burglary first.",
    )  # fmt: skip
    open_round(plan=stage.plan, quarter="Q3", words=words, by=stage.by, now=opened)
    for number, (row, text) in enumerate(stage.texts(2)):
        at = opened + timedelta(days=1, hours=number)
        if number % 3 == 0:
            _draft(stage, row, "Q3", text, at)
            continue
        version = _answer(stage, row, "Q3", text, at)
        said: dict[str, Any] = {
            "objective": row, "quarter": "Q3", "version": version, "by": stage.by, "now": at + timedelta(days=1),
        }  # fmt: skip
        if number == APPROVED:
            approve_update(**said)
        elif number == SENT_BACK:
            send_back(why="How many, and out of how many? The board asked last time.", **said)


def _draft(stage: _Stage, row: Objective, quarter: str, text: str, at: datetime) -> int:
    update = write_update(
        objective=row, quarter=quarter, text=f"{text} {MADE_UP}", version=_version(row, quarter),
        by=stage.hand(row, quarter), now=at, way="link",
    )  # fmt: skip
    return update.version


def _answer(stage: _Stage, row: Objective, quarter: str, text: str, at: datetime) -> int:
    version = _draft(stage, row, quarter, text, at)
    submit_update(
        objective=row, quarter=quarter, version=version, by=stage.hand(row, quarter), now=at + timedelta(minutes=20)
    )
    return version


def _version(row: Objective, quarter: str) -> int:
    """The version a person with the page open would see."""
    update = row.updates.filter(quarter=quarter).first()
    return update.version if update else 0


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def draft_updates(*, plan: Plan, people: Mapping[str, User], by: Access, now: datetime) -> None:
    """Draft what is asked for now, once there is something recorded to draft it from."""
    every = Objective.objects.filter(section__plan=plan).values_list("pk", flat=True)
    for round_ in QuarterRound.objects.filter(plan=plan, state=QuarterRound.State.OPEN):
        make_drafts(plan=plan, quarter=round_.quarter, objectives=every, by=by, now=now)
