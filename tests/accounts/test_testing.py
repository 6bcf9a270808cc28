"""The tests' own way in leaves what a real log-in leaves."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.test import Client

from frankpledge.accounts.models import SignedInSession, User
from frankpledge.accounts.sessions import has_second_factor
from tests.people import Cast


def test_somebody_signed_in_has_a_factor_and_a_session_of_their_own(
    signed_in: Callable[[User], Client], east: Cast
) -> None:
    client = signed_in(east["manager"])

    assert Authenticator.objects.get(user=east["manager"]).type == Authenticator.Type.TOTP
    assert has_second_factor(client.session)
    assert SignedInSession.objects.get().user == east["manager"]
