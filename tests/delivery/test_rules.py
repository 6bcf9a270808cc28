"""Indicators are counted from records by a rule chosen on a page; a rule says where nothing is known, and names its
records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from frankpledge.accounts.models import User
from frankpledge.delivery.carried.models import COSTS
from frankpledge.delivery.models import KINDS
from frankpledge.delivery.sources import EVERY, declared
from frankpledge.measures.changes.definitions import IndicatorWords, add_indicator
from frankpledge.measures.models import Indicator
from frankpledge.measures.periods import quarter_period
from frankpledge.measures.reading import Reading, Verdict
from frankpledge.measures.sources import registry
from frankpledge.partners.access import access_by_command
from frankpledge.records.changes.parts import add_part
from frankpledge.records.changes.records import move_record
from tests.delivery.test_links import made, of, plan
from tests.examples.making import make
from tests.people import NOW, Cast
from tests.records.typed import as_role, lead

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
THIRD, SECOND = (quarter_period(date(2026, 4, 1), quarter) for quarter in ("Q3", "Q2"))


@pytest.fixture
def rule(east: Cast) -> Callable[..., Reading]:
    """What a source answers for a rule."""
    there = plan(east)

    def read(source: str, what: str, *, period: Any = THIRD, **more: str) -> Reading:
        row = indicator(east, there, source, {"what": what, "scope": "every", **more})
        found = registry.find(source)
        assert found is not None
        return found.value(row, period)

    return read


def indicator(cast: Cast, there: Any, source: str, parameters: dict[str, str]) -> Indicator:
    by, found = access_by_command("test", cast.partnership), registry.find(source)
    assert found is not None
    name = f"{source} {parameters} {Indicator.objects.count()}"[:190]
    words = IndicatorWords(
        name=name,
        source=source,
        direction="higher",
        parameters=parameters,
        unit=found.unit,
        fewest=0,
    )
    return add_indicator(plan=there, objective=of(cast, "1.3"), words=words, by=by, now=NOW)


def removed(cast: Cast, days: int, **more: Any) -> Any:
    row = made("environment", cast, starts_on=date(2026, 10, 1), **more)
    done = {"done_on": date(2026, 10, 1 + days)}
    return move_record(record=row, move="remove", version=1, values=done, by=as_role(cast, "contributor"), now=NOW)


def held(cast: Cast, came: int | None) -> Any:
    row = made("events", cast)
    if came is None:
        return row
    by = as_role(cast, "contributor")
    return move_record(record=row, move="hold", version=1, values={"attendance": came}, by=by, now=NOW)


def test_an_amount_is_added_up_or_made_a_mean_and_what_does_not_say_it_is_counted_in_the_note(
    east: Cast, rule: Callable[..., Reading]
) -> None:
    rows = [held(east, 10), held(east, 40)]
    held(east, None)

    total = rule("delivery.totals", "events:attendance", way="total")
    mean = rule("delivery.totals", "events:attendance", way="mean")

    assert (total.value, mean.value) == (Decimal(50), Decimal(25))
    assert "1 of 3 do not say it" in total.note
    assert {each.url for each in total.records} == {row.get_absolute_url() for row in rows}
    assert rule("delivery.totals", "events:attendance", way="total", period=SECOND).verdict == Verdict.TOO_LITTLE


def test_money_is_added_up_in_pounds_and_not_among_other_amounts(east: Cast, rule: Callable[..., Reading]) -> None:
    made("events", east, cost=Decimal("12.50"))
    made("events", east, cost=Decimal("7.50"))

    assert rule("delivery.pounds", "events:cost", way="total").value == Decimal(20)
    assert rule("delivery.totals", "events:cost", way="total").verdict == Verdict.NOT_MEASURABLE


def test_money_spent_is_each_records_costs_and_what_says_none_is_counted_in_the_note(
    east: Cast, rule: Callable[..., Reading]
) -> None:
    both, own = made("events", east, cost=Decimal(99)), made("events", east, cost=Decimal(20))
    made("events", east, cost=None)
    other = made("environment", east)
    for row, amount in ((both, "7.50"), (both, "2.50"), (other, "30")):
        values = {"what": "Paint", "amount": Decimal(amount), "spent_on": date(2026, 11, 3)}
        add_part(record=row, part=COSTS, values=values, by=as_role(east, "contributor"), now=NOW)

    events, everything = rule("delivery.spent", "events:"), rule("delivery.spent", "*:")

    assert (events.value, everything.value) == (Decimal(30), Decimal(60))  # a record's lines stand for its one figure
    assert "1 of 3 say no cost" in events.note
    assert {each.url for each in events.records} == {row.get_absolute_url() for row in (both, own)}
    for what in ("events:", "*:"):
        assert rule("delivery.spent", what, period=SECOND).verdict == Verdict.TOO_LITTLE


def test_cost_per_head_has_its_denominator_and_leaves_out_what_does_not_say_both(
    east: Cast, rule: Callable[..., Reading]
) -> None:
    made("events", east, cost=Decimal(50), attendance=20)
    made("events", east, cost=Decimal(30), attendance=0)
    made("events", east, cost=Decimal(1000), attendance=None)
    made("events", east, cost=None, attendance=500)

    said = rule("delivery.per-head", "events:attendance")

    assert (said.value, said.numerator, said.denominator) == (Decimal(4), Decimal(80), Decimal(20))
    assert "2 of 4 do not say both" in said.note
    assert rule("delivery.per-head", "events:attendance", period=SECOND).verdict == Verdict.TOO_LITTLE
    assert rule("delivery.per-head", "events:cost").verdict == Verdict.NOT_MEASURABLE


def test_an_amount_nobody_filled_in_is_no_nought(east: Cast, rule: Callable[..., Reading]) -> None:
    held(east, None)

    said = rule("delivery.totals", "events:attendance", way="total")

    assert (said.value, said.verdict) == (None, Verdict.TOO_LITTLE)
    assert "Nobody recorded how many came of events" in said.note


def test_what_was_not_found_or_was_opened_again_is_in_no_figure_of_days_to_remove(
    east: Cast, rule: Callable[..., Reading]
) -> None:
    removed(east, 2)
    again = removed(east, 12)
    by = as_role(east, "chair")
    move_record(record=again, move="reopen", version=again.version, reason="It is back.", by=by, now=NOW)
    lost = make(KINDS["environment"], by=by, now=NOW, **lead(east), starts_on=date(2026, 10, 1))
    asked = {"looked_on": date(2026, 10, 9)}
    move_record(record=lost, move="miss", version=lost.version, values=asked, by=by, now=NOW)

    found = rule("delivery.days", "environment:starts_on:done_on", way="mean")

    assert (found.value, found.note) == (Decimal(2), "Of 1 in the quarter.")


def test_days_to_remove_are_those_of_what_was_removed_in_the_quarter(east: Cast, rule: Callable[..., Reading]) -> None:
    for days in (1, 2, 12):
        removed(east, days)
    made("environment", east)

    assert rule("delivery.days", "environment:starts_on:done_on", way="median").value == Decimal(2)
    assert rule("delivery.days", "environment:starts_on:done_on", way="mean").value == Decimal(5)
    assert rule("delivery.days", "environment:starts_on:done_on", period=SECOND).verdict == Verdict.TOO_LITTLE
    assert rule("delivery.days", "environment:done_on:starts_on").verdict == Verdict.NOT_MEASURABLE


def test_a_share_gives_its_denominator_and_leaves_out_what_does_not_say(
    east: Cast, rule: Callable[..., Reading]
) -> None:
    removed(east, 2, target_days=5)
    removed(east, 9, target_days=5)
    left = removed(east, 9)
    type(left).objects.filter(pk=left.pk).update(target_days=None)  # from before targets were filled in

    in_time = rule("delivery.share", "environment:in-time:done_on:target_days")
    state = rule("delivery.share", "environment:state:removed")

    assert (in_time.value, in_time.numerator, in_time.denominator) == (Decimal(50), Decimal(1), Decimal(2))
    assert "1 do not say" in in_time.note
    assert (state.value, state.denominator) == (Decimal(100), Decimal(3))


def test_lines_of_a_table_are_counted_and_open_to_their_records(east: Cast, rule: Callable[..., Reading]) -> None:
    row, part = held(east, 5), KINDS["events"].parts[0]
    for words in ("A lamp is out", "A bench is broken"):
        add_part(record=row, part=part, values={"issue": words}, by=as_role(east, "contributor"), now=NOW)

    said = rule("delivery.lines", f"events:{part.slug}")

    assert (said.value, [each.url for each in said.records]) == (Decimal(2), [row.get_absolute_url()])
    assert rule("delivery.lines", f"events:{part.slug}", period=SECOND).verdict == Verdict.TOO_LITTLE


def test_each_agency_is_counted_once(east: Cast, rule: Callable[..., Reading]) -> None:
    made("events", east, agencies=[east.police])
    made("events", east, agencies=[east.police])

    assert rule("delivery.bodies", "events:agencies").value == Decimal(2)


def test_what_is_current_had_begun_and_not_ended_on_the_quarters_last_day(
    east: Cast, rule: Callable[..., Reading]
) -> None:
    made("events", east, starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 20))
    lasting = made("events", east, starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 31))
    made("events", east, starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 2))

    third = rule("delivery.current", "events:ends_on")
    second = rule("delivery.current", "events:ends_on", period=SECOND)

    assert (third.value, [each.url for each in third.records]) == (Decimal(1), [lasting.get_absolute_url()])
    assert second.value == Decimal(1)


def test_every_rule_that_is_offered_for_any_kind_can_be_answered(east: Cast) -> None:
    there, by = plan(east), access_by_command("test", east.partnership)
    for kind in KINDS:
        make(kind, by=by, now=NOW, **lead(east))
    row = indicator(east, there, "delivery.records", {"what": "events:", "scope": "every"})
    asked = 0
    for source in EVERY:
        for what, _ in source.form(indicator=row).fields["what"].choices:  # type: ignore[attr-defined]  # a ChoiceField
            row.source, row.parameters = source.slug, {"what": what, "scope": "every"}
            reading = source.value(row, THIRD)
            assert reading.verdict != Verdict.NOT_MEASURABLE, (source.slug, what)
            assert (reading.value is None) == (reading.verdict == Verdict.TOO_LITTLE), (source.slug, what)
            asked += 1
    assert asked > len(KINDS.slugs()) * len(EVERY)


def test_no_rule_offers_what_is_personal() -> None:
    for kind in KINDS:
        for each in (kind, *kind.parts):
            named = {*declared.numbers(each), *declared.days(each), *declared.yes_or_no(each)}
            named |= {name for name, _, _ in declared.choices(each)}
            assert not named & each.model.Privacy.personal


def test_a_rule_is_chosen_on_a_page_without_a_script(east: Cast, signed_in: SignedIn) -> None:
    there = plan(east)
    row = indicator(east, there, "delivery.totals", {"what": "events:attendance", "scope": "every"})
    source = registry.find("delivery.totals")
    assert source is not None
    form = source.form({"what": "events:contact_count", "scope": "linked", "way": "mean"}, indicator=row)

    assert form.is_valid(), form.errors
    assert form.told() == {"what": "events:contact_count", "scope": "linked", "way": "mean"}
    assert not source.form({"what": "events:issues", "scope": "linked", "way": "mean"}, indicator=row).is_valid()
