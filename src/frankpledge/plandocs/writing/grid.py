"""A plan as columns and cells: what every kind of file writes, decided once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from frankpledge.formats.document import Run
from frankpledge.papers.lines import Line, clean, lines_of
from frankpledge.plandocs.model import (
    QUARTERS,
    Action,
    Layout,
    Objective,
    Party,
    PartyKind,
    PlanDocument,
    Section,
)
from frankpledge.plandocs.titles import section_title

DEFAULT_HEADINGS: tuple[tuple[str, str], ...] = (
    ("ref", "JAG ref"),
    ("objective", "Objective"),
    ("actions", "Actions"),
    ("target", "Target & Performance indicator"),
    ("leads", "Lead agency"),
    ("groups", "Lead Action Group(s)"),
)
# Columns a plan may have beside those, written only where some objective has something to say in them.
EXTRA_HEADINGS: tuple[tuple[str, str], ...] = (
    ("target", "Target"),
    ("indicator", "Performance indicator"),
    ("leads", "Lead agency"),
    ("groups", "Lead Action Group(s)"),
    ("people", "Lead officer"),
    ("timescale", "Timescale"),
    ("status", "Status"),
)
LEADING_HEADINGS = DEFAULT_HEADINGS[:3]  # what stands first wherever it has to be added

_WEIGHTS = {
    "ref": 0.75,
    "objective": 2.7,
    "actions": 4.0,
    "target": 1.7,
    "indicator": 1.7,
    "leads": 1.35,
    "groups": 1.4,
}
_OTHER_WEIGHT = 1.3
_EMPTY_QUARTER_WEIGHT = 1.1
_FULL_QUARTER_WEIGHT = 1.9

_BETWEEN_NAMES = re.compile(r"(?:[\s,;/&+]|\band\b)*")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field it shows ("" for a column kept but not understood) under the partnership's heading."""

    field: str
    heading: str
    weight: float = _OTHER_WEIGHT
    spare: bool = False  # not the partnership's own: added because some objective says something there

    @property
    def is_quarter(self) -> bool:
        """Whether the column is one of the four under the merged heading."""
        return self.field in QUARTERS


def action_lines(actions: Iterable[Action], level: int = 1) -> Iterator[Line]:
    """The actions as bullets, those under another one level in, the tentative ones in italics."""
    for action in actions:
        yield Line((Run(clean(action.text), italic=action.tentative),), level=level)
        yield from action_lines(action.children, level + 1)


def section_heading(plan: PlanDocument, section: Section) -> str:
    """The section's number and title as one line; a title that says its number already says it once.

    >>> plan = PlanDocument("", "", sections=(Section("1", "YOUTH ENGAGEMENT"), Section("2", "Priority two: Drugs")))
    >>> [section_heading(plan, section) for section in plan.sections]
    ['1. YOUTH ENGAGEMENT', 'Priority two: Drugs']
    """
    title = clean(section.title).replace("\n", " ").strip()
    if not title:  # a plan of one table needs no heading; without one, a second table would go on from the first
        return "" if section is plan.sections[0] else clean(f"Section {section.number}")
    says_it = not section.number or section_title(title).number == section.number
    return title if says_it else clean(f"{section.number}. {title}")


def section_notes(section: Section) -> tuple[str, ...]:
    """What is said of the whole section before its table, a paragraph a line."""
    return tuple(line.strip() for line in clean(section.notes).split("\n") if line.strip())


def party_text(parties: tuple[Party, ...]) -> str:
    """What a lead or group cell says, in the partnership's own words where they still say it.

    >>> party_text((Party(PartyKind.NAMED, ("EHC", "Police"), "EHC and Police"),))
    'EHC and Police'
    >>> party_text((Party(PartyKind.NAMED, ("EHC", "Probation"), "EHC, Police"),))
    'EHC, Probation'
    >>> party_text((Party(PartyKind.NOT_APPLICABLE),)), party_text((Party(PartyKind.BLANK),))
    ('N/A', '')
    """
    names = [name for party in parties for name in party.names]
    if len(parties) > 1 and all(party.verbatim == parties[0].verbatim for party in parties):
        return _tidy(parties[0].verbatim) if _says_just(parties[0].verbatim, names) else _joined(parties)
    return ", ".join(text for text in map(_one_party, parties) if text)


