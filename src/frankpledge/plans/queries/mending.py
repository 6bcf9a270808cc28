"""Which page mends what a finding found, and which box on it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mend:
    """A page by its address's name, and the box on it."""

    page: str
    anchor: str
    words: str


_PAGES = {
    "ref": Mend("objective-edit", "id_text", "Edit the objective"),
    "objective": Mend("objective-edit", "id_text", "Edit the objective"),
    "target": Mend("objective-edit", "id_target", "Write a target"),
    "indicator": Mend("objective-edit", "id_indicator", "Write an indicator"),
    "timescale": Mend("objective-edit", "id_timescale", "Write a timescale"),
    "status": Mend("objective-edit", "id_status", "Edit the status"),
    "definitions": Mend("objective-edit", "id_definitions", "Edit what counts"),
    "actions": Mend("action-edit", "actions", "Edit the actions"),
    "leads": Mend("lead-edit", "id_lead_kind", "Say who leads"),
    "groups": Mend("lead-edit", "id_group_kind", "Say which group leads"),
    "people": Mend("lead-edit", "id_people", "Edit the named officers"),
}
PLAN = Mend("plan-edit", "id_preamble", "Edit the plan's own words")


def mend_of(field: str, *, of_objective: bool) -> Mend:
    """Where a finding about ``field`` is mended.

    >>> mend_of("target", of_objective=True).anchor, mend_of("", of_objective=False).page
    ('id_target', 'plan-edit')
    """
    return _PAGES.get(field, _PAGES["objective"]) if of_objective else PLAN
