"""The root of delivery and every kind there is, a line each: importing a kind registers it."""

from frankpledge.delivery.brought import BroughtFile, BroughtRow
from frankpledge.delivery.cadence import GroupCadence
from frankpledge.delivery.carried.models import Attachment, Comment, CostLine, FollowUp, Mention
from frankpledge.delivery.clearing.models import ClearingRoute
from frankpledge.delivery.clocks.models import ClockAlert
from frankpledge.delivery.kinds.accreditation import Accreditation, AccreditedPower, AccreditedTraining
from frankpledge.delivery.kinds.bans import BanBreach, BannedFrom, PremisesBan
from frankpledge.delivery.kinds.bottles import BottleCode, BottleFind
from frankpledge.delivery.kinds.cameras import CovertCamera, OpenCamera
from frankpledge.delivery.kinds.cards import CardIssue, CardRoute, ContactCard
from frankpledge.delivery.kinds.case_reviews import CaseReviewTotals
from frankpledge.delivery.kinds.communications import Communication
from frankpledge.delivery.kinds.complaint_feedback import ComplaintFeedback
from frankpledge.delivery.kinds.crosscutting import CrossCuttingWork
from frankpledge.delivery.kinds.crucial_crew import CrucialCrew, Scenario, SchoolThere
from frankpledge.delivery.kinds.cumulative_impact import ImpactArea, ImpactConsultation, ImpactDecision, ImpactEvidence
from frankpledge.delivery.kinds.environment import EnvironmentalCrime
from frankpledge.delivery.kinds.environmental_weeks import EnvironmentalWeek
from frankpledge.delivery.kinds.equipment import EquipmentLoan
from frankpledge.delivery.kinds.events import Event, EventIssue
from frankpledge.delivery.kinds.focus_groups import FocusGroup, GroupQuestion
from frankpledge.delivery.kinds.group_support import GroupSupport
from frankpledge.delivery.kinds.hate_crime import HateCrimeInformation
from frankpledge.delivery.kinds.intelligence import HandOff
from frankpledge.delivery.kinds.licence_applications import LicenceApplication, Representation
from frankpledge.delivery.kinds.marshals import MarshalIncident, MarshalShift
from frankpledge.delivery.kinds.meetings import AgendaItem, Attendance, Decision, Meeting
from frankpledge.delivery.kinds.night_safe_maps import MapEntry, NightSafeMap
from frankpledge.delivery.kinds.notices import FixedPenalty
from frankpledge.delivery.kinds.operations import Operation, OperationArea, OperationResult, OperationShift
from frankpledge.delivery.kinds.orders import OrderConsultation, OrderEvidence, PlaceOrder
from frankpledge.delivery.kinds.patrols import Patrol
from frankpledge.delivery.kinds.premises import LicenceCondition, LicensedPremises
from frankpledge.delivery.kinds.prevention import PreventionItem, PreventionVisit
from frankpledge.delivery.kinds.problems import Problem, ProblemHypothesis, ProblemResponse
from frankpledge.delivery.kinds.provider_totals import ProviderTotals
from frankpledge.delivery.kinds.public_meetings import BodyRepresented, PublicMeeting, SeniorAttendance, ViewHeard
from frankpledge.delivery.kinds.purchasing import PurchaseAttempt, PurchaseOperation
from frankpledge.delivery.kinds.schemes import PremisesScheme, SchemeAward, SchemeMember
from frankpledge.delivery.kinds.schemes_uptake import Initiative, InitiativeUptake
from frankpledge.delivery.kinds.shadowing import Shadowing
from frankpledge.delivery.kinds.sharing import SharingAgreement
from frankpledge.delivery.kinds.staff_counts import StaffCount
from frankpledge.delivery.kinds.supervisor_reviews import SupervisorReviews
from frankpledge.delivery.kinds.surveillance import SurveillanceAuthorisation, SurveillanceReview
from frankpledge.delivery.kinds.tasking import Tasking
from frankpledge.delivery.kinds.visits import ChecklistLine, PremisesVisit
from frankpledge.delivery.kinds.visual_audits import AuditCheck, VisualAudit
from frankpledge.delivery.meeting_letters import MeetingLetter
from frankpledge.delivery.problem_solving.kept import Evaluation
from frankpledge.delivery.root import KINDS, DeliveryEvent, DeliveryRecord, RecordLink
from frankpledge.delivery.tasks import Task, TaskLetter

__all__ = [
    "KINDS",
    "Accreditation",
    "AccreditedPower",
    "AccreditedTraining",
    "AgendaItem",
    "Attachment",
    "Attendance",
    "AuditCheck",
    "BanBreach",
    "BannedFrom",
    "BodyRepresented",
    "BottleCode",
    "BottleFind",
    "BroughtFile",
    "BroughtRow",
    "CardIssue",
    "CardRoute",
    "CaseReviewTotals",
    "ChecklistLine",
    "ClearingRoute",
    "ClockAlert",
    "Comment",
    "Communication",
    "ComplaintFeedback",
    "ContactCard",
    "CostLine",
    "CovertCamera",
    "CrossCuttingWork",
    "CrucialCrew",
    "Decision",
    "DeliveryEvent",
    "DeliveryRecord",
    "EnvironmentalCrime",
    "EnvironmentalWeek",
    "EquipmentLoan",
    "Evaluation",
    "Event",
    "EventIssue",
    "FixedPenalty",
    "FocusGroup",
    "FollowUp",
    "GroupCadence",
    "GroupQuestion",
    "GroupSupport",
    "HandOff",
    "HateCrimeInformation",
    "ImpactArea",
    "ImpactConsultation",
    "ImpactDecision",
    "ImpactEvidence",
    "Initiative",
    "InitiativeUptake",
    "LicenceApplication",
    "LicenceCondition",
    "LicensedPremises",
    "MapEntry",
    "MarshalIncident",
    "MarshalShift",
    "Meeting",
    "MeetingLetter",
    "Mention",
    "NightSafeMap",
    "OpenCamera",
    "Operation",
    "OperationArea",
    "OperationResult",
    "OperationShift",
    "OrderConsultation",
    "OrderEvidence",
    "Patrol",
    "PlaceOrder",
    "PremisesBan",
    "PremisesScheme",
    "PremisesVisit",
    "PreventionItem",
    "PreventionVisit",
    "Problem",
    "ProblemHypothesis",
    "ProblemResponse",
    "ProviderTotals",
    "PublicMeeting",
    "PurchaseAttempt",
    "PurchaseOperation",
    "RecordLink",
    "Representation",
    "Scenario",
    "SchemeAward",
    "SchemeMember",
    "SchoolThere",
    "SeniorAttendance",
    "Shadowing",
    "SharingAgreement",
    "StaffCount",
    "SupervisorReviews",
    "SurveillanceAuthorisation",
    "SurveillanceReview",
    "Task",
    "TaskLetter",
    "Tasking",
    "ViewHeard",
    "VisualAudit",
]
