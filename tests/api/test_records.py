"""What a program reads and records of activity: the same records, the same rules, and nobody's name."""

from __future__ import annotations

from datetime import date

import pytest

from frankpledge.delivery.changes.links import link_record
from frankpledge.delivery.models import KINDS, DeliveryRecord, Event
from frankpledge.partners.access import access_by_command
from frankpledge.plans.models import Objective, Plan
from frankpledge.records.changes.records import add_record
from tests.api.conftest import Programs
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db
SAYS = {"title": "Street briefing", "starts_on": "2008-05-06", "sort": "Street briefing", "venue": "Mill Lane"}


def test_every_kind_tells_its_states_and_its_fields(plan: Plan, program: Programs) -> None:
    said = program().ask("records/kinds?size=100").json()["results"]

    assert {each["kind"] for each in said} == set(KINDS.slugs())
    events = next(each for each in said if each["kind"] == "events")
    assert events["states"]["held"] == "Held"
    assert {"name": "venue", "label": "Venue"} in events["fields"]


def test_a_record_is_added_with_its_state_and_read_again(plan: Plan, program: Programs, east: Cast) -> None:
    asker = program()
    says = {**SAYS, "attendance": "34", "state": "Held", "lead_agency": "EHC"}

    answer = asker.send("POST", "records", {"kind": "events", "says": says})

    assert answer.status_code == 200, answer.content
    row = Event.objects.get()
    assert (row.state, row.attendance, row.starts_on) == ("held", 34, date(2008, 5, 6))
    assert asker.ask(f"records/{row.pk}").json() == answer.json()
    assert answer.json()["says"]["Venue"] == "Mill Lane"
    assert [each["number"] for each in asker.ask("records?kind=events").json()["results"]] == [row.number]


def test_sent_twice_under_one_key_it_is_one_record(plan: Plan, program: Programs) -> None:
    asker = program()
    sent = {"kind": "events", "says": {**SAYS, "lead_agency": "EHC"}}

    first = asker.send("POST", "records", sent, Idempotency_Key="one")
    second = asker.send("POST", "records", sent, Idempotency_Key="one")

    assert first.json() == second.json()
    assert DeliveryRecord.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "says", "status", "words"),
    [
        ("nothing", SAYS, 422, "no such kind"),
        ("events", {**SAYS, "number": "EVE-1"}, 422, "not fields of this kind"),
        ("events", {**SAYS, "starts_on": "soon"}, 422, "cannot be recorded"),
        ("events", {**SAYS, "state": "Levitated"}, 422, "cannot be recorded"),
        ("events", {}, 422, "cannot be recorded"),
    ],
)
def test_what_cannot_be_recorded_is_refused_in_words(
    kind: str, says: dict[str, str], status: int, words: str, plan: Plan, program: Programs
) -> None:
    answer = program().send("POST", "records", {"kind": kind, "says": says})

    assert answer.status_code == status
    assert words in answer.json()["detail"]
    assert not DeliveryRecord.objects.exists()


def test_a_list_is_narrowed_to_days_and_to_an_objective(plan: Plan, program: Programs, east: Cast) -> None:
    by = access_by_command("test", east.partnership)
    usual = {"sort": "briefing", "lead_agency": east.council}
    rows = [
        add_record(kind=KINDS["events"], values={"title": title, "starts_on": on, **usual}, by=by, now=NOW)
        for title, on in (("Fair 5", date(2008, 5, 1)), ("Fair 8", date(2008, 8, 1)))
    ]
    objective = Objective.objects.filter(section__plan=plan).earliest("pk")
    link_record(record=rows[0], objective=objective, action=None, by=by, now=NOW)
    asker = program()

    assert [each["title"] for each in asker.ask("records?since=2008-07-01").json()["results"]] == ["Fair 8"]
    assert [each["id"] for each in asker.ask(f"records?objective={objective.pk}").json()["results"]] == [rows[0].pk]
    assert asker.ask("records?since=never").status_code == 400


def test_another_partnerships_record_is_not_there(plan: Plan, program: Programs, west: Cast) -> None:
    by = access_by_command("test", west.partnership)
    values = {"title": "Theirs", "starts_on": date(2008, 5, 6), "sort": "briefing", "lead_agency": west.council}
    row = add_record(kind=KINDS["events"], values=values, by=by, now=NOW)

    assert program().ask(f"records/{row.pk}").status_code == 404
    assert program().ask("records").json()["total"] == 0
