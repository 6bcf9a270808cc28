"""The pages of what stands beside a record: where each stands and who opens it."""

from __future__ import annotations

from tests.journeys.opened import HERE, Opened

RECORD = HERE + "activity/environment/{carrying_record}/"

PAGES: dict[str, Opened] = {
    "record-file-add": Opened(RECORD + "files/add/"),
    "record-comment-add": Opened(RECORD + "comments/add/"),
    "record-comment-edit": Opened(RECORD + "comments/{carried_comment}/edit/"),
    "record-comment-remove": Opened(RECORD + "comments/{carried_comment}/remove/"),
    "record-file-remove": Opened(RECORD + "files/{carried_file}/remove/"),
}
STATES: dict[str, Opened] = {
    "a record with everything beside it": Opened(RECORD),
    "a record with everything beside it, to be read": Opened(RECORD, "scrutiny"),
    "a cost to be written down": Opened(RECORD + "parts/costs/add/"),
    "a day to look again": Opened(RECORD + "parts/follow-ups/add/"),
}
NO_PAGE: dict[str, str] = {
    "record-file": "a picture",
    "record-file-original": "a file",
    "record-comment-read": "only sent",
}
