"""What was recorded, read like the lists on the pages. How a program records is in ``recording``."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from frankpledge.api.exchange import answered, listed
from frankpledge.api.v1 import shapes
from frankpledge.api.v1.asking import access_of, key
from frankpledge.delivery.bringing.meanings import fields_of
from frankpledge.delivery.models import KINDS, DeliveryRecord, RecordLink
from frankpledge.partners.permissions import Permission
from frankpledge.records.kinds import Part, RecordKind
from frankpledge.records.queries import heads_of, lines_of, table_of
from frankpledge.records.states import Move

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
    place_area: str
    easting: int | None
    northing: int | None
    lead_agency: str
    lead_group: str
    objectives: list[int]
    version: int
    address: str


class StepOut(Schema):
    """A step that may be taken from where the record stands. A person takes those that clear somebody's words."""

    step: str
    label: str
    asks: list[str]
    needs_a_reason: bool
    by_a_person: bool


class TableOut(Schema):
    """A table inside a record: the fields of a line by their names, and its lines under their headings in words."""

    part: str
    heading: str
    fields: list[FieldOut]
    is_open: bool
    lines: list[dict[str, Any]]


class WholeRecordOut(RecordOut):
    """A record with what its kind alone says, each under its heading in words, its tables, and where it can go."""

    says: dict[str, Any]
    steps: list[StepOut]
    tables: list[TableOut]


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
    return whole(request, root.declared, root.pk)


def whole(request: HttpRequest, kind: RecordKind, pk: int) -> HttpResponse:
    """The record as it stands, as an answer."""
    access = access_of(request, Permission.DELIVERY_VIEW)
    rows: Any = kind.model.objects.visible_to(access).filter(pk=pk)
    row = get_object_or_404(rows.select_related("partnership", "lead_agency", "lead_group"))
    usual = len(heads_of(None))
    line = next(iter(lines_of(rows, kind)))
    says = dict(zip(heads_of(kind)[usual:], line[usual:], strict=True))
    inside = [_say_table(row, part) for part in (*kind.parts, *KINDS.parts)]
    steps = [_say_step(step) for step in kind.states.from_state(row.state)]
    return answered(request, {**_say_record(row), "says": says, "steps": steps, "tables": inside}, version=row.version)


def open_fields(part: Part) -> list[str]:
    """What a program reads and writes of a line: free text and whoever may be named in it is for people."""
    return [name for name in part.fields if name not in part.model.Privacy.personal]


def _say_table(row: Any, part: Part) -> dict[str, Any]:
    names = open_fields(part)
    places = [part.fields.index(name) for name in names]
    return {
        "part": part.slug,
        "heading": part.heading,
        "fields": [{"name": name, "label": part.label_of(name)} for name in part.fields],
        "is_open": part.is_open_in(row.state),
        "lines": [
            {part.label_of(part.fields[at]): _plain(cells[at]) for at in places}
            for _, cells in table_of(row, part).lines
        ],
    }


def _plain(value: Any) -> int | str:
    return value if isinstance(value, int | str) else str(value)


def _say_step(step: Move) -> dict[str, Any]:
    return {
        "step": step.name,
        "label": step.label,
        "asks": list(step.asks),
        "needs_a_reason": step.asks_reason,
        "by_a_person": step.is_clearing,
    }


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
    names = ("kind", "number", "state", "starts_on", "ends_on", "place", "place_area", "easting", "northing", "version")
    return {
        "id": row.pk,
        "title": "" if row.declared.guarded else row.title,
        **{name: getattr(row, name) for name in names},
        "lead_agency": str(row.lead_agency or ""),
        "lead_group": str(row.lead_group or ""),
        "objectives": [link.objective_id for link in row.links.all()],
        "address": row.get_absolute_url(),
    }
