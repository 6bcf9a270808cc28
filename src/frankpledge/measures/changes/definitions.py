"""An indicator's own words and figures: added, edited, retired and brought back, with each earlier definition kept."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from frankpledge.accounts.models import User
from frankpledge.audit.log import log
from frankpledge.audit.models import Operation
from frankpledge.core.conflicts import EditedMeanwhile
from frankpledge.measures.changes.holding import MeasureRefused, hold_indicator, hold_place
from frankpledge.measures.definition import Rule, Unit
from frankpledge.measures.figures import plain
from frankpledge.measures.models import Direction, Indicator, IndicatorVersion
from frankpledge.measures.sources import registry
from frankpledge.partners.access import Access
from frankpledge.partners.models import Membership, current_on
from frankpledge.partners.permissions import Permission
from frankpledge.plans.changes.holding import differences, stamp
from frankpledge.plans.models import Objective, Plan

ADDING = (Unit.NUMBER, Unit.POUNDS, Unit.DAYS)  # what may be summed over quarters; a share or a rate may not


@dataclass(frozen=True, slots=True)
class IndicatorWords:
    """Everything an indicator says of itself. Figures of four quarters are text, "" where one is missing."""

    name: str
    definition: str = ""
    unit: str = "number"
    numerator_words: str = ""
    denominator_words: str = ""
    decimals: int = 0
    source: str = registry.PERSON
    parameters: dict[str, Any] = field(default_factory=dict)
    frequency: str = "quarter"
    direction: str = "higher"
    baseline: Decimal | None = None
    baseline_period: str = ""
    baseline_quarters: tuple[str, ...] = ()
    target: Decimal | None = None
    target_high: Decimal | None = None
    target_on: date | None = None
    trajectory: str = "level"
    trajectory_values: tuple[str, ...] = ()
    tolerance: Decimal | None = None
    tolerance_kind: str = "percent"
    is_by_chance: bool = True
    fewest: int = 10
    small_number: int = 5
    lag_days: int = 0
    owner: User | None = None
    is_contextual: bool = False
    starts_on: date | None = None
    ends_on: date | None = None


COLUMNS = tuple(each.name for each in fields(IndicatorWords))
_LISTS = ("baseline_quarters", "trajectory_values")


@transaction.atomic
def add_indicator(
    *,
    plan: Plan,
    objective: Objective | None,
    words: IndicatorWords,
    by: Access,
    now: datetime,
    library_key: str = "",
) -> Indicator:
    """An indicator of an objective, or with none of the whole plan. ``library_key``: what it was copied from."""
    held, under = hold_place(plan, objective, Permission.INDICATOR_EDIT, by=by)
    _refuse_words(words, by, now)
    last = Indicator.objects.filter(plan=held).aggregate(last=Max("position"))["last"]
    row = Indicator(
        plan=held,
        objective=under,
        library_key=library_key,
        position=0 if last is None else last + 1,
        changed_at=now,
        **columns_of(words),
    )
    row.save()
    keep_version(row, "", by=by, now=now)
    log("indicator.added", row, by=by, now=now, partnership=by.partnership, operation=Operation.CREATE,
        after={**said_by(row), "owner": row.owner_id, "objective": under.ref if under else ""})  # fmt: skip
    stamp(held, by=by, now=now)
    return row


@transaction.atomic
def edit_indicator(
    *, indicator: Indicator, words: IndicatorWords, version: int, reason: str, by: Access, now: datetime
) -> Indicator:
    """Change what an indicator says of itself. Why is compulsory: a target moved without a reason convinces nobody."""
    plan, row = hold_indicator(indicator, Permission.INDICATOR_EDIT, by=by)
    if row.version != version:
        raise EditedMeanwhile(row)
    columns = columns_of(words)
    before, after = differences({name: getattr(row, name) for name in columns}, columns)
    if not after:
        return row
    if not reason.strip():
        raise MeasureRefused("Say why it changes. Whoever is judged by it will ask.", "reason")
    _refuse_words(words, by, now)
    for name, value in after.items():
        setattr(row, name, value)
    row.version, row.changed_at = row.version + 1, now
    row.save()
    keep_version(row, reason.strip(), by=by, now=now)
    log("indicator.changed", row, by=by, now=now, partnership=by.partnership, before=_audited(before),
        after={**_audited(after), "reason": reason.strip()})  # fmt: skip
    stamp(plan, by=by, now=now)
    return row


@transaction.atomic
def retire_indicator(*, indicator: Indicator, reason: str, version: int, by: Access, now: datetime) -> Indicator:
    """Use it no longer. Its values stay, and so does what was reported of it."""
    return _set_retired(indicator, now.date(), reason, version, "indicator.retired", by, now)


@transaction.atomic
def bring_back_indicator(*, indicator: Indicator, reason: str, version: int, by: Access, now: datetime) -> Indicator:
    """Use a retired indicator again."""
    return _set_retired(indicator, None, reason, version, "indicator.brought_back", by, now)


def _set_retired(
    indicator: Indicator, day: date | None, reason: str, version: int, event: str, by: Access, now: datetime
) -> Indicator:
    plan, row = hold_indicator(indicator, Permission.INDICATOR_EDIT, by=by)
    if row.version != version:
        raise EditedMeanwhile(row)
    if (row.retired_on is None) == (day is None):
        raise MeasureRefused("Somebody did that already.")
    if not reason.strip():
        raise MeasureRefused("Say why, for those who look for it later.", "reason")
    row.retired_on, row.retired_why = day, reason.strip() if day else ""
    row.version, row.changed_at = row.version + 1, now
    row.save(update_fields=["retired_on", "retired_why", "version", "changed_at"])
    keep_version(row, reason.strip(), by=by, now=now)
    log(event, row, by=by, now=now, partnership=by.partnership, after={"reason": reason.strip()})
    stamp(plan, by=by, now=now)
    return row


def columns_of(words: IndicatorWords) -> dict[str, Any]:
    """The words as the row's columns."""
    columns = {name: getattr(words, name) for name in COLUMNS}
    return {**columns, **{name: list(columns[name]) for name in _LISTS}}


