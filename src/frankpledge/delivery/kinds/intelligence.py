"""Intelligence handed on: from which group, how many logs by their numbers, to whom by role. Never what they say."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from frankpledge.delivery.above import ABOVE, Box
from frankpledge.delivery.families import PROBLEMS
from frankpledge.delivery.kinds.only_areas import wrong_places
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.telling_names import people_named
from frankpledge.delivery.years import of, said, year_start
from frankpledge.partners.models import ActionGroup, Agency
from frankpledge.records.kinds import Clock, RecordKind
from frankpledge.records.states import Move, StateMachine

TITLE = re.compile(r"[A-Za-z0-9]+([ /-][A-Za-z0-9]+){0,5}")
NUMBER = re.compile(r"(?=.*\d)[A-Z0-9]{1,8}([/-][A-Z0-9]{1,8}){1,4}")
TELEPHONE = re.compile(r"0\d{9,10}")
LONGEST_TITLE, MOST_NUMBERS = 40, 20
ONLY_SHORT = (
    f"A few plain words, {LONGEST_TITLE} signs at most, such as “Logs of November”: never what or whom it is about."
)


def is_a_number(token: str) -> bool:
    """Whether this is how a log is numbered: short groups with strokes between them, and no telephone.

    >>> [is_a_number(token) for token in ("41BA/12345/08", "INT/08/114", "08-1234")]
    [True, True, True]
    >>> [is_a_number(token) for token in ("SMITH", "AB12CDE", "01992-555555", "SEEN/AT/NIGHT", "drugs/1")]
    [False, False, False, False, False]
    """
    return NUMBER.fullmatch(token) is not None and not TELEPHONE.fullmatch(re.sub(r"\D", "", token))


class HandOff(DeliveryRecord):
    """Logs that were put in, by number. What they say stays where they were put in. Its date is the day they were."""

    class Role(models.TextChoices):
        """Roles only: whoever has one today is in nobody's record."""

        UNIT = "unit", "The police intelligence unit"
        NEIGHBOURHOOD = "neighbourhood", "The neighbourhood team that owns the person or place"
        OFFENDER = "offender", "An offender manager"
        SAFEGUARDING = "safeguarding", "A safeguarding lead"
        STANDARDS = "standards", "Trading standards"
        FORCE = "force", "Another force"
        OTHER = "other", "Another role"

    from_group = models.ForeignKey(
        ActionGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="from which group",
        help_text="The group whose members put them in",
    )  # fmt: skip
    to_role = models.CharField("to whom", max_length=15, choices=Role)
    to_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="of which agency"
    )
    log_count = models.PositiveIntegerField("how many logs", null=True, blank=True)
    numbers = models.CharField(
        "numbers of the logs", max_length=400, blank=True,
        help_text="Their unique reference numbers with commas between, such as 41BA/12345/08. Nothing else",
    )  # fmt: skip
    last_contact_on = models.DateField("last spoken to about them on", null=True, blank=True)
    chase_on = models.DateField("to be asked about again on", null=True, blank=True)
    acknowledged_on = models.DateField("acknowledged on", null=True, blank=True)

    class Meta:
        verbose_name = "intelligence hand-off"
        verbose_name_plural = "intelligence hand-offs"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(log_count__isnull=True) | Q(log_count__gte=1), name="hand_off_of_some_logs"
            ),
            models.CheckConstraint(
                condition=Q(log_count__isnull=False) | ~Q(numbers=""), name="hand_off_says_how_many_or_which"
            ),
        ]

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"numbers"}
        retention = "two years after it was acknowledged"

    def clean(self) -> None:
        super().clean()
        wrong = wrong_places(self, "place")
        if len(self.title) > LONGEST_TITLE or not TITLE.fullmatch(self.title):
            wrong["title"] = ONLY_SHORT
        elif named := people_named(self.title, self.partnership):
            wrong["title"] = f"This seems to name somebody: {', '.join(named)}. {ONLY_SHORT}"
        wrong |= self._wrong_numbers()
        for name in ("last_contact_on", "acknowledged_on"):
            day = getattr(self, name)
            if day and self.starts_on and day < self.starts_on:
                wrong[name] = "This must not be before they were handed on."
        if wrong:
            raise ValidationError(wrong)

    def _wrong_numbers(self) -> dict[str, str]:
        """What is wrong with how many and which. Where only which is said, how many follows from it."""
        tokens = [token for token in re.split(r"[,;\s]+", self.numbers) if token]
        if not all(is_a_number(token) for token in tokens):
            return {"numbers": "Only numbers such as 41BA/12345/08, with commas between. Never what they say."}
        if len(tokens) > MOST_NUMBERS:
            return {"numbers": f"At most {MOST_NUMBERS} numbers. Give the count instead."}
        if self.log_count is None and tokens:
            self.log_count = len(tokens)
        if not self.log_count:
            return {"log_count": "Say how many, at least one, or their numbers."}
        if len(tokens) > self.log_count:
            return {"log_count": f"There are {len(tokens)} numbers: at least as many logs."}
        return {}

    @property
    def days(self) -> int | str:
        """Days until it was acknowledged; nothing while it is not."""
        return (self.acknowledged_on - self.starts_on).days if self.acknowledged_on else ""


KIND = KINDS.add(
    RecordKind(
        slug="hand-offs",
        family=PROBLEMS,
        prefix="INT",
        model=HandOff,
        purpose="That intelligence logs were put in and handed on: how many, to which role. Never what they say.",
        states=StateMachine(
            labels={"handed": "Handed on", "acknowledged": "Acknowledged", "withdrawn": "Withdrawn"},
            initial="handed",
            colours={"handed": "amber", "acknowledged": "green"},
            void=frozenset({"withdrawn"}),
            moves=(
                Move("contact", "Record that they were asked about", ("handed",), "handed", ("last_contact_on",),
                     offers=("chase_on",)),
                Move("acknowledge", "Record that they are acknowledged", ("handed",), "acknowledged",
                     ("acknowledged_on",)),
                Move("withdraw", "Withdraw it", ("handed",), "withdrawn", asks_reason=True),
            ),
        ),
        fields=(
            "from_group", "to_role", "to_agency", "log_count", "numbers", "last_contact_on", "chase_on",
            "acknowledged_on",
        ),
        later=("last_contact_on", "chase_on", "acknowledged_on"),
        columns=("from_group", "to_role", "log_count"),
        facts=(("Days until acknowledged", "days"),),
        words=("intelligence", "suspect", "ownership"),
        late={"acknowledged": ("last_contact_on",), "withdrawn": ()},
        labels={"starts_on": "handed on"},
        clocks=(Clock("chase_on", "must be asked about", 3, ("handed",)),),
        guarded=True,
        is_wordless=True,
    )
)  # fmt: skip


def acknowledged(page: Any) -> Box | None:
    """How many of the year's are acknowledged, of those the reader may see, and how long the oldest has waited."""
    first = year_start(page.partnership, page.today)
    rows: Any = HandOff.objects.visible_to(page.access).counted().filter(starts_on__range=(first, page.today))
    total = rows.count()
    if not total:
        return None
    done = rows.filter(state="acknowledged").count()
    words = f"{of(done, total)} of those handed on since {said(first)} are acknowledged."
    oldest = rows.filter(state="handed").order_by("starts_on", "pk").first()
    waits = (f"The oldest that is not waits since {said(oldest.starts_on)} ({oldest.number}).",) if oldest else ()
    return Box("What was heard back", (words, *waits))


ABOVE.setdefault(KIND.slug, []).append(acknowledged)
