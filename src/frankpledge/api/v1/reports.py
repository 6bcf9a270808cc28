"""Reports as they were frozen, success stories and recommendations of scrutiny."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Path, Router

from frankpledge.api.exchange import answered, listed
from frankpledge.api.v1 import shapes
from frankpledge.api.v1.asking import access_of, key
from frankpledge.reporting.changes.reports import disclose_file
from frankpledge.reporting.models import Recommendation, Report, ReportFile, Story
from frankpledge.reporting.queries.lists import reports_of, stories_of
from frankpledge.reporting.writing import WRITERS

router = Router(tags=["Reports"])
Kind = Annotated[str, Path(pattern="^[a-z0-9-]{1,20}$", description="Which kind of file, from the report's `files`")]


@router.get("reports", response=shapes.lists(shapes.Report), summary="Reports, the newest first")
def reports(request: HttpRequest, page: shapes.PageNumber, size: shapes.PageSize) -> HttpResponse:
    rows = reports_of(access_of(request).partnership).prefetch_related("files")
    return listed(request, rows, _say_report, page=page, size=size)


@router.get("reports/{pk}", response=shapes.reads(shapes.ReportWhole), summary="One report with its snapshot")
def report(request: HttpRequest, pk: int) -> HttpResponse:
    row = _report(request, pk)
    return answered(request, {**_say_report(row), "snapshot": row.snapshot})


@router.get(
    "reports/{pk}/files/{kind}",
    response={200: bytes, **shapes.READING},
    summary="One of its files",
    openapi_extra={
        "responses": {200: {"content": {writer.media_type: {"schema": {"type": "string", "format": "binary"}}
                                        for writer in WRITERS.values()}}}
    },
)  # fmt: skip
def file(request: HttpRequest, pk: int, kind: Kind) -> HttpResponse:
    access, row = access_of(request), _report(request, pk)
    get_object_or_404(ReportFile.objects.defer("content"), report=row, kind=kind)
    found = disclose_file(report=row, kind=kind, by=access, now=request.now)  # type: ignore[attr-defined]
    response = HttpResponse(bytes(found.content), content_type=WRITERS[kind].media_type)
    response["ETag"] = f'"{found.sha256}"'
    return response


@router.get("stories", response=shapes.lists(shapes.Story), summary="Success stories")
def stories(request: HttpRequest, page: shapes.PageNumber, size: shapes.PageSize) -> HttpResponse:
    rows = stories_of(access_of(request).partnership).filter(state=Story.State.CLEARED)
    return listed(request, rows, _say_story, page=page, size=size)


@router.get("recommendations", response=shapes.lists(shapes.Recommendation), summary="What scrutiny asked for")
def recommendations(request: HttpRequest, page: shapes.PageNumber, size: shapes.PageSize) -> HttpResponse:
    rows = Recommendation.objects.within(access_of(request).partnership).order_by("-met_on", "number", "pk")
    return listed(request, rows, _say_recommendation, page=page, size=size)


def _report(request: HttpRequest, pk: int) -> Report:
    rows = Report.objects.within(access_of(request).partnership).select_related("plan", "publication")
    return get_object_or_404(rows.prefetch_related("files"), pk=key(pk))


def _say_report(row: Report) -> dict[str, Any]:
    names = ("quarter", "kind", "number", "title", "marking", "data_as_of", "sha256", "made_at")
    publication = getattr(row, "publication", None)
    return {
        "id": row.pk,
        "plan": row.plan.slug,
        **{name: getattr(row, name) for name in names},
        "is_given_out": publication is not None and publication.withdrawn_at is None,
        "files": [each.kind for each in row.files.all()],
    }


def _say_story(row: Story) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in ("quarter", "headline", "text", "state")}
    return {"id": row.pk, "plan": row.plan.slug, "objective": row.objective_id, **said}


def _say_recommendation(row: Recommendation) -> dict[str, Any]:
    names = ("number", "committee", "met_on", "text", "respond_by", "answer", "response", "answered_on")
    return {"id": row.pk, **{name: getattr(row, name) for name in names}}
