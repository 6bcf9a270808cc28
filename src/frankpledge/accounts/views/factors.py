"""Setting up, replacing and taking away second factors, and the recovery codes."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import clear_totp_secret, get_totp_secret
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator

from frankpledge.accounts import changes, sessions, throttle
from frankpledge.accounts.adapters import AccountAdapter
from frankpledge.accounts.forms import AddAppForm, AddPasskeyForm, ConfirmForm
from frankpledge.accounts.links import safe_address, whose_factors
from frankpledge.accounts.queries import main_factors, recovery_codes_of
from frankpledge.accounts.views.page import WAY_ON, AccountPage, Page, way_on


class ChooseFactor(AccountPage):
    """Where somebody without a second factor is led, whatever page they asked for."""

    template_name = "accounts/choose_factor.html"
    heading = "Add a second way to show that it is you"
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if going := safe_address(request, request.GET.get("next")):
            request.session[WAY_ON] = going
        return self.show(
            must=not sessions.has_second_factor(request.session),
            replacing=bool(request.session.get(sessions.REPLACING_FACTORS)),
        )


class AddFactor(AccountPage):
    """What adding an app and adding a passkey have in common."""

    asks_again = True
    kind: Authenticator.Type
    done: str
    add: Callable[..., bool]

    def set_up(self, **given: Any) -> HttpResponse:
        """Add the factor, let this session in, and show new recovery codes if there are any."""
        session = self.request.session
        replacing = bool(session.get(sessions.REPLACING_FACTORS))
        made = self.add(
            user=self.user, now=self.now, keep=sessions.row_of(self.user, session), replace_all=replacing, **given
        )
        session.pop(sessions.REPLACING_FACTORS, None)
        first = not sessions.has_second_factor(session)
        sessions.mark(session, second_factor=self.kind, now=self.now)
        changes.renew_session(session=session, user=self.user)
        response = HttpResponseRedirect(reverse("recovery-codes") if first or made else reverse("account-security"))
        throttle.know_browser(self.request, response, account=self.user.email)
        messages.success(self.request, self.done)
        return response


class AddApp(AddFactor):
    """An app that makes codes. Its secret is in the QR code and in letters, for phones that cannot read the one."""

    template_name = "accounts/add_app.html"
    heading = "Set up an app that makes codes"
    kind = Authenticator.Type.TOTP
    done = "Your app is set up. From now on we ask for its code when you log in."
    add = staticmethod(changes.add_app)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(form=AddAppForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = AddAppForm(request.POST)
        if not form.is_valid():
            return self.show(form=form)
        attempt = throttle.attempt(request, lock="add app", account=self.user.email, now=self.now)
        try:
            response = self.set_up(secret=get_totp_secret(), code=form.cleaned_data["code"])
        except changes.WrongCode as wrong:
            form.add_error("code", str(wrong))
            return self.show(form=form)
        attempt.succeeded()
        clear_totp_secret(request)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        adapter, secret = get_adapter(), get_totp_secret()
        picture = adapter.build_totp_svg(adapter.build_totp_url(self.user, secret))
        return super().get_context_data(
            picture=f"data:image/svg+xml;base64,{base64.b64encode(picture.encode()).decode()}",
            secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
            replaces=any(factor.type == self.kind for factor in main_factors(self.user)),
            **kwargs,
        )


class AddPasskey(AddFactor):
    """A passkey: a fingerprint, a face, a PIN or a security key, held by the person's own device."""

    template_name = "accounts/add_passkey.html"
    heading = "Set up a passkey"
    kind = Authenticator.Type.WEBAUTHN
    done = "Your passkey is set up. From now on you may log in with it."
    add = staticmethod(changes.add_passkey)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(form=AddPasskeyForm(user=self.user, initial={"name": self.suggestion}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = AddPasskeyForm(request.POST, user=self.user)
        if not form.is_valid():
            return self.show(form=form)
        return self.set_up(
            name=form.cleaned_data["name"] or self.suggestion, credential=form.cleaned_data["credential"]
        )

    @property
    def suggestion(self) -> str:
        return sessions.browser_words(self.request.META.get("HTTP_USER_AGENT", ""))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(options=begin_registration(self.user, passwordless=False), **kwargs)


class RemoveFactor(AccountPage):
    """Takes away a passkey or an app, but never the last."""

    template_name = "accounts/remove_factor.html"
    heading = "Remove this way to log in?"
    asks_again = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(factor=self.find(kwargs["pk"]))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        factor, keep = self.find(pk), sessions.row_of(self.user, request.session)
        try:
            changes.remove_factor(factor=factor, by=self.user, now=self.now, keep=keep)
        except changes.LastFactor as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Removed. Your other sessions have been ended.")
        return HttpResponseRedirect(reverse("account-security"))

    def find(self, pk: int) -> Authenticator:
        mine = Authenticator.objects.filter(user=self.user).exclude(type=Authenticator.Type.RECOVERY_CODES)
        return get_object_or_404(mine, pk=pk)


class RecoveryCodes(AccountPage):
    """The codes to print and keep for the day the phone is lost; new ones when the button is pressed."""

    template_name = "accounts/recovery_codes.html"
    heading = "Recovery codes"
    asks_again = True

    def post(self, request: HttpRequest) -> HttpResponse:
        changes.make_recovery_codes(user=self.user, by=self.user, now=self.now)
        messages.success(request, "These are your new recovery codes. The ones before no longer work.")
        return HttpResponseRedirect(reverse("recovery-codes"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        codes = [f"{code[:5]} {code[5:]}" for code in recovery_codes_of(self.user)]
        return super().get_context_data(codes=codes, way_on=way_on(self.request), **kwargs)


@method_decorator(login_not_required, name="dispatch")
class FactorReset(Page):
    """The page of the letter about lost second factors: with the password, it leads to setting up new ones."""

    template_name = "accounts/factor_reset.html"
    heading = "Set up a new second factor"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = whose_factors(kwargs["token"], now=self.now)
        if user is None:
            return self.gone()
        return self.show(form=ConfirmForm(user=user))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        attempt = throttle.attempt(request, lock="factor reset", now=self.now)
        user = whose_factors(token, now=self.now)
        if user is None:
            return self.gone()
        guess = throttle.attempt(request, lock="factor reset", account=user.email, now=self.now)
        form = ConfirmForm(request.POST, user=user)
        if not form.is_valid():
            changes.log_in_failed(user=user, second_factor=False, now=self.now)
            return self.show(form=form)
        attempt.succeeded()
        guess.succeeded()
        changes.use_factor_reset(user=user, now=self.now)
        AccountAdapter(request).login(request, user)
        request.session[sessions.REPLACING_FACTORS] = True
        return HttpResponseRedirect(reverse("factor-choose"))

    def gone(self) -> HttpResponse:
        self.template_name = "accounts/link_gone.html"
        return self.show(status=410, heading="This link no longer works", what="factors")
