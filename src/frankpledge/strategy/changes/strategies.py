"""A strategy started and written: its words, and what each authority does and gives for it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from frankpledge.partners.access import Access
from frankpledge.partners.models import Agency
from frankpledge.partners.permissions import Permission
from frankpledge.strategy.changes.holding import (
    StrategyRefused,
    add_row,
    change_row,
    hold_strategy,
    next_number,
    ours,
    remove_row,
    there,
    touch,
)
from frankpledge.strategy.models import AuthorityStep, Priority, Strategy


@dataclass(frozen=True, slots=True)
class StrategyWords:
    """What a strategy says of itself."""

    title: str
    starts_on: date
    ends_on: date
    vision: str = ""
    success: str = ""
    engagement: str = ""
    summary: str = ""
    previous_id: int | None = None


@dataclass(frozen=True, slots=True)
class StepWords:
    """What one authority does and gives, for the whole strategy or one of its priorities."""

    agency_id: int
    steps: str
    resources: str = ""
    priority_id: int | None = None


@transaction.atomic
def start_strategy(*, words: StrategyWords, by: Access, now: datetime) -> Strategy:
    """A strategy with no priority in it yet."""
    by.demand(Permission.STRATEGY_EDIT)
    _refuse_words(words, by)
    row = Strategy(
        partnership=by.partnership, created_at=now, changed_at=now, written_by=[by.audit_key], **asdict(words)
    )
    return add_row(row, "strategy.started", by=by, now=now, said=asdict(words))


@transaction.atomic
def edit_strategy(*, strategy: Strategy, words: StrategyWords, version: int, by: Access, now: datetime) -> Strategy:
    """Change its words while it is being written."""
    row = hold_strategy(strategy, by=by)
    _refuse_words(words, by, besides=row)
    change_row(row, asdict(words), version, "strategy.changed", by=by, now=now)
    touch(row, by=by, now=now)
    return row


@transaction.atomic
def add_step(*, strategy: Strategy, words: StepWords, by: Access, now: datetime) -> AuthorityStep:
    """What one authority will do."""
    parent = hold_strategy(strategy, by=by)
    _refuse_step(parent, words, by)
    position = next_number(AuthorityStep.objects.filter(strategy=parent), "position")
    row = AuthorityStep(strategy=parent, position=position, **asdict(words))
    add_row(row, "strategy.step_added", by=by, now=now, said=asdict(words))
    touch(parent, by=by, now=now)
    return row


@transaction.atomic
def edit_step(*, step: AuthorityStep, words: StepWords, version: int, by: Access, now: datetime) -> AuthorityStep:
    """Change what it will do or give."""
    parent = hold_strategy(step.strategy, by=by)
    row = there(AuthorityStep.objects.filter(strategy=parent), step)
    _refuse_step(parent, words, by)
    change_row(row, asdict(words), version, "strategy.step_changed", by=by, now=now)
    touch(parent, by=by, now=now)
    return row


@transaction.atomic
def remove_step(*, step: AuthorityStep, version: int, by: Access, now: datetime) -> None:
    """Take a step away."""
    parent = hold_strategy(step.strategy, by=by)
    row = there(AuthorityStep.objects.filter(strategy=parent), step)
    said = {"agency": row.agency_id, "steps": row.steps, "resources": row.resources}
    remove_row(row, version, "strategy.step_removed", by=by, now=now, said=said)
    touch(parent, by=by, now=now)


def _refuse_words(words: StrategyWords, by: Access, besides: Strategy | None = None) -> None:
    if words.ends_on <= words.starts_on:
        raise StrategyRefused("The strategy ends before it begins.", "ends_on")
    ours(Strategy.objects.all(), [words.previous_id], by)
    if besides is not None and words.previous_id == besides.pk:
        raise StrategyRefused("A strategy does not follow itself. Choose the one before it.", "previous")


def _refuse_step(parent: Strategy, words: StepWords, by: Access) -> None:
    ours(Agency.objects.all(), [words.agency_id], by)
    if words.priority_id is not None and not Priority.objects.filter(strategy=parent, pk=words.priority_id).exists():
        raise StrategyRefused("Choose one of this strategy's priorities, or none.", "priority")
