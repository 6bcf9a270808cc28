"""Figures entered, corrected, computed, revised late, published and judged: no earlier one is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.measures.changes import (
    MeasureRefused,
    judge_quarter,
    publish_values,
    refresh_indicator,
    refresh_plan,
    retire_indicator,
    write_value,
)
from frankpledge.measures.changes.values import record_reading
from frankpledge.measures.models import Indicator, IndicatorValue, IndicatorValueVersion, Judgement
from frankpledge.measures.periods import periods_of, quarter_period, quarters_of
from frankpledge.measures.queries import ratings_of
from frankpledge.measures.rating import Rag
from frankpledge.measures.reading import Reading, Verdict
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.plans.models import Milestone, Plan
from tests.measures.sowing import STARTS_ON, everywhere, indicator, value
from tests.people import NOW, Cast
from tests.plans.sowing import objective, sow

Accessing = Callable[[User, Cast], Access]
pytestmark = pytest.mark.django_db
Q1, Q2, Q3, Q4 = quarters_of(STARTS_ON)


@pytest.fixture
def plan(east: Cast) -> Plan:
    return sow(east)


def versions(row: IndicatorValue) -> list[IndicatorValueVersion]:
    return list(IndicatorValueVersion.objects.filter(of=row).order_by("version"))


def test_a_correction_stands_beside_the_earlier_figure_with_its_reason(plan: Plan, east: Cast) -> None:
    row, by = indicator(plan, east), everywhere(east)
    value(row, "Q1", 220, by=by)

    with pytest.raises(MeasureRefused, match="Say why"):
        value(row, "Q1", 221, by=by)
    corrected = value(row, "Q1", 221, by=by, reason="One was filed late.")

    assert [(each.value, each.reason) for each in versions(corrected)] == [(220, ""), (221, "One was filed late.")]
    assert Entry.objects.filter(event="indicator_value.written").count() == 2


def test_the_same_figure_again_makes_no_version(plan: Plan, east: Cast) -> None:
    row, by = indicator(plan, east), everywhere(east)

    value(row, "Q1", 220, by=by)
    again = value(row, "Q1", 220, by=by)

    assert again.version == 1


def test_two_who_enter_a_value_at_once_do_not_overwrite_each_other(plan: Plan, east: Cast) -> None:
    row, by = indicator(plan, east), everywhere(east)
    value(row, "Q1", 220, by=by, version=0)

    with pytest.raises(EditedMeanwhile):
        value(row, "Q1", 230, by=by, version=0)


def test_a_share_is_worked_out_from_its_counts(plan: Plan, east: Cast) -> None:
    row = indicator(plan, east, unit="percent", trajectory="level", decimals=1)

    kept = value(row, "Q1", None, by=everywhere(east), numerator=Decimal(1), denominator=Decimal(3))

    assert kept.value == Decimal("33.3333")


@pytest.mark.parametrize(
    ("unit", "said", "field"),
    [
        ("percent", {"figure": 40, "numerator": 1, "denominator": 3}, "value"),  # it makes 33.3
        ("percent", {"figure": None, "numerator": 4, "denominator": 3}, "numerator"),
        ("percent", {"figure": None, "numerator": 0, "denominator": 0}, "denominator"),
        ("percent", {"figure": None, "numerator": -1, "denominator": 3}, "numerator"),
        ("percent", {"figure": None}, "value"),
        ("yes_no", {"figure": 2}, "value"),
        ("number", {"figure": 10**13}, "value"),
        ("number", {"figure": 1, "as_of": NOW.date() + timedelta(days=1)}, "as_of"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(
    unit: str, said: dict[str, Any], field: str, plan: Plan, east: Cast
) -> None:
    row = indicator(plan, east, unit=unit, trajectory="level", target=Decimal(1))
    counts = {name: Decimal(said[name]) for name in ("numerator", "denominator") if name in said}
    more = {**counts, **({"as_of": said["as_of"]} if "as_of" in said else {})}

    with pytest.raises(MeasureRefused) as refused:
        value(row, "Q1", said["figure"], by=everywhere(east), **more)

    assert refused.value.field == field


def test_a_quarter_that_has_not_begun_has_no_figure(plan: Plan, east: Cast) -> None:
    with pytest.raises(MeasureRefused, match="has not begun"):
        value(indicator(plan, east), "Q4", 1, by=everywhere(east))


def test_a_period_of_another_year_is_refused(plan: Plan, east: Cast) -> None:
    elsewhere = quarter_period(date(2025, 4, 1), "Q1")

    with pytest.raises(MeasureRefused, match="no quarter, month or year of this plan"):
        write_value(
            indicator=indicator(plan, east), period=elsewhere, value=Decimal(1), as_of=None, by=everywhere(east),
            now=NOW,
        )  # fmt: skip


def test_a_month_and_the_year_may_have_figures_of_their_own(plan: Plan, east: Cast) -> None:
    row, by = indicator(plan, east, frequency="month"), everywhere(east)
    named = periods_of(STARTS_ON)

    for name in ("2026-05", "year"):
        write_value(
            indicator=row, period=named[name], value=Decimal(70), as_of=date(2026, 6, 1), by=by, now=NOW
        )  # fmt: skip

    assert set(IndicatorValue.objects.values_list("kind", flat=True)) == {"month", "year"}


def test_a_contributor_writes_for_what_their_agency_leads(plan: Plan, east: Cast, access: Accessing) -> None:
    value(indicator(plan, east), "Q1", 1, by=access(east["contributor"], east))

    with pytest.raises(NotAllowed):
        value(indicator(plan, east, "2.1"), "Q1", 1, by=access(east["contributor"], east))


def test_a_retired_indicator_takes_no_more_values(plan: Plan, east: Cast) -> None:
    row = retire_indicator(indicator=indicator(plan, east), reason="Gone.", version=1, by=everywhere(east), now=NOW)

    with pytest.raises(MeasureRefused, match="retired"):
        value(row, "Q1", 1, by=everywhere(east))


def computed(plan: Plan, east: Cast, slug: str = "plan.milestones-done", **said: Any) -> Indicator:
    return indicator(plan, east, unit="percent", source=slug, trajectory="level", target=Decimal(80), **said)


def milestone(plan: Plan, done: date | None = None) -> Milestone:
    return Milestone.objects.create(
        objective=objective(plan, "1.1"), text="Print", due_on=date(2026, 5, 1), done_on=done
    )


def test_a_night_on_which_the_source_says_the_same_writes_nothing(plan: Plan, east: Cast) -> None:
    milestone(plan, date(2026, 5, 1))
    row, by = computed(plan, east), everywhere(east)

    first = refresh_indicator(indicator=row, by=by, now=NOW)
    second = refresh_indicator(indicator=row, by=by, now=NOW + timedelta(days=1))

    assert (first, second) == (3, 0)  # the fourth quarter has not begun
    assert set(IndicatorValue.objects.values_list("version", flat=True)) == {1}


def test_another_figure_for_a_settled_quarter_is_a_late_revision(plan: Plan, east: Cast) -> None:
    step = milestone(plan)
    row, by = computed(plan, east), everywhere(east)
    refresh_indicator(indicator=row, by=by, now=NOW)
    step.done_on = date(2026, 6, 1)  # it was done, and nobody had said so
    step.save()

    refresh_indicator(indicator=row, by=by, now=NOW)

    settled = IndicatorValue.objects.get(indicator=row, quarter="Q1")
    running = IndicatorValue.objects.get(indicator=row, quarter="Q3")
    assert [each.value for each in versions(settled)] == [0, 100]
    assert (settled.is_late_revision, running.is_late_revision) == (True, False)
    assert Entry.objects.filter(event="indicator_value.revised_late").exists()


def test_a_figure_within_its_lag_is_not_late(plan: Plan, east: Cast) -> None:
    step = milestone(plan)
    row, by = computed(plan, east, lag_days=365), everywhere(east)
    refresh_indicator(indicator=row, by=by, now=NOW)
    step.done_on = date(2026, 6, 1)
    step.save()

    refresh_indicator(indicator=row, by=by, now=NOW)

    assert not IndicatorValue.objects.filter(is_late_revision=True).exists()


def recorded(row: Indicator, by: Access, *, figure: int | None, note: str = "") -> IndicatorValue | None:
    """What a source says of the first quarter, long over."""
    verdict = Verdict.TOO_LITTLE if figure is None else Verdict.MEASURED
    said = Reading(None if figure is None else Decimal(figure), Q1.last, verdict, note=note)
    return record_reading(indicator=row, period=Q1, reading=said, is_settled=True, by=by, now=NOW)


def test_the_first_figure_of_a_settled_quarter_that_had_none_is_no_revision(plan: Plan, east: Cast) -> None:
    row, by = computed(plan, east), everywhere(east)
    assert recorded(row, by, figure=None, note="Not loaded yet: June 2026.")

    first = recorded(row, by, figure=40)

    assert first is not None
    assert (first.value, first.is_late_revision) == (40, False)


def test_other_words_beside_the_same_figure_are_kept_and_are_no_revision(plan: Plan, east: Cast) -> None:
    row, by = computed(plan, east), everywhere(east)
    recorded(row, by, figure=40, note="It stands alone.")

    said = recorded(row, by, figure=40, note="No real change: 40 against 38.")

    assert said is not None
    assert [each.note for each in versions(said)] == ["It stands alone.", "No real change: 40 against 38."]
    assert not said.is_late_revision
    assert recorded(row, by, figure=40, note="No real change: 40 against 38.") is None


def test_a_late_revision_stays_one_when_only_its_words_change(plan: Plan, east: Cast) -> None:
    row, by = computed(plan, east), everywhere(east)
    recorded(row, by, figure=40)
    recorded(row, by, figure=44)

    said = recorded(row, by, figure=44, note="Two files were sent again.")

    assert said is not None
    assert said.is_late_revision
    assert versions(said)[-1].reason == "Computed again."


def test_the_published_figure_stays_beside_the_revised_one(plan: Plan, east: Cast) -> None:
    step = milestone(plan)
    row, by = computed(plan, east), everywhere(east)
    refresh_indicator(indicator=row, by=by, now=NOW)
    assert publish_values(plan=plan, quarter="Q1", by=by, now=NOW) == 1
    assert publish_values(plan=plan, quarter="Q1", by=by, now=NOW) == 0
    step.done_on = date(2026, 6, 1)
    step.save()

    refresh_indicator(indicator=row, by=by, now=NOW)
    rating = ratings_of(plan, [row], "Q1")[row.pk]

    assert (rating.value, rating.published, rating.is_published, rating.is_late_revision) == (100, 0, True, True)


def test_only_whoever_runs_the_quarter_publishes_its_figures(plan: Plan, east: Cast, access: Accessing) -> None:
    with pytest.raises(NotAllowed):
        publish_values(plan=plan, quarter="Q1", by=access(east["analyst"], east), now=NOW)


def test_what_knows_only_the_present_is_not_asked_of_the_past(plan: Plan, east: Cast) -> None:
    row = computed(plan, east, "plan.money-spent")

    refresh_indicator(indicator=row, by=everywhere(east), now=NOW)

    assert list(IndicatorValue.objects.values_list("quarter", flat=True)) == ["Q3"]


def test_nobody_writes_over_what_a_source_computes(plan: Plan, east: Cast) -> None:
    with pytest.raises(MeasureRefused, match="computed"):
        value(computed(plan, east), "Q1", 99, by=everywhere(east))


def test_a_persons_figure_of_a_quarter_that_is_over_outlives_a_change_of_source(plan: Plan, east: Cast) -> None:
    row, by = indicator(plan, east, unit="percent", trajectory="level", target=Decimal(80)), everywhere(east)
    value(row, "Q1", 60, by=by)
    Indicator.objects.filter(pk=row.pk).update(source="plan.milestones-done")
    milestone(plan)

    refresh_indicator(indicator=row, by=by, now=NOW)

    assert IndicatorValue.objects.get(indicator=row, quarter="Q1").value == 60


def test_a_source_that_fails_does_not_keep_the_others_from_their_figures(
    plan: Plan, east: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from frankpledge.measures.sources.steps import ActionsFinished

    def fail(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(ActionsFinished, "value", fail)
    computed(plan, east, "plan.actions-finished")
    milestone(plan)
    computed(plan, east)

    assert refresh_plan(plan=plan, by=everywhere(east), now=NOW) == 3


def judged(
    row: Indicator, by: Access, rag: Rag | None = Rag.ON_TRACK, why: str = "The van was off the road."
) -> Judgement:
    return judge_quarter(indicator=row, quarter="Q1", judged=rag, why=why, by=by, now=NOW)


def test_a_judgement_stands_beside_the_rule_and_neither_goes_alone(plan: Plan, east: Cast) -> None:
    row, by = indicator(plan, east), everywhere(east)
    value(row, "Q1", 300, by=by)

    judgement = judged(row, by)
    rating = ratings_of(plan, [row], "Q1")[row.pk]

    assert (rating.rag, rating.judged, rating.judged_why) == (Rag.OFF_TRACK, Rag.ON_TRACK, "The van was off the road.")
    assert rating.stands is Rag.ON_TRACK
    assert (judgement.rule_said, judgement.value_version) == (Rag.OFF_TRACK, 1)


def test_a_judgement_is_taken_back_with_a_reason_and_stays_in_the_history(plan: Plan, east: Cast) -> None:
    row, by = indicator(plan, east), everywhere(east)
    value(row, "Q1", 300, by=by)
    judged(row, by)

    judged(row, by, None, "The board did not agree.")

    assert ratings_of(plan, [row], "Q1")[row.pk].judged is None
    assert Judgement.objects.filter(indicator=row).count() == 2


@pytest.mark.parametrize(
    ("rag", "why", "said", "match"),
    [
        (Rag.ON_TRACK, " ", {}, "Say why"),
        (Rag.NOT_RATED, "Because.", {}, "Choose on track"),
        (Rag.OFF_TRACK, "Because.", {}, "what the rule says already"),
        (Rag.ON_TRACK, "Because.", {"is_contextual": True}, "watched"),
        (None, "Because.", {}, "nothing to take back"),
    ],
)
def test_a_judgement_that_says_nothing_is_refused(
    rag: Rag | None, why: str, said: dict[str, Any], match: str, plan: Plan, east: Cast
) -> None:
    row, by = indicator(plan, east, **said), everywhere(east)
    value(row, "Q1", 300, by=by)

    with pytest.raises(MeasureRefused, match=match):
        judged(row, by, rag, why)


def test_an_analyst_writes_values_and_judges_nothing(plan: Plan, east: Cast, access: Accessing) -> None:
    row = indicator(plan, east)
    value(row, "Q1", 300, by=access(east["analyst"], east))

    with pytest.raises(NotAllowed):
        judged(row, access(east["analyst"], east))
