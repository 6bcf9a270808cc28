"""Makes plans from documents: rows from a PlanDocument, bodies behind its names, its period, and whole files."""

from frankpledge.plans.importing.bodies import bodies_of, directory_of, unknown_bodies
from frankpledge.plans.importing.creating import create_plan, plan_of_period
from frankpledge.plans.importing.files import import_file
from frankpledge.plans.importing.refusals import ImportRefused, NothingToImport, PeriodUnknown, PlanExists

__all__ = [
    "ImportRefused",
    "NothingToImport",
    "PeriodUnknown",
    "PlanExists",
    "bodies_of",
    "create_plan",
    "directory_of",
    "import_file",
    "plan_of_period",
    "unknown_bodies",
]
