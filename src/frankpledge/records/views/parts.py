"""The lines of the tables inside a record: added, edited, taken away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from frankpledge.core.conflicts import differences
from frankpledge.records.changes.parts import add_part, edit_part, remove_part, stamp_of
from frankpledge.records.changes.records import RecordRefused
from frankpledge.records.forms import part_form
from frankpledge.records.views.one import ChangesRecord
from frankpledge.records.views.pages import EDITED_MEANWHILE, OneRecord


class OfPart(OneRecord):
    """A page of one table of a record, and perhaps of one line in it."""

    line: Any = None

    def find(self, **kwargs):
        super().find(**kwargs)
        self.part = self.kind.part(kwargs["part"])
        if self.part is None:
            raise Http404
        if "line" in kwargs:
            rows = self.part.model.objects.within(self.partnership)
            self.line = get_object_or_404(rows, pk=kwargs["line"], record=self.record)


class PartAdd(ChangesRecord, OfPart):
    """A new line."""

    saved = "It is added."

    @property
    def heading(self):
        return self.part.add

    @property
    def lede(self):
        return f"{self.record.number}: {self.record.title}"

    @property
    def submit_text(self):
        return "Add it"

    def draft(self):
        return f"{self.registry.names}-{self.record.pk}-{self.part.slug}"

    def make_form(self, data=None):
        return part_form(self.part)(data, instance=self.part.model(record=self.record), access=self.access)

    def change(self, form):
        add_part(record=self.record, part=self.part, values=form.values(), by=self.access, now=self.now)
        return self.record


class PartEdit(ChangesRecord, OfPart):
    """A line said otherwise."""

    @property
    def heading(self):
        return f"Edit the {self.part.name}"

    @property
    def lede(self):
        return f"{self.record.number}: {self.record.title}"

    def draft(self):
        return f"{self.registry.names}-{self.record.pk}-{self.part.slug}-{self.line.pk}"

    def make_form(self, data=None):
        # a line of its own: what is typed must not touch the one that is compared with it
        line = self.part.model.objects.within(self.partnership).get(pk=self.line.pk)
        return part_form(self.part)(data, instance=line, initial={"seen": stamp_of(line)}, access=self.access)

    def change(self, form):
        edit_part(
            record=self.record, part=self.part, line=self.line, values=form.values(),
            seen=form.cleaned_data["seen"], by=self.access, now=self.now,
        )  # fmt: skip
        return self.record

    def show_both(self, form, meanwhile):
        """Theirs beside mine, with the form ready to save mine knowingly."""
        now = {name: getattr(meanwhile.current, name) for name in self.part.fields}
        rows = differences(form, now)
        form.data = form.data.copy()
        form.data["seen"] = stamp_of(meanwhile.current)
        return self.show(form, EDITED_MEANWHILE, conflict=True, rows=rows)


class PartRemove(OfPart):
    """A line that should not be there. Only sent, by a button on the record's page."""

    http_method_names = ["post", "options"]

    def _demand_change(self):
        self.access.demand(self.registry.write, **self.record.led_by())

    def post(self, request, *args, **kwargs):
        try:
            remove_part(record=self.record, part=self.part, line=self.line, by=self.access, now=self.now)
        except RecordRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "It is taken away.")
        return HttpResponseRedirect(self.record.get_absolute_url())
