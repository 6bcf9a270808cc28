"""What happens when the plan's forms are sent: saved once, refused in words, and never lost to somebody else's."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from frankpledge.accounts.models import User
from frankpledge.audit.models import Entry
from frankpledge.plans.models import Action, Objective, Plan, QuarterUpdate, QuarterUpdateVersion, Section
from frankpledge.plans.queries.objectives import action_lines
from tests.people import Cast
from tests.plans.sowing import objective, sow

SignedIn = Callable[[User], Client]
PLAN = "/p/east/plans/2026-2027/"


def page_of(plan: Plan, ref: str, then: str = "") -> str:
    return f"{PLAN}objectives/{objective(plan, ref).pk}/{then}"


def filled(client: Client, address: str) -> dict[str, str]:
    """What the page's form holds, as a browser would send it."""
    page = client.get(address).content.decode()
    boxes = dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
    for kind, name, text in re.findall(r'<(textarea)[^>]*name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', page):
        assert kind == "textarea"
        boxes[name] = text.strip()
    return boxes


def actions_sent(texts: list[dict[str, Any]], version: int = 1, **more: str) -> dict[str, str]:
    sent = {"form-TOTAL_FORMS": str(len(texts)), "form-INITIAL_FORMS": "0", "version": str(version), **more}
    for number, row in enumerate(texts):
        sent |= {f"form-{number}-{name}": str(value) for name, value in row.items()}
    return sent


def test_an_update_is_written_into_its_cell(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)
    client = signed_in(east["contributor"])
    address = page_of(plan, "1.1", "updates/Q2/")

    response = client.post(address, {**filled(client, address), "text": "Held one\r\nmeeting"}, follow=True)

    assert response.redirect_chain == [(page_of(plan, "1.1"), 302)]
    assert QuarterUpdate.objects.get(quarter="Q2").text == "Held one\nmeeting"
    page = response.content.decode()
    assert "The update is saved." in page
    assert f'data-draft-saved="update-{objective(plan, "1.1").pk}-Q2-0"' in page


