"""Every way a record can change. Each checks, writes, keeps a line of history and logs in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.partners.access import Access, NotAllowed
from frankpledge.partners.models import Partnership
from frankpledge.records.kinds import RecordKind
from frankpledge.records.models import Record, RecordCounter, RecordEvent
from frankpledge.records.states import Move, NoSuchMove

COMMON = (
    "title", "starts_on", "ends_on", "place", "place_area", "easting", "northing", "lead_agency", "lead_group",
    "agencies",
)  # fmt: skip

ONE_THING = (frozenset({"easting", "northing"}),)  # half of one person's point and half of another's is nowhere


class RecordRefused(Exception):
    """The change was not made, and why, in words for the person. ``field`` names the box the words belong to."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class MoveRefused(RecordRefused):
    """The step was not taken, and why."""


@transaction.atomic
def add_record(*, kind: RecordKind, values: Mapping[str, Any], by: Access, now: datetime) -> Any:
    """A new record in its kind's first state, with the next number of its kind and year.

    ``values`` are of the common fields and the kind's own. Answers with the kind's own model.
    """
    given = _allowed(kind, values)
    agencies = list(given.pop("agencies", ()))
    key = by.audit_key
    record: Any = kind.model(
        partnership=by.partnership, kind=kind.slug, state=kind.states.initial, number="", made_at=now, made_by=key,
        changed_at=now, changed_by=key, **given,
    )  # fmt: skip
    by.demand(record.registry.write, **record.led_by())
    _refuse_strangers(record, agencies)
    record.number = _next_number(kind, by.partnership, timezone.localdate(now).year)
    check_row(record)
    record.save()
    record.agencies.set(agencies)
    kept = {name: getattr(record, name) for name in given}  # what was left blank may have been filled in
    tell(record, RecordEvent.What.ADDED, by=by, now=now)
    log("record.added", record, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after={"number": record.number, "kind": kind.slug, **plainly({**kept, "agencies": agencies})})  # fmt: skip
    return record


@transaction.atomic
def edit_record(
    *, record: Any, values: Mapping[str, Any], version: int, by: Access, now: datetime, alone: bool = False
) -> Any:
    """Change what a record says. An edit may take it back to an earlier state (``StateMachine.reopens``).

    ``values`` are what this person changed, having seen ``version``. What others changed since stands, as long as it
    was something else: the answer's ``kept_too`` names it. The same field said otherwise by both is
    ``EditedMeanwhile``, and nothing is changed; so is a step taken since, for what was typed was meant for another
    state. ``alone``: nothing at all may have changed since, as a program asks that sent If-Match. The same words again
    change nothing. Whoever gives a record to another agency or group must reach both.
    """
    row = hold_record(record, by=by)
    by.demand(row.registry.write, **row.led_by())
    if alone:
        _unless_edited(row, version)
    kind = row.declared
    changed = _changed(row, _allowed(kind, values))
    row.kept_too = _kept_beside(row, changed, version)
    if not changed:
        return row
    if shut := [kind.label_of(name) for name in changed if not kind.may_edit(name, row.state)]:
        raise RecordRefused(f"This is “{row.state_label}”: {', '.join(shut)} can no longer be changed.")
    before = _write(row, changed)
    by.demand(row.registry.write, **row.led_by())
    row.state = kind.states.reopens.get(row.state, row.state)
    _keep(row, by=by, now=now)
    tell(row, RecordEvent.What.EDITED, fields=list(changed), by=by, now=now)
    log("record.changed", row, by=by, now=now, partnership=by.partnership, before=plainly(before),
        after={"state": row.state, **plainly(changed)})  # fmt: skip
    return row


