"""Who answers for what an agency does, where nobody is named."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from frankpledge.accounts.models import User
from frankpledge.partners.models import Membership
from frankpledge.partners.permissions import Permission, roles_that_may


def leads_of(agencies: Iterable[int], partnership: Any, today: date) -> dict[int, list[User]]:
    """Whoever may change what these agencies lead, and answers for objectives: lead officers before contributors."""
    wanted = set(agencies)
    found: dict[int, dict[str, list[User]]] = {agency: {} for agency in wanted}
    may = {role.key for role in roles_that_may(Permission.DELIVERY_WRITE)} & {"lead_officer", "contributor"}
    rows = Membership.objects.within(partnership).current(today).filter(agency__in=wanted, role_key__in=may)
    for row in rows.filter(user__is_active=True).select_related("user"):
        found[row.agency_id].setdefault(row.role_key, []).append(row.user)
    return {agency: roles.get("lead_officer") or roles.get("contributor", []) for agency, roles in found.items()}
