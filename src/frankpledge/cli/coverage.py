"""Coverage: which kinds record each objective of a plan, what was recorded, and what is still only on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.markup import escape
from rich.table import Table

from frankpledge.cli.plan import json_option
from frankpledge.cli.plan import partnership as partnership_of
from frankpledge.cli.terminal import answer, fail, messages, need_database

if TYPE_CHECKING:
    from frankpledge.partners.models import Partnership


@click.command()
@click.option("--partnership", "slug", help="The partnership's short name; the only one there is when left out.")
@click.option("--plan", "plan_slug", help="The plan's short name; the latest plan when left out.")
@json_option
def coverage(slug: str | None, plan_slug: str | None, as_json: bool) -> None:
    """Show for each objective which kinds record it, what was recorded each quarter, and what is only on paper."""
    need_database()
    from frankpledge.delivery.coverage import coverage_of
    from frankpledge.partners.access import access_by_command

    there = the_partnership(slug)
    plans = there.plans.select_related("partnership")
    plan = plans.filter(slug=plan_slug).first() if plan_slug else plans.first()
    if plan is None:
        known = ", ".join(plans.values_list("slug", flat=True)) or "none yet"
        raise fail(f"There is no such plan in {there.name}. Plans: {known}.")
    found = coverage_of(plan, access_by_command("coverage", there))
    if as_json:
        answer([each.as_json() for each in found])
        return
    table = Table("Objective", "Kinds", *(each.label for each in (found[0].recorded if found else ())), "On paper")
    for row in found:
        counts = (str(each.count) if each.count else "none" for each in row.recorded)
        kinds = ", ".join(kind.plural for kind in row.kinds) or "none"
        table.add_row(escape(row.objective.ref), escape(kinds), *counts, str(len(row.on_paper)))
    messages.print(table)


def the_partnership(slug: str | None) -> Partnership:
    """The one of that short name; the only one there is where none is said."""
    from frankpledge.partners.models import Partnership

    if slug is None:
        every = list(Partnership.objects.values_list("slug", flat=True))
        if len(every) != 1:
            raise fail(f"Say which partnership with --partnership: {', '.join(every) or 'there is none yet'}.")
        slug = every[0]
    return partnership_of(slug)
