"""The root of delivery and every kind there is, a line each: importing a kind registers it."""

from frankpledge.delivery.kinds.communications import Communication
from frankpledge.delivery.kinds.environment import EnvironmentalCrime
from frankpledge.delivery.kinds.events import Event, EventIssue
from frankpledge.delivery.root import KINDS, DeliveryEvent, DeliveryRecord, RecordLink
from frankpledge.delivery.tasks import Task, TaskLetter

__all__ = [
    "KINDS",
    "Communication",
    "DeliveryEvent",
    "DeliveryRecord",
    "EnvironmentalCrime",
    "Event",
    "EventIssue",
    "RecordLink",
    "Task",
    "TaskLetter",
]
