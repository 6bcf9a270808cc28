"""A photograph taken while something is recorded: it waits on the phone with the form, and comes with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from frankpledge.delivery.carried.changes.attachments import Prepared, attach, prepare
from frankpledge.delivery.carried.forms import MEGABYTE, PICTURES
from frankpledge.delivery.carried.models import Attachment
from frankpledge.delivery.families import CLEANING
from frankpledge.documents.changes import note_refusal
from frankpledge.formats.document import DocumentRefused
from frankpledge.formats.safety import MAX_BYTES
from frankpledge.records.changes.records import RecordRefused

NOT_KEPT = "The record is kept, but not your photograph:"


class WithPhotograph:
    """Mixed in before the engine's page to record. What is guarded asks for none: nothing of it waits on a phone."""

    access: Any
    kind: Any
    now: Any
    partnership: Any
    registry: Any
    request: Any
    photograph: Prepared | None = None
    wrong = ""  # with the photograph that was sent

    @property
    def takes_one(self) -> bool:
        """Whether a photograph is asked for: not of what is guarded, nor where nothing is said beside the fields."""
        return not (self.kind.guarded or self.kind.is_wordless)

    def _change(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Look at the file before the transaction begins: it may take seconds."""
        self._demand_change()  # type: ignore[attr-defined]  # the guard's
        chosen = request.FILES.get("photo")
        if chosen is not None and self.takes_one:
            self._look_at(chosen)
        return super()._change(request, *args, **kwargs)

    def _look_at(self, chosen: Any) -> None:
        if chosen.size > MAX_BYTES:
            self.wrong = f"It must be smaller than {MAX_BYTES // MEGABYTE} MB"
            return
        try:
            found = prepare(chosen.read())
        except DocumentRefused as refusal:
            note_refusal(
                partnership=self.partnership, name=chosen.name or "", size=chosen.size, code=refusal.code,
                by=self.access, now=self.now,
            )  # fmt: skip
            self.wrong = f"{refusal.message} {refusal.advice} Nothing was kept."
            return
        if found.safe is None:
            self.wrong = "Choose a photograph. A document is attached to the record once it is there"
        else:
            self.photograph = found

    def make_form(self, data: Any = None) -> Any:
        form = super().make_form(data)
        if not self.takes_one:
            return form
        shown = {"accept": PICTURES, "data-most": MAX_BYTES}
        words = f"Up to {MAX_BYTES // MEGABYTE} MB. Keep faces and number plates out where you can."
        if data is not None:
            form.files = self.request.FILES
            words += " If none is named here, choose it again."
        form.fields["photo"] = forms.FileField(
            label="Photograph", required=False, widget=forms.FileInput(attrs=shown), help_text=words,
            validators=[self._judge],
        )  # fmt: skip
        return form

    def _judge(self, chosen: Any) -> None:
        if self.wrong:
            raise ValidationError(self.wrong)

    def change(self, form: Any) -> Any:
        row = super().change(form)
        if self.photograph is not None:
            self._attach(row, form, self.photograph)
        return row

    def _attach(self, row: Any, form: Any, file: Prepared) -> None:
        """Beside what was recorded; or beside what was recorded already, if this person may change that."""
        if not self.access.may(self.registry.write, **row.led_by()):
            form.notes.append(f"{NOT_KEPT} only those who may change that record attach to it.")
            return
        sort = Attachment.Sort.BEFORE if self.kind.family == CLEANING else Attachment.Sort.OTHER
        try:
            attach(record=row, file=file, sort=sort, caption=form.cleaned_data["title"], by=self.access,
                   now=self.now)  # fmt: skip
        except RecordRefused as refusal:
            form.notes.append(f"{NOT_KEPT} {refusal}")
