"""What was recorded: read like the lists on the pages, and added row by row as a file's rows are."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from frankpledge.api.changes.answering import once
from frankpledge.api.exchange import answered, listed
from frankpledge.api.problems import Problem
from frankpledge.api.v1 import shapes
from frankpledge.api.v1.asking import access_of, key
from frankpledge.delivery.bringing.meanings import fields_of
from frankpledge.delivery.bringing.rows import Reader
from frankpledge.delivery.models import KINDS, DeliveryRecord, RecordLink
from frankpledge.partners.permissions import Permission
from frankpledge.records.changes.records import RecordRefused, add_record, move_record
from frankpledge.records.kinds import RecordKind
from frankpledge.records.queries import heads_of, lines_of

router = Router(tags=["Records"])
WORDS = r"^[^\x00]*$"
OfKind = Annotated[str, Query("", max_length=30, pattern=WORDS, description="Only of this kind")]
Since = Annotated[date | None, Query(None, description="Only what went on on this day or later")]
Until = Annotated[date | None, Query(None, description="Only what went on on this day or before")]
Objective = Annotated[int | None, Query(None, ge=1, le=2**63 - 1, description="Only what is linked to this objective")]
FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)


class FieldOut(Schema):
    """One field a record of a kind can have."""

    name: str
    label: str


class KindOut(Schema):
    """A kind of record: its states by their words, and what can be said of one."""

    kind: str
    name: str
    plural: str
    purpose: str
    prefix: str
    states: dict[str, str]
    fields: list[FieldOut]


class RecordOut(Schema):
    """A record as every list shows it. No names of people; of a guarded kind no title."""

    id: int
    kind: str
    number: str
    title: str
    state: str
    starts_on: date
    ends_on: date | None
    place: str
    easting: int | None
    northing: int | None
    lead_agency: str
    lead_group: str
    objectives: list[int]
    version: int
    address: str


class WholeRecordOut(RecordOut):
    """A record with what its kind alone says, each under its heading in words."""

    says: dict[str, Any]


class RecordIn(shapes.Strict):
    """What is said of a new record, by the names of its kind's fields, in words as in a list: dates as 2008-05-06."""

    kind: Annotated[str, Field(pattern="^[-a-z]{1,30}$")]
    says: dict[str, Annotated[str, Field(max_length=5000, pattern=WORDS)]] = Field(max_length=60)


@router.get("records/kinds", response=shapes.lists(KindOut), summary="The kinds of record there are")
def kinds(request: HttpRequest, page: shapes.PageNumber, size: shapes.PageSize) -> HttpResponse:
    access_of(request, Permission.DELIVERY_VIEW)
    return listed(request, list(KINDS), _say_kind, page=page, size=size)


@router.get("records", response=shapes.lists(RecordOut), summary="What was recorded, the newest first")
def records(
    request: HttpRequest, kind: OfKind, since: Since, until: Until, objective: Objective,
    page: shapes.PageNumber, size: shapes.PageSize,
) -> HttpResponse:  # fmt: skip
    access = access_of(request, Permission.DELIVERY_VIEW)
    rows: Any = DeliveryRecord.objects.visible_to(access)
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.between(since or FIRST, until or LAST) if since or until else rows
    if objective is not None:
        linked = RecordLink.objects.within(access.partnership).filter(objective=objective)
        rows = rows.filter(pk__in=linked.values("record"))
    rows = rows.select_related("partnership", "lead_agency", "lead_group").prefetch_related("links")
    return listed(request, rows, _say_record, page=page, size=size)


@router.get("records/{pk}", response=shapes.reads(WholeRecordOut), summary="One record, whole")
def record(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request, Permission.DELIVERY_VIEW)
    root = get_object_or_404(DeliveryRecord.objects.visible_to(access), pk=key(pk))
    return _whole(request, root.declared, root.pk)


@router.post("records", response=shapes.writes(WholeRecordOut), summary="Record something")
def add(request: HttpRequest, said: RecordIn) -> HttpResponse:
    access = access_of(request, Permission.DELIVERY_WRITE)
    declared = KINDS.find(said.kind)
    if declared is None:
        raise Problem(422, "There is no such kind of record.")
    if unknown := sorted(set(said.says) - {name for name, _ in fields_of(declared)}):
        wrong = [{"where": f"body.says.{name}", "problem": "Not a field of this kind"} for name in unknown]
        raise Problem(422, "Some of these are not fields of this kind.", wrong)
    now = request.now  # type: ignore[attr-defined]
    reader = Reader(declared, access, list(said.says), timezone.localdate(now))
    row = reader.one(0, "", list(said.says.values()))
    if row.problems:
        wrong = [{"where": where, "problem": words} for where, words in row.problems]
        raise Problem(422, "This cannot be recorded.", wrong)

    def change() -> HttpResponse:
        try:
            made = add_record(kind=declared, values=row.values, by=access, now=now)
            for step in row.steps:
                made = move_record(
                    record=made, move=step.name, version=made.version, reason="Recorded by a program.", by=access,
                    now=now,
                )  # fmt: skip
        except RecordRefused as refusal:
            raise Problem(422, str(refusal)) from refusal
        return _whole(request, declared, made.pk)

    return once(request, change)


def _whole(request: HttpRequest, kind: RecordKind, pk: int) -> HttpResponse:
    access = access_of(request, Permission.DELIVERY_VIEW)
    rows: Any = kind.model.objects.visible_to(access).filter(pk=pk)
    row = get_object_or_404(rows.select_related("partnership", "lead_agency", "lead_group"))
    usual = len(heads_of(None))
    line = next(iter(lines_of(rows, kind)))
    says = dict(zip(heads_of(kind)[usual:], line[usual:], strict=True))
    return answered(request, {**_say_record(row), "says": says}, version=row.version)


def _say_kind(kind: RecordKind) -> dict[str, Any]:
    return {
        "kind": kind.slug,
        "name": kind.name,
        "plural": kind.plural,
        "purpose": kind.purpose,
        "prefix": kind.prefix,
        "states": dict(kind.states.labels),
        "fields": [{"name": name, "label": label} for name, label in fields_of(kind)],
    }


def _say_record(row: Any) -> dict[str, Any]:
    names = ("kind", "number", "state", "starts_on", "ends_on", "place", "easting", "northing", "version")
    return {
        "id": row.pk,
        "title": "" if row.declared.guarded else row.title,
        **{name: getattr(row, name) for name in names},
        "lead_agency": str(row.lead_agency or ""),
        "lead_group": str(row.lead_group or ""),
        "objectives": [link.objective_id for link in row.links.all()],
        "address": row.get_absolute_url(),
    }
