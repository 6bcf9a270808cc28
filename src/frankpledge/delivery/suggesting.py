"""Which of the plan's actions a record probably delivers: by its place, its kind's words, its group, its agency and its
title. An objective that names where the record was comes first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from frankpledge.delivery.root import DeliveryRecord, RecordLink
from frankpledge.plans.models import Action, Objective, Plan
from frankpledge.plans.queries.quarters import after
from frankpledge.records.kinds import RecordKind
from frankpledge.records.models import area_name

MOST = 4
ENOUGH = 3  # one hint of the lightest sort is chance
_OF_KIND, _OF_PLACE, _OF_GROUP, _OF_AGENCY, _OF_TITLE = 3, 3, 2, 1, 2
_SHORT = 4  # words shorter than this say nothing
_EMPTY = frozenset({"with", "from", "this", "that", "have", "been", "into", "about", "more", "their", "will", "over"})


# What many places are called: it does not tell one from another.
_COMMON = """
area avenue bridge car castle central centre church close common court drive east estate field garden great green
ground hall high hill house lane library little lower main market north park parish place play public railway rank
recreation river road school shelter shop south square station street town underpass upper village walk ward west wood
"""
_ANY_PLACE = frozenset(_COMMON.split())


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One objective, the action of it that fits best if one does, and why, in words."""

    objective: Objective
    action: Action | None
    why: str
    score: int
    is_there: bool = False  # it names where the record was


def plan_on(record: DeliveryRecord) -> Plan | None:
    """The plan whose year has the record's day; the newest there is where none has."""
    plans = list(Plan.objects.within(record.partnership).order_by("-starts_on", "-pk"))
    inside = (plan for plan in plans if plan.starts_on <= record.starts_on < after(plan.starts_on, months=12))
    return next(inside, plans[0] if plans else None)


def suggestions(record: DeliveryRecord) -> list[Suggestion]:
    """Those that name its place, then the likeliest; none that is linked already. Six queries for any plan."""
    plan = plan_on(record)
    if plan is None:
        return []
    linked = RecordLink.objects.filter(record=record.pk).values("objective")
    rows = Objective.objects.filter(section__plan=plan).exclude(pk__in=linked).select_related("section")
    rows = rows.prefetch_related("actions", "parties__group")
    places = places_of(record)
    found = [_weigh(record, row, places) for row in rows.order_by("section__position", "position")]
    likely = [each for each in found if each.score >= ENOUGH]
    return sorted(likely, key=lambda each: (not each.is_there, -each.score))[:MOST]


def places_of(record: DeliveryRecord) -> set[str]:
    """The words by which its place and its area are told from others; not what its whole partnership is called."""
    area, ground = record.get_place_area_display(), record.registry.ground
    if not area and ground is not None and record.easting is not None and record.northing is not None:
        area = area_name(ground.area_of(record.partnership, record.easting, record.northing))
    return words_of(f"{record.place} {area}") - _ANY_PLACE - words_of(record.partnership.name)


def _weigh(record: DeliveryRecord, objective: Objective, places: set[str]) -> Suggestion:
    kind = record.declared
    actions = list(objective.actions.all())
    named = _named(objective, actions) & places
    spoken = hits(kind.words, " ".join([objective.text, *(each.text for each in actions)]))
    shared = words_of(record.title) & words_of(" ".join([objective.text, *(each.text for each in actions)]))
    groups = {each.group_id for each in objective.parties.all()} - {None}
    agencies = {each.agency_id for each in objective.parties.all()} - {None}
    reasons = [
        (_OF_PLACE if named else 0, f"it names {', '.join(sorted(each.capitalize() for each in named))}"),
        (_OF_KIND + len(spoken) - 1 if spoken else 0, f"it speaks of {', '.join(spoken[:3])}"),
        (_OF_TITLE * len(shared), f"both say {', '.join(sorted(shared)[:3])}"),
        (_OF_GROUP if record.lead_group_id in groups else 0, "the same group leads it"),
        (_OF_AGENCY if record.lead_agency_id in agencies else 0, "the same agency leads it"),
    ]
    why = "; ".join(words for score, words in reasons if score)
    action = action_for(kind, objective, places)
    return Suggestion(objective, action, why, sum(score for score, _ in reasons), bool(named))


def _named(objective: Objective, actions: list[Action]) -> set[str]:
    """What its section, its own words, its actions and the groups that lead it speak of."""
    groups = [each.group for each in objective.parties.all() if each.group is not None]
    said = [objective.section.title, objective.text, *(each.text for each in actions)]
    return words_of(" ".join([*said, *(f"{group.name} {group.aliases}" for group in groups)]))


def action_for(kind: RecordKind, objective: Objective, places: Iterable[str] = ()) -> Action | None:
    """The action of the objective that speaks most of such records and of that place, if any speaks of either."""

    def spoken(action: Action) -> int:
        return len(hits(kind.words, action.text)) + 2 * len(words_of(action.text).intersection(places))

    best = max(objective.actions.all(), key=spoken, default=None)
    return best if best is not None and spoken(best) else None


def hits(words: Iterable[str], text: str) -> list[str]:
    """Those of a kind's words that a text says; each is the beginning of a word."""
    said = text.lower()
    return [word for word in words if re.search(rf"\b{re.escape(word)}", said)]


def words_of(text: str) -> set[str]:
    """The words that say something, in lower case and without a plural's s.

    >>> sorted(words_of("Graffiti on the walls of Hertford"))
    ['graffiti', 'hertford', 'wall']
    """
    every = (word.rstrip("s") for word in re.findall(r"[a-z]+", text.lower()))
    return {word for word in every if len(word) >= _SHORT and word not in _EMPTY}
