"""Indicators and their values, and writing a value."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Path, Router

from frankpledge.api.changes.answering import once
from frankpledge.api.exchange import answered, listed, seen_version
from frankpledge.api.problems import Problem
from frankpledge.api.v1 import shapes
from frankpledge.api.v1.asking import access_of, key, plan_of
from frankpledge.measures.changes import write_value
from frankpledge.measures.models import Indicator, IndicatorValue
from frankpledge.measures.periods import quarter_period
from frankpledge.partners.permissions import Permission

router = Router(tags=["Indicators"])
Quarter = Annotated[str, Path(pattern="^Q[1-4]$", description="Q1 to Q4")]


@router.get("plans/{slug}/indicators", response=shapes.lists(shapes.Indicator), summary="What a plan is judged by")
def indicators(request: HttpRequest, slug: shapes.Slug, page: shapes.PageNumber, size: shapes.PageSize) -> HttpResponse:
    rows = Indicator.objects.filter(plan=plan_of(request, slug)).select_related("objective", "plan").order_by("pk")
    return listed(request, rows, say_indicator, page=page, size=size)


@router.get("indicators/{pk}", response=shapes.reads(shapes.Indicator), summary="One indicator")
def indicator(request: HttpRequest, pk: int) -> HttpResponse:
    return answered(request, say_indicator(_indicator(request, pk)))


@router.get("indicators/{pk}/values", response=shapes.lists(shapes.Value), summary="Its values, oldest first")
def values(request: HttpRequest, pk: int, page: shapes.PageNumber, size: shapes.PageSize) -> HttpResponse:
    rows = IndicatorValue.objects.filter(indicator=_indicator(request, pk)).order_by("starts_on", "kind", "pk")
    return listed(request, rows, say_value, page=page, size=size)


@router.get("indicators/{pk}/values/{quarter}", response=shapes.reads(shapes.Value), summary="One quarter's value")
def value(request: HttpRequest, pk: int, quarter: Quarter) -> HttpResponse:
    row = get_object_or_404(IndicatorValue, indicator=_indicator(request, pk), quarter=quarter)
    return answered(request, say_value(row), version=row.version)


@router.put("indicators/{pk}/values/{quarter}", response=shapes.writes(shapes.Value), summary="Write its value")
def write(request: HttpRequest, pk: int, quarter: Quarter, said: shapes.ValueIn) -> HttpResponse:
    access = access_of(request, Permission.VALUE_WRITE)
    row, version = _indicator(request, pk), seen_version(request)
    if fine := said.too_fine:
        words = f"A figure has at most {shapes.PLACES} decimal places."
        raise Problem(422, words, [{"where": name, "problem": words} for name in fine])

    def change() -> HttpResponse:
        written = write_value(
            indicator=row, period=quarter_period(row.plan.starts_on, quarter), version=version, by=access,
            now=request.now, **said.dict(),  # type: ignore[attr-defined]
        )  # fmt: skip
        return answered(request, say_value(written), version=written.version)

    return once(request, change)


def _indicator(request: HttpRequest, pk: int) -> Indicator:
    rows = Indicator.objects.filter(plan__partnership=access_of(request).partnership)
    return get_object_or_404(rows.select_related("objective", "plan"), pk=key(pk))


def say_indicator(row: Indicator) -> dict[str, Any]:
    names = (
        "name", "definition", "unit", "direction", "source", "baseline", "baseline_period", "target", "target_on",
        "trajectory", "tolerance", "tolerance_kind", "is_contextual", "retired_on", "version",
    )  # fmt: skip
    return {
        "id": row.pk,
        "plan": row.plan.slug,
        "objective": row.objective_id,
        "ref": row.objective.ref if row.objective else "",
        **{name: getattr(row, name) for name in names},
    }


def say_value(row: IndicatorValue) -> dict[str, Any]:
    names = (
        "starts_on", "ends_on", "value", "numerator", "denominator", "as_of", "verdict", "note", "source",
        "is_late_revision", "version",
    )  # fmt: skip
    said = {name: getattr(row, name) for name in names}
    return {"indicator": row.indicator_id, "period": row.quarter or row.kind, **said}
