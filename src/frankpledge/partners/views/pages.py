"""What the partnership's pages share: where they stand, and how a page that is one form is shown and answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from frankpledge.core.conflicts import EditedMeanwhile, differences
from frankpledge.partners.guard import Guarded
from frankpledge.partners.permissions import Permission
from frankpledge.partners.refusals import Refused

Crumbs = list[tuple[str, str]]


class Page(Guarded):
    """A page about the partnership itself."""

    permission = Permission.PARTNERSHIP_VIEW
    area: ClassVar[str] = "partnership-detail"
    purpose: ClassVar[str] = ""

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def address(self, name: str, *args: Any) -> str:
        return reverse(name, args=[self.partnership.slug, *args])

    def plan_led_by(self, kind: str, pk: int) -> str:
        """The newest plan with what this agency or group leads, or nothing where there is no plan."""
        plan = self.partnership.plans.first()
        return f"{plan.get_absolute_url()}?{kind}={pk}" if plan else ""

    def crumbs(self) -> Crumbs:
        """The pages above this one."""
        return [("Partnership", self.address("partnership-detail"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(breadcrumbs=self.crumbs(), today=self.today, **kwargs)


class FormPage(Page):
    """A page that is one form: shown, sent, refused beside the field, or met with both texts if edited meanwhile."""

    form_only = True
    template_name = "partners/form.html"
    form_class: ClassVar[type[forms.Form]]
    heading: ClassVar[str]
    lede: ClassVar[str] = ""
    submit_text: ClassVar[str] = "Save"
    done: ClassVar[str] = ""

    def initial(self) -> dict[str, Any]:
        return {}

    def form_options(self) -> dict[str, Any]:
        return {}

    def version(self) -> int | None:
        """The version of what is edited, to be sent back with the form."""
        return None

    def values(self, current: Any) -> Mapping[str, Any]:
        """The current row as the form's values, for laying them beside what was typed."""
        return {name: getattr(current, name) for name in self.form_class.base_fields}

    def save(self, cleaned: dict[str, Any], version: int) -> None:
        """One call into the domain."""
        raise TypeError(f"{type(self).__name__} does not say what it changes")

    def way_back(self) -> str:
        return self.crumbs()[-1][1]

    def on(self) -> str:
        """Where to go once it is saved."""
        return self.way_back()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.form_class(initial=self.initial(), **self.form_options()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST, initial=self.initial(), **self.form_options())
        if not form.is_valid():
            return self.show(form)
        try:
            self.save(form.cleaned_data, _number(request.POST.get("version", "")))
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            return self.show(form)
        except EditedMeanwhile as conflict:
            rows = differences(form, self.values(conflict.current))
            return self.show(form, status=409, conflict=True, rows=rows, version=conflict.current.version)
        if self.done:
            messages.success(request, self.done)
        return HttpResponseRedirect(self.on())

    def show(self, form: forms.Form, *, status: int = 200, **more: Any) -> HttpResponse:
        sent_version = _number(self.request.POST.get("version", "")) or self.version()
        context = {
            "form": form,
            "heading": self.heading,
            "lede": self.lede,
            "submit_text": self.submit_text,
            "cancel_url": self.way_back(),
            "version": sent_version,
        }
        return self.render_to_response(self.get_context_data(**{**context, **more}), status=status)


class Button(Page):
    """What a button beside a row does: sent, done or refused in words, and back to where the row stands."""

    http_method_names: ClassVar = ["post"]
    done: ClassVar[str] = ""

    def change(self) -> None:
        """One call into the domain."""
        raise TypeError(f"{type(self).__name__} does not say what it changes")

    def on(self) -> str:
        """Where to go afterwards."""
        return self.crumbs()[-1][1]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.change()
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, self.done)
        return HttpResponseRedirect(self.on())


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0
