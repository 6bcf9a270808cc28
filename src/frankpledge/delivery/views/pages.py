"""What every page under “Activity” shares."""

from __future__ import annotations

from frankpledge.delivery.models import KINDS, DeliveryRecord
from frankpledge.partners.permissions import Permission


class Activity:
    """Whose records these are. Mixed in before the engine's page."""

    area = "activity-list"
    permission = Permission.DELIVERY_VIEW
    registry = KINDS
    root = DeliveryRecord
    home = ("Activity", "activity-list")
