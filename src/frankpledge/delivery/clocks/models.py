"""That somebody was told before a record's day, so that nobody is told twice."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from frankpledge.delivery.root import DeliveryRecord
from frankpledge.partners.models import OfPartnership


class ClockAlerts(OfPartnership["ClockAlert"]):
    """Which alerts."""

    to_partnership = "record__partnership"


class ClockAlert(models.Model):
    """The people of a record were told so many days before one of its days. A day that is moved is told anew."""

    record = models.ForeignKey(DeliveryRecord, on_delete=models.CASCADE, related_name="clock_alerts")
    field = models.CharField(max_length=60)  # of the kind's declared clock
    runs_out_on = models.DateField()
    days_before = models.PositiveIntegerField()  # the threshold it was told for
    letters = models.PositiveIntegerField()  # to how many people; none where there was nobody to tell
    sent_at = models.DateTimeField()

    objects = models.Manager.from_queryset(ClockAlerts)()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "field", "runs_out_on", "days_before"], name="clock_alert_once")
        ]

    class Privacy:
        personal: frozenset[str] = frozenset()
        retention = "as long as its record"
