"""Two people edit one record: what each changed stands, and what both changed is shown to the second."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.delivery.models import KINDS, DeliveryEvent
from frankpledge.records.changes.records import edit_record, move_record
from tests.examples.making import make
from tests.people import NOW, Cast
from tests.records.typed import as_role, lead, typed

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
KIND = KINDS["environment"]


@pytest.fixture
def record(east: Cast) -> Any:
    """Graffiti, as somebody opened it."""
    return make(KIND, by=as_role(east, "manager"), now=NOW, **lead(east))


def edit(record: Any, east: Cast, role: str = "manager", version: int = 1, **values: Any) -> Any:
    return edit_record(record=record, values=values, version=version, by=as_role(east, role), now=NOW)


def opened(client: Client, record: Any) -> dict[str, Any]:
    """What the edit page's form would send if nothing on it were touched."""
    form = client.get(record.address("edit")).context["form"]
    values = {name: form.initial.get(name) for name in form.fields if name not in ("version", "was")}
    values |= {name: getattr(record, name) for name in values if name in ("lead_agency", "lead_group")}
    values.pop("agencies", None)
    return {**typed(values), "version": form["version"].value(), "was": form["was"].value()}


def test_different_fields_changed_by_two_both_stand(record: Any, east: Cast) -> None:
    edit(record, east, place="Bull Plain")

    edited = edit(record, east, "contributor", title="A wall in Hertford")

    assert (edited.title, edited.place, edited.version) == ("A wall in Hertford", "Bull Plain", 3)
    assert edited.kept_too == {"place"}
    said = list(DeliveryEvent.objects.filter(record=record).values_list("fields", "version"))
    assert said == [([], 1), (["place"], 2), (["title"], 3)]
    entry = Entry.objects.filter(event="record.changed").latest("sequence")
    assert set(entry.after) == {"state", "title"}


def test_the_same_field_changed_by_two_is_not_overwritten(record: Any, east: Cast) -> None:
    edit(record, east, place="Bull Plain", title="Theirs")

    with pytest.raises(EditedMeanwhile) as shown:
        edit(record, east, "contributor", title="Mine", starts_on=date(2026, 10, 9))

    assert shown.value.fields == {"title"}
    assert KIND.model.objects.get(pk=record.pk).title == "Theirs"
    assert KIND.model.objects.get(pk=record.pk).starts_on == record.starts_on


def test_the_same_words_by_both_are_no_conflict(record: Any, east: Cast) -> None:
    edit(record, east, title="A wall in Hertford")

    assert edit(record, east, "contributor", title="A wall in Hertford").version == 2


def test_what_asks_to_be_alone_is_refused_after_any_change(record: Any, east: Cast) -> None:
    edit(record, east, place="Bull Plain")
    by = as_role(east, "contributor")

    with pytest.raises(EditedMeanwhile):
        edit_record(record=record, values={"title": "Mine"}, version=1, alone=True, by=by, now=NOW)


def test_half_a_point_of_each_is_a_conflict(record: Any, east: Cast) -> None:
    edit(record, east, easting=532_000, northing=212_000)
    edit(record, east, version=2, easting=533_000)

    with pytest.raises(EditedMeanwhile) as shown:
        edit(record, east, "contributor", version=2, northing=213_000)

    assert shown.value.fields == {"easting", "northing"}


def test_an_edit_of_what_was_moved_on_meanwhile_is_shown_first(record: Any, east: Cast) -> None:
    step = KIND.states.from_state(record.state)[0]
    ready = {name: date(2026, 11, 3) if name.endswith("_on") else getattr(record, name) for name in step.asks}
    move_record(
        record=record, move=step.name, version=1, values=ready, reason="Seen", by=as_role(east, "manager"), now=NOW
    )

    with pytest.raises(EditedMeanwhile) as shown:
        edit(record, east, "contributor", title="Mine")

    assert shown.value.fields is None


def test_a_step_is_not_taken_on_words_its_taker_has_not_read(record: Any, east: Cast) -> None:
    edit(record, east, title="Theirs")
    step = KIND.states.from_state(record.state)[0]

    with pytest.raises(EditedMeanwhile):
        move_record(record=record, move=step.name, version=1, reason="Seen", by=as_role(east, "manager"), now=NOW)


def test_edits_from_before_versions_were_kept_are_shown_whole(record: Any, east: Cast) -> None:
    edit(record, east, place="Bull Plain")
    DeliveryEvent.objects.filter(record=record).update(version=0)

    with pytest.raises(EditedMeanwhile) as shown:
        edit(record, east, "contributor", title="Mine")

    assert shown.value.fields is None


def test_on_the_page_what_was_not_touched_does_not_undo_what_another_changed(
    record: Any, east: Cast, signed_in: SignedIn
) -> None:
    client = signed_in(east["contributor"])
    sent = opened(client, record)
    edit(record, east, place="Bull Plain")

    answer = client.post(record.address("edit"), {**sent, "title": "A wall in Hertford"}, follow=True)

    now = KIND.model.objects.get(pk=record.pk)
    assert (now.title, now.place) == ("A wall in Hertford", "Bull Plain")
    assert escape("“Place” was changed meanwhile by somebody else; both are kept.") in answer.content.decode()


def test_on_the_page_only_what_both_changed_is_shown_and_the_rest_is_already_put_together(
    record: Any, east: Cast, signed_in: SignedIn
) -> None:
    client = signed_in(east["contributor"])
    sent = {**opened(client, record), "title": "Mine"}
    edit(record, east, title="Theirs", place="Bull Plain", starts_on=date(2026, 10, 9))

    answer = client.post(record.address("edit"), sent)

    assert answer.status_code == 409
    assert [(row.theirs, row.yours) for row in answer.context["rows"]] == [("Theirs", "Mine")]
    form = answer.context["form"]
    assert (form["title"].value(), form["place"].value()) == ("Mine", "Bull Plain")
    assert form["starts_on"].value() == "2026-10-09"
    again = {name: values[0] for name, values in form.data.lists() if values}
    assert client.post(record.address("edit"), again).status_code == 302
    now = KIND.model.objects.get(pk=record.pk)
    assert (now.title, now.place, now.starts_on) == ("Mine", "Bull Plain", date(2026, 10, 9))


def test_the_old_words_can_be_chosen_over_both(record: Any, east: Cast, signed_in: SignedIn) -> None:
    client = signed_in(east["contributor"])
    sent = {**opened(client, record), "title": "Mine"}
    edit(record, east, title="Theirs")
    form = client.post(record.address("edit"), sent).context["form"]

    again = {name: values[0] for name, values in form.data.lists() if values}
    client.post(record.address("edit"), {**again, "title": record.title})

    assert KIND.model.objects.get(pk=record.pk).title == record.title


def test_the_marks_a_form_carries_tell_nothing_of_the_words(record: Any, east: Cast, signed_in: SignedIn) -> None:
    marks = signed_in(east["contributor"]).get(record.address("edit")).context["form"]["was"].value()

    assert record.title not in marks


def test_a_postcode_typed_while_another_gave_a_point_is_not_lost(record: Any, east: Cast, signed_in: SignedIn) -> None:
    client = signed_in(east["contributor"])
    sent = opened(client, record)
    edit(record, east, easting=532_000, northing=212_000)

    client.post(record.address("edit"), {**sent, "postcode": "SG14 1AA"})

    assert KIND.model.objects.get(pk=record.pk).place.endswith("SG14 1AA")  # no table of postcodes is loaded here
