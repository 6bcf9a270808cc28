"""Who clears what by day and after hours, since when, within how many days, and how many were in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.delivery.clearing.changes.routes import RouteWords, set_route
from frankpledge.delivery.models import KINDS, ClearingRoute
from frankpledge.insight.queries.outlined import outlined
from frankpledge.partners.access import NotAllowed
from frankpledge.records.changes.parts import add_part
from frankpledge.records.changes.records import RecordRefused, add_record, edit_record, move_record
from tests.delivery.ground import lay_ground
from tests.examples import EXAMPLES
from tests.people import NOW, Cast
from tests.records.typed import as_role, lead, typed

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
KIND = KINDS["environment"]


def seen(cast: Cast, **more: Any) -> Any:
    values = {**EXAMPLES[KIND.slug].values, **lead(cast), "target_days": None, **more}
    return add_record(kind=KIND, values=values, by=as_role(cast, "contributor"), now=NOW)


def route(cast: Cast, agency: Any = None, since: date = date(2026, 1, 1), role: str = "manager", **more: Any) -> Any:
    words = RouteWords("graffiti", agency or cast.council, since, **more)
    return set_route(words=words, by=as_role(cast, role), now=NOW)


def test_a_target_left_blank_is_two_days_where_it_is_offensive_and_ten_where_not(east: Cast) -> None:
    assert seen(east, is_offensive=True).target_days == 2
    assert seen(east, is_offensive=False).target_days == 10
    assert seen(east, is_offensive=True, target_days=0).target_days == 0
    said = Entry.objects.filter(event="record.added").earliest("pk").after
    assert said is not None
    assert said["target_days"] == 2, "the audit says what was kept"


def test_a_target_taken_away_afterwards_stays_away(east: Cast) -> None:
    row = seen(east)

    row = edit_record(record=row, values={"target_days": None}, version=1, by=as_role(east, "contributor"), now=NOW)

    assert row.target_days is None


def test_a_record_takes_the_line_that_held_on_the_day_of_the_report(east: Cast) -> None:
    route(east, east.council, date(2026, 1, 1), usual_days=5, offensive_days=1)
    route(east, east.police, date(2026, 11, 10), usual_days=7, offensive_days=3)

    before = seen(east, is_offensive=False, starts_on=date(2026, 11, 9))
    after = seen(east, is_offensive=True, starts_on=date(2026, 11, 10))
    older = seen(east, is_offensive=False, starts_on=date(2025, 12, 31))
    typed_in = seen(east, cleared_by=east.police, target_days=4, starts_on=date(2026, 11, 9))

    assert (before.cleared_by, before.target_days) == (east.council, 5)
    assert (after.cleared_by, after.target_days) == (east.police, 3)
    assert (older.cleared_by, older.target_days) == (None, 10)
    assert (typed_in.cleared_by, typed_in.target_days) == (east.police, 4)
    assert ClearingRoute.objects.get(agency=east.council).ends_on == date(2026, 11, 9)


def test_after_hours_another_clears_it_and_whoever_does_by_day_where_nobody_is_named(east: Cast) -> None:
    route(east, east.council)
    assert seen(east, after_hours=True).cleared_by == east.council

    route(east, east.police, after_hours=True)

    assert seen(east, after_hours=True).cleared_by == east.police
    assert seen(east, after_hours=False).cleared_by == east.council


def test_an_areas_own_line_stands_before_the_one_for_everywhere(east: Cast, tmp_path: Path) -> None:
    lay_ground(east, tmp_path)
    ward = outlined(east.partnership)[0]
    point = ward.outline.representative_point()  # type: ignore[union-attr]
    there = f"{ward.code} {ward.name}"
    route(east, east.council)
    route(east, east.council, after_hours=True)
    route(east, east.police, place_area=there)

    assert seen(east, place_area=there).cleared_by == east.police
    assert seen(east, place_area=there, after_hours=True).cleared_by == east.police
    assert seen(east, easting=int(point.x), northing=int(point.y)).cleared_by == east.police  # it lies in the ward
    assert seen(east, easting=100_000, northing=100_000).cleared_by == east.council
    assert seen(east, place_area="E05999999 Elsewhere").cleared_by == east.council


def test_a_records_page_says_to_whom_it_is_routed_and_why(east: Cast, signed_in: SignedIn) -> None:
    client, since = signed_in(east["scrutiny"]), date(2026, 1, 1)

    def says(row: Any) -> str:
        return " ".join(client.get(row.get_absolute_url()).content.decode().split())

    nobody = seen(east)
    assert "Nobody is named to clear this: it is not routed." in says(nobody)
    route(east, east.police, since)
    routed, typed_in = seen(east), seen(east, cleared_by=east.council)

    assert f"Routed to {east.police.name}, because it clears graffiti from 1 January 2026." in says(routed)
    assert f"{east.council.name} clears this, because it was said so on the record." in says(typed_in)
    assert f"{east.police.name} clears graffiti by now: edit the record to say so." in says(nobody)


def test_what_nobody_is_named_to_clear_is_listed_while_it_waits(east: Cast, signed_in: SignedIn) -> None:
    there, client = reverse("clearing-list", args=["east"]), signed_in(east["manager"])
    waiting, gone = seen(east), seen(east)
    move_record(record=gone, move="withdraw", version=1, reason="Twice.", by=as_role(east, "contributor"), now=NOW)
    seen(east, cleared_by=east.police)

    page = client.get(there)

    assert [row.pk for row in page.context["unrouted"]] == [waiting.pk]
    assert "nobody is named to clear it" in page.content.decode()


def test_only_the_manager_says_and_only_a_later_day_of_ones_own_bodies(east: Cast, west: Cast) -> None:
    route(east)

    with pytest.raises(RecordRefused, match="Another line holds from 1 January 2026"):
        route(east, east.police, date(2026, 1, 1))
    with pytest.raises(RecordRefused, match="not one of your partnership's"):
        route(east, west.council, date(2026, 2, 1))
    with pytest.raises(NotAllowed):
        route(east, role="lead_officer", since=date(2026, 3, 1))
    assert ClearingRoute.objects.count() == 1


def test_the_table_is_read_by_all_and_filled_in_on_its_page(east: Cast, signed_in: SignedIn) -> None:
    there, say = reverse("clearing-list", args=["east"]), reverse("clearing-set", args=["east"])
    manager = signed_in(east["manager"])
    assert "Nobody has said who clears what" in manager.get(there).content.decode()
    values = {"sort": "litter", "agency": east.police, "usual_days": 3, "offensive_days": 1,
              "priority": "low", "starts_on": date(2026, 11, 1)}  # fmt: skip

    assert manager.post(say, typed(values)).headers["Location"] == there
    again = manager.post(say, typed(values))

    assert again.status_code == 422
    assert "Choose a later day" in again.content.decode()
    page = signed_in(east["scrutiny"]).get(there).content.decode()
    assert "Litter" in page
    assert east.police.name in page
    assert say not in page


def test_the_list_says_how_many_of_how_many_were_in_time(east: Cast, signed_in: SignedIn) -> None:
    there, client = reverse("record-list", args=["east", KIND.slug]), signed_in(east["scrutiny"])
    by, day = as_role(east, "contributor"), timezone.localdate() - timedelta(days=40)
    assert "there is no rate" in client.get(there).content.decode()

    for target, taken in ((5, 5), (5, 6), (2, 0)):
        row = seen(east, starts_on=day, target_days=target)
        done = {"done_on": day + timedelta(days=taken)}
        move_record(record=row, move="remove", version=1, values=done, by=by, now=NOW)
    bare = edit_record(record=seen(east, starts_on=day), values={"target_days": None}, version=1, by=by, now=NOW)
    move_record(record=bare, move="remove", version=2, values={"done_on": day}, by=by, now=NOW)
    seen(east, starts_on=day, target_days=3)
    gone = seen(east, starts_on=day, target_days=3)
    move_record(record=gone, move="withdraw", version=1, reason="Twice.", by=by, now=NOW)

    page = client.get(there).content.decode()

    assert "2 of 3 removals with a target were within it" in page
    assert "1 more had no target" in page
    assert "1 not removed yet, past the target" in page


def test_a_week_shows_its_jobs_and_an_audit_its_mean_mark_with_how_many_it_is_of(
    east: Cast, signed_in: SignedIn
) -> None:
    by, client = as_role(east, "contributor"), signed_in(east["scrutiny"])
    week, audit = (
        add_record(kind=KINDS[slug], values={**EXAMPLES[slug].values, **lead(east)}, by=by, now=NOW)
        for slug in ("environmental-weeks", "visual-audits")
    )
    job = seen(east, week=week)
    for score in (2, 5, None):
        values = {"item": "lighting", "score": score, "finding": "Seen"}
        add_part(record=audit, part=KINDS["visual-audits"].parts[0], values=values, by=by, now=NOW)

    page = client.get(week.get_absolute_url()).content.decode()
    assert "0 of 1 removed" in page
    assert job.get_absolute_url() in page
    marks = client.get(audit.get_absolute_url()).content.decode()
    assert "3.5 of 5, the mean of 2 marks; 3 things looked at" in marks


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"score": 6}, "from 1 to 5"),
        ({"action": "Mend it", "due_on": date(2026, 12, 1)}, "Say who does it"),
        ({"action": "Mend it", "agency": True}, "Say by when"),
        ({"due_on": date(2026, 12, 1)}, "Say what is to be done"),
    ],
)
def test_what_is_to_be_done_after_an_audit_has_an_owner_and_a_day(east: Cast, more: dict[str, Any], words: str) -> None:
    by, kind = as_role(east, "contributor"), KINDS["visual-audits"]
    audit = add_record(kind=kind, values={**EXAMPLES[kind.slug].values, **lead(east)}, by=by, now=NOW)
    values = {"item": "lighting", "finding": "Seen", **more} | ({"agency": east.council} if "agency" in more else {})

    with pytest.raises(RecordRefused, match=words):
        add_part(record=audit, part=kind.parts[0], values=values, by=by, now=NOW)
