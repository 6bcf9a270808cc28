"""From an empty database to a partnership with agencies, groups and people, by pages alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.partners.access import NotAllowed
from frankpledge.partners.changes.partnerships import found_partnership
from frankpledge.partners.models import ActionGroup, Agency, AgencyRole, Invitation, Membership, Partnership
from frankpledge.partners.refusals import Refused
from tests.people import LONG_AGO, NOW, Cast, person

SignedIn = Callable[[User], Client]
FOUNDING = {
    "name": "Northmarch Partnership", "slug": "northmarch", "area_code": "E07000242",
    "agency_name": "Northmarch Council", "agency_short_name": "NC", "authority": "council",
    "role_keys": ["administrator", "manager"],
}  # fmt: skip


@pytest.fixture
def operator(db: None) -> User:
    return person("Operator", is_operator=True)


def test_the_operator_without_a_partnership_is_led_to_found_one(operator: User, signed_in: SignedIn) -> None:
    answer = signed_in(operator).get(reverse("home"))

    assert answer.url == reverse("partnership-found")


def test_a_member_of_one_partnership_is_led_to_their_work(east: Cast, signed_in: SignedIn) -> None:
    answer = signed_in(east["analyst"]).get(reverse("home"))

    assert answer.url == reverse("my-work", args=["east"])


def test_a_member_of_two_partnerships_chooses(east: Cast, west: Cast, signed_in: SignedIn) -> None:
    Membership.objects.create(user=east["analyst"], partnership=west.partnership, agency=west.police,
                              role_key="analyst", starts_on=LONG_AGO)  # fmt: skip

    page = signed_in(east["analyst"]).get(reverse("home")).content.decode()

    assert "Choose a partnership" in page
    assert reverse("my-work", args=["east"]) in page
    assert reverse("my-work", args=["west"]) in page


def test_somebody_in_no_partnership_is_told_who_can_let_them_in(db: None, signed_in: SignedIn) -> None:
    page = signed_in(person("Nobody Yet")).get(reverse("home")).content.decode()

    assert "You are not in a partnership yet" in page
    assert "administrator" in page


def test_founding_a_partnership_makes_its_founder_what_they_chose(operator: User, signed_in: SignedIn) -> None:
    answer = signed_in(operator).post(reverse("partnership-found"), FOUNDING)

    partnership = Partnership.objects.get(slug="northmarch")
    roles = Membership.objects.within(partnership)
    seat = AgencyRole.objects.within(partnership).get()
    assert answer.url == reverse("partnership-detail", args=["northmarch"])
    assert {(role.user, role.role_key) for role in roles} == {(operator, "administrator"), (operator, "manager")}
    assert (seat.agency.name, seat.kind) == ("Northmarch Council", "responsible")
    assert Entry.objects.filter(partnership=str(partnership.pk)).count() == 5


def test_founding_twice_by_a_double_click_founds_once(operator: User, signed_in: SignedIn) -> None:
    client, key = signed_in(operator), {"_submission": "7d4f3c1e-4a53-4c4e-9d57-0c40f4a5a002"}

    first = client.post(reverse("partnership-found"), FOUNDING | key)
    second = client.post(reverse("partnership-found"), FOUNDING | key)

    assert first.url == second.url
    assert Partnership.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"slug": "east"}, "has this short name"),
        ({"slug": "north march"}, "Enter a valid"),
        ({"area_code": "7000242"}, "a letter and eight figures"),
        ({"role_keys": ["manager"]}, "needs an administrator"),
        ({"name": ""}, "Enter the name of the partnership"),
    ],
)
def test_what_is_wrong_with_a_founding_is_said_beside_its_field(
    east: Cast, operator: User, signed_in: SignedIn, wrong: dict[str, object], said: str
) -> None:
    page = signed_in(operator).post(reverse("partnership-found"), FOUNDING | wrong).content.decode()

    assert "There is a problem" in page
    assert said in page
    assert Partnership.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_founding_does_not_exist_for_anybody_but_the_operator(east: Cast, signed_in: SignedIn, method: str) -> None:
    answer = getattr(signed_in(east["administrator"]), method)(reverse("partnership-found"), FOUNDING)

    assert answer.status_code == 404
    assert Partnership.objects.count() == 1


def test_the_domain_itself_refuses_a_founder_who_is_not_the_operator(db: None) -> None:
    nobody = person("Nobody")

    with pytest.raises(NotAllowed):
        found_partnership(name="N", slug="n", agency_name="A", agency_short_name="A", founder=nobody, by=nobody,
                          now=NOW, today=NOW.date())  # fmt: skip


def test_a_founder_is_at_least_the_administrator(operator: User) -> None:
    with pytest.raises(Refused) as refusal:
        found_partnership(name="N", slug="n", agency_name="A", agency_short_name="A", founder=operator, by=operator,
                          now=NOW, today=NOW.date(), role_keys=["manager"])  # fmt: skip

    assert refusal.value.field == "role_keys"


def test_running_the_installation_shows_nothing_in_a_partnership(
    east: Cast, operator: User, signed_in: SignedIn
) -> None:
    answer = signed_in(operator).get(reverse("partnership-detail", args=["east"]))

    assert answer.status_code == 404


def test_a_partnership_is_set_up_by_pages_alone_and_told_what_is_next(operator: User, signed_in: SignedIn) -> None:
    client = signed_in(operator)
    client.post(reverse("partnership-found"), FOUNDING)

    def steps_done() -> int:
        page = client.get(reverse("partnership-detail", args=["northmarch"])).content.decode()
        return page.count('-status">Done')

    def send(page: str, **fields: object) -> None:
        address = reverse(page, args=["northmarch"])
        assert client.get(address).status_code == 200
        assert client.post(address, fields).status_code == 302

    at_first = steps_done()
    send("agency-usual", keys=["police", "probation"], **day("starts_on"))
    after_agencies = steps_done()
    send("group-usual", keys=["jag", "comms"])
    after_groups = steps_done()
    police = Agency.objects.get(short_name="Police")
    send("invitation-add", name="New", email="new@people.example", agency=police.pk, role_key="contributor",
         **day("starts_on"))  # fmt: skip
    after_people = steps_done()

    assert (at_first, after_agencies, after_groups, after_people) == (0, 1, 2, 3)
    assert Agency.objects.count() == 3
    assert ActionGroup.objects.count() == 2
    assert Invitation.objects.count() == 1


def day(name: str) -> dict[str, str]:
    return {f"{name}-day": "1", f"{name}-month": "4", f"{name}-year": "2026"}


def test_ones_own_authority_is_not_offered_again(operator: User, signed_in: SignedIn) -> None:
    client = signed_in(operator)
    client.post(reverse("partnership-found"), FOUNDING)

    page = client.get(reverse("agency-usual", args=["northmarch"])).content.decode()

    assert "District council" not in page
    assert "Probation Service" in page


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("group-list", "Add the usual groups"),
        ("invitation-list", "None has been sent yet"),
        ("person-list", "1 person"),
    ],
)
def test_an_empty_list_says_what_to_do_next(operator: User, signed_in: SignedIn, name: str, said: str) -> None:
    client = signed_in(operator)
    client.post(reverse("partnership-found"), FOUNDING)

    assert said in client.get(reverse(name, args=["northmarch"])).content.decode()


def test_two_people_editing_an_agency_are_shown_both_texts(east: Cast, signed_in: SignedIn) -> None:
    address = reverse("agency-edit", args=["east", east.police.pk])
    first, second = signed_in(east["manager"]), signed_in(east["administrator"])
    first.post(address, {"name": "Constabulary", "short_name": "Police", "version": "1"})

    answer = second.post(address, {"name": "Force", "short_name": "Police", "version": "1"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Constabulary" in page
    assert 'value="Force"' in page
    assert 'name="version" value="2"' in page
    assert Agency.objects.get(pk=east.police.pk).name == "Constabulary"


def test_whoever_saves_knowingly_on_top_is_let(east: Cast, signed_in: SignedIn) -> None:
    address = reverse("agency-edit", args=["east", east.police.pk])
    client = signed_in(east["manager"])
    client.post(address, {"name": "Constabulary", "short_name": "Police", "version": "1"})

    answer = client.post(address, {"name": "Force", "short_name": "Police", "version": "2"})

    assert answer.status_code == 302
    assert Agency.objects.get(pk=east.police.pk).name == "Force"


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_a_form_that_says_nothing_of_its_version_overwrites_nothing(
    east: Cast, signed_in: SignedIn, version: str
) -> None:
    address = reverse("partnership-edit", args=["east"])

    answer = signed_in(east["manager"]).post(address, {"name": "New", "colour": "#000000", "version": version})

    assert answer.status_code == 409
    assert Partnership.objects.get(slug="east").name == "Eastmarch"


@pytest.mark.parametrize("number", ["999999", "99999999999999999999999999"])
def test_a_number_that_does_not_exist_is_not_found_however_long(east: Cast, signed_in: SignedIn, number: str) -> None:
    client = signed_in(east["auditor"])

    for path in (f"/p/east/agencies/{number}/", f"/p/east/groups/{number}/", f"/p/east/audit/{number}/"):
        assert client.get(path).status_code == 404
    assert signed_in(east["manager"]).get(f"/p/east/people/?agency={number}").status_code == 404
