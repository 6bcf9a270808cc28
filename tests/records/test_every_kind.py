"""What is true of every kind of record, asked of each kind in the registry: a new kind is held to it unasked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.delivery.models import KINDS, DeliveryRecord
from frankpledge.partners.access import NotAllowed, access_by_command
from frankpledge.records.changes.records import MoveRefused, RecordRefused, add_record, edit_record, move_record
from frankpledge.records.kinds import Part, RecordKind
from tests.examples import EXAMPLES
from tests.examples.making import make, resolved
from tests.people import NOW, Cast
from tests.records.typed import as_role, lead, typed

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture(params=list(KINDS), ids=lambda kind: kind.slug)
def kind(request: pytest.FixtureRequest) -> RecordKind:
    found: RecordKind = request.param
    return found


def reader(kind: RecordKind) -> str:
    """Somebody who may read it: of what is guarded, only a writer."""
    return "manager" if kind.guarded else "scrutiny"


def recorded(kind: RecordKind, cast: Cast, **more: Any) -> Any:
    """One of the kind, led by the council and Comms."""
    return make(kind, by=access_by_command("test", cast.partnership), now=NOW, **{**lead(cast), **more})


def said(kind: RecordKind, cast: Cast) -> dict[str, Any]:
    """What its example says, with whatever must be there first made."""
    return resolved(EXAMPLES[kind.slug].values, by=access_by_command("test", cast.partnership), now=NOW)


def asked_of(kind: RecordKind, cast: Cast) -> dict[str, Any]:
    """What its steps ask, likewise."""
    return resolved(EXAMPLES[kind.slug].asked, by=access_by_command("test", cast.partnership), now=NOW)


def walked(kind: RecordKind, cast: Cast) -> Any:
    """The same, taken through the steps of its example by the chair of Comms."""
    row, asked = recorded(kind, cast), asked_of(kind, cast)
    for step in EXAMPLES[kind.slug].steps:
        row = move_record(record=row, move=step, version=row.version, values=asked, by=as_role(cast, "chair"), now=NOW)
    return row


def test_its_number_has_its_prefix_and_year_and_is_never_used_again(kind: RecordKind, east: Cast, west: Cast) -> None:
    first, second = recorded(kind, east), recorded(kind, east)
    kind.model.objects.within(east.partnership).filter(pk=second.pk).delete()

    assert [first.number, second.number] == [f"{kind.prefix}-2026-0001", f"{kind.prefix}-2026-0002"]
    assert recorded(kind, east).number == f"{kind.prefix}-2026-0003"
    assert recorded(kind, west).number == f"{kind.prefix}-2026-0001"


def test_it_is_recorded_on_its_page_and_read_on_its_own(kind: RecordKind, east: Cast, signed_in: SignedIn) -> None:
    client = signed_in(east["contributor"])
    there = reverse("record-add", args=["east", kind.slug])
    form = client.get(there).context["form"]
    assert form.initial["lead_agency"] == east.council.pk
    values = said(kind, east)
    sent = {**typed(values), "lead_agency": east.council.pk}

    answer = client.post(there, sent)

    row = kind.model.objects.get()
    assert answer.headers["Location"] == row.get_absolute_url()
    asked = {name: value for name, value in values.items() if name not in kind.later}
    assert {name: getattr(row, name) for name in asked} == asked
    assert not set(kind.later).intersection(form.fields)
    page = client.get(row.get_absolute_url()).content.decode()
    assert row.title in page
    assert kind.name.capitalize() in page  # the kind itself, and not the slug of its address
    assert row.number in page
    assert "EHC" in page  # whose hand it was


def test_a_form_sent_twice_is_one_record(kind: RecordKind, east: Cast, signed_in: SignedIn) -> None:
    client, there = signed_in(east["contributor"]), reverse("record-add", args=["east", kind.slug])
    sent = {**typed(said(kind, east)), "lead_agency": east.council.pk,
            "_submission": "9f1c1dcb-6f0e-4bb4-9a5b-5f3a9b1d9e0a"}  # fmt: skip

    first, second = client.post(there, sent), client.post(there, sent)

    assert first.headers["Location"] == second.headers["Location"]
    assert kind.model.objects.count() == 1


def test_it_is_listed_among_its_kind_and_among_all(kind: RecordKind, east: Cast, signed_in: SignedIn) -> None:
    row, client = recorded(kind, east), signed_in(east[reader(kind)])

    for address in (reverse("record-list", args=["east", kind.slug]), reverse("activity-list", args=["east"])):
        page = client.get(address)
        there_are = (DeliveryRecord if "activity/" + kind.slug not in address else kind.model).objects
        every = there_are.within(east.partnership).count()  # the record, and whatever had to be there first
        assert page.context["page_obj"].paginator.count == every
        assert row.title in page.content.decode()
        assert row.pk in [each.pk for each in page.context["page_obj"]]
        assert client.get(f"{address}?words=nothing-like-it").context["page_obj"].paginator.count == 0
        assert client.get(f"{address}?words={row.number}").context["page_obj"].paginator.count == 1
        assert client.get(f"{address}?agency={east.police.pk}").context["page_obj"].paginator.count == 0
        assert client.get(f"{address}?agency={east.council.pk}").context["page_obj"].paginator.count == every
        assert client.get(f"{address}?since=2026-11-20").context["page_obj"].paginator.count == 0


def test_it_stands_on_the_map_and_in_the_calendar(kind: RecordKind, east: Cast, signed_in: SignedIn) -> None:
    row, client = recorded(kind, east, easting=532_010, northing=212_010), signed_in(east[reader(kind)])

    squares = client.get(reverse("activity-map", args=["east"]), {"kind": kind.slug}).context["found"]
    month = {"kind": kind.slug, "month": f"{row.starts_on:%Y-%m}"}
    weeks = client.get(reverse("activity-calendar", args=["east"]), month).context["weeks"]

    assert [(str(cell.square), cell.count) for cell in squares.cells] == [("532000-212000-500", 1)]
    assert [each.pk for each in client.get(squares.cells[0].href).context["page_obj"]] == [row.pk]
    on = {line.pk for week in weeks for day in week if day and day.on == row.starts_on for line, _, _ in day.lines}
    assert row.pk in on


def test_its_csv_and_its_json_say_the_same_and_nothing_personal(
    kind: RecordKind, east: Cast, signed_in: SignedIn
) -> None:
    row, client = recorded(kind, east), signed_in(east[reader(kind)])

    rows = client.get(reverse("record-list-file", args=["east", kind.slug, "json"])).json()["rows"]
    csv = client.get(reverse("record-list-file", args=["east", kind.slug, "csv"])).content.decode("utf-8-sig")

    assert [each["number"] for each in rows] == [row.number]
    assert csv.splitlines()[1].startswith(row.number)
    personal = {kind.label_of(name) for name in kind.fields if name in kind.model.Privacy.personal}
    assert not personal.intersection(csv.splitlines()[0].split(","))
    assert client.get(reverse("record-list-file", args=["east", kind.slug, "exe"])).status_code == 404


def test_it_is_edited_and_never_over_somebody_elses_words(kind: RecordKind, east: Cast, signed_in: SignedIn) -> None:
    row, by = recorded(kind, east), as_role(east, "manager")
    name, value = EXAMPLES[kind.slug].changed

    edited = edit_record(record=row, values={name: value}, version=1, by=by, now=NOW)

    assert (getattr(edited, name), edited.version) == (value, 2)
    with pytest.raises(EditedMeanwhile):
        edit_record(record=row, values={name: getattr(row, name)}, version=1, by=by, now=NOW)
    values = {**said(kind, east), "title": "Mine"}
    sent = {**typed(values), **typed(lead(east)), "version": 1}
    answer = signed_in(east["manager"]).post(edited.address("edit"), sent)
    assert answer.status_code == 409
    assert "Nothing was overwritten" in answer.content.decode()
    assert answer.context["form"]["version"].value() == "2"
    assert kind.model.objects.get().title == row.title


def test_the_same_words_again_change_nothing(kind: RecordKind, east: Cast) -> None:
    row = recorded(kind, east, agencies=[east.police])
    values = {name: getattr(row, name) for name in EXAMPLES[kind.slug].values}

    again = edit_record(
        record=row, values={**values, "agencies": [east.police]}, version=1,
        by=as_role(east, "manager"), now=NOW,
    )  # fmt: skip

    assert again.version == 1
    assert row.events.count() == 1


def test_it_goes_through_its_steps_and_its_page_tells_them(kind: RecordKind, east: Cast, signed_in: SignedIn) -> None:
    row = walked(kind, east)

    page = signed_in(east["manager"]).get(row.get_absolute_url()).content.decode()

    labels = {move.name: move.label for move in kind.states.moves}
    assert [event.step for event in row.events.all()][1:] == list(EXAMPLES[kind.slug].steps)
    for step in EXAMPLES[kind.slug].steps:
        assert labels[step] in page
    assert row.state_label in page


def test_a_step_taken_on_its_page_asks_for_what_it_requires(kind: RecordKind, east: Cast, signed_in: SignedIn) -> None:
    row, example, given = recorded(kind, east), EXAMPLES[kind.slug], asked_of(kind, east)
    step = kind.states.take(row.state, example.steps[0])
    client, there = signed_in(east["manager"]), row.address("move", step.name)
    asked = client.get(there).context["form"].fields

    sent = typed({name: given.get(name, getattr(row, name)) for name in step.asks})
    answer = client.post(there, {**sent, "version": 1})

    assert set(asked) == {*step.asks, "version"}
    assert answer.status_code == 302
    assert kind.model.objects.get().state == step.to


def test_a_step_from_elsewhere_or_without_what_it_needs_is_refused_by_name(kind: RecordKind, east: Cast) -> None:
    row, by, example = recorded(kind, east), as_role(east, "manager"), EXAMPLES[kind.slug]
    bare = next(move for move in kind.states.from_state(row.state) if move.asks_reason)
    with pytest.raises(MoveRefused, match="Say why"):
        move_record(record=row, move=bare.name, version=1, by=as_role(east, "chair"), now=NOW)

    step, asked = kind.states.take(row.state, example.steps[0]), asked_of(kind, east)
    row = move_record(record=row, move=step.name, version=1, values=asked, by=by, now=NOW)
    with pytest.raises(MoveRefused, match=f"“{step.label}” can be done only from"):
        move_record(record=row, move=step.name, version=row.version, values=asked, by=by, now=NOW)


def test_another_partnership_finds_nothing(kind: RecordKind, east: Cast, west: Cast, signed_in: SignedIn) -> None:
    row, client = recorded(kind, east), signed_in(west["manager"])

    for page in ("detail", "edit"):
        assert client.get(row.address(page)).status_code == 404
        smuggled = reverse(f"record-{page}", args=["west", kind.slug, row.pk])
        assert client.get(smuggled).status_code == 404
    with pytest.raises(NotAllowed):
        edit_record(record=row, values={"title": "Taken"}, version=1, by=as_role(west, "manager"), now=NOW)


def test_another_agency_reads_it_and_does_not_change_it(kind: RecordKind, east: Cast, signed_in: SignedIn) -> None:
    row, client = recorded(kind, east), signed_in(east["other_contributor"])

    assert client.get(row.get_absolute_url()).status_code == (404 if kind.guarded else 200)
    assert client.get(row.address("edit")).status_code == (404 if kind.guarded else 403)
    values, theirs = {**said(kind, east), **lead(east)}, as_role(east, "other_contributor")
    with pytest.raises(NotAllowed):
        add_record(kind=kind, values=values, by=theirs, now=NOW)


def test_nobody_gives_it_to_a_body_of_another_partnership(kind: RecordKind, east: Cast, west: Cast) -> None:
    row, by = recorded(kind, east), as_role(east, "manager")

    for values in ({"lead_agency": west.police}, {"lead_group": west.comms}, {"agencies": [west.police]}):
        with pytest.raises(RecordRefused, match="not one of your partnership's"):
            edit_record(record=row, values=values, version=1, by=by, now=NOW)


def test_each_change_is_audited_without_what_is_personal(kind: RecordKind, east: Cast) -> None:
    row = walked(kind, east)
    other = recorded(kind, east)
    edit_record(record=other, values={"title": "Another"}, version=1, by=as_role(east, "manager"), now=NOW)

    of_kind = Entry.objects.filter(event__startswith="record.", subject_type=kind.model._meta.label_lower)
    entries = list(of_kind.order_by("sequence"))

    moved = ["record.moved"] * len(EXAMPLES[kind.slug].steps)
    assert [entry.event for entry in entries if entry.subject == str(row.pk)] == ["record.added", *moved]
    assert [entry.event for entry in entries if entry.subject == str(other.pk)] == ["record.added", "record.changed"]
    said = str([(entry.before, entry.after) for entry in entries])
    for personal in set(kind.model.Privacy.personal) & set(EXAMPLES[kind.slug].values):
        assert str(EXAMPLES[kind.slug].values[personal]) not in said


def test_every_kind_has_its_example() -> None:
    assert set(KINDS.slugs()) == set(EXAMPLES)


@pytest.mark.parametrize("address", ["list", "file", "all"])
def test_a_list_asks_as_much_of_the_database_however_long_it_is(
    kind: RecordKind, address: str, east: Cast, signed_in: SignedIn
) -> None:
    there = {
        "list": reverse("record-list", args=["east", kind.slug]),
        "file": reverse("record-list-file", args=["east", kind.slug, "csv"]),
        "all": reverse("activity-list", args=["east"]),
    }[address]
    client = signed_in(east[reader(kind)])
    recorded(kind, east, agencies=[east.police])
    client.get(there)
    few = queries(client, there)
    for _ in range(8):
        recorded(kind, east, agencies=[east.police, east.council])

    assert queries(client, there) == few
    assert few < 20


def part_of(kind: RecordKind, part: Part, cast: Cast) -> dict[str, Any]:
    """What the example says of one line in that table."""
    values = EXAMPLES[kind.slug].parts[part.slug]
    return resolved(values, by=access_by_command("test", cast.partnership), now=NOW)


def open_for(kind: RecordKind, part: Part, cast: Cast) -> Any:
    """A record in a state in which the table may be changed: as it is recorded, or some steps on."""
    row, asked = recorded(kind, cast), asked_of(kind, cast)
    for step in EXAMPLES[kind.slug].steps:
        if part.is_open_in(row.state):
            break
        row = move_record(record=row, move=step, version=row.version, values=asked, by=as_role(cast, "chair"), now=NOW)
    assert part.is_open_in(row.state)
    return row


def test_the_tables_inside_it_are_filled_edited_and_emptied_on_their_pages(
    kind: RecordKind, east: Cast, signed_in: SignedIn
) -> None:
    client = signed_in(east["manager"])
    for part in kind.parts:
        row, rows = open_for(kind, part, east), part.model.objects.within(east.partnership)
        values = part_of(kind, part, east)
        add = client.post(row.address("part-add", part.slug), typed(values))
        assert (add.status_code, add.headers.get("Location")) == (302, row.get_absolute_url())
        line = rows.get()
        name, stands = EXAMPLES[kind.slug].part_changed[part.slug]
        value = resolved({name: stands}, by=access_by_command("test", east.partnership), now=NOW)[name]
        edit = row.address("part-edit", part.slug, line.pk)
        seen = client.get(edit).context["form"]["seen"].value()
        sent = typed({**values, name: value})

        assert client.post(edit, {**sent, "seen": seen}).status_code == 302
        assert getattr(rows.get(), name) == value
        assert client.post(edit, {**sent, name: "Mine", "seen": "before"}).status_code in (409, 422)
        assert getattr(rows.get(), name) == value
        page = client.get(row.get_absolute_url()).content.decode()
        assert part.heading in page
        assert f"{part.heading}: line edited" in page
        assert client.post(row.address("part-remove", part.slug, line.pk)).status_code == 302
        assert not rows.exists()
        events = [entry.event for entry in Entry.objects.order_by("sequence") if entry.event.startswith("record.part")]
        assert events[-3:] == ["record.part_added", "record.part_changed", "record.part_removed"]


def test_the_tables_inside_it_are_another_partnerships_and_another_agencys_to_leave_alone(
    kind: RecordKind, east: Cast, west: Cast, signed_in: SignedIn
) -> None:
    for part in kind.parts:
        row = open_for(kind, part, east)
        there = row.address("part-add", part.slug)

        assert signed_in(west["manager"]).get(there).status_code == 404
        refused = signed_in(east["other_contributor"]).post(there, typed(part_of(kind, part, east)))
        assert refused.status_code == (404 if kind.guarded else 403)
        assert not part.model.objects.within(east.partnership).exists()


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_its_last_day_is_not_before_its_first_and_somebody_leads_it(kind: RecordKind, east: Cast) -> None:
    with pytest.raises(RecordRefused, match="must not be before the first") as refusal:
        recorded(kind, east, ends_on=date(2026, 10, 1))
    assert refusal.value.field == "ends_on"
    with pytest.raises(RecordRefused, match="which agency or which group"):
        recorded(kind, east, lead_agency=None, lead_group=None)
    with pytest.raises(RecordRefused, match="both the easting and the northing"):
        recorded(kind, east, easting=532500)
