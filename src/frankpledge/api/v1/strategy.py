"""The strategy with its priorities, and the strategic assessment."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router

from frankpledge.api.exchange import answered, listed
from frankpledge.api.v1 import shapes
from frankpledge.api.v1.asking import access_of, key
from frankpledge.strategy.models import Assessment, PriorityObjective, Strategy

router = Router(tags=["Strategy"])


@router.get("strategies", response=shapes.lists(shapes.Strategy), summary="Strategies with their priorities")
def strategies(request: HttpRequest, page: shapes.PageNumber, size: shapes.PageSize) -> HttpResponse:
    rows = Strategy.objects.within(access_of(request).partnership).prefetch_related("priorities")
    return listed(request, rows.order_by("-starts_on", "-pk"), _say_strategy, page=page, size=size)


@router.get("assessments", response=shapes.lists(shapes.Assessment), summary="Strategic assessments")
def assessments(request: HttpRequest, page: shapes.PageNumber, size: shapes.PageSize) -> HttpResponse:
    rows = Assessment.objects.within(access_of(request).partnership).order_by("-starts_on", "-pk")
    return listed(request, rows, _say_assessment, page=page, size=size)


@router.get("assessments/{pk}", response=shapes.reads(shapes.AssessmentWhole), summary="One assessment, whole")
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Assessment.objects.within(access_of(request).partnership)
    row = get_object_or_404(rows.prefetch_related("sections", "findings", "problems"), pk=key(pk))
    said = {
        **_say_assessment(row),
        "sections": [{"key": each.key, "text": each.text} for each in row.sections.all()],
        "findings": [{"id": each.pk, "section": each.section, "text": each.text} for each in row.findings.all()],
        "problems": [{"id": each.pk, "title": each.title, "what": each.what} for each in row.problems.all()],
    }
    return answered(request, said)


def _say_assessment(row: Assessment) -> dict[str, Any]:
    names = ("title", "starts_on", "ends_on", "state", "summary", "approved_on")
    return {"id": row.pk, **{name: getattr(row, name) for name in names}}


def _say_strategy(row: Strategy) -> dict[str, Any]:
    names = ("title", "starts_on", "ends_on", "vision", "state")
    linked: dict[int, list[int]] = {}
    for priority, objective in PriorityObjective.objects.filter(priority__strategy=row).values_list(
        "priority_id", "objective_id"
    ):
        linked.setdefault(priority, []).append(objective)
    return {
        "id": row.pk,
        **{name: getattr(row, name) for name in names},
        "priorities": [
            {"id": each.pk, "number": each.number, "name": each.name, "objectives": sorted(linked.get(each.pk, []))}
            for each in row.priorities.all()
        ],
    }
