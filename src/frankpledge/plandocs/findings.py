"""The plan's own defects, found: each rule is one small function, and nothing is ever filled in by itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from frankpledge.plandocs.bodies import is_group_name
from frankpledge.plandocs.codes import CODES
from frankpledge.plandocs.commitments import commitments_in, vague_words
from frankpledge.plandocs.crossrefs import Directory
from frankpledge.plandocs.model import Action, Finding, Objective, Party, PartyKind, PlanDocument
from frankpledge.plandocs.people import people_in
from frankpledge.plandocs.spelling import Speller
from frankpledge.plandocs.terms import terms_in
from frankpledge.plandocs.titles import number_word
from frankpledge.plandocs.wording import fold, plain, unique

_APOSTROPHE = re.compile(r"\b([A-Z][A-Z0-9]{1,6})['’]s(?=\s*(?:$|[.,;:)]|\band\b|\bor\b|\bfor\b|\bto\b))", re.MULTILINE)
_LONGEST_REF = 60
_COUNTED = re.compile(
    r"(?<![\d/.-])\b(?P<n>[1-9]\d?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?:\w+\s+){0,2}?"
    r"(?P<what>sections|priorities|themes|tables|parts|strands)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan with what the rules share."""

    document: PlanDocument
    directory: Directory
    speller: Speller
    groups: frozenset[str]  # every name that stands in a group's cell
    has_dates: bool
    one_column: bool  # target and indicator share a column
    repeated: frozenset[str]  # refs that more than one objective has


Rule = Callable[[Plan, Objective], Iterator[Finding]]


def find(plan: PlanDocument) -> tuple[Finding, ...]:
    """Everything wrong with the plan, or worth knowing, in the plan's own order; of the whole plan first."""
    shared = _prepare(plan)
    findings = [found for rule in _PLAN_RULES for found in rule(shared)]
    for section in plan.sections:
        for objective in section.objectives:
            for rule in _RULES:
                findings.extend(rule(shared, objective))
    return tuple(findings)


def _prepare(plan: PlanDocument) -> Plan:
    objectives = [objective for section in plan.sections for objective in section.objectives]
    fields = {field for field, _ in plan.layout.headings}
    target = plain(dict(plan.layout.headings).get("target", ""))
    repeated = [ref for ref, times in Counter(one.ref for one in objectives).items() if times > 1]
    return Plan(
        document=plan,
        directory=Directory(plan.sections),
        speller=Speller(text for objective in objectives for _, text in _texts(objective)),
        groups=frozenset(name.lower() for one in objectives for party in one.groups for name in party.names),
        has_dates="timescale" in fields or any(one.timescale for one in objectives),
        one_column="indicator" in target or "measure" in target,
        repeated=frozenset(repeated),
    )


def _finding(
    code: str, objective: Objective, message: str, *, at: str = "", advice: str = "", field: str = ""
) -> Finding:
    kind = CODES[code]
    place = ", ".join(
        part for part in (f"{objective.ref[:_LONGEST_REF]}{f', {at}' if at else ''}", objective.place) if part
    )
    return Finding(code, objective.ref, place, message, advice or kind.advice, kind.why, field or kind.field)


def _whole(code: str, message: str, place: str = "", advice: str = "") -> Finding:
    kind = CODES[code]
    return Finding(code, "", place, message, advice or kind.advice, kind.why, kind.field)


def _each(actions: tuple[Action, ...], above: str = "") -> Iterator[tuple[str, Action]]:
    """Every action with how a person finds it: "action 2", "action 2.1"."""
    for number, action in enumerate(actions, 1):
        label = f"{above}.{number}" if above else f"action {number}"
        yield label, action
        yield from _each(action.children, label)


def _texts(objective: Objective) -> Iterator[tuple[str, str]]:
    """The objective's words and each action's, with where they stand."""
    yield "objective", objective.objective
    for label, action in _each(objective.actions):
        yield label, action.text


def _field(at: str) -> str:
    return "objective" if at == "objective" else "actions"


def _kinds(parties: tuple[Party, ...]) -> set[PartyKind]:
    return {party.kind for party in parties}


def _named(parties: tuple[Party, ...]) -> tuple[str, ...]:
    return tuple(name for party in parties if party.kind is PartyKind.NAMED for name in party.names)


# Rules about one objective


def _no_target(plan: Plan, objective: Objective) -> Iterator[Finding]:
    if not objective.target.strip():
        yield _finding("no-target", objective, "It has no target.")


