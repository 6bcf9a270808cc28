"""How allauth's log-in is bent to this house: nobody signs up, every session has its row and its audit."""

from __future__ import annotations

from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import (
    clear_authentication_records,
    get_authentication_records,
    perform_login,
)
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal.flows.login import record_authentication
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib.auth import login as django_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from frankpledge.accounts import changes, sessions
from frankpledge.accounts.factor_secrets import hide, reveal
from frankpledge.accounts.links import safe_address
from frankpledge.accounts.models import User
from frankpledge.accounts.throttle import know_browser

SINGLE_SIGN_ON = "single sign-on"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Log-in as allauth does it, with our sessions, our words and our second factor."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not right. Check both and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        return False  # pages only: a second way to answer would be a second thing to guard

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our own pages say what happened."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Our own changes write the letters."""

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        return HttpResponseRedirect(resolve_url(settings.LOGIN_URL))

    def get_login_stages(self) -> list[str]:
        return ["frankpledge.accounts.stages.SecondFactorStage"]

    def get_client_ip(self, request: HttpRequest) -> str:
        return sessions.source_of(request)

    def login(self, request: HttpRequest, user: User) -> None:
        """Both factors are given, or there is no second one yet: begin the session, with a key nobody knew before."""
        now = timezone.now()
        methods = methods_of(request, user)
        if isinstance(request.user, User):
            changes.log_out(session=request.session, user=request.user, now=now)
        # What was proved for this log-in is used up by it, and proves nothing for the next.
        clear_authentication_records(request)
        sessions.unmark(request.session)
        django_login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        second = next((method for method in methods if method not in {"password", SINGLE_SIGN_ON}), None)
        if second is None and SINGLE_SIGN_ON in methods and settings.OIDC_SATISFIES_SECOND_FACTOR:
            second = SINGLE_SIGN_ON
        sessions.mark(request.session, second_factor=second, now=now)
        browser = sessions.browser_words(request.META.get("HTTP_USER_AGENT", ""))
        changes.begin_session(
            session=request.session,
            user=user,
            browser=browser,
            source=sessions.source_of(request),
            now=now,
            methods=methods,
        )

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Go where the person was going; where they have no second factor yet, ``second_factor`` turns them aside."""
        wanted = kwargs.get("redirect_url")
        response = HttpResponseRedirect(safe_address(request, wanted) or resolve_url(settings.LOGIN_REDIRECT_URL))
        if sessions.has_second_factor(request.session):
            know_browser(request, response, account=user.email)
        return response


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: their secrets encrypted, their letters ours."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code or the passkey is not right. Try again."),
    }

    def encrypt(self, text: str) -> str:
        return hide(text)

    def decrypt(self, encrypted_text: str) -> str:
        return reveal(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        # On white: a phone does not read a dark code on a dark page.
        image = qrcode.make(url, image_factory=SvgPathFillImage)
        return str(image.to_string(encoding="unicode"))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Our own changes write the letters."""

    def _get_site_name(self) -> str:
        return "Frankpledge"


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on lets in only those who already have an account, found by an address the provider has verified."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our own pages say what happened."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Log the person in here and now. Nothing of what the provider says about them is kept."""
        user = _known_by(sociallogin)
        if user is None:
            raise ImmediateHttpResponse(render(request, "accounts/single_sign_on_unknown.html", status=403))
        sociallogin.user = user
        record_authentication(request, sociallogin)
        way_on = sociallogin.get_redirect_url(request)
        raise ImmediateHttpResponse(perform_login(request, Login(user=user, redirect_url=way_on)))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        raise ImmediateHttpResponse(render(request, "accounts/single_sign_on_failed.html", status=401))


def methods_of(request: HttpRequest, user: User) -> list[str]:
    """How the person has proved themselves on the way in, in order: "password", "totp", "single sign-on"."""
    named = {"socialaccount": SINGLE_SIGN_ON}
    found = [
        record["type"] if record["method"] == "mfa" else named.get(record["method"], record["method"])
        for record in get_authentication_records(request, user)
    ]
    return list(dict.fromkeys(found))


def _known_by(sociallogin: SocialLogin) -> User | None:
    """The person with the address the provider says it has verified. Anything but ``true`` is not verified."""
    told = [claims for name in ("userinfo", "id_token") if (claims := sociallogin.account.extra_data.get(name))]
    if len({claims.get("sub") for claims in told}) != 1:
        return None  # what is said about two people cannot let in one
    for claims in told:
        if claims.get("email") and claims.get("email_verified") is True:
            return User.objects.filter(email__iexact=claims["email"], is_active=True).first()
    return None
