"""Which findings still stand: what the plan's words lack, less what rooms above know to be there all the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from frankpledge.plans.models import PlanFinding

Objectives = Callable[[], QuerySet[Any, Any]]
_answers: dict[str, dict[str, Objectives]] = defaultdict(dict)


def answer_too(code: str, words: str, objectives: Objectives) -> None:
    """Let a room above say that it holds what the plan's own words lack.

    ``objectives()`` gives the keys of the objectives whose finding ``code`` is answered, none of them null, to stand in
    a query as a subquery: it is asked nothing by itself. ``words`` say by what: "an indicator attached to it". The same
    words again replace. The document's own findings stay as they are in the record of its import.
    """
    _answers[code][words] = objectives


def answered_by(code: str) -> str:
    """By what a finding of that kind may be answered, in words; "" where nothing can.

    >>> answered_by("nothing-answers-this")
    ''
    """
    return " or ".join(_answers.get(code, ()))


def standing_findings() -> QuerySet[PlanFinding]:
    """The findings that still stand, of every plan. Narrow it to a plan or an objective."""
    return PlanFinding.objects.exclude(_answered())


def whether_answered() -> Case:
    """To annotate findings with, for a page that shows those that stand and those that do not in one query."""
    return Case(When(_answered(), then=Value(value=True)), default=Value(value=False), output_field=BooleanField())


def _answered() -> Q:
    found = Q(pk__in=[])  # nothing, until a room above answers something
    for code, rooms in _answers.items():
        for objectives in rooms.values():
            found |= Q(code=code, objective__in=objectives())
    return found
