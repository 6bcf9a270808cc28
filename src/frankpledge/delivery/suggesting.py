"""Which of the plan's actions a record probably delivers: by its kind's words, its group, its agency and its title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from frankpledge.delivery.root import DeliveryRecord, RecordLink
from frankpledge.plans.models import Action, Objective, Plan
from frankpledge.plans.queries.quarters import after
from frankpledge.records.kinds import RecordKind

MOST = 4
ENOUGH = 3  # one hint of the lightest sort is chance
_OF_KIND, _OF_GROUP, _OF_AGENCY, _OF_TITLE = 3, 2, 1, 2
_SHORT = 4  # words shorter than this say nothing
_EMPTY = frozenset({"with", "from", "this", "that", "have", "been", "into", "about", "more", "their", "will", "over"})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One objective, the action of it that fits best if one does, and why, in words."""

    objective: Objective
    action: Action | None
    why: str
    score: int


def plan_on(record: DeliveryRecord) -> Plan | None:
    """The plan whose year has the record's day; the newest there is where none has."""
    plans = list(Plan.objects.within(record.partnership).order_by("-starts_on", "-pk"))
    inside = (plan for plan in plans if plan.starts_on <= record.starts_on < after(plan.starts_on, months=12))
    return next(inside, plans[0] if plans else None)


def suggestions(record: DeliveryRecord) -> list[Suggestion]:
    """The likeliest first, without those linked already; five queries, whatever the plan's size."""
    plan = plan_on(record)
    if plan is None:
        return []
    linked = RecordLink.objects.filter(record=record.pk).values("objective")
    rows = Objective.objects.filter(section__plan=plan).exclude(pk__in=linked).prefetch_related("actions", "parties")
    found = [_weigh(record, row) for row in rows.order_by("section__position", "position")]
    likely = [each for each in found if each.score >= ENOUGH]
    return sorted(likely, key=lambda each: -each.score)[:MOST]


def _weigh(record: DeliveryRecord, objective: Objective) -> Suggestion:
    kind = record.declared
    actions = list(objective.actions.all())
    spoken = hits(kind.words, " ".join([objective.text, *(each.text for each in actions)]))
    shared = words_of(record.title) & words_of(" ".join([objective.text, *(each.text for each in actions)]))
    groups = {each.group_id for each in objective.parties.all()} - {None}
    agencies = {each.agency_id for each in objective.parties.all()} - {None}
    reasons = [
        (_OF_KIND + len(spoken) - 1 if spoken else 0, f"it speaks of {', '.join(spoken[:3])}"),
        (_OF_TITLE * len(shared), f"both say {', '.join(sorted(shared)[:3])}"),
        (_OF_GROUP if record.lead_group_id in groups else 0, "the same group leads it"),
        (_OF_AGENCY if record.lead_agency_id in agencies else 0, "the same agency leads it"),
    ]
    why = "; ".join(words for score, words in reasons if score)
    return Suggestion(objective, action_for(kind, objective), why, sum(score for score, _ in reasons))


def action_for(kind: RecordKind, objective: Objective) -> Action | None:
    """The action of the objective that speaks most of such records, if any does."""
    best = max(objective.actions.all(), key=lambda each: len(hits(kind.words, each.text)), default=None)
    return best if best is not None and hits(kind.words, best.text) else None


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
