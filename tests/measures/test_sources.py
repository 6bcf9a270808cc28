"""Every source keeps the one contract; each of the plan's own answers as its description says."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import resolve

from frankpledge.measures.models import Indicator, Unit
from frankpledge.measures.periods import quarters_of
from frankpledge.measures.sources import Reading, Source, SourceForm, Verdict, due_dates, registry
from frankpledge.plans.models import Action, BudgetLine, Milestone, Plan, QuarterUpdate, QuarterUpdateVersion
from tests.measures.sowing import STARTS_ON, indicator
from tests.people import NOW, Cast
from tests.plans.sowing import objective, sow

Q1, Q2, Q3, Q4 = quarters_of(STARTS_ON)
IN_JUNE = datetime(2026, 6, 20, 9, 0, tzinfo=UTC)
every_source = pytest.mark.parametrize("source", registry.every(), ids=lambda source: source.slug)


@pytest.fixture
def plan(east: Cast) -> Plan:
    return sow(east)


def measured_by(plan: Plan, east: Cast, slug: str, *, ref: str | None = "1.1", **parameters: object) -> Indicator:
    return indicator(
        plan, east, ref, unit="percent", source=slug, parameters=parameters, trajectory="level", target=Decimal(80)
    )


def read(row: Indicator, period: object = Q1) -> Reading:
    source = registry.find(row.source)
    assert source is not None
    return source.value(row, period)  # type: ignore[arg-type]


@every_source
def test_a_source_says_what_it_is(source: Source) -> None:
    assert source.slug == source.slug.strip().lower()
    assert source.slug.count(".") == 1
    assert source.name
    assert source.description.endswith(".")
    assert source.unit in Unit.values
    assert issubclass(source.form, SourceForm)


@pytest.mark.django_db
@every_source
def test_a_source_asks_for_what_can_be_kept(source: Source, plan: Plan, east: Cast) -> None:
    row = indicator(plan, east, unit=source.unit, trajectory="level")
    form = source.form(indicator=row)
    answers = {name: field.initial for name, field in form.fields.items() if field.initial is not None}

    sent = source.form(answers, indicator=row)

    assert sent.is_valid(), sent.errors
    assert json.loads(json.dumps(sent.cleaned_data)) == sent.cleaned_data


@pytest.mark.django_db
@pytest.mark.parametrize("ref", ["1.1", None])
@every_source
def test_a_source_answers_honestly_of_a_plan_with_nothing_in_it(
    source: Source, ref: str | None, plan: Plan, east: Cast, django_assert_max_num_queries: object
) -> None:
    row = indicator(plan, east, ref, unit=source.unit, source=source.slug, trajectory="level")
    before = (row.plan, row.objective)
    assert before

    for period in quarters_of(plan.starts_on):
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            reading = source.value(row, period)

        assert (reading.value is None) == (reading.verdict is not Verdict.MEASURED)
        assert reading.verdict is Verdict.MEASURED or reading.note.endswith(".")
        for record in reading.records:
            assert record.words
            assert not record.url or resolve(record.url.split("#")[0])


@pytest.mark.django_db
@every_source
def test_a_source_names_nobody(source: Source, plan: Plan, east: Cast) -> None:
    furnished(plan)
    row = indicator(plan, east, None, unit=source.unit, source=source.slug, trajectory="level")

    reading = source.value(row, Q2)

    assert "canary" not in json.dumps([reading.note, *(record.words for record in reading.records)]).lower()


def furnished(plan: Plan) -> None:
    """Some of everything a source of the plan's own may count."""
    row = objective(plan, "1.1")
    step(plan, "1.1", date(2026, 5, 1), done=date(2026, 5, 1))
    QuarterUpdate.objects.create(objective=row, quarter="Q1", text="Done", changed_at=NOW, submitted_at=IN_JUNE)
    BudgetLine.objects.create(plan=plan, objective=row, funder="Home Office", allocated=100, paid=25, changed_at=NOW)


def step(plan: Plan, ref: str, due: date, *, done: date | None = None, action: Action | None = None) -> Milestone:
    return Milestone.objects.create(
        objective=objective(plan, ref), text="Print the cards", due_on=due, done_on=done, action=action
    )


def test_two_sources_may_not_share_a_name() -> None:
    class Other:
        slug, name = "plan.milestones-done", "Another"

    with pytest.raises(ValueError, match="two sources"):
        registry.add(Other())  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="another name"):
        registry.add(type("Person", (), {"slug": "person", "name": "People"})())  # type: ignore[arg-type]


