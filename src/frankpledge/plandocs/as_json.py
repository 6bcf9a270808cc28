"""A reading as JSON and back, without loss.

``sections`` holds what the plan says. Where it was said and in which words ("place", "verbatim", bullets left empty)
stands apart in ``source``, section by section, so that the sections of two documents that say the same are equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from frankpledge.plandocs.model import (
    QUARTERS,
    Action,
    Finding,
    Layout,
    Objective,
    Party,
    PartyKind,
    PlanDocument,
    Question,
    Reading,
    Section,
    Unread,
)

Json = dict[str, Any]


def to_json(reading: Reading) -> Json:
    """The reading as plain dictionaries and lists."""
    plan = reading.plan
    return {
        "title": plan.title,
        "period": plan.period,
        "preamble": plan.preamble,
        "sections": [_section_out(section) for section in plan.sections],
        "findings": [finding_to_json(finding) for finding in reading.findings],
        "unread": [{"place": one.place, "text": one.text, "reason": one.reason} for one in plan.unread],
        "questions": [
            {"heading": one.heading, "place": one.place, "samples": list(one.samples), "suggestion": one.suggestion}
            for one in reading.questions
        ],
        "layout": {
            "headings": [list(pair) for pair in plan.layout.headings],
            "update_heading": plan.layout.update_heading,
            "quarter_headings": list(plan.layout.quarter_headings),
        },
        "source": [_source_out(section) for section in plan.sections],
    }


def from_json(data: Mapping[str, Any]) -> PlanDocument:
    """The plan that :func:`to_json` wrote; what a shorter JSON leaves out is empty."""
    sections, source = data.get("sections", ()), data.get("source", ())
    layout = data.get("layout")
    return PlanDocument(
        title=data.get("title", ""),
        period=data.get("period", ""),
        preamble=data.get("preamble", ""),
        sections=tuple(_section_in(one, _at(source, number)) for number, one in enumerate(sections)),
        unread=tuple(Unread(one["place"], one["text"], one["reason"]) for one in data.get("unread", ())),
        layout=_layout_in(layout) if layout else Layout(),
    )


def reading_from_json(data: Mapping[str, Any]) -> Reading:
    """The whole reading: the plan, its findings and its questions."""
    return Reading(
        from_json(data),
        tuple(Finding(**one) for one in data.get("findings", ())),
        tuple(
            Question(one["heading"], one["place"], tuple(one["samples"]), one["suggestion"])
            for one in data.get("questions", ())
        ),
    )


def finding_to_json(finding: Finding) -> Json:
    """One finding."""
    return {
        "code": finding.code,
        "ref": finding.ref,
        "place": finding.place,
        "message": finding.message,
        "advice": finding.advice,
        "why": finding.why,
        "field": finding.field,
    }


def _at(items: Any, number: int) -> Json:
    return items[number] if number < len(items) else {}


def _layout_in(data: Mapping[str, Any]) -> Layout:
    headings = tuple((field, heading) for field, heading in data["headings"])
    return Layout(headings, data["update_heading"], tuple(data["quarter_headings"]))


# Sections


def _section_out(section: Section) -> Json:
    return {
        "number": section.number,
        "title": section.title,
        "cross_cutting": section.cross_cutting,
        "objectives": [_objective_out(objective) for objective in section.objectives],
        **({"notes": section.notes} if section.notes else {}),
        **({"updates": dict(section.updates)} if section.updates else {}),
    }


def _section_in(data: Mapping[str, Any], source: Mapping[str, Any]) -> Section:
    places = source.get("objectives", ())
    return Section(
        number=data["number"],
        title=data["title"],
        cross_cutting=data.get("cross_cutting", False),
        objectives=tuple(_objective_in(one, _at(places, number)) for number, one in enumerate(data["objectives"])),
        place=source.get("place", ""),
        notes=data.get("notes", ""),
        updates=dict(data.get("updates", {})),
    )


def _source_out(section: Section) -> Json:
    return {"place": section.place, "objectives": [_words_out(objective) for objective in section.objectives]}


# Objectives


def _objective_out(objective: Objective) -> Json:
    return {
        "ref": objective.ref,
        "objective": objective.objective,
        "actions": [_action_out(action) for action in objective.actions],
        "target": objective.target,
        "indicator": objective.indicator,
        "leads": [_party_out(party) for party in objective.leads],
        "groups": [_party_out(party) for party in objective.groups],
        "people": list(objective.people),
        "timescale": objective.timescale,
        "status": objective.status,
        "updates": {**dict.fromkeys(QUARTERS, ""), **objective.updates},
        "other": dict(objective.other),
        "definitions": list(objective.definitions),
    }


def _words_out(objective: Objective) -> Json:
    """Where an objective was found, and the words it was read from."""
    return {
        "ref": objective.ref,
        "place": objective.place,
        "verbatim": objective.verbatim,
        "actions": [_action_words(action) for action in objective.actions],
        "leads": [party.verbatim for party in objective.leads],
        "groups": [party.verbatim for party in objective.groups],
        "empty_actions": objective.empty_actions,
        "numbered_here": objective.numbered_here,
        "quarters": list(objective.updates),
    }


def _objective_in(data: Mapping[str, Any], source: Mapping[str, Any]) -> Objective:
    said = data.get("updates", {})
    quarters = source.get("quarters", [quarter for quarter in said if said[quarter]])
    return Objective(
        ref=data["ref"],
        objective=data["objective"],
        verbatim=source.get("verbatim", ""),
        actions=_actions_in(data.get("actions", ()), source.get("actions", ())),
        target=data.get("target", ""),
        indicator=data.get("indicator", ""),
        leads=_parties_in(data.get("leads", ()), source.get("leads", ())),
        groups=_parties_in(data.get("groups", ()), source.get("groups", ())),
        people=tuple(data.get("people", ())),
        timescale=data.get("timescale", ""),
        status=data.get("status", ""),
        updates={quarter: said[quarter] for quarter in quarters},
        other=dict(data.get("other", {})),
        definitions=tuple(data.get("definitions", ())),
        place=source.get("place", ""),
        empty_actions=source.get("empty_actions", 0),
        numbered_here=source.get("numbered_here", False),
    )


def _action_out(action: Action) -> Json:
    return {
        "text": action.text,
        "tentative": action.tentative,
        **({"see": list(action.see)} if action.see else {}),
        **({"children": [_action_out(child) for child in action.children]} if action.children else {}),
    }


def _action_words(action: Action) -> Json:
    return {
        "verbatim": action.verbatim,
        **({"children": [_action_words(child) for child in action.children]} if action.children else {}),
    }


def _actions_in(actions: Any, source: Any) -> tuple[Action, ...]:
    return tuple(_action_in(one, _at(source, number)) for number, one in enumerate(actions))


def _action_in(data: Mapping[str, Any], source: Mapping[str, Any]) -> Action:
    return Action(
        text=data["text"],
        verbatim=source.get("verbatim", ""),
        tentative=data.get("tentative", False),
        see=tuple(data.get("see", ())),
        children=_actions_in(data.get("children", ()), source.get("children", ())),
    )


def _party_out(party: Party) -> Json:
    return {"kind": party.kind.value, "names": list(party.names)}


def _parties_in(parties: Any, source: Any) -> tuple[Party, ...]:
    return tuple(
        Party(PartyKind(one["kind"]), tuple(one["names"]), source[number] if number < len(source) else "")
        for number, one in enumerate(parties)
    )