def _no_indicator(plan: Plan, objective: Objective) -> Iterator[Finding]:
    shared = plan.one_column and objective.target.strip()
    if not objective.indicator.strip() and not shared:
        yield _finding("no-indicator", objective, "It has no performance indicator.")


def _owner(plan: Plan, objective: Objective) -> Iterator[Finding]:
    kinds = _kinds(objective.leads)
    if kinds <= {PartyKind.BLANK, PartyKind.NOT_APPLICABLE}:
        if objective.people and any(party.verbatim for party in objective.leads):
            yield _finding("person-as-lead", objective, "A person is named as the lead, and no agency.")
        elif not (objective.people and not objective.leads):
            said = " says “N/A”" if PartyKind.NOT_APPLICABLE in kinds else " is blank"
            yield _finding("no-owner", objective, f"The lead agency{said}." if kinds else "No lead is given.")
    if PartyKind.DELEGATED in kinds and PartyKind.NAMED not in kinds:
        said = next(party.verbatim for party in objective.leads if party.kind is PartyKind.DELEGATED)
        yield _finding("delegated-owner", objective, f"The lead is still to be decided: “{fold(said)}”.")


def _collective_owner(plan: Plan, objective: Objective) -> Iterator[Finding]:
    for party in objective.leads:
        if party.kind is PartyKind.COLLECTIVE:
            names = ", ".join(party.names) or fold(party.verbatim)
            yield _finding("collective-owner", objective, f"The lead is “{names}”, which is everybody.")


def _group_as_lead(plan: Plan, objective: Objective) -> Iterator[Finding]:
    for name in _named(objective.leads):
        if is_group_name(name) or name.lower() in plan.groups:
            yield _finding("group-as-lead", objective, f"The lead is “{name}”, a group rather than an agency.")


def _groups(plan: Plan, objective: Objective) -> Iterator[Finding]:
    kinds = _kinds(objective.groups)
    if kinds == {PartyKind.BLANK}:
        yield _finding("no-group", objective, "The lead action group is blank.")
    if PartyKind.DELEGATED in kinds:
        said = next(party.verbatim for party in objective.groups if party.kind is PartyKind.DELEGATED)
        yield _finding("delegated-group", objective, f"The group is still to be decided: “{fold(said)}”.")


def _group_beside_agency(plan: Plan, objective: Objective) -> Iterator[Finding]:
    leads = _named(objective.leads)
    written = " ".join(fold(party.verbatim) for party in objective.leads)
    for name in _named(objective.groups):
        if leads and name in written and name not in leads and is_group_name(name):
            yield _finding("group-beside-agency", objective, f"“{name}” stands in the lead agency's cell.")


def _actions(plan: Plan, objective: Objective) -> Iterator[Finding]:
    if objective.empty_actions:
        message = "One of its bullets is empty." if objective.actions else "The only action is an empty bullet."
        yield _finding("empty-action", objective, message)
    elif not objective.actions:
        yield _finding("no-action", objective, "It has no action.")


def _tentative(plan: Plan, objective: Objective) -> Iterator[Finding]:
    for label, action in _each(objective.actions):
        if action.tentative:
            yield _finding("tentative-action", objective, f"“{_short(action.text)}” is not yet confirmed.", at=label)


def _vague(plan: Plan, objective: Objective) -> Iterator[Finding]:
    for label, text in _texts(objective):
        words = vague_words(text)
        if label == "objective":
            words = tuple(word for word in words if word.startswith(("regular", "as ", "where ", "when ", "if ", "on")))
        if words and not commitments_in(text):
            said = " and ".join(f"“{word}”" for word in words)
            yield _finding(
                "vague-commitment",
                objective,
                f"{said} cannot be checked: nothing says how often, how many or by when.",
                at=label,
                field=_field(label),
            )


def _commitments(plan: Plan, objective: Objective) -> Iterator[Finding]:
    for label, text in _texts(objective):
        for found in commitments_in(text):
            advice = f"Consider this indicator: {found.indicator}."
            yield _finding("commitment-found", objective, f"“{found.words}” can be checked.", at=label, advice=advice)


def _definition(plan: Plan, objective: Objective) -> Iterator[Finding]:
    if objective.definitions:
        said = "; ".join(line.rstrip(".") for line in objective.definitions)
        yield _finding("crime-definition", objective, f"The objective says what it counts: {said}.", at="objective")