@pytest.mark.django_db
def test_milestones_are_counted_by_the_end_of_the_quarter(plan: Plan, east: Cast) -> None:
    step(plan, "1.1", date(2026, 5, 1), done=date(2026, 5, 9))
    late = step(plan, "1.1", date(2026, 6, 30), done=date(2026, 7, 1))
    dropped = step(plan, "1.1", date(2026, 6, 1))
    dropped.dropped_on = date(2026, 6, 2)
    dropped.save()
    step(plan, "2.1", date(2026, 5, 1))
    own = measured_by(plan, east, "plan.milestones-done", scope="objective")
    whole = measured_by(plan, east, "plan.milestones-done", ref=None, scope="plan")

    first, second, all_of_it = read(own), read(own, Q2), read(whole)

    assert (first.value, first.numerator, first.denominator) == (50, 1, 2)
    assert "1 given up on" in first.note
    assert second.value == 100  # the late one was done by the end of the second quarter
    assert (all_of_it.numerator, all_of_it.denominator) == (1, 3)
    assert any("not done by then" in record.words for record in first.records)
    assert first.records[0].url.endswith(f"/objectives/{late.objective_id}/#milestones")


@pytest.mark.django_db
def test_where_no_milestone_was_due_nothing_is_claimed(plan: Plan, east: Cast) -> None:
    reading = read(measured_by(plan, east, "plan.milestones-done"))

    assert (reading.verdict, reading.value) == (Verdict.TOO_LITTLE, None)


@pytest.mark.django_db
def test_an_action_is_finished_when_each_of_its_milestones_is(plan: Plan, east: Cast) -> None:
    one, other, *_ = Action.objects.filter(objective=objective(plan, "1.1"))
    step(plan, "1.1", date(2026, 5, 1), done=date(2026, 5, 1), action=one)
    step(plan, "1.1", date(2026, 5, 1), done=date(2026, 5, 1), action=other)
    step(plan, "1.1", date(2026, 9, 1), action=other)

    reading = read(measured_by(plan, east, "plan.actions-finished"))

    assert (reading.numerator, reading.denominator) == (1, 2)
    assert "have no milestone and are left out" in reading.note


@pytest.mark.django_db
def test_an_update_is_in_time_by_its_first_sending(plan: Plan, east: Cast) -> None:
    in_time, late = objective(plan, "1.1"), objective(plan, "2.1")
    due = Q1.last + timedelta(days=21)
    for row, at in ((in_time, due), (late, due + timedelta(days=1))):
        sent = datetime(at.year, at.month, at.day, 9, tzinfo=UTC)
        QuarterUpdate.objects.create(
            objective=row, quarter="Q1", text="Done", changed_at=NOW, submitted_at=sent, state="approved"
        )

    reading = read(measured_by(plan, east, "plan.updates-on-time", ref=None, scope="plan", days_after=21))

    assert (reading.numerator, reading.denominator) == (1, 4)
    assert any("late" in record.words for record in reading.records)


@pytest.mark.django_db
def test_the_day_a_round_set_goes_before_the_rule(plan: Plan, east: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    QuarterUpdate.objects.create(
        objective=objective(plan, "1.1"), quarter="Q1", text="Done", changed_at=NOW, submitted_at=IN_JUNE
    )
    monkeypatch.setattr(due_dates, "_told", [])
    due_dates.tell_by(lambda plan, quarter: date(2026, 6, 19) if quarter == "Q1" else None)

    reading = read(measured_by(plan, east, "plan.updates-on-time", scope="objective"))

    assert (reading.value, reading.note) == (0, "Due by 19 June 2026.")


@pytest.mark.django_db
def test_before_updates_were_asked_for_the_first_wording_counts(plan: Plan, east: Cast) -> None:
    update = QuarterUpdate.objects.create(objective=objective(plan, "1.1"), quarter="Q1", text="Done", changed_at=NOW)
    QuarterUpdateVersion.objects.create(update=update, version=1, text="Done", written_by="user:1", written_at=IN_JUNE)

    assert read(measured_by(plan, east, "plan.updates-on-time", scope="objective")).value == 100


@pytest.mark.django_db
def test_money_is_a_share_of_what_was_allocated(plan: Plan, east: Cast) -> None:
    furnished(plan)
    BudgetLine.objects.create(plan=plan, funder="County", allocated=300, committed=300, paid=0, changed_at=NOW)

    of_all = read(measured_by(plan, east, "plan.money-spent", ref=None, scope="plan", stage="paid"))
    of_one = read(measured_by(plan, east, "plan.money-spent", ref=None, scope="plan", funder="home office"))

    assert (of_all.value, of_all.numerator, of_all.denominator) == (Decimal("6.25"), 25, 400)
    assert (of_one.value, of_one.as_of) == (25, NOW.date())
