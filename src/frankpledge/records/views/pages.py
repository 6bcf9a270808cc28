"""What every page of records shares: whose registry it reads, the kind and the record its address names."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.formats import date_format

from frankpledge.core.conflicts import EditedMeanwhile, differences
from frankpledge.core.fields import errors_of
from frankpledge.core.keeping import keeper_of
from frankpledge.partners.guard import Guarded
from frankpledge.records.changes.records import RecordRefused
from frankpledge.records.forms import BESIDES, values_of
from frankpledge.records.kinds import Registry
from frankpledge.records.models import Record

WRONG = 422  # the form has errors; nothing was saved
EDITED_MEANWHILE = 409


def in_full(value: Any) -> Any:
    """A day with its month in full, as everywhere else on the pages; anything else as it is."""
    return date_format(value, "j F Y") if isinstance(value, date) else value


@lru_cache(maxsize=4096)
def _address(prefix: str, name: str, *args: object) -> str:
    """One address by its name. A list leads to that of every other kind, so each page asks for dozens."""
    return reverse(name, args=args)


class RecordsPage(Guarded):
    """A page of one root's records."""

    registry: ClassVar[Registry]
    root: ClassVar[type[Record]]
    home: ClassVar[tuple[str, str]]  # the words and the address's name of the page above all these
    kind: Any = None  # the RecordKind its address names; none on pages of all kinds

    def find(self, **kwargs):
        if "kind" in kwargs:
            self.kind = self.registry.find(kwargs["kind"])
            if self.kind is None:
                raise Http404

    @property
    def today(self):
        return timezone.localdate(self.now)

    def address(self, page, *args):
        """Another page of these records."""
        return _address(get_script_prefix(), f"{self.registry.names}-{page}", self.partnership.slug, *args)

    def crumbs(self):
        words, name = self.home
        above = [(words, reverse(name, args=[self.partnership.slug]))]
        if self.kind is None:
            return above
        return [*above, (self.kind.label_of_plural, self.address("list", self.kind.slug))]

    def get_context_data(self, **kwargs):
        # the address's own "kind" is a slug, and must not stand for the kind
        keeper = keeper_of(self.access.audit_key)
        return super().get_context_data(**{"breadcrumbs": self.crumbs(), "keeper": keeper, **kwargs, "kind": self.kind})


class OneRecord(RecordsPage):
    """A page of one record, whole: of its own kind's model."""

    record: Any

    def find(self, **kwargs):
        super().find(**kwargs)
        rows = self.kind.model.objects.visible_to(self.access).select_related("lead_agency", "lead_group")
        self.record = get_object_or_404(rows, pk=kwargs["pk"])
        self.record.partnership = self.partnership

    @property
    def may_write(self):
        return self.access.may(self.registry.write, **self.record.led_by())

    def crumbs(self):
        return [*super().crumbs(), (self.record.number, self.record.get_absolute_url())]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"record": self.record, "may_write": self.may_write, **kwargs})


class Writes(RecordsPage):
    """A page that is one form about a record."""

    form_only = True
    template_name = "records/form.html"
    saved = "Saved."

    @property
    def heading(self) -> str:
        return ""

    @property
    def lede(self) -> str:
        return ""

    @property
    def submit_text(self) -> str:
        return "Save"

    @abstractmethod
    def make_form(self, data=None):
        """The form, empty or with what was sent."""

    @abstractmethod
    def change(self, form):
        """Make the change; answers with the record it was made to."""

    def draft(self):
        """The name under which a phone keeps what is typed until it has arrived (ADR 30). None: nothing is kept."""
        return ""

    def get(self, request, *args, **kwargs):
        return self.show(self.make_form())

    def post(self, request, *args, **kwargs):
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show(form, WRONG)
        draft = self.draft()
        try:
            row = self.change(form)
        except RecordRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            return self.show(form, WRONG)
        except EditedMeanwhile as meanwhile:
            return self.show_both(form, meanwhile)
        messages.success(request, self.said_of(row), extra_tags=draft)
        for note in getattr(form, "notes", ()):
            messages.warning(request, note)
        return HttpResponseRedirect(row.get_absolute_url())

    def said_of(self, row: Any) -> str:
        """The words once it is done."""
        return self.saved

    def show(self, form, status=200, **more):
        shown = {
            "form": form, "heading": self.heading, "lede": self.lede, "submit_text": self.submit_text,
            "cancel_url": self.crumbs()[-1][1], "keep_draft": self.draft(), "has_errors": bool(errors_of(form)),
            "was_sent": form.is_bound,
        }  # fmt: skip
        return self.render_to_response(self.get_context_data(**{**shown, **more}), status=status)

    def show_both(self, form, meanwhile):
        """Theirs beside mine, with the form ready to save mine knowingly."""
        names = [name for name in form.fields if name not in BESIDES]
        rows = differences(form, values_of(meanwhile.current, names))
        form.data = form.data.copy()
        form.data["version"] = str(meanwhile.current.version)
        return self.show(form, EDITED_MEANWHILE, conflict=True, rows=rows)
