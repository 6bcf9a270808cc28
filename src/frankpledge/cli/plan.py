"""Plans: check a document, convert it, bring it in, take it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from frankpledge.cli.terminal import answer, fail, messages, need_database, working

if TYPE_CHECKING:
    from frankpledge.partners.models import Partnership
    from frankpledge.plandocs.model import Reading

UNREADABLE = 2
document = click.Path(path_type=Path, dir_okay=False)
json_option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON on standard output.")


@click.group()
def plan() -> None:
    """Check, convert, import and export action plans."""


@plan.command()
@click.argument("file", type=document)
@json_option
@click.option(
    "--seconds", default=120, show_default=True, type=click.IntRange(1, 3600), help="Give up after this long."
)
def check(file: Path, as_json: bool, seconds: int) -> None:
    """Read FILE as an action plan and say what is wrong with it. Exit code 2 when it cannot be read."""
    reading = read(file, as_json=as_json, seconds=seconds)
    if as_json:
        from frankpledge.plandocs.as_json import to_json

        answer(to_json(reading))
    else:
        _report(reading)


@plan.command()
@click.argument("source", type=document)
@click.argument("target", type=document)
@click.option(
    "--seconds", default=120, show_default=True, type=click.IntRange(1, 3600), help="Give up after this long."
)
def convert(source: Path, target: Path, seconds: int) -> None:
    """Read SOURCE and write it again as TARGET; the ending of TARGET chooses docx, pdf, xlsx, csv, json or md."""
    from frankpledge.plandocs.writing import WRITERS, write

    kind = target.suffix.lstrip(".").lower()
    if kind not in WRITERS:
        raise fail(f"Cannot write '{target.suffix}'. Use one of: {', '.join(sorted(WRITERS))}.", code=UNREADABLE)
    reading = read(source, seconds=seconds)
    with working(f"Writing {target.name}"):
        content = write(reading.plan, kind)
    save(target, content)
    messages.print(f"Wrote {target}", markup=False)


@plan.command("import")
@click.argument("file", type=document)
@click.option("--partnership", "slug", required=True, help="The partnership's short name.")
@click.option(
    "--add-bodies", is_flag=True, help="Also add the agencies and groups the plan names and nobody knows yet."
)
@json_option
def import_(file: Path, slug: str, add_bodies: bool, as_json: bool) -> None:
    """Bring FILE into a partnership as a new plan."""
    need_database()
    from django.utils import timezone

    from frankpledge.formats.document import DocumentRefused
    from frankpledge.partners.access import access_by_command
    from frankpledge.plans.importing import ImportRefused, import_file

    there = partnership(slug)
    content = contents(file)
    try:
        with working(f"Importing {file.name}"):
            made = import_file(
                data=content,
                name=file.name,
                partnership=there,
                by=access_by_command("plan-import", there),
                now=timezone.now(),
                add_bodies=add_bodies,
            )
    except DocumentRefused as refusal:
        raise fail(str(refusal), code=UNREADABLE) from refusal
    except ImportRefused as refusal:
        raise fail(str(refusal)) from refusal
    if as_json:
        answer({"plan": made.slug, "title": made.title, "address": made.get_absolute_url()})
    else:
        messages.print(f"Imported “{made.title}” as {made.get_absolute_url()}", markup=False)


@plan.command()
@click.argument("target", type=document)
@click.option("--partnership", "slug", required=True, help="The partnership's short name.")
@click.option("--plan", "plan_slug", help="The plan's short name; the latest plan when left out.")
def export(target: Path, slug: str, plan_slug: str | None) -> None:
    """Write a partnership's plan to TARGET; its ending chooses docx, pdf, xlsx, csv, json or md."""
    need_database()
    from django.utils import timezone

    from frankpledge.plandocs.writing import WRITERS
    from frankpledge.plans.exporting import export_plan

    kind = target.suffix.lstrip(".").lower()
    if kind not in WRITERS:
        raise fail(f"Cannot write '{target.suffix}'. Use one of: {', '.join(sorted(WRITERS))}.")
    there = partnership(slug)
    plans = there.plans.all()
    chosen = plans.filter(slug=plan_slug).first() if plan_slug else plans.first()
    if chosen is None:
        known = ", ".join(there.plans.values_list("slug", flat=True)) or "none yet"
        raise fail(f"There is no such plan in {there.name}. Plans: {known}.")
    with working(f"Writing {target.name}"):
        content = export_plan(plan=chosen, kind=kind, on=timezone.localdate())
    save(target, content)
    messages.print(f"Wrote {target}", markup=False)


def read(file: Path, *, seconds: int, as_json: bool = False) -> Reading:
    """The document's reading, or the end of the command with exit code 2 and the reason."""
    from frankpledge.formats.document import DocumentRefused
    from frankpledge.plandocs.checking import check as check_document

    try:
        with working(f"Reading {file.name}"):
            return check_document(contents(file), file.name, seconds=seconds)
    except DocumentRefused as refusal:
        if as_json:
            answer({"refused": {"code": refusal.code, "message": refusal.message, "advice": refusal.advice}})
        raise fail(str(refusal), code=UNREADABLE) from refusal


def contents(file: Path) -> bytes:
    """The file's bytes, or the end of the command."""
    try:
        return file.read_bytes()
    except OSError as problem:
        raise fail(f"{file} cannot be opened: {problem.strerror}.", code=UNREADABLE) from problem


def save(target: Path, content: bytes | Iterator[bytes]) -> None:
    """Write it, whole or piece by piece, beside the target and rename: a killed command leaves the old file whole."""
    beside = target.with_name(f".{target.name}.part")
    try:
        with beside.open("wb") as into:
            into.writelines([content] if isinstance(content, bytes) else content)
        beside.replace(target)
    except OSError as problem:
        beside.unlink(missing_ok=True)
        raise fail(f"{target} cannot be written: {problem.strerror}.") from problem


def partnership(slug: str) -> Partnership:
    """The partnership with that short name, or the end of the command with the list of those there are."""
    from frankpledge.partners.models import Partnership

    found = Partnership.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Partnership.objects.values_list("slug", flat=True)) or "none yet"
        raise fail(f"There is no partnership '{slug}'. Partnerships: {known}.")
    return found


def _report(reading: Reading) -> None:
    from rich.console import Console

    out = Console(highlight=False)
    out.print(f"[bold]{escape(reading.plan.title)}[/bold]")
    sections = Table("Section", "Objectives", "Actions", box=None, pad_edge=False)
    for section in reading.plan.sections:
        actions = sum(len(objective.actions) for objective in section.objectives)
        sections.add_row(escape(f"{section.number}. {section.title}"), str(len(section.objectives)), str(actions))
    out.print(sections)
    counts = Counter(finding.code for finding in reading.findings)
    out.print(f"\n[bold]{len(reading.findings)} findings[/bold]")
    for code, count in counts.most_common():
        first = next(finding for finding in reading.findings if finding.code == code)
        refs: list[Any] = [finding.ref for finding in reading.findings if finding.code == code and finding.ref]
        where = f" ({', '.join(refs[:12])}{' …' if len(refs) > 12 else ''})" if refs else ""
        out.print(f"{count:>4}  [bold]{escape(code)}[/bold]{escape(where)}")
        out.print(Padding(escape(first.advice), (0, 0, 0, 6)))
    for unread in reading.plan.unread:
        out.print(f"[bold]Not read[/bold] {escape(unread.place)}: {escape(unread.reason)}")
    for question in reading.questions:
        out.print(f"[bold]Not known[/bold] the column {escape(question.heading)!r} ({escape(question.place)})")
