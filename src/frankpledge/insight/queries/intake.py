"""What was brought in, and how far each file is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from frankpledge.insight.models import Intake, IntakeFile
from frankpledge.jobs.models import Job
from frankpledge.partners.models import Partnership

State = IntakeFile.State
COLOURS: dict[str, str] = {
    State.WAITING: "blue", State.READING: "blue", State.OPENED: "none", State.LOADED: "green", State.UNCHANGED: "none",
    State.REFUSED: "red", State.STOPPED: "amber",
}  # fmt: skip
OVER = (State.LOADED, State.UNCHANGED, State.REFUSED)


@dataclass(frozen=True, slots=True)
class Standing:
    """One intake as it stands."""

    intake: Intake
    job: Job | None
    counts: Counter[str]

    @property
    def file_count(self) -> int:
        return sum(count for state, count in self.counts.items() if state != State.OPENED)

    @property
    def done_count(self) -> int:
        return sum(self.counts[state] for state in OVER)

    @property
    def is_over(self) -> bool:
        return self.job is not None and self.job.is_over

    @property
    def needs_columns(self) -> bool:
        """Whether somebody has still to say what an extract's columns mean."""
        return self.intake.what == Intake.What.EXTRACT and self.intake.job is None

    @property
    def has_rest(self) -> bool:
        """Whether files are left that nobody is going to read unless asked."""
        left = self.counts[State.STOPPED] + self.counts[State.WAITING] + self.counts[State.READING]
        return self.is_over and bool(left)

    @property
    def words(self) -> str:
        """How it went, counting the files."""
        if self.needs_columns:
            return "Waiting for you to say what the columns mean"
        said = [
            f"{self.counts[state]:,} {words}"
            for state, words in (
                (State.LOADED, "loaded"), (State.UNCHANGED, "already there"), (State.REFUSED, "refused"),
                (State.STOPPED, "stopped"), (State.WAITING, "waiting"), (State.READING, "being read"),
            )
            if self.counts[state]
        ]  # fmt: skip
        return ", ".join(said) or "Nothing in it"


def job_of(intake: Intake) -> Job | None:
    """The job that reads it, while there is one."""
    return None if intake.job is None else Job.objects.filter(pk=intake.job).first()


def intakes_of(partnership: Partnership) -> QuerySet[Intake]:
    """The newest first."""
    return Intake.objects.within(partnership).select_related("partnership").prefetch_related("files")


def standing_of(intake: Intake, job: Job | None) -> Standing:
    """How it stands."""
    return Standing(intake, job, Counter(file.state for file in intake.files.all()))


def standings(intakes: list[Intake]) -> list[Standing]:
    """How each stands, in two queries."""
    jobs = Job.objects.in_bulk([intake.job for intake in intakes if intake.job is not None])
    return [standing_of(intake, jobs.get(intake.job) if intake.job else None) for intake in intakes]


def files_of(intake: Intake) -> list[IntakeFile]:
    """Its files by name, what was in an archive under it."""
    files = list(IntakeFile.objects.filter(intake=intake).select_related("archive"))
    return sorted(files, key=lambda file: (file.archive or file).name + ("\0" + file.name if file.archive else ""))


def last_mapping(partnership: Partnership) -> dict[str, Any]:
    """How the partnership's last police extract was read; empty where there was none."""
    kept = Intake.objects.within(partnership).filter(what=Intake.What.EXTRACT, job__isnull=False).first()
    return dict(kept.mapping) if kept else {}
