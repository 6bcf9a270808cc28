"""A quarter's update arrives drafted from what was recorded, and a draft overwrites nothing that a person typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.delivery.changes import link_record
from frankpledge.delivery.changes.tasks import TaskWords, add_task, finish_task
from frankpledge.partners.access import access_by_command
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.plans.changes.updates import approve_update, write_update
from frankpledge.plans.models import Objective, Plan, QuarterUpdate, UpdateState
from frankpledge.quarters.changes.drafting import draft_update, make_drafts
from frankpledge.quarters.changes.rounds import RoundWords, open_round
from frankpledge.quarters.drafting import sentences_of
from frankpledge.quarters.models import Draft
from frankpledge.quarters.queries.cells import cell
from frankpledge.quarters.queries.drafts import newest_drafts, wanted_of
from frankpledge.quarters.timetable import USUAL
from frankpledge.records.changes.records import move_record
from tests.delivery.test_links import made, of, plan
from tests.people import Cast
from tests.quarters.opening import link_of
from tests.records.typed import as_role

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
AFTER = datetime(2027, 1, 2, 9, tzinfo=UTC)


@pytest.fixture
def there(east: Cast) -> Plan:
    """A plan whose graffiti is the contributor's to answer for."""
    row: Plan = plan(east)
    Objective.objects.filter(section__plan=row, ref="1.3").update(owner=east["contributor"])
    return row


def recorded(cast: Cast, ref: str = "1.3", **more: Any) -> Any:
    row = made("environment", cast, **more)
    link_record(record=row, objective=of(cast, ref), action=None, by=as_role(cast, "contributor"), now=AFTER)
    return row


def by_command(cast: Cast) -> Any:
    return access_by_command("test", cast.partnership)


def opened(cast: Cast, there: Plan, now: datetime = AFTER) -> str:
    """The third quarter open; the contributor's link."""
    today = now.date()
    words = RoundWords(today, today + timedelta(days=14), today + timedelta(days=28), USUAL, "")
    open_round(plan=there, quarter="Q3", words=words, by=by_command(cast), now=now)
    return link_of(cast["contributor"])


def draft_of(cast: Cast, ref: str = "1.3") -> list[str]:
    row = of(cast, ref)
    return [each.words for each in newest_drafts([row.pk], "Q3")[row.pk].sentences]


