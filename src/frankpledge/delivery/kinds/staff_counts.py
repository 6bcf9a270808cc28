"""How many there are of a sort of staff, as a body said on a day: the number other figures are given out of."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models

from frankpledge.delivery.families import TELLING
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.partners.models import Partnership
from frankpledge.records.kinds import RecordKind
from frankpledge.records.states import Move, StateMachine


class StaffCount(DeliveryRecord):
    """A number somebody answers for, from a day on, until the next."""

    class Sort(models.TextChoices):
        PCSO = "pcso", "Police community support officers (PCSOs)"
        OTHER = "other", "Others, as the title says"

    sort = models.CharField("who is counted", max_length=20, choices=Sort)
    number_of_staff = models.PositiveIntegerField("how many there are", help_text="In the whole district, on that day")

    class Meta:
        verbose_name = "staff count"
        verbose_name_plural = "staff counts"

    class Privacy:
        personal = DeliveryRecord.Privacy.personal
        retention = "six years after its day"


def latest_count(partnership: Partnership, sort: str, day: date) -> StaffCount | None:
    """What was last said, by that day, of how many there are; nothing where nobody has said it."""
    rows: Any = StaffCount.objects.within(partnership)
    rows = rows.filter(sort=sort, state="confirmed", starts_on__lte=day)
    found: StaffCount | None = rows.select_related("lead_agency", "partnership").first()
    return found


KINDS.add(
    RecordKind(
        slug="staff-counts",
        family=TELLING,
        prefix="STF",
        model=StaffCount,
        purpose="How many PCSOs there are, from a day on: the number that shares of them are given out of.",
        states=StateMachine(
            labels={"stated": "Stated", "confirmed": "Confirmed", "withdrawn": "Withdrawn"},
            initial="stated",
            colours={"stated": "amber", "confirmed": "green"},
            void=frozenset({"withdrawn"}),
            reopens={"confirmed": "stated"},
            moves=(
                Move("confirm", "Confirm the number", ("stated",), "confirmed", by_clearer=True),
                Move("withdraw", "Withdraw it", ("stated", "confirmed"), "withdrawn", asks_reason=True),
            ),
        ),
        fields=("sort", "number_of_staff"),
        columns=("sort", "number_of_staff"),
        words=("number of pcso",),
        late={"withdrawn": ()},
    )
)
