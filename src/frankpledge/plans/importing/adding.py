"""Adds the bodies a document names and nobody knows, and the other names it has for known ones, as the person chose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from frankpledge.partners.access import Access
from frankpledge.partners.changes.agencies import add_agency, edit_agency
from frankpledge.partners.changes.groups import add_group, edit_group
from frankpledge.partners.models import ActionGroup, Agency
from frankpledge.plandocs.model import PlanDocument
from frankpledge.plans.importing.bodies import BodyKind, Directory, directory_of, folded, unknown_bodies

LONGEST_NAME, LONGEST_SHORT_NAME = 200, 60


@dataclass(frozen=True, slots=True)
class BodyChoice:
    """What one unknown name is: a new agency or group, or (with ``known``) another name for one there is."""

    name: str
    kind: BodyKind
    known: int | None = None

    @classmethod
    def of(cls, name: str, answer: str) -> BodyChoice:
        """From the form's answer.

        >>> BodyChoice.of("EHDC", "agency:7")
        BodyChoice(name='EHDC', kind=<BodyKind.AGENCY: 'agency'>, known=7)
        """
        kind, _colon, known = answer.partition(":")
        return cls(name, BodyKind(kind), int(known) if known else None)


def add_bodies(*, choices: Iterable[BodyChoice], by: Access, now: datetime) -> None:
    """Add each, with its own row in the audit. Inside the transaction of the import that asked for it."""
    aliases: dict[tuple[BodyKind, int], list[str]] = {}
    for choice in choices:
        if choice.known is not None:
            aliases.setdefault((choice.kind, choice.known), []).append(choice.name)
        else:
            _add(choice, by, now)
    for (kind, known), names in aliases.items():
        _name_again(kind, known, names, by, now)


def add_suggested(*, document: PlanDocument, directory: Directory, by: Access, now: datetime) -> None:
    """Add every unknown name as what it looks like. Only where somebody asked for that."""
    unknown = unknown_bodies(document, directory)
    add_bodies(choices=[BodyChoice(body.name, body.suggested) for body in unknown], by=by, now=now)


def _add(choice: BodyChoice, by: Access, now: datetime) -> None:
    if directory_of(by.partnership).find(choice.name, choice.kind) is not None:
        return  # somebody added it since the page was opened
    name, short_name = choice.name[:LONGEST_NAME], choice.name[:LONGEST_SHORT_NAME]
    aliases = choice.name if len(choice.name) > LONGEST_NAME else ""
    add = add_agency if choice.kind is BodyKind.AGENCY else add_group
    add(name=name, short_name=short_name, aliases=aliases, by=by, now=now)


def _name_again(kind: BodyKind, known: int, names: Sequence[str], by: Access, now: datetime) -> None:
    if kind is BodyKind.AGENCY:
        agency = Agency.objects.within(by.partnership).get(pk=known)
        edit_agency(
            agency=agency,
            name=agency.name,
            short_name=agency.short_name,
            aliases=_with(agency.aliases, names),
            version=agency.version,
            by=by,
            now=now,
        )
        return
    group = ActionGroup.objects.within(by.partnership).get(pk=known)
    edit_group(
        group=group,
        name=group.name,
        short_name=group.short_name,
        aliases=_with(group.aliases, names),
        terms_of_reference=group.terms_of_reference,
        version=group.version,
        by=by,
        now=now,
    )


def _with(aliases: str, names: Sequence[str]) -> str:
    lines = [line for line in aliases.splitlines() if line.strip()]
    known = {folded(line) for line in lines}
    return "\n".join([*lines, *(name for name in names if folded(name) not in known)])
