"""Somebody who lost their phone is helped by an administrator who sees neither the link nor any secret."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from tests.people import Cast

SignedIn = Callable[[User], Client]


def test_the_letter_goes_to_the_person_and_the_audit_says_who_asked(
    east: Cast, signed_in: SignedIn, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    person = east["contributor"]
    signed_in(person)

    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in(east["manager"]).post(reverse("person-factor-reset", args=["east", person.pk]))

    entry = Entry.objects.get(event="factor_reset.started")
    assert answer.url == reverse("person-detail", args=["east", person.pk])
    assert [letter.to for letter in mail.outbox] == [[person.email]]
    assert (entry.actor, entry.subject) == (east["manager"].audit_key, str(person.pk))
    assert entry.partnership == str(east.partnership.pk)


@pytest.mark.parametrize("role", ["chair", "lead_officer"])
def test_those_who_only_see_people_cannot_ask_for_it(east: Cast, signed_in: SignedIn, role: str) -> None:
    address = reverse("person-factor-reset", args=["east", east["contributor"].pk])

    answer = signed_in(east[role]).post(address)

    assert answer.status_code == 403
    assert not Entry.objects.filter(event="factor_reset.started").exists()


def test_nobody_asks_for_it_for_themselves(east: Cast, signed_in: SignedIn) -> None:
    manager = east["manager"]

    answer = signed_in(manager).post(reverse("person-factor-reset", args=["east", manager.pk]))

    assert answer.status_code == 200
    assert "your account" in answer.content.decode()
    assert not Entry.objects.filter(event="factor_reset.started").exists()


def test_the_person_page_says_whether_a_second_factor_is_set_up(east: Cast, signed_in: SignedIn) -> None:
    address = reverse("person-detail", args=["east", east["contributor"].pk])
    manager = signed_in(east["manager"])

    before = manager.get(address).content.decode()
    signed_in(east["contributor"])
    after = manager.get(address).content.decode()

    assert "Not set up yet" in before
    assert "They lost it" not in before
    assert "They lost it" in after
