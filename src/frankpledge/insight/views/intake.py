"""Bringing files in: choosing them, saying what an extract's columns mean, and watching them being read."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from frankpledge.crimestore import FileRefused
from frankpledge.crimestore.refusals import MappingRefused
from frankpledge.crimestore.sources.mapping import mapping_from
from frankpledge.insight.changes.intake import (
    IntakeRefused,
    bring_files,
    explain_columns,
    read_rest,
    stop_intake,
)
from frankpledge.insight.forms.intake import AreaFilesForm, ColumnsForm, CrimeFilesForm, ExtractForm, initial_of
from frankpledge.insight.intakes import GIGABYTE, LARGEST, IntoFolder, path_of
from frankpledge.insight.models import Intake
from frankpledge.insight.queries.headings import guessed, headings
from frankpledge.insight.queries.intake import (
    COLOURS,
    Standing,
    files_of,
    intakes_of,
    job_of,
    last_mapping,
    standing_of,
    standings,
)
from frankpledge.insight.views.pages import CrimePage
from frankpledge.jobs.queries import health
from frankpledge.partners.permissions import Permission
from frankpledge.plans.queries.people import hands
from frankpledge.plans.views.pages import Answering
from frankpledge.plans.views.tables import Cell, Empty, Link, Listed, Table, TableFile, TablePage

KINDS = {
    "crimes": ("Crime files", CrimeFilesForm),
    "extract": ("A police extract", ExtractForm),
    "areas": ("Areas and populations", AreaFilesForm),
}


class Loading(CrimePage):
    """A page for those who bring files in."""

    permission = Permission.CRIME_LOAD
    change_permission: ClassVar[Permission | None] = Permission.CRIME_LOAD
    here = "crime-data"

    def crumbs(self):
        return [*super().crumbs(), ("Data loaded", self.address("crime-data"))]


@method_decorator(csrf_exempt, name="dispatch")  # checked in ``_change``, for those who may
class IntakeAdd(Loading, Answering):
    """Choose the files. They are written straight into the partnership's folder, and only for those who may."""

    template_name = "insight/intake_add.html"
    heading = "Bring files in"
    submit_text = "Bring them in"

    def find(self, **kwargs):
        asked = self.request.GET.get("what", "")
        self.what = asked if asked in KINDS else "crimes"

    def _change(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self._demand_change()
        request.upload_handlers = [IntoFolder(self.partnership, request)]
        return csrf_protect(super()._change)(request, *args, **kwargs)

    def make_form(self, data=None):
        form_class = KINDS[self.what][1]
        return form_class(data, self.request.FILES) if data is not None else form_class()

    def change(self, form):
        said = form.cleaned_data
        mapping = {"drawn": True} if said.get("drawn") else {}
        if said.get("on"):
            mapping["on"] = said["on"].isoformat()
        intake = bring_files(
            partnership=self.partnership, what=self.what, files=said["brought"], mapping=mapping,
            released_on=said.get("released_on"), by=self.access, now=self.now,
        )  # fmt: skip
        self.saved = "The files are here, and are being read."
        if intake.what == Intake.What.EXTRACT:
            self.saved = "The extract is here. Say what its columns mean; then it is read."
            return self.address("crime-intake-columns", intake.pk)
        return intake.get_absolute_url()

    def back(self):
        return self.address("crime-data")

    def get_context_data(self, **kwargs):
        kinds = [Link(words, f"?what={key}", is_here=key == self.what) for key, (words, _) in KINDS.items()]
        return super().get_context_data(kinds=kinds, what=self.what, most=LARGEST // GIGABYTE, **kwargs)


class OfIntake(Loading):
    """A page about one time files were brought."""

    def find(self, **kwargs):
        self.intake = get_object_or_404(intakes_of(self.partnership), pk=kwargs["pk"])

    def crumbs(self):
        return [*super().crumbs(), ("Files brought in", self.address("crime-intake-list"))]


class IntakeDetail(OfIntake):
    """How far each file is. Looks again by itself while they are read; without JavaScript there is a link."""

    template_name = "insight/intake_detail.html"

    def get_template_names(self):
        return ["insight/_intake.html"] if getattr(self.request, "htmx", False) else [self.template_name]

    def get_context_data(self, **kwargs):
        job = job_of(self.intake)
        files = [
            {"file": file, "colour": COLOURS[file.state], "records": f"{file.row_count:,}" if file.row_count else "",
             "rejects": f"{file.reject_count:,}" if file.row_count else ""}
            for file in files_of(self.intake)
        ]  # fmt: skip
        hand = hands([self.intake.brought_by], self.access)[self.intake.brought_by]
        return super().get_context_data(
            intake=self.intake, standing=standing_of(self.intake, job), files=files, who=hand.body,
            health=health(now=self.now), **kwargs,
        )  # fmt: skip


class IntakeColumns(OfIntake, Answering):
    """What the columns of a police extract mean. What was said the last time is filled in."""

    template_name = "insight/intake_columns.html"
    heading = "What the columns mean"
    submit_text = "Read the extract"
    saved = "The extract is being read."

    def find(self, **kwargs):
        super().find(**kwargs)
        self.remembered = last_mapping(self.partnership)
        self.problem, self.found = "", []
        if self.intake.what == Intake.What.EXTRACT and self.intake.job is None:
            try:
                self.found = headings(path_of(files_of(self.intake)[0]))
            except (FileRefused, OSError) as refusal:
                self.problem = str(refusal) if isinstance(refusal, FileRefused) else "The file is no longer there."

    def make_form(self, data=None):
        first = initial_of(guessed(self.found, self.remembered), self.remembered)
        return ColumnsForm(data, headings=self.found, initial=first)

    def get(self, request, *args, **kwargs):
        return redirect(self.intake) if self.intake.job is not None else super().get(request, *args, **kwargs)

    def change(self, form):
        try:
            mapping_from(form.mapping, "this extract")
        except MappingRefused as refusal:
            raise IntakeRefused(f"{refusal.message} {WORDS.get(refusal.advice, refusal.advice)}") from refusal
        intake = explain_columns(intake=self.intake, mapping=form.mapping, by=self.access, now=self.now)
        return intake.get_absolute_url()

    def back(self):
        return self.intake.get_absolute_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            intake=self.intake, problem=self.problem, is_remembered=bool(self.remembered), **kwargs
        )


WORDS = {
    'Add force = "hertfordshire".': "Write the force's name, or say in which column it stands.",
    "Map “recorded” or “from”: without a month nothing can be loaded.": "Say in which column the time it was recorded, "
    "or the earliest it can have happened, stands: without a month nothing can be loaded.",
}


class IntakeStep(OfIntake):
    """A button beside the files."""

    http_method_names = ["post"]
    step: ClassVar[Any]
    done = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            type(self).step(intake=self.intake, by=self.access, now=self.now)
        except IntakeRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, self.done)
        return redirect(self.intake)


