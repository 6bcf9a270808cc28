"""What providers gave people on a programme in a week or a month: hours and referrals as totals, and no names."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from frankpledge.delivery.above import ABOVE, Box
from frankpledge.delivery.families import SERVICES
from frankpledge.delivery.providing import given_of, mean_of, reasons_of, told_of, weeks_of, whose
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.years import said as day_said
from frankpledge.delivery.years import year_start
from frankpledge.plans.queries.quarters import after
from frankpledge.records.kinds import RecordKind
from frankpledge.records.states import Move, StateMachine

WEEK = 7
PROMISED = Decimal(15)  # hours a week for each person: the premium service of objective 4.3


def total(words: str, help_text: str = "") -> models.PositiveIntegerField[int | None, int | None]:
    """A count of people in the period; not known until somebody says."""
    return models.PositiveIntegerField(words, null=True, blank=True, help_text=help_text)


class ProviderTotals(DeliveryRecord):
    """One provider, one period. Its date is the period's first day."""

    class Pathway(models.TextChoices):
        DRUGS = "drugs", "Drug intervention (DIP)"
        ALCOHOL = "alcohol", "Drugs and alcohol treatment"
        VOLUNTEERS = "volunteers", "Volunteers and mentors"
        HOUSING = "housing", "Housing"
        LEISURE = "leisure", "Leisure"
        ETE = "ete", "Education, training and employment"
        YOUTH = "youth", "Work with young people at risk"
        OTHER = "other", "Another"

    class Period(models.TextChoices):
        WEEK = "week", "The week that begins on that day"
        MONTH = "month", "The month that begins on that day"

    class Because(models.TextChoices):
        NOT_REFERRED = "not_referred", "Too few were referred"
        NO_PLACES = "no_places", "The provider had no places or staff"
        STAYED_AWAY = "stayed_away", "People did not come"
        CUSTODY = "custody", "People were in custody or away"
        OTHER = "other", "Something else, as the note says"
        __empty__ = "It was not under what was promised"

    pathway = models.CharField(max_length=20, choices=Pathway)
    provider = models.CharField(max_length=100, help_text="The body, for example Hertsreach. Never a worker.")
    period = models.CharField(max_length=10, choices=Period)
    promised = models.DecimalField(
        "hours a week promised to each person", max_digits=5, decimal_places=1, default=PROMISED,
        help_text="Of this provider’s part, if several share what the plan promises",
    )  # fmt: skip
    people = total("people it was for")
    hours = models.DecimalField(
        "hours given in all", max_digits=8, decimal_places=1, null=True, blank=True, help_text="To all of them together"
    )
    referred = total("referrals made")
    accepted = total("referrals accepted")
    started = total("started")
    ended = total("ended")
    because = models.CharField("why it was under", max_length=20, choices=Because, blank=True)
    note = models.TextField("what is done about it", blank=True, help_text="Name no people")

    class Meta:
        verbose_name = "provider’s totals"
        verbose_name_plural = "providers’ totals"
        constraints: ClassVar = [
            models.CheckConstraint(name="provider_hours", condition=Q(hours__isnull=True) | Q(hours__gte=0)),
            models.CheckConstraint(name="provider_promised", condition=Q(promised__gt=0)),
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"note"}
        retention = "six years after its period"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.hours is not None and self.hours < 0:
            wrong["hours"] = "Hours are not below nothing."
        if self.promised is not None and self.promised <= 0:
            wrong["promised"] = "What is promised is more than nothing."
        if self.accepted is not None and self.referred is not None and self.accepted > self.referred:
            wrong["accepted"] = "No more can be accepted than were referred."
        if self.period == self.Period.MONTH and self.starts_on and self.starts_on.day != 1:
            wrong["starts_on"] = "A month begins on its first day."
        if not wrong and self.is_under() and not self.because:
            wrong["because"] = "It is under what was promised. Edit it, and say why it was under."
        if wrong:
            raise ValidationError(wrong)

    def is_under(self) -> bool:
        """Whether less was given than promised; not where either is not known."""
        each = self.each_week()
        return each is not None and each < self.promised

    def last_day(self) -> date:
        """The period's own last day."""
        if self.period == self.Period.MONTH:
            return after(self.starts_on, months=1) - timedelta(days=1)
        return self.starts_on + timedelta(days=WEEK - 1)

    def each_week(self) -> Decimal | None:
        """Hours a week for each person; nothing where either is not known or there was nobody."""
        if self.hours is None or not self.people or not self.starts_on:
            return None
        days = (self.last_day() - self.starts_on).days + 1
        return self.hours * WEEK / days / self.people

    @property
    def against_promise(self) -> str:
        """The like in words."""
        each = self.each_week()
        if each is None:
            return ""
        word = "under" if self.is_under() else "as promised"
        return f"{each:.1f} of {self.promised.normalize():f} hours a week each: {word}"


