"""What the quarter's templates cannot write themselves: the grid's rows in one go, figures, whose a number is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from frankpledge.measures.figures import plain
from frankpledge.measures.rating import Rag
from frankpledge.plans.models import Plan
from frankpledge.plans.queries.steps import Step, StepState
from frankpledge.plans.queries.update_states import LOOKS
from frankpledge.quarters.queries.grid import GridCell, GridRow, HistoryGrid

register = template.Library()
LONGEST_WORDS = 14


@register.filter
def figure(value: Decimal | None) -> str:
    """A number as a box holds it, to be typed over; blank where there is none."""
    return plain(value) if isinstance(value, Decimal) else ""


@register.filter
def of_key(found: dict[object, object], key: object) -> object:
    """What a mapping has under a key that a template cannot write."""
    return found.get(key, "")


STEPS = {
    StepState.DONE: ("green", "Done"),
    StepState.DONE_LATE: ("green", "Done late"),
    StepState.LATE: ("red", "Late"),
    StepState.SOON: ("amber", "Due soon"),
    StepState.COMING: ("none", "To come"),
    StepState.DROPPED: ("none", "Given up"),
}


@register.simple_tag
def step_status(step: Step, today: date) -> SafeString:
    """How a milestone stands on that day."""
    colour, word = STEPS[step.state(today)]
    return mark_safe(_sign(colour, _(word)))  # noqa: S308  (the word is ours, and escaped)


@register.filter
def pounds(amount: Decimal) -> str:
    """Whole pounds, as a board reads them.

    >>> pounds(Decimal("12345.60"))
    '12,346'
    """
    return f"{amount:,.0f}"


@register.simple_tag
def owner_url(plan: Plan, objective: int) -> str:
    """Where somebody is named to answer for an objective."""
    return reverse("owner-edit", args=[plan.partnership.slug, plan.slug, objective])


@register.simple_tag
def grid_rows(rows: Iterable[GridRow], grid: HistoryGrid, slug: str) -> SafeString:
    """The body of one section of the grid, in one go: a tag for each of its many cells would double the page's time."""
    writer = _Writer(grid, slug)
    return mark_safe("\n".join(writer.row(row) for row in rows))  # noqa: S308  (every value is escaped in _Writer)


class _Writer:
    """Holds what is the same for every row, already escaped."""

    def __init__(self, grid: HistoryGrid, slug: str) -> None:
        self.heads = [escape(column.name) for column in grid.columns]
        self.before = [f'<td class="govuk-table__cell" data-label="{head}">' for head in self.heads]
        self.urls = [
            (f"/p/{slug}/plans/{column.plan_slug}/objectives/", f"/quarters/{column.quarter}/")
            for column in grid.columns
        ]
        self.objective = f"/p/{slug}/plans/{grid.plan.slug}/objectives/"
        self.signs = {state: _sign(look.colour, look.word) for state, look in LOOKS.items()}
        self.rags = {rag: _sign(rag.colour, rag.word) for rag in Rag}
        self.late = _sign("red", _("Late"))
        self.correcting = escape(_("being corrected"))
        self.none = f'<span class="fp-quiet">{escape(_("Not in that plan"))}</span></td>'

    def row(self, row: GridRow) -> str:
        head = (
            f'<tr><th scope="row" class="govuk-table__header"><a class="govuk-link" href="{self.objective}{row.pk}/">'
            f'{escape(row.ref)}</a> <span class="fp-grid__words">{escape(_short(row.text))}</span></th>'
        )
        cells = [
            before + (self.none if cell is None else self.cell(cell, number))
            for number, (before, cell) in enumerate(zip(self.before, row.cells, strict=True))
        ]
        return head + "".join(cells) + "</tr>"

    def cell(self, cell: GridCell, number: int) -> str:
        start, end = self.urls[number]
        parts = [f'<a class="fp-grid__cell" href="{start}{cell.objective}{end}">{self.signs[cell.state]}</a>']
        if cell.is_late:
            parts.append(self.late)
        if cell.is_being_corrected:
            parts.append(f'<span class="fp-quiet">{self.correcting}</span>')
        if cell.rag is not None:
            parts.append(f'{self.rags[cell.rag]} <span class="fp-grid__value">{escape(cell.value)}</span>')
        return " ".join(parts) + "</td>"


def _sign(colour: str, word: str) -> str:
    return f'<span class="fp-status fp-status--{colour}">{escape(word)}</span>'


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:LONGEST_WORDS]) + (" …" if len(words) > LONGEST_WORDS else "")
