"""What a quarter keeps no longer, and that one partnership's trouble with a quarter is nobody else's."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from pytest_django import Settings

from frankpledge.audit.models import Entry
from frankpledge.jobs.models import Job
from frankpledge.jobs.running import start
from frankpledge.jobs.testing import run_due
from frankpledge.post.models import Letter
from frankpledge.quarters.changes.forgetting import forget_links, forget_people
from frankpledge.quarters.changes.links import note_browser
from frankpledge.quarters.changes.reminding import remind_due
from frankpledge.quarters.changes.rounds import close_round, plan_round, publish_round
from frankpledge.quarters.models import AnswerLink, LinkBrowser, QuarterRound, Reminder, UpdateRequest
from frankpledge.quarters.queries.pictures import picture
from frankpledge.quarters.queries.standing import timetable_of
from tests.people import Cast
from tests.quarters.opening import by_command, opened, own, plan_with_owners, words

TWO_YEARS = timedelta(days=730)


def published(east: Cast) -> QuarterRound:
    """Opened, its owners reminded once, closed and published with nothing answered."""
    round_ = opened(east)
    now = round_.opened_at or timezone.now()
    remind_due(round_=round_, by=by_command(east), now=now + timedelta(days=15))
    close_round(round_=round_, by=by_command(east), now=now + timedelta(days=20))
    return publish_round(round_=round_, by=by_command(east), now=now + timedelta(days=20))


def test_a_link_is_taken_away_ninety_days_after_it_ended_with_its_browsers(east: Cast) -> None:
    round_ = opened(east)
    link = AnswerLink.objects.get(person=east["contributor"])
    note_browser(link=link, key="a word", browser="Firefox on Android", now=timezone.now())
    day = timedelta(days=1)
    audited = Entry.objects.count()

    assert forget_links(now=link.expires_at + 90 * day) == 0
    assert forget_links(now=link.expires_at + 91 * day) == 2

    assert not AnswerLink.objects.exists()
    assert not LinkBrowser.objects.exists()
    assert Entry.objects.count() == audited
    assert QuarterRound.objects.filter(pk=round_.pk).exists()


def test_whom_a_quarter_asked_is_forgotten_two_years_after_its_publication(east: Cast) -> None:
    round_ = published(east)
    assert round_.published_at is not None

    assert forget_people(now=round_.published_at + TWO_YEARS) == 0
    assert (
        forget_people(now=round_.published_at + TWO_YEARS + timedelta(seconds=1)) == 2 + 4
    )  # asked, and twice reminded

    assert not UpdateRequest.objects.filter(asked_of__isnull=False).exists()
    assert not Reminder.objects.filter(sent_to__isnull=False).exists()


def test_what_a_quarter_asked_for_and_how_late_it_was_outlives_the_names(east: Cast) -> None:
    round_ = published(east)
    assert round_.published_at is not None
    later = round_.published_at + TWO_YEARS + timedelta(days=1)
    before = picture(round_.plan, "Q1", on=timezone.localdate(later))

    forget_people(now=later)
    after = picture(round_.plan, "Q1", on=timezone.localdate(later))

    for seen in (before, after):
        assert [row.ref for row in seen.unanswered] == ["1.1", "2.1"]
        assert [row.ref for row in seen.late] == ["1.1", "2.1"]
        assert [row.ref for row in seen.cannot_be_asked] == ["2.2", "3.1"]
    past = [step for step in timetable_of(round_, today=timezone.localdate(later)) if step.letters == 0]
    assert all(step.is_forgotten for step in past)


def test_a_quarter_whose_names_are_forgotten_can_still_be_read(east: Cast, signed_in) -> None:  # type: ignore[no-untyped-def]
    round_ = published(east)
    assert round_.published_at is not None
    forget_people(now=round_.published_at + TWO_YEARS + timedelta(days=1))
    browser = signed_in(east["manager"])
    quarter = round_.get_absolute_url()

    for page in ("", "unanswered/"):
        answer = browser.get(quarter + page)
        assert answer.status_code == 200
        assert b"Somebody whose name is no longer kept" in answer.content


def test_the_clock_forgets(east: Cast) -> None:
    opened(east, now=timezone.now() - timedelta(days=200))

    start("quarters.forget", by="command:test", title="Forget")
    run_due(now=timezone.now() + timedelta(seconds=1))

    assert Job.objects.get(name="quarters.forget").state == Job.State.DONE
    assert not AnswerLink.objects.exists()


def test_trouble_in_one_partnership_stops_no_other_and_is_tried_again(
    east: Cast, west: Cast, settings: Settings
) -> None:
    settings.JOBS_AT_COMMIT = False
    ago = timezone.now() - timedelta(days=3)
    for cast in (east, west):
        plan = plan_with_owners(cast)
        plan_round(plan=plan, quarter="Q1", words=words(timezone.localdate(ago)), by=by_command(cast), now=ago)
        own(plan, "3.1", cast["analyst"])
    poisoned = QuarterRound.objects.get(plan__partnership=east.partnership)
    QuarterRound.objects.filter(pk=poisoned.pk).update(timetable=[{"days": "somebody@people.example"}])

    job = start("quarters.open_due", by="command:test", title="Open")
    run_due()

    job.refresh_from_db()
    assert states() == {"east": "planned", "west": "open"}
    assert (job.state, job.tries) == (Job.State.WAITING, 1)
    assert job.problem == f"1 went wrong: east {poisoned.plan.slug} Q1 (ValueError)"
    assert {letter.partnership_key for letter in Letter.objects.all()} == {str(west.partnership.pk)}

    QuarterRound.objects.filter(pk=poisoned.pk).update(timetable=poisoned.timetable)
    run_due(later=timedelta(hours=1))

    job.refresh_from_db()
    assert (job.state, job.tries) == (Job.State.DONE, 2)
    assert states() == {"east": "open", "west": "open"}
    assert Letter.objects.filter(template="quarters/asked").count() == 6  # nobody was written to twice


def states() -> dict[str, str]:
    return dict(QuarterRound.objects.values_list("plan__partnership__slug", "state"))
