"""The forms of logging in and of one's own account."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.auth import parse_registration_response
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from frankpledge.accounts import changes
from frankpledge.accounts.models import User
from frankpledge.accounts.passwords import HELP, MOST

WRONG_PASSKEY = "The passkey was not accepted. Try again, or use another way."


def email_field(**more: Any) -> forms.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"})
    return forms.EmailField(label="E-mail address", max_length=254, widget=widget, **more)


def password_field(label: str, autocomplete: str, **more: Any) -> forms.CharField:
    # Anything may be pasted, and spaces count.
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=MOST, widget=widget, **more)


def code_field(label: str, help_text: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"})
    return forms.CharField(label=label, help_text=help_text, max_length=40, widget=widget)


class LogInForm(LoginForm):  # type: ignore[misc]
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = email_field()
        self.fields["password"] = password_field("Password", "current-password")
        self.order_fields(["login", "password"])


class SecondFactorForm(AuthenticateForm):  # type: ignore[misc]
    """A code of the person's app, or one of their recovery codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(
            "Code", "The six digits your app shows now, or one of your recovery codes if you do not have your phone"
        )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        try:
            self.authenticator = changes.use_code(user=self.user, code=code, now=timezone.now())
        except changes.WrongCode as wrong:
            raise ValidationError(str(wrong), code="incorrect_code") from wrong
        self.authenticator.user = self.user
        return code


class PasskeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """What the browser says a passkey answered."""

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()
        except (KeyError, AttributeError, TypeError, ValueError) as garbled:
            raise ValidationError(WRONG_PASSKEY, code="incorrect_code") from garbled


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey, with a name its owner will know it by."""

    name = forms.CharField(
        label="Name of the passkey",
        help_text="So that you can tell it from another, for example “Work laptop”",
        max_length=60,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
            if "credential" in cleaned:
                parse_registration_response(cleaned["credential"])
        except (KeyError, AttributeError, TypeError, ValueError) as garbled:
            if isinstance(garbled, ValidationError):
                raise
            raise ValidationError(WRONG_PASSKEY, code="incorrect_code") from garbled
        return cleaned


class AddAppForm(forms.Form):
    """The first code of an app, which proves that it was set up right."""

    code = code_field("Code", "The six digits the app shows for Frankpledge")


class ConfirmForm(forms.Form):
    """It is still you: the password, or a code where the account has no password."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if user.has_usable_password():
            self.fields["password"] = password_field("Password", "current-password")
        else:
            self.fields["code"] = code_field("Code", "The six digits your app shows now, or a recovery code")

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise ValidationError("The password is not right", code="incorrect_password")
        return password

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        try:
            changes.use_code(user=self.user, code=code, now=timezone.now())
        except changes.WrongCode as wrong:
            raise ValidationError(str(wrong), code="incorrect_code") from wrong
        return code


class NewPasswordForm(forms.Form):
    """A new password, held to the policy. Typed once, and shown on request: no second box.

    ``user`` is whose it will be, saved or not; ``context`` are further words it may not be made of, such as the
    partnership's name when somebody is invited to it.
    """

    password = password_field("New password", "new-password", help_text=HELP)

    def __init__(self, *args: Any, user: User | None = None, context: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user or User()
        self.context = tuple(context)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        self.user.password_context = self.context
        validate_password(password, self.user)
        return password


class ChangePasswordForm(NewPasswordForm):
    """The present password and the new one."""

    current = password_field("Password you have now", "current-password")
    field_order = ("current", "password")

    def clean_current(self) -> str:
        current: str = self.cleaned_data["current"]
        if not self.user.check_password(current):
            raise ValidationError("The password you have now is not right", code="incorrect_password")
        return current


class ResetForm(forms.Form):
    """Where to send a link to choose a new password."""

    email = email_field()


class SetUpForm(NewPasswordForm):
    """The first person of an installation."""

    name = forms.CharField(label="Your name", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = email_field(help_text="You log in with it, and letters about your account go there")
    password = password_field("Password", "new-password", help_text=HELP)
    field_order = ("name", "email", "password")

    def clean_password(self) -> str:
        # The name and the address, cleaned before this, are words the password may not be made of.
        self.user = User(name=self.cleaned_data.get("name", ""), email=self.cleaned_data.get("email", ""))
        return super().clean_password()
