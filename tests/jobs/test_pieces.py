"""Work in pieces: one that goes wrong stops none of the others, and the job says so and is tried again."""

from __future__ import annotations

from collections.abc import Callable

from frankpledge.jobs.models import Job
from frankpledge.jobs.progress import Dropped, Progress
from frankpledge.jobs.testing import run_due

Queued = Callable[..., Job]
Declared = Callable[..., str]


def test_a_piece_that_goes_wrong_stops_none_of_the_others_and_the_job_is_tried_again(
    declared: Declared, queued: Queued
) -> None:
    did: list[str] = []

    def in_pieces(job: Progress) -> None:
        for piece in ("one", "two", "three"):
            with job.apart(piece):
                if piece == "two" and job.number == 1:
                    raise ValueError("somebody@people.example")
                did.append(piece)

    job = queued(declared(in_pieces))

    run_due()
    job.refresh_from_db()
    first = job.state, job.problem
    Job.objects.update(due_at=job.made_at)
    run_due()
    job.refresh_from_db()

    assert first == (Job.State.WAITING, "1 went wrong: two (ValueError)")
    assert (job.state, job.problem) == (Job.State.DONE, "")
    assert did == ["one", "three", "one", "two", "three"]


def test_pieces_that_never_go_well_end_as_a_failed_job_that_names_them(declared: Declared, queued: Queued) -> None:
    def always(job: Progress) -> None:
        for piece in ("north", "south"):
            with job.apart(piece):
                raise LookupError

    job = queued(declared(always, tries=1))

    run_due()

    job.refresh_from_db()
    assert (job.state, job.problem) == (Job.State.FAILED, "2 went wrong: north (LookupError), south (LookupError)")


def test_a_job_that_was_given_to_another_stops_in_the_middle_of_its_pieces(declared: Declared, queued: Queued) -> None:
    did: list[str] = []

    def slow(job: Progress) -> None:
        for piece in ("one", "two"):
            with job.apart(piece):
                did.append(piece)
                raise Dropped

    queued(declared(slow))

    run_due()

    assert did == ["one"]