def test_a_form_sent_twice_is_answered_once(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)
    client = signed_in(east["manager"])
    section = plan.sections.get(number="1")
    sent = {"ref": "1.2", "text": "Reduce fear", "_submission": str(uuid.uuid4())}

    answers = [client.post(f"{PLAN}sections/{section.pk}/objectives/add/", sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Objective.objects.filter(section=section).count() == 2


def test_words_that_met_somebody_elses_are_shown_beside_them_and_saved_knowingly(
    east: Cast, signed_in: SignedIn
) -> None:
    plan = sow(east)
    manager, contributor = signed_in(east["manager"]), signed_in(east["contributor"])
    address = page_of(plan, "1.1", "updates/Q1/")
    opened = filled(manager, address)
    contributor.post(address, {"text": "Theirs", "version": "0"})

    met = manager.post(address, {**opened, "text": "Mine"})

    page = met.content.decode()
    assert met.status_code == 409
    assert "Theirs" in page
    assert re.search(r">\s*Theirs\s+Mine</textarea>", page)
    assert QuarterUpdate.objects.get().text == "Theirs"

    [version] = set(re.findall(r'name="version" value="(\d+)"', page))
    manager.post(address, {"text": "Mine", "version": version})
    assert list(QuarterUpdateVersion.objects.values_list("text", flat=True)) == ["Mine", "Theirs"]


def test_both_wordings_can_be_kept(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)
    manager = signed_in(east["manager"])
    address = page_of(plan, "1.1", "updates/Q1/")
    signed_in(east["contributor"]).post(address, {"text": "Theirs", "version": "0"})
    page = manager.post(address, {"text": "Mine", "version": "0"}).content.decode()
    found = re.search(r'name="text"[^>]*>\n(Theirs\s+Mine)</textarea>', page)
    assert found

    manager.post(address, {"text": found[1], "version": "1"})

    assert QuarterUpdate.objects.get().text == "Theirs\n\nMine"


def test_an_earlier_wording_is_put_back_with_one_press(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)
    client = signed_in(east["contributor"])
    address = page_of(plan, "1.1", "updates/Q1/")
    client.post(address, {"text": "First", "version": "0"})
    client.post(address, {"text": "Second", "version": "1"})

    response = client.post(f"{address}restore/1/", {"version": "2"}, follow=True)

    assert "The earlier wording is back" in response.content.decode()
    assert QuarterUpdate.objects.get().text == "First"


def test_putting_back_a_wording_never_overwrites_a_newer_one(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)
    client = signed_in(east["contributor"])
    address = page_of(plan, "1.1", "updates/Q1/")
    for version, text in enumerate(("First", "Second", "Third")):
        client.post(address, {"text": text, "version": str(version)})

    response = client.post(f"{address}restore/1/", {"version": "2"}, follow=True)

    assert "changed by somebody else" in response.content.decode()
    assert QuarterUpdate.objects.get().text == "Third"


@pytest.mark.parametrize("sent", [{}, {"text": "Mine"}, {"text": "Mine", "version": "0"}, {"version": "x"}])
def test_nobody_writes_what_they_do_not_lead_whatever_they_send(
    east: Cast, signed_in: SignedIn, sent: dict[str, str]
) -> None:
    plan = sow(east)
    address = page_of(plan, "1.1", "updates/Q1/")

    refused = [signed_in(east[role]).post(address, sent).status_code for role in ("other_contributor", "scrutiny")]

    assert refused == [403, 403]
    assert not QuarterUpdate.objects.exists()


def test_an_objective_of_another_plan_or_partnership_is_not_found(east: Cast, west: Cast, signed_in: SignedIn) -> None:
    sow(east)
    there = sow(west)
    client = signed_in(east["manager"])

    for then in ("", "edit/", "actions/", "leads/", "remove/", "updates/Q1/"):
        assert client.get(f"{PLAN}objectives/{objective(there, '1.1').pk}/{then}").status_code == 404
        assert client.get(f"/p/west/plans/2026-2027/objectives/{objective(there, '1.1').pk}/{then}").status_code == 404
    assert client.get(page_of(east.partnership.plans.get(), "1.1", "updates/Q5/")).status_code == 404


def test_an_objectives_words_are_edited_on_its_form(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)
    client = signed_in(east["lead_officer"])
    address = page_of(plan, "1.1", "edit/")

    response = client.post(
        address, {**filled(client, address), "target": "Two meetings", "definitions": "one\r\n\r\n two "}
    )

    row = objective(plan, "1.1")
    assert response.status_code == 302
    assert (row.target, row.definitions, row.version) == ("Two meetings", ["one", "two"], 2)
    assert row.text == "Tell people what is done about crime"


def test_an_objective_without_words_is_refused_beside_the_box(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)
    client = signed_in(east["manager"])

    response = client.post(page_of(plan, "1.1", "edit/"), {"text": " ", "version": "1", "target": "Kept words"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "There is a problem" in page
    assert "Enter the objective" in page
    assert "Kept words" in page


def test_two_edits_of_one_objective_are_laid_side_by_side(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)
    manager, lead = signed_in(east["manager"]), signed_in(east["lead_officer"])
    address = page_of(plan, "1.1", "edit/")
    opened = filled(manager, address)
    lead.post(address, {**filled(lead, address), "target": "Theirs"})

    met = manager.post(address, {**opened, "target": "Mine"})

    page = met.content.decode()
    assert met.status_code == 409
    assert re.search(r"<th[^>]*>Target</th><td[^>]*>Theirs</td><td[^>]*>Mine</td>", page)
    assert "Performance indicator</th>" not in page  # what does not differ is not shown
    assert objective(plan, "1.1").target == "Theirs"

    manager.post(address, {**opened, "target": "Mine", "version": "2"})
    assert objective(plan, "1.1").target == "Mine"


def test_rows_of_actions_move_on_the_page_and_nothing_is_kept_until_saved(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)
    client = signed_in(east["manager"])
    address = page_of(plan, "1.1", "actions/")
    rows = [{"text": text, "level": 0, "pk": 0} for text in ("a", "b", "c")]

    def texts(step: str) -> list[str]:
        page = client.post(address, actions_sent(rows, step=step)).content.decode()
        return [text.strip() for text in re.findall(r"<textarea[^>]*>([^<]*)</textarea>", page)]

    assert texts("up-1") == ["b", "a", "c"]
    assert texts("down-1") == ["a", "c", "b"]
    assert texts("remove-0") == ["b", "c"]
    assert texts("add") == ["a", "b", "c", ""]
    assert texts("up-0") == texts("down-2") == texts("up-99") == texts("nonsense") == ["a", "b", "c"]
    assert Action.objects.filter(objective=objective(plan, "1.1")).count() == 5
    assert not Entry.objects.filter(event="objective.actions_changed").exists()


def test_actions_are_saved_from_their_rows_and_an_emptied_row_goes(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)
    client = signed_in(east["manager"])
    row = objective(plan, "2.2")
    sent = [
        {"text": "Refer to", "level": 0, "pk": 0},
        {"text": "shops", "level": 1, "pk": 0, "is_tentative": "on"},
        {"text": "", "level": 0, "pk": 0},
    ]

    response = client.post(page_of(plan, "2.2", "actions/"), actions_sent(sent))

    assert response.status_code == 302
    assert [(each.level, each.text, each.is_tentative) for each in action_lines(row)] == [
        (0, "Refer to", False),
        (1, "shops", True),
    ]


def test_two_edits_of_one_objectives_actions_lose_neither(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)
    manager = signed_in(east["manager"])
    address = page_of(plan, "2.2", "actions/")
    manager.post(address, actions_sent([{"text": "Theirs", "level": 0, "pk": 0}]))

    met = manager.post(address, actions_sent([{"text": "Mine", "level": 0, "pk": 0}]))

    page = met.content.decode()
    assert met.status_code == 409
    assert "<li>Theirs</li>" in page
    assert re.search(r"<textarea[^>]*>\s*Mine</textarea>", page)
    assert 'name="version" value="2"' in page


def test_leads_are_ticked_on_a_form(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)
    client = signed_in(east["manager"])

    response = client.post(
        page_of(plan, "2.2", "leads/"),
        {
            "version": "1",
            "lead_kind": "named",
            "lead": [f"agency-{east.police.pk}", "collective"],
            "lead_others": "Herts Fire",
            "group_kind": "not_applicable",
            "people": "",
        },
    )

    assert response.status_code == 302
    rows = objective(plan, "2.2").parties.values_list("capacity", "kind", "name")
    assert sorted(rows) == [
        ("group", "not_applicable", ""),
        ("lead", "collective", "Partnership"),
        ("lead", "named", "Herts Fire"),
        ("lead", "named", "Police"),
    ]


def test_a_lead_nobody_ticked_is_refused_beside_the_boxes(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)

    response = signed_in(east["manager"]).post(
        page_of(plan, "1.1", "leads/"), {"version": "1", "lead_kind": "named", "group_kind": "blank"}
    )

    assert response.status_code == 422
    assert "Choose who leads, or say why nobody is named" in response.content.decode()


@pytest.mark.parametrize("then", ["edit/", "actions/", "leads/"])
def test_an_edit_page_is_not_found_by_those_it_is_not_for(east: Cast, signed_in: SignedIn, then: str) -> None:
    plan = sow(east)

    found = {role: signed_in(east[role]).get(page_of(plan, "1.1", then)).status_code for role in east.people}

    assert {role for role, status in found.items() if status == 200} == {"manager", "chair", "lead_officer"}
    assert set(found.values()) == {200, 404}


def test_the_order_is_changed_with_one_press(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)
    client = signed_in(east["manager"])
    last = plan.sections.get(number="3")

    response = client.post(f"{PLAN}order/", {"move": f"section-{last.pk}-up"})

    assert response.headers["Location"] == f"{PLAN}order/#section-{last.pk}"
    assert [section.number for section in plan.sections.all()] == ["1", "3", "2"]
    assert client.post(f"{PLAN}order/", {"move": "nonsense"}).status_code == 422
    assert client.post(f"{PLAN}order/", {"move": "section-99999999-up"}).status_code == 404


def test_taking_an_objective_away_asks_first_and_says_what_goes(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)
    client = signed_in(east["manager"])
    address = page_of(plan, "1.1", "remove/")

    asked = client.get(address).content.decode()
    response = client.post(address, filled(client, address), follow=True)

    assert "Take objective 1.1 away?" in asked
    assert "The audit keeps what it said." in asked
    assert response.redirect_chain == [(PLAN, 302)]
    assert not Objective.objects.filter(section__plan=plan, ref="1.1").exists()


def test_what_changed_since_it_was_asked_about_is_not_taken_away(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)
    client = signed_in(east["manager"])
    Objective.objects.filter(section__plan=plan, ref="1.1").update(version=5)

    response = client.post(page_of(plan, "1.1", "remove/"), {"version": "1"})

    assert response.status_code == 409
    assert 'name="version" value="5"' in response.content.decode()
    assert Objective.objects.filter(section__plan=plan, ref="1.1").exists()


def test_a_section_with_objectives_says_why_it_stays(east: Cast, signed_in: SignedIn) -> None:
    plan = sow(east)
    section = plan.sections.get(number="2")

    response = signed_in(east["manager"]).post(f"{PLAN}sections/{section.pk}/remove/", {"version": "1"})

    assert response.status_code == 422
    assert "objectives away first" in response.content.decode()
    assert Section.objects.filter(pk=section.pk).exists()


def test_a_plan_is_made_from_nothing_by_its_pages_alone(east: Cast, signed_in: SignedIn) -> None:
    client = signed_in(east["manager"])
    begins = {"starts_on-day": "1", "starts_on-month": "4", "starts_on-year": "2026"}
    client.post("/p/east/plans/add/", {"title": "Plan", "period": "2026-2027", **begins})
    client.post(f"{PLAN}sections/add/", {"number": "1", "title": "Fear of crime"})
    section = Section.objects.get()

    client.post(f"{PLAN}sections/{section.pk}/objectives/add/", {"ref": "1.1", "text": "Reduce fear"})

    row = Objective.objects.get()
    assert (row.ref, row.section, row.section.plan.partnership) == ("1.1", section, east.partnership)
    assert client.get(f"{PLAN}objectives/{row.pk}/").status_code == 200
