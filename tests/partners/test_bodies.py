"""Agencies and groups: how they are added, renamed, closed, and who sits on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.partners.changes import agencies, groups
from frankpledge.partners.changes.partnerships import edit_partnership
from frankpledge.partners.changes.people import end_membership
from frankpledge.partners.colours import BLACK, ENOUGH, WHITE, contrast, words_on
from frankpledge.partners.models import ActionGroup, Agency, AgencyRole, GroupMembership, Membership
from frankpledge.partners.queries import policing_body_on
from frankpledge.partners.refusals import Refused
from frankpledge.partners.usual import GROUPS, RESPONSIBLE_AUTHORITIES
from tests.people import LONG_AGO, NOW, Cast

Enter = Callable[[User, Cast], Access]
TODAY = NOW.date()
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


@pytest.fixture
def manager(east: Cast, access: Enter) -> Access:
    return access(east["manager"], east)


def test_an_agency_is_added_and_written_down(east: Cast, manager: Access) -> None:
    agency = agencies.add_agency(name="Probation", short_name="Probation", by=manager, now=NOW)

    entry = Entry.objects.get(event="agency.added")
    assert agency.partnership == east.partnership
    assert (entry.operation, entry.subject, entry.after["name"]) == ("create", str(agency.pk), "Probation")


@pytest.mark.parametrize("role", ["chair", "lead_officer", "contributor", "analyst", "scrutiny", "auditor"])
def test_only_those_who_set_up_add_agencies_and_groups(east: Cast, access: Enter, role: str) -> None:
    by = access(east[role], east)

    with pytest.raises(NotAllowed):
        agencies.add_agency(name="New", short_name="New", by=by, now=NOW)
    with pytest.raises(NotAllowed):
        groups.add_group(name="New", short_name="New", by=by, now=NOW)


def test_two_agencies_of_one_partnership_do_not_share_a_name_whatever_its_capitals(east: Cast, manager: Access) -> None:
    with pytest.raises(Refused, match="already") as refusal:
        agencies.add_agency(name=east.police.name.upper(), short_name="P", by=manager, now=NOW)

    assert refusal.value.field == "name"


def test_two_partnerships_may_each_have_an_agency_of_one_name(east: Cast, west: Cast, manager: Access) -> None:
    added = agencies.add_agency(name=west.police.name, short_name="P", by=manager, now=NOW)

    assert added.partnership == east.partnership


def test_an_agency_has_one_role_at_a_time(east: Cast, manager: Access) -> None:
    agencies.add_agency_role(agency=east.police, kind="responsible", starts_on=LONG_AGO, ends_on=YESTERDAY, by=manager,
                             now=NOW)  # fmt: skip
    agencies.add_agency_role(agency=east.police, kind="invited", starts_on=TODAY, ends_on=None, by=manager, now=NOW)

    with pytest.raises(Refused, match="Invited to take part"):
        agencies.add_agency_role(agency=east.police, kind="responsible", starts_on=TOMORROW, ends_on=None, by=manager,
                                 now=NOW)  # fmt: skip


def test_a_role_that_ended_makes_room_for_the_next(east: Cast, manager: Access) -> None:
    role = agencies.add_agency_role(agency=east.police, kind="invited", starts_on=LONG_AGO, ends_on=None, by=manager,
                                    now=NOW)  # fmt: skip

    agencies.end_agency_role(role=role, ends_on=YESTERDAY, by=manager, now=NOW)
    agencies.add_agency_role(agency=east.police, kind="responsible", starts_on=TODAY, ends_on=None, by=manager, now=NOW)

    assert [role.kind for role in east.police.roles.all()] == ["invited", "responsible"]


def test_an_agency_with_people_cannot_be_closed(east: Cast, manager: Access) -> None:
    with pytest.raises(Refused, match="still has people"):
        agencies.close_agency(agency=east.police, closed_on=TODAY, successor=None, by=manager, now=NOW)


def test_a_closed_agency_names_its_successor(east: Cast, manager: Access) -> None:
    trust = agencies.add_agency(name="Primary Care Trust", short_name="PCT", by=manager, now=NOW)
    board = agencies.add_agency(name="Integrated care board", short_name="ICB", by=manager, now=NOW)

    closed = agencies.close_agency(agency=trust, closed_on=TODAY, successor=board, by=manager, now=NOW)

    assert closed.successor == board
    assert list(board.predecessors.all()) == [trust]


def test_successors_never_go_in_a_circle(east: Cast, manager: Access) -> None:
    first, second, third = (
        agencies.add_agency(name=name, short_name=name, by=manager, now=NOW) for name in ("First", "Second", "Third")
    )
    agencies.close_agency(agency=first, closed_on=LONG_AGO, successor=second, by=manager, now=NOW)
    agencies.close_agency(agency=second, closed_on=LONG_AGO, successor=third, by=manager, now=NOW)

    for agency, successor in ((third, first), (third, second), (third, third)):
        with pytest.raises(Refused, match="cannot take over") as refusal:
            agencies.close_agency(agency=agency, closed_on=TODAY, successor=successor, by=manager, now=NOW)
        assert refusal.value.field == "successor"


def test_a_successor_is_of_the_same_partnership(east: Cast, west: Cast, manager: Access) -> None:
    empty = agencies.add_agency(name="Empty", short_name="Empty", by=manager, now=NOW)

    with pytest.raises(Agency.DoesNotExist):
        agencies.close_agency(agency=empty, closed_on=TODAY, successor=west.police, by=manager, now=NOW)


def test_an_agency_edited_meanwhile_is_not_overwritten(east: Cast, manager: Access) -> None:
    opened = {"agency": east.police, "short_name": "Police", "aliases": "", "version": 1, "by": manager, "now": NOW}
    agencies.edit_agency(name="Constabulary", **opened)  # type: ignore[arg-type]

    with pytest.raises(EditedMeanwhile):
        agencies.edit_agency(name="Force", **opened)  # type: ignore[arg-type]

    assert Agency.objects.get(pk=east.police.pk).name == "Constabulary"


def test_the_responsible_authorities_come_in_one_go(east: Cast, manager: Access) -> None:
    keys = [usual.key for usual in RESPONSIBLE_AUTHORITIES]

    added = agencies.add_responsible_authorities(keys=keys, starts_on=LONG_AGO, by=manager, now=NOW)

    # The police are there already, by the name the plan has for them.
    assert {agency.short_name for agency in added} == {"Council", "County council", "Probation", "ICB"}
    roles = AgencyRole.objects.within(east.partnership)
    assert {(role.kind, role.starts_on) for role in roles} == {("responsible", LONG_AGO)}


def test_the_usual_groups_come_in_one_go_and_only_once(east: Cast, manager: Access) -> None:
    keys = [usual.key for usual in GROUPS]

    first = groups.add_usual_groups(keys=keys, by=manager, now=NOW)
    again = groups.add_usual_groups(keys=keys, by=manager, now=NOW)

    assert {group.short_name for group in first} == {"ASB", "NTE", "PPO", "Alcohol and drugs", "DV forum"}
    assert again == []


def test_a_chair_keeps_their_own_group_and_no_other(east: Cast, access: Enter) -> None:
    chair = access(east["chair"], east)

    groups.give_place(group=east.comms, person=east["analyst"], position="member", starts_on=TODAY, ends_on=None,
                      by=chair, now=NOW)  # fmt: skip
    with pytest.raises(NotAllowed):
        groups.give_place(group=east.jag, person=east["analyst"], position="member", starts_on=TODAY, ends_on=None,
                          by=chair, now=NOW)  # fmt: skip

    assert east.comms.places.filter(user=east["analyst"]).exists()
    assert not east.jag.places.exists()


def test_a_group_has_one_chair_at_a_time(east: Cast, manager: Access) -> None:
    with pytest.raises(Refused, match="has a chair") as refusal:
        groups.give_place(group=east.comms, person=east["analyst"], position="chair", starts_on=TODAY, ends_on=None,
                          by=manager, now=NOW)  # fmt: skip
    groups.end_place(place=east.comms.places.get(), ends_on=YESTERDAY, by=manager, now=NOW)
    groups.give_place(group=east.comms, person=east["analyst"], position="chair", starts_on=TODAY, ends_on=None,
                      by=manager, now=NOW)  # fmt: skip

    assert refusal.value.field == "position"
    assert GroupMembership.objects.within(east.partnership).current(TODAY).get(position="chair").user == east["analyst"]


def test_a_new_chair_may_change_the_group_and_the_old_one_no_more(east: Cast, manager: Access, access: Enter) -> None:
    groups.end_place(place=east.comms.places.get(), ends_on=date.today() - timedelta(days=1), by=manager, now=NOW)  # noqa: DTZ011

    old = access(east["chair"], east)

    with pytest.raises(NotAllowed):
        groups.edit_group(group=east.comms, name="Ours", short_name="O", aliases="", terms_of_reference="", version=1,
                          by=old, now=NOW)  # fmt: skip


def test_only_somebody_in_the_partnership_sits_on_its_groups(east: Cast, west: Cast, manager: Access) -> None:
    with pytest.raises(Refused, match="not in the partnership"):
        groups.give_place(group=east.jag, person=west["analyst"], position="member", starts_on=TODAY, ends_on=None,
                          by=manager, now=NOW)  # fmt: skip


def test_a_person_has_one_place_in_a_group_at_a_time(east: Cast, manager: Access) -> None:
    with pytest.raises(Refused, match="already has a place"):
        groups.give_place(group=east.comms, person=east["chair"], position="member", starts_on=TODAY, ends_on=None,
                          by=manager, now=NOW)  # fmt: skip


def test_a_group_of_another_partnership_is_out_of_reach(east: Cast, west: Cast, manager: Access) -> None:
    with pytest.raises(ActionGroup.DoesNotExist):
        groups.close_group(group=west.jag, closed_on=TODAY, by=manager, now=NOW)


def test_a_closed_group_stays_with_its_past(east: Cast, manager: Access) -> None:
    closed = groups.close_group(group=east.jag, closed_on=TODAY, by=manager, now=NOW)

    assert ActionGroup.objects.within(east.partnership).open_on(YESTERDAY).filter(pk=closed.pk).exists()
    assert not ActionGroup.objects.within(east.partnership).open_on(TODAY).filter(pk=closed.pk).exists()


def test_a_closing_can_be_taken_back(east: Cast, manager: Access) -> None:
    old = agencies.add_agency(name="Old", short_name="Old", by=manager, now=NOW)
    agencies.close_agency(agency=old, closed_on=TODAY, successor=east.police, by=manager, now=NOW)
    groups.close_group(group=east.jag, closed_on=TODAY, by=manager, now=NOW)

    agency = agencies.close_agency(agency=old, closed_on=None, successor=east.police, by=manager, now=NOW)
    group = groups.close_group(group=east.jag, closed_on=None, by=manager, now=NOW)

    assert (agency.closed_on, agency.successor, group.closed_on) == (None, None, None)
    assert Entry.objects.filter(event__in=["agency.reopened", "group.reopened"]).count() == 2


def test_an_end_can_be_taken_back_unless_somebody_else_holds_the_place_by_now(east: Cast, manager: Access) -> None:
    place = groups.end_place(place=east.comms.places.get(), ends_on=YESTERDAY, by=manager, now=NOW)
    back = groups.end_place(place=place, ends_on=None, by=manager, now=NOW)
    groups.end_place(place=back, ends_on=YESTERDAY, by=manager, now=NOW)
    groups.give_place(group=east.comms, person=east["analyst"], position="chair", starts_on=TODAY, ends_on=None,
                      by=manager, now=NOW)  # fmt: skip

    with pytest.raises(Refused, match="has a chair"):
        groups.end_place(place=back, ends_on=None, by=manager, now=NOW)

    assert back.ends_on is None


def test_an_agencys_role_goes_on_after_all_unless_another_has_begun(east: Cast, manager: Access) -> None:
    role = agencies.add_agency_role(agency=east.police, kind="invited", starts_on=LONG_AGO, ends_on=YESTERDAY,
                                    by=manager, now=NOW)  # fmt: skip
    agencies.end_agency_role(role=role, ends_on=None, by=manager, now=NOW)
    agencies.end_agency_role(role=role, ends_on=YESTERDAY, by=manager, now=NOW)
    agencies.add_agency_role(agency=east.police, kind="responsible", starts_on=TODAY, ends_on=None, by=manager, now=NOW)

    with pytest.raises(Refused, match="Responsible authority") as refusal:
        agencies.end_agency_role(role=role, ends_on=None, by=manager, now=NOW)

    assert refusal.value.field == "ends_on"


def test_once_its_people_have_gone_an_agency_can_be_closed(east: Cast, manager: Access) -> None:
    for membership in Membership.objects.within(east.partnership).filter(agency=east.police):
        end_membership(membership=membership, ends_on=YESTERDAY, by=manager, now=NOW, today=TODAY)

    closed = agencies.close_agency(agency=east.police, closed_on=TODAY, successor=None, by=manager, now=NOW)

    assert closed.closed_on == TODAY


def test_the_colour_is_checked_and_the_change_written_down(east: Cast, manager: Access) -> None:
    opened = {"partnership": east.partnership, "name": "New name", "area_code": "", "version": 1, "by": manager}

    with pytest.raises(Refused, match="colour") as refusal:
        edit_partnership(colour="red;}", now=NOW, **opened)  # type: ignore[arg-type]
    edit_partnership(colour="#ffdd00", now=NOW, **opened)  # type: ignore[arg-type]

    assert refusal.value.field == "colour"
    assert Entry.objects.get(event="partnership.changed").after["colour"] == "#ffdd00"


@settings(deadline=None)
@given(st.integers(0, 0xFFFFFF))
def test_words_can_be_read_on_every_colour_a_partnership_can_choose(number: int) -> None:
    colour = f"#{number:06x}"

    words = words_on(colour)

    assert words in {WHITE, BLACK}
    assert contrast(colour, words) >= ENOUGH


def test_one_agency_at_a_time_is_the_local_policing_body_and_may_be_at_the_table_besides(
    east: Cast, west: Cast, manager: Access, access: Enter
) -> None:
    body, first = AgencyRole.Kind.POLICING_BODY, date(2012, 11, 22)
    other = agencies.add_agency(name="Mayor", short_name="Mayor", by=manager, now=NOW)
    role = agencies.add_agency_role(agency=east.police, kind=body, starts_on=first, ends_on=None, by=manager, now=NOW)
    agencies.add_agency_role(
        agency=other, kind=AgencyRole.Kind.INVITED, starts_on=first, ends_on=None, by=manager, now=NOW
    )
    with pytest.raises(Refused, match="Eastmarch Police is “Local policing body” in that time"):
        agencies.add_agency_role(agency=other, kind=body, starts_on=TODAY, ends_on=None, by=manager, now=NOW)
    agencies.add_agency_role(
        agency=west.police, kind=body, starts_on=first, ends_on=None, by=access(west["manager"], west), now=NOW
    )

    agencies.end_agency_role(role=role, ends_on=YESTERDAY, by=manager, now=NOW)
    agencies.add_agency_role(agency=other, kind=body, starts_on=TODAY, ends_on=None, by=manager, now=NOW)

    on = [policing_body_on(east.partnership, day) for day in (date(2012, 11, 21), YESTERDAY, TODAY)]
    assert on == [None, east.police, other]
