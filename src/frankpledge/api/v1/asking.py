"""Finding what an address names, from what the token may see."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from frankpledge.partners.access import Access, NotAllowed
from frankpledge.partners.permissions import Permission
from frankpledge.plans.models import Objective, Plan

_LARGEST = 2**63 - 1


def access_of(request: HttpRequest, permission: Permission = Permission.PLAN_VIEW) -> Access:
    """What this token may do; raises ``NotAllowed`` where its scopes do not give the permission at all."""
    access: Access = request.auth  # type: ignore[attr-defined]
    if not access.reach(permission):
        raise NotAllowed("The token's scopes do not allow this. Make one that does.", permission)
    return access


def plan_of(request: HttpRequest, slug: str) -> Plan:
    """The partnership's plan of that short name."""
    access = access_of(request)
    plan = get_object_or_404(Plan.objects.within(access.partnership), slug=slug)
    plan.partnership = access.partnership
    return plan


def objective_of(request: HttpRequest, pk: int) -> Objective:
    """The partnership's objective of that number, with its plan."""
    access = access_of(request)
    rows = Objective.objects.visible_to(access, Permission.PLAN_VIEW).select_related("section__plan")
    objective = get_object_or_404(rows, pk=key(pk))
    objective.section.plan.partnership = access.partnership
    return objective


def key(pk: int) -> int:
    """A number that a database can look for; anything else names nothing."""
    return pk if 0 < pk <= _LARGEST else 0
