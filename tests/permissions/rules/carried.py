"""Who may see and change what stands beside a record: files, comments, days to look again."""

from __future__ import annotations

from frankpledge.partners.permissions import Permission
from tests.permissions.policy import EVERYONE, Naming, Rule, fixed, form, one
from tests.permissions.rules.delivery import WRITERS, record


def beside(thing: str, part: str) -> Naming:
    """Something beside the council's or the police's communication."""
    return fixed(
        one(**{
            "pk": lambda there, whose: there.a("communication", whose).pk,
            part: lambda there, whose: there.a(thing, whose).pk,
        }),
        kind="communications",
    )  # fmt: skip


photograph, comment = beside("photograph", "file"), beside("record-comment", "comment")

RULES: dict[str, Rule] = {
    "record-file-add": form(record, EVERYONE, WRITERS),
    "record-file": Rule(photograph, EVERYONE),
    "record-file-original": Rule(photograph, WRITERS, head=False),
    "record-file-remove": form(photograph, EVERYONE, WRITERS),
    "record-comment-add": form(record, EVERYONE, EVERYONE),
    "record-comment-edit": form(comment, EVERYONE, {}),  # a command wrote it: whoever writes one edits it
    "record-comment-remove": form(comment, EVERYONE, WRITERS),
    "record-comment-read": Rule(comment, EVERYONE, EVERYONE, get=False),
}
WHERE: dict[Permission, str] = {}
TWO_DOORS: set[str] = {
    "record-comment-add", "record-comment-edit", "record-comment-read", "record-comment-remove", "record-file-add",
    "record-file-original", "record-file-remove",
}  # fmt: skip
