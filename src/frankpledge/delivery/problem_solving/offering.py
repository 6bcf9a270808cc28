"""What the forms of problems and operations offer, what their steps also do, and their place on other pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from frankpledge.core import panels
from frankpledge.crimestore import Store
from frankpledge.delivery.evaluating import evaluate
from frankpledge.delivery.kinds.operations import Operation
from frankpledge.delivery.kinds.orders import PlaceOrder
from frankpledge.delivery.kinds.problems import Problem
from frankpledge.delivery.problem_solving.changes import keep_assessment, keep_evaluations
from frankpledge.delivery.problem_solving.done_about import on_series
from frankpledge.delivery.root import KINDS
from frankpledge.insight import refreshing
from frankpledge.insight.asking import kept
from frankpledge.insight.models import Nomination
from frankpledge.insight.panels import has_store
from frankpledge.insight.queries.grounds import ward_ground
from frankpledge.insight.sources import choices_for
from frankpledge.partners.access import Access
from frankpledge.partners.models import Partnership

REST = "The rest of the district"


def offer() -> None:
    """Put everything in its registry, when Django starts."""
    for slug in ("problems", "operations"):
        KINDS.offer(slug, "definition", definitions)
        KINDS.offer(slug, "area", areas)
    KINDS.offer("problems", "comparison", comparisons)
    KINDS.offer("operations", "displacement", beside)
    KINDS.offer("orders", "counted_area", zone_areas)
    KINDS.upon("problems", "assess", keep_assessment)
    KINDS.upon("operations", "close", keep_evaluations)
    for step in ("expire", "discharge"):
        KINDS.upon("orders", step, keep_evaluations)
    panels.add("nomination", order=20, template="delivery/_on_nomination.html", context=on_nomination)
    panels.add("series", order=20, template="delivery/_done_about.html", context=on_series)
    refreshing.add("evaluations", refresh_evaluations)


def definitions(access: Access) -> list[tuple[str, Any]]:
    """Each definition with its version, by title."""
    said = choices_for(access.partnership, now=timezone.now())["definitions"]
    return [("", "None"), *((key, title) for key, title, _ in said)]


def areas(access: Access) -> list[tuple[str, Any]]:
    """The district, its wards, its LSOAs, and areas that were drawn; nothing while no area is loaded."""
    now = timezone.now()
    if not has_store(access.partnership):
        return []
    ground = ward_ground(access.partnership, now=now)
    if ground is None:
        return []

    def work(store: Store, asked: Mapping[str, Any]) -> dict[str, Any]:
        rows = store.places.ask("areas", "kind = 'drawn' ORDER BY name", (), "DISTINCT code, name")
        return {"drawn": [[str(code), str(name)] for code, name in rows]}

    drawn = kept(access.partnership, "drawn-areas", {}, work, now=now)["drawn"]
    groups = [
        ("Wards", [(place.code, place.name) for place in ground.places]),
        ("Drawn areas (police extract only)", [(code, name) for code, name in drawn]),
        ("Small areas (LSOAs)", sorted(ground.every_lsoa.items(), key=lambda each: (each[1], each[0]))),
    ]
    return [("", f"{ground.district.name}, all of it"), *((words, rows) for words, rows in groups if rows)]


def comparisons(access: Access) -> list[tuple[str, Any]]:
    """The same areas; the rest of the district where none is chosen."""
    found = areas(access)
    return [("", REST), *found[1:]] if found else []


def beside(access: Access) -> list[tuple[str, Any]]:
    """The same areas without the whole district."""
    found = areas(access)
    return [("", "Nobody looks"), *found[1:]] if found else []


def zone_areas(access: Access) -> list[tuple[str, Any]]:
    """The same areas without the whole district, of which no zone is any part to speak of."""
    found = areas(access)
    return [("", "Not counted"), *found[1:]] if found else []


def on_nomination(request: HttpRequest, nomination: Nomination) -> dict[str, Any] | None:
    """The problem record made of it, or the way to make it once the group has taken it on."""
    access: Access = request.access  # type: ignore[attr-defined]  # set by the guard
    if not access.reach(KINDS.view):
        return None
    problems: Any = Problem.objects.within(access.partnership)
    problem = problems.filter(nomination=nomination).first()
    may = nomination.state == Nomination.State.TAKEN and access.may(KINDS.write, groups=[nomination.group_id])
    if problem is None and not may:
        return None
    return {"problem": problem, "nomination": nomination, "partnership": access.partnership}


def refresh_evaluations(partnership: Partnership, now: datetime) -> int:
    """After a load: the figures of everything not settled yet, so that nobody waits for them; how many."""
    done = 0
    for model in (Problem, Operation, PlaceOrder):
        rows: Any = model.objects.within(partnership).counted()
        for record in rows.exclude(state__in=model.settled):
            for question in record.questions():
                evaluate(partnership, question, now=now)
                done += 1
    return done
