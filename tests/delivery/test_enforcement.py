"""Rules of accreditations, penalty notices, test purchases and contact cards: by the law of the day of the act."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pikepdf
import pytest
from django.urls import reverse

from frankpledge.delivery.clocks.changes import warn_of_clocks
from frankpledge.delivery.clocks.queries import running
from frankpledge.delivery.kinds.cards import ContactCard
from frankpledge.delivery.models import KINDS
from frankpledge.law.changes import add_rule
from frankpledge.law.queries import rule_on
from frankpledge.partners.access import Access, access_by_command
from frankpledge.partners.models import Membership
from frankpledge.records.changes.parts import add_part
from frankpledge.records.changes.records import RecordRefused, add_record, edit_record, move_record
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db
GIVEN = date(2008, 5, 1)


def command(cast: Cast) -> Access:
    return access_by_command("test", cast.partnership)


def record(cast: Cast, kind: str, **values: Any) -> Any:
    said = {"title": "Made up", "lead_agency": cast.council, **values}
    return add_record(kind=KINDS[kind], values=said, by=command(cast), now=NOW)


def step(row: Any, move: str, cast: Cast, *, reason: str = "", **values: Any) -> Any:
    return move_record(
        record=row, move=move, version=row.version, values=values, reason=reason, by=command(cast), now=NOW
    )


def line(row: Any, slug: str, cast: Cast, **values: Any) -> Any:
    part = row.declared.part(slug)
    return add_part(record=row, part=part, values=values, by=command(cast), now=NOW)


def warden(cast: Cast, *powers: str, basis: str = "accredited", expires: date = date(2009, 4, 30)) -> Any:
    row = record(cast, "accreditations", starts_on=GIVEN, basis=basis, employer=cast.council, collar="W01")
    row = step(row, "accredit", cast, vetted_on=date(2008, 4, 1), accredited_on=GIVEN, card_number="1",
               card_expires_on=expires)  # fmt: skip
    for power in powers:
        line(row, "powers", cast, power=power, held_from=GIVEN)
    return row


def notice(cast: Cast, issuer: Any, **more: Any) -> Any:
    said = {"starts_on": date(2008, 6, 2), "offence": "litter", "issuer": issuer, "age_band": "adult"}
    return record(cast, "notices", **{**said, **more})


def test_a_notice_is_for_the_amount_and_the_time_of_the_day_it_was_issued_and_keeps_the_rules(east: Cast) -> None:
    old = notice(east, warden(east, "litter"))
    new = notice(east, warden(east, "litter", expires=date(2027, 1, 1)), starts_on=date(2026, 6, 2))

    assert (old.amount, old.due_on, old.prosecute_by) == (Decimal(75), date(2008, 6, 16), date(2008, 12, 2))
    assert new.amount == Decimal(100)
    rule = rule_on("fpn.litter.amount.default", date(2008, 6, 2))
    assert rule is not None
    kept = old.law_kept["fpn.litter.amount.default"]
    assert (kept["value"], kept["rule"], kept["day"]) == ("75", rule.pk, "2008-06-02")
    assert "not checked at its source" in old.law_shown
    assert old.discount_shown == ""


def test_a_later_row_of_law_changes_no_notice_and_another_day_for_the_act_does(east: Cast) -> None:
    row = notice(east, warden(east, "litter"))
    add_rule(
        key="fpn.litter.amount.default", words="Litter", sort="pounds", value="60", valid_from=date(2008, 4, 1),
        source="Cabinet", jurisdiction="england", by=command(east), now=NOW,
    )  # fmt: skip

    edited = edit_record(record=row, values={"title": "Another"}, version=row.version, by=command(east), now=NOW)
    assert edited.amount == Decimal(75)
    moved = edit_record(
        record=edited, values={"starts_on": date(2008, 6, 3)}, version=edited.version, by=command(east), now=NOW
    )
    assert (moved.amount, moved.due_on) == (Decimal(60), date(2008, 6, 17))


@pytest.mark.parametrize(
    ("offence", "day", "why"),
    [
        ("dog_fouling", date(2008, 6, 2), "did not hold this power on 2 June 2008"),
        ("litter", date(2008, 4, 30), "gave no powers before 1 May 2008"),
        ("litter", date(2009, 5, 1), "expired on 30 April 2009"),
    ],
)
def test_a_notice_is_refused_when_its_issuer_lacked_the_power_that_day(
    east: Cast, offence: str, day: date, why: str
) -> None:
    issuer = warden(east, "litter")
    with pytest.raises(RecordRefused, match=why) as refusal:
        notice(east, issuer, offence=offence, starts_on=day)
    assert refusal.value.field == "issuer"


def test_a_notice_is_refused_under_a_power_taken_back_or_an_accreditation_proposed_or_ended(east: Cast) -> None:
    proposed = record(east, "accreditations", starts_on=GIVEN, basis="pcso", employer=east.police, collar="9")
    with pytest.raises(RecordRefused, match="no powers are held"):
        notice(east, proposed)
    held = warden(east)
    line(held, "powers", east, power="litter", held_from=GIVEN, held_to=date(2008, 6, 1))
    with pytest.raises(RecordRefused, match="did not hold"):
        notice(east, held)
    assert notice(east, held, starts_on=date(2008, 6, 1)).state == "issued"
    ended = step(warden(east, "litter"), "end", east, ended_on=date(2008, 5, 31), reason="Left")
    with pytest.raises(RecordRefused, match="ended on 31 May 2008"):
        notice(east, ended)
    assert notice(east, ended, starts_on=date(2008, 5, 31)).state == "issued"


def test_a_notice_is_refused_when_the_law_of_that_day_has_no_such_penalty(east: Cast) -> None:
    issuer = warden(east, "fly_tipping", "dog_fouling", basis="officer", expires=date(2027, 1, 1))
    with pytest.raises(RecordRefused, match="no penalty for this is in force") as refusal:
        notice(east, issuer, offence="fly_tipping")
    assert refusal.value.field == "offence"
    assert notice(east, issuer, offence="fly_tipping", starts_on=date(2017, 1, 1)).amount == Decimal(200)
    with pytest.raises(RecordRefused, match="no penalty for this is in force"):
        notice(east, issuer, offence="dog_fouling", starts_on=date(2018, 1, 1))


def test_an_amount_is_within_what_the_law_of_that_day_lets_a_council_set(east: Cast) -> None:
    issuer = warden(east, "litter", "pspo", basis="officer", expires=date(2027, 1, 1))
    with pytest.raises(RecordRefused, match="the most was £80"):
        notice(east, issuer, amount=Decimal(81))
    with pytest.raises(RecordRefused, match="the least was £50"):
        notice(east, issuer, amount=Decimal(49))
    with pytest.raises(RecordRefused, match="no usual amount"):
        notice(east, issuer, offence="pspo", starts_on=date(2026, 6, 2))
    with pytest.raises(RecordRefused, match="the most was £100"):
        notice(east, issuer, offence="pspo", starts_on=date(2026, 6, 2), amount=Decimal(500))


def test_nobody_under_ten_is_given_a_notice_and_under_eighteen_the_protocol_is_followed(east: Cast) -> None:
    issuer = warden(east, "litter", "cpn", basis="officer", expires=date(2027, 1, 1))
    with pytest.raises(RecordRefused, match="under 10") as refusal:
        notice(east, issuer, age_band="under_10", is_protocol_followed=True)
    assert refusal.value.field == "age_band"
    with pytest.raises(RecordRefused, match="local protocol"):
        notice(east, issuer, age_band="10_15")
    assert notice(east, issuer, age_band="10_15", is_protocol_followed=True).state == "issued"
    with pytest.raises(RecordRefused, match="under 16"):
        notice(east, issuer, offence="cpn", starts_on=date(2026, 6, 2), age_band="10_15", is_protocol_followed=True,
               amount=Decimal(80))  # fmt: skip


def discount(cast: Cast) -> None:
    for name, sort, value in (("amount", "pounds", "50"), ("days", "days", "10")):
        add_rule(
            key=f"fpn.discount.{name}", words=f"Discount {name}", sort=sort, value=value, valid_from=date(2008, 4, 1),
            source="Cabinet", jurisdiction="england", by=command(cast), now=NOW,
        )  # fmt: skip


def test_a_discount_is_paid_within_its_days_and_only_where_the_register_has_one(east: Cast) -> None:
    bare = notice(east, warden(east, "litter"))
    with pytest.raises(RecordRefused, match="no discount"):
        step(bare, "discount", east, discount_paid_on=date(2008, 6, 3))
    discount(east)
    row = notice(east, warden(east, "litter"))
    assert row.discount_shown == "£50.00 until 12 June 2008"
    with pytest.raises(RecordRefused, match="ended on 12 June 2008"):
        step(row, "discount", east, discount_paid_on=date(2008, 6, 13))
    row = step(row, "discount", east, discount_paid_on=date(2008, 6, 12))
    assert (row.days_to_pay, row.paid_amount) == (10, "£50.00")


def test_a_notice_lapses_after_its_last_day_and_is_prosecuted_within_six_months(east: Cast) -> None:
    row = notice(east, warden(east, "litter"))
    with pytest.raises(RecordRefused, match="paid until 16 June 2008"):
        step(row, "lapse", east, lapsed_on=date(2008, 6, 16))
    row = step(row, "lapse", east, lapsed_on=date(2008, 6, 17))
    with pytest.raises(RecordRefused, match="out of time: the last day was 2 December 2008"):
        step(row, "prosecute", east, prosecuted_on=date(2008, 12, 3))
    assert step(row, "prosecute", east, prosecuted_on=date(2008, 12, 2)).state == "prosecuted"


def test_what_became_of_notices_is_said_out_of_how_many(east: Cast, signed_in: Any) -> None:
    issuer = warden(east, "litter")
    rows = [notice(east, issuer) for _ in range(4)]
    step(rows[0], "pay", east, paid_on=date(2008, 6, 9))
    step(rows[1], "cancel", east, cancelled_because="evidence", reason="The photograph was lost")
    step(rows[2], "withdraw", east, reason="Typed twice")
    client, there = signed_in(east["scrutiny"]), reverse("record-list", args=["east", "notices"])

    page = client.get(there).content.decode()

    assert "1 of 3 (33 %) of the notices listed are paid" in page
    assert "1 of 3 (33 %) were cancelled" in page
    assert "What became of them" not in client.get(f"{there}?state=paid").content.decode()


def test_no_power_is_given_to_an_accredited_person_that_the_law_of_that_day_does_not_list(east: Cast) -> None:
    row = warden(east)
    with pytest.raises(RecordRefused, match="no such power for accredited people") as refusal:
        line(row, "powers", east, power="fly_tipping", held_from=GIVEN)
    assert refusal.value.field == "power"
    with pytest.raises(RecordRefused, match="no such power"):
        line(row, "powers", east, power="pspo", held_from=GIVEN)
    assert line(warden(east, basis="officer"), "powers", east, power="fly_tipping", held_from=GIVEN).pk


@pytest.mark.parametrize(("days", "tells"), [(91, False), (90, True), (0, True), (-1, False)])
def test_a_powers_card_is_told_of_from_ninety_days_before_it_expires(east: Cast, days: int, tells: bool) -> None:
    row = warden(east, expires=NOW.date() + timedelta(days=days))

    letters = warn_of_clocks(partnership=east.partnership, by=command(east), now=NOW)

    [clock] = running(command(east), NOW.date())
    assert (clock.record, clock.days, clock.clock.words) == (row.pk, days, "card expires")
    assert bool(letters) is tells
    renewed = {"card_number": "2", "card_expires_on": NOW.date() + timedelta(days=365)}
    step(row, "renew", east, **renewed)
    later = NOW + timedelta(days=1)
    assert warn_of_clocks(partnership=east.partnership, by=command(east), now=later) == 0  # the new card's day is far


def test_the_card_of_powers_that_ended_is_nobodys_worry(east: Cast) -> None:
    row = warden(east, expires=NOW.date() + timedelta(days=10))
    step(row, "end", east, reason="She moved.", ended_on=NOW.date())

    assert running(command(east), NOW.date()) == []
    assert warn_of_clocks(partnership=east.partnership, by=command(east), now=NOW) == 0


def test_an_accreditation_names_somebody_or_a_collar_number_and_no_file_has_either(east: Cast, signed_in: Any) -> None:
    with pytest.raises(RecordRefused, match="collar number"):
        record(east, "accreditations", starts_on=GIVEN, basis="pcso", employer=east.police)
    warden(east, "litter")
    there = reverse("record-list-file", args=["east", "accreditations", "csv"])
    csv = signed_in(east["manager"]).get(there).content.decode("utf-8-sig")
    assert "W01" not in csv
    assert "Collar" not in csv


def operation(cast: Cast, day: date, **asked: Any) -> Any:
    row = record(cast, "test-purchases", starts_on=day, goods="alcohol")
    said = {"volunteer_age": Decimal(16), "consent_on": day, "surveillance": "not_needed", "safeguards": "In sight"}
    return step(row, "carry_out", cast, **{**said, **asked})


def test_a_test_purchase_is_carried_out_only_with_consent_safeguards_and_surveillance_thought_through(
    east: Cast,
) -> None:
    day = date(2026, 6, 6)
    for missing, empty in (("consent_on", None), ("surveillance", ""), ("safeguards", "")):
        with pytest.raises(RecordRefused, match="Fill in before this step"):
            operation(east, day, **{missing: empty})
    with pytest.raises(RecordRefused, match="Consent comes before"):
        operation(east, day, consent_on=date(2026, 6, 7))


def test_a_volunteer_is_of_the_age_the_code_of_that_day_asks_and_the_register_says_where_it_knows_none(
    east: Cast,
) -> None:
    with pytest.raises(RecordRefused, match="at least 16"):
        operation(east, date(2026, 6, 6), volunteer_age=Decimal("15.5"))
    with pytest.raises(RecordRefused, match=r"at most 16\.5"):
        operation(east, date(2026, 6, 6), volunteer_age=Decimal(17))
    with pytest.raises(RecordRefused, match="that would be no test"):
        operation(east, date(2008, 6, 6), volunteer_age=Decimal(18))
    old = operation(east, date(2008, 6, 6), volunteer_age=Decimal("15.5"))
    assert "no code of practice for that day" in old.code_shown
    assert "no code" not in operation(east, date(2026, 6, 6)).code_shown


def test_the_share_that_sold_leaves_out_what_was_not_tried_and_says_so(east: Cast, signed_in: Any) -> None:
    row = operation(east, date(2026, 6, 6))
    assert row.failure_rate == ""
    for result, follow_up in (("sale", "advice"), ("refused", ""), ("refused", ""), ("refused", ""), ("not_tried", "")):
        line(row, "attempts", east, premises="Shop", result=result, follow_up=follow_up)
    line(row, "attempts", east, premises="Another", result="sale")

    assert row.failure_rate == "2 of 5 (40 %) sold; 1 not tried"
    assert row.without_follow_up == "1 of 2"
    page = signed_in(east["scrutiny"]).get(reverse("record-list", args=["east", "test-purchases"])).content.decode()
    assert "2 of 5 (40 %) sold, in the operations listed" in page
    with pytest.raises(RecordRefused, match="Only a sale"):
        line(row, "attempts", east, premises="Third", result="refused", follow_up="advice")


def sold(cast: Cast, day: date, shop: str, **more: Any) -> Any:
    row = operation(cast, day)
    return line(row, "attempts", cast, premises=shop, result="sale", **more).record


def test_sales_by_one_shop_in_the_laws_months_are_persistent_selling_by_the_law_of_the_day(
    east: Cast, signed_in: Any
) -> None:
    client = signed_in(east["scrutiny"])
    sold(east, date(2026, 3, 5), "Corner Wines, High Street")  # a day too early to count
    first = sold(east, date(2026, 3, 7), "Corner Wines, High Street")
    row = sold(east, date(2026, 6, 6), "corner wines High Street")

    said = client.get(row.get_absolute_url()).content.decode()
    assert "2 sales recorded in the 3 months up to this operation" in said
    assert "persistent selling from 2 sales" in said
    assert "not been checked at their source" in said
    before = client.get(first.get_absolute_url()).content.decode()
    assert "2 sales recorded" in before  # 5 March and 7 March, with the later one left out
    sold(east, date(2008, 5, 6), "Corner Wines, High Street")
    old = sold(east, date(2008, 6, 6), "Corner Wines, High Street")
    assert "It would be persistent selling from 3." in client.get(old.get_absolute_url()).content.decode()
    assert "Persistent selling" not in client.get(operation(east, date(2026, 7, 6)).get_absolute_url()).content.decode()


def test_a_closure_for_persistent_selling_is_as_long_as_the_law_of_its_day_lets_it_be(east: Cast) -> None:
    row, day = operation(east, date(2026, 6, 6)), date(2026, 7, 1)
    closed = {"premises": "Shop", "result": "sale", "follow_up": "closure", "followed_up_on": day}
    with pytest.raises(RecordRefused, match="at least 48 hours"):
        line(row, "attempts", east, **closed, closed_hours=47)
    with pytest.raises(RecordRefused, match="at most 336 hours"):
        line(row, "attempts", east, **closed, closed_hours=337)
    made = line(row, "attempts", east, **closed, closed_hours=336)
    assert made.kept_rule("persistent_selling.closure_longest_hours").content == 336
    with pytest.raises(RecordRefused, match="Only a closure"):
        line(row, "attempts", east, **{**closed, "follow_up": "advice"}, closed_hours=48)

    old = operation(east, date(2008, 6, 6))
    with pytest.raises(RecordRefused, match="at most 48 hours"):
        line(old, "attempts", east, **{**closed, "followed_up_on": date(2008, 7, 1)}, closed_hours=72)
    before = operation(east, date(2006, 6, 6))
    with pytest.raises(RecordRefused, match="no persistent selling on 1 July 2006"):
        line(before, "attempts", east, **{**closed, "followed_up_on": date(2006, 7, 1)})
    knives = record(east, "test-purchases", starts_on=date(2026, 6, 6), goods="knives")
    with pytest.raises(RecordRefused, match="of alcohol only"):
        line(knives, "attempts", east, **closed)


def card(cast: Cast, **more: Any) -> Any:
    row = record(cast, "contact-cards", starts_on=date(2026, 11, 2), version_name="3", foot="Call 999", **more)
    line(row, "routes", cast, sort="litter", whom="Street care", how="01992 555555")
    return step(row, "issue", cast, review_on=date(2027, 11, 1))


def pcso(cast: Cast) -> Membership:
    return Membership.objects.get(user=cast["other_contributor"])


def test_how_many_pcsos_have_a_current_card_is_said_out_of_how_many_there_are(east: Cast, signed_in: Any) -> None:
    there, client = reverse("record-list", args=["east", "contact-cards"]), signed_in(east["scrutiny"])
    row = card(east)
    line(row, "issues", east, pcso=pcso(east), issued_on=date(2026, 11, 3))
    page = client.get(there).content.decode()
    assert "1 PCSO has a current card" in page
    assert "Out of how many is not known" in page

    stated = record(east, "staff-counts", starts_on=date(2026, 4, 1), sort="pcso", number_of_staff=11)
    step(stated, "confirm", east)
    assert "1 of 11 PCSOs have a current card" in client.get(there).content.decode()
    step(row, "replace", east)
    assert "0 of 11 PCSOs have a current card" in client.get(there).content.decode()


def test_nobody_has_two_cards_of_one_version_and_none_before_it_was_made(east: Cast) -> None:
    row = card(east)
    with pytest.raises(RecordRefused, match="not made yet"):
        line(row, "issues", east, pcso=pcso(east), issued_on=date(2026, 11, 1))
    line(row, "issues", east, pcso=pcso(east), issued_on=date(2026, 11, 3))
    with pytest.raises(RecordRefused, match="already"):
        line(row, "issues", east, pcso=pcso(east), issued_on=date(2026, 11, 4))


def test_the_words_of_a_card_in_use_stand(east: Cast) -> None:
    row = card(east)
    with pytest.raises(RecordRefused, match="can no longer be changed"):
        line(row, "routes", east, sort="graffiti", whom="Street care", how="By letter")
    with pytest.raises(RecordRefused, match="can no longer be changed"):
        edit_record(record=row, values={"foot": "Else"}, version=row.version, by=command(east), now=NOW)


def test_a_sheet_of_cards_is_printed_with_its_version_and_its_log_and_names_nobody(east: Cast, signed_in: Any) -> None:
    row = card(east)
    line(row, "issues", east, pcso=pcso(east), issued_on=date(2026, 11, 3))
    client = signed_in(east["scrutiny"])
    there = row.address("card-sheet")
    assert there in client.get(row.get_absolute_url()).content.decode()

    answer = client.get(there)

    assert answer.headers["Content-Type"] == "application/pdf"
    assert len(pikepdf.open(io.BytesIO(answer.content)).pages) == 2
    words = str(ContactCard.objects.get().paper())
    assert "version 3" in words
    assert "3 November 2026" in words
    assert "Graffiti: no route on this card" in words
    assert east["other_contributor"].name not in words


def test_only_a_contact_card_has_a_sheet(east: Cast, signed_in: Any) -> None:
    row = warden(east)
    there = reverse("record-card-sheet", args=["east", "accreditations", row.pk])
    assert signed_in(east["scrutiny"]).get(there).status_code == 404
