"""Writes down that people's names and addresses were read. If it cannot be written, the page is not shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from frankpledge.accounts.models import User
from frankpledge.audit.log import log, log_many
from frankpledge.audit.models import Operation
from frankpledge.partners.access import Access
from frankpledge.partners.models import Invitation


def read_people(people: Iterable[User], *, purpose: str, by: Access, now: datetime) -> None:
    """One row for each person whose name the page shows. Reading one's own name is no reading of anybody."""
    others = {person.pk: person for person in people if person.pk != by.user_id}
    log_many(others.values(), "person.read", by=by, now=now, partnership=by.partnership, purpose=purpose)


def read_invitations(invitations: Iterable[Invitation], *, by: Access, now: datetime) -> None:
    """One row for each invitation whose name and address the page shows."""
    log_many(invitations, "invitation.read", by=by, now=now, partnership=by.partnership, purpose="list of invitations")


def read_audit(
    search: Mapping[str, Any], *, rows: tuple[int, int] | None, people: Iterable[int], by: Access, now: datetime
) -> None:
    """One row for each look at the audit: what was searched for, which rows were shown, and who was named in them."""
    after = {"search": dict(search), "rows": rows, "people": sorted(people)}
    log("audit.read", by.partnership, by=by, now=now, partnership=by.partnership, operation=Operation.READ,
        after=after, purpose="audit")  # fmt: skip


def take_audit_away(search: Mapping[str, Any], *, rows: int, people: Iterable[int], by: Access, now: datetime) -> None:
    """One row for each file of the audit that left the system."""
    after = {"search": dict(search), "rows": rows, "people": sorted(people)}
    log("audit.downloaded", by.partnership, by=by, now=now, partnership=by.partnership, operation=Operation.DISCLOSE,
        after=after, purpose="audit")  # fmt: skip
