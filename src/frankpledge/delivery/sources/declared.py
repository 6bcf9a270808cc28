"""What a kind or a table inside it can be asked for, read from its declaration. What is personal is never offered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.db import models

from frankpledge.delivery.root import DeliveryRecord
from frankpledge.partners.models import ActionGroup, Agency
from frankpledge.records.kinds import Part, RecordKind

NUMBERS = (models.IntegerField, models.DecimalField, models.FloatField)


_MONEY = re.compile(r"\bpounds?\b|£", re.IGNORECASE)


def _fields(of: RecordKind | Part) -> Iterator[Any]:
    for name in of.fields:
        if name not in of.model.Privacy.personal:
            yield of.model._meta.get_field(name)


def numbers(of: RecordKind | Part) -> list[str]:
    """Fields that are amounts: hours, people, pounds."""
    return [field.name for field in _fields(of) if isinstance(field, NUMBERS) and not field.choices]


def pounds(of: RecordKind | Part) -> list[str]:
    """Amounts of money: those whose words say pounds."""
    return [name for name in numbers(of) if _MONEY.search(str(of.model._meta.get_field(name).verbose_name))]  # type: ignore[union-attr]  # only own fields are named


def days(of: RecordKind | Part) -> list[str]:
    """Fields that are days."""
    return [field.name for field in _fields(of) if type(field) is models.DateField]


def yes_or_no(of: RecordKind | Part) -> list[str]:
    """Fields that say yes or no."""
    return [field.name for field in _fields(of) if isinstance(field, models.BooleanField)]


def choices(of: RecordKind | Part) -> list[tuple[str, str, str]]:
    """Fields with a few answers, each answer with its words."""
    return [
        (field.name, str(value), str(words))
        for field in _fields(of)
        if field.choices and isinstance(field, models.CharField)
        for value, words in field.flatchoices
        if value != ""
    ]


def told_apart(kind: RecordKind) -> list[str]:
    """Fields that tell its records apart: those with a few answers, yes or no, a body, a record it belongs to."""
    return [field.name for field in _fields(kind) if _tells_apart(field)]


def _tells_apart(field: Any) -> bool:
    if field.choices or isinstance(field, models.BooleanField):
        return True
    if not isinstance(field, models.ForeignKey):
        return False
    to: Any = field.related_model
    return issubclass(to, (Agency, ActionGroup)) or (issubclass(to, DeliveryRecord) and not _is_guarded(to))


def _is_guarded(model: type[DeliveryRecord]) -> bool:
    """What not everybody finds is not offered by its title."""
    return any(kind.guarded for kind in model.registry if issubclass(kind.model, model))


def promised(kind: RecordKind) -> list[str]:
    """Amounts that are a number of days promised, by their name: "target_days"."""
    return [name for name in numbers(kind) if name.endswith("_days")]


def due(kind: RecordKind) -> list[tuple[str, str]]:
    """A day by which something is promised, and each later field that may say when it was done."""
    names = days(kind)
    return [("due_on", name) for name in names[names.index("due_on") + 1 :]] if "due_on" in names else []


def label(of: RecordKind | Part, name: str) -> str:
    """A field in the middle of a sentence."""
    words = of.label_of(name)
    return words[:1].lower() + words[1:]
