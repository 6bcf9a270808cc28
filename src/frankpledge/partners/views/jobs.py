"""Background work of a partnership: what waits, how far it is, what failed, and the button that stops it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404

from frankpledge.formats.formulas import delimited_file
from frankpledge.jobs.models import Job
from frankpledge.jobs.queries import BY_ITSELF, health, jobs_of
from frankpledge.partners.changes.outbox import cancel_job, try_job_again
from frankpledge.partners.permissions import Permission
from frankpledge.partners.views.pages import Button, Crumbs, Page

PAGE_LENGTH = 25
MOST_ROWS = 10_000
COLOURS = {"waiting": "blue", "running": "blue", "done": "green", "failed": "red", "cancelled": "none"}
COLUMNS = ("Number", "Work", "State", "Asked for", "Begun", "Ended", "Tries", "Done", "Of", "Problem")


class OfJobs(Page):
    """A page about background work."""

    permission = Permission.JOB_VIEW

    @property
    def state(self) -> str:
        """The state asked for in the address, if there is such a one."""
        asked = self.request.GET.get("state", "")
        return asked if asked in Job.State.values else ""

    def shown(self, job: Job) -> dict[str, Any]:
        who = {f"user:{self.access.user_id}": "You", BY_ITSELF: "The clock"}
        return {
            "job": job,
            "colour": COLOURS[job.state],
            "who": who.get(job.by_key, "A colleague" if job.by_key.startswith("user:") else "A command"),
            "is_stopping": job.cancel_asked_at is not None and not job.is_over,
            "may_cancel": not job.is_over and job.cancel_asked_at is None,
            "may_try_again": job.state in {Job.State.FAILED, Job.State.CANCELLED},
        }


class JobList(OfJobs):
    template_name = "partners/job_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(jobs_of(self.partnership.pk, state=self.state), PAGE_LENGTH).get_page(
            self.request.GET.get("page")
        )
        return super().get_context_data(
            page_obj=page,
            rows=[self.shown(job) for job in page.object_list],
            states=Job.State.choices,
            state=self.state,
            health=health(now=self.now),
            **kwargs,
        )


class JobFile(OfJobs):
    """The list to take away, as CSV or JSON."""

    def find(self, **kwargs: Any) -> None:
        if kwargs["kind"] not in {"csv", "json"}:
            raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = [_row(job) for job in jobs_of(self.partnership.pk, state=self.state)[:MOST_ROWS]]
        if kwargs["kind"] == "json":
            return JsonResponse([dict(zip(COLUMNS, row, strict=True)) for row in rows], safe=False)
        content = delimited_file([COLUMNS, *rows])
        return HttpResponse(
            content,
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="background-work.csv"'},
        )


class OfJob(OfJobs):
    """A page about one piece of work."""

    job: Job

    def find(self, **kwargs: Any) -> None:
        self.job = get_object_or_404(jobs_of(self.partnership.pk), pk=kwargs["pk"])

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), ("Background work", self.address("job-list"))]


class JobDetail(OfJob):
    """How far one piece of work is. Looks again by itself while it is not over; without JavaScript there is a link."""

    template_name = "partners/job_detail.html"

    def get_template_names(self) -> list[str]:
        return ["partners/_job.html"] if getattr(self.request, "htmx", False) else [self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(row=self.shown(self.job), health=health(now=self.now), **kwargs)


class JobChange(Button, OfJob):
    """A button beside one piece of work."""

    change_permission = Permission.JOB_VIEW

    def on(self) -> str:
        return self.address("job-detail", self.job.pk)


class JobCancel(JobChange):
    done = "It is asked to stop."

    def change(self) -> None:
        cancel_job(job=self.job, by=self.access, now=self.now)


class JobAgain(JobChange):
    done = "It waits for its turn again."

    def change(self) -> None:
        try_job_again(job=self.job, by=self.access, now=self.now)


def _row(job: Job) -> tuple[object, ...]:
    times = (job.made_at, job.started_at, job.finished_at)
    return (
        job.pk, job.title, job.get_state_display(), *(moment.isoformat() if moment else "" for moment in times),
        job.tries, job.done, job.of, job.problem,
    )  # fmt: skip
