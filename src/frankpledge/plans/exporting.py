"""Gives a plan out as a file: the partnership's own Word table, and the other kinds people ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.partners.access import Access
from frankpledge.partners.models import Partnership
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.writing import WRITERS, Look, write
from frankpledge.plans.models import Objective, Plan
from frankpledge.plans.queries.documents import plan_document

# What each kind is for, in the order in which the page offers them.
PURPOSES = {
    "docx": "Your plan in its own layout, to send round, print or edit. Frankpledge can read it in again.",
    "pdf": "To publish or to print. It cannot be changed, and screen readers can follow it.",
    "xlsx": "To sort, filter and count in Excel. One row for each objective.",
    "csv": "For other programs. One row for each objective.",
    "json": "For programmers: everything the plan says, with its structure.",
    "md": "Plain text with light mark-up, for wikis and notes.",
}


@dataclass(frozen=True, slots=True)
class ExportKind:
    """One kind of file, as the page offers it."""

    kind: str
    label: str
    purpose: str


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file ready to be handed out."""

    name: str
    media_type: str
    content: bytes


def export_kinds() -> list[ExportKind]:
    """Every kind there is a writer for, the usual ones first."""
    order = [*(kind for kind in PURPOSES if kind in WRITERS), *(kind for kind in WRITERS if kind not in PURPOSES)]
    return [ExportKind(kind, WRITERS[kind].label, PURPOSES.get(kind, "")) for kind in order]


def export_plan(*, plan: Plan, kind: str, on: date) -> bytes:
    """The plan as it now stands, as a file of one kind. Raises ``CannotWrite`` where it does not fit the kind."""
    return write(plan_document(plan), kind, look_of(plan.partnership, on))


def disclose_plan(*, plan: Plan, kind: str, by: Access, now: datetime) -> ExportedFile:
    """The same for a person, with its row in the audit: from here the file goes where nobody can follow it."""
    by.demand(Permission.PLAN_VIEW)
    content = export_plan(plan=plan, kind=kind, on=timezone.localdate(now))
    after = {"kind": kind, "size": len(content), "names_officers": names_officers(plan)}
    log("plan.exported", plan, by=by, now=now, partnership=plan.partnership, operation=Operation.DISCLOSE, after=after)
    writer = WRITERS[kind]
    return ExportedFile(f"{plan.partnership.slug}-plan-{plan.slug}{writer.suffix}", writer.media_type, content)


def look_of(partnership: Partnership, on: date) -> Look:
    """The partnership's name and colour, and the day the file was made."""
    return Look(partnership.name, partnership.colour or Look().colour, date_format(on, "j F Y"))


def names_officers(plan: Plan) -> bool:
    """Whether the plan names people, which whoever sends it round should know."""
    return Objective.objects.filter(section__plan=plan).exclude(Q(people=[])).exists()