class IntakeStop(IntakeStep):
    step = staticmethod(stop_intake)
    done = "It is asked to stop. The file being read is finished; those after it stay as they came."


class IntakeRest(IntakeStep):
    step = staticmethod(read_rest)
    done = "The rest is being read."


class IntakeList(Loading, TablePage):
    """Every time files were brought in."""

    template_name = "insight/table.html"
    heading = "Files brought in"
    columns = ("Brought on", "What", "By", "Files", "Loaded", "Already there", "Refused", "Not read")

    def rows(self):
        found = list(intakes_of(self.partnership))
        self.who = hands([intake.brought_by for intake in found], self.access)
        return standings(found)

    def line(self, row: Standing) -> tuple[object, ...]:
        unread = sum(row.counts[state] for state in ("waiting", "reading", "stopped"))
        return (
            row.intake.brought_at.isoformat(), row.intake.get_what_display(), self.who[row.intake.brought_by].body,
            row.file_count, row.counts["loaded"], row.counts["unchanged"], row.counts["refused"], unread,
        )  # fmt: skip

    def file_address(self, kind):
        return self.address("crime-intake-file", kind)

    def listed(self, rows):
        lines = [
            (
                Cell(f"{row.intake.brought_at:%-d %B %Y, %H:%M}", row.intake.get_absolute_url()),
                Cell(row.intake.get_what_display()),
                Cell(self.who[row.intake.brought_by].body),
                Cell(f"{row.file_count:,}", number=True),
                Cell(row.words),
            )
            for row in rows
        ]
        heads = ("Brought on", "What", "By", "Files", "How it went")
        add = self.address("crime-intake-add")
        empty = Empty(
            "No files have been brought in",
            "Each time somebody brings files in, what became of each of them stands here.",
            "Bring files in",
            add,
        )
        return Listed(
            (Table("Files brought in", heads, lines, numbers=frozenset({"Files"})),),
            lede="Each time files were brought in, and what became of them.",
            add=Link("Bring files in", add),
            empty=None if rows else empty,
        )


class IntakeFileList(TableFile, IntakeList):
    """The same list as a file."""