def _one_party(party: Party) -> str:
    if party.kind is PartyKind.NAMED:
        return _tidy(party.verbatim) if _says_just(party.verbatim, party.names) else _joined((party,))
    if party.kind in (PartyKind.DELEGATED, PartyKind.COLLECTIVE) and party.verbatim:
        return _tidy(party.verbatim)
    return _joined((party,))


def _joined(parties: Iterable[Party]) -> str:
    """The parties in our words, where the cell they came from says more, or less, than they do."""
    said: list[str] = []
    for party in parties:
        match party.kind:
            case PartyKind.NOT_APPLICABLE:
                said.append("N/A")
            case PartyKind.DELEGATED:
                said.append(f"Assigned by {' and '.join(party.names)}" if party.names else "To be assigned")
            case PartyKind.COLLECTIVE:
                said.extend(party.names or ("Partnership",))
            case PartyKind.NAMED:
                said.extend(party.names)
    return clean(", ".join(said))


def _says_just(verbatim: str, names: Iterable[str]) -> bool:
    """Whether the words hold these names, in this order, and nothing else but what stands between names."""
    rest, found_any = verbatim, False
    for name in names:
        before, found, rest = rest.partition(name)
        if not name or not found or not _BETWEEN_NAMES.fullmatch(before):
            return False
        found_any = True
    return found_any and bool(_BETWEEN_NAMES.fullmatch(rest))


def _tidy(text: str) -> str:
    folded = (" ".join(line.split()).replace(" ,", ",") for line in clean(text).split("\n"))
    return "\n".join(line for line in folded if line)


def cell_lines(objective: Objective, column: Column) -> tuple[Line, ...]:
    """What one objective says in one column."""
    match column.field:
        case "actions":
            return (*action_lines(objective.actions), *[Line(level=1)] * objective.empty_actions)
        case "leads":
            return _plain(party_text(objective.leads))
        case "groups":
            return _plain(party_text(objective.groups))
        case "people":
            return _plain(", ".join(objective.people))
        case "":
            return lines_of(objective.other.get(column.heading, ""))
        case quarter if quarter in QUARTERS:
            return lines_of(objective.updates.get(quarter, ""))
        case name:
            return lines_of(getattr(objective, name))


def _plain(text: str) -> tuple[Line, ...]:
    return tuple(Line((Run(line),)) for line in clean(text).split("\n") if line)


def columns_of(plan: PlanDocument) -> tuple[Column, ...]:
    """The plan's columns: the partnership's own, in its own order, then any that hold something it had no column for.

    The quarters stand together, because one merged heading stands over them.
    """
    objectives = [objective for section in plan.sections for objective in section.objectives]
    own = [(field, heading) for field, heading in plan.layout.headings if field not in QUARTERS]
    pairs = list(_once(own or DEFAULT_HEADINGS))
    leading = list(takewhile(lambda pair: pair[0] not in QUARTERS, plan.layout.headings or DEFAULT_HEADINGS))
    first_quarter = len(list(_once(leading)))
    taken = {name for name, _ in pairs}
    spare = [pair for pair in EXTRA_HEADINGS if pair[0] not in taken and _used(pair[0], objectives)]
    missing = [pair for pair in LEADING_HEADINGS if pair[0] not in taken and _used(pair[0], objectives)]
    known = {heading for name, heading in pairs if not name}
    kept = [heading for heading in dict.fromkeys(_kept_headings(plan)) if heading not in known]
    before, after = pairs[:first_quarter], pairs[first_quarter:]
    quarters = _quarter_columns(plan.layout, objectives)
    added = [*spare, *(("", heading) for heading in kept)]
    return (
        *map(_column, [*missing, *before]),
        *(replace(_column(pair), spare=True) for pair in added),
        *quarters,
        *map(_column, after),
    )


