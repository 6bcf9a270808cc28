"""Who may see and change what was recorded, and who may clear it for publication."""

from __future__ import annotations

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import (
    ALL,
    EVERYONE,
    GROUP_KEEPERS,
    OWN,
    Naming,
    Rule,
    Who,
    fixed,
    form,
    group,
    named,
    one,
    place,
)

WRITERS: Who = {"manager": ALL, "chair": OWN, "lead_officer": OWN, "contributor": OWN}
RECORDERS: Who = {"manager": ALL, "chair": ALL, "lead_officer": ALL, "contributor": ALL}  # their own: the form says so
CLEARERS: Who = {"manager": ALL, "chair": OWN}

kind = fixed(place, kind="communications")
record = fixed(named("communication"), kind="communications")
link: Naming = fixed(
    one(
        pk=lambda there, whose: there.a("communication", whose).pk, link=lambda there, whose: there.a("link", whose).pk
    ),
    kind="communications",
)

nomination: Naming = one(pk=lambda there, whose: there.a("nomination", whose).pk)
event = fixed(named("event"), kind="events", part="issues")
issue: Naming = fixed(
    one(pk=lambda there, whose: there.a("event", whose).pk, line=lambda there, whose: there.a("issue", whose).pk),
    kind="events", part="issues",
)  # fmt: skip

meeting = fixed(named("meeting"), kind="meetings")

task: Naming = fixed(
    one(
        pk=lambda there, whose: there.a("communication", whose).pk, task=lambda there, whose: there.a("task", whose).pk
    ),
    kind="communications",
)

RULES: dict[str, Rule] = {
    "activity-list": Rule(place, EVERYONE),
    "record-every-file": Rule(fixed(place, file="csv"), EVERYONE),
    "activity-coverage": Rule(place, EVERYONE),
    "activity-coverage-file": Rule(fixed(place, file="csv"), EVERYONE),
    "activity-timeline": Rule(place, EVERYONE),
    "activity-map": Rule(place, EVERYONE),
    "record-choose": Rule(place, RECORDERS),
    "problem-from-nomination": Rule(nomination, EVERYONE, {"manager": ALL, "chair": OWN}, get=False),
    "record-list": Rule(kind, EVERYONE),
    "record-list-file": Rule(fixed(kind, file="json"), EVERYONE),
    "record-add": form(kind, EVERYONE, RECORDERS),
    "record-detail": Rule(record, EVERYONE),
    "record-edit": form(record, EVERYONE, WRITERS),
    "record-public": form(named("communication"), EVERYONE, CLEARERS),
    "record-link": form(record, EVERYONE, WRITERS),
    "record-link-remove": Rule(link, EVERYONE, WRITERS, get=False),
    "record-part-add": form(event, EVERYONE, WRITERS),
    "record-part-edit": form(issue, EVERYONE, WRITERS),
    "record-part-remove": Rule(issue, EVERYONE, WRITERS, get=False),
    "meeting-fill": Rule(meeting, EVERYONE, WRITERS, get=False),
    "meeting-attendance": form(meeting, EVERYONE, WRITERS),
    "meeting-send": Rule(meeting, EVERYONE, WRITERS, get=False),
    "meeting-paper": Rule(meeting, EVERYONE),
    "meeting-file": Rule(fixed(meeting, file="pdf"), EVERYONE, head=False),
    "group-cadence": form(group, EVERYONE, GROUP_KEEPERS),
    "task-list": Rule(place, EVERYONE),
    "task-list-file": Rule(fixed(place, kind="csv"), EVERYONE),
    "task-add": form(record, EVERYONE, WRITERS),
    "task-edit": form(task, EVERYONE, WRITERS),
    "task-drop": form(task, EVERYONE, WRITERS),
    "task-done": Rule(task, EVERYONE, WRITERS, get=False),
    "record-card-sheet": Rule(fixed(named("card"), kind="contact-cards"), EVERYONE),
    "record-move": form(fixed(record, move="clear"), EVERYONE, CLEARERS),
}
WHERE: dict[Permission, str] = {
    Permission.DELIVERY_VIEW: "activity-list",
    Permission.DELIVERY_WRITE: "record-edit",
    Permission.DELIVERY_CLEAR: "record-move",
}
TWO_DOORS: set[str] = {
    "problem-from-nomination", "record-edit", "record-link", "record-link-remove", "record-move",
    "record-public",
    "record-part-add", "record-part-edit", "record-part-remove", "task-add", "task-edit", "task-drop", "task-done",
    "meeting-attendance", "meeting-fill", "meeting-send", "group-cadence",
}  # fmt: skip
