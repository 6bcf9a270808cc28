"""A finding of the plan's blank column does not stand where an indicator supplies what is missing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from frankpledge.accounts.models import User
from frankpledge.measures.changes import retire_indicator
from frankpledge.measures.queries import gaps
from frankpledge.plans.models import Plan, PlanFinding
from frankpledge.plans.queries.life import missing_from
from frankpledge.plans.queries.standing import standing_findings
from tests.measures.sowing import everywhere, indicator
from tests.people import NOW, Cast
from tests.plans.sowing import objective, sow

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
PLAN = "/p/east/plans/2026-2027/"


@pytest.fixture
def plan(east: Cast) -> Plan:
    return sow(east)


def standing(plan: Plan, ref: str = "1.1") -> set[str]:
    """Which of the two findings an indicator may answer still stand."""
    found = standing_findings().filter(plan=plan, ref=ref, code__in=["no-target", "no-indicator"])
    return set(found.values_list("code", flat=True))


def test_an_indicator_with_its_target_answers_both_findings_of_its_own_objective_alone(plan: Plan, east: Cast) -> None:
    kept = list(PlanFinding.objects.filter(plan=plan).values_list("pk", "code"))

    indicator(plan, east)

    assert standing(plan) == set()
    assert standing(plan, "2.2") == {"no-target", "no-indicator"}
    assert list(PlanFinding.objects.filter(plan=plan).values_list("pk", "code")) == kept


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ({"target": None}, {"no-target"}),
        ({"target": None, "trajectory": "stated", "trajectory_values": ("", "", "", "5")}, set()),
        ({"target": None, "trajectory": "stated", "trajectory_values": ("", "", "", "")}, {"no-target"}),
        ({"is_contextual": True}, {"no-target", "no-indicator"}),
    ],
)
def test_what_stands_agrees_with_what_the_indicators_say_is_lacking(
    plan: Plan, east: Cast, said: dict[str, object], left: set[str]
) -> None:
    indicator(plan, east, **said)

    assert standing(plan) == left
    assert {gap.lack for gap in gaps(plan) if gap.ref == "1.1"} == ({sorted(left)[0]} if left else set())


def test_a_finding_stands_again_when_its_indicator_is_retired(plan: Plan, east: Cast) -> None:
    row = indicator(plan, east)

    retire_indicator(indicator=row, reason="No longer counted", version=row.version, by=everywhere(east), now=NOW)

    assert standing(plan) == {"no-target", "no-indicator"}


def test_findings_of_the_plan_as_a_whole_stand_whatever_indicators_there_are(plan: Plan, east: Cast) -> None:
    whole = set(PlanFinding.objects.filter(plan=plan, objective=None).values_list("pk", flat=True))

    indicator(plan, east, None)
    indicator(plan, east)

    assert whole
    assert whole <= set(standing_findings().values_list("pk", flat=True))
    assert standing(plan, "3.1") == {"no-target", "no-indicator"}


def test_every_page_counts_an_attached_indicator_as_there(plan: Plan, east: Cast, signed_in: SignedIn) -> None:
    client = signed_in(east["manager"])
    lacking = next(each for each in missing_from(plan) if each.code == "no-target")

    indicator(plan, east)

    plan_page = client.get(f"{PLAN}?gap=no-target").content.decode()
    assert "<strong>2 of 4</strong> have a target" in plan_page
    assert f'id="o{objective(plan, "1.1").pk}"' not in plan_page
    left = next(each for each in missing_from(plan) if each.code == "no-target")
    assert (lacking.refs, left.refs) == (("1.1", "2.2", "3.1"), ("2.2", "3.1"))
    findings = client.get(f"{PLAN}findings/?code=no-target").content.decode()
    assert "No target: 1 objective, answered by the target of an indicator attached to the objective" in findings
    assert "<strong>1.1</strong>" not in findings
    assert "1.1," not in client.get(f"{PLAN}findings.csv?code=no-indicator").content.decode()
    own = client.get(f"{PLAN}objectives/{objective(plan, '1.1').pk}/")
    assert "It has no target." not in [each.finding.message for each in own.context["findings"]]
    assert "So the plan's own words say; it is answered by an indicator attached" in own.content.decode().replace(
        "&#x27;", "'"
    )
