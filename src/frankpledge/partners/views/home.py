"""The first page after logging in: on to the partnership, a choice of several, or what to do if there is none."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from frankpledge.accounts.models import User
from frankpledge.core.submissions import answer_once
from frankpledge.partners.access import partnerships_of
from frankpledge.partners.changes.partnerships import found_partnership
from frankpledge.partners.forms import FoundForm
from frankpledge.partners.refusals import Refused


class Home(TemplateView):
    """One partnership: there. Several: choose. None: found one, or ask to be invited."""

    template_name = "partners/home.html"
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = _person(request)
        partnerships = partnerships_of(person, today=timezone.localdate())
        if len(partnerships) == 1:
            return redirect("my-work", partnerships[0].slug)
        if not partnerships and person.is_operator:
            return redirect("partnership-found")
        return self.render_to_response(self.get_context_data(partnerships=partnerships, person=person))


class PartnershipFound(TemplateView):
    """The operator founds a partnership and becomes its first person."""

    template_name = "partners/found.html"
    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _person(request).is_operator:
            raise Http404
        return self.render_to_response(self.get_context_data(form=FoundForm()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = _person(request)
        if not person.is_operator:
            raise Http404
        now = timezone.now()
        return answer_once(request, actor=person.audit_key, now=now, answer=lambda: self._found(request, person, now))

    def _found(self, request: HttpRequest, person: User, now: Any) -> HttpResponse:
        form = FoundForm(request.POST)
        if form.is_valid():
            try:
                partnership = found_partnership(
                    **form.cleaned_data, founder=person, by=person, now=now, today=timezone.localdate(now)
                )
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                messages.success(request, "The partnership is founded. Here is what to set up next.")
                return HttpResponseRedirect(reverse("partnership-detail", args=[partnership.slug]))
        return self.render_to_response(self.get_context_data(form=form))


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user
