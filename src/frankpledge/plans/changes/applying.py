"""Carries out an amendment's steps, all or none, by the same changes that a draft's pages call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from django.db import transaction

from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.plandocs.model import PlanDocument
from frankpledge.plans.changes.collecting import COLLECTABLE, VERSIONED, Json
from frankpledge.plans.changes.documents import NoLongerThere, apply_kept_differences
from frankpledge.plans.changes.holding import PlanRefused, amending
from frankpledge.plans.models import Amendment, Objective, Plan, Section
from frankpledge.plans.queries.documents import plan_document

Target: TypeAlias = "Plan | Section | Objective"
APPLY_DOCUMENT = "apply_document"


@dataclass(frozen=True, slots=True)
class Misfit:
    """A step that cannot be carried out on the plan as it now stands, and why."""

    step: int
    why: str


class AmendmentMisfits(PlanRefused):
    """The plan changed since the amendment was written: nothing of it was carried out."""

    def __init__(self, misfits: tuple[Misfit, ...]) -> None:
        super().__init__(
            "The plan changed since this amendment was written, and part of it no longer fits. Nothing was changed. "
            "Refuse it and ask for it to be written again."
        )
        self.misfits = misfits


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What the plan says now, what it would say, and which steps do not fit."""

    before: PlanDocument
    after: PlanDocument
    misfits: tuple[Misfit, ...]


class _Undone(Exception):
    """Takes a rehearsal back."""


@dataclass(slots=True)
class _Performance:
    """One carrying out: what the steps made, and what did not fit."""

    plan: Plan
    by: Access
    now: datetime
    made: dict[int, Any] = field(default_factory=dict)
    misfits: list[Misfit] = field(default_factory=list)
    touched: set[tuple[str, int]] = field(default_factory=set)  # what earlier steps changed: its version is ours

    def step(self, step: Json) -> None:
        """One step, in a savepoint of its own, so that those after it can still be tried."""
        try:
            with transaction.atomic():
                self.made[step["id"]] = self._do(step)
        except (PlanRefused, NotAllowed, NoLongerThere) as refusal:
            self.misfits.append(Misfit(step["id"], str(refusal)))
        except EditedMeanwhile:
            self.misfits.append(Misfit(step["id"], "It was changed by another amendment since this one was written."))

    def _do(self, step: Json) -> Any:
        if step["change"] == APPLY_DOCUMENT:
            return apply_kept_differences(
                plan=self.plan, run=step["of"]["run"], keys=step["words"]["keys"], by=self.by, now=self.now
            )
        kind = COLLECTABLE[step["change"]]
        target = self._target(kind.target, step["of"])
        arguments = {kind.target: target, **kind.unpack(step["words"], self.by)}
        if kind.name in VERSIONED:
            arguments["version"] = self._version(target, step)
        return kind.change(**arguments, by=self.by, now=self.now)

    def _target(self, kind: str, of: Json) -> Target:
        if "step" in of:
            target = self.made.get(of["step"])
            if target is None:
                raise PlanRefused("What it belongs to could not be added.")
            found: Target = target
            return found
        finders: dict[str, Callable[[], Target | None]] = {
            "plan": lambda: Plan.objects.filter(pk=self.plan.pk).select_related("partnership").first(),
            "section": lambda: Section.objects.filter(plan=self.plan, pk=of["section"]).first(),
            "objective": lambda: (
                Objective.objects.select_related("section__plan")
                .filter(section__plan=self.plan, pk=of["objective"])
                .first()
            ),
        }
        row = finders[kind]()
        if row is None:
            raise PlanRefused("It was taken out of the plan since this was written.")
        return row

    def _version(self, target: Target, step: Json) -> int:
        """The version the step's author saw; of what an earlier step of this amendment changed, the one it made."""
        key = (type(target).__name__, target.pk)
        if "step" in step["of"] or key in self.touched:
            fresh = type(target).objects.get(pk=target.pk)
            return int(fresh.version)
        self.touched.add(key)
        return int(step["saw"])


def carry_out_steps(amendment: Amendment, plan: Plan, *, by: Access, now: datetime) -> tuple[Misfit, ...]:
    """Every step in order, inside the caller's transaction. ``amendment`` is approved already; ``plan`` is locked."""
    performance = _Performance(plan, amending(amendment, by=by), now)
    for step in amendment.steps:
        performance.step(step)
    return tuple(performance.misfits)


def rehearse(*, amendment: Amendment, by: Access, now: datetime) -> Rehearsal:
    """What approving would do, found by doing it and taking it back: the comparison is what will happen, exactly."""
    plan = Plan.objects.select_related("partnership").get(pk=amendment.plan_id)
    before = plan_document(plan)
    outcome: list[Rehearsal] = []
    try:
        with transaction.atomic():
            Amendment.objects.filter(pk=amendment.pk).update(state=Amendment.State.APPROVED)
            misfits = carry_out_steps(amendment, plan, by=by, now=now)
            outcome.append(Rehearsal(before, plan_document(Plan.objects.get(pk=plan.pk)), misfits))
            raise _Undone
    except _Undone:
        return outcome[0]
