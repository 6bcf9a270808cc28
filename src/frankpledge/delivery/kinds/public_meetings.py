"""Public meetings (SI 2007/1830 reg 12): announced, held with the responsible authorities, listened to, written up."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from frankpledge.delivery.families import TELLING
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.partners.models import Agency
from frankpledge.records.kinds import Part, RecordKind
from frankpledge.records.parts import RecordPart
from frankpledge.records.states import Move, StateMachine
from frankpledge.strategy.models import ViewTheme

HELD = ("held", "written_up")  # it took place


class PublicMeeting(DeliveryRecord):
    """The partnership meets the public: what it was told goes into the strategic assessment."""

    starts_at = models.TimeField("at what time", null=True, blank=True, help_text="For example 19:00")
    venue = models.CharField(max_length=200, blank=True)
    notice_on = models.DateField("announced on", null=True, blank=True)
    notice_where = models.CharField(
        "announced where", max_length=200, blank=True, help_text="A newspaper, a web page, notice boards"
    )
    people_count = models.PositiveIntegerField(
        "how many of the public came", null=True, blank=True, help_text="A total; no names"
    )
    written_up_on = models.DateField("write-up published on", null=True, blank=True)
    written_up_where = models.CharField("write-up published where", max_length=200, blank=True)

    class Meta:
        verbose_name = "public meeting"
        verbose_name_plural = "public meetings"

    class Privacy:
        personal = DeliveryRecord.Privacy.personal
        retention = "six years after its last day"

    def clean(self) -> None:
        super().clean()
        wrong = {}
        if self.notice_on and self.starts_on and self.notice_on > self.starts_on:
            wrong["notice_on"] = "It is announced before it is held, or on its day."
        if self.written_up_on and self.starts_on and self.written_up_on < self.starts_on:
            wrong["written_up_on"] = "It is written up after it is held."
        if wrong:
            raise ValidationError(wrong)

    @property
    def days_of_notice(self) -> int | str:
        """Days between announcing and meeting; nothing where it is not known when it was announced."""
        return (self.starts_on - self.notice_on).days if self.notice_on else ""

    @property
    def days_to_write_up(self) -> int | str:
        """Days until what was discussed was published; nothing while it is not."""
        return (self.written_up_on - self.starts_on).days if self.written_up_on else ""


class SeniorAttendance(RecordPart):
    """Whether a body sent a person of senior position. A role, never a name."""

    record = models.ForeignKey(PublicMeeting, on_delete=models.CASCADE, related_name="attendance")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    senior_role = models.CharField(
        "senior person’s role", max_length=150, blank=True, help_text="For example district commander. Never a name"
    )
    came = models.BooleanField("came", default=False)

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "authority’s attendance"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record", "agency"], name="public_meeting_attendance_once",
                violation_error_message="That agency is on the list already. Edit its line.",
            )
        ]  # fmt: skip

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its record"


class BodyRepresented(RecordPart):
    """A group of people that was there: residents, traders, young people."""

    record = models.ForeignKey(PublicMeeting, on_delete=models.CASCADE, related_name="bodies")
    body = models.CharField("which group", max_length=200, help_text="A body or a group of people, not a person")
    people_count = models.PositiveIntegerField("how many of it", null=True, blank=True)

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "group represented"

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its record"


class ViewHeard(RecordPart):
    """What was said there, coded to a theme of the assessment. Never who said it."""

    record = models.ForeignKey(PublicMeeting, on_delete=models.CASCADE, related_name="views")
    theme = models.ForeignKey(ViewTheme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField("what was said", help_text="Never who said it")
    people_count = models.PositiveIntegerField("how many people said it", default=1)

    class Meta(RecordPart.Meta):
        abstract = False
        verbose_name = "view"
        constraints: ClassVar = [
            models.CheckConstraint(name="public_meeting_view_of_somebody", condition=Q(people_count__gte=1))
        ]

    class Privacy:
        personal: frozenset[str] = frozenset({"words"})  # somebody's own words, though never with their name
        retention = "as long as its record"

    def clean(self) -> None:
        super().clean()
        if self.people_count is not None and self.people_count < 1:
            raise ValidationError({"people_count": "At least one person said it."})


KINDS.add(
    RecordKind(
        slug="public-meetings",
        family=TELLING,
        prefix="PUB",
        model=PublicMeeting,
        purpose="A meeting with the public: announced, held with the responsible authorities, written up.",
        states=StateMachine(
            labels={
                "planned": "Planned", "announced": "Announced", "held": "Held", "written_up": "Written up",
                "cancelled": "Cancelled",
            },
            initial="planned",
            colours={"planned": "blue", "announced": "blue", "held": "amber", "written_up": "green"},
            void=frozenset({"cancelled"}),
            moves=(
                Move("announce", "Record that it is announced", ("planned",), "announced",
                     ("notice_on", "notice_where")),
                Move("hold", "Record that it was held", ("planned", "announced"), "held", ("people_count",)),
                Move("write_up", "Record that the write-up is published", ("held",), "written_up",
                     ("written_up_on", "written_up_where")),
                Move("cancel", "Cancel it", ("planned", "announced"), "cancelled", asks_reason=True),
                Move("plan", "Plan it again", ("cancelled", "held"), "planned", asks_reason=True),
            ),
        ),
        fields=(
            "starts_at", "venue", "notice_on", "notice_where", "people_count", "written_up_on", "written_up_where",
        ),
        later=("notice_on", "notice_where", "people_count", "written_up_on", "written_up_where"),
        columns=("venue", "people_count"),
        facts=(("Days of notice", "days_of_notice"), ("Days until the write-up", "days_to_write_up")),
        words=("public meeting", "community workshop", "locality meeting", "involve local", "consult", "communities"),
        late={"cancelled": ()},
        parts=(
            Part("attendance", SeniorAttendance, "Authorities there", "Add an authority",
                 ("agency", "senior_role", "came")),
            Part("bodies", BodyRepresented, "Groups represented", "Add a group", ("body", "people_count")),
            Part("views", ViewHeard, "What was said", "Add a view", ("theme", "words", "people_count")),
        ),
    )
)  # fmt: skip
