"""From the letter to the first page: an invitation works once, for seven days, for the one it was sent to."""

from __future__ import annotations

import hashlib
import re
import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.core.privacy import PERSONAL
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.partners.changes.invitations import accept_invitation, invite, send_again, withdraw
from frankpledge.partners.models import Invitation, Membership
from frankpledge.partners.refusals import Refused
from tests.people import NOW, Cast, person

Enter = Callable[[User, Cast], Access]
SignedIn = Callable[[User], Client]
Letters = Callable[..., str]
TODAY = timezone.localdate()
GOOD = "seven lanterns beside the weir"


@pytest.fixture
def letter(east: Cast, access: Enter, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Letters:
    """``letter()``: invite somebody, and give back the path of the link in their letter."""

    def send(email: str = "newcomer@people.example", **given: Any) -> str:
        wanted = {"name": "New Comer", "agency": east.police, "role_key": "contributor", "starts_on": TODAY,
                  "ends_on": None, "now": timezone.now()} | given  # fmt: skip
        with django_capture_on_commit_callbacks(execute=True):
            invite(email=email, by=access(east["manager"], east), **wanted)
        return link_in(mail.outbox[-1].body)

    return send


def link_in(text: str) -> str:
    found = re.search(r"http://\S+?(/invitation/\S+)", text)
    assert found
    return found.group(1)


def join(client: Client, link: str, **given: str) -> Any:
    return client.post(link, {"name": "New Comer", "password": GOOD} | given)


def test_the_letter_says_who_invites_to_what_as_what_and_until_when(letter: Letters) -> None:
    letter()

    sent = mail.outbox[-1]
    assert sent.to == ["newcomer@people.example"]
    assert sent.subject == "Join Eastmarch"
    assert "Manager of Eastmarch" in sent.body
    assert "Contributor, for Eastmarch Police" in sent.body
    assert "Writes updates for the objectives their agency leads." in sent.body


def test_only_the_links_hash_is_kept(letter: Letters) -> None:
    token = letter().strip("/").split("/")[-1]

    kept = Invitation.objects.get()

    assert kept.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert all(token not in str(value) for value in vars(kept).values())
    assert kept.sent_at is not None


def test_neither_name_nor_address_nor_link_comes_into_the_audit(letter: Letters) -> None:
    token = letter().strip("/").split("/")[-1]

    entry = Entry.objects.get(event="invitation.sent")

    assert entry.after["email"] == entry.after["name"] == PERSONAL
    assert token not in str(vars(entry))


def test_a_newcomer_chooses_a_password_joins_and_goes_on_to_the_second_factor(letter: Letters) -> None:
    client, link = Client(), letter()

    page = client.get(link)
    answer = join(client, link)

    user = User.objects.get(email="newcomer@people.example")
    membership = Membership.objects.get(user=user)
    assert page.status_code == 200
    assert answer.url == reverse("factor-choose")
    assert user.check_password(GOOD)
    assert (membership.role_key, membership.agency.short_name) == ("contributor", "Police")
    events = list(Entry.objects.filter(actor=user.audit_key).order_by("sequence").values_list("event", flat=True))
    assert events[:3] == ["account.created", "invitation.accepted", "membership.added"]


def test_a_newcomer_sees_nothing_before_the_second_factor(letter: Letters) -> None:
    client, link = Client(), letter()
    join(client, link)

    answer = client.get(reverse("partnership-detail", args=["east"]))

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("factor-choose"))


def test_a_link_works_once(letter: Letters) -> None:
    link = letter()
    join(Client(), link)

    again = Client().get(link)
    posted = join(Client(), link)

    assert again.status_code == posted.status_code == 410
    assert User.objects.filter(email="newcomer@people.example").count() == 1
    assert "This link no longer works" in again.content.decode()


def test_a_double_click_joins_once_and_is_answered_as_the_first(letter: Letters) -> None:
    client, link = Client(), letter()
    key = {"_submission": "7d4f3c1e-4a53-4c4e-9d57-0c40f4a5a001"}

    first, second = join(client, link, **key), join(Client(), link, **key)

    assert first.url == second.url
    assert Membership.objects.filter(user__email="newcomer@people.example").count() == 1


@pytest.mark.parametrize("days", [7, 30])
def test_a_link_is_out_of_date_after_seven_days(letter: Letters, days: int) -> None:
    link = letter(now=timezone.now() - timedelta(days=days))

    assert Client().get(link).status_code == 410
    assert join(Client(), link).status_code == 410


def test_a_link_still_works_on_its_last_day(letter: Letters) -> None:
    link = letter(now=timezone.now() - timedelta(days=6, hours=23))

    assert Client().get(link).status_code == 200


def test_an_unknown_link_is_answered_as_a_used_one(db: None) -> None:
    answer = Client().get(reverse("invitation-accept", args=["no-such-token"]))

    assert answer.status_code == 410
    assert answer["Cache-Control"].find("no-store") >= 0


def test_guessing_links_is_stopped(db: None) -> None:
    client = Client()

    answers = [client.get(reverse("invitation-accept", args=[f"guess-{number}"])).status_code for number in range(22)]

    assert answers[:20] == [410] * 20
    assert answers[20:] == [429] * 2


