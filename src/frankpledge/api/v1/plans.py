"""Plans, their objectives, milestones, risks, money, amendments and editions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router

from frankpledge.api.changes.answering import once
from frankpledge.api.exchange import answered, listed, seen_version
from frankpledge.api.v1 import shapes
from frankpledge.api.v1.asking import access_of, key, objective_of, plan_of
from frankpledge.partners.permissions import Permission
from frankpledge.plandocs.as_json import to_json
from frankpledge.plandocs.model import Reading
from frankpledge.plans.changes.steps import Mark, mark_milestone
from frankpledge.plans.models import Amendment, BudgetLine, Edition, Milestone, Objective, Plan, Risk
from frankpledge.plans.queries.documents import plan_document

router = Router(tags=["Plan"])


@router.get("plans", response=shapes.lists(shapes.Plan), summary="Plans, the newest first")
def plans(request: HttpRequest, page: shapes.PageNumber, size: shapes.PageSize) -> HttpResponse:
    access = access_of(request)
    rows = Plan.objects.within(access.partnership).select_related("previous").order_by("-starts_on", "-pk")
    return listed(request, rows, say_plan, page=page, size=size)


@router.get("plans/{slug}", response=shapes.reads(shapes.Plan), summary="One plan")
def plan(request: HttpRequest, slug: shapes.Slug) -> HttpResponse:
    return answered(request, say_plan(plan_of(request, slug)))


@router.get("plans/{slug}/document", response=shapes.reads(dict[str, Any]), summary="The whole plan as its document")
def document(request: HttpRequest, slug: shapes.Slug) -> HttpResponse:
    said = to_json(Reading(plan_document(plan_of(request, slug))))
    for section in said["sections"]:
        for objective in section["objectives"]:
            objective["people"] = []  # named officers are not for programs
    return answered(request, {"title": said["title"], "period": said["period"], "sections": said["sections"]})


@router.get("plans/{slug}/objectives", response=shapes.lists(shapes.Objective), summary="A plan's objectives")
def objectives(request: HttpRequest, slug: shapes.Slug, page: shapes.PageNumber, size: shapes.PageSize) -> HttpResponse:
    rows = _objectives().filter(section__plan=plan_of(request, slug))
    return listed(request, rows.order_by("section__position", "position", "pk"), say_objective, page=page, size=size)


@router.get("objectives/{pk}", response=shapes.reads(shapes.Objective), summary="One objective")
def objective(request: HttpRequest, pk: int) -> HttpResponse:
    row = _objectives().get(pk=objective_of(request, pk).pk)
    return answered(request, say_objective(row))


@router.get("plans/{slug}/milestones", response=shapes.lists(shapes.Milestone), summary="A plan's milestones")
def milestones(request: HttpRequest, slug: shapes.Slug, page: shapes.PageNumber, size: shapes.PageSize) -> HttpResponse:
    rows = Milestone.objects.filter(objective__section__plan=plan_of(request, slug)).select_related("objective")
    return listed(request, rows.order_by("due_on", "pk"), say_milestone, page=page, size=size)


@router.get("milestones/{pk}", response=shapes.reads(shapes.Milestone), summary="One milestone")
def milestone(request: HttpRequest, pk: int) -> HttpResponse:
    row = _milestone(request, pk)
    return answered(request, say_milestone(row), version=row.version)


@router.patch("milestones/{pk}", response=shapes.writes(shapes.Milestone), summary="Say what became of a milestone")
def mark(request: HttpRequest, pk: int, said: shapes.MilestoneIn) -> HttpResponse:
    access = access_of(request, Permission.UPDATE_WRITE)
    row, version, now = _milestone(request, pk), seen_version(request), request.now  # type: ignore[attr-defined]
    today = timezone.localdate(now)

    def change() -> HttpResponse:
        marked = mark_milestone(
            milestone=row, mark=Mark(said.mark), on=said.on or today, note=said.note, version=version, by=access,
            now=now, today=today,
        )  # fmt: skip
        return answered(request, say_milestone(marked), version=marked.version)

    return once(request, change)


@router.get("plans/{slug}/risks", response=shapes.lists(shapes.Risk), summary="A plan's risks")
def risks(request: HttpRequest, slug: shapes.Slug, page: shapes.PageNumber, size: shapes.PageSize) -> HttpResponse:
    rows = Risk.objects.filter(plan=plan_of(request, slug)).select_related("objective").order_by("pk")
    return listed(request, rows, _say_risk, page=page, size=size)


@router.get("plans/{slug}/budget-lines", response=shapes.lists(shapes.BudgetLine), summary="A plan's money")
def money(request: HttpRequest, slug: shapes.Slug, page: shapes.PageNumber, size: shapes.PageSize) -> HttpResponse:
    rows = BudgetLine.objects.filter(plan=plan_of(request, slug)).select_related("objective").order_by("pk")
    return listed(request, rows, _say_line, page=page, size=size)


@router.get("plans/{slug}/amendments", response=shapes.lists(shapes.Amendment), summary="Amendments, newest first")
def amendments(request: HttpRequest, slug: shapes.Slug, page: shapes.PageNumber, size: shapes.PageSize) -> HttpResponse:
    rows = Amendment.objects.filter(plan=plan_of(request, slug)).exclude(state=Amendment.State.DRAFT)
    return listed(request, rows.order_by("-number"), _say_amendment, page=page, size=size)


@router.get("plans/{slug}/editions", response=shapes.lists(shapes.Edition), summary="Editions, newest first")
def editions(request: HttpRequest, slug: shapes.Slug, page: shapes.PageNumber, size: shapes.PageSize) -> HttpResponse:
    rows = Edition.objects.filter(plan=plan_of(request, slug)).defer("document").order_by("-number")
    return listed(request, rows, _say_edition, page=page, size=size)


def _objectives() -> Any:
    return Objective.objects.select_related("section__plan").prefetch_related("actions", "parties")


def _milestone(request: HttpRequest, pk: int) -> Milestone:
    rows = Milestone.objects.filter(objective__section__plan__partnership=access_of(request).partnership)
    return get_object_or_404(rows.select_related("objective__section__plan"), pk=key(pk))


def say_plan(row: Plan) -> dict[str, Any]:
    names = ("slug", "title", "period", "starts_on", "state", "adopted_on", "version", "changed_at")
    return {name: getattr(row, name) for name in names} | {"previous": row.previous.slug if row.previous else None}


def say_objective(row: Objective) -> dict[str, Any]:
    names = ("ref", "text", "target", "indicator", "standing", "version", "changed_at")
    return {
        "id": row.pk,
        "plan": row.section.plan.slug,
        "section": row.section.number,
        "section_title": row.section.title,
        **{name: getattr(row, name) for name in names},
        "lineage": str(row.lineage),
        "actions": [
            {"id": each.pk, "text": each.text, "is_tentative": each.is_tentative, "parent": each.parent_id}
            for each in row.actions.all()
        ],
        "parties": [
            {"capacity": each.capacity, "kind": each.kind, "name": each.name, "agency": each.agency_id,
             "group": each.group_id}
            for each in row.parties.all()
        ],
        "has_owner": row.owner_id is not None,
    }  # fmt: skip


def say_milestone(row: Milestone) -> dict[str, Any]:
    names = ("text", "due_on", "done_on", "dropped_on", "note", "version")
    late = row.done_on is None and row.dropped_on is None and row.due_on < timezone.localdate()
    state = "dropped" if row.dropped_on else "done" if row.done_on else "late" if late else "open"
    said = {name: getattr(row, name) for name in names}
    return {"id": row.pk, "objective": row.objective_id, "ref": row.objective.ref, **said, "state": state}


def _say_risk(row: Risk) -> dict[str, Any]:
    names = ("text", "likelihood", "impact", "score", "mitigation", "reviewed_on", "closed_on")
    return {"id": row.pk, "ref": row.objective.ref if row.objective else "", **{n: getattr(row, n) for n in names}}


def _say_line(row: BudgetLine) -> dict[str, Any]:
    names = ("funder", "purpose", "allocated", "committed", "invoiced", "paid")
    return {"id": row.pk, "ref": row.objective.ref if row.objective else "", **{n: getattr(row, n) for n in names}}


def _say_amendment(row: Amendment) -> dict[str, Any]:
    return {n: getattr(row, n) for n in ("number", "state", "reason", "proposed_at", "decided_at", "decision_note")}


def _say_edition(row: Edition) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("number", "why", "sha256", "made_at")}
