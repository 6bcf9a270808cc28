"""A turn of duty: from one time to another, over midnight where the second is the earlier."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import models


class TurnOfDuty(models.Model):
    """What records one evening's or one day's turn. Its date is the evening's, though it ends after midnight."""

    from_time = models.TimeField("from", help_text="For example 22:00")
    until_time = models.TimeField("until", help_text="For example 03:00, after midnight")

    class Meta:
        abstract = True

    def wrong_times(self) -> dict[str, str]:
        """What is wrong with its times, by field, for the kind's own ``clean``."""
        is_nothing = self.from_time is not None and self.from_time == self.until_time
        return {"until_time": "It ends at another time than it begins."} if is_nothing else {}

    @property
    def length(self) -> timedelta:
        """From its beginning to its end."""
        return time_between(self.from_time, self.until_time)

    def hours_of(self, how_many: int | None) -> Decimal | None:
        """Hours of so many people together; nothing where nobody said how many they were."""
        return None if how_many is None else how_many * Decimal(int(self.length.total_seconds())) / 3600


def time_between(first: time, last: time) -> timedelta:
    """From one time to the next such other time, over midnight where that is the earlier one.

    >>> str(time_between(time(22), time(3))), str(time_between(time(9), time(9, 30)))
    ('5:00:00', '0:30:00')
    """
    day = date(2000, 1, 1)
    begin, end = datetime.combine(day, first), datetime.combine(day, last)
    return end - begin if end > begin else end + timedelta(days=1) - begin


def in_hours(hours: Decimal | None) -> str:
    """As a page says it.

    >>> in_hours(Decimal("10.0")), in_hours(Decimal("7.50")), in_hours(None)
    ('10', '7.5', '')
    """
    return "" if hours is None else f"{hours.normalize():f}"
