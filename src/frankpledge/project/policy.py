"""Who may use each address outside a partnership. Inside one, the view says so itself (``Guarded.permission``).

An address that is in neither place stops the installation from starting: nothing is open by being forgotten.
"""

from __future__ import annotations

from enum import StrEnum

from django.urls import URLPattern, URLResolver, get_resolver

from frankpledge.partners.guard import Guarded


class Who(StrEnum):
    ANYONE = "anyone"  # no log-in: each carries its reason below
    HOLDER = "holder"  # no log-in, but a secret in the address that nobody guesses: a letter's link, a feed
    PASSWORD_ONLY = "password only"  # noqa: S105 (a name, not a secret): on the way to the second factor
    SIGNED_IN = "signed in"  # both factors, no partnership


OUTSIDE: dict[str, tuple[Who, str]] = {
    "health": (Who.ANYONE, "A watchdog asks whether the server is well; it learns nothing else."),
    "news-list": (Who.ANYONE, "What the partnership put there for everybody; titles and days, no names."),
    "news-story": (Who.ANYONE, "One story, let onto the page by somebody who did not write it."),
    "news-feed": (Who.ANYONE, "The same stories for a program that reads feeds."),
    "hate-crime-help": (Who.ANYONE, "Whoever needs to report hate crime is not asked who they are."),
    "help": (Who.SIGNED_IN, "What the roles may do."),
    "offline": (Who.SIGNED_IN, "What is shown where there is no signal: nothing of any partnership's."),
    "service-worker": (Who.SIGNED_IN, "The program with which a phone opens forms without signal; it holds no data."),
    "home": (Who.SIGNED_IN, "On to one's partnership, or a choice of one's own."),
    "mail-catcher": (Who.SIGNED_IN, "A demonstration's letters, of made-up people; elsewhere it does not exist."),
    "partnership-found": (Who.SIGNED_IN, "For the operator alone; to anybody else it does not exist."),
    "invitation-accept": (Who.HOLDER, "Whoever holds the letter's link; it works once, for seven days."),
    "update-answer": (
        Who.HOLDER,
        "The link of a letter that asks for an update: opens what was asked of its reader, until the quarter is over.",
    ),
    "account_login": (Who.ANYONE, "To log in one must not be logged in."),
    "mfa_authenticate": (
        Who.PASSWORD_ONLY,
        "Between the password and the session; without the password, leads to log-in.",
    ),
    "single-sign-on": (Who.ANYONE, "Leads to the organisation's own log-in."),
    "openid_connect_callback": (Who.ANYONE, "Comes back from there, with a code only it can make."),
    "account_reset_password": (Who.ANYONE, "Whoever forgot the password cannot log in."),
    "account_reset_password_done": (Who.ANYONE, "Says the same to everybody."),
    "account_reset_password_from_key": (Who.HOLDER, "The link of a letter, which works once and for ten minutes."),
    "factor-reset": (Who.HOLDER, "The link of a letter, which works once, for ten minutes and with the password."),
    "setup": (Who.HOLDER, "The link printed on the server, while nobody runs the installation yet."),
    "factor-choose": (Who.PASSWORD_ONLY, "Where a second factor is set up."),
    "app-add": (Who.PASSWORD_ONLY, "Where a second factor is set up."),
    "passkey-add": (Who.PASSWORD_ONLY, "Where a second factor is set up."),
    "account_reauthenticate": (Who.PASSWORD_ONLY, "Asks for the password again before a factor is set up."),
    "account_logout": (Who.PASSWORD_ONLY, "Anybody may leave."),
    "account-security": (Who.SIGNED_IN, "One's own account."),
    "password-change": (Who.SIGNED_IN, "One's own password."),
    "factor-remove": (Who.SIGNED_IN, "One's own second factors."),
    "recovery-codes": (Who.SIGNED_IN, "One's own recovery codes."),
    "session-end": (Who.SIGNED_IN, "One's own sessions."),
    "api-openapi": (Who.SIGNED_IN, "What programs may ask: nothing of any partnership's."),
    "calendar-feed": (Who.HOLDER, "A calendar program cannot log in; the address is a secret, and names nobody."),
    "session-end-others": (Who.SIGNED_IN, "One's own sessions."),
}


# Addresses for programs: each asks for a token itself, and a test asks every one of them without.
WITH_TOKEN = frozenset({"api-v1"})


def routes(patterns: list[URLPattern | URLResolver] | None = None, before: str = "") -> list[tuple[str, URLPattern]]:
    """Every address with its pattern, from the resolver itself, but for those that ask for a token."""
    found: list[tuple[str, URLPattern]] = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver) and pattern.namespace in WITH_TOKEN:
            continue
        if isinstance(pattern, URLResolver):
            found += routes(pattern.url_patterns, here)
        else:
            found.append((here, pattern))
    return found


def guarded(pattern: URLPattern) -> type[Guarded] | None:
    """The guarded view behind an address, if that is what is behind it."""
    view = getattr(pattern.callback, "view_class", None)
    if isinstance(view, type) and issubclass(view, Guarded) and hasattr(view, "permission"):
        return view
    return None


def undeclared() -> list[str]:
    """Addresses for which nobody has said who may use them."""
    return [
        f"{address} ({pattern.name or 'no name'})"
        for address, pattern in routes()
        if guarded(pattern) is None and pattern.name not in OUTSIDE
    ]
