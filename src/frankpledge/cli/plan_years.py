"""Comparing two versions of a plan, and carrying a plan into the next year, from the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape

from frankpledge.cli.plan import json_option, partnership, plan
from frankpledge.cli.terminal import answer, fail, messages, need_database, working

__all__ = ["plan"]  # the group with these two commands in it

if TYPE_CHECKING:
    from datetime import date

    from frankpledge.plans.changes.plans import PlanWords
    from frankpledge.plans.changes.rolling import Decision
    from frankpledge.plans.models import Plan
    from frankpledge.plans.queries.comparison import SideBySide, Version

slug_option = click.option("--partnership", "slug", required=True, help="The partnership's short name.")
plan_option = click.option("--plan", "plan_slug", help="The plan's short name; the latest plan when left out.")


@plan.command()
@slug_option
@plan_option
@click.option("--before", help="now, edition-N, or another plan's short name; the last edition when left out.")
@click.option("--after", default="now", show_default=True, help="The same, for the other side.")
@click.option("--progress", is_flag=True, help="Also what was said of the quarters.")
@json_option
def compare(slug: str, plan_slug: str | None, before: str | None, after: str, progress: bool, as_json: bool) -> None:
    """Show what differs between two versions of a plan. Another year's objectives are compared line by line."""
    need_database()
    from frankpledge.plans.queries.comparison import compare_versions, usual_side

    there = _plan(slug, plan_slug)
    sides = [_version(there, key) for key in (before or usual_side(there), after)]
    found = compare_versions(sides[0], sides[1], progress=progress)
    _note_reading(there, found)
    if as_json:
        names = ("part", "field", "happened", "before", "after")
        answer({"before": sides[0].label, "after": sides[1].label,
                "differences": [dict(zip(names, row, strict=True)) for row in found.table()]})  # fmt: skip
        return
    click.echo(f"{sides[0].label}  →  {sides[1].label}")
    for part, rows in found.parts:
        click.echo(f"\n{part}")
        for row in rows:
            click.echo(f"  {row.label} ({row.word})")
            was, now = row.texts
            for sign, text in (("-", was), ("+", now)):
                for line in text.splitlines():
                    click.echo(f"    {sign} {line}")
    if not found.rows:
        messages.print("They say the same.")


@plan.command("roll-over")
@slug_option
@plan_option
@click.option("--title", help="Of the new plan; this plan's with the next year's period when left out.")
@click.option("--period", help="For example 2009-2010; the year after this plan's when left out.")
@click.option("--starts-on", type=click.DateTime(["%Y-%m-%d"]), help="The first day of its quarter 1.")
@click.option("--retire", multiple=True, metavar="REF=REASON", help="A line that ends, and why. Can be given again.")
@click.option("--modify", multiple=True, metavar="REF", help="A line that goes on and will be changed.")
@click.option("--leave", multiple=True, type=click.Choice(["owners", "themes", "milestones", "risks"]),
              help="What does not go with the lines.")  # fmt: skip
@json_option
def roll_over(
    slug: str,
    plan_slug: str | None,
    title: str | None,
    period: str | None,
    starts_on: Any,
    retire: tuple[str, ...],
    modify: tuple[str, ...],
    leave: tuple[str, ...],
    as_json: bool,
) -> None:
    """Make the next year's plan, as a draft, of an adopted or closed one. Lines not named go on as they are."""
    need_database()
    from django.utils import timezone

    from frankpledge.partners.access import access_by_command
    from frankpledge.plans.changes.holding import PlanRefused
    from frankpledge.plans.changes.rolling import Carry
    from frankpledge.plans.changes.rolling import roll_over as carry_over

    there = _plan(slug, plan_slug)
    words = _words(there, title, period, starts_on.date() if starts_on else None)
    try:
        with working(f"Carrying “{there.title}” into {words.period}"):
            made = carry_over(
                plan=there,
                words=words,
                decisions=_decisions(there, retire, modify),
                carry=frozenset(each for each in Carry if each.value not in leave),
                by=access_by_command("plan-roll-over", there.partnership),
                now=timezone.now(),
            )
    except PlanRefused as refusal:
        raise fail(str(refusal)) from refusal
    counts = {"retired": len(retire), "modified": len(modify), "objectives": _count(made)}
    if as_json:
        answer({"plan": made.slug, "title": made.title, "address": made.get_absolute_url(), **counts})
    else:
        messages.print(f"Made “{escape(made.title)}” as {made.get_absolute_url()}: {counts['objectives']} objectives, "
                       f"{counts['retired']} retired.")  # fmt: skip


def _plan(slug: str, plan_slug: str | None) -> Plan:
    there = partnership(slug)
    plans = there.plans.select_related("partnership")
    chosen = plans.filter(slug=plan_slug).first() if plan_slug else plans.first()
    if chosen is None:
        known = ", ".join(plans.values_list("slug", flat=True)) or "none yet"
        raise fail(f"There is no such plan in {there.name}. Plans: {known}.")
    return chosen


def _version(there: Plan, key: str) -> Version:
    from frankpledge.plans.queries.comparison import version_of, versions_of

    found = version_of(there, key)
    if found is None:
        known = ", ".join(known for known, _label in versions_of(there))
        raise fail(f"There is no version “{key}” of this plan. There are: {known}.")
    return found


def _note_reading(there: Plan, found: SideBySide) -> None:
    """Officers' names that are shown are written down as read."""
    from django.utils import timezone

    from frankpledge.partners.access import access_by_command
    from frankpledge.plans.changes.readings import read_compared_officers

    if found.names_officers:
        by = access_by_command("plan-compare", there.partnership)
        read_compared_officers(plan=there, by=by, now=timezone.now())


def _words(there: Plan, title: str | None, period: str | None, starts_on: date | None) -> PlanWords:
    from dataclasses import replace

    from frankpledge.plans.changes.rolling import next_words
    from frankpledge.plans.importing.periods import start_of

    words = next_words(there)
    if period:
        renamed = words.title.replace(words.period, period)
        words = replace(words, period=period, title=renamed, starts_on=start_of(period) or words.starts_on)
    return replace(words, title=title or words.title, starts_on=starts_on or words.starts_on)


def _decisions(there: Plan, retire: tuple[str, ...], modify: tuple[str, ...]) -> dict[int, Decision]:
    from frankpledge.plans.changes.rolling import Decision, Fate
    from frankpledge.plans.models import Objective

    numbers = dict(Objective.objects.filter(section__plan=there).values_list("ref", "pk"))
    decisions = {}
    for said in retire:
        ref, _sign, reason = said.partition("=")
        decisions[_number(numbers, ref.strip())] = Decision(Fate.RETIRED, reason.strip())
    for ref in modify:
        decisions[_number(numbers, ref)] = Decision(Fate.MODIFIED)
    return decisions


def _number(numbers: dict[str, int], ref: str) -> int:
    if ref not in numbers:
        raise fail(f"There is no objective {ref} in this plan. There are: {', '.join(numbers)}.")
    return numbers[ref]


def _count(made: Plan) -> int:
    from frankpledge.plans.models import Objective

    return Objective.objects.filter(section__plan=made).count()
