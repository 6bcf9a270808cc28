"""“Only where”: of a kind's records those whose field, lead or parent has one of the answers that were chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from frankpledge.delivery.root import DeliveryRecord
from frankpledge.delivery.sources import declared
from frankpledge.partners.models import Partnership
from frankpledge.records.kinds import RecordKind

LEADS = ("lead_group", "lead_agency")  # of every kind
YES_NO = (("True", "Yes"), ("False", "No"))
OFFERED = 60  # parents at most, the newest: a list of hundreds is none to choose from
Only = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing by which records of a kind are told apart, with the answers there are."""

    name: str
    words: str
    answers: tuple[tuple[str, str], ...]
    is_cut_short: bool = False


def only_of(parameters: Mapping[str, Any]) -> Only:
    """What a rule narrows to: nothing in a rule from before there was such a choice."""
    said = parameters.get("only")
    return {str(name): [str(each) for each in answers] for name, answers in said.items()} if said else {}


def questions(kind: RecordKind | None, partnership: Partnership, chosen: Only) -> Iterator[Question]:
    """What records of the kind, or where none is named of every kind, are told apart by; who leads them comes last."""
    for name in (*(declared.told_apart(kind) if kind else ()), *LEADS):
        answers = _answers(_field(kind, name), partnership, chosen.get(name, ()))
        if answers:
            yield Question(name, words_of(kind, name), tuple(answers[:OFFERED]), len(answers) > OFFERED)


def narrowed(rows: Any, kind: RecordKind, only: Only) -> Any:
    """The rows of which each field named has one of its answers."""
    for name, answers in only.items():
        is_yes_no = isinstance(_field(kind, name), models.BooleanField)
        values = [each == "True" for each in answers] if is_yes_no else answers
        rows = rows.filter(**{f"{name}__in": values})
    return rows


def gone(kind: RecordKind | None, partnership: Partnership, only: Only) -> str:
    """What was chosen and can be answered no more, in words; "" where all of it stands."""
    for name, answers in only.items():
        if name not in (*(declared.told_apart(kind) if kind else ()), *LEADS):
            return f"“{name}” is asked of such records no more"
        there = dict(_answers(_field(kind, name), partnership, answers))
        for each in answers:
            if each not in there:
                return f"“{each}” is no longer an answer to “{words_of(kind, name)}”"
        if not answers:
            return f"no answer to “{words_of(kind, name)}” was chosen"
    return ""


def in_words(kind: RecordKind | None, partnership: Partnership, only: Only) -> str:
    """In the middle of a sentence: where “what it is” is “Graffiti” or “Litter”. Nothing where nothing is narrowed."""
    said = []
    for name, answers in only.items():
        asked = name in (*(declared.told_apart(kind) if kind else ()), *LEADS)
        there = dict(_answers(_field(kind, name), partnership, answers)) if asked else {}
        words = " or ".join(f"“{there.get(each, each)}”" for each in answers)
        said.append(f"“{words_of(kind, name) if asked else name}” is {words}")
    return f"where {' and '.join(said)}" if said else ""


def words_of(kind: RecordKind | None, name: str) -> str:
    """What is asked, as it stands in the middle of a sentence."""
    if kind is not None:
        return declared.label(kind, name)
    return str(_field(kind, name).verbose_name)


def _field(kind: RecordKind | None, name: str) -> Any:
    return (kind.model if kind else DeliveryRecord)._meta.get_field(name)


def _answers(field: Any, partnership: Partnership, chosen: Iterable[str]) -> list[tuple[str, str]]:
    """Every answer there is, those chosen before always among them as long as they are there at all."""
    if isinstance(field, models.BooleanField):
        return list(YES_NO)
    if field.choices:
        return [(str(value), str(words)) for value, words in field.flatchoices if value not in ("", None)]
    rows = field.related_model.objects.within(partnership)
    if not issubclass(field.related_model, DeliveryRecord):
        return [(str(row.pk), str(row)) for row in rows]
    kept = list(rows.filter(pk__in=[each for each in chosen if each.isdecimal()]))
    newest = rows.counted().order_by("-starts_on", "-pk")[: OFFERED + 1]
    return [(str(row.pk), row.told) for row in dict.fromkeys((*kept, *newest))]
