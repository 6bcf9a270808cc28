"""Whom something was put to before it was decided, and that those whom the law says to ask have answered."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from frankpledge.delivery.kinds.instruments import CONSULTEE_OF_RULE, Consultee
from frankpledge.delivery.years import said
from frankpledge.law.queries import rules_on
from frankpledge.partners.queries import policing_body_on
from frankpledge.records.parts import RecordPart


class Consultation(RecordPart):
    """One body it was put to, and what that body thinks. Each kind has a table of its own of these."""

    class View(models.TextChoices):
        FOR = "for", "For it"
        AGAINST = "against", "Against it"
        MIXED = "mixed", "For some of it"
        NONE = "none", "No view"

    body = models.CharField("who was asked", max_length=20, choices=Consultee)
    which = models.CharField(
        "which", max_length=150, blank=True,
        help_text="The body’s name; no person’s. Left empty for the policing body, it is the agency with that role "
        "on the day it was asked",
    )  # fmt: skip
    asked_on = models.DateField("asked on")
    answered_on = models.DateField(
        "answered on", null=True, blank=True, help_text="For the community: the day the consultation closed"
    )
    view = models.CharField("what they think", max_length=10, choices=View, blank=True)
    words = models.TextField("in their words, in short", blank=True)

    class Meta(RecordPart.Meta):
        abstract = True
        verbose_name = "body it was put to"
        verbose_name_plural = "bodies it was put to"

    class Privacy:
        personal: ClassVar[frozenset[str]] = frozenset({"words"})
        retention = "as long as its record"

    def clean(self) -> None:
        if self.answered_on and self.asked_on and self.answered_on < self.asked_on:
            raise ValidationError({"answered_on": "Nobody answers before they are asked."})
        if self.body == Consultee.POLICING_BODY and not self.which and self.asked_on:
            body = policing_body_on(self.record.partnership, self.asked_on)
            self.which = body.name[:150] if body is not None else ""


def refuse_unasked(record: Any, beginning: str, since: date | None, day: date) -> None:
    """Whom the law of that day says to ask was asked, since the last decision if there is one, and answered.

    ``beginning`` is what the keys of those rules begin with; the record keeps each of them.
    """
    if not beginning:
        return
    rows = record.bodies_asked.filter(answered_on__lte=day)
    rows = rows.filter(asked_on__gte=since) if since is not None else rows
    answered = set(rows.values_list("body", flat=True))
    missing = []
    for key, rule in rules_on(day, partnership=record.partnership, beginning=beginning).items():
        body = CONSULTEE_OF_RULE.get(key.removeprefix(beginning))
        if rule.content and (body is None or body not in answered):
            missing.append(_called(record, body, day) if body is not None else rule.words)
        record.keep_rule(key, day)
    if missing:
        raise ValidationError(f"These must be asked first, and have answered by {said(day)}: {', '.join(missing)}.")


def _called(record: Any, body: Consultee, day: date) -> str:
    """Who is missing; the policing body by the name it had on that day, where somebody said so."""
    agency = policing_body_on(record.partnership, day) if body == Consultee.POLICING_BODY else None
    return f"{body.label.lower()} ({agency.name})" if agency is not None else body.label.lower()
