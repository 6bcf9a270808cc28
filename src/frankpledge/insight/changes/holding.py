"""What a person may do to what the store holds: forget months, have it read through, settle a repeated crime number."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.crimestore import DecisionRefused, StoreBusy
from frankpledge.crimestore.decisions import Verdict
from frankpledge.insight.queries.loaded import forgettable
from frankpledge.insight.store import open_store
from frankpledge.jobs.running import start
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import PlanRefused

REFRESH, VERIFY = "crime.refresh", "crime.verify"
BUSY = "Files are being read at this moment. Try again when they are."


class HoldingRefused(PlanRefused):
    """It was not done, and why, in words for the person. ``field`` names the box."""


@transaction.atomic
def forget_months(*, source: str, force: str, first: str, last: str, by: Access, now: datetime) -> int:
    """Delete the records of those months for good; how many records. That they were here stays in the catalogue, and
    who deleted them in the audit."""
    by.demand(Permission.CRIME_LOAD)
    with open_store(by.partnership) as store:
        wanted = forgettable(store, source=source, force=force, first=first, last=last)
        if not wanted.parts:
            raise HoldingRefused("Nothing like that is loaded.", "source")
        forces = sorted({part.force for part in wanted.parts})
        months = sorted({part.month for part in wanted.parts})
        after = {"source": source, "forces": forces, "months": months, "records": wanted.row_count}
        _log("crime.months_forgotten", by, now, after, Operation.ERASE)
        start_refresh(by)
        try:  # last: what is deleted cannot be rolled back
            store.forget(source, forces=forces, from_month=months[0], to_month=months[-1], now=now)
        except StoreBusy as busy:
            raise HoldingRefused(BUSY) from busy
    return wanted.row_count


@transaction.atomic
def start_verifying(*, by: Access, now: datetime) -> None:
    """Have every stored file read again and compared with the catalogue."""
    by.demand(Permission.CRIME_LOAD)
    _log("crime.verifying_started", by, now, {}, Operation.UPDATE)
    start(VERIFY, by=by.audit_key, title="Read the crime store through", partnership=by.partnership)


@transaction.atomic
def decide_repeat(
    *,
    source: str,
    force: str,
    month: str,
    crime_id: str,
    verdict: Verdict,
    kept: int,
    why: str,
    by: Access,
    now: datetime,
) -> None:
    """Say which copies of a repeated crime number count. An extract's, only for those who may read its records."""
    by.demand(Permission.CRIME_LOAD)
    if source == "extract":
        by.demand(Permission.CRIME_RECORD_VIEW)
    after = {"source": source, "force": force, "month": month, "verdict": verdict, "kept": kept}
    _log("crime.repeat_decided", by, now, after, Operation.UPDATE)
    start_refresh(by)
    with open_store(by.partnership) as store:
        try:
            store.decide(
                crime_id, verdict, kept=kept, why=why, by=by.audit_key, now=now, source=source, force=force,
                month=month,
            )  # fmt: skip
        except StoreBusy as busy:
            raise HoldingRefused(BUSY) from busy
        except DecisionRefused as refusal:
            raise HoldingRefused(refusal.message) from refusal


@transaction.atomic
def note_reading(*, asked: dict[str, object], shown: int, by: Access, now: datetime, event: str) -> None:
    """Write down that records were read one by one: who, by which question, how many. Before they are shown."""
    by.demand(Permission.CRIME_RECORD_VIEW)
    _log(event, by, now, {**asked, "records_shown": shown}, Operation.READ, "To look at single records")


def start_refresh(by: Access) -> None:
    """The store changes: what was worked out from it before is to be forgotten, and worked out again."""
    start(REFRESH, by=by.audit_key, title="Work the crime figures out again", partnership=by.partnership)


def _log(
    event: str, by: Access, now: datetime, after: dict[str, object], operation: Operation, purpose: str = ""
) -> None:
    log(
        event, by.partnership, by=by, now=now, partnership=by.partnership, operation=operation, after=after,
        purpose=purpose,
    )  # fmt: skip
