"""Quarters: what was asked, what was answered, and writing an update."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Router

from frankpledge.api.changes.answering import once
from frankpledge.api.exchange import answered, listed, seen_version
from frankpledge.api.v1 import shapes
from frankpledge.api.v1.asking import access_of, objective_of, plan_of
from frankpledge.measures.rating import Rating
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.changes.updates import submit_update, write_update
from frankpledge.plans.models import Objective
from frankpledge.plans.queries.quarters import quarter_days
from frankpledge.quarters.models import QuarterRound
from frankpledge.quarters.queries.pictures import Row, picture

router = Router(tags=["Quarter"])
Quarter = Annotated[str, Path(pattern="^Q[1-4]$", description="Q1 to Q4")]


@router.get("plans/{slug}/quarters", response=shapes.lists(shapes.Round), summary="The quarters of a plan's year")
def quarters(request: HttpRequest, slug: shapes.Slug, page: shapes.PageNumber, size: shapes.PageSize) -> HttpResponse:
    plan = plan_of(request, slug)
    rounds = {row.quarter: row for row in QuarterRound.objects.filter(plan=plan)}
    said = []
    for quarter in QUARTERS:
        first, last = quarter_days(plan, quarter)
        row = rounds.get(quarter)
        said.append(
            {
                "quarter": quarter,
                "state": row.state if row else "unasked",
                "first": first,
                "last": last,
                "opens_on": row.opens_on if row else None,
                "due_on": row.due_on if row else None,
                "closes_on": row.closes_on if row else None,
            }
        )
    return listed(request, said, lambda each: each, page=page, size=size)


@router.get(
    "plans/{slug}/quarters/{quarter}", response=shapes.lists(shapes.Cell), summary="Every objective in one quarter"
)
def cells(
    request: HttpRequest, slug: shapes.Slug, quarter: Quarter, page: shapes.PageNumber, size: shapes.PageSize
) -> HttpResponse:
    seen = picture(plan_of(request, slug), quarter, on=timezone.localdate())
    return listed(request, seen.rows, lambda row: say_cell(row, quarter), page=page, size=size)


@router.get("objectives/{pk}/updates/{quarter}", response=shapes.reads(shapes.Cell), summary="One cell")
def cell(request: HttpRequest, pk: int, quarter: Quarter) -> HttpResponse:
    objective = objective_of(request, pk)
    row = _row(objective, quarter)
    return answered(request, say_cell(row, quarter), version=row.version)


@router.put(
    "objectives/{pk}/updates/{quarter}", response=shapes.writes(shapes.Cell), summary="Write the quarter's update"
)
def write(request: HttpRequest, pk: int, quarter: Quarter, said: shapes.UpdateIn) -> HttpResponse:
    access = access_of(request, Permission.UPDATE_WRITE)
    objective, version = objective_of(request, pk), seen_version(request)

    def change() -> HttpResponse:
        write_update(
            objective=objective, quarter=quarter, text=said.text, version=version, by=access,
            now=request.now, reason=said.reason, way="api",  # type: ignore[attr-defined]
        )  # fmt: skip
        return _answer(request, objective, quarter)

    return once(request, change)


@router.post(
    "objectives/{pk}/updates/{quarter}/submit",
    response=shapes.writes(shapes.Cell),
    summary="Submit the quarter's update for approval",
)
def submit(request: HttpRequest, pk: int, quarter: Quarter) -> HttpResponse:
    access = access_of(request, Permission.UPDATE_WRITE)
    objective, version = objective_of(request, pk), seen_version(request)

    def change() -> HttpResponse:
        submit_update(objective=objective, quarter=quarter, version=version, by=access, now=request.now)  # type: ignore[attr-defined]
        return _answer(request, objective, quarter)

    return once(request, change)


def _answer(request: HttpRequest, objective: Objective, quarter: str) -> HttpResponse:
    row = _row(objective, quarter)
    return answered(request, say_cell(row, quarter), version=row.version)


def _row(objective: Objective, quarter: str) -> Row:
    return picture(objective.section.plan, quarter, on=timezone.localdate()).by_objective[objective.pk]


def say_cell(row: Row, quarter: str) -> dict[str, Any]:
    update = {
        "objective": row.pk,
        "ref": row.ref,
        "quarter": quarter,
        "state": row.state,
        "text": row.text,
        "published_text": row.published_text,
        "version": row.version,
        "is_late": row.is_late,
        "changed_at": row.changed_at,
        "submitted_at": row.submitted_at,
    }
    return {"update": update, "ratings": [say_rating(each) for each in row.ratings]}


def say_rating(rating: Rating) -> dict[str, Any]:
    names = ("indicator", "name", "unit", "value", "target", "low", "high", "as_of", "why", "judged_why")
    return {
        **{name: getattr(rating, name) for name in names},
        "rating": rating.rag.value,
        "judged": rating.judged.value if rating.judged else None,
        "is_late_revision": rating.is_late_revision,
    }
