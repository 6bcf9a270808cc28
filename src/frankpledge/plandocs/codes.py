"""Every finding a plan can have: its permanent code, what it is called, why it matters and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """How much a finding asks for."""

    GAP = "gap"  # something the plan needs is missing
    DOUBT = "doubt"  # something to look at and decide
    NOTE = "note"  # worth knowing; nothing need be done


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding. ``field`` is the field of an objective that mends it ("" for the plan as a whole)."""

    code: str
    title: str
    why: str
    advice: str
    weight: Weight
    field: str = ""


_ALL = (
    Code(
        "no-target",
        "No target",
        "Without a target nobody can say at the end of the year whether the objective was met, and it cannot be rated.",
        "Ask the lead what number, by when, would be success, and write it in the target.",
        Weight.GAP,
        "target",
    ),
    Code(
        "no-indicator",
        "No indicator",
        "Without an indicator there is nothing to count each quarter, so progress can only be told as a story.",
        "Choose one thing to count that already is, or could be, counted, and write it in the indicator.",
        Weight.GAP,
        "indicator",
    ),
    Code(
        "no-owner",
        "No lead agency",
        "Nobody is answerable for an objective whose lead is blank, and nobody will be asked for its update.",
        "Agree one lead agency at the next meeting and write it in the lead.",
        Weight.GAP,
        "leads",
    ),
    Code(
        "collective-owner",
        "Led by everybody",
        "What everybody leads, nobody has to answer for.",
        "Name the one agency that will report on it; the others can stay as partners.",
        Weight.GAP,
        "leads",
    ),
    Code(
        "delegated-owner",
        "Lead still to be decided",
        "Until the lead is decided nobody is answerable.",
        "Ask whoever is to decide for a name and a date, then write the lead in.",
        Weight.GAP,
        "leads",
    ),
    Code(
        "group-as-lead",
        "A group leads, not an agency",
        "A group meets and disperses; it has no staff and no budget of its own to do the work.",
        "Name the agency that will do the work, and move the group to the lead action group.",
        Weight.DOUBT,
        "leads",
    ),
    Code(
        "person-as-lead",
        "A person leads, no agency is named",
        "People move on. When they do, no agency is left holding the objective.",
        "Write the person's agency in the lead.",
        Weight.DOUBT,
        "leads",
    ),
    Code(
        "group-beside-agency",
        "A group in the lead agency's cell",
        "The group was read as the lead action group, because it is not an agency.",
        "Check that this is what was meant.",
        Weight.NOTE,
        "groups",
    ),
    Code(
        "no-group",
        "No lead action group",
        "An empty cell may mean that no group is needed, or that nobody has decided. Nobody can tell which.",
        "Name the group that will discuss it, or write N/A where none is needed.",
        Weight.GAP,
        "groups",
    ),
    Code(
        "delegated-group",
        "Group still to be decided",
        "Until the group is decided the objective is on no meeting's agenda.",
        "Ask whoever is to decide for the group, then write it in.",
        Weight.DOUBT,
        "groups",
    ),
    Code(
        "no-action",
        "No action",
        "An objective without an action is a wish.",
        "Write at least one thing that somebody will do.",
        Weight.GAP,
        "actions",
    ),
    Code(
        "empty-action",
        "Empty action",
        "A bullet was begun and left empty: something was meant here and never written.",
        "Ask the author what it was to say, then write it or take the bullet out.",
        Weight.GAP,
        "actions",
    ),
    Code(
        "tentative-action",
        "Action not yet confirmed",
        "An action in italics or marked TBC is not yet promised, and may silently never happen.",
        "Confirm it with a date, or take it out.",
        Weight.DOUBT,
        "actions",
    ),
    Code(
        "vague-commitment",
        "Vague commitment",
        "Words such as regular or as necessary can always be said to have been kept, so they promise nothing.",
        "Say how often, how many or by when.",
        Weight.DOUBT,
        "actions",
    ),
    Code(
        "commitment-found",
        "A commitment that can be checked",
        "This can be counted. It is the nearest thing to an indicator that the plan already has.",
        "Consider making it the indicator.",
        Weight.NOTE,
        "indicator",
    ),
    Code(
        "crime-definition",
        "A definition of crime inside the objective",
        "Figures for this objective are right only if they count exactly what these words say.",
        "Check with the analyst that the crime figures can be cut this way.",
        Weight.NOTE,
        "objective",
    ),
    Code(
        "named-person",
        "A named person",
        "A name is personal data, and a plan is usually published.",
        "Write the post or the agency instead, or make sure the name is left out of the published plan.",
        Weight.DOUBT,
        "people",
    ),
    Code(
        "section-count",
        "The introduction counts a different number of sections",
        "A reader who counts will wonder what is missing.",
        "Correct the introduction, or find the missing section.",
        Weight.DOUBT,
    ),
    Code(
        "spelling",
        "Probable spelling slip",
        "A slip in a published plan, or in a word people search for, makes it look unchecked.",
        "Correct it if it is one.",
        Weight.NOTE,
        "objective",
    ),
    Code(
        "apostrophe",
        "Apostrophe in a plural",
        "More than one ABC is ABCs.",
        "Take the apostrophe out, unless something belongs to it.",
        Weight.NOTE,
        "actions",
    ),
    Code(
        "cross-reference",
        "Cross-reference",
        "The work is described somewhere else in the plan, and may be reported twice or not at all.",
        "Decide which objective reports it.",
        Weight.NOTE,
        "actions",
    ),
    Code(
        "broken-cross-reference",
        "Cross-reference that points nowhere",
        "What it points at cannot be found in this plan.",
        "Write the ref it means.",
        Weight.DOUBT,
        "actions",
    ),
    Code(
        "duplicate-ref",
        "The same ref twice",
        "Updates and minutes that name the ref could mean either objective.",
        "Give one of them a new ref.",
        Weight.DOUBT,
        "ref",
    ),
    Code(
        "missing-ref",
        "No ref",
        "Without a ref an objective cannot be named in minutes. Frankpledge has given it one.",
        "Keep the ref given, or write your own.",
        Weight.NOTE,
        "ref",
    ),
    Code(
        "no-date",
        "No date",
        "Without a date an action cannot be late, so nobody will notice when it is.",
        "Write by when each thing is to be done.",
        Weight.GAP,
        "timescale",
    ),
    Code(
        "no-update-quarter",
        "An update that names no quarter",
        "Its words were kept, but cannot be put into a quarter's cell.",
        "Move the words into the quarter they belong to.",
        Weight.DOUBT,
        "updates",
    ),
    Code(
        "superseded-term",
        "A legal term that has changed",
        "The instrument may have been renamed or replaced since the plan was written.",
        "Keep the old name for the old plan; use today's in the next one.",
        Weight.NOTE,
        "objective",
    ),
    Code(
        "no-objectives",
        "A section without objectives",
        "A section with a title and no rows says that something matters and that nothing will be done.",
        "Add its objectives, or take the section out.",
        Weight.GAP,
    ),
)

CODES: dict[str, Code] = {code.code: code for code in _ALL}
