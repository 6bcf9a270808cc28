"""The root of delivery and every kind there is, a line each: importing a kind registers it."""

from frankpledge.delivery.communications import Communication
from frankpledge.delivery.environment import EnvironmentalCrime
from frankpledge.delivery.events import Event
from frankpledge.delivery.root import KINDS, DeliveryEvent, DeliveryRecord, RecordLink

__all__ = [
    "KINDS",
    "Communication",
    "DeliveryEvent",
    "DeliveryRecord",
    "EnvironmentalCrime",
    "Event",
    "RecordLink",
]
