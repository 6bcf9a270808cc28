"""How many domestic violence incidents a supervisor reviewed, out of how many there were. Totals of a period."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from frankpledge.delivery.above import ABOVE, Box
from frankpledge.delivery.families import SERVICES
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.years import of, said, year_start
from frankpledge.records.kinds import HELD, SMALL, RecordKind
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


KIND = KINDS.add(
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
        shares=(("reviewed", "incidents"),),
    )
)


def of_the_year(page: Any) -> Box | None:
    """Reviewed out of all incidents of the plan's year, and how soon, with what the periods do not say."""
    first = year_start(page.partnership, page.today)
    rows: Any = SupervisorReviews.objects.within(page.partnership).counted()
    periods = list(rows.filter(starts_on__gte=first, starts_on__lte=page.today))
    known = [(row.reviewed, row.incidents) for row in periods if row.reviewed is not None]
    if not known:
        return None
    whole = of(sum(one for one, _ in known), sum(every for _, every in known))
    if any(count < SMALL for pair in known for count in pair):
        whole = HELD
    words = [f"Reviewed by a supervisor since {said(first)}: {whole}. Periods counted: {len(known)}."]
    if len(known) < len(periods):
        words.append(f"Periods that do not say yet: {len(periods) - len(known)}. They are in no figure.")
    hours = sorted(row.hours_to_review for row in periods if row.hours_to_review is not None)
    span = f"{hours[0]:f}" + (f" to {hours[-1]:f}" if hours and hours[-1] != hours[0] else "") if hours else "not known"
    words.append(f"Hours until reviewed, the middle of each period: {span}. Middles of periods are not added up.")
    return Box("Supervisors’ reviews this year", tuple(words))


ABOVE.setdefault(KIND.slug, []).append(of_the_year)
