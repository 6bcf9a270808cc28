"""The register of law: which rule holds on a day, what a partnership may enter, and what is never changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from frankpledge.audit.models import Entry
from frankpledge.law.changes import add_rule, end_rule, withdraw_rule
from frankpledge.law.models import Rule, Sort, content_of, shown_as
from frankpledge.law.queries import rule_on, rules_on, value_on
from frankpledge.partners.access import Access, NotAllowed, access_by_command, access_for
from frankpledge.partners.refusals import Refused
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db
LITTER = "fpn.litter.amount.default"


def manager(cast: Cast) -> Access:
    return access_for(cast["manager"], cast.partnership.slug, today=NOW.date())


def enter(cast: Cast, **more: Any) -> Rule:
    said = {
        "key": "fpn.discount.days", "words": "Days in which a discount holds", "sort": "days", "value": "10",
        "valid_from": date(2026, 4, 1), "source": "Cabinet, 3 March 2026", "jurisdiction": "england",
    }  # fmt: skip
    return add_rule(**{**said, "by": manager(cast), "now": NOW, **more})


def test_a_rule_answers_for_the_day_of_the_act_and_not_for_today(east: Cast) -> None:
    assert value_on(LITTER, date(2008, 5, 1)) == Decimal(75)
    assert value_on(LITTER, date(2018, 3, 31)) == Decimal(75)
    assert value_on(LITTER, date(2018, 4, 1)) == Decimal(100)
    assert value_on("dispersal.longest_hours", date(2026, 11, 1)) == 48
    assert value_on("surveillance.magistrate_needed", date(2008, 6, 1)) is False
    assert value_on("surveillance.magistrate_needed", date(2012, 11, 1)) is True
    assert value_on("place_order.instrument", date(2014, 10, 19)) == "Designated public place order"
    assert value_on("place_order.instrument", date(2014, 10, 20)) == "Public spaces protection order"


def test_what_is_not_in_force_or_not_known_is_nothing_and_is_not_guessed() -> None:
    assert rule_on("pspo.challenge_days", date(2008, 5, 1)) is None
    assert rule_on("no.such.rule", date(2026, 5, 1)) is None
    assert value_on("respect_order.instrument", date(2026, 11, 26)) is None
    assert rule_on(LITTER, date(2008, 5, 1), jurisdiction="wales") is None


def test_every_row_that_came_with_the_software_reads_as_its_kind_and_stands_alone_on_each_day() -> None:
    rows = list(Rule.objects.all())
    assert len(rows) > 120
    for row in rows:
        assert row.content is not None
        assert row.shown
        assert row.source
    held = sorted((row for row in rows if row.valid_from), key=lambda row: (row.key, row.jurisdiction, row.valid_from))
    for one, next_one in pairwise(held):
        if (one.key, one.jurisdiction) == (next_one.key, next_one.jurisdiction):
            assert one.valid_to is not None
            assert one.valid_to < next_one.valid_from, one.key  # type: ignore[operator]  # those held have a first day


def test_a_rule_from_the_2026_act_is_off_until_a_person_enters_its_day_and_source(east: Cast, west: Cast) -> None:
    off = Rule.objects.off().get(key="dispersal.longest_hours")
    assert value_on(off.key, date(2027, 1, 1), partnership=east.partnership) == 48

    enter(east, key=off.key, words=off.words, sort=off.sort, value=off.value, valid_from=date(2026, 12, 1),
          source="SI 2026/1 reg 2", jurisdiction="both", follows=off)  # fmt: skip

    assert value_on(off.key, date(2026, 11, 30), partnership=east.partnership) == 48
    assert value_on(off.key, date(2027, 1, 1), partnership=east.partnership) == 72
    assert value_on(off.key, date(2027, 1, 1), partnership=west.partnership) == 48
    with pytest.raises(Refused, match="which Act"):
        enter(east, source=" ")


def test_a_row_in_use_is_ended_and_followed_and_keeps_what_it_said(east: Cast) -> None:
    first = enter(east)
    second = enter(east, value="7", valid_from=date(2026, 10, 1), follows=first)

    first.refresh_from_db()
    assert (first.value, first.valid_to, second.follows) == ("10", date(2026, 9, 30), first)
    assert value_on(first.key, date(2026, 9, 30), partnership=east.partnership) == 10
    assert value_on(first.key, date(2026, 10, 1), partnership=east.partnership) == 7
    events = [entry.event for entry in Entry.objects.order_by("sequence") if entry.event.startswith("rule.")]
    assert events == ["rule.added", "rule.ended", "rule.added"]


def test_two_rows_of_a_partnership_never_say_different_things_of_one_day(east: Cast) -> None:
    first = enter(east, valid_to=date(2026, 6, 30))
    with pytest.raises(Refused, match="holds in that time") as refusal:
        enter(east, value="5", valid_from=date(2026, 6, 30))
    assert refusal.value.field == "valid_from"
    enter(east, value="5", valid_from=date(2026, 7, 1))
    with pytest.raises(Refused, match="holds in that time"):
        end_rule(rule=first, valid_to=date(2026, 8, 1), by=manager(east), now=NOW)


def test_a_row_entered_by_mistake_holds_on_no_day_and_can_still_be_read(east: Cast, signed_in: Any) -> None:
    row = enter(east)
    with pytest.raises(Refused, match="Say why"):
        withdraw_rule(rule=row, because=" ", by=manager(east), now=NOW)
    withdraw_rule(rule=row, because="The cabinet said seven", by=manager(east), now=NOW)

    assert rule_on(row.key, date(2026, 5, 1), partnership=east.partnership) is None
    page = signed_in(east["scrutiny"]).get(row.url_in(east.partnership)).content.decode()
    assert "The cabinet said seven" in page


def test_what_came_with_the_software_is_never_changed_by_a_partnership(east: Cast) -> None:
    row = rule_on(LITTER, date(2026, 5, 1))
    assert row is not None
    with pytest.raises(Refused, match="came with the software"):
        end_rule(rule=row, valid_to=date(2026, 5, 2), by=manager(east), now=NOW)
    enter(east, key=LITTER, words=row.words, sort="pounds", value="120", follows=row)
    row.refresh_from_db()
    assert (row.valid_to, row.value) == (None, "100")


def test_only_those_who_set_up_the_partnership_enter_law(east: Cast) -> None:
    for role in ("chair", "lead_officer", "scrutiny"):
        with pytest.raises(NotAllowed):
            enter(east, by=access_for(east[role], "east", today=NOW.date()))


@pytest.mark.parametrize(
    ("sort", "value"),
    [("days", "ten"), ("pounds", "£75"), ("yes_no", "perhaps"), ("age", "-1"), ("hours", "4.5"), ("days", "²")],
)
def test_a_value_that_is_none_of_its_kind_is_refused(east: Cast, sort: str, value: str) -> None:
    with pytest.raises(Refused, match="not a value of this kind") as refusal:
        enter(east, sort=sort, value=value)
    assert refusal.value.field == "value"


def test_values_are_said_with_their_unit() -> None:
    assert [shown_as(Sort.POUNDS, "1000"), shown_as(Sort.POUNDS, "7.50")] == ["£1,000", "£7.50"]
    assert [shown_as(Sort.DAYS, "1"), shown_as(Sort.MONTHS, "3")] == ["1 day", "3 months"]
    assert (content_of(Sort.AGE, "16.5"), shown_as(Sort.AGE, "16.5")) == (Decimal("16.5"), "16.5 years old")


def test_a_length_is_added_to_a_day_as_the_calendar_has_it() -> None:
    months = rule_on("surveillance.authorisation_months", date(2026, 1, 1))
    challenge = rule_on("pspo.challenge_days", date(2026, 1, 1))
    hours = rule_on("dispersal.longest_hours", date(2026, 1, 1))
    assert months is not None
    assert challenge is not None
    assert hours is not None
    assert months.added_to(date(2026, 1, 1)) == date(2026, 4, 1)
    assert months.added_to(date(2025, 11, 30)) == date(2026, 2, 28)
    assert challenge.added_to(date(2026, 1, 1)) == date(2026, 2, 12)
    with pytest.raises(ValueError, match="not a length of days"):
        hours.added_to(date(2026, 1, 1))


def test_the_register_of_a_day_says_what_nobody_checked_and_what_is_our_own(east: Cast, signed_in: Any) -> None:
    enter(east)
    client, there = signed_in(east["scrutiny"]), reverse("law-list", args=["east"])

    page = client.get(f"{there}?day=2026-05-01&words=discount").content.decode()
    assert "our own" in page
    assert "Not checked" in page
    assert "The law on 1 May 2026" in page
    old = client.get(f"{there}?day=2008-05-01&topic=Fixed+penalties").content.decode()
    assert "£75" in old
    assert "£100" not in old
    assert "not checked at their source" in old
    off = client.get(f"{there}?which=off").content.decode()
    assert "Respect order" in off
    assert "Not in force" in off
    assert "Nothing is guessed" in client.get(f"{there}?day=1901-01-01").content.decode()


def test_the_register_asks_as_much_of_the_database_however_long_it_is(
    east: Cast, signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    client, there = signed_in(east["scrutiny"]), reverse("law-list", args=["east"])
    client.get(there)
    with django_assert_max_num_queries(10):
        client.get(f"{there}?which=every")


def test_its_csv_and_its_json_say_the_same_of_the_day_asked_for(east: Cast, signed_in: Any) -> None:
    client = signed_in(east["scrutiny"])
    query = "?day=2008-05-01&words=litter"
    told = client.get(reverse("law-file", args=["east", "json"]) + query).json()
    csv = client.get(reverse("law-file", args=["east", "csv"]) + query).content.decode("utf-8-sig")

    assert told["on"] == "2008-05-01"
    assert "£75" in [row["value"] for row in told["rows"]]
    assert len(csv.splitlines()) == len(told["rows"]) + 1
    assert client.get(reverse("law-file", args=["east", "exe"])).status_code == 404


def test_a_day_that_is_none_is_said_and_todays_law_is_shown(east: Cast, signed_in: Any) -> None:
    page = signed_in(east["scrutiny"]).get(reverse("law-list", args=["east"]) + "?day=2008-02-31").content.decode()
    assert "must be a real date" in page


def test_a_rule_is_entered_followed_and_ended_on_its_pages(east: Cast, signed_in: Any) -> None:
    client = signed_in(east["manager"])
    off = Rule.objects.off().get(key="fpn.pspo.amount.most")
    follow = reverse("law-follow", args=["east", off.pk])
    assert "Say when this began" in client.get(follow).content.decode()
    sent = {
        "words": off.words, "value": "500", "jurisdiction": "both", "source": "SI 2026/999", "confirmed": "on",
        "valid_from-day": "1", "valid_from-month": "12", "valid_from-year": "2026",
    }  # fmt: skip
    answer = client.post(follow, sent)
    own = Rule.objects.within(east.partnership).get()
    assert answer.headers["Location"] == own.url_in(east.partnership)
    assert (own.value, own.valid_from, own.confirmed, own.follows) == ("500", date(2026, 12, 1), True, off)

    end = reverse("law-end", args=["east", own.pk])
    missing = client.post(end, {"how": "ended"})
    assert "Enter the last day" in missing.content.decode()
    client.post(end, {"how": "mistake", "because": "Read the wrong order"})
    own.refresh_from_db()
    assert own.withdrawn_because == "Read the wrong order"
    assert client.get(reverse("law-end", args=["east", off.pk])).status_code == 404


def test_a_partnership_in_wales_has_the_law_of_wales(east: Cast) -> None:
    east.partnership.area_code = "W06000015"
    assert LITTER not in rules_on(date(2026, 5, 1), partnership=east.partnership)
    enter(east, key=LITTER, sort="pounds", value="90", jurisdiction="wales")
    assert value_on(LITTER, date(2026, 5, 1), partnership=east.partnership) == Decimal(90)


def test_another_partnership_neither_sees_nor_follows_a_row(east: Cast, west: Cast, signed_in: Any) -> None:
    row = enter(east)
    assert signed_in(west["manager"]).get(reverse("law-rule", args=["west", row.pk])).status_code == 404
    assert rule_on(row.key, date(2026, 5, 1), partnership=west.partnership) is None
    with pytest.raises(Refused, match="same rule"):
        enter(west, follows=row, by=access_by_command("test", west.partnership))


@pytest.mark.django_db(transaction=True)
def test_a_test_that_empties_the_database_leaves_the_register_to_those_after_it() -> None:
    before = set(Rule.objects.values_list("key", "valid_from"))

    call_command("flush", interactive=False, verbosity=0)

    assert before
    assert set(Rule.objects.values_list("key", "valid_from")) == before
