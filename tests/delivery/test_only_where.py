"""An indicator can count only records with a given answer: graffiti, not litter; one group's meetings; one scheme."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.delivery.carried.models import COSTS
from frankpledge.delivery.changes import link_record
from frankpledge.delivery.models import KINDS
from frankpledge.delivery.sources import EVERY, declared
from frankpledge.delivery.sources.scope import LINKED
from frankpledge.measures.changes.definitions import IndicatorWords, add_indicator
from frankpledge.measures.changes.refreshing import refresh_indicator
from frankpledge.measures.models import Indicator
from frankpledge.measures.periods import quarter_period
from frankpledge.measures.queries.pages import facts_of
from frankpledge.measures.queries.rated import ratings_of
from frankpledge.measures.rating import Rag
from frankpledge.measures.reading import Reading, Verdict
from frankpledge.measures.sources import registry
from frankpledge.partners.access import access_by_command
from frankpledge.quarters.drafting import Wanted
from frankpledge.quarters.own_sentences import figures
from frankpledge.records.changes.parts import add_part
from frankpledge.records.changes.records import move_record
from tests.delivery.test_links import made, of, plan
from tests.people import NOW, Cast
from tests.records.typed import as_role

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
THIRD = quarter_period(date(2026, 4, 1), "Q3")
GRAFFITI = {"sort": ["graffiti"]}
DAYS = "environment:starts_on:done_on"


@pytest.fixture
def there(east: Cast) -> Any:
    return plan(east)


def indicator(cast: Cast, there: Any, source: str, what: str, only: Any = None, **more: Any) -> Indicator:
    found = registry.find(source)
    assert found is not None
    parameters = {"what": what, "scope": "every", **more, **({"only": only} if only else {})}
    name = f"Indicator {Indicator.objects.count()}"
    words = IndicatorWords(
        name=name, source=source, direction="higher", parameters=parameters, unit=found.unit, fewest=0,
        is_by_chance=False, small_number=0, target=Decimal(1), target_on=date(2027, 3, 31),
    )  # fmt: skip
    by = access_by_command("test", cast.partnership)
    return add_indicator(plan=there, objective=of(cast, "1.3"), words=words, by=by, now=NOW)


def read(row: Indicator) -> Reading:
    source = registry.find(row.source)
    assert source is not None
    return source.value(row, THIRD)


def seen(cast: Cast, sort: str, days: int, **more: Any) -> Any:
    """Reported on 1 October and removed so many days later."""
    more = {"surface": "", "tag": "", **more} if sort != "graffiti" else more
    row = made("environment", cast, starts_on=date(2026, 10, 1), sort=sort, **more)
    done = {"done_on": date(2026, 10, 1 + days)}
    return move_record(record=row, move="remove", version=1, values=done, by=as_role(cast, "contributor"), now=NOW)


def test_litter_would_change_the_days_of_graffiti_and_does_not(east: Cast, there: Any) -> None:
    walls = [seen(east, "graffiti", 2), seen(east, "graffiti", 4)]
    seen(east, "litter", 12)

    every = read(indicator(east, there, "delivery.days", DAYS, way="mean"))
    graffiti = read(indicator(east, there, "delivery.days", DAYS, GRAFFITI, way="mean"))
    either = read(indicator(east, there, "delivery.days", DAYS, {"sort": ["graffiti", "litter"]}, way="mean"))

    assert (every.value, graffiti.value, either.value) == (Decimal(6), Decimal(3), Decimal(6))
    assert {each.url for each in graffiti.records} == {row.get_absolute_url() for row in walls}
    assert graffiti.note == "Only where “what it is” is “Graffiti”. Of 2 in the quarter."
    assert "is “Graffiti” or “Litter”" in either.note


@pytest.mark.parametrize(
    ("source", "what", "whole", "narrow"),
    [
        ("delivery.records", "environment:", 3, 2),
        ("delivery.records", "environment:removed", 3, 2),
        ("delivery.totals", "environment:target_days", 30, 10),
        ("delivery.days", DAYS, 4, 3),
        ("delivery.share", "environment:in-time:done_on:target_days", Decimal("66.6667"), 50),
        ("delivery.bodies", "environment:agencies", 2, 1),
        ("delivery.current", "environment:scheduled_on", 3, 2),
        ("delivery.spent", "environment:", 30, 10),
    ],
)
def test_every_way_of_counting_leaves_out_what_is_not_graffiti(
    east: Cast, there: Any, source: str, what: str, whole: Any, narrow: Any
) -> None:
    first, second = seen(east, "graffiti", 2, target_days=4), seen(east, "graffiti", 4, target_days=3)
    litter = seen(east, "litter", 12, target_days=23, agencies=[east.police])
    type(second).objects.filter(pk=second.pk).update(target_days=3, done_on=date(2026, 10, 5))
    type(first).objects.filter(pk=first.pk).update(target_days=7)
    type(litter).objects.filter(pk=litter.pk).update(target_days=20)
    for row, amount in ((first, 4), (second, 6), (litter, 20)):
        values = {"what": "Paint", "amount": Decimal(amount), "spent_on": date(2026, 11, 3)}
        add_part(record=row, part=COSTS, values=values, by=as_role(east, "contributor"), now=NOW)

    found = read(indicator(east, there, source, what))
    only = read(indicator(east, there, source, what, GRAFFITI))

    assert found.value == pytest.approx(Decimal(whole))
    assert only.value == pytest.approx(Decimal(narrow))
    assert litter.get_absolute_url() in {each.url for each in found.records} or source == "delivery.bodies"
    assert {each.url for each in only.records} == {first.get_absolute_url(), second.get_absolute_url()}


def test_lines_money_and_cost_per_head_are_of_one_groups_records_only(east: Cast, there: Any) -> None:
    ours = made("events", east, cost=Decimal(50), attendance=20)
    other = made("events", east, cost=Decimal(70), attendance=10, lead_group=east.jag)
    part = KINDS["events"].parts[0]
    for row in (ours, other):
        add_part(record=row, part=part, values={"issue": "A lamp"}, by=as_role(east, "contributor"), now=NOW)
    only = {"lead_group": [str(east.comms.pk)]}

    def both(source: str, what: str) -> tuple[Any, Any]:
        narrow = read(indicator(east, there, source, what, only))
        assert [each.url for each in narrow.records] == [ours.get_absolute_url()]
        return read(indicator(east, there, source, what)).value, narrow.value

    assert both("delivery.lines", f"events:{part.slug}") == (2, 1)
    assert both("delivery.pounds", "events:cost") == (120, 50)
    assert both("delivery.per-head", "events:attendance") == (4, Decimal("2.5"))
    assert both("delivery.spent", "*:") == (120, 50)


def test_members_of_one_scheme_are_told_from_anothers(east: Cast, there: Any) -> None:
    schemes = [made("premises-schemes", east, title=title, sort=sort, starts_on=date(2026, 5, 1))
               for title, sort in (("Pubs", "pubwatch"), ("Bottles", "bottle"))]  # fmt: skip
    inside = KINDS["premises-schemes"].parts[0]
    for number, scheme in enumerate((schemes[0], schemes[0], schemes[1])):
        pub = made("premises", east, title=f"Pub {number}")
        values = {"premises": pub, "joined_on": date(2026, 6, 1)}
        add_part(record=scheme, part=inside, values=values, by=as_role(east, "contributor"), now=NOW)

    every = read(indicator(east, there, "delivery.current", "premises-schemes:members:"))
    pubwatch = read(indicator(east, there, "delivery.current", "premises-schemes:members:", {"sort": ["pubwatch"]}))

    assert (every.value, pubwatch.value) == (3, 2)
    assert [each.url for each in pubwatch.records] == [schemes[0].get_absolute_url()]


def test_records_are_told_apart_by_the_record_they_belong_to(east: Cast, there: Any) -> None:
    scheme, other = (made("premises-schemes", east, title=title) for title in ("Pubs", "Bottles"))
    pub = made("premises", east, title="The Bell")
    award = made("scheme-awards", east, scheme=scheme, premises=pub, starts_on=date(2026, 10, 1))
    made("scheme-awards", east, scheme=other, premises=pub, starts_on=date(2026, 10, 1))

    found = read(indicator(east, there, "delivery.records", "scheme-awards:", {"scheme": [str(scheme.pk)]}))

    assert (found.value, [each.url for each in found.records]) == (1, [award.get_absolute_url()])
    assert scheme.told in found.note


def test_an_answer_that_is_there_no_more_gives_no_figure_and_is_not_rated(east: Cast, there: Any) -> None:
    seen(east, "graffiti", 2)
    gone = {
        "sort": (["graffiti", "dragons"], "“dragons” is no longer an answer to “what it is”"),
        "week": (["999999"], "no longer an answer"),
        "colour": (["red"], "“colour” is asked of such records no more"),
        "notes": (["x"], "“notes” is asked of such records no more"),
        "lead_group": (["x"], "no longer an answer to “lead action group”"),
    }
    for name, (answers, words) in gone.items():
        row = indicator(east, there, "delivery.records", "environment:", {name: answers})

        found = read(row)
        refresh_indicator(indicator=row, by=access_by_command("test", east.partnership), now=NOW)
        rated = ratings_of(there, [row], "Q3")[row.pk]

        assert (found.value, found.verdict, found.records) == (None, Verdict.NOT_MEASURABLE, ()), name
        assert words in found.note
        assert (rated.value, rated.rag) == (None, Rag.NOT_RATED)
        assert words in rated.why
        assert "only where" in dict(facts_of(row))["The source was told"]


def test_where_only_litter_was_recorded_there_is_no_figure_of_graffiti(east: Cast, there: Any) -> None:
    seen(east, "litter", 2)

    found = read(indicator(east, there, "delivery.records", "environment:", GRAFFITI))

    assert (found.value, found.verdict) == (None, Verdict.TOO_LITTLE)
    assert found.note == ("Nobody recorded any environmental crimes for this period, where “what it is” is “Graffiti”.")


def test_a_drafted_quarter_says_the_narrowed_figure_and_opens_to_its_records_alone(east: Cast, there: Any) -> None:
    wall, litter = seen(east, "graffiti", 2), seen(east, "litter", 12)
    for each in (wall, litter):
        link_record(record=each, objective=of(east, "1.3"), action=None, by=as_role(east, "contributor"), now=NOW)
    row = indicator(east, there, "delivery.days", DAYS, GRAFFITI, way="median", scope=LINKED)
    refresh_indicator(indicator=row, by=access_by_command("test", east.partnership), now=NOW)
    number = of(east, "1.3").pk
    wanted = Wanted(there, "Q3", frozenset({number}), THIRD.first, THIRD.last, NOW.date())

    (sentence,) = figures(wanted)[number]

    assert sentence.words.startswith(f"{row.name}: 2 days")
    assert [each.url for each in sentence.records[1:]] == [wall.get_absolute_url()]


def test_a_rule_from_before_reads_as_it_did(east: Cast, there: Any) -> None:
    seen(east, "graffiti", 2)
    seen(east, "litter", 12)
    row = indicator(east, there, "delivery.records", "environment:")

    assert row.parameters == {"what": "environment:", "scope": "every"}
    assert (read(row).value, read(row).note) == (2, "")
    assert dict(facts_of(row))["The source was told"] == (
        "Environmental crimes, in any state that counts; all the partnership recorded"
    )


def test_which_of_them_is_asked_on_a_second_page_without_a_script(east: Cast, there: Any, signed_in: SignedIn) -> None:
    row = indicator(east, there, "delivery.records", "events:")
    wall = seen(east, "graffiti", 2)
    seen(east, "litter", 12)
    page = reverse("indicator-source-told", args=[east.partnership.slug, there.slug, row.pk, "delivery.records"])
    client = signed_in(east["manager"])
    sent = {"what": "environment:", "scope": "every", "reason": "Walls only.", "version": "1"}

    assert "Only where" not in client.get(page).content.decode()
    second = client.post(page, {**sent, "narrow": "on"})
    text = second.content.decode()
    nothing = client.post(page, {**sent, "narrow": "on", "narrowed_of": "environment"})
    other = client.post(page, {**sent, "what": "events:", "narrow": "on", "narrowed_of": "environment",
                               "only_sort": "graffiti"})  # fmt: skip
    answered = {"narrow": "on", "narrowed_of": "environment", "only_sort": ["graffiti"]}
    done = client.post(page, {**sent, **answered})

    assert second.status_code == 200
    assert "Only where “what it is” is" in text
    assert "Only where “lead action group” is" in text
    assert "Walls only." in text
    assert re.search(r'value="environment:"[^>]*selected', text)
    assert nothing.status_code == 422
    assert "Tick at least one answer below" in nothing.content.decode()
    assert (other.status_code, "Only where “what it is” is" in other.content.decode()) == (200, False)
    assert done.status_code == 302
    row.refresh_from_db()
    assert row.parameters == {"what": "environment:", "scope": "every", "only": {"sort": ["graffiti"]}}
    value = row.values.get(quarter="Q3")
    assert (value.value, [url for _, url in value.records]) == (1, [wall.get_absolute_url()])
    detail = client.get(reverse("indicator-detail", args=[east.partnership.slug, there.slug, row.pk]))
    assert "only where “what it is” is “Graffiti”" in detail.content.decode()
    again = client.get(page).content.decode()
    assert re.search(r'value="graffiti"[^>]*checked', again)
    client.post(page, {**sent, "version": "2", "reason": "All of them."})
    row.refresh_from_db()
    assert "only" not in row.parameters


def test_no_record_is_told_apart_by_what_is_personal_or_by_a_record_not_all_may_find() -> None:
    guarded = tuple(kind.model for kind in KINDS if kind.guarded)
    for kind in KINDS:
        names = declared.told_apart(kind)
        assert not {*names} & kind.model.Privacy.personal
        for name in names:
            to = kind.model._meta.get_field(name).related_model
            assert to is None or not issubclass(to, guarded)  # type: ignore[arg-type]  # a model
    assert all(hasattr(source, "read") for source in EVERY)  # each is narrowed by the one they share
