"""Reviews of anti-social behaviour cases that victims asked for (the community trigger), as a quarter's totals.

The Anti-social Behaviour, Crime and Policing Act 2014 s.104 asks for these numbers to be published at least once in
twelve months. No case and nobody who applied is kept here.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from frankpledge.delivery.above import ABOVE, Box
from frankpledge.delivery.families import SERVICES
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.years import of, year_start
from frankpledge.delivery.years import said as day_said
from frankpledge.plans.queries.quarters import after
from frankpledge.records.kinds import Clock, RecordKind
from frankpledge.records.states import Move, StateMachine

QUARTER, YEAR = 3, 12  # months
COUNTS = ("applications", "met", "not_met", "reviews", "with_recommendations", "recommendations")
WHOLE = ("complete", "published")  # the states in which the numbers are final
AT_LEAST = "The Act asks for them to be published at least once in twelve months."


def total(words: str, help_text: str = "") -> models.PositiveIntegerField[int | None, int | None]:
    """A number of the quarter; not known until somebody says."""
    return models.PositiveIntegerField(words, null=True, blank=True, help_text=help_text)


class CaseReviewTotals(DeliveryRecord):
    """One quarter. Its date is the quarter's first day."""

    applications = total("applications received", "For a review, in the quarter, over all the agencies")
    met = total("applications that met the threshold", "Of those received in the quarter, as far as it is decided")
    not_met = total("times the threshold was not met", "Of those received in the quarter, as far as it is decided")
    reviews = total("reviews held")
    with_recommendations = total("reviews that made recommendations")
    recommendations = total("recommendations made", "By all those reviews together")
    accepted = total("recommendations accepted", "By the agencies they were made to. Blank while it is not known")
    publish_by = models.DateField(
        "to be published by", null=True, blank=True, help_text="Left blank: twelve months after the quarter’s end"
    )
    published_on = models.DateField("published on", null=True, blank=True)
    published_where = models.CharField("published where", max_length=200, blank=True, help_text="A page or a paper")

    class Meta:
        verbose_name = "quarter of case reviews"
        verbose_name_plural = "quarters of case reviews"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="case_review_no_more_decided_than_received",
                condition=(Q(met__isnull=True) & Q(not_met__isnull=True))
                | Q(applications__isnull=False, applications__gte=F("met") + F("not_met"))
                | Q(not_met__isnull=True, applications__gte=F("met"))
                | Q(met__isnull=True, applications__gte=F("not_met")),
            ),
            models.CheckConstraint(
                name="case_review_recommended_by_reviews",
                condition=Q(with_recommendations__isnull=True) | Q(reviews__gte=F("with_recommendations")),
            ),
            models.CheckConstraint(
                name="case_review_accepted_of_made",
                condition=Q(accepted__isnull=True) | Q(recommendations__gte=F("accepted")),
            ),
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal
        retention = "six years after its quarter"

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.publish_by is None:
            self.publish_by = after(self.starts_on, months=QUARTER + YEAR) - timedelta(days=1)
        wrong = {**self._wrong_totals(), **self._wrong_days()}
        if wrong:
            raise ValidationError(wrong)

    def _wrong_totals(self) -> dict[str, str]:
        wrong: dict[str, str] = {}
        decided = [each for each in (self.met, self.not_met) if each is not None]
        if decided and (self.applications is None or sum(decided) > self.applications):
            wrong["applications"] = "No more can be decided than were received."
        if self.with_recommendations is not None and self.with_recommendations > (self.reviews or 0):
            wrong["with_recommendations"] = "No more reviews can have made recommendations than were held."
        made = self.recommendations
        if made is not None and self.with_recommendations is not None:
            if made < self.with_recommendations:
                wrong["recommendations"] = "Each review that made any made at least one."
            elif made and not self.with_recommendations:
                wrong["with_recommendations"] = "Say how many reviews made them."
        if self.accepted is not None and self.accepted > (made or 0):
            wrong["accepted"] = "No more can be accepted than were made."
        return wrong

    def _wrong_days(self) -> dict[str, str]:
        wrong: dict[str, str] = {}
        if self.starts_on and self.starts_on.day != 1:
            wrong["starts_on"] = "A quarter begins on the first day of a month."
        elif self.starts_on and self.published_on and self.published_on <= self.last_day():
            wrong["published_on"] = "A quarter’s totals are published when it is over."
        return wrong

    def on_step(self, step: Move, today: date) -> None:
        """What is published has been published: a day to come is only meant."""
        if step.name == "publish" and self.published_on and self.published_on > today:
            raise ValidationError({"published_on": "That day has not come yet."})

    def last_day(self) -> date:
        """The quarter's own last day."""
        return after(self.starts_on, months=QUARTER) - timedelta(days=1)

    @property
    def accepted_share(self) -> str:
        """Recommendations accepted out of those made; nothing where either is not known."""
        if self.recommendations is None or self.accepted is None:
            return ""
        return of(self.accepted, self.recommendations)


