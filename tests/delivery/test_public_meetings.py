"""Public meetings: counted against the plan's promise and the law, and what was said brought into the assessment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.delivery.models import KINDS
from frankpledge.delivery.public_duty import duty_of
from frankpledge.law.changes import add_rule
from frankpledge.partners.access import NotAllowed, access_by_command
from frankpledge.partners.models import AgencyRole, Partnership
from frankpledge.plandocs.model import Action, Objective, PlanDocument, Section
from frankpledge.plans.importing import create_plan
from frankpledge.records.changes.parts import add_part
from frankpledge.records.changes.records import RecordRefused, add_record, move_record
from frankpledge.strategy.changes.assessments import AssessmentWords, begin_assessment
from frankpledge.strategy.changes.community import add_theme, bring_views
from frankpledge.strategy.models import Assessment, View
from tests.people import LONG_AGO, NOW, Cast
from tests.records.typed import as_role, lead

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
TODAY = NOW.date()
PROMISE = "Hold at least two public meetings/community workshops to inform the strategic assessment"


def planned(cast: Cast, text: str = PROMISE) -> Any:
    document = PlanDocument(
        title="The plan", period="2026-2027",
        sections=(Section("1", "Reassurance", objectives=(
            Objective(ref="1.6", objective="Involve communities", actions=(Action(text=text),), leads=(), groups=()),
        )),),
    )  # fmt: skip
    by = access_by_command("test", cast.partnership)
    return create_plan(document=document, partnership=cast.partnership, slug="the-plan", by=by, now=NOW)


def seats(cast: Cast) -> None:
    for agency in (cast.council, cast.police):
        AgencyRole.objects.create(agency=agency, kind=AgencyRole.Kind.RESPONSIBLE, starts_on=LONG_AGO)


def meeting(cast: Cast, on: date, *there: tuple[Any, str, bool]) -> Any:
    """Held on that day, with these bodies: agency, role of whom it sent, and whether they came."""
    by = access_by_command("test", cast.partnership)
    values = {"title": "Meet us", "starts_on": on, "venue": "Ware", **lead(cast)}
    row = add_record(kind=KINDS["public-meetings"], values=values, by=by, now=NOW)
    for agency, role, came in there:
        said = {"agency": agency, "senior_role": role, "came": came}
        add_part(record=row, part=part("attendance"), values=said, by=by, now=NOW)
    return move_record(record=row, move="hold", version=1, values={"people_count": 20}, by=by, now=NOW)


def part(slug: str) -> Any:
    return KINDS["public-meetings"].part(slug)


def sentences(cast: Cast) -> tuple[str, ...]:
    duty = duty_of(cast.partnership, TODAY)
    assert duty is not None
    return duty.sentences


def test_the_number_the_law_asks_for_is_the_registers_of_the_years_first_day(east: Cast) -> None:
    planned(east), seats(east)
    words = {"words": "Public meetings", "sort": "number", "source": "A regulation of ours", "jurisdiction": "england"}
    rule = {"key": "engagement.public_meetings", "value": "3", "valid_from": date(2026, 1, 1), **words}
    add_rule(**rule, by=as_role(east, "manager"), now=NOW)

    assert any("asks for at least 3 with a senior person" in said for said in sentences(east))

    Partnership.objects.filter(pk=east.partnership.pk).update(area_code="W06000015")
    east.partnership.refresh_from_db()
    assert any("The register of law has no rule about public meetings" in said for said in sentences(east))


def test_it_counts_against_the_plans_own_number_and_says_who_was_missing(east: Cast, signed_in: SignedIn) -> None:
    planned(east), seats(east)
    asks = "The law asks for at least one with a senior person of every responsible authority"
    assert sentences(east) == (
        "0 of at least 2 held so far, as 1.6 of The plan promises.", f"{asks}: none was held yet."
    )  # fmt: skip

    first = meeting(east, date(2026, 7, 1), (east.council, "Chief executive", True), (east.police, "", True))

    assert sentences(east) == (
        "1 of at least 2 held so far, as 1.6 of The plan promises.",
        f"{asks}: not yet. {first.number} had 1 of 2; missing Police.",  # who came was nobody senior
    )
    page = signed_in(east["scrutiny"]).get(reverse("record-list", args=["east", "public-meetings"])).content.decode()
    assert "1 of at least 2 held so far" in page
    second = meeting(
        east, date(2026, 9, 1), (east.council, "Chief executive", True), (east.police, "District commander", True)
    )
    assert sentences(east) == (
        "2 of at least 2 held, as 1.6 of The plan promises.", f"{asks}: {second.number} was one."
    )  # fmt: skip


def test_only_this_years_meetings_count_and_only_those_held(east: Cast) -> None:
    planned(east), seats(east)
    meeting(east, date(2026, 3, 31))
    by = access_by_command("test", east.partnership)
    values = {"title": "Next", "starts_on": date(2026, 12, 1), **lead(east)}
    add_record(kind=KINDS["public-meetings"], values=values, by=by, now=NOW)

    assert sentences(east)[0].startswith("0 of at least 2")


def test_what_is_not_known_is_not_guessed(east: Cast, west: Cast) -> None:
    assert duty_of(west.partnership, TODAY) is None  # no plan
    planned(east, "Hold regular locality meetings")
    meeting(east, date(2026, 7, 1), (east.council, "Chief executive", True))

    assert sentences(east)[0] == "In the year of The plan: one public meeting held. The plan promises no number."
    assert "no agency is recorded as a responsible authority" in sentences(east)[1]


def test_notice_comes_before_the_meeting_and_the_write_up_after(east: Cast) -> None:
    by = access_by_command("test", east.partnership)
    values = {"title": "Meet us", "starts_on": date(2026, 7, 10), **lead(east)}
    for more, match in (
        ({"notice_on": date(2026, 7, 11)}, "before it is held"),
        ({"written_up_on": date(2026, 7, 9)}, "after it is held"),
    ):  # fmt: skip
        with pytest.raises(RecordRefused, match=match):
            add_record(kind=KINDS["public-meetings"], values={**values, **more}, by=by, now=NOW)
    row = add_record(
        kind=KINDS["public-meetings"], by=by, now=NOW,
        values={**values, "notice_on": date(2026, 6, 20), "written_up_on": date(2026, 7, 24)},
    )  # fmt: skip
    assert (row.days_of_notice, row.days_to_write_up) == (20, 14)


def test_what_was_said_is_brought_into_the_years_assessment_once_and_without_names(
    east: Cast, west: Cast, signed_in: SignedIn
) -> None:
    by = as_role(east, "manager")
    words = AssessmentWords(title="Assessment", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    assessment: Assessment = begin_assessment(words=words, by=by, now=NOW)
    theme = add_theme(name="Speeding", about="", by=by, now=NOW)
    row, west_row = meeting(east, date(2026, 7, 1)), meeting(west, date(2026, 7, 1))
    early = meeting(east, date(2025, 7, 1))
    for record, said, cast in (
        (row, {"words": "cars race on the bypass", "people_count": 3, "theme": theme}, east),
        (row, {"words": "Tell Mr John Smith to slow down", "people_count": 1}, east),
        (early, {"words": "of another year", "people_count": 1}, east),
        (west_row, {"words": "of another partnership", "people_count": 1}, west),
    ):
        to = access_by_command("test", cast.partnership)
        add_part(record=record, part=part("views"), values=said, by=to, now=NOW)
    client, there = signed_in(east["manager"]), reverse("view-list", args=["east", assessment.pk])
    assert "2 views are not here yet" in client.get(there).content.decode()

    answer = client.post(reverse("view-bring", args=["east", assessment.pk]), follow=True).content.decode()

    view = View.objects.get()
    assert (view.words, view.people_count, view.heard_at) == ("cars race on the bypass", 3, "Public meeting, Ware")
    assert [each.name for each in view.themes.all()] == ["Speeding"]
    assert "1 brought in" in answer
    assert "1 left out" in answer
    assert bring_views(assessment=assessment, by=by, now=NOW) == (0, 1)
    assert View.objects.count() == 1
    with pytest.raises(NotAllowed):
        bring_views(assessment=assessment, by=as_role(east, "contributor"), now=NOW)
