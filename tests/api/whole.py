"""A partnership with something behind every address that a program may ask."""

from __future__ import annotations

from datetime import timedelta

from frankpledge.delivery.models import KINDS
from frankpledge.insight.made_up import load_made_up
from frankpledge.measures.models import Indicator
from frankpledge.partners.access import access_by_command
from frankpledge.plans.models import Milestone, Plan
from frankpledge.records.changes.records import add_record
from frankpledge.reporting.changes.recommendations import RecommendationWords, add_recommendation
from frankpledge.reporting.changes.reports import Prepared, keep
from frankpledge.reporting.content import to_json
from frankpledge.reporting.models import Story
from frankpledge.reporting.writing import write
from frankpledge.strategy.changes.assessments import AssessmentWords, begin_assessment
from frankpledge.strategy.changes.strategies import StrategyWords, start_strategy
from tests.people import NOW, Cast
from tests.plans.sowing import objective
from tests.reporting.made_up import content
from tests.reporting.quarter import told


def whole(cast: Cast) -> tuple[Plan, dict[str, int]]:
    """The plan, and the number of one of each thing that an address names by the words before ``{pk}``."""
    load_made_up(cast.partnership, now=NOW, months=("2008-07",), small=True, extract=False)
    plan, by, day = told(cast), access_by_command("test", cast.partnership), NOW.date()
    made = content()
    report = keep(
        plan=plan, prepared=Prepared(made, to_json(made), (("csv", write(made, "csv")),)), reason="", by=by, now=NOW
    )
    Story.objects.create(
        plan=plan, quarter="Q1", objective=objective(plan, "1.1"), group=cast.comms, found="milestone:1",
        headline="Done", text="Done on time.", found_at=NOW, state=Story.State.CLEARED,
    )  # fmt: skip
    words = RecommendationWords("Scrutiny", day, "Do more", day + timedelta(days=28))
    add_recommendation(words=words, objective=None, report=report, by=by, now=NOW)
    year_ago = day - timedelta(days=365)
    assessment = begin_assessment(words=AssessmentWords("Assessment", year_ago, day), by=by, now=NOW)
    start_strategy(words=StrategyWords("Strategy", day, day + timedelta(days=1000)), by=by, now=NOW)
    values = {"title": "Street briefing", "starts_on": day, "sort": "briefing", "lead_agency": cast.council}
    recorded = add_record(kind=KINDS["events"], values=values, by=by, now=NOW)
    return plan, {
        "objectives": objective(plan, "1.1").pk,
        "milestones": Milestone.objects.earliest("pk").pk,
        "indicators": Indicator.objects.earliest("pk").pk,
        "assessments": assessment.pk,
        "reports": report.pk,
        "records": recorded.pk,
    }
