"""The rows beside a record: its files, what was said of it, what it cost, and when it is looked at again."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from frankpledge.accounts.models import User
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.documents.models import StoredDocument
from frankpledge.partners.models import Agency, Membership, OfPartnership
from frankpledge.plans.models import BudgetLine
from frankpledge.plans.queries.quarters import after
from frankpledge.records.kinds import Part
from frankpledge.records.parts import RecordPart

PUT_RIGHT = timedelta(minutes=15)  # nobody can be thought to have answered before


class Attachments(OfPartnership["Attachment"]):
    """Which files."""

    to_partnership = "record__partnership"


class Comments(OfPartnership["Comment"]):
    """Which comments."""

    to_partnership = "record__partnership"


class Removable(models.Model):
    """What can be taken away, and then says only when, in whose role and why."""

    removed_at = models.DateTimeField(null=True)
    removed_by = models.CharField(max_length=80, blank=True)
    removed_as = models.CharField(max_length=100, blank=True)  # the role; what was removed before has none
    removed_why = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    class Privacy:
        personal: frozenset[str] = frozenset({"removed_why"})
        retention = "as long as its record"


class Attachment(Removable):
    """A photograph or a document. A photograph has a copy made anew that is safe to show; the original is evidence.

    Taken away, the row stays with its sum and size, and both sets of bytes are gone.
    """

    class Sort(models.TextChoices):
        BEFORE = "before", "Before"
        AFTER = "after", "After"
        OTHER = "other", "Something else"

    class Kind(models.TextChoices):
        JPG = "jpg", "photograph"
        PNG = "png", "picture (PNG)"
        WEBP = "webp", "picture (WebP)"
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word document"
        XLSX = "xlsx", "Excel workbook"

    record = models.ForeignKey(DeliveryRecord, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=5, choices=Kind)
    sort = models.CharField("what it shows", max_length=10, choices=Sort, default=Sort.OTHER)
    caption = models.CharField(max_length=200)
    original = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, related_name="attached_to")
    sha256 = models.CharField(max_length=64)  # of the original, kept when the bytes are gone
    size = models.PositiveIntegerField()
    safe = models.BinaryField(null=True)  # a photograph's copy, without what the camera wrote into it
    width = models.PositiveIntegerField(null=True)  # of the copy
    height = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    objects = models.Manager.from_queryset(Attachments)()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="attachment_whole_or_taken_away",
                condition=Q(removed_at__isnull=True, original__isnull=False)
                | Q(removed_at__isnull=False, original__isnull=True, safe__isnull=True, caption=""),
            )
        ]

    class Privacy:
        personal: frozenset[str] = frozenset({"caption", "safe", "removed_why"})
        retention = "as long as its record; taken away, its sum and size stay"

    @property
    def is_picture(self) -> bool:
        return self.width is not None

    @property
    def size_in_words(self) -> str:
        return f"{self.size / 1024**2:.1f} MB" if self.size >= 1024**2 else f"{max(1, self.size // 1024)} KB"


class Comment(Removable):
    """Something a member of the partnership said about a record."""

    record = models.ForeignKey(DeliveryRecord, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField("comment", max_length=4000)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    changed_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(Comments)()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="comment_without_words_once_removed", condition=Q(removed_at__isnull=True) | Q(text="")
            )
        ]

    class Privacy:
        personal: frozenset[str] = frozenset({"text", "removed_why"})
        retention = "as long as its record"

    def may_be_put_right(self, now: datetime) -> bool:
        """Whether its own writer may still change the words."""
        return self.removed_at is None and now <= self.made_at + PUT_RIGHT


class Mentions(OfPartnership["Mention"]):
    """Who was told of which comments."""

    to_partnership = "comment__record__partnership"


class Mention(models.Model):
    """Somebody was told of a comment. It waits in their own work until they say that they have read it."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(Mentions)()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["comment", "user"], name="mention_once")]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its comment"


