"""The pages of what was recorded: where each stands and who opens it."""

from __future__ import annotations

from tests.journeys.opened import HERE, NEW, Opened

ACTIVITY = HERE + "activity/"
COMMUNICATION = ACTIVITY + "communications/{communications_record}/"
EVENT = ACTIVITY + "events/{events_record}/"
PUBLISHED = ACTIVITY + "communications/{published_record}/"

PAGES: dict[str, Opened] = {
    "activity-list": Opened(ACTIVITY),
    "activity-coverage": Opened(ACTIVITY + "coverage/?plan={plan}"),
    "activity-timeline": Opened(ACTIVITY + "timeline/"),
    "activity-map": Opened(ACTIVITY + "map/"),
    "record-choose": Opened(ACTIVITY + "record/"),
    "record-list": Opened(ACTIVITY + "environment/"),
    "record-add": Opened(ACTIVITY + "environment/add/"),
    "record-detail": Opened(COMMUNICATION),
    "record-edit": Opened(COMMUNICATION + "edit/"),
    "record-public": Opened(PUBLISHED + "public/"),
    "record-link": Opened(COMMUNICATION + "link/"),
    "record-part-add": Opened(EVENT + "parts/issues/add/"),
    "record-part-edit": Opened(EVENT + "parts/issues/{events_issues}/edit/"),
    "meeting-attendance": Opened(ACTIVITY + "meetings/{meetings_record}/attendance/"),
    "meeting-paper": Opened(ACTIVITY + "meetings/{meetings_record}/paper/"),
    "group-cadence": Opened(HERE + "groups/{meeting_group}/cadence/"),
    "task-list": Opened(ACTIVITY + "tasks/"),
    "task-add": Opened(COMMUNICATION + "tasks/add/"),
    "task-edit": Opened(COMMUNICATION + "tasks/{record_task}/edit/"),
    "task-drop": Opened(COMMUNICATION + "tasks/{record_task}/drop/"),
    "record-move": Opened(COMMUNICATION + "steps/decline/"),
}
STATES: dict[str, Opened] = {
    "a meeting with its agenda, its attendance and its actions": Opened(ACTIVITY + "meetings/{meetings_record}/"),
    "a public meeting": Opened(ACTIVITY + "public-meetings/{public-meetings_record}/"),
    "public meetings against the law": Opened(ACTIVITY + "public-meetings/"),
    "tasks of a new partnership": Opened(NEW + "activity/tasks/", "newcomer"),
    "tasks of a kind there are none of": Opened(ACTIVITY + "tasks/?state=dropped&whose=mine", "scrutiny"),
    "activity narrowed to nothing": Opened(ACTIVITY + "?words=nothing-like-it", "scrutiny"),
    "coverage in a new partnership": Opened(NEW + "activity/coverage/", "newcomer"),
    "a timeline of a place where nothing was": Opened(ACTIVITY + "timeline/?place=Nowhere", "scrutiny"),
    "a timeline in a new partnership": Opened(NEW + "activity/timeline/", "newcomer"),
    "a map in a new partnership": Opened(NEW + "activity/map/", "newcomer"),
    "a map of what has no position": Opened(ACTIVITY + "map/?kind=communications"),
    "activity of a new partnership": Opened(NEW + "activity/", "newcomer"),
    "a kind nobody recorded yet": Opened(NEW + "activity/events/", "newcomer"),
    "a filter that makes no sense": Opened(ACTIVITY + "?since=31-31"),
    "a record with a table inside it": Opened(EVENT),
    "a published record that is linked": Opened(PUBLISHED),
    "a record as scrutiny sees it": Opened(PUBLISHED, "scrutiny"),
    "what may still be edited after publication": Opened(PUBLISHED + "edit/"),
    "an event to be recorded as held": Opened(ACTIVITY + "events/{events_record}/steps/hold/"),
    "a record that is not theirs to edit": Opened(COMMUNICATION + "edit/", "scrutiny", 403),
}
NO_PAGE: dict[str, str] = {
    "problem-from-nomination": "only sent",
    "record-card-sheet": "a file",
    "record-every-file": "a file",
    "activity-coverage-file": "a file",
    "record-list-file": "a file",
    "task-list-file": "a file",
    "meeting-fill": "only sent",
    "meeting-send": "only sent",
    "meeting-file": "a file",
    "task-done": "only sent",
    "record-link-remove": "only sent",
    "record-part-remove": "only sent",
}
