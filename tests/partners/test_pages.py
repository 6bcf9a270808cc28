"""Each page of the partnership opens for those who may see it, and for nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.partners.changes.agencies import add_agency_role
from frankpledge.partners.changes.invitations import invite
from frankpledge.partners.models import AgencyRole, Invitation, Membership
from tests.people import LONG_AGO, NOW, Cast, canary

SignedIn = Callable[[User], Client]
EVERYBODY = {
    "administrator", "manager", "chair", "lead_officer", "contributor", "analyst", "scrutiny", "auditor",
    "other_lead", "other_contributor",
}  # fmt: skip
SETTERS_UP = {"administrator", "manager"}
SEE_PEOPLE = {"administrator", "manager", "chair", "lead_officer", "other_lead"}


def pages(there: Cast) -> dict[str, list[object]]:
    """Every page with the rest of its address."""
    role = AgencyRole.objects.within(there.partnership).get()
    invitation = Invitation.objects.within(there.partnership).get()
    membership = Membership.objects.within(there.partnership).get(user=there["contributor"])
    place = there.comms.places.get()
    someone = there["contributor"].pk
    return {
        "partnership-detail": [], "partnership-edit": [], "partnership-brand": [],
        "agency-list": [], "agency-add": [], "agency-usual": [], "agency-detail": [there.council.pk],
        "agency-edit": [there.council.pk], "agency-close": [there.council.pk], "agency-role-add": [there.council.pk],
        "agency-role-end": [there.council.pk, role.pk],
        "group-list": [], "group-add": [], "group-usual": [], "group-detail": [there.comms.pk],
        "group-edit": [there.comms.pk], "group-close": [there.comms.pk], "place-add": [there.comms.pk],
        "place-end": [there.comms.pk, place.pk],
        "person-list": [], "person-detail": [someone], "person-role-add": [someone],
        "membership-edit": [someone, membership.pk], "membership-end": [someone, membership.pk],
        "person-factor-reset": [someone],
        "invitation-list": [], "invitation-add": [], "invitation-resend": [invitation.pk],
        "invitation-withdraw": [invitation.pk],
        "audit-list": [], "audit-entry": [Entry.objects.filter(partnership=str(there.partnership.pk)).first().sequence],
        "audit-download": [],
    }  # fmt: skip


# Who gets the page, and what everybody else in the partnership gets: 403 for a form on what they may see, else 404.
ANSWERS: dict[str, tuple[set[str], int]] = {
    "partnership-detail": (EVERYBODY, 404),
    "partnership-edit": (SETTERS_UP, 403),
    "partnership-brand": (EVERYBODY, 404),
    "agency-list": (EVERYBODY, 404),
    "agency-add": (SETTERS_UP, 403),
    "agency-usual": (SETTERS_UP, 403),
    "agency-detail": (EVERYBODY, 404),
    "agency-edit": (SETTERS_UP, 403),
    "agency-close": (SETTERS_UP, 403),
    "agency-role-add": (SETTERS_UP, 403),
    "agency-role-end": (SETTERS_UP, 403),
    "group-list": (EVERYBODY, 404),
    "group-add": (SETTERS_UP, 403),
    "group-usual": (SETTERS_UP, 403),
    "group-detail": (EVERYBODY, 404),
    "group-edit": (SETTERS_UP | {"chair"}, 403),
    "group-close": (SETTERS_UP, 403),
    "place-add": (SETTERS_UP | {"chair"}, 403),
    "place-end": (SETTERS_UP | {"chair"}, 403),
    "audit-list": ({"auditor"}, 404),
    "audit-entry": ({"auditor"}, 404),
    "audit-download": ({"auditor"}, 404),
    "invitation-list": (SETTERS_UP, 404),
}


@pytest.fixture
def full(east: Cast, access: Callable[..., object]) -> Cast:
    """Our partnership with one of everything."""
    add_agency_role(agency=east.council, kind="responsible", starts_on=LONG_AGO, ends_on=None,
                    by=access(east["manager"], east), now=NOW)  # type: ignore[arg-type]  # fmt: skip
    invite(name="Made Up", email="made.up@people.example", agency=east.council, role_key="analyst",
           starts_on=NOW.date(), ends_on=None, by=access(east["manager"], east), now=NOW)  # type: ignore[arg-type]  # fmt: skip
    return east


@pytest.mark.parametrize("name", ANSWERS)
def test_a_page_opens_for_those_it_is_for(full: Cast, signed_in: SignedIn, name: str) -> None:
    address = reverse(name, args=[full.partnership.slug, *pages(full)[name]])
    may, otherwise = ANSWERS[name]

    answers = {role: signed_in(full[role]).get(address).status_code for role in EVERYBODY}

    assert answers == {role: 200 if role in may else otherwise for role in EVERYBODY}


@pytest.mark.parametrize("name", ["person-list", "invitation-add"])
def test_a_page_about_people_exists_only_for_those_who_see_people(full: Cast, signed_in: SignedIn, name: str) -> None:
    address = reverse(name, args=[full.partnership.slug])

    answers = {role: signed_in(full[role]).get(address).status_code for role in EVERYBODY}

    assert {role for role, status in answers.items() if status != 404} == SEE_PEOPLE


@pytest.mark.parametrize("name", ["person-detail", "person-role-add", "membership-edit", "membership-end"])
def test_a_person_of_another_agency_does_not_exist_for_a_lead_officer(
    full: Cast, signed_in: SignedIn, name: str
) -> None:
    address = reverse(name, args=[full.partnership.slug, *pages(full)[name]])

    own, others = signed_in(full["lead_officer"]).get(address), signed_in(full["other_lead"]).get(address)

    assert own.status_code == (200 if name == "person-detail" else 403)
    assert others.status_code == 404


def test_nothing_of_a_partnership_exists_for_the_one_next_door(full: Cast, west: Cast, signed_in: SignedIn) -> None:
    stranger = signed_in(west["administrator"])

    answers = {
        name: stranger.get(reverse(name, args=[full.partnership.slug, *rest])).status_code
        for name, rest in pages(full).items()
    }

    assert answers == dict.fromkeys(answers, 404)


def test_what_is_next_door_does_not_exist_under_our_own_address(full: Cast, west: Cast, signed_in: SignedIn) -> None:
    ours = {name: rest for name, rest in pages(full).items() if rest and name != "audit-entry"}
    neighbour = signed_in(west["administrator"])

    answers = {
        name: neighbour.post(reverse(name, args=[west.partnership.slug, *rest])).status_code
        for name, rest in ours.items()
        if name not in {"agency-detail", "group-detail", "person-detail"}
    }

    assert answers == dict.fromkeys(answers, 404)


def test_another_partnerships_audit_rows_do_not_exist(full: Cast, west: Cast, signed_in: SignedIn) -> None:
    sequence = pages(full)["audit-entry"][0]

    answer = signed_in(west["auditor"]).get(reverse("audit-entry", args=[west.partnership.slug, sequence]))

    assert answer.status_code == 404


def test_a_refusal_says_what_it_refuses_and_who_may(full: Cast, signed_in: SignedIn) -> None:
    answer = signed_in(full["analyst"]).get(reverse("agency-add", args=[full.partnership.slug]))

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Your role does not let you do this" in page
    assert "Community safety manager" in page
    assert "You are here as: Analyst" in page


def test_a_page_with_names_says_so_to_nobody_it_is_not_for(full: Cast, signed_in: SignedIn) -> None:
    address = reverse("group-detail", args=[full.partnership.slug, full.comms.pk])
    chair = canary(f"Chair of {full.partnership.name}")

    seen_by_analyst = signed_in(full["analyst"]).get(address).content.decode()
    seen_by_manager = signed_in(full["manager"]).get(address).content.decode()

    assert chair not in seen_by_analyst
    assert "Somebody of EHC" in seen_by_analyst
    assert chair in seen_by_manager


def test_a_lead_officer_sees_their_own_agencys_people_only(full: Cast, signed_in: SignedIn) -> None:
    page = signed_in(full["other_lead"]).get(reverse("person-list", args=[full.partnership.slug])).content.decode()

    names = {role for role in EVERYBODY if full[role].email in page}

    assert names == {"other_lead", "other_contributor"}


def test_nobodys_name_stands_in_a_title(full: Cast, signed_in: SignedIn) -> None:
    client, everything = signed_in(full["manager"]), pages(full)

    for name in ("person-list", "person-detail", "membership-edit", "membership-end", "person-role-add", "place-add",
                 "group-detail", "invitation-list", "person-factor-reset"):  # fmt: skip
        page = client.get(reverse(name, args=[full.partnership.slug, *everything[name]])).content.decode()
        title = page.split("<title>")[1].split("</title>")[0]
        assert "canary" not in title, name
        assert "Made Up" not in title, name


def test_a_page_is_kept_by_no_cache(full: Cast, signed_in: SignedIn) -> None:
    answer = signed_in(full["manager"]).get(reverse("person-list", args=[full.partnership.slug]))

    assert answer["Cache-Control"] == "no-store, private"


def test_the_colour_is_kept_by_the_browser_alone_and_asked_for_again_only_when_it_changed(
    full: Cast, signed_in: SignedIn
) -> None:
    client, address = signed_in(full["analyst"]), reverse("partnership-brand", args=[full.partnership.slug])

    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert first.content == b":root{--brand:#1d5c63;--brand-text:#ffffff}\n"
    assert first["Content-Type"].startswith("text/css")
    assert first["Cache-Control"] == "private, max-age=86400"
    assert again.status_code == 304
