"""Crime from file to decision: an analyst loads a month and raises a problem, a chair reads, a manager's cell fills."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from frankpledge.insight.made_up import district
from tests.journeys.browsing import Visitor
from tests.journeys.site import COMMAND, Site

pytestmark = pytest.mark.browser
Arrive = Callable[..., Visitor]
HERE = "/p/east-herts/"
CRIME = HERE + "crime/"
PLAN = HERE + "plans/2008-2009/"
TABLET = {"width": 820, "height": 1180}


def a_month_with_a_rise(code: str, ward: str, folder: Path) -> Path:
    """December 2008 of the made-up district as the publisher would send it again, with eighty more thefts in a ward."""
    made = district(1, code=code, wards_count=3, only=("2008-12",))
    (name, text), *_ = made.street.items()
    rows = list(csv.reader(io.StringIO(text)))
    codes = {area.code for each in made.wards if each.code == ward for area in each.areas}
    theft = next(row for row in rows if row[9] == "Vehicle crime" and row[7] in codes)
    for number in range(80):
        rows.append([hashlib.sha256(f"journey {number}".encode()).hexdigest(), *theft[1:]])
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    path = folder / name
    path.write_text(written.getvalue(), encoding="utf-8")
    return path


def test_an_analyst_loads_a_month_and_raises_a_problem(demonstration: Site, visitor: Arrive, tmp_path: Path) -> None:
    analyst = visitor(demonstration, "analyst")
    ward = demonstration.facts["risen_ward"]
    analyst.go(CRIME + "data/files/add/")
    analyst.page.locator('input[type="file"]').set_input_files(a_month_with_a_rise("E07000242", ward, tmp_path))
    analyst.page.get_by_role("button", name="Bring them in").click()
    analyst.page.wait_for_url(re.compile(r"/data/files/\d+/$"))
    demonstration.run(COMMAND, "jobs", "run-due")
    analyst.page.reload()
    assert "Loaded" in analyst.main()
    assert analyst.axe() == []

    analyst.go(f"{CRIME}?period=month:2008-12&definition=vehicle-crime&area={ward}")
    row = analyst.page.locator("main tbody tr").first
    assert "A rise" in row.inner_text()
    row.get_by_role("link", name=re.compile("^Raise with")).click()
    analyst.page.get_by_role("heading", name="Put it before a group").wait_for()
    assert "A rise" in analyst.main()
    assert analyst.axe() == []
    analyst.page.get_by_label("Communications Group").check()
    analyst.page.get_by_label("Why should they?").fill("Eighty thefts more than a year ago, most of them by night.")
    analyst.page.get_by_role("button", name="Put it before the group").click()
    analyst.page.get_by_text("It is before the group.").wait_for()
    assert "The figures below are frozen" in analyst.main()
    assert analyst.axe() == []

    chair = visitor(demonstration, "chair", viewport=TABLET, has_touch=True)
    chair.go(HERE)
    chair.page.get_by_role("link", name=re.compile("Vehicle crime in")).first.click()
    chair.page.get_by_role("button", name="Record the decision").click()
    chair.page.get_by_label("Taken on", exact=True).check()
    chair.page.get_by_label("Why, and what happens next").fill("The night team reports at the next meeting.")
    chair.page.get_by_role("button", name="Record the decision").click()
    chair.page.get_by_text("The decision is recorded.").wait_for()
    assert "Taken on" in chair.main()
    assert chair.sticking_out() == []


def test_a_chair_reads_the_pack_on_a_tablet(demonstration: Site, visitor: Arrive) -> None:
    chair = visitor(demonstration, "chair", viewport=TABLET, has_touch=True)
    chair.go(HERE)
    chair.page.get_by_role("link", name="Comms pack, September 2008").first.click()
    chair.page.get_by_role("heading", name="What changed", exact=True).wait_for()
    text = chair.main()
    assert "July to September 2008 against July to September 2007" in text
    assert "comparisons" in text
    assert "Where these figures come from" in text
    assert chair.axe() == []
    assert chair.sticking_out() == []

    with chair.page.expect_download() as taken:
        chair.page.get_by_role("button", name=re.compile("^PDF")).or_(
            chair.page.get_by_role("link", name=re.compile("^PDF"))
        ).first.click()
    assert taken.value.suggested_filename == "east-herts-comms-pack-2008-09.pdf"
    assert Path(taken.value.path()).read_bytes().startswith(b"%PDF")


def test_the_managers_cell_fills_itself_and_says_no_real_change(demonstration: Site, visitor: Arrive) -> None:
    manager = visitor(demonstration, "manager")
    manager.go(CRIME + "evidence/?plan=2008-2009")
    assert manager.axe() == []
    row = manager.page.locator("main tbody tr", has_text="3.1").filter(has_text="Vehicle crime").first
    row.get_by_role("link", name=re.compile("^Attach an indicator")).click()
    manager.page.get_by_role("button", name="Attach the indicator").click()
    manager.page.get_by_text("The indicator is attached").wait_for()
    assert manager.axe() == []

    manager.go(PLAN)
    href = manager.page.get_by_role("link", name=re.compile(r"(^|\s)3\.1$")).first.get_attribute("href")
    manager.go(f"{href}quarters/Q2/")
    text = manager.main()
    assert "No real change" in text
    assert "data to 30 September 2008" in text
    assert manager.axe() == []

    manager.page.get_by_role("link", name=re.compile(r"records, July to September 2008")).first.click()
    manager.page.wait_for_load_state()
    assert "vehicle-crime" in manager.page.url
    assert "from=2008-07" in manager.page.url
    assert manager.axe() == []