def words_of(row: Indicator) -> IndicatorWords:
    """The row's columns as words, to be changed in part with ``dataclasses.replace``."""
    columns = {name: getattr(row, name) for name in COLUMNS}
    return IndicatorWords(**{**columns, **{name: tuple(columns[name]) for name in _LISTS}})


def said_by(row: Indicator) -> dict[str, Any]:
    """The definition as JSON, for a version: figures as text, and no word of who owns it."""
    kept = asdict(words_of(row), dict_factory=lambda pairs: {name: _json(value) for name, value in pairs})
    kept.pop("owner")
    return {**kept, "retired_on": _json(row.retired_on), "retired_why": row.retired_why}


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _audited(values: dict[str, object]) -> dict[str, object]:
    return {name: value.pk if isinstance(value, User) else value for name, value in values.items()}


def keep_version(row: Indicator, reason: str, *, by: Access, now: datetime) -> IndicatorVersion:
    """Keep the definition as it now reads beside every earlier one."""
    return IndicatorVersion.objects.create(
        indicator=row, version=row.version, words=said_by(row), reason=reason, written_by=by.audit_key, written_at=now
    )


def _refuse_words(words: IndicatorWords, by: Access, now: datetime) -> None:
    """What no form may let through, however it was sent."""
    for field_name, message in _wrongs(words):
        raise MeasureRefused(message, field_name)
    if words.owner is not None and not _is_member(words.owner, by, now):
        raise MeasureRefused("They are not in the partnership today. Choose somebody who is.", "owner")


def _wrongs(words: IndicatorWords) -> list[tuple[str, str]]:
    rule, unit = Rule(words.trajectory), Unit(words.unit)
    source = registry.find(words.source)
    found = [
        (not words.name.strip(), "name", "Give the indicator a name."),
        (words.direction not in Direction.values, "direction", "Choose which way is better: higher, lower or a band."),
        (
            rule.adds_up and unit not in ADDING,
            "trajectory",
            "A share, a rate or a yes cannot be added up over quarters. Choose another rule.",
        ),
        (
            rule.adds_up and words.direction == "within",
            "trajectory",
            "A band holds for each quarter by itself. Choose a rule that does not add quarters up.",
        ),
        (
            words.target is not None and words.direction == "within" and words.target_high is None,
            "target_high",
            "A band needs its upper end.",
        ),
        (
            words.target_high is not None and (words.target is None or words.target_high < words.target),
            "target_high",
            "The upper end of the band must not be below its lower end.",
        ),
        (words.tolerance is not None and words.tolerance < 0, "tolerance", "A tolerance is not below nought."),
        (
            words.source != registry.PERSON and source is None,
            "source",
            "That source is not installed here. Choose another.",
        ),
        (
            source is not None and source.unit != words.unit,
            "unit",
            f"“{source.name if source else ''}” answers in another unit. Choose that unit, or another source.",
        ),
        (
            words.starts_on is not None and words.ends_on is not None and words.ends_on < words.starts_on,
            "ends_on",
            "It cannot end before it begins.",
        ),
    ]
    return [(name, message) for is_wrong, name, message in found if is_wrong]


def _is_member(user: User, by: Access, now: datetime) -> bool:
    return Membership.objects.filter(current_on(now.date()), user=user, partnership=by.partnership).exists()
