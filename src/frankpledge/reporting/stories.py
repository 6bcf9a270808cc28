"""Finds successes over the whole plan: indicators newly met and milestones done in the quarter. Never publishes one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from frankpledge.measures.rating import Rag, Rating
from frankpledge.plans.models import Plan
from frankpledge.plans.queries.steps import StepState
from frankpledge.quarters.queries.pictures import QuarterPicture, Row, picture


@dataclass(frozen=True, slots=True)
class Success:
    """Something to be glad of, in a draft's words, with what it rests on."""

    found: str  # its key: the same success is found once
    objective: int
    headline: str
    text: str
    rests_on: tuple[tuple[str, str], ...]


def successes_in(plan: Plan, quarter: str, before: QuarterPicture | None) -> Iterator[Success]:
    """Every success of the quarter, in the plan's order. ``before`` is the quarter before it, if the plan has one."""
    seen = picture(plan, quarter)
    for row in seen.rows:
        earlier = before.by_objective.get(row.pk) if before else None
        for rating in row.ratings:
            if _newly_met(rating, earlier):
                yield _of_indicator(row, rating, seen)
        yield from _of_milestones(row, seen)


def _newly_met(rating: Rating, earlier: Row | None) -> bool:
    """On track by the rule, and not so the quarter before: a person's kinder judgement is no success to tell."""
    if rating.rag is not Rag.ON_TRACK:
        return False
    then = next((each for each in earlier.ratings if each.indicator == rating.indicator), None) if earlier else None
    return then is None or then.rag is not Rag.ON_TRACK


def _of_indicator(row: Row, rating: Rating, seen: QuarterPicture) -> Success:
    slug = seen.plan.partnership.slug
    cell = reverse("cell-detail", args=[slug, seen.plan.slug, row.pk, seen.quarter])
    return Success(
        f"indicator:{rating.indicator}",
        row.pk,
        f"{rating.name}: target met"[:200],
        f"{' '.join(row.objective.split())}\n\n{rating.why} Figures as of "
        f"{rating.as_of:%-d %B %Y}." if rating.as_of else f"{' '.join(row.objective.split())}\n\n{rating.why}",
        ((f"{rating.name} in {seen.name}", cell), *((each.words, each.url) for each in rating.records)),
    )  # fmt: skip


def _of_milestones(row: Row, seen: QuarterPicture) -> Iterator[Success]:
    for step in row.milestones:
        done = step.done_on
        if done is None or not seen.first <= done <= seen.last or step.state(seen.last) is not StepState.DONE:
            continue
        address = reverse("objective-detail", args=[seen.plan.partnership.slug, seen.plan.slug, row.pk])
        yield Success(
            f"milestone:{step.pk}",
            row.pk,
            f"Done on time: {' '.join(step.text.split())}"[:200],
            f"{' '.join(row.objective.split())}\n\n{step.text} was done on {done:%-d %B %Y}."
            + (f" {step.note}" if step.note else ""),
            ((f"Milestone: {step.text}", address),),
        )