def columns_for(section: Section, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of one section's own table: a column that was added only stands where it is needed."""
    return tuple(column for column in columns if not column.spare or _needs(section, column))


def _needs(section: Section, column: Column) -> bool:
    """Whether a section has something in a column; a lead who is left blank is something, one never asked is not."""
    if column.field in ("leads", "groups"):
        return any(getattr(objective, column.field) for objective in section.objectives)
    return any(cell_lines(objective, column) for objective in section.objectives)


def _kept_headings(plan: PlanDocument) -> Iterator[str]:
    """The headings of columns kept but not understood, without those that only say which section the row is in."""
    for section in plan.sections:
        titles = {section.title, section_heading(plan, section)}
        for objective in section.objectives:
            yield from (heading for heading, text in objective.other.items() if text not in titles)


def _once(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Each field once: what two columns of the old document said is together in the first of them."""
    seen: set[tuple[str, str]] = set()
    for field, heading in pairs:
        key = (field, "" if field else heading)
        if key not in seen:
            seen.add(key)
            yield field, heading


def _used(field: str, objectives: list[Objective]) -> bool:
    """Whether any objective says something there; a ref that we gave in place of none is not the partnership's."""
    if field == "ref":
        return any(objective.ref and not objective.numbered_here for objective in objectives)
    if field == "people":
        return any(person not in _prose(objective) for objective in objectives for person in objective.people)
    return any(cell_lines(objective, Column(field, "")) for objective in objectives)


def _prose(objective: Objective) -> str:
    """The cells in which a person may be named without being the objective's officer."""
    actions = (line.text for line in action_lines(objective.actions))
    return "\n".join((objective.objective, objective.target, *actions, *objective.updates.values()))


def _column(pair: tuple[str, str]) -> Column:
    return Column(pair[0], clean(pair[1]) if pair[0] else pair[1], _WEIGHTS.get(pair[0], _OTHER_WEIGHT))


def _quarter_columns(layout: Layout, objectives: list[Objective]) -> tuple[Column, ...]:
    own = {field for field, _ in layout.headings if field in QUARTERS}
    filled = {quarter for objective in objectives for quarter, text in objective.updates.items() if text.strip()}
    if layout.headings and not own and not filled:
        return ()
    headings = (*layout.quarter_headings, *Layout().quarter_headings[len(layout.quarter_headings) :])
    return tuple(
        Column(quarter, clean(heading), _FULL_QUARTER_WEIGHT if quarter in filled else _EMPTY_QUARTER_WEIGHT)
        for quarter, heading in zip(QUARTERS, headings, strict=False)
    )


def update_heading(plan: PlanDocument) -> str:
    """The merged heading over the quarters, with the period it is for.

    >>> update_heading(PlanDocument("Plan", "2008-2009"))
    'Update: 2008-2009'
    """
    heading = clean(plan.layout.update_heading)
    if not plan.period or plan.period in heading:
        return heading
    return f"{heading.rstrip(':')}: {clean(plan.period)}"


def quarter_comments(plan: PlanDocument, section: Section) -> tuple[str, ...]:
    """The comments on each quarter that are about the whole section: they stand under its table."""
    headings = dict(zip(QUARTERS, plan.layout.quarter_headings, strict=False))
    said = ((headings.get(quarter, quarter), section.updates.get(quarter, "")) for quarter in QUARTERS)
    comments = (clean(f"{heading}: {text}") for heading, text in said if text.strip())
    return tuple(line for comment in comments for line in comment.split("\n") if line.strip())


def preamble_paragraphs(plan: PlanDocument) -> tuple[str, ...]:
    """The paragraphs before the first table."""
    return paragraphs_of(plan.preamble)


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The text cut at its blank lines."""
    return tuple(part.strip() for part in re.split(r"\n\s*\n", clean(text)) if part.strip())
