"""Letters about tasks: near their day, when they are late, and each week after that. One letter a person a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from frankpledge.accounts.models import User
from frankpledge.audit.log import log
from frankpledge.delivery.leading import leads_of
from frankpledge.delivery.tasks import Task, TaskLetter, TaskState
from frankpledge.partners.access import Access
from frankpledge.post.letters import post

BEFORE = timedelta(days=3)
WEEK = 7


def step_on(due_on: date, today: date) -> str:
    """Which letter's turn it is; none while the day is far.

    >>> step_on(date(2008, 5, 9), date(2008, 5, 5)), step_on(date(2008, 5, 9), date(2008, 5, 6))
    ('', 'soon')
    >>> step_on(date(2008, 5, 9), date(2008, 5, 10)), step_on(date(2008, 5, 9), date(2008, 5, 17))
    ('late-0', 'late-1')
    """
    if today < due_on - BEFORE:
        return ""
    return "soon" if today <= due_on else f"late-{(today - due_on).days // WEEK if today > due_on else 0}"


@transaction.atomic
def write_task_letters(*, by: Access, now: datetime) -> int:
    """Every letter whose turn has come and that was not written; how many. Run twice, nobody gets a second.

    A task of an agency with nobody named goes to those who lead for it there. Weeks that passed with no one running
    this are not made up for: the letter of today says how late it is.
    """
    today = timezone.localdate(now)
    rows = Task.objects.within(by.partnership).still_open().filter(due_on__lte=today + BEFORE)
    tasks = list(rows.whole().select_for_update(of=("self",)))
    written = set(TaskLetter.objects.filter(task__in=tasks).values_list("task_id", "step"))
    due = [(task, step) for task in tasks if (task.pk, step := step_on(task.due_on, today)) not in written]
    if not due:
        return 0
    by_person: dict[User, list[Task]] = defaultdict(list)
    leads = leads_of([task.agency_id for task, _ in due if task.owner is None], by.partnership, today)
    for task, _ in due:
        for person in _whom(task, leads, today):
            by_person[person].append(task)
    TaskLetter.objects.bulk_create([TaskLetter(task=task, step=step, sent_at=now) for task, step in due])
    for person, mine in by_person.items():
        _write(person, mine, today, by)
    log("task.letters", by.partnership, by=by, now=now, partnership=by.partnership,
        after={"letters": len(by_person), "tasks": [task.pk for task, _ in due]})  # fmt: skip
    return len(by_person)


def _whom(task: Task, leads: dict[int, list[User]], today: date) -> Iterable[User]:
    place = task.owner
    if place is None:
        return leads.get(task.agency_id, ())
    is_there = place.starts_on <= today and (place.ends_on is None or place.ends_on >= today)
    return [place.user] if is_there and place.user.is_active else []


def _write(person: User, tasks: list[Task], today: date, by: Access) -> None:
    said = [
        {
            "words": task.words, "number": task.record.number, "due_on": task.due_on,
            "is_late": task.state(today) == TaskState.LATE,
            "address": settings.PUBLIC_ADDRESS + task.get_absolute_url(),
        }
        for task in sorted(tasks, key=lambda task: (task.due_on, task.pk))
    ]  # fmt: skip
    late = sum(task.state(today) == TaskState.LATE for task in tasks)
    words = {
        "tasks": said, "late": late, "partnership": by.partnership.name,
        "my_work": settings.PUBLIC_ADDRESS + reverse("my-work", args=[by.partnership.slug]),
    }  # fmt: skip
    post(
        "delivery/tasks", to=person.email, name=person.name, words=words, partnership=by.partnership,
        subject_of=f"delivery.tasks:{person.pk}", by=by.audit_key,
    )  # fmt: skip
