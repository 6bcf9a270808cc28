"""What holds of milestones, risks, money and themes: nothing flatters, and every total agrees with every other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frankpledge.audit.models import Entry
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import NotAllowed
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.plans.changes.money import BudgetWords, add_budget_line, edit_budget_line, remove_budget_line
from frankpledge.plans.changes.risks import RiskWords, add_risk, close_risk, edit_risk, review_risk
from frankpledge.plans.changes.steps import (
    Mark,
    MilestoneWords,
    add_milestone,
    edit_milestone,
    mark_milestone,
    remove_milestone,
)
from frankpledge.plans.changes.themes import (
    ThemeWords,
    add_theme,
    remove_theme,
    set_objective_themes,
    set_theme_objectives,
)
from frankpledge.plans.models import BudgetLine, Milestone, Plan, ThemeLink
from frankpledge.plans.queries.money import MoneyLine, Sums, added_up, money_of
from frankpledge.plans.queries.steps import StepState, steps_of, tally
from frankpledge.plans.queries.themes import themes_of
from tests.people import NOW, Cast
from tests.plans.living import TODAY, adopt, adopted, machine, who
from tests.plans.sowing import objective, sow

JUNE, JULY = date(2026, 6, 30), date(2026, 7, 31)


def meet(plan: Plan, there: Cast, ref: str = "1.1", due_on: date = JUNE) -> Milestone:
    return add_milestone(
        objective=objective(plan, ref), words=MilestoneWords("Meet", due_on), by=machine(there), now=NOW
    )


def test_a_milestone_is_late_from_the_day_after_and_done_late_is_said_so(east: Cast) -> None:
    plan = sow(east)
    made = meet(plan, east)
    assert steps_of(plan).milestones[0].state(JUNE) is StepState.SOON
    assert steps_of(plan).milestones[0].state(date(2026, 7, 1)) is StepState.LATE

    mark_milestone(
        milestone=made, mark=Mark.DONE, on=JULY, note="Minutes", version=1, by=machine(east), now=NOW, today=TODAY
    )

    assert steps_of(plan).milestones[0].state(TODAY) is StepState.DONE_LATE
    assert steps_of(plan).milestones[0].state(date(2026, 7, 1)) is StepState.LATE
    assert (tally(steps_of(plan).milestones, TODAY).done, tally(steps_of(plan).milestones, TODAY).late) == (1, 0)


def test_giving_up_needs_a_reason_and_nothing_is_done_tomorrow(east: Cast) -> None:
    made = meet(sow(east), east)
    for mark, on in ((Mark.DROPPED, JUNE), (Mark.DONE, date(2026, 11, 23))):
        with pytest.raises(PlanRefused):
            mark_milestone(milestone=made, mark=mark, on=on, note="", version=1, by=machine(east), now=NOW, today=TODAY)


def test_once_adopted_a_day_moves_with_a_reason_and_the_first_promise_stays(east: Cast) -> None:
    plan = sow(east)
    made = meet(plan, east)
    moved = edit_milestone(milestone=made, words=MilestoneWords("Meet", JULY), version=1, by=machine(east), now=NOW)
    assert moved.first_due_on is None
    adopt(plan, machine(east))
    later = MilestoneWords("Meet", date(2026, 9, 30))
    with pytest.raises(PlanRefused):
        edit_milestone(milestone=made, words=later, version=2, by=machine(east), now=NOW)

    moved = edit_milestone(
        milestone=made, words=later, moved_why="The hall burnt", version=2, by=machine(east), now=NOW
    )

    assert (moved.first_due_on, moved.moved_why) == (JULY, "The hall burnt")
    with pytest.raises(PlanRefused, match="given up"):
        remove_milestone(milestone=made, version=3, by=machine(east), now=NOW)


def test_a_milestone_is_marked_by_those_who_write_the_update(east: Cast) -> None:
    made = meet(adopted(east), east)
    said = {"milestone": made, "mark": Mark.DONE, "on": JUNE, "note": "", "now": NOW, "today": TODAY}

    with pytest.raises(NotAllowed):
        mark_milestone(**said, version=1, by=who(east["other_contributor"], east))  # type: ignore[arg-type]
    done = mark_milestone(**said, version=1, by=who(east["contributor"], east))  # type: ignore[arg-type]
    with pytest.raises(EditedMeanwhile):
        mark_milestone(**said, version=1, by=who(east["manager"], east))  # type: ignore[arg-type]

    assert done.done_by == east["contributor"].audit_key


def test_a_risk_is_scored_reviewed_and_closed(east: Cast) -> None:
    plan, by = adopted(east), machine(east)
    with pytest.raises(PlanRefused):
        add_risk(plan=plan, objective=None, words=RiskWords("Rain", 6, 1), reviewed_on=JUNE, by=by, now=NOW)
    risk = add_risk(plan=plan, objective=None, words=RiskWords("Rain", 4, 5), reviewed_on=JUNE, by=by, now=NOW)
    edit_risk(risk=risk, words=RiskWords("Hail", 4, 5), version=1, by=by, now=NOW)
    said = {"likelihood": 2, "impact": 5, "mitigation": "Tents", "by": by, "now": NOW, "today": TODAY}
    with pytest.raises(PlanRefused):
        review_risk(risk=risk, on=date(2026, 6, 1), version=2, **said)  # type: ignore[arg-type]

    review_risk(risk=risk, on=JULY, version=2, **said)  # type: ignore[arg-type]
    close_risk(risk=risk, on=TODAY, version=3, by=by, now=NOW, today=TODAY)

    line = steps_of(plan).risks[0]
    assert (line.text, line.score, line.reviewed_on, line.is_open) == ("Hail", 10, JULY, False)


def test_the_plans_own_risk_is_not_an_agencys_to_change(east: Cast) -> None:
    plan, lead = adopted(east), who(east["lead_officer"], east)
    words = RiskWords("Rain", 1, 1)
    add_risk(plan=plan, objective=objective(plan, "1.1"), words=words, reviewed_on=JUNE, by=lead, now=NOW)

    for place in (None, objective(plan, "2.1")):
        with pytest.raises(NotAllowed):
            add_risk(plan=plan, objective=place, words=words, reviewed_on=JUNE, by=lead, now=NOW)


amount = st.decimals(min_value=0, max_value=10**6, places=2)
sums = st.builds(Sums, amount, amount, amount, amount)
lines = st.lists(
    st.builds(
        MoneyLine,
        pk=st.integers(1, 99), funder=st.sampled_from(["A", "B"]), purpose=st.just(""), agency=st.just(""),
        objective=st.one_of(st.none(), st.integers(1, 3)), ref=st.just(""),
        section=st.one_of(st.none(), st.integers(1, 2)), action=st.one_of(st.none(), st.integers(1, 3)),
        action_text=st.just(""), sums=sums, version=st.just(1),
    ),
    max_size=12,
)  # fmt: skip


@given(lines)
def test_every_cut_of_the_money_adds_up_to_the_same_total(those: list[MoneyLine]) -> None:
    money = added_up(those)

    for cut in (money.by_funder, money.by_section, money.by_objective, money.by_action):
        assert sum(cut.values(), Sums()) == money.total


def test_more_paid_than_invoiced_is_kept_and_warned_of(east: Cast) -> None:
    plan, by = adopted(east), machine(east)
    words = BudgetWords("Fund", allocated=Decimal(10), committed=Decimal(8), invoiced=Decimal(5))
    line = add_budget_line(plan=plan, objective=objective(plan, "1.1"), words=words, by=by, now=NOW)

    paid = BudgetWords("Fund", allocated=Decimal(10), committed=Decimal(8), invoiced=Decimal(5), paid=Decimal("5.01"))
    edit_budget_line(line=line, words=paid, version=1, by=by, now=NOW)

    assert money_of(plan).total.warnings == ("More is paid than was invoiced",)
    assert Entry.objects.get(event="budget.changed").after == {"paid": "5.01"}
    with pytest.raises(PlanRefused, match="stays"):
        remove_budget_line(line=BudgetLine.objects.get(), version=2, by=by, now=NOW)


def test_an_amount_below_nothing_or_another_objectives_action_is_refused(east: Cast) -> None:
    plan, by = adopted(east), machine(east)
    other = objective(plan, "1.1").actions.first()
    for words in (BudgetWords("Fund", paid=Decimal(-1)), BudgetWords(" "), BudgetWords("Fund", action=other)):
        with pytest.raises(PlanRefused):
            add_budget_line(plan=plan, objective=objective(plan, "2.1"), words=words, by=by, now=NOW)


def test_a_theme_counts_each_objective_once_and_the_totals_are_the_plans(east: Cast) -> None:
    plan, by = adopted(east), machine(east)
    first, second = (add_theme(words=ThemeWords(name), by=by, now=NOW) for name in ("First", "Second"))
    rows = {ref: objective(plan, ref) for ref in ("1.1", "2.1", "3.1")}
    set_theme_objectives(theme=first, plan=plan, objectives=[rows["1.1"], rows["2.1"]], by=by, now=NOW)
    set_theme_objectives(theme=second, plan=plan, objectives=[rows["2.1"], rows["3.1"]], by=by, now=NOW)
    for ref in ("1.1", "2.1", "2.2"):
        meet(plan, east, ref)
        words = BudgetWords("Fund", allocated=Decimal("10.10"))
        add_budget_line(plan=plan, objective=objective(plan, ref), words=words, by=by, now=NOW)
    add_budget_line(plan=plan, objective=None, words=BudgetWords("Fund", paid=Decimal(1)), by=by, now=NOW)

    rolled = themes_of(plan, TODAY)

    assert [[one.ref for one in row.primary] for row in rolled.rows] == [["1.1", "2.1"], ["3.1"], ["2.2"]]
    assert [[one.ref for one in row.also] for row in rolled.themes] == [[], ["2.1"]]
    assert sum(len(row.primary) for row in rolled.rows) == rolled.objectives == 4
    assert sum((row.money for row in rolled.rows), Sums()) == rolled.money == money_of(plan).total
    assert sum(row.steps.planned for row in rolled.rows) == rolled.steps.planned == 3


def test_an_objective_that_loses_its_primary_theme_counts_under_one_left(east: Cast) -> None:
    plan, by = adopted(east), machine(east)
    first, second = (add_theme(words=ThemeWords(name), by=by, now=NOW) for name in ("First", "Second"))
    row = objective(plan, "1.1")
    with pytest.raises(PlanRefused):
        set_objective_themes(objective=row, themes=[first], primary=second, by=by, now=NOW)
    set_objective_themes(objective=row, themes=[first, second], primary=first, by=by, now=NOW)

    set_theme_objectives(theme=first, plan=plan, objectives=[], by=by, now=NOW)

    assert ThemeLink.objects.get(objective=row).theme == second
    assert ThemeLink.objects.get(objective=row).is_primary
    with pytest.raises(PlanRefused):
        remove_theme(theme=second, version=1, by=by, now=NOW)
    remove_theme(theme=first, version=1, by=by, now=NOW)
