"""How to report hate crime: routes and third-party centres, cleared for a page that everybody can read."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from frankpledge.delivery.families import TELLING
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.law.kept import KeepsLaw
from frankpledge.records.kinds import Clock, RecordKind
from frankpledge.records.states import Move, StateMachine

MOST_DAYS = 366  # a year between two checks, with a leap day
RECORDING = "hate.non_crime_recording"  # the rule that says what the police record when nothing was a crime
STRANDS = {
    "race": "race or ethnicity",
    "religion": "religion or belief",
    "orientation": "sexual orientation",
    "disability": "disability",
    "transgender": "transgender identity",
}


def strand(name: str) -> models.BooleanField[bool, bool]:
    """Whether it serves people hated for this; it usually serves everybody."""
    return models.BooleanField(f"for hate about {STRANDS[name]}", default=True)


class HateCrimeInformation(DeliveryRecord, KeepsLaw):
    """One way to report or one place to report at. It is the organisation's: no person's name or number."""

    class Sort(models.TextChoices):
        ROUTE = "route", "A way to report"
        CENTRE = "centre", "A third-party reporting centre"
        SUPPORT = "support", "Support without a report"

    sort = models.CharField("what it is", max_length=20, choices=Sort)
    how = models.TextField("what to do", blank=True, help_text="In plain words, as everybody will read them")
    where_to = models.CharField("where", max_length=300, blank=True, help_text="Of the organisation, for the public")
    hours = models.CharField("when it is open", max_length=200, blank=True)
    contact = models.CharField(
        "telephone or text number", max_length=100, blank=True, help_text="The organisation’s, never a person’s"
    )
    web = models.URLField("web page", blank=True)
    languages = models.CharField(
        "languages besides English", max_length=200, blank=True, help_text="With commas: Polish, Urdu"
    )
    formats = models.CharField(
        "accessible formats", max_length=200, blank=True, help_text="With commas: Easy Read, British Sign Language"
    )
    for_race = strand("race")
    for_religion = strand("religion")
    for_orientation = strand("orientation")
    for_disability = strand("disability")
    for_transgender = strand("transgender")
    staff_trained_on = models.DateField("staff last trained on", null=True, blank=True)
    checked_on = models.DateField(
        "last checked on", null=True, blank=True, help_text="When somebody rang, went or wrote to see that it is right"
    )
    review_on = models.DateField("to be checked again by", null=True, blank=True, help_text="Within twelve months")

    class Meta:
        verbose_name = "hate crime information"
        verbose_name_plural = "hate crime information"
        constraints = [
            models.CheckConstraint(
                name="hate_crime_checked_again_later",
                condition=Q(review_on__isnull=True) | Q(checked_on__isnull=False, review_on__gt=F("checked_on")),
            ),
            models.CheckConstraint(
                name="hate_crime_for_somebody",
                condition=Q(for_race=True) | Q(for_religion=True) | Q(for_orientation=True) | Q(for_disability=True)
                | Q(for_transgender=True),
            ),
        ]  # fmt: skip

    class Privacy:
        personal = DeliveryRecord.Privacy.personal
        retention = "six years after it was withdrawn"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.review_on and not self.checked_on:
            wrong["checked_on"] = "Say when it was last checked."
        elif self.review_on and self.checked_on:
            if self.review_on <= self.checked_on:
                wrong["review_on"] = "It must be checked again after the day it was checked."
            elif self.review_on > self.checked_on + timedelta(days=MOST_DAYS):
                wrong["review_on"] = "It must be checked again within twelve months."
        if not self.strands():
            wrong["for_race"] = "Say for whom it is: at least one."
        if wrong:
            raise ValidationError(wrong)
        if self.checked_on:
            self.keep_rule(RECORDING, self.checked_on)

    def strands(self) -> list[str]:
        """The names of those it serves."""
        return [name for name in STRANDS if getattr(self, f"for_{name}")]

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been checked before today."""
        return self.review_on is None or self.review_on < today

    @property
    def recording(self) -> str:
        """How incidents that are no crime were recorded on the day it was checked; its words were right for that."""
        if self.checked_on is None:
            return ""
        return self.law_shown or "not known: no rule was kept for the day it was checked"

    @property
    def languages_listed(self) -> list[str]:
        return _listed(self.languages)

    @property
    def formats_listed(self) -> list[str]:
        return _listed(self.formats)


def _listed(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


KINDS.add(
    RecordKind(
        slug="hate-crime",
        family=TELLING,
        prefix="HCI",
        model=HateCrimeInformation,
        purpose="A way to report hate crime, or a centre to report it at. Cleared, it is on a page everybody can read.",
        states=StateMachine(
            labels={
                "draft": "Draft", "published": "On the public page", "declined": "Not cleared",
                "withdrawn": "Withdrawn",
            },
            initial="draft",
            colours={"draft": "amber", "published": "green"},
            void=frozenset({"declined", "withdrawn"}),
            reopens={"published": "draft"},
            moves=(
                Move(
                    "clear", "Clear it for the public page", ("draft",), "published",
                    ("how", "checked_on", "review_on"), by_another=True,
                ),
                Move("recheck", "Record that it was checked", ("published",), "published", ("checked_on", "review_on")),
                Move("decline", "Do not clear it", ("draft",), "declined", asks_reason=True, by_another=True),
                Move("redraft", "Write it again", ("declined", "withdrawn"), "draft"),
                Move("withdraw", "Withdraw it", ("draft", "published"), "withdrawn", asks_reason=True),
            ),
        ),
        fields=(
            "sort", "how", "where_to", "hours", "contact", "web", "languages", "formats", *(f"for_{name}" for name in
            STRANDS), "staff_trained_on", "checked_on", "review_on",
        ),
        columns=("sort", "languages", "checked_on", "review_on"),
        facts=(("The rule on the day it was checked", "recording"),),
        words=("hate crime", "hate incident", "race", "racist", "how to report"),
        late={"declined": (), "withdrawn": ()},
        clocks=(Clock("review_on", "must be checked again", 30, ("published",)),),
    )
)  # fmt: skip