KIND = KINDS.add(
    RecordKind(
        slug="asb-case-reviews",
        family=SERVICES,
        prefix="ACR",
        model=CaseReviewTotals,
        purpose="A quarter’s reviews of anti-social behaviour cases (the community trigger), as totals. No names.",
        states=StateMachine(
            labels={
                "open": "Being gathered", "complete": "Complete", "published": "Published", "withdrawn": "Withdrawn",
            },
            initial="open",
            colours={"open": "amber", "complete": "blue", "published": "green"},
            void=frozenset({"withdrawn"}),
            reopens={"complete": "open"},
            moves=(
                Move("complete", "Record that it is complete", ("open",), "complete", COUNTS, offers=("accepted",)),
                Move(
                    "publish", "Record that it is published", ("complete",), "published",
                    ("published_on", "published_where"),
                ),
                Move("correct", "Take it back to correct it", ("published",), "open", asks_reason=True),
                Move("withdraw", "Withdraw it", ("open", "complete"), "withdrawn", asks_reason=True),
            ),
        ),
        fields=(*COUNTS, "accepted", "publish_by", "published_on", "published_where"),
        later=("publish_by", "published_on", "published_where"),
        columns=("applications", "reviews", "accepted_share"),
        facts=(("Recommendations accepted", "accepted_share"),),
        words=("asb case review", "community trigger"),
        late={"published": ("accepted",), "withdrawn": ()},
        clocks=(Clock("publish_by", "must be published", 30, ("open", "complete")),),
        small=(*COUNTS, "accepted", "accepted_share"),
        labels={"starts_on": "first day of the quarter"},
    )
)  # fmt: skip


def this_year(page: Any) -> Box | None:
    """The year's totals over its complete quarters, which of them are not there, and when any was last published."""
    every: Any = CaseReviewTotals.objects.within(page.partnership)
    if not every.counted().exists():
        return None
    first = year_start(page.partnership, page.today)
    rows: list[CaseReviewTotals] = list(every.filter(state__in=WHOLE, starts_on__range=(first, page.today)))
    twice = sorted(day for day, count in Counter(row.starts_on for row in rows).items() if count > 1)
    said = [_summed(rows, first, twice), *_not_there(rows, first, page.today)]
    last = every.filter(state="published").order_by("-published_on").values_list("published_on", flat=True).first()
    if last is None:
        said.append(f"No quarter has been published yet. {AT_LEAST}")
    elif after(last, months=YEAR) <= page.today:
        said.append(f"Last published on {day_said(last)}, twelve months ago or more. {AT_LEAST}")
    else:
        said.append(f"Last published on {day_said(last)}.")
    return Box("Reviews of anti-social behaviour cases", tuple(each for each in said if each))


def _summed(rows: list[CaseReviewTotals], first: date, twice: list[date]) -> str:
    if twice:
        days = ", ".join(day_said(day) for day in twice)
        return f"Nothing is added up: the quarter from {days} is there more than once. Withdraw what is there twice."
    if not rows:
        return f"No quarter since {day_said(first)} is complete."
    applications, met, not_met, reviews, recommending, made = (sum(getattr(row, name) or 0 for row in rows)
                                                               for name in COUNTS)  # fmt: skip
    quarters = "1 quarter" if len(rows) == 1 else f"{len(rows)} quarters"
    known = all(row.accepted is not None for row in rows)
    accepted = of(sum(row.accepted or 0 for row in rows), made) if known else ""
    return (
        f"Since {day_said(first)}, over {quarters}: {applications} applications, of which {met} met the threshold and "
        f"{not_met} did not; {reviews} reviews, of which {recommending} made recommendations; "
        + (
            f"{accepted} recommendations were accepted."
            if known
            else f"{made} recommendations, of which it is not known how many were accepted."
        )
    )


def _not_there(rows: list[CaseReviewTotals], first: date, today: date) -> list[str]:
    """Quarters of the year that are over and of which nobody has completed the totals: not known, and no nought."""
    there, found = {row.starts_on for row in rows}, []
    for number in range(YEAR // QUARTER):
        day = after(first, months=QUARTER * number)
        if after(day, months=QUARTER) <= today and day not in there:
            found.append(day_said(day))
    return [f"Not known, and not in these numbers: the quarter from {', from '.join(found)}."] if found else []


ABOVE.setdefault(KIND.slug, []).append(this_year)
