"""What may happen to the register: a row is entered, ended, followed, withdrawn. None is ever changed or deleted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.law.models import Jurisdiction, Rule, content_of
from frankpledge.partners.access import Access
from frankpledge.partners.models import Partnership
from frankpledge.partners.permissions import Permission
from frankpledge.partners.refusals import Refused

KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


@transaction.atomic
def add_rule(
    *, key: str, words: str, sort: str, value: str, valid_from: date, source: str, jurisdiction: str, by: Access,
    now: datetime, valid_to: date | None = None, confirmed: bool = False, note: str = "", follows: Rule | None = None,
) -> Rule:  # fmt: skip
    """A row of the partnership's own, which stands before the installation's from its first day.

    With ``follows``, it takes that row's place: the partnership's own row ends the day before. A row that came with
    the software is left as it is, for it is not the partnership's; one that was off is so switched on here.
    """
    by.demand(Permission.PARTNERSHIP_EDIT)
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)  # two at once wait for each other here
    _check(key=key, sort=sort, value=value, source=source, valid_from=valid_from, valid_to=valid_to)
    before = _followed(follows, key=key, sort=sort, by=by)
    if before is not None and before.partnership_id is not None and before.withdrawn_at is None:
        _end_for(before, valid_from, by=by, now=now)
    _check_alone(key, jurisdiction, valid_from, valid_to, by=by)
    rule = Rule.objects.create(
        partnership=by.partnership, key=key, words=words, sort=sort, value=value, valid_from=valid_from,
        valid_to=valid_to, source=source, jurisdiction=jurisdiction, confirmed=confirmed, note=note, follows=before,
        made_at=now, made_by=by.audit_key,
    )  # fmt: skip
    log("rule.added", rule, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE, after=_said(rule))
    return rule


@transaction.atomic
def end_rule(*, rule: Rule, valid_to: date, by: Access, now: datetime) -> Rule:
    """Say on which day the partnership's own row was, or will be, in force for the last time."""
    row = _own(rule, by=by)
    if row.valid_from is None or valid_to < row.valid_from:
        raise Refused("The last day must not be before the first. Withdraw it if it never held.", "valid_to")
    before = {"valid_to": row.valid_to}
    row.valid_to = valid_to
    _check_alone(row.key, row.jurisdiction, row.valid_from, valid_to, by=by, but=row)
    row.save()
    log("rule.ended", row, by=by, now=now, partnership=by.partnership, before=before, after={"valid_to": valid_to})
    return row


@transaction.atomic
def withdraw_rule(*, rule: Rule, because: str, by: Access, now: datetime) -> Rule:
    """The partnership's own row was a mistake: it holds on no day any more. Records made under it keep what it said."""
    row = _own(rule, by=by)
    if not because.strip():
        raise Refused("Say why.", "because")
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_because = now, by.audit_key, because.strip()
    row.save()
    log("rule.withdrawn", row, by=by, now=now, partnership=by.partnership, after={"because": row.withdrawn_because})
    return row


def sow(model: Any, rows: Iterable[tuple[Any, ...]]) -> None:
    """For a migration that brings rules with the software: one tuple a row, in the order of ``SOWN``. Twice is once."""
    for row in rows:
        said = dict(zip(SOWN, row, strict=False))
        identity = {name: said[name] for name in ("key", "jurisdiction", "valid_from")}
        if not model.objects.filter(partnership=None, value=said["value"], **identity).exists():
            model.objects.create(partnership=None, made_by="command:migrate", **said)


SOWN = ("key", "words", "sort", "value", "valid_from", "valid_to", "source", "jurisdiction", "confirmed", "note")


def _own(rule: Rule, *, by: Access) -> Rule:
    """The row, locked, if it is the partnership's own and still stands."""
    by.demand(Permission.PARTNERSHIP_EDIT)
    row = Rule.objects.within(by.partnership).select_for_update(of=("self",)).filter(pk=rule.pk).first()
    if row is None:
        raise Refused("That row came with the software. Enter one of your own in its place.")
    if row.withdrawn_at is not None:
        raise Refused("That row is withdrawn already.")
    return row


def _followed(follows: Rule | None, *, key: str, sort: str, by: Access) -> Rule | None:
    if follows is None:
        return None
    row = Rule.objects.known_to(by.partnership).filter(pk=follows.pk).first()
    if row is None or (row.key, row.sort) != (key, sort):
        raise Refused("A row follows only one of the same rule.")
    return row


def _end_for(row: Rule, day: date, *, by: Access, now: datetime) -> None:
    """The row ends the day before another takes its place, unless it ends earlier by itself."""
    last = day - timedelta(days=1)
    if row.valid_to is None or row.valid_to > last:
        if row.valid_from is not None and last < row.valid_from:
            raise Refused(
                "It must begin after the row it follows. Withdraw that one if it was a mistake.", "valid_from"
            )
        end_rule(rule=row, valid_to=last, by=by, now=now)


def _check(*, key: str, sort: str, value: str, source: str, valid_from: date, valid_to: date | None) -> None:
    if not KEY.fullmatch(key):
        raise Refused("A key is small letters, figures and dots, for example fpn.discount.days.", "key")
    try:
        content_of(sort, value)
    except (ValueError, KeyError):
        raise Refused("That is not a value of this kind. Write figures alone, or yes or no.", "value") from None
    if not source.strip():
        raise Refused("Say which Act, order or notice says so.", "source")
    if valid_to is not None and valid_to < valid_from:
        raise Refused("The last day must not be before the first.", "valid_to")


def _check_alone(
    key: str, jurisdiction: str, valid_from: date, valid_to: date | None, *, by: Access, but: Rule | None = None
) -> None:
    """No two rows of the partnership's own say different things of one day."""
    others = Rule.objects.within(by.partnership).standing().filter(key=key)
    if jurisdiction != Jurisdiction.BOTH:
        others = others.filter(jurisdiction__in=[jurisdiction, Jurisdiction.BOTH])
    others = others.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from))
    others = others.filter(valid_from__lte=valid_to) if valid_to else others
    others = others.exclude(pk=but.pk) if but else others
    if others.exists():
        raise Refused("Another row of yours holds in that time. End it, or follow it with this one.", "valid_from")


def _said(rule: Rule) -> dict[str, Any]:
    names = ("key", "words", "sort", "value", "valid_from", "valid_to", "source", "jurisdiction", "confirmed", "note")
    return {**{name: getattr(rule, name) for name in names}, "follows": rule.follows_id}
