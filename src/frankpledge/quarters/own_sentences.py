"""What quarters themselves can say in a draft: figures against their targets, and milestones done and overdue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import reverse

from frankpledge.measures.queries import ratings
from frankpledge.measures.rating import Rag, Rating
from frankpledge.plans.queries.steps import Step, steps_of
from frankpledge.quarters.drafting import Sentence, Wanted
from frankpledge.quarters.evidence import Record


def figures(wanted: Wanted) -> Mapping[int, list[Sentence]]:
    """Each indicator's figure with its verdict; where there is none, that there is none and why."""
    rated = ratings(wanted.plan, wanted.quarter)
    return {pk: [_figure(each) for each in rated.get(pk, ())] for pk in wanted.objectives}


def _figure(rating: Rating) -> Sentence:
    key, opened = f"figure:{rating.indicator}", Record(rating.name, rating.url)
    if rating.value is None:
        return Sentence(key, f"{rating.name}: no figure. {rating.why}".strip(), (opened,), is_gap=True)
    stands = rating.judged or rating.rag
    target = f" against {rating.shown_target}" if rating.shown_target else ""
    why = f" {rating.why}" if stands in (Rag.TOO_LITTLE, Rag.CLOSE, Rag.OFF_TRACK) else ""
    words = f"{rating.name}: {rating.shown_held}{target} ({stands.word.lower()}).{why}"
    behind = (Record(each.words, each.url) for each in rating.records if each.url)
    return Sentence(key, words, (opened, *behind))


def milestones(wanted: Wanted) -> Mapping[int, list[Sentence]]:
    """Those done in the quarter, and those due by now that are not done."""
    steps = steps_of(wanted.plan).by_objective
    return {pk: list(_steps(wanted, pk, steps.get(pk, ()))) for pk in wanted.objectives}


def _steps(wanted: Wanted, objective: int, steps: tuple[Step, ...]) -> Iterator[Sentence]:
    plan = wanted.plan
    there = reverse("objective-detail", args=[plan.partnership.slug, plan.slug, objective]) + "#milestones"
    for step in steps:
        key, opened = f"milestone:{step.pk}", (Record(step.text, there),)
        text = step.text.rstrip(".")
        if step.dropped_on is not None and step.dropped_on <= wanted.until:
            continue
        if step.done_on is not None and step.done_on <= wanted.until:
            if step.done_on >= wanted.first:
                yield Sentence(key, f"Milestone done on {step.done_on:%-d %B %Y}: {text}.", opened)
        elif step.due_on <= wanted.until:
            yield Sentence(key, f"Overdue since {step.due_on:%-d %B %Y}: {text}.", opened)
