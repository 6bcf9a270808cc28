"""What every page under “Activity” shares."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property

from frankpledge.delivery.models import KINDS, DeliveryRecord
from frankpledge.partners.permissions import Permission
from frankpledge.plans.models import Objective


class Activity:
    """Whose records these are. Mixed in before the engine's page."""

    request: Any
    access: Any

    area = "activity-list"
    permission = Permission.DELIVERY_VIEW
    registry = KINDS
    root = DeliveryRecord
    home = ("Activity", "activity-list")

    @cached_property
    def objective(self) -> Objective | None:
        """The objective the address asks for, if it is one of this partnership's."""
        number = str(self.request.GET.get("objective", ""))
        rows = Objective.objects.visible_to(self.access, Permission.PLAN_VIEW)
        return rows.filter(pk=number).first() if number.isdecimal() else None
