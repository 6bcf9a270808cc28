"""Tries one address as everybody, in every way, on every kind of record, and compares with what the policy says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from frankpledge.accounts.models import User
from frankpledge.accounts.testing import sign_in
from frankpledge.audit.models import Entry
from tests.people import NOW, canary
from tests.permissions.policy import Rule, names
from tests.permissions.world import RELATIONS, World

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
READS = {"GET", "HEAD", "OPTIONS"}
# Principals who have no business in the partnership at all.
OUTSIDERS = {"lapsed", "stranger", "west_manager", "west_auditor"}
LOG_IN = re.compile(r"^/account/(login|2fa|reauthenticate|second-factor|factors|security)")


@dataclass(frozen=True)
class Mismatch:
    """One cell of the matrix that is not as declared."""

    route: str
    method: str
    principal: str
    relation: str
    problem: str


def browsers(world: World) -> dict[str, Client]:
    """A browser for each principal, logged in as far as they get."""
    clients = {}
    for name, user in world.principals.items():
        client = Client(raise_request_exception=True)
        if user is not None:
            sign_in(client, user, now=NOW, second_factor=name != "password_only")
        clients[name] = client
    stopped = world.principals["stopped"]
    assert stopped is not None
    User.objects.filter(pk=stopped.pk).update(is_active=False)  # after the session began, as in life
    return clients


def send(client: Client, method: str, address: str) -> HttpResponse:
    """One request whose effects are undone."""
    with transaction.atomic():
        try:
            response: HttpResponse = client.generic(method, address, "", "application/x-www-form-urlencoded")
            response.audited = {  # type: ignore[attr-defined]
                (entry.subject_type, entry.subject)
                for entry in Entry.objects.filter(request=response.headers.get("X-Request-Number", "-"))
            }
        finally:
            transaction.set_rollback(True)
    return response


def mismatches(world: World, clients: dict[str, Client], route: str, rule: Rule) -> Iterator[Mismatch]:
    """Every cell of one route that is not as declared."""
    bodies: dict[tuple[str, str], dict[str, bytes]] = {}
    for relation in RELATIONS:
        found = names(world, route, relation)
        if found is None:  # the address names no record of this kind
            continue
        address = reverse(route, kwargs=found)
        for principal, client in clients.items():
            for method in METHODS:
                response = send(client, method, address)
                problem = judge(world, rule, method, principal, relation, response)
                if problem:
                    yield Mismatch(route, method, principal, relation, f"{problem} at {address}")
                if response.status_code == 404 and method == "GET":
                    bodies.setdefault((principal, method), {})[relation] = _anonymous(response, address)
    for (principal, method), by_relation in bodies.items():
        if len(set(by_relation.values())) > 1:
            yield Mismatch(route, method, principal, "/".join(by_relation), "the 404 pages differ")


def _anonymous(response: HttpResponse, address: str) -> bytes:
    """The page without what names the request: its number and its own address."""
    number = response.headers.get("X-Request-Number", "").encode()
    body = bytes(response.content).replace(number, b"") if number else bytes(response.content)
    body = body.replace(address.encode(), b"")
    return re.sub(rb'name="(csrfmiddlewaretoken|_submission)" value="[^"]*"', b"", body)


def judge(world: World, rule: Rule, method: str, principal: str, relation: str, response: Any) -> str:
    """What is wrong with this answer, or nothing."""
    status = response.status_code
    if status >= 500:
        return f"{status}: a fault"
    if principal in {"anonymous", "stopped", "password_only"}:
        return "" if status == 302 and LOG_IN.match(response.headers["Location"]) else f"{status}, not a way to log in"
    leak = leaked(world, principal, response)
    if leak:
        return leak
    expected = rule.expected(principal=principal, relation=relation, method=method, outsider=principal in OUTSIDERS)
    return "" if expected.accepts(status) else f"{status}, expected {expected.words}"


def leaked(world: World, principal: str, response: Any) -> str:
    """A canary in the answer that this principal may not see, or may see only if the reading was audited, and was not."""
    body = b"" if response.streaming else bytes(response.content)
    if b"canary" not in body and b"westmark" not in body:
        return ""
    text = body.decode(errors="replace").lower()
    western = principal.startswith("west")
    if not western and "westmark" in text:
        return "the other partnership's words"
    for user in User.objects.all():
        mark = canary(user.name.rsplit(" ", 1)[0])
        if mark not in text or user == world.principals[principal]:
            continue
        if not may_see(world, principal, user):
            return f"the name of {mark}"
        if ("accounts.user", str(user.pk)) not in response.audited and not _membership_audited(user, response):
            return f"the name of {mark} without a row in the audit"
    return ""


def _membership_audited(user: User, response: Any) -> bool:
    numbers = {str(pk) for pk in user.memberships.values_list("pk", flat=True)}
    return any(kind == "partners.membership" and number in numbers for kind, number in response.audited)


def may_see(world: World, principal: str, user: User) -> bool:
    """Whose name each principal may meet, said again here independently of the code."""
    here = world.west if principal.startswith("west") else world.east
    inside = {member.pk for member in here.cast.people.values()}
    if here is world.east:
        inside |= {world.principals[name].pk for name in ("stopped", "lapsed")}  # type: ignore[union-attr]
    if user.pk not in inside:
        return False
    role = principal.removeprefix("west_")
    if role in {"administrator", "manager", "chair", "auditor"}:
        return True
    if role in {"lead_officer", "other_lead"}:
        agency = here.cast.police if role == "other_lead" else here.cast.council
        return bool(user.memberships.filter(agency=agency).exists())
    return False
