"""Deciding about a reading: look at it, say what its columns mean, make a plan of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.documents import changes as documents
from frankpledge.documents.models import ImportRun
from frankpledge.documents.queries import document_of, known_meanings
from frankpledge.formats.document import DocumentRefused
from frankpledge.partners.permissions import Permission
from frankpledge.partners.refusals import Refused
from frankpledge.plandocs.model import Reading
from frankpledge.plandocs.wording import plain
from frankpledge.plans.changes.imports import import_reading
from frankpledge.plans.forms.imports import WORDS, AskedColumn, ImportForm, MappingForm
from frankpledge.plans.importing.bodies import directory_of, unknown_bodies
from frankpledge.plans.importing.creating import objective_count, plan_of_period
from frankpledge.plans.importing.preview import preview_of
from frankpledge.plans.importing.readings import reading_from_json, reading_to_json
from frankpledge.plans.importing.refusals import ImportRefused, PlanExists
from frankpledge.plans.models import Plan
from frankpledge.plans.views.imports import REFUSED, Importing

MOST_PLANS = 25  # offered to compare with, newest first


class AboutReading(Importing):
    """A page about what one reading says."""

    reading: Reading

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.reading = reading_from_json(self.run.reading)

    @property
    def waits(self) -> bool:
        return self.run.state == ImportRun.State.PREVIEWED

    def decided(self, refusal: documents.AlreadyDecided) -> HttpResponse:
        """Somebody was quicker: their answer stands."""
        messages.warning(self.request, str(refusal))
        return self.to_reading()

    def to_reading(self) -> HttpResponse:
        return redirect("import-detail", self.partnership.slug, self.run.pk)


class ImportDetail(AboutReading):
    """What was read, before anything is saved; sent, it becomes a plan."""

    template_name = "plans/import_detail.html"
    form: ImportForm | None = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = self._form() if self.waits and objective_count(self.reading.plan) else None
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = self._form(request.POST)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=REFUSED)
        try:
            plan = import_reading(
                run=self.run, bodies=self.form.choices(), by=self.access, now=self.now, **self.form.words()
            )
        except documents.AlreadyDecided as refusal:
            return self.decided(refusal)
        except (ImportRefused, Refused, EditedMeanwhile) as refusal:
            self.form.add_error("title" if isinstance(refusal, PlanExists) else None, str(refusal))
            return self.render_to_response(self.get_context_data(), status=REFUSED)
        messages.success(request, _success(plan, objective_count(self.reading.plan)))
        return redirect(plan)

    def _form(self, data: Any = None) -> ImportForm:
        directory = directory_of(self.partnership)
        return ImportForm(
            self.reading.plan,
            unknown_bodies(self.reading.plan, directory),
            directory,
            data,
            asks_names=self.access.may(Permission.PARTNERSHIP_EDIT),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        directory = self.form.directory if self.form else directory_of(self.partnership)
        preview = preview_of(self.reading, directory)
        if preview.names_officers:
            documents.look_at(run=self.run, by=self.access, now=self.now)
        plans = Plan.objects.within(self.partnership).select_related("partnership")
        return super().get_context_data(
            run=self.run,
            preview=preview,
            form=self.form,
            waits=self.waits,
            columns=[(heading, WORDS.get(field, WORDS["other"])) for field, heading in preview.columns],
            unread=self.reading.plan.unread,
            questions=self.reading.questions,
            unknown=unknown_bodies(self.reading.plan, directory),
            same_period=plan_of_period(self.partnership, preview.period),
            plans=plans[:MOST_PLANS],
            became=plans.filter(pk=self.run.plan_number).first() if self.run.plan_number else None,
            breadcrumbs=self.trail((_("What was read"), "")),
            **kwargs,
        )


class ImportMapping(AboutReading):
    """Say what the columns mean that the reader did not know. Remembered for the next document."""

    template_name = "plans/import_mapping.html"

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        data = self.request.POST if self.request.method == "POST" else None
        self.form = MappingForm(self._columns(), {**known_meanings(self.partnership), **self.run.mapping}, data)
        self.again: Reading | None = None
        if data is not None and self.waits and self.form.is_valid():
            self._read_with(self.form.meanings())

    def _columns(self) -> list[AskedColumn]:
        """What the reader asks, and what was answered before about this document, which may be mended."""
        asked = {
            plain(question.heading): AskedColumn(
                question.heading, question.samples, question.place, question.suggestion
            )
            for question in self.reading.questions
        }
        told = {plain(heading): AskedColumn(heading) for _field, heading in self.reading.plan.layout.headings}
        answered = {heading: told.get(heading, AskedColumn(heading)) for heading in self.run.mapping}
        return list({**{key: column for key, column in answered.items() if key in told}, **asked}.values())

    def _read_with(self, meanings: dict[str, str]) -> None:
        document = document_of(self.run)
        try:
            self.again = self.read(bytes(document.content), document.name, {**self.run.mapping, **meanings})
        except DocumentRefused as refusal:
            self.refused(refusal, document.name, document.size)
            self.form.add_error(None, f"{refusal.message} {refusal.advice}")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.again is None and self.waits:
            return self.render_to_response(self.get_context_data(), status=REFUSED)
        try:
            documents.read_again(
                run=self.run,
                reading=reading_to_json(self.again) if self.again else {},
                meanings=self.form.meanings() if self.again else {},
                by=self.access,
                now=self.now,
            )
        except documents.AlreadyDecided as refusal:
            return self.decided(refusal)
        messages.success(request, _("The document was read again with what you said."))
        return self.to_reading()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        steps = ((_("What was read"), self.address("import-detail", self.run.pk)), (_("Columns"), ""))
        kwargs |= {"run": self.run, "form": self.form, "breadcrumbs": self.trail(*steps)}
        return super().get_context_data(**kwargs)


def _success(plan: Plan, objectives: int) -> str:
    words = ngettext(
        "“%(title)s” was imported: %(count)d objective.", "“%(title)s” was imported: %(count)d objectives.", objectives
    )
    return words % {"title": plan.title, "count": objectives}
