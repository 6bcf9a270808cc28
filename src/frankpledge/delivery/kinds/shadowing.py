"""Shadowing for PCSOs: who was hosted, by which agency, on which day, and how many of them all have been this year."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse

from frankpledge.delivery.above import ABOVE, Box
from frankpledge.delivery.families import TELLING
from frankpledge.delivery.kinds.staff_counts import StaffCount, latest_count
from frankpledge.delivery.root import KINDS, DeliveryRecord
from frankpledge.delivery.years import of, year_start
from frankpledge.delivery.years import said as day_said
from frankpledge.partners.models import Agency, Membership
from frankpledge.records.kinds import RecordKind
from frankpledge.records.states import Move, StateMachine


class Shadowing(DeliveryRecord):
    """A day a PCSO spends with another agency. Who it was is a place in the partnership, and goes when that does."""

    pcso = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name="which PCSO", help_text="You are offered yourself and the people your role lets you see",
    )  # fmt: skip
    host_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="hosted by"
    )
    host_role = models.CharField(
        "with whom", max_length=150, blank=True, help_text="A role, for example housing officer. Never a name."
    )
    feedback = models.TextField(blank=True, help_text="What the PCSO made of it. Name no people.")

    class Meta:
        verbose_name = "shadowing"
        verbose_name_plural = "shadowing"

    class Privacy:
        personal = DeliveryRecord.Privacy.personal | {"pcso", "feedback"}
        retention = "two years after its day; the share of PCSOs hosted is in the year’s reports"


KIND = KINDS.add(
    RecordKind(
        slug="shadowing",
        family=TELLING,
        prefix="SHA",
        model=Shadowing,
        purpose="A PCSO spends a day with another agency: arranged, held, and what came of it.",
        states=StateMachine(
            labels={"arranged": "Arranged", "held": "Held", "cancelled": "Cancelled"},
            initial="arranged",
            colours={"arranged": "blue", "held": "green"},
            void=frozenset({"cancelled"}),
            moves=(
                Move("hold", "Record that it was held", ("arranged",), "held", ("pcso", "host_agency", "host_role")),
                Move("cancel", "Cancel it", ("arranged",), "cancelled", asks_reason=True),
                Move("arrange", "Arrange it again", ("cancelled", "held"), "arranged", asks_reason=True),
            ),
        ),
        fields=("pcso", "host_agency", "host_role", "feedback"),
        later=("feedback",),
        columns=("host_agency", "host_role"),
        words=("shadow", "pcso", "community support officer"),
        late={"cancelled": ()},
    )
)


def coverage(page: Any) -> Box:
    """How many of the PCSOs have been hosted in the plan's year, out of how many there are said to be."""
    first = year_start(page.partnership, page.today)
    rows: Any = Shadowing.objects.within(page.partnership)
    held = rows.filter(state="held", starts_on__range=(first, page.today), pcso__isnull=False)
    hosted = held.values("pcso__user").distinct().count()
    told = stories_of(rows.filter(state="held", starts_on__range=(first, page.today)))
    said = latest_count(page.partnership, StaffCount.Sort.PCSO, page.today)
    since = f"since {day_said(first)}"
    if said is None:
        words = f"{hosted} {'PCSO has' if hosted == 1 else 'PCSOs have'} been hosted {since}."
        why = "Out of how many is not known: no number of PCSOs has been stated and confirmed."
        add = reverse("record-add", args=[page.partnership.slug, "staff-counts"])
        return Box("How many PCSOs have been hosted", (words, why, *told), ("State how many PCSOs there are", add))
    total = said.number_of_staff
    words = f"{hosted} of {total} PCSOs have been hosted {since}."
    whose = f"That there are {total} was stated for {day_said(said.starts_on)} ({said.number})."
    odd = ("More were hosted than there are said to be: the number is out of date.",) if hosted > total else ()
    return Box(
        "How many PCSOs have been hosted", (words, whose, *odd, *told), (f"See {said.number}", said.get_absolute_url())
    )


def stories_of(held: Any) -> tuple[str, ...]:
    """Of how many of those held a published communication tells; nothing where none was held."""
    count = held.count()
    if not count:
        return ()
    told = held.filter(stories__state="published").distinct().count()
    return (f"A published story tells of {of(told, count)} of those held.",)


ABOVE.setdefault(KIND.slug, []).append(coverage)
