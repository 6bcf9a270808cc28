"""One's own account: factors, password, and the sessions that are open."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from frankpledge.accounts import changes, sessions
from frankpledge.accounts.models import SignedInSession
from frankpledge.accounts.queries import live_sessions, main_factors, recovery_codes_of
from frankpledge.accounts.views.page import AccountPage


class Security(AccountPage):
    """What keeps the account safe, in one look."""

    template_name = "accounts/security.html"
    heading = "Your account"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        factors = main_factors(self.user)
        return super().get_context_data(
            breadcrumbs=None,
            person=self.user,
            app=next((factor for factor in factors if factor.type == Authenticator.Type.TOTP), None),
            passkeys=[factor for factor in factors if factor.type == Authenticator.Type.WEBAUTHN],
            may_remove=len(factors) > 1,
            codes_left=len(recovery_codes_of(self.user)),
            sessions=live_sessions(self.user, now=self.now),
            here=sessions.row_of(self.user, self.request.session),
            **kwargs,
        )


class EndSession(AccountPage):
    """Ends one of the person's other sessions."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(SignedInSession, pk=pk, user=self.user)
        changes.end_session(row=row, by=self.user, now=self.now)
        messages.success(request, "The session was ended. Whoever uses that browser must log in again.")
        return HttpResponseRedirect(reverse("account-security"))


class EndOtherSessions(AccountPage):
    """Ends all the person's sessions but this one."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        here = sessions.row_of(self.user, request.session)
        changes.sign_out_everywhere(user=self.user, by=self.user, now=self.now, keep=here)
        messages.success(request, "All your other sessions were ended.")
        return HttpResponseRedirect(reverse("account-security"))
