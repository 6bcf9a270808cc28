"""A strategy as plain data: what each edition keeps, given out as JSON, and written as a paper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from frankpledge.strategy.models import AuthorityStep, Priority, Strategy
from frankpledge.strategy.queries.chain import TargetState, Years, targets_of, years_of
from frankpledge.strategy.queries.completeness import duties_of
from frankpledge.strategy.queries.voices import heard_under

Json = dict[str, Any]


def strategy_plain(strategy: Strategy, *, today: date) -> Json:
    """The whole strategy, with nobody's name in it."""
    priorities = list(
        Priority.objects.filter(strategy=strategy)
        .select_related("strategy__partnership", "lead_agency", "lead_group")
        .prefetch_related("findings", "problems", "themes")
    )
    targets = targets_of(priorities, strategy.partnership)
    steps = AuthorityStep.objects.filter(strategy=strategy).select_related("agency", "priority")
    return {
        "kind": "strategy",
        "title": strategy.title,
        "partnership": strategy.partnership.name,
        "starts_on": strategy.starts_on.isoformat(),
        "ends_on": strategy.ends_on.isoformat(),
        "state": strategy.get_state_display(),
        "approved_on": _day(strategy.approved_on),
        "published_on": _day(strategy.published_on),
        "published_where": strategy.published_where,
        "sent_to_policing_body_on": _day(strategy.sent_to_policing_body_on),
        "vision": strategy.vision,
        "success": strategy.success,
        "engagement": strategy.engagement,
        "summary": strategy.summary,
        "priorities": [_priority(row, targets.get(row.pk, ()), years_of(row, today=today)) for row in priorities],
        "steps": [
            {
                "agency": step.agency.name,
                "priority": str(step.priority) if step.priority else "",
                "steps": step.steps,
                "resources": step.resources,
            }
            for step in steps
        ],
        "missing": [
            {"name": state.duty.name, "words": state.words, "do": state.duty.do, "source": state.duty.source}
            for state in duties_of(strategy)
            if not state.is_met
        ],
    }


def _priority(row: Priority, targets: tuple[TargetState, ...], years: Years) -> Json:
    return {
        "number": row.number,
        "name": row.name,
        "why": row.why,
        "lead_agency": row.lead_agency.name if row.lead_agency else "",
        "lead_group": row.lead_group.name if row.lead_group else "",
        "findings": [{"number": each.number, "text": each.text} for each in row.findings.all()],
        "problems": [{"number": each.number, "title": each.title} for each in row.problems.all()],
        "themes": [{"theme": each.theme.name, "heard": each.public_words} for each in heard_under(row)],
        "targets": [_target(state) for state in targets],
        "years": [plan.period for plan in years.plans],
        "objectives": [
            {"ref": line.ref, "text": line.text, "in_year": [cell is not None for cell in line.cells]}
            for line in years.lines
        ],
    }


def _target(state: TargetState) -> Json:
    row, reading = state.target, state.reading
    return {
        "measure": row.measure,
        "unit": row.unit,
        "baseline": number_words(row.baseline),
        "baseline_on": _day(row.baseline_on),
        "baseline_source": row.baseline_source,
        "target": number_words(row.target),
        "words": row.words,
        "due_on": row.due_on.isoformat(),
        "now": number_words(reading.value) if reading else "",
        "now_on": _day(reading.as_of) if reading else None,
        "now_source": reading.source if reading else "",
        "how_far": state.share_words,
    }


def number_words(value: Decimal | None) -> str:
    """A number as it is read, with commas and without the zeros its column adds.

    >>> number_words(Decimal("5313.00")), number_words(Decimal("6.50")), number_words(None)
    ('5,313', '6.5', '')
    """
    if value is None:
        return ""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
