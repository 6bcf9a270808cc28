"""Files of a record: brought, shown, handed out as they came, taken away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from frankpledge.core.downloads import download, sealed_off
from frankpledge.delivery.carried.changes.attachments import Prepared, attach, prepare, read_original, take_away
from frankpledge.delivery.carried.forms import AttachForm, RemoveForm
from frankpledge.delivery.carried.models import Attachment
from frankpledge.delivery.views.pages import Activity
from frankpledge.documents.changes import note_refusal
from frankpledge.formats.document import DocumentRefused
from frankpledge.partners.permissions import Permission
from frankpledge.records.views.one import ChangesRecord
from frankpledge.records.views.pages import OneRecord, Writes


class AttachmentAdd(Activity, ChangesRecord):
    """Attach a photograph or a document."""

    change_permission = Permission.DELIVERY_WRITE
    saved = "It is attached."
    heading = "Attach a photograph or a document"
    submit_text = "Attach it"
    prepared: Prepared | None = None

    def draft(self):
        return f"{self.registry.names}-{self.record.pk}-file"

    @property
    def lede(self):
        return f"{self.record.number}: {self.record.title}"

    def _change(self, request, *args, **kwargs):
        """Look at the file before the transaction begins: it may take seconds."""
        self._demand_change()
        self.form = AttachForm(request.POST, request.FILES)
        if self.form.is_valid():
            self._look_at(self.form.cleaned_data["chosen"])
        return super()._change(request, *args, **kwargs)

    def _look_at(self, chosen: Any) -> None:
        try:
            self.prepared = prepare(chosen.read())
        except DocumentRefused as refusal:
            note_refusal(
                partnership=self.partnership, name=chosen.name or "", size=chosen.size, code=refusal.code,
                by=self.access, now=self.now,
            )  # fmt: skip
            self.form.add_error("file", f"{refusal.message} {refusal.advice} Nothing was kept.")

    def make_form(self, data=None):
        return AttachForm() if data is None else self.form

    def change(self, form):
        if self.prepared is None:
            raise Http404
        said = form.cleaned_data
        attach(
            record=self.record, file=self.prepared, sort=said["sort"], caption=said["caption"], by=self.access,
            now=self.now,
        )  # fmt: skip
        return self.record


class OneFile(Activity, OneRecord):
    """Something about one file of a record."""

    def find(self, **kwargs):
        super().find(**kwargs)
        rows = Attachment.objects.within(self.partnership).filter(record=self.record.pk)
        self.attachment = get_object_or_404(rows, pk=kwargs["file"])


class AttachmentShow(OneFile):
    """A photograph's safe copy, made anew from its dots: the one thing here that a browser shows."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        if self.attachment.safe is None:
            raise Http404
        return sealed_off(bytes(self.attachment.safe), "image/jpeg")


class AttachmentOriginal(OneFile):
    """The file exactly as it came, only ever as a file to be saved: a browser must not run what is in it."""

    http_method_names = ["get", "options"]

    def find(self, **kwargs):
        super().find(**kwargs)
        is_kept = self.attachment.original_id is not None
        if not is_kept or (self.attachment.is_picture and not self.may_write):
            raise Http404

    def get(self, request, *args, **kwargs):
        content = read_original(attachment=self.attachment, by=self.access, now=self.now)
        name = f"{self.record.number}-{self.attachment.pk}.{self.attachment.kind}"
        return download(content, name=name, media_type="application/octet-stream")


class AttachmentRemove(OneFile, Writes):
    """A file that should not be there, and why."""

    change_permission = Permission.DELIVERY_WRITE
    saved = "The file is taken away. Its sum, its size and why stay."
    heading = "Take a file away"
    submit_text = "Take it away"

    @property
    def lede(self):
        return f"{self.record.number}: {self.attachment.caption or self.attachment.get_kind_display()}"

    def _demand_change(self):
        self.access.demand(self.registry.write, **self.record.led_by())

    def get(self, request, *args, **kwargs):
        if self.attachment.removed_at is not None:
            messages.error(request, "This file was taken away.")
            return HttpResponseRedirect(self.record.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def make_form(self, data=None):
        return RemoveForm(data)

    def change(self, form):
        take_away(attachment=self.attachment, why=form.cleaned_data["why"], by=self.access, now=self.now)
        return self.record
