"""A program records: something new, an edit, a step, a line in a table. The rules are those of the pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Path
from pydantic import Field

from frankpledge.api.changes.answering import once
from frankpledge.api.exchange import seen_version
from frankpledge.api.problems import Problem
from frankpledge.api.v1 import shapes
from frankpledge.api.v1.asking import access_of, key
from frankpledge.api.v1.records import WORDS, WholeRecordOut, router, whole
from frankpledge.delivery.bringing.meanings import STATE, fields_of
from frankpledge.delivery.bringing.rows import Reader
from frankpledge.delivery.bringing.words import Typist
from frankpledge.delivery.models import KINDS, DeliveryRecord
from frankpledge.partners.access import Access
from frankpledge.partners.permissions import Permission
from frankpledge.records.changes.parts import add_part
from frankpledge.records.changes.records import RecordRefused, add_record, edit_record, move_record
from frankpledge.records.forms import part_form, record_form

__all__ = ["router"]
Says = dict[str, Annotated[str, Field(max_length=5000, pattern=WORDS)]]
Name = Annotated[str, Path(pattern="^[-_a-z]{1,30}$")]
BY_A_PROGRAM = "Recorded by a program."


class RecordIn(shapes.Strict):
    """What is said of a new record, by the names of its kind's fields, in words as in a list: dates as 2008-05-06."""

    kind: Annotated[str, Field(pattern="^[-a-z]{1,30}$")]
    says: Says = Field(max_length=60)


class ChangesIn(shapes.Strict):
    """What of a record, or of a new line in one of its tables, is said: only these fields; "" empties one."""

    says: Says = Field(min_length=1, max_length=60)


class StepIn(shapes.Strict):
    """What a step asks, by the names of its fields, and why, where it needs a reason."""

    says: Says = Field(default_factory=dict, max_length=60)
    reason: Annotated[str, Field(max_length=2000, pattern=WORDS)] = ""


@router.post("records", response=shapes.writes(WholeRecordOut), summary="Record something")
def add(request: HttpRequest, said: RecordIn) -> HttpResponse:
    access = access_of(request, Permission.DELIVERY_WRITE)
    declared = KINDS.find(said.kind)
    if declared is None:
        raise Problem(422, "There is no such kind of record.")
    _only(said.says, {name for name, _ in fields_of(declared)}, "this kind")
    now = request.now  # type: ignore[attr-defined]
    reader = Reader(declared, access, list(said.says), timezone.localdate(now))
    row = reader.one(0, "", list(said.says.values()))
    _unless(row.problems)

    def change() -> Any:
        made = add_record(kind=declared, values=row.values, by=access, now=now)
        for step in row.steps:
            made = move_record(
                record=made, move=step.name, version=made.version, reason=BY_A_PROGRAM, by=access, now=now
            )
        return made

    return _changed(request, change)


@router.patch("records/{pk}", response=shapes.writes(WholeRecordOut), summary="Edit a record")
def edit(request: HttpRequest, pk: int, said: ChangesIn) -> HttpResponse:
    access, record = _record(request, pk)
    version, now = seen_version(request), request.now  # type: ignore[attr-defined]
    _only(said.says, {name for name, _ in fields_of(record.declared)} - {STATE}, "this kind")
    values = _values(record, said.says, access, now)
    return _changed(
        request, lambda: edit_record(record=record, values=values, version=version, alone=True, by=access, now=now)
    )


@router.post(
    "records/{pk}/steps/{step}", response=shapes.writes(WholeRecordOut), summary="Take one of a record's steps"
)
def step(request: HttpRequest, pk: int, step: Name, said: StepIn) -> HttpResponse:
    access, record = _record(request, pk)
    version, now = seen_version(request), request.now  # type: ignore[attr-defined]
    found = next((each for each in record.declared.states.moves if each.name == step), None)
    if found is None:
        raise Http404
    _only(said.says, set(found.asks), "this step")
    values = _values(record, said.says, access, now)
    return _changed(
        request,
        lambda: move_record(
            record=record, move=step, version=version, values=values, reason=said.reason, by=access, now=now
        ),
    )


@router.post(
    "records/{pk}/tables/{part}", response=shapes.writes(WholeRecordOut), summary="Add a line to a table of a record"
)
def add_line(request: HttpRequest, pk: int, part: Name, said: ChangesIn) -> HttpResponse:
    access, record = _record(request, pk)
    table, now = record.declared.part(part), request.now  # type: ignore[attr-defined]
    if table is None:
        raise Http404
    _only(said.says, set(table.fields), "this table")
    made, blank = part_form(table), table.model(record=record)
    form = made(instance=blank, access=access)
    usual = {name: asked.initial for name, asked in form.fields.items() if asked.initial is not None}
    data, problems = Typist(form.fields).type(said.says)
    _unless(problems)
    form = made({**usual, **data}, instance=blank, access=access)
    _unless_wrong(form)

    def change() -> Any:
        add_part(record=record, part=table, values=form.values(), by=access, now=now)
        return record

    return _changed(request, change)


def _record(request: HttpRequest, pk: int) -> tuple[Access, Any]:
    """The record whole, if this program may see it; whether it may be changed is for the change to ask."""
    access = access_of(request, Permission.DELIVERY_WRITE)
    root = get_object_or_404(DeliveryRecord.objects.visible_to(access), pk=key(pk))
    rows: Any = root.declared.model.objects.visible_to(access).select_related("partnership")
    return access, get_object_or_404(rows, pk=root.pk)


def _values(record: Any, says: Mapping[str, str], access: Access, now: Any) -> dict[str, Any]:
    """What the words mean, held to the record's own form of these fields and no others."""
    if not says:
        return {}
    fresh = record.declared.model.objects.get(pk=record.pk)  # what is typed must not touch the one that is changed
    made, today = record_form(record.declared, names=tuple(says)), timezone.localdate(now)
    data, problems = Typist(made(instance=fresh, access=access, today=today).fields).type(says)
    _unless(problems)
    form = made(data, instance=fresh, access=access, today=today)
    _unless_wrong(form)
    return {name: value for name, value in form.values().items() if name in says}


def _only(says: Mapping[str, str], known: set[str], of: str) -> None:
    if unknown := sorted(set(says) - known):
        wrong = [{"where": f"body.says.{name}", "problem": f"Not a field of {of}"} for name in unknown]
        raise Problem(422, f"Some of these are not fields of {of}.", wrong)


def _unless_wrong(form: Any) -> None:
    if not form.is_valid():
        _unless([(name, " ".join(str(error) for error in errors)) for name, errors in form.errors.items()])


def _unless(problems: Any) -> None:
    if problems:
        wrong = [{"where": where, "problem": words} for where, words in problems]
        raise Problem(422, "This cannot be recorded.", wrong)


def _changed(request: HttpRequest, change: Any) -> HttpResponse:
    """The change, once however often it is sent, answered with the record as it then stands."""

    def made() -> HttpResponse:
        try:
            row = change()
        except RecordRefused as refusal:
            where = [{"where": f"body.says.{refusal.field}", "problem": str(refusal)}] if refusal.field else []
            raise Problem(422, str(refusal), where) from refusal
        return whole(request, row.declared, row.pk)

    return once(request, made)
