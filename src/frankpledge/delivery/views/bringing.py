"""Bringing in a list somebody keeps: choosing the file, saying what its columns mean, seeing it, bringing it in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404

from frankpledge.core.fields import errors_of
from frankpledge.delivery.bringing.changes import explain_file, keep_file, leave_file, start_bringing
from frankpledge.delivery.bringing.forms import BringForm, MeaningsForm, TableFileForm, parts_of
from frankpledge.delivery.bringing.lines import reader_of
from frankpledge.delivery.bringing.meanings import fields_of
from frankpledge.delivery.bringing.queries import job_of
from frankpledge.delivery.bringing.reading import MOST, read_lines
from frankpledge.delivery.models import BroughtFile, BroughtRow
from frankpledge.delivery.views.pages import Activity
from frankpledge.documents.changes import note_refusal
from frankpledge.formats.document import DocumentRefused
from frankpledge.formats.safety import MAX_BYTES
from frankpledge.jobs.queries import health
from frankpledge.partners.permissions import Permission
from frankpledge.records.changes.records import RecordRefused
from frankpledge.records.views.pages import WRONG, RecordsPage

SHOWN = 10  # rows shown as they would be recorded
TOLD = 100  # rows with problems told one by one
MEGABYTE = 1024 * 1024


class Bringing(Activity, RecordsPage):
    """A page for those who record."""

    permission = Permission.DELIVERY_WRITE
    change_permission: ClassVar[Permission | None] = Permission.DELIVERY_WRITE


class RecordBring(Bringing):
    """Choose the file. It is read before anything is written, in a process of its own."""

    template_name = "delivery/bring.html"

    def find(self, **kwargs):
        super().find(**kwargs)
        self.form, self.lines = TableFileForm(kind=self.kind), None
        if self.request.method == "POST" and self.access.reach(self.registry.write):
            self.form = TableFileForm(self.request.POST, self.request.FILES, kind=self.kind)
            if self.form.is_valid():
                self._read(self.form.cleaned_data["file"])

    def _read(self, chosen):
        self.name, self.content = chosen.name or "list", chosen.read()
        try:
            self.lines = read_lines(self.content, self.name)
        except DocumentRefused as refusal:
            note_refusal(
                partnership=self.partnership, name=self.name, size=len(self.content), code=refusal.code,
                by=self.access, now=self.now,
            )  # fmt: skip
            self.form.add_error("file", f"{refusal.message} {refusal.advice} Nothing was saved.")

    def post(self, request, *args, **kwargs):
        if self.lines is not None:
            try:
                file = keep_file(
                    kind=self.kind, part=self.kind.part(self.form.cleaned_data["part"]), name=self.name,
                    content=self.content, lines=self.lines, by=self.access, now=self.now,
                )  # fmt: skip
            except RecordRefused as refusal:
                self.form.add_error("file", str(refusal))
            else:
                return HttpResponseRedirect(file.get_absolute_url())
        return self.render_to_response(self.get_context_data(), status=WRONG)

    def get_context_data(self, **kwargs):
        said = {
            "form": self.form,
            "fields": fields_of(self.kind),
            "parts": [
                (part.heading, [words for _, words in fields_of(self.kind, part)]) for part in parts_of(self.kind)
            ],
            "needed": [name for name in ("title", "starts_on", *self.kind.fields) if self._is_needed(name)],
            "labels": dict(fields_of(self.kind)),
            "most_rows": MOST,
            "most": MAX_BYTES // MEGABYTE,
            "list_url": self.address("list", self.kind.slug),
            "has_errors": bool(errors_of(self.form)),
        }
        return super().get_context_data(**{**said, **kwargs})

    def _is_needed(self, name):
        column = self.kind.model._meta.get_field(name)
        return not column.blank and not column.has_default()


class OfFile(Bringing):
    """A page of one file."""

    def find(self, **kwargs):
        super().find(**kwargs)
        rows = BroughtFile.objects.within(self.partnership).select_related("document", "partnership")
        self.file = get_object_or_404(rows, pk=kwargs["file"], kind=self.kind.slug)
        self.part = self.kind.part(self.file.part) if self.file.part else None

    def checked(self):
        """Every row, as it would be recorded by this person."""
        return list(reader_of(self.file, self.access, self.today).check(self.file.rows))


class RecordBrought(OfFile):
    """What was read, row by row, before anything is recorded; afterwards, what became of it."""

    template_name = "delivery/brought.html"

    def make_form(self, data=None):
        return MeaningsForm(data, kind=self.kind, part=self.part, heads=self.file.heads, meanings=self.file.meanings)

    def post(self, request, *args, **kwargs):
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=WRONG)
        try:
            explain_file(file=self.file, meanings=form.meanings, by=self.access, now=self.now)
        except RecordRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Read again with these columns.")
        return HttpResponseRedirect(self.file.get_absolute_url())

    def get_context_data(self, **kwargs):
        waits = self.file.state == BroughtFile.State.LOOKED_AT
        form = kwargs.pop("form", None) or (self.make_form() if waits else None)
        more: dict[str, Any] = self._preview() if waits else self._became()
        said = {"file": self.file, "part": self.part, "waits": waits, "form": form, **more}
        said["has_errors"] = bool(form and errors_of(form))
        # the address's own "file" is a number, and must not stand for the file
        return super().get_context_data(**{**kwargs, **said})

    def _preview(self):
        checked = self.checked()
        good = [each for each in checked if not each.problems]
        wrong = [each for each in checked if each.problems]
        names = [name for name in self.file.meanings if name]
        labels = dict(fields_of(self.kind, self.part))
        columns = [place for place, name in enumerate(self.file.meanings) if name]
        rows = {each.place: self.file.rows[each.number][1] for each in good[:SHOWN]}
        heads = [labels[name] for name in names]
        shown = [
            (place, [(head, "".join(cells[at : at + 1])) for head, at in zip(heads, columns, strict=True)])
            for place, cells in rows.items()
        ]
        return {
            "good": len(good),
            "wrong": wrong[:TOLD],
            "wrong_count": len(wrong),
            "heads": heads,
            "shown": shown,
            "bring": BringForm(),
            "start_url": self.address("brought-start", self.kind.slug, self.file.pk),
            "leave_url": self.address("brought-leave", self.kind.slug, self.file.pk),
        }

    def _became(self):
        return {
            "count": BroughtRow.objects.within(self.partnership).filter(file=self.file).count(),
            "job": job_of(self.file),
            "health": health(now=self.now),
            "list_url": self.address("list", self.kind.slug),
        }


class RecordBroughtStart(OfFile):
    """Bring them in. Only sent, by a button under what was read."""

    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        wrong = sum(1 for each in self.checked() if each.problems)
        try:
            start_bringing(
                file=self.file, wrong=wrong, leaves_out=request.POST.get("leaves_out") == "on", by=self.access,
                now=self.now,
            )  # fmt: skip
        except RecordRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "They are being brought in.")
        return HttpResponseRedirect(self.file.get_absolute_url())


class RecordBroughtLeave(OfFile):
    """Make nothing of it. Only sent."""

    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        try:
            leave_file(file=self.file, by=self.access, now=self.now)
        except RecordRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Nothing was made of it.")
        return HttpResponseRedirect(self.address("list", self.kind.slug))
