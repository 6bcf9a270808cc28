"""A chair's meeting from its planning to its agreed minutes: the agenda fills itself, an action reaches its owner."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.journeys.browsing import PHONE, Visitor
from tests.journeys.site import Site

pytestmark = pytest.mark.browser
Arrive = Callable[..., Visitor]
HERE = "/p/east-herts/"
ACTION = "Ask the railway for the car park's lamps"


def fill_day(there: Visitor, name: str, day: date) -> None:
    for part in ("day", "month", "year"):
        there.page.locator(f"[name={name}-{part}]").fill(str(getattr(day, part)))


def press(there: Visitor, name: str) -> None:
    there.page.get_by_role("button", name=name, exact=True).click()


def test_a_meeting_is_planned_filled_held_and_agreed_and_its_action_is_done(
    demonstration: Site, visitor: Arrive
) -> None:
    today = date.today()  # noqa: DTZ011
    chair = visitor(demonstration, "chair")
    chair.go(f"{HERE}activity/meetings/add/")
    chair.page.get_by_label("Title").fill("Our next meeting")
    fill_day(chair, "starts_on", today)
    chair.page.locator("[name=starts_at]").fill("14:00")
    details = chair.page.locator("details").filter(has=chair.page.locator("[name=lead_group]"))
    if details.count() and not details.first.get_attribute("open"):
        details.first.locator("summary").click()
    if not chair.page.locator("[name=lead_group]").input_value():
        chair.page.locator("[name=lead_group]").select_option(index=1)
    press(chair, "Record it")
    chair.page.wait_for_url(re.compile(r"/activity/meetings/\d+/$"))
    meeting = chair.page.url

    press(chair, "Fill the agenda with what is due")
    chair.page.get_by_text(re.compile("put on the agenda|Nothing is due that is not on the agenda")).wait_for()
    assert chair.axe() == []
    chair.go(f"{meeting}parts/attendance/add/")
    chair.page.locator("[name=agency]").select_option(index=1)
    chair.page.get_by_label("Came", exact=True).check()
    press(chair, "Add it")
    chair.page.get_by_text("1 of the 1 agencies listed came").wait_for()
    chair.go(f"{meeting}parts/decisions/add/")
    chair.page.locator("[name=words]").fill("The car park comes first.")
    press(chair, "Add it")
    chair.page.wait_for_url(meeting)

    chair.page.get_by_role("link", name="Give somebody something to do").click()
    chair.page.locator("[name=words]").fill(ACTION)
    fill_day(chair, "due_on", today + timedelta(days=5))
    pat = chair.page.locator("[name=owner] option").filter(has_text=re.compile("^Pat")).first.get_attribute("value")
    assert pat
    chair.page.locator("[name=owner]").select_option(pat)
    press(chair, "Give it")
    chair.page.get_by_text(ACTION).first.wait_for()
    assert chair.axe() == []
    chair.go(f"{meeting}steps/hold/")
    press(chair, "Record that it was held")
    chair.page.wait_for_url(meeting)
    assert chair.page.get_by_role("button", name="Agree the minutes").count() == 0  # who wrote them does not agree them

    pat_there = visitor(demonstration, "contributor", viewport=PHONE, has_touch=True, is_mobile=True)
    pat_there.go(f"{HERE}")
    assert ACTION in pat_there.main()
    assert pat_there.axe() == []
    assert pat_there.sticking_out() == []
    pat_there.page.get_by_role("button", name=re.compile(f"^It is done ?: {re.escape(ACTION)}")).click()
    pat_there.page.get_by_text(f"Done: {ACTION}.").wait_for()

    manager = visitor(demonstration, "manager")
    manager.go(f"{meeting}steps/agree/")
    press(manager, "Agree the minutes")
    manager.page.wait_for_url(meeting)
    manager.go(f"{meeting}paper/")
    said = manager.main()
    assert "Agreed by somebody who did not write them" in said
    assert "The car park comes first." in said
    assert manager.axe() == []
    manager.page.set_viewport_size(PHONE)
    assert manager.sticking_out() == []
