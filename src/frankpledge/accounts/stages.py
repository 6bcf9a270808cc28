"""The step between the password and the session, at which the second factor is asked for."""

from __future__ import annotations

from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.http import HttpRequest

from frankpledge.accounts.adapters import SINGLE_SIGN_ON, methods_of


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]
    """Asks everybody who has a second factor, but for those whose own organisation has just asked them for one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        if settings.OIDC_SATISFIES_SECOND_FACTOR and SINGLE_SIGN_ON in methods_of(request, self.login.user):
            return False
        return bool(super()._should_handle(request))
