"""Writes the plan table's rows in one go: a tag for each of its many cells would double the page's time."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from frankpledge.plandocs.model import QUARTERS
from frankpledge.plans.queries.glance import Heads
from frankpledge.plans.queries.grid import Row
from frankpledge.plans.templatetags.plan_text import action_list, lines

register = template.Library()


@register.simple_tag
def plan_rows(rows: Iterable[Row], heads: Heads, objectives_url: str) -> SafeString:
    """The body of one section's table. On a phone each cell says its heading itself, from ``data-label``."""
    writer = _Writer(heads, objectives_url)
    return mark_safe("\n".join(writer.row(row) for row in rows))  # noqa: S308  (every value is escaped in _Writer)


class _Writer:
    """Holds what is the same for every row, already escaped."""

    def __init__(self, heads: Heads, objectives_url: str) -> None:
        self.ref = escape(heads.ref)
        self.before = {
            name: f'<td class="govuk-table__cell" data-label="{escape(getattr(heads, name))}">'
            for name in ("objective", "actions", "target", "leads", "groups", "timescale", "status")
        }
        self.quarters = {
            quarter: f'<td class="govuk-table__cell" data-label="{escape(name)}">'
            for quarter, name in zip(QUARTERS, heads.quarters, strict=True)
        }
        self.optional = tuple(name for name in ("timescale", "status") if getattr(heads, name))
        self.url = escape(objectives_url)

    def row(self, row: Row) -> str:
        before = self.before
        cells = [
            f'<tr id="o{row.pk}"><th scope="row" class="govuk-table__header">'
            f'<a class="govuk-link" href="{self.url}{row.pk}/">'
            f'<span class="govuk-visually-hidden">{self.ref} </span>{escape(row.ref)}</a></th>'
            f"{before['objective']}{lines(row.text)}",
            before["actions"] + action_list(row.actions),
            before["target"] + lines(row.target) + (f"<p>{lines(row.indicator)}</p>" if row.indicator else ""),
            before["leads"] + escape(row.leads),
            before["groups"] + escape(row.groups),
        ]
        cells += [before[name] + lines(getattr(row, name)) for name in self.optional]
        cells += [self.quarters[quarter] + self.cell(row, quarter, said) for quarter, said in row.updates]
        return "</td>".join(cells) + "</td></tr>"

    def cell(self, row: Row, quarter: str, said: str) -> str:
        """The quarter's words, and the way to write them or to read how they came about."""
        if not said and not row.may_write:
            return ""
        word = ("Change" if said else "Write") if row.may_write else "History"
        return (
            f'{lines(said)} <a class="govuk-link fp-no-print" href="{self.url}{row.pk}/updates/{quarter}/">{word}'
            f'<span class="govuk-visually-hidden"> {quarter} of {escape(row.ref)}</span></a>'
        )
