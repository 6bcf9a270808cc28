"""An objective's actions: written, nested, put in order and taken away, all on one form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from frankpledge.audit.log import log
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.crossrefs import Directory
from frankpledge.plans.changes.holding import hold_words, mark_modified, settle, unless_edited
from frankpledge.plans.models import Action, Objective
from frankpledge.plans.queries.documents import plan_document

DEEPEST = 3  # how many levels an action may stand under another


@dataclass(frozen=True, slots=True)
class ActionWords:
    """One action as it shall read. ``pk`` says which it was, 0 a new one; ``level`` how far it stands in."""

    text: str
    is_tentative: bool = False
    level: int = 0
    pk: int = 0


@transaction.atomic
def set_actions(
    *, objective: Objective, actions: Sequence[ActionWords], version: int, by: Access, now: datetime
) -> Objective:
    """The objective's actions are now these, in this order. What an action keeps of its document stays with it."""
    plan, row = hold_words(objective, Permission.OBJECTIVE_EDIT, by=by)
    unless_edited(row, version)
    kept = {action.pk: action for action in Action.objects.filter(objective=row)}
    before = [_said(action) for action in kept.values()]
    written = _write(row, actions, kept)
    Action.objects.filter(objective=row).exclude(pk__in=[action.pk for action in written]).delete()
    row.changed_at = now
    row.empty_actions = 0  # the bullets the document left empty have been looked at
    mark_modified(row)
    row.save(update_fields=["version", "changed_at", "empty_actions", "standing"])
    log("objective.actions_changed", row, by=by, now=now, partnership=by.partnership,
        before={"actions": before}, after={"actions": [_said(action) for action in written]})  # fmt: skip
    settle(plan, by=by, now=now)
    return row


def _write(objective: Objective, actions: Sequence[ActionWords], kept: dict[int, Action]) -> list[Action]:
    directory: Directory | None = None
    path: list[Action] = []  # the open action at each level
    written: list[Action] = []
    for position, words in enumerate(actions):
        path = path[: min(words.level, len(path), DEEPEST)]  # nothing stands two levels under its neighbour
        action = kept.pop(words.pk, None) or Action(objective=objective)
        if action.text != words.text:
            directory = directory or Directory(plan_document(objective.section.plan).sections)
            pointer = directory.pointer(words.text)
            action.see = list(pointer.see) if pointer else []
        action.text, action.is_tentative, action.position = words.text, words.is_tentative, position
        action.parent = path[-1] if path else None
        action.save()
        path.append(action)
        written.append(action)
    return written


def _said(action: Action) -> dict[str, Any]:
    return {"text": action.text, "under": action.parent_id, "not_yet_agreed": action.is_tentative}
