"""Logging in, the second factor, and logging out."""

from __future__ import annotations

from typing import Any

import requests
from allauth.account.internal.stagekit import clear_login
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from frankpledge.accounts import changes, demonstration, sessions, throttle
from frankpledge.accounts.forms import ConfirmForm
from frankpledge.accounts.links import safe_address
from frankpledge.accounts.models import User
from frankpledge.accounts.queries import main_factors
from frankpledge.accounts.views.page import AccountPage

WHY_ENDED = {
    sessions.Ended.IDLE: "You were away for a while, so you were logged out. Nothing you saved is lost.",
    sessions.Ended.AGE: "You had been logged in for a long time, so you were logged out. Nothing you saved is lost.",
    sessions.Ended.ENDED: "This session was ended. Log in again to go on.",
}


class LogIn(LoginView):
    """E-mail address and password. Whatever is wrong, the answer is the same: nobody learns who has an account."""

    template_name = "accounts/log_in.html"
    http_method_names = ["get", "head", "options", "post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        email, password = request.POST.get("login", ""), request.POST.get("password", "")
        if not email or not password:
            return super().post(request, *args, **kwargs)
        now = timezone.now()
        attempt = throttle.attempt(request, lock="log-in", account=email, now=now)
        if self.get_form().is_valid():
            attempt.succeeded()
        else:
            known = User.objects.filter(email__iexact=email.strip()).first()
            changes.log_in_failed(user=known, second_factor=False, now=now)
        return super().post(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        chosen = self.request.GET.get("as", "")
        person = next((each for each in demonstration.cast() if str(each.pk) == chosen), None)
        return {"login": person.email} if person else {}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        if settings.OIDC_NAME:
            # The button's form ends, by redirects, at the provider: browsers hold redirects to this rule as well.
            response._csp_update = {"form-action": [settings.OIDC_ISSUER.rstrip("/")]}
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            heading="Log in",
            why_ended=WHY_ENDED.get(self.request.GET.get("ended", "")),
            single_sign_on=settings.OIDC_NAME,
            cast=demonstration.cast(),
            cast_password=demonstration.PASSWORD,
            **kwargs,
        )


class SecondFactor(AuthenticateView):
    """A code, a recovery code or a passkey, after the password and before anything else."""

    template_name = "accounts/second_factor.html"
    http_method_names = ["get", "head", "options", "post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "start_again" in request.POST or not self.stage.login.user.is_active:
            clear_login(request)
            return HttpResponseRedirect(reverse("account_login"))
        now, user = timezone.now(), self.stage.login.user
        attempt = throttle.attempt(request, lock="second factor", account=user.email, now=now)
        if self.form.is_valid():
            attempt.succeeded()
        else:
            changes.log_in_failed(user=user, second_factor=True, now=now)
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.stage.login.user
        kinds = {factor.type for factor in main_factors(user)}
        return super().get_context_data(**kwargs) | {
            "heading": "Show that it is you",
            "passkey": Authenticator.Type.WEBAUTHN in kinds,
            "app": Authenticator.Type.TOTP in kinds,
            "demonstration_code": demonstration.code_to_show(user, timezone.now()),
        }


class LogOut(AccountPage):
    """Logs out when the button is pressed. Following a link to it changes nothing."""

    template_name = "accounts/log_out.html"
    heading = "Log out"

    def post(self, request: HttpRequest) -> HttpResponse:
        changes.log_out(session=request.session, user=self.user, now=self.now)
        logout(request)
        return HttpResponseRedirect(reverse("account_login"))


class Confirm(AccountPage):
    """Asks for the password again before something that a passer-by at an open computer must not do."""

    template_name = "accounts/confirm.html"
    heading = "Confirm that it is you"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(form=ConfirmForm(user=self.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        attempt = throttle.attempt(request, lock="confirm", account=self.user.email, now=self.now)
        form = ConfirmForm(request.POST, user=self.user)
        if not form.is_valid():
            changes.log_in_failed(user=self.user, second_factor=not self.user.has_usable_password(), now=self.now)
            return self.show(form=form)
        attempt.succeeded()
        sessions.mark(request.session, second_factor=None, now=self.now)
        return HttpResponseRedirect(safe_address(request, request.GET.get("next")) or reverse("account-security"))


@login_not_required
@require_POST
def single_sign_on(request: HttpRequest) -> HttpResponse:
    """Goes to the provider's own log-in page."""
    if not settings.OIDC_NAME:
        raise Http404
    try:
        return openid_connect.login(request, "sso")
    except requests.RequestException:
        return render(request, "accounts/single_sign_on_failed.html", status=502)


@login_not_required
def single_sign_on_answer(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Comes back from there."""
    if not settings.OIDC_NAME or provider_id != "sso":
        raise Http404
    return openid_connect.callback(request, provider_id)
