"""What is kept of programs no longer than it says: tokens that ended, answers, messages, calendars of leavers."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from frankpledge.api.changes.calendars import start_calendar
from frankpledge.api.changes.tokens import KEPT, forget_tokens, revoke_token
from frankpledge.api.models import Answered, Calendar, Delivery, Token, Webhook
from frankpledge.audit.models import Entry
from frankpledge.jobs.models import Job
from frankpledge.jobs.running import start
from frankpledge.jobs.testing import run_due
from frankpledge.partners.access import access_for
from frankpledge.partners.models import Membership
from tests.api.conftest import Programs
from tests.people import Cast

DAY = timedelta(days=1)


def tidy() -> None:
    start("api.tidy", by="command:test", title="Forget")
    run_due(now=timezone.now() + timedelta(seconds=1))
    assert Job.objects.latest("pk").state == Job.State.DONE


def test_a_token_is_forgotten_a_year_after_it_expired_or_was_revoked(east: Cast, program: Programs) -> None:
    expiring, revoked, working = (program(days=days).token for days in (30, 365, 365))
    now = timezone.now()
    revoke_token(
        token=revoked, by=access_for(east["manager"], "east", today=timezone.localdate(now)), now=now + 40 * DAY
    )

    assert forget_tokens(now=expiring.expires_at + KEPT) == 0
    assert forget_tokens(now=expiring.expires_at + KEPT + DAY) == 1
    assert set(Token.objects.values_list("pk", flat=True)) == {revoked.pk, working.pk}
    assert forget_tokens(now=now + 41 * DAY + KEPT) == 1
    assert Token.objects.get() == working
    assert Entry.objects.filter(event="token.made").count() == 3


def test_the_clock_forgets_answers_of_yesterday_and_messages_of_a_month_ago(east: Cast, program: Programs) -> None:
    token, now = program().token, timezone.now()
    webhook = Webhook.objects.create(
        partnership=east.partnership, address="https://a.example/", sealed_secret="s", made_at=now, made_by="user:1"
    )
    for age in (timedelta(hours=23), timedelta(hours=25)):
        Answered.objects.create(token=token, key=str(age), fingerprint="f", made_at=now - age)
    for days in (29, 31):
        Delivery.objects.create(
            webhook=webhook, number=uuid4(), event="ping", body=json.dumps({}), made_at=now - days * DAY
        )

    tidy()

    assert [row.key for row in Answered.objects.all()] == ["23:00:00"]
    assert [(now - row.made_at).days for row in Delivery.objects.all()] == [29]


def test_the_calendars_of_whoever_left_are_stopped_and_nobody_elses(east: Cast) -> None:
    now = timezone.now()
    today = timezone.localdate(now)
    for role in ("contributor", "manager"):
        start_calendar(group=None, by=access_for(east[role], "east", today=today), now=now)
    Membership.objects.filter(user=east["contributor"]).update(ends_on=today - DAY)

    tidy()

    assert Calendar.objects.get().person == east["manager"]
    assert Entry.objects.filter(event="calendar.stopped", actor="command:api.tidy").count() == 1