def _people(plan: Plan, objective: Objective) -> Iterator[Finding]:
    reported: set[str] = set()
    for label, text in _texts(objective):
        for name in people_in(text):
            reported.add(name)
            yield _finding("named-person", objective, f"“{name}” is named.", at=label, field=_field(label))
    for name in objective.people:
        if name not in reported and people_in(name):
            yield _finding("named-person", objective, f"“{name}” is named as a lead.", field="people")


def _spelling(plan: Plan, objective: Objective) -> Iterator[Finding]:
    for label, text in _texts(objective):
        for wrong, right in plan.speller.slips_in(text):
            message = f"“{wrong}” is probably “{right}”."
            yield _finding("spelling", objective, message, at=label, field=_field(label))


def _apostrophes(plan: Plan, objective: Objective) -> Iterator[Finding]:
    for label, text in _texts(objective):
        for name in unique(found[1] for found in _APOSTROPHE.finditer(text)):
            message = f"“{name}'s” is probably “{name}s”."
            yield _finding("apostrophe", objective, message, at=label, field=_field(label))


def _references(plan: Plan, objective: Objective) -> Iterator[Finding]:
    for label, action in _each(objective.actions):
        pointer = plan.directory.pointer(action.text)
        if pointer is None:
            continue
        see = action.see or pointer.see
        if see:
            message = f"“{pointer.words}” points at {', '.join(see)}."
            yield _finding("cross-reference", objective, message, at=label)
        else:
            yield _finding("broken-cross-reference", objective, f"“{pointer.words}” cannot be found.", at=label)


def _refs(plan: Plan, objective: Objective) -> Iterator[Finding]:
    if objective.numbered_here:
        yield _finding("missing-ref", objective, f"It has no ref. Frankpledge calls it {objective.ref}.")
    if objective.ref in plan.repeated:
        yield _finding("duplicate-ref", objective, f"More than one objective has the ref {objective.ref}.")


def _dates(plan: Plan, objective: Objective) -> Iterator[Finding]:
    if plan.has_dates and not objective.timescale.strip():
        yield _finding("no-date", objective, "It has no date.")


def _terms(plan: Plan, objective: Objective) -> Iterator[Finding]:
    places: dict[str, tuple[str, str]] = {}
    for label, text in _texts(objective):
        for term in terms_in(text):
            places.setdefault(term.name, (label, term.today))
    for name, (label, today) in places.items():
        yield _finding("superseded-term", objective, f"“{name}”: {today}", at=label, field=_field(label))


def _undated_updates(plan: Plan, objective: Objective) -> Iterator[Finding]:
    for heading, text in objective.other.items():
        if text and plain(heading) == plain(plan.document.layout.update_heading):
            yield _finding("no-update-quarter", objective, f"“{_short(text)}” names no quarter.", at=heading)


def _short(text: str, most: int = 80) -> str:
    text = fold(text)
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]}…"


# Rules about the whole plan


def _section_count(plan: Plan) -> Iterator[Finding]:
    there = len(plan.document.sections)
    for found in _COUNTED.finditer(plan.document.preamble):
        said = number_word(found["n"])
        if said is not None and said != there:
            message = f"The introduction says “{fold(found[0])}”; the plan has {there}."
            yield _whole("section-count", message, "introduction")


def _no_dates(plan: Plan) -> Iterator[Finding]:
    if not plan.has_dates:
        yield _whole("no-date", "The plan has no column for dates, so none of its actions can be late.")


def _empty_sections(plan: Plan) -> Iterator[Finding]:
    for section in plan.document.sections:
        if not section.objectives:
            name = ". ".join(filter(None, (section.number, section.title)))
            yield _whole("no-objectives", f"“{name}” has no objectives.", section.place)


def _people_around(plan: Plan) -> Iterator[Finding]:
    for section in plan.document.sections:
        for name in unique(people_in(section.notes)):
            place = ", ".join(filter(None, (f"section {section.number}", section.place)))
            yield _whole("named-person", f"“{name}” is named beside the table.", place)


_PLAN_RULES: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    _section_count,
    _no_dates,
    _empty_sections,
    _people_around,
)

_RULES: tuple[Rule, ...] = (
    _refs,
    _no_target,
    _no_indicator,
    _owner,
    _collective_owner,
    _group_as_lead,
    _groups,
    _group_beside_agency,
    _actions,
    _tentative,
    _vague,
    _commitments,
    _definition,
    _people,
    _references,
    _dates,
    _undated_updates,
    _spelling,
    _apostrophes,
    _terms,
)
