"""What lead and group cells say, each kind of answer apart."""

from __future__ import annotations

import pytest

from frankpledge.formats.document import Run
from frankpledge.plandocs.bodies import Known
from frankpledge.plandocs.cells import Line
from frankpledge.plandocs.model import Bodies, Party, PartyKind
from frankpledge.plandocs.parties import lift_groups, merge, read_parties
from tests.plandocs.reading import objectives, read

Kinds = list[tuple[str, tuple[str, ...]]]


def said(text: str, known: Known | None = None) -> Kinds:
    lines = [Line((Run(line),)) for line in text.split("\n") if line]
    return [(party.kind.value, party.names) for party in read_parties(lines, known or Known()).parties]


@pytest.mark.parametrize("text", ["N/A", "n/a", "N\\A", "na", "None", "Not applicable", "-", "–", "nil"])
def test_not_applicable_is_written_in_many_ways(text: str) -> None:
    assert said(text) == [("not_applicable", ())]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Assigned by JAG", ("JAG",)),
        ("tbc by JAG", ("JAG",)),
        ("TBC", ()),
        ("To be agreed", ()),
        ("to be confirmed by the Board", ("the Board",)),
        ("JAG to decide", ("JAG",)),
    ],
)
def test_a_lead_still_to_be_decided_is_delegated_with_who_decides(text: str, names: tuple[str, ...]) -> None:
    assert said(text) == [("delegated", names)]


@pytest.mark.parametrize(
    "text", ["Partnership", "All", "CSP", "All partners", "various", "Multi-agency", "All agencies"]
)
def test_everybody_is_a_collective(text: str) -> None:
    assert said(text) == [("collective", (text,))]


@pytest.mark.parametrize(
    "text",
    [
        "EHC, Police",
        "EHC/Police",
        "EHC & Police",
        "EHC and Police",
        "EHC; Police",
        "EHC\nPolice",
        "EHC ,Police",
        "EHC + Police",
    ],
)
def test_several_names_are_split_however_they_are_joined(text: str) -> None:
    assert said(text) == [("named", ("EHC", "Police"))]


@pytest.mark.parametrize(
    "text",
    [
        "EH and Brox DV Forum",
        "Alcohol and drugs working group",
        "Police and Crime Commissioner",
        "Children and Families",
        "Health and Wellbeing Board",
        "Fire & Rescue Service",
        "Drugs/Alcohol Group",
        "Council (Housing, ASB team)",
        "Safer and Stronger Communities Board",
    ],
)
def test_names_that_hold_a_join_of_their_own_stay_one(text: str) -> None:
    assert said(text) == [("named", (text,))]


def test_a_body_the_partnership_knows_is_never_split() -> None:
    known = Known.of(Bodies(agencies={"marsh and moor": "Marsh and Moor Housing"}))

    assert said("Marsh and Moor, Police", known) == [("named", ("Marsh and Moor", "Police"))]
    assert said("Marsh and Moor and Police", known) == [("named", ("Marsh and Moor", "Police"))]


def test_a_known_body_called_the_partnership_is_a_body() -> None:
    known = Known.of(Bodies(groups={"partnership": "Partnership Board"}))

    assert said("Partnership", known) == [("named", ("Partnership",))]


def test_kinds_in_one_cell_stay_apart() -> None:
    assert said("Partnership, Police") == [("collective", ("Partnership",)), ("named", ("Police",))]


def test_an_empty_cell_is_blank() -> None:
    assert said("") == [("blank", ())]


@pytest.mark.parametrize(
    "person", ["PC Smith", "J. Bloggs", "Sgt Brown", "Chief Inspector Jones", "Cllr A Green", "Susan Example"]
)
def test_a_person_in_a_lead_cell_is_not_an_agency(person: str) -> None:
    cell = read_parties([Line((Run(f"{person}, Housing"),))], Known())

    assert cell.people == (person,)
    assert cell.parties[0].names == ("Housing",)


def test_a_person_alone_leaves_the_agency_blank_with_the_words_kept() -> None:
    cell = read_parties([Line((Run("PC Smith"),))], Known())

    assert cell.parties == (Party(PartyKind.BLANK, (), "PC Smith"),)


def test_a_person_with_an_agency_in_brackets_is_both() -> None:
    cell = read_parties([Line((Run("Susan Example (Probation)"),))], Known())

    assert cell.people == ("Susan Example",)
    assert cell.parties[0].names == ("Probation",)


def test_a_group_beside_an_agency_is_lifted_into_the_groups() -> None:
    leads = (Party(PartyKind.NAMED, ("Council", "Hate Crime Forum"), "Council Hate Crime Forum"),)

    kept, groups = lift_groups(leads, (Party(PartyKind.BLANK),), Known())

    assert kept[0].names == ("Council",)
    assert groups == (Party(PartyKind.NAMED, ("Hate Crime Forum",), "Hate Crime Forum"),)


def test_a_group_the_partnership_lists_as_an_agency_stays_a_lead() -> None:
    known = Known.of(Bodies(agencies={"victims forum": "Victims Forum"}))
    leads = (Party(PartyKind.NAMED, ("Council", "Victims Forum"), ""),)

    assert lift_groups(leads, (), known) == (leads, ())


def test_cells_merged_together_name_each_body_once() -> None:
    police = (Party(PartyKind.NAMED, ("Police",), "Police"),)

    assert merge([police, (Party(PartyKind.BLANK),), police])[0].names == ("Police",)


def test_a_lead_officers_column_fills_people_and_agencies() -> None:
    text = (
        "<table><tr><th>Ref</th><th>Objective</th><th>Lead officer</th></tr>"
        "<tr><td>1.1</td><td>One</td><td>PC Smith, Police</td></tr>"
        "<tr><td>1.2</td><td>Two</td><td>Licensing Manager</td></tr></table>"
    )

    rows = objectives(read(text).plan)

    assert (rows["1.1"].people, rows["1.1"].leads[0].names) == (("PC Smith",), ("Police",))
    assert (rows["1.2"].people, rows["1.2"].leads) == (("Licensing Manager",), ())
