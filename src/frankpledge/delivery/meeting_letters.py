"""Who was sent which agenda or minutes: once for each person and each edition of the paper."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from typing import Any, ClassVar

from django.db import models

from frankpledge.accounts.models import User
from frankpledge.delivery.kinds.meetings import AgendaItem, Attendance, Decision, Meeting
from frankpledge.delivery.leading import leads_of
from frankpledge.partners.models import GroupMembership, Membership, OfPartnership

LONG_AGO = timedelta(days=92)  # minutes older than this are written down here and posted to nobody


class MeetingLetters(OfPartnership["MeetingLetter"]):
    """Which letters."""

    to_partnership = "record__partnership"


class MeetingLetter(models.Model):
    """That a person was sent a meeting's paper as it then stood."""

    class Paper(models.TextChoices):
        AGENDA = "agenda", "Agenda"
        MINUTES = "minutes", "Minutes"

    record = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="letters")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    paper = models.CharField(max_length=10, choices=Paper)
    edition = models.CharField(max_length=16)  # of what the paper said
    sent_at = models.DateTimeField()

    objects = models.Manager.from_queryset(MeetingLetters)()

    class Meta:
        ordering: ClassVar = ["sent_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "user", "paper", "edition"], name="meeting_letter_once")
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its meeting"


def paper_to_send(meeting: Meeting, today: date) -> str:
    """Which paper may be sent as the meeting stands; none before its step is taken, and none of long ago."""
    if meeting.state == "sent" and today <= meeting.starts_on:
        return MeetingLetter.Paper.AGENDA
    if meeting.state == "agreed" and today <= meeting.starts_on + LONG_AGO:
        return MeetingLetter.Paper.MINUTES
    return ""


def edition_of(meeting: Meeting, paper: str) -> str:
    """The same for the same words: when and where, the papers, the agenda; of minutes all that was written down."""
    said: list[Any] = [meeting.starts_on, meeting.starts_at, meeting.venue, meeting.place, meeting.papers]
    said += AgendaItem.objects.filter(record=meeting.pk).values_list("position", "words", "origin")
    if paper == MeetingLetter.Paper.MINUTES:
        said += [meeting.notes, *Decision.objects.filter(record=meeting.pk).order_by("pk").values_list("words", "why")]
        said += Attendance.objects.filter(record=meeting.pk).order_by("pk").values_list("agency", "answer", "is_senior")
    return sha256(repr(said).encode()).hexdigest()[:16]


def readers_of(meeting: Meeting, today: date) -> list[User]:
    """Whoever sits on the group; and of an agency that is listed and has nobody there, those who lead for it."""
    here = Membership.objects.within(meeting.partnership).current(today).filter(user__is_active=True)
    group: Any = meeting.lead_group_id
    places = GroupMembership.objects.within(meeting.partnership).filter(group=group).current(today)
    sits = here.filter(user__in=places.values("user"))
    listed = set(Attendance.objects.filter(record=meeting.pk).values_list("agency", flat=True))
    rows = list(sits.select_related("user").order_by("user__name", "user"))
    leads = leads_of(listed - {row.agency_id for row in rows}, meeting.partnership, today)
    found = [row.user for row in rows] + [person for people in leads.values() for person in people]
    return list(dict.fromkeys(found))


def still_to_get(meeting: Meeting, paper: str, today: date) -> list[User]:
    """The readers who have not had the paper as it stands now."""
    rows: Any = MeetingLetter.objects.filter(record=meeting.pk, paper=paper, edition=edition_of(meeting, paper))
    had = set(rows.values_list("user", flat=True))
    return [person for person in readers_of(meeting, today) if person.pk not in had]