@transaction.atomic
def move_record(
    *,
    record: Any,
    move: str,
    version: int,
    by: Access,
    now: datetime,
    values: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Any:
    """Take one step of the record's kind, with the fields that step requires; ``MoveRefused`` says why not.

    A step is of the record as it was read: edited since, in whatever field, it is not taken (``EditedMeanwhile``).
    """
    row = hold_record(record, by=by)
    kind = row.declared
    try:
        step = kind.states.take(row.state, move)
    except NoSuchMove as why:
        raise MoveRefused(str(why)) from None
    by.demand(row.registry.clear if step.is_clearing else row.registry.write, **row.led_by())
    _unless_edited(row, version)
    if step.by_another and has_written(row, by.audit_key):
        raise MoveRefused("You wrote this yourself. Somebody else must do this step.")
    changed = _changed(row, {name: value for name, value in (values or {}).items() if name in step.asks})
    before = {"state": row.state, **_write(row, changed)}
    _refuse_unready(row, step, reason)
    stood = _own_values(row)
    _as_its_kind_says(row, step, now)
    for name, value in _own_values(row).items():
        if value != stood[name]:  # the kind's rules changed it with the step
            before.setdefault(name, stood[name])
            changed[name] = value
    row.state = step.to
    _keep(row, by=by, now=now)
    tell(row, RecordEvent.What.MOVED, step=move, fields=list(changed), reason=reason.strip(), by=by, now=now)
    log("record.moved", row, by=by, now=now, partnership=by.partnership, before=plainly(before),
        after={"step": move, "state": row.state, **plainly(changed)})  # fmt: skip
    if further := row.registry.further(kind.slug, move):
        further(record=row, by=by, now=now)
    return row


def has_written(record: Any, key: str) -> bool:
    """Whether this hand recorded it, edited it or wrote in a table inside it: an author, who may not clear it."""
    rows = record.events.filter(by=key).exclude(what=RecordEvent.What.MOVED)
    return bool(rows.exists())


def hold_record(record: Record, *, by: Access) -> Any:
    """The record as it stands, locked, whole: of its own kind's model."""
    row = record.declared.model.objects.within(by.partnership).select_for_update().filter(pk=record.pk).first()
    if row is None:
        raise NotAllowed("This record is not one of your partnership's.")
    row.partnership = by.partnership
    return row


def _unless_edited(row: Any, version: int) -> None:
    if row.version != version:
        raise EditedMeanwhile(row)


def _kept_beside(row: Any, changed: Mapping[str, Any], version: int) -> frozenset[str]:
    """What others changed since that version, if none of it is what is changed now; else ``EditedMeanwhile``."""
    since = row.events.filter(version__gt=version, what__in=(RecordEvent.What.EDITED, RecordEvent.What.MOVED))
    events = list(since) if row.version != version else []
    is_known = len(events) == row.version - version  # each edit and each step makes one version
    if not is_known or any(event.what == RecordEvent.What.MOVED for event in events):
        raise EditedMeanwhile(row)
    theirs = frozenset(name for event in events for name in event.fields)
    both = theirs.intersection(changed)
    for whole in ONE_THING:
        both |= whole if whole & theirs and whole.intersection(changed) else frozenset()
    if both:
        raise EditedMeanwhile(row, fields=both)
    return theirs


def _next_number(kind: RecordKind, partnership: Partnership, year: int) -> str:
    Partnership.objects.select_for_update().get(pk=partnership.pk)  # two at once wait for each other here
    counter = RecordCounter.objects.get_or_create(partnership=partnership, prefix=kind.prefix, year=year)[0]
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{kind.prefix}-{year}-{counter.last:04}"


def _allowed(kind: RecordKind, values: Mapping[str, Any]) -> dict[str, Any]:
    """Only what a person may fill in: never a number, a state or another's partnership."""
    if unknown := set(values) - {*COMMON, *kind.fields}:
        raise ValueError(f"Not fields of {kind.slug}: {sorted(unknown)}")
    return dict(values)


def _changed(row: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    changed = {}
    for name, value in values.items():
        is_many = row._meta.get_field(name).many_to_many
        was = sorted(row.agencies.values_list("pk", flat=True)) if is_many else getattr(row, name)
        if was != (sorted(each.pk for each in value) if is_many else value):
            changed[name] = value
    return changed


def _write(row: Any, changed: Mapping[str, Any]) -> dict[str, Any]:
    """Put the values on the row and check it; answers with what they were."""
    before = {name: list(row.agencies.all()) if name == "agencies" else getattr(row, name) for name in changed}
    for name, value in changed.items():
        if name != "agencies":
            setattr(row, name, value)
    _refuse_strangers(row, changed.get("agencies", ()))
    check_row(row)
    if "agencies" in changed:
        row.agencies.set(changed["agencies"])
    return before


def _own_values(row: Any) -> dict[str, Any]:
    """What the kind's own fields say; rows by their number."""
    fields = [row._meta.get_field(name) for name in row.declared.fields]
    return {field.name: getattr(row, field.attname) for field in fields if not field.many_to_many}


def _keep(row: Any, *, by: Access, now: datetime) -> None:
    row.version += 1
    row.changed_at, row.changed_by = now, by.audit_key
    row.save()


def _refuse_strangers(record: Any, agencies: Iterable[Any]) -> None:
    """No body of another partnership, however its number was sent."""
    bodies = [each for each in (record.lead_agency, record.lead_group, *agencies) if each is not None]
    if any(each.partnership_id != record.partnership.pk for each in bodies):
        raise RecordRefused("That agency or group is not one of your partnership's.")
    refuse_named_strangers(record, record.declared.fields, record.partnership)


def refuse_named_strangers(row: models.Model, names: Iterable[str], partnership: Partnership) -> None:
    """Whatever else of a partnership these fields name - another record, a person's place in it - is of this one."""
    for name in names:
        column: Any = row._meta.get_field(name)
        named = getattr(row, name) if column.many_to_one else None
        if getattr(named, "partnership_id", partnership.pk) != partnership.pk:
            raise RecordRefused("That is not one of your partnership's.", name)


def check_row(record: Any) -> None:
    """What the row's own rules say, as a refusal naming the box."""
    try:
        record.full_clean()
    except ValidationError as wrong:
        field, messages = next(iter(wrong.message_dict.items()))
        raise RecordRefused(messages[0], None if field == "__all__" else field) from None


def _refuse_unready(row: Any, step: Move, reason: str) -> None:
    missing = [name for name in step.requires if getattr(row, name) in (None, "")]
    if missing:
        labels = ", ".join(row.declared.label_of(name) for name in missing)
        raise MoveRefused(f"Fill in before this step: {labels}.", missing[0])
    if step.asks_reason and not reason.strip():
        raise MoveRefused("Say why.", "reason")


def _as_its_kind_says(row: Any, step: Move, now: datetime) -> None:
    """What the kind's own rules say of the step: what else changes with it, or why it is not taken."""
    try:
        row.on_step(step, timezone.localdate(now))
    except ValidationError as wrong:
        if not hasattr(wrong, "error_dict"):
            raise MoveRefused(wrong.messages[0]) from None
        field, messages = next(iter(wrong.message_dict.items()))
        raise MoveRefused(messages[0], field) from None


def tell(record: Any, what: str, *, by: Access, now: datetime, **more: Any) -> None:
    """A line of the record's history."""
    record.events.create(what=what, state=record.state, version=record.version, at=now, by=by.audit_key, **more)


def plainly(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the audit keeps them: rows by their number."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    return [_plain(each) for each in value] if isinstance(value, list | tuple | models.QuerySet) else value
