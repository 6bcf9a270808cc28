"""People, for the person at the machine: who there is, the first link in, letting go, and locking out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from frankpledge.cli.terminal import answer, fail, messages, need_database

if TYPE_CHECKING:
    from frankpledge.accounts.models import User


@click.group()
def user() -> None:
    """List people, make the first link in, and stop or restore somebody's access."""


@user.command("list")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON on standard output.")
def list_(as_json: bool) -> None:
    """Everybody with an account, and where they are members. Shows personal data."""
    need_database()
    from django.utils import timezone

    from frankpledge.accounts.models import User
    from frankpledge.audit.log import Command, log_many

    people = list(User.objects.prefetch_related("memberships__partnership").order_by("name"))
    log_many(people, "person.read", by=Command("user-list"), now=timezone.now(), purpose="Running the installation")
    rows = [
        {
            "name": person.name,
            "email": person.email,
            "active": person.is_active,
            "operator": person.is_operator,
            "memberships": [f"{m.partnership.slug}: {m.role.name}" for m in person.memberships.all()],
        }
        for person in people
    ]
    if as_json:
        answer(rows)
        return
    for person in people:
        click.echo(f"{person.name} <{person.email}>{'' if person.is_active else '  (stopped)'}")
        for membership in person.memberships.all():
            click.echo(f"    {membership.partnership.slug}: {membership.role.name}")
    if not rows:
        messages.print("Nobody yet. Run 'frankpledge user setup-link'.")


@user.command("setup-link")
def setup_link_() -> None:
    """Print the link that makes the first account. It works once, for a day, while nobody has an account."""
    need_database()
    from django.utils import timezone

    from frankpledge.accounts.changes import setup_link
    from frankpledge.accounts.models import User

    if User.objects.exists():
        raise fail("Somebody has an account already. They invite others from the Partnership pages.")
    click.echo(setup_link(timezone.now()))


@user.command()
@click.argument("email")
def stop(email: str) -> None:
    """Stop a person's access at once: their sessions end, and they cannot log in."""
    _set_active(email, active=False)
    messages.print("Stopped. Every session of theirs has ended.")


@user.command()
@click.argument("email")
def restore(email: str) -> None:
    """Let a stopped person log in again."""
    _set_active(email, active=True)
    messages.print("Restored.")


def _set_active(email: str, *, active: bool) -> None:
    need_database()
    from django.utils import timezone

    from frankpledge.accounts.changes import set_active
    from frankpledge.audit.log import Command

    set_active(user=_person(email), active=active, by=Command("user"), now=timezone.now())


def _person(email: str) -> User:
    from frankpledge.accounts.models import User

    person = User.objects.filter(email__iexact=email).first()
    if person is None:
        raise fail("Nobody has an account with that address. 'frankpledge user list' shows who has.")
    return person
