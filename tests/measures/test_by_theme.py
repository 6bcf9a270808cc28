"""The themes' ratings: an indicator counts once, under the theme where its objective counts, and the totals agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frankpledge.accounts.models import User
from frankpledge.measures.changes import judge_quarter
from frankpledge.measures.queries import ratings
from frankpledge.measures.queries.by_theme import theme_rated, themes_rated
from frankpledge.measures.rating import Rag
from frankpledge.plans.changes.themes import ThemeWords, add_theme, set_theme_objectives
from frankpledge.plans.models import Objective, Plan, Theme
from frankpledge.plans.queries.themes import themes_of
from tests.measures.sowing import everywhere, indicator, value
from tests.people import NOW, Cast
from tests.plans.sowing import objective, sow

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def plan(east: Cast) -> Plan:
    return sow(east)


@pytest.fixture
def themes(plan: Plan, east: Cast) -> tuple[Theme, Theme]:
    """Safer towns counts 1.1 and 2.1; the young serve 2.1 too, which is linked twice, and count 3.1."""
    by = everywhere(east)
    first, second = (add_theme(words=ThemeWords(name), by=by, now=NOW) for name in ("Safer towns", "The young"))
    for theme, refs in ((first, ("1.1", "2.1")), (second, ("2.1", "3.1"))):
        rows = [objective(plan, ref) for ref in refs]
        set_theme_objectives(theme=theme, plan=plan, objectives=rows, by=by, now=NOW)
    return first, second


def rated(plan: Plan, theme: Theme) -> dict[Rag, int]:
    rolled = themes_of(plan, TODAY).of(theme.pk)
    assert rolled is not None
    return dict(theme_rated(plan, rolled, TODAY).counts)


def test_an_objective_linked_twice_counts_its_indicators_once(
    plan: Plan, east: Cast, themes: tuple[Theme, Theme]
) -> None:
    for name in ("Thefts", "Thefts from vans"):
        value(indicator(plan, east, "2.1", name=name), "Q1", 220, by=everywhere(east))

    assert rated(plan, themes[0]) == {Rag.ON_TRACK: 2}
    assert rated(plan, themes[1]) == {}
    rolled = themes_of(plan, TODAY).of(themes[1].pk)
    assert rolled is not None
    (shown,) = theme_rated(plan, rolled, TODAY).objectives
    assert (shown.objective.ref, len(shown.ratings), shown.counts_under) == ("2.1", 2, "Safer towns")


def test_the_themes_and_what_serves_none_add_up_to_the_plan(
    plan: Plan, east: Cast, themes: tuple[Theme, Theme]
) -> None:
    by = everywhere(east)
    for ref, figure in (("1.1", 220), ("2.1", 400), ("2.1", 220), ("2.2", 230), ("3.1", None), (None, 220)):
        row = indicator(plan, east, ref)
        if figure is not None:
            value(row, "Q1", figure, by=by)

    seen = themes_rated(plan, themes_of(plan, TODAY), TODAY)

    whole = Counter(rating.stands for each in ratings(plan, "Q1").values() for rating in each)
    assert dict(seen.whole) == whole
    assert [(row.name, sum(count for _, count in row.cells)) for row in seen.rows] == [
        ("Safer towns", 3), ("The young", 1), ("No theme", 2),
    ]  # fmt: skip
    for at, (_, count) in enumerate(seen.whole):
        assert sum(row.cells[at][1] for row in seen.rows) == count


def test_a_persons_judgement_is_what_a_theme_counts(plan: Plan, east: Cast, themes: tuple[Theme, Theme]) -> None:
    row = indicator(plan, east)
    value(row, "Q1", 400, by=everywhere(east))
    assert rated(plan, themes[0]) == {Rag.OFF_TRACK: 1}

    judge_quarter(indicator=row, quarter="Q1", judged=Rag.CLOSE, why="One bad week", by=everywhere(east), now=NOW)

    assert rated(plan, themes[0]) == {Rag.CLOSE: 1}


def test_ratings_by_theme_take_as_many_queries_for_a_large_plan_as_for_a_small_one(east: Cast, west: Cast) -> None:
    counts = []
    for there, size in ((east, 1), (west, 8)):
        plan = sow(there, objectives=size)
        theme = add_theme(words=ThemeWords("All"), by=everywhere(there), now=NOW)
        rows = list(Objective.objects.filter(section__plan=plan))
        set_theme_objectives(theme=theme, plan=plan, objectives=rows, by=everywhere(there), now=NOW)
        for row in rows:
            value(indicator(plan, there, row.ref), "Q1", 220, by=everywhere(there))
        rolled = themes_of(plan, TODAY)
        with CaptureQueriesContext(connection) as seen:
            themes_rated(plan, rolled, TODAY)
            theme_rated(plan, rolled.themes[0], TODAY)
        counts.append(len(seen))

    assert counts[0] == counts[1] <= 12


def test_the_themes_pages_say_how_each_stands_in_words(
    plan: Plan, east: Cast, themes: tuple[Theme, Theme], signed_in: SignedIn
) -> None:
    client, there = signed_in(east["scrutiny"]), f"/p/east/plans/{plan.slug}/themes/"
    assert "Indicators by theme" not in client.get(there).content.decode()
    assert "so nothing here can be rated" in client.get(f"{there}{themes[0].pk}/").content.decode()
    value(indicator(plan, east, "2.1"), "Q1", 400, by=everywhere(east))

    listed = " ".join(client.get(there).content.decode().split())
    first, second = (" ".join(client.get(f"{there}{theme.pk}/").content.decode().split()) for theme in themes)

    assert 'data-label="Off track">1</td>' in listed
    assert '1 <span class="fp-status fp-status--red">Off track</span>' in first
    assert "1 objective counted here has no indicator." in first
    assert "Counted under Safer towns" in second
    assert '1 <span class="fp-status fp-status--red">' not in second
