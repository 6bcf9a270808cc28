"""The mail catcher of a demonstration, which is nowhere else."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from frankpledge.accounts.models import User
from frankpledge.jobs.testing import run_due
from frankpledge.post import letters
from tests.people import person

LINK = "http://localhost:8000/account/password/reset/a-secret-of-this-letter/"


def test_letters_are_shown_whole_with_links_that_can_be_followed_in_a_demonstration_alone(
    db: None, signed_in: Callable[[User], Client], settings: Settings
) -> None:
    settings.DEMONSTRATION, settings.JOBS_AT_COMMIT = True, False
    letters.post("accounts/password_reset", to="cora@people.example", name="Cora", words={"link": LINK})
    run_due()
    browser = signed_in(person("Somebody"))

    there = browser.get(reverse("mail-catcher"))
    others = browser.get(reverse("mail-catcher"), {"to": "nobody@people.example"})
    settings.DEMONSTRATION = False
    elsewhere = browser.get(reverse("mail-catcher"))

    assert f'href="{LINK}"' in there.content.decode()
    assert LINK not in others.content.decode()
    assert elsewhere.status_code == 404
