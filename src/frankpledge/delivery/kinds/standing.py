"""How long an instrument stands once the law has done away with it, and when a court must have heard of a closure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from frankpledge.delivery.kinds.instruments import INSTRUMENTS, Instrument, Known
from frankpledge.delivery.years import said
from frankpledge.law.kept import KeepsLaw, Kept
from frankpledge.law.queries import last_to_hold, value_on

A_DAY = timedelta(days=1)
NOT_KNOWN = "not known: the law register has no rule for that day"
NOT_KEPT = "not known: no rule was kept with it"
PSPO = INSTRUMENTS[Instrument.PSPO]


class StandsByLaw(KeepsLaw):
    """Of an order on a place: what the law itself sets an end to, and to be before a court by."""

    stands_until = models.DateField(
        "the law lets it stand until", null=True, blank=True, editable=False
    )  # of an instrument done away with; nothing once it was extended under what took its place
    court_by = models.DateField("to be before a court by", null=True, blank=True, editable=False)

    instrument: str
    made_on: date | None
    in_force_to: date | None
    partnership: Any

    class Meta:
        abstract = True

    @property
    def known(self) -> Known:
        """What the law says of its instrument."""
        return INSTRUMENTS[self.instrument]

    def known_on(self, day: date) -> Known:
        """The same on that day: one that stands as another by then is varied and extended as that one is."""
        if not self.known.stands_as or not value_on(self.known.stands_as, day, partnership=self.partnership):
            return self.known
        return PSPO.standing_by(self.known.stands_as)

    @property
    def last_day(self) -> date | None:
        """Its own last day or the law's, whichever is first; nothing where neither is known."""
        return min((day for day in (self.in_force_to, self.stands_until) if day), default=None)

    def note_how_long_it_stands(self, day: date) -> None:
        """What the register says of an instrument made on that day, and since done away with."""
        rule = last_to_hold(self.known.stands, day, partnership=self.partnership) if self.known.stands else None
        self.stands_until = rule.valid_to if rule is not None else None
        if rule is not None:
            self.keep_rule(rule.key, rule.valid_from or day)

    def note_court(self, day: date) -> None:
        """By when a court must have heard of a closure."""
        rule = self.keep_rule(self.known.court, day) if self.known.court else None
        self.court_by = length_after(rule, day) if rule is not None else None

    @property
    def court(self) -> str:
        """By when a court is to hear of it."""
        if self.made_on is None or not self.known.court:
            return ""
        return said(self.court_by) if self.court_by else NOT_KEPT

    @property
    def standing(self) -> str:
        """Until when the law lets it stand, and since when it no longer does."""
        if self.made_on is None or not self.known.stands:
            return ""
        if self.stands_until is None:
            own = f"until {said(self.in_force_to)}, " if self.in_force_to else ""
            return f"{own}extended as a {self.known.became.lower()}" if self.is_carried_on else NOT_KEPT
        rules = [self.kept_rule(key) for key in self.known.stands]
        read = any(rule is not None and rule.confirmed for rule in rules)
        words = f"until {said(self.stands_until)}; not since {said(self.stands_until + A_DAY)}"
        return f"{words}, unless it was extended before{'' if read else ' (not checked at its source)'}"

    @property
    def is_carried_on(self) -> bool:
        """Whether it was extended as what took its place, and so outlasts the law it was made under."""
        return bool(self.known.stands) and self.kept_rule(PSPO.publish) is not None and self.stands_until is None


def length_after(rule: Kept, day: date) -> date:
    """The day that many hours, days or months later."""
    return day + timedelta(hours=int(rule.value)) if rule.sort == "hours" else rule.added_to(day)


def refuse_before_its_end(order: StandsByLaw, today: date) -> None:
    """It has not run out before its last day is over."""
    last = order.last_day
    if last is None or today <= last:
        until = f"until {said(last)}" if last else "without a last day"
        raise ValidationError(f"It holds {until}. To end it before, discharge it.")
