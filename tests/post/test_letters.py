"""A letter is written with its change, sent by a job, once as nearly as can be, and keeps its secrets."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import Settings

from frankpledge.accounts import letters as of_accounts
from frankpledge.audit.log import Command
from frankpledge.jobs.models import Job
from frankpledge.jobs.testing import run_due
from frankpledge.post import changes, letters
from frankpledge.post.models import Letter
from frankpledge.post.sealing import unseal
from tests.people import NOW, person

LINK = "http://localhost:8000/account/password/reset/a-secret-of-this-letter/"
SEE = {"to": "cora@people.example", "name": "Cora Blackwood"}
OPERATOR = Command("test")


class PostOffice(BaseEmailBackend):
    """A post office that answers as it is told to, and keeps what it took."""

    refusal: Exception | None = None
    taken: list[Any] = []

    def send_messages(self, email_messages: Any) -> int:
        if self.refusal is not None:
            raise self.refusal
        self.taken.extend(email_messages)
        return len(email_messages)


@pytest.fixture
def post_office(settings: Settings) -> Iterator[type[PostOffice]]:
    settings.EMAIL_BACKEND = f"{__name__}.PostOffice"
    PostOffice.refusal, PostOffice.taken = None, []
    yield PostOffice
    PostOffice.refusal, PostOffice.taken = None, []


@pytest.fixture
def written(db: None, settings: Settings) -> Callable[..., Letter]:
    """``written()``: a letter with a secret link, which nobody has sent yet."""
    settings.JOBS_AT_COMMIT = False

    def write(**more: Any) -> Letter:
        return letters.post("accounts/password_reset", words={"link": LINK}, **{**SEE, **more})

    return write


def test_a_letter_of_a_change_that_is_undone_is_never_sent(written: Callable[..., Letter]) -> None:
    @transaction.atomic
    def change_that_fails() -> None:
        written()
        raise InterruptedError

    with pytest.raises(InterruptedError):
        change_that_fails()
    run_due()

    assert not Letter.objects.exists()
    assert mail.outbox == []


def test_a_letter_goes_with_its_subject_its_words_and_its_link(written: Callable[..., Letter]) -> None:
    letter = written()

    run_due()

    sent = mail.outbox[0]
    assert sent.subject == "Choose a new Frankpledge password"
    assert sent.to == ["cora@people.example"]
    assert "Hello Cora Blackwood" in sent.body
    assert LINK in sent.body
    letter.refresh_from_db()
    assert (letter.state, letter.tries) == (Letter.State.SENT, 1)
    assert letter.sent_at is not None


def test_a_secret_link_is_nowhere_in_the_database_in_plain_words(written: Callable[..., Letter]) -> None:
    letter = written()

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM post_letter")
        row = str(cursor.fetchall())

    assert "a-secret-of-this-letter" not in row
    assert letters.BLOTTED in letter.body
    assert letter.has_secret
    assert LINK in (unseal(letter.sealed) or "")


def test_a_secret_link_is_forgotten_once_the_letter_has_gone_but_in_a_demonstration(
    written: Callable[..., Letter], settings: Settings
) -> None:
    real = written()
    run_due()
    settings.DEMONSTRATION = True
    shown = written()
    run_due()

    real.refresh_from_db()
    shown.refresh_from_db()
    assert real.sealed == ""
    assert LINK in (unseal(shown.sealed) or "")


def test_a_letter_without_a_secret_is_kept_as_it_went(db: None) -> None:
    user = person("Cora Blackwood")
    of_accounts.post("password_changed", user, at=NOW)

    letter = Letter.objects.get()

    assert (letter.has_secret, letter.sealed) == (False, "")
    assert "22 November 2026" in letter.body
    assert (letter.template, letter.email) == ("accounts/password_changed", user.email)


def test_a_letter_that_could_not_go_is_tried_again_under_the_same_message_id(
    written: Callable[..., Letter], post_office: type[PostOffice], caplog: pytest.LogCaptureFixture
) -> None:
    letter = written()
    post_office.refusal = smtplib.SMTPServerDisconnected("cora@people.example")
    run_due()
    letter.refresh_from_db()
    assert (letter.state, letter.last_problem) == (Letter.State.WAITING, "SMTPServerDisconnected")

    post_office.refusal = None
    run_due(later=timedelta(minutes=2))

    letter.refresh_from_db()
    assert (letter.state, letter.tries, letter.last_problem) == (Letter.State.SENT, 2, "")
    assert post_office.taken[0].extra_headers["Message-ID"] == letter.message_id
    assert "people.example" not in caplog.text


def test_a_letter_sent_twice_because_a_worker_was_killed_is_recognised_as_one(
    written: Callable[..., Letter], post_office: type[PostOffice]
) -> None:
    letter = written()
    run_due()
    Letter.objects.update(state=Letter.State.WAITING, sealed="")  # killed before the note was written
    Job.objects.update(state=Job.State.WAITING)
    run_due()

    identities = {message.extra_headers["Message-ID"] for message in post_office.taken}
    assert len(post_office.taken) == 2
    assert identities == {letter.message_id}


def test_a_letter_that_has_gone_is_not_sent_again(written: Callable[..., Letter]) -> None:
    written()
    run_due()
    Job.objects.update(state=Job.State.WAITING)

    run_due()

    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("refusal", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"cora@people.example": (550, b"no such mailbox")}), Letter.State.FAILED),
        (smtplib.SMTPRecipientsRefused({"cora@people.example": (451, b"busy")}), Letter.State.WAITING),
        (smtplib.SMTPDataError(554, b"refused"), Letter.State.FAILED),
        (smtplib.SMTPAuthenticationError(535, b"wrong"), Letter.State.WAITING),  # somebody will mend the setting
        (TimeoutError(), Letter.State.WAITING),
    ],
)
def test_an_address_that_is_refused_for_good_is_not_tried_again(
    written: Callable[..., Letter], post_office: type[PostOffice], refusal: Exception, state: str
) -> None:
    letter = written()
    post_office.refusal = refusal

    run_due()

    letter.refresh_from_db()
    assert letter.state == state


def test_after_the_last_try_the_letter_is_unsent_and_can_be_tried_once_more(
    written: Callable[..., Letter], post_office: type[PostOffice]
) -> None:
    letter = written()
    post_office.refusal = TimeoutError()
    for _ in range(12):
        run_due(later=timedelta(days=1))
    letter.refresh_from_db()
    assert (letter.state, letter.tries) == (Letter.State.FAILED, 12)

    post_office.refusal = None
    changes.send_letter_again(letter=letter, by=OPERATOR, partnership=None, now=timezone.now())
    run_due()

    letter.refresh_from_db()
    assert letter.state == Letter.State.SENT
    with pytest.raises(changes.NotPossible):
        changes.send_letter_again(letter=letter, by=OPERATOR, partnership=None, now=timezone.now())


def test_a_letter_nobody_wants_any_more_is_not_sent(written: Callable[..., Letter]) -> None:
    letter = written(subject_of="plans.round:3")

    letters.withdraw("plans.round:3")
    run_due()

    letter.refresh_from_db()
    assert letter.state == Letter.State.WITHDRAWN
    assert mail.outbox == []


def test_the_words_of_old_letters_are_erased_and_later_the_rows(written: Callable[..., Letter]) -> None:
    old, older, new = written(), written(), written()
    Letter.objects.filter(pk=old.pk).update(made_at=timezone.now() - timedelta(days=91))
    Letter.objects.filter(pk=older.pk).update(made_at=timezone.now() - timedelta(days=731))

    changes.erase_words(now=timezone.now())

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.subject, old.body, old.sealed) == ("", "", "")
    assert old.erased_at is not None
    assert new.body
    assert not Letter.objects.filter(pk=older.pk).exists()


def test_a_letter_whose_key_is_gone_says_so_and_is_given_up(written: Callable[..., Letter], settings: Settings) -> None:
    letter = written()
    settings.SECRET_KEY = "another key than the letter was written with"

    run_due()

    letter.refresh_from_db()
    assert (letter.state, letter.last_problem) == (Letter.State.FAILED, "SecretKeyChanged")
