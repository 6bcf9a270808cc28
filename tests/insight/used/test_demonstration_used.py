"""The demonstration makes of its crime figures what a year makes of them, as far as the files go."""

from __future__ import annotations

import pytest

from frankpledge.insight.demonstration_used import make_used
from frankpledge.insight.models import Nomination, Pack, SavedView
from frankpledge.measures.models import Indicator, IndicatorValue
from tests.insight.used.scenes import Q2, Q2_BEFORE, everywhere, load, plan_of_2008
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db


def test_indicators_nominations_a_pack_and_views_are_made(east: Cast) -> None:
    load(east, (*Q2_BEFORE, *Q2))
    plan = plan_of_2008(east)

    make_used(plan=plan, people=east.people, by=everywhere(east), now=NOW)

    rows = Indicator.objects.filter(plan=plan)
    assert set(rows.values_list("objective__ref", flat=True)) == {"3.1", "3.3"}
    assert all("Made up" in row.definition for row in rows)
    assert IndicatorValue.objects.filter(indicator__in=rows, quarter="Q2", value__isnull=False).count() == len(rows)
    states = list(Nomination.objects.order_by("number").values_list("state", flat=True))
    assert states == ["raised", "taken", "watched"]
    assert Pack.objects.get().month == "2008-09"
    assert SavedView.objects.count() == 2


def test_with_nothing_loaded_it_makes_no_figure_up(east: Cast) -> None:
    plan = plan_of_2008(east)

    make_used(plan=plan, people=east.people, by=everywhere(east), now=NOW)

    assert not IndicatorValue.objects.filter(value__isnull=False).exists()
    assert not Nomination.objects.exists()
    assert not Pack.objects.exists()
