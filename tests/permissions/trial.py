"""Tries one address as everybody, in every way, on every kind of record, and compares with what the policy says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from itertools import product
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.accounts.testing import sign_in
from frankpledge.audit.models import Entry
from tests.people import NOW
from tests.permissions.policy import ROLE_OF, Rule
from tests.permissions.world import RELATIONS, World

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
# Who has no business in the partnership at all, though they are logged in.
OUTSIDERS = frozenset({"lapsed", "stranger", "west_manager", "west_auditor"})
NOT_IN = frozenset({"anonymous", "stopped", "password_only"})
ENTRANCE = re.compile(r"^/account/(login|second-factor|confirm)/")


@dataclass(frozen=True)
class Mismatch:
    """One cell of the matrix that is not as declared."""

    route: str
    method: str
    principal: str
    relation: str
    problem: str


@dataclass(frozen=True)
class Tried:
    """The world that addresses are tried in, and each principal's browser in it."""

    world: World
    browsers: dict[str, Client]


def browsers(world: World) -> dict[str, Client]:
    """A browser for each principal, logged in as far as they get."""
    clients = {}
    for name, user in world.principals.items():
        client = Client()
        if user is not None:
            sign_in(client, user, now=NOW, second_factor=name != "password_only")
        clients[name] = client
    stopped = world.principals["stopped"]
    assert stopped is not None
    User.objects.filter(pk=stopped.pk).update(is_active=False)  # after the session began, as in life
    return clients


def send(client: Client, method: str, address: str) -> Any:
    """One request whose effects are undone; the answer carries what the audit said of it."""
    cookies = SimpleCookie()
    cookies.update(client.cookies)
    with transaction.atomic():
        try:
            response: Any = client.generic(method, address, "", "application/x-www-form-urlencoded")
            response.body = b"".join(response.streaming_content) if response.streaming else response.content
            response.audited = set()
            if b"canary" in response.body:
                response.audited = audited(response.headers["X-Request-Number"])
        finally:
            transaction.set_rollback(True)
            client.cookies = cookies  # nor does the browser remember what was undone
    return response


def audited(request: str) -> set[tuple[str, str]]:
    """Whom the audit says this request read: by a row of their own, or by name in the row of a look at the audit."""
    found = set()
    for row in Entry.objects.filter(request=request):
        found.add((row.subject_type, row.subject))
        found |= {("accounts.user", str(number)) for number in (row.after or {}).get("people", ())}
    return found


def mismatches(
    world: World,
    clients: dict[str, Client],
    route: str,
    rule: Rule,
    *,
    methods: Iterable[str] = METHODS,
    principals: Iterable[str] | None = None,
) -> Iterator[Mismatch]:
    """Every cell of one route that is not as declared."""
    missing: dict[tuple[str, str], set[bytes]] = {}
    for address, slug, relation in addresses(world, route, rule):
        for principal, method in product(principals or clients, methods):
            response = send(clients[principal], method, address)
            problem = judge(world, rule, method, principal, relation, response)
            if problem:
                yield Mismatch(route, method, principal, relation, f"{problem} at {address}")
            if response.status_code == 404 and method == "GET":
                # A member of neither must not tell a partnership from one that was never founded.
                frame = slug if slug == "east" or principal.startswith("west") else "elsewhere"
                missing.setdefault((principal, frame), set()).add(nameless(response, address))
    for (principal, _), pages in missing.items():
        if len(pages) > 1:
            yield Mismatch(route, "GET", principal, "all", "what exists and what does not give different 404 pages")


def addresses(world: World, route: str, rule: Rule) -> Iterator[tuple[str, str, str]]:
    """The route's address for each kind of record, with the partnership it is in."""
    for relation in RELATIONS:
        named = rule.names(world, relation)
        if named is not None:  # the address can name a record of this kind
            yield reverse(route, kwargs=named), named["slug"], relation
            if relation == "foreign":
                yield reverse(route, kwargs={**named, "slug": "nowhere"}), "nowhere", "none"


def nameless(response: Any, address: str) -> bytes:
    """The page without what names the request: its number, its own address, the time it is printed, its forms' keys."""
    number = response.headers["X-Request-Number"].encode()
    body = response.body.replace(number, b"").replace(address.encode(), b"")
    body = re.sub(rb"\b\d{1,2}:\d\d\b", b"", body)
    return re.sub(rb'name="(csrfmiddlewaretoken|_submission)" value="[^"]*"', b"", body)


def judge(world: World, rule: Rule, method: str, principal: str, relation: str, response: Any) -> str:
    """What is wrong with this answer, or nothing."""
    status = response.status_code
    if status >= 500:
        return f"{status}: a fault"
    if principal in NOT_IN:
        entrance = status == 302 and ENTRANCE.match(response.headers["Location"])
        return "" if entrance else f"{status}, which is not the way to log in"
    if leak := leaked(world, principal, response):
        return leak
    expected = rule.expected(principal=principal, relation=relation, method=method, outsider=principal in OUTSIDERS)
    return "" if expected.accepts(status) else f"{status}, expected {expected.words}"


def leaked(world: World, principal: str, response: Any) -> str:
    """A word that this principal may not see, or may see only if the reading is in the audit, and it is not."""
    text = response.body.decode(errors="replace").lower()
    if ("eastmark" if principal.startswith("west") else "westmark") in text:
        return "the other partnership's words"
    if "canary" not in text:
        return ""
    for user, mark in world.marks:
        if mark not in text or user == world.principals[principal]:
            continue
        if not may_see(world, principal, user):
            return f"the name of {mark}"
        if response.status_code == 200 and not _reading_is_audited(user, response):
            return f"the name of {mark} without a row in the audit"
    return ""


def _reading_is_audited(user: User, response: Any) -> bool:
    memberships = {str(pk) for pk in user.memberships.values_list("pk", flat=True)}
    return any(
        (kind == "accounts.user" and number == str(user.pk))
        or (kind == "partners.membership" and number in memberships)
        for kind, number in response.audited
    )


def may_see(world: World, principal: str, user: User) -> bool:
    """Whose name each principal may meet, said again here independently of the code."""
    there = world.west if principal.startswith("west") else world.east
    agencies = set(user.memberships.filter(partnership=there.cast.partnership).values_list("agency_id", flat=True))
    role = ROLE_OF.get(principal, principal).removeprefix("west_")
    if not agencies or principal in {"lapsed", "stranger"}:
        return False
    if role in {"administrator", "manager", "chair", "auditor"}:
        return True
    own = there.cast.police if principal == "other_lead" else there.cast.council
    return role == "lead_officer" and own.pk in agencies
