"""What the quarter's pages show, to whom, and what their buttons do."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.partners.access import access_for
from frankpledge.plans.changes.updates import approve_update, submit_update, write_update
from frankpledge.plans.models import Plan, QuarterUpdate, UpdateState
from frankpledge.quarters.changes.rounds import close_round, publish_round
from frankpledge.quarters.models import QuarterRound, Reminder
from frankpledge.quarters.queries import cell, picture
from tests.people import Cast
from tests.quarters.opening import by_command, letters_to, objective, opened, own, plan_with_owners

SignedIn = Callable[[User], Client]


def url(plan: Plan, rest: str = "") -> str:
    return f"/p/east/plans/{plan.slug}/quarters/Q1/{rest}"


def cell_url(plan: Plan, ref: str, rest: str = "") -> str:
    return f"/p/east/plans/{plan.slug}/objectives/{objective(plan, ref).pk}/quarters/Q1/{rest}"


def written(plan: Plan, ref: str, text: str, cast: Cast, *, submit: bool = True) -> QuarterUpdate:
    by, now = by_command(cast), timezone.now()
    row = objective(plan, ref)
    update = write_update(objective=row, quarter="Q1", text=text, version=0, by=by, now=now)
    if submit:
        update = submit_update(objective=row, quarter="Q1", version=update.version, by=by, now=now)
    return update


@pytest.mark.parametrize(
    "path",
    [
        "quarters/", "quarters/grid/", "quarters/grid.csv", "quarters/grid.json", "changes/", "changes.csv",
        "changes.json", "plans/{plan}/quarters/Q1/", "plans/{plan}/quarters/Q1/board/",
        "plans/{plan}/quarters/Q1/unanswered/", "plans/{plan}/quarters/Q1/unanswered.csv",
        "plans/{plan}/quarters/Q1/unanswered.json", "plans/{plan}/quarters/Q1/open/",
        "plans/{plan}/quarters/Q1/publish/", "groups/{group}/quarter/",
        "plans/{plan}/objectives/{objective}/quarters/Q1/",
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_open", [False, True])
def test_every_page_answers_before_and_after_the_quarter_is_opened(
    east: Cast, signed_in: SignedIn, path: str, is_open: bool
) -> None:
    plan = plan_with_owners(east)
    if is_open:
        opened(east, plan)
    address = path.format(plan=plan.slug, group=east.comms.pk, objective=objective(plan, "1.1").pk)

    assert signed_in(east["manager"]).get(f"/p/east/{address}").status_code == 200


def test_without_a_plan_the_pages_say_what_will_be_there(east: Cast, signed_in: SignedIn) -> None:
    client = signed_in(east["manager"])

    assert b"will be here" in client.get("/p/east/quarters/").content
    assert b"will be here" in client.get("/p/east/quarters/grid/").content
    assert client.get("/p/east/quarters/grid.json").json()["objectives"] == []


def test_opening_shows_who_gets_a_letter_and_whom_nobody_can_ask(east: Cast, signed_in: SignedIn) -> None:
    plan = plan_with_owners(east)
    client = signed_in(east["manager"])

    page = client.get(url(plan, "open/")).content.decode()

    assert "2 people get one letter each" in page
    assert "2 objectives that nobody can be asked for" in page
    assert east["contributor"].name in page
    assert Entry.objects.filter(event="person.read", subject=str(east["contributor"].pk)).exists()


def form_of(client: Client, address: str) -> dict[str, str]:
    form = client.get(address).context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        if bound.name.endswith("_on"):
            data |= {
                f"{bound.name}-day": value.day,
                f"{bound.name}-month": value.month,
                f"{bound.name}-year": value.year,
            }
        elif value is not None:
            data[bound.name] = value
    return {name: str(value) for name, value in data.items()}


def test_the_manager_opens_a_quarter_from_the_page(east: Cast, signed_in: SignedIn) -> None:
    plan = plan_with_owners(east)
    Plan.objects.filter(pk=plan.pk).update(starts_on=timezone.localdate() - timedelta(days=150))  # Q1 is over
    client = signed_in(east["manager"])

    answer = client.post(url(plan, "open/"), form_of(client, url(plan, "open/")))

    assert answer.status_code == 302
    assert QuarterRound.objects.get().state == QuarterRound.State.OPEN
    assert len(letters_to(east["contributor"])) == 1


def test_a_later_day_plans_the_quarter_instead(east: Cast, signed_in: SignedIn) -> None:
    plan = plan_with_owners(east)
    Plan.objects.filter(pk=plan.pk).update(starts_on=timezone.localdate())
    client = signed_in(east["manager"])

    client.post(url(plan, "open/"), form_of(client, url(plan, "open/")))

    assert QuarterRound.objects.get().state == QuarterRound.State.PLANNED


def test_names_are_for_those_who_may_see_people(east: Cast, signed_in: SignedIn) -> None:
    plan = plan_with_owners(east)
    opened(east, plan)

    for role, sees in (("manager", True), ("chair", True), ("scrutiny", False), ("analyst", False)):
        for page in ("", "unanswered/", "unanswered.csv"):
            text = signed_in(east[role]).get(url(plan, page)).content.decode()
            assert (east["contributor"].name in text) is sees, (role, page)


def test_a_lead_officer_sees_the_names_of_their_own_agency_alone(east: Cast, signed_in: SignedIn) -> None:
    plan = plan_with_owners(east)
    opened(east, plan)

    text = signed_in(east["lead_officer"]).get(url(plan, "unanswered/")).content.decode()

    assert east["contributor"].name in text
    assert east["other_contributor"].name not in text
    assert "Police" in text


def test_the_manager_approves_sends_back_and_publishes_from_the_cell(east: Cast, signed_in: SignedIn) -> None:
    plan = plan_with_owners(east)
    round_ = opened(east, plan)
    written(plan, "1.1", "We held 14 meetings", east)
    client = signed_in(east["manager"])

    client.post(cell_url(plan, "1.1", "decide/"), {"move": "return", "version": "1", "why": "Which meetings?"})
    assert "Which meetings?" in letters_to(east["contributor"], "returned")[0]
    submit_update(objective=objective(plan, "1.1"), quarter="Q1", version=1, by=by_command(east), now=timezone.now())
    client.post(cell_url(plan, "1.1", "decide/"), {"move": "approve", "version": "1"})
    assert QuarterUpdate.objects.get(objective__ref="1.1").state == UpdateState.APPROVED
    client.post(cell_url(plan, "1.1", "decide/"), {"move": "publish", "version": "1"})

    update = QuarterUpdate.objects.get(objective__ref="1.1")
    assert (update.state, update.published_version) == (UpdateState.PUBLISHED, 1)
    assert round_.pk


def test_sending_back_without_saying_why_is_refused(east: Cast, signed_in: SignedIn) -> None:
    plan = plan_with_owners(east)
    opened(east, plan)
    written(plan, "1.1", "Done", east)

    answer = signed_in(east["manager"]).post(
        cell_url(plan, "1.1", "decide/"), {"move": "return", "version": "1", "why": " "}, follow=True
    )

    assert b"Say what to put right" in answer.content
    assert QuarterUpdate.objects.get(objective__ref="1.1").state == UpdateState.SUBMITTED


def test_a_wording_nobody_read_is_not_approved(east: Cast, signed_in: SignedIn) -> None:
    plan = plan_with_owners(east)
    opened(east, plan)
    written(plan, "1.1", "Read", east)
    write_update(
        objective=objective(plan, "1.1"), quarter="Q1", text="Unread", version=1, by=by_command(east),
        now=timezone.now(),
    )  # fmt: skip

    answer = signed_in(east["manager"]).post(
        cell_url(plan, "1.1", "decide/"), {"move": "approve", "version": "1"}, follow=True
    )

    assert b"changed since you opened the page" in answer.content
    assert QuarterUpdate.objects.get(objective__ref="1.1").state == UpdateState.SUBMITTED


def test_a_contributor_submits_but_does_not_approve(east: Cast, signed_in: SignedIn) -> None:
    plan = plan_with_owners(east)
    opened(east, plan)
    written(plan, "1.1", "Done", east, submit=False)
    client = signed_in(east["contributor"])

    client.post(cell_url(plan, "1.1", "move/"), {"move": "submit", "version": "1"})
    assert QuarterUpdate.objects.get(objective__ref="1.1").state == UpdateState.SUBMITTED

    assert client.post(cell_url(plan, "1.1", "decide/"), {"move": "approve", "version": "1"}).status_code == 403


def test_chasing_writes_to_whoever_has_not_answered_once_a_day(east: Cast, signed_in: SignedIn) -> None:
    plan = plan_with_owners(east)
    opened(east, plan)
    written(plan, "1.1", "Done", east)
    client = signed_in(east["manager"])

    for _ in range(2):
        client.post(url(plan, "do/"), {"do": "chase-all"})

    assert len(letters_to(east["other_contributor"], "reminder")) == 1
    assert letters_to(east["contributor"], "reminder") == []
    assert Reminder.objects.count() == 1


def test_published_words_are_corrected_with_a_reason_and_both_are_shown(east: Cast, signed_in: SignedIn) -> None:
    plan = plan_with_owners(east)
    round_ = opened(east, plan)
    by, now = by_command(east), timezone.now()
    written(plan, "1.1", "Fourteen meetings", east)
    approve_update(objective=objective(plan, "1.1"), quarter="Q1", version=1, by=by, now=now)
    close_round(round_=round_, by=by, now=now)
    publish_round(round_=round_, by=by, now=now)
    client = signed_in(east["manager"])
    edit = f"/p/east/plans/{plan.slug}/objectives/{objective(plan, '1.1').pk}/updates/Q1/"

    refused = client.post(edit, {"text": "Twelve meetings", "version": "1"})
    assert refused.status_code == 422
    kept = client.post(edit, {"text": "Twelve meetings", "version": "1", "reason": "Two were cancelled"})
    assert kept.status_code == 302

    page = client.get(cell_url(plan, "1.1")).content.decode()
    assert all(words in page for words in ("Fourteen meetings", "Twelve meetings", "Two were cancelled"))
    seen = picture(plan, "Q1").by_objective[objective(plan, "1.1").pk]
    assert (seen.published_text, seen.text, seen.is_being_corrected) == ("Fourteen meetings", "Twelve meetings", True)
    client.post(cell_url(plan, "1.1", "decide/"), {"move": "approve", "version": "2"})
    client.post(cell_url(plan, "1.1", "decide/"), {"move": "publish", "version": "2"})
    seen = picture(plan, "Q1").by_objective[objective(plan, "1.1").pk]
    assert (seen.published_text, seen.is_being_corrected) == ("Twelve meetings", False)


def test_figures_without_a_record_behind_them_are_flagged(east: Cast, signed_in: SignedIn) -> None:
    plan = plan_with_owners(east)
    written(plan, "1.1", "In 2026 we held 14 meetings, see 1.3", east)
    access = access_for(east["manager"], "east", today=timezone.localdate())

    seen = cell(objective(plan, "1.1"), "Q1", access)

    assert (seen.figures, seen.bare_figures) == (("14",), ("14",))
    assert (
        "no record here shows where they come from"
        in signed_in(east["manager"]).get(cell_url(plan, "1.1")).content.decode()
    )


def test_the_grid_goes_back_over_the_years_by_lineage(east: Cast, signed_in: SignedIn) -> None:
    from frankpledge.plans.importing.creating import create_plan
    from frankpledge.plans.models import Objective
    from tests.plans.sowing import document

    plan = plan_with_owners(east)
    before = create_plan(
        document=document("2025-2026"), partnership=east.partnership, by=by_command(east), now=timezone.now()
    )
    Objective.objects.filter(section__plan=before, ref="2.1").update(lineage=objective(plan, "2.1").lineage)
    write_update(
        objective=objective(before, "2.1"), quarter="Q4", text="Last year's words", version=0, by=by_command(east),
        now=timezone.now(),
    )  # fmt: skip

    found = signed_in(east["manager"]).get(f"/p/east/quarters/grid.json?plan={plan.slug}&to=Q1&quarters=2").json()

    assert [column["quarter"] for column in found["quarters"]] == ["Q4", "Q1"]
    rows = {row["ref"]: row["cells"] for row in found["objectives"]}
    assert rows["2.1"][0]["state"] == "drafted"
    assert rows["2.2"][0] is None  # that year's plan has no objective of its lineage


def test_the_grid_as_csv_runs_nothing_in_a_spreadsheet(east: Cast, signed_in: SignedIn) -> None:
    plan = plan_with_owners(east)
    objective(plan, "1.1")
    from frankpledge.plans.models import Objective

    Objective.objects.filter(section__plan=plan, ref="1.1").update(text="=cmd|calc")

    answer = signed_in(east["manager"]).get("/p/east/quarters/grid.csv")

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][1] == "'=cmd|calc"


def test_a_question_costs_the_same_whatever_the_plans_size(east: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    from tests.plans.sowing import sow

    plan = sow(east, objectives=30)
    for row in plan.sections.first().objectives.all():  # type: ignore[union-attr]
        own(plan, row.ref, east["contributor"])
    opened(east, plan)

    with django_assert_max_num_queries(16):
        assert len(picture(plan, "Q1").rows) == 33


def test_what_changed_since_a_day_is_listed_newest_first(east: Cast, signed_in: SignedIn) -> None:
    plan = plan_with_owners(east)
    opened(east, plan)
    written(plan, "1.1", "New words", east)
    client = signed_in(east["scrutiny"])

    found = client.get("/p/east/changes.json").json()["changes"]

    kinds = [each["kind"] for each in found]
    assert {"Updates written", "Updates decided on", "Quarters"} <= set(kinds)
    assert [each["when"] for each in found] == sorted((each["when"] for each in found), reverse=True)
    assert client.get("/p/east/changes.json?kind=update").json()["changes"][0]["words"] == "New words"
