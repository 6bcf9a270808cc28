"""A newer document of a plan there is: what it says differently, and which of that to take over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.documents import changes as documents
from frankpledge.plans.changes.holding import PlanRefused
from frankpledge.plans.changes.imports import apply_differences
from frankpledge.plans.importing.comparing import Comparison, Shown, compare
from frankpledge.plans.importing.refusals import ImportRefused
from frankpledge.plans.models import Plan
from frankpledge.plans.views.import_decisions import AboutReading
from frankpledge.plans.views.imports import REFUSED

EDITED_MEANWHILE = 409
MOST = 1000  # shown; all of them can be applied


class ImportDifferences(AboutReading):
    """The differences, each to be ticked. Nothing changes but what is."""

    template_name = "plans/import_differences.html"
    comparison: Comparison | None = None

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        plans = Plan.objects.within(self.partnership).select_related("partnership")
        self.plan = get_object_or_404(plans, slug=kwargs["plan"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data()) if self.waits else self.to_reading()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            applied = apply_differences(
                plan=self.plan,
                run=self.run,
                accepted=set(request.POST.getlist("accept")),
                all_that_add=request.POST.get("which") == "all",
                state=request.POST.get("state", ""),
                by=self.access,
                now=self.now,
            )
        except documents.AlreadyDecided as refusal:
            return self.decided(refusal)
        except EditedMeanwhile as meanwhile:
            self.comparison = meanwhile.current
            return self.render_to_response(self.get_context_data(meanwhile=True), status=EDITED_MEANWHILE)
        except (ImportRefused, PlanRefused) as refusal:
            return self.render_to_response(self.get_context_data(wrong=str(refusal)), status=REFUSED)
        if applied.made:
            messages.success(request, _success(applied.made, self.plan))
        if applied.amendment is None:
            return redirect(self.plan)
        messages.success(request, _waits(applied.kept))
        return redirect(applied.amendment)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comparison = self.comparison or compare(self.plan, self.reading.plan)
        if comparison.names_officers:
            documents.look_at(run=self.run, by=self.access, now=self.now)
        steps = ((_("What was read"), self.address("import-detail", self.run.pk)), (_("Differences"), ""))
        return super().get_context_data(
            run=self.run,
            plan=self.plan,
            comparison=comparison,
            counts=[(comparison.counts[kind], word) for kind, word in _KINDS if comparison.counts[kind]],
            parts=list(_parts(comparison.shown[:MOST])),
            hidden=max(0, len(comparison.shown) - MOST),
            takes_away=any(one.takes_away for one in comparison.shown),
            adds=any(not one.takes_away for one in comparison.shown),
            ticked=set(self.request.POST.getlist("accept")),
            breadcrumbs=self.trail(*steps),
            **kwargs,
        )


_KINDS = (
    ("changed", gettext_lazy("changed")),
    ("added", gettext_lazy("added")),
    ("removed", gettext_lazy("removed")),
    ("moved", gettext_lazy("moved")),
)


def _parts(shown: Iterable[Shown]) -> Iterator[tuple[str, list[Shown]]]:
    """The differences under the part of the plan they are about."""
    for name, those in groupby(shown, key=_part):
        yield name, list(those)


def _part(one: Shown) -> str:
    said = one.difference
    if said.item[0] == "plan":
        return _("The plan")
    if said.field in ("section", "number", "cross_cutting", "notes", "updates") or said.field == "title":
        return _("Section %(number)s") % {"number": said.ref}
    return _("Objective %(ref)s") % {"ref": said.ref}


def _waits(count: int) -> str:
    words = ngettext(
        "%(count)d change waits in your amendment. Look at it, give the reason, and propose it.",
        "%(count)d changes wait in your amendment. Look at them, give the reason, and propose it.",
        count,
    )
    return words % {"count": count}


def _success(count: int, plan: Plan) -> str:
    words = ngettext("%(count)d change was made to “%(title)s”.", "%(count)d changes were made to “%(title)s”.", count)
    return words % {"count": count, "title": plan.title}
