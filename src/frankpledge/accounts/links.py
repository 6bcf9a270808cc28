"""Links that let somebody in for a while: each says what it is for, and stops working when it was used or is old."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from frankpledge.accounts.models import User

SETUP_SALT = "frankpledge.accounts.setup"
SETUP_FOR = timedelta(hours=24)
FACTORS_SALT = "frankpledge.accounts.factors"


def absolute(name: str, *args: str) -> str:
    """The whole address of a page, as it goes into a letter."""
    return f"{settings.PUBLIC_ADDRESS}{reverse(name, args=args)}"


def safe_address(request: HttpRequest, address: str | None) -> str:
    """The address if it is one of ours, or nothing: nobody is sent elsewhere by a link to us."""
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if address and safe else ""


def setup_token(now: datetime) -> str:
    return signing.dumps(now.timestamp(), salt=SETUP_SALT)


def setup_token_holds(token: str, *, now: datetime) -> bool:
    made_at = _loads(token, SETUP_SALT)
    return isinstance(made_at, float) and timedelta() <= now - _moment(made_at) <= SETUP_FOR


def factor_reset_token(user: User) -> str:
    """For the letter about lost factors. It stands for one moment: a later letter, or its use, makes it void."""
    if user.factor_reset_at is None:
        raise ValueError("no replacement of factors was started")
    return signing.dumps([user.pk, user.factor_reset_at.timestamp()], salt=FACTORS_SALT)


def whose_factors(token: str, *, now: datetime) -> User | None:
    """The person whose lost factors the link may replace now."""
    match _loads(token, FACTORS_SALT):
        case [int(pk), float(at)]:
            pass
        case _:
            return None
    if not timedelta() <= now - _moment(at) <= timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    started = user.factor_reset_at.timestamp() if user and user.factor_reset_at else None
    return user if started == at else None


def _moment(timestamp: float) -> datetime:
    return datetime.fromtimestamp(timestamp, tz=UTC)


def _loads(token: str, salt: str) -> object:
    try:
        return signing.loads(token, salt=salt)
    except signing.BadSignature:
        return None
