"""The JSON that programs read, and the way back."""

from __future__ import annotations

import json

from hypothesis import given, settings

from frankpledge.plandocs.as_json import from_json, reading_from_json, to_json
from frankpledge.plandocs.model import PlanDocument, Reading
from tests.plandocs.corpus import layouts
from tests.plandocs.made_up import PLAN
from tests.plandocs.reading import read


@settings(deadline=None, max_examples=80)
@given(PLAN)
def test_a_plan_comes_back_from_json_as_it_went(plan: PlanDocument) -> None:
    written = json.loads(json.dumps(to_json(Reading(plan))))

    assert from_json(written) == plan


def test_findings_and_questions_come_back_too() -> None:
    reading = read(layouts.UNKNOWN_HEADINGS)

    assert reading_from_json(json.loads(json.dumps(to_json(reading)))) == reading


def test_the_keys_are_those_promised(east_herts: Reading) -> None:
    data = to_json(east_herts)
    section = data["sections"][0]
    objective = section["objectives"][0]

    assert {"title", "period", "sections", "findings", "unread"} <= set(data)
    assert {"number", "title", "cross_cutting", "objectives"} <= set(section)
    assert {"ref", "objective", "actions", "target", "leads", "groups", "updates"} <= set(objective)
    assert objective["leads"] == [{"kind": "named", "names": ["EHC"]}]
    assert objective["updates"] == {"Q1": "", "Q2": "", "Q3": "", "Q4": ""}
    assert objective["actions"][0] == {"text": "Advertise the partnership logo on media of choice", "tentative": False}
    assert set(data["findings"][0]) >= {"code", "ref", "place", "message", "advice"}


def test_children_are_written_only_where_there_are_some(east_herts: Reading) -> None:
    referrals = to_json(east_herts)["sections"][3]["objectives"][2]["actions"][0]

    assert [child["text"] for child in referrals["children"]][:2] == ["DIP", "Hertsreach"]


def test_where_and_in_which_mark_up_something_was_said_stands_apart_from_what_was_said() -> None:
    one = to_json(
        read("<table><tr><th>Ref</th><th>Objective</th></tr><tr><td>1.</td><td><b>Calm</b></td></tr></table>")
    )
    other = to_json(read("Ref,Objective\n1,Calm\n", "plan.csv"))

    assert one["sections"] == other["sections"]
    assert one["source"] != other["source"]


def test_a_short_json_is_read_with_the_rest_empty() -> None:
    plan = from_json({"title": "Plan", "sections": [{"number": "1", "title": "A", "objectives": []}]})

    assert (plan.title, plan.sections[0].title) == ("Plan", "A")
