"""Bringing a document in: choosing it, the list of those brought, and the document as it came."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from frankpledge.core.downloads import download
from frankpledge.documents import changes as documents
from frankpledge.documents.models import ImportRun
from frankpledge.documents.queries import document_of, known_meanings, read_before, readings_of
from frankpledge.formats.document import DocumentRefused
from frankpledge.formats.safety import MAX_BYTES
from frankpledge.formats.sandbox import SECONDS
from frankpledge.partners.guard import Guarded
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.checking import check
from frankpledge.plandocs.model import Reading
from frankpledge.plans.forms.imports import MEGABYTE, UploadForm
from frankpledge.plans.importing.bodies import bodies_of
from frankpledge.plans.importing.readings import reading_to_json
from frankpledge.plans.models import Plan

PAGE = 25
REFUSED = 422


class Importing(Guarded):
    """A page for those who may bring documents in, about one reading where the address names one."""

    permission = Permission.PLAN_IMPORT
    change_permission: ClassVar[Permission | None] = Permission.PLAN_IMPORT
    area = "plan-list"
    run: ImportRun

    def find(self, **kwargs: Any) -> None:
        if "run" in kwargs:
            self.run = get_object_or_404(readings_of(self.partnership), pk=kwargs["run"])

    def read(self, content: bytes, name: str, mapping: dict[str, str]) -> Reading:
        """Read the document in its own process. Called before the transaction: it may take seconds."""
        return check(content, name, mapping=mapping, bodies=bodies_of(self.partnership))

    def refused(self, refusal: DocumentRefused, name: str, size: int) -> None:
        """Written down at once, in a transaction of its own, because a page with an error undoes its changes."""
        documents.note_refusal(
            partnership=self.partnership, name=name, size=size, code=refusal.code, by=self.access, now=self.now
        )

    def address(self, name: str, *args: Any) -> str:
        return reverse(name, args=[self.partnership.slug, *args])

    def trail(self, *steps: tuple[str, str]) -> list[tuple[str, str]]:
        """Where this page stands."""
        return [(_("Plans"), self.address("plan-list")), (_("Documents"), self.address("import-list")), *steps]


class PlanImport(Importing):
    """Choose the document."""

    template_name = "plans/import_choose.html"

    def find(self, **kwargs: Any) -> None:
        self.form = UploadForm()
        if self.request.method == "POST":
            self.form = UploadForm(self.request.POST, self.request.FILES)
            self._read_upload()

    def _read_upload(self) -> None:
        self.earlier: ImportRun | None = None
        self.reading: Reading | None = None
        if not self.form.is_valid():
            return
        upload: UploadedFile = self.form.cleaned_data["document"]
        self.name, self.content = upload.name or "document", upload.read()
        self.earlier = read_before(self.partnership, self.content)
        if self.earlier is not None:
            return
        self.mapping = known_meanings(self.partnership)
        try:
            self.reading = self.read(self.content, self.name, self.mapping)
        except DocumentRefused as refusal:
            self.refused(refusal, self.name, len(self.content))
            self.form.add_error("document", f"{refusal.message} {refusal.advice} Nothing was saved.")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.earlier is not None:
            messages.info(request, _said_before(self.earlier))
            return redirect("import-detail", self.partnership.slug, self.earlier.pk)
        if self.reading is None:
            return self.render_to_response(self.get_context_data(), status=REFUSED)
        document = documents.store_document(
            partnership=self.partnership, name=self.name, content=self.content, by=self.access, now=self.now
        )
        run = documents.start_reading(
            document=document, reading=reading_to_json(self.reading), mapping=self.mapping, by=self.access, now=self.now
        )
        return redirect("import-detail", self.partnership.slug, run.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            form=self.form,
            most=MAX_BYTES // MEGABYTE,
            seconds=SECONDS,
            list_url=self.address("import-list"),
            breadcrumbs=self.trail((_("Bring in a plan"), "")),
            **kwargs,
        )


class ImportList(Importing):
    """Every reading so far."""

    change_permission = None
    template_name = "plans/import_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(readings_of(self.partnership), PAGE).get_page(self.request.GET.get("page"))
        plans = Plan.objects.within(self.partnership).in_bulk({run.plan_number for run in page if run.plan_number})
        rows = [(run, plans.get(run.plan_number or 0)) for run in page]
        return super().get_context_data(page_obj=page, rows=rows, breadcrumbs=self.trail()[:-1], **kwargs)


class ImportAgain(Importing):
    """Read a document again that was brought before."""

    http_method_names = ["post"]

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if self.request.method == "POST":
            self._read_again()

    def _read_again(self) -> None:
        self.document = document_of(self.run)
        self.mapping = known_meanings(self.partnership)
        self.refusal: DocumentRefused | None = None
        try:
            self.reading = self.read(bytes(self.document.content), self.document.name, self.mapping)
        except DocumentRefused as refusal:
            self.refusal = refusal
            self.refused(refusal, self.document.name, self.document.size)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.refusal is not None:
            return render(request, "plans/import_refused.html", {"refusal": self.refusal}, status=REFUSED)
        run = documents.start_reading(
            document=self.document,
            reading=reading_to_json(self.reading),
            mapping=self.mapping,
            by=self.access,
            now=self.now,
        )
        return redirect("import-detail", self.partnership.slug, run.pk)


class ImportAbandon(Importing):
    """Make nothing of a reading."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            documents.abandon_reading(run=self.run, by=self.access, now=self.now)
        except documents.AlreadyDecided as refusal:
            messages.warning(request, str(refusal))
            return redirect("import-detail", self.partnership.slug, self.run.pk)
        messages.success(request, _("The reading was abandoned. No plan was changed."))
        return redirect("import-list", self.partnership.slug)


class ImportOriginal(Importing):
    """The document exactly as it came, only ever as a file to be saved: a browser must not run what is in it."""

    change_permission = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        document = document_of(self.run)
        content = documents.hand_out(document=document, by=self.access, now=self.now)
        return download(content, name=document.name, media_type="application/octet-stream")


def _said_before(run: ImportRun) -> str:
    when = date_format(localtime(run.started_at), "j F Y")
    if run.state == ImportRun.State.APPLIED:
        return _("This very file was read and imported on %(when)s. This is that reading.") % {"when": when}
    return _("This very file was read on %(when)s. This is that reading; nothing was added.") % {"when": when}