def box(page: str, number: int) -> str:
    found = re.search(rf'<textarea[^>]*id="t-{number}"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert found, page
    return found[1]


def test_a_quarter_opens_with_a_draft_that_counts_by_kind_and_opens_to_the_records(east: Cast, there: Plan) -> None:
    first, second = recorded(east), recorded(east)
    recorded(east, starts_on=date(2026, 8, 1))
    values = {"done_on": date(2026, 11, 5)}
    move_record(record=first, move="remove", version=1, values=values, by=as_role(east, "contributor"), now=AFTER)

    opened(east, there)

    assert draft_of(east)[0] == "2 environmental crimes: 1 reported, 1 removed."
    sentence = newest_drafts([of(east, "1.3").pk], "Q3")[of(east, "1.3").pk].sentences[0]
    assert {each.url for each in sentence.records} == {first.get_absolute_url(), second.get_absolute_url()}
    assert QuarterUpdate.objects.get(objective=of(east, "1.3")).text == ""  # nobody has said it yet


def test_what_nobody_recorded_is_said_to_be_so_and_marked(east: Cast, there: Plan) -> None:
    opened(east, there)

    assert draft_of(east, "4.1") == ["Nobody recorded anything for 4.1 this quarter."]
    assert newest_drafts([of(east, "4.1").pk], "Q3")[of(east, "4.1").pk].sentences[0].is_gap


def test_what_was_withdrawn_is_not_drafted(east: Cast, there: Plan) -> None:
    row = recorded(east)
    by = as_role(east, "contributor")
    move_record(record=row, move="withdraw", version=1, reason="Twice.", by=by, now=AFTER)

    opened(east, there)

    assert draft_of(east) == ["Nobody recorded anything for 1.3 this quarter."]


def test_the_link_shows_the_draft_and_its_owner_edits_and_submits_it(east: Cast, there: Plan) -> None:
    row, client = recorded(east), Client()
    address = opened(east, there)
    number = of(east, "1.3").pk

    page = client.get(address).content.decode()

    assert box(page, number) == "1 environmental crime: reported."
    assert row.get_absolute_url() in page
    words = "1 environmental crime: reported. It is the worst we saw."
    data = {"objective": number, "version": "0", "text": words, "do": "submit"}
    assert client.post(address, data).status_code == 302
    update = QuarterUpdate.objects.get(objective=number, quarter="Q3")
    assert (update.state, update.text) == (UpdateState.SUBMITTED, words)
    approve_update(objective=of(east, "1.3"), quarter="Q3", version=1, by=by_command(east), now=AFTER)
    seen = cell(of(east, "1.3"), "Q3", as_role(east, "manager"))
    assert [each.words for each in seen.said] == ["1 environmental crime: reported."]
    assert [each.url for each in seen.said[0].records] == [row.get_absolute_url()]
    assert seen.bare_figures == ()


def test_a_figure_that_no_record_gives_is_marked_beside_those_that_one_does(
    east: Cast, there: Plan, signed_in: SignedIn
) -> None:
    recorded(east)
    address = opened(east, there)
    number = of(east, "1.3").pk
    words = "1 environmental crime: reported. Residents thanked us 412 times."
    Client().post(address, {"objective": number, "version": "0", "text": words, "do": "save"})

    seen = cell(of(east, "1.3"), "Q3", as_role(east, "manager"))
    page = signed_in(east["manager"]).get(reverse("cell-detail", args=["east", there.slug, number, "Q3"]))

    assert seen.bare_figures == ("412",)
    assert "no record here shows where they come from" in page.content.decode()


def test_records_that_came_since_are_offered_and_put_in_without_touching_what_was_typed(
    east: Cast, there: Plan
) -> None:
    recorded(east)
    address, client = opened(east, there), Client()
    number = of(east, "1.3").pk
    typed = "Good work. 1 environmental crime: reported. Thanks to all."
    client.post(address, {"objective": number, "version": "0", "text": typed, "do": "save"})
    assert "New since this was drafted" not in client.get(address).content.decode()
    late = recorded(east)

    page = client.get(address).content.decode()
    assert "New since this was drafted" in page
    assert late.get_absolute_url() in page
    assert QuarterUpdate.objects.get(objective=number).text == typed  # only offered
    client.post(address, {"objective": number, "version": "1", "text": typed, "do": "draft"})

    assert QuarterUpdate.objects.get(objective=number).text == (
        "Good work. 2 environmental crimes: all reported. Thanks to all."
    )
    assert "New since this was drafted" not in client.get(address).content.decode()


def test_a_sentence_its_owner_reworded_is_left_and_the_new_one_stands_under_it(east: Cast, there: Plan) -> None:
    recorded(east)
    address, client = opened(east, there), Client()
    number = of(east, "1.3").pk
    recorded(east)

    client.post(address, {"objective": number, "version": "0", "text": "One dreadful wall.", "do": "draft"})

    assert QuarterUpdate.objects.get(objective=number).text == (
        "One dreadful wall.\n2 environmental crimes: all reported."
    )


def test_an_untouched_draft_drafted_again_is_still_nobodys_words(east: Cast, there: Plan) -> None:
    address, client = opened(east, there), Client()
    number = of(east, "1.3").pk
    shown = box(client.get(address).content.decode(), number)
    recorded(east)

    client.post(address, {"objective": number, "version": "0", "text": shown, "do": "draft"})

    update = QuarterUpdate.objects.get(objective=number)
    assert (update.text, update.state) == ("", UpdateState.REQUESTED)
    assert box(client.get(address).content.decode(), number) == "1 environmental crime: reported."


def test_the_grids_page_begins_with_the_draft_and_drafts_again(east: Cast, there: Plan, signed_in: SignedIn) -> None:
    row = recorded(east)
    opened(east, there)
    number = of(east, "1.3").pk
    client, place = signed_in(east["contributor"]), ["east", there.slug, number, "Q3"]
    page = client.get(reverse("update-edit", args=place))
    assert page.context["form"].initial["text"] == "1 environmental crime: reported."
    assert row.get_absolute_url() in page.content.decode()

    recorded(east)
    answer = client.post(reverse("cell-draft", args=place), {"version": "0"}, follow=True)

    assert "drafted from what is recorded by now" in answer.content.decode()
    assert answer.context["form"].initial["text"] == "2 environmental crimes: all reported."


def test_what_was_submitted_is_not_drafted_again(east: Cast, there: Plan) -> None:
    recorded(east)
    address, number = opened(east, there), of(east, "1.3").pk
    Client().post(address, {"objective": number, "version": "0", "text": "All done.", "do": "submit"})
    recorded(east)
    before = Draft.objects.count()

    said = Client().post(address, {"objective": number, "version": "1", "text": "All done.", "do": "draft"})
    with pytest.raises(PlanRefused, match="submitted or approved"):
        draft_update(objective=of(east, "1.3"), quarter="Q3", version=1, by=by_command(east), now=AFTER)

    assert said.status_code == 422
    assert Draft.objects.count() == before
    assert QuarterUpdate.objects.get(objective=number).text == "All done."


def test_a_quarter_to_come_and_a_cell_somebody_changed_meanwhile_are_not_drafted(east: Cast, there: Plan) -> None:
    row, by = of(east, "1.3"), by_command(east)
    with pytest.raises(PlanRefused, match="has not begun"):
        draft_update(objective=row, quarter="Q4", version=0, by=by, now=datetime(2026, 12, 31, 9, tzinfo=UTC))
    write_update(objective=row, quarter="Q3", text="Mine.", version=0, by=by, now=AFTER)
    with pytest.raises(EditedMeanwhile):
        draft_update(objective=row, quarter="Q3", version=0, by=by, now=AFTER)

    assert not Draft.objects.exists()


def test_the_same_draft_twice_is_kept_once(east: Cast, there: Plan) -> None:
    recorded(east)
    every, by = [of(east, "1.3").pk], by_command(east)

    assert make_drafts(plan=there, quarter="Q3", objectives=every, by=by, now=AFTER) == 1
    assert make_drafts(plan=there, quarter="Q3", objectives=every, by=by, now=AFTER) == 0


def test_tasks_that_are_late_are_told_with_their_record_and_without_their_words(east: Cast, there: Plan) -> None:
    row, by = recorded(east), as_role(east, "contributor")
    for day in (date(2026, 12, 9), date(2026, 12, 20), date(2027, 1, 20)):
        add_task(record=row, words=TaskWords("See Mrs Canary", day, agency=east.council), by=by, now=AFTER)
    done = add_task(record=row, words=TaskWords("Ring up", date(2026, 12, 1), agency=east.council), by=by, now=AFTER)
    finish_task(task=done, by=by, now=AFTER)

    pk = of(east, "1.3").pk
    said = sentences_of(wanted_of(there, "Q3", [pk], on=AFTER.date()))[pk]

    [late] = [each for each in said if each.key == f"tasks:{row.pk}"]
    assert late.words == (
        f"Past its day: on environmental crime {row.number} 2 tasks are still to be done "
        "(the first due 9 December 2026)."
    )
    assert not any("Canary" in each.words for each in said)


def test_drafting_asks_no_more_queries_of_more_records_and_objectives(east: Cast, there: Plan) -> None:
    recorded(east)
    few, every = [of(east, "1.3").pk], [of(east, ref).pk for ref in ("1.1", "1.3", "4.1")]
    with CaptureQueriesContext(connection) as one:
        sentences_of(wanted_of(there, "Q3", few, on=AFTER.date()))
    for ref in ("1.1", "1.3", "4.1"):
        recorded(east, ref)

    with CaptureQueriesContext(connection) as many:
        sentences_of(wanted_of(there, "Q3", every, on=AFTER.date()))

    assert len(many) <= len(one)


def test_a_draft_by_page_is_refused_to_whoever_may_not_write_the_update(
    east: Cast, there: Plan, signed_in: SignedIn
) -> None:
    place = ["east", there.slug, of(east, "1.3").pk, "Q3"]

    assert signed_in(east["scrutiny"]).post(reverse("cell-draft", args=place), {"version": "0"}).status_code == 403
    assert not Draft.objects.exists()