KIND = KINDS.add(
    RecordKind(
        slug="provider-totals",
        family=SERVICES,
        prefix="PRO",
        model=ProviderTotals,
        purpose="Hours and referrals of one provider in a week or a month, against what was promised. No names.",
        states=StateMachine(
            labels={"open": "Being gathered", "complete": "Complete", "withdrawn": "Withdrawn"},
            initial="open",
            colours={"open": "amber", "complete": "green"},
            void=frozenset({"withdrawn"}),
            reopens={"complete": "open"},
            moves=(
                Move("complete", "Record that it is complete", ("open",), "complete", ("people", "hours", "referred")),
                Move("withdraw", "Withdraw it", ("open", "complete"), "withdrawn", asks_reason=True),
            ),
        ),
        fields=(
            "pathway", "provider", "period", "promised", "people", "hours", "referred", "accepted", "started", "ended",
            "because", "note",
        ),
        columns=("pathway", "provider", "period", "against_promise"),
        facts=(("Against what was promised", "against_promise"),),
        words=(
            "ppo", "hours per week", "premium service", "referral", "hertsreach", "sova", "dip", "housing providers",
            "reoffend", "case management", "at risk of offending", "at risk from drugs", "youth club",
        ),
        late={"withdrawn": ()},
        small=("people", "hours", "referred", "accepted", "started", "ended", "against_promise"),
    )
)  # fmt: skip


def promise_kept(page: Any) -> Box | None:
    """In how many of the year's complete periods what was promised was given; nothing before there is one."""
    first = year_start(page.partnership, page.today)
    rows: list[Any] = list(
        ProviderTotals.objects.within(page.partnership).filter(
            state="complete", starts_on__range=(first, page.today)
        )
    )  # fmt: skip
    known = [row for row in rows if row.each_week() is not None]
    if not rows:
        return None
    kept = sum(not row.is_under() for row in known)
    words = f"{kept} of {len(known)} complete periods since {day_said(first)} had the hours that were promised."
    lacking = len(rows) - len(known)
    more = (f"In {lacking} more nobody was on the programme, so there is nothing to compare.",) if lacking else ()
    return Box("Hours given as promised", (words, *more))


def together(page: Any) -> Box | None:
    """What all providers together gave each person in a week, over the year's weeks that are over."""
    first, last = year_start(page.partnership, page.today), page.today - timedelta(days=WEEK)
    rows: Any = ProviderTotals.objects.within(page.partnership).filter(state="complete", starts_on__lte=page.today)
    every = given_of(rows)
    given = [each for each in every if each.last >= first]
    weeks = weeks_of(every, first, last) if given and last >= first else ()
    if not weeks:
        return None
    mean = mean_of(weeks)
    said = (
        f"{mean:.1f} hours a week for each person since {day_said(first)}, against {PROMISED:f} for all providers."
        if mean is not None
        else f"There is no week since {day_said(first)} of which every provider told."
    )
    return Box("Hours from all providers together", (said, whose(given), *told_of(weeks, PROMISED), *reasons_of(given)))


ABOVE.setdefault(KIND.slug, []).extend((together, promise_kept))
