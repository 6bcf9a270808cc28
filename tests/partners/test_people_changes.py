"""The rules that protect a partnership from its own administrators, and its people from mistakes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.http import Http404
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.core.privacy import PERSONAL
from frankpledge.partners.access import Access, NotAllowed, access_for
from frankpledge.partners.changes.people import change_membership, end_membership, give_role
from frankpledge.partners.models import GroupMembership, Membership
from frankpledge.partners.refusals import Refused
from tests.people import LONG_AGO, NOW, Cast, cast, person

Enter = Callable[[User, Cast], Access]
TODAY = NOW.date()
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


def role_of(there: Cast, key: str) -> Membership:
    return Membership.objects.within(there.partnership).get(user=there[key])


def as_it_is(membership: Membership, **changed: object) -> dict[str, object]:
    kept = {
        name: getattr(membership, name)
        for name in ("agency", "role_key", "job_title", "starts_on", "ends_on", "version")
    }
    return {"membership": membership, **kept, **changed, "now": NOW, "today": TODAY}


def test_changing_a_role_is_written_down_with_before_and_after(east: Cast, access: Enter) -> None:
    membership = role_of(east, "contributor")
    by = access(east["manager"], east)

    changed = change_membership(**as_it_is(membership, role_key="lead_officer", job_title="Sergeant"), by=by)  # type: ignore[arg-type]

    entry = Entry.objects.get(event="membership.changed")
    assert changed.role_key == "lead_officer"
    assert (entry.actor, entry.operation) == (f"user:{east['manager'].pk}", "permission")
    assert entry.before["role_key"] == "contributor"
    assert entry.after["role_key"] == "lead_officer"
    assert entry.after["job_title"] == PERSONAL


def test_a_changed_role_holds_at_once(east: Cast, access: Enter) -> None:
    contributor = east["contributor"]
    membership = role_of(east, "contributor")

    change_membership(**as_it_is(membership, role_key="auditor"), by=access(east["manager"], east))  # type: ignore[arg-type]

    assert access_for(contributor, "east", today=TODAY).role_names == ("Auditor",)


@pytest.mark.parametrize("role", ["chair", "lead_officer", "contributor", "analyst", "scrutiny", "auditor"])
def test_only_those_who_keep_the_people_change_roles(east: Cast, access: Enter, role: str) -> None:
    membership = role_of(east, "contributor")

    with pytest.raises(NotAllowed):
        change_membership(**as_it_is(membership, role_key="analyst"), by=access(east[role], east))  # type: ignore[arg-type]


@pytest.mark.parametrize("role", ["administrator", "manager"])
def test_nobody_changes_their_own_role(east: Cast, access: Enter, role: str) -> None:
    own, by = role_of(east, role), access(east[role], east)

    with pytest.raises(Refused, match="your own role"):
        change_membership(**as_it_is(own, role_key="auditor"), by=by)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="your own role"):
        end_membership(membership=own, ends_on=TODAY, by=by, now=NOW, today=TODAY)
    with pytest.raises(Refused, match="your own role"):
        give_role(person=east[role], agency=east.council, role_key="auditor", starts_on=TODAY, ends_on=None, by=by,
                  now=NOW)  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"role_key": "manager"},
        {"ends_on": TODAY},
        {"ends_on": YESTERDAY},
        {"ends_on": TODAY + timedelta(days=90)},
        {"starts_on": TOMORROW},
    ],
    ids=["another role", "ends today", "ended yesterday", "ends in a while", "begins tomorrow"],
)
def test_the_last_administrator_cannot_be_taken_away(east: Cast, access: Enter, change: dict[str, object]) -> None:
    membership = role_of(east, "administrator")

    with pytest.raises(Refused, match="no administrator"):
        change_membership(**as_it_is(membership, **change), by=access(east["manager"], east))  # type: ignore[arg-type]

    assert not Entry.objects.filter(event="membership.changed").exists()


def test_the_last_administrator_cannot_be_ended(east: Cast, access: Enter) -> None:
    with pytest.raises(Refused, match="no administrator"):
        end_membership(membership=role_of(east, "administrator"), ends_on=TODAY, by=access(east["manager"], east),
                       now=NOW, today=TODAY)  # fmt: skip


def test_an_administrator_can_go_when_there_is_another(east: Cast, access: Enter) -> None:
    by = access(east["manager"], east)
    give_role(person=east["analyst"], agency=east.council, role_key="administrator", starts_on=TODAY, ends_on=None,
              by=by, now=NOW)  # fmt: skip

    ended = end_membership(membership=role_of(east, "administrator"), ends_on=TODAY, by=by, now=NOW, today=TODAY)

    assert ended.ends_on == TODAY


def test_two_administrators_cannot_end_each_other_one_after_the_other(east: Cast, access: Enter) -> None:
    manager = access(east["manager"], east)
    second = give_role(person=east["analyst"], agency=east.council, role_key="administrator", starts_on=TODAY,
                       ends_on=None, by=manager, now=NOW)  # fmt: skip
    end_membership(membership=role_of(east, "administrator"), ends_on=TODAY + timedelta(days=30), by=manager, now=NOW,
                   today=TODAY)  # fmt: skip

    with pytest.raises(Refused, match="no administrator"):
        end_membership(membership=second, ends_on=TOMORROW, by=manager, now=NOW, today=TODAY)


def test_an_administrator_who_cannot_log_in_is_none(east: Cast, access: Enter) -> None:
    by = access(east["manager"], east)
    stopped = person("Stopped", is_active=False)
    Membership.objects.create(user=stopped, partnership=east.partnership, agency=east.council,
                              role_key="administrator", starts_on=LONG_AGO)  # fmt: skip

    with pytest.raises(Refused, match="no administrator"):
        end_membership(membership=role_of(east, "administrator"), ends_on=TODAY, by=by, now=NOW, today=TODAY)


def test_the_last_administrator_may_change_their_job_title_through_somebody_else(east: Cast, access: Enter) -> None:
    membership = role_of(east, "administrator")

    changed = change_membership(**as_it_is(membership, job_title="Clerk"), by=access(east["manager"], east))  # type: ignore[arg-type]

    assert changed.job_title == "Clerk"


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [(TODAY, None), (LONG_AGO - timedelta(days=10), LONG_AGO), (TODAY, TODAY)],
    ids=["at the same time", "on the first day", "within"],
)
def test_nobody_holds_the_same_role_for_the_same_agency_twice_at_a_time(
    east: Cast, access: Enter, starts_on: date, ends_on: date | None
) -> None:
    with pytest.raises(Refused, match="already holds this role"):
        give_role(person=east["contributor"], agency=east.council, role_key="contributor", starts_on=starts_on,
                  ends_on=ends_on, by=access(east["manager"], east), now=NOW)  # fmt: skip


def test_a_person_may_hold_another_role_or_the_same_for_another_agency(east: Cast, access: Enter) -> None:
    by = access(east["manager"], east)

    give_role(person=east["contributor"], agency=east.council, role_key="analyst", starts_on=TODAY, ends_on=None,
              by=by, now=NOW)  # fmt: skip
    give_role(person=east["contributor"], agency=east.police, role_key="contributor", starts_on=TODAY, ends_on=None,
              by=by, now=NOW)  # fmt: skip

    roles = Membership.objects.within(east.partnership).filter(user=east["contributor"])
    assert roles.count() == 3


def test_somebody_who_is_not_in_the_partnership_is_invited_not_given_a_role(
    east: Cast, west: Cast, access: Enter
) -> None:
    with pytest.raises(Refused, match="Invite them"):
        give_role(person=west["analyst"], agency=east.council, role_key="analyst", starts_on=TODAY, ends_on=None,
                  by=access(east["manager"], east), now=NOW)  # fmt: skip


def test_a_role_is_for_one_of_the_partnerships_own_agencies(east: Cast, west: Cast, access: Enter) -> None:
    membership = role_of(east, "contributor")

    with pytest.raises(Refused, match="own agencies"):
        change_membership(**as_it_is(membership, agency=west.council), by=access(east["manager"], east))  # type: ignore[arg-type]


def test_a_membership_of_another_partnership_is_out_of_reach(east: Cast, west: Cast, access: Enter) -> None:
    theirs = role_of(west, "contributor")

    with pytest.raises(Membership.DoesNotExist):
        end_membership(membership=theirs, ends_on=TODAY, by=access(east["manager"], east), now=NOW, today=TODAY)


def test_a_last_day_before_the_first_is_refused(east: Cast, access: Enter) -> None:
    membership = role_of(east, "contributor")

    with pytest.raises(Refused, match="last day") as refusal:
        change_membership(
            **as_it_is(membership, starts_on=TODAY, ends_on=YESTERDAY),  # type: ignore[arg-type]
            by=access(east["manager"], east),
        )

    assert refusal.value.field == "ends_on"


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(east: Cast, access: Enter) -> None:
    opened = as_it_is(role_of(east, "contributor"))
    change_membership(**{**opened, "role_key": "analyst"}, by=access(east["administrator"], east))  # type: ignore[arg-type]

    with pytest.raises(EditedMeanwhile) as conflict:
        change_membership(**{**opened, "role_key": "scrutiny"}, by=access(east["manager"], east))  # type: ignore[arg-type]

    assert conflict.value.current.role_key == "analyst"


@pytest.mark.parametrize("began", [LONG_AGO, TODAY], ids=["long ago", "today"])
def test_somebody_can_be_shut_out_at_once(east: Cast, access: Enter, began: date) -> None:
    membership = role_of(east, "contributor")
    Membership.objects.filter(pk=membership.pk).update(starts_on=began)

    end_membership(membership=membership, ends_on=YESTERDAY, by=access(east["manager"], east), now=NOW, today=TODAY)

    with pytest.raises(Http404):
        access_for(east["contributor"], "east", today=TODAY)


def test_whoever_leaves_the_partnership_leaves_its_groups(east: Cast, access: Enter) -> None:
    end_membership(membership=role_of(east, "chair"), ends_on=TODAY, by=access(east["manager"], east), now=NOW,
                   today=TODAY)  # fmt: skip

    place = GroupMembership.objects.within(east.partnership).get()
    assert place.ends_on == TODAY
    assert Entry.objects.filter(event="group_place.ended").count() == 1


def test_whoever_keeps_another_role_keeps_their_place_in_the_group(east: Cast, access: Enter) -> None:
    by = access(east["manager"], east)
    give_role(person=east["chair"], agency=east.council, role_key="analyst", starts_on=TODAY, ends_on=None, by=by,
              now=NOW)  # fmt: skip

    end_membership(membership=role_of_chair(east), ends_on=TODAY, by=by, now=NOW, today=TODAY)

    assert GroupMembership.objects.within(east.partnership).get().ends_on is None


def role_of_chair(there: Cast) -> Membership:
    return Membership.objects.within(there.partnership).get(user=there["chair"], role_key="chair")


class AnAdministratorAlways(TestCase):
    """Whatever administrators and managers do to each other's roles, somebody is left who can let people in."""

    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["administrator", "manager", "analyst"]),
                st.sampled_from(["administrator", "manager", "analyst"]),
                st.sampled_from(["end", "administrator", "manager", "auditor"]),
                st.integers(-2, 3),
            ),
            max_size=12,
        )
    )
    def test_a_partnership_is_never_left_without_an_administrator(self, steps: list[tuple[str, str, str, int]]) -> None:
        there = cast("always", "Always")
        for actor, subject, change, days in steps:
            _try(there, actor, subject, change, TODAY + timedelta(days=days))

        for day in (TODAY, TOMORROW, TODAY + timedelta(days=4), TODAY + timedelta(days=400)):
            administrators = Membership.objects.within(there.partnership).current(day).filter(role_key="administrator")
            assert administrators.exists(), day


def _try(there: Cast, actor: str, subject: str, change: str, day: date) -> None:
    membership = Membership.objects.within(there.partnership).filter(user=there[subject]).first()
    assert membership is not None
    try:
        by = access_for(there[actor], "always", today=TODAY)
        if change == "end":
            end_membership(membership=membership, ends_on=day, by=by, now=NOW, today=TODAY)
        else:
            change_membership(**as_it_is(membership, role_key=change), by=by)  # type: ignore[arg-type]
    except (Refused, NotAllowed, Http404):
        return
