"""Who may see and send the addresses of reports, stories and recommendations."""

from __future__ import annotations

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import ALL, EVERYONE, OWN, PLAN_OWNER, Rule, Who, fixed, form, named, place

SCRUTINISERS: Who = {"manager": ALL, "scrutiny": ALL}
STORY_TELLERS: Who = {"manager": ALL, "chair": OWN}
report, public_base = named("report"), named("report")
story, recommendation = named("story"), named("recommendation")

RULES: dict[str, Rule] = {
    "report-list": Rule(place, EVERYONE),
    "report-list-csv": Rule(place, EVERYONE),
    "report-list-json": Rule(place, EVERYONE),
    "report-make": Rule(place, PLAN_OWNER, PLAN_OWNER),
    "report-detail": Rule(report, EVERYONE),
    "report-file": Rule(fixed(report, kind="pdf"), EVERYONE, head=False),
    "report-public": Rule(public_base, PLAN_OWNER, PLAN_OWNER),
    "report-publish": Rule(report, PLAN_OWNER, PLAN_OWNER, get=False),
    "report-withdraw": Rule(report, PLAN_OWNER, PLAN_OWNER),
    "story-list": Rule(place, EVERYONE),
    "story-list-csv": Rule(place, EVERYONE),
    "story-list-json": Rule(place, EVERYONE),
    "story-offer": Rule(place, PLAN_OWNER, PLAN_OWNER, get=False),
    "story-detail": Rule(story, EVERYONE),
    "story-write": Rule(story, EVERYONE, STORY_TELLERS, get=False),
    "story-edit": form(story, EVERYONE, STORY_TELLERS),
    "story-decide": form(story, EVERYONE, STORY_TELLERS),
    "recommendation-list": Rule(place, EVERYONE),
    "recommendation-list-csv": Rule(place, EVERYONE),
    "recommendation-list-json": Rule(place, EVERYONE),
    "recommendation-add": Rule(place, SCRUTINISERS, SCRUTINISERS),
    "recommendation-edit": Rule(recommendation, SCRUTINISERS, SCRUTINISERS),
    "recommendation-answer": Rule(recommendation, PLAN_OWNER, PLAN_OWNER),
}
WHERE: dict[Permission, str] = {
    Permission.REPORT_MAKE: "report-make",
    Permission.SCRUTINY_WRITE: "recommendation-add",
}
TWO_DOORS: set[str] = {"story-edit", "story-write", "story-decide"}
