"""Which changes an amendment may hold, and how each is kept as plain JSON until it is approved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from frankpledge.partners.access import Access
from frankpledge.partners.models import ActionGroup, Agency
from frankpledge.plandocs.model import PartyKind
from frankpledge.plans.changes.actions import ActionWords, set_actions
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.plans.changes.leads import Lead, set_leads
from frankpledge.plans.changes.objectives import ObjectiveWords, add_objective, edit_objective, remove_objective
from frankpledge.plans.changes.plans import PlanWords, edit_plan
from frankpledge.plans.changes.sections import (
    SectionWords,
    Way,
    add_section,
    edit_section,
    move_objective,
    move_section,
    remove_section,
)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Collectable:
    """One change of the plan's words. ``target`` is the argument it changes: a plan, a section or an objective."""

    change: Callable[..., Any]
    target: str
    words: str  # what it does, as the amendment's list says it
    pack: Callable[[Mapping[str, Any]], Json]
    unpack: Callable[[Json, Access], dict[str, Any]]
    replaces: bool = True  # the same change of the same thing again takes the place of the earlier one

    @property
    def name(self) -> str:
        return str(self.change.__name__)


def _dated(words: Any) -> Json:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(words).items()}


def _words_packed(said: Mapping[str, Any]) -> Json:
    return _dated(said["words"])


def _nothing_packed(said: Mapping[str, Any]) -> Json:
    return {}


def _nothing(kept: Json, by: Access) -> dict[str, Any]:
    return {}


def _plan_words(kept: Json, by: Access) -> dict[str, Any]:
    return {"words": PlanWords(**{**kept, "starts_on": date.fromisoformat(kept["starts_on"])})}


def _section_words(kept: Json, by: Access) -> dict[str, Any]:
    return {"words": SectionWords(**kept)}


def objective_words(kept: Json) -> ObjectiveWords:
    """An objective's words as they were before they were packed."""
    return ObjectiveWords(**{**kept, "definitions": tuple(kept["definitions"])})


def _objective_words(kept: Json, by: Access) -> dict[str, Any]:
    return {"words": objective_words(kept)}


def _new_packed(said: Mapping[str, Any]) -> Json:
    return {"ref": said["ref"], "words": _dated(said["words"])}


def _new_words(kept: Json, by: Access) -> dict[str, Any]:
    return {"ref": kept["ref"], "words": objective_words(kept["words"])}


def _way_packed(said: Mapping[str, Any]) -> Json:
    return {"way": str(said["way"])}


def _way(kept: Json, by: Access) -> dict[str, Any]:
    return {"way": Way(kept["way"])}


def _actions_packed(said: Mapping[str, Any]) -> Json:
    return {"actions": [asdict(action) for action in said["actions"]]}


def _actions(kept: Json, by: Access) -> dict[str, Any]:
    return {"actions": [ActionWords(**action) for action in kept["actions"]]}


def _lead_packed(lead: Lead) -> Json:
    return {
        "kind": str(lead.kind),
        "agencies": [body.pk for body in lead.agencies],
        "groups": [body.pk for body in lead.groups],
        "others": list(lead.others),
        "is_collective": lead.is_collective,
    }


def _leads_packed(said: Mapping[str, Any]) -> Json:
    both = {name: _lead_packed(said[name]) for name in ("lead", "group")}
    return {**both, "people": list(said["people"])}


def _lead(kept: Json, by: Access) -> Lead:
    agencies = {body.pk: body for body in Agency.objects.within(by.partnership).filter(pk__in=kept["agencies"])}
    groups = {body.pk: body for body in ActionGroup.objects.within(by.partnership).filter(pk__in=kept["groups"])}
    if len(agencies) < len(set(kept["agencies"])) or len(groups) < len(set(kept["groups"])):
        raise PlanRefused("An agency or group it names is no longer there.")
    return Lead(
        kind=PartyKind(kept["kind"]),
        agencies=tuple(agencies[pk] for pk in kept["agencies"]),
        groups=tuple(groups[pk] for pk in kept["groups"]),
        others=tuple(kept["others"]),
        is_collective=kept["is_collective"],
    )


def _leads(kept: Json, by: Access) -> dict[str, Any]:
    return {"lead": _lead(kept["lead"], by), "group": _lead(kept["group"], by), "people": tuple(kept["people"])}


COLLECTABLE: Mapping[str, Collectable] = {
    each.name: each
    for each in (
        Collectable(edit_plan, "plan", "The plan’s title, year and first words", _words_packed, _plan_words),
        Collectable(add_section, "plan", "A section added", _words_packed, _section_words, replaces=False),
        Collectable(edit_section, "section", "A section’s words", _words_packed, _section_words),
        Collectable(move_section, "section", "A section moved", _way_packed, _way, replaces=False),
        Collectable(remove_section, "section", "A section taken away", _nothing_packed, _nothing),
        Collectable(add_objective, "section", "An objective added", _new_packed, _new_words, replaces=False),
        Collectable(edit_objective, "objective", "An objective’s words", _words_packed, _objective_words),
        Collectable(set_actions, "objective", "An objective’s actions", _actions_packed, _actions),
        Collectable(set_leads, "objective", "Who leads an objective", _leads_packed, _leads),
        Collectable(move_objective, "objective", "An objective moved", _way_packed, _way, replaces=False),
        Collectable(remove_objective, "objective", "An objective taken away", _nothing_packed, _nothing),
    )
}
# Changes that are made against the version somebody saw; the others only need their target to be there still.
VERSIONED = frozenset({
    "edit_plan", "edit_section", "remove_section", "edit_objective", "set_actions", "set_leads", "remove_objective",
})  # fmt: skip
