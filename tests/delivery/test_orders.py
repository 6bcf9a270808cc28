"""Orders on places: no instrument on a day without its law, none too long, none before those to be asked answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from frankpledge.accounts.models import User
from frankpledge.delivery.changes.expiring import end_what_has_run_out
from frankpledge.delivery.models import KINDS, Evaluation
from frankpledge.law.models import Rule
from frankpledge.partners.access import access_by_command
from frankpledge.partners.changes.agencies import add_agency_role
from frankpledge.partners.models import Agency, AgencyRole
from frankpledge.records.changes.parts import add_part
from frankpledge.records.changes.records import MoveRefused, RecordRefused, add_record, edit_record, move_record
from tests.insight.used.scenes import ALL, load
from tests.people import NOW, Cast
from tests.records.typed import lead

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
KIND = KINDS["orders"]
STANDING = import_module("frankpledge.delivery.migrations.0029_what_the_law_ends_by_itself")
PSPO_ASKED = ("chief_officer", "policing_body", "community")
DPPO_ASKED = ("chief_officer", "parish", "licensees")


def considered(cast: Cast, instrument: str, **more: Any) -> Any:
    values = {"title": "An order", "starts_on": date(2008, 4, 1), "instrument": instrument, **lead(cast), **more}
    return add_record(kind=KIND, values=values, by=access_by_command("test", cast.partnership), now=NOW)


def ask(row: Any, cast: Cast, *bodies: str, on: date, answered: date | None = None) -> None:
    for body in bodies:
        values = {"body": body, "asked_on": on, "answered_on": answered}
        add_part(
            record=row, part=KIND.part("consultation"), values=values,
            by=access_by_command("test", cast.partnership), now=NOW,
        )  # fmt: skip


def move(row: Any, cast: Cast, step: str, **values: Any) -> Any:
    return move_record(
        record=row, move=step, version=row.version, values=values, reason="As decided",
        by=access_by_command("test", cast.partnership), now=NOW,
    )  # fmt: skip


def make(row: Any, cast: Cast, on: date, to: date | None = None, **more: Any) -> Any:
    return move(row, cast, "make", made_on=on, in_force_from=on, in_force_to=to, **more)


def pspo(cast: Cast, on: date = date(2024, 4, 1), to: date = date(2027, 3, 31)) -> Any:
    """A public spaces protection order that was made in order."""
    row = considered(cast, "pspo")
    ask(row, cast, *PSPO_ASKED, on=date(2024, 1, 8), answered=date(2024, 2, 19))
    return make(row, cast, on, to)


@pytest.mark.parametrize(
    ("instrument", "day", "is_law"),
    [
        ("dppo", date(2008, 7, 1), True),
        ("dppo", date(2014, 10, 19), True),
        ("dppo", date(2014, 10, 20), False),
        ("dppo", date(2026, 11, 1), False),
        ("pspo", date(2008, 7, 1), False),
        ("pspo", date(2014, 10, 19), False),
        ("pspo", date(2014, 10, 20), True),
        ("dispersal_2003", date(2008, 7, 1), True),
        ("dispersal_2003", date(2015, 1, 1), False),
        ("dispersal", date(2008, 7, 1), False),
        ("dispersal", date(2015, 1, 1), True),
        ("crack_house", date(2008, 7, 1), True),
        ("crack_house", date(2015, 1, 1), False),
        ("closure_order", date(2008, 7, 1), False),
        ("closure_order", date(2015, 1, 1), True),
        ("nccz", date(2008, 7, 1), True),
        ("nccz", date(2026, 7, 1), True),
    ],
)
def test_an_instrument_is_not_made_on_a_day_when_the_law_has_no_such_instrument(
    instrument: str, day: date, is_law: bool, east: Cast
) -> None:
    row = considered(east, instrument, support_percent=80)
    ask(row, east, *{*PSPO_ASKED, *DPPO_ASKED}, on=date(2008, 1, 1), answered=date(2008, 2, 1))

    if is_law:
        assert make(row, east, day, day).state == "made"
    else:
        with pytest.raises(MoveRefused, match=r"not in force on .* as far as the law register knows"):
            make(row, east, day, day)


@pytest.mark.parametrize(
    ("instrument", "first", "last"),
    [
        ("pspo", date(2024, 4, 1), date(2027, 3, 31)),
        ("pspo", date(2024, 2, 29), date(2027, 2, 27)),
        ("dispersal", date(2024, 4, 5), date(2024, 4, 7)),
        ("dispersal_2003", date(2008, 8, 9), date(2009, 2, 8)),
        ("closure_notice", date(2024, 4, 5), date(2024, 4, 6)),
        ("closure_senior", date(2024, 4, 5), date(2024, 4, 7)),
        ("closure_order", date(2024, 4, 5), date(2024, 7, 4)),
        ("crack_house", date(2008, 10, 15), date(2009, 1, 14)),
    ],
)
def test_it_is_not_made_for_longer_than_the_law_of_that_day_lets_it(
    instrument: str, first: date, last: date, east: Cast
) -> None:
    row = considered(east, instrument)
    ask(row, east, *PSPO_ASKED, on=date(2008, 1, 1), answered=date(2008, 2, 1))

    with pytest.raises(MoveRefused, match="at the latest") as refusal:
        make(row, east, first, date.fromordinal(last.toordinal() + 1))
    assert refusal.value.field == "in_force_to"
    with pytest.raises(MoveRefused, match="Say its last day"):
        make(row, east, first)

    made = make(row, east, first, last)

    assert made.in_force_to == last
    assert made.kept_rule(made.known.longest) is not None


def test_a_length_the_register_does_not_know_is_said_and_not_guessed(east: Cast) -> None:
    Rule.objects.filter(key="pspo.longest_years").delete()

    assert pspo(east, to=date(2044, 1, 1)).longest == "not known: the law register has no rule for that day"


@pytest.mark.parametrize(
    ("instrument", "day", "asked"),
    [("pspo", date(2024, 4, 1), PSPO_ASKED), ("dppo", date(2008, 7, 14), DPPO_ASKED)],
)
def test_it_is_not_made_before_everybody_who_must_be_asked_has_answered(
    instrument: str, day: date, asked: tuple[str, ...], east: Cast
) -> None:
    row = considered(east, instrument)
    with pytest.raises(MoveRefused, match="must be asked first"):
        make(row, east, day, day)
    ask(row, east, *asked[1:], on=date(2008, 1, 1), answered=date(2008, 2, 1))
    ask(row, east, asked[0], on=date(2008, 1, 1))
    with pytest.raises(MoveRefused, match=r"have answered by .*: the chief officer of police"):
        make(row, east, day, day)
    ask(row, east, asked[0], on=date(2008, 1, 1), answered=date.fromordinal(day.toordinal() + 1))
    with pytest.raises(MoveRefused, match="the chief officer of police"):
        make(row, east, day, day)
    ask(row, east, asked[0], on=date(2008, 1, 1), answered=day)

    assert make(row, east, day, day).state == "made"


def test_whom_to_ask_is_what_the_register_says_on_that_day(east: Cast) -> None:
    Rule.objects.filter(key="pspo.consult.local_policing_body").update(valid_to=date(2024, 3, 1))
    row = considered(east, "pspo")
    ask(row, east, "chief_officer", "community", on=date(2024, 1, 8), answered=date(2024, 2, 19))

    assert make(row, east, date(2024, 4, 1), date(2025, 3, 31)).state == "made"


def test_it_can_be_challenged_for_six_weeks_by_the_register(east: Cast) -> None:
    made = pspo(east, on=date(2024, 4, 1))

    assert made.challenge_ends_on == date(2024, 5, 12)  # six weeks beginning with the day it was made
    assert made.challenge == "12 May 2024"
    assert considered(east, "nccz").challenge == ""


def test_a_later_change_of_the_register_does_not_change_what_was_made(east: Cast) -> None:
    made = pspo(east)
    Rule.objects.all().delete()

    found = KIND.model.objects.get(pk=made.pk)

    assert found.longest == "3 years"
    assert "42 days" in found.law_shown


def test_it_is_not_in_force_before_it_is_made_nor_over_before_it_begins(east: Cast) -> None:
    row = considered(east, "nccz", support_percent=70)

    with pytest.raises(MoveRefused, match="before it is made"):
        move(row, east, "make", made_on=date(2024, 4, 2), in_force_from=date(2024, 4, 1))
    with pytest.raises(RecordRefused, match="must not be before the first"):
        make(row, east, date(2024, 4, 2), date(2024, 4, 1))


def test_a_zone_of_neighbours_says_how_many_are_for_it(east: Cast) -> None:
    row = considered(east, "nccz")

    with pytest.raises(MoveRefused, match="how many of the households") as refusal:
        make(row, east, date(2024, 4, 1))

    assert refusal.value.field == "support_percent"
    with pytest.raises(RecordRefused, match="at most 100"):
        make(row, east, date(2024, 4, 1), support_percent=101)


def zone(cast: Cast, area: str, to: date | None = None) -> Any:
    row = considered(cast, "nccz", support_percent=80, counted_area=area)
    return make(row, cast, date(2008, 6, 10), to)


def test_a_zone_is_held_against_burglaries_before_and_after_and_they_are_kept_when_it_ends(
    east: Cast, signed_in: SignedIn
) -> None:
    ward = load(east, [month for month in ALL if month >= "2007-06"]).planted.risen_ward
    row, client = zone(east, ward, date(2008, 9, 30)), signed_in(east["manager"])

    asked = {question.definition: (question.before, question.after) for question in row.questions()}
    months = (("2007-06", "2008-05"), ("2008-07", "2008-09"))  # its own first month is in neither
    assert asked == {"dwelling-burglary@1": months, "distraction-burglary@1": months}
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Distraction burglary (bogus officials) before and after" in page
    assert "Needs a police extract" not in page
    row = move(row, east, "discharge")

    kept: list[Any] = list(Evaluation.objects.filter(record=row.pk).order_by("pk"))
    assert [(one.definition, one.state) for one in kept] == [
        ("dwelling-burglary@1", "answered"), ("distraction-burglary@1", "answered"),
    ]  # fmt: skip
    assert client.get(row.get_absolute_url()).content.decode().count("and not changed since") == 2


def test_with_open_data_alone_a_zones_burglaries_need_a_police_extract(east: Cast, signed_in: SignedIn) -> None:
    ward = load(east, extract=False).planted.risen_ward
    row, client = zone(east, ward), signed_in(east["manager"])

    assert client.get(row.get_absolute_url()).content.decode().count("Needs a police extract") == 2
    bare = considered(east, "nccz")
    assert "in which area burglaries are counted" in client.get(bare.get_absolute_url()).content.decode()
    assert "Did it work?" not in client.get(considered(east, "pspo").get_absolute_url()).content.decode()


def test_it_is_put_to_somebody_before_it_is_said_to_be_consulted_on(east: Cast) -> None:
    row = considered(east, "pspo")
    with pytest.raises(MoveRefused, match="who was asked"):
        move(row, east, "consult")
    ask(row, east, "community", on=date(2024, 1, 8))

    assert move(row, east, "consult").state == "consulted"


def test_it_is_extended_before_it_runs_out_for_as_long_again_and_after_asking_again(east: Cast) -> None:
    made = pspo(east)
    extend = {"varied_on": date(2027, 2, 1), "in_force_to": date(2030, 3, 31)}

    with pytest.raises(MoveRefused, match="must be asked first"):
        move(made, east, "extend", **extend)
    ask(made, east, *PSPO_ASKED, on=date(2026, 10, 1), answered=date(2026, 12, 1))
    with pytest.raises(MoveRefused, match="ran out on 31 March 2027"):
        move(made, east, "extend", **{**extend, "varied_on": date(2027, 4, 1)})
    with pytest.raises(MoveRefused, match="ends later than"):
        move(made, east, "extend", **{**extend, "in_force_to": date(2027, 3, 1)})
    with pytest.raises(MoveRefused, match="31 March 2030 at the latest"):
        move(made, east, "extend", **{**extend, "in_force_to": date(2030, 4, 1)})

    extended = move(made, east, "extend", **extend)

    assert (extended.state, extended.in_force_to) == ("extended", date(2030, 3, 31))
    assert extended.challenge_ends_on == date(2027, 3, 14)


def test_a_closure_is_not_extended_past_what_the_law_lets_it_last_in_all(east: Cast) -> None:
    made = make(considered(east, "closure_order"), east, date(2024, 4, 5), date(2024, 7, 4))

    with pytest.raises(MoveRefused, match="4 October 2024 at the latest"):
        move(made, east, "extend", varied_on=date(2024, 7, 1), in_force_to=date(2024, 10, 5))

    assert move(made, east, "extend", varied_on=date(2024, 7, 1), in_force_to=date(2024, 10, 4)).state == "extended"


def test_what_it_forbids_changes_only_by_varying_it(east: Cast) -> None:
    made = pspo(east)
    by = access_by_command("test", east.partnership)

    with pytest.raises(RecordRefused, match="can no longer be changed"):
        edit_record(record=made, values={"restrictions": "No balls"}, version=made.version, by=by, now=NOW)
    ask(made, east, *PSPO_ASKED, on=date(2025, 1, 6), answered=date(2025, 2, 3))

    varied = move(made, east, "vary", varied_on=date(2025, 3, 3), restrictions="No balls")

    assert (varied.state, varied.restrictions) == ("varied", "No balls")


def test_it_has_not_run_out_before_its_last_day_is_over(east: Cast) -> None:
    made = pspo(east)

    with pytest.raises(MoveRefused, match="holds until 31 March 2027"):
        move(made, east, "expire")

    assert move(made, east, "discharge").state == "discharged"


def test_a_successor_names_what_it_follows_and_never_itself(east: Cast) -> None:
    made, by = pspo(east), access_by_command("test", east.partnership)
    after = considered(east, "pspo", follows=made)

    assert after.follows == made
    with pytest.raises(RecordRefused, match="does not follow itself"):
        edit_record(record=made, values={"follows": made}, version=made.version, by=by, now=NOW)


def test_an_old_instrument_names_what_took_its_place(east: Cast) -> None:
    assert considered(east, "dppo").name_today == "Public spaces protection order"
    assert considered(east, "pspo").name_today == ""


def test_what_an_order_in_force_still_lacks_is_said(east: Cast, signed_in: SignedIn) -> None:
    made, by = pspo(east), access_by_command("test", east.partnership)
    assert made.to_do == "publish it on the website; put up notices on the site"
    values = {"published_on": date(2024, 4, 2), "notice_on": date(2024, 4, 3), "signs_needed": 6, "signs_up": 5}

    made = edit_record(record=made, values=values, version=made.version, by=by, now=NOW)

    assert (made.to_do, made.signs) == ("put up 1 more sign", "5 of 6")
    assert "put up 1 more sign" in signed_in(east["scrutiny"]).get(made.get_absolute_url()).content.decode()


def test_the_step_that_makes_it_offers_a_last_day_and_does_not_insist(east: Cast, signed_in: SignedIn) -> None:
    row, client = considered(east, "nccz", support_percent=70), signed_in(east["manager"])
    there = row.address("move", "make")
    form = client.get(there).context["form"]
    assert not form.fields["in_force_to"].required
    assert form.fields["made_on"].required
    sent = {f"{name}-{part}": value for name in ("made_on", "in_force_from")
            for part, value in (("day", 1), ("month", 4), ("year", 2024))}  # fmt: skip

    answer = client.post(there, {**sent, "version": row.version, "support_percent": 70})

    assert answer.status_code == 302
    assert KIND.model.objects.get().state == "made"


def test_a_refused_step_says_why_on_its_page(east: Cast, signed_in: SignedIn) -> None:
    row = considered(east, "pspo")
    sent = {f"{name}-{part}": value for name in ("made_on", "in_force_from")
            for part, value in (("day", 1), ("month", 4), ("year", 2008))}  # fmt: skip

    answer = signed_in(east["manager"]).post(row.address("move", "make"), {**sent, "version": row.version})

    assert answer.status_code == 422
    assert "not in force on 1 April 2008" in answer.content.decode()


def dppo(cast: Cast, on: date = date(2008, 7, 14)) -> Any:
    """A designated public place order that was made in order, without a last day."""
    row = considered(cast, "dppo")
    ask(row, cast, *DPPO_ASKED, on=date(2008, 5, 1), answered=date(2008, 6, 1))
    return make(row, cast, on)


def test_an_order_of_2008_stands_no_longer_than_the_law_that_replaced_it_let_it(
    east: Cast, signed_in: SignedIn
) -> None:
    made = dppo(east)

    assert made.stands_until == date(2020, 10, 19)
    assert made.standing == (
        "until 19 October 2020; not since 20 October 2020, unless it was extended before (not checked at its source)"
    )
    with pytest.raises(MoveRefused, match="ran out on 19 October 2020"):
        move(made, east, "extend", varied_on=date(2020, 10, 20), in_force_to=date(2023, 10, 19))
    page = signed_in(east["manager"]).get(made.get_absolute_url()).content.decode()
    assert "No longer stands since 20 October 2020." in page
    assert "No record follows it" in page
    assert f"orders/add/?follows={made.pk}" in page

    assert end_what_has_run_out(by=access_by_command("clock", east.partnership), now=NOW) == 1
    assert KIND.model.objects.get(pk=made.pk).state == "expired"


def test_what_took_the_place_of_an_order_is_named_on_its_page_and_the_other_way_round(
    east: Cast, signed_in: SignedIn
) -> None:
    made, client = dppo(east), signed_in(east["scrutiny"])
    after = considered(east, "pspo", follows=made, title="The same square, as a PSPO")

    page = client.get(made.get_absolute_url()).content.decode()
    assert "Followed by" in page
    assert after.get_absolute_url() in page
    assert "No record follows it" not in page
    assert "It follows" in client.get(after.get_absolute_url()).content.decode()


def test_an_order_of_2008_is_extended_in_its_last_three_years_as_what_it_became_and_by_its_rules(east: Cast) -> None:
    made = dppo(east)
    extend = {"varied_on": date(2020, 9, 1), "in_force_to": date(2023, 10, 19)}
    with pytest.raises(MoveRefused, match="not in force on 1 September 2016"):
        move(made, east, "extend", **{**extend, "varied_on": date(2016, 9, 1)})
    with pytest.raises(MoveRefused, match="the local policing body"):
        move(made, east, "extend", **extend)
    ask(made, east, *PSPO_ASKED, on=date(2020, 6, 1), answered=date(2020, 7, 1))
    with pytest.raises(MoveRefused, match="19 October 2023 at the latest"):
        move(made, east, "extend", **{**extend, "in_force_to": date(2023, 10, 20)})

    made = move(made, east, "extend", **extend)

    assert (made.stands_until, made.last_day) == (None, date(2023, 10, 19))
    assert made.standing == "until 19 October 2023, extended as a public spaces protection order"
    assert made.challenge == "12 October 2020"
    assert made.to_do.startswith("publish it on the website")


def test_where_the_register_does_not_know_how_long_an_old_order_stands_nothing_is_guessed(east: Cast) -> None:
    Rule.objects.filter(key__startswith="dppo.stands").delete()

    made = dppo(east)

    assert (made.stands_until, made.standing) == (None, "not known: no rule was kept with it")


def test_orders_in_force_before_this_was_kept_are_told_by_the_register_until_when_they_stand(east: Cast) -> None:
    made, other = dppo(east), pspo(east)
    KIND.model.objects.update(stands_until=None, law_kept={})

    STANDING.say_how_long(apps, None)

    assert KIND.model.objects.get(pk=made.pk).stands_until == date(2020, 10, 19)
    assert "not checked at its source" in KIND.model.objects.get(pk=made.pk).standing
    assert KIND.model.objects.get(pk=other.pk).stands_until is None


def test_a_closure_notice_says_by_when_a_court_hears_of_it_by_the_law_of_its_day(
    east: Cast, signed_in: SignedIn
) -> None:
    made = make(considered(east, "closure_notice"), east, date(2026, 11, 3), date(2026, 11, 4))

    assert (made.court_by, made.court) == (date(2026, 11, 5), "5 November 2026")
    page = signed_in(east["manager"]).get(made.get_absolute_url()).content.decode()
    assert "must be before a court by" in page
    Rule.objects.filter(key="closure.application_hours").delete()
    unknown = make(considered(east, "closure_senior"), east, date(2026, 11, 3), date(2026, 11, 4))
    assert (unknown.court_by, unknown.court) == (None, "not known: no rule was kept with it")
    assert pspo(east).court == ""


def test_the_policing_body_is_named_by_the_dated_role_of_an_agency_on_the_day_it_was_asked(east: Cast) -> None:
    by = access_by_command("test", east.partnership)
    authority, commissioner = (
        Agency.objects.create(partnership=east.partnership, name=name, short_name=name[:20])
        for name in ("Eastmarch Police Authority", "Police and Crime Commissioner")
    )
    kind = AgencyRole.Kind.POLICING_BODY
    first, last = date(2003, 4, 1), date(2012, 11, 21)
    add_agency_role(agency=authority, kind=kind, starts_on=first, ends_on=last, by=by, now=NOW)
    add_agency_role(agency=commissioner, kind=kind, starts_on=date(2012, 11, 22), ends_on=None, by=by, now=NOW)
    row = considered(east, "pspo")
    with pytest.raises(MoveRefused, match=r"the local policing body \(Police and Crime Commissioner\)"):
        make(row, east, date(2024, 4, 1), date(2027, 3, 31))

    ask(row, east, "policing_body", on=date(2012, 11, 21))
    ask(row, east, "policing_body", on=date(2024, 1, 8))
    ask(row, east, "policing_body", on=date(1999, 1, 8))
    ask(row, east, "chief_officer", on=date(2024, 1, 8))

    assert [line.which for line in row.bodies_asked.all()] == [
        "Eastmarch Police Authority", "Police and Crime Commissioner", "", "",
    ]  # fmt: skip


def test_the_share_of_households_for_a_zone_says_out_of_how_many_or_that_it_is_not_known(east: Cast) -> None:
    said = "81 % of the households that answered; how many did is not known"
    assert considered(east, "nccz", support_percent=81).support == said
    told = considered(east, "nccz", support_percent=81, households_answered=54)
    assert told.support == "81 % of 54 households that answered"
    assert considered(east, "nccz").support == ""
    with pytest.raises(RecordRefused, match="no share"):
        considered(east, "nccz", support_percent=81, households_answered=0)
