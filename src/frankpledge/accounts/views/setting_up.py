"""The first page of an empty installation."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator

from frankpledge.accounts import changes, links, throttle
from frankpledge.accounts.adapters import AccountAdapter
from frankpledge.accounts.forms import SetUpForm
from frankpledge.accounts.queries import operator_exists
from frankpledge.accounts.views.page import WAY_ON, Page


@method_decorator(login_not_required, name="dispatch")
class SetUp(Page):
    """Makes the first account, of the person who runs the installation; then their second factor and a partnership."""

    template_name = "accounts/set_up.html"
    heading = "Set up Frankpledge"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.holds(kwargs["token"]):
            return self.gone()
        return self.show(form=SetUpForm())

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        if not self.holds(token):
            return self.gone()
        form = SetUpForm(request.POST)
        if not form.is_valid():
            return self.show(form=form)
        wanted = {name: form.cleaned_data[name] for name in ("email", "name", "password")}
        try:
            user = changes.set_up(now=self.now, **wanted)
        except changes.AlreadySetUp:
            return self.gone()
        except changes.AccountExists as refusal:
            form.add_error("email", str(refusal))
            return self.show(form=form)
        AccountAdapter(request).login(request, user)
        request.session[WAY_ON] = reverse("partnership-found")
        return HttpResponseRedirect(reverse("factor-choose"))

    def holds(self, token: str) -> bool:
        attempt = throttle.attempt(self.request, lock="set up", now=self.now)
        if holds := links.setup_token_holds(token, now=self.now) and not operator_exists():
            attempt.succeeded()
        return holds

    def gone(self) -> HttpResponse:
        self.template_name = "accounts/link_gone.html"
        return self.show(status=410, heading="This link no longer works", what="set-up")
