"""The outbox and background work as people of the partnership see them."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry, Operation
from frankpledge.jobs.models import Job
from frankpledge.jobs.running import start
from frankpledge.post import letters
from frankpledge.post.models import Letter
from tests.people import Cast

SignedIn = Callable[[User], Client]
LINK = "http://localhost:8000/quarter/a-secret-of-this-letter/"


def letter_to(person: User, there: Cast, **columns: object) -> Letter:
    letter = letters.post(
        "accounts/password_reset",
        to=person.email,
        name=person.name,
        words={"link": LINK},
        partnership=there.partnership,
    )
    Letter.objects.filter(pk=letter.pk).update(**columns)
    return letter


def test_reading_the_outbox_is_audited_for_each_letter_and_each_person(east: Cast, signed_in: SignedIn) -> None:
    letter = letter_to(east["chair"], east)

    page = signed_in(east["manager"]).get(reverse("letter-list", args=["east"]))

    assert east["chair"].email in page.content.decode()
    read = Entry.objects.get(event="letter.read")
    assert (read.subject, read.operation) == (str(letter.pk), Operation.READ)
    assert Entry.objects.get(event="person.read").subject == str(east["chair"].pk)
    assert "canary" not in str(vars(read))


def test_a_secret_link_is_not_shown_to_readers_of_the_outbox_even_in_a_demonstration(
    east: Cast, signed_in: SignedIn, settings: Settings
) -> None:
    settings.DEMONSTRATION = True
    letter = letter_to(east["chair"], east)

    page = signed_in(east["manager"]).get(reverse("letter-detail", args=["east", letter.pk])).content.decode()

    assert "a-secret-of-this-letter" not in page
    assert "for its reader alone" in page


def test_letters_are_filtered_by_state_and_taken_away_as_a_disclosure(east: Cast, signed_in: SignedIn) -> None:
    letter_to(east["chair"], east, state="failed", last_problem="SMTPRecipientsRefused")
    letter_to(east["contributor"], east, state="sent")
    browser = signed_in(east["manager"])

    failed = browser.get(reverse("letter-list", args=["east"]), {"state": "failed"}).content.decode()
    file = json.loads(browser.get(reverse("letter-file", args=["east", "json"]), {"state": "failed"}).content)

    assert east["chair"].email in failed
    assert east["contributor"].email not in failed
    assert [(row["E-mail address"], row["Problem"]) for row in file] == [
        (east["chair"].email, "The mail server knows no such address.")
    ]
    assert Entry.objects.filter(event="letter.read", operation=Operation.DISCLOSE).count() == 1


def test_an_unsent_letter_is_tried_again_by_its_button(east: Cast, signed_in: SignedIn) -> None:
    letter = letter_to(east["chair"], east, state="failed", last_problem="TimeoutError")
    browser = signed_in(east["manager"])

    browser.post(reverse("letter-again", args=["east", letter.pk]))
    twice = browser.post(reverse("letter-again", args=["east", letter.pk]), follow=True)

    letter.refresh_from_db()
    assert letter.state == Letter.State.WAITING
    assert "Only a letter that could not be sent" in twice.content.decode()
    assert Entry.objects.get(event="letter.tried_again").partnership == str(east.partnership.pk)


def test_a_job_shows_how_far_it_is_and_looks_again_by_itself_or_by_a_link(east: Cast, signed_in: SignedIn) -> None:
    job = start("jobs.tidy", by=east["manager"].audit_key, partnership=east.partnership, title="Tidy up")
    Job.objects.filter(pk=job.pk).update(state="running", done=3, of=8, words="The third")
    browser, address = signed_in(east["manager"]), reverse("job-detail", args=["east", job.pk])

    page = browser.get(address).content.decode()
    part = browser.get(address, headers={"HX-Request": "true"}).content.decode()
    Job.objects.filter(pk=job.pk).update(state="done")
    over = browser.get(address).content.decode()

    assert "3 of 8" in page
    assert f'href="{address}">Look again' in page
    assert f'hx-get="{address}"' in page
    assert part.lstrip().startswith("<div")
    assert "hx-get" not in over
    assert "Look again" not in over


def test_a_job_is_cancelled_by_its_button_and_tried_again_by_another(east: Cast, signed_in: SignedIn) -> None:
    job = start("jobs.tidy", by=east["manager"].audit_key, partnership=east.partnership, title="Tidy up")
    browser = signed_in(east["manager"])

    browser.post(reverse("job-cancel", args=["east", job.pk]))
    job.refresh_from_db()
    cancelled = job.state
    refused = browser.post(reverse("job-cancel", args=["east", job.pk]), follow=True).content.decode()
    browser.post(reverse("job-again", args=["east", job.pk]))

    job.refresh_from_db()
    assert (cancelled, job.state) == (Job.State.CANCELLED, Job.State.WAITING)
    assert "nothing left to cancel" in refused


def test_the_list_of_work_is_filtered_and_taken_away(east: Cast, signed_in: SignedIn) -> None:
    start("jobs.tidy", by=east["manager"].audit_key, partnership=east.partnership, title="=Tidy up")
    start("jobs.tidy", by="command:schedule", partnership=east.partnership, title="By the clock")
    Job.objects.filter(title="By the clock").update(state="done")
    browser = signed_in(east["manager"])

    page = browser.get(reverse("job-list", args=["east"])).content.decode()
    done = browser.get(reverse("job-list", args=["east"]), {"state": "done"}).content.decode()
    file = browser.get(reverse("job-file", args=["east", "csv"])).content.decode("utf-8-sig")

    assert "No worker has been seen" in page
    assert "The clock" in page
    assert "=Tidy up" not in done
    assert "'=Tidy up" in file
