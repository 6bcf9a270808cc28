"""An assessment and a strategy in the database, made through the room's own changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from frankpledge.accounts.models import User
from frankpledge.partners.access import Access, access_for
from frankpledge.partners.models import Agency, AgencyRole
from frankpledge.plans.models import Plan
from frankpledge.strategy.changes.assessments import AssessmentWords, begin_assessment, choose_matrix, write_section
from frankpledge.strategy.changes.community import ViewWords, add_theme, record_view
from frankpledge.strategy.changes.findings import FindingWords, add_finding
from frankpledge.strategy.changes.matrices import adopt_matrix
from frankpledge.strategy.changes.priorities import Grounds, PriorityWords, TargetWords, add_priority, add_target
from frankpledge.strategy.changes.problems import ProblemWords, add_problem, score_problem
from frankpledge.strategy.changes.strategies import StepWords, StrategyWords, add_step, start_strategy
from frankpledge.strategy.models import Assessment, Finding, MatrixVersion, Priority, Problem, Score, Strategy
from tests.people import LONG_AGO, NOW, Cast
from tests.plans.sowing import sow

TODAY = NOW.date()


def acting(user: User, cast: Cast) -> Access:
    return access_for(user, cast.partnership.slug, today=TODAY)


@dataclass
class Room:
    """What a test of this room stands on."""

    cast: Cast
    plan: Plan
    analyst: Access
    board: Access
    assessment: Assessment
    strategy: Strategy

    def fresh(self) -> Room:
        self.assessment.refresh_from_db()
        self.strategy.refresh_from_db()
        return self

    def by(self, role: str) -> Access:
        return acting(self.cast[role], self.cast)


def furnish(cast: Cast, **words: object) -> Room:
    """An empty assessment and an empty strategy beside a small plan; both bodies are responsible authorities."""
    plan = sow(cast)
    for agency in (cast.council, cast.police):
        AgencyRole.objects.get_or_create(agency=agency, kind="responsible", starts_on=LONG_AGO)
    analyst = acting(cast["analyst"], cast)
    said = {"title": "Assessment", "starts_on": date(2025, 4, 1), "ends_on": date(2026, 3, 31), **words}
    assessment = begin_assessment(words=AssessmentWords(**said), by=analyst, now=NOW)  # type: ignore[arg-type]
    strategy = start_strategy(words=StrategyWords("Strategy", date(2026, 4, 1), date(2029, 3, 31)), by=analyst, now=NOW)
    return Room(cast, plan, analyst, acting(cast["board"], cast), assessment, strategy)


def finding(room: Room, text: str = "Thefts rose") -> Finding:
    words = FindingWords(text, "levels_and_patterns")
    return add_finding(assessment=room.assessment, words=words, by=room.analyst, now=NOW)


def problem(room: Room, title: str = "Theft from cars") -> Problem:
    return add_problem(assessment=room.assessment, words=ProblemWords(title), by=room.analyst, now=NOW)


def four_by_four(room: Room) -> MatrixVersion:
    """The 4×4 matrix, chosen for the assessment."""
    version = adopt_matrix(slug="four-by-four", by=room.analyst, now=NOW)
    choose_matrix(assessment=room.assessment, matrix=version, by=room.analyst, now=NOW)
    room.assessment.refresh_from_db()
    return version


def score(room: Room, of: Problem, role: str, impact: int, likelihood: int) -> Score:
    assert room.assessment.matrix is not None
    return score_problem(
        problem=of, matrix=room.assessment.matrix, points={"impact": str(impact), "likelihood": str(likelihood)},
        confidence="high", evidence="seen", version=0, by=room.by(role), now=NOW,
    )  # fmt: skip


def priority(room: Room, name: str = "Acquisitive crime", grounds: Grounds | None = None) -> Priority:
    return add_priority(
        strategy=room.strategy, words=PriorityWords(name, "Because"), grounds=grounds or Grounds(), by=room.analyst,
        now=NOW,
    )  # fmt: skip


def complete(room: Room) -> Room:
    """Everything the law asks for, in both."""
    for section in room.assessment.sections.all():
        write_section(section=section, text="Words", version=section.version, by=room.analyst, now=NOW)
    Assessment.objects.filter(pk=room.assessment.pk).update(last_plan=room.plan)
    theme = add_theme(name="Speeding", about="", by=room.analyst, now=NOW)
    record_view(
        assessment=room.assessment, words=ViewWords("A meeting", date(2025, 6, 1), "Cars go too fast", "Residents", 7),
        themes=[theme], by=room.analyst, now=NOW,
    )  # fmt: skip
    drawn = priority(room, grounds=Grounds([finding(room)]))
    add_target(
        priority=drawn, by=room.analyst, now=NOW,
        words=TargetWords("Thefts", date(2029, 3, 31), "thefts", Decimal(100), target=Decimal(80)),
    )  # fmt: skip
    Strategy.objects.filter(pk=room.strategy.pk).update(
        vision="Fewer thefts", success="By the figures", engagement="Two meetings", summary="In short"
    )
    for agency in Agency.objects.within(room.cast.partnership):
        add_step(strategy=room.strategy, words=StepWords(agency.pk, "Act", "Two people"), by=room.analyst, now=NOW)
    Assessment.objects.filter(pk=room.assessment.pk).update(summary="In short")
    return room.fresh()