def test_a_withdrawn_link_works_no_more(letter: Letters, east: Cast, access: Enter) -> None:
    link = letter()

    withdraw(invitation=Invitation.objects.get(), by=access(east["manager"], east), now=NOW)

    assert Client().get(link).status_code == 410


def test_sending_again_makes_a_new_link_and_ends_the_old_one(
    letter: Letters, east: Cast, access: Enter, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    old = letter(now=timezone.now() - timedelta(days=10))

    with django_capture_on_commit_callbacks(execute=True):
        send_again(invitation=Invitation.objects.get(), by=access(east["manager"], east), now=timezone.now())
    new = link_in(mail.outbox[-1].body)

    assert new != old
    assert Client().get(old).status_code == 410
    assert Client().get(new).status_code == 200


def test_a_letter_that_could_not_be_sent_is_shown_as_such(
    letter: Letters, east: Cast, signed_in: SignedIn, settings: Any, access: Enter,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    with django_capture_on_commit_callbacks(execute=True):
        invite(name="New Comer", email="newcomer@people.example", agency=east.police, role_key="analyst",
               starts_on=TODAY, ends_on=None, by=access(east["manager"], east), now=timezone.now())  # fmt: skip

    page = signed_in(east["manager"]).get(reverse("invitation-list", args=["east"])).content.decode()

    assert "Letter not sent" in page
    assert "could not be sent" in caplog.text
    assert "newcomer" not in caplog.text


class Broken(BaseEmailBackend):
    """A post office that is closed."""

    def send_messages(self, email_messages: Any) -> int:
        raise smtplib.SMTPServerDisconnected("closed")


def test_somebody_with_an_account_logs_in_to_join(letter: Letters, signed_in: SignedIn) -> None:
    known = person("Known")
    link = letter(known.email.upper())

    before = Client().get(link).content.decode()
    page = signed_in(known).get(link).content.decode()
    answer = signed_in(known).post(link)

    assert "You already have an account" in before
    assert 'name="password"' not in before
    assert "Join" in page
    assert answer.url == reverse("my-work", args=["east"])
    assert Membership.objects.get(user=known).role_key == "contributor"


def test_nobody_joins_on_a_link_sent_to_somebody_else(letter: Letters, signed_in: SignedIn) -> None:
    known, other = person("Known"), person("Other")
    link = letter(known.email)

    page = signed_in(other).get(link)
    answer = signed_in(other).post(link)
    stranger = Client().post(link)

    assert "logged in as somebody else" in page.content.decode()
    assert answer.status_code == stranger.status_code == 200
    assert not Membership.objects.filter(user__in=[known, other]).exists()


def test_the_domain_itself_refuses_another_person(letter: Letters) -> None:
    letter("known@people.example")

    with pytest.raises(Refused, match="another address"):
        accept_invitation(invitation=Invitation.objects.get(), by=person("Other"), now=timezone.now())


def test_a_bad_password_is_refused_with_what_was_typed_kept(letter: Letters) -> None:
    client, link = Client(), letter()

    answer = join(client, link, name="Nia Comer", password="eastmarch")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "There is a problem" in page
    assert "Nia Comer" in page
    assert not User.objects.filter(email="newcomer@people.example").exists()


@pytest.mark.parametrize("role", ["chair", "lead_officer", "contributor", "analyst", "scrutiny", "auditor"])
def test_only_those_who_keep_the_people_invite(east: Cast, access: Enter, role: str) -> None:
    with pytest.raises(NotAllowed):
        invite(name="N", email="n@people.example", agency=east.council, role_key="analyst", starts_on=TODAY,
               ends_on=None, by=access(east[role], east), now=NOW)  # fmt: skip


def test_nobody_invites_themselves(east: Cast, access: Enter) -> None:
    with pytest.raises(Refused, match="yourself"):
        invite(name="M", email=east["manager"].email, agency=east.council, role_key="auditor", starts_on=TODAY,
               ends_on=None, by=access(east["manager"], east), now=NOW)  # fmt: skip


def test_the_same_invitation_is_not_sent_twice(letter: Letters) -> None:
    letter()

    with pytest.raises(Refused, match="invited already"):
        letter("Newcomer@People.example")


def test_whether_an_address_has_an_account_elsewhere_does_not_show(
    letter: Letters, east: Cast, west: Cast, signed_in: SignedIn
) -> None:
    letter(west["contributor"].email)
    page = signed_in(east["manager"]).get(reverse("invitation-list", args=["east"])).content.decode()

    assert west["contributor"].name not in page
    assert west.partnership.name not in page.replace(west["contributor"].email, "")


def test_an_agency_of_another_partnership_cannot_be_invited_for(east: Cast, west: Cast, access: Enter) -> None:
    with pytest.raises(Refused, match="agencies"):
        invite(name="N", email="n@people.example", agency=west.council, role_key="analyst", starts_on=TODAY,
               ends_on=None, by=access(east["manager"], east), now=NOW)  # fmt: skip


def test_an_invitation_can_be_for_a_time(letter: Letters) -> None:
    until = TODAY + timedelta(days=90)
    link = letter(ends_on=until)

    join(Client(), link)

    assert Membership.objects.get(user__email="newcomer@people.example").ends_on == until
