"""Turns the gathered cells of one row into an objective: what each cell says, beside the words it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from frankpledge.formats.document import Run
from frankpledge.plandocs.actions import read_actions
from frankpledge.plandocs.bodies import Known
from frankpledge.plandocs.cells import Line, cell_lines, clean_text, verbatim
from frankpledge.plandocs.definitions import definitions_in
from frankpledge.plandocs.drafts import Blocks, Draft, SectionDraft
from frankpledge.plandocs.headings import Says
from frankpledge.plandocs.model import QUARTERS, Action, Objective, Party, PartyKind
from frankpledge.plandocs.parties import Said, lift_groups, merge, read_parties
from frankpledge.plandocs.people import people_in
from frankpledge.plandocs.quarters import split_prose
from frankpledge.plandocs.titles import is_ref, lead_line, leading_ref
from frankpledge.plandocs.wording import fold, unique


@dataclass(frozen=True, slots=True)
class Outside:
    """Who leads a whole section, said outside its table."""

    leads: tuple[Party, ...] = ()
    groups: tuple[Party, ...] = ()
    people: tuple[str, ...] = ()


def hear(drafts: list[SectionDraft], known: Known) -> None:
    """Learn the names that stand alone in the plan's lead and group cells, to split those that stand together."""
    for section in drafts:
        for draft in section.drafts:
            for says in (Says.LEADS, Says.GROUPS):
                for blocks in draft.cells.get(says, ()):
                    said = read_parties(cell_lines(blocks), known)
                    known.hear(name for party in said.parties for name in party.names)


def outside(section: SectionDraft, known: Known) -> Outside:
    """The section's own lead, from a line beside its table ("Lead: Inspector Jones")."""
    leads: list[tuple[Party, ...]] = []
    groups: list[tuple[Party, ...]] = []
    people: list[str] = []
    for note in section.notes:
        for line in note.split("\n"):
            found = lead_line(line)
            if not found:
                continue
            said = read_parties(cell_lines_of(found[1]), known)
            people.extend(said.people)
            named = tuple(party for party in said.parties if party.kind is not PartyKind.BLANK)
            is_group = found[0] == "lead group" or all(known.is_group(name) for party in named for name in party.names)
            (groups if is_group else leads).append(named)
    return Outside(merge(leads), merge(groups), unique(people))


def cell_lines_of(text: str) -> list[Line]:
    """Plain text as the one line of a cell."""
    return [Line((Run(text),))]


def build(draft: Draft, said_outside: Outside, known: Known, *, trust_italics: bool) -> Objective:
    """One objective from its cells."""
    ref = fold(draft.flat(Says.REF)).rstrip(".:") if is_ref(draft.flat(Says.REF)) else fold(draft.flat(Says.REF))
    text, written = draft.text(Says.OBJECTIVE), _verbatim(draft, Says.OBJECTIVE)
    if not ref:
        ref, text = leading_ref(text)
    actions, empty = read_actions(draft.lines(Says.ACTIONS), trust_italics=trust_italics)
    if not _has(draft, Says.OBJECTIVE):
        text, written = "\n".join(action.text for action in actions), _verbatim(draft, Says.ACTIONS)
    leads, groups, people = _who(draft, said_outside, known)
    updates, other, rating = _updates(draft)
    return Objective(
        ref=ref,
        objective=text,
        verbatim=written,
        actions=actions,
        target=draft.text(Says.TARGET),
        indicator=draft.text(Says.INDICATOR),
        leads=leads,
        groups=groups,
        people=unique([*people, *(name for action in actions for name in _people_in_action(action))]),
        timescale=draft.text(Says.TIMESCALE),
        status=draft.text(Says.STATUS) or rating,
        updates=updates,
        other=other,
        definitions=definitions_in(text),
        place=draft.place,
        empty_actions=empty,
    )


def _has(draft: Draft, says: Says) -> bool:
    return draft.columns.has(says) or says in draft.cells


def _verbatim(draft: Draft, says: Says) -> str:
    return "\n".join(filter(None, (verbatim(blocks) for blocks in draft.cells.get(says, ()))))


def _who(
    draft: Draft, said_outside: Outside, known: Known
) -> tuple[tuple[Party, ...], tuple[Party, ...], tuple[str, ...]]:
    """Leads, groups and people, from their own columns and from one another's."""
    lead_cells = _cells(draft, Says.LEADS, known)
    group_cells = _cells(draft, Says.GROUPS, known)
    people_cells = _cells(draft, Says.PEOPLE, known)
    people = [name for said in (*lead_cells, *group_cells, *people_cells) for name in said.people]
    leads = merge(said.parties for said in lead_cells) if _has(draft, Says.LEADS) else said_outside.leads
    groups = merge(said.parties for said in group_cells) if _has(draft, Says.GROUPS) else said_outside.groups
    for said in people_cells:
        leads = _add_from_people(leads, said, people, known)
    if not _has(draft, Says.PEOPLE) and not people and not _has(draft, Says.LEADS):
        people.extend(said_outside.people)
    leads, groups = lift_groups(leads, groups, known)
    return leads, groups, unique(people)


def _cells(draft: Draft, says: Says, known: Known) -> list[Said]:
    return [read_parties(cell_lines(blocks), known) for blocks in draft.cells.get(says, ())]


def _add_from_people(leads: tuple[Party, ...], said: Said, people: list[str], known: Known) -> tuple[Party, ...]:
    """A lead officer's cell may name an agency; a role ("Licensing Manager") stands for the officer in it."""
    for party in said.parties:
        if party.kind is PartyKind.BLANK:
            continue
        if party.kind is PartyKind.NAMED and not all(
            known.is_body(name) or known.is_group(name) for name in party.names
        ):
            people.extend(party.names)
        else:
            leads = merge([leads, (party,)])
    return leads


def _people_in_action(action: Action) -> list[str]:
    return [*people_in(action.text), *(name for child in action.children for name in _people_in_action(child))]


_RATING = re.compile(
    r"(?:red|amber|green|blue|black|white|r|a|g|complete|completed|done|achieved|on track|on target|off track|"
    r"not started|in progress|started|delayed|overdue|closed|"
    r"open|partially (?:met|achieved|complete)|met|not met)[.!]?",
    re.IGNORECASE,
)


def _updates(draft: Draft) -> tuple[dict[str, str], dict[str, str], str]:
    """Each quarter's words, from its own column or from prose that names it; the rest kept under its heading.

    Prose that is one word of rating ("Amber") is the objective's status, where it has no column for that.
    """
    updates = {quarter: draft.text(Says(quarter)) for quarter in QUARTERS}
    other = {name: text for name, cells in draft.other.items() if (text := _text(cells))}
    rating = ""
    for name, blocks in draft.prose:
        before, quarters = split_prose(clean_text(cell_lines(blocks)))
        for quarter, said in quarters.items():
            if said != updates[quarter]:
                updates[quarter] = "\n".join(filter(None, (updates[quarter], said)))
        if _RATING.fullmatch(before) and not rating and not _has(draft, Says.STATUS):
            rating = before
        elif before:
            other[name] = "\n".join(filter(None, (other.get(name, ""), before)))
    return {quarter: said for quarter, said in updates.items() if said}, other, rating


def _text(cells: list[Blocks]) -> str:
    return "\n".join(filter(None, (clean_text(cell_lines(blocks)) for blocks in cells)))
