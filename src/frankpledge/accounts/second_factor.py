"""Nobody reaches a page on a password alone, nor with a session that is over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from frankpledge.accounts import changes, sessions
from frankpledge.accounts.models import User
from frankpledge.accounts.queries import main_factors
from frankpledge.accounts.throttle import TooManyAttempts

# All that a person may reach before they have a second factor: to set one up, to leave, and what anybody may see.
OPEN = frozenset({
    "factor-choose", "app-add", "passkey-add", "account_reauthenticate", "account_login", "account_logout",
    "account_reset_password", "account_reset_password_done", "account_reset_password_from_key", "factor-reset",
    "mfa_authenticate", "single-sign-on", "openid_connect_callback", "setup", "health",
})  # fmt: skip


class SecondFactorMiddleware:
    """Ends sessions that are over, leads people without a second factor to set one up, and stops guessing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        over = _go_on_or_end(request) if request.user.is_authenticated else None
        response = self.get_response(request)
        log_in = resolve_url(settings.LOGIN_URL)
        if over and isinstance(response, HttpResponseRedirect) and response.url.split("?")[0] == log_in:
            address = f"{response.url}{'&' if '?' in response.url else '?'}{urlencode({'ended': over})}"
            part_of_page = getattr(request, "htmx", False)
            return HttpResponseClientRedirect(address) if part_of_page else HttpResponseRedirect(address)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        user = request.user
        if not isinstance(user, User) or sessions.has_second_factor(request.session):
            return None
        if not request.session.get(sessions.REPLACING_FACTORS) and main_factors(user):
            # The account has a second factor and this session never gave it: it is not a log-in.
            logout(request)
            return HttpResponseRedirect(resolve_url(settings.LOGIN_URL))
        match = request.resolver_match
        if match is not None and match.url_name in OPEN:
            return None
        going = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
        return HttpResponseRedirect(reverse("factor-choose") + going)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, TooManyAttempts):
            return None
        seconds = max(1, int((exception.until - timezone.now()).total_seconds()) + 1)
        response = render(request, "accounts/too_many_tries.html", {"until": exception.until}, status=429)
        response["Retry-After"] = str(seconds)
        response["Cache-Control"] = "no-store"
        return response


def _go_on_or_end(request: HttpRequest) -> sessions.Ended | None:
    """Note that the session was used or, if it is over, end it and say why."""
    user, now = request.user, timezone.now()
    assert isinstance(user, User)  # noqa: S101  (no other model of people is installed)
    row = sessions.row_of(user, request.session)
    over = sessions.why_ended(row, now=now)
    if row is not None and over is None:
        changes.see_session(row=row, now=now)
        return None
    if row is not None:
        changes.end_session(row=row, by=user, now=now, reason=str(over))
    logout(request)
    return over
