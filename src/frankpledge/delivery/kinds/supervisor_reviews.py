"""How many domestic violence incidents a supervisor reviewed, out of how many there were. Totals of a period."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from frankpledge.delivery.families import SERVICES
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.years import of
from frankpledge.records.kinds import RecordKind
from frankpledge.records.states import Move, StateMachine


class SupervisorReviews(DeliveryRecord):
    """One period, from its date to its last day. Where it has no last day it is that day’s."""

    incidents = models.PositiveIntegerField("incidents", null=True, blank=True, help_text="All there were, as a total")
    reviewed = models.PositiveIntegerField("reviewed by a supervisor", null=True, blank=True)
    hours_to_review = models.DecimalField(
        "hours until reviewed, the middle one", max_digits=7, decimal_places=1, null=True, blank=True,
        help_text="The median: half were sooner, half later",
    )  # fmt: skip
    because = models.TextField("why some were not", blank=True, help_text="Name no people")

    class Meta:
        verbose_name = "supervisors’ reviews"
        verbose_name_plural = "supervisors’ reviews"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="supervisor_no_more_reviewed_than_incidents",
                condition=Q(reviewed__isnull=True) | Q(incidents__isnull=False, reviewed__lte=F("incidents")),
            ),
            models.CheckConstraint(
                name="supervisor_hours", condition=Q(hours_to_review__isnull=True) | Q(hours_to_review__gte=0)
            ),
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"because"}
        retention = "six years after its period"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.reviewed is not None and self.incidents is None:
            wrong["incidents"] = "Say out of how many incidents."
        elif self.reviewed is not None and self.incidents is not None and self.reviewed > self.incidents:
            wrong["reviewed"] = "No more can be reviewed than there were incidents."
        if self.hours_to_review is not None and self.hours_to_review < 0:
            wrong["hours_to_review"] = "Hours are not below nothing."
        if wrong:
            raise ValidationError(wrong)

    @property
    def share(self) -> str:
        """So many of so many."""
        if self.incidents is None or self.reviewed is None:
            return ""
        return of(self.reviewed, self.incidents)


KINDS.add(
    RecordKind(
        slug="supervisor-reviews",
        family=SERVICES,
        prefix="SUP",
        model=SupervisorReviews,
        purpose="How many incidents of domestic violence a supervisor reviewed in a period, out of how many. No names.",
        states=StateMachine(
            labels={"open": "Being gathered", "complete": "Complete", "withdrawn": "Withdrawn"},
            initial="open",
            colours={"open": "amber", "complete": "green"},
            void=frozenset({"withdrawn"}),
            reopens={"complete": "open"},
            moves=(
                Move("complete", "Record that it is complete", ("open",), "complete", ("incidents", "reviewed")),
                Move("withdraw", "Withdraw it", ("open", "complete"), "withdrawn", asks_reason=True),
            ),
        ),
        fields=("incidents", "reviewed", "hours_to_review", "because"),
        columns=("share",),
        facts=(("Share that was reviewed", "share"),),
        words=("supervisor", "reviewed", "dv incidents", "domestic"),
        late={"withdrawn": ()},
        small=("incidents", "reviewed", "share"),
    )
)
