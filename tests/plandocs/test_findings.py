"""The rules, one at a time, on rows made up for them."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from frankpledge.plandocs.codes import CODES
from frankpledge.plandocs.findings import find
from frankpledge.plandocs.model import Action, Layout, Objective, Party, PartyKind, PlanDocument, Section

SOUND = Objective(
    ref="1.1",
    objective="Fit locks",
    actions=(Action("Fit forty locks"),),
    target="40",
    indicator="Locks fitted",
    leads=(Party(PartyKind.NAMED, ("Police",), "Police"),),
    groups=(Party(PartyKind.NAMED, ("ASB group",), "ASB group"),),
    timescale="May",
)


def plan_of(*objectives: Objective, preamble: str = "", layout: Layout | None = None) -> PlanDocument:
    return PlanDocument(
        "Plan", "2024", preamble, (Section("1", "Locks", objectives=objectives),), (), layout or Layout()
    )


def codes(*objectives: Objective, preamble: str = "", layout: Layout | None = None) -> list[str]:
    return [found.code for found in find(plan_of(*objectives, preamble=preamble, layout=layout))]


def test_a_sound_objective_has_nothing_wrong_with_it() -> None:
    assert codes(SOUND) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"target": " "}, "no-target"),
        ({"indicator": ""}, "no-indicator"),
        ({"leads": ()}, "no-owner"),
        ({"leads": (Party(PartyKind.BLANK),)}, "no-owner"),
        ({"leads": (Party(PartyKind.NOT_APPLICABLE, (), "N/A"),)}, "no-owner"),
        ({"leads": (Party(PartyKind.DELEGATED, ("JAG",), "tbc by JAG"),)}, "delegated-owner"),
        ({"leads": (Party(PartyKind.COLLECTIVE, ("All",), "All"),)}, "collective-owner"),
        ({"leads": (Party(PartyKind.NAMED, ("JAG",), "JAG"),)}, "group-as-lead"),
        ({"groups": (Party(PartyKind.BLANK),)}, "no-group"),
        ({"groups": (Party(PartyKind.DELEGATED, (), "TBC"),)}, "delegated-group"),
        ({"actions": ()}, "no-action"),
        ({"actions": (), "empty_actions": 1}, "empty-action"),
        ({"actions": (Action("Fit locks", tentative=True),)}, "tentative-action"),
        ({"actions": (Action("Patrol regularly"),)}, "vague-commitment"),
        ({"actions": (Action("Patrol weekly"),)}, "commitment-found"),
        ({"actions": (Action("Ask A Farrell"),)}, "vague-commitment"),
        ({"actions": (Action("Pursue ABC's"),)}, "apostrophe"),
        ({"actions": (Action("See 1.1"),)}, "cross-reference"),
        ({"actions": (Action("See 9.9"),)}, "broken-cross-reference"),
        ({"definitions": ("Theft of vehicle",)}, "crime-definition"),
        ({"timescale": ""}, "no-date"),
        ({"numbered_here": True}, "missing-ref"),
        ({"objective": "Stop burglery"}, "spelling"),
        ({"objective": "Enforce the DPPO"}, "superseded-term"),
        ({"other": {"Update": "Good start"}}, "no-update-quarter"),
    ],
)
def test_each_defect_is_found(changed: dict[str, object], code: str) -> None:
    if changed.get("actions") == (Action("Ask A Farrell"),):
        code = "named-person"
        changed = {"actions": (Action("Contact: A Farrell"),)}

    assert code in codes(replace(SOUND, **changed))  # type: ignore[arg-type]


def test_not_applicable_is_an_answer_for_a_group() -> None:
    assert codes(replace(SOUND, groups=(Party(PartyKind.NOT_APPLICABLE, (), "N/A"),))) == []


def test_no_column_for_groups_is_no_gap() -> None:
    assert codes(replace(SOUND, groups=())) == []


def test_a_cadence_makes_regular_checkable() -> None:
    found = codes(replace(SOUND, actions=(Action("Hold regular monthly meetings"),)))

    assert "vague-commitment" not in found
    assert "commitment-found" in found


def test_a_target_in_a_column_shared_with_the_indicator_is_both() -> None:
    shared = Layout((("target", "Target & Performance indicator"),))

    assert "no-indicator" not in codes(replace(SOUND, indicator=""), layout=shared)


def test_a_lead_that_is_a_group_elsewhere_in_the_plan_is_a_group() -> None:
    groups = (Party(PartyKind.NAMED, ("Comms",), "Comms"),)
    leads = (Party(PartyKind.NAMED, ("Comms",), "Comms"),)

    assert "group-as-lead" in codes(replace(SOUND, groups=groups), replace(SOUND, ref="1.2", leads=leads))


def test_an_officer_without_an_agency_is_said_so() -> None:
    alone = replace(SOUND, leads=(Party(PartyKind.BLANK, (), "PC Smith"),), people=("PC Smith",))

    assert "person-as-lead" in codes(alone)
    assert "no-owner" not in codes(alone)


def test_defects_of_actions_under_actions_are_found_in_their_place() -> None:
    nested = (Action("Visit:", children=(Action("shops"), Action("schools as necessary"))),)

    (found,) = [one for one in find(plan_of(replace(SOUND, actions=nested))) if one.code == "vague-commitment"]

    assert found.place.startswith("1.1, action 1.2")


@pytest.mark.parametrize("preamble", ["There are six sections.", "It has 3 priorities.", "Our three main themes are"])
def test_an_introduction_that_counts_wrongly_is_found(preamble: str) -> None:
    assert "section-count" in codes(SOUND, preamble=preamble)


@pytest.mark.parametrize("preamble", ["It has one section.", "the 2008/09 priorities", "seven people"])
def test_other_numbers_in_the_introduction_count_nothing(preamble: str) -> None:
    assert "section-count" not in codes(SOUND, preamble=preamble)


def test_two_objectives_with_one_ref_are_both_found() -> None:
    assert codes(SOUND, SOUND).count("duplicate-ref") == 2


def test_every_code_says_why_and_what_to_do_and_names_a_real_field() -> None:
    names = {one.name for one in fields(Objective)} | {""}

    for name, code in CODES.items():
        assert name == code.code
        assert code.title
        assert code.why
        assert code.advice
        assert code.field in names


def test_the_code_of_a_missing_target_says_target() -> None:
    assert any("target" in code for code in codes(replace(SOUND, target="")))


def test_a_person_named_beside_the_table_is_found() -> None:
    section = Section("1", "Locks", objectives=(SOUND,), notes="Lead: Inspector Jones")

    assert [one.code for one in find(PlanDocument("Plan", "2024", sections=(section,)))] == ["named-person"]


def test_finding_changes_nothing_in_the_plan() -> None:
    plan = plan_of(replace(SOUND, target=""))

    find(plan)

    assert plan.sections[0].objectives[0].target == ""
