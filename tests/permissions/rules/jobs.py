"""Who may see and stop background work."""

from __future__ import annotations

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import SETTERS_UP, Rule, fixed, named, place

job = named("job")

RULES: dict[str, Rule] = {
    "job-list": Rule(place, SETTERS_UP),
    "job-file": Rule(fixed(place, kind="csv"), SETTERS_UP),
    "job-detail": Rule(job, SETTERS_UP),
    "job-cancel": Rule(job, SETTERS_UP, SETTERS_UP, get=False),
    "job-again": Rule(job, SETTERS_UP, SETTERS_UP, get=False),
}
WHERE: dict[Permission, str] = {Permission.JOB_VIEW: "job-list"}
TWO_DOORS: set[str] = set()
