"""A newer document of an adopted plan: its quarters are written at once, its other words wait for approval."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from frankpledge.audit.log import log
from frankpledge.documents.models import ImportRun
from frankpledge.partners.access import Access
from frankpledge.plandocs.differences import apply
from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.changes.holding import PlanRefused, settle, unless_adopted
from frankpledge.plans.importing.bodies import directory_of
from frankpledge.plans.importing.comparing import Comparison, Shown, compare
from frankpledge.plans.importing.readings import reading_from_json
from frankpledge.plans.importing.reconciling import Reconciler
from frankpledge.plans.models import Plan
from frankpledge.plans.queries.lineage import refs_used

_FREE = (*QUARTERS, "updates")  # what is said of the plan's progress, not what it promises


class NoLongerThere(PlanRefused):
    """A change that was accepted is no longer a difference between the plan and the document."""

    def __init__(self) -> None:
        super().__init__("The plan changed since the document was compared with it. Compare them again.")


def is_words(one: Shown) -> bool:
    """Whether a difference changes what the plan promises, rather than what is said of its quarters."""
    return one.difference.field not in _FREE


def reconcile(plan: Plan, comparison: Comparison, chosen: Iterable[Shown], *, by: Access, now: datetime) -> None:
    """Make these differences in the plan, which is locked, and do what follows."""
    accepted = list(chosen)
    if any(is_words(one) for one in accepted):
        unless_adopted(plan, by=by)
    _refuse_refs(plan, accepted)
    after = apply(comparison.before, [one.difference for one in accepted])
    if any(is_words(one) for one in accepted):
        after = replace(after, layout=comparison.after.layout, unread=comparison.after.unread)
    Reconciler(plan, directory_of(by.partnership), by, now).change(comparison.before, after)
    settle(plan, by=by, now=now)


def apply_kept_differences(*, plan: Plan, run: int, keys: Collection[str], by: Access, now: datetime) -> int:
    """The differences an amendment took over from a document, if every one of them is still a difference."""
    unless_adopted(plan, by=by)
    held = ImportRun.objects.select_related("document").get(pk=run, partnership=by.partnership)
    row = Plan.objects.select_related("partnership").get(pk=plan.pk)
    comparison = compare(row, reading_from_json(held.reading).plan)
    chosen = [one for one in comparison.shown if one.key in keys]
    if len(chosen) < len(set(keys)):
        raise NoLongerThere
    reconcile(row, comparison, chosen, by=by, now=now)
    row.document = held.document
    row.save(update_fields=["document"])
    after = {"accepted": len(chosen), "document": held.document_id}
    log("plan.changed_by_document", row, by=by, now=now, partnership=by.partnership, after=after)
    return len(chosen)


def _refuse_refs(plan: Plan, chosen: Iterable[Shown]) -> None:
    """No document gives a line a ref that another line of the series has or had, in another year's plan."""
    new = {
        one.difference.value.ref if one.difference.kind.value == "added" else one.difference.after
        for one in chosen
        if (one.difference.kind.value == "added" and not one.difference.field) or one.difference.field == "ref"
    }
    if not new:
        return
    used = refs_used(plan)
    for ref in sorted(filter(None, new)):
        where, _line = used.get(ref.casefold(), (plan.period, None))
        if where != plan.period:
            raise PlanRefused(
                f"The document gives {ref} to an objective, but it belongs to another in the plan of {where}, and a "
                "reference is never used again. Give it another in the document, and bring that in."
            )
