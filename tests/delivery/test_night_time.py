"""The rules of the night-time economy: last days, denominators, look-ups, bans that end, maps cleared by another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.delivery.background import run_out
from frankpledge.delivery.changes.expiring import end_what_has_run_out
from frankpledge.delivery.models import KINDS, PremisesBan
from frankpledge.delivery.night_safe_drawing import MARK, Place, _apart, drawing
from frankpledge.jobs import registry
from frankpledge.partners.access import access_by_command
from frankpledge.records.changes.parts import add_part
from frankpledge.records.changes.records import MoveRefused, RecordRefused, edit_record, move_record
from tests.examples.making import make
from tests.people import NOW, Cast
from tests.records.typed import as_role, lead

SignedIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def made(slug: str, cast: Cast, **more: Any) -> Any:
    by = access_by_command("test", cast.partnership)
    return make(KINDS[slug], by=by, now=NOW, **{**lead(cast), **more})


def line(record: Any, slug: str, cast: Cast, **values: Any) -> Any:
    part = record.declared.part(slug)
    return add_part(record=record, part=part, values=values, by=access_by_command("test", cast.partnership), now=NOW)


def moved(record: Any, step: str, cast: Cast, role: str = "manager", **values: Any) -> Any:
    return move_record(
        record=record, move=step, version=record.version, values=values, by=as_role(cast, role), now=NOW, reason="Test"
    )


def again(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)


@pytest.mark.parametrize(
    ("sort", "received", "last"),
    [
        ("new", date(2026, 11, 2), date(2026, 11, 30)),
        ("variation", date(2008, 6, 2), date(2008, 6, 30)),
        ("review", date(2027, 2, 10), date(2027, 3, 10)),
        ("minor", date(2026, 11, 2), None),
        ("new", date(2004, 6, 1), None),  # before the Act: not known, and not guessed
    ],
)
def test_the_last_day_for_representations_is_the_laws_of_the_day_it_was_received(
    sort: str, received: date, last: date | None, east: Cast
) -> None:
    assert made("licence-applications", east, sort=sort, starts_on=received).representations_until == last


def test_it_follows_when_the_day_of_receipt_is_put_right(east: Cast) -> None:
    row = made("licence-applications", east, sort="new", starts_on=date(2026, 11, 2))

    row = edit_record(
        record=row, values={"starts_on": date(2026, 11, 5)}, version=1, by=as_role(east, "manager"), now=NOW
    )

    assert row.representations_until == date(2026, 12, 3)


def test_another_last_day_is_taken_only_where_the_law_sets_none_for_all(east: Cast) -> None:
    day = date(2026, 11, 16)
    assert made("licence-applications", east, sort="minor", other_last_day=day).representations_until == day
    with pytest.raises(RecordRefused, match="set by law") as refusal:
        made("licence-applications", east, sort="new", other_last_day=day)
    assert refusal.value.field == "other_last_day"


def test_representations_in_time_are_said_out_of_all(east: Cast) -> None:
    row = made("licence-applications", east, sort="new", starts_on=date(2026, 11, 2))
    assert row.in_time == ""
    line(row, "representations", east, who="police", view="objects", made_on=date(2026, 11, 30))
    line(row, "representations", east, who="other", view="objects", made_on=date(2026, 12, 1))

    assert again(row).in_time == "1 of 2"
    with pytest.raises(RecordRefused, match="before the application was received"):
        line(row, "representations", east, who="fire", view="none", made_on=date(2026, 11, 1))


def test_a_visits_score_has_its_denominator_and_leaves_out_what_was_not_marked(east: Cast) -> None:
    row = made("premises-visits", east)
    assert (row.score, row.passed, row.left_to_do) == ("", "", "")
    line(row, "checklist", east, item="age", mark="2")
    line(row, "checklist", east, item="door", mark="0", action="Badges", due_on=date(2026, 12, 5))
    line(row, "checklist", east, item="cctv", mark="pass")
    line(row, "checklist", east, item="drugs", mark="fail", action="A safe", due_on=date(2026, 12, 1))
    line(row, "checklist", east, item="glass", mark="unseen")
    line(row, "checklist", east, item="prices", mark="3", action="A sign", done_on=date(2026, 11, 20))

    row = again(row)

    assert row.score == "5 of 9 (3 lines)"
    assert row.passed == "1 of 2"
    assert row.left_to_do == "2 of 3, the first by 1 December 2026"


def test_a_day_in_the_checklist_belongs_to_something_agreed(east: Cast) -> None:
    with pytest.raises(RecordRefused, match="Say what was agreed"):
        line(made("premises-visits", east), "checklist", east, item="age", mark="1", due_on=date(2026, 12, 1))


def test_a_visit_with_something_left_to_do_is_not_over_before_it_is_followed_up(east: Cast) -> None:
    row = made("premises-visits", east)
    with pytest.raises(MoveRefused, match="To be followed up by"):
        moved(row, "visit", east)
    row = moved(row, "visit", east, follow_up_on=date(2026, 12, 1))

    assert row.state == "visited"
    [clock] = row.declared.clocks
    assert (getattr(row, clock.field), clock.states) == (date(2026, 12, 1), ("visited",))
    assert moved(row, "follow", east, followed_up_on=date(2026, 11, 30)).state == "followed_up"


def test_above_the_visits_stands_how_many_wait_to_be_followed_up_and_how_many_are_late(
    east: Cast, west: Cast, signed_in: SignedIn
) -> None:
    there, client = reverse("record-list", args=["east", "premises-visits"]), signed_in(east["scrutiny"])
    made("premises-visits", east)
    assert client.get(there).context["boxes"] == []
    late = make(
        KINDS["premises-visits"], by=as_role(east, "manager"), now=NOW, **lead(east), starts_on=date(2024, 5, 1)
    )
    moved(late, "visit", east, follow_up_on=date(2024, 5, 15))
    moved(made("premises-visits", east), "visit", east, follow_up_on=date(2126, 12, 1))
    moved(made("premises-visits", east), "finish", east)
    moved(made("premises-visits", west), "visit", west, follow_up_on=date(2026, 12, 1))

    [box] = client.get(there).context["boxes"]

    assert box.sentences == (
        "2 of 3 visits made are to be followed up; 1 of them late.", "The first was or is due by 15 May 2024."
    )  # fmt: skip


def test_a_scheme_counts_the_members_it_has_now_and_takes_each_once(east: Cast) -> None:
    bell, vaults, scheme = made("premises", east), made("premises", east), made("premises-schemes", east)
    line(scheme, "members", east, premises=bell, joined_on=date(2026, 1, 5), left_on=date(2026, 6, 1))
    line(scheme, "members", east, premises=bell, joined_on=date(2026, 7, 1))
    line(scheme, "members", east, premises=vaults, joined_on=date(2026, 1, 5))

    assert again(scheme).member_count == "2"
    with pytest.raises(RecordRefused, match="a member already"):
        line(scheme, "members", east, premises=vaults, joined_on=date(2026, 8, 1))


def test_an_awards_score_is_never_without_what_it_is_out_of(east: Cast) -> None:
    assert made("scheme-awards", east, score=41, out_of=50).share == "82%"
    for wrong in ({"out_of": None}, {"score": None}, {"score": 51}):
        with pytest.raises(RecordRefused):
            made("scheme-awards", east, **wrong)


@pytest.mark.parametrize(
    ("until", "why"),
    [
        (date(2027, 2, 1), "at least 3 months"),
        (date(2027, 2, 2), ""),
        (date(2028, 11, 2), ""),
        (date(2028, 11, 3), "no more than 24 months"),
    ],
)
def test_a_courts_exclusion_order_runs_as_long_as_the_law_lets_it(until: date, why: str, east: Cast) -> None:
    values = {"sort": "court", "court": "Hertford", "scheme": None, "until": until}
    if not why:
        assert made("premises-bans", east, **values).until == until
        return
    with pytest.raises(RecordRefused, match=why):
        made("premises-bans", east, **values)


def test_a_ban_says_whose_it_is(east: Cast) -> None:
    with pytest.raises(RecordRefused, match="Say whose members"):
        made("premises-bans", east, scheme=None)
    with pytest.raises(RecordRefused, match="Say which court"):
        made("premises-bans", east, sort="court", court="")


def test_a_ban_ends_by_itself_the_day_after_its_last_and_once(east: Cast, west: Cast) -> None:
    ban, other = made("premises-bans", east, until=date(2026, 11, 22)), made("premises-bans", west)
    by = access_by_command("delivery.run_out", east.partnership)

    assert end_what_has_run_out(by=by, now=datetime(2026, 11, 22, 0, 20, tzinfo=UTC)) == 0
    assert end_what_has_run_out(by=by, now=datetime(2026, 11, 23, 0, 20, tzinfo=UTC)) == 1
    assert end_what_has_run_out(by=by, now=datetime(2026, 11, 24, 0, 20, tzinfo=UTC)) == 0

    assert again(ban).state == "ended"
    assert [event.step for event in ban.events.all()] == ["", "end"]
    assert again(other).state == "in_force"


def test_it_is_ended_by_the_clock_and_what_ends_by_itself_asks_for_nothing() -> None:
    assert "delivery.run_out" in registry.scheduled()
    assert registry.known("delivery.run_out").run is run_out
    ending = [(kind, clock) for kind in KINDS for clock in kind.clocks if clock.then]
    assert PremisesBan in [kind.model for kind, _ in ending]
    for kind, clock in ending:
        step = next(move for move in kind.states.moves if move.name == clock.then)
        assert not step.requires
        assert not step.asks_reason
        assert not step.by_another
        assert step.to not in step.of


def agreement(cast: Cast, scheme: Any, signed: date = date(2026, 6, 1), review: date = date(2027, 6, 1)) -> Any:
    return moved(
        made("sharing-agreements", cast, scheme=scheme), "sign", cast, covers="Name and photograph",
        purpose="To refuse", signed_on=signed, review_on=review,
    )  # fmt: skip


def test_a_ban_is_shared_only_under_an_agreement_in_force_that_day_and_by_the_step(east: Cast) -> None:
    ban = made("premises-bans", east)
    assert ban.sharing == "not recorded as shared"
    share = {"shared_on": date(2026, 11, 9), "seen_by": "members"}
    with pytest.raises(MoveRefused, match="Fill in before this step: The data-sharing agreement"):
        moved(ban, "share", east, seen_by="members")
    with pytest.raises(RecordRefused, match="only under a data-sharing agreement"):
        moved(ban, "share", east, **share)
    unsigned = made("sharing-agreements", east, scheme=ban.scheme)
    with pytest.raises(MoveRefused, match="nothing is shared under it"):
        moved(ban, "share", east, agreement=unsigned, **share)
    with pytest.raises(MoveRefused, match="is with another scheme"):
        moved(ban, "share", east, agreement=agreement(east, made("premises-schemes", east)), **share)
    over = agreement(east, ban.scheme, date(2025, 6, 1), date(2026, 6, 1))
    with pytest.raises(MoveRefused, match="run out"):
        moved(ban, "share", east, agreement=over, **share)
    good = agreement(east, ban.scheme)
    with pytest.raises(MoveRefused, match="was not in force that day"):
        moved(ban, "share", east, agreement=good, **{**share, "shared_on": date(2026, 11, 1)})
    with pytest.raises(RecordRefused, match="can no longer be changed"):
        edit_record(record=ban, values={"agreement": good, **share}, version=1, by=as_role(east, "manager"), now=NOW)
    with pytest.raises(RecordRefused, match="run out"):  # nor by one who records it as shared already
        made("premises-bans", east, scheme=ban.scheme, agreement=over, **share)

    ban = moved(ban, "share", east, agreement=good, **share)

    assert ban.sharing == f"since 9 November 2026, under {good.number}: All members of the scheme"


def test_a_ban_that_ends_by_itself_is_shared_no_longer(east: Cast) -> None:
    ban = made("premises-bans", east, until=date(2026, 11, 21))
    ban = moved(ban, "share", east, agreement=agreement(east, ban.scheme), shared_on=date(2026, 11, 9), seen_by="named")
    assert end_what_has_run_out(by=access_by_command("clock", east.partnership), now=NOW) == 1

    assert (again(ban).state, again(ban).shared_to) == ("ended", date(2026, 11, 21))


def test_an_agreement_runs_out_by_itself_and_the_bans_shared_under_it_say_so(east: Cast, signed_in: Any) -> None:
    ban = made("premises-bans", east)
    rests = agreement(east, ban.scheme, date(2025, 11, 20), date(2026, 11, 20))
    ban = moved(ban, "share", east, agreement=rests, shared_on=date(2026, 11, 9), seen_by="members")
    assert end_what_has_run_out(by=access_by_command("clock", east.partnership), now=NOW) == 1
    assert again(rests).state == "lapsed"

    page = signed_in(east["manager"]).get(ban.get_absolute_url()).content.decode()

    assert "was to be reviewed by 20 November 2026, and has run out." in page
    assert "Do not pass the ban on" in page
    rests = moved(again(rests), "renew", east, signed_on=date(2026, 11, 21), review_on=date(2027, 11, 20))
    page = signed_in(east["manager"]).get(ban.get_absolute_url()).content.decode()
    assert "Do not pass the ban on" not in page
    assert edit_record(record=again(ban), values={"reference": "PW/1"}, version=2, by=as_role(east, "manager"), now=NOW)
    kept = moved(again(ban), "unshare", east, shared_to=date(2026, 11, 25))
    assert kept.sharing.startswith("since 9 November 2026 until 25 November 2026")


def test_breaches_are_counted_and_fall_within_the_ban(east: Cast) -> None:
    ban = made("premises-bans", east, until=date(2026, 12, 1))
    line(ban, "breaches", east, on=date(2026, 11, 14), what="entered", then="left")

    assert again(ban).breach_count == "1"
    with pytest.raises(RecordRefused, match="not in force that day"):
        line(ban, "breaches", east, on=date(2026, 12, 2), what="entered", then="left")


def test_a_marks_premises_are_looked_up_as_they_were_on_the_day_of_the_find(east: Cast, west: Cast) -> None:
    shop = made("premises", east, title="Corner Wines")
    made("bottle-codes", east, premises=shop, code="eh 014", starts_on=date(2026, 11, 2))
    made("bottle-codes", west, code="WM1")

    assert made("bottle-finds", east, code=" EH014 ").premises == shop
    before = made("bottle-finds", east, code="EH014", starts_on=date(2026, 11, 1))
    assert (before.premises, before.traced) == (None, "That mark was given to no premises by that day")
    assert made("bottle-finds", east, code="WM1").premises is None  # another partnership's
    assert made("bottle-finds", east, code="").traced == "It could not be read"


def test_a_mark_recorded_after_the_find_is_found_when_it_is_looked_up_again(east: Cast) -> None:
    find = made("bottle-finds", east, code="EH9")
    assert find.premises is None
    code = made("bottle-codes", east, code="EH9", starts_on=date(2026, 11, 2))

    assert moved(find, "look_up", east).premises == code.premises


def test_a_mark_is_never_given_twice_unless_it_was_a_mistake(east: Cast, west: Cast) -> None:
    first = made("bottle-codes", east, code="EH7")
    with pytest.raises(RecordRefused, match="never given twice"):
        made("bottle-codes", east, code="eh7")
    made("bottle-codes", west, code="EH7")
    moved(first, "withdraw", east)
    assert made("bottle-codes", east, code="EH7").code == "EH7"


@pytest.mark.parametrize(
    ("published", "said", "review"),
    [
        (date(2026, 11, 9), None, date(2029, 11, 9)),
        (date(2024, 2, 29), date(2025, 1, 1), date(2027, 2, 28)),  # the law's day stands
        (date(2009, 1, 5), date(2011, 1, 6), date(2011, 1, 6)),  # no such law then
        (date(2009, 1, 5), None, None),
    ],
)
def test_an_impact_area_is_reviewed_by_the_day_the_law_sets(
    published: date, said: date | None, review: date | None, east: Cast
) -> None:
    row = made("impact-areas", east, published_on=published, other_review_by=said)

    assert row.review_by == review


def test_it_is_not_published_before_the_consultation_is_over(east: Cast) -> None:
    row = moved(
        made("impact-areas", east), "consult", east, consulted_from=date(2026, 9, 1), consulted_until=date(2026, 10, 13)
    )
    with pytest.raises(RecordRefused, match="before those consulted have answered"):
        moved(row, "publish", east, published_on=date(2026, 10, 12))


ASKED = ("chief_officer", "fire", "health", "licensees", "community")


def asked(row: Any, cast: Cast, *bodies: str, on: date, answered: date | None) -> None:
    for body in bodies:
        line(row, "consultation", cast, body=body, asked_on=on, answered_on=answered)


def test_it_is_published_only_once_those_whom_the_law_says_to_ask_have_answered(east: Cast) -> None:
    row = moved(
        made("impact-areas", east), "consult", east, consulted_from=date(2026, 9, 1), consulted_until=date(2026, 10, 13)
    )
    asked(row, east, *ASKED[1:], on=date(2026, 9, 1), answered=date(2026, 10, 1))
    asked(row, east, ASKED[0], on=date(2026, 9, 1), answered=None)
    with pytest.raises(MoveRefused, match="must be asked first, and have answered by 9 November 2026: the chief"):
        moved(row, "publish", east, published_on=date(2026, 11, 9))
    asked(row, east, ASKED[0], on=date(2026, 9, 1), answered=date(2026, 10, 13))

    row = moved(row, "publish", east, published_on=date(2026, 11, 9))

    assert "needs the chief officer’s answer: Yes (not checked at its source)" in row.law_shown
    with pytest.raises(MoveRefused, match="must be asked first"):  # again, for the next three years
        moved(row, "review", east, published_on=date(2029, 11, 1))


def test_before_the_law_named_anybody_an_impact_area_is_published_without(east: Cast) -> None:
    row = moved(
        made("impact-areas", east), "consult", east, consulted_from=date(2008, 9, 1), consulted_until=date(2008, 10, 13)
    )
    assert moved(row, "publish", east, published_on=date(2009, 1, 5)).state == "published"


def test_an_impact_area_names_the_one_it_follows_and_each_leads_to_the_other(east: Cast, signed_in: Any) -> None:
    old = made("impact-areas", east, published_on=date(2018, 5, 1))
    new = made("impact-areas", east, title="A larger centre", follows=old)
    client = signed_in(east["scrutiny"])

    assert "Followed by" in client.get(old.get_absolute_url()).content.decode()
    assert "It follows" in client.get(new.get_absolute_url()).content.decode()
    with pytest.raises(RecordRefused, match="does not follow itself"):
        edit_record(record=old, values={"follows": old}, version=old.version, by=as_role(east, "manager"), now=NOW)


def test_a_shift_over_midnight_is_as_long_as_it_was(east: Cast) -> None:
    row = made("marshal-shifts", east, from_time=time(22), until_time=time(3, 30))
    assert row.length == timedelta(hours=5, minutes=30)
    assert (row.marshal_hours, row.carried_per_hour, row.cost_per_head, row.incident_count) == ("", "", "", "")
    row = moved(row, "work", east, marshal_count=2, carried=220)
    row = edit_record(
        record=row, values={"cost": Decimal("330.00")}, version=row.version, by=as_role(east, "manager"), now=NOW
    )

    assert (row.marshal_hours, row.carried_per_hour, row.cost_per_head) == ("11", "20.0", "£1.50")
    assert row.incident_count == "0"


def test_whoever_made_a_night_safe_map_does_not_clear_it_and_what_is_cleared_is_not_redrawn(east: Cast) -> None:
    by = as_role(east, "manager")
    row = make(KINDS["night-safe-maps"], by=by, now=NOW, **lead(east))
    line(row, "entries", east, sort="rank", name="Rank", where="Station")
    with pytest.raises(MoveRefused, match="wrote this yourself"):
        moved(row, "clear", east)
    row = moved(row, "clear", east, role="chair")

    with pytest.raises(RecordRefused, match="can no longer be changed"):
        line(row, "entries", east, sort="bus", name="Bus", where="Stop C")


def test_its_sheet_has_every_place_in_words_and_draws_those_with_a_grid(east: Cast, signed_in: SignedIn) -> None:
    row = made("night-safe-maps", east)
    there = reverse("night-safe-map", args=["east", row.kind, row.pk])
    client = signed_in(east["scrutiny"])
    assert "No place has been put on it yet" in client.get(there).content.decode()
    line(row, "entries", east, sort="rank", name="The <rank>", where="Station", easting=533_300, northing=212_800)
    line(row, "entries", east, sort="heart", name="Defibrillator", where="Town hall")

    page = client.get(there).content.decode()

    assert page.count("<svg") >= 1
    assert "1 The &lt;rank&gt;" in page
    assert "not drawn" in page
    assert "Town hall" in page
    assert "not to be given out" in page
    assert there in client.get(row.get_absolute_url()).content.decode()
    elsewhere = made("premises", east)
    assert client.get(reverse("night-safe-map", args=["east", elsewhere.kind, elsewhere.pk])).status_code == 404


def test_marks_on_the_drawing_do_not_cover_each_other() -> None:
    here = [(300.0, 300.0)] * 12

    marks = _apart(here)

    apart = [((a - c) ** 2 + (b - d) ** 2) ** 0.5 for at, (a, b) in enumerate(marks) for c, d in marks[at + 1 :]]
    assert min(apart) > 2 * MARK
    assert marks[0] == here[0]


def test_the_drawing_is_the_same_for_the_same_places_and_has_north_up() -> None:
    places = [Place(1, "South", 532_000, 212_000), Place(2, "North", 532_000, 213_000)]
    svg = drawing(places, title="Home")

    assert svg == drawing(places, title="Home")
    south, north = (float(part.split('"')[0]) for part in svg.split('cy="')[1:3])
    assert north < south
    with pytest.raises(ValueError, match="no place"):
        drawing([], title="Home")
