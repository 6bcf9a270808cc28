"""What was read, as the page shows it before anything is saved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frankpledge.plandocs.codes import CODES
from frankpledge.plandocs.model import Action, Finding, Objective, Party, PartyKind, PlanDocument, Reading, Section
from frankpledge.plans.importing.bodies import BodyKind, Directory

MOST_ROWS = 500  # a longer plan is counted whole, and shown as far as this
MOST_FINDINGS = 3  # of each code; the rest are counted
SAID = {
    PartyKind.BLANK: "Left blank",
    PartyKind.NOT_APPLICABLE: "Not applicable",
    PartyKind.DELEGATED: "To be decided",
    PartyKind.COLLECTIVE: "The partnership as a whole",
}


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One objective as it was read."""

    ref: str
    objective: str
    actions: int
    leads: tuple[str, ...]
    groups: tuple[str, ...]
    updates: str


@dataclass(frozen=True, slots=True)
class PreviewSection:
    """One table as it was read."""

    number: str
    title: str
    cross_cutting: bool
    objectives: int
    actions: int
    rows: tuple[PreviewRow, ...]  # fewer than ``objectives`` where the plan is very long

    @property
    def name(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title or "No title"


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one code: how many, and the first of them."""

    code: str
    title: str
    count: int
    first: tuple[Finding, ...]

    @property
    def more(self) -> int:
        return self.count - len(self.first)


@dataclass(frozen=True, slots=True)
class Preview:
    """A whole reading."""

    title: str
    period: str
    preamble: str
    sections: tuple[PreviewSection, ...]
    findings: tuple[FindingGroup, ...]
    finding_count: int
    columns: tuple[tuple[str, str], ...]  # (heading, what it was read as)
    names_officers: bool

    @property
    def objectives(self) -> int:
        return sum(section.objectives for section in self.sections)

    @property
    def actions(self) -> int:
        return sum(section.actions for section in self.sections)

    @property
    def is_shortened(self) -> bool:
        return any(len(section.rows) < section.objectives for section in self.sections)


def preview_of(reading: Reading, directory: Directory) -> Preview:
    """The reading as words and counts, with each name said to be an agency, a group or not known."""
    plan, left = reading.plan, MOST_ROWS
    sections = []
    for section in plan.sections:
        sections.append(_section(section, directory, left))
        left -= len(sections[-1].rows)
    return Preview(
        title=plan.title,
        period=plan.period,
        preamble=plan.preamble,
        sections=tuple(sections),
        findings=tuple(_grouped(reading.findings)),
        finding_count=len(reading.findings),
        columns=plan.layout.headings,
        names_officers=names_officers(plan),
    )


def names_officers(plan: PlanDocument) -> bool:
    """Whether the document names people."""
    return any(objective.people for section in plan.sections for objective in section.objectives)


def party_words(party: Party, directory: Directory, kind: BodyKind) -> list[str]:
    """Who leads, in words: each name with what it is, or why there is none."""
    if party.kind is not PartyKind.NAMED:
        return [f"{SAID[party.kind]} by {', '.join(party.names)}" if _is_delegated(party) else SAID[party.kind]]
    return [f"{name} ({_what(name, directory, kind)})" for name in party.names]


def count_actions(actions: Iterable[Action]) -> int:
    """Actions with those under them."""
    return sum(1 + count_actions(action.children) for action in actions)


def _is_delegated(party: Party) -> bool:
    return party.kind is PartyKind.DELEGATED and bool(party.names)


def _what(name: str, directory: Directory, kind: BodyKind) -> str:
    body = directory.find(name, kind)
    if body is None:
        return "not known yet"
    return body._meta.verbose_name.replace("action ", "") if body._meta.verbose_name else ""


def _section(section: Section, directory: Directory, most: int) -> PreviewSection:
    return PreviewSection(
        number=section.number,
        title=section.title,
        cross_cutting=section.cross_cutting,
        objectives=len(section.objectives),
        actions=sum(count_actions(objective.actions) for objective in section.objectives),
        rows=tuple(_row(objective, directory) for objective in section.objectives[: max(most, 0)]),
    )


def _row(objective: Objective, directory: Directory) -> PreviewRow:
    return PreviewRow(
        ref=objective.ref,
        objective=objective.objective,
        actions=count_actions(objective.actions),
        leads=tuple(word for party in objective.leads for word in party_words(party, directory, BodyKind.AGENCY)),
        groups=tuple(word for party in objective.groups for word in party_words(party, directory, BodyKind.GROUP)),
        updates=", ".join(quarter for quarter, text in objective.updates.items() if text),
    )


def _grouped(findings: Iterable[Finding]) -> list[FindingGroup]:
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    return [
        FindingGroup(code, CODES[code].title if code in CODES else code, len(those), tuple(those[:MOST_FINDINGS]))
        for code, those in by_code.items()
    ]