class CostLine(RecordPart):
    """One cost of one record, and which of the plan's sums it was spent from, where somebody said so."""

    record = models.ForeignKey(DeliveryRecord, on_delete=models.CASCADE, related_name="costs")
    what = models.CharField("what for", max_length=200)
    amount = models.DecimalField("amount in pounds", max_digits=12, decimal_places=2)
    spent_on = models.DateField("on")
    budget_line = models.ForeignKey(
        BudgetLine, on_delete=models.SET_NULL, null=True, blank=True, related_name="record_costs",
        verbose_name="spent from", help_text="A sum in the plan’s money, if it was spent from one",
    )  # fmt: skip

    class Meta(RecordPart.Meta):
        verbose_name = "cost"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="cost_line_more_than_nothing"),
        ]

    class Privacy:
        personal: frozenset[str] = frozenset({"what"})
        retention = "as long as its record"

    def clean(self) -> None:
        super().clean()
        if self.amount is not None and self.amount <= 0:
            raise ValidationError({"amount": "A cost is more than nothing."})


class FollowUp(RecordPart):
    """Look at the record again: on a day, and where it repeats, so often after it was last done."""

    class Unit(models.TextChoices):
        DAY = "day", "days"
        WEEK = "week", "weeks"
        MONTH = "month", "months"

    record = models.ForeignKey(DeliveryRecord, on_delete=models.CASCADE, related_name="follow_ups")
    what = models.CharField("what to look at", max_length=200)
    due_on = models.DateField("next due on")
    every = models.PositiveIntegerField("again every", help_text="A number: of days, weeks or months")
    unit = models.CharField("counted in", max_length=5, choices=Unit, default=Unit.WEEK)
    until = models.DateField("until", null=True, blank=True, help_text="The last day on which it may fall due")
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="agency that looks"
    )
    owner = models.ForeignKey(
        Membership,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="or the one who looks",
    )
    day_of_month = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)  # so that the 31st stays it
    looked_on = models.DateField(null=True, blank=True, editable=False)  # the due day that was last looked at

    class Meta(RecordPart.Meta):
        verbose_name = "follow-up"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(every__gte=1, every__lte=366), name="follow_up_every"),
            models.CheckConstraint(
                condition=Q(agency__isnull=True) | Q(owner__isnull=True), name="follow_up_has_not_two_owners"
            ),
        ]

    class Privacy:
        personal: frozenset[str] = frozenset({"what"})
        retention = "as long as its record"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.every is not None and not 1 <= self.every <= 366:
            wrong["every"] = "Say a number from 1 to 366."
        if (self.agency_id is None) == (self.owner_id is None):
            wrong["agency"] = "Say which agency looks, or who does: one of the two."
        if self.until and self.due_on and self.until < self.due_on:
            wrong["until"] = "This must not be before the day it is next due."
        if wrong:
            raise ValidationError(wrong)
        if self.due_on and self.due_on != _on_day(self.due_on, self.day_of_month or 0):
            self.day_of_month = self.due_on.day

    @property
    def is_over(self) -> bool:
        """Whether its last day was looked at: nothing falls due any more."""
        return self.looked_on is not None and self.looked_on >= self.due_on

    @property
    def how_often(self) -> str:
        """In words.

        >>> FollowUp(every=1, unit="week").how_often, FollowUp(every=6, unit="month").how_often
        ('every week', 'every 6 months')
        """
        return f"every {self.unit}" if self.every == 1 else f"every {self.every} {self.get_unit_display()}"

    def due_after(self, today: date) -> date | None:
        """The first due day after today and after the one that stands; none once it would be past its last day."""
        day, steps = self.due_on, 0
        while day <= max(today, self.due_on):
            steps += 1
            day = self._step(steps)
        return day if self.until is None or day <= self.until else None

    def _step(self, steps: int) -> date:
        if self.unit == self.Unit.MONTH:
            return _on_day(after(self.due_on.replace(day=1), months=steps * self.every), self.day_of_month or 1)
        days = steps * self.every * (7 if self.unit == self.Unit.WEEK else 1)
        return self.due_on + timedelta(days=days)


def _on_day(day: date, wanted: int) -> date:
    """That day of the same month, or its last.

    >>> _on_day(date(2026, 2, 1), 31)
    datetime.date(2026, 2, 28)
    """
    return day.replace(day=max(1, min(wanted, monthrange(day.year, day.month)[1])))


COSTS = KINDS.add_part(
    Part(
        slug="costs",
        model=CostLine,
        heading="What it cost",
        add="Add a cost",
        fields=("what", "amount", "spent_on", "budget_line"),
    )
)
FOLLOW_UPS = KINDS.add_part(
    Part(
        slug="follow-ups", model=FollowUp, heading="Look at it again", add="Look at it again, regularly",
        fields=("what", "due_on", "every", "unit", "until", "agency", "owner"),
    )
)  # fmt: skip
