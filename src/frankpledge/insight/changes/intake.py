"""Files come in: taken from the person, explained, stopped, gone on with; and what became of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.crimestore.inputs import Input
from frankpledge.insight.intakes import Brought, drop_bytes, sweep, take
from frankpledge.insight.models import Intake, IntakeFile
from frankpledge.insight.queries.intake import job_of
from frankpledge.jobs import changes as jobs
from frankpledge.jobs.models import Job
from frankpledge.jobs.running import start
from frankpledge.partners.access import Access
from frankpledge.partners.models import Partnership
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import PlanRefused

LOAD = "crime.load"
State = IntakeFile.State
LEFT = (State.WAITING, State.READING)  # a job has still to read them
UNREAD = (*LEFT, State.STOPPED)  # their bytes are still there
BYTES_KEPT = timedelta(days=7)  # of files that were stopped and never gone on with


class IntakeRefused(PlanRefused):
    """It was not done, and why, in words for the person. ``field`` names the box."""


@transaction.atomic
def bring_files(
    *,
    partnership: Partnership,
    what: str,
    files: Sequence[Brought],
    mapping: Mapping[str, Any],
    released_on: date | None,
    by: Access,
    now: datetime,
) -> Intake:
    """Take files into the partnership's own folder, and start reading them. A police extract waits until somebody has
    said what its columns mean (``explain_columns``)."""
    by.demand(Permission.CRIME_LOAD)
    if not files:
        raise IntakeRefused("Choose the files to bring in.", "brought")
    intake = Intake.objects.create(
        partnership=partnership, what=what, mapping=dict(mapping), released_on=released_on, brought_at=now,
        brought_by=by.audit_key,
    )  # fmt: skip
    for each in files:
        row = IntakeFile.objects.create(intake=intake, name=each.name, sha256=each.sha256, size=each.size)
        take(row, each)
    after = {"what": what, "files": len(files), "bytes": sum(each.size for each in files)}
    _log("crime.files_brought", intake, by, now, after, operation=Operation.CREATE)
    if what != Intake.What.EXTRACT:
        _read(intake, by)
    return intake


@transaction.atomic
def explain_columns(*, intake: Intake, mapping: Mapping[str, Any], by: Access, now: datetime) -> Intake:
    """Say what the columns of a police extract mean, and start reading it."""
    by.demand(Permission.CRIME_LOAD)
    held = Intake.objects.select_for_update().select_related("partnership").get(pk=intake.pk)
    if held.what != Intake.What.EXTRACT or held.job is not None:
        raise IntakeRefused("These files are being read already: their columns cannot be explained again.")
    held.mapping = dict(mapping)
    held.save(update_fields=["mapping"])
    after = {"columns": sorted(mapping.get("columns", {})), "flags": sorted(mapping.get("flags", {}))}
    _log("crime.columns_explained", held, by, now, after)
    _read(held, by)
    return held


@transaction.atomic
def stop_intake(*, intake: Intake, by: Access, now: datetime) -> Intake:
    """Read no further: the file being read is finished, those after it stay as they came."""
    by.demand(Permission.CRIME_LOAD)
    held = Intake.objects.select_for_update().select_related("partnership").get(pk=intake.pk)
    job = job_of(held)
    if job is None or job.is_over:
        raise IntakeRefused("There is nothing left to stop.")
    jobs.cancel_job(job=job, by=by, now=now)
    if job.state == Job.State.WAITING:
        mark_stopped(intake=held)
    _log("crime.reading_stopped", held, by, now, None)
    return held


@transaction.atomic
def read_rest(*, intake: Intake, by: Access, now: datetime) -> Intake:
    """Go on with the files that were stopped, or left by a job that failed."""
    by.demand(Permission.CRIME_LOAD)
    held = Intake.objects.select_for_update().select_related("partnership").get(pk=intake.pk)
    job = job_of(held)
    if held.job is None or (job is not None and not job.is_over):
        raise IntakeRefused("These files are being read already.")
    if not held.files.filter(state__in=UNREAD).update(state=State.WAITING):
        raise IntakeRefused("Every one of these files has been read.")
    _log("crime.reading_resumed", held, by, now, None)
    _read(held, by)
    return held


def _read(intake: Intake, by: Access) -> None:
    job = start(
        LOAD, by=by.audit_key, title="Read the crime files brought in", partnership=intake.partnership_id,
        arguments={"intake": intake.pk},
    )  # fmt: skip
    intake.job = job.pk
    intake.save(update_fields=["job"])


# -- what the job does to the rows, each at once, so that the page shows it


@transaction.atomic
def open_archive(*, file: IntakeFile, members: Sequence[Input]) -> None:
    """Put a row for each table in a zip, so that each is read, shown and refused by itself."""
    IntakeFile.objects.bulk_create(
        IntakeFile(intake=file.intake, archive=file, name=member.member, size=0) for member in members
    )
    IntakeFile.objects.filter(pk=file.pk).update(state=State.OPENED, months=f"{len(members)} tables in it")


def begin_file(*, file: IntakeFile) -> None:
    """It is being read now."""
    IntakeFile.objects.filter(pk=file.pk).update(state=State.READING)
    file.state = State.READING


@transaction.atomic
def end_file(*, file: IntakeFile, now: datetime, **found: Any) -> None:
    """Note what became of a file, write it into the audit as the deed of whoever brought it, and let its bytes go."""
    for name, value in found.items():
        setattr(file, name, value)
    file.read_at = now
    file.save()
    after = {name: getattr(file, name) for name in ("state", "sha256", "row_count", "reject_count", "months")}
    log(
        "crime.file_refused" if file.state == State.REFUSED else "crime.file_read", file, by=_Bringer(file.intake),
        now=now, partnership=file.intake.partnership, after=after,
    )  # fmt: skip
    rest = IntakeFile.objects.filter(archive=file.archive, state__in=UNREAD) if file.archive else None
    if rest is None or not rest.exists():
        transaction.on_commit(lambda: drop_bytes(file))


def mark_stopped(*, intake: Intake) -> int:
    """The files that were not read any more; how many."""
    return intake.files.filter(state__in=LEFT).update(state=State.STOPPED)


def sweep_intakes(*, partnership: Partnership, now: datetime) -> int:
    """Delete bytes that nobody will read: of files stopped a week ago, and of what broke off; how many folders."""
    old = now - BYTES_KEPT
    rows = IntakeFile.objects.filter(intake__partnership=partnership, state__in=UNREAD)
    rows.filter(state=State.STOPPED, intake__brought_at__lt=old).update(
        state=State.REFUSED, problem="It was stopped, and not gone on with for a week.", remedy="Bring it in again."
    )
    return sweep(partnership, keep=rows.values_list("intake_id", flat=True), older_than=now - timedelta(days=1))


class _Bringer:
    """Whoever brought the files, as the audit names them: the job works in their name."""

    def __init__(self, intake: Intake) -> None:
        self.audit_key = intake.brought_by


def _log(
    event: str, intake: Intake, by: Access, now: datetime, after: dict[str, Any] | None, operation: Any = None
) -> None:
    log(
        event, intake, by=by, now=now, partnership=intake.partnership, after=after,
        operation=operation or Operation.UPDATE,
    )  # fmt: skip
