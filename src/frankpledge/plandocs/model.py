"""What a plan document says, as frozen dataclasses: each cleaned value beside the words it came from.

``text`` fields are cleaned (white space folded, bullets' signs and mark-up gone); ``verbatim`` fields are what the
author wrote. Text of several lines keeps its lines, bullets as "- " (nested: two spaces a level), so that a plan
written out again has real lists.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

QUARTERS = ("Q1", "Q2", "Q3", "Q4")


class PartyKind(StrEnum):
    """What a lead or group cell says; an empty cell, "N/A" and "assigned by JAG" are three different answers."""

    NAMED = "named"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    DELEGATED = "delegated"
    COLLECTIVE = "collective"


@dataclass(frozen=True, slots=True)
class Party:
    """Who leads, of one kind. ``names`` as the plan writes them; ``verbatim`` is the cell's whole text."""

    kind: PartyKind
    names: tuple[str, ...] = ()
    verbatim: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the plan says will be done, with those under it."""

    text: str
    verbatim: str = ""
    tentative: bool = False  # italic, "(TBC)", "subject to …": meant, not yet promised
    see: tuple[str, ...] = ()  # refs or section numbers a cross-reference points at: ("5",) or ("5.1", "5.2")
    children: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Objective:
    """One row of the plan."""

    ref: str
    objective: str
    verbatim: str = ""
    actions: tuple[Action, ...] = ()
    target: str = ""
    indicator: str = ""
    leads: tuple[Party, ...] = ()  # the lead agencies
    groups: tuple[Party, ...] = ()  # the lead action groups
    people: tuple[str, ...] = ()  # named officers, where the plan has a column or an action for them
    timescale: str = ""
    status: str = ""  # RAG or progress word, as written
    updates: dict[str, str] = field(default_factory=dict)  # "Q1" … "Q4" -> the update as written
    other: dict[str, str] = field(default_factory=dict)  # heading -> text of columns kept but not understood
    definitions: tuple[str, ...] = ()  # what the objective says it counts and does not ("does not include …")
    place: str = ""
    empty_actions: int = 0  # bullets the author left without words; each is a finding, none is an action
    numbered_here: bool = False  # the document gave no ref: this one is ours


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the plan under its title."""

    number: str
    title: str
    cross_cutting: bool = False
    objectives: tuple[Objective, ...] = ()
    place: str = ""
    notes: str = ""  # what stands around the table and is about all of it: a lead, an introduction
    updates: dict[str, str] = field(default_factory=dict)  # the chair's comment on a quarter, for the whole section


@dataclass(frozen=True, slots=True)
class Unread:
    """Words that found no home. Never empty-handed: what, where, and why."""

    place: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Layout:
    """How the partnership sets out its own table, so that it gets its own document back."""

    headings: tuple[tuple[str, str], ...] = ()  # (field, heading) in column order; field "" = kept, not understood
    update_heading: str = "Update"  # the merged heading over the quarters
    quarter_headings: tuple[str, ...] = ("Quarter 1", "Quarter 2", "Quarter 3", "Quarter 4")


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A whole plan."""

    title: str
    period: str  # "2008-2009"
    preamble: str = ""  # paragraphs before the first table, blank line between
    sections: tuple[Section, ...] = ()
    unread: tuple[Unread, ...] = ()
    layout: Layout = Layout()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with the plan, or worth knowing. ``field`` names the Objective field that mends it."""

    code: str
    ref: str  # the objective's ref; "" for the whole plan
    place: str
    message: str
    advice: str
    why: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A column the reader does not know, to be asked on the mapping page."""

    heading: str
    place: str
    samples: tuple[str, ...] = ()
    suggestion: str = ""  # a field of Objective, or "" for none


@dataclass(frozen=True, slots=True)
class Bodies:
    """The agencies and groups a partnership already knows: each name and alias, lower case, to its own name."""

    agencies: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """The answer to "what does this document say?"."""

    plan: PlanDocument
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
