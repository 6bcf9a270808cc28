"""Freezing a pack for a group, and taking its files away."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.insight.models import Pack, PackFile
from frankpledge.insight.packing.content import PackContent, from_json, hash_of, to_json
from frankpledge.insight.packing.gathering import content_of
from frankpledge.insight.packing.writing import WRITERS
from frankpledge.partners.access import Access
from frankpledge.partners.models import ActionGroup, Partnership
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import PlanRefused


class PackRefused(PlanRefused):
    """The pack was not made, and why, in words for the person."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A pack worked out and not yet kept: the slow part, done before anything is locked."""

    title: str
    snapshot: dict[str, Any]
    files: tuple[tuple[str, bytes], ...]


def prepare(content: PackContent) -> Prepared:
    """The snapshot and every file of it."""
    snapshot = to_json(content)
    frozen = from_json(snapshot)  # what is written is what was kept, not what was nearly kept
    return Prepared(content.title, snapshot, tuple((kind, writer.write(frozen)) for kind, writer in WRITERS.items()))


def make_pack(*, group: ActionGroup, month: str, by: Access, now: datetime, reason: str = "") -> Pack:
    """Freeze the month for the group. A second one of a month says why it was made."""
    by.demand(Permission.CRIME_WRITE)
    refuse_second(group=group, month=month, reason=reason)
    prepared = prepare(content_of(group, month, now=now))
    return keep_pack(group=group, month=month, prepared=prepared, reason=reason, by=by, now=now)


@transaction.atomic
def keep_pack(
    *,
    group: ActionGroup,
    month: str,
    prepared: Prepared,
    reason: str,
    by: Access,
    now: datetime,
    asked: str | None = None,
) -> Pack:
    """Write the pack and its files, under the next number of its group and month. One ``asked`` is one pack."""
    by.demand(Permission.CRIME_WRITE)
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)
    held = ActionGroup.objects.within(by.partnership).filter(pk=group.pk).first()
    if held is None:
        raise PackRefused("That group is not there any more. Choose another.", "group")
    if asked and (made := Pack.objects.within(by.partnership).filter(asked=asked).first()):
        return made
    earlier = _earlier(held, month)
    if earlier is not None and not reason.strip():
        raise _needs_a_reason(earlier)
    pack = Pack.objects.create(
        partnership=by.partnership,
        group=held,
        month=month,
        number=earlier.number + 1 if earlier else 1,
        title=prepared.title[:200],
        snapshot=prepared.snapshot,
        sha256=hash_of(prepared.snapshot),
        reason=reason.strip(),
        asked=asked,
        made_at=now,
        made_by=by.audit_key,
    )
    PackFile.objects.bulk_create(
        PackFile(pack=pack, kind=kind, content=written, sha256=hashlib.sha256(written).hexdigest())
        for kind, written in prepared.files
    )
    after = {"group": held.name, **{name: getattr(pack, name) for name in ("month", "number", "sha256", "reason")}}
    log("pack.made", pack, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE, after=after)
    return pack


@transaction.atomic
def disclose_pack(*, pack: Pack, kind: str, by: Access, now: datetime) -> PackFile:
    """One file of the pack for somebody who takes it away, with its row in the audit."""
    by.demand(Permission.CRIME_VIEW)
    file = PackFile.objects.get(pack=pack, kind=kind)
    log("pack.taken", pack, by=by, now=now, partnership=by.partnership, operation=Operation.DISCLOSE,
        after={"kind": kind, "sha256": file.sha256})  # fmt: skip
    return file


def refuse_second(*, group: ActionGroup, month: str, reason: str) -> None:
    """Say early that a second pack of a month needs its reason: before the slow part."""
    earlier = _earlier(group, month)
    if earlier is not None and not reason.strip():
        raise _needs_a_reason(earlier)


def _earlier(group: ActionGroup, month: str) -> Pack | None:
    return Pack.objects.filter(group=group, month=month).order_by("-number").first()


def _needs_a_reason(earlier: Pack) -> PackRefused:
    made = timezone.localtime(earlier.made_at)
    words = f"There is a pack of this month already, made on {made:%-d %B %Y}. It stays; say why another is made."
    return PackRefused(words, "reason")
