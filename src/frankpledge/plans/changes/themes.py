"""Themes that cut across the plan, and which objectives serve them. One of an objective's themes is its primary."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access
from frankpledge.partners.models import Partnership
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import PlanRefused, differences, hold_objective, hold_plan
from frankpledge.plans.models import Objective, Plan, Theme, ThemeLink


@dataclass(frozen=True, slots=True)
class ThemeWords:
    """What a theme is."""

    name: str
    description: str = ""


@transaction.atomic
def add_theme(*, words: ThemeWords, by: Access, now: datetime) -> Theme:
    """A theme of the partnership, for this year's plan and those after it."""
    _hold(by)
    _refuse_twin(words, by)
    last = Theme.objects.within(by.partnership).aggregate(last=Max("position"))["last"]
    theme = Theme.objects.create(partnership=by.partnership, position=0 if last is None else last + 1, **asdict(words))
    log("theme.added", theme, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after=asdict(words))  # fmt: skip
    return theme


@transaction.atomic
def edit_theme(*, theme: Theme, words: ThemeWords, version: int, by: Access, now: datetime) -> Theme:
    """Change a theme's name and description, in every year that has it."""
    _hold(by)
    row = Theme.objects.within(by.partnership).get(pk=theme.pk)
    if row.version != version:
        raise EditedMeanwhile(row)
    _refuse_twin(words, by, besides=row)
    before, after = differences({name: getattr(row, name) for name in asdict(words)}, asdict(words))
    row.name, row.description, row.version = words.name, words.description, row.version + 1
    row.save()
    log("theme.changed", row, by=by, now=now, partnership=by.partnership, before=before, after=after)
    return row


@transaction.atomic
def remove_theme(*, theme: Theme, version: int, by: Access, now: datetime) -> None:
    """Take away a theme that no objective serves."""
    _hold(by)
    row = Theme.objects.within(by.partnership).get(pk=theme.pk)
    if row.version != version:
        raise EditedMeanwhile(row)
    if ThemeLink.objects.filter(theme=row).exists():
        raise PlanRefused("Objectives serve this theme, in this year's plan or another's. Unlink them first.")
    log("theme.removed", row, by=by, now=now, partnership=by.partnership, operation=Operation.ERASE,
        before={"name": row.name, "description": row.description})  # fmt: skip
    row.delete()


@transaction.atomic
def set_theme_objectives(
    *, theme: Theme, plan: Plan, objectives: Collection[Objective], by: Access, now: datetime
) -> int:
    """These objectives of the plan serve the theme, and no others. Says how many changed.

    An objective that served none before counts under this one. One that loses its primary counts under the first left.
    """
    by.demand(Permission.PLAN_EDIT)
    held = hold_plan(plan.pk, by=by)
    row = Theme.objects.within(by.partnership).get(pk=theme.pk)
    wanted = set(
        Objective.objects.filter(section__plan=held, pk__in=[one.pk for one in objectives]).values_list("pk", flat=True)
    )
    there = {link.objective_id: link for link in ThemeLink.objects.filter(theme=row, objective__section__plan=held)}
    for gone in set(there) - wanted:
        there[gone].delete()
        _mend_primary(gone)
    taken = set(ThemeLink.objects.filter(objective__in=wanted, is_primary=True).values_list("objective_id", flat=True))
    new = sorted(wanted - set(there))
    ThemeLink.objects.bulk_create(ThemeLink(theme=row, objective_id=pk, is_primary=pk not in taken) for pk in new)
    changed = len(new) + len(set(there) - wanted)
    if changed:
        log("theme.objectives_changed", row, by=by, now=now, partnership=by.partnership,
            before={"objectives": sorted(there)}, after={"objectives": sorted(wanted), "plan": held.pk})  # fmt: skip
    return changed


@transaction.atomic
def set_objective_themes(
    *, objective: Objective, themes: Collection[Theme], primary: Theme | None, by: Access, now: datetime
) -> None:
    """The objective serves these themes; in every total it counts under ``primary``, which is one of them."""
    by.demand(Permission.PLAN_EDIT)
    _plan, row = hold_objective(objective, Permission.PLAN_EDIT, by=by)
    if any(theme.partnership_id != by.partnership.pk for theme in themes):
        raise PlanRefused("Choose themes of your own partnership.", "themes")
    if themes and (primary is None or primary not in themes):
        raise PlanRefused("Choose one of the themes it serves: it counts under that one.", "primary")
    if not themes and primary is not None:
        raise PlanRefused("Tick the theme it counts under as well.", "themes")
    before = list(ThemeLink.objects.filter(objective=row).values_list("theme_id", "is_primary"))
    ThemeLink.objects.filter(objective=row).delete()
    ThemeLink.objects.bulk_create(
        ThemeLink(theme=theme, objective=row, is_primary=theme == primary) for theme in themes
    )
    log("objective.themes_changed", row, by=by, now=now, partnership=by.partnership,
        before={"themes": before}, after={"themes": [(theme.pk, theme == primary) for theme in themes]})  # fmt: skip


def _mend_primary(objective: int) -> None:
    left = ThemeLink.objects.filter(objective_id=objective).order_by("theme__position", "pk")
    first = left.first()
    if first is not None and not left.filter(is_primary=True).exists():
        first.is_primary = True
        first.save(update_fields=["is_primary"])


def _hold(by: Access) -> None:
    by.demand(Permission.PLAN_EDIT)
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)


def _refuse_twin(words: ThemeWords, by: Access, besides: Theme | None = None) -> None:
    twins = Theme.objects.within(by.partnership).filter(name__iexact=words.name)
    if besides is not None:
        twins = twins.exclude(pk=besides.pk)
    if twins.exists():
        raise PlanRefused("There is already a theme of this name.", "name")
