"""Changing a password, and choosing a new one when it is forgotten."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlsafe_base64_decode

from frankpledge.accounts import changes, sessions, throttle
from frankpledge.accounts.forms import ChangePasswordForm, NewPasswordForm, ResetForm
from frankpledge.accounts.models import User
from frankpledge.accounts.views.page import AccountPage, Page

# The link's key is moved from the address into the session, so that it is in no history and no log.
IN_SESSION = "password_reset_key"
OPENED = "choose"


class ChangePassword(AccountPage):
    """Asks for the present password too: an open computer is not enough."""

    template_name = "accounts/change_password.html"
    heading = "Change your password"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(form=ChangePasswordForm(user=self.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        attempt = throttle.attempt(request, lock="confirm", account=self.user.email, now=self.now)
        form = ChangePasswordForm(request.POST, user=self.user)
        valid = form.is_valid()
        if "current" not in form.errors:
            attempt.succeeded()
        if not valid:
            return self.show(form=form)
        keep = sessions.row_of(self.user, request.session)
        changes.change_password(
            user=self.user, password=form.cleaned_data["password"], by=self.user, now=self.now, keep=keep
        )
        sessions.mark(request.session, second_factor=None, now=self.now)
        update_session_auth_hash(request, self.user)
        changes.follow_key(row=keep, session=request.session)
        messages.success(request, "Your password is changed. Your other sessions have been ended.")
        return HttpResponseRedirect(reverse("account-security"))


@method_decorator(login_not_required, name="dispatch")
class AskReset(Page):
    """Sends a link, and says the same whether or not there is an account."""

    template_name = "accounts/ask_reset.html"
    heading = "Choose a new password"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(form=ResetForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ResetForm(request.POST)
        if not form.is_valid():
            return self.show(form=form)
        # Each letter counts, because a letter nobody asked for is a nuisance whoever's it is.
        throttle.attempt(request, lock="reset letter", account=form.cleaned_data["email"], now=self.now)
        changes.send_reset_letter(email=form.cleaned_data["email"], now=self.now)
        return HttpResponseRedirect(reverse("account_reset_password_done"))


@method_decorator(login_not_required, name="dispatch")
class ResetAsked(Page):
    template_name = "accounts/reset_asked.html"
    heading = "Check your e-mail"
    http_method_names = ["get", "head", "options"]


@method_decorator(login_not_required, name="dispatch")
class Reset(Page):
    """Where the letter's link leads. The second factor is asked for at the next log-in all the same."""

    template_name = "accounts/reset.html"
    heading = "Choose a new password"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        uid, key = kwargs["uid"], kwargs["key"]
        if key != OPENED:
            attempt = throttle.attempt(request, lock="reset", now=self.now)
            if _whose(uid, key) is None:
                return self.gone()
            attempt.succeeded()
            request.session[IN_SESSION] = key
            return HttpResponseRedirect(reverse("account_reset_password_from_key", args=[uid, OPENED]))
        user = _whose(uid, request.session.get(IN_SESSION, ""))
        return self.gone() if user is None else self.show(form=NewPasswordForm(user=user))

    def post(self, request: HttpRequest, uid: str, key: str) -> HttpResponse:
        attempt = throttle.attempt(request, lock="reset", now=self.now)
        user = _whose(uid, request.session.get(IN_SESSION, ""))
        if user is None:
            return self.gone()
        attempt.succeeded()
        form = NewPasswordForm(request.POST, user=user)
        if not form.is_valid():
            return self.show(form=form)
        changes.change_password(user=user, password=form.cleaned_data["password"], by=user, now=self.now)
        del request.session[IN_SESSION]
        messages.success(request, "Your new password is set. Log in with it.")
        response = HttpResponseRedirect(reverse("account_login"))
        # Whoever reads the person's letters is the person: guesses made elsewhere do not shut them out.
        throttle.know_browser(request, response, account=user.email)
        return response

    def gone(self) -> HttpResponse:
        self.template_name = "accounts/link_gone.html"
        return self.show(status=410, heading="This link no longer works", what="password")


def _whose(uid: str, key: str) -> User | None:
    try:
        pk = int(urlsafe_base64_decode(uid).decode())
    except (ValueError, OverflowError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user is not None and default_token_generator.check_token(user, key) else None
