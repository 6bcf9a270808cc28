"""The root of delivery and every kind there is, a line each: importing a kind registers it."""

from frankpledge.delivery.carried.models import Attachment, Comment, CostLine, FollowUp, Mention
from frankpledge.delivery.kinds.communications import Communication
from frankpledge.delivery.kinds.complaint_feedback import ComplaintFeedback
from frankpledge.delivery.kinds.crosscutting import CrossCuttingWork
from frankpledge.delivery.kinds.environment import EnvironmentalCrime
from frankpledge.delivery.kinds.events import Event, EventIssue
from frankpledge.delivery.kinds.group_support import GroupSupport
from frankpledge.delivery.kinds.hate_crime import HateCrimeInformation
from frankpledge.delivery.kinds.provider_totals import ProviderTotals
from frankpledge.delivery.kinds.schemes_uptake import Initiative, InitiativeUptake
from frankpledge.delivery.kinds.shadowing import Shadowing
from frankpledge.delivery.kinds.staff_counts import StaffCount
from frankpledge.delivery.kinds.supervisor_reviews import SupervisorReviews
from frankpledge.delivery.root import KINDS, DeliveryEvent, DeliveryRecord, RecordLink
from frankpledge.delivery.tasks import Task, TaskLetter

__all__ = [
    "KINDS",
    "Attachment",
    "Comment",
    "Communication",
    "ComplaintFeedback",
    "CostLine",
    "CrossCuttingWork",
    "DeliveryEvent",
    "DeliveryRecord",
    "EnvironmentalCrime",
    "Event",
    "EventIssue",
    "FollowUp",
    "GroupSupport",
    "HateCrimeInformation",
    "Initiative",
    "InitiativeUptake",
    "Mention",
    "ProviderTotals",
    "RecordLink",
    "Shadowing",
    "StaffCount",
    "SupervisorReviews",
    "Task",
    "TaskLetter",
]
