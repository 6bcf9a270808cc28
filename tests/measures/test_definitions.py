"""Indicators added, edited, retired, brought back and carried on: every definition kept, every change audited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.measures.changes import (
    MeasureRefused,
    add_indicator,
    bring_back_indicator,
    carry_indicators,
    edit_indicator,
    retire_indicator,
)
from frankpledge.measures.changes.definitions import words_of
from frankpledge.measures.models import Indicator, IndicatorVersion
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.plans.models import Plan
from tests.measures.sowing import everywhere, indicator, words
from tests.people import NOW, Cast
from tests.plans.sowing import objective, sow

Accessing = Callable[[User, Cast], Access]
pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(east: Cast) -> Plan:
    return sow(east)


def test_an_edit_keeps_the_earlier_definition_with_why(plan: Plan, east: Cast) -> None:
    row = indicator(plan, east)
    by = everywhere(east)

    edited = edit_indicator(
        indicator=row, words=replace(words_of(row), target=Decimal(950)), version=1, reason="The board agreed.",
        by=by, now=NOW,
    )  # fmt: skip

    first, second = IndicatorVersion.objects.filter(indicator=row).order_by("version")
    assert (first.words["target"], second.words["target"]) == ("900", "950")
    assert (second.reason, edited.version) == ("The board agreed.", 2)
    entry = Entry.objects.filter(event="indicator.changed").get()
    assert entry.before == {"target": "900.0000"} or entry.before == {"target": "900"}


def test_a_target_does_not_move_without_a_reason(plan: Plan, east: Cast) -> None:
    row = indicator(plan, east)

    with pytest.raises(MeasureRefused, match="Say why"):
        edit_indicator(
            indicator=row, words=replace(words_of(row), target=Decimal(1)), version=1, reason=" ",
            by=everywhere(east), now=NOW,
        )  # fmt: skip


def test_the_same_words_again_make_no_version(plan: Plan, east: Cast) -> None:
    row = indicator(plan, east)
    row.refresh_from_db()

    edit_indicator(indicator=row, words=words_of(row), version=1, reason="", by=everywhere(east), now=NOW)

    assert IndicatorVersion.objects.filter(indicator=row).count() == 1


def test_two_who_edit_at_once_do_not_overwrite_each_other(plan: Plan, east: Cast) -> None:
    row = indicator(plan, east)
    by = everywhere(east)
    edit_indicator(indicator=row, words=replace(words_of(row), name="A"), version=1, reason="One", by=by, now=NOW)

    with pytest.raises(EditedMeanwhile):
        edit_indicator(indicator=row, words=replace(words_of(row), name="B"), version=1, reason="Two", by=by, now=NOW)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": " "}, "name"),
        ({"unit": "percent"}, "trajectory"),  # shares do not add up
        ({"trajectory": "level", "direction": "within"}, "target_high"),
        ({"direction": "down"}, "direction"),
        ({"target_high": Decimal(5)}, "target_high"),
        ({"tolerance": Decimal(-1)}, "tolerance"),
        ({"source": "nobody.knows"}, "source"),
        ({"source": "plan.milestones-done"}, "unit"),
        ({"starts_on": date(2026, 5, 1), "ends_on": date(2026, 4, 1)}, "ends_on"),
    ],
)
def test_a_definition_that_means_nothing_is_refused(
    said: dict[str, object], field: str, plan: Plan, east: Cast
) -> None:
    with pytest.raises(MeasureRefused) as refused:
        add_indicator(plan=plan, objective=None, words=words(**said), by=everywhere(east), now=NOW)

    assert refused.value.field == field


def test_only_somebody_of_the_partnership_can_answer_for_it(plan: Plan, east: Cast, west: Cast) -> None:
    with pytest.raises(MeasureRefused, match="not in the partnership"):
        indicator(plan, east, owner=west["manager"])


def test_a_lead_officer_defines_their_own_objectives_indicators_and_no_others(
    plan: Plan, east: Cast, access: Accessing
) -> None:
    by = access(east["lead_officer"], east)
    add_indicator(plan=plan, objective=objective(plan, "1.1"), words=words(), by=by, now=NOW)

    for elsewhere in (objective(plan, "2.1"), None):
        with pytest.raises(NotAllowed):
            add_indicator(plan=plan, objective=elsewhere, words=words(), by=by, now=NOW)


def test_a_retired_indicator_keeps_its_reason_and_comes_back(plan: Plan, east: Cast) -> None:
    row = indicator(plan, east)
    by = everywhere(east)

    retired = retire_indicator(indicator=row, reason="Counted no more.", version=1, by=by, now=NOW)
    assert (retired.retired_on, retired.retired_why) == (NOW.date(), "Counted no more.")
    with pytest.raises(MeasureRefused, match="already"):
        retire_indicator(indicator=row, reason="Again.", version=2, by=by, now=NOW)
    back = bring_back_indicator(indicator=row, reason="Counted again.", version=2, by=by, now=NOW)

    assert (back.retired_on, back.version) == (None, 3)
    assert IndicatorVersion.objects.filter(indicator=row).count() == 3


def test_the_database_itself_refuses_to_retire_without_a_reason(plan: Plan, east: Cast) -> None:
    row = indicator(plan, east)
    row.retired_on = NOW.date()

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_last_years_indicators_are_carried_on_by_lineage_without_a_target_that_has_passed(
    plan: Plan, east: Cast
) -> None:
    kept = indicator(plan, east, target_on=date(2029, 3, 31))
    passed = indicator(plan, east, None, target_on=date(2027, 3, 31))
    indicator(plan, east, "2.1")
    following = sow(east, period="2027-2028")
    Plan.objects.filter(pk=following.pk).update(previous=plan, starts_on=date(2027, 4, 1))
    following.refresh_from_db()
    here = objective(following, "1.1")
    here.lineage = objective(plan, "1.1").lineage
    here.save()

    first = carry_indicators(plan=following, by=everywhere(east), now=NOW)
    again = carry_indicators(plan=following, by=everywhere(east), now=NOW)

    assert (first, again) == (2, 0)
    carried = {row.lineage: row for row in Indicator.objects.filter(plan=following)}
    assert (carried[kept.lineage].objective_id, carried[kept.lineage].target) == (here.pk, Decimal(900))
    assert (carried[passed.lineage].objective_id, carried[passed.lineage].target) == (None, None)
    assert carried[passed.lineage].baseline == Decimal(1000)
