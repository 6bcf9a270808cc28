"""``frankpledge report``: a quarter's report as a file, made if it is not there yet and never changed once it is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from frankpledge.cli.plan import partnership, save
from frankpledge.cli.terminal import fail, messages, need_database, working

if TYPE_CHECKING:
    from frankpledge.partners.models import Partnership
    from frankpledge.plans.models import Plan
    from frankpledge.reporting.public import PublicVersion

_QUARTER = re.compile(r"(\d{4})-?(Q[1-4])", re.IGNORECASE)
_KINDS = ("quarterly", "public", "scrutiny")
_FORMATS = ("pdf", "docx", "xlsx", "csv", "json")


@click.command()
@click.option("--quarter", required=True, help="The year in which the plan's year begins, and the quarter: 2008-Q2.")
@click.option("--format", "kind_of_file", type=click.Choice(_FORMATS), default="pdf", show_default=True)
@click.option("--partnership", "slug", help="The partnership's short name; not needed where there is only one.")
@click.option("--for", "kind", type=click.Choice(_KINDS), default="quarterly", show_default=True, help="For whom.")
@click.option("--marking", default="OFFICIAL", show_default=True, help="Protective marking; '' for none.")
@click.option("--again", metavar="REASON", help="Make another, though there is one, and say why.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
def report(
    quarter: str,
    kind_of_file: str,
    slug: str | None,
    kind: str,
    marking: str,
    again: str | None,
    output: Path | None,
) -> None:
    """Write a quarter's report to a file. The first time it is frozen; after that the same bytes are written again."""
    found = _QUARTER.fullmatch(quarter)
    if found is None:
        raise fail("Write the quarter as the year in which the plan begins and its quarter, such as 2008-Q2.", code=2)
    need_database()
    plan = _plan(_partnership(slug), int(found[1]))
    content = _bytes(plan, found[2].upper(), kind, kind_of_file, marking, again)
    target = output or Path(f"{plan.partnership.slug}-{plan.slug}-{found[2].lower()}-{kind}.{kind_of_file}")
    save(target, content)
    messages.print(f"Wrote {target}", markup=False)


def _partnership(slug: str | None) -> Partnership:
    from frankpledge.partners.models import Partnership

    if slug is not None:
        return partnership(slug)
    known = list(Partnership.objects.all()[:2])
    if len(known) == 1:
        return known[0]
    names = ", ".join(Partnership.objects.values_list("slug", flat=True)) or "none yet"
    raise fail(f"Say which partnership with --partnership. Partnerships: {names}.")


def _plan(there: Partnership, year: int) -> Plan:
    plan = there.plans.filter(starts_on__year=year).first()
    if plan is None:
        years = ", ".join(str(each.year) for each in there.plans.dates("starts_on", "year")) or "none yet"
        raise fail(f"{there.name} has no plan whose year begins in {year}. Years: {years}.")
    return plan


def _bytes(plan: Plan, quarter: str, kind: str, kind_of_file: str, marking: str, again: str | None) -> bytes:
    """The file of the newest such report, which is made first where there is none or another is asked for."""
    from django.utils import timezone

    from frankpledge.partners.access import access_by_command
    from frankpledge.reporting.changes import reports
    from frankpledge.reporting.models import Report

    by, now = access_by_command("report", plan.partnership), timezone.now()

    def newest(wanted: str) -> Report | None:
        return Report.objects.filter(plan=plan, quarter=quarter, kind=wanted).order_by("-number").first()

    made = None if again else newest(kind)
    try:
        if made is None and kind == "public":
            base = newest("quarterly")
            if base is None:
                raise fail("The public version is made from a quarterly report. Make that first.")
            _say_what_goes(reports.public_of(base))
            made = reports.make_public(report=base, is_checked=False, by=by, now=now, reason=again or "")
        elif made is None:
            with working(f"Making the report of {quarter}"):
                made = reports.make_report(
                    plan=plan, quarter=quarter, kind=kind, marking=marking, by=by, now=now, reason=again or ""
                )
    except reports.ReportRefused as refusal:
        raise fail(str(refusal)) from refusal
    return bytes(reports.disclose_file(report=made, kind=kind_of_file, by=by, now=now).content)


def _say_what_goes(version: PublicVersion) -> None:
    """What was taken out; the end of the command where a person must look."""
    for each in (*version.removals, *version.to_check):
        messages.print(f"{each.place}: {each.what}: {each.context}", markup=False)
    if version.removals or version.to_check:
        raise fail("Somebody must read these first: make the public version on the report's page.", code=3)
