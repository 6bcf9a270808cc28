"""Coverage out of how many, totals against a promise, uptake against an aim, and small counts held."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.delivery.changes.agenda import set_cadence
from frankpledge.delivery.models import KINDS
from frankpledge.delivery.suggesting import words_of
from frankpledge.measures.changes.definitions import IndicatorWords, add_indicator
from frankpledge.measures.models import Indicator
from frankpledge.measures.periods import quarter_period
from frankpledge.measures.reading import Verdict
from frankpledge.measures.sources import registry
from frankpledge.partners.access import NotAllowed, access_by_command
from frankpledge.partners.models import ActionGroup, Membership
from frankpledge.plans.models import Plan
from frankpledge.records.changes.parts import add_part
from frankpledge.records.changes.records import RecordRefused, add_record, move_record
from frankpledge.records.kinds import FEWER, HELD, told
from tests.delivery.test_links import of, plan
from tests.examples import EXAMPLES
from tests.examples.making import resolved
from tests.people import NOW, Cast
from tests.plans.sowing import sow
from tests.records.typed import as_role, lead

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def recorded(slug: str, cast: Cast, **more: Any) -> Any:
    by = as_role(cast, "manager")
    values = resolved({**EXAMPLES[slug].values, **lead(cast), **more}, by=by, now=NOW)
    return add_record(kind=KINDS[slug], values=values, by=by, now=NOW)


def step(row: Any, move: str, cast: Cast, role: str = "manager", **values: Any) -> Any:
    return move_record(
        record=row, move=move, version=row.version, values=values, by=as_role(cast, role), now=NOW, reason="Why not."
    )


def listed(slug: str, cast: Cast, client: Client) -> str:
    return client.get(reverse("record-list", args=[cast.partnership.slug, slug])).content.decode()


def test_coverage_is_out_of_the_number_of_pcsos_that_was_confirmed_or_says_it_is_not_known(
    east: Cast, signed_in: SignedIn
) -> None:
    client, place = signed_in(east["scrutiny"]), Membership.objects.get(user=east["contributor"])
    for day in (3, 4):  # the same PCSO twice is one
        step(recorded("shadowing", east, pcso=place, starts_on=date(2026, 11, day)), "hold", east)
    step(recorded("shadowing", east, pcso=place, starts_on=date(2026, 3, 3)), "hold", east)  # the year before

    page = listed("shadowing", east, client)
    assert "1 PCSO has been hosted since 1 April 2026" in page
    assert "Out of how many is not known" in page
    count = recorded("staff-counts", east)
    assert "is not known" in listed("shadowing", east, client)  # stated, and not confirmed
    step(count, "confirm", east)

    assert "1 of 11 PCSOs have been hosted since 1 April 2026" in listed("shadowing", east, client)


def test_coverage_counts_the_shadowing_that_a_published_story_tells_of_and_the_story_is_found_from_it(
    east: Cast, signed_in: SignedIn
) -> None:
    client, place = signed_in(east["scrutiny"]), Membership.objects.get(user=east["contributor"])
    told, untold = (
        step(recorded("shadowing", east, pcso=place, starts_on=date(2026, 11, day)), "hold", east) for day in (3, 4)
    )
    assert "tells of 0 of 2 (0 %) of those held" in listed("shadowing", east, client)
    story = recorded("communications", east, tells_of=told)
    assert "tells of 0 of 2 (0 %) of those held" in listed("shadowing", east, client)  # written, and not published
    story = step(story, "clear", east, "chair")
    values = {"published_on": date(2026, 11, 9)}
    move_record(record=story, move="publish", version=story.version, values=values, by=as_role(east, "chair"), now=NOW)

    assert "A published story tells of 1 of 2 (50 %) of those held." in listed("shadowing", east, client)
    assert story.number in client.get(told.get_absolute_url()).content.decode()
    assert story.number not in client.get(untold.get_absolute_url()).content.decode()
    assert told.number in client.get(story.get_absolute_url()).content.decode()


def test_only_whoever_may_clear_confirms_a_number_and_it_may_be_their_own(east: Cast) -> None:
    row = recorded("staff-counts", east)

    with pytest.raises(NotAllowed):
        step(row, "confirm", east, "contributor")
    assert step(row, "confirm", east, "manager").state == "confirmed"


def test_a_pcso_is_named_only_to_those_who_may_see_people(east: Cast, signed_in: SignedIn) -> None:
    row = recorded("shadowing", east, pcso=Membership.objects.get(user=east["contributor"]))
    name = east["contributor"].name

    assert name in signed_in(east["manager"]).get(row.get_absolute_url()).content.decode()
    page = signed_in(east["scrutiny"]).get(row.get_absolute_url()).content.decode()
    assert name not in page
    assert "somebody of EHC" in page
    assert name not in signed_in(east["other_contributor"]).get(row.get_absolute_url()).content.decode()


def test_hours_are_held_against_what_was_promised_each_week_and_being_under_needs_its_reason(east: Cast) -> None:
    row = recorded("provider-totals", east)  # 180 hours, 12 people, 30 days
    assert row.against_promise == "3.5 of 2 hours a week each: as promised"

    with pytest.raises(RecordRefused, match="under what was promised") as refusal:
        recorded("provider-totals", east, promised=Decimal(15))
    assert refusal.value.field == "because"
    under = recorded("provider-totals", east, promised=Decimal(15), because="no_places")
    assert under.against_promise == "3.5 of 15 hours a week each: under"
    assert recorded("provider-totals", east, hours=None).against_promise == ""
    with pytest.raises(RecordRefused, match="first day"):
        recorded("provider-totals", east, starts_on=date(2026, 11, 2))


def reviews(cast: Cast, day: date, reviewed: int | None, incidents: int, **more: Any) -> Any:
    values = {"starts_on": day, "reviewed": reviewed, "incidents": incidents, "title": f"Reviews of {day}", **more}
    return recorded("supervisor-reviews", cast, **values)


def test_reviews_are_added_up_out_of_all_incidents_with_how_soon_and_what_is_not_said(
    east: Cast, signed_in: SignedIn
) -> None:
    client = signed_in(east["scrutiny"])
    assert "Supervisors’ reviews this year" not in listed("supervisor-reviews", east, client)
    reviews(east, date(2026, 10, 1), 38, 40, hours_to_review=Decimal("6.5"))
    reviews(east, date(2026, 11, 1), 50, 60, hours_to_review=Decimal("20.0"))
    reviews(east, date(2026, 11, 8), None, 12, hours_to_review=None)
    reviews(east, date(2026, 3, 1), 1, 90, hours_to_review=Decimal("99"))  # the year before
    step(reviews(east, date(2026, 10, 8), 9, 9), "withdraw", east)

    page = listed("supervisor-reviews", east, client)

    assert "Reviewed by a supervisor since 1 April 2026: 88 of 100 (88 %). Periods counted: 2." in page
    assert "Periods that do not say yet: 1." in page
    assert "6.5 to 20.0" in page
    reading = read_of(east, "delivery.amounts-share", {"what": "supervisor-reviews:reviewed:incidents"})
    assert (reading.value, reading.numerator, reading.denominator) == (Decimal(88), Decimal(88), Decimal(100))
    assert [record.words.rpartition(": ")[2] for record in reading.records] == ["38 of 40", "50 of 60"]
    assert "1 of 3 do not say both" in reading.note


def test_a_small_count_in_any_period_withholds_the_years_reviews(east: Cast, signed_in: SignedIn) -> None:
    reviews(east, date(2026, 10, 1), 38, 40)
    reviews(east, date(2026, 11, 1), 3, 30)

    page = listed("supervisor-reviews", east, signed_in(east["scrutiny"]))

    assert f"since 1 April 2026: {HELD}." in page
    assert "41 of 70" not in page


def test_the_share_of_no_incidents_is_not_a_figure(east: Cast) -> None:
    rule = {"what": "supervisor-reviews:reviewed:incidents"}
    assert read_of(east, "delivery.amounts-share", rule).verdict is Verdict.TOO_LITTLE
    reviews(east, date(2026, 10, 1), 0, 0)
    assert read_of(east, "delivery.amounts-share", rule).value is None
    other = {"what": "supervisor-reviews:incidents:reviewed"}
    assert read_of(east, "delivery.amounts-share", other).verdict is Verdict.NOT_MEASURABLE


def test_the_group_that_cuts_across_says_its_terms_members_and_rhythm_and_what_nobody_answers_for(
    east: Cast, signed_in: SignedIn
) -> None:
    sow(east)  # 3.1, of a section that cuts across, is led by the partnership as a whole
    client, manager = signed_in(east["scrutiny"]), as_role(east, "manager")
    said = listed("cross-cutting", east, client)
    assert "No group that meets is named to lead it." in said
    assert "3.1: the partnership leads it as a whole, so that nobody in particular answers for it." in said

    recorded("cross-cutting", east, lead_agency=None, lead_group=east.comms)
    said = listed("cross-cutting", east, client)
    assert "No meeting of Comms is recorded yet. Nobody said how often it is to meet. No terms of reference." in said
    assert "with a chair." in said
    ActionGroup.objects.filter(pk=east.comms.pk).update(terms_of_reference="To bring services together")
    set_cadence(group=east.comms, days=42, by=manager, now=NOW)
    said = listed("cross-cutting", east, client)
    assert "every 42 days. Its terms of reference are written down." in said
    assert "Nobody said how often" not in said


def hours(cast: Cast, day: date, provider: str, given: int, **more: Any) -> Any:
    """A complete week of ten people."""
    values = {
        "starts_on": day,
        "provider": provider,
        "period": "week",
        "hours": Decimal(given or 0),
        "people": 10,
        **more,
    }
    row = recorded("provider-totals", cast, title=f"{provider}, {day}", promised=Decimal(1), **values)
    return step(row, "complete", cast)


def read_together(cast: Cast, **only: Any) -> Any:
    return read_of(cast, "delivery.hours-together", {"what": "provider-totals:together", **only})


def read_of(cast: Cast, slug: str, rule: dict[str, Any]) -> Any:
    """The third quarter of 2026/27."""
    source = registry.find(slug)
    assert source is not None
    parameters = {"scope": "every", **rule}
    words = IndicatorWords(f"Figure {Indicator.objects.count()}", source=source.slug, parameters=parameters)
    words = replace(words, unit=source.unit)
    there = Plan.objects.within(cast.partnership).first() or plan(cast)
    by = access_by_command("test", cast.partnership)
    row = add_indicator(plan=there, objective=of(cast, "4.1"), words=words, by=by, now=NOW)
    return source.value(row, quarter_period(date(2026, 4, 1), "Q3"))


def test_hours_of_all_providers_are_added_up_for_each_week_and_held_against_fifteen(
    east: Cast, signed_in: SignedIn
) -> None:
    for day, drugs, housing in ((date(2026, 10, 5), 100, 60), (date(2026, 10, 12), 90, 30)):
        hours(east, day, "Drug team", drugs, pathway="drugs")
        hours(east, day, "Homes", housing)

    found = read_together(east)
    page = listed("provider-totals", east, signed_in(east["scrutiny"]))
    only = read_together(east, only={"pathway": ["drugs"]})

    assert found.value == Decimal(14)  # 16 in one week, 12 in the other
    assert "Known of 2 of 13 weeks; 1 of them under 15 hours." in found.note
    assert "Added up over those that told: Drug team (drug intervention (DIP)), Homes (housing)." in found.note
    assert len(found.records) == 4
    assert "14.0 hours a week for each person since 1 April 2026, against 15 for all providers." in page
    assert only.value == Decimal("9.5")


def test_a_week_that_one_provider_has_not_told_of_is_missing_and_not_nought(east: Cast) -> None:
    for day in (date(2026, 10, 5), date(2026, 10, 12)):
        hours(east, day, "Drug team", 100, pathway="drugs")
    hours(east, date(2026, 10, 5), "Homes", 60)
    hours(east, date(2026, 10, 19), "Homes", 60)
    still_open = recorded("provider-totals", east, starts_on=date(2026, 10, 12), period="week", provider="Homes")

    found = read_together(east)

    assert still_open.state == "open"
    assert found.value == Decimal(16)  # of the one week of which both told: the others are not nought
    assert "Known of 1 of 13 weeks" in found.note
    assert "Missing, and not counted as nought: weeks of 12 October, 19 October, from" in found.note
    assert "Of 10 more weeks nobody told anything" in found.note
    assert "from Drug team (drug intervention (DIP)), Homes (housing)" in found.note


def test_where_no_week_is_whole_there_is_no_figure_and_why_a_provider_was_under_is_said(east: Cast) -> None:
    assert read_together(east).verdict == Verdict.TOO_LITTLE
    hours(east, date(2026, 10, 5), "Drug team", 5, pathway="drugs", because="stayed_away")
    hours(east, date(2026, 9, 28), "Homes", 60)
    hours(east, date(2026, 10, 12), "Homes", 60)

    found = read_together(east)

    assert (found.value, found.verdict) == (None, Verdict.TOO_LITTLE)
    assert "Why a provider was under: people did not come (1)." in found.note


def test_a_month_is_spread_over_its_days_and_a_week_inside_it_is_not_added_to_it(east: Cast) -> None:
    month = {"starts_on": date(2026, 10, 1), "period": "month", "hours": Decimal(310), "people": 10}
    step(recorded("provider-totals", east, **month), "complete", east)
    hours(east, date(2026, 10, 12), "Eastmarch Homes", 90)

    found = read_together(east)

    assert found.value == Decimal("7.67")  # 7, 9 and 7: the week of 26 October runs into a month nobody told of
    assert "Known of 3 of 13 weeks" in found.note


def test_where_one_count_of_people_is_small_none_leaves_its_record(east: Cast, signed_in: SignedIn) -> None:
    row = recorded("provider-totals", east, ended=2, people=9, hours=Decimal("81.0"))
    client = signed_in(east["scrutiny"])

    rows = client.get(reverse("record-list-file", args=["east", "provider-totals", "json"])).json()["rows"]

    assert rows[0]["ended"] == FEWER
    assert rows[0]["people_it_was_for"] == HELD
    assert rows[0]["hours_given_in_all"] == HELD
    assert HELD in listed("provider-totals", east, client)
    assert [told(row, name) for name in ("ended", "referred", "provider")] == [FEWER, HELD, "Eastmarch Homes"]
    assert "81" in client.get(row.get_absolute_url()).content.decode()  # on its own page it is exact
    assert told(recorded("provider-totals", east), "ended") == 6
    assert told(recorded("supervisor-reviews", east, incidents=40, reviewed=0), "incidents") == HELD


def test_uptake_is_out_of_what_was_aimed_at_and_its_cost_is_known_only_where_every_grant_is(east: Cast) -> None:
    row, part, by = recorded("initiatives", east), KINDS["initiatives"].parts[0], as_role(east, "manager")
    assert row.uptake == "0 of 20 (0 %)"
    for licence in ("hc  1", "HC 2"):
        line = {"taken_up_on": date(2026, 11, 4), "how_many": 1, "licence": licence, "grant": Decimal(250)}
        add_part(record=row, part=part, values=line, by=by, now=NOW)

    with pytest.raises(RecordRefused, match="on the list already"):
        add_part(record=row, part=part, values={**line, "licence": "HC 1"}, by=by, now=NOW)
    row = type(row).objects.get(pk=row.pk)
    assert (row.uptake, row.cost_each) == ("2 of 20 (10 %)", "£500.00")
    add_part(record=row, part=part, values={"taken_up_on": date(2026, 11, 5), "how_many": 3}, by=by, now=NOW)
    assert type(row).objects.get(pk=row.pk).cost_each == ""
    with pytest.raises(RecordRefused, match="No more can have felt safe"):
        recorded("initiatives", east, asked_before=10, safe_before=11)


def test_a_benefit_survey_is_out_of_those_asked_before_and_after_and_small_answers_leave_no_file(
    east: Cast, signed_in: SignedIn
) -> None:
    row = recorded("initiatives", east, asked_before=40, safe_before=12, asked_after=36, safe_after=27)
    half = recorded("initiatives", east, asked_before=40, safe_before=12)
    silent = recorded("initiatives", east)
    few = recorded("initiatives", east, title="A few homes", asked_after=9, safe_after=3)

    assert row.survey == "12 of 40 (30 %) before, 27 of 36 (75 %) after felt safe"
    assert half.survey == "12 of 40 (30 %) before felt safe"
    assert silent.survey == ""  # not “0 of 0”
    assert row.survey in signed_in(east["scrutiny"]).get(row.get_absolute_url()).content.decode()
    assert [told(few, name) for name in ("asked_after", "safe_after", "survey")] == [HELD, FEWER, HELD]
    with pytest.raises(RecordRefused, match="No more can have felt safe") as refusal:
        recorded("initiatives", east, safe_after=5)  # of nobody who was asked
    assert refusal.value.field == "safe_after"


def test_tonnes_of_environmental_weeks_are_added_up_and_a_week_that_does_not_say_is_left_out(
    east: Cast, signed_in: SignedIn
) -> None:
    for tonnes in ("3.20", "1.05", None):
        row = recorded("environmental-weeks", east)
        step(row, "hold", east, job_count=4, **({"tonnes": Decimal(tonnes)} if tonnes else {}))

    found = read_of(east, "delivery.totals", {"what": "environmental-weeks:tonnes", "way": "total"})

    assert (found.value, found.note) == (Decimal("4.25"), "1 of 3 do not say it and are left out.")
    assert "3.20" in listed("environmental-weeks", east, signed_in(east["scrutiny"]))
    with pytest.raises(RecordRefused, match="Tonnes are not below nothing") as refusal:
        recorded("environmental-weeks", east, tonnes=Decimal("-0.01"))
    assert refusal.value.field == "tonnes"


def test_a_complaint_is_answered_by_some_way_and_the_list_says_how_many_heard(east: Cast, signed_in: SignedIn) -> None:
    row, late = recorded("complaint-feedback", east), recorded("complaint-feedback", east)
    recorded("complaint-feedback", east, due_on=date(2026, 12, 1))  # not due yet

    step(row, "answer", east, way="visit", answered_on=date(2026, 11, 9))
    step(late, "close", east)

    page = listed("complaint-feedback", east, signed_in(east["scrutiny"]))
    assert "1 of 2 (50 %) of those due since 1 April 2026 were answered, 1 in time." in page
    assert "The middle one took 7 days." in page
    with pytest.raises(RecordRefused, match="before it came in"):
        recorded("complaint-feedback", east, due_on=date(2026, 10, 1))


def test_no_more_is_reviewed_than_there_was(east: Cast) -> None:
    assert recorded("supervisor-reviews", east).share == "38 of 40 (95 %)"
    with pytest.raises(RecordRefused, match="No more can be reviewed"):
        recorded("supervisor-reviews", east, reviewed=41)
    with pytest.raises(RecordRefused, match="out of how many"):
        recorded("supervisor-reviews", east, incidents=None, reviewed=3)


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Advertise the partnership logo on media of choice", "communications"),
        ("Provide shadowing opportunities for PCSOs", "shadowing"),
        ("Support taxi CCTV initiative", "initiatives"),
        ("Hold regular locality meetings", "events"),
        ("follow up achievements against whole action plan for press releases", "communications"),
        ("Publish information on how to report hate crime incidents.", "hate-crime"),
        ("Officer to adopt appropriate method of feedback", "complaint-feedback"),
        ("aim reduce crime in rural areas", "initiatives"),
        ("To carry out case management of PPOs", "provider-totals"),
        ("criteria are published and distributed appropriately", "communications"),
        ("Referrals to: DIP, Hertsreach, Sova", "provider-totals"),
        ("Support ongoing youth club projects and initiatives", "group-support"),
        ("Organise focus groups to consult young people", "focus-groups"),
        ("Provide funding to ensure continuation of the DV forum", "group-support"),
        ("Ensure all DV incidents are reviewed / updated by a supervisor.", "supervisor-reviews"),
        ("Support and promote White Ribbon Week", "events"),
        ("Set up an East Herts alcohol and drugs working group", "cross-cutting"),
    ],
)
def test_the_plans_own_words_find_the_kind_that_delivers_them(words: str, slug: str) -> None:
    assert words_of(words)
    assert any(f" {hint}" in f" {words.lower()}" for hint in KINDS[slug].words)
